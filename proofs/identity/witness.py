"""A point in small integers at which two expressions certainly differ, found in the field and certified with balls."""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from typing import Any

import numpy as np

from derive import expression as x
from derive.traversal import walk
from proofs.identity.balls import Balls, separated
from proofs.identity.evaluate import Evaluation
from proofs.identity.field import LEVELS, Undecidable
from proofs.identity.judge import Comparison, Ground, Judge, ground
from proofs.identity.places import Found, place, presets
from proofs.identity.points import Point, Setting, Sizes, one_draw
from proofs.identity.reals import agree, meant

Array = np.ndarray

REACHES = (1, 1, 1, 1, 1, 1, 2, 2, 2, 3, 3)
"""Largest entries to try, small ones first."""
NUMERICAL = 12
"""So many points must overlap before "equal-numerically" is said."""


@dataclass(frozen=True, slots=True)
class Witness:
    """Sizes, index values (from 1), entries, and the two values there, as arrays of balls; `entry` is one that differs."""

    sizes: Sizes
    indices: dict[str, int]
    maps: dict[str, list[int]]
    symbols: dict[str, Array]
    left: Array
    right: Array
    entry: tuple[int, int]
    point: Point
    evaluation: Evaluation


def small_sizes(names: list[str], largest: Sizes) -> Iterator[Sizes]:
    """Sizes in the order of their sum, each from 1 to 3, then one at a time up to the largest, then all but d together."""
    few = sorted(product(*(range(1, min(3, largest[name]) + 1) for name in names)), key=lambda each: (sum(each), each))
    for values in few:
        yield dict(zip(names, values, strict=True))
    for name in names:
        for value in range(4, largest[name] + 1):
            yield {**{other: min(3, largest[other]) for other in names}, name: value}
    for value in range(4, max(largest.values(), default=0) + 1):
        yield {name: 1 if name == "d" else min(value + 2 * (name == "V"), largest[name]) for name in names}


def certify(
    left: x.Expression,
    right: x.Expression,
    setting: Setting,
    point: Point,
    reach: int,
    seed: int,
    condition: x.Condition = x.ALWAYS,
    preset: dict[x.Symbol, Fraction] | None = None,
) -> Witness | None:
    """The two values at one point in balls; a witness if they are separated, and the point is one that the condition admits.

    `preset`: values of some scalars.
    """
    evaluation = Evaluation(Balls(np.random.default_rng(seed), reach), point, setting)
    place(evaluation, preset or {})
    try:
        a, b = evaluation.value(left), evaluation.value(right)
        if not meant(evaluation, left, right, condition):
            return None
    except Undecidable:
        return None
    if evaluation.algebra.undefined.any():
        return None
    apart = separated(a, b)
    if not apart.any():
        return None
    _, row, column = (int(k) for k in np.argwhere(apart)[0])
    names = {index.name: int(array.flat[0]) for index, array in point.indices.items()}
    symbols = {key.name: drawn[0][0] for key, drawn in evaluation._symbols.items() if isinstance(key, x.Symbol)}
    maps = {name: [int(k) + 1 for k in array[0]] for name, array in point.maps.items()}
    indices = {name: value + 1 for name, value in names.items()}
    return Witness(point.sizes, indices, maps, symbols, a[0], b[0], (row, column), point, evaluation)


def find_witness(
    judge: Judge, left: x.Expression, right: x.Expression, condition: x.Condition = x.ALWAYS, seconds: float = 2.0
) -> Witness | None:
    """The smallest point found at which the two certainly differ; None when none was found in time."""
    until = time.thread_time() + seconds
    names = sorted(judge.grounds[0].sizes) if judge.grounds else []
    largest = {name: max(each.sizes[name] for each in judge.grounds) for name in names}
    for sizes in small_sizes(names, largest):
        if time.thread_time() > until:
            return None
        try:
            here = ground(judge.setting, sizes, judge.plan, weights=False).fork(judge.common)
        except (Undecidable, IndexError):
            continue
        if here.empty:
            continue
        for draw in promising(here, left, right, condition)[:2]:
            point = one_draw(here.point, draw)
            for seed, reach in enumerate(REACHES):
                witness = certify(left, right, judge.setting, point, reach, seed, condition)
                if witness is not None:
                    return witness
        for preset in presets(left, right, judge.setting):  # where the two agree but at a number that is named
            if time.thread_time() > until:
                return None
            point = one_draw(here.point, int(np.argmax(here.where(condition))))
            witness = certify(left, right, judge.setting, point, 1, 0, condition, preset)
            if witness is not None:
                return witness
    return None


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


def numerically(judge: Judge, left: x.Expression, right: x.Expression, condition: x.Condition = x.ALWAYS) -> Comparison:
    """For what the field cannot carry: do balls, narrow ones, overlap wherever they were tried, and does no size stand as a number?"""
    found = None
    for here in {id(each): each for each in (judge.grounds[:1] + judge.grounds[-1:])}.values():
        found = agree(
            here.point, np.flatnonzero(here.where(condition)), judge.setting, left, right, condition, NUMERICAL
        )
        if found is not True:
            break
    if found and (special := judge.places(left, right, condition)) != Found():
        return Comparison(False if special.apart else None, {}, reason=special.open or "a value that is missing")
    sized = any(isinstance(node, x.Dimension) for side in (left, right) for node in walk(side))
    if found and (sized or judge.plan.uncounted):
        return Comparison(None, {}, reason=judge.plan.reason or "a size that stands as a number")
    return Comparison(found, {}, reason="" if found else "values that cannot be compared where it was tried")


def rounded(value: Any) -> int | float:
    """A ball as a number for print."""
    number = float(value)
    return int(number) if number.is_integer() and abs(number) < 1e15 else float(f"{number:.6g}")
