"""TABLE of what goes wrong in the naive softmax: each row is the derivation with that bug put in."""

import numpy as np

from proofs.courses.cs224n_a2.harness import reference
from proofs.courses.cs224n_a2.harness.bugs.prediction import Raises, Rows, log, loss, unit_vector
from proofs.courses.cs224n_a2.harness.ingredients import SoftmaxParts


def rows(s: SoftmaxParts) -> Rows:
    y, p, o, v, U = s.y, s.y_hat, s.o, s.v, s.U
    true = np.outer(p - y, v)
    square = len(U) == len(v)
    V, d = U.shape
    other = (o + 1) % V
    not_last, not_first = np.arange(V) < V - 1, np.arange(V) > 0
    mean = s.of((p - y) / V)
    return [
        ("center-sign", {"v_c": (y - p) @ U}),
        ("outside-sign", {"U": np.outer(y - p, v)}),
        ("gradient-sign", s.of(y - p)),
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
        ("only-term-of-outside-word", {"v_c": (p[o] - 1) * U[o]}),
        ("term-of-outside-word-missing", {"v_c": ((1 - y) * p) @ U}),
        *(("word-left-out", s.of(kept * p - y)) for kept in (not_last, not_first)),
        *(("word-left-out", s.of(kept * (p - y))) for kept in (not_last, not_first)),
        ("divided-by-words", mean),
        ("divided-by-words", loss(-log(p[o]) / V) | mean),
        ("expectation-is-mean", {"v_c": U.mean(axis=0) - U[o]}),
        ("expectation-is-argmax", {"v_c": U[p.argmax()] - U[o]}),
        ("expectation-is-argmax", s.of(np.eye(V)[p.argmax()] - y)),
        ("expectation-is-sum", {"v_c": U.sum(axis=0) - U[o]}),
        ("only-row-of-outside-word", {"U": np.outer(y * (p - y), v)}),
        ("row-of-outside-word-missing", {"U": np.outer((1 - y) * p, v)}),
        ("row-of-outside-word-wrong", s.with_row(-v)),
        ("row-of-outside-word-wrong", s.with_row((1 - p[o]) * v)),
        ("softmax-derivative", s.of((p - y) * p)),
        ("softmax-derivative", s.of((p - y) * p[o])),
        ("softmax-derivative", s.of(p * (1 - p))),
        ("softmax-derivative", s.of((p - y) * p * (1 - p))),
        ("center-normalised", s.at(unit_vector(v))),
        ("scores-scaled", s.scaled(1 / np.sqrt(d))),
        ("scores-scaled", {k: g for k, g in s.at(v / np.sqrt(d)).items() if k != "U"}),
        ("score-sign", s.at(-v) | {"U": -s.at(-v)["U"]}),
        ("score-sign", s.at(-v) | {"v_c": -s.at(-v)["v_c"]}),
        ("outside-normalised", s.at(v, U=np.array([unit_vector(u) if u.any() else u for u in U]))),
        ("transposed-layout", {"U": true.T} if square else Raises("ValueError")),
        ("reshape-for-transpose", {"U": true.T.reshape(true.shape)}),
        ("transpose-forgotten", {"v_c": U @ (p - y)} if square else {}),
        ("transpose-forgotten", {"v_c": U @ (p - y)} if square else Raises("ValueError")),
        ("sigmoid-for-softmax", loss(np.logaddexp(0, -(U[o] @ v))) | s.of(reference.sigmoid(U @ v) - y)),
        ("softmax-wrong-axis", loss(0.0) | s.of(np.ones_like(p) - y)),
        ("loss-sign", loss(log(p[o]))),
        ("log-base", loss(-log(p[o]) / np.log(2))),
        ("log-base", loss(-log(p[o]) / np.log(10))),
        ("log-missing", loss(-p[o])),
        ("log-missing", loss(p[o])),
        ("log-missing", loss(1 - p[o])),
        ("normaliser-missing", loss(-(U[o] @ v))),
        ("loss-of-other-words", loss(-log(1 - p[o]))),
        ("loss-over-all-words", loss(-log(p).sum())),
        ("loss-over-all-words", loss(-log(p).mean())),
        ("loss-of-wrong-word", loss(-log(p[other]))),
        ("loss-of-wrong-word", loss(-log(p[o - 1]))),
        ("loss-of-wrong-word", loss(-log(p[0]))),
        ("loss-is-mean", loss(-log(p[o]) / len(U))),
        ("squared-error", loss(np.sum((p - y) ** 2))),
        ("squared-error", loss(np.sum((p - y) ** 2) / 2)),
        ("binary-cross-entropy", loss(-log(p[o]) - log(1 - np.delete(p, o)).sum())),
    ]
