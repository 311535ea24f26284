"""What the functions of the course should return: the compiled derivation, in the course's layout (words as rows).

This is the one place where the harness meets `derive`; nothing here is worked out by hand.
"""

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

import numpy as np

import derive

Array = np.ndarray[Any, np.dtype[Any]]
Gradients = dict[str, Array]

NAIVE, NEGATIVE, LEAKY_RELU, SIGMOID = "d", "h", "e", "f"  # parts of the assignment whose loss is compiled
FAR = 800.0  # σ'(±800) is below the least positive number


@cache
def compiled(part: str) -> Callable[..., Any]:
    """The loss of a part and its gradients as one NumPy function, made once."""
    return derive.compile(part, layout="rows")


def prepare() -> None:
    """Compile all of it, before the time of any module is counted."""
    for part in (NAIVE, NEGATIVE, LEAKY_RELU, SIGMOID):
        compiled(part)


def _float64(x: Any) -> Array:
    return np.asarray(x, dtype=np.float64)


def sigmoid(x: Any) -> Array:
    """σ(x), elementwise."""
    return np.asarray(compiled(SIGMOID)(_float64(x))[0])


def sigmoid_grad(s: Any) -> Array:
    """σ' in terms of s = σ(x): the derivative at x = log(s / (1 − s)), at the ends as far out as σ' is 0 in float64."""
    s = _float64(s)
    with np.errstate(divide="ignore"):
        x = np.clip(np.log(s) - np.log1p(-s), -FAR, FAR)
    return np.asarray(compiled(SIGMOID)(x)[1]["x"])


def leaky_relu(x: Any, alpha: float) -> Array:
    """x or αx, elementwise."""
    return np.asarray(compiled(LEAKY_RELU)(_float64(x), alpha)[0])


def leaky_relu_grad(x: Any, alpha: float) -> Array:
    """1 or α, elementwise; at 0, where there is no derivative, one of the two."""
    return np.asarray(compiled(LEAKY_RELU)(_float64(x), alpha)[1]["x"])


def naive_softmax(v_c: Array, o: int, U: Array) -> tuple[float, Gradients]:
    """The naive softmax loss and its gradients. v_c: (d,), U: (V, d)."""
    loss, g = compiled(NAIVE)(_float64(v_c), o, _float64(U))
    return float(loss), g


def negative_sampling(v_c: Array, o: int, negatives: Sequence[int], U: Array) -> tuple[float, Gradients]:
    """The negative-sampling loss and its gradients; a word drawn n times counts n times. v_c: (d,), U: (V, d).

    Where o itself is among the negatives, which no right program lets happen, it counts as a word of its own with o's vector.
    """
    U = _float64(U)
    words = np.asarray(negatives, dtype=np.intp)
    hit = words == o
    if not hit.any():
        loss, g = compiled(NEGATIVE)(_float64(v_c), o, words, U)
        return float(loss), g
    loss, g = compiled(NEGATIVE)(_float64(v_c), o, np.where(hit, len(U), words), np.vstack([U, U[o]]))
    rows = np.array(g["U"][:-1])
    rows[o] += g["U"][-1]
    return float(loss), {"v_c": g["v_c"], "U": rows}
