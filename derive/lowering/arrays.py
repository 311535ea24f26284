"""Normal form → array program: every subexpression becomes an array with one axis for each of its free indices.

A sum of a product is a contraction, w[s] a gather, a δ between a free index and a map a scatter-add; sums, products and functions
act entry by entry on arrays aligned by their axes.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import sympy as sp
from sympy.functions.special.tensor_functions import KroneckerDelta
from sympy.logic.boolalg import BooleanFunction
from sympy.tensor.indexed import Idx, Indexed

from derive.lowering import nodes
from derive.lowering.alignment import Alignment, Array
from derive.lowering.binders import Logistic, LogSumExp, SoftmaxAt, Softplus, Total, rename, unique
from derive.lowering.contraction import contraction
from derive.lowering.scattering import scatter_sum, shared_factors, without
from derive.symbolic.branches import Branches
from derive.symbolic.terms import UnsupportedError, is_map


class Lowering(Alignment):
    """Lowers index expressions; `parameters` are the indices that are inputs (numbers), `order` the preferred order of axes."""

    def __init__(self, parameters: Iterable[Idx], order: Sequence[Idx] = ()):
        super().__init__(order)
        self.parameters = frozenset(parameters)

    def ordered(self, order: Sequence[Idx]) -> "Lowering":
        """The same with another order of axes."""
        return Lowering(self.parameters, order)

    def lower(self, form: Any) -> Array:
        """The array program of an index expression in normal form. Raises UnsupportedError for a node without one."""
        scattered = scatter_sum(self, sp.Add.make_args(form))
        if scattered is not None:
            return scattered
        for kind in type(form).__mro__:
            if kind in LOWER:
                return LOWER[kind](self, form)
        raise UnsupportedError(f"{type(form).__name__} cannot be compiled", form)

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


def _ranks(axes: Sequence[Any], index: Array) -> tuple[sp.Integer, sp.Integer]:
    return sp.Integer(len(axes)), sp.Integer(len(index.axes))


# --------------------------------------------------------------------------------------------------------- the table of nodes


def _indexed(low: Lowering, form: Any) -> Array:
    if is_map(form):
        raise UnsupportedError("a word that an index map points at is no number", form)
    return low.entry(form)


def _add(low: Lowering, form: Any) -> Array:
    shared = shared_factors(form.args)
    if shared:
        rest = sp.Add(*(without(term, shared) for term in form.args))
        return low.product([low.lower(rest), *(low.lower(factor) for factor in shared)])
    return low.entrywise(sp.Add, *_by_matrix([low.lower(term) for term in form.args]))


def _by_matrix(arrays: Sequence[Array]) -> list[Array]:
    """x @ M + y @ M as (x + y) @ M, so that M is read once."""
    found: list[Array] = []
    for array in arrays:
        for n, other in enumerate(found):
            joined = _one_product(other, array)
            if joined is not None:
                found[n] = joined
                break
        else:
            found.append(array)
    return found


def _one_product(one: Array, two: Array) -> Array | None:
    """The sum of two multiples of vectors times one matrix as one vector times it, or None."""
    if one.axes != two.axes or len(one.axes) != 1:
        return None
    (a, left), (b, right) = one.node.as_coeff_Mul(), two.node.as_coeff_Mul()
    if not isinstance(left, nodes.Dot) or not isinstance(right, nodes.Dot):
        return None
    (x, M), (y, N) = left.args, right.args
    if M == N:
        return Array(nodes.Dot(_sum(a * x, b * y), M), one.axes)
    return Array(nodes.Dot(x, _sum(a * M, b * N)), one.axes) if x == y else None


def _sum(x: Any, y: Any) -> Any:
    """x + y of two arrays with the same axes, their common factors taken out."""
    shared = shared_factors((x, y))
    return sp.Mul(*shared, without(x, shared) + without(y, shared))


def _mul(low: Lowering, form: Any) -> Array:
    return low.product([low.lower(factor) for factor in form.args])


def _total(low: Lowering, form: Any) -> Array:
    factors, summed = _nested(form, frozenset())
    return contraction(low, [low.lower(factor) for factor in factors], summed)


def _nested(total: Total, outer: frozenset[Idx]) -> tuple[list[Any], list[Idx]]:
    """The factors and the indices of a sum, of the sums that are among its factors too."""
    index = unique(total.index) if total.index in outer else total.index
    body = rename(total.body, total.index, index)
    factors: list[Any] = []
    summed = [index]
    for factor in sp.Mul.make_args(body):
        if isinstance(factor, Total):
            inner, below = _nested(factor, outer | set(summed))
            factors += inner
            summed += below
        else:
            factors.append(factor)
    return factors, summed


def _function(low: Lowering, form: Any) -> Array:
    if form.free_symbols and all(symbol.is_integer for symbol in form.free_symbols):
        return Array(nodes.Plain(form))
    return low.entrywise(form.func, *(low.lower(argument) for argument in form.args))


def _scores(low: Lowering, form: Any) -> Array:
    """Exponents; a multiple of a product of matrix and vector is the product with a multiple of the vector."""
    factors = sp.Mul.make_args(form)
    scalars = [array for array in (low.lower(f) for f in factors if not isinstance(f, Total)) if not array.axes]
    totals = [factor for factor in factors if isinstance(factor, Total)]
    if len(totals) != 1 or len(scalars) != len(factors) - 1:
        return low.lower(form)
    inner, summed = _nested(totals[0], frozenset())
    return contraction(low, [*scalars, *(low.lower(factor) for factor in inner)], summed)


def _log_sum_exp(low: Lowering, form: Any) -> Array:
    body = _scores(low, form.body)
    axes = tuple(axis for axis in body.axes if axis != form.index)
    return Array(nodes.LogSumExpOf(body.node, sp.Integer(body.axes.index(form.index))), axes)


def _softmax(low: Lowering, form: Any) -> Array:
    body = _scores(low, form.body)
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
