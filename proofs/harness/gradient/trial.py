"""One example on one function: what it returned, what is derived, and the first thing that is not as it should be."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np

from proofs.harness import tolerance
from proofs.harness.calls import frozen
from proofs.harness.cases import ArraysCase
from proofs.harness.gradient.bounds import Allowed, allowed
from proofs.harness.gradient.calling import Returned, read
from proofs.harness.gradient.stated import LOSS, Stated
from proofs.harness.trial import Deviation

Array = np.ndarray[Any, np.dtype[Any]]
LOST = 2.0**19  # times the rounding, at most: what log(1 - σ) loses at ordinary scores; a slip is off by more


@dataclass(frozen=True, eq=False)
class Subject:
    """The function under test, the loss that it is held against, and how it is handed its arrays."""

    stated: Stated
    call: Callable[[Mapping[str, Any]], Any]
    to: Callable[[Any], Any]
    renamed: Mapping[str, str]
    name: str


@dataclass(eq=False)
class GradientTrial:
    """A case, run once when it is first looked at."""

    subject: Subject
    case: ArraysCase
    error: Exception | None = None
    arguments: dict[str, Any] = field(default_factory=dict)

    def at(self, case: ArraysCase) -> "GradientTrial":
        """The same function on another case."""
        return GradientTrial(self.subject, case)

    @cached_property
    def truth(self) -> dict[str, Array] | None:
        return self.subject.stated.parts(self.case.arrays)

    @cached_property
    def allowed(self) -> Allowed:
        assert self.truth is not None
        return allowed(self.subject.stated, self.case, self.truth)

    @cached_property
    def value(self) -> Any:
        """What the function returns; None, with `error`, where it raises."""
        self.arguments = self.case.arguments()
        try:
            with np.errstate(all="ignore"):
                return self.subject.call({k: self.subject.to(v) for k, v in self.arguments.items()})
        except Exception as error:  # noqa: BLE001 (whatever it is, it is the finding)
            self.error = error
            return None

    @cached_property
    def returned(self) -> Returned:
        assert self.truth is not None
        return read(self.value, self.truth, self.subject.renamed)

    @property
    def unit(self) -> float:
        """The unit roundoff of the inputs."""
        single = any(np.asarray(v).dtype == np.float32 for v in self.case.arrays.values())
        return tolerance.UNIT["float32" if single else "float64"]

    def ratio(self, part: str, unit: float | None = None) -> float:
        """Error over bound: at most 1 for a right program."""
        got = self.returned.parts.get(part)
        return float("inf") if got is None else self.allowed.ratio(part, got, unit or self.unit)


def deviations(t: GradientTrial) -> list[Deviation]:
    """All that is not as it should be, in order of depth; nothing that comes after an error."""
    found: list[Deviation] = []
    if t.truth is None:
        return found
    for check in CHECKS:
        d = check(t)
        if d is not None:
            found.append(d)
            if d.severity == "error":
                break
    return found


def returns(t: GradientTrial) -> Deviation | None:
    """A call comes back."""
    _ = t.value
    if t.error is None:
        return None
    text = f"{type(t.error).__name__}: {t.error}"
    if isinstance(t.error, ValueError) and "read-only" in str(t.error):
        return Deviation("input-overwritten", words={"argument": "an array that is read-only"})
    return Deviation("raises", got=text, words={"exception": text})


def inputs_unchanged(t: GradientTrial) -> Deviation | None:
    """No argument is written to."""
    fresh = t.case.arguments()
    changed = [k for k, v in t.arguments.items() if frozen(v) != frozen(fresh[k])]
    if not changed:
        return None
    return Deviation(
        "input-overwritten", "", fresh[changed[0]], t.arguments[changed[0]], words={"argument": changed[0]}
    )


def structure(t: GradientTrial) -> Deviation | None:
    """A loss and as many gradients as asked for, of the shapes of their variables."""
    if t.returned.fault is None:
        return None
    assert t.truth is not None
    code, part, got = t.returned.fault
    expected = list(t.truth[part].shape) if part else None
    shown = list(got.shape) if isinstance(got, np.ndarray) else got
    return Deviation(code, part, expected, shown, words={"expected": expected, "got": shown})


def finite(t: GradientTrial) -> Deviation | None:
    """nan never passes, nor an infinity."""
    assert t.truth is not None
    for part, got in t.returned.parts.items():
        if not np.isfinite(got).all():
            value = "nan" if np.isnan(got).any() else "inf"
            return Deviation("not-finite", part, t.truth[part], got, words={"value": value})
    return None


def value(t: GradientTrial) -> Deviation | None:
    """Every part is the derived one, up to rounding; at a kink, between the branches."""
    assert t.truth is not None
    warning: Deviation | None = None
    for part, expected in t.truth.items():
        if t.ratio(part) > 1:
            got = t.returned.parts[part]
            single = np.array_equal(got, got.astype(np.float32)) and t.unit < tolerance.UNIT["float32"]
            if t.ratio(part, tolerance.UNIT["float32"] if single else LOST * t.unit) > 1:
                return Deviation("value", part, expected, got)
            code = "single-precision" if single else "digits-lost"
            warning = warning or Deviation(code, part, expected, got, "warning")
    return warning


def types(t: GradientTrial) -> Deviation | None:
    """A gradient has the type of its variable; the loss is a number, and no gradient has an axis too many."""
    assert t.truth is not None
    if t.returned.notes:
        code, part, shape = t.returned.notes[0]
        return Deviation(code, part, list(t.truth[part].shape), list(shape), "warning", {"shape": str(shape)})
    for part, raw in t.returned.raw.items():
        dtype = getattr(raw, "dtype", None)
        if part != LOSS and t.unit == tolerance.UNIT["float64"] and dtype is not None and "float64" not in str(dtype):
            return Deviation("gradient-dtype", part, "float64", str(dtype), "warning", {"dtype": str(dtype)})
    return None


def nothing_kept(t: GradientTrial) -> Deviation | None:
    """The same answer for the same input, in memory of its own."""
    assert t.truth is not None
    first = {k: np.array(v) for k, v in t.returned.parts.items()}
    ours = [v for v in t.returned.raw.values() if isinstance(v, np.ndarray)]
    moved = {k: v if k in t.case.points else np.asarray(v) * 0.5 + 1.0 for k, v in t.case.arrays.items()}
    between = {k: v if np.ndim(v) else np.asarray(v).item() for k, v in moved.items()}
    _ = t.at(ArraysCase("plain", between, t.case.axes, t.case.points)).value
    for _ in range(2):  # what changes from one call to the next may be back after two
        again = t.at(t.case)
        _ = again.value
        if again.error is not None:
            return Deviation("keeps-state", "", None, f"{type(again.error).__name__}: {again.error}")
        for part, expected in first.items():
            got = again.returned.parts.get(part)
            if got is None or not np.array_equal(got, expected, equal_nan=True):
                wrong = got is None or again.ratio(part) > 1 or t.ratio(part) > 1
                return Deviation(
                    "keeps-state" if wrong else "not-repeatable", part, expected, got, "error" if wrong else "warning"
                )
    theirs = [v for v in again.returned.raw.values() if isinstance(v, np.ndarray)]
    if any(np.shares_memory(a, b) for a in ours for b in theirs):
        return Deviation("shares-between-calls")
    for name, argument in t.arguments.items():
        if isinstance(argument, np.ndarray) and any(np.shares_memory(argument, a) for a in ours):
            return Deviation("shares-input", severity="warning", words={"argument": name})
    return None


CHECKS: tuple[Callable[[GradientTrial], Deviation | None], ...] = (
    returns,
    inputs_unchanged,
    structure,
    finite,
    value,
    nothing_kept,
    types,
)
"""In order of depth; a warning does not end them."""
