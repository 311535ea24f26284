"""Scores against the columns of a matrix, and what softmax makes of them: the matrix is read once where it leaves the cache."""

from math import exp
from typing import Any

import numpy as np

from derive.lowering.exponentials import log_sum_and_softmax

Array = np.ndarray[Any, np.dtype[Any]]

CACHED = 6 << 20
"""A matrix of at most so many bytes stays in the cache between its two uses."""

BLOCK = 1 << 20
"""Bytes of a larger matrix that are used twice before the next ones are read."""


def softmax_pass(x: Array, M: Array) -> tuple[Any, Array, Array]:
    """(log Σ_w e^{s_w}, ŷ, M ŷ) with s = x M and ŷ = softmax(s); x (d,) or with more rows, M (d, V).

    >>> log_sum, y_hat, mean = softmax_pass(np.zeros(1), np.array([[1.0, 3.0]]))
    >>> float(mean[0])
    2.0
    """
    if M.nbytes > CACHED and x.ndim == 1:
        return _in_blocks(x, M)
    log_sum, y_hat = log_sum_and_softmax(x @ M, 0, spent=True)
    return log_sum, y_hat, M @ y_hat


def cross_entropy_pass(x: Array, M: Array, o: int) -> tuple[Any, Array, Array]:
    """(log Σ_w e^{s_w} − s_o, ŷ − y, M (ŷ − y)) with s = x M, ŷ = softmax(s) and y the o-th unit vector.

    >>> loss, delta, slope = cross_entropy_pass(np.zeros(1), np.array([[1.0, 3.0]]), 1)
    >>> round(float(loss), 6), delta.tolist(), slope.tolist()
    (0.693147, [0.5, -0.5], [-1.0])
    """
    if M.nbytes > CACHED:
        log_sum, delta, slope = _in_blocks(x, M)
        delta[o] -= 1
        slope -= M[:, o]
        return log_sum - x @ M[:, o], delta, slope
    delta = x @ M
    top = delta.max()
    loss = top - delta[o]
    delta -= top
    np.exp(delta, out=delta)
    total = delta.sum()
    delta /= total
    delta[o] -= 1
    return loss + np.log(total), delta, M @ delta


def _in_blocks(x: Array, M: Array) -> tuple[Any, Array, Array]:
    """(log Σ eˢ, ŷ, M ŷ): each block of M gives its scores and its share of M ŷ while it is in the cache.

    The shares are kept to the greatest score so far, as in the online softmax of Milakov and Gimelshein (2018).
    """
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
