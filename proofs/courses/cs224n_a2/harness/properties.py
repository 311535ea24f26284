"""TABLE of properties, in order of depth: conduct (what a call may do), the derivation, and relations between outputs.

A row says which functions it holds for. `check(trial)` gives None, or the first deviation. The relations follow from the
derivation; they are a second witness that does not use its values, and hold for any loss of the same form.
"""

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np

from proofs.courses.cs224n_a2.harness.cases import NegativeCase, SoftmaxCase, WindowCase
from proofs.courses.cs224n_a2.harness.trial import Trial
from proofs.harness import tolerance
from proofs.harness.calls import generators_after, generators_restored
from proofs.harness.trial import Deviation, Property

LOSSES = ("naiveSoftmaxLossAndGradient", "negSamplingLossAndGradient")
ELEMENTWISE = ("sigmoid", "sigmoid_grad", "leaky_relu", "leaky_relu_grad")
ALL = (*ELEMENTWISE, "getNegativeSamples", *LOSSES, "skipgram", "sgd")
PURE = tuple(n for n in ALL if n != "sgd")


UNWRITTEN = re.compile(
    r"name '(loss|grad\w*|s|x|ds|cost|gradPred|y|f|out|result)' is not defined|local variable '\w+' .*(assign|associat)"
)


def returns(t: Trial) -> Deviation | None:
    """A call comes back, without an exception."""
    o = t.outcome
    if o.how == "returned":
        return None
    if o.how == "hung":
        return Deviation("hangs")
    if o.how == "exited":
        return Deviation("exits")
    assert o.raised is not None
    if o.raised.kind == "NotImplementedError" or (
        o.raised.kind in ("NameError", "UnboundLocalError") and UNWRITTEN.search(o.raised.message)
    ):
        return Deviation("not-written", got=f"{o.raised.kind}: {o.raised.message}")
    if o.raised.read_only:
        return Deviation("input-changed", words={"argument": "an array that is read-only"})
    code = {"MissingImportError": "missing-import", "MemoryError": "memory"}.get(o.raised.kind, "raises")
    where = f" (line {o.raised.line})" if o.raised.line else ""
    text = f"{o.raised.kind}: {o.raised.message}{where}"
    return Deviation(code, got=text, words={"exception": text})


def written(t: Trial) -> Deviation | None:
    """The function has been filled in. (Zeros may be right at one input: `naming` looks at all of them.)"""
    if t.outcome.how != "returned":
        return None
    if t.outcome.value is None:
        return Deviation("not-written", got=None)
    return None


def structure(t: Trial) -> Deviation | None:
    """As many values as asked for, real numbers, of the shapes of the variables."""
    if t.outcome.how != "returned" or t.outcome.value is None or t.answer.fault is None:
        return None
    code, part, got = t.answer.fault
    expected = list(t.truth[part].shape) if part else [list(t.truth[p].shape) for p in t.subject.parts if p in t.truth]
    return Deviation(code, part, expected, list(got) if isinstance(got, tuple) else got)


def shapes(t: Trial) -> Deviation | None:
    """The loss is a number and a gradient has one axis: (1,) and (d, 1) are read, and noted."""
    if t.parts is None or not t.answer.notes:
        return None
    code, part, shape = t.answer.notes[0]
    return Deviation(code, part, list(t.truth[part].shape), list(shape), "warning", {"shape": str(shape)})


def inputs_unchanged(t: Trial) -> Deviation | None:
    """No argument of a loss function is written to; `sgd` may use up its start vector, which is noted."""
    changed = t.outcome.changed
    if not changed:
        return None
    if t.subject.name == "sgd":
        if "x0" not in changed:
            return None
        return Deviation("start-changed", severity="warning", expected=t.case.x0, got=t.outcome.arguments["x0"])
    name = changed[0]
    fresh, now = t.case.arguments().get(name), t.outcome.arguments[name]
    rows = ""
    if isinstance(fresh, np.ndarray) and np.shape(now) == fresh.shape and fresh.ndim == 2:
        touched = np.nonzero(np.any(np.asarray(now) != fresh, axis=1))[0].tolist()
        if len(fresh) == 1:
            return None  # whether a row is written to or the whole shows with two rows
        if len(touched) < len(fresh):
            rows = "o" if touched == [getattr(t.case, "o", None)] else ", ".join(map(str, touched))
    return Deviation("input-changed", expected=fresh, got=now, words={"argument": name, "rows": rows})


def loss_called(t: Trial) -> Deviation | None:
    """`skipgram` calls the loss function that it is handed, once for each outside word: a second call draws other samples."""
    asked, words, parts = t.outcome.asked, t.case.outside, t.parts
    if asked is None or parts is None or not words:
        return None
    if len(asked) > len(words):
        return Deviation("calls-loss-twice", expected=len(words), got=len(asked))
    if not asked and any(np.any(parts[p]) for p in t.subject.parts):
        return Deviation("loss-function-ignored", expected=len(words), got=0)
    return None


def silent(t: Trial) -> Deviation | None:
    """Nothing is printed (`sgd` may report progress)."""
    if t.subject.name == "sgd" or not t.outcome.printed.strip():
        return None
    return Deviation("prints", got=t.outcome.printed.strip()[:80], severity="warning")


def finite(t: Trial) -> Deviation | None:
    """nan never passes, nor an infinity."""
    parts = t.parts
    if parts is None:
        return None
    for p in t.subject.parts:
        if not np.isfinite(parts[p]).all():
            return Deviation(
                "not-finite", p, t.truth[p], parts[p], words={"value": "nan" if np.isnan(parts[p]).any() else "inf"}
            )
    return None


def value_of(part: str) -> Callable[[Trial], Deviation | None]:
    """The check that a part is the derived one."""

    def check(t: Trial) -> Deviation | None:
        parts = t.parts
        if parts is None or part not in parts or t.ratio(part) <= 1:
            return None
        got, expected = parts[part], t.truth[part]
        if not np.isfinite(got).all():
            return None  # the property "finite" says so
        if t.ratio(part, single=True) <= 1 and t.unit < tolerance.UNIT["float32"]:
            single = np.array_equal(got, got.astype(np.float32))
            return Deviation("single-precision" if single else "digits-lost", part, expected, got, "warning")
        ours = _returned_arrays(t)
        if any(np.shares_memory(a, b) for n, a in enumerate(ours) for b in ours[:n]):
            return Deviation("results-share", part, expected, got)
        return Deviation(
            {"draws": "sampler-misused", "calls": "calls-per-iteration"}.get(part, f"value-{part}"), part, expected, got
        )

    check.__doc__ = f"The part {part} is the derived one, up to rounding."
    return check


def sampler(t: Trial) -> Deviation | None:
    """As many draws as it takes to get K words other than o, and no more."""
    if t.outcome.how != "returned" or t.draws == int(t.truth["draws"]):
        return None
    return Deviation("sampler-misused", "draws", t.truth["draws"], t.draws)


def _returned_arrays(t: Trial) -> list[np.ndarray[Any, Any]]:
    value = t.outcome.value
    return [v for v in (value if isinstance(value, tuple | list) else [value]) if isinstance(v, np.ndarray)]


def nothing_shared(t: Trial) -> Deviation | None:
    """What is returned shares no memory with the inputs, or with what the call before returned."""
    if t.parts is None:
        return None
    ours = _returned_arrays(t)
    for name, argument in t.outcome.arguments.items():
        if isinstance(argument, np.ndarray) and any(np.shares_memory(argument, a) for a in ours):
            return Deviation("shares-input", words={"argument": name})
    again = t.at(t.case)
    if again.outcome.how == "returned" and any(np.shares_memory(a, b) for a in ours for b in _returned_arrays(again)):
        return Deviation("shares-between-calls")
    return None


def same_twice(t: Trial) -> Deviation | None:
    """The same answer for the same input, also when another input came between."""
    if t.parts is None:
        return None
    first = {k: np.array(v) for k, v in t.parts.items()}
    other = _another(t.case)
    if other is not None:
        t.run(other)
    again = t.at(t.case)
    if again.parts is None:
        return Deviation(
            "keeps-state", "", first.get("loss"), again.outcome.raised.message if again.outcome.raised else None
        )
    for p in t.subject.parts:
        if first[p].shape == again.parts[p].shape and not np.array_equal(first[p], again.parts[p], equal_nan=True):
            return Deviation("keeps-state", p, first[p], again.parts[p])
    return None


def _another(case: Any) -> Any:
    if isinstance(case, SoftmaxCase):
        return replace(case, v_c=-case.v_c, U=case.U + 1, layout="plain")
    if isinstance(case, WindowCase):
        return replace(case, V_rows=case.V_rows + 1, U=-case.U, layout="plain")
    return None


def leaves_generators(t: Trial) -> Deviation | None:
    """The global random generators are not seeded: what they give afterwards depends on what they were before."""
    if t.parts is None:
        return None
    with generators_restored():
        a, b = (generators_after(t.run, seed) for seed in (11, 12))
    which = "random" if a[0] == b[0] else "numpy.random"
    return Deviation("seeds", words={"generator": which}) if a[0] == b[0] or a[1] == b[1] else None


# Relations. Each bound is the sum of the bounds of the outputs that enter the relation.


def rows_sum_to_zero(t: Trial) -> Deviation | None:
    """Naive softmax: Σ_w ∂J/∂u_w = 0, since the probabilities sum to one."""
    return _zero(t, "rows-do-not-sum-to-zero", "U", lambda p: p["U"].sum(axis=0), lambda b: b["U"].sum(axis=0))


def rank_one(t: Trial) -> Deviation | None:
    """Every row of ∂J/∂U is a multiple of v_c: ∂U_wi v_j = ∂U_wj v_i."""
    v = np.asarray(t.case.v_c, float)
    return _zero(
        t,
        "not-rank-one",
        "U",
        lambda p: p["U"][:, :, None] * v - p["U"][:, None, :] * v[:, None],
        lambda b: b["U"][:, :, None] * np.abs(v) + b["U"][:, None, :] * np.abs(v)[:, None],
    )


def euler(t: Trial) -> Deviation | None:
    """The loss depends on the scores only: v_c·∂v_c = ⟨U, ∂U⟩."""
    v, U = np.asarray(t.case.v_c, float), np.asarray(t.case.U, float)
    return _zero(
        t,
        "scores-only",
        "U",
        lambda p: v @ p["v_c"] - np.sum(U * p["U"]),
        lambda b: np.abs(v) @ b["v_c"] + np.sum(np.abs(U) * b["U"]),
    )


def _zero(t: Trial, code: str, part: str, left: Callable[[Any], Any], bound: Callable[[Any], Any]) -> Deviation | None:
    parts = t.parts
    if parts is None:
        return None
    value = np.asarray(left(parts))
    if tolerance.worst_ratio(value, np.zeros(value.shape), 2 * np.asarray(bound(t.bounds)) + tolerance.UNDERFLOW) <= 1:
        return None
    return Deviation(code, part, 0, value)


def untouched_rows(t: Trial) -> Deviation | None:
    """The gradient is exactly zero in the rows of words that do not enter."""
    parts, case = t.parts, t.case
    if parts is None:
        return None
    part, used = ("V", [case.c]) if isinstance(case, WindowCase) else ("U", [case.o, *case.negatives])
    rows = [w for w in range(len(case.U)) if w not in used and np.any(parts[part][w])]
    return Deviation("untouched-row", part, 0, parts[part][rows[0]], words={"row": rows[0]}) if rows else None


def _equivariant(
    t: Trial, code: str, moved: Any, back: Callable[[Any], Any], only: tuple[str, ...] = ()
) -> Deviation | None:
    """The answer at the moved case, moved back, is the answer."""
    here, there = t.parts, t.at(moved)
    if here is None:
        return None
    if there.parts is None:
        return Deviation(code, "loss", here["loss"], str(there.outcome.raised or there.outcome.how))
    returned, bounds = back(there.parts), back(there.bounds)
    for p in only or t.subject.parts:
        if tolerance.worst_ratio(returned[p], here[p], t.bounds[p] + np.abs(bounds[p])) > 1:
            return Deviation(code, p, here[p], returned[p])
    return None


def permutation(t: Trial) -> Deviation | None:
    """Renaming the words renames the rows of ∂U and changes nothing else."""
    case, V = t.case, len(t.case.U)
    place = np.roll(np.arange(V), 1)  # word w becomes place[w]
    U = np.empty_like(case.U)
    U[place] = case.U
    moved = case.moved(case.v_c, U, int(place[case.o]))
    if isinstance(case, NegativeCase):
        moved = replace(moved, script=tuple(int(place[w]) for w in case.script))
    return _equivariant(t, "depends-on-word-order", moved, lambda p: p | {"U": p["U"][place]})


def shift(t: Trial) -> Deviation | None:
    """Naive softmax: adding one vector to every row shifts all scores, and the loss stays."""
    moved = t.case.moved(t.case.v_c, t.case.U + np.asarray(1, t.case.U.dtype))
    return _equivariant(t, "depends-on-score-shift", moved, lambda p: p, ("loss",))


def rotation(t: Trial) -> Deviation | None:
    """Rotating all vectors alike rotates the gradients and leaves the loss."""
    d = t.case.U.shape[1]
    Q = -np.eye(d)
    if d > 1:
        Q = np.eye(d)
        Q[:2, :2] = [[0.0, -1.0], [1.0, 0.0]]  # a quarter turn: no rounding at all
    moved = t.case.moved(t.case.v_c @ Q, t.case.U @ Q)
    return _equivariant(t, "depends-on-axes", moved, lambda p: p | {"v_c": p["v_c"] @ Q.T, "U": p["U"] @ Q.T})


def additive(t: Trial) -> Deviation | None:
    """The window loss and its gradients are sums: first half plus second half is the whole."""
    case, here = t.case, t.parts
    if here is None or len(case.outside) < 2:
        return None
    half = len(case.outside) // 2
    first, second = (t.at(replace(case, outside=w, layout="plain")) for w in (case.outside[:half], case.outside[half:]))
    if first.parts is None or second.parts is None:
        return Deviation("not-additive", "loss", here["loss"], None)
    for p in t.subject.parts:
        total = first.parts[p] + second.parts[p]
        if tolerance.worst_ratio(total, here[p], 2 * (t.bounds[p] + first.bounds[p] + second.bounds[p])) > 1:
            return Deviation("not-additive", p, total, here[p])
    return None


def one_call(t: Trial) -> Deviation | None:
    """`sgd` calls its function once per iteration."""
    parts = t.parts
    if parts is None or parts["calls"] in (0, int(t.truth["calls"])):
        return None
    return Deviation("calls-per-iteration", "calls", t.truth["calls"], parts["calls"])


PROPERTIES: tuple[Property, ...] = (
    Property("returns", "conduct", ALL, returns),
    Property("written", "conduct", ALL, written),
    Property("structure", "conduct", ALL, structure),
    Property("inputs unchanged", "conduct", ALL, inputs_unchanged),
    Property("sampler used as given", "derivation", ("getNegativeSamples", *LOSSES), sampler),
    Property("samples", "derivation", ("getNegativeSamples",), value_of("samples")),
    Property("one call per iteration", "conduct", ("sgd",), one_call),
    Property("end point", "derivation", ("sgd",), value_of("x")),
    Property("loss function called once a word", "conduct", ("skipgram",), loss_called),
    Property("finite", "conduct", ALL, finite),
    Property("value", "derivation", ELEMENTWISE, value_of("value")),
    Property("loss", "derivation", (*LOSSES, "skipgram"), value_of("loss")),
    Property("gradient v_c", "derivation", LOSSES, value_of("v_c")),
    Property("gradient V", "derivation", ("skipgram",), value_of("V")),
    Property("gradient U", "derivation", (*LOSSES, "skipgram"), value_of("U")),
    Property("same answer twice", "conduct", (*LOSSES, "skipgram"), same_twice),
    Property("nothing shared", "conduct", (*LOSSES, "skipgram"), nothing_shared),
    Property(
        "generators not seeded",
        "conduct",
        (*LOSSES, "skipgram", "getNegativeSamples", "sgd"),
        leaves_generators,
        again=True,
    ),
    Property("untouched rows", "relation", ("negSamplingLossAndGradient", "skipgram"), untouched_rows),
    Property("rows sum to zero", "relation", ("naiveSoftmaxLossAndGradient",), rows_sum_to_zero),
    Property("rank one", "relation", LOSSES, rank_one),
    Property("scores only", "relation", LOSSES, euler),
    Property("permutation", "relation", LOSSES, permutation),
    Property("shift", "relation", ("naiveSoftmaxLossAndGradient",), shift),
    Property("rotation", "relation", LOSSES, rotation),
    Property("additivity", "relation", ("skipgram",), additive),
    Property("shapes", "conduct", ALL, shapes),
    Property("silent", "conduct", PURE, silent),
)


def properties_of(function: str) -> tuple[Property, ...]:
    return tuple(p for p in PROPERTIES if function in p.functions)
