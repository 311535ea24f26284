"""What the generated programs call and NumPy lacks: stable log Σ exp, log(1 + eˣ) and σ, and the scatter-add.

Nothing here overflows for finite arguments, and every function keeps the type of its arguments (float32 stays float32).
"""

from typing import Any

import numpy as np

Array = np.ndarray[Any, np.dtype[Any]]


def log_sum_and_softmax(x: Array, axis: int = -1) -> tuple[Any, Array]:
    """(log Σ eˣ, eˣ / Σ eˣ) along `axis`, from one exponential.

    >>> log_sum_and_softmax(np.array([1e4, 1e4]), 0)
    (np.float64(10000.69314718056), array([0.5, 0.5]))
    """
    top = x.max(axis, keepdims=True)
    e = np.subtract(x, top)
    np.exp(e, out=e)
    total = e.sum(axis, keepdims=True)
    e /= total
    return (np.log(total) + top).squeeze(axis)[()], e


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
    e = np.exp(-abs(x))
    return np.maximum(x, 0) + np.log1p(e), np.where(x >= 0, 1, e).astype(e.dtype, copy=False) / (1 + e)


def softplus(x: Any) -> Any:
    """log(1 + eˣ)."""
    return softplus_and_logistic(x)[0]


def logistic(x: Any) -> Any:
    """1 / (1 + e⁻ˣ).

    >>> [float(logistic(np.float64(x))) for x in (-1e4, 0, 1e4)]
    [0.0, 0.5, 1.0]
    """
    return softplus_and_logistic(x)[1]


def scatter_add(base: Array, axis: int, *pairs: Any) -> Array:
    """`base`, changed in place: for each pair (index, values), values added where the index points along `axis`, repeats counted.

    >>> scatter_add(np.zeros(3), 0, np.array([2, 2]), np.array([1.0, 4.0]))
    array([0., 0., 5.])
    """
    target = np.moveaxis(base, axis, 0)
    for index, values in zip(pairs[::2], pairs[1::2], strict=True):
        if np.ndim(index) == 0:
            target[index] += values
        else:
            np.add.at(target, index, values)
    return base


def whole(x: Any, shape: tuple[int, ...], dtype: Any) -> Array:
    """A fresh array of that shape and type with the entries of `x`, repeated where `x` has fewer axes."""
    result = np.empty(shape, dtype)
    result[...] = x
    return result


NAMESPACE: dict[str, Any] = {
    name: value for name, value in globals().items() if callable(value) and getattr(value, "__module__", "") == __name__
} | {
    name: getattr(np, name)
    for name in ("exp", "log", "tanh", "sqrt", "where", "zeros", "arange", "einsum", "nan", "pi")
}
"""The names that a generated program may use."""
