r"""Accents and fonts over a group reach the letters in it: `\hat{y_w}` is ŷ with the subscript w, `\bm{u_o}` a bold u.

>>> y_w = Scripted(Name("y", span=(0, 1)), Name("w", span=(2, 3)), span=(0, 3))
>>> accented(y_w, "hat").base
Name(name='y', accents=('hat',), font='')
"""

from dataclasses import replace

from derive.parsing.syntax import (
    Additive,
    Group,
    Juxtaposition,
    Listing,
    Name,
    Numeral,
    ReadingError,
    Scripted,
    Signed,
    Syntax,
)

_PLAIN = frozenset({"italic", "roman"})
_SIGNS = frozenset({"partial", "nabla"})
"""Names that are signs of operations: an accent on one means nothing."""


def styled(node: Syntax, font: str) -> Syntax:
    """The same with all its letters in a font; subscripts and superscripts keep theirs."""
    if isinstance(node, Name):
        if font in _PLAIN:
            return node
        return node if node.font == font else replace(node, font=font)
    if isinstance(node, Numeral):
        return node if font in _PLAIN else replace(node, font=font)
    if isinstance(node, Scripted):
        return replace(node, base=styled(node.base, font))
    if isinstance(node, Juxtaposition):
        return replace(node, factors=tuple(styled(each, font) for each in node.factors))
    if isinstance(node, Additive):
        return replace(node, terms=tuple(styled(each, font) for each in node.terms))
    if isinstance(node, Signed):
        return replace(node, operand=styled(node.operand, font))
    if isinstance(node, Listing):
        return replace(node, items=tuple(styled(each, font) for each in node.items))
    if isinstance(node, Group):
        return replace(node, inner=styled(node.inner, font))
    return node


def accented(node: Syntax, accent: str) -> Syntax:
    """The same with an accent on its letter. Raises ReadingError where there is no one letter that it could change."""
    if isinstance(node, Name) and node.name not in _SIGNS:
        return node if accent == "underline" else replace(node, accents=(*node.accents, accent))
    if isinstance(node, Scripted):
        return replace(node, base=accented(node.base, accent))
    if isinstance(node, Group) and not node.opening:
        return replace(node, inner=accented(node.inner, accent))
    if isinstance(node, Numeral) and accent == "vec":
        return replace(node, font="bold")
    if accent == "underline":
        return node
    raise ReadingError(f"this {accent} stands over more than one letter", node.span, f"\\{accent}{{y}}")
