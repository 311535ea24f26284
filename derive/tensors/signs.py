"""Rules for a minus before a bracket.

>>> from derive.tensors.graph import leaf, same_value
>>> from derive.tensors.algebra import negative
>>> a, b = leaf("a", ()), leaf("b", ())
>>> same_value(minus_inside(negative(add(a, negative(b))), ()), add(b, negative(a)))
True
"""

from collections.abc import Collection
from fractions import Fraction

from derive.tensors.algebra import add, beside, coefficient, flat, negative, product
from derive.tensors.axes import total
from derive.tensors.graph import Node, constant


def minus_inside(node: Node, known: Collection[str]) -> Node | None:
    """−(a − b) = b − a, inside a sum as well."""
    number, rest = coefficient(node)
    if number > 0:
        return None
    factors = flat("product", [rest])
    for factor in factors:
        opposite = _opposite(factor, known)
        if opposite is not None:
            return product(constant(-number), opposite, *beside(factor, factors))
    return None


def _constant_of(node: Node) -> Fraction:
    """The number that is one of the terms of a sum."""
    return sum((term.data for term in node.args if term.op == "constant"), Fraction(0))


def _opposite(node: Node, known: Collection[str]) -> Node | None:
    """−x without a minus before it, where there is such a form."""
    if node.digest in known:
        return None
    if node.op == "add":
        turned = any(coefficient(term)[0] < 0 for term in node.args) and _constant_of(node) <= 0
        return add(*map(negative, node.args)) if turned else None
    if node.op != "total":
        return None
    factors = flat("product", node.args)
    for factor in factors:
        opposite = _opposite(factor, known) if factor.op == "add" else None
        if opposite is not None:
            return total(node.data, product(opposite, *beside(factor, factors)))
    return None
