"""Sums with a δ between a free index and a map: a scatter-add, or the words and rows of one."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import sympy as sp
from sympy.functions.special.tensor_functions import KroneckerDelta
from sympy.tensor.indexed import Idx

from derive.lowering import nodes
from derive.lowering.alignment import Array, permuted
from derive.lowering.binders import Total, rename
from derive.symbolic.terms import UnsupportedError

if TYPE_CHECKING:
    from derive.lowering.arrays import Lowering


class Piece(NamedTuple):
    """A term Σ_s δ(w_s, a)·f: `axis` a, `place` w_s, `values` f, and the summed indices of both."""

    axis: Idx
    place: Array
    values: Array
    summed: tuple[Idx, ...]


def scatter_sum(low: "Lowering", terms: Sequence[Any]) -> Array | None:
    """A sum with terms Σ_s δ(w_s, a)·f: the other terms, with f added where w_s points. None where no term is of that kind."""
    pieces = [(term, _piece(low, term)) for term in terms]
    dense = [term for term, piece in pieces if piece is None]
    if len(dense) == len(terms):
        return None
    if dense:
        shared = shared_factors(terms)
        if shared:
            rest = sp.Add(*(without(term, shared) for term in terms))
            return low.product([low.lower(rest), *(low.lower(factor) for factor in shared)])
    axis = next(piece for _, piece in pieces if piece is not None).axis
    same = _merged(low, [piece for _, piece in pieces if piece is not None and piece.axis == axis])
    others = [term for term, piece in pieces if piece is None or piece.axis != axis]
    summed = {s for piece in same for s in piece.summed}
    axes = low.union([Array(0, (axis,)), *(Array(0, piece.values.axes) for piece in same)])
    axes = tuple(a for a in axes if a not in summed)
    base: Any = nodes.Zeros(*(a.upper for a in axes))
    if others:
        tail = low.lower(sp.Add(*others))
        axes = low.union([Array(0, axes), tail])
        node = low.aligned(tail, axes)
        base = nodes.Copy(node) if set(tail.axes) == set(axes) else nodes.Whole(node, *(a.upper for a in axes))
    free_axes = tuple(a for a in axes if a != axis)
    arguments: list[Any] = []
    for piece in same:
        arguments += [permuted(piece.place, piece.summed).node]
        arguments += [low.aligned_fully(piece.values, (*piece.summed, *free_axes), piece.summed)]
    return Array(nodes.Scatter(base, sp.Integer(axes.index(axis)), *arguments), axes)


def sparse_rows(low: "Lowering", form: Any, axes: Sequence[Idx]) -> tuple[Any, Any]:
    """(indices, rows) of a sum all of whose terms scatter along one axis: Σ_n rows_n at indices_n.

    Raises UnsupportedError where a term does not scatter.
    """
    pieces = [piece for piece in (_piece(low, term) for term in sp.Add.make_args(form)) if piece is not None]
    if len(pieces) < len(sp.Add.make_args(form)):
        raise UnsupportedError("this gradient is not sparse: it is a sum over whole columns", form)
    indices: list[Any] = []
    values: list[Any] = []
    for piece in pieces:
        rest = [other for other in axes if other != piece.axis]
        rank = sp.Integer(len(piece.summed))
        indices += [rank, permuted(piece.place, piece.summed).node]
        values += [rank, low.aligned_fully(piece.values, (*piece.summed, *rest), piece.summed)]
    if len(indices) == 2 and indices[0] == 1:
        return indices[1], values[1]
    return nodes.Rows(*indices), nodes.Rows(*values)


def shared_factors(terms: Sequence[Any]) -> list[Any]:
    """The factors, other than numbers, of every term."""
    first, *rest = (sp.Mul.make_args(term) for term in terms)
    return [f for f in first if not f.is_Number and all(f in factors for factors in rest)]


def without(term: Any, shared: Sequence[Any]) -> Any:
    """The term less these factors."""
    return sp.Mul(*(f for f in sp.Mul.make_args(term) if f not in shared))


def _piece(low: "Lowering", term: Any) -> Piece | None:
    """The term as what scatters, if it has a δ that does."""
    factors, summed = _flattened(term)
    for factor in factors:
        if not isinstance(factor, KroneckerDelta):
            continue
        for axis, pointer in (factor.args, factor.args[::-1]):
            if not low.is_axis(axis) or axis in summed or low.is_axis(pointer):
                continue
            index = low.place(pointer)
            if not set(index.axes) <= set(summed):
                continue
            rest: Any = rename(sp.Mul(*(f for f in factors if f is not factor)), axis, pointer)
            for other in summed:
                if other not in index.axes:
                    rest = Total(rest, other)
            return Piece(axis, index, low.ordered((*index.axes, *low.order)).lower(rest), index.axes)
    return None


def _flattened(term: Any) -> tuple[list[Any], list[Idx]]:
    """The factors of a term, those inside its sums over a δ among them, and the indices of these sums."""
    factors: list[Any] = []
    summed: list[Idx] = []
    for factor in sp.Mul.make_args(term):
        if isinstance(factor, Total) and not summed and factor.has(KroneckerDelta):
            inner, below = _flattened(factor.body)
            factors += inner
            summed += [factor.index, *below]
        else:
            factors.append(factor)
    return factors, summed


def _merged(low: "Lowering", pieces: Sequence[Piece]) -> list[Piece]:
    """Pieces that point at the same words as one: their values are added up first."""
    found: dict[Any, Piece] = {}
    for piece in pieces:
        key = (piece.place, piece.summed)
        if key in found:
            piece = piece._replace(values=low.entrywise(sp.Add, found[key].values, piece.values))
        found[key] = piece
    return list(found.values())
