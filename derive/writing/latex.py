r"""LaTeX from expressions, with as few brackets as reading it again needs.

>>> from derive.expression import Add, Column, Index, Named, Negative, Product, Symbol, Transpose
>>> U, v, o = Symbol("U", ("d", "V")), Symbol("v_c", ("d", "1")), Index("o", "V")
>>> print(latex(Product((Transpose(Column(U, o)), v))))
u_o^\top v_c
>>> y_hat, y = Symbol("ŷ", ("V", "1")), Symbol("y", ("V", "1"))
>>> print(latex(Product((v, Transpose(Add((y_hat, Negative(y))))))))
v_c(\hat{y} - y)^\top
"""

import re
from collections.abc import Callable
from typing import Any

from derive.expression import Node
from derive.writing import boxes as b
from derive.writing.layout import PLAIN, Style, layout
from derive.writing.names import LETTERS

SIGNS = {
    "⟨": "\\langle", "⟩": "\\rangle",
    "−": "-", "·": r"\cdot", "⊙": r"\odot", "×": r"\times", "≠": r"\neq", "≤": r"\leq", "≥": r"\geq", "⊤": r"\top",
    "∂": r"\partial", "…": r"\dots", "′": r"\prime", "{": r"\{", "}": r"\}", ":": ":", "∈": r"\in", "⇔": r"\iff",
    "⇒": r"\implies", "∞": r"\infty",
}  # fmt: skip
"""LaTeX of the signs that are not written as themselves."""

GREEK = {letter: name for name, letter in LETTERS.items()}

WORDS = frozenset(
    ["exp", "log", "max", "min", "tanh", "sin", "cos", "sinh", "cosh", "det", "arctan", "arcsin", "arccos"]
)
"""Function words with a command of their own; the others are set by \\operatorname."""


def latex(node: Node, style: Style = PLAIN, lang: str = "en") -> str:
    """The LaTeX of an expression, an index term or a condition."""
    return render(layout(node, style), lang)


def render(box: b.Box, lang: str = "en") -> str:
    """The LaTeX of a box."""
    return RENDERERS[type(box)](box, lang)


def _letter(box: b.Letter, lang: str) -> str:
    text = f"\\{GREEK[box.text]}" if box.text in GREEK else box.text
    if box.bold:
        text = f"\\boldsymbol{{{text}}}" if box.text in GREEK else f"\\mathbf{{{text}}}"
    for accent in box.accents:
        text = f"\\{accent}{{{text}}}"
    return text


def _digits(box: b.Digits, lang: str) -> str:
    command = {"bold": r"\mathbf{%s}", "blackboard": r"\mathbb{%s}", "": "%s"}[box.font]
    return command % box.text


def _word(box: b.Word, lang: str) -> str:
    if not box.function:
        return f"\\text{{{box.text}}}"
    return f"\\{box.text}" if box.text in WORDS else f"\\operatorname{{{box.text}}}"


def _phrase(box: b.Phrase, lang: str) -> str:
    return f"\\text{{{b.PHRASES[lang][box.key]}}}"


def _mark(box: b.Mark, lang: str) -> str:
    sign = SIGNS.get(box.sign, box.sign)
    return f" {sign} " if box.role in ("binary", "relation") else f"{sign} " if box.role == "punctuation" else sign


def _row(box: b.Row, lang: str) -> str:
    return join([render(item, lang) for item in box.items])


def join(pieces: list[str]) -> str:
    """The pieces one after the other, with a space where two letters meet or a letter would continue a command."""
    text = ""
    for piece in pieces:
        glued = not text or text.endswith((" ", "-", "(", "[", r"\{")) or piece.startswith(GLUED)
        text += piece if glued and not (text.endswith(r"\partial") and piece[0].isalpha()) else f" {piece}"
    return text


GLUED = (" ", ",", ";", ":", "(", ")", "[", "]", r"\left", r"\}", r"\prime")
"""What follows without a space."""


def _scripts(box: b.Scripts, lang: str) -> str:
    base = render(box.base, lang)
    below = f"_{_braced(tight(render(box.below, lang)))}" if box.below else ""
    above = f"^{_braced(render(box.above, lang))}" if box.above else ""
    return f"{base}{below}{above}"


def _braced(text: str) -> str:
    """A script, in braces unless it is one character or one command."""
    single = len(text) == 1 or (text.startswith("\\") and text[1:].isalpha())
    return text if single else f"{{{text}}}"


def tight(text: str) -> str:
    """A script without the spaces around = and +."""
    return re.sub(r" ([=+:-]) ", r"\1", text)


def _over(box: b.Over, lang: str) -> str:
    return f"\\frac{{{render(box.numerator, lang)}}}{{{render(box.denominator, lang)}}}"


BARS = {"|": (r"\lvert ", r" \rvert"), "‖": (r"\lVert ", r" \rVert")}
"""Brackets that are the same sign on both sides."""


def _fence(box: b.Fence, lang: str) -> str:
    tall = b.is_tall(box.inner)
    opening, closing = BARS.get(box.opening, (box.opening, box.closing))
    if tall:
        opening, closing = r"\left" + opening, r"\right" + closing.lstrip()
    return f"{opening}{render(box.inner, lang)}{closing}"


def _big(box: b.Big, lang: str) -> str:
    lines = [tight(render(line, lang)) for line in box.below]
    below = lines[0] if len(lines) == 1 else r"\substack{" + r" \\ ".join(lines) + "}"
    above = f"^{_braced(render(box.above, lang))}" if box.above else ""
    return f"\\sum_{{{below}}}{above}"


def _branches(box: b.Branches, lang: str) -> str:
    rows = [f"{render(value, lang)} & {render(condition, lang)}" for value, condition in box.rows]
    return r"\begin{cases} " + r" \\ ".join(rows) + r" \end{cases}"


RENDERERS: dict[type, Callable[[Any, str], str]] = {
    b.Letter: _letter,
    b.Digits: _digits,
    b.Word: _word,
    b.Phrase: _phrase,
    b.Mark: _mark,
    b.Row: _row,
    b.Scripts: _scripts,
    b.Over: _over,
    b.Radical: lambda box, lang: f"\\sqrt{{{render(box.radicand, lang)}}}",
    b.Fence: _fence,
    b.Big: _big,
    b.Branches: _branches,
}
