"""A point in small integers at which two expressions certainly differ, found in the field and certified with balls."""

import time
from dataclasses import dataclass
from typing import Any

import numpy as np

from derive import expression as x
from derive.traversal import walk
from proofs.identity.balls import Balls, separated
from proofs.identity.evaluate import Evaluation
from proofs.identity.judge import Comparison, Judge
from proofs.identity.places import Found
from proofs.identity.points import Point, Setting, Sizes
from proofs.identity.presets import place
from proofs.identity.reals import agree, meant
from proofs.identity.trials import Trial, trials
from proofs.identity.undecidable import Undecidable
from proofs.verdict_words import Note

Array = np.ndarray

NUMERICAL = 12
"""So many points must overlap before "equal-numerically" is said."""


@dataclass(frozen=True, slots=True)
class Witness:
    """Sizes, index values (from 1, offsets from −m), entries, and the two values there, as arrays of balls; `entry` is one that differs.

    `right` is None where the right side has no value.
    """

    sizes: Sizes
    indices: dict[str, int]
    maps: dict[str, list[int]]
    symbols: dict[str, Array]
    left: Array
    right: Array | None
    entry: tuple[int, int]
    point: Point
    evaluation: Evaluation


def certify(
    left: x.Expression, right: x.Expression, setting: Setting, trial: Trial, condition: x.Condition
) -> Witness | None:
    """The two values at one point in balls; a witness if they are separated, and the point is one that the condition admits.

    A right side of which a logarithm or a root certainly has no value there, where the left side has one, differs from it too.
    """
    point, evaluation = trial.point, Evaluation(trial.balls(), trial.point, setting)
    algebra: Balls = evaluation.algebra
    place(evaluation, trial.preset)
    try:
        if not meant(evaluation, left, right, x.All((condition, *setting.seen))):
            return None
        a = evaluation.value(left)
        if algebra.undefined.any():
            return None
        b = evaluation.value(right)
    except Undecidable:
        return None
    entry = (0, 0)
    if algebra.undefined.any():
        if not algebra.outside or chooses(right):
            return None
    else:
        apart = separated(a, b)
        if not apart.any():
            return None
        entry = (int(np.argwhere(apart)[0][1]), int(np.argwhere(apart)[0][2]))
    symbols = {key.name: drawn[0][0] for key, drawn in evaluation._symbols.items() if isinstance(key, x.Symbol)}
    symbols |= {key[1].name: drawn[0][:, 0] for key, drawn in evaluation._symbols.items() if is_array(key)}
    maps = {name: [int(k) + 1 for k in array[0]] for name, array in point.maps.items()}
    indices = {
        index.name: int(array.flat[0]) + (-point.sizes[index.over[1:]] if index.over.startswith("±") else 1)
        for index, array in point.indices.items()
    }
    worth = None if algebra.undefined.any() else b[0]
    return Witness(point.sizes, indices, maps, symbols, a[0], worth, entry, point, evaluation)


def is_array(key: Any) -> bool:
    """Whether an evaluation keeps the matrices of an array under this."""
    return isinstance(key, tuple) and key[0] == "members"


def chooses(node: x.Node) -> bool:
    """Whether a tree has a choice in it, so that what has no value may be what is not chosen."""
    return any(isinstance(each, x.Cases | x.Delta | x.Extremum | x.Compare) for each in walk(node))


def find_witness(
    judge: Judge, left: x.Expression, right: x.Expression, condition: x.Condition = x.ALWAYS, seconds: float = 2.0
) -> Witness | None:
    """The first point tried at which the two certainly differ; None when none was found in time."""
    until = time.thread_time() + seconds
    for trial in trials(judge, left, right, condition):
        if time.thread_time() > until:
            return None
        witness = certify(left, right, judge.setting, trial, condition)
        if witness is not None:
            return witness
    return None


def numerically(judge: Judge, left: x.Expression, right: x.Expression, condition: x.Condition = x.ALWAYS) -> Comparison:
    """For what the field cannot carry: do balls, narrow ones, overlap wherever they were tried, and does no size stand as a number?"""
    found = None
    for here in {id(each): each for each in (judge.grounds[:1] + judge.grounds[-1:])}.values():
        wanted = np.flatnonzero(here.where(condition))
        found = agree(here.point, wanted, judge.setting, left, right, condition, {}, NUMERICAL)
        if found is not True:
            break
    if found and (special := judge.places(left, right, condition)) != Found():
        return Comparison(False if special.apart else None, {}, reason=special.open or Note("missing-value"))
    sized = any(isinstance(node, x.Dimension) for side in (left, right) for node in walk(side))
    if found and (sized or judge.plan.uncounted):
        return Comparison(None, {}, reason=judge.plan.reason or Note("size-as-number"))
    return Comparison(found, {}, reason=None if found else Note("not-comparable"))


def as_lists(array: Array) -> Any:
    """An array of balls as nested lists of numbers; a column as one list, a single entry as a number; of an array of matrices one after the other."""
    if array.ndim == 3:
        return [as_lists(each) for each in array]
    rows = [[0 if value.contains(0) else rounded(value) for value in row] for row in array]
    if array.shape == (1, 1):
        return rows[0][0]
    return [row[0] for row in rows] if array.shape[1] == 1 else rows


def rounded(value: Any) -> int | float:
    """A ball as a number for print."""
    number = float(value)
    return int(number) if number.is_integer() and abs(number) < 1e15 else float(f"{number:.6g}")
