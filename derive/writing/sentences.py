r"""Sentences with mathematics in them: formulas by number, and small pieces of Unicode mathematics between backticks.

In such a piece a bold letter (𝐱, 𝐔) is a vector or a matrix; a page that does not set vectors bold shows the plain letter.

>>> mathematics("σ′ = σ(1 − σ)")
"\\sigma ' = \\sigma (1 - \\sigma )"
>>> mathematics("𝐱ᵀ𝐱", bold=True)
'\\mathbf{x}^{\\top}\\mathbf{x}'
"""

import re
import unicodedata
from collections.abc import Callable

from derive.blocks import Words
from derive.writing.latex import latex
from derive.writing.layout import PLAIN, Style
from derive.writing.rows import pieces

SYMBOLS = {
    "σ": r"\sigma ", "α": r"\alpha ", "η": r"\eta ", "−": "-", "ᵀ": r"^{\top}", "²": "^{2}", "′": "'", "⊙": r"\odot ", "≠": r"\neq ",
    "ŷ": r"\hat{y}", "∂": r"\partial ", "tanh": r"\tanh ", "log": r"\log ", "diag": r"\operatorname{diag}",
    "sign": r"\operatorname{sign}", "ReLU": r"\operatorname{ReLU}", "∈": r"\in ", "∉": r"\notin ", "…": r"\dots ", "Σ": r"\textstyle\sum ",
}  # fmt: skip
"""LaTeX of the Unicode signs in a piece of mathematics."""

_SYMBOL = re.compile("|".join(sorted(map(re.escape, SYMBOLS), key=len, reverse=True)))
_BOLD = re.compile("[\U0001d400-\U0001d433\U0001d7ce-\U0001d7d7]")
ESCAPES = {"%": r"\%", "&": r"\&", "#": r"\#", "_": r"\_", "{": r"\{", "}": r"\}", "“": "``", "”": "''"}
_ESCAPE = re.compile("|".join(map(re.escape, ESCAPES)))


def plain_letters(code: str) -> str:
    """The piece with plain letters for bold ones."""
    return _BOLD.sub(lambda found: unicodedata.normalize("NFKC", found.group()), code)


def mathematics(code: str, bold: bool = False) -> str:
    """LaTeX of a piece of Unicode mathematics."""

    def letter(found: re.Match[str]) -> str:
        plain = unicodedata.normalize("NFKC", found.group())
        return f"\\mathbf{{{plain}}}" if bold else plain

    return _BOLD.sub(letter, _SYMBOL.sub(lambda found: SYMBOLS[found.group()], code))


def escaped(text: str) -> str:
    """Running text for LaTeX."""
    return _ESCAPE.sub(lambda found: ESCAPES[found.group()], text)


def in_dollars(words: Words, lang: str, style: Style = PLAIN, text: Callable[[str], str] = str) -> str:
    """A sentence with its formulas in dollars, its running text made by `text`."""
    made = ""
    for kind, piece in pieces(words, lang):
        if isinstance(piece, int):
            made += f"${latex(words.formulas[piece], style, lang)}$"
        else:
            made += f"${mathematics(piece, style.bold)}$" if kind == "code" else text(piece)
    return made
