"""What a deviation counts for: an error where the course asks, a warning beyond (large scores, other dtypes, size 1)."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from proofs.harness.cases import NegativeCase, SoftmaxCase, WindowCase
from proofs.harness.effects import Name, effect
from proofs.harness.findings import Finding, jsonable
from proofs.harness.messages import sentence
from proofs.harness.subjects import Subject
from proofs.harness.trial import Deviation, Trial
from proofs.harness.whereabouts import where
from proofs.harness.writing import make_finding

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
    label: Name | None = None,
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
        return make_finding(Name(label.code, label.part, words, milder), subject, trial, lang, deviation)
    if edge and severity == "error" and trial.case.beyond_course:
        effect = sentence(deviation.code, subject.name, deviation.part, lang, **_words(deviation))
        empty = isinstance(trial.case, WindowCase) and not trial.case.outside
        code = "empty-window" if empty else "edge-size"
        return make_finding(
            Name(code, "", {"effect": effect.rstrip(".。")}, "warning"), subject, trial, lang, deviation
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
    return make_finding(Name(code, deviation.part, words, severity), subject, trial, lang, deviation)


def _words(deviation: Deviation) -> dict[str, object]:
    shown = {"expected": deviation.expected, "got": deviation.got}
    return {k: jsonable(v) for k, v in shown.items()} | deviation.words


def _numerical(trial: Trial, deviation: Deviation, evidence: Sequence[Trial]) -> Name | None:
    """Loss of digits by its cause, where the very digits tell it."""
    if deviation.code not in ("digits-lost", "overflow"):
        return None
    told = effect(evidence, [deviation.part], deviation.part) if trial.parts is not None else None
    if told is not None and told.code in TOLD_BY_DIGITS:
        return told
    case, parts = trial.case, trial.parts
    if parts is None:
        return None
    with np.errstate(all="ignore"):
        if isinstance(case, NegativeCase):
            s = case.U[[case.o, *case.negatives]] @ case.v_c
            by_complement = -np.log(1 / (1 + np.exp(-s[0]))) - np.sum(np.log(1 - 1 / (1 + np.exp(-s[1:]))))
            by_sign = -np.sum(np.log(1 / (1 + np.exp(-np.r_[s[0], -s[1:]]))))
            same = bool(np.isclose(parts["loss"], by_complement, rtol=1e-13, atol=0))
            if deviation.part == "loss" and same and np.isfinite(by_sign):
                return Name("log-one-minus-sigmoid", "loss", {}, "warning")
        elif isinstance(case, SoftmaxCase):
            e = np.exp(case.U @ case.v_c)
            bare = e / e.sum()
            if np.isnan(bare).any() and any(np.isnan(parts[p]).any() for p in ("v_c", "U", "loss")):
                return Name("softmax-unshifted", deviation.part, {}, "warning")
    return None
