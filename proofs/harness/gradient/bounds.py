"""How far a right program may be from the derived values of a loss of which nothing is known, and what is right at a kink.

The condition is measured: the inputs are moved a little, and what the values do is compared with how little it was. Where the
values jump however small the move, there is a kink, and all between the branches is right.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from proofs.harness import tolerance
from proofs.harness.cases import ArraysCase
from proofs.harness.gradient.stated import LOSS, Stated

Array = np.ndarray[Any, np.dtype[Any]]
NUDGE = 2.0**-26  # relative to the inputs: the square root of the unit roundoff
FINER = 2.0**-8  # the second round of moves, relative to the first: a smooth function then moves by so much less
MOVES = 6  # each and its opposite: what is tied comes apart to both sides
MORE_MOVES = 40  # at a kink: several ties come apart in many ways
JUMPS = 0.5  # of the first round's change left in the second: a kink (a smooth function leaves FINER of it)
FLAT = 1e-6  # changes below this, relative to the values, are no jumps


@dataclass(frozen=True, eq=False)
class Allowed:
    """Each part of the answer, and the interval that it may be in, for a unit roundoff."""

    low: Mapping[str, Array]
    high: Mapping[str, Array]
    rounding: Mapping[str, Array]
    """The bound for a unit roundoff of 1."""

    def ratio(self, part: str, got: Array, unit: float) -> float:
        """Distance to the interval over the bound: at most 1 for a right program."""
        nearest = np.clip(got, self.low[part], self.high[part])
        nearest = np.where(np.isnan(got), self.low[part], nearest)
        bound = tolerance.SAFETY * unit * self.rounding[part] + tolerance.UNDERFLOW
        return tolerance.worst_ratio(got, nearest, np.broadcast_to(bound, np.shape(got)))


def allowed(stated: Stated, case: ArraysCase, truth: Mapping[str, Array]) -> Allowed:
    """The intervals at a case, from the values at inputs that are moved by NUDGE, and by less."""
    rng = np.random.default_rng(0)
    coarse, fine = (_moved(stated, case, truth, rng, size, MOVES) for size in (NUDGE, NUDGE * FINER))
    floats = [np.asarray(v) for k, v in case.arrays.items() if k not in case.points]
    size = 1.0 + max((float(np.max(np.abs(v), initial=0.0)) for v in floats), default=0.0)
    operations = sum(np.size(v) for v in case.arrays.values()) + tolerance.LIBRARY
    change = {
        part: [np.max(np.abs(np.array(m[part]) - value), axis=0, initial=0.0) for m in (coarse, fine)]
        for part, value in truth.items()
    }
    kinks = {
        part: (second > JUMPS * first) & (second > FLAT * (1.0 + np.abs(truth[part])))
        for part, (first, second) in change.items()
    }
    if any(map(np.any, kinks.values())):
        more = _moved(stated, case, truth, rng, NUDGE * FINER, MORE_MOVES)
        fine = {part: [*fine[part], *more[part]] for part in truth}
    low, high, rounding = {}, {}, {}
    for part, value in truth.items():
        first, jumps = change[part][0], kinks[part]
        low[part], high[part] = (np.where(jumps, end, value) for end in _between(value, fine[part]))
        spread = np.where(jumps, 0.0, first) / NUDGE
        largest = float(np.max(np.abs(value), initial=0.0))
        rounding[part] = np.asarray(operations * (largest + float(np.max(spread, initial=0.0)) + size**2))
    return Allowed(low, high, rounding)


def _between(value: Array, moved: Sequence[Array]) -> tuple[Array, Array]:
    """The least and the greatest value beside a kink; moves stand in pairs of opposites.

    Where a value takes one side of each tie, the opposite sides give what a move and its opposite give together, less the value.
    """
    others = [there + back - value for there, back in zip(moved[::2], moved[1::2], strict=False)]
    every = np.array([value, *moved, *others])
    edge = FLAT * (1.0 + np.max(np.abs(every), axis=0))
    return np.min(every, axis=0) - edge, np.max(every, axis=0) + edge


def _moved(
    stated: Stated, case: ArraysCase, truth: Mapping[str, Array], rng: np.random.Generator, nudge: float, moves: int
) -> dict[str, list[Array]]:
    """The parts at inputs every number of which is moved by `nudge` or a little more, up or down: all alike first, then at random.

    No two numbers are moved at random by the same amount, so that x = a is left by each such move, and to the other side by its opposite.
    """
    found: dict[str, list[Array]] = {part: [] for part in truth}
    steps: dict[str, Array] = {}
    for move in range(moves):
        arrays = {}
        for name, value in case.arrays.items():
            a = np.asarray(value)
            a = a if name in case.points else a.astype(np.float64)
            if move % 2:
                steps[name] = -steps[name]
            else:
                steps[name] = np.where(rng.random(np.shape(a)) < 0.5, -1.0, 1.0) * rng.uniform(1.0, 1.25, np.shape(a))
            step = steps[name] if move > 1 else (1.0, -1.0)[move]
            moved = a if name in case.points else a + nudge * np.maximum(np.abs(a), 1.0) * step
            arrays[name] = moved if np.ndim(value) else np.asarray(moved).item()
        parts = stated.parts(arrays)
        for part, values in found.items():
            if parts is not None:
                values.append(parts[part])
    return found


__all__ = ["LOSS", "Allowed", "allowed"]
