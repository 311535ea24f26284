"""Sums, products and functions of nodes, simplified as they are made: zeros and ones go, like terms join, a sum over a δ picks a value.

>>> from derive.tensors.graph import Axis, leaf, make
>>> i, j = Axis(1, "n"), Axis(2, "n")
>>> x = leaf("x", (i,))
>>> add(x, x) is product(constant(2), x)
True
>>> total((i,), product(x, same(i, j))) is leaf("x", (j,))
True
"""

from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from typing import Any

from derive.tensors.graph import (
    MINUS_ONE,
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
    same_value,
)

FORMS: dict[str, Callable[..., Any]] = {}
"""The stable forms that a logarithm, a reciprocal and the factors of a product have; `stable` fills the table in."""

# ------------------------------------------------------------------------------------------------------ sums and products


def coefficient(node: Node) -> tuple[Fraction, Node]:
    """A node as a number times another."""
    if node.op == "constant":
        return node.data, ONE
    if node.op == "product" and node.args[0].op == "constant":
        rest = node.args[1:]
        return node.args[0].data, rest[0] if len(rest) == 1 else make("product", rest)
    return Fraction(1), node


def product(*factors: Node) -> Node:
    """The product, entry by entry along common axes."""
    number, rest = Fraction(1), []
    for factor in _flat("product", factors):
        if factor.op == "constant":
            number *= factor.data
        else:
            rest.append(factor)
    if number == 0:
        return ZERO
    rest = FORMS["product"](_cancelled(rest))
    if any(each.op == "constant" for each in rest):
        return product(constant(number), *rest)
    if number != 1 or not rest:
        rest = [constant(number), *rest]
    return rest[0] if len(rest) == 1 else make("product", tuple(rest))


def _cancelled(factors: list[Node]) -> list[Node]:
    """Without pairs x · 1/x."""
    kept: list[Node] = []
    for factor in factors:
        inverse = reciprocal(factor) if factor.op != "add" else None
        for n, other in enumerate(kept):
            if inverse is not None and same_value(other, inverse):
                del kept[n]
                break
            if factor.op == "sqrt" and same_value(other, factor):
                kept[n] = factor.args[0]
                break
            if factor.op == other.op == "reciprocal" and factor.args[0].op == "sqrt" and same_value(other, factor):
                kept[n] = make("reciprocal", factor.args[0].args)
                break
        else:
            kept.append(factor)
    return kept


def add(*terms: Node) -> Node:
    """The sum of terms; an axis that a term lacks is one along which it does not change."""
    found: dict[tuple[str, tuple[Axis, ...]], tuple[Fraction, Node]] = {}
    for term in terms:
        number, rest = coefficient(term)
        key = (rest.digest, rest.axes)
        before = found.get(key, (Fraction(0), rest))
        found[key] = (before[0] + number, before[1])
    kept = [(number, rest) for number, rest in found.values() if number]
    if not kept:
        return ZERO
    if len(kept) == 1:
        return product(constant(kept[0][0]), kept[0][1])
    number = _common_number([number for number, _ in kept])
    parts, outside = _common_factors([product(constant(value / number), rest) for value, rest in kept])
    return product(constant(number), *outside, make("add", tuple(parts)))


def _common_number(numbers: list[Fraction]) -> Fraction:
    """What stands before the bracket: −1 where all terms are negative, their number where it is the same for all."""
    sign = -1 if all(number < 0 for number in numbers) else 1
    return sign * (abs(numbers[0]) if len({abs(number) for number in numbers}) == 1 else Fraction(1))


def _common_factors(terms: list[Node]) -> tuple[list[Node], list[Node]]:
    """The terms without the numbers that all of them are multiplied by, and these: a/N − b/N = (a − b)/N."""
    shared: list[Node] = []
    for factor in _factors(terms[0]):
        if not factor.axes and all(any(same_value(factor, each) for each in _factors(term)) for term in terms):
            terms = [_without(term, factor) for term in terms]
            shared.append(factor)
    return terms, shared


def _factors(node: Node) -> tuple[Node, ...]:
    rest = coefficient(node)[1]
    return rest.args if rest.op == "product" else (rest,) if rest is not ONE else ()


def _without(term: Node, factor: Node) -> Node:
    number, factors = coefficient(term)[0], list(_factors(term))
    factors.remove(next(each for each in factors if same_value(each, factor)))
    return product(constant(number), *factors)


def _flat(op: str, nodes: Iterable[Node]) -> list[Node]:
    return [each for node in nodes for each in (node.args if node.op == op else (node,))]


def negative(node: Node) -> Node:
    """−x."""
    return product(MINUS_ONE, node)


def reciprocal(node: Node) -> Node:
    """1/x."""
    match node.op:
        case "constant" if node.data:
            return constant(1 / node.data)
        case "reciprocal":
            return node.args[0]
        case "product":
            return product(*(reciprocal(factor) for factor in node.args))
        case "power":
            return power(node.args[0], negative(node.args[1]))
        case "exp":
            return function("exp", negative(node.args[0]))
    return FORMS["reciprocal"](node) or make("reciprocal", (node,))


def power(base: Node, exponent: Node) -> Node:
    """base to the exponent."""
    if exponent.op == "constant":
        if exponent.data == 0:
            return ONE
        if exponent.data == 1:
            return base
        if exponent.data == -1:
            return reciprocal(base)
        if exponent.data == Fraction(1, 2):
            return function("sqrt", base)
        if base.op == "constant" and exponent.data.denominator == 1 and (base.data or exponent.data > 0):
            return constant(base.data ** int(exponent.data))
        if base.op == "sqrt" and exponent.data == 2:
            return base.args[0]
    return make("power", (base, exponent))


def function(name: str, argument: Node) -> Node:
    """An elementary function of every entry, in a form that neither overflows nor loses digits where there is one."""
    if name == "log":
        return FORMS["log"](argument)
    if name == "exp" and argument is ZERO:
        return ONE
    if name == "exp" and argument.op == "log":
        return argument.args[0]
    return make(name, (argument,))


# ------------------------------------------------------------------------------------------------------------ sums over axes


def total(axes: Iterable[Axis], body: Node) -> Node:
    """The sum over axes. Factors that do not change along them stand outside; what shares no axis is summed by itself."""
    left = list(dict.fromkeys(axes))
    if not left:
        return body
    if body is ZERO:
        return ZERO
    factors = _flat("product", [body])
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
                return _picked(_flat("product", rest), [axis for axis in axes if axis != one])
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


# ------------------------------------------------------------------------------------------------------------- substitution


def at(position: Position, values: Mapping[Axis, Position]) -> Position:
    """A position with other positions in the place of some axes."""
    if isinstance(position, Axis):
        return values.get(position, position)
    return Lookup(position.name, at(position.argument, values)) if isinstance(position, Lookup) else position


def substitute(node: Node, values: Mapping[Axis, Position], memo: dict[int, Node] | None = None) -> Node:
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


def symmetric(body: Node, row: Axis, column: Axis) -> bool:
    """Whether a matrix is seen to be its own transpose: XᵀX, and sums and multiples of such."""
    swap = {row: column, column: row}
    if body.op == "named":
        return set(body.data[1]) == {row, column} and _seen_symmetric(body, row, column)
    if body.op == "add":
        return all(symmetric(each, row, column) for each in body.args)
    inside = body.args[0] if body.op == "total" else body
    factors = inside.args if inside.op == "product" else (inside,)
    return sorted(id(substitute(each, swap)) for each in factors) == sorted(map(id, factors))


def _seen_symmetric(body: Node, row: Axis, column: Axis) -> bool:
    return symmetric(body.args[0], row, column)


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
    [
        "exp",
        "log",
        "sigmoid",
        "tanh",
        "sqrt",
        "abs",
        "sign",
        "relu",
        "sin",
        "cos",
        "sinh",
        "cosh",
        "softplus",
        "reciprocal",
        "power",
        "less",
        "at_most",
        "not",
        "and",
        "or",
        "choose",
        "extremum",
    ]
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
