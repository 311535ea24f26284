"""TABLE of known bugs: what each would compute, from the derivation with the bug put in.

A row claims a finding when its prediction equals what the function returned on every example tried. `predict(ingredients)`
gives the parts that differ from the derivation, or `Raises`; `example` shows where rows are apart (a repeated sample, o = 0).
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np

from proofs.harness import reference
from proofs.harness.cases import POSTPROCESSINGS, DescentCase, DrawCase, ElementwiseCase
from proofs.harness.ingredients import Negative, Softmax, Window
from proofs.harness.subjects import Parts, descend

Array = np.ndarray[Any, np.dtype[Any]]
NAIVE, NEG, SKIP, SGD = "naiveSoftmaxLossAndGradient", "negSamplingLossAndGradient", "skipgram", "sgd"


@dataclass(frozen=True)
class Raises:
    """The bug ends in this exception."""

    kind: str


def _unit(v: Array) -> Array:
    n = float(np.linalg.norm(v))
    return v / n if n else np.full_like(v, np.nan)


def _axis(s: Softmax) -> Array:
    return np.ones_like(s.y_hat)


def _loss(value: Any) -> Parts:
    return {"loss": np.asarray(float(value))}


def _log(x: Any) -> Any:
    with np.errstate(all="ignore"):
        return np.log(x)


def _transposed(m: Array) -> Parts | Raises:
    return {"U": m.T}


def _label_by_word(n: Negative) -> Parts | Raises:
    """labels[o] = 1 in an array of K + 1 places, where place 0 is the outside word's."""
    if n.o >= len(n.words):
        return Raises("IndexError")
    sign = np.ones(len(n.words))
    sign[n.o] = -1
    t = sign * n.scores
    return _loss(np.logaddexp(0, t).sum()) | n.of(sign * reference.sigmoid(t))


def _squared(n: Negative) -> Parts:
    return n.of(n.g * n.count)


def _set(n: Negative) -> Parts:
    return n.drawn(dict.fromkeys(n.negatives))


def _without(n: Negative, i: int) -> Parts:
    keep = [j for j in range(len(n.words)) if j != i]
    return _loss(n.losses[keep].sum()) | n.of(n.g[keep], [n.words[j] for j in keep])


def _lost_minus(n: Negative) -> Parts:
    t = -n.scores  # −log σ(u·v) for the negatives as for o
    return _loss(np.logaddexp(0, t).sum()) | n.of(-reference.sigmoid(t))


def _lost_minus_inside(n: Negative) -> Parts:
    """σ(u_s'v) for σ(−u_s'v), all else as it is written."""
    s = reference.sigmoid(n.scores)
    g = np.where(n.sign < 0, n.g, 1 - s)
    return _loss(np.logaddexp(0, -n.scores).sum()) | n.of(g)


def _all_rows(n: Negative, scale: Array | float) -> Parts:
    return _loss(np.sum(n.losses * scale)) | n.of(n.g * scale)


def _mean_of_negatives(n: Negative) -> Parts:
    return _all_rows(n, np.where(n.sign < 0, 1.0, 1 / len(n.negatives)))


def _positions(n: Negative) -> Parts | Raises:
    if len(n.words) > len(n.U):
        return Raises("IndexError")
    dU = np.zeros_like(n.U)
    dU[: len(n.words)] = np.outer(n.g, n.v)
    return {"U": dU}


def _once(n: Negative) -> Parts:
    """grad[words] += rows: NumPy reads once and writes once, so the last of equal words counts."""
    return n.overwritten(n.g)


def _only(n: Negative, i: int) -> Parts:
    """Of the negatives, only the i-th."""
    return n.drawn([n.negatives[i]])


def _swap_parts(n: Negative) -> Parts:
    """Gradients of the second set of samples, loss of the first."""
    return {k: v for k, v in n.drawn(n.second_draw).items() if k != "loss"} | {
        "draws": np.asarray(len(n.case.script) + n.case.K)
    }


def _no_redraw(script: Iterable[int], K: int) -> list[int]:
    return list(script)[:K]


def _once_redrawn(case: DrawCase) -> tuple[list[int], int]:
    """`if` where `while` belongs: a sample that hits o is drawn again only once."""
    data, out, i = case.script, [], 0
    for _ in range(case.K):
        if i >= len(data):
            break
        w, i = data[i], i + 1
        if w == case.o and i < len(data):
            w, i = data[i], i + 1
        out.append(w)
    return out, i


def _drawn(samples: Iterable[int], draws: int) -> Parts:
    return {"samples": np.asarray(list(samples)), "draws": np.asarray(draws)}


def _after(case: DescentCase) -> Callable[[Any], Any]:
    return POSTPROCESSINGS[case.after][1] or (lambda x: x)


def _descend(case: DescentCase, step: Callable[[Any, Any, int], Any], post: bool = True, n: int | None = None) -> Parts:
    """Descent with another step, `post` telling whether the postprocessing's result is used."""
    bare = case if post else DescentCase(case.layout, case.x0, case.step, case.slope, case.pushes, "none")
    return descend(bare, step, n)


def _pre(case: DescentCase) -> Parts:
    """The postprocessing before the step."""
    bare = DescentCase(case.layout, case.x0, case.step, case.slope, case.pushes, "none")
    post = _after(case)
    return descend(bare, lambda x, g, t: post(np.array(x)) - case.step * g)


def _at_end(case: DescentCase) -> Parts:
    parts = _descend(case, lambda x, g, t: x - case.step * g, post=False)
    return parts | {"x": np.asarray(_after(case)(np.array(parts["x"])))}


def _rows(g: Any) -> int:
    return len(g) if np.ndim(g) else 1


def _length(g: Any) -> Any:
    n = float(np.linalg.norm(g))
    return g / n if n else np.asarray(g) * np.nan


def _ids(w: Window) -> Callable[[str], int]:
    return list(w.case.word2Ind).index


def _first_occurrence(w: Window) -> Callable[[int], bool]:
    return lambda j: w.ids.index(w.ids[j]) == j


def _last_only(w: Window, *parts: str) -> Parts:
    full = w.summed(lambda j: j == w.n - 1)
    return {p: full[p] for p in parts}


def _mean(w: Window) -> Parts:
    return {k: v / max(1, w.n) for k, v in w.summed().items()}


def _naive_softmax_rows(s: Softmax) -> list[tuple[str, Parts | Raises]]:
    y, p, o, v, U = s.y, s.y_hat, s.o, s.v, s.U
    true = np.outer(p - y, v)
    square = len(U) == len(v)
    other = (o + 1) % len(U)
    return [
        ("center-sign", {"v_c": (y - p) @ U}),
        ("outside-sign", {"U": np.outer(y - p, v)}),
        ("label-missing", s.of(p)),
        ("prediction-missing", s.of(-y)),
        ("label-added", s.of(p + y)),
        ("wrong-label-row", s.of(p - np.eye(len(U))[other])),
        ("wrong-label-row", s.of(p - np.eye(len(U))[o - 1])),
        ("wrong-label-row", s.of(p - np.eye(len(U))[0])),
        ("center-row-for-outside", s.with_row(p[o] * v - U[o])),
        ("outside-vector-for-center", {"U": (p - y)[:, None] * U}),
        ("outside-vector-for-center", {"U": (p - y)[:, None] * U[o]}),
        ("center-for-outside-vector", {"v_c": (p - y).sum() * v}),
        ("center-for-outside-vector", {"v_c": p @ U - v}),
        ("expectation-is-mean", {"v_c": U.mean(axis=0) - U[o]}),
        ("expectation-is-sum", {"v_c": U.sum(axis=0) - U[o]}),
        ("only-row-of-outside-word", {"U": np.outer(y * (p - y), v)}),
        ("row-of-outside-word-missing", {"U": np.outer((1 - y) * p, v)}),
        ("row-of-outside-word-wrong", s.with_row(-v)),
        ("row-of-outside-word-wrong", s.with_row((1 - p[o]) * v)),
        ("softmax-derivative", s.of((p - y) * p)),
        ("softmax-derivative", s.of((p - y) * p[o])),
        ("softmax-derivative", s.of(p * (1 - p))),
        ("softmax-derivative", s.of((p - y) * p * (1 - p))),
        ("center-normalised", s.at(_unit(v))),
        ("outside-normalised", s.at(v, U=np.array([_unit(u) if u.any() else u for u in U]))),
        ("transposed-layout", {"U": true.T} if square else Raises("ValueError")),
        ("transpose-forgotten", {"v_c": U @ (p - y)} if square else Raises("ValueError")),
        ("softmax-wrong-axis", _loss(0.0) | s.of(_axis(s) - y)),
        ("loss-sign", _loss(_log(p[o]))),
        ("log-base", _loss(-_log(p[o]) / np.log(2))),
        ("log-base", _loss(-_log(p[o]) / np.log(10))),
        ("log-missing", _loss(-p[o])),
        ("log-missing", _loss(p[o])),
        ("log-missing", _loss(1 - p[o])),
        ("normaliser-missing", _loss(-(U[o] @ v))),
        ("loss-of-other-words", _loss(-_log(1 - p[o]))),
        ("loss-over-all-words", _loss(-_log(p).sum())),
        ("loss-over-all-words", _loss(-_log(p).mean())),
        ("loss-of-wrong-word", _loss(-_log(p[other]))),
        ("loss-of-wrong-word", _loss(-_log(p[o - 1]))),
        ("loss-of-wrong-word", _loss(-_log(p[0]))),
        ("loss-is-mean", _loss(-_log(p[o]) / len(U))),
        ("squared-error", _loss(np.sum((p - y) ** 2))),
        ("squared-error", _loss(np.sum((p - y) ** 2) / 2)),
        ("binary-cross-entropy", _loss(-_log(p[o]) - _log(1 - np.delete(p, o)).sum())),
    ]


def _negative_rows(n: Negative) -> list[tuple[str, Parts | Raises]]:
    v, U, o, K = n.v, n.U, n.o, len(n.negatives)
    g, sign, s = n.g, n.sign, reference.sigmoid(n.scores)
    pos, neg = sign < 0, sign > 0
    inner = reference.sigmoid(-sign * n.scores)  # the σ that the loss takes the log of
    zero_o, zero_neg = g * neg, g * pos
    true = n.of(g)
    square = len(U) == len(v)
    words = n.words
    rows: list[tuple[str, Parts | Raises]] = [
        ("samples-redrawn", _swap_parts(n)),
        ("repeats-counted-once", _once(n)),
        ("repeats-counted-once", _set(n)),
        ("repeats-squared", _squared(n)),
        ("minus-in-sigmoid-lost", _lost_minus(n)),
        ("minus-in-sigmoid-lost", _lost_minus_inside(n)),
        ("minus-in-sigmoid-lost", _loss(np.logaddexp(0, -n.scores).sum())),
        ("minus-in-sigmoid-lost", n.of(np.where(pos, g, 1 - s))),
        ("positive-term-sign", _loss(np.logaddexp(0, n.scores).sum()) | n.of(np.where(pos, s, g))),
        ("positive-term-sign", n.of(np.where(pos, -g, g))),
        ("positive-term-sign", n.of(np.where(pos, -s, g))),
        ("negative-term-sign", n.of(np.where(neg, -g, g))),
        ("negative-term-sign", _loss(np.sum(-sign * n.losses))),
        ("gradient-sign", n.of(-g)),
        ("loss-sign", _loss(-n.losses.sum())),
        ("no-negatives", _loss(n.losses[0]) | n.of(zero_neg)),
        ("no-outside-word", _loss(n.losses[1:].sum()) | n.of(zero_o)),
        ("first-negative-skipped", _without(n, 1)),
        ("last-negative-skipped", _without(n, K)),
        ("last-negative-only", _only(n, -1)),
        ("first-negative-only", _only(n, 0)),
        ("sigmoid-derivative", n.of(g * inner)),
        ("sigmoid-derivative", n.of(np.where(neg, g * inner, g))),
        ("sigmoid-derivative", n.of(np.where(pos, g * inner, g))),
        ("sigmoid-for-complement", n.of(np.where(neg, 1 - g, g))),
        ("sigmoid-for-complement", n.of(np.where(pos, -1 - g, g))),
        ("sigmoid-for-complement", n.of(sign - g)),
        ("label-by-word", _label_by_word(n)),
        ("mean-for-sum", _all_rows(n, 1 / K)),
        ("mean-for-sum", _all_rows(n, 1 / (K + 1))),
        ("mean-for-sum", _mean_of_negatives(n)),
        ("multiplied-by-K", _all_rows(n, np.where(pos, 1.0, float(K)))),
        ("rows-by-position", _positions(n)),
        ("row-overwritten", n.overwritten(g)),
        ("outside-row-by-negatives", {"U": n.of(g, [o] * len(words))["U"]}),
        ("outside-vector-for-center", {"U": _scatter(U, words, g[:, None] * U[words])}),
        ("outside-vector-for-center", {"U": _scatter(U, words, np.outer(g, U[o]))}),
        ("center-for-outside-vector", {"v_c": g.sum() * v}),
        ("center-for-outside-vector", {"v_c": g @ U[[o] * len(words)]}),
        ("transposed-layout", {"U": true["U"].T} if square else Raises("ValueError")),
        ("log-missing", _loss(-inner.sum())),
        ("log-of-product-sum", _loss(-_log(inner.sum()))),
        ("log-base", _loss(n.losses.sum() / np.log(2))),
        ("center-normalised", _at_center(n, _unit(v))),
        ("one-negative-times-K", _loss(n.losses[0] + K * n.losses[1]) | n.of(np.r_[g[0], K * g[1]], words[:2])),
        ("label-missing", n.of(s)),
    ]
    first = list(n.case.script)[:K]
    if first != n.negatives:  # the sampler hit o, and that was kept
        rows.append(("outside-word-kept", n.drawn(first) | {"draws": np.asarray(K)}))
        dropped = [w for w in first if w != o]
        rows.append(("outside-word-dropped", n.drawn(dropped) | {"draws": np.asarray(K)}))
    else:
        rows += [("outside-word-kept", {}), ("outside-word-dropped", {})]
    for fixed in (10, 5, 1):
        drawn = _fixed_K(n, fixed)
        rows.append(("K-ignored", n.drawn(drawn[0]) | {"draws": np.asarray(drawn[1])}))
    return rows


def _at_center(n: Negative, v: Array) -> Parts:
    loss, g = reference.negative_sampling(v, n.o, n.negatives, n.U)
    return {"loss": np.asarray(loss), **g}


def _scatter(U: Array, words: list[int], rows: Array) -> Array:
    out = np.zeros_like(U)
    np.add.at(out, words, rows)
    return out


def _fixed_K(n: Negative, K: int) -> tuple[list[int], int]:
    """What a loop that wants K samples other than o gets, and after how many draws."""
    from proofs.harness.sampler import ScriptedDataset

    data = ScriptedDataset(n.case.script, n.o, len(n.U))
    out: list[int] = []
    while len(out) < K:
        w = data.sampleTokenIdx()
        if w != n.o:
            out.append(w)
    return out, data.draws


def _window_rows(w: Window) -> list[tuple[str, Parts | Raises]]:
    true = w.summed()
    swapped = {"V": true["U"], "U": true["V"]}
    ids = w.ids
    half = w.case.window
    return [
        ("order-for-index", w.by(_ids(w))),
        ("loss-function-ignored", w.naive()),
        ("window-mean", _mean(w)),
        ("window-mean", {k: v / (2 * half) for k, v in true.items()}),
        ("center-row-of-outside-word", {"V": w.summed(row=lambda j: ids[j])["V"]}),
        ("center-word-skipped", w.summed(lambda j: ids[j] != w.c)),
        ("repeats-skipped", w.summed(_first_occurrence(w))),
        ("last-word-only", _last_only(w, "loss", "V", "U")),
        ("first-word-only", w.summed(lambda j: j == 0)),
        ("first-word-skipped", w.summed(lambda j: j > 0)),
        ("last-word-skipped", w.summed(lambda j: j < w.n - 1)),
        ("window-cut", w.summed(lambda j: j < half)),
        ("center-and-outside-exchanged", w.swapped()),
        ("center-and-outside-exchanged", {k: w.swapped()[k] for k in ("loss", "U")}),
        ("gradients-exchanged", swapped),
        ("center-gradient-in-every-row", {"V": np.tile(true["V"][w.c], (len(true["V"]), 1))}),
        ("center-gradient-in-every-row", {"V": true["V"][w.c] + np.zeros_like(true["V"])}),
        ("row-of-outside-word-only", {"U": _rows_only(w)}),
        ("row-by-position", {"V": w.summed(row=lambda j: j % len(true["V"]))["V"]}),
        ("row-zero", {"V": w.summed(row=lambda _: 0)["V"]}),
    ]


def _rows_only(w: Window) -> Array:
    U = np.zeros(w.case.U.shape)
    for o, (_, g) in zip(w.ids, w.terms, strict=True):
        U[o] += g["U"][o]
    return U


def _descent_rows(c: DescentCase) -> list[tuple[str, Parts | Raises]]:
    n, h = len(c.pushes), c.step
    seen: dict[str, Any] = {}

    def stale(x: Any, g: Any, t: int) -> Any:  # the gradient of the start, for ever
        first = seen.setdefault("g", g)
        return x - h * first

    def momentum(x: Any, g: Any, t: int) -> Any:
        seen["m"] = 0.9 * seen.get("m", 0.0) + g
        return x - h * seen["m"]

    twice = {"x": _twice(c), "calls": np.asarray(2 * n)}
    return [
        ("ascent", _descend(c, lambda x, g, t: x + h * g)),
        ("postprocessing-lost", _descend(c, lambda x, g, t: x - h * g, post=False)),
        ("postprocessing-lost", _in_place_only(c)),
        ("postprocessing-before-step", _pre(c)),
        ("postprocessing-at-end", _at_end(c)),
        (
            "postprocessing-of-gradient",
            _descend(c, lambda x, g, t: x - h * np.asarray(_after(c)(np.array(g))), post=False),
        ),
        ("step-divided-by-rows", _descend(c, lambda x, g, t: x - h * g / _rows(g))),
        ("step-divided-by-rows", _descend(c, lambda x, g, t: x - h * g / np.size(g))),
        ("gradient-normalised", _descend(c, lambda x, g, t: x - h * _length(g))),
        ("gradient-sign-only", _descend(c, lambda x, g, t: x - h * np.sign(g))),
        ("step-ignored", _descend(c, lambda x, g, t: x - g)),
        ("loss-for-gradient", _descend(c, lambda x, g, t: x - h * (t + 1.0))),
        ("one-iteration-short", _descend(c, lambda x, g, t: x - h * g, n=n - 1)),
        ("one-iteration-more", _descend(c, lambda x, g, t: x - h * g, n=n + 1)),
        ("one-iteration-only", _descend(c, lambda x, g, t: x - h * g, n=1)),
        ("calls-f-twice", twice),
        ("step-decays-each-iteration", _descend(c, lambda x, g, t: x - h * 0.5**t * g)),
        ("step-decays-each-iteration", _descend(c, lambda x, g, t: x - h * 0.5 ** (t + 1) * g)),
        ("step-decays-each-iteration", _descend(c, lambda x, g, t: x - h / (t + 1) * g)),
        ("gradient-of-the-start", _descend(c, stale)),
        ("gradient-of-the-start", _descend(_flat(c), lambda x, g, t: x - h * (g + c.slope * np.asarray(c.x0)))),
        ("start-forgotten", _descend(c, lambda x, g, t: np.asarray(c.x0) - h * g)),
        ("momentum", _descend(c, momentum)),
        ("returns-start", {"x": np.asarray(c.x0, float)}),
        ("returns-gradient", {"x": _last_gradient(c)}),
    ]


def _flat(c: DescentCase) -> DescentCase:
    return DescentCase(c.layout, c.x0, c.step, 0.0, c.pushes, c.after)


def _in_place_only(c: DescentCase) -> Parts:
    """The result of the postprocessing thrown away; what it does in place stays."""
    if c.after != "halve in place":
        return _descend(c, lambda x, g, t: x - c.step * g, post=False)
    return descend(c)


def _twice(c: DescentCase) -> Array:
    """Loss from one call, gradient from a second: the scripted gradients are used two by two."""
    from proofs.harness.subjects import Scripted

    f, x = Scripted(c), np.array(c.x0, dtype=float)
    for _ in c.pushes:
        f(x)
        _, g = f(x)
        x = np.asarray(_after(c)(np.asarray(x - c.step * g)))
    return x


def _last_gradient(c: DescentCase) -> Array:
    last: dict[str, Any] = {}

    def keep(x: Any, g: Any, t: int) -> Any:
        last["g"] = g
        return x - c.step * g

    _descend(c, keep)
    return np.asarray(last["g"], float)


def _draw_rows(c: DrawCase) -> list[tuple[str, Parts | Raises]]:
    first = _no_redraw(c.script, c.K)
    once = _once_redrawn(c)
    distinct = list(dict.fromkeys(c.negatives))
    return [
        ("outside-word-kept", _drawn(first, c.K)),
        ("outside-word-redrawn-once", _drawn(*once)),
        ("outside-word-dropped", _drawn([w for w in first if w != c.o], c.K)),
        ("samples-distinct", {"samples": np.asarray(distinct)}),
        ("samples-sorted", {"samples": np.asarray(sorted(c.negatives))}),
        ("samples-one-short", {"samples": np.asarray(c.negatives[:-1])}),
        ("sampler-unused", {"draws": np.asarray(0)}),
    ]


def _elementwise_rows(name: str, c: ElementwiseCase) -> list[tuple[str, Parts | Raises]]:
    x = np.asarray(c.x, np.float64)
    a = 0.01 if c.alpha is None else c.alpha
    sigma = reference.sigmoid(x)
    with np.errstate(all="ignore"):
        e, shown = (
            np.exp(np.clip(x, -700, 700)),
            {
                "sigmoid": [
                    ("argument-sign", sigma[()] * 0 + reference.sigmoid(-x)),
                    ("tanh-for-sigmoid", np.tanh(x)),
                    ("exp-for-sigmoid", np.exp(-np.abs(x)) * 0 + e),
                    ("one-missing", e),
                    ("one-missing", 1 / e),
                    ("minus-for-plus", 1 / (1 - 1 / e)),
                    ("derivative-for-value", sigma * (1 - sigma)),
                    ("complement", 1 + 1 / e),
                    ("not-elementwise", np.exp(x - x.max()) / np.exp(x - x.max()).sum() if x.size else x),
                    ("log-for-value", -np.logaddexp(0, -x)),
                    ("integers-truncated", np.trunc(sigma)),
                ],
                "sigmoid_grad": [
                    ("sigmoid-applied-again", sigma * (1 - sigma)),
                    ("factor-missing", x),
                    ("factor-missing", 1 - x),
                    ("minus-for-plus", x * (1 + x)),
                    ("tanh-derivative", 1 - x**2),
                    ("sign", -x * (1 - x)),
                    ("sign", x * (x - 1)),
                    ("square-missing", x - x),
                    ("sigmoid-for-derivative", sigma),
                ],
                "leaky_relu": [
                    ("alpha-for-alpha-x", np.where(x > 0, x, a)),
                    ("alpha-ignored", np.where(x > 0, x, 0.01 * x)),
                    ("relu", np.maximum(x, 0)),
                    ("branches-exchanged", np.where(x > 0, a * x, x)),
                    ("identity", x),
                    ("absolute-value", np.where(x > 0, x, -a * x)),
                    ("gradient-for-value", np.where(x > 0, 1.0, a)),
                    ("alpha-everywhere", a * x),
                ],
                "leaky_relu_grad": [
                    ("alpha-x-for-alpha", np.where(x > 0, 1.0, a * x)),
                    ("alpha-ignored", np.where(x > 0, 1.0, 0.01)),
                    ("relu", np.where(x > 0, 1.0, 0.0)),
                    ("branches-exchanged", np.where(x > 0, a, 1.0)),
                    ("value-for-gradient", np.where(x > 0, x, a * x)),
                    ("x-for-one", np.where(x > 0, x, a)),
                    ("sign", np.where(x > 0, 1.0, -a)),
                    ("alpha-everywhere", np.full(x.shape, a)),
                    ("alpha-everywhere", np.ones(x.shape)),
                ],
            },
        )
    return [(code, {"value": np.asarray(v)}) for code, v in shown[name]]


TABLES: dict[str, Callable[[Any], list[tuple[str, Parts | Raises]]]] = {
    NAIVE: lambda c: _naive_softmax_rows(Softmax(c)),
    NEG: lambda c: _negative_rows(Negative(c)),
    SKIP: lambda c: _window_rows(Window(c)),
    SGD: _descent_rows,
    "getNegativeSamples": _draw_rows,
    **{
        f: (lambda c, f=f: _elementwise_rows(f, c))  # type: ignore[misc]
        for f in ("sigmoid", "sigmoid_grad", "leaky_relu", "leaky_relu_grad")
    },
}
