"""What is known of a part that is wrong: what came back and what is derived, on every example that tells something."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from proofs.harness import tolerance
from proofs.harness.gradient.trial import GradientTrial

Array = np.ndarray[Any, np.dtype[Any]]
MATCH_BOUNDS = 64.0  # a prediction is reached by another computation than the one it is compared with
MATCH_RELATIVE = 1e-8  # and one that multiplies or divides cannot be nearer than this on every input
LEAST_TOLD = 2  # examples on which a prediction must depart from the truth


@dataclass(frozen=True)
class SlipKind:
    """The kind of a slip: a code, and words for its sentence."""

    code: str
    words: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, eq=False)
class Numbers:
    """One part on several trials: returned, derived, and how far they may differ."""

    trials: Sequence[GradientTrial]
    part: str
    got: tuple[Array, ...]
    truth: tuple[Array, ...]
    bound: tuple[Array, ...]

    def met(self, predictions: Sequence[Array | None]) -> bool:
        """Whether predictions, one a trial, are what came back on every one, and are not the truth."""
        told = 0
        for got, truth, bound, predicted in zip(self.got, self.truth, self.bound, predictions, strict=True):
            if predicted is None or np.shape(predicted) != np.shape(got) or not near(got, predicted, bound):
                return False
            told += not near(truth, predicted, bound)
        return told >= min(LEAST_TOLD, len(self.got))

    def each(self, predict: Callable[[GradientTrial, Array], Array | None]) -> bool:
        """The same of a prediction made from a trial and its truth."""
        with np.errstate(all="ignore"):
            return self.met([predict(t, e) for t, e in zip(self.trials, self.truth, strict=True)])

    def scaled(self, by: Callable[[GradientTrial], float] = lambda t: 1.0) -> float | None:
        """The constant c for which c·by(trial)·truth is what came back, or None."""
        return self.along([by(t) * e for t, e in zip(self.trials, self.truth, strict=True)])

    def along(self, directions: Sequence[Array | None], start: Sequence[Array] | None = None) -> float | None:
        """The constant c for which start + c·direction is what came back on every trial; None where there is none."""
        if any(d is None or np.shape(d) != np.shape(g) for d, g in zip(directions, self.got, strict=True)):
            return None
        d = np.concatenate([np.ravel(x) for x in directions])  # type: ignore[arg-type]
        zero = [np.zeros_like(g) for g in self.got] if start is None else start
        left = np.concatenate([np.ravel(g - s) for g, s in zip(self.got, zero, strict=True)])
        if not np.isfinite(d).all() or not d.any():
            return None
        c = float(d @ left / (d @ d))
        c = round(c * 720) / 720 if abs(c * 720 - round(c * 720)) < 720e-9 else c
        return c if self.met([s + c * x for s, x in zip(zero, directions, strict=True)]) else None  # type: ignore[operator]


def near(got: Array, predicted: Array, bound: Array) -> bool:
    """Whether a prediction is what came back, as far as rounding can tell."""
    with np.errstate(all="ignore"):
        size = MATCH_RELATIVE * (np.abs(predicted) + np.max(np.abs(predicted), initial=0.0))
        return bool(np.all(np.abs(got - predicted) <= MATCH_BOUNDS * bound + size))


def numbers(trials: Sequence[GradientTrial], part: str) -> Numbers | None:
    """The evidence on a part, from the trials that have it; None where there is none."""
    used = [t for t in trials if t.truth is not None and not t.error and t.returned.fault is None]
    used = [t for t in used if np.isfinite(t.returned.parts[part]).all() and not jumps(t, part)]
    if not used:
        return None
    unit = tolerance.UNIT["float64"]
    return Numbers(
        used,
        part,
        tuple(t.returned.parts[part].astype(np.float64) for t in used),
        tuple(t.truth[part] for t in used if t.truth),
        tuple(tolerance.SAFETY * unit * np.asarray(t.allowed.rounding[part]) for t in used),
    )


def jumps(t: GradientTrial, part: str) -> bool:
    """Whether the case lies at a kink of the part, where several values are right."""
    return bool(np.any(t.allowed.low[part] != t.allowed.high[part]))
