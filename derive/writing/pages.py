"""Derivations as HTML: one self-contained file with MathML, no script, light or dark as the reader has it."""

import re
from html import escape
from typing import TYPE_CHECKING

from derive.blocks import Chain, Claim, Words
from derive.expression import SCALAR, Expression
from derive.writing.layout import shape_box
from derive.writing.mathml import element, mathml
from derive.writing.rows import HEADINGS, gathered, pieces, rows, standing

if TYPE_CHECKING:
    from derive.derivation import Derivation

STYLE = """
:root { color-scheme: light dark; --faint: light-dark(#5d6470, #a0a7b4); --rule: light-dark(#d9dce2, #3a3f49); }
body { font: 17px/1.55 Georgia, "Times New Roman", "Noto Serif CJK SC", serif; max-width: 62rem; margin: 2.5rem auto; padding: 0 1.2rem; }
h1 { font-size: 1.5rem; font-weight: 600; margin-bottom: 2rem; }
h2 { font-size: 1.15rem; font-weight: 600; border-top: 1px solid var(--rule); padding-top: 1.4rem; margin-top: 2.6rem; }
h2 .part { color: var(--faint); margin-right: .8em; font-variant-numeric: lining-nums; }
.scroll { overflow: auto hidden; margin: .8rem 0; padding: .2rem 0; }
table.chain { border-collapse: collapse; }
table.chain > tbody > tr > td { padding: .32rem .15rem; vertical-align: baseline; white-space: nowrap; }
td.left { text-align: right; }
td.why { color: var(--faint); font-size: .82rem; line-height: 1.35; padding-left: 2rem !important; min-width: 15rem; max-width: 24rem; white-space: normal !important; }
td.shape { color: var(--faint); font-size: .82rem; padding-left: 1.4rem !important; }
math { font-family: "Latin Modern Math", "STIX Two Math", "Cambria Math", math; }
.display { margin: .6rem 0 .6rem 2rem; padding: .3rem 0; overflow: auto hidden; display: flex; gap: 3rem; align-items: baseline; }
.standing { color: var(--faint); font-size: .82rem; }
code { font: 1em/1 "Latin Modern Math", "STIX Two Math", Georgia, serif; white-space: nowrap; }
@media print { body { max-width: none; margin: 0; font-size: 11pt; } h2 { break-after: avoid; } tr { break-inside: avoid; } }
"""


def page(sections: list[str], lang: str = "en") -> str:
    """A complete page of some sections."""
    title = HEADINGS[lang]["title"]
    return (
        f'<!DOCTYPE html>\n<html lang="{"zh-Hans" if lang == "zh" else "en"}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>{title}</title>\n'
        f"<style>{STYLE}</style>\n</head>\n<body>\n<h1>{title}</h1>\n" + "\n".join(sections) + "\n</body>\n</html>\n"
    )


NOTEBOOK = """
.gradproof-derivation h2 { font-size: 1.15em; } .gradproof-derivation h2 .part { margin-right: .8em; opacity: .6; }
.gradproof-derivation tr { background: none !important; }
.gradproof-derivation td { text-align: left !important; background: none !important; vertical-align: baseline; white-space: nowrap; padding: .3rem .15rem; }
.gradproof-derivation td.left { text-align: right !important; }
.gradproof-derivation td.why { opacity: .7; font-size: .82em; padding-left: 2rem; white-space: normal; min-width: 15rem; }
.gradproof-derivation .display { display: flex; gap: 3rem; margin: .6rem 0 .6rem 2rem; }
.gradproof-derivation code { background: none; }
.gradproof-derivation .standing { opacity: .7; font-size: .82em; }
"""


def notebook(derivation: "Derivation", lang: str = "en") -> str:
    """A derivation as the output of a notebook's cell: one section with the few styles that it needs there."""
    return f'<div class="gradproof-derivation"><style>{NOTEBOOK}</style>\n{section(derivation, lang)}</div>'


def section(derivation: "Derivation", lang: str = "en", detail: bool = False, shapes: bool = False) -> str:
    """A derivation as one section."""
    heading = f'<span class="part">{escape(derivation.part)}</span>{sentence(derivation.title, lang)}'
    made = [f'<section id="{escape(derivation.part)}">\n<h2>{heading}</h2>']
    for block in gathered(derivation.blocks):
        if isinstance(block, Words):
            made.append(f"<p>{sentence(block, lang)}</p>")
        elif isinstance(block, tuple):
            equations = "".join(f"<span>{_equation(claim, lang)}</span>" for claim in block)
            made.append(f'<div class="display">{equations}</div>')
        else:
            made.append(_chain(block, lang, detail, shapes))
    made.append(f'<p class="standing">{escape(standing(derivation.evidence, lang))}</p>\n</section>')
    return "\n".join(made)


def sentence(words: Words, lang: str) -> str:
    """A sentence with its formulas as MathML."""
    made = ""
    for kind, piece in pieces(words, lang):
        if isinstance(piece, int):
            made += mathml(words.formulas[piece], lang=lang)
        else:
            made += f"<code>{_set(piece)}</code>" if kind == "code" else escape(piece)
    return made


_CODE = re.compile(r"(?P<word>tanh|diag|log|sign|ReLU)|(?P<letter>[A-Za-zσαη])|(?P<other>.)")


def _set(code: str) -> str:
    """A piece of mathematics in a sentence: letters by themselves are italic, numerals and words such as tanh upright."""
    return _CODE.sub(lambda found: f"<i>{found['letter']}</i>" if found["letter"] else escape(found.group()), code)


def _math(expression: Expression, lang: str, before: str = "") -> str:
    return mathml(expression, lang=lang).replace("<math>", f'<math displaystyle="true">{before}', 1)


def _equation(claim: Claim, lang: str) -> str:
    return f"{_math(claim.left, lang)} {_math(claim.right, lang, '<mo>=</mo>')}"


def _chain(chain: Chain, lang: str, detail: bool, shapes: bool) -> str:
    made = []
    page_rows = list(rows(chain, detail))
    for row in page_rows:
        left = _math(row.left, lang) if row.left is not None else ""
        relation = "<mo>=</mo>" if row.left is not None or len(page_rows) > 1 else ""
        formula = _math(row.formula, lang, relation)
        why = " ".join(sentence(reason, lang) for reason in row.reasons)
        cells = f'<td class="left">{left}</td><td>{formula}</td>'
        if shapes:
            cells += f'<td class="shape">{_shape(row.formula)}</td>'
        made.append(f'<tr>{cells}<td class="why">{why}</td></tr>')
    return '<div class="scroll"><table class="chain"><tbody>\n' + "\n".join(made) + "\n</tbody></table></div>"


def _shape(expression: Expression) -> str:
    return "1" if expression.shape == SCALAR else element(shape_box(expression.shape))
