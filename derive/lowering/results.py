"""Arrays for results: whose memory they have, and products and copies written into it."""

from typing import Any

import numpy as np

Array = np.ndarray[Any, np.dtype[Any]]

LONG = 512
"""From so many entries a row of a product is written fastest by `multiply`, which starts anew for every row."""

WRITTEN = 256 << 10
"""Bytes of a product of shorter rows that are written at a time: matrix multiplication first fills them with zeros, which shall stay in the cache."""


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


def product_into(like: Array, out: Array | None, a: Array, b: Array) -> Array:
    """The product of two matrices, written where it belongs."""
    result = blank(like, out)
    if result.flags.c_contiguous:
        return np.matmul(a, b, out=result)
    np.matmul(b.T, a.T, out=result.T)
    return result


def outer_into(like: Array, out: Array | None, a: Array, b: Array) -> Array:
    """The product of a column and a row, each entry written once."""
    result = blank(like, out)
    column, row = (a, b[None]) if a.ndim == 2 else (b, a[None])
    if result.flags.c_contiguous:
        _products(result, column, row)
    else:
        _products(result.T, row.T, column.T)
    return result


def _products(target: Array, column: Array, row: Array) -> None:
    count, length = target.shape
    if length >= LONG or not target.flags.c_contiguous:
        np.multiply(column, row, out=target)
        return
    step = max(1, WRITTEN // max(1, length * target.itemsize))
    for start in range(0, count, step):
        np.dot(column[start : start + step], row, out=target[start : start + step])


def whole(x: Any, shape: tuple[int, ...], dtype: Any) -> Array:
    """A fresh array of that shape and type with the entries of `x`, repeated where `x` has fewer axes."""
    result = np.empty(shape, dtype)
    result[...] = x
    return result
