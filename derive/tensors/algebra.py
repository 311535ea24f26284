"""Sums, products and functions of nodes, simplified as they are made: zeros and ones go, like terms join.

>>> from derive.tensors.graph import Axis, leaf, make
>>> i, j = Axis(1, "n"), Axis(2, "n")
>>> x = leaf("x", (i,))
>>> add(x, x) is product(constant(2), x)
True
"""

from collections.abc import Callable, Iterable
from fractions import Fraction
from typing import Any

from derive.tensors.graph import (
    MINUS_ONE,
    ONE,
    ZERO,
    Axis,
    Node,
    constant,
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
    for factor in flat("product", factors):
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
    for factor in factors_of(terms[0]):
        if not factor.axes and all(has(term, factor) for term in terms):
            terms = [without(term, factor) for term in terms]
            shared.append(factor)
    return terms, shared


def has(term: Node, factor: Node) -> bool:
    """Whether a term has a factor."""
    return any(same_value(factor, each) for each in factors_of(term))


def factors_of(node: Node) -> tuple[Node, ...]:
    """The factors of a term, without its number."""
    rest = coefficient(node)[1]
    return rest.args if rest.op == "product" else (rest,) if rest is not ONE else ()


def without(term: Node, factor: Node) -> Node:
    """A term without one of its factors."""
    number, factors = coefficient(term)[0], list(factors_of(term))
    factors.remove(next(each for each in factors if same_value(each, factor)))
    return product(constant(number), *factors)


def flat(op: str, nodes: Iterable[Node]) -> list[Node]:
    """The nodes, with the parts of a sum in a sum, or of a product in a product."""
    return [each for node in nodes for each in (node.args if node.op == op else (node,))]


def beside(one: Node, nodes: Iterable[Node]) -> list[Node]:
    """The nodes without one of them; where it stands twice, as in a square, once.

    >>> beside(ONE, [ONE, ONE, ZERO]) == [ONE, ZERO]
    True
    """
    found = list(nodes)
    del found[next(n for n, each in enumerate(found) if each is one)]
    return found


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
