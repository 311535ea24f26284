"""Normal form → array program: every subexpression becomes an array with one axis for each of its free indices.

A sum of a product is a contraction (`@`, or einsum), w[s] a gather, a δ between a free index and a map a scatter-add; sums,
products and functions act entry by entry on arrays aligned by their axes.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

import sympy as sp
from sympy.functions.special.tensor_functions import KroneckerDelta
from sympy.logic.boolalg import BooleanFunction
from sympy.tensor.indexed import Idx, Indexed

from derive.lowering import nodes
from derive.lowering.binders import Logistic, LogSumExp, SoftmaxAt, Softplus, Total, rename
from derive.symbolic.branches import Branches
from derive.symbolic.terms import UnsupportedError, is_map


class Array(NamedTuple):
    """A node and the index of each of its axes."""

    node: Any
    axes: tuple[Idx, ...] = ()


class Lowering:
    """Lowers index expressions; `parameters` are the indices that are inputs (numbers), `order` the preferred order of axes."""

    def __init__(self, parameters: Iterable[Idx], order: Sequence[Idx] = ()):
        self.parameters = frozenset(parameters)
        self.order = tuple(order)

    def lower(self, form: Any) -> Array:
        """The array program of an index expression in normal form. Raises UnsupportedError for a node without one."""
        scattered = self.scatter_sum(sp.Add.make_args(form))
        if scattered is not None:
            return scattered
        for kind in type(form).__mro__:
            if kind in LOWER:
                return LOWER[kind](self, form)
        raise UnsupportedError(f"{type(form).__name__} cannot be compiled", form)

    # -------------------------------------------------------------------------------------------------------- positions

    def is_axis(self, term: Any) -> bool:
        return isinstance(term, Idx) and term not in self.parameters

    def place(self, term: Any) -> Array:
        """An index position as an array of numbers that count from 0."""
        if self.is_axis(term):
            return Array(nodes.Arange(term.upper), (term,))
        if isinstance(term, Idx):
            return Array(sp.Symbol(str(term.label)))
        if isinstance(term, Indexed):
            return self.entry(term)
        return Array(term - 1)

    def entry(self, form: Indexed) -> Array:
        """U[i, w[s]]: an input, or a gather from one."""
        leaf = sp.Symbol(str(form.base.label))
        pointed = [axis for axis, term in enumerate(form.indices) if not self.is_axis(term)]
        if not pointed and len(set(form.indices)) == len(form.indices):
            return Array(leaf, tuple(form.indices))
        plain = [term for term in form.indices if self.is_axis(term)]
        if len(pointed) == 1 and len(set(plain)) == len(plain):
            axis = pointed[0]
            index = self.place(form.indices[axis])
            if not set(index.axes) & set(plain):
                axes = (*form.indices[:axis], *index.axes, *form.indices[axis + 1 :])
                return Array(nodes.Take(leaf, index.node, sp.Integer(axis), *_ranks(form.indices, index)), axes)
        places = [self.place(term) for term in form.indices]
        axes = self.union(places)
        return Array(nodes.Fancy(leaf, *(self.aligned(place, axes) for place in places)), axes)

    # -------------------------------------------------------------------------------------------------------- alignment

    def union(self, arrays: Iterable[Array]) -> tuple[Idx, ...]:
        """All the axes, those of the result in its own order first."""
        found = dict.fromkeys(axis for array in arrays for axis in array.axes)
        return (*(axis for axis in self.order if axis in found), *(axis for axis in found if axis not in self.order))

    def aligned(self, array: Array, axes: Sequence[Idx]) -> Any:
        """The node with its axes in the order of `axes` and new ones where it has none; leading ones are left to NumPy."""
        wanted = [axis for axis in axes if axis in array.axes]
        node = permuted(array, wanted).node
        first = axes.index(wanted[0]) if wanted else len(axes)
        flags = [int(axis in array.axes) for axis in axes[first:]]
        return node if all(flags) else nodes.Axes(node, sp.Tuple(*flags))

    def entrywise(self, function: Callable[..., Any], *arrays: Array) -> Array:
        axes = self.union(arrays)
        return Array(function(*(self.aligned(array, axes) for array in arrays)), axes)

    # --------------------------------------------------------------------------------------------------------- products

    def product(self, arrays: Iterable[Array]) -> Array:
        """The entrywise product, small arrays first, so that the largest one is touched once."""
        groups: dict[frozenset[Idx], Array] = {}
        for array in arrays:
            key = frozenset(array.axes)
            groups[key] = self.entrywise(sp.Mul, groups[key], array) if key in groups else array
        scalar = groups.pop(frozenset(), Array(sp.Integer(1)))
        ordered = sorted(groups.values(), key=lambda array: len(array.axes))
        if not ordered:
            return scalar
        result = Array(scalar.node * ordered[0].node, ordered[0].axes)
        for array in ordered[1:]:
            kind = sp.Mul if set(result.axes) & set(array.axes) else nodes.Outer
            result = self.entrywise(kind, result, array)
        return result

    def contraction(self, arrays: Sequence[Array], index: Idx) -> Array:
        """Σ_index of a product."""
        scalars = [array for array in arrays if not array.axes]
        if scalars:
            return self.product([*scalars, self.contraction([array for array in arrays if array.axes], index)])
        groups: dict[frozenset[Idx], list[Array]] = {}
        if len(arrays) > 1 and all(array.axes == (index,) for array in arrays):
            *heads, last = arrays
            return Array(nodes.Dot(self.product(heads).node, last.node))
        for array in arrays:
            groups.setdefault(frozenset(array.axes), []).append(array)
        merged = [self.product(group) for group in groups.values()]
        if len(merged) == 1:
            array = merged[0]
            axis = array.axes.index(index)
            return Array(
                nodes.Reduce(array.node, sp.Integer(axis), sp.Integer(len(array.axes))),
                tuple(a for a in array.axes if a != index),
            )
        if len(merged) == 2 and set(merged[0].axes) & set(merged[1].axes) == {index}:
            left, right = sorted(merged, key=lambda array: len(array.axes))
            if len(right.axes) == 2:
                return self.dot(left, right, index)
        axes = tuple(axis for axis in self.union(merged) if axis != index)
        letters = {axis: "abcdefghijklmnopqrstuvwxyz"[n] for n, axis in enumerate((*axes, index))}
        spec = ",".join("".join(letters[axis] for axis in array.axes) for array in merged)
        text = f"{spec}->{''.join(letters[axis] for axis in axes)}"
        return Array(nodes.Einsum(sp.Symbol(text), *(array.node for array in merged)), axes)

    def dot(self, left: Array, right: Array, index: Idx) -> Array:
        """A matrix product; of a vector with a matrix so that the matrix stays as it is."""
        if len(left.axes) == 1:
            vector, matrix = left, right
            rest = tuple(axis for axis in matrix.axes if axis != index)
            if matrix.axes[0] == index:
                return Array(nodes.Dot(vector.node, matrix.node), rest)
            return Array(nodes.Dot(matrix.node, vector.node), rest)
        (row,), (column,) = ([axis for axis in array.axes if axis != index] for array in (left, right))
        if self.union((left, right)).index(column) < self.union((left, right)).index(row):
            left, right, row, column = right, left, column, row
        return Array(nodes.Dot(permuted(left, (row, index)).node, permuted(right, (index, column)).node), (row, column))

    # ---------------------------------------------------------------------------------------------------------- scatter

    def scatter_sum(self, terms: Sequence[Any]) -> Array | None:
        """A sum with terms Σ_s δ(w_s, a)·f: the other terms, with f added where w_s points. None where no term is of that kind."""
        pieces = [(term, self.scattered(term)) for term in terms]
        dense = [term for term, piece in pieces if piece is None]
        if len(dense) == len(terms):
            return None
        if dense:
            shared = self.shared_factors(terms)
            if shared:
                rest = sp.Add(*(_without(term, shared) for term in terms))
                return self.product([self.lower(rest), *(self.lower(factor) for factor in shared)])
        axis = next(piece for _, piece in pieces if piece is not None)[0]
        same = [piece for _, piece in pieces if piece is not None and piece[0] == axis]
        others = [term for term, piece in pieces if piece is None or piece[0] != axis]
        axes = self.union([Array(0, (axis,)), *(Array(0, values.axes) for _, _, values, _ in same)])
        summed = {s for _, _, _, indices in same for s in indices}
        axes = tuple(a for a in axes if a not in summed)
        base: Any = nodes.Zeros(*(a.upper for a in axes))
        if others:
            tail = self.lower(sp.Add(*others))
            axes = self.union([Array(0, axes), tail])
            node = self.aligned(tail, axes)
            base = nodes.Copy(node) if set(tail.axes) == set(axes) else nodes.Whole(node, *(a.upper for a in axes))
        free_axes = tuple(a for a in axes if a != axis)
        arguments: list[Any] = []
        for _, index, values, indices in same:
            full = (*indices, *free_axes)
            arguments += [permuted(index, indices).node, self.aligned_fully(values, full, indices)]
        return Array(nodes.Scatter(base, sp.Integer(axes.index(axis)), *arguments), axes)

    def rows(self, form: Any, axes: Sequence[Idx]) -> tuple[Any, Any]:
        """(indices, rows) of a sum all of whose terms scatter along one axis: Σ_n rows_n at indices_n.

        Raises UnsupportedError where a term does not scatter.
        """
        pieces = [self.scattered(term) for term in sp.Add.make_args(form)]
        if any(piece is None for piece in pieces):
            raise UnsupportedError("this gradient is not sparse: it is a sum over whole columns", form)
        indices: list[Any] = []
        values: list[Any] = []
        for axis, index, value, summed in (piece for piece in pieces if piece is not None):
            rest = [other for other in axes if other != axis]
            indices += [sp.Integer(len(summed)), permuted(index, summed).node]
            values += [sp.Integer(len(summed)), self.aligned_fully(value, (*summed, *rest), summed)]
        if len(indices) == 2 and indices[0] == 1:
            return indices[1], values[1]
        return nodes.Rows(*indices), nodes.Rows(*values)

    def aligned_fully(self, array: Array, axes: Sequence[Idx], summed: Sequence[Idx]) -> Any:
        """The node with exactly these axes, repeated along the summed ones that it lacks: one value for each index."""
        if not set(summed) <= set(array.axes):
            return nodes.Whole(self.aligned(array, axes), *(axis.upper for axis in axes))
        node = permuted(array, [axis for axis in axes if axis in array.axes]).node
        flags = [int(axis in array.axes) for axis in axes]
        return node if all(flags) or not any(flags) else nodes.Axes(node, sp.Tuple(*flags))

    def shared_factors(self, terms: Sequence[Any]) -> list[Any]:
        first, *rest = (sp.Mul.make_args(term) for term in terms)
        return [f for f in first if not f.is_Number and all(f in factors for factors in rest)]

    def scattered(self, term: Any) -> tuple[Idx, Array, Array, tuple[Idx, ...]] | None:
        """(the free axis, the index, the values, the summed indices of both) of a term with a δ that scatters."""
        factors, summed = _flattened(term)
        for factor in factors:
            if not isinstance(factor, KroneckerDelta):
                continue
            for axis, pointer in (factor.args, factor.args[::-1]):
                if not self.is_axis(axis) or axis in summed or self.is_axis(pointer):
                    continue
                index = self.place(pointer)
                if not set(index.axes) <= set(summed):
                    continue
                rest: Any = rename(sp.Mul(*(f for f in factors if f is not factor)), axis, pointer)
                for other in summed:
                    if other not in index.axes:
                        rest = Total(rest, other)
                low = Lowering(self.parameters, (*index.axes, *self.order))
                return axis, index, low.lower(rest), index.axes
        return None


def _ranks(axes: Sequence[Any], index: Array) -> tuple[sp.Integer, sp.Integer]:
    return sp.Integer(len(axes)), sp.Integer(len(index.axes))


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


def _without(term: Any, shared: Sequence[Any]) -> Any:
    return sp.Mul(*(f for f in sp.Mul.make_args(term) if f not in shared))


def permuted(array: Array, axes: Sequence[Idx]) -> Array:
    """The array with its axes in another order."""
    if tuple(axes) == array.axes:
        return array
    order = sp.Tuple(*(array.axes.index(axis) for axis in axes))
    return Array(nodes.Permute(array.node, order), tuple(axes))


# --------------------------------------------------------------------------------------------------------- the table of nodes


def _indexed(low: Lowering, form: Any) -> Array:
    if is_map(form):
        raise UnsupportedError("a word that an index map points at is no number", form)
    return low.entry(form)


def _add(low: Lowering, form: Any) -> Array:
    shared = low.shared_factors(form.args)
    if shared:
        rest = sp.Add(*(_without(term, shared) for term in form.args))
        return low.product([low.lower(rest), *(low.lower(factor) for factor in shared)])
    return low.entrywise(sp.Add, *(low.lower(term) for term in form.args))


def _mul(low: Lowering, form: Any) -> Array:
    return low.product([low.lower(factor) for factor in form.args])


def _total(low: Lowering, form: Any) -> Array:
    return low.contraction([low.lower(factor) for factor in sp.Mul.make_args(form.body)], form.index)


def _function(low: Lowering, form: Any) -> Array:
    if form.free_symbols and all(symbol.is_integer for symbol in form.free_symbols):
        return Array(nodes.Plain(form))
    return low.entrywise(form.func, *(low.lower(argument) for argument in form.args))


def _log_sum_exp(low: Lowering, form: Any) -> Array:
    body = low.lower(form.body)
    axes = tuple(axis for axis in body.axes if axis != form.index)
    return Array(nodes.LogSumExpOf(body.node, sp.Integer(body.axes.index(form.index))), axes)


def _softmax(low: Lowering, form: Any) -> Array:
    body = low.lower(form.body)
    axis = body.axes.index(form.index)
    node = nodes.SoftmaxOf(body.node, sp.Integer(axis))
    if low.is_axis(form.place) and form.place not in body.axes:
        return Array(node, (*body.axes[:axis], form.place, *body.axes[axis + 1 :]))
    index = low.place(form.place)
    if set(index.axes) & set(body.axes):
        places = [index if a == form.index else low.place(a) for a in body.axes]
        axes = low.union(places)
        return Array(nodes.Fancy(node, *(low.aligned(place, axes) for place in places)), axes)
    taken = nodes.Take(node, index.node, sp.Integer(axis), *_ranks(body.axes, index))
    return Array(taken, (*body.axes[:axis], *index.axes, *body.axes[axis + 1 :]))


def _delta(low: Lowering, form: Any) -> Array:
    return low.entrywise(nodes.Equal, *(low.place(term) for term in form.args))


def _branches(low: Lowering, form: Any) -> Array:
    arrays: list[Array] = []
    for value, condition in form.pairs:
        if condition == sp.true:
            arrays.append(low.lower(value))
            break
        arrays += [low.condition(condition), low.lower(value)]  # type: ignore[attr-defined]
    else:
        arrays.append(Array(sp.nan))
    return low.entrywise(nodes.Choose, *arrays)


def _condition(low: Lowering, form: Any) -> Array:
    """A boolean array: relations between numbers, equality of indices, and, or, not."""
    sides = form.args
    if isinstance(form, BooleanFunction):
        return low.entrywise(form.func, *(_condition(low, side) for side in sides))
    of_indices = any(side.is_integer and isinstance(side, Idx | Indexed) for side in sides)
    lower = low.place if of_indices else low.lower
    return low.entrywise(lambda a, b: form.func(a, b, evaluate=False), *(lower(side) for side in sides))


Lowering.condition = _condition  # type: ignore[attr-defined]

LOWER: dict[type, Callable[[Lowering, Any], Array]] = {
    sp.Number: lambda low, form: Array(form),
    sp.NumberSymbol: lambda low, form: Array(form),
    sp.Symbol: lambda low, form: Array(form),
    Indexed: _indexed,
    sp.Add: _add,
    sp.Mul: _mul,
    sp.Pow: _function,
    sp.exp: _function,
    sp.log: _function,
    sp.tanh: _function,
    Softplus: lambda low, form: low.entrywise(nodes.SoftplusOf, low.lower(form.args[0])),
    Logistic: lambda low, form: low.entrywise(nodes.LogisticOf, low.lower(form.args[0])),
    Total: _total,
    LogSumExp: _log_sum_exp,
    SoftmaxAt: _softmax,
    KroneckerDelta: _delta,
    Branches: _branches,
}
"""How each kind of node of the normal form becomes an array program."""
