"""Reverse mode: from the slope of a result by each node to its slope by what the node acts on, one row for each operation.

>>> from derive.tensors.graph import Axis, leaf, make
>>> from derive.tensors.algebra import product
>>> from derive.tensors.axes import total
>>> i, j = Axis(1, "n"), Axis(2, "n")
>>> square = total((i,), product(leaf("x", (i,)), leaf("x", (i,))))
>>> slope = Slopes(square).by("x", (j,))
>>> repr(slope) == repr(product(constant(2), leaf("x", (j,))))
True
"""

from collections.abc import Callable, Iterator, Mapping

from derive import expression as x
from derive.outside import UnsupportedError
from derive.slopes import SLOPES, slope_at_x
from derive.tensors.algebra import add, function, negative, power, product, reciprocal
from derive.tensors.axes import same, substitute, total
from derive.tensors.graph import (
    MINUS_ONE,
    ONE,
    PI,
    ZERO,
    Axis,
    Node,
    Position,
    axes_of,
    constant,
    fresh,
    leaf,
    make,
    walk,
)

Parts = Iterator[tuple[Node, Node]]
"""Nodes that an operation acts on, each with the slope by it."""


class Slopes:
    """The slopes of a scalar by everything that it is made of. `named` are the slopes by nodes, by their digest.

    With `cut`, what comes before a named quantity is told by a symbol for the slope by it: its name in `cut`.
    """

    def __init__(self, result: Node, seed: Node = ONE, cut: Mapping[str, str] | None = None):
        self.first = first = {node.digest: node for node in walk(result)}
        found: dict[str, list[Node]] = {result.digest: [seed]}
        self.named: dict[str, Node] = {}
        self._leaves: list[tuple[Node, Node]] = []
        for node in reversed(list(first.values())):
            if node.digest not in found:
                continue
            slope = self.named[node.digest] = add(*found.pop(node.digest))
            if slope is ZERO:
                continue
            if node.op == "named" and cut and node.data[0] in cut:
                slope = leaf(cut[node.data[0]], node.data[1])
            if node.op == "leaf":
                self._leaves.append((node, slope))
            for part, by_part in RULES.get(node.op, _constant)(node, slope):
                own = first[part.digest]
                renamed = substitute(by_part, dict(zip(part.axes, own.axes, strict=True)))
                found.setdefault(own.digest, []).append(renamed)

    def by(self, name: str, positions: tuple[Position, ...]) -> Node:
        """The slope by the entry of an argument at some positions."""
        axes = tuple(fresh(_size(self._leaves, name, n)) for n in range(len(positions)))
        terms = [
            total(node.axes, product(slope, *(same(a, p) for a, p in zip(axes, node.data[1], strict=True))))
            for node, slope in self._leaves
            if node.data[0] == name
        ]
        return substitute(add(*terms), dict(zip(axes, positions, strict=True)))


def _size(leaves: list[tuple[Node, Node]], name: str, number: int) -> str:
    """The size of an axis of an argument, as far as some use of it tells."""
    for node, _ in leaves:
        if node.data[0] == name and isinstance(node.data[1][number], Axis):
            return str(node.data[1][number].size)
    return "?"


def _kept(node: Node, slope: Node, part: Node) -> Node:
    """The slope summed over the axes that the part does not have."""
    return total([axis for axis in node.axes if axis not in part.axes], slope)


def _constant(node: Node, slope: Node) -> Parts:
    return iter(())


def _add(node: Node, slope: Node) -> Parts:
    for term in node.args:
        yield term, _kept(node, slope, term)


def _product(node: Node, slope: Node) -> Parts:
    for n, factor in enumerate(node.args):
        if factor.op not in ("constant", "pi", "size", "same", "less", "at_most", "not", "or"):
            others = node.args[:n] + node.args[n + 1 :]
            yield factor, _kept(node, product(slope, *others), factor)


def _total(node: Node, slope: Node) -> Parts:
    yield node.args[0], slope


def _take(node: Node, slope: Node) -> Parts:
    axis, position = node.data
    body = node.args[0]
    gone = [each for each in axes_of(position) if each not in body.axes]
    yield body, total(gone, product(slope, same(axis, position)))


def _log_sum_exp(node: Node, slope: Node) -> Parts:
    body, *weights = node.args
    yield body, _kept(node, product(slope, make("softmax", node.args, node.data)), body)
    for weight, others in _each(weights):
        shares = product(slope, *others, function("exp", add(body, negative(node))))
        yield weight, total([each for each in body.axes if each not in weight.axes], shares)


def _each(weights: list[Node]) -> Iterator[tuple[Node, list[Node]]]:
    """Each weight with the others."""
    for n, weight in enumerate(weights):
        yield weight, weights[:n] + weights[n + 1 :]


def _softmax(node: Node, slope: Node) -> Parts:
    body, *weights = node.args
    mean = total([node.data], product(slope, node))
    around = add(slope, negative(mean))
    yield body, product(node, around)
    for weight, others in _each(weights):
        whole = make("log_sum_exp", node.args, node.data)
        shares = product(around, *others, function("exp", add(body, negative(whole))))
        yield weight, total([each for each in shares.axes if each not in weight.axes], shares)


def _inverse(node: Node, slope: Node) -> Parts:
    (body,) = node.args
    row, column = node.data
    p, q = fresh(row.size), fresh(row.size)
    left, right = substitute(node, {row: p, column: row}), substitute(node, {row: column, column: q})
    yield body, negative(total([p, q], product(left, substitute(slope, {row: p, column: q}), right)))


def _log_det(node: Node, slope: Node) -> Parts:
    row, column = node.data
    yield node.args[0], product(slope, substitute(make("inverse", node.args, node.data), {row: column, column: row}))


def _determinant(node: Node, slope: Node) -> Parts:
    yield from _log_det(node, product(slope, node))


def _power(node: Node, slope: Node) -> Parts:
    base, exponent = node.args
    yield base, _kept(node, product(slope, exponent, power(base, add(exponent, MINUS_ONE))), base)
    if exponent.op not in ("constant", "pi", "size"):
        yield exponent, _kept(node, product(slope, node, function("log", base)), exponent)


def _extremum(node: Node, slope: Node) -> Parts:
    """The first of those that are the greatest: two that are equal all around, as x and clip(x), have the same slope."""
    for n, part in enumerate(node.args):
        others = [make("less" if m < n else "at_most", (other, part)) for m, other in enumerate(node.args) if m != n]
        yield part, _kept(node, product(slope, *others), part)


def _choose(node: Node, slope: Node) -> Parts:
    for n in range(1, len(node.args), 2):
        args = [value if m % 2 == 0 else (ONE if m == n else ZERO) for m, value in enumerate(node.args)]
        yield node.args[n], _kept(node, product(slope, make("choose", tuple(args))), node.args[n])


def _of_function(node: Node, slope: Node) -> Parts:
    """The chain rule for a function of one number, whose slope is a row of `derive.slopes`."""
    yield node.args[0], product(slope, _worth(slope_at_x(node.op), node.args[0]))


def _worth(tree: x.Node, at: Node) -> Node:
    """What an expression in X is worth at a node."""
    match tree:
        case x.Symbol():
            return at
        case x.Number(value):
            return constant(value)
        case x.Pi():
            return PI
        case x.Add(terms):
            return add(*(_worth(each, at) for each in terms))
        case x.Negative(operand):
            return negative(_worth(operand, at))
        case x.Product(factors):
            return product(*(_worth(each, at) for each in factors))
        case x.Quotient(top, bottom):
            return product(_worth(top, at), reciprocal(_worth(bottom, at)))
        case x.Power(base, exponent):
            return power(_worth(base, at), _worth(exponent, at))
        case x.Call(name, argument):
            return function(name, _worth(argument, at))
        case x.Delta(x.Compare(left, "<", right)):
            return make("less", (_worth(left, at), _worth(right, at)))
    raise UnsupportedError(f"{type(tree).__name__} is no part of a slope")


def _no_slope(node: Node, slope: Node) -> Parts:
    raise UnsupportedError(f"the derivative of {node.op} is not known")


def _reciprocal(node: Node, slope: Node) -> Parts:
    yield node.args[0], product(slope, negative(product(node, node)))


def _named(node: Node, slope: Node) -> Parts:
    yield node.args[0], slope


RULES: dict[str, Callable[[Node, Node], Parts]] = {
    "named": _named,
    "add": _add,
    "product": _product,
    "total": _total,
    "take": _take,
    "log_sum_exp": _log_sum_exp,
    "softmax": _softmax,
    "inverse": _inverse,
    "log_det": _log_det,
    "determinant": _determinant,
    "power": _power,
    "extremum": _extremum,
    "choose": _choose,
    **dict.fromkeys(SLOPES, _of_function),
    "trigamma": _no_slope,
    "reciprocal": _reciprocal,
}
"""Steps, signs and sizes have no row: their slope is 0."""
