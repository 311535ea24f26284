"""What an expression costs: multiplications and values of functions, as polynomials in the sizes; what occurs twice is computed once.

>>> from derive.expression import Product, Symbol
>>> U, v = Symbol("U", ("d", "V")), Symbol("v", ("d", "1"))
>>> from derive.expression import Transpose
>>> cost([Product((Transpose(U), v))]).multiplications
Counter({('V', 'd'): 1})
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from derive.expression import (
    SCALAR,
    Call,
    Dimension,
    Expression,
    Hadamard,
    Number,
    Product,
    Quotient,
    Size,
    Softmax,
)
from derive.pattern import add, product
from derive.traversal import children

Monomial = tuple[Size, ...]


@dataclass(slots=True)
class Cost:
    """Counts by monomial: ("V", "d") stands for V·d."""

    multiplications: Counter[Monomial] = field(default_factory=Counter)
    functions: Counter[Monomial] = field(default_factory=Counter)


def monomial(*sizes: Size) -> Monomial:
    """A product of sizes, ones left out, in order."""
    return tuple(sorted(size for size in sizes if size != "1"))


def cost(results: Sequence[Expression]) -> Cost:
    """What it takes to compute some results together."""
    found = Cost()
    seen: set[Expression] = set()
    for result in results:
        _count(result, found, seen)
    return found


def _count(node: Expression, found: Cost, seen: set[Expression]) -> None:
    if node in seen:
        return
    seen.add(node)
    for child in children(node):
        if isinstance(child, Expression):
            _count(child, found, seen)
    match node:
        case Product(factors):
            shape = factors[0].shape
            for factor in factors[1:]:
                joined = Product.join(shape, factor.shape) or shape
                inner = () if SCALAR in (shape, factor.shape) else (shape[1],)
                found.multiplications[monomial(*joined, *inner)] += 1
                shape = joined
        case Hadamard() | Quotient():
            found.multiplications[monomial(*node.shape)] += 1
        case Call():
            found.functions[monomial(*node.shape)] += 1
        case Softmax():
            found.functions[monomial(*node.shape)] += 1
            found.multiplications[monomial(*node.shape)] += 1


def polynomial(counts: Counter[Monomial]) -> Expression:
    """The counts as a formula: 3Vd + V."""
    terms = [
        product(*([Number(Fraction(times))] if times > 1 or not sizes else []), *(Dimension(size) for size in sizes))
        for sizes, times in sorted(counts.items(), key=lambda item: (-len(item[0]), item[0]))
    ]
    return add(*terms) if terms else Number(Fraction(0))


def value(counts: Counter[Monomial], sizes: dict[Size, int]) -> int:
    """The counts as a number."""
    total = 0
    for names, times in counts.items():
        amount = times
        for name in names:
            amount *= sum(int(part) if part.isdigit() else sizes[part] for part in name.split("+"))
        total += amount
    return total
