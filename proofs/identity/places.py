"""What generic points miss: particular numbers, and places where a value is missing.

The field draws no x = 17. So numbers that an expression names are tried as values of its scalars, in balls; and a denominator that
vanishes is told: at isolated points it is a hole, on more than these it leaves the value open.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import permutations

import numpy as np

from derive import expression as x
from derive.traversal import free_indices
from proofs.identity.balls import Balls, separated
from proofs.identity.divisors import Divisor, lonely, normed, products, strangers
from proofs.identity.evaluate import Evaluation
from proofs.identity.kinks import kinked
from proofs.identity.points import Point, Setting, one_draw
from proofs.identity.presets import place, presets
from proofs.identity.reals import meant, positive, worth
from proofs.identity.undecidable import Undecidable
from proofs.verdict_words import Note

Array = np.ndarray

SEEN = 12
"""So many draws tell whether a denominator changes its sign."""

Placed = dict[tuple[tuple[x.Symbol, Fraction], ...], Evaluation]
"""What is computed at one draw where scalars have values that are named: the sides of a chain have most of what they are made of in common."""


@dataclass(frozen=True, slots=True)
class Found:
    """`apart`: they differ at a number that is named. `open`: why they may differ. `hole`: a value is missing at isolated points."""

    apart: bool = False
    open: Note | None = None
    hole: bool = False


def look(
    point: Point,
    draw: int,
    setting: Setting,
    left: x.Expression,
    right: x.Expression,
    condition: x.Condition,
    same: Callable[[x.Expression, x.Expression], bool],
    placed: Placed,
) -> Found:
    """What there is beside the generic points of two expressions that agree at these.

    `same` tells whether two denominators are one; `placed` is what was computed at this draw already, and grows.
    """
    here = one_draw(point, draw)
    hole = False
    for preset in presets((left, right, condition), setting):
        one, other, held = at(here, setting, left, right, condition, preset, placed)
        if held and one is not None and other is not None and separated(one, other).any():
            return Found(apart=True)
        hole |= held and (one is None) != (other is None) and not kinked(left, right)
    for divisor, known in strangers(left, right):
        bottom = divisor.node
        if positive(bottom):
            continue
        signs = signs_of(here, setting, bottom)
        if {-1, 1} <= signs and not lonely(bottom):
            if _is_shared(divisor, known, here, same):
                continue
            return Found(open=Note("no-value-denominator"))
        hole |= lonely(bottom) and (0 in signs or {-1, 1} <= signs)
        hole |= normed(bottom)
    return Found(hole=hole)


def _is_shared(
    divisor: Divisor, known: frozenset[Divisor], here: Point, same: Callable[[x.Expression, x.Expression], bool]
) -> bool:
    """Whether the other side has no value wherever a denominator is 0: it has it too, or what it is a product of."""
    if any(_is_known(divisor, each, here, same) for each in known):
        return True
    return any(same(divisor.node, each) for each in products(divisor, known, frozenset(here.indices)))


def _is_known(
    divisor: Divisor, known: Divisor, here: Point, same: Callable[[x.Expression, x.Expression], bool]
) -> bool:
    """Whether a denominator is one that the other side has too, for one value of an index that a sum binds there: σ_k beside Σ_j log σ_j."""
    bottom, indices = divisor.node, frozenset(here.indices)
    if bottom.shape != x.SCALAR:
        entries = _entries(bottom, free_indices(known.node) - indices) if known.counts_for(divisor) else ()
        return any(same(entry, known.node) for entry in entries)
    found = known.at(indices, free_indices(bottom))
    return any(each.counts_for(divisor) and same(bottom, each.node) for each in found if each.node.shape == x.SCALAR)


def _entries(array: x.Expression, indices: frozenset[x.Index]) -> Iterator[x.Expression]:
    """The entries of an array at indices that run over it: 1 − a at the i of Σ_i log(1 − a_i)."""
    rows, columns = array.shape
    for row, *rest in permutations(indices) if indices else ():
        if row.over == rows and [each.over for each in rest] == [each for each in (columns,) if each != "1"]:
            yield x.Entry(array, row, *rest)


def at(
    here: Point,
    setting: Setting,
    left: x.Expression,
    right: x.Expression,
    condition: x.Condition,
    preset: dict[x.Symbol, Fraction],
    placed: Placed,
) -> tuple[Array | None, Array | None, bool]:
    """The two values in balls where some scalars have given values, and whether the condition holds there."""
    evaluation = placed.get(tuple(preset.items()))
    if evaluation is None:
        evaluation = placed[tuple(preset.items())] = Evaluation(Balls(np.random.default_rng(0), 2), here, setting)
        place(evaluation, preset)
    evaluation.algebra.resume()
    return worth(evaluation, left), worth(evaluation, right), meant(evaluation, left, right, condition)


def signs_of(here: Point, setting: Setting, node: x.Expression) -> set[int]:
    """The signs that a denominator has at a few draws; none where it cannot be seen alone."""
    found: set[int] = set()
    if not free_indices(node) <= set(here.indices):
        return found
    for seed in range(SEEN):
        balls = Balls(np.random.default_rng(seed), 3, fine=bool(seed % 2), sparse=seed % 4 == 2)
        try:
            value = worth(Evaluation(balls, here, setting), node)
        except Undecidable:
            continue
        if value is not None:
            found |= {1 if each > 0 else -1 if each < 0 else 0 for each in value.flat}
    return found
