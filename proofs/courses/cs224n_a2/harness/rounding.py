"""Bounds on the rounding error of the course's functions, at the very input."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from proofs.harness.tolerance import LIBRARY, bound

Array = np.ndarray[Any, np.dtype[Any]]


def softmax_bounds(v: Array, o: int, U: Array, loss: float, u: float) -> dict[str, Array]:
    """Bounds on the loss (), ∂v_c (d,), ∂U (V, d) of the naive softmax; v (d,), U (V, d)."""
    v, U = np.asarray(v, np.float64), np.asarray(U, np.float64)
    V, d = U.shape
    size = np.abs(U) @ np.abs(v)  # Σ|u_i v_i|: what the rounding of a score is proportional to
    scores = U @ v
    e = np.exp(scores - scores.max())
    y_hat = e / e.sum()
    largest = float(np.abs(scores).max())
    relative = 2 * (d + 1) * size.max() + 2 * largest + V + LIBRARY  # of any ŷ_w, in units of u
    of_delta = relative * y_hat
    of_delta[o] += 1 + LIBRARY  # ŷ_o − 1 is rounded at the size of 1
    label = np.zeros(V)
    label[o] = 1.0
    absolute = of_delta + (V + 2) * (y_hat + label)
    return {
        "loss": bound(u, np.asarray(relative + 3 * abs(loss) + 2 * largest)),
        "v_c": bound(u, absolute @ np.abs(U)),
        "U": bound(u, np.outer(of_delta + 2 * (y_hat + label), np.abs(v))),
    }


def negative_bounds(v: Array, words: Sequence[int], U: Array, u: float) -> dict[str, Array]:
    """The same for negative sampling; `words` is o and then the K negatives."""
    v, U = np.asarray(v, np.float64), np.asarray(U, np.float64)
    rows = np.abs(U[list(words)])
    n, d = rows.shape
    size = rows @ np.abs(v)
    scores = U[list(words)] @ v
    term = (d + 1) * size + LIBRARY + np.abs(scores)  # of one −log σ, and of one 1 − σ, in units of u
    value = np.logaddexp(0, np.abs(scores))
    coefficient = term + (n + 2)
    dU = np.zeros_like(U)
    np.add.at(dU, list(words), np.outer(coefficient, np.abs(v)))
    return {
        "loss": bound(u, np.asarray(np.sum(term + (n + 1) * value))),
        "v_c": bound(u, coefficient @ rows),
        "U": bound(u, dU),
    }


def elementwise_bound(x: Array, value: Array, u: float) -> Array:
    """For σ, σ', leaky ReLU and its gradient: a few roundings of the value, the argument and (for 1 − s) of 1."""
    return bound(u, LIBRARY * (1.0 + np.abs(value)) + 0.0 * np.asarray(x))
