"""Tree → index form: one entry of an expression as a SymPy scalar in its free indices, over sizes that stay symbols.

Every matrix product becomes a Sum, every bound index gets a name of its own (SymPy's `diff` by an entry whose index is also
bound captures it), w_s becomes w[s], and conditions become Kronecker δ or the conditions of Branches.

    >>> from derive.expression import Column, Index, Product, Symbol, Transpose
    >>> U, v = Symbol("U", ("d", "V")), Symbol("v_c", ("d", "1"))
    >>> index_form(Product((Transpose(Column(U, Index("o", "V"))), v)))
    Sum(U[i1, o]*v_c[i1], (i1, 1, d))

Kinks are Branches, and the derivative at the kink is that of the branch which holds there: max(αx, x) takes its first operand
on a tie, relu and abs take the branch x ≤ 0 and the value 0. Every number between the two branches is a subgradient.
"""

from collections.abc import Mapping
from functools import singledispatch
from typing import Any, NamedTuple

import sympy as sp
from sympy.functions.special.tensor_functions import KroneckerDelta

from derive import expression as tree
from derive.expression import SCALAR, Expression, Index, IndexTerm, Size
from derive.outside import UnsupportedError
from derive.symbolic.branches import Branches
from derive.symbolic.conditions import indicator, truth
from derive.symbolic.terms import (
    Fresh,
    Position,
    bounds,
    dimension,
    index_map,
    limits,
    position,
    table,
)
from derive.symbolic.variables import entry_by
from derive.traversal import walk


class BlockPlace(NamedTuple):
    """A place in a size that is a sum of sizes: the `block`-th summand, and where in it."""

    block: int
    within: Position | None


RowOrColumn = Position | BlockPlace | None
Scope = Mapping[Index, RowOrColumn]


def index_form(loss: Expression) -> sp.Expr:
    """The index form of a number.

    Raises UnsupportedError, with the node, for what has no index form.
    """
    return former(loss).entry(loss)


def former(*trees: Expression) -> "_Former":
    """What turns the trees into index forms; it gives bound indices no name that occurs in them."""
    names = {node.name for each in trees for node in walk(each) if isinstance(node, Index)}
    return _Former(Fresh(names), {})


class _Former:
    """Carries the names already given and what the bound indices in scope stand for."""

    def __init__(self, fresh: Fresh, scope: Scope):
        self.fresh, self.scope = fresh, scope

    def entry(self, node: Expression, row: RowOrColumn = None, column: RowOrColumn = None) -> sp.Expr:
        return _entry(node, self, row, column)

    def within(self, index: Index, value: RowOrColumn) -> "_Former":
        return _Former(self.fresh, {**self.scope, index: value})

    def term(self, term: IndexTerm) -> Any:
        """The SymPy form of an index term."""
        if isinstance(term, tree.Index):
            return self.scope.get(term) or position(term)
        if isinstance(term, tree.Mapped):
            return index_map(term.name)[self.term(term.argument)]
        if isinstance(term, tree.Shift):
            parts = [sign * self.term(each) for sign, each in zip(term.signs, term.terms, strict=True)]
            return sum(parts) + sum(times * bounds(size)[1] for size, times in term.sizes) + term.number
        first, last = bounds(term.over)
        if term.end:
            return last + term.number
        return last if term.number == -1 and first == 1 else sp.Integer(term.number)

    def indicator(self, condition: tree.Condition) -> sp.Expr:
        """1 where the condition holds, else 0, as a polynomial in Kronecker δ."""
        return indicator(condition, self)

    def truth(self, condition: tree.Condition) -> Any:
        """The condition as a SymPy boolean."""
        return truth(condition, self)


# ---------------------------------------------------------------------------------------------------------------- entries


@singledispatch
def _entry(node: Expression, f: _Former, row: RowOrColumn, column: RowOrColumn) -> sp.Expr:
    raise UnsupportedError(f"{type(node).__name__} has no index form", node)


@_entry.register
def _(node: tree.Number, f: _Former, row: RowOrColumn, column: RowOrColumn) -> sp.Expr:
    return sp.Rational(node.value.numerator, node.value.denominator)


@_entry.register
def _(node: tree.Dimension, f: _Former, row: RowOrColumn, column: RowOrColumn) -> sp.Expr:
    return dimension(node.size)


@_entry.register
def _(node: tree.Pi, f: _Former, row: RowOrColumn, column: RowOrColumn) -> sp.Expr:
    return sp.pi


@_entry.register
def _(node: tree.Symbol, f: _Former, row: RowOrColumn, column: RowOrColumn) -> sp.Expr:
    places = [place for place in (row, column) if place is not None]
    return table(node.name)[tuple(places)] if places else sp.Symbol(node.name, real=True)


@_entry.register
def _(node: tree.Named, f: _Former, row: RowOrColumn, column: RowOrColumn) -> sp.Expr:
    return f.entry(node.value, row, column)


@_entry.register
def _(node: tree.Column, f: _Former, row: RowOrColumn, column: RowOrColumn) -> sp.Expr:
    return f.entry(node.matrix, row, f.term(node.index))


@_entry.register
def _(node: tree.Entry, f: _Former, row: RowOrColumn, column: RowOrColumn) -> sp.Expr:
    wide = node.column is None and node.matrix.shape[0] == "1"
    places = (None, node.row) if wide else (node.row, node.column)
    return f.entry(node.matrix, *(None if place is None else f.term(place) for place in places))


@_entry.register
def _(node: tree.Add, f: _Former, row: RowOrColumn, column: RowOrColumn) -> sp.Expr:
    return sp.Add(*(f.entry(term, row, column) for term in node.terms))


@_entry.register
def _(node: tree.Negative, f: _Former, row: RowOrColumn, column: RowOrColumn) -> sp.Expr:
    return -f.entry(node.operand, row, column)


@_entry.register
def _(node: tree.Product, f: _Former, row: RowOrColumn, column: RowOrColumn) -> sp.Expr:
    *before, last = node.factors
    if not before:
        return f.entry(last, row, column)
    head = tree.Product(tuple(before))
    if head.shape == SCALAR:
        return f.entry(head) * f.entry(last, row, column)
    if last.shape == SCALAR:
        return f.entry(head, row, column) * f.entry(last)
    return _contraction(head.shape[1], (head, last), lambda k: f.entry(head, row, k) * f.entry(last, k, column), f)


def _contraction(size: Size, factors: tuple[Expression, ...], body: Any, f: _Former, name: str = "k") -> sp.Expr:
    """Σ_k body(k) over `size`, block by block where blocks side by side make up the size."""
    if size == "1":
        return body(None)
    blocks = next((b for factor in factors for b in _blocks(factor, size)), None)
    if blocks is not None:
        return sp.Add(
            *(_contraction(part, (), lambda k, n=n: body(BlockPlace(n, k)), f) for n, part in enumerate(blocks))
        )
    k = f.fresh("i" if size == "d" else name, size)
    return sp.Sum(body(k), limits(k))


def _blocks(node: Expression, size: Size) -> list[tuple[Size, ...]]:
    """The column sizes of the blocks that make up `size`, for every Beside of that width inside."""
    return [
        tuple(b.shape[1] for b in each.blocks)
        for each in walk(node)
        if isinstance(each, tree.Beside) and each.shape[1] == size
    ]


@_entry.register
def _(node: tree.Hadamard, f: _Former, row: RowOrColumn, column: RowOrColumn) -> sp.Expr:
    return f.entry(node.left, row, column) * f.entry(node.right, row, column)


@_entry.register
def _(node: tree.Quotient, f: _Former, row: RowOrColumn, column: RowOrColumn) -> sp.Expr:
    below = (None, None) if node.denominator.shape == SCALAR else (row, column)
    return f.entry(node.numerator, row, column) / f.entry(node.denominator, *below)


@_entry.register
def _(node: tree.Power, f: _Former, row: RowOrColumn, column: RowOrColumn) -> sp.Expr:
    return f.entry(node.base, row, column) ** f.entry(node.exponent)


@_entry.register
def _(node: tree.Transpose, f: _Former, row: RowOrColumn, column: RowOrColumn) -> sp.Expr:
    return f.entry(node.operand, column, row)


FUNCTIONS: dict[str, Any] = {
    "exp": sp.exp,
    "log": sp.log,
    "sigmoid": lambda x: 1 / (1 + sp.exp(-x)),
    "softplus": lambda x: sp.log(1 + sp.exp(x)),
    "tanh": sp.tanh,
    "sin": sp.sin,
    "cos": sp.cos,
    "sinh": sp.sinh,
    "cosh": sp.cosh,
    "sqrt": sp.sqrt,
    "abs": lambda x: Branches.of((x, x > 0), (-x, x < 0), (0, True)),
    "sign": lambda x: Branches.of((1, x > 0), (-1, x < 0), (0, True)),
    "relu": lambda x: Branches.of((x, x > 0), (0, True)),
    "arctan": sp.atan,
    "arcsin": sp.asin,
    "arccos": sp.acos,
    "arcsinh": sp.asinh,
    "arccosh": sp.acosh,
    "arctanh": sp.atanh,
    "erf": sp.erf,
    "lgamma": sp.loggamma,
    "digamma": sp.digamma,
    "trigamma": sp.trigamma,
}
"""The definition of every elementary function of the tree; SymPy differentiates these."""


@_entry.register
def _(node: tree.Call, f: _Former, row: RowOrColumn, column: RowOrColumn) -> sp.Expr:
    return FUNCTIONS[node.function](f.entry(node.argument, row, column))


_FIRST_WINS = {"max": sp.Ge, "min": sp.Le}


@_entry.register
def _(node: tree.Extremum, f: _Former, row: RowOrColumn, column: RowOrColumn) -> sp.Expr:
    best, *rest = (f.entry(each) for each in node.operands)
    for other in rest:
        best = Branches.of((best, _FIRST_WINS[node.kind](best, other)), (other, True))
    return best


@_entry.register
def _(node: tree.Softmax, f: _Former, row: RowOrColumn, column: RowOrColumn) -> sp.Expr:
    total = _contraction(node.shape[0], (node.operand,), lambda k: sp.exp(f.entry(node.operand, k, column)), f)
    return sp.exp(f.entry(node.operand, row, column)) / total


@_entry.register
def _(node: tree.Sum, f: _Former, row: RowOrColumn, column: RowOrColumn) -> sp.Expr:
    def body(k: RowOrColumn) -> sp.Expr:
        inner = f.within(node.index, k)
        return inner.indicator(node.condition) * inner.entry(node.body, row, column)

    return _contraction(node.index.over, (node.body,), body, f, node.index.name)


@_entry.register
def _(node: tree.Delta, f: _Former, row: RowOrColumn, column: RowOrColumn) -> sp.Expr:
    return f.indicator(node.condition)


@_entry.register
def _(node: tree.Cases, f: _Former, row: RowOrColumn, column: RowOrColumn) -> sp.Expr:
    return Branches.of(*((f.entry(value, row, column), f.truth(condition)) for value, condition in node.branches))


@_entry.register
def _(node: tree.Constant, f: _Former, row: RowOrColumn, column: RowOrColumn) -> sp.Expr:
    return sp.Rational(node.value.numerator, node.value.denominator)


@_entry.register
def _(node: tree.OneHot, f: _Former, row: RowOrColumn, column: RowOrColumn) -> sp.Expr:
    return KroneckerDelta(row, f.term(node.index))


@_entry.register
def _(node: tree.Table, f: _Former, row: RowOrColumn, column: RowOrColumn) -> sp.Expr:
    return f.within(node.index, column).entry(node.body, row)


@_entry.register
def _(node: tree.Beside, f: _Former, row: RowOrColumn, column: RowOrColumn) -> sp.Expr:
    if not isinstance(column, BlockPlace):
        raise UnsupportedError("blocks side by side have an index form only where their columns are summed over", node)
    return f.entry(node.blocks[column.block], row, column.within)


@_entry.register
def _(node: tree.Diagonal, f: _Former, row: RowOrColumn, column: RowOrColumn) -> sp.Expr:
    return KroneckerDelta(row, column) * f.entry(node.operand, row)


@_entry.register
def _(node: tree.Derivative, f: _Former, row: RowOrColumn, column: RowOrColumn) -> sp.Expr:
    if node.body.shape == SCALAR:
        return sp.diff(f.entry(node.body), entry_by(node.variable, row, column, f.term))
    if node.variable.shape == SCALAR:
        return sp.diff(f.entry(node.body, row, column), entry_by(node.variable, None, None, f.term))
    return sp.diff(f.entry(node.body, row), entry_by(node.variable, column, None, f.term))
