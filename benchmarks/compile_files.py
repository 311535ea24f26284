"""Files that `gradproof compile` writes beside NumPy written by hand: six families of losses, both precisions.

    OPENBLAS_NUM_THREADS=1 python benchmarks/compile_files.py [rounds]

The contenders take turns, the other one first in every second round. Milliseconds of the processor are the least of the rounds; the ratio is that of these, and
beside it stands the median over the rounds of the ratio in the same round, which what else the machine does falls on alike. The hand-written functions reuse memory where they can and check nothing.
"""

import sys
import time
from collections.abc import Callable
from statistics import median
from typing import Any

import numpy as np

from derive.stating import state
from derive.tensors.statements import module_of_statement

Array = Any
ROUNDS = int(sys.argv[1]) if len(sys.argv) > 1 else 15


def written(loss: str, wrt: str, **stated: Any) -> Callable[..., Any]:
    """The function of the file."""
    space: dict[str, Any] = {}
    exec(module_of_statement(state(loss, wrt, **stated)).source, space)  # noqa: S102 (our own text)
    return space["loss_and_gradient"]


ROWS = {"convention": "rows", "assume": ["softmax acts on each row", "each row of Y is one-hot"]}
SOFTMAX = written(
    r"-\frac{1}{N}\sum_{i=1}^{N} \log \frac{e^{f_{i y_i}}}{\sum_{j=1}^{C} e^{f_{ij}}}", "W",
    where=["f = X W"], declare=["X: N x d", "y[N]: index C", "W: d x C"], convention="rows",
)  # fmt: skip
NETWORK = written(
    r"-\frac{1}{N}\sum_{i=1}^{N}\sum_{k=1}^{K} Y_{ik}\log P_{ik}", "W_1",
    where=[r"H = \operatorname{ReLU}(X W_1 + \mathbf{1} b_1)", r"P = \operatorname{softmax}(H W_2 + \mathbf{1} b_2)"],
    declare=["X: N x d", "W_1: d x m", "b_1: m", "W_2: m x K", "b_2: K", "Y: N x K"], **ROWS,
)  # fmt: skip
ATTENTION = written(
    r"\operatorname{tr}(G^\top A V)", "Q", where=[r"A = \operatorname{softmax}\left(\frac{Q K^\top}{\sqrt{d}}\right)"],
    declare=["Q: n x d", "K: k x d", "V: k x m", "G: n x m"], convention="rows", assume=["softmax acts on each row"],
)  # fmt: skip
NORM = written(
    r"g^\top (a \odot \hat{x} + b)", "x", declare=["x: n", "g: n", "a: n", "b: n", r"\epsilon:"],
    where=[
        r"\mu = \frac{1}{n}\sum_{j=1}^{n} x_j",
        r"v = \frac{1}{n}\sum_{j=1}^{n} (x_j-\mu)^2",
        r"\hat{x} = \frac{x - \mu\mathbf{1}}{\sqrt{v+\epsilon}}",
    ],
)  # fmt: skip
GLOVE = written(
    r"\sum_{i=1}^{V}\sum_{j=1}^{V} F_{ij}(w_i^\top t_j + b_i + c_j - \log X_{ij})^2", "w",
    declare=["w[V]: d", "t[V]: d", "b: V", "c: V", "F: V x V", "X: V x V"],
)  # fmt: skip
LOG_DET = written(r"\log \det(X^\top X)", "X", declare=["X: m x n"])


def softmax_by_hand(X: Array, y: Array, W: Array) -> tuple[Any, Array]:
    S = X @ W
    S -= S.max(1, keepdims=True)
    rows = np.arange(len(X))
    label = S[rows, y].copy()
    np.exp(S, out=S)
    total = S.sum(1)
    loss = (np.log(total) - label).mean()
    S /= total[:, None]
    S[rows, y] -= 1
    S /= len(X)
    return loss, X.T @ S


def network_by_hand(X: Array, W_1: Array, b_1: Array, W_2: Array, b_2: Array, Y: Array) -> tuple[Any, Array]:
    Z = X @ W_1
    Z += b_1
    S = np.maximum(Z, 0) @ W_2
    S += b_2
    S -= S.max(1, keepdims=True)
    right = np.vdot(Y, S)
    np.exp(S, out=S)
    total = S.sum(1, keepdims=True)
    loss = (np.log(total).sum() - right) / len(X)
    S /= total
    S -= Y
    S /= len(X)
    D = S @ W_2.T
    D *= Z > 0
    return loss, X.T @ D


def attention_by_hand(Q: Array, K: Array, V: Array, G: Array) -> tuple[Any, Array]:
    S = Q @ K.T
    S /= Q.dtype.type(Q.shape[1] ** 0.5)
    S -= S.max(1, keepdims=True)
    np.exp(S, out=S)
    S /= S.sum(1, keepdims=True)
    D = G @ V.T
    means = np.einsum("ij,ij->i", D, S)
    D -= means[:, None]
    D *= S
    slope = D @ K
    slope /= Q.dtype.type(Q.shape[1] ** 0.5)
    return means.sum(), slope


def norm_by_hand(x: Array, g: Array, a: Array, b: Array, epsilon: float) -> tuple[Any, Array]:
    c = x - x.mean()
    root = np.sqrt(c @ c / len(x) + x.dtype.type(epsilon))
    c /= root
    u = g * a
    loss = u @ c + g @ b
    share = u @ c / len(x)
    u -= u.mean()
    c *= share
    u -= c
    u /= root
    return loss, u


def glove_by_hand(w: Array, t: Array, b: Array, c: Array, F: Array, X: Array) -> tuple[Any, Array]:
    S = w @ t.T
    S += b[:, None]
    S += c
    S -= np.log(X)
    FS = F * S
    loss = np.vdot(FS, S)
    slope = FS @ t
    slope *= 2
    return loss, slope


def log_det_by_hand(X: Array) -> tuple[Any, Array]:
    """One Cholesky factor for both; its inverse by halves, since NumPy has none for triangular matrices."""
    L = np.linalg.cholesky(X.T @ X)
    R = _inverse_of_lower(L)
    return 2 * np.log(np.diagonal(L)).sum(), 2 * (X @ (R.T @ R))


def _inverse_of_lower(L: Array) -> Array:
    if len(L) < 100:
        return np.linalg.inv(L)
    k = len(L) // 2
    A, C = _inverse_of_lower(L[:k, :k]), _inverse_of_lower(L[k:, k:])
    return np.block([[A, np.zeros((k, len(L) - k), L.dtype)], [-C @ (L[k:, :k] @ A), C]])


def drawn(kind: Any) -> list[tuple[str, Callable[..., Any], Callable[..., Any], dict[str, Any]]]:
    """The contenders and their arguments."""
    rng = np.random.default_rng(0)

    def normal(*shape: int) -> Array:
        return rng.standard_normal(shape).astype(kind)

    X, W, labels = normal(2000, 300), normal(300, 500) / 20, rng.integers(500, size=2000)
    network = {"W_1": normal(300, 256) / 20, "b_1": normal(256), "W_2": normal(256, 500) / 20, "b_2": normal(500)}
    vectors = {"w": normal(1500, 100) / 10, "t": normal(1500, 100) / 10, "b": normal(1500), "c": normal(1500)}
    counts = {"F": np.abs(normal(1500, 1500)), "X": np.abs(normal(1500, 1500)) + kind(0.5)}
    return [
        ("softmax regression", SOFTMAX, softmax_by_hand, {"X": X, "y": labels, "W": W}),
        ("two layers", NETWORK, network_by_hand, {"X": X, "Y": np.eye(500, dtype=kind)[labels], **network}),
        ("attention", ATTENTION, attention_by_hand, {name: normal(600, 64) for name in "QKVG"}),
        ("layer norm", NORM, norm_by_hand, {**{name: normal(200_000) for name in "xgab"}, "epsilon": 1e-5}),
        ("GloVe", GLOVE, glove_by_hand, vectors | counts),
        ("log det", LOG_DET, log_det_by_hand, {"X": normal(700, 400)}),
    ]


def main() -> None:
    print(f"numpy {np.__version__}; milliseconds, the least of {ROUNDS} rounds; below 1 the written file is faster")
    print(f"{'loss':20} {'type':8} {'written':>9} {'by hand':>9} {'ratio':>6} {'paired':>7}")
    for kind in (np.float32, np.float64):
        for name, ours, theirs, arguments in drawn(kind):
            loss, grads = ours(**arguments)
            expected, slope = theirs(**arguments)
            np.testing.assert_allclose(loss, expected, rtol=1e-2)
            np.testing.assert_allclose(next(iter(grads.values())), slope, rtol=1e-2, atol=1e-3)
            rounds = [_round(ours, theirs, arguments, turn % 2 == 1) for turn in range(ROUNDS)]
            least = [min(times) * 1e3 for times in zip(*rounds, strict=True)]
            paired = median(a / b for a, b in rounds)
            print(
                f"{name:20} {kind.__name__:8} {least[0]:9.2f} {least[1]:9.2f} {least[0] / least[1]:6.2f} {paired:7.2f}",
                flush=True,
            )


def _round(
    ours: Callable[..., Any], theirs: Callable[..., Any], arguments: dict[str, Any], turned: bool
) -> tuple[float, float]:
    """Seconds of both, one after the other."""
    times = {}
    for function in (theirs, ours) if turned else (ours, theirs):
        start = time.process_time()
        function(**arguments)
        times[function] = time.process_time() - start
    return times[ours], times[theirs]


if __name__ == "__main__":
    main()
