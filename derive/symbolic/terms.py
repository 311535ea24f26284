"""The words of the index form: sizes, indices, maps and entries as SymPy objects.

A size is a positive integer symbol. An index is an `Idx` that carries its range 1 … V (or −m … m), an index map w_s an integer
`Indexed`, an entry U_{iw} a real `Indexed`. Two indices of one name over one size are the same SymPy object.

    >>> from derive.expression import Index
    >>> position(Index("w", "V"))
    w
    >>> position(Index("j", "±m")).lower
    -m
"""

from collections.abc import Collection
from functools import cache
from itertools import count

import sympy as sp
from sympy.tensor.indexed import Idx, IndexedBase

from derive.expression import Index, Size

Position = sp.Expr
"""What can stand where an index stands: an Idx, a map's Indexed such as w[s], or a number."""


@cache
def dimension(size: Size) -> sp.Expr:
    """The number that a size stands for: d, 1 + K, and 2m + 1 for the window ±m."""
    if size.startswith("±"):
        return 2 * dimension(size[1:]) + 1
    parts = [sp.Integer(int(p)) if p.isdigit() else sp.Symbol(p, integer=True, positive=True) for p in size.split("+")]
    return sp.Add(*parts)


@cache
def bounds(size: Size) -> tuple[sp.Expr, sp.Expr]:
    """The first and the last value of an index over `size`."""
    if size.startswith("±"):
        half = dimension(size[1:])
        return -half, half
    return sp.Integer(1), dimension(size)


@cache
def position(index: Index) -> Idx:
    """The SymPy index for one of the tree."""
    return Idx(sp.Symbol(index.name, integer=True), bounds(index.over))


def limits(index: Idx) -> tuple[Idx, sp.Expr, sp.Expr]:
    """The limits of a sum over the whole range of an index."""
    return (index, index.lower, index.upper)


@cache
def table(name: str) -> IndexedBase:
    """The family of entries of a matrix or vector of reals."""
    return IndexedBase(name, real=True)


@cache
def index_map(name: str) -> IndexedBase:
    """The family of words that an index map points at."""
    return IndexedBase(name, integer=True)


class Fresh:
    """Hands out indices that no expression holds, i1, i2, …, each name once and none of those `taken`."""

    def __init__(self, taken: Collection[str] = ()) -> None:
        self._numbers, self._taken = count(1), taken

    def __call__(self, name: str, size: Size) -> Idx:
        names = (f"{name.rstrip('0123456789')}{number}" for number in self._numbers)
        return position(Index(next(new for new in names if new not in self._taken), size))
