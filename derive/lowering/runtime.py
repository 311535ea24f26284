"""What the generated programs call and NumPy lacks: stable log Σ exp, log(1 + eˣ) and σ, one pass over a matrix, scatter-adds.

Nothing here overflows for finite arguments, and every function keeps the type of its arguments (float32 stays float32).
"""

from functools import lru_cache
from math import exp, log1p
from typing import Any

import numpy as np

Array = np.ndarray[Any, np.dtype[Any]]

# ------------------------------------------------------------------------------------------------------- exponentials

FEW = 10
"""Up to so many numbers are computed one by one: a handful of calls of NumPy costs more than that many calls of `math`."""

SOME = 128
"""Up to so many, fewer calls count for more than faster loops."""

MANY = 32
"""Rows to scatter from which sorting the words is cheaper than adding row by row."""


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
    return softplus_and_logistic(x)[0]


def logistic(x: Any) -> Any:
    """1 / (1 + e⁻ˣ).

    >>> [float(logistic(np.float64(x))) for x in (-1e4, 0, 1e4)]
    [0.0, 0.5, 1.0]
    """
    return softplus_and_logistic(x)[1]


# -------------------------------------------------------------------------------------------------- matrices over a matrix


def gather(x: Array, index: Array, axis: int) -> Array:
    """The rows (axis 0) or columns (axis 1) of a matrix at an index array, as a view of rows that lie together if they do so in `x`."""
    if axis == 0:
        return x.take(index, 0) if x.flags.c_contiguous else x[index]
    return x.T.take(index, 0).T if x.flags.f_contiguous else x[:, index]


CACHED = 16 << 20
"""A matrix of at most so many bytes stays in the cache between its two uses."""

BLOCK = 2 << 20
"""Bytes of a larger matrix that are used twice before the next ones are read."""


def softmax_pass(x: Array, M: Array) -> tuple[Any, Array, Array]:
    """(log Σ_w e^{s_w}, ŷ, M ŷ) with s = x M and ŷ = softmax(s); x (d,), M (d, V).

    A large M is read once: each block gives its scores and its share of M ŷ while it is in the cache. The shares are kept to the
    greatest score so far, as in the online softmax of Milakov and Gimelshein (2018).

    >>> log_sum, y_hat, mean = softmax_pass(np.zeros(1), np.array([[1.0, 3.0]]))
    >>> float(mean[0])
    2.0
    """
    if x.ndim != 1 or M.nbytes <= CACHED:
        return _softmax_in_cache(x, M)
    d, V = M.shape
    width = max(1, BLOCK // (d * M.itemsize))
    weights, mean = np.empty(V, M.dtype), np.zeros(d, M.dtype)
    top, total, tops = -np.inf, 0.0, []
    for start in range(0, V, width):
        block, part = M[:, start : start + width], weights[start : start + width]
        np.matmul(x, block, out=part)
        highest = float(part.max())
        if highest > top:
            scale = exp(top - highest)
            mean *= scale
            total *= scale
            top = highest
        tops.append(top)
        part -= top
        np.exp(part, out=part)
        total += float(part.sum())
        mean += block @ part
    for number, start in enumerate(range(0, V, width)):
        weights[start : start + width] *= exp(tops[number] - top) / total
    mean /= total
    return M.dtype.type(top + np.log(total)), weights, mean


def _softmax_in_cache(x: Array, M: Array) -> tuple[Any, Array, Array]:
    """The same in two passes."""
    scores = x @ M
    if scores.ndim > 1:
        log_sum, y_hat = log_sum_and_softmax(scores, -1)
        return log_sum, y_hat, M @ y_hat
    top = scores.max()
    scores -= top
    np.exp(scores, out=scores)
    total = scores.sum()
    scores /= total
    return np.log(total) + top, scores, M @ scores


# ----------------------------------------------------------------------------------------------- results and scatter-adds


def blank(like: Array, out: Array | None) -> Array:
    """`out`, or an array of the shape, type and memory order of `like`, not filled."""
    if out is not None:
        return out
    return np.empty(like.shape, like.dtype, order="C" if like.flags.c_contiguous else "F")


def zeroed(like: Array, out: Array | None) -> Array:
    """The same, filled with zeros; a new array costs memory only where it is written to."""
    if out is not None:
        out.fill(0)
        return out
    return np.zeros(like.shape, like.dtype, order="C" if like.flags.c_contiguous else "F")


def into(like: Array, out: Array | None, x: Any) -> Array:
    """`x` in the array of a gradient."""
    result = blank(like, out)
    result[...] = x
    return result


def outer_into(like: Array, out: Array | None, a: Array, b: Array) -> Array:
    """The product of a column and a row, written once; einsum does it faster than `multiply`, which starts anew for every row."""
    result = blank(like, out)
    column, row = (a, b) if a.ndim == 2 else (b, a)
    if result.flags.c_contiguous:
        return np.einsum("i,j->ij", column[:, 0], row, out=result)
    np.einsum("j,i->ji", row, column[:, 0], out=result.T)
    return result


def scatter_into(like: Array, out: Array | None, axis: int, *pairs: Any) -> Array:
    """An array of zeros with values added: see `scatter_add`."""
    if out is not None or len(pairs) > 2:
        return scatter_add(zeroed(like, out), axis, *pairs)
    result, (index, values) = zeroed(like, None), pairs
    if not isinstance(index, int) and index.size <= MANY and len(set(index.ravel().tolist())) == index.size:
        (result.T if axis == 1 else result)[index] = values  # nothing to add to
        return result
    return scatter_add(result, axis, index, values)


def scatter_add(base: Array, axis: int, *pairs: Any) -> Array:
    """`base`, changed in place: for each pair (index, values), values added where the index points along `axis`, repeats counted.

    >>> scatter_add(np.zeros(3), 0, np.array([2, 2]), np.array([1.0, 4.0]))
    array([0., 0., 5.])
    """
    target = base.T if axis == 1 and base.ndim == 2 else np.moveaxis(base, axis, 0) if axis else base
    for index, values in zip(pairs[::2], pairs[1::2], strict=True):
        if isinstance(index, int) or index.ndim == 0:
            target[index] += values
        elif target.ndim == 1 or np.ndim(values) != index.ndim + target.ndim - 1:
            np.add.at(target, index, values)
        else:
            _add_rows(target, index.reshape(-1), values.reshape(-1, *target.shape[1:]))
    return base


def _add_rows(target: Array, index: Array, rows: Array) -> None:
    """target[index] += rows, every repeat counted; equal words are added up before they are written."""
    if index.size <= MANY:
        words = index.tolist()
        if len(set(words)) == len(words):
            target[index] += rows
        else:
            for word, row in zip(words, rows, strict=True):
                target[word] += row
        return
    order = index.argsort(kind="stable")
    ordered = index[order]
    starts = np.flatnonzero(np.concatenate(([True], ordered[1:] != ordered[:-1])))
    target[ordered[starts]] += np.add.reduceat(rows[order], starts, axis=0)


def rows(*pairs: Any) -> Array:
    """Arrays put under each other, the first `rank` axes of each taken as one: rows(rank, x, rank, y, …)."""
    flat = [np.asarray(x).reshape(-1, *np.shape(x)[rank:]) for rank, x in zip(pairs[::2], pairs[1::2], strict=True)]
    return flat[0] if len(flat) == 1 else np.concatenate(flat)


def joined(first: Any, rest: Array) -> Array:
    """One word, or one for each example, put before the words of the samples: (…, 1 + K).

    >>> joined(7, np.array([1, 2]))
    array([7, 1, 2])
    """
    result = np.empty((*rest.shape[:-1], rest.shape[-1] + 1), rest.dtype)
    result[..., 0] = first
    result[..., 1:] = rest
    return result


def signs(words: Array, like: Array) -> Array:
    """−1 for the first of the joined samples, 1 for the others."""
    return _signs(words.shape[-1], like.dtype)


@lru_cache(maxsize=64)
def _signs(count: int, dtype: Any) -> Array:
    result = np.ones(count, dtype)
    result[0] = -1
    result.setflags(write=False)
    return result


def whole(x: Any, shape: tuple[int, ...], dtype: Any) -> Array:
    """A fresh array of that shape and type with the entries of `x`, repeated where `x` has fewer axes."""
    result = np.empty(shape, dtype)
    result[...] = x
    return result


_OURS = (
    *(log_sum_and_softmax, log_sum_exp, softmax, softplus_and_logistic, softplus, logistic, softmax_pass),
    *(softplus_sum_and_logistic, gather),
    *(into, outer_into, scatter_into, scatter_add, rows, joined, signs, whole),
)
NAMESPACE: dict[str, Any] = {function.__name__: function for function in _OURS} | {
    name: getattr(np, name)
    for name in ("exp", "log", "tanh", "sqrt", "where", "zeros", "arange", "einsum", "nan", "pi")
}
"""The names that a generated program may use."""
