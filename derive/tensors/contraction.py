"""Sums of products as matrix products: which two factors are joined first, and how each pair is written.

>>> i, j, k = Axis(1, "N"), Axis(2, "d"), Axis(3, "C")
>>> X, w, W = Piece("X", (i, j)), Piece("w", (j,)), Piece("W", (k, j))
>>> contracted([X, w], {j}, ()).code, contracted([X, W], {j}, (k, i)).code, contracted([w, w], {j}, ()).code
('X @ w', 'W @ X.T', 'w @ w')
"""

from collections.abc import Collection, Sequence
from itertools import combinations

from derive.tensors.graph import Axis
from derive.tensors.pieces import Piece, matrix_product, ordered, summed, times

LETTERS = "ijklmnpqrstuvw"


def contracted(pieces: Sequence[Piece], gone: Collection[Axis], want: Sequence[Axis]) -> Piece:
    """The sum over the axes `gone` of the product of the pieces; with its axes as in `want` where that costs nothing."""
    left = list(pieces)
    while len(left) > 1:
        left = [summed(each, _only_here(n, left, gone)) for n, each in enumerate(left)]
        one, other = min(combinations(range(len(left)), 2), key=lambda two: _cost(two[0], two[1], left, gone))
        rest = [each for n, each in enumerate(left) if n not in (one, other)]
        needed = {axis for each in rest for axis in each.axes}
        away = {axis for axis in gone if axis in {*left[one].axes, *left[other].axes} and axis not in needed}
        joined = pair(left[one], left[other], away, want)
        left = [*rest[:one], joined, *rest[one:]]
    return summed(left[0], gone)


def _only_here(place: int, pieces: Sequence[Piece], gone: Collection[Axis]) -> set[Axis]:
    elsewhere = {axis for n, each in enumerate(pieces) if n != place for axis in each.axes}
    return {axis for axis in pieces[place].axes if axis in gone and axis not in elsewhere}


def _cost(one: int, other: int, pieces: Sequence[Piece], gone: Collection[Axis]) -> tuple[int, int, int, int]:
    """Small results first, then few axes in the work, then neighbours."""
    together = {*pieces[one].axes, *pieces[other].axes}
    needed = {axis for n, each in enumerate(pieces) if n not in (one, other) for axis in each.axes}
    kept = [axis for axis in together if axis not in gone or axis in needed]
    return (len(kept), len(together), other - one, one)


def pair(f: Piece, g: Piece, away: Collection[Axis], want: Sequence[Axis]) -> Piece:
    """The sum over `away` of f g."""
    shared = [axis for axis in f.axes if axis in g.axes]
    if not away:
        if not shared and len(f.axes) == len(g.axes) == 1:
            if list(want) == [*g.axes, *f.axes]:
                f, g = g, f
            return Piece(f"np.outer({f.code}, {g.code})", (*f.axes, *g.axes), fresh=True)
        return times([f, g])
    if len(away) == 1 and len(shared) == 1 and max(len(f.axes), len(g.axes)) <= 2:
        return _matrix_product(f, g, shared[0], want)
    if set(f.axes) == set(away) and f.axes == g.axes:
        return Piece(f"np.vdot({f.code}, {g.code})")
    if f.axes == g.axes and len(f.axes) == 2 and len(away) == 1:
        return _einsum(f, g, away, want)
    if max(len(f.axes), len(g.axes)) > 2:  # the product entry by entry would be a large array
        return _einsum(f, g, away, want)
    if set(f.axes) == set(g.axes) or len(shared) == min(len(f.axes), len(g.axes)):
        return summed(times([f, g]), away)
    return _einsum(f, g, away, want)


def _matrix_product(f: Piece, g: Piece, k: Axis, want: Sequence[Axis]) -> Piece:
    rest_f, rest_g = [a for a in f.axes if a != k], [a for a in g.axes if a != k]
    if rest_f and rest_g:
        swap = list(want) == [*rest_g, *rest_f] if want else rest_g[0].number < rest_f[0].number
    elif rest_f or rest_g:
        matrix = f if rest_f else g
        swap = (matrix is g) == (matrix.axes[-1] == k)
    else:
        swap = False
    if swap:
        f, g, rest_f, rest_g = g, f, rest_g, rest_f
    return matrix_product(ordered(f, [*rest_f, k]), ordered(g, [k, *rest_g]))


def _einsum(f: Piece, g: Piece, away: Collection[Axis], want: Sequence[Axis]) -> Piece:
    axes = list(dict.fromkeys([*f.axes, *g.axes]))
    kept = [axis for axis in axes if axis not in away]
    result = [axis for axis in want if axis in kept] if set(want) >= set(kept) else kept
    letters = dict(zip(axes, LETTERS, strict=False))
    spell = ["".join(letters[axis] for axis in each) for each in (f.axes, g.axes, result)]
    return Piece(f'np.einsum("{spell[0]},{spell[1]}->{spell[2]}", {f.code}, {g.code})', tuple(result), fresh=True)
