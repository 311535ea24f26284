"""What a deviation counts for: an error where the course asks, a warning beyond (large scores, other dtypes, size 1)."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from proofs.courses.cs224n_a2.harness.bugs import large
from proofs.courses.cs224n_a2.harness.cases import SoftmaxCase, WindowCase
from proofs.courses.cs224n_a2.harness.effects import EffectKind, effect
from proofs.courses.cs224n_a2.harness.subjects import Subject
from proofs.courses.cs224n_a2.harness.trial import Trial
from proofs.courses.cs224n_a2.harness.whereabouts import where
from proofs.courses.cs224n_a2.harness.writing import make_finding
from proofs.harness.findings import Finding, jsonable
from proofs.harness.messages import sentence
from proofs.harness.trial import Deviation

SAME_DIGITS = 1e-12  # a formula that loses digits loses the same ones, up to the order of its sums
TOLD_BY_DIGITS = {"epsilon-in-log", "clipped", "rounded", "half-precision"}


def mapped(trial: Trial, deviation: Deviation, regime: str) -> Deviation:
    """The warning that a deviation outside the course's inputs is."""
    words = dict(deviation.words)
    raised = trial.outcome.raised
    if regime == "default":
        code = "default-loss"
    elif regime == "large":
        code = "overflow-raises" if raised else "overflow" if deviation.code == "not-finite" else "digits-lost"
    else:
        dtype = next(str(v.dtype) for v in vars(trial.case).values() if isinstance(v, np.ndarray))
        words["dtype"] = dtype
        code = "foreign-raises" if raised else "integers-truncated" if dtype.startswith("int") else "float32-wrong"
    return replace(deviation, code=code, severity="warning", words=words)


def reported(
    subject: Subject,
    trial: Trial,
    deviation: Deviation,
    regime: str,
    lang: str,
    label: EffectKind | None = None,
    edge: bool = True,
    evidence: Sequence[Trial] = (),
) -> Finding:
    """The finding for a deviation, under the name of the bug where there is one.

    `edge`: it was seen at sizes beyond the course's only (an error that is seen elsewhere too may still shrink to them).
    """
    severity = deviation.severity
    if label is not None:
        words = deviation.words | label.words
        milder = "warning" if "warning" in (label.severity, severity) else severity
        return make_finding(EffectKind(label.code, label.part, words, milder), subject, trial, lang, deviation)
    if edge and severity == "error" and trial.case.beyond_course:
        effect = sentence(deviation.code, subject.name, deviation.part, lang, **_words(deviation))
        empty = isinstance(trial.case, WindowCase) and not trial.case.outside
        code = "empty-window" if empty else "edge-size"
        return make_finding(
            EffectKind(code, "", {"effect": effect.rstrip(".。")}, "warning"), subject, trial, lang, deviation
        )
    numerical = _numerical(trial, deviation, evidence or [trial])
    code = numerical.code if numerical else deviation.code
    if numerical and regime == "course":
        severity = numerical.severity
    words = _words(deviation) | (numerical.words if numerical else {})
    if code.startswith("value-"):
        words["where"] = where(evidence, deviation.part, lang)
    if code == "input-changed" and words.get("rows") in ("", None):
        code = "input-overwritten"
    part = numerical.part if numerical else deviation.part
    return make_finding(EffectKind(code, part, words, severity), subject, trial, lang, deviation)


def _words(deviation: Deviation) -> dict[str, object]:
    shown = {"expected": deviation.expected, "got": deviation.got}
    return {k: jsonable(v) for k, v in shown.items()} | deviation.words


def _numerical(trial: Trial, deviation: Deviation, evidence: Sequence[Trial]) -> EffectKind | None:
    """Loss of digits by its cause, where the very digits tell it; nan and inf by the formula that gives them."""
    if deviation.code not in ("digits-lost", "overflow") or trial.parts is None:
        return None
    told = effect(evidence, [deviation.part], deviation.part)
    if told is not None and told.code in TOLD_BY_DIGITS:
        return told
    if not isinstance(trial.case, SoftmaxCase):
        return None
    returned = [t for t in evidence if t.parts is not None]
    table = [(t, large.rows(t.case)) for t in returned]
    parts = sorted(
        (p for p in trial.subject.parts if any(not _finite(t, p) for t in returned)), key=lambda p: p == "loss"
    )
    for part in dict.fromkeys([*parts, deviation.part]):
        for place, (code, predicted) in enumerate(large.rows(trial.case)):
            if part in predicted and all(_same(t, part, rows[place][1][part]) for t, rows in table):
                return EffectKind(code, part, {}, "warning")
    return None


def _finite(t: Trial, part: str) -> bool:
    return t.parts is None or bool(np.isfinite(t.parts[part]).all())


def _same(t: Trial, part: str, predicted: Any) -> bool:
    """nan and inf where they are predicted, and the finite numbers up to SAME_DIGITS."""
    assert t.parts is not None
    got = np.asarray(t.parts[part], np.float64)
    return got.shape == np.shape(predicted) and bool(
        np.allclose(got, predicted, rtol=SAME_DIGITS, atol=0, equal_nan=True)
    )
