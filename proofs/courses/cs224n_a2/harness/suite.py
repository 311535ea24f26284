"""All functions of one module, in order, each on its own: a function found wrong is replaced before the next one is tested."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache
from time import monotonic, perf_counter
from types import ModuleType
from typing import Any

from hypothesis import strategies as st

from proofs.courses.cs224n_a2.harness import descent, reference
from proofs.courses.cs224n_a2.harness.adapters import Adapter, returns_rows
from proofs.courses.cs224n_a2.harness.effects import EffectKind
from proofs.courses.cs224n_a2.harness.functions import KNOWN_FUNCTIONS
from proofs.courses.cs224n_a2.harness.naming import name
from proofs.courses.cs224n_a2.harness.properties import ELEMENTWISE, LOSSES, Property, properties_of, value_of
from proofs.courses.cs224n_a2.harness.severity import mapped, reported
from proofs.courses.cs224n_a2.harness.subjects import BY_NAME, SUBJECTS, Subject
from proofs.courses.cs224n_a2.harness.trial import Trial
from proofs.courses.cs224n_a2.harness.writing import make_finding
from proofs.harness.calls import Guard
from proofs.harness.findings import Finding, Report, arranged
from proofs.harness.search import Broken, Effort, SearchResult, search, shrunk
from proofs.harness.trial import Deviation

LIGHT = (
    "returns",
    "written",
    "structure",
    "sampler used as given",
    "finite",
    "value",
    "loss",
    "gradient v_c",
    "gradient V",
    "gradient U",
)
FRESH = 3  # times that a module is loaded anew to see whether it remembers: one wrong answer may be wrong anyway
MOST_WARNINGS = 3  # of one function: more say the same again
BEYOND_SHARE = 0.3  # of the examples, for each regime beyond the course's
ELEMENTWISE_SHARE = 0.5  # an array tries several numbers at once
SELF_EVIDENT = {
    *("hangs", "exits", "not-written", "memory", "missing-import", "input-changed", "shares-input", "seeds"),
    *("shares-between-calls", "results-share", "keeps-state", "calls-loss-twice", "loss-function-ignored"),
}
"""Deviations that are their own names."""


@dataclass
class Bench:
    """What it takes to test: the functions, how hard to try, the guard, and the language of the sentences."""

    functions: dict[str, Callable[..., Any]]
    effort: Effort = field(default_factory=Effort)
    guard: Guard = field(default_factory=Guard)
    lang: str = "en"
    module: ModuleType | None = None
    fresh: Callable[[], ModuleType | None] = lambda: None  # the module loaded anew, with nothing remembered
    checked: dict[str, int] = field(default_factory=dict)
    broken: set[str] = field(default_factory=set)

    def findings(
        self, skip: frozenset[str] = frozenset(), started: Callable[[str], None] = lambda _: None
    ) -> Iterator[Finding]:
        """Every finding, as it is made; `started` is told the function that comes next."""
        for subject in SUBJECTS:
            if subject.name not in self.functions or subject.name in skip:
                continue
            if monotonic() > self.effort.deadline:
                yield make_finding(EffectKind("not-finished", "", {}, "warning"), subject, None, self.lang)
                return
            started(subject.name)
            for finding in self.of(subject):
                yield finding
                if finding.severity == "error":
                    self.broken.add(subject.name)
                    self.mend(subject.name)

    def mend(self, broken: str, module: ModuleType | None = None) -> None:
        """Put the reference in the place of a helper that was found wrong, so that its callers are judged by themselves."""
        module = module or self.module
        if module is not None and broken in MENDED:
            module.__dict__[broken] = MENDED[broken]

    def remembered(self, subject: Subject, adapter: Adapter, trials: list[Trial]) -> Trial | None:
        """The first of the deviating trials on which the module loaded anew is right: what went before made the difference."""
        wrong = [t for t in trials if t.parts is not None and any(t.ratio(p) > 1 for p in subject.parts)]
        for trial in wrong[:FRESH]:
            module = self.fresh()
            if module is None or not callable(module.__dict__.get(subject.name)):
                return None
            for helper in self.broken:
                self.mend(helper, module)
            anew = Trial(subject, module.__dict__[subject.name], trial.case, self.guard, adapter)
            if anew.parts is not None and all(anew.ratio(p) <= 1 for p in (*subject.parts, "draws")):
                return trial
        return None

    def of(self, subject: Subject) -> Iterator[Finding]:
        """The findings on one function: its first error, or else its warnings."""
        adapter, found = self.adapted(subject)
        self.checked[subject.name] = self.checked.get(subject.name, 0) + found.checked
        if found.broken is not None:
            yield self.named(subject, adapter, found)
            return
        warnings = 0
        seen: set[str] = set()
        if adapter.warning:
            yield make_finding(EffectKind(adapter.warning, "", {}, "warning"), subject, None, self.lang)
            warnings += 1
        for broken, regime, evidence in self.warnings(subject, adapter, found):
            finding = reported(subject, broken.trial, broken.deviation, regime, self.lang, evidence=evidence)
            if finding.bug in seen or warnings >= MOST_WARNINGS:
                continue
            seen.add(finding.bug)
            warnings += 1
            yield finding
        if subject.name == "sgd":
            yield from descent.findings(self.functions["sgd"], self.guard, self.lang)

    def search(
        self,
        subject: Subject,
        adapter: Adapter,
        regime: str = "course",
        properties: tuple[Property, ...] | None = None,
        lenient: bool = False,
    ) -> SearchResult[Trial]:
        """Search one regime of one function; "default" is `skipgram` with no loss function handed over."""
        cases = _cases(subject.name, regime)
        beyond = 1.0 if regime == "course" else BEYOND_SHARE
        share = ELEMENTWISE_SHARE if subject.name in ELEMENTWISE else beyond
        effort = replace(self.effort, examples=max(1, round(self.effort.examples * share)))

        def make(case: Any) -> Trial:
            return Trial(subject, self.functions[subject.name], case, self.guard, adapter)

        return search(make, cases, properties or properties_of(subject.name), effort, lenient)

    def adapted(self, subject: Subject) -> tuple[Adapter, SearchResult[Trial]]:
        """The first way of calling under which nothing is wrong; the plain way when there is none."""
        plain = Adapter()
        found = self.search(subject, plain)
        if found.broken is None or found.broken.deviation.code in ("hangs", "not-written", "exits", "input-changed"):
            return plain, found
        for other in self.adapters(subject):
            again = self.search(subject, other)
            if again.broken is None:
                return other, again
        return plain, found

    def adapters(self, subject: Subject) -> list[Adapter]:
        """Other ways of calling. `skipgram` may want gradients of shape (1, d) only where the losses beside it return them."""
        if subject.name in LOSSES:
            return [Adapter("centre vector as (1, d)", row=True, warning="center-must-be-row")]
        if subject.name == "skipgram":
            beside = [self.functions[loss] for loss in LOSSES if loss in self.functions and loss not in self.broken]
            if all(returns_rows(f, self.guard) for f in beside):
                return [Adapter("gradient as (1, d)", row=True, warning="gradient-must-be-row")]
        return []

    def named(self, subject: Subject, adapter: Adapter, found: SearchResult[Trial]) -> Finding:
        """Give the deviation the name of a known bug, if the evidence has one, and show it at the smallest case."""
        assert found.broken is not None
        trials, searched = found.trials, tuple(found.trials)  # those on the way to the smallest lie near it
        broken = shrunk(found.broken, self.effort, trials)
        label: EffectKind | None = None
        if broken.deviation.code not in SELF_EVIDENT:
            if late := self.remembered(subject, adapter, [broken.trial, *trials]):
                part = next(p for p in subject.parts if late.ratio(p) > 1)
                assert late.parts is not None
                stale = Deviation("keeps-state", part, late.truth[part], late.parts[part])
                return reported(subject, late, stale, "course", self.lang, edge=False)
            more = self.search(subject, adapter, properties=properties_of(subject.name)[:1], lenient=True)
            trials, searched = [broken.trial, *more.trials, *trials], (*more.trials, *searched)
            label = self._named_by(trials, broken.deviation)
            broken = self._showing(label, broken, trials)
        return reported(
            subject, broken.trial, broken.deviation, "course", self.lang, label, edge=False, evidence=searched
        )

    def _named_by(self, trials: list[Trial], deviation: Deviation) -> EffectKind | None:
        return name([t for t in trials if not t.case.beyond_course] or trials, deviation.part)

    def _showing(self, label: EffectKind | None, broken: Broken[Trial], trials: list[Trial]) -> Broken[Trial]:
        """The smallest case on which the part that the sentence speaks of is wrong, so that both agree."""
        if label is None or not label.part or label.part == broken.deviation.part:
            return broken
        check = value_of(label.part)
        for trial in trials:
            deviation = None if trial.case.beyond_course else check(trial)
            if deviation is not None:
                return shrunk(Broken(trial, deviation, check), self.effort, [])
        return broken

    def warnings(
        self, subject: Subject, adapter: Adapter, found: SearchResult[Trial]
    ) -> Iterator[tuple[Broken[Trial], str, list[Trial]]]:
        """What is right where the course asks and wrong elsewhere: each at its smallest case, and the trials that led there."""
        for broken in list(found.asides.values())[:MOST_WARNINGS]:
            trials = list(found.trials)
            yield shrunk(broken, self.effort, trials), "course", trials
        light = tuple(p for p in properties_of(subject.name) if p.name in LIGHT)
        regimes = [r for r in subject.regimes if not (r == "large" and "digits-lost" in found.asides)]
        if subject.name == "skipgram" and "naiveSoftmaxLossAndGradient" not in self.broken:
            regimes.append("default")
        for regime in regimes:
            again = self.search(subject, adapter, regime, properties=light)
            self.checked[subject.name] += again.checked
            if again.broken is not None:
                broken = shrunk(again.broken, self.effort, again.trials)
                deviation = mapped(broken.trial, broken.deviation, regime)
                yield replace(broken, deviation=deviation), regime, again.trials


@lru_cache(maxsize=64)
def _cases(function: str, regime: str) -> st.SearchStrategy[Any]:
    subject = BY_NAME[function]
    if regime == "default":
        return subject.cases(regime="course").map(lambda c: replace(c, default_loss=True))
    return subject.cases(regime=regime)


MENDED: dict[str, Callable[..., Any]] = {
    "sigmoid": lambda x: reference.sigmoid(x)[()],
    "sigmoid_grad": lambda s: reference.sigmoid_grad(s)[()],
    "getNegativeSamples": lambda o, dataset, K: list(_draw(o, dataset, K)),
}


def _draw(o: int, dataset: Any, K: int) -> Iterator[int]:
    for _ in range(K):
        while (w := dataset.sampleTokenIdx()) == o:
            pass
        yield w


def prepare() -> None:
    """Derive and compile what every test needs."""
    reference.prepare()


def warm_up() -> None:
    """Run once through every search on functions that are right, so that children forked later find all of it made."""
    functions: dict[str, Callable[..., Any]] = dict(MENDED)
    functions["leaky_relu"] = lambda x, alpha=0.01: reference.leaky_relu(x, alpha)
    functions["leaky_relu_grad"] = lambda x, alpha=0.01: reference.leaky_relu_grad(x, alpha)

    def naive(v: Any, o: Any, U: Any, dataset: Any) -> Any:
        loss, g = reference.naive_softmax(v, o, U)
        return loss, g["v_c"], g["U"]

    def negative(v: Any, o: Any, U: Any, dataset: Any, K: int = 10) -> Any:
        loss, g = reference.negative_sampling(v, o, list(_draw(o, dataset, K)), U)
        return loss, g["v_c"], g["U"]

    functions |= {"naiveSoftmaxLossAndGradient": naive, "negSamplingLossAndGradient": negative}
    for _ in Bench(functions).findings():
        pass


def check_function(
    function: Callable[..., Any],
    like: str,
    adapt: Callable[..., Any] | None = None,
    *,
    examples: int = 20,
    seed: int | None = None,
    lang: str = "en",
) -> Report:
    """Hold one function of one's own against the course's function `like`, in this process.

    `adapt(function, *arguments)` calls it with the course's arguments and returns what the course's function returns:
    (loss, ∂v_c of shape (d,), ∂U of shape (V, d)) for the losses.

    >>> import numpy as np
    >>> def loss(U, v, o):  # U holds words as columns, (d, V)
    ...     s = U.T @ v
    ...     p = np.exp(s - s.max()); p /= p.sum()
    ...     return np.log(np.exp(s - s.max()).sum()) + s.max() - s[o], U @ p - U[:, o], np.outer(v, p)
    >>> report = check_function(loss, "naiveSoftmaxLossAndGradient",
    ...                         lambda f, v, o, U, data: (lambda l, gv, gU: (l, gv, gU.T))(*f(U.T, v, o)))
    >>> report.findings[0].bug, report.exit_status
    ('label-missing', 1)
    """
    if like not in BY_NAME:
        raise ValueError(f"like must be one of {', '.join(KNOWN_FUNCTIONS)}, not {like!r}")
    started = perf_counter()
    called = function if adapt is None else (lambda *arguments: adapt(function, *arguments))
    bench = Bench({like: called}, Effort(examples, seed), lang=lang)
    findings = tuple(arranged(list(bench.findings())))
    return Report(getattr(function, "__name__", like), findings, bench.checked, round(perf_counter() - started, 3))
