"""The gradient of a loss by SymPy's own `diff`, at fresh indices, and the same as an expression tree.

>>> from derive.expression import Call, Column, Index, Negative, Product, Symbol, Transpose
>>> U, v = Symbol("U", ("d", "V")), Symbol("v_c", ("d", "1"))
>>> score = Product((Transpose(Column(U, Index("o", "V"))), v))
>>> gradient(score, U).entry
Sum(KroneckerDelta(a1, o)*KroneckerDelta(i2, i3)*v_c[i3], (i3, 1, d))
>>> gradient_tree(score, U).shape
('d', 'V')
"""

from dataclasses import dataclass

import sympy as sp
from sympy.tensor.indexed import Idx

from derive.expression import SCALAR, Expression, ShapeError, Symbol, Table, Transpose, Variable
from derive.symbolic.backward import from_sympy, tree_index
from derive.symbolic.forward import former
from derive.symbolic.terms import UnsupportedError
from derive.symbolic.variables import entry_by
from derive.traversal import walk


@dataclass(frozen=True)
class Gradient:
    """∂ loss / ∂ variable: `entry` is the scalar in row `row` and column `column`, None where that size is 1."""

    variable: Variable
    entry: sp.Expr
    row: Idx | None = None
    column: Idx | None = None


def gradient(loss: Expression, variable: Variable) -> Gradient:
    """The derivative of a scalar loss by a symbol, a column of one or an entry of one.

    A column or entry names free indices of the loss: ∂/∂Column(C, c) differentiates by the entries C_{ic}, i fresh.
    Raises ShapeError if the loss is no scalar, UnsupportedError where it has no index form or SymPy finds no derivative.
    """
    if loss.shape != SCALAR:
        raise ShapeError("only a scalar has a gradient here", loss)
    form = former(loss, variable)
    fresh = form.fresh
    column = fresh("a", variable.shape[1]) if variable.shape[1] != "1" else None
    row = fresh("i" if variable.shape[0] == "d" else "k", variable.shape[0]) if variable.shape[0] != "1" else None
    entry = form.entry(loss).diff(entry_by(variable, row, column, form.term))
    if entry.has(sp.Derivative, sp.nan):
        raise UnsupportedError("SymPy finds no derivative of this loss", loss)
    return Gradient(variable, entry, row, column)


def gradient_tree(loss: Expression, variable: Variable) -> Expression:
    """SymPy's gradient as an expression tree of the variable's shape, for a checker that holds it against the loss."""
    found = gradient(loss, variable)
    shapes = {node.name: node.declared for node in walk(loss) if isinstance(node, Symbol)}
    result = from_sympy(found.entry, shapes)
    if found.row is not None:
        result = Transpose(Table(tree_index(found.row), result))
    return Table(tree_index(found.column), result) if found.column is not None else result
