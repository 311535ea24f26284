r"""Derivations as LaTeX, fragments and documents.

A fragment needs amsmath and amssymb and nothing else; a document compiles with pdflatex in English and with xelatex in Chinese.
"""

from typing import TYPE_CHECKING

from derive.blocks import Chain, Claim, Words
from derive.expression import SCALAR, Expression, Shape
from derive.writing.boxes import width
from derive.writing.latex import latex
from derive.writing.layout import Style, layout
from derive.writing.rows import PageRow, gathered, rows, standing
from derive.writing.sentences import escaped, in_dollars

if TYPE_CHECKING:
    from derive.derivation import Derivation

BOLD = Style(bold=True)
LETTER = 0.01735
"""About how much of a line one letter of a displayed formula takes."""
BESIDE = 42
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


def latex_document(fragments: list[str], lang: str) -> str:
    """A complete document of some fragments."""
    body = "\n\n".join(fragments)
    return f"{PREAMBLE[lang]}{COMMON}\\begin{{document}}\n\n{body}\n\\end{{document}}\n"


def latex_fragment(derivation: "Derivation", lang: str, detail: bool, shapes: bool) -> str:
    """A derivation to paste into a document: a heading, displays and sentences.

    A display belongs to the paragraph before it, so that no page ends between the two.
    """
    made = f"\\section*{{{_heading(derivation, lang)}}}"
    for block in gathered(derivation.blocks):
        if isinstance(block, Words):
            made += "\n\n" + in_dollars(block, lang, BOLD, escaped)
        elif isinstance(block, tuple):
            made += f"\n\\noindent\n\\[\n{equations(block, lang, shapes, BOLD)}\n\\]"
        else:
            made += f"\n\\noindent\n{_aligned(block, lang, detail, shapes)}"
    return made + f"\n\n{{\\footnotesize {escaped(standing(derivation.evidence, lang))}\\par}}"


def _heading(derivation: "Derivation", lang: str) -> str:
    title = in_dollars(derivation.title, lang, BOLD, escaped).replace(r"\text{", r"\textnormal{")
    return f"({escaped(derivation.part)})\\quad {title}"


def equations(claims: tuple[Claim, ...], lang: str, shapes: bool, style: Style) -> str:
    """Claims side by side in one display."""
    made = [f"{latex(claim.left, style, lang)} = {shown(claim.right, lang, shapes, style)}" for claim in claims]
    return ", \\qquad ".join(made)


def shown(expression: Expression, lang: str, shapes: bool, style: Style) -> str:
    """A formula, with the space that it lies in if shapes are asked for."""
    made = latex(expression, style, lang)
    return f"{made} \\qquad \\in {space(expression.shape)}" if shapes else made


def space(shape: Shape) -> str:
    r"""The set of matrices of a shape: \mathbb{R}, \mathbb{R}^d, \mathbb{R}^{d \times V}."""
    if shape == SCALAR:
        return r"\mathbb{R}"
    return rf"\mathbb{{R}}^{{{shape[0]}}}" if shape[1] == "1" else rf"\mathbb{{R}}^{{{shape[0]} \times {shape[1]}}}"


def _aligned(chain: Chain, lang: str, detail: bool, shapes: bool) -> str:
    """The rows of a chain under each other, each with its reason beside it or, where the formulas are wide, under it.

    No page ends after the first row, nor before the last.
    """
    page = list(rows(chain, detail))
    widest = max(map(_width, page)) + (8 if shapes else 0)
    room = min(0.36, 0.99 - LETTER * widest)
    body = ""
    for number, row in enumerate(page):
        left = latex(row.left, BOLD, lang) if row.left is not None else ""
        relation = "&= " if row.left is not None or len(page) > 1 else "& "
        body += f"{left} {relation}{shown(row.formula, lang, shapes, BOLD)}".strip()
        why = " ".join(in_dollars(reason, lang, BOLD, escaped) for reason in row.reasons)
        if why and widest <= BESIDE:
            body += f" && \\parbox[c]{{{room:.2f}\\linewidth}}{{\\raggedright\\footnotesize {why}}}"
        elif why:
            body += f" \\\\*[-2pt]\n&\\quad\\text{{\\footnotesize {why}}}"
        if number < len(page) - 1:
            body += " \\\\*\n" if number in (0, len(page) - 2) else " \\\\\n"
    return f"\\begin{{align*}}\n{body}\n\\end{{align*}}"


def _width(row: PageRow) -> float:
    left = width(layout(row.left)) if row.left is not None else 6
    return left + width(layout(row.formula))
