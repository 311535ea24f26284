"""A loss over a batch: the arguments that vary have one axis more, in front.

>>> from derive.tensors.graph import Axis, leaf
>>> i, b = Axis(1, "d"), Axis(2, "B")
>>> over(leaf("x", (i,)), {"x"}, b) is leaf("x", (b, i))
True
"""

from collections.abc import Collection, Sequence

from derive.tensors.algebra import add, beside, coefficient, constant, flat, product
from derive.tensors.axes import rewritten, same, take, total
from derive.tensors.graph import Axis, Given, Lookup, Node, Position, leaf


def over(node: Node, varying: Collection[str], example: Axis) -> Node:
    """The value for one example of a batch."""

    def at(position: Position) -> Position:
        match position:
            case Given(name) if name in varying:
                return Lookup(name, example)
            case Lookup(name, argument, None):
                return Lookup(name, at(argument), example if name in varying else None)
        return position

    def rule(each: Node) -> Node | None:
        match each.op:
            case "leaf":
                name, positions = each.data
                moved = tuple(map(at, positions))
                return leaf(name, (example, *moved) if name in varying else moved)
            case "same":
                return same(*map(at, each.data))
            case "take":
                return take(over(each.args[0], varying, example), each.data[0], at(each.data[1]))
        return None

    return rewritten(node, rule)


def summed(axes: Sequence[Axis], node: Node) -> Node:
    """The sum over axes, term by term, so that what does not change along them is calculated once."""
    number, rest = coefficient(node)
    factors = flat("product", [rest])
    for factor in factors:
        if factor.op == "add":
            others = beside(factor, factors)
            terms = [summed(axes, product(*others, term)) for term in factor.args]
            if any(term.op != "total" and coefficient(term)[1].op != "total" for term in terms):
                return product(constant(number), add(*terms))
    return total(axes, node)
