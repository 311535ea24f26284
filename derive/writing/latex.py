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
from derive.writing.boxes import (
    Big,
    Box,
    Branches,
    Digits,
    Fence,
    Letter,
    Mark,
    Over,
    Phrase,
    Radical,
    Row,
    Scripts,
    Word,
    is_tall,
)
from derive.writing.layout import PLAIN, Style, layout

SIGNS = {
    "−": "-", "·": r"\cdot", "⊙": r"\odot", "×": r"\times", "≠": r"\neq", "≤": r"\leq", "≥": r"\geq", "⊤": r"\top",
    "∂": r"\partial", "…": r"\dots", "′": r"\prime", "{": r"\{", "}": r"\}", ":": ":", "∈": r"\in", "⇔": r"\iff",
    "⇒": r"\implies", "∞": r"\infty",
}  # fmt: skip
"""LaTeX of the signs that are not written as themselves."""

GREEK = {
    "α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "ε": "epsilon", "ζ": "zeta", "η": "eta", "θ": "theta",
    "κ": "kappa", "λ": "lambda", "μ": "mu", "ν": "nu", "ξ": "xi", "π": "pi", "ρ": "rho", "σ": "sigma", "τ": "tau",
    "φ": "phi", "χ": "chi", "ψ": "psi", "ω": "omega", "Γ": "Gamma", "Δ": "Delta", "Θ": "Theta", "Λ": "Lambda",
    "Σ": "Sigma", "Φ": "Phi", "Ψ": "Psi", "Ω": "Omega", "ℓ": "ell",
}  # fmt: skip

WORDS = frozenset({"exp", "log", "max", "min", "tanh"})
"""Function words with a command of their own; the others are set by \\operatorname."""

PHRASES = {
    "en": {"if": "if ", "otherwise": "otherwise", "or": " or ", "always": "always", "never": "never"},
    "zh": {"if": "当 ", "otherwise": "其他情况", "or": " 或 ", "always": "恒成立", "never": "不成立"},
}


def latex(node: Node, style: Style = PLAIN, lang: str = "en") -> str:
    """The LaTeX of an expression, an index term or a condition."""
    return render(layout(node, style), lang)


def render(box: Box, lang: str = "en") -> str:
    """The LaTeX of a box."""
    return RENDERERS[type(box)](box, lang)


def _letter(box: Letter, lang: str) -> str:
    text = f"\\{GREEK[box.text]}" if box.text in GREEK else box.text
    if box.bold:
        text = f"\\boldsymbol{{{text}}}" if box.text in GREEK else f"\\mathbf{{{text}}}"
    for accent in box.accents:
        text = f"\\{accent}{{{text}}}"
    return text


def _digits(box: Digits, lang: str) -> str:
    command = {"bold": r"\mathbf{%s}", "blackboard": r"\mathbb{%s}", "": "%s"}[box.font]
    return command % box.text


def _word(box: Word, lang: str) -> str:
    if not box.function:
        return f"\\text{{{box.text}}}"
    return f"\\{box.text}" if box.text in WORDS else f"\\operatorname{{{box.text}}}"


def _phrase(box: Phrase, lang: str) -> str:
    return f"\\text{{{PHRASES[lang][box.key]}}}"


def _mark(box: Mark, lang: str) -> str:
    sign = SIGNS.get(box.sign, box.sign)
    return f" {sign} " if box.role in ("binary", "relation") else f"{sign} " if box.role == "punctuation" else sign


def _row(box: Row, lang: str) -> str:
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


def _scripts(box: Scripts, lang: str) -> str:
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


def _over(box: Over, lang: str) -> str:
    return f"\\frac{{{render(box.numerator, lang)}}}{{{render(box.denominator, lang)}}}"


def _fence(box: Fence, lang: str) -> str:
    tall = is_tall(box.inner)
    opening, closing = (r"\left" + box.opening, r"\right" + box.closing) if tall else (box.opening, box.closing)
    if box.opening == "|" and not tall:
        opening, closing = r"\lvert ", r" \rvert"
    return f"{opening}{render(box.inner, lang)}{closing}"


def _big(box: Big, lang: str) -> str:
    lines = [tight(render(line, lang)) for line in box.below]
    below = lines[0] if len(lines) == 1 else r"\substack{" + r" \\ ".join(lines) + "}"
    above = f"^{_braced(render(box.above, lang))}" if box.above else ""
    return f"\\sum_{{{below}}}{above}"


def _branches(box: Branches, lang: str) -> str:
    rows = [f"{render(value, lang)} & {render(condition, lang)}" for value, condition in box.rows]
    return r"\begin{cases} " + r" \\ ".join(rows) + r" \end{cases}"


RENDERERS: dict[type, Callable[[Any, str], str]] = {
    Letter: _letter,
    Digits: _digits,
    Word: _word,
    Phrase: _phrase,
    Mark: _mark,
    Row: _row,
    Scripts: _scripts,
    Over: _over,
    Radical: lambda box, lang: f"\\sqrt{{{render(box.radicand, lang)}}}",
    Fence: _fence,
    Big: _big,
    Branches: _branches,
}
