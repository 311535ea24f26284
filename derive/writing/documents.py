r"""Derivations as LaTeX fragments and documents, as Markdown, and as JSON data.

A fragment needs amsmath and amssymb and nothing else; a document compiles with pdflatex in English and with xelatex in Chinese.
"""

import re
from typing import Any

from derive.derivation import Chain, Claim, Derivation, Words
from derive.expression import SCALAR, Expression, Shape
from derive.writing.boxes import width
from derive.writing.latex import latex
from derive.writing.layout import PLAIN, Style, layout
from derive.writing.rows import PageRow, gathered, pieces, rows, standing
from derive.writing.text import text as plain

BOLD = Style(bold=True)
BESIDE = 44
"""A formula up to this many letters wide leaves room for a reason beside it."""

PREAMBLE = {
    "en": r"""\documentclass[11pt,a4paper]{article}
\usepackage[T1]{fontenc}
\usepackage[utf8]{inputenc}
\usepackage{lmodern}
\usepackage{amsmath,amssymb,mathtools}
\usepackage[margin=24mm]{geometry}
""",
    "zh": r"""\documentclass[11pt,a4paper]{article}
\usepackage{amsmath,amssymb,mathtools}
\usepackage{fontspec,xeCJK}
\setCJKmainfont[AutoFakeBold=2]{WenQuanYi Micro Hei}
\usepackage[margin=24mm]{geometry}
\renewcommand{\baselinestretch}{1.15}
""",
}
"""What stands before a document: pdflatex reads the English one, xelatex the Chinese."""

COMMON = r"""\let\blackboard\mathbb
\renewcommand{\mathbb}[1]{\if1#1\mathrm{1}\mskip-4.5mu\mathrm{l}\else\blackboard{#1}\fi}
\setlength{\parindent}{0pt}\setlength{\parskip}{6pt plus 2pt}
\allowdisplaybreaks
"""

SYMBOLS = {
    "σ": r"\sigma ", "α": r"\alpha ", "η": r"\eta ", "−": "-", "ᵀ": r"^{\top}", "²": "^{2}", "′": "'", "⊙": r"\odot ", "≠": r"\neq ",
    "ŷ": r"\hat{y}", "∂": r"\partial ", "tanh": r"\tanh ", "log": r"\log ", "diag": r"\operatorname{diag}",
    "sign": r"\operatorname{sign}", "ReLU": r"\operatorname{ReLU}", "∈": r"\in ", "∉": r"\notin ", "…": r"\dots ", "Σ": r"\textstyle\sum ",
}  # fmt: skip
"""Mathematics inside sentences, by its Unicode signs."""

_SYMBOL = re.compile("|".join(sorted(map(re.escape, SYMBOLS), key=len, reverse=True)))
ESCAPES = {"%": r"\%", "&": r"\&", "#": r"\#", "_": r"\_", "{": r"\{", "}": r"\}", "“": "``", "”": "''"}
_ESCAPE = re.compile("|".join(map(re.escape, ESCAPES)))


# ------------------------------------------------------------------------------------------------------------------- LaTeX


def latex_document(fragments: list[str], lang: str = "en") -> str:
    """A complete document of some fragments."""
    body = "\n\n".join(fragments)
    return f"{PREAMBLE[lang]}{COMMON}\\begin{{document}}\n\n{body}\n\\end{{document}}\n"


def latex_fragment(
    derivation: Derivation, lang: str = "en", detail: bool = False, shapes: bool = False, style: Style = BOLD
) -> str:
    """A derivation to paste into a document: a heading, displays and sentences."""
    made = [f"\\section*{{{_heading(derivation, lang)}}}"]
    for block in gathered(derivation.blocks):
        if isinstance(block, Words):
            made.append(sentence(block, lang, style))
        elif isinstance(block, tuple):
            made.append(_display(_equations(block, lang, shapes, style)))
        else:
            made.append(_aligned(block, lang, detail, shapes, style))
    made.append(f"{{\\footnotesize {escaped(standing(derivation.evidence, lang))}\\par}}")
    return "\n\n".join(made)


def _heading(derivation: Derivation, lang: str) -> str:
    return f"({derivation.part.replace('_', chr(92) + '_')})\\quad {sentence(derivation.title, lang)}"


def sentence(words: Words, lang: str, style: Style = PLAIN) -> str:
    """A sentence in LaTeX with its formulas set."""
    made = ""
    for kind, piece in pieces(words, lang):
        if isinstance(piece, int):
            made += f"${latex(words.formulas[piece], style, lang)}$"
        else:
            made += f"${mathematics(piece)}$" if kind == "code" else escaped(piece)
    return made


def mathematics(code: str) -> str:
    """LaTeX of the Unicode mathematics in a sentence.

    >>> mathematics("σ′ = σ(1 − σ)")
    "\\\\sigma ' = \\\\sigma (1 - \\\\sigma )"
    """
    return _SYMBOL.sub(lambda found: SYMBOLS[found.group()], code)


def escaped(text: str) -> str:
    """Running text for LaTeX."""
    return _ESCAPE.sub(lambda found: ESCAPES[found.group()], text)


def _display(formula: str) -> str:
    return f"\\[\n{formula}\n\\]"


def _equations(claims: tuple[Claim, ...], lang: str, shapes: bool, style: Style) -> str:
    made = [f"{latex(claim.left, style, lang)} = {_shown(claim.right, lang, shapes, style)}" for claim in claims]
    return ", \\qquad ".join(made)


def _shown(expression: Expression, lang: str, shapes: bool, style: Style) -> str:
    made = latex(expression, style, lang)
    return f"{made} \\qquad \\in {space(expression.shape)}" if shapes else made


def space(shape: Shape) -> str:
    r"""The set of matrices of a shape: \mathbb{R}, \mathbb{R}^d, \mathbb{R}^{d \times V}."""
    if shape == SCALAR:
        return r"\mathbb{R}"
    return rf"\mathbb{{R}}^{{{shape[0]}}}" if shape[1] == "1" else rf"\mathbb{{R}}^{{{shape[0]} \times {shape[1]}}}"


def _aligned(chain: Chain, lang: str, detail: bool, shapes: bool, style: Style) -> str:
    """The rows of a chain under each other, each with its reason beside it or, where the formulas are wide, under it."""
    page = list(rows(chain, detail))
    beside = max(_width(row) for row in page) + (8 if shapes else 0) <= BESIDE
    made = []
    for row in page:
        left = latex(row.left, style, lang) if row.left is not None else ""
        relation = "&= " if row.left is not None or len(page) > 1 else "& "
        line = f"{left} {relation}{_shown(row.formula, lang, shapes, style)}".strip()
        why = " ".join(sentence(reason, lang) for reason in row.reasons)
        if why and beside:
            line += f" && \\parbox[c]{{0.36\\linewidth}}{{\\raggedright\\footnotesize {why}}}"
        elif why:
            line += f" \\\\[-2pt]\n&\\quad\\text{{\\footnotesize {why}}}"
        made.append(line)
    body = " \\\\\n".join(made)
    return f"\\begin{{align*}}\n{body}\n\\end{{align*}}"


def _width(row: PageRow) -> float:
    left = width(layout(row.left)) if row.left is not None else 6
    return left + width(layout(row.formula))


# ------------------------------------------------------------------------------------------------------------------ Markdown


def markdown(derivation: Derivation, lang: str = "en", detail: bool = False, shapes: bool = False) -> str:
    """A derivation in Markdown, its formulas in dollars; the reasons stand in the formula as text."""
    made = [f"## {derivation.part} · {_prose(derivation.title, lang)}"]
    for block in gathered(derivation.blocks):
        if isinstance(block, Words):
            made.append(_prose(block, lang))
        elif isinstance(block, tuple):
            made.append(f"$$\n{_equations(block, lang, shapes, PLAIN)}\n$$")
        else:
            made.append(_markdown_chain(block, lang, detail, shapes))
    made.append(f"*{standing(derivation.evidence, lang)}*")
    return "\n\n".join(made) + "\n"


def _prose(words: Words, lang: str) -> str:
    made = ""
    for kind, piece in pieces(words, lang):
        if isinstance(piece, int):
            made += f"${latex(words.formulas[piece], lang=lang)}$"
        else:
            made += f"${mathematics(piece)}$" if kind == "code" else piece
    return made


def _markdown_chain(chain: Chain, lang: str, detail: bool, shapes: bool) -> str:
    page = list(rows(chain, detail))
    made: list[str] = []
    told: list[str] = []
    for row in page:
        left = latex(row.left, lang=lang) if row.left is not None else ""
        relation = "&= " if row.left is not None or len(page) > 1 else ""
        tag = ""
        if row.reasons:
            told.append(f"{len(told) + 1}. " + " ".join(_prose(reason, lang) for reason in row.reasons))
            tag = f" && ({len(told)})"
        made.append(f"{left} {relation}{_shown(row.formula, lang, shapes, PLAIN)}{tag}".strip())
    body = " \\\\\n".join(made)
    display = f"$$\n\\begin{{aligned}}\n{body}\n\\end{{aligned}}\n$$"
    return display + ("\n\n" + "\n".join(told) if told else "")


# ---------------------------------------------------------------------------------------------------------------------- data


def data(derivation: Derivation, lang: str = "en") -> dict[str, Any]:
    """A derivation as plain data for JSON: every line and every single step with its rule."""
    evidence = derivation.evidence
    return {
        "part": derivation.part,
        "title": derivation.title(lang),
        "checked": derivation.checked,
        "sizes": evidence.sizes if evidence else None,
        "blocks": [_block(block, lang) for block in derivation.blocks],
    }


def _block(block: Words | Claim | Chain, lang: str) -> dict[str, Any]:
    if isinstance(block, Words):
        return {"kind": "words", "text": _prose(block, lang)}
    if isinstance(block, Claim):
        kind = "definition" if block.definition else "claim"
        return {
            "kind": kind,
            "left": latex(block.left),
            "right": latex(block.right),
            "facts": [latex(f) for f in block.facts],
        }
    return {
        "kind": "chain",
        "left": latex(block.left) if block.left is not None else None,
        "start": latex(block.start),
        "shape": list(block.result.shape),
        "facts": [latex(fact) for fact in block.facts],
        "lines": [
            {
                "latex": latex(line.expression),
                "text": plain(line.expression),
                "why": " ".join(reason(lang) for reason in line.reasons()),
                "steps": [
                    {
                        "rule": step.rule.name,
                        "where": list(step.where),
                        "latex": latex(step.after),
                        "why": step.why(lang),
                        "source": step.rule.source,
                    }
                    for step in line.steps
                ],
            }
            for line in block.lines
        ],
    }
