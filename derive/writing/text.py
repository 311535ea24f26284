"""Expressions in Unicode, for the terminal: u_oᵀv_c, Σ_{w≠o} ŷ_w u_w, U(ŷ − y).

>>> from derive.expression import Add, Named, Negative, Product, Symbol, Transpose
>>> y_hat, y, v = Symbol("ŷ", ("V", "1")), Symbol("y", ("V", "1")), Symbol("v_c", ("d", "1"))
>>> print(text(Product((v, Transpose(Add((y_hat, Negative(y))))))))
v_c (ŷ − y)ᵀ
"""

import unicodedata
from collections.abc import Callable
from typing import Any

from derive.expression import Node
from derive.writing import boxes as b
from derive.writing.layout import PLAIN, Style, layout

COMBINING = {"hat": "\u0302", "tilde": "\u0303", "bar": "\u0304", "vec": "\u20d7", "dot": "\u0307"}
RAISED = {"⊤": "ᵀ", "2": "²", "3": "³", "−1": "⁻¹", "−⊤": "⁻ᵀ", "′": "′", "′′": "″"}
"""Superscripts that have a sign of their own; the others are written with ^."""


def text(node: Node, style: Style = PLAIN, lang: str = "en") -> str:
    """An expression, an index term or a condition on one line."""
    return render(layout(node, style), lang)


def render(box: b.Box, lang: str = "en") -> str:
    """A box on one line."""
    return RENDERERS[type(box)](box, lang)


def _letter(box: b.Letter, lang: str) -> str:
    return unicodedata.normalize("NFC", box.text + "".join(COMBINING[accent] for accent in box.accents))


def _digits(box: b.Digits, lang: str) -> str:
    return {"bold": {"0": "𝟎", "1": "𝟏"}, "blackboard": {"1": "𝟙"}}.get(box.font, {}).get(box.text, box.text)


def _mark(box: b.Mark, lang: str) -> str:
    if box.role in ("binary", "relation"):
        return f" {box.sign} "
    return f"{box.sign} " if box.role == "punctuation" else box.sign


def _row(box: b.Row, lang: str) -> str:
    made = ""
    factors = [item for item in box.items if not isinstance(item, b.Mark)]
    for item in box.items:
        piece = render(item, lang)
        if isinstance(item, b.Over) and len(factors) > 1 and not _is_operator(item):
            piece = f"({piece})"
        glued = not made or made[-1] in " −+([{⟨√∂" or piece[0] in " ,)]}⟩ᵀ" or isinstance(item, b.Fence | b.Mark)
        if isinstance(item, b.Fence) and made and made[-1] not in " (−" and not _is_word(made):
            glued = False
        if made.endswith("∂") or (made == "d" and not isinstance(item, b.Fence)):
            glued = True
        made += piece if glued else f" {piece}"
    return made


FUNCTION_LETTERS = ("σ", "𝟙", "J")
"""Letters before whose brackets no product is meant."""


def _is_operator(box: b.Over) -> bool:
    """Whether a fraction is ∂/∂x or d/dx."""
    return isinstance(box.numerator, b.Mark) or (isinstance(box.numerator, b.Letter) and box.numerator.text == "d")


def _is_word(made: str) -> bool:
    """Whether a bracket that follows holds the argument of a function."""
    tail = made.rsplit(" ", 1)[-1].rsplit("−", 1)[-1].rsplit("(", 1)[-1]
    return tail in FUNCTION_LETTERS or (tail.isalpha() and len(tail) > 1)


def _scripts(box: b.Scripts, lang: str) -> str:
    made = render(box.base, lang)
    if box.below is not None:
        below = _tight(render(box.below, lang))
        made += f"_{below}" if len(below) == 1 or _is_simple(below) else f"_{{{below}}}"
    if box.above is not None:
        above = _tight(render(box.above, lang))
        bare = len(above) == 1 or above[0] in "([⟨"
        made += RAISED.get(above) or (f"^{above}" if bare else f"^({above})")
    return made


def _is_simple(below: str) -> bool:
    """Whether a subscript needs no braces: w_s, 12, naive-softmax."""
    return below.replace("-", "").isalnum()


def _tight(made: str) -> str:
    return (
        made.replace(" + ", "+")
        .replace(" = ", "=")
        .replace(" ≠ ", "≠")
        .replace(" ≤ ", "≤")
        .replace(", ", ",")
        .replace(" : ", ":")
    )


def _over(box: b.Over, lang: str) -> str:
    parts = []
    for side in (box.numerator, box.denominator):
        made = render(side, lang)
        parts.append(f"({made})" if _needs_brackets(side) else made)
    return f"{parts[0]}/{parts[1]}"


def _needs_brackets(side: b.Box) -> bool:
    """Whether a side of a slash is more than one thing: ∂J and ∂v_c are one."""
    if isinstance(side, b.Over):
        return True
    if not isinstance(side, b.Row):
        return False
    first = side.items[0]
    of_d = isinstance(first, b.Letter) and first.text == "d"
    differential = (isinstance(first, b.Mark) and first.sign == "∂") or (
        of_d and not any(isinstance(each, b.Mark) for each in side.items)
    )
    called = isinstance(first, b.Word) or (isinstance(first, b.Letter) and first.text in FUNCTION_LETTERS)
    call = called and len(side.items) == 2 and isinstance(side.items[1], b.Fence)
    return not (differential or call)


def _big(box: b.Big, lang: str) -> str:
    below = _tight(", ".join(render(line, lang) for line in box.below))
    if box.above is None:
        return f"Σ_{{{below}}}"
    return f"Σ_{{{below}…{_tight(render(box.above, lang))}}}"


def _branches(box: b.Branches, lang: str) -> str:
    rows = [f"{render(value, lang)} {render(condition, lang)}" for value, condition in box.rows]
    return "{ " + "; ".join(rows) + " }"


RENDERERS: dict[type, Callable[[Any, str], str]] = {
    b.Letter: _letter,
    b.Digits: _digits,
    b.Word: lambda box, lang: box.text,
    b.Phrase: lambda box, lang: b.PHRASES[lang][box.key],
    b.Mark: _mark,
    b.Row: _row,
    b.Scripts: _scripts,
    b.Over: _over,
    b.Radical: lambda box, lang: f"√({render(box.radicand, lang)})",
    b.Fence: lambda box, lang: f"{box.opening}{render(box.inner, lang)}{box.closing}",
    b.Big: _big,
    b.Branches: _branches,
}
