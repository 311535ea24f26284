"""A finding in words and in code: the sentence, both values, and the lines of Python that reproduce it."""

from typing import Any

import numpy as np

from proofs.courses.cs224n_a2.harness.cases import (
    POSTPROCESSINGS,
    DescentCase,
    DrawCase,
    ElementwiseCase,
    NegativeCase,
    SoftmaxCase,
    WindowCase,
)
from proofs.courses.cs224n_a2.harness.effects import EffectKind
from proofs.courses.cs224n_a2.harness.subjects import Subject
from proofs.courses.cs224n_a2.harness.trial import Trial
from proofs.harness.findings import Finding, jsonable
from proofs.harness.messages import sentence
from proofs.harness.trial import Deviation


def make_finding(
    name: EffectKind, subject: Subject, trial: Trial | None, lang: str, deviation: Deviation | None = None
) -> Finding:
    """The finding under that name; without a trial it has a sentence only."""
    message = sentence(name.code, subject.name, name.part, lang, **name.words)
    severity: Any = name.severity
    if trial is None:
        return Finding(subject.name, name.code, severity, message, formula=subject.formula, part=name.part)
    expected, got = values(trial, name, deviation)
    return Finding(
        subject.name,
        name.code,
        severity,
        message,
        jsonable(trial.case.shown()),
        jsonable(expected),
        jsonable(got),
        subject.formula,
        snippet(subject, trial.case),
        name.part,
    )


def values(trial: Trial, name: EffectKind, deviation: Deviation | None) -> tuple[Any, Any]:
    """What is laid side by side: the part that the sentence speaks of, if it differs here, or what deviated."""
    parts = trial.parts
    if parts is not None and name.part in parts and name.part in trial.truth and trial.ratio(name.part) > 1:
        return trial.truth[name.part], parts[name.part]
    return (deviation.expected, deviation.got) if deviation else (None, None)


def _array(a: Any) -> str:
    if not isinstance(a, np.ndarray):
        return repr(float(a)) if isinstance(a, float) else repr(a)
    dtype = "" if a.dtype == np.float64 else f", dtype=np.{a.dtype}"
    return f"np.array({jsonable(a.astype(float).tolist())!r}{dtype or ', dtype=float'})"


def snippet(subject: Subject, case: Any) -> str:
    """Python that calls the function on the case; `module` stands for the file's name."""
    lines = ["import numpy as np", f"from {{module}} import {subject.name}"]
    f = subject.name
    if isinstance(case, NegativeCase | DrawCase):
        V = len(case.U) if isinstance(case, NegativeCase) else case.vocabulary
        lines += [
            "from proofs.courses.cs224n_a2.harness.sampler import ScriptedDataset",
            f"dataset = ScriptedDataset({list(case.script)}, outside={case.o}, vocabulary={V})",
        ]
    if isinstance(case, SoftmaxCase):
        data, K = ("dataset", f", K={case.K}") if isinstance(case, NegativeCase) else ("None", "")
        lines.append(f"print({f}({_array(case.v_c)}, {case.o}, {_array(case.U)}, {data}{K}))")
    elif isinstance(case, DrawCase):
        lines.append(f"print({f}({case.o}, dataset, {case.K}))")
    elif isinstance(case, WindowCase):
        args = [
            repr(case.center),
            case.window,
            list(case.outside),
            case.word2Ind,
            _array(case.V_rows),
            _array(case.U),
            None,
        ]
        lines.append(f"print({f}({', '.join(map(str, args))}))")
    elif isinstance(case, DescentCase):
        post = POSTPROCESSINGS[case.after][0]
        post = "lambda x: x.__imul__(0.5)" if "in place" in post else post
        lines += [
            f"g = iter([{', '.join(map(_array, case.pushes))}])",
            f"print({f}(lambda x: (0.0, {case.slope} * x + next(g)), {_array(case.x0)}, {case.step}, {len(case.pushes)}, {post}))",
        ]
    elif isinstance(case, ElementwiseCase):
        alpha = "" if case.alpha is None else f", alpha={case.alpha}"
        lines.append(f"print({f}({_array(case.x)}{alpha}))")
    return "\n".join(lines)
