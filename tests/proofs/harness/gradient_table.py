"""TABLE of ten losses that are not word2vec: two right programs of each, and six wrong ones made from the first by one edit.

An edit is (what stands there, what is put there, the codes that name the slip). `None` for the codes: any error will do.
"""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Row:
    """A loss in LaTeX, how it is stated, and programs of it."""

    name: str
    loss: str
    wrt: tuple[str, ...]
    right: tuple[str, ...]
    wrong: tuple[tuple[str, str, str | None], ...]
    declare: tuple[str, ...] = ()
    assume: tuple[str, ...] = ()
    where: tuple[str, ...] = ()

    @property
    def statement(self) -> dict[str, Any]:
        """What `check_gradient` is told."""
        return {"loss": self.loss, "wrt": self.wrt, "declare": self.declare, "assume": self.assume, "where": self.where}


PRELUDE = """
import numpy as np


def sigmoid(z):
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1.0, e) / (1.0 + e)


def softmax(Z):
    E = np.exp(Z - Z.max(axis=-1, keepdims=True))
    return E / E.sum(axis=-1, keepdims=True)


def log_softmax(Z):
    Z = Z - Z.max(axis=-1, keepdims=True)
    return Z - np.log(np.exp(Z).sum(axis=-1, keepdims=True))
"""

ROWS = (
    Row(
        "logistic regression",
        r"\frac1N\sum_{i=1}^N \log(1+\exp(-y_i w^\top x_i)) + \frac{\lambda}{2}\|w\|^2",
        ("w",),
        (
            """
def f(x, y, w, lambda_):
    m = y * (x @ w)
    loss = np.logaddexp(0.0, -m).mean() + lambda_ / 2 * w @ w
    c = -y * sigmoid(-m)
    return loss, x.T @ c / len(y) + lambda_ * w
""",
            """
def f(w, lambda_, x, y):
    loss, g = 0.0, np.zeros(w.shape)
    for a, b in zip(x, y):
        s = b * (a @ w)
        loss += max(-s, 0.0) + np.log1p(np.exp(-abs(s)))
        g -= b * a * sigmoid(-s)
    return loss / len(y) + 0.5 * lambda_ * np.sum(w ** 2), {"w": g / len(y) + lambda_ * w}
""",
        ),
        (
            ("x.T @ c / len(y)", "x.T @ c", "term-size-missing"),
            (" + lambda_ * w\n", "\n", "term-missing"),
            (" + lambda_ * w\n", " + 2 * lambda_ * w\n", "term-factor"),
            ("c = -y * sigmoid(-m)", "c = -sigmoid(-m)", "factor-dropped"),
            ("c = -y * sigmoid(-m)", "c = -y * np.exp(-np.clip(m, -30, 30))", "inner-missing"),
            ("x.T @ c / len(y)", "x[-1] * c[-1] / len(y)", "only-last"),
        ),
        ("x[N]: d", "y[N]:", "w: d", "lambda:"),
        ("y in {-1, 1}",),
    ),
    Row(
        "least squares",
        r"\frac{1}{2N}\sum_{i=1}^N (w^\top x_i + b - y_i)^2",
        ("w", "b"),
        (
            """
def f(w, b, x, y):
    r = x @ w + b - y
    return r @ r / (2 * len(y)), x.T @ r / len(y), r.mean()
""",
            """
def f(x, y, w, b):
    A = np.column_stack([x, np.ones(len(x))])
    r = A.dot(np.append(w, b)) - y
    g = np.einsum("ij,i->j", A, r) / len(r)
    return 0.5 * np.mean(r ** 2), {"b": g[-1], "w": g[:-1]}
""",
        ),
        (
            ("x.T @ r / len(y)", "x.T @ r", "size-missing"),
            ("x.T @ r / len(y)", "2 * x.T @ r / len(y)", "factor"),
            ("r.mean()", "r.sum()", "size-missing"),
            ("r @ r / (2 * len(y))", "r @ r / len(y)", "factor"),
            ("r = x @ w + b - y", "r = x @ w + b - y\n    y += r", "input-overwritten"),
            ("x.T @ r / len(y)", "np.full(w.shape, np.sum(x.T @ r) / len(y))", "broadcast"),
        ),
        ("x[N]: d", "y[N]:", "w: d", "b:"),
    ),
    Row(
        "softmax regression",
        r"-\frac1N\sum_{i=1}^N\log softmax(Wx_i)_{y_i}",
        ("W",),
        (
            """
def f(W, x, y):
    N = len(y)
    S = x @ W.T
    loss = -log_softmax(S)[np.arange(N), y].mean()
    D = softmax(S)
    D[np.arange(N), y] -= 1.0
    return loss, D.T @ x / N
""",
            """
def f(x, y, W):
    loss, G = 0.0, np.zeros_like(W)
    for a, k in zip(x, y):
        s = W @ a
        loss -= log_softmax(s)[k]
        p = softmax(s)
        G += np.outer(p, a)
        G[k] -= a
    return loss / len(y), [G / len(y)]
""",
        ),
        (
            ("D.T @ x / N", "D.T @ x", "size-missing"),
            ("D.T @ x / N", "x.T @ D / N", "transposed"),
            ("    D[np.arange(N), y] -= 1.0\n", "", "label-missing"),
            ("D.T @ x / N", "(x.T @ D / N).reshape(W.shape)", "reshaped"),
            ("D.T @ x / N", "-D.T @ x / N", "sign"),
            ("D.T @ x / N", "np.outer(D[-1], x[-1]) / N", "only-last"),
        ),
        ("W: C x d", "x[N]: d", "y[N]: index C"),
    ),
    Row(
        "two-layer network",
        r"\frac12\|W_2\tanh(W_1x+b_1)+b_2-y\|^2",
        ("W_1", "b_1", "W_2", "b_2"),
        (
            """
def f(x, y, W_1, b_1, W_2, b_2):
    h = np.tanh(W_1 @ x + b_1)
    r = W_2 @ h + b_2 - y
    dz = (W_2.T @ r) * (1 - h ** 2)
    return r @ r / 2, np.outer(dz, x), dz, np.outer(r, h), r
""",
            """
def f(W_1, W_2, b_1, b_2, x, y):
    z = W_1.dot(x) + b_1
    h = np.tanh(z)
    r = W_2.dot(h) + b_2 - y
    back = r[None, :].dot(W_2)[0] / np.cosh(z) ** 2
    return 0.5 * np.sum(r * r), {"W_1": back[:, None] * x, "b_1": back, "W_2": r[:, None] * h, "b_2": r.copy()}
""",
        ),
        (
            (" * (1 - h ** 2)", "", "inner-missing"),
            ("(1 - h ** 2)", "(1 - np.tanh(h) ** 2)", "inner-wrong"),
            ("(1 - h ** 2)", "(1 - h)", "inner-wrong"),
            ("np.outer(r, h), r\n", "2 * np.outer(r, h), r\n", "factor"),
            ("np.outer(dz, x), dz,", "np.outer(dz, x), np.full(b_1.shape, dz.sum()),", "broadcast"),
            ("np.outer(r, h), r\n", "np.outer(h, r), r\n", "transposed"),
        ),
        ("x: d", "y: c", "W_1: m x d", "b_1: m", "W_2: c x m", "b_2: c"),
    ),
    Row(
        "support vector machine",
        r"\frac1N\sum_{i=1}^N\max(0, 1-y_i w^\top x_i)+\frac\lambda2\|w\|^2",
        ("w",),
        (
            """
def f(x, y, w, lambda_):
    m = 1 - y * (x @ w)
    on = m > 0
    loss = np.maximum(0.0, m).mean() + lambda_ * (w @ w) / 2
    return loss, -x.T @ (on * y) / len(y) + lambda_ * w
""",
            """
def f(x, y, w, lambda_):
    m = 1 - y * (x @ w)
    loss = np.sum(m[m >= 0]) / len(y) + lambda_ * (w @ w) / 2
    return loss, -(x * y[:, None])[m >= 0].sum(axis=0) / len(y) + lambda_ * w
""",
        ),
        (
            ("-x.T @ (on * y) / len(y)", "-x.T @ (on * y)", "term-size-missing"),
            ("on = m > 0", "on = m > -np.inf", "step-missing"),
            ("on = m > 0", "on = m < 0", "step-reversed"),
            (" + lambda_ * w\n", " - lambda_ * w\n", "term-sign"),
            ("-x.T @ (on * y)", "x.T @ (on * y)", "term-sign"),
            ("(on * y) / len(y)", "(on * np.abs(y)) / len(y)", "factor-dropped"),
        ),
        ("x[N]: d", "y[N]:", "w: d", "lambda:"),
        ("y in {-1, 1}",),
    ),
    Row(
        "Poisson regression",
        r"\frac1N\sum_{i=1}^N (\exp(w^\top x_i) - y_i w^\top x_i)",
        ("w",),
        (
            """
def f(x, y, w):
    s = x @ w
    mu = np.exp(s)
    return (mu - y * s).mean(), x.T @ (mu - y) / len(y)
""",
            """
def f(w, x, y):
    s = np.dot(x, w)
    g = np.sum((np.exp(s) - y)[:, np.newaxis] * x, axis=0)
    return np.sum(np.exp(s) - y * s) / y.size, g / y.size
""",
        ),
        (
            ("x.T @ (mu - y) / len(y)", "x.T @ (mu - y)", "size-missing"),
            ("x.T @ (mu - y)", "x.T @ mu", "term-missing"),
            ("x.T @ (mu - y)", "x.T @ (mu + y)", "term-sign"),
            ("x.T @ (mu - y)", "x.T @ (1 - y)", "inner-missing"),
            ("(mu - y * s).mean()", "mu.mean()", "term-missing"),
            ("x.T @ (mu - y) / len(y)", "x[1:].T @ (mu - y)[1:] / len(y)", "first-left-out"),
        ),
        ("x[N]: d", "y[N]:", "w: d"),
    ),
    Row(
        "quadratic form",
        r"\frac12 x^\top A x - b^\top x",
        ("x",),
        (
            """
def f(A, b, x):
    return x @ A @ x / 2 - b @ x, (A + A.T) @ x / 2 - b
""",
            """
def f(x, A, b):
    left, right = A.dot(x), x.dot(A)
    return 0.5 * x.dot(left) - np.sum(b * x), {"x": 0.5 * (left + right) - b}
""",
        ),
        (
            ("(A + A.T) @ x / 2 - b", "A @ x - b", "one-side"),
            ("(A + A.T) @ x / 2 - b", "(A + A.T) @ x - b", "term-factor"),
            ("(A + A.T) @ x / 2 - b", "(A + A.T) @ x / 2 + b", "term-sign"),
            ("(A + A.T) @ x / 2 - b", "(A + A.T) @ x / 2", "term-missing"),
            ("x @ A @ x / 2 - b @ x", "x @ A @ x - b @ x", "term-factor"),
            ("(A + A.T) @ x / 2 - b", "np.sum((A + A.T) * x / 2, axis=0) - b", None),
        ),
        ("A: n x n", "b: n", "x: n"),
    ),
    Row(
        "distillation",
        r"-p^\top \log softmax(z/\tau)",
        ("z",),
        (
            """
def f(z, p, tau):
    q = softmax(z / tau)
    return -p @ log_softmax(z / tau), (q - p) / tau
""",
            """
def f(p, tau, z):
    s = np.asarray(z) / tau
    top = s.max()
    total = np.log(np.exp(s - top).sum()) + top
    return total - np.dot(p, s), {"z": (np.exp(s - total) - p) / tau}
""",
        ),
        (
            ("(q - p) / tau", "q - p", "factor-dropped"),
            ("(q - p) / tau", "(p - q) / tau", "sign"),
            ("(q - p) / tau", "q / tau", "label-missing"),
            ("q = softmax(z / tau)", "q = softmax(z)", None),
            ("(q - p) / tau", "(q - p) / tau * q * (1 - q)", None),
            ("(q - p) / tau", "((q - p) / tau).astype(np.float16)", "half-precision"),
        ),
        ("z: n", "p: n", "tau:"),
        ("p is a distribution", "tau is positive"),
    ),
    Row(
        "matrix factorisation",
        r"\frac12\sum_{i=1}^n\sum_{j=1}^m (R_{ij} - p_i^\top q_j)^2",
        ("p",),
        (
            """
def f(R, p, q):
    E = R - p @ q.T
    return np.sum(E ** 2) / 2, -E @ q
""",
            """
def f(p, q, R):
    loss, G = 0.0, np.zeros(p.shape)
    for i in range(len(p)):
        for j in range(len(q)):
            e = R[i, j] - p[i] @ q[j]
            loss += 0.5 * e * e
            G[i] -= e * q[j]
    return loss, {"p": G}
""",
        ),
        (
            ("-E @ q", "E @ q", "sign"),
            ("-E @ q", "-2 * E @ q", "factor"),
            ("-E @ q", "-E.sum(axis=1, keepdims=True) * q.sum(axis=0)", None),
            ("-E @ q", "np.tile(-(E @ q).sum(axis=0), (len(p), 1))", "broadcast"),
            ("np.sum(E ** 2) / 2", "np.sum(E ** 2)", "factor"),
            ("-E @ q", "-R @ q", None),
        ),
        ("R: n x m", "p[n]: d", "q[m]: d"),
    ),
    Row(
        "cosine distance",
        r"1 - \frac{u^\top v}{\|u\| \|v\|}",
        ("u",),
        (
            """
def f(u, v):
    a, b = np.linalg.norm(u), np.linalg.norm(v)
    c = u @ v / (a * b)
    return 1 - c, c * u / a ** 2 - v / (a * b)
""",
            """
def f(v, u):
    a, w = np.sqrt(np.sum(u * u)), v / np.sqrt(np.sum(v * v))
    e = u / a
    return 1.0 - np.sum(e * w), [-(w - e * np.sum(e * w)) / a]
""",
        ),
        (
            ("c * u / a ** 2 - v / (a * b)", "-v / (a * b)", "term-missing"),
            ("c * u / a ** 2 - v / (a * b)", "-c * u / a ** 2 - v / (a * b)", "term-sign"),
            ("c * u / a ** 2 - v / (a * b)", "v / (a * b) - c * u / a ** 2", "sign"),
            ("1 - c,", "c,", None),
            ("c * u / a ** 2 - v / (a * b)", "c * u / a ** 2 - v / a", None),
            ("c * u / a ** 2 - v / (a * b)", "2 * c * u / a ** 2 - v / (a * b)", "inner-wrong"),
        ),
        ("u: n", "v: n"),
    ),
)  # fmt: skip
