"""The loss and gradient of a minibatch of (center, outside) pairs, and the two steps that use it.

Gradients are kept in factors, so that their cost grows with the batch and not with the vocabulary: pair b adds
`center_rows[b]` to row `centers[b]` of ∂J/∂V, and `delta[b, r] · v[b]` to row `words[b, r]` of ∂J/∂U. All vectors of a
minibatch are read before any is changed.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from numeric.scatter import add_products, require_rows

Floats = NDArray[np.floating[Any]]
Indices = NDArray[np.int32]

ADAGRAD_FLOOR = 1e-6
"""Added to the root of Adagrad's sum: a row that was never touched has the sum 0."""


@dataclass(frozen=True)
class Factors:
    """A minibatch's gradient in factors; `words` is None when every row of U is touched (r runs over all of U)."""

    centers: Indices  # (B,)
    center_rows: Floats  # (B, d)
    words: Indices | None  # (B, R)
    delta: Floats  # (B, R)
    v: Floats  # (B, d)
    scores: Floats  # (B, R)


class Workspace:
    """Memory for minibatches of up to `size` pairs, R words each, dimension d: allocated once, used thousands of times."""

    def __init__(self, size: int, R: int, d: int, dtype: Any = np.float32) -> None:
        self.u = np.empty((size, R, d), dtype)
        self.v = np.empty((size, d), dtype)
        self.scores = np.empty((size, R), dtype)
        self.delta = np.empty((size, R), dtype)
        self.center_rows = np.empty((size, 1, d), dtype)


def negative_sampling(V: Floats, U: Floats, centers: Indices, words: Indices, space: Workspace) -> Factors:
    """Σ_b −log σ(u_o·v) − Σ_k log σ(−u_k·v) for centers (B,) and words (B, 1 + K), the outside word first.

    The arrays returned live in `space` until its next use. Indices are not checked.
    """
    B = len(centers)
    u, v = space.u[:B], space.v[:B]
    scores, delta, center_rows = space.scores[:B], space.delta[:B], space.center_rows[:B]
    # "clip" spares a buffered copy; the indices are in range already.
    V.take(centers, 0, v, "clip")
    U.take(words, 0, u, "clip")
    np.vecdot(u, v[:, None], out=scores)
    # delta = σ(score) − [is the outside word]. e^−score may be inf, and 1/inf is the 0 that is meant.
    np.negative(scores, out=delta)
    np.exp(delta, out=delta)
    delta += 1
    np.reciprocal(delta, out=delta)
    delta[:, 0] -= 1
    np.matmul(delta[:, None], u, out=center_rows)
    return Factors(centers, center_rows[:, 0], words, delta, v, scores)


def naive_softmax(V: Floats, U: Floats, centers: Indices, words: Indices, space: Workspace) -> Factors:
    """Σ_b −log softmax(U v)_o for centers (B,) and words (B, 1), the outside word. Costs V · d per pair.

    `space` is not used: the score of every word is needed, and that memory is as large as V. Indices are not checked.
    """
    v = V[centers]
    scores = v @ U.T
    scores -= scores.max(axis=1, keepdims=True)
    delta = np.exp(scores)
    delta /= delta.sum(axis=1, keepdims=True)
    delta[np.arange(len(centers)), words[:, 0]] -= 1
    return Factors(centers, delta @ U, None, delta, v, scores)


def negative_sampling_loss(factors: Factors, words: Indices) -> float:
    """Σ over the minibatch, from the scores (one per word, the outside word's first)."""
    signed = factors.scores.astype(np.float64)
    signed[:, 0] *= -1
    return float(np.logaddexp(0, signed).sum())


def naive_softmax_loss(factors: Factors, words: Indices) -> float:
    """Σ over the minibatch, from the scores of every word."""
    scores = factors.scores.astype(np.float64)
    return float((np.log(np.exp(scores).sum(axis=1)) - scores[np.arange(len(words)), words[:, 0]]).sum())


Forward = Callable[[Floats, Floats, Indices, Indices, Workspace], Factors]
LOSSES: dict[str, tuple[Forward, Callable[[Factors, Indices], float]]] = {
    "negative-sampling": (negative_sampling, negative_sampling_loss),
    "softmax": (naive_softmax, naive_softmax_loss),
}


def sgd_step(V: Floats, U: Floats, factors: Factors, rate: float, sums: tuple[Floats, ...] = ()) -> None:
    """V −= rate · ∂J/∂V and U −= rate · ∂J/∂U, in place."""
    down = np.full((len(factors.centers), 1), -rate, V.dtype)
    if factors.words is None:
        U += (factors.delta * down).T @ factors.v
    else:
        add_products(U, factors.words, factors.delta * down, factors.v)
    add_products(V, factors.centers[:, None], down, factors.center_rows)


def adagrad_step(V: Floats, U: Floats, factors: Factors, rate: float, sums: tuple[Floats, ...]) -> None:
    """Each entry moves by rate · g / √(Σ g² so far); `sums` are those sums, of the shapes of V and U.

    Source: Duchi, Hazan, Singer 2011, "Adaptive subgradient methods".
    """
    for matrix, total, (rows, gradient) in zip((V, U), sums, merged(factors, len(U)), strict=True):
        total[rows] += gradient * gradient
        matrix[rows] -= rate * gradient / (np.sqrt(total[rows]) + ADAGRAD_FLOOR)


Step = Callable[[Floats, Floats, Factors, float, tuple[Floats, ...]], None]
OPTIMIZERS: dict[str, tuple[Step, int]] = {"sgd": (sgd_step, 0), "adagrad": (adagrad_step, 2)}
"""The step, and how many matrices of sums it keeps (the first of V's shape, the second of U's)."""

SparseRows = tuple[NDArray[np.integer[Any]], Floats]


def merged(factors: Factors, V_count: int) -> tuple[SparseRows, SparseRows]:
    """∂J/∂V and ∂J/∂U as (row indices, ascending and distinct; rows)."""
    ones = np.ones((len(factors.centers), 1), factors.v.dtype)
    center = _merge(factors.centers[:, None], ones, factors.center_rows)
    if factors.words is None:
        return center, (np.arange(V_count), factors.delta.T @ factors.v)
    return center, _merge(factors.words, factors.delta, factors.v)


def _merge(rows: Indices, weights: Floats, vectors: Floats) -> SparseRows:
    distinct, place = np.unique(rows, return_inverse=True)
    gradient = np.zeros((len(distinct), vectors.shape[1]), vectors.dtype)
    add_products(gradient, place.reshape(rows.shape).astype(np.int32), weights, np.ascontiguousarray(vectors))
    return distinct, gradient


def minibatch_loss_and_gradient(
    V: Floats, U: Floats, centers: Indices, words: Indices, loss: str = "negative-sampling"
) -> tuple[float, SparseRows, SparseRows]:
    """The loss of a minibatch and its gradients, as the trainer computes them.

    V, U (words, d), C-contiguous, of one float dtype; centers (B,); words (B, 1 + K), the outside word first, then its
    negatives (which may repeat), or (B, 1) for loss "softmax".
    Returns (J, (rows, ∂J/∂V at these rows), (rows, ∂J/∂U at these rows)); rows not named are zero.
    Raises: IndexError for an index that names no row, KeyError for another loss.

    >>> V, U = np.array([[2.0]]), np.zeros((3, 1))
    >>> J, center, outside = minibatch_loss_and_gradient(V, U, np.array([0]), np.array([[0, 1, 1, 1]]))
    >>> round(J, 6), outside[0].tolist(), outside[1].ravel().tolist()
    (2.772589, [0, 1], [-1.0, 3.0])
    """
    centers, words = np.asarray(centers, dtype=np.int32), np.ascontiguousarray(words, dtype=np.int32)
    require_rows(centers, len(V))
    require_rows(words, len(U))
    forward, value = LOSSES[loss]
    with np.errstate(over="ignore"):
        factors = forward(V, U, centers, words, Workspace(len(centers), words.shape[1], V.shape[1], V.dtype))
    return value(factors, words), *merged(factors, len(U))
