"""What an expression divides by, and which of it the other side does not have."""

from collections.abc import Iterator
from fractions import Fraction
from itertools import combinations_with_replacement
from typing import Any

from derive import expression as x
from derive.nodes import once, rebuild
from derive.traversal import children, free_indices, substitute, walk
from proofs.identity.kinks import instances
from proofs.identity.powers import constant_exponent

FACTORS = 4
"""Products of two and three of so many known denominators are looked at."""


def bottoms(node: x.Node) -> Iterator[x.Expression]:
    """What an expression divides by, factor by factor."""
    if isinstance(node, x.Quotient):
        yield from factors(node.denominator)
    if isinstance(node, x.Power) and (constant_exponent(node.exponent) or Fraction(0)) < 0:
        yield from factors(node.base)
    for child in children(node):
        yield from bottoms(child)


def factors(node: x.Expression) -> Iterator[x.Expression]:
    if isinstance(node, x.Named | x.Negative):
        yield from factors(node.value if isinstance(node, x.Named) else node.operand)
    elif isinstance(node, x.Product) and all(each.shape == x.SCALAR for each in node.factors):
        for each in node.factors:
            yield from factors(each)
    elif isinstance(node, x.Power) and (constant_exponent(node.exponent) or Fraction(0)) > 0:
        yield from factors(node.base)
    elif not isinstance(node, x.Number):
        yield node


def strangers(
    left: x.Expression, right: x.Expression
) -> list[tuple[x.Expression, frozenset[x.Expression], x.Expression]]:
    """Denominators of one side that the other has not as they are written, each with those that it has, and of what it takes logarithms and roots, and with that side."""
    return [
        (each, _parts(other), other)
        for mine, other in ((left, right), (right, left))
        for each in _divisors(mine)
        if canonical(each) not in _parted(other)
    ]


def products(bottom: x.Expression, known: frozenset[x.Expression], free: frozenset[x.Index]) -> Iterator[x.Expression]:
    """Products of what a side divides by, at the indices that are there, also with an exponential, which is never 0; the simplest first."""
    if bottom.shape != x.SCALAR:
        return
    found = [
        each
        for node in sorted(known, key=lambda each: (len(list(walk(each))), repr(each)))
        for each in instances(node, free, free_indices(bottom))
        if each.shape == x.SCALAR
    ][:FACTORS]
    exponents = dict.fromkeys(
        node.argument
        for each in (bottom, *found)
        for node in walk(each)
        if isinstance(node, x.Call) and node.function == "exp" and node.shape == x.SCALAR
    )
    for exponent in [power for each in exponents for power in (each, x.Negative(each))][:FACTORS]:
        yield from (x.Product((x.Call("exp", exponent), each)) for each in found)
    for number in (2, 3):
        yield from (x.Product(chosen) for chosen in combinations_with_replacement(found, number))


@once
def divides_always(side: x.Expression) -> bool:
    """Whether every denominator counts: none stands under a condition."""
    return not any(
        isinstance(node, x.Cases) or (isinstance(node, x.Sum) and node.condition != x.ALWAYS) for node in walk(side)
    )


@once
def _divisors(side: x.Expression) -> tuple[x.Expression, ...]:
    return tuple(dict.fromkeys(bottoms(side)))


@once
def _parts(side: x.Expression) -> frozenset[x.Expression]:
    """What a side divides by, or takes the logarithm or root of; an inverse divides by a determinant."""
    called = [each.argument for each in walk(side) if isinstance(each, x.Call) and each.function in ("log", "sqrt")]
    singular = [x.Determinant(each.operand) for each in walk(side) if isinstance(each, x.Inverse)]
    return frozenset((*_divisors(side), *called, *singular, *(factor for each in called for factor in factors(each))))


@once
def _parted(side: x.Expression) -> frozenset[Any]:
    return frozenset(map(canonical, _parts(side)))


@once
def canonical(node: Any) -> Any:
    """The same whatever its bound indices are called, quantities written out."""
    return _renamed(node, 0)


def _renamed(node: Any, depth: int) -> Any:
    if isinstance(node, x.Named):
        return _renamed(node.value, depth)
    if isinstance(node, x.Sum | x.Table):
        index = x.Index(f"·{depth}", node.index.over)
        inner = rebuild(node, lambda child: index if child == node.index else substitute(child, {node.index: index}))
        return rebuild(inner, lambda child: _renamed(child, depth + 1))
    return rebuild(node, lambda child: _renamed(child, depth))


def lonely(node: x.Expression) -> bool:
    """Whether one scalar alone stands in an expression: its zeros are isolated."""
    symbols = {each for each in walk(node) if isinstance(each, x.Symbol)}
    return len(symbols) == 1 and all(each.shape == x.SCALAR for each in symbols)


def normed(node: x.Expression) -> bool:
    """Whether this is vᵀv, or the norm of v: 0 only at 0."""
    if isinstance(node, x.Call) and node.function == "sqrt":
        return normed(node.argument)
    match node:
        case x.Product((x.Transpose(inside), other)):
            return inside == other
    return False
