"""Hypothesis at work: draw cases until one breaks a property, then make that case as small as it can be."""

import contextlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from time import monotonic
from typing import Any, Generic, TypeVar

import hypothesis
from hypothesis import HealthCheck, Phase
from hypothesis import strategies as st

from proofs.harness.shrink import smallest
from proofs.harness.trial import Deviation, Property, Trial

SHRINK_SECONDS = 5.0  # for functions that take long: a readable example now is better than the smallest one later
COSTLY_SHARE = 0.25  # of the examples, for properties that call the function several times
INEXACT = {"single-precision", "digits-lost"}
SEED = 224  # the examples of a run that names no seed
EVIDENCE = 80  # trials kept for naming the bug: more add nothing, since the rows differ within a few
FATAL = {"hangs", "memory"}  # not to be called again and again


T = TypeVar("T", bound=Trial)


@dataclass(frozen=True)
class Effort:
    """How much is tried. `seed` None means the same examples on every run."""

    examples: int = 20
    seed: int | None = None
    deadline: float = float("inf")


@dataclass(frozen=True)
class Broken(Generic[T]):
    """A property that does not hold: where, which one, and how."""

    trial: T
    deviation: Deviation
    check: Callable[[Any], Deviation | None]


@dataclass
class SearchResult(Generic[T]):
    """What a search saw: the first property broken, warnings put aside by code, and trials as evidence."""

    broken: Broken[T] | None = None
    asides: dict[str, Broken[T]] = field(default_factory=dict)
    trials: list[T] = field(default_factory=list)
    checked: int = 0


class EnoughError(BaseException):
    """Ends a search at once; not an Exception, so that Hypothesis lets it through."""


def search(
    make: Callable[[Any], T],
    cases: st.SearchStrategy[Any],
    properties: Sequence[Property],
    effort: Effort,
    lenient: bool = False,
) -> SearchResult[T]:
    """Try the properties on `effort.examples` cases.

    The first error on a case of sizes that are asked for ends the search; warnings, and errors seen only at other sizes,
    are put aside by code. `lenient` collects trials and ends at nothing.
    """
    found: SearchResult[T] = SearchResult()

    def examine(case: Any) -> None:
        if monotonic() > effort.deadline:
            raise EnoughError
        trial = make(case)
        found.checked += 1
        if len(found.trials) < EVIDENCE:
            found.trials.append(trial)
        inexact = False
        for p in properties:
            if inexact and p.kind == "relation":
                continue  # relations hold up to the rounding that the values have, and that was told already
            if p.costly and found.checked > COSTLY_SHARE * effort.examples:
                continue
            d = p.check(trial)
            if d is None:
                continue
            inexact |= d.code in INEXACT
            if d.severity == "error" and not trial.case.beyond_course and not lenient:
                found.broken = Broken(trial, d, p.check)
                raise EnoughError
            found.asides.setdefault(d.code, Broken(trial, d, p.check))
            if d.severity == "error":
                break

    test, slot = _hypothesis_test(cases, effort.examples, effort.seed)
    slot[0] = examine
    with contextlib.suppress(EnoughError):
        test()
    return found


def shrunk(broken: Broken[T], effort: Effort, trials: list[T]) -> Broken[T]:
    """The same deviation at the smallest case; the cases tried on the way are added to the trials, as evidence."""
    code, part = broken.deviation.code, broken.deviation.part
    if code in FATAL or broken.trial.outcome.how == "hung":
        return broken
    best = broken
    until = min(effort.deadline, monotonic() + SHRINK_SECONDS)

    def still(case: Any) -> bool:
        nonlocal best
        if monotonic() > until:
            return False
        trial = broken.trial.at(case)
        if len(trials) < EVIDENCE:
            trials.append(trial)
        d = broken.check(trial)
        if d is None or (d.code, d.part) != (code, part):
            return False
        best = Broken(trial, d, broken.check)
        return True

    smallest(broken.trial.case, still, broken.trial.edits)
    return best


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
        phases=(Phase.generate,),
        database=None,
        deadline=None,
        report_multiple_bugs=False,
        suppress_health_check=list(HealthCheck),
        print_blob=False,
        verbosity=hypothesis.Verbosity.quiet,
    )(test)
    return hypothesis.seed(SEED if seed is None else seed)(test), slot
