"""Hypothesis at work: find a case that breaks a property, and shrink it while that one property stays broken."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from time import monotonic
from typing import Any

import hypothesis
from hypothesis import HealthCheck, Phase
from hypothesis import strategies as st

from proofs.harness.properties import Property
from proofs.harness.trial import Deviation, Trial

# Time to shrink: by then the example is small, and a readable one now is better than the smallest one later.
SHRINK_ERROR_SECONDS = 0.4
SHRINK_WARNING_SECONDS = 0.05
COSTLY_SHARE = 0.25  # of the examples, for properties that call the function several times
INEXACT = {"single-precision", "digits-lost"}
SEED = 224  # the examples of a run that names no seed
EVIDENCE = 60  # trials kept for naming the bug: more add nothing, since the rows differ within a few


@dataclass(frozen=True)
class Effort:
    """How much is tried. `seed` None means the same examples on every run."""

    examples: int = 20
    seed: int | None = None
    deadline: float = float("inf")


@dataclass
class Found:
    """What a search saw: the deviation at the smallest case, or none, and every trial as evidence."""

    trial: Trial | None = None
    deviation: Deviation | None = None
    asides: dict[str, tuple[Trial, Deviation]] = field(default_factory=dict)
    trials: list[Trial] = field(default_factory=list)
    checked: int = 0


class BrokenPropertyError(AssertionError):
    """The one failure that Hypothesis sees, raised at one place."""


class EnoughError(BaseException):
    """Ends a search at once; not an Exception, so that Hypothesis lets it through."""


def search(
    make: Callable[[Any], Trial],
    cases: st.SearchStrategy[Any],
    properties: Sequence[Property],
    effort: Effort,
    target: str | None = None,
    lenient: bool = False,
    shrink_seconds: float = SHRINK_ERROR_SECONDS,
) -> Found:
    """Try the properties on `effort.examples` cases.

    With no `target`, the first error on a case of the course's sizes becomes the target and is shrunk; warnings, and errors
    seen only at sizes the course never uses, are put aside by code. With a target, that code is looked for and shrunk.
    `lenient` collects everything and raises nothing.
    """
    found = Found()
    wanted = target
    stop_at = float("inf")
    fatal = False

    def examine(case: Any) -> None:
        nonlocal wanted, stop_at, fatal
        now = monotonic()
        if fatal or now > stop_at or now > effort.deadline:
            raise EnoughError
        trial = make(case)
        found.checked += 1
        if len(found.trials) < EVIDENCE:
            found.trials.append(trial)
        first: Deviation | None = None
        inexact = False
        for p in properties:
            if inexact and p.kind == "relation":
                continue  # relations hold up to the rounding that the values have, and that was told already
            if p.costly and wanted is None and found.checked > COSTLY_SHARE * effort.examples:
                continue
            d = p.check(trial)
            if d is None:
                continue
            inexact |= d.code in INEXACT
            if wanted is not None:
                if d.code == wanted:
                    first = d
                    break
            elif d.severity == "error" and not trial.case.beyond_course and not lenient:
                first = d
                break
            else:
                found.asides.setdefault(d.code, (trial, d))
                if d.severity == "error":
                    break
        if first is None:
            return
        if wanted is None:
            wanted = first.code
        stop_at = min(stop_at, monotonic() + shrink_seconds)
        found.trial, found.deviation = trial, first
        fatal = trial.outcome.how == "hung" or first.code == "memory"
        raise BrokenPropertyError

    test, slot = _hypothesis_test(cases, effort.examples, effort.seed)
    slot[0] = examine
    try:
        test()
    except (BrokenPropertyError, EnoughError):
        pass
    except hypothesis.errors.Flaky:  # the function fails now and then: what was seen stands
        if found.trial is None:
            raise
    return found


@lru_cache(maxsize=256)
def _hypothesis_test(
    cases: st.SearchStrategy[Any], examples: int, seed: int | None
) -> tuple[Callable[[], None], list[Callable[[Any], None]]]:
    """A Hypothesis test of whatever stands in its slot. Made once for each strategy: to make one takes longer than to run it."""
    slot: list[Callable[[Any], None]] = [lambda case: None]

    def examine(case: Any) -> None:
        slot[0](case)

    test = hypothesis.given(cases)(examine)
    test = hypothesis.settings(
        max_examples=examples,
        phases=(Phase.generate, Phase.shrink),
        database=None,
        deadline=None,
        report_multiple_bugs=False,
        suppress_health_check=list(HealthCheck),
        print_blob=False,
        verbosity=hypothesis.Verbosity.quiet,
    )(test)
    return hypothesis.seed(SEED if seed is None else seed)(test), slot
