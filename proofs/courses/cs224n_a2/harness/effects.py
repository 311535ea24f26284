"""Effects: what no row of the tables explains, told by what the numbers have in common over all examples.

Each effect looks at one part on every trial, and gives a name or None; EFFECTS holds them in the order they are tried in.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from proofs.courses.cs224n_a2.harness.cases import NegativeCase, SoftmaxCase
from proofs.courses.cs224n_a2.harness.ingredients import NegativeTerms
from proofs.courses.cs224n_a2.harness.trial import Trial
from proofs.harness.findings import Severity

Array = np.ndarray[Any, np.dtype[Any]]

# A prediction is reached by another computation than the one it is compared with: eight bounds, and nine digits of its own size.
MATCH_BOUNDS = 8.0
MATCH_RELATIVE = 1e-9
EPSILONS = (1e-16, 1e-4)  # what people add inside a logarithm
SMALLEST_CLIP = 1e-4  # a probability clipped below this changes the loss only where the true word is all but impossible
LEAST = 3  # wrong numbers that it takes to tell a rounding from a coincidence
COUNTS = ("draws", "calls", "samples")


@dataclass(frozen=True)
class EffectKind:
    """A code, the part it speaks of, and words for the sentence."""

    code: str
    part: str
    words: dict[str, Any]
    severity: Severity = "error"


@dataclass(frozen=True, eq=False)
class Numbers:
    """One part on all trials, end to end: returned, derived, how far they may differ, and where they differ by more."""

    trials: Sequence[Trial]
    part: str
    got: Array
    truth: Array
    bound: Array

    @property
    def off(self) -> Array:
        return np.asarray(np.abs(self.got - self.truth) > self.bound)


def close(got: Array, predicted: Array, bound: Array) -> bool:
    """Whether a prediction is met; nan in a prediction stands for "whatever comes of it"."""
    if np.shape(got) != np.shape(predicted):
        return False
    with np.errstate(all="ignore"):
        near = np.abs(got - predicted) <= MATCH_BOUNDS * bound + MATCH_RELATIVE * np.abs(predicted)
    return bool(np.all(near | np.isnan(predicted) | (np.isinf(predicted) & (got == predicted))))


def effect(trials: Sequence[Trial], off: Sequence[str], part: str) -> EffectKind | None:
    """The first effect that one of the deviating parts shows, the one that was found first before the others."""
    for p in sorted((p for p in off if p not in COUNTS), key=lambda q: q != part):
        numbers = _numbers(trials, p)
        if numbers is None or not np.isfinite(numbers.got).all() or not numbers.off.any():
            continue
        for find in EFFECTS:
            name = find(numbers)
            if name is not None:
                return name
    return None


def _numbers(trials: Sequence[Trial], part: str) -> Numbers | None:
    used = [t for t in trials if t.parts is not None and np.shape(t.parts[part]) == np.shape(t.truth[part])]
    if not used:
        return None
    columns = ([t.parts[part].ravel() for t in used if t.parts], *([getattr(t, k)[part].ravel() for t in used] for k in ("truth", "bounds")))  # fmt: skip
    return Numbers(used, part, *(np.concatenate(c).astype(np.float64) for c in columns))


def epsilon_in_log(n: Numbers) -> EffectKind | None:
    """Every loss is −Σ log(p + ε) with one ε. Whether the gradients are right decides nothing here."""
    if n.part != "loss" or not isinstance(n.trials[0].case, SoftmaxCase):
        return None
    found = [(t, _probabilities(t)) for t in n.trials]
    epsilons = [e for t, p in found if t.ratio("loss") > 1 and (e := _epsilon(p, _loss(t))) is not None]
    if not epsilons or not EPSILONS[0] < min(epsilons) <= max(epsilons) < EPSILONS[1]:
        return None
    epsilon = float(np.median(epsilons))
    for t, p in found:
        predicted, true = -np.log(p + epsilon).sum(), float(t.truth["loss"])
        if abs(_loss(t) - predicted) > 0.1 * abs(true - predicted) + 64 * float(t.bounds["loss"]):
            return None
    return EffectKind("epsilon-in-log", "loss", {"epsilon": f"{epsilon:.0e}"}, "warning")


def _loss(t: Trial) -> float:
    return float(t.parts["loss"]) if t.parts else float("nan")


def _probabilities(t: Trial) -> Array:
    """What the loss takes the logarithm of: ŷ_o, or the K + 1 values of σ."""
    return (
        np.exp(-NegativeTerms(t.case).losses)
        if isinstance(t.case, NegativeCase)
        else np.exp(-t.truth["loss"].reshape(1))
    )


def _epsilon(p: Array, loss: float) -> float | None:
    """The ε with −Σ log(p + ε) = loss, by bisection; None where rounding would hide it."""
    with np.errstate(divide="ignore"):
        exact = -np.log(p).sum()
    if not exact - loss > 1e-12 * max(1.0, loss):
        return None
    low, high = EPSILONS[0], 1.0
    for _ in range(60):
        middle = float(np.sqrt(low * high))
        low, high = (middle, high) if -np.log(p + middle).sum() > loss else (low, middle)
    return low


def factor(n: Numbers) -> EffectKind | None:
    """A constant factor, with 0 and −1 by their names."""
    if not n.truth.any():
        return None
    c = float(n.got @ n.truth / (n.truth @ n.truth))
    if not close(n.got, c * n.truth, n.bound):
        return None
    code = (
        "zero"
        if abs(c) < MATCH_RELATIVE
        else "gradient-sign"
        if abs(c + 1) < MATCH_RELATIVE and n.part != "loss"
        else "factor"
    )
    return EffectKind(code, n.part, {"factor": f"{c:.6g}"})


def offset(n: Numbers) -> EffectKind | None:
    """A constant added."""
    c = float(np.median(n.got - n.truth))
    return EffectKind("offset", n.part, {"offset": f"{c:.6g}"}) if close(n.got, n.truth + c, n.bound) else None


def clipped(n: Numbers) -> EffectKind | None:
    """Right up to a bound, and the bound itself wherever the true value lies beyond it."""
    edges = []
    for side in (-1.0, 1.0):
        got, truth = side * n.got, side * n.truth
        beyond = n.off & (truth > got)
        if beyond.any():
            edge = got[beyond][0]
            if np.ptp(got[beyond]) > MATCH_RELATIVE * abs(edge) or (got > edge + n.bound).any():
                return None
            edges.append((side * edge, len(np.unique(truth[beyond]))))
    if not edges or sum(count for _, count in edges) < LEAST or (len(edges) == 2 and edges[0][0] >= edges[1][0]):
        return None
    bound = max((e for e, _ in edges), key=abs)
    mild = n.part == "loss" and len(edges) == 1 and bound > -np.log(SMALLEST_CLIP)
    return EffectKind("clipped", n.part, {"bound": f"{bound:.6g}"}, "warning" if mild else "error")


def few_digits(n: Numbers) -> EffectKind | None:
    """Rounded to some decimals, or to float16."""
    if len(np.unique(n.got[n.off])) < LEAST:
        return None
    error = np.abs(n.got - n.truth)
    for digits in range(1, 10):
        if (error <= 0.5001 * 10.0**-digits).all() and np.array_equal(n.got, np.round(n.got, digits)):
            return EffectKind("rounded", n.part, {"digits": digits})
    with np.errstate(over="ignore"):
        half = np.array_equal(n.got, n.got.astype(np.float16))
    if half and (error <= 2.0**-10 * np.abs(n.truth) + 2.0**-24).all():
        return EffectKind("half-precision", n.part, {})
    return None


def wrong_rows(n: Numbers) -> EffectKind | None:
    """The right sum over the words, in the wrong rows. (The rows of a softmax sum to zero whatever goes wrong.)"""
    if n.part not in ("U", "V") or n.trials[0].subject.name == "naiveSoftmaxLossAndGradient":
        return None
    sums = [(t.parts[n.part], t.truth[n.part], t.bounds[n.part]) for t in n.trials if t.parts]
    if all(close(g.sum(axis=0), e.sum(axis=0), b.sum(axis=0)) for g, e, b in sums):
        return EffectKind("wrong-rows", n.part, {})
    return None


def penalty(n: Numbers) -> EffectKind | None:
    """A multiple of |v_c|², |U|² or both on top of the loss."""
    if n.part != "loss" or not isinstance(n.trials[0].case, SoftmaxCase):
        return None
    v, U = (np.array([np.sum(np.square(getattr(t.case, k), dtype=float)) for t in n.trials]) for k in ("v_c", "U"))
    for what, size in (("|v_c|²", v), ("|U|²", U), ("|v_c|² + |U|²", v + U)):
        if not size.any():
            continue
        c = float((n.got - n.truth) @ size / (size @ size))
        if close(n.got, n.truth + c * size, n.bound):
            return EffectKind("penalty-added", n.part, {"penalty": what, "factor": f"{c:.6g}"})
    return None


EFFECTS: tuple[Callable[[Numbers], EffectKind | None], ...] = (
    factor,
    offset,
    epsilon_in_log,
    clipped,
    few_digits,
    wrong_rows,
    penalty,
)
