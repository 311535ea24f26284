"""`check_gradient`: a function of one's own held against the derived value and gradients of a stated loss."""

import warnings
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from time import perf_counter
from typing import Any, Literal

import hypothesis
import numpy as np
from hypothesis import HealthCheck, Phase

from derive.assignments import DEFAULT
from proofs.harness.findings import Finding, Report, jsonable
from proofs.harness.gradient.calling import SignatureError, by_name
from proofs.harness.gradient.evidence import jumps
from proofs.harness.gradient.inputs import Regime, allowed, arrays_of
from proofs.harness.gradient.messages import sentence, spoken
from proofs.harness.gradient.slips import SlipKind, slip
from proofs.harness.gradient.stated import LOSS, Stated, StatementError, state
from proofs.harness.gradient.trial import GradientTrial, Subject, deviations, nothing_kept
from proofs.harness.gradient.witness import autograd, converter
from proofs.harness.search import EnoughError
from proofs.harness.shrink import smallest
from proofs.harness.trial import Deviation

SEED = 224
BEYOND_SHARE = 0.3  # of the examples, for each of large inputs and float32
EVIDENCE = 30  # more examples, drawn once a fault is found, to tell what kind it is
WITNESSED = 3  # examples on which the checker's own walk must agree with the compiled derivation
REGIMES: dict[Regime, dict[str, str]] = {
    "large": {"not-finite": "overflow", "value": "digits-lost", "raises": "overflow-raises"},
    "foreign": {"not-finite": "float32-wrong", "value": "float32-wrong", "raises": "foreign-raises"},
}
"""What is right on ordinary inputs and not on these is a warning, under another name."""


class WrongGradient(AssertionError):  # noqa: N818 (the name that a failed test shows)
    """The function is not the loss or not its gradient; `finding` holds the evidence."""

    def __init__(self, finding: Finding, lang: str = "en") -> None:
        from proofs.harness.report import text_finding

        self.finding = finding
        super().__init__(text_finding(finding, lang).lstrip())

    @property
    def example(self) -> dict[str, Any]:
        """The smallest input."""
        return self.finding.example or {}


class GradientWarning(UserWarning):
    """Right on ordinary inputs, and not beyond; or a harmless shape."""


def check_gradient(
    function: Callable[..., Any],
    loss: str,
    wrt: str | Sequence[str] = (),
    *,
    where: Sequence[str] = (),
    declare: Sequence[str] = (),
    assume: Sequence[str] = (),
    names: Mapping[str, str] | None = None,
    assignment: str = DEFAULT,
    layout: str | None = None,
    arrays: Literal["numpy", "torch", "jax"] = "numpy",
    examples: int = 50,
    seed: int | None = None,
    strict: bool = False,
    lang: Literal["en", "zh"] = "en",
) -> Report:
    r"""Hold `function` against the derived gradient of `loss`; WrongGradient, with the smallest input, if it is not that.

    `loss` is LaTeX, and `wrt` the variable, or variables, that it is differentiated by; or `loss` is the id of a part ("b.1", "h") of
    an assignment. `declare` says what the symbols are: "W: m x d", "b: m", "lambda:" a number, "x[N]: d" N vectors (an array
    (N, d)), "y[N]: index C" labels; what is not declared is inferred. A size may stand as a number ("W: 3 x d"), and in sums.
    `assume` is what holds of the inputs ("y is one-hot", "y in {-1, 1}", "A is symmetric"), `where` defines parts of the loss.

    The function is called by name, in whatever order it takes its arguments; `names` says what a symbol is called there, where
    that is another name. It returns (loss, gradients): a dict by name, a sequence in the order of `wrt`, or one array where there is
    one. With `arrays` it is handed tensors of torch or arrays of JAX, and their own autograd is asked as a second witness.

    A wrong value is an error, and so are a changed input, memory shared between calls, and an answer that depends on earlier
    calls. Faults at large inputs, in float32 and in harmless shapes are warnings (GradientWarning); `strict` makes errors of
    them. Returns a Report: `findings` are the warnings, `checked` counts the examples.

    Raises StatementError (a ValueError) for a loss that is not understood, SignatureError (a TypeError) for a function with
    other parameters than the loss has symbols.

    >>> def ridge(w, X, y):
    ...     r = X @ w - y
    ...     return r @ r / 2, X.T @ r
    >>> check_gradient(ridge, r"\frac12 \|Xw - y\|^2", "w", examples=10).checked
    {'ridge': 16}
    >>> def slip(X, y, w):
    ...     r = X @ w - y
    ...     return r @ r / 2, 2 * X.T @ r
    >>> check_gradient(slip, r"\frac12 \|Xw - y\|^2", "w")
    Traceback (most recent call last):
    ...
    proofs.harness.gradient.check.WrongGradient: error: The gradient by w is 2 times the derived one. [factor]
    ...
    """
    started = perf_counter()
    stated = state(
        loss,
        (wrt,) if isinstance(wrt, str) else tuple(wrt),
        tuple(where),
        tuple(declare),
        tuple(assume),
        assignment,
        layout,
    )
    if not callable(function):
        raise SignatureError(f"a function is held against a loss, and this is no function: {function!r:.80}")
    call = by_name(function, [i.name for i in stated.inputs], names)
    subject = Subject(stated, call, converter(arrays), dict(names or {}), getattr(function, "__name__", "function"))
    run = Run(subject, arrays, examples, SEED if seed is None else seed, lang)
    findings = run.findings()
    for finding in findings:
        if finding.severity == "error" or strict:
            raise WrongGradient(finding, lang) from run.error
        warnings.warn(f"{finding.message} [{finding.bug}]", GradientWarning, stacklevel=2)
    return Report(subject.name, tuple(findings), {subject.name: run.checked}, round(perf_counter() - started, 3))


@dataclass
class Run:
    """One check: the function, how hard to try, and what was seen."""

    subject: Subject
    library: str
    examples: int
    seed: int
    lang: str
    checked: int = 0
    error: Exception | None = None

    def findings(self) -> list[Finding]:
        """The first error alone, or else the warnings, each once."""
        found: dict[str, tuple[GradientTrial, Deviation]] = {}
        trials: list[GradientTrial] = []
        regimes: tuple[Regime, ...] = ("course", "large", "foreign") if self.library == "numpy" else ("course", "large")
        for regime in regimes:
            count = self.examples if regime == "course" else round(self.examples * BEYOND_SHARE)
            for trial in self.drawn(regime, count):
                for d in deviations(trial):
                    code = REGIMES.get(regime, {}).get(d.code, d.code)
                    if d.severity == "error" and regime == "course":
                        return [self.error_of(trial, d, trials)]
                    found.setdefault(code, (trial, replace(d, code=code, severity="warning")))
                trials.append(trial)
            if regime == "course":
                self.witness(trials)
        return [self.finding(*self.shrunk(t, d), None) for t, d in found.values()]

    def drawn(self, regime: Regime, count: int) -> list[GradientTrial]:
        """Trials at which the loss has a value."""
        made: list[GradientTrial] = []

        @hypothesis.seed(self.seed)
        @hypothesis.settings(
            max_examples=3 * count + 10, phases=(Phase.generate,), database=None, deadline=None, suppress_health_check=list(HealthCheck)
        )  # fmt: skip
        @hypothesis.given(arrays_of(self.subject.stated, regime))
        def draw(case: Any) -> None:
            trial = GradientTrial(self.subject, case)
            if trial.truth is not None:
                made.append(trial)
            if len(made) >= count:
                raise EnoughError

        with suppress(EnoughError):
            draw()
        if not made and regime == "course":
            raise StatementError(
                "no input was found at which the loss has a value; say with assume= what holds of its symbols"
            )
        self.checked += len(made)
        return made

    def witness(self, trials: Sequence[GradientTrial]) -> None:
        """The compiled derivation must agree with the checker's own walk: a fault of ours is not laid at the function's door."""
        from proofs.harness.gradient.slips import MOST_ENTRIES, evidence_of_our_own

        small = [t for t in trials if sum(np.size(a) for a in t.case.arrays.values()) <= MOST_ENTRIES]
        for trial in small[:WITNESSED]:
            if evidence_of_our_own(trial):
                raise RuntimeError(
                    "gradproof's two ways to this gradient disagree: a fault of gradproof's own; please report the loss"
                )

    def error_of(self, trial: GradientTrial, d: Deviation, trials: Sequence[GradientTrial]) -> Finding:
        """The error at its smallest input, under the name of the slip that the evidence shows."""
        self.witness([trial])
        trial, d = self.beside_a_kink(trial, d, trials)
        tried: list[GradientTrial] = []
        trial, d = self.shrunk(trial, d, tried)
        name = None
        self.error = trial.error
        kept = nothing_kept(trial) if d.code == "value" else None
        if kept is not None and kept.code in ("keeps-state", "not-repeatable"):
            return self.finding(trial, replace(kept, severity="error"), None)
        if d.code == "value":
            more = GradientEvidence(self, [trial, *trials, *tried])
            name = slip(more.trials, d.part)
        elif d.code == "wrong-shape":
            name = misshapen(trial, d)
        return self.finding(trial, d, name)

    def beside_a_kink(
        self, trial: GradientTrial, d: Deviation, trials: Sequence[GradientTrial]
    ) -> tuple[GradientTrial, Deviation]:
        """The same deviation where one value alone is right, if there is such an example: it shows the slip as its sentence tells it."""
        if d.code == "value" and jumps(trial, d.part):
            for other in GradientEvidence(self, trials).trials:
                for found in deviations(other) if not jumps(other, d.part) else ():
                    if (found.code, found.part) == (d.code, d.part):
                        return other, found
        return trial, d

    def shrunk(
        self, trial: GradientTrial, d: Deviation, tried: list[GradientTrial] | None = None
    ) -> tuple[GradientTrial, Deviation]:
        """The same deviation at the smallest case."""
        best, inputs, wanted = (trial, d), self.subject.stated.inputs, _origin(d)
        smooth = d.code == "value" and not jumps(trial, d.part)

        def still(case: Any) -> bool:
            nonlocal best
            if not allowed(case, inputs):
                return False
            small = trial.at(case)
            if small.truth is None or (smooth and jumps(small, d.part)):
                return False
            if tried is not None:
                tried.append(small)
            for found in deviations(small):
                if (found.code, found.part) in wanted:
                    best = small, replace(found, code=d.code, severity=d.severity)
                    return True
            return False

        smallest(trial.case, still, calls=SHRINK_CALLS)
        return best

    def finding(self, trial: GradientTrial, d: Deviation, name: SlipKind | None) -> Finding:
        """The deviation in words and numbers, with a snippet that shows it."""
        code, words = (name.code, name.words) if name else (d.code, d.words)
        message = sentence(code, self.subject.name, d.part, self.lang, **{"got": d.got, **words})
        said = autograd_says(self, trial, d) if d.code == "value" else ""
        stated, example = self.subject.stated, {k: jsonable(v) for k, v in trial.case.arguments().items()}
        if trial.case.layout != "plain":
            example["layout"] = trial.case.layout
        return Finding(
            self.subject.name, code, d.severity, message + said, example, jsonable(d.expected), jsonable(d.got),
            stated.formula(d.part or stated.wrt[0]), snippet(self.subject, trial), d.part,
        )  # fmt: skip


SHRINK_CALLS = 300


def _origin(d: Deviation) -> set[tuple[str, str]]:
    """The codes that a deviation had before it became a warning."""
    return {(d.code, d.part)} | {
        (old, d.part) for table in REGIMES.values() for old, new in table.items() if new == d.code
    }


class GradientEvidence:
    """Trials to tell a slip by: those that were seen, and more of them."""

    def __init__(self, run: Run, seen: Sequence[GradientTrial]) -> None:
        checked = run.checked
        more = run.drawn("course", EVIDENCE)
        run.checked = checked
        self.trials = [t for t in (*more, *seen) if t.truth is not None]


def misshapen(trial: GradientTrial, d: Deviation) -> SlipKind | None:
    """A gradient of another shape: transposed, or not summed over a size."""
    assert trial.truth is not None
    got, truth = np.asarray(trial.returned.fault[2] if trial.returned.fault else None), trial.truth[d.part]
    if got.ndim == truth.ndim == 2 and got.shape == truth.shape[::-1]:
        return SlipKind("transposed")
    for axis in range(got.ndim):
        left = got.shape[:axis] + got.shape[axis + 1 :]
        if left == truth.shape and np.allclose(got.sum(axis=axis), truth):
            sizes = trial.case.sizes
            size = next(
                (s for s, n in sizes.items() if n == got.shape[axis] and s not in trial.case.axes[d.part]), "an axis"
            )
            return SlipKind("not-summed", {"size": size})
    if got.size > 1 and truth.size > 1 and np.isclose(got.sum(), truth.sum()):
        return SlipKind("wrong-axis")
    return None


def autograd_says(run: Run, trial: GradientTrial, d: Deviation) -> str:
    """Whether torch's or JAX's own derivative of the loss returned is the derived one."""
    found = autograd(run.library, run.subject.call, trial.case.arrays, run.subject.stated.wrt)
    if found is None or d.part == LOSS:
        return ""
    right = trial.allowed.ratio(d.part, np.asarray(found[d.part], np.float64), 2.0**-40) <= 1
    if run.lang == "zh":
        return f"{run.library} 对返回的损失自动求导,结果{'与推导一致' if right else '与推导也不同'}。"
    return f" ({run.library}'s own derivative of the loss returned {'is the derived one' if right else 'differs from it too'}.)"


def snippet(subject: Subject, trial: GradientTrial) -> str:
    """Python that calls the function on the case."""

    def shown(value: Any) -> str:
        if not isinstance(value, np.ndarray):
            return repr(value.item() if hasattr(value, "item") else value)
        dtype = "" if value.dtype == np.float64 else f", dtype=np.{value.dtype}"
        return f"np.array({jsonable(value.tolist())!r}{dtype or ', dtype=float'})"

    arguments = ", ".join(f"{subject.renamed.get(k, k)}={shown(v)}" for k, v in trial.case.arrays.items())
    return f"import numpy as np\nprint({subject.name}({arguments}))"


__all__ = ["GradientWarning", "Stated", "WrongGradient", "check_gradient", "spoken"]
