"""Points at which symbols are what is assumed of them: one way to draw for each kind of assumption, collected in DRAWS.

In the field a draw stands for all values that the assumption admits: an identity of rational functions that holds at generic symmetric
matrices holds at positive definite ones, which are dense among them, and at one-hot vectors if it holds wherever entries sum
to 1. In the reals, where witnesses are found, the assumption holds to the letter.
"""

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Any

import numpy as np

from derive import expression as x
from proofs.identity.evaluate import HALF, MEMBERS, ONE, SYMBOL, Array, Evaluation
from proofs.identity.points import extent
from proofs.identity.undecidable import Undecidable

SUMMED = ("sums-to-1", "distribution", "one-hot")
PLAIN = ("symmetric", "positive-definite", "invertible", "full-rank", "nonzero", "row")
"""Kinds under which rotations keep their meaning."""


def symmetric(e: Evaluation, node: x.Symbol, raw: Array, level: int, values: tuple[str, ...]) -> Array:
    """(A + Aᵀ)/2; twice that in the reals, where entries shall be integers."""
    both = e.algebra.add(raw, np.swapaxes(raw, -1, -2), level)
    return both if e.algebra.real else e.algebra.multiply(e.algebra.constant(HALF, level), both, level)


def definite(e: Evaluation, node: x.Symbol, raw: Array, level: int, values: tuple[str, ...]) -> Array:
    """AAᵀ, and I more in the reals, where A may be singular: its determinant is a square, as that of a positive matrix is."""
    square = e.algebra.matmul(raw, np.swapaxes(raw, -1, -2), level)
    return square + _unit(e, raw, level) if e.algebra.real else square


def orthogonal(e: Evaluation, node: x.Symbol, raw: Array, level: int, values: tuple[str, ...]) -> Array:
    """(I − A)(I + A)⁻¹ for a skew A, as Cayley has it."""
    skew = e.algebra.add(raw, e.algebra.negative(np.swapaxes(raw, -1, -2), level), level)
    unit = _unit(e, raw, level)
    below = e.algebra.inverse_matrix(e.algebra.add(unit, skew, level), level)
    return e.algebra.matmul(e.algebra.add(unit, e.algebra.negative(skew, level), level), below, level)


def _unit(e: Evaluation, like: Array, level: int) -> Array:
    return e.algebra.integers(np.broadcast_to(np.eye(like.shape[-1], dtype=np.int64), like.shape), level)


def summed(e: Evaluation, node: x.Symbol, raw: Array, level: int, values: tuple[str, ...]) -> Array:
    """Entries that sum to 1, with their weights; those of each row where it is a matrix, of each column if `values` say so."""
    along = axis(node, values)
    if along == -1:
        turned = x.Symbol(node.name, (node.declared[1], node.declared[0]))
        return np.swapaxes(summed(e, turned, np.swapaxes(raw, -1, -2), level, ("columns",)), -1, -2)
    size = node.declared[0]
    rest = raw.copy()
    rest[..., -1, :] = e.algebra.constant(Fraction(0), level)[..., 0]
    missing = e.algebra.add(
        e.algebra.constant(ONE, level), e.algebra.negative(e.totalled(rest, size, level), level), level
    )
    inverse = e.weights(size, level, inverse=True)
    if inverse is not None:
        missing = e.algebra.multiply(missing, inverse[:, -1:, :], level)
    rest[..., -1, :] = missing[..., 0, :]
    return rest


def distribution(e: Evaluation, node: x.Symbol, raw: Array, level: int, values: tuple[str, ...]) -> Array:
    """Positive numbers over their sum, in the reals."""
    if not e.algebra.real:
        return summed(e, node, raw, level, values)
    size = np.array([abs(each) + 1 for each in raw.flat], dtype=object).reshape(raw.shape)
    return np.asarray(size / size.sum(axis=axis(node, values), keepdims=True), dtype=object)


def one_hot(e: Evaluation, node: x.Symbol, raw: Array, level: int, values: tuple[str, ...]) -> Array:
    """A 1 at a random place, in the reals."""
    if not e.algebra.real:
        return summed(e, node, raw, level, values)
    along = axis(node, values)
    place = e.algebra.random.integers(
        0, raw.shape[along], [1 if k == raw.ndim + along else n for k, n in enumerate(raw.shape)]
    )
    run = np.arange(raw.shape[along]).reshape((-1, 1) if along == -2 else (1, -1))
    return np.asarray(e.algebra.units(np.broadcast_to(run == place, raw.shape)))


def axis(node: x.Symbol, values: tuple[str, ...]) -> int:
    """Along which axis entries sum to 1: a vector's own, the rows of a matrix, or its columns if that is said."""
    column = node.declared[1] == "1" or (node.declared[0] != "1" and "columns" in values)
    return -2 if column else -1


def among(e: Evaluation, node: x.Symbol, raw: Array, level: int, values: tuple[str, ...]) -> Array:
    """Entries from a few numbers; the same at every level, since numbers they are."""
    key = ("among", node)
    if key not in e._symbols:
        e._symbols[key] = {
            0: e.algebra.random.integers(0, len([each for each in values if each != "columns"]), raw.shape)
        }
    chosen, result = e._symbols[key][0], raw
    for k, value in enumerate(each for each in values if each != "columns"):
        if e.algebra.heard is not None:
            e.algebra.heard.append(chosen == k)
        result = e.algebra.choose(chosen == k, e.algebra.constant(Fraction(value), level), result)
    return result


DRAWS: dict[str, Callable[[Evaluation, x.Symbol, Array, int, tuple[str, ...]], Array]] = {
    "symmetric": symmetric,
    "positive-definite": definite,
    "orthogonal": orthogonal,
    "sums-to-1": summed,
    "distribution": distribution,
    "one-hot": one_hot,
    "in": among,
}
ENTRIES = ("positive", "fraction", "nonzero")
"""Kinds that hold of every entry by itself."""
ASSUMED = (*ENTRIES, *DRAWS, "invertible", "full-rank")
"""Every kind of assumption that points can fulfil."""
SAID_BY = {
    "symmetric": ("positive-definite",),
    "sums-to-1": ("distribution", "one-hot"),
    "distribution": ("one-hot",),
    "in": ("one-hot",),
}
"""Kinds that say nothing more beside one of these."""
KEEPING = {"positive": ("symmetric", "positive-definite", "distribution"), "fraction": ("distribution",), "nonzero": ()}
"""What can be drawn of entries of a kind so that they stay of that kind."""


def symbol(e: Evaluation, node: x.Symbol, level: int) -> Array:
    """The entries of a symbol, drawn when they are first met at a level."""
    level = min(level, e.algebra.levels - 1)
    known = e._symbols.setdefault(node, {})
    if level not in known:
        given = [each[1:] for each in e.setting.constraints if each[0] == node.name]
        entries, (kind, *values) = drawn_as(node.name, given, e.algebra.real)
        drawn: Any = e.drawn(("entries", node), *e.extents(node.declared), level, entries)
        known[level] = DRAWS[kind](e, node, drawn, level, tuple(values)) if kind else drawn
    return known[level]


def members(e: Evaluation, node: x.Member, level: int) -> Array:
    """The matrices of an array, drawn when they are first met at a level: (matrix, batch, row, column)."""
    level = min(level, e.algebra.levels - 1)
    known = e._symbols.setdefault(("members", node.matrix), {})
    if level not in known:
        count = extent(node.index.over, e.point.sizes)
        rows, columns = e.extents(node.matrix.declared)
        given = [each[1:] for each in e.setting.constraints if each[0] == node.matrix.name]
        entries, (kind, *values) = drawn_as(node.matrix.name, given, e.algebra.real)
        flat = e.drawn(("entries", node.matrix), count * rows, columns, level, entries)
        drawn = np.moveaxis(flat.reshape(-1, count, rows, columns), 1, 0)
        known[level] = DRAWS[kind](e, node.matrix, drawn, level, tuple(values)) if kind else drawn
    return known[level]


def drawn_as(name: str, given: Sequence[tuple[str, ...]], real: bool) -> tuple[str, tuple[str, ...]]:
    """How a symbol is drawn of which all of this is assumed: the kind of its entries, and then what is made of them ("" for nothing).

    Of two kinds that would have to be made the field takes one: what is equal at the more points is equal. In the reals a point has
    to be all that is assumed, and where that is not drawn it is Undecidable.

    >>> drawn_as("p", [("positive",), ("sums-to-1", "columns")], real=True)
    ('positive', ('distribution', 'columns'))
    >>> drawn_as("A", [("symmetric",), ("orthogonal",)], real=False)
    ('real', ('orthogonal',))
    >>> drawn_as("A", [("symmetric",), ("orthogonal",)], real=True)
    Traceback (most recent call last):
    proofs.identity.undecidable.Undecidable: not-drawn-together A ['orthogonal', 'symmetric']
    """
    entries = next((each[0] for each in given if each[0] in ENTRIES), "real")
    made = sorted(dict.fromkeys(each for each in given if each[0] in DRAWS), key=lambda each: each[0] == "symmetric")
    made = [each for each in made if not any(_says(other, each) for other in made)]
    kept = KEEPING.get(entries, tuple(DRAWS))
    if real and len(made) == 1 and made[0][0] == "sums-to-1" and entries in ("positive", "fraction"):
        made = [("distribution", *made[0][1:])]
    if real and (len(made) > 1 or any(each[0] not in kept for each in made)):
        kinds = [each[0] for each in made] if len(made) > 1 else [entries, made[0][0]]
        raise Undecidable("not-drawn-together", name=name, kinds=kinds)
    return entries, made[0] if made else ("",)


def _says(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether one assumption says all that another does."""
    if one[0] not in SAID_BY.get(other[0], ()):
        return False
    return {"0", "1"} <= set(other[1:]) if other[0] == "in" else ("columns" in one) == ("columns" in other)


SYMBOL.append(symbol)
MEMBERS.append(members)
