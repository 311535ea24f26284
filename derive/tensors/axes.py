"""Sums over axes, and positions in the place of axes: a sum over a δ picks a value, what does not change along an axis stands outside.

>>> from derive.tensors.graph import Axis, leaf
>>> i, j = Axis(1, "n"), Axis(2, "n")
>>> total((i,), product(leaf("x", (i,)), same(i, j))) is leaf("x", (j,))
True
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace
from typing import Any

from derive.outside import UnsupportedError
from derive.slopes import SLOPES
from derive.tensors.algebra import add, coefficient, flat, function, power, product, reciprocal
from derive.tensors.graph import (
    ONE,
    ZERO,
    Axis,
    Fixed,
    Lookup,
    Node,
    Position,
    axes_of,
    bound_axes,
    constant,
    extent,
    fresh,
    leaf,
    make,
)


def total(axes: Iterable[Axis], body: Node) -> Node:
    """The sum over axes. Factors that do not change along them stand outside; what shares no axis is summed by itself."""
    left = list(dict.fromkeys(axes))
    if not left:
        return body
    if body is ZERO:
        return ZERO
    factors = flat("product", [body])
    factors, left = _picked(factors, left)
    outside = [factor for factor in factors if not set(factor.axes) & set(left)]
    outside += [extent(axis.size) for axis in left if not any(axis in factor.axes for factor in factors)]
    inside = [factor for factor in factors if set(factor.axes) & set(left)]
    parts = [_summed(part, left) for part in _connected(inside, left)]
    return product(*outside, *parts)


def _picked(factors: list[Node], axes: list[Axis]) -> tuple[list[Node], list[Axis]]:
    """Σ_i f(i) 1[i = p] = f(p)."""
    for factor in factors:
        if factor.op != "same":
            continue
        for one, other in (factor.data, factor.data[::-1]):
            if one in axes and one not in axes_of(other):
                rest = [substitute(each, {one: other}) for each in factors if each is not factor]
                return _picked(flat("product", rest), [axis for axis in axes if axis != one])
    return factors, axes


def _connected(factors: list[Node], axes: list[Axis]) -> list[list[Node]]:
    """The factors in groups that share none of the axes."""
    groups: list[tuple[set[Axis], list[Node]]] = []
    for factor in factors:
        own, members = set(factor.axes) & set(axes), [factor]
        for group in [each for each in groups if each[0] & own]:
            groups.remove(group)
            own, members = own | group[0], group[1] + members
        groups.append((own, members))
    return [members for _, members in groups]


def _summed(factors: list[Node], axes: list[Axis]) -> Node:
    body = product(*factors)
    here = tuple(axis for axis in axes if axis in body.axes)
    missing = [axis for axis in axes if any(axis in each.axes for each in factors) and axis not in here]
    sizes = [extent(axis.size) for axis in missing]
    if not here:
        return product(body, *sizes)
    number, rest = coefficient(body)
    if rest.op == "total":
        rest, here = rest.args[0], (*here, *rest.data)
    return product(constant(number), *sizes, make("total", (rest,), here))


def same(one: Position, other: Position) -> Node:
    """1 where two positions agree, else 0."""
    if one == other:
        return ONE
    if isinstance(one, Fixed) and isinstance(other, Fixed) and (one.number < 0) == (other.number < 0):
        return ZERO
    return make("same", (), (one, other))


# ------------------------------------------------------------------------------------------------- positions in the place of axes


def at(position: Position, values: Mapping[Axis, Position]) -> Position:
    """A position with other positions in the place of some axes."""
    if isinstance(position, Axis):
        return values.get(position, position)
    if not isinstance(position, Lookup):
        return position
    example = values.get(position.example, position.example) if position.example else None
    if example is not None and not isinstance(example, Axis):
        raise UnsupportedError("a table of indices is read at one of its rows, which cannot be written with NumPy here")
    return replace(position, argument=at(position.argument, values), example=example)


def substitute(node: Node, values: Mapping[Axis, Position]) -> Node:
    """The node with positions in the place of some of its axes, all at once."""
    values = {axis: value for axis, value in values.items() if axis in node.axes and axis != value}
    if not values:
        return node
    incoming = {axis for value in values.values() for axis in axes_of(value)}
    clash = incoming & bound_axes(node.op, node.data)
    if clash:
        node = _rebound(node, {axis: fresh(axis.size) for axis in clash})
    match node.op:
        case "leaf":
            return leaf(node.data[0], tuple(at(each, values) for each in node.data[1]))
        case "same":
            return same(at(node.data[0], values), at(node.data[1], values))
        case "take":
            axis, position = node.data
            inner = {old: new for old, new in values.items() if old != axis}
            return take(substitute(node.args[0], inner), axis, at(position, values))
        case "softmax" | "inverse" | "named":
            return _at_own_axes(node, values)
        case "total" | "log_sum_exp" | "log_det" | "determinant":
            looked_up = {old: new for old, new in values.items() if isinstance(new, Lookup) and axes_of(new)}
            rest = {old: new for old, new in values.items() if old not in looked_up}
            made = rebuilt(node, tuple(substitute(each, rest) for each in node.args), node.data)
            for old, new in looked_up.items():
                made = take(made, old, new)
            return made
    return rebuilt(node, tuple(substitute(each, values) for each in node.args), node.data)


def _rebound(node: Node, names: Mapping[Axis, Axis]) -> Node:
    """The node with other axes in the place of those that it uses up."""
    args = tuple(substitute(each, names) for each in node.args)
    if node.op == "take":
        return make("take", args, (names.get(node.data[0], node.data[0]), node.data[1]))
    data = names[node.data] if isinstance(node.data, Axis) else tuple(names.get(each, each) for each in node.data)
    return make(node.op, args, data)


def _at_own_axes(node: Node, values: Mapping[Axis, Position]) -> Node:
    """A softmax or an inverse, whose own axes can be renamed, or stand at a position."""
    own = node.data[1] if node.op == "named" else (node.data,) if isinstance(node.data, Axis) else node.data
    outside = {old: new for old, new in values.items() if old not in own}
    args = tuple(substitute(each, outside) for each in node.args)
    data, later = [], []
    taken = {axis for each in args for axis in each.axes} - set(own)
    for axis in own:
        new = values.get(axis, axis)
        if isinstance(new, Axis) and (new == axis or new not in taken) and new not in data:
            data.append(new)
        else:
            data.append(fresh(axis.size))
            later.append((data[-1], new))
    renamed = {old: new for old, new in zip(own, data, strict=True) if old != new}
    args = tuple(substitute(each, renamed) for each in args)
    told = (
        (node.data[0], tuple(data)) if node.op == "named" else data[0] if isinstance(node.data, Axis) else tuple(data)
    )
    made = _upright(make(node.op, args, told)) if node.op == "inverse" else make(node.op, args, told)
    for axis, position in later:
        made = take(made, axis, position)
    return made


def _upright(node: Node) -> Node:
    """An inverse of a symmetric matrix is symmetric: its axes stand in the order of their numbers."""
    row, column = node.data
    if row.number > column.number and symmetric(node.args[0], row, column):
        return make("inverse", (substitute(node.args[0], {row: column, column: row}),), (column, row))
    return node


def symmetric(body: Node, row: Axis, column: Axis, names: Collection[str] = ()) -> bool:
    """Whether a matrix is seen to be its own transpose: XᵀX, I, an argument among `names`, sums, multiples and inverses of such."""
    match body.op:
        case "named":
            return set(body.data[1]) == {row, column} and symmetric(body.args[0], row, column, names)
        case "add":
            return all(symmetric(each, row, column, names) for each in body.args)
        case "leaf" if body.data[0] in names:
            return set(body.data[1]) == {row, column}
        case "same":
            return set(body.data) == {row, column}
        case "inverse":
            return set(body.data) == {row, column} and symmetric(body.args[0], row, column, names)
    inside = body.args[0] if body.op == "total" else body
    factors = inside.args if inside.op == "product" else (inside,)
    if inside is not body or inside.op == "product":
        factors = tuple(each for each in factors if not symmetric(each, row, column, names))
    swap = {row: column, column: row}
    return sorted(id(substitute(each, swap)) for each in factors) == sorted(map(id, factors))


def take(body: Node, axis: Axis, position: Position) -> Node:
    """The body where the axis stands at a position."""
    if axis not in body.axes or axis == position:
        return body
    if body.op in ("leaf", "same", "add", "product") or body.op in FUNCTIONS:
        return substitute(body, {axis: position})
    if isinstance(position, Axis) and position not in body.axes:
        return substitute(body, {axis: position})
    if body.op == "total" and not (isinstance(position, Lookup) and axes_of(position)):
        return substitute(body, {axis: position})
    return make("take", (body,), (axis, position))


FUNCTIONS = frozenset(
    [*SLOPES, "sign", "trigamma", "reciprocal", "power", "less", "at_most", "not", "and", "or", "choose", "extremum"]
)
"""Operations entry by entry."""


def rebuilt(node: Node, args: tuple[Node, ...], data: Any) -> Node:
    """The operation of a node on other nodes, simplified again."""
    match node.op:
        case "product":
            return product(*args)
        case "add":
            return add(*args)
        case "total":
            return total(data, args[0])
        case "reciprocal":
            return reciprocal(args[0])
        case "power":
            return power(*args)
        case "exp" | "log":
            return function(node.op, args[0])
    return make(node.op, args, data)


def rewritten(root: Node, rule: Callable[[Node], Node | None]) -> Node:
    """The graph with what a rule makes of its nodes, from the top; None leaves a node to its parts."""
    memo: dict[int, Node] = {}

    def change(node: Node) -> Node:
        if id(node) not in memo:
            memo[id(node)] = rule(node) or _parts(node)
        return memo[id(node)]

    def _parts(node: Node) -> Node:
        args = tuple(change(each) for each in node.args)
        return node if all(a is b for a, b in zip(args, node.args, strict=True)) else rebuilt(node, args, node.data)

    return change(root)
