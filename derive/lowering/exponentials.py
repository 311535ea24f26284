"""Stable log Σ exp, softmax, log(1 + eˣ) and σ: nothing here overflows for finite arguments, and float32 stays float32."""

from math import exp, log1p
from typing import Any

import numpy as np

Array = np.ndarray[Any, np.dtype[Any]]

FEW = 10
"""Up to so many numbers are computed one by one: a handful of calls of NumPy costs more than that many calls of `math`."""

SOME = 128
"""Up to so many, fewer calls count for more than faster loops."""


BLOCK = 512 << 10
"""Bytes of the rows of a large matrix that are taken through all the steps of a softmax before the next ones."""


def log_sum_and_softmax(x: Array, axis: int = -1, spent: bool = False) -> tuple[Any, Array]:
    """(log Σ eˣ, eˣ / Σ eˣ) along `axis`, from one exponential; the memory of an `x` that is spent is used again.

    >>> log_sum_and_softmax(np.array([1e4, 1e4]), 0)
    (np.float64(10000.69314718056), array([0.5, 0.5]))
    """
    e = x if spent else np.empty(x.shape, x.dtype)
    if x.ndim != 2 or axis not in (-1, 1) or x.nbytes <= BLOCK:
        return _log_sum(x, axis, e), e
    log_sum, step = np.empty(len(x), x.dtype), max(1, BLOCK * len(x) // x.nbytes)
    for start in range(0, len(x), step):
        part = slice(start, start + step)
        log_sum[part] = _log_sum(x[part], axis, e[part])
    return log_sum, e


def _log_sum(x: Array, axis: int, e: Array) -> Any:
    """log Σ eˣ; leaves eˣ / Σ eˣ in `e`."""
    top = x.max(axis, keepdims=True)
    np.subtract(x, top, out=e)
    np.exp(e, out=e)
    total = e.sum(axis, keepdims=True)
    e /= total
    return (np.log(total) + top).squeeze(axis)[()]


def log_sum_exp(x: Array, axis: int = -1) -> Any:
    """log Σ eˣ along `axis`.

    >>> float(log_sum_exp(np.array([-1e4, -1e4]), 0))
    -9999.30685281944
    """
    return log_sum_and_softmax(x, axis)[0]


def softmax(x: Array, axis: int = -1) -> Array:
    """eˣ / Σ eˣ along `axis`."""
    return log_sum_and_softmax(x, axis)[1]


def softplus_and_logistic(x: Any) -> tuple[Any, Any]:
    """(log(1 + eˣ), 1 / (1 + e⁻ˣ)), from one exponential that is at most 1.

    >>> [float(each) for each in softplus_and_logistic(np.float64(1e4))]
    [10000.0, 1.0]
    """
    if isinstance(x, np.ndarray) and x.ndim == 1 and x.size <= FEW:
        plus, sigma = _one_by_one(x)
        return np.array(plus, x.dtype), np.array(sigma, x.dtype)
    e = np.exp(-np.abs(x))
    return np.maximum(x, 0) + np.log1p(e), np.where(x >= 0, e.dtype.type(1), e) / (1 + e)


def softplus_sum_and_logistic(x: Array) -> tuple[Any, Array]:
    """(Σ log(1 + eˣ), 1 / (1 + e⁻ˣ)) of a vector.

    >>> loss, sigma = softplus_sum_and_logistic(np.array([0.0, -1e4]))
    >>> round(float(loss), 6), sigma.tolist()
    (0.693147, [0.5, 0.0])
    """
    if x.size <= FEW:
        numbers, slopes = _one_by_one(x)
        return x.dtype.type(sum(numbers)), np.array(slopes, x.dtype)
    if x.size > SOME:
        plus, sigma = softplus_and_logistic(x)
    else:
        plus = np.logaddexp(0, x)
        sigma = np.subtract(x, plus)  # σ(x) = exp(x − log(1 + eˣ)): three calls in all
        np.exp(sigma, out=sigma)
    return np.add.reduce(plus), sigma


def _one_by_one(x: Array) -> tuple[list[float], list[float]]:
    plus, sigma = [], []
    for z in x.tolist():
        if z > 0:
            e = exp(-z)
            plus.append(z + log1p(e))
            sigma.append(1 / (1 + e))
        else:
            e = exp(z)
            plus.append(log1p(e))
            sigma.append(e / (1 + e))
    return plus, sigma


def softplus(x: Any) -> Any:
    """log(1 + eˣ)."""
    return np.maximum(x, 0) + np.log1p(np.exp(-np.abs(x)))


def logistic(x: Any) -> Any:
    """1 / (1 + e⁻ˣ).

    >>> [float(logistic(np.float64(x))) for x in (-1e4, 0, 1e4)]
    [0.0, 0.5, 1.0]
    """
    return logistic_both_ways(x)[0]


def logistic_both_ways(x: Any) -> tuple[Any, Any]:
    """(1 / (1 + e⁻ˣ), 1 / (1 + eˣ)), from one exponential that is at most 1."""
    e = np.exp(-np.abs(x))
    larger = 1 / (1 + e)
    smaller = e * larger
    up = x >= 0
    return np.where(up, larger, smaller), np.where(up, smaller, larger)
