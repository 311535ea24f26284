"""Conditions: of indices (i = j, y_i ≠ k), of numbers (z > 0), of every entry of an array; indicators and cases."""

from collections.abc import Callable
from fractions import Fraction
from typing import TYPE_CHECKING

from derive import expression as x
from derive.elaboration.context import Scope
from derive.reading import syntax as s
from derive.reading.context import key, strip

if TYPE_CHECKING:
    from derive.elaboration.reader import Reader

OTHERWISE = ("otherwise", "else", "elsewhere", "o.w.", "ow", "其他", "否则")
AT_ITS_END = ("时", "的时候")
"""Words behind a condition that say no more than the "if" before it."""
ORDER = {"<": ("<", False), "<=": ("<=", False), ">": ("<", True), ">=": ("<=", True)}
"""How the tree writes an order: its sign, and whether the sides change places."""


def condition(reader: "Reader", node: s.Syntax, scope: Scope) -> x.Condition:
    """A condition on indices or on numbers."""
    node = strip(node)
    if isinstance(node, s.Listing):
        return x.All(tuple(condition(reader, item, scope) for item in node.items))
    if (
        isinstance(node, s.Applied)
        and isinstance(node.condition, s.Words)
        and node.condition.text.strip() in AT_ITS_END
    ):
        node = strip(node.formula)
    if not isinstance(node, s.Relation):
        raise s.ReadingError("this is no condition", node.span, "an equation or an inequality")
    pairs = zip(node.sides, node.operators, node.sides[1:], strict=False)
    found = tuple(_pair(reader, left, sign, right, scope) for left, sign, right in pairs)
    return found[0] if len(found) == 1 else x.All(found)


def _pair(reader: "Reader", left: s.Syntax, sign: str, right: s.Syntax, scope: Scope) -> x.Condition:
    if sign in ORDER:
        return _ordered(reader, reader.read(left, scope), sign, reader.read(right, scope), left)
    if sign not in ("=", "!="):
        raise s.ReadingError("this relation is not understood in a condition", right.span, "=, \\ne, <, >")
    equal = same(reader, left, right, scope)
    return x.Not(equal) if sign == "!=" else equal


def _ordered(reader: "Reader", left: x.Expression, sign: str, right: x.Expression, node: s.Syntax) -> x.Condition:
    if left.shape != x.SCALAR or right.shape != x.SCALAR:
        raise s.ReadingError(
            "arrays have no order; the indicator of every entry is written 1\\{…\\}", node.span, "numbers"
        )
    plain, turned = ORDER[sign]
    return x.Compare(right, plain, left) if turned else x.Compare(left, plain, right)


def same(reader: "Reader", left: s.Syntax, right: s.Syntax, scope: Scope) -> x.Same:
    """Two indices point at one value."""
    one = index_of(reader, left, scope)
    other = index_of(reader, right, scope)
    if one is None and other is None:
        raise s.ReadingError("an equality of numbers is no condition that is decided", left.span, "indices")
    if one is None:
        assert other is not None
        one = reader.index(left, other.over, scope)
    return x.Same(one, reader.index(right, one.over, scope))


def index_of(reader: "Reader", node: s.Syntax, scope: Scope) -> x.IndexTerm | None:
    """The index that a piece of syntax is by itself, with its own size; None for numbers and for what is no index."""
    node = strip(node)
    name = key(node)
    declared = reader.context.declarations.get(name or "")
    bound = scope.get(name or "")
    base = reader.context.declarations.get(key(node.base) or "") if isinstance(node, s.Scripted) else None
    if isinstance(bound, x.Index):
        return reader.index(node, bound.over, scope)
    if declared is not None and declared.kind == "index":
        return reader.index(node, declared.sizes[0], scope)
    if base is not None and base.kind == "labels":
        return reader.index(node, base.sizes[1], scope)
    if name in reader.context.open:
        return reader.index(node, reader.context.open[name], scope)
    return None


def indicator(reader: "Reader", node: s.Syntax, scope: Scope, span: s.Span) -> x.Expression:
    """1{…}: of a condition on arrays it is the array of the indicators of its entries."""
    inner = strip(node)
    if isinstance(inner, s.Relation) and len(inner.sides) == 2 and inner.operators[0] in ORDER:
        left, right = (reader.read(side, scope) for side in inner.sides)
        shape = next((each.shape for each in (left, right) if each.shape != x.SCALAR), x.SCALAR)
        if shape != x.SCALAR:
            return _of_entries(reader, left, inner.operators[0], right, shape, inner)
        return x.Delta(_ordered(reader, left, inner.operators[0], right, inner), span=span)
    return x.Delta(reader.condition(inner, scope), span=span)


def _of_entries(
    reader: "Reader", left: x.Expression, sign: str, right: x.Expression, shape: x.Shape, node: s.Relation
) -> x.Expression:
    reader.context.note("entrywise-indicator")
    if x.SCALAR not in (left.shape, right.shape):
        reader.context.solver.fit(left.shape, right.shape)
    elif any(each.shape == x.SCALAR and each != x.Number(Fraction(0)) for each in (left, right)) and "1" not in shape:
        raise s.ReadingError("an array is compared with a number", node.span, "0, or an array of the same shape")
    return by_entries(
        shape,
        node.span,
        lambda row, column: x.Delta(_ordered(reader, entry(left, row, column), sign, entry(right, row, column), node)),
    )


def entry(value: x.Expression, row: x.Index, column: x.Index) -> x.Expression:
    """The entry of an array at two indices, those along sizes of 1 left out; a number is its own entry."""
    if value.shape == x.SCALAR:
        return value
    if value.shape[1] == "1":
        return x.Entry(value, row)
    if value.shape[0] == "1":
        return x.Entry(x.Transpose(value), column)
    return x.Entry(value, row, column)


def by_entries(shape: x.Shape, span: s.Span, make: Callable[[x.Index, x.Index], x.Expression]) -> x.Expression:
    """The array of a shape whose entry at (row, column) is `make(row, column)`."""
    row, column = x.Index(f"a{span[0]}", shape[0]), x.Index(f"b{span[0]}", shape[1])
    body = make(row, column)
    if shape[1] == "1":
        return x.Transpose(x.Table(row, body), span=span)
    if shape[0] == "1":
        return x.Table(column, body, span=span)
    return x.Table(column, x.Transpose(x.Table(row, body)), span=span)


def cases(reader: "Reader", node: s.Branches, scope: Scope) -> x.Expression:
    """Rows of values and conditions; "otherwise" is the last."""
    branches: list[tuple[x.Expression, x.Condition]] = []
    for value, when in node.rows:
        if when is None:
            raise s.ReadingError("a case without its condition", value.span, "a condition")
        branches.append((reader.read(value, scope), _when(reader, when, scope)))
    arrays = [value for value, _ in branches if value.shape != x.SCALAR]
    if arrays:  # 0 stands for the array of zeros
        shape = arrays[0].shape
        zero = x.Number(Fraction(0))
        branches = [(x.Constant(Fraction(0), shape) if value == zero else value, when) for value, when in branches]
        for each, _ in branches:
            reader.context.solver.fit(each.shape, shape)
    return x.Cases(tuple(branches), span=node.span)


def _when(reader: "Reader", node: s.Syntax, scope: Scope) -> x.Condition:
    inner = strip(node)
    if isinstance(inner, s.Words):
        if inner.text.strip(" ,.").lower() in OTHERWISE:
            return x.ALWAYS
        raise s.ReadingError(f'"{inner.text}" is no condition that is understood', inner.span, "otherwise")
    return reader.condition(inner, scope)
