"""Hypothesis at work: find a case that breaks a property, and shrink it while that one property stays broken."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from time import monotonic
from typing import Any

import hypothesis
from hypothesis import HealthCheck, Phase
from hypothesis import strategies as st

from proofs.harness.properties import Property
from proofs.harness.trial import Deviation, Trial

SHRINK_SECONDS = 1.5  # by then the example is small; a readable one now is better than the smallest one later
EVIDENCE = 60  # trials kept for naming the bug: more add nothing, since the rows differ within a few


@dataclass(frozen=True)
class Effort:
    """How much is tried. `seed` None means the same examples on every run."""

    examples: int = 25
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


class _Broken(AssertionError):
    """The one failure that Hypothesis sees, raised at one place."""


def search(
    make: Callable[[Any], Trial],
    cases: st.SearchStrategy[Any],
    properties: Sequence[Property],
    effort: Effort,
    target: str | None = None,
    lenient: bool = False,
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
            return
        trial = make(case)
        found.checked += 1
        if len(found.trials) < EVIDENCE:
            found.trials.append(trial)
        first: Deviation | None = None
        for p in properties:
            d = p.check(trial)
            if d is None:
                continue
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
        stop_at = min(stop_at, monotonic() + SHRINK_SECONDS)
        found.trial, found.deviation = trial, first
        fatal = trial.outcome.how == "hung" or first.code == "memory"
        raise _Broken

    test = hypothesis.given(cases)(examine)
    test = hypothesis.settings(
        max_examples=effort.examples,
        phases=(Phase.generate, Phase.shrink),
        database=None,
        deadline=None,
        derandomize=effort.seed is None,
        report_multiple_bugs=False,
        suppress_health_check=list(HealthCheck),
        print_blob=False,
        verbosity=hypothesis.Verbosity.quiet,
    )(test)
    if effort.seed is not None:
        test = hypothesis.seed(effort.seed)(test)
    try:
        test()
    except _Broken:
        pass
    except hypothesis.errors.HypothesisException:
        if found.trial is None and not fatal:
            raise
    return found
