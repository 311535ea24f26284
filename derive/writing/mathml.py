"""MathML from expressions: no script and no fonts of its own. Bold is set in the Unicode bold letters, which every browser shows.

>>> from derive.expression import Symbol
>>> mathml(Symbol("v_c", ("d", "1")))
'<math><msub><mi>𝐯</mi><mi>c</mi></msub></math>'
"""

from collections.abc import Callable
from html import escape
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
from derive.writing.layout import Style, layout
from derive.writing.text import PHRASES

BOLD_STYLE = Style(bold=True)
LEFT = 'style="text-align: left"'
ACCENTS = {"hat": "^", "tilde": "~", "bar": "¯", "vec": "→", "dot": "˙"}


def mathml(node: Node, style: Style = BOLD_STYLE, lang: str = "en", display: bool = False) -> str:
    """An expression as a math element, its vectors and matrices bold."""
    return element(layout(node, style), lang, display)


def element(box: Box, lang: str = "en", display: bool = False) -> str:
    """A box as a math element."""
    mode = ' display="block"' if display else ""
    return f"<math{mode}>{render(box, lang)}</math>"


def render(box: Box, lang: str = "en") -> str:
    """A box as MathML inside a math element."""
    return RENDERERS[type(box)](box, lang)


def bold(letter: str) -> str:
    """The Unicode bold letter: v is 𝐯; anything without a bold form as it is."""
    for first, start in (("A", 0x1D400), ("a", 0x1D41A), ("0", 0x1D7CE), ("Α", 0x1D6A8), ("α", 0x1D6C2)):
        span = 10 if first == "0" else 26 if first in "Aa" else 25
        offset = ord(letter) - ord(first)
        if 0 <= offset < span:
            return chr(start + offset)
    return letter


def _letter(box: Letter, lang: str) -> str:
    made = f"<mi>{escape(bold(box.text) if box.bold else box.text)}</mi>"
    for accent in box.accents:
        made = f'<mover accent="true">{made}<mo stretchy="false">{ACCENTS[accent]}</mo></mover>'
    return made


def _digits(box: Digits, lang: str) -> str:
    if box.font == "blackboard":
        return "<mn>𝟙</mn>"
    return f"<mn>{''.join(map(bold, box.text)) if box.font == 'bold' else box.text}</mn>"


def _word(box: Word, lang: str) -> str:
    if box.function:
        return f"<mi>{box.text}</mi><mo>&#x2061;</mo>"
    return f"<mtext>{escape(box.text)}</mtext>"


def _mark(box: Mark, lang: str) -> str:
    sign = escape(box.sign)
    if box.role == "ordinary":
        return f"<mi>{sign}</mi>" if box.sign in "⊤∂…′" else f"<mo>{sign}</mo>"
    return f'<mo form="prefix">{sign}</mo>' if box.role == "prefix" else f"<mo>{sign}</mo>"


def _row(box: Row, lang: str) -> str:
    """Function words put a thin space before an argument without brackets; juxtaposed factors too."""
    made = ""
    for number, item in enumerate(box.items):
        before = box.items[number - 1] if number else None
        if (
            before is not None
            and not isinstance(before, Mark | Word)
            and (isinstance(item, Scripts | Letter | Over | Big) or (isinstance(item, Word) and item.function))
        ):
            made += "" if isinstance(before, Letter) and before.text == "d" else '<mspace width="0.17em"/>'
        if isinstance(before, Word) and before.function and not isinstance(item, Fence):
            made += '<mspace width="0.17em"/>'
        made += render(item, lang)
    return f"<mrow>{made}</mrow>"


def _scripts(box: Scripts, lang: str) -> str:
    base = render(box.base, lang)
    below = render(box.below, lang) if box.below is not None else ""
    above = render(box.above, lang) if box.above is not None else ""
    if below and above:
        return f"<msubsup>{base}{below}{above}</msubsup>"
    return f"<msub>{base}{below}</msub>" if below else f"<msup>{base}{above}</msup>"


def _fence(box: Fence, lang: str) -> str:
    stretch = "" if is_tall(box.inner) else ' stretchy="false"'
    opening, closing = (
        f'<mo form="{form}"{stretch}>{sign}</mo>' for form, sign in (("prefix", box.opening), ("postfix", box.closing))
    )
    return f"<mrow>{opening}{render(box.inner, lang)}{closing}</mrow>"


def _big(box: Big, lang: str) -> str:
    lines = [render(line, lang) for line in box.below]
    below = (
        lines[0]
        if len(lines) == 1
        else '<mtable rowspacing="0">' + "".join(f"<mtr><mtd>{line}</mtd></mtr>" for line in lines) + "</mtable>"
    )
    sign = '<mo movablelimits="true">∑</mo>'
    if box.above is None:
        return f"<munder>{sign}{below}</munder>"
    return f"<munderover>{sign}{below}{render(box.above, lang)}</munderover>"


def _branches(box: Branches, lang: str) -> str:
    rows = "".join(
        f"<mtr><mtd {LEFT}>{render(value, lang)}</mtd><mtd {LEFT}>{render(condition, lang)}</mtd></mtr>"
        for value, condition in box.rows
    )
    return f'<mrow><mo form="prefix" stretchy="true">{{</mo><mtable>{rows}</mtable></mrow>'


RENDERERS: dict[type, Callable[[Any, str], str]] = {
    Letter: _letter,
    Digits: _digits,
    Word: _word,
    Phrase: lambda box, lang: f"<mtext>{PHRASES[lang][box.key].replace(' ', '&#xa0;')}</mtext>",
    Mark: _mark,
    Row: _row,
    Scripts: _scripts,
    Over: lambda box, lang: f"<mfrac>{render(box.numerator, lang)}{render(box.denominator, lang)}</mfrac>",
    Radical: lambda box, lang: f"<msqrt>{render(box.radicand, lang)}</msqrt>",
    Fence: _fence,
    Big: _big,
    Branches: _branches,
}
