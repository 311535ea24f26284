"""From a deviation to a bug: the row of the table whose prediction is what the function returned, on every example."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from proofs.harness import tolerance
from proofs.harness.bugs import TABLES, Raises
from proofs.harness.subjects import Parts
from proofs.harness.trial import Trial

Array = np.ndarray[Any, np.dtype[Any]]

# A prediction is reached by another computation than the one it is compared with: eight bounds, and nine digits of its own size.
MATCH_BOUNDS = 8.0
MATCH_RELATIVE = 1e-9
EPSILONS = (1e-16, 1e-4)  # what people add inside a logarithm


@dataclass(frozen=True)
class Name:
    """A code, the part it speaks of, and words for the sentence."""

    code: str
    part: str
    words: dict[str, Any]
    severity: str = "error"


def close(got: Array, predicted: Array, bound: Array) -> bool:
    """Whether a prediction is met; nan in a prediction stands for "whatever comes of it"."""
    if np.shape(got) != np.shape(predicted):
        return False
    with np.errstate(all="ignore"):
        near = np.abs(got - predicted) <= MATCH_BOUNDS * bound + MATCH_RELATIVE * np.abs(predicted)
    return bool(np.all(near | np.isnan(predicted) | (np.isinf(predicted) & (got == predicted))))


def deviating(trials: Sequence[Trial]) -> list[str]:
    """The parts that are off somewhere, in the order of the function's own."""
    subject = trials[0].subject
    off = {p for t in trials if t.parts is not None for p in (*subject.parts, "draws") if not _right(t, p)}
    return [p for p in ("draws", *subject.parts) if p in off]


def _right(t: Trial, part: str) -> bool:
    return t.ratio(part) <= 1


def name(trials: Sequence[Trial], part: str) -> Name | None:
    """The known bug that explains the most of the parts that deviate, all of them first of all."""
    usable = [t for t in trials if t.outcome.how in ("returned", "raised") and (t.outcome.raised or not t.answer.fault)]
    if not usable:
        return None
    off = deviating(usable)
    if untouched(usable):
        return Name("not-written", "", {})
    if any(t.outcome.raised for t in usable) and not off:
        off = [part] if part else list(usable[0].subject.parts)
    by_row = _surviving(usable, off)
    if by_row:
        best = max(by_row, key=lambda r: (len(r[2]), part in r[2], -r[0]))
        return Name(best[1], _spoken(best[2], part), {})
    return _generic([t for t in usable if t.parts is not None], off, part)


def untouched(trials: Sequence[Trial]) -> bool:
    """Whether the place of the function is still empty: zeros on every example, or (sgd) the start and no call of f."""
    returned = [t for t in trials if t.parts is not None]
    if len(returned) < min(4, len(trials)):
        return False
    if "calls" in trials[0].subject.parts:
        return all(t.parts is not None and t.parts["calls"] == 0 for t in returned)
    shown = [p for p in trials[0].subject.parts if p != "samples"]
    blank = all(t.parts is not None and not any(np.any(t.parts[p]) for p in shown) for t in returned)
    return bool(shown) and blank and any(any(np.any(t.truth[p]) for p in shown) for t in returned)


def _spoken(explained: list[str], part: str) -> str:
    gradients = [p for p in explained if p not in ("loss", "draws")]
    if part in explained and part not in ("loss", "draws"):
        return part
    return gradients[0] if gradients else explained[0]


def _surviving(trials: Sequence[Trial], off: Sequence[str]) -> list[tuple[int, str, list[str]]]:
    """Rows that meet at least one deviating part on every trial, with the parts that they meet."""
    table = TABLES.get(trials[0].subject.name)
    if table is None:
        return []
    alive: dict[int, tuple[str, set[str]]] | None = None
    shows: set[tuple[int, str]] = set()
    for t in trials:
        with np.errstate(all="ignore"):
            rows = table(t.case)
        if alive is None:
            alive = {i: (code, set(off)) for i, (code, _) in enumerate(rows)}
        for i, (_, explained) in list(alive.items()):
            predicted = rows[i][1]
            for p in list(explained):
                if not _met(t, predicted, p):
                    explained.discard(p)
                elif isinstance(predicted, Raises) or (p in predicted and not _right(t, p)):
                    shows.add((i, p))
            if not explained:
                del alive[i]
        if not alive:
            return []
    assert alive is not None
    # A part counts as explained only where the row departs from the derivation in it.
    kept = [(i, code, [p for p in off if p in parts and (i, p) in shows]) for i, (code, parts) in alive.items()]
    return [row for row in kept if row[2]]


def _met(t: Trial, predicted: Parts | Raises, part: str) -> bool:
    if isinstance(predicted, Raises):
        return t.outcome.raised is not None and t.outcome.raised.kind == predicted.kind
    if t.parts is None:
        return False
    return close(t.parts[part], np.asarray(predicted.get(part, t.truth[part])), t.bounds[part])


def _generic(trials: Sequence[Trial], off: Sequence[str], part: str) -> Name | None:
    """A constant factor, zero throughout, or a constant inside the logarithm."""
    for p in off:
        epsilon = epsilon_in_log(trials) if p == "loss" else None
        if epsilon is not None:
            return Name("epsilon-in-log", p, {"epsilon": f"{epsilon:.0e}"}, "warning")
    for p in sorted(off, key=lambda q: q != part):
        pairs = [(t.parts[p].ravel(), t.truth[p].ravel(), t.bounds[p].ravel()) for t in trials if t.parts]
        got, truth, bound = (np.concatenate(x) for x in zip(*pairs, strict=True)) if pairs else (np.zeros(0),) * 3
        if p in ("draws", "calls", "samples") or not truth.any() or not np.isfinite(got).all():
            continue
        factor = float(got @ truth / (truth @ truth))
        if close(got, factor * truth, bound) and not close(got, truth, bound):
            code = "zero" if not got.any() else "gradient-sign" if factor == -1 and p != "loss" else "factor"
            return Name(code, p, {"factor": f"{factor:.6g}"})
    return None


def epsilon_in_log(trials: Sequence[Trial]) -> float | None:
    """ε when every loss is −log(p + ε) with one ε, p being exp(−J): the gradients being right decides nothing here."""
    found = []
    for t in trials:
        if t.parts is None or t.ratio("loss") <= 1 or t.subject.name != "naiveSoftmaxLossAndGradient":
            continue
        p = np.exp(-float(t.truth["loss"]))
        e = np.exp(-float(t.parts["loss"])) - p
        noise = 64 * tolerance.UNIT["float64"]
        if e > 100 * noise:
            found.append(e)
    if not found or not EPSILONS[0] < min(found) or max(found) > EPSILONS[1] or max(found) > 1.1 * min(found):
        return None
    return float(np.median(found))
