"""MathML from expressions: no script and no fonts of its own. Bold is set in the Unicode bold letters, which every browser shows.

>>> from derive.expression import Symbol
>>> mathml(Symbol("v_c", ("d", "1")))
'<math><msub><mi>𝐯</mi><mi>c</mi></msub></math>'
"""

from collections.abc import Callable
from html import escape
from typing import Any

from derive.expression import Node
from derive.writing import boxes as b
from derive.writing.layout import Style, layout

BOLD_STYLE = Style(bold=True)
LEFT = 'style="text-align: left"'
ACCENTS = {"hat": "^", "tilde": "~", "bar": "¯", "vec": "→", "dot": "˙"}


def mathml(node: Node, lang: str = "en", display: bool = False) -> str:
    """An expression as a math element, its vectors and matrices bold."""
    return element(layout(node, BOLD_STYLE), lang, display)


def element(box: b.Box, lang: str = "en", display: bool = False) -> str:
    """A box as a math element."""
    mode = ' display="block"' if display else ""
    return f"<math{mode}>{render(box, lang)}</math>"


def render(box: b.Box, lang: str = "en") -> str:
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


def _letter(box: b.Letter, lang: str) -> str:
    made = f"<mi>{escape(bold(box.text) if box.bold else box.text)}</mi>"
    for accent in box.accents:
        made = f'<mover accent="true">{made}<mo stretchy="false">{ACCENTS[accent]}</mo></mover>'
    return made


def _digits(box: b.Digits, lang: str) -> str:
    if box.font == "blackboard":
        return "<mn>𝟙</mn>"
    return f"<mn>{''.join(map(bold, box.text)) if box.font == 'bold' else box.text}</mn>"


def _word(box: b.Word, lang: str) -> str:
    if box.function:
        return f"<mi>{box.text}</mi><mo>&#x2061;</mo>"
    return f"<mtext>{escape(box.text)}</mtext>"


def _mark(box: b.Mark, lang: str) -> str:
    sign = escape(box.sign)
    if box.role == "ordinary":
        return f"<mi>{sign}</mi>" if box.sign in "⊤∂…′" else f"<mo>{sign}</mo>"
    return f'<mo form="prefix">{sign}</mo>' if box.role == "prefix" else f"<mo>{sign}</mo>"


THIN = '<mspace width="0.17em"/>'


def _row(box: b.Row, lang: str) -> str:
    """A thin space stands between factors side by side, before a function word, and between it and an argument without brackets."""
    made = ""
    for number, item in enumerate(box.items):
        before = box.items[number - 1] if number else None
        if isinstance(before, b.Word) and before.function:
            made += "" if isinstance(item, b.Fence) else THIN
        elif before is not None and not isinstance(before, b.Mark) and _stands_apart(item):
            made += "" if isinstance(before, b.Letter) and before.text == "d" else THIN
        made += render(item, lang)
    return f"<mrow>{made}</mrow>"


def _stands_apart(box: b.Box) -> bool:
    """Whether a box is a factor, or begins with a function word."""
    while isinstance(box, b.Row) and box.items:
        box = box.items[0]
    return isinstance(box, b.Scripts | b.Letter | b.Over | b.Big) or (isinstance(box, b.Word) and box.function)


def _scripts(box: b.Scripts, lang: str) -> str:
    base = render(box.base, lang)
    below = render(box.below, lang) if box.below is not None else ""
    above = render(box.above, lang) if box.above is not None else ""
    if below and above:
        return f"<msubsup>{base}{below}{above}</msubsup>"
    return f"<msub>{base}{below}</msub>" if below else f"<msup>{base}{above}</msup>"


def _fence(box: b.Fence, lang: str) -> str:
    stretch = "" if b.is_tall(box.inner) else ' stretchy="false"'
    opening, closing = (
        f'<mo form="{form}"{stretch}>{sign}</mo>' for form, sign in (("prefix", box.opening), ("postfix", box.closing))
    )
    return f"<mrow>{opening}{render(box.inner, lang)}{closing}</mrow>"


def _big(box: b.Big, lang: str) -> str:
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


def _branches(box: b.Branches, lang: str) -> str:
    rows = "".join(
        f"<mtr><mtd {LEFT}>{render(value, lang)}</mtd><mtd {LEFT}>{render(condition, lang)}</mtd></mtr>"
        for value, condition in box.rows
    )
    return f'<mrow><mo form="prefix" stretchy="true">{{</mo><mtable>{rows}</mtable></mrow>'


RENDERERS: dict[type, Callable[[Any, str], str]] = {
    b.Letter: _letter,
    b.Digits: _digits,
    b.Word: _word,
    b.Phrase: lambda box, lang: f"<mtext>{b.PHRASES[lang][box.key].replace(' ', '&#xa0;')}</mtext>",
    b.Mark: _mark,
    b.Row: _row,
    b.Scripts: _scripts,
    b.Over: lambda box, lang: f"<mfrac>{render(box.numerator, lang)}{render(box.denominator, lang)}</mfrac>",
    b.Radical: lambda box, lang: f"<msqrt>{render(box.radicand, lang)}</msqrt>",
    b.Fence: _fence,
    b.Big: _big,
    b.Branches: _branches,
}
