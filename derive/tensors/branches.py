"""Rules for values by cases: common factors stand before them, steps, signs and max(x, 0) have names.

>>> from derive.tensors.graph import leaf
>>> x = leaf("x", ())
>>> step = make("less", (ZERO, x))
>>> factor_of_branches(make("choose", (step, ONE, ONE, ZERO)), ()) is step
True
"""

from collections.abc import Collection, Sequence

from derive.tensors.algebra import add, coefficient, flat, has, negative, product, without
from derive.tensors.axes import rewritten
from derive.tensors.graph import ONE, ZERO, Node, constant, make, same_value, walk


def factor_of_branches(node: Node, known: Collection[str]) -> Node | None:
    """A factor that all branches have, or all but those that are 0, stands before them; a step and a sign by their names."""
    values = list(node.args[1::2])
    filled = [value for value in values if value is not ZERO]
    for factor in flat("product", [coefficient(filled[0])[1]]) if filled else ():
        taken = [ZERO if value is ZERO else _divided(value, factor) for value in values]
        if factor is not ONE and None not in taken:
            args = [each for pair in zip(node.args[::2], taken, strict=True) for each in pair]
            return product(factor, make("choose", tuple(each for each in args if each is not None)))
    return _by_name(node.args[::2], values)


def _divided(value: Node, factor: Node) -> Node | None:
    """value / factor, where the factor or its opposite is one of the factors."""
    if has(value, factor):
        return without(value, factor)
    sums = [each for each in flat("product", [value]) if each.op == "add"]
    opposite = next((each for each in sums if same_value(add(*map(negative, each.args)), factor)), None)
    return None if opposite is None else negative(without(value, opposite))


def _by_name(conditions: Sequence[Node], values: Sequence[Node]) -> Node | None:
    if conditions[-1] is not ONE or values[-1] is not ZERO or values[0] is not ONE:
        return None
    if len(values) == 2:
        return conditions[0]
    up, down = conditions[0], conditions[1]
    opposite = up.op == down.op == "less" and up.args == down.args[::-1]
    if len(values) == 3 and values[1] is constant(-1) and opposite and up.args[0] is ZERO:
        return make("sign", up.args[1:])
    return None


def part_above_zero(node: Node, known: Collection[str]) -> Node | None:
    """x 1[0 < x] = max(x, 0)."""
    for step in node.args:
        if step.op == "less" and step.args[0] is ZERO and has(node, step.args[1]):
            return product(without(without(node, step), step.args[1]), make("relu", step.args[1:]))
    return None


def steps_by_relu(*roots: Node) -> list[Node]:
    """The same values with 1[0 < max(x, 0)] for 1[0 < x], where max(x, 0) is among them: then x may be written over."""
    clipped = {node.args[0].digest for node in walk(*roots) if node.op == "relu"}

    def rule(node: Node) -> Node | None:
        if node.op == "less" and node.args[0] is ZERO and node.args[1].digest in clipped:
            return make("less", (ZERO, make("relu", node.args[1:])))
        return None

    return [rewritten(root, rule) for root in roots]
