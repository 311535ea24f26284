"""Points at which two expressions may be seen to differ: small ones first, then those that the numbers in them suggest.

A difference may begin at V = 30, lie at x = 10⁹ alone, or be smaller than 10⁻¹⁰⁰. So sizes and entries near each number that is
named are tried, entries of several magnitudes, and more digits.
"""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import islice, product

import numpy as np

from derive import expression as x
from derive.traversal import walk
from proofs.identity.balls import PRECISION, Balls
from proofs.identity.chains import LEVELS
from proofs.identity.ground import Ground, ground
from proofs.identity.judge import Judge
from proofs.identity.points import Point, Setting, Sizes, one_draw
from proofs.identity.presets import presets
from proofs.identity.regions import cut
from proofs.identity.tuples import parts
from proofs.identity.undecidable import Undecidable

REACHES = (1, 1, 1, 1, 1, 1, 2, 2, 2, 3, 3)
"""Largest entries to try, small ones first."""
WIDE = (8, 32, 128)
"""Larger ones, where nothing was seen."""
SHARES = 4
"""So many points between 0 and 1, where log p and log(1 - p) both have values."""
FINER = (1024, 16384)
"""Bits of the balls, where a difference is too small to be seen beside the rest."""
LARGEST = 2048
"""Sizes that are named are followed up to this one;"""
WIDEST = 64
"""those of the result itself, of which a derivative has as many rows as columns, up to this one."""
NAMED = 4
"""At most so many of them."""
FEW = 3
"""Other sizes meanwhile."""
SCATTERED = 400
"""So many points more are tried where comparisons cut out regions, which may be narrow."""
BEYOND = 1000
"""Entries as large as the numbers that are named are tried up to this one."""


@dataclass(frozen=True, slots=True)
class Trial:
    """A point, how its entries are drawn, and the values of scalars that are not drawn."""

    point: Point
    seed: int
    reach: int = 1
    precision: int = PRECISION
    fine: bool = False
    upward: bool = False
    preset: dict[x.Symbol, Fraction] = field(default_factory=dict)

    def balls(self) -> Balls:
        return Balls(
            np.random.default_rng(self.seed), self.reach, fine=self.fine, upward=self.upward, precision=self.precision
        )


def trials(judge: Judge, left: x.Expression, right: x.Expression, condition: x.Condition) -> Iterator[Trial]:
    """Points in the order in which they are tried."""
    if not judge.grounds:
        return
    names = sorted(judge.grounds[0].sizes)
    largest = {name: max(each.sizes[name] for each in judge.grounds) for name in names}
    met: list[tuple[Ground, list[int]]] = []
    for here in _grounds(judge, small_sizes(names, largest, judge.setting)):
        draws = promising(here, left, right, condition)
        met.append((here, draws))
        for draw in draws[:2]:
            point = one_draw(here.point, draw)
            for seed, reach in enumerate(REACHES):
                yield Trial(point, seed, reach)
        named = presets((left, right, condition), judge.setting)
        for preset in named:  # where the two agree but at a number that is named
            point = one_draw(here.point, int(np.argmax(here.where(condition))))
            yield Trial(point, 0, preset=preset)
    if cut(judge.setting, left, right, condition):
        yield from scattered(met, left, right, condition)
    for here in _grounds(judge, named_sizes(names, left, right, judge.setting)):
        for draw in promising(here, left, right, condition)[:2]:
            for seed in range(3):
                yield Trial(one_draw(here.point, draw), seed)
    for here, draws in met[:2]:
        for draw in draws[:2] or [0]:
            point = one_draw(here.point, draw)
            yield from (Trial(point, seed, fine=True, upward=True) for seed in range(SHARES))
            for seed, reach in enumerate(WIDE):
                yield Trial(point, seed, reach, fine=True)
            for precision in FINER:
                for seed in range(2):
                    yield Trial(point, seed, 1 + seed, precision)


def scattered(
    met: list[tuple[Ground, list[int]]], left: x.Expression, right: x.Expression, condition: x.Condition
) -> Iterator[Trial]:
    """Points all over the regions that comparisons cut out: entries up to twice what is named, in one half of them none below 0."""
    numbers = {abs(number) for side in (left, right, condition) for node in walk(side) for number in _numbers(node)}
    largest = max((number for number in numbers if number <= BEYOND), default=1)
    places = [(here, draw) for here, draws in met for draw in draws[:2]] or [(here, 0) for here, _ in met]
    for seed in range(SCATTERED if places else 0):
        here, draw = places[seed % min(len(places), FEW)]
        reach = (3, largest + 2, 2 * largest + 1)[seed // FEW % 3]
        yield Trial(one_draw(here.point, draw), seed, reach, fine=seed % 2 == 1, upward=seed % 4 > 1)


def _grounds(judge: Judge, sizes: Iterator[Sizes]) -> Iterator[Ground]:
    """The grounds at these sizes that are not empty."""
    for each in sizes:
        with suppress(Undecidable, IndexError):
            here = ground(judge.setting, each, judge.plan, weights=False).fork(judge.common)
            if not here.empty:
                yield here


def small_sizes(names: list[str], largest: Sizes, setting: Setting) -> Iterator[Sizes]:
    """Sizes in the order of their sum, each from 1 to 3, then one at a time up to the largest, then all but d together, larger those into which maps and free indices point."""
    pointed = {into for _, _, into in setting.maps} | {index.over for index in setting.free}
    few = sorted(product(*(range(1, min(3, largest[name]) + 1) for name in names)), key=lambda each: (sum(each), each))
    for values in few:
        yield dict(zip(names, values, strict=True))
    for name in names:
        for value in range(4, largest[name] + 1):
            yield {**{other: min(3, largest[other]) for other in names}, name: value}
    for value in range(4, max(largest.values(), default=0) + 1):
        yield {name: 1 if name == "d" else min(value + 2 * (name in pointed), largest[name]) for name in names}


def named_sizes(names: list[str], left: x.Expression, right: x.Expression, setting: Setting) -> Iterator[Sizes]:
    """Each size a little above, at and below each number that stands in the expressions, then all of them above it; first those that stand there as numbers."""
    spoken = {node.size for side in (left, right) for node in walk(side) if isinstance(node, x.Dimension)}
    names = sorted(names, key=lambda name: (name not in spoken, name))
    numbers = {abs(number) for side in (left, right) for node in walk(side) for number in _numbers(node)}
    for number in islice(sorted((each for each in numbers if FEW < each < LARGEST), reverse=True), NAMED):
        for name in names:
            if number > WIDEST and any(name in parts(size) for size in right.shape):
                continue
            for value in (number + 1, number, number - 1):
                roomy = {into for _, source, into in setting.maps if source == name}
                few = {other: 1 if other == "d" else FEW + value * (other in roomy) for other in names}
                yield few | {name: value}
        if number <= WIDEST:
            yield {name: 1 if name == "d" else number + k for k, name in enumerate(names, 1)}


def _numbers(node: x.Node) -> Iterator[int]:
    if isinstance(node, x.Number) and node.value.denominator == 1:
        yield node.value.numerator
    elif isinstance(node, x.Ordinal):
        yield node.number


def promising(here: Ground, left: x.Expression, right: x.Expression, condition: x.Condition) -> list[int]:
    """Draws at which the field says that the two differ, or any that are wanted where it cannot say."""
    wanted = here.where(condition)
    for level in range(LEVELS):
        try:
            (a, a_defined), (b, b_defined) = here.evaluate(left, level), here.evaluate(right, level)
            covered = here.evaluation.covered(left) & here.evaluation.covered(right)
        except Undecidable:
            continue
        wanted = wanted & covered & a_defined & b_defined & ~(a == b).all(axis=(-1, -2))
        break
    first_of_each = np.unique(here.point.pattern[wanted], return_index=True)[1]
    return [int(k) for k in np.flatnonzero(wanted)[first_of_each]]
