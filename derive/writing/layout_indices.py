"""Indices, conditions, sizes and shapes as boxes."""

from dataclasses import replace

from derive import expression as e
from derive.writing import boxes as b
from derive.writing.names import letter_and_subscript, letter_of, lettered
from derive.writing.placing import Layout, Style, comma_separated, layout, less


def _mapped(node: e.Mapped, style: Style) -> b.Box:
    """w_s; and w_{t+j} for the map "w_t" of an offset."""
    base, below = letter_and_subscript(node.name)
    argument = layout(node.argument, style)
    if below is None:
        return b.Scripts(base, below=argument)
    return b.Scripts(base, below=b.Row((below, b.Mark("+", "binary"), argument)))


def _ordinal(node: e.Ordinal, style: Style) -> b.Box:
    if node.end or node.number < 0:
        return _sum([(1, size_box(node.over))], (node.number if node.end else 0) - less(node.over))
    return b.Digits(str(node.number - less(node.over)))


def _shift(node: e.Shift, style: Style) -> b.Box:
    """t−1, i+k−1, T−t."""
    parts = [(sign, layout(term, style)) for sign, term in zip(node.signs, node.terms, strict=True)]
    parts += [(times, size_box(size)) for size, times in node.sizes]
    number = node.number + sum(sign * less(term.over) for sign, term in zip(node.signs, node.terms, strict=True))
    number -= less(node.over or next((term.over for term in node.terms), ""))
    return _sum(sorted(parts, key=lambda each: each[0] < 0), number)


def _sum(parts: list[tuple[int, b.Box]], number: int) -> b.Box:
    items: list[b.Box] = []
    for times, box in [*parts, *([(1 if number > 0 else -1, b.Digits(str(abs(number))))] if number else [])]:
        if times < 0 or items:
            sign = "−" if times < 0 else "+"
            items.append(b.Mark(sign, "binary" if items else "prefix"))
        items += [b.Digits(str(abs(times)))] if abs(times) > 1 else []
        items.append(box)
    if not items:
        return b.Digits("0")
    return items[0] if len(items) == 1 else b.Row(tuple(items))


def size_box(size: e.Size) -> b.Box:
    """A size as it is written: V, K+1; the window ±m holds 2m+1 offsets."""
    if size.startswith("±"):
        return b.Row((b.Digits("2"), letter_of(size[1:]), b.Mark("+", "binary"), b.Digits("1")))
    items: list[b.Box] = []
    for part in sorted(size.split("+"), key=str.isdigit):
        items += [b.Mark("+", "binary")] if items else []
        items.append(b.Digits(part) if part.isdigit() else lettered(part))
    return items[0] if len(items) == 1 else b.Row(tuple(items))


def shape_box(shape: e.Shape) -> b.Box:
    """A shape: d × V."""
    return b.Row((size_box(shape[0]), b.Mark("×", "binary"), size_box(shape[1])))


def inside(term: e.IndexTerm, over: e.Size) -> e.IndexTerm:
    """A term that is only compared, as one that counts along a size."""
    return replace(term, over=over) if isinstance(term, e.Shift) and not term.over else term


def _before(left: e.IndexTerm, sign: str, right: e.IndexTerm, style: Style) -> b.Row:
    """i < j, whose sides are counted alike."""
    over = left.over or right.over
    return _relation(inside(left, over), sign, inside(right, over), style)


def _relation(left: e.Node, sign: str, right: e.Node, style: Style) -> b.Row:
    return b.Row((layout(left, style), b.Mark(sign, "relation"), layout(right, style)))


def _compare(node: e.Compare, style: Style) -> b.Box:
    """x > 0 rather than 0 < x."""
    if isinstance(node.left, e.Number) and not isinstance(node.right, e.Number):
        return _relation(node.right, {"<": ">", "<=": "≥"}[node.relation], node.left, style)
    return _relation(node.left, {"<": "<", "<=": "≤"}[node.relation], node.right, style)


def _not(node: e.Not, style: Style) -> b.Box:
    inside = node.condition
    match inside:
        case e.Same(left, right):
            return _relation(left, "≠", right, style)
        case e.Before(left, right):
            return _before(left, "≥", right, style)
        case e.Compare(left, relation, right):
            return layout(e.Compare(right, "<=" if relation == "<" else "<", left), style)
        case e.Not(condition):
            return layout(condition, style)
        case e.All(conditions):
            return layout(e.Some(tuple(e.Not(each) for each in conditions)), style)
    return layout(e.All(tuple(e.Not(each) for each in inside.conditions)), style)


def _all(node: e.All, style: Style) -> b.Box:
    if not node.conditions:
        return b.Phrase("always")
    return comma_separated([layout(condition, style) for condition in node.conditions])


def _some(node: e.Some, style: Style) -> b.Box:
    items: list[b.Box] = []
    for condition in node.conditions:
        items += [b.Phrase("or")] if items else []
        items.append(layout(condition, style))
    return b.Row(tuple(items)) if items else b.Phrase("never")


INDICES: dict[type, Layout] = {
    e.Index: lambda node, style: lettered(node.name),
    e.Mapped: _mapped,
    e.Ordinal: _ordinal,
    e.Shift: _shift,
    e.Same: lambda node, style: _relation(node.left, "=", node.right, style),
    e.Compare: _compare,
    e.Before: lambda node, style: _before(node.left, "<", node.right, style),
    e.Not: _not,
    e.All: _all,
    e.Some: _some,
}
