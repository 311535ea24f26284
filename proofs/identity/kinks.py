"""Ties of comparisons, and where a value has a kink: a comparison whose tie would change the value must fall on a kink of the other side."""

from collections.abc import Iterable, Iterator
from fractions import Fraction
from itertools import combinations, islice, product
from typing import Any

import numpy as np

from derive import expression as x
from derive.nodes import once, rebuild
from derive.traversal import children, free_indices, replaced, substitute, walk
from proofs.identity.balls import Balls, separated
from proofs.identity.evaluate import Evaluation
from proofs.identity.points import Point, Setting
from proofs.identity.presets import place, values
from proofs.identity.reals import worth

INSTANCES = 12
"""At so many indices at most a summand is looked at."""


def ties(node: x.Node) -> Iterator[tuple[x.Expression, x.Expression]]:
    """The two sides of each comparison, and the arguments of signs."""
    if isinstance(node, x.Derivative):
        return
    if isinstance(node, x.Compare):
        yield node.left, node.right
    if isinstance(node, x.Call) and node.function == "sign":
        yield node.argument, x.Number(Fraction(0))
    for child in children(node):
        yield from ties(child)


def tied(node: Any, one: x.Expression, other: x.Expression, relation: str = "=") -> Any:
    """The expression as it is where the two are equal, or one is less or greater; "": where no comparison of them holds. A sign is 0 by definition."""
    if isinstance(node, x.Derivative):
        return node
    if isinstance(node, x.Compare) and {node.left, node.right} == {one, other}:
        less = "<" if node.left == one else ">"
        return x.ALWAYS if relation == less or (relation, node.relation) == ("=", "<=") else x.Some(())
    if isinstance(node, x.Call) and node.function == "sign" and node.argument in (one, other):
        return x.filled(0, node.shape)
    return rebuild(node, lambda child: tied(child, one, other, relation))


def fixed_kinks(*sides: x.Node) -> Iterator[x.Expression]:
    """What the slopes at numbers in some expressions may have a kink at: the 0 of ReLU′(0)."""
    return (each for side in sides for each in _fixed_kinks(side))


@once
def _fixed_kinks(side: x.Node) -> tuple[x.Expression, ...]:
    slopes = (node for node in walk(side) if isinstance(node, x.Derivative) and isinstance(node.variable, x.Named))
    numbers = (each for each in slopes if not any(isinstance(node, x.Symbol) for node in walk(each.variable)))
    return tuple(kink for each in numbers for kink in kinks(each.body))


def kinks(node: x.Node) -> Iterator[x.Expression]:
    """The expressions at whose zeros a side has a kink: of absolute values, maxima, cases, also inside of what is differentiated."""
    if isinstance(node, x.Call) and node.function in ("abs", "relu", "sign"):
        yield node.argument
    elif isinstance(node, x.Extremum):
        for pair in combinations(node.operands, 2):
            yield from (x.Add((one, x.Negative(other))) for one, other in product(*map(_chosen, pair)))
    elif isinstance(node, x.Compare):
        yield x.Add((node.left, x.Negative(node.right)))
    for child in children(node):
        yield from kinks(child)


def _chosen(operand: x.Expression) -> tuple[x.Expression, ...]:
    """What is compared, and what it is on either side of a kink of its own: max(z, 0) of min(max(z, 0), 1) is z where that is near 1."""
    if isinstance(operand, x.Call) and operand.function == "relu":
        return (operand, operand.argument)
    return (operand, *operand.operands) if isinstance(operand, x.Extremum) else (operand,)


def kinked(left: x.Expression, right: x.Expression) -> bool:
    """Whether a side has kinks of its own, where any value will do."""
    return any(kinks(left)) or any(kinks(right))


def on_a_kink(
    here: Point, setting: Setting, one: x.Expression, other: x.Expression, sides: tuple[x.Expression, x.Expression]
) -> bool:
    """Whether a tie falls on a kink of a side that does not compare: the difference is that of the kink, or it has no value there."""
    return any(_kink_at(here, setting, one, other, side) for side in sides if next(ties(side), None) is None)


def _kink_at(here: Point, setting: Setting, one: x.Expression, other: x.Expression, side: x.Expression) -> bool:
    found = list(kinks(side))
    if one.shape != other.shape:  # sign(w) of an array ties each of its entries with 0
        return bool(found)
    bare = [bent(side) for side in (one, other) if side != x.Number(Fraction(0))]
    difference = bare[0] if len(bare) == 1 else x.Add((one, x.Negative(other)))
    if not free_indices(difference) <= set(here.indices):
        return bool(found)
    evaluation = Evaluation(Balls(np.random.default_rng(1), 3, fine=True), here, setting)
    mine = worth(evaluation, difference)
    for kink in found:
        if kink.shape != x.SCALAR:
            return True
        for each in instances(kink, frozenset(here.indices), free_indices(difference)):
            its = worth(evaluation, each)
            if mine is not None and its is not None and any(not separated(mine, sign * its).any() for sign in (1, -1)):
                return True
            if _vanishes(evaluation, each, one, other) or _vanishes(evaluation, each, other, one):
                return True
    for preset in values((difference, side), setting):
        evaluation = Evaluation(Balls(np.random.default_rng(0), 2), here, setting)
        place(evaluation, preset)
        mine = worth(evaluation, difference)
        if mine is not None and all(each == 0 for each in mine.flat):
            return worth(evaluation, side) is None
    return False


def _vanishes(evaluation: Evaluation, kink: x.Expression, symbol: x.Expression, other: x.Expression) -> bool:
    """Whether a kink stands where a symbol has the value of the other side of a tie: ra = ca where r is c."""
    if not isinstance(symbol, x.Symbol) or symbol not in set(walk(kink)):
        return False
    there = worth(evaluation, replaced(kink, symbol, other))
    nothing = worth(evaluation, x.filled(0, kink.shape))
    return there is not None and nothing is not None and not separated(there, nothing).any()


def bent(node: x.Expression) -> x.Expression:
    """What a positive part or an absolute value is taken of: where that begins to be 0, this is 0."""
    while isinstance(node, x.Named) or (isinstance(node, x.Call) and node.function in ("relu", "abs")):
        node = node.value if isinstance(node, x.Named) else node.argument
    return node


def instances(node: x.Expression, known: frozenset[x.Index], there: frozenset[x.Index]) -> Iterator[x.Expression]:
    """A summand at each of the indices that are there, for the indices that a sum around it binds."""
    for chosen in choices(free_indices(node) - known, there):
        yield substitute(node, chosen)


def choices(bound: Iterable[x.Index], there: frozenset[x.Index]) -> Iterator[dict[x.Index, x.Index]]:
    """What bound indices may be of those that are there."""
    ordered = sorted(bound, key=lambda index: index.name)
    found = [[index for index in there if index.over == each.over] for each in ordered]
    for chosen in islice(product(*found), INSTANCES):
        yield dict(zip(ordered, chosen, strict=True))
