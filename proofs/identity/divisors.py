"""What an expression divides by, under which conditions, and which of it the other side does not have."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations_with_replacement
from typing import Any

from derive import expression as x
from derive.general import is_held
from derive.nodes import once, rebuild
from derive.traversal import children, free_indices, substitute, walk
from proofs.identity.kinks import choices
from proofs.identity.powers import constant_exponent

FACTORS = 4
"""Products of two and three of so many known denominators are looked at."""


@dataclass(frozen=True, slots=True)
class Divisor:
    """What is divided by, or taken the logarithm or root of, and `under` what: the conditions of the sums and cases around it, the deltas that multiply it, the index at which an entry is read.

    Where all of these hold, the whole has no value where the divisor is 0; elsewhere it may have one.
    """

    node: x.Expression
    under: frozenset[x.Node] = frozenset()

    def at(self, known: frozenset[x.Index], there: frozenset[x.Index]) -> Iterator["Divisor"]:
        """The divisor at each of the indices that are there, for the indices that a sum around it binds."""
        for chosen in choices(free_indices(self.node) - known, there):
            yield Divisor(substitute(self.node, chosen), frozenset(substitute(each, chosen) for each in self.under))

    def counts_for(self, other: "Divisor") -> bool:
        """Whether it is divided by this wherever it is divided by the other."""
        return not self.under or _conditions(self) <= _conditions(other)


def _conditions(divisor: Divisor) -> frozenset[Any]:
    return frozenset(map(canonical, divisor.under))


def divisors(node: x.Node, under: tuple[x.Node, ...] = ()) -> Iterator[Divisor]:
    """What an expression divides by, factor by factor."""
    below, here = _bottom(node), frozenset((*under, *_switched(node)))
    if below is not None:
        yield from (Divisor(each, here) for each in factors(below))
    for child, conditions in _below(node):
        yield from divisors(child, (*under, *conditions))


def domain(node: x.Node, under: tuple[x.Node, ...] = ()) -> Iterator[Divisor]:
    """What an expression has no value without: what it divides by, or takes the logarithm or root of; an inverse divides by a determinant."""
    here = frozenset((*under, *_switched(node)))
    yield from (Divisor(each, here) for each in dict.fromkeys(_undefined_at(node)))
    for child, conditions in _below(node):
        yield from domain(child, (*under, *conditions))


def _undefined_at(node: x.Node) -> Iterator[x.Expression]:
    """What a node has no value at the zeros of."""
    below = _bottom(node)
    if below is not None:
        yield from factors(below)
    if isinstance(node, x.Call) and node.function in ("log", "sqrt"):
        yield node.argument
        yield from factors(node.argument)
    if isinstance(node, x.Inverse):
        yield x.Determinant(node.operand)


def _bottom(node: x.Node) -> x.Expression | None:
    if isinstance(node, x.Quotient):
        return node.denominator
    if isinstance(node, x.Power) and (constant_exponent(node.exponent) or Fraction(0)) < 0:
        return node.base
    return None


def _below(node: x.Node) -> Iterator[tuple[x.Node, tuple[x.Node, ...]]]:
    """The children of a node, each with the conditions under which it counts."""
    match node:
        case x.Sum(_, body, condition) if condition != x.ALWAYS:
            yield body, (condition,)
        case x.Cases(branches):
            others: tuple[x.Node, ...] = ()
            for value, condition in branches:
                yield value, (*others, condition)
                others = (*others, x.Not(condition))
        case x.Entry(matrix, row, column) if not isinstance(matrix, x.Derivative):  # a slope needs the whole function
            yield matrix, (row,) if column is None else (row, column)
        case _:
            switches = _switched(node)
            yield from ((child, tuple(each for each in switches if each is not child)) for child in children(node))


def _switched(node: x.Node) -> tuple[x.Node, ...]:
    """The factors of a product or quotient that leave the rest of it out where a condition does not hold."""
    match node:
        case x.Product(parts):
            return tuple(filter(_switches, parts))
        case x.Hadamard(left, right):
            return tuple(filter(_switches, (left, right)))
        case x.Quotient(above):
            return tuple(filter(_switches, (above,)))
    return ()


def _switches(factor: x.Expression) -> bool:
    """Whether a factor is 1 or 0 by a condition, and what it multiplies may be left out: 1{i ≠ k}, the 1{i ≥ 2} of Σ_{i=2}^n."""
    match factor:
        case x.Delta() | x.OneHot():
            return True
        case x.Entry(matrix):
            return is_held(factor) or _switches(matrix)
        case x.Add(terms):
            return all(isinstance(each, x.Number) or _switches(each) for each in terms)
        case x.Product(parts):
            return any(map(_switches, parts))
        case x.Negative(inside) | x.Transpose(inside) | x.Power(inside, _):
            return _switches(inside)
    return False


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


def strangers(left: x.Expression, right: x.Expression) -> Iterator[tuple[Divisor, frozenset[Divisor]]]:
    """Denominators of one side that the other has not as they are written, each with the domain of that one."""
    for mine, other in ((left, right), (right, left)):
        written = _written(other)
        for each in _divisors(mine):
            if not any(known.counts_for(each) for known in written.get(canonical(each.node), ())):
                yield each, _domain(other)


def products(divisor: Divisor, known: frozenset[Divisor], free: frozenset[x.Index]) -> Iterator[x.Expression]:
    """Products of what a side divides by, at the indices that are there, also with an exponential, which is never 0; the simplest first."""
    bottom = divisor.node
    if bottom.shape != x.SCALAR:
        return
    found = [
        each.node
        for part in sorted(known, key=lambda each: (len(list(walk(each.node))), repr(each.node)))
        for each in part.at(free, free_indices(bottom))
        if each.node.shape == x.SCALAR and each.counts_for(divisor)
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
def _divisors(side: x.Expression) -> tuple[Divisor, ...]:
    return tuple(dict.fromkeys(divisors(side)))


@once
def _domain(side: x.Expression) -> frozenset[Divisor]:
    return frozenset(domain(side))


@once
def _written(side: x.Expression) -> dict[Any, list[Divisor]]:
    """The domain of a side, by what is written there."""
    found: dict[Any, list[Divisor]] = {}
    for each in _domain(side):
        found.setdefault(canonical(each.node), []).append(each)
    return found


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
