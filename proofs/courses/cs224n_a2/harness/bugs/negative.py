"""TABLE of what goes wrong in negative sampling, and in the drawing of its samples."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from proofs.courses.cs224n_a2.harness import reference
from proofs.courses.cs224n_a2.harness.bugs.prediction import Raises, Rows, log, loss, unit_vector
from proofs.courses.cs224n_a2.harness.cases import DrawCase
from proofs.courses.cs224n_a2.harness.ingredients import NegativeTerms
from proofs.courses.cs224n_a2.harness.sampler import ScriptedDataset
from proofs.courses.cs224n_a2.harness.subjects import Parts

Array = np.ndarray[Any, np.dtype[Any]]


CLIPS = (5.0, 6.0, 8.0, 10.0, 15.0)  # that scores are clipped to; 6 is that of word2vec.c


def rows(n: NegativeTerms) -> Rows:
    v, U, o, K = n.v, n.U, n.o, len(n.negatives)
    g, sign, s = n.g, n.sign, reference.sigmoid(n.scores)
    pos, neg = sign < 0, sign > 0
    inner = reference.sigmoid(-sign * n.scores)  # the σ that the loss takes the log of
    zero_o, zero_neg = g * neg, g * pos
    true = n.of(g)
    square = len(U) == len(v)
    words = n.words
    rows: Rows = [
        ("samples-redrawn", _swap_parts(n)),
        ("repeats-counted-once", _once(n)),
        ("repeats-counted-once", _set(n)),
        ("repeats-squared", _squared(n)),
        ("minus-in-sigmoid-lost", _lost_minus(n)),
        ("minus-in-sigmoid-lost", _lost_minus_inside(n)),
        ("minus-in-sigmoid-lost", loss(np.logaddexp(0, -n.scores).sum())),
        ("positive-term-sign", loss(np.logaddexp(0, n.scores).sum()) | n.of(np.where(pos, s, g))),
        ("positive-term-sign", n.of(np.where(pos, -g, g))),
        ("negative-term-sign", n.of(np.where(neg, -g, g))),
        ("negative-term-sign", loss(np.sum(-sign * n.losses))),
        ("gradient-sign", n.of(-g)),
        ("loss-sign", loss(-n.losses.sum())),
        ("no-negatives", loss(n.losses[0]) | n.of(zero_neg)),
        ("no-outside-word", loss(n.losses[1:].sum()) | n.of(zero_o)),
        ("first-negative-skipped", _without(n, 1)),
        ("last-negative-skipped", _without(n, K)),
        ("last-negative-only", _only(n, -1)),
        ("K-ignored", n.drawn(n.negatives[:5])),
        ("first-negative-only", _only(n, 0)),
        ("sigmoid-derivative", n.of(g * inner)),
        ("sigmoid-derivative", n.of(np.where(neg, g * inner, g))),
        ("sigmoid-derivative", n.of(np.where(pos, g * inner, g))),
        ("sigmoid-for-complement", n.of(np.where(neg, 1 - g, g))),
        ("sigmoid-for-complement", n.of(np.where(pos, -1 - g, g))),
        ("sigmoid-for-complement", n.of(sign - g)),
        ("label-by-word", _label_by_word(n)),
        ("label-misplaced", _label_last(n)),
        ("label-misplaced", {k: p for k, p in _label_last(n).items() if k != "loss"}),
        ("mean-for-sum", _all_rows(n, 1 / K)),
        ("mean-for-sum", _all_rows(n, 1 / (K + 1))),
        ("mean-for-sum", _mean_of_negatives(n)),
        ("multiplied-by-K", _all_rows(n, np.where(pos, 1.0, float(K)))),
        ("outside-term-times-K", _all_rows(n, np.where(pos, float(K), 1.0))),
        ("samples-ignored", n.drawn([w for w in range(len(U)) if w != o])),
        ("rows-by-position", _positions(n)),
        ("row-overwritten", n.overwritten(g)),
        ("outside-row-by-negatives", {"U": n.of(g, [o] * len(words))["U"]}),
        ("outside-vector-for-center", {"U": _scatter(U, words, g[:, None] * U[words])}),
        ("outside-vector-for-center", {"U": _scatter(U, words, np.outer(g, U[o]))}),
        *(
            ("outside-vector-for-center", {"U": _scatter(U, words, g[:, None] * np.where(some[:, None], U[words], v))})
            for some in (pos, neg)
        ),
        ("center-for-outside-vector", {"v_c": g.sum() * v}),
        *(("center-for-outside-vector", {"v_c": g @ np.where(some[:, None], v, U[words])}) for some in (pos, neg)),
        ("center-for-outside-vector", {"v_c": g @ U[[o] * len(words)]}),
        ("transposed-layout", {"U": true["U"].T} if square else Raises("ValueError")),
        ("reshape-for-transpose", {"U": true["U"].T.reshape(true["U"].shape)}),
        ("log-missing", loss(-inner.sum())),
        ("log-of-product-sum", loss(-log(inner.sum()))),
        ("log-of-product-sum", loss(n.losses[0] - log(inner[1:].sum()))),
        ("softplus-incomplete", loss(np.log1p(np.exp(-np.abs(n.scores))).sum())),
        *(("scores-clipped", _clipped(n, most)) for most in CLIPS),
        ("log-base", loss(n.losses.sum() / np.log(2))),
        ("center-normalised", _at_center(n, unit_vector(v))),
        ("one-negative-times-K", loss(n.losses[0] + K * n.losses[1]) | n.of(np.r_[g[0], K * g[1]], words[:2])),
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
        drawn = _fixed_K(n.case.script, o, len(U), fixed)
        rows.append(("K-ignored", n.drawn(drawn[0]) | {"draws": np.asarray(drawn[1])}))
        rows.append(("K-ignored", {"draws": np.asarray(drawn[1])}))  # as many drawn, K of them used
    more, draws = _fixed_K(n.case.script, o, len(U), K + 1)
    return [*rows, ("one-sample-more", n.drawn(more) | {"draws": np.asarray(draws)})]


def draw_rows(c: DrawCase) -> Rows:
    first = list(c.script)[: c.K]
    once = _once_redrawn(c)
    distinct = list(dict.fromkeys(c.negatives))
    return [
        ("outside-word-kept", _drawn(first, c.K)),
        ("outside-word-redrawn-once", _drawn(*once)),
        ("outside-word-dropped", _drawn([w for w in first if w != c.o], c.K)),
        ("samples-distinct", {"samples": np.asarray(distinct)}),
        ("samples-sorted", {"samples": np.asarray(sorted(c.negatives))}),
        ("samples-one-short", {"samples": np.asarray(c.negatives[:-1])}),
        ("samples-one-short", _drawn(*_fixed_K(c.script, c.o, c.vocabulary, c.K - 1))),
        ("one-sample-more", _drawn(*_fixed_K(c.script, c.o, c.vocabulary, c.K + 1))),
        *(("K-ignored", _drawn(*_fixed_K(c.script, c.o, c.vocabulary, fixed))) for fixed in (10, 5, 1)),
        ("sampler-unused", {"draws": np.asarray(0)}),
    ]


def _label_last(n: NegativeTerms) -> Parts:
    """labels[-1] = 1 where labels[0] = 1 belongs."""
    sign = np.ones(len(n.words))
    sign[-1] = -1
    t = sign * n.scores
    return loss(np.logaddexp(0, t).sum()) | n.of(sign * reference.sigmoid(t))


def _clipped(n: NegativeTerms, most: float) -> Parts:
    t = n.sign * np.clip(n.scores, -most, most)
    return loss(np.logaddexp(0, t).sum()) | n.of(n.sign * reference.sigmoid(t))


def _label_by_word(n: NegativeTerms) -> Parts | Raises:
    """labels[o] = 1 in an array of K + 1 places, where place 0 is the outside word's."""
    if n.o >= len(n.words):
        return Raises("IndexError")
    sign = np.ones(len(n.words))
    sign[n.o] = -1
    t = sign * n.scores
    return loss(np.logaddexp(0, t).sum()) | n.of(sign * reference.sigmoid(t))


def _squared(n: NegativeTerms) -> Parts:
    return n.of(n.g * n.count)


def _set(n: NegativeTerms) -> Parts:
    return n.drawn(list(dict.fromkeys(n.negatives)))


def _without(n: NegativeTerms, i: int) -> Parts:
    keep = [j for j in range(len(n.words)) if j != i]
    return loss(n.losses[keep].sum()) | n.of(n.g[keep], [n.words[j] for j in keep])


def _lost_minus(n: NegativeTerms) -> Parts:
    t = -n.scores  # −log σ(u·v) for the negatives as for o
    return loss(np.logaddexp(0, t).sum()) | n.of(-reference.sigmoid(t))


def _lost_minus_inside(n: NegativeTerms) -> Parts:
    """σ(u_s'v) for σ(−u_s'v), all else as it is written."""
    s = reference.sigmoid(n.scores)
    g = np.where(n.sign < 0, n.g, 1 - s)
    return loss(np.logaddexp(0, -n.scores).sum()) | n.of(g)


def _all_rows(n: NegativeTerms, scale: Array | float) -> Parts:
    return loss(np.sum(n.losses * scale)) | n.of(n.g * scale)


def _mean_of_negatives(n: NegativeTerms) -> Parts:
    return _all_rows(n, np.where(n.sign < 0, 1.0, 1 / len(n.negatives)))


def _positions(n: NegativeTerms) -> Parts | Raises:
    if len(n.words) > len(n.U):
        return Raises("IndexError")
    dU = np.zeros_like(n.U)
    dU[: len(n.words)] = np.outer(n.g, n.v)
    return {"U": dU}


def _once(n: NegativeTerms) -> Parts:
    """grad[words] += rows: NumPy reads once and writes once, so the last of equal words counts."""
    return n.overwritten(n.g)


def _only(n: NegativeTerms, i: int) -> Parts:
    """Of the negatives, only the i-th."""
    return n.drawn([n.negatives[i]])


def _swap_parts(n: NegativeTerms) -> Parts:
    """Gradients of the second set of samples, loss of the first."""
    return {k: v for k, v in n.drawn(n.second_draw).items() if k != "loss"} | {
        "draws": np.asarray(len(n.case.script) + n.case.K)
    }


def _at_center(n: NegativeTerms, v: Array) -> Parts:
    if not np.isfinite(v).all():  # 0 / 0: whatever comes of it
        return {"loss": np.asarray(np.nan), "v_c": np.full_like(v, np.nan), "U": np.full_like(n.U, np.nan)}
    value, g = reference.negative_sampling(v, n.o, n.negatives, n.U)
    return {"loss": np.asarray(value), **g}


def _scatter(U: Array, words: list[int], rows: Array) -> Array:
    out = np.zeros_like(U)
    np.add.at(out, words, rows)
    return out


def _fixed_K(script: Sequence[int], o: int, V: int, K: int) -> tuple[list[int], int]:
    """What a loop that wants K samples other than o gets, and after how many draws."""

    data = ScriptedDataset(script, o, V)
    out: list[int] = []
    while len(out) < K:
        w = data.sampleTokenIdx()
        if w != o:
            out.append(w)
    return out, data.draws


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


def _drawn(samples: Sequence[int], draws: int) -> Parts:
    return {"samples": np.asarray(list(samples)), "draws": np.asarray(draws)}
