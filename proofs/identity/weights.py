"""Weights of index values: random numbers ω that stand in every sum, so that a sum that hides the number of its terms hides one of them."""

from typing import TYPE_CHECKING

import numpy as np

from derive import expression as x
from proofs.identity.points import extent

if TYPE_CHECKING:
    from proofs.identity.evaluate import Evaluation, Scope

Array = np.ndarray


def measure(e: "Evaluation", condition: x.Condition, level: int, scope: "Scope") -> Array | None:
    """The worth of a condition as a number where it is no 0 or 1: two bound indices over a weighted size meet with 1/ω."""
    if isinstance(condition, x.Same):
        inverse = _meeting(e, condition, level, scope)
        if inverse is None:
            return None
        return e.algebra.multiply(e.algebra.units(e.holds(condition, level, scope)), inverse, level)
    if isinstance(condition, x.Not):
        inside = measure(e, condition.condition, level, scope)
        return None if inside is None else _without(e, inside, level)
    if isinstance(condition, x.Compare | x.Before):
        return None
    parts = [measure(e, part, level, scope) for part in condition.conditions]
    if all(part is None for part in parts):
        return None
    worths = [
        e.algebra.units(e.holds(part, level, scope)) if worth is None else worth
        for part, worth in zip(condition.conditions, parts, strict=True)
    ]
    every = isinstance(condition, x.All)
    result = e.algebra.units(np.full((1, 1, 1), True))
    for worth in worths:
        result = e.algebra.multiply(result, worth if every else _without(e, worth, level), level)
    return result if every else _without(e, result, level)


def _without(e: "Evaluation", worth: Array, level: int) -> Array:
    return e.algebra.add(e.algebra.units(np.full((1, 1, 1), True)), e.algebra.negative(worth, level), level)


def _meeting(e: "Evaluation", condition: x.Same, level: int, scope: "Scope") -> Array | None:
    """1/ω at the value of an index that is bound, as the other one is; None where one points, or nothing has weights."""
    if condition.left == condition.right:
        return None
    for side in (condition.left, condition.right):
        if not isinstance(side, x.Index) or side in e.scope:
            return None
    inverse = e.weights(condition.left.over, level, inverse=True)
    if inverse is None:
        return None
    at = e.at(condition.left, scope)
    return inverse[e.batch, at, np.zeros_like(at)]


def drawn_weights(e: "Evaluation", size: x.Size, level: int) -> Array:
    """Random, with a positive sum; 1 at what is pointed at."""
    count, held = extent(size, e.point.sizes), _pointed(e, size)
    drawn = np.where(held, 1, e.drawn(("weights", size), count, 1, level))
    total = e.drawn(("size", size), 1, 1, level, "positive")
    last = np.argmin(held, axis=1)[:, 0]
    rows = np.arange(e.point.batch)
    drawn[rows, last, 0] = 0
    rest = e.algebra.negative(e.algebra.total(drawn, 1, level, keep=True), level)
    filled = e.algebra.add(total, rest, level)[:, 0, 0]
    drawn[rows, last, 0] = np.where(held[rows, last, 0], 1, np.where(filled == 0, 1, filled))
    return drawn


def _pointed(e: "Evaluation", size: x.Size) -> Array:
    """The values of an index that something points at: free indices, maps, particular values."""
    count = extent(size, e.point.sizes)
    held = np.zeros((e.point.batch, count, 1), dtype=bool)
    rows = np.arange(e.point.batch)
    for index, values in e.point.indices.items():
        start = 0
        for part in index.over.split("+"):
            if part == size:
                place = values[:, 0, 0] - start
                inside = (place >= 0) & (place < count)
                held[rows[inside], place[inside], 0] = True
            start += extent(part, e.point.sizes)
    for name, target in e.point.targets.items():
        if target == size:
            held[rows[:, None], e.point.maps[name], 0] = True
    held[:, list(e.point.pinned.get(size, ())), 0] = True
    return held
