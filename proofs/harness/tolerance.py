"""How far a right program may be from the exact value: bounds on rounding error, at the very input.

Every bound has the form SAFETY · u · Σ (operations × size of what they act on), with u the unit roundoff of the
precision used; docs/harness.md derives each from the standard model fl(a∘b) = (a∘b)(1+δ), |δ| ≤ u. The bounds are for the worst of
the usual ways to compute a thing (softmax with or without the shift, 1/(1+e^-x), log σ by log of σ, any order of summation).
"""

from collections.abc import Sequence
from typing import Any

import numpy as np

Array = np.ndarray[Any, np.dtype[Any]]

UNIT = {"float64": 2.0**-53, "float32": 2.0**-24}
SAFETY = 4.0  # exp and log may err by several half-ulps in some libraries, and the reference itself errs once more
LIBRARY = 4.0  # roundings in one σ or one -log ŷ that do not grow with the size: exp, +1, division, log
UNDERFLOW = 2.0**-1000  # below this, exp has left the normal range on its way and a right program may give 0


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
        "loss": _bound(u, np.asarray(relative + 3 * abs(loss) + 2 * largest)),
        "v_c": _bound(u, absolute @ np.abs(U)),
        "U": _bound(u, np.outer(of_delta + 2 * (y_hat + label), np.abs(v))),
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
        "loss": _bound(u, np.asarray(np.sum(term + (n + 1) * value))),
        "v_c": _bound(u, coefficient @ rows),
        "U": _bound(u, dU),
    }


def elementwise_bound(x: Array, value: Array, u: float) -> Array:
    """For σ, σ', leaky ReLU and its gradient: a few roundings of the value, the argument and (for 1 − s) of 1."""
    return _bound(u, LIBRARY * (1.0 + np.abs(value)) + 0.0 * np.asarray(x))


def sum_bound(parts: Sequence[Array], bounds: Sequence[Array], u: float) -> Array:
    """Of a sum: the bounds of its terms, and one rounding for each addition at the size of what is added."""
    total = np.sum(np.abs(parts), axis=0)
    return np.sum(bounds, axis=0) + _bound(u, (len(parts) + 1) * total)


def _bound(u: float, work: Array) -> Array:
    return SAFETY * u * np.asarray(work, dtype=np.float64) + UNDERFLOW


def worst_ratio(got: Array, expected: Array, bound: Array) -> float:
    """max |got − expected| / bound; infinite where got is nan or infinite and expected is not."""
    got, expected = np.asarray(got, np.float64), np.asarray(expected, np.float64)
    if got.shape != expected.shape:
        return float("inf")
    if not got.size:
        return 0.0
    if not np.isfinite(got).all():
        return float("inf")
    return float(np.max(np.abs(got - expected) / bound))
