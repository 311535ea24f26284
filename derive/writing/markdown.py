"""Derivations in Markdown: formulas in dollars, the reasons of a chain as a numbered list under it."""

from typing import TYPE_CHECKING

from derive.blocks import Chain, Words
from derive.writing.documents import equations, shown
from derive.writing.latex import latex
from derive.writing.layout import PLAIN
from derive.writing.rows import gathered, rows, standing
from derive.writing.sentences import in_dollars

if TYPE_CHECKING:
    from derive.derivation import Derivation


def markdown(derivation: "Derivation", lang: str = "en", detail: bool = False, shapes: bool = False) -> str:
    """The whole derivation."""
    made = [f"## {derivation.part} · {in_dollars(derivation.title, lang)}"]
    for block in gathered(derivation.blocks):
        if isinstance(block, Words):
            made.append(in_dollars(block, lang))
        elif isinstance(block, tuple):
            made.append(f"$$\n{equations(block, lang, shapes, PLAIN)}\n$$")
        else:
            made.append(_chain(block, lang, detail, shapes))
    made.append(f"*{standing(derivation.evidence, lang)}*")
    return "\n\n".join(made) + "\n"


def _chain(chain: Chain, lang: str, detail: bool, shapes: bool) -> str:
    page = list(rows(chain, detail))
    made: list[str] = []
    told: list[str] = []
    for row in page:
        left = latex(row.left, lang=lang) if row.left is not None else ""
        relation = "&= " if row.left is not None or len(page) > 1 else ""
        tag = ""
        if row.reasons:
            told.append(f"{len(told) + 1}. " + " ".join(in_dollars(reason, lang) for reason in row.reasons))
            tag = f" && ({len(told)})"
        made.append(f"{left} {relation}{shown(row.formula, lang, shapes, PLAIN)}{tag}".strip())
    body = " \\\\\n".join(made)
    display = f"$$\n\\begin{{aligned}}\n{body}\n\\end{{aligned}}\n$$"
    return display + ("\n\n" + "\n".join(told) if told else "")
