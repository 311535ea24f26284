"""One walk over the expression tree that gives values and exact derivatives, in whatever arithmetic it is handed.

Arrays end in the axes (batch, row, column). Every bound index, and every entry of a variable that is differentiated by, adds an
axis in front, so that all their values are computed at once. Derivatives are forward: `tangent` returns what a node changes by
when one entry of the variable does, by the rules of calculus and nothing else; it knows nothing of the rules that derivations use.
"""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from math import prod
from typing import Any

import numpy as np

from derive import expression as x
from derive.nodes import once
from derive.traversal import children, free_indices
from proofs.identity.points import Point, Setting, extent, position
from proofs.identity.undecidable import TooLarge, Undecidable
from proofs.identity.weights import drawn_weights

Array = np.ndarray
Scope = dict[x.Index, Array]
SEEDS = 4
"""Changes of a matrix, one for each of its entries, may be so many times as many values."""
ONE, HALF, TWO = Fraction(1), Fraction(1, 2), Fraction(2)


@dataclass(frozen=True, eq=False, slots=True)
class Seed:
    """The variable that is differentiated by, the change of its symbol for each entry, and how many axes these entries take.

    `unit`: the change at a level, of the whole symbol or of one column; where sizes have weights ω it is 1/ω at an entry, so that
    Σ ω dx = 1. It is told the evaluation, and does not hold it: what an evaluation remembers would else keep it, and all its arrays,
    until cycles are collected.
    """

    variable: x.Variable
    unit: "Callable[[Evaluation, int, Array | None], Array]"
    rows: int
    columns: int
    axes: int
    member: Array | None = None
    """Which matrix of an array it lives in."""


def bare(node: x.Expression) -> x.Expression:
    """The symbol in which a variable lives: U for u_w."""
    while isinstance(node, x.Column | x.Entry | x.Member):
        node = node.matrix
    return node


def member_of(node: x.Expression) -> x.Member | None:
    """The matrix of an array in which a variable lives: W_k for an entry of it."""
    while isinstance(node, x.Column | x.Entry):
        node = node.matrix
    return node if isinstance(node, x.Member) else None


@once
def choices(node: x.Node) -> tuple[x.Cases, ...]:
    """All choices by cases in a tree."""
    own: tuple[x.Cases, ...] = (node,) if isinstance(node, x.Cases) else ()
    return (*own, *(each for child in children(node) for each in choices(child)))


def _unheard(by: int) -> None:
    """Where nobody asks."""


def _owner(value: Any) -> Array:
    """The array that holds the memory of one, which may be a view; an empty one for what is no array."""
    if not isinstance(value, np.ndarray):
        return NOTHING
    while isinstance(value.base, np.ndarray):
        value = value.base
    return value


NOTHING = np.empty(0)


class Evaluation:
    """Values of expressions at one point, remembered by node: equal parts that are one object are computed once."""

    def __init__(self, algebra: Any, point: Point, setting: Setting, weighted: frozenset[str] = frozenset()):
        self.algebra, self.point, self.setting, self.weighted = algebra, point, setting, weighted
        self.scope: Scope = dict(point.indices)
        self.batch = np.arange(point.batch).reshape(-1, 1, 1)
        self._symbols: dict[Any, dict[int, Array]] = {}
        self._memory: dict[Any, Any] = {}
        self._changes: dict[Any, Any] = {}
        self._known: tuple[dict[Any, Any], ...] = ()
        self.grown: Callable[[int], None] = _unheard
        """Told the bytes of what is drawn."""

    def fork(self) -> "Evaluation":
        """An evaluation at the same point that knows all values this one has computed; what it computes itself goes with it."""
        other = Evaluation(self.algebra, self.point, self.setting, self.weighted)
        other.scope, other._symbols = self.scope, self._symbols
        other._known, other.grown = (self._memory, *self._known), self.grown
        return other

    def forget_changes(self) -> None:
        """Let the changes go that derivatives were made of: they are large, and what asks next seeks derivatives of its own."""
        self._changes.clear()

    def bytes(self) -> int:
        """How much is remembered by this evaluation itself."""
        found = {id(owner): owner.nbytes for kept in self._memory.values() for owner in map(_owner, kept)}
        return sum(found.values())

    def numbers(self) -> int:
        """How many numbers this evaluation has computed, about."""
        memories = (self._memory, self._changes, *self._known)
        made = (known[1] for memory in memories for known in memory.values() if len(known) > 1)
        return sum(each.size for each in made if isinstance(each, np.ndarray))

    def _recalled(self, key: Any) -> Any:
        """What is remembered under a key, here or where this evaluation was forked from; None where nothing is."""
        found = self._memory.get(key)
        for known in self._known:
            if found is not None:
                break
            found = known.get(key)
        return found

    # --------------------------------------------------------------------------------------------------------- scopes and axes

    def narrow(self, node: x.Node, scope: Scope) -> Scope:
        """The part of the scope that a node can see."""
        free = free_indices(node)
        return {index: scope[index] for index in free if index in scope} if free else {}

    def bind(self, index: x.Index, scope: Scope, floor: int = 0, beside: int = 1) -> tuple[Scope, int, int]:
        """A scope in which `index` runs along an axis of its own; that axis (counted from the right) and its length. `beside`: so many numbers at each value."""
        depth = max([floor, *(array.ndim - 3 for array in scope.values())])
        length = extent(index.over, self.point.sizes)
        around = prod(array.shape[0] for array in scope.values() if array.ndim > 3)
        if max(length * around, length * around * beside // SEEDS) * self.point.batch > self.algebra.largest:
            raise TooLarge("too-many-sums")
        run = np.arange(length).reshape((length,) + (1,) * (depth + 3))
        return {**scope, index: run}, -(depth + 4), length

    def along(self, array: Array, axis: int, length: int) -> Array:
        """The array with that axis written out in full."""
        if array.ndim < -axis:
            array = array.reshape((1,) * (-axis - array.ndim) + array.shape)
        if array.shape[axis] == length:
            return array
        shape = list(array.shape)
        shape[axis] = length
        return np.broadcast_to(array, shape)

    # ------------------------------------------------------------------------------------------------------ indices, conditions

    def at(self, term: x.IndexTerm, scope: Scope) -> Array:
        """The value of an index term, counted from 0."""
        if isinstance(term, x.Index):
            if term not in scope:
                raise Undecidable("index-not-bound", index=term.name)
            return scope[term]
        if isinstance(term, x.Mapped):
            if term.name not in self.point.maps:
                raise Undecidable("points-at-nothing", index=term.name)
            known, argument = self.point.maps[term.name], self.at(term.argument, scope)
            if isinstance(term.argument, x.Shift):
                argument = np.clip(argument, 0, known.shape[1] - 1)
            return known[self.batch, argument]
        if isinstance(term, x.Shift):
            return self._shifted(term, scope)
        return np.full((1, 1, 1), position(term, self.point.sizes))

    def _shifted(self, term: x.Shift, scope: Scope) -> Array:
        """An index that is worked out from others; Undecidable at sizes at which it may point outside."""
        sizes = self.point.sizes
        if any(sum(times * (extent(size, sizes) if size else 1) for size, times in each) < 0 for each in term.fits):
            raise Undecidable("index-outside")
        found = np.full((1, 1, 1), term.number - 1 + sum(times * extent(size, sizes) for size, times in term.sizes))
        for sign, part in zip(term.signs, term.terms, strict=True):
            found = found + sign * (self.at(part, scope) + 1)
        return found

    def holds(self, condition: x.Condition, level: int, scope: Scope) -> Array:
        """Where a condition holds, as booleans."""
        if isinstance(condition, x.Same):
            return self.at(condition.left, scope) == self.at(condition.right, scope)
        if isinstance(condition, x.Before):
            return self.at(condition.left, scope) < self.at(condition.right, scope)
        if isinstance(condition, x.Not):
            return ~self.holds(condition.condition, level, scope)
        if isinstance(condition, x.Compare):
            if condition.relation == "<=":
                return ~self.greater(condition.left, condition.right, level, scope)
            return self.greater(condition.right, condition.left, level, scope)
        start = isinstance(condition, x.All)
        result = np.full((1, 1, 1), start)
        for part in condition.conditions:
            held = self.holds(part, level, scope)
            result = (result & held) if start else (result | held)
        return result

    def covered(self, node: x.Node) -> Array:
        """The draws at which every choice by cases on the way has a branch that applies."""
        result = np.full(self.point.batch, True)
        for choice in choices(node):
            if free_indices(choice) <= set(self.scope):
                reached = self.holds(x.Some(tuple(condition for _, condition in choice.branches)), 0, self.scope)
                result = result & reached.reshape(-1)
        return result

    # ------------------------------------------------------------------------------------------------------------------- values

    def greater(
        self, left: x.Expression, right: x.Expression | None, level: int, scope: Scope, apart: bool = False
    ) -> Array:
        """Where the one is greater than the other, or than 0; `apart`: where both are equal there is no answer.

        It is asked at the head of the chain, where both have a value there: a number has one sign, in an exponent too.
        """
        for at in (0, level):
            try:
                value = self.value(left, at, scope)
                if right is not None:
                    value = self.algebra.add(value, self.algebra.negative(self.value(right, at, scope), at), at)
            except Undecidable:
                if at == level:
                    raise
                continue
            return self.algebra.positive(value, at) if apart else self.algebra.greater(value, at)
        raise AssertionError("two levels that neither return nor raise")

    def value(self, node: x.Expression, level: int = 0, scope: Scope | None = None) -> Array:
        """The value at a level of the arithmetic, over all axes of the indices that the node can see."""
        narrow = self.narrow(node, self.scope if scope is None else scope)
        key = (node, level, *sorted(map(id, narrow.values())))
        known = self._recalled(key)
        made: Array = self._remembered(
            self._memory, known, key, (node, narrow), lambda: VALUES[type(node)](self, node, level, narrow)
        )
        return made

    def _remembered(
        self, memory: dict[Any, Any], known: Any, key: Any, kept: tuple[Any, ...], make: Callable[[], Any]
    ) -> Any:
        """What `make` gives, once for a key, with the draws at which it has no value, and the signs that were asked for; what the key names by identity is kept alive."""
        algebra = self.algebra
        if known is None:
            before, algebra.undefined = algebra.undefined, algebra.nowhere
            masks, hid = algebra.masks, algebra.hid
            heard, algebra.heard = algebra.heard, None if algebra.heard is None else []
            algebra.hid = False
            if masks:
                seen = [id(array) for array in kept[1].values()]
                algebra.masks = [each for each in masks if id(each[0]) in seen]
            try:
                result = make()
            finally:
                algebra.masks = masks
                missing = None if algebra.undefined is algebra.nowhere else algebra.undefined
                algebra.undefined = before if missing is None else before | missing
                left_out, algebra.hid = algebra.hid, hid or algebra.hid
                signs, algebra.heard = algebra.heard, heard
                if heard is not None:
                    heard += signs
            memory[key] = (kept, result, missing, left_out, signs)
            return result
        _, result, gone, left_out, signs = known
        algebra.hid |= left_out
        if algebra.heard is not None:
            algebra.heard += signs
        if gone is not None:
            algebra.undefined = algebra.undefined | gone
        return result

    def weights(self, size: x.Size, level: int, inverse: bool = False) -> Array | None:
        """The weight of each value of an index over a size, or its inverse, as columns (batch, values, 1); None where all are 1."""
        parts = size.split("+")
        if not self.weighted.intersection(parts):
            return None
        level = min(level, self.algebra.levels - 1)
        key = ("weights", size, level, inverse)
        remembered = self._recalled(key)
        if remembered is None:
            if inverse:
                known = self.weights(size, level)
                assert known is not None
                found = self.algebra.inverse(known, level)
            elif len(parts) == 1:
                found = drawn_weights(self, size, level)
            else:
                each = [self.weights(part, level) for part in parts]
                plain = [
                    np.ones((self.point.batch, extent(part, self.point.sizes), 1), dtype=np.int64) for part in parts
                ]
                found = np.concatenate([p if w is None else w for p, w in zip(plain, each, strict=True)], axis=1)
            remembered = self._memory[key] = (found,)
        weights: Array = remembered[0]
        return weights

    def over(self, values: Array, size: x.Size, level: int) -> Array:
        """The values at rows, each times the weight of its row."""
        weights = self.weights(size, level)
        return values if weights is None else self.algebra.multiply(values, weights, level)

    def totalled(self, values: Array, size: x.Size, level: int) -> Array:
        """The sum over the rows."""
        return self.algebra.total(self.over(values, size, level), -2, level, keep=True)

    def symbol(self, node: x.Symbol, level: int) -> Array:
        """The entries of a symbol."""
        return SYMBOL[0](self, node, level)

    def members(self, node: x.Member, level: int) -> Array:
        """The matrices of an array, along an axis in front."""
        return MEMBERS[0](self, node, level)

    def extents(self, shape: x.Shape) -> tuple[int, int]:
        """The numbers of rows and columns of a shape."""
        return extent(shape[0], self.point.sizes), extent(shape[1], self.point.sizes)

    def table(self, loss: x.Loss, what: str, rows: int, columns: int, level: int) -> Array:
        """Values of an abstract loss, or of its derivatives: as random as the loss is arbitrary."""
        return self.drawn(("loss", loss.name, loss.center, loss.matrix, what), rows, columns, level)

    def drawn(self, key: Any, rows: int, columns: int, level: int, constraint: str = "real") -> Array:
        """Random entries, drawn when they are first met at a level."""
        level = min(level, self.algebra.levels - 1)
        known = self._symbols.setdefault(key, {})
        if level not in known:
            known[level] = self.algebra.draw(rows, columns, level, constraint)
            self.grown(known[level].nbytes)
        return known[level]

    def take(self, array: Array, term: x.IndexTerm, scope: Scope, axis: int) -> Array:
        """The rows (axis −2) or columns (axis −1) at which a term points; where t−1 points outside, a condition leaves the term out."""
        index = self.at(term, scope)
        if isinstance(term, x.Shift):
            index = np.clip(index, 0, array.shape[axis] - 1)
        if array.ndim == 3:
            rows, columns = np.arange(array.shape[1])[:, None], np.arange(array.shape[2])
            return array[self.batch, rows, index] if axis == -1 else array[self.batch, index, columns]
        lead = np.broadcast_shapes(array.shape[:-2], index.shape[:-2])
        kept = (array.shape[-2], 1) if axis == -1 else (1, array.shape[-1])
        wide = np.broadcast_to(array, lead + array.shape[-2:])
        return np.take_along_axis(wide, np.broadcast_to(index, lead + kept), axis)

    def multiplied(self, left: Array, left_shape: x.Shape, right: Array, right_shape: x.Shape, level: int) -> Array:
        if x.SCALAR in (left_shape, right_shape):
            return self.algebra.multiply(left, right, level)
        return self.algebra.matmul(left, self.over(right, left_shape[1], level), level)

    # ----------------------------------------------------------------------------------------------------------------- tangents

    def tangent(self, node: x.Expression, level: int, scope: Scope, seed: Seed) -> Array | None:
        """What the node changes by, for each entry of the seed's variable along the seed's axes; None where it is constant."""
        narrow = self.narrow(node, scope)
        key = (node, level, id(seed), *sorted(map(id, narrow.values())))

        def changed() -> Array | None:
            if isinstance(seed.variable, x.Named) and isinstance(node, x.Named) and node.name == seed.variable.name:
                return seed.unit(self, level, None)
            return TANGENTS.get(type(node), _constant)(self, node, level, narrow, seed)

        changes = self._changes
        made: Array | None = self._remembered(changes, changes.get(key), key, (node, narrow, seed), changed)
        return made

    def seed(self, variable: x.Variable, scope: Scope, floor: int) -> Seed:
        """Unit changes of the variable, one axis for its rows and one for its columns where it has several."""
        rows, columns = (extent(size, self.point.sizes) for size in variable.shape)
        symbol = bare(variable)
        full = [extent(size, self.point.sizes) for size in symbol.shape]
        row = np.arange(rows).reshape((rows,) + (1,) * floor + (1, 1, 1))
        column = np.arange(columns).reshape((columns, 1) + (1,) * floor + (1, 1, 1))
        if isinstance(variable, x.Column):
            column = self.at(variable.index, scope)
        elif isinstance(variable, x.Entry):
            row = self.at(variable.row, scope)
            column = np.zeros((1, 1, 1), int) if variable.column is None else self.at(variable.column, scope)
        axes = np.broadcast_shapes(row.shape, column.shape, (columns, rows) + (1,) * floor + (self.point.batch, 1, 1))
        if prod(axes) * prod(full) > SEEDS * self.algebra.largest:
            raise TooLarge("too-many-sums")
        here = np.arange(full[0])[:, None] == row
        known: dict[int, Array] = {}

        def unit(e: Evaluation, level: int, only: Array | None) -> Array:
            if only is None and level in known:
                return known[level]
            hit = here & ((np.arange(full[1]) if only is None else only) == column)
            found = e.algebra.units(np.broadcast_to(hit, np.broadcast_shapes(hit.shape, axes)))
            above = e.weights(symbol.shape[0], level, inverse=True)
            beside = e.weights(symbol.shape[1], level, inverse=True)
            if above is not None:
                found = found * above  # 0 or 1 times a residue
            if beside is not None:
                across = np.swapaxes(beside, -1, -2) if only is None else beside[..., 0][e.batch, only]
                found = e.algebra.multiply(found, across, level)
            if only is None:
                known[level] = found
            return found

        home = member_of(variable)
        return Seed(variable, unit, rows, columns, floor + 2, None if home is None else self.at(home.index, scope))

    def derivative(self, node: x.Derivative, level: int, scope: Scope) -> Array:
        floor = max([0, *(array.ndim - 3 for array in scope.values())])
        seen = self.narrow(node.variable, scope)
        key = (node.variable, floor, *sorted(map(id, seen.values())))
        remembered = self._changes.get(key)
        if remembered is None:
            remembered = self._changes[key] = (seen, self.seed(node.variable, scope, floor))
        seed: Seed = remembered[1]
        changed = self.tangent(node.body, level, scope, seed)
        rows, columns = (extent(size, self.point.sizes) for size in node.shape)
        if changed is None:
            return self.algebra.integers(np.zeros((self.point.batch, rows, columns), dtype=np.int64), level)
        changed = self.along(self.along(changed, -(floor + 4), seed.rows), -(floor + 5), seed.columns)
        if node.body.shape == x.SCALAR:  # (column, row, …, 1, 1) -> (…, row, column)
            return np.moveaxis(changed[..., 0, 0], (-(floor + 3), -(floor + 2)), (-1, -2))
        if node.variable.shape == x.SCALAR:
            return changed.reshape(changed.shape[2:]) if floor == 0 else changed[0, 0]
        return np.moveaxis(changed[0][..., 0], -(floor + 3), -1)  # (entry, …, row, 1) -> (…, row, entry)


def _constant(*_: Any) -> None:
    return None


SYMBOL: list[Callable[["Evaluation", x.Symbol, int], Array]] = []
"""How symbols are drawn: one function, which `assumed` puts here."""
MEMBERS: list[Callable[["Evaluation", x.Member, int], Array]] = []
"""How the matrices of an array are."""
# The two tables stand in modules of their own, `values` and `tangents`, which fill them in.
VALUES: dict[type, Callable[..., Array]] = {}
TANGENTS: dict[type, Callable[..., Array | None]] = {}
