"""Rows of a matrix by word: gathered, joined, and added where they belong."""

from functools import lru_cache
from typing import Any

import numpy as np

from derive.lowering.results import zeroed

Array = np.ndarray[Any, np.dtype[Any]]

MANY = 32
"""Rows to scatter up to which adding one by one is cheaper than sorting the words."""


def gather(x: Array, index: Array, axis: int) -> Array:
    """The rows (axis 0) or columns (axis 1) of a matrix at an index array, as a view of rows that lie together if they do so in `x`."""
    if axis == 0:
        return x.take(index, 0) if x.flags.c_contiguous else x[index]
    if not x.flags.f_contiguous:
        return x[:, index]
    rows = x.T.take(index, 0)
    return rows.T if index.ndim == 1 else np.moveaxis(rows, -1, 0)


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
    """target[index] += rows, every repeat counted: rows of one word are added up in pairs, until each word is left once."""
    if index.size <= MANY:
        few = index.tolist()
        if len(set(few)) == len(few):
            target[index] += rows
        else:
            for word, row in zip(few, rows, strict=True):
                target[word] += row
        return
    place = index.argsort(kind="stable")
    words = index[place]
    repeats = words[1:] == words[:-1]
    if repeats.any():
        rows = rows.copy()
    while repeats.any():
        start = np.maximum.accumulate(np.where(np.concatenate(([False], repeats)), 0, np.arange(words.size)))
        odd = (np.arange(words.size) - start) % 2 == 1
        second = np.flatnonzero(odd)
        rows[place[second - 1]] += rows[place[second]]
        place, words = place[~odd], words[~odd]
        repeats = words[1:] == words[:-1]
    target[words] += rows[place]


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
