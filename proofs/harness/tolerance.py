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


def sum_bound(parts: Sequence[Array], bounds: Sequence[Array], u: float) -> Array:
    """Of a sum: the bounds of its terms, and one rounding for each addition at the size of what is added."""
    total = np.sum(np.abs(parts), axis=0)
    return np.sum(bounds, axis=0) + bound(u, (len(parts) + 1) * total)


def bound(u: float, work: Array) -> Array:
    """SAFETY · u · work."""
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
