"""Σ, cases, matrices given by columns, and derivatives as boxes."""

from dataclasses import replace

from derive import expression as e
from derive.traversal import free_indices, substitute, walk
from derive.writing import boxes as b
from derive.writing.layout_indices import inside
from derive.writing.names import letter_of
from derive.writing.placing import Laid, Layout, Level, Style, at, comma_separated, fence, lay, layout


def _sum(node: e.Sum, style: Style) -> Laid:
    body = at(node.body, Level.TERM, style)
    index = layout(node.index, style)
    conditions = node.condition.conditions if isinstance(node.condition, e.All) else (node.condition,)
    written = tuple(layout(each, style) for each in conditions)
    if node.index.over.startswith("±"):
        bound = letter_of(node.index.over[1:])
        first = b.Row(
            (b.Mark("−", "prefix"), bound, b.Mark("≤", "relation"), index, b.Mark("≤", "relation"), bound),
        )
        return Laid(b.Row((b.Big((first, *written)), body)), Level.PRODUCT, open_right=True)
    if not written:
        least, greatest = (layout(e.Ordinal(each, node.index.over), style) for each in (1, -1))
        first = b.Row((index, b.Mark("=", "relation"), least))
        return Laid(b.Row((b.Big((first,), greatest), body)), Level.PRODUCT, open_right=True)
    ends = _ends(node.index, conditions)
    if ends is not None:
        least, greatest = (layout(each, style) for each in ends)
        first = b.Row((index, b.Mark("=", "relation"), least))
        return Laid(b.Row((b.Big((first,), greatest), body)), Level.PRODUCT, open_right=True)
    if not _names_first(node.index, conditions[0]):
        written = (b.Row((index, b.Mark(":", "relation"), written[0])), *written[1:])
    return Laid(b.Row((b.Big((comma_separated(list(written)),)), body)), Level.PRODUCT, open_right=True)


def _ends(index: e.Index, conditions: tuple[e.Condition, ...]) -> tuple[e.IndexTerm, e.IndexTerm] | None:
    """The first and the last value of an index that its conditions leave: Σ_{t=2}^{T}, Σ_{j=1}^{i}; None where they say more."""
    least: list[e.IndexTerm] = []
    greatest: list[e.IndexTerm] = []
    for each in conditions:
        match each:
            case e.Before(left, right) if right == index:
                least.append(_moved(left, 1))
            case e.Before(left, right) if left == index:
                greatest.append(_moved(right, -1))
            case e.Not(e.Before(left, right)) if right == index:
                greatest.append(left)
            case e.Not(e.Before(left, right)) if left == index:
                least.append(right)
            case _:
                return None
    one, other = [*least, e.Ordinal(1, index.over)], [*greatest, e.Ordinal(-1, index.over)]
    several = len(least) > 1 or len(greatest) > 1 or index in free_indices(one[0]) | free_indices(other[0])
    return None if several else (inside(one[0], index.over), inside(other[0], index.over))


def _moved(term: e.IndexTerm, by: int) -> e.IndexTerm:
    match term:
        case e.Ordinal(number, over, end) if end or number < 0:
            return e.Ordinal((number if end else 0) + by, over, end=True)
        case e.Ordinal(number, over):
            return e.Ordinal(number + by, over)
        case e.Shift():
            moved = replace(term, number=term.number + by)
            return term.terms[0] if (term.signs, term.sizes, moved.number) == ((1,), (), 0) else moved
    return e.Shift((term,), (1,), (), by, term.over)


def _names_first(index: e.Index, condition: e.Condition) -> bool:
    """Whether a condition says which index runs by beginning with it: w ≠ o does, w_r = w_s does not."""
    inside = condition.condition if isinstance(condition, e.Not) else condition
    return isinstance(inside, e.Same) and inside.left == index


def _cases(node: e.Cases, style: Style) -> Laid:
    rows: list[tuple[b.Box, b.Box]] = []
    for value, condition in node.branches:
        told: b.Box = b.Phrase("otherwise")
        if condition != e.ALWAYS:
            told = b.Row((b.Phrase("if"), layout(condition, style)))
        rows.append((layout(value, style), told))
    return Laid(b.Branches(tuple(rows)), Level.PRODUCT, open_right=True)


def _table(node: e.Table, style: Style) -> b.Box:
    return fence(comma_separated(_table_items(node, style)), "[", "]")


def _table_items(node: e.Table, style: Style) -> list[b.Box]:
    """First column, dots, last column."""
    first, last = (layout(substitute(node.body, {node.index: e.Ordinal(n, node.index.over)}), style) for n in (1, -1))
    return [first, b.Mark("…"), last]


def _beside(node: e.Beside, style: Style) -> b.Box:
    items: list[b.Box] = []
    for block in node.blocks:
        match block:
            case e.Table():
                items += _table_items(block, style)
            case e.Negative(e.Table(index, body)):
                items += _table_items(e.Table(index, e.Negative(body)), style)
            case _:
                items.append(layout(block, style))
    return fence(comma_separated(items), "[", "]")


def _derivative(node: e.Derivative, style: Style) -> Laid:
    sign = b.Letter("d") if _is_ordinary(node) else b.Mark("∂")
    below = b.Row((sign, layout(node.variable, style)))
    if isinstance(node.body, e.Named | e.Symbol | e.Column | e.Entry | e.Loss):
        return Laid(b.Over(b.Row((sign, layout(node.body, style))), below))
    laid = lay(node.body, style)
    bare = isinstance(node.body, e.Call | e.Sum | e.Quotient | e.Derivative | e.Extremum | e.Softmax)
    return Laid(b.Row((b.Over(sign, below), laid.box if bare else fence(laid.box))), Level.PRODUCT, open_right=bare)


def _is_ordinary(node: e.Derivative) -> bool:
    """Whether d/dx is written: a scalar by a scalar, with no vector and no index in sight."""
    scalars = all(part.shape == e.SCALAR for part in walk(node) if isinstance(part, e.Expression))
    return isinstance(node.variable, e.Symbol) and scalars and not free_indices(node)


WHOLES: dict[type, Layout] = {
    e.Sum: _sum,
    e.Cases: _cases,
    e.Table: _table,
    e.Beside: _beside,
    e.Derivative: _derivative,
}
