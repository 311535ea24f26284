"""From a deviation to a bug: the row of the table whose prediction is what the function returned, on every example."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from proofs.courses.cs224n_a2.harness.bugs import TABLES, Raises
from proofs.courses.cs224n_a2.harness.effects import EffectKind, close, effect
from proofs.courses.cs224n_a2.harness.subjects import Parts
from proofs.courses.cs224n_a2.harness.trial import Trial

Array = np.ndarray[Any, np.dtype[Any]]


def deviating(trials: Sequence[Trial]) -> list[str]:
    """The parts that are off somewhere, in the order of the function's own."""
    subject = trials[0].subject
    off = {p for t in trials if t.parts is not None for p in (*subject.parts, "draws") if not _right(t, p)}
    return [p for p in ("draws", *subject.parts) if p in off]


def _right(t: Trial, part: str) -> bool:
    return t.ratio(part) <= 1


def name(trials: Sequence[Trial], part: str) -> EffectKind | None:
    """The known bug that explains the most of the parts that deviate, all of them first of all."""
    usable = [t for t in trials if t.outcome.how in ("returned", "raised") and (t.outcome.raised or not t.answer.fault)]
    if not usable:
        return None
    off = deviating(usable)
    if untouched(usable):
        return EffectKind("not-written", "", {})
    if any(t.outcome.raised for t in usable) and not off:
        off = [part] if part else list(usable[0].subject.parts)
    by_row = _surviving(usable, off)
    if by_row:
        best = max(by_row, key=lambda r: (len(r.explained), part in r.explained, -r.contradicted, -r.place))
        return EffectKind(best.code, _spoken(best.explained, part), {})
    return effect(usable, off, part)


def untouched(trials: Sequence[Trial]) -> bool:
    """Whether the place of the function is still empty: zeros on every example, or (sgd) the start and no call of f."""
    returned = [t for t in trials if t.parts is not None]
    if len(returned) < min(4, len(trials)):
        return False
    if "calls" in trials[0].subject.parts:
        return all(t.parts is not None and t.parts["calls"] == 0 for t in returned)
    shown = [p for p in trials[0].subject.parts if p != "samples"]
    if any(getattr(t.outcome.value, "dtype", np.dtype(float)).kind == "i" for t in returned):
        return False  # numbers were put into an array of integers
    blank = all(t.parts is not None and not any(np.any(t.parts[p]) for p in shown) for t in returned)
    return bool(shown) and blank and any(any(np.any(t.truth[p]) for p in shown) for t in returned)


def _spoken(explained: list[str], part: str) -> str:
    gradients = [p for p in explained if p not in ("loss", "draws")]
    if part in explained and part not in ("loss", "draws"):
        return part
    return gradients[0] if gradients else explained[0]


@dataclass
class Match:
    """A row of the table that holds on every trial for the parts `explained`; it departs from the truth in `claimed`."""

    place: int
    code: str
    explained: list[str]
    claimed: set[str] = field(default_factory=set)

    @property
    def contradicted(self) -> int:
        """In how many parts it predicts a fault that is not there, or another one."""
        return len(self.claimed - set(self.explained))


def _surviving(trials: Sequence[Trial], off: Sequence[str]) -> list[Match]:
    """Rows that meet at least one deviating part on every trial."""
    table = TABLES.get(trials[0].subject.name)
    if table is None:
        return []
    alive: list[Match] | None = None
    for t in trials:
        with np.errstate(all="ignore"):
            rows = table(t.case)
        if alive is None:
            alive = [Match(i, code, list(off)) for i, (code, _) in enumerate(rows)]
        for match in alive:
            predicted = rows[match.place][1]
            match.explained = [p for p in match.explained if _met(t, predicted, p)]
            match.claimed |= _claims(t, predicted, off)
        alive = [match for match in alive if match.explained]
    kept = []
    for match in alive or []:
        match.explained = [p for p in match.explained if p in match.claimed]
        if match.explained and (match.explained != ["draws"] or not match.contradicted):
            kept.append(match)
    return kept


def _claims(t: Trial, predicted: Parts | Raises, off: Sequence[str]) -> set[str]:
    """The parts in which a row departs from the derivation at this case."""
    if isinstance(predicted, Raises):
        return set(off)
    return {p for p, value in predicted.items() if not _agrees(np.asarray(value), t.truth[p], t.bounds[p])}


def _agrees(value: Array, truth: Array, bound: Array) -> bool:
    return value.shape == truth.shape and bool(np.all(np.isnan(value) | (np.abs(value - truth) <= bound)))


def _met(t: Trial, predicted: Parts | Raises, part: str) -> bool:
    if isinstance(predicted, Raises):
        return t.outcome.raised is not None and t.outcome.raised.kind == predicted.kind
    if t.parts is None:
        return False
    return close(t.parts[part], np.asarray(predicted.get(part, t.truth[part])), t.bounds[part])
