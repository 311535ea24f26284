"""What the functions of the course should return: the one place where the harness meets the derived gradients."""

from collections.abc import Sequence
from typing import Any

import numpy as np

Array = np.ndarray[Any, np.dtype[Any]]
Gradients = dict[str, Array]


def sigmoid(x: Array) -> Array:
    """σ(x), elementwise, float64, without overflow."""
    x = np.asarray(x, dtype=np.float64)
    e = np.exp(-np.abs(x))
    return np.where(x >= 0, 1 / (1 + e), e / (1 + e))


def sigmoid_grad(s: Array) -> Array:
    """σ' in terms of s = σ(x): part f."""
    s = np.asarray(s, dtype=np.float64)
    return s * (1 - s)


def leaky_relu(x: Array, alpha: float) -> Array:
    x = np.asarray(x, dtype=np.float64)
    return np.where(x > 0, x, alpha * x)


def leaky_relu_grad(x: Array, alpha: float) -> Array:
    """Part e; at 0, where there is none, the branch on the left."""
    return np.where(np.asarray(x) > 0, 1.0, alpha)


def naive_softmax(v_c: Array, o: int, U: Array) -> tuple[float, Gradients]:
    """The naive softmax loss and its gradients. v_c: (d,), U: (V, d), words as rows."""
    v, U = np.asarray(v_c, np.float64), np.asarray(U, np.float64)
    s = U @ v
    shifted = np.exp(s - s.max())
    loss = np.log(shifted.sum()) + s.max() - s[o]
    delta = shifted / shifted.sum()
    delta[o] -= 1
    return float(loss), {"v_c": U.T @ delta, "U": np.outer(delta, v)}


def negative_sampling(v_c: Array, o: int, negatives: Sequence[int], U: Array) -> tuple[float, Gradients]:
    """The negative-sampling loss and its gradients; a word drawn n times counts n times. v_c: (d,), U: (V, d)."""
    v, U = np.asarray(v_c, np.float64), np.asarray(U, np.float64)
    words = np.array([o, *negatives], dtype=np.intp)
    sign = np.ones(len(words))
    sign[0] = -1
    t = sign * (U[words] @ v)
    g = sign * sigmoid(t)
    dU = np.zeros_like(U)
    np.add.at(dU, words, np.outer(g, v))
    return float(np.logaddexp(0, t).sum()), {"v_c": g @ U[words], "U": dU}
