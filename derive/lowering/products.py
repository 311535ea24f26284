"""Sums of products of two arrays of any rank by matrix multiplication."""

from functools import lru_cache
from math import prod
from typing import Any, NamedTuple

import numpy as np

Array = np.ndarray[Any, np.dtype[Any]]


class _Plan(NamedTuple):
    """How the axes of both are put for matmul: (kept by both, a's own, summed) and (kept by both, summed, b's own)."""

    order_a: tuple[int, ...]
    order_b: tuple[int, ...]
    both: int
    own: int
    summed: int


def contract(spec: str, a: Array, b: Array) -> Array:
    """The sum of a product, as `einsum` writes it; the result has the axes that both keep, then a's, then b's.

    >>> contract("bsd,bd->bs", np.ones((2, 3, 4)), np.ones((2, 4))).tolist()
    [[4.0, 4.0, 4.0], [4.0, 4.0, 4.0]]
    """
    plan = _plan(spec)
    a, b = a.transpose(plan.order_a), b.transpose(plan.order_b)
    both, own = a.shape[: plan.both], a.shape[plan.both : plan.both + plan.own]
    inner, others = prod(a.shape[plan.both + plan.own :]), b.shape[plan.both + plan.summed :]
    if both and not others:
        result = np.vecdot(a.reshape(*both, prod(own), inner), b.reshape(*both, 1, inner))
    else:
        result = a.reshape(*both, prod(own), inner) @ b.reshape(*both, inner, prod(others))
    return result.reshape((*both, *own, *others))[()]


@lru_cache(maxsize=256)
def _plan(spec: str) -> _Plan:
    factors, kept = spec.split("->")
    a, b = factors.split(",")
    both = [axis for axis in kept if axis in a and axis in b]
    summed = [axis for axis in a if axis not in kept]
    own, others = ([axis for axis in kept if axis in each and axis not in both] for each in (a, b))
    return _Plan(
        tuple(map(a.index, [*both, *own, *summed])),
        tuple(map(b.index, [*both, *summed, *others])),
        len(both),
        len(own),
        len(summed),
    )
