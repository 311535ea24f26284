"""The gradient of a loss by SymPy's own `diff`, at fresh indices.

>>> from derive.expression import Call, Column, Index, Negative, Product, Symbol, Transpose
>>> U, v = Symbol("U", ("d", "V")), Symbol("v_c", ("d", "1"))
>>> score = Product((Transpose(Column(U, Index("o", "V"))), v))
>>> gradient(score, U).entry
Sum(KroneckerDelta(a1, o)*KroneckerDelta(i2, i3)*v_c[i3], (i3, 1, d))
"""

from dataclasses import dataclass

import sympy as sp
from sympy.tensor.indexed import Idx

from derive.expression import SCALAR, Expression, ShapeError, Variable
from derive.outside import UnsupportedError
from derive.symbolic.forward import former
from derive.symbolic.variables import as_symbol, entry_by
from derive.traversal import replaced


@dataclass(frozen=True)
class Gradient:
    """∂ loss / ∂ variable: `entry` is the scalar in row `row` and column `column`, None where that size is 1."""

    variable: Variable
    entry: sp.Expr
    row: Idx | None = None
    column: Idx | None = None


def gradient(loss: Expression, variable: Variable) -> Gradient:
    """The derivative of a scalar loss by a symbol, a column of one, an entry of one, or a named quantity.

    A column or entry names free indices of the loss: ∂/∂Column(C, c) differentiates by the entries C_{ic}, i fresh. A named
    quantity stands in the result as a symbol of its name.
    Raises ShapeError if the loss is no scalar, UnsupportedError where it has no index form or SymPy finds no derivative.
    """
    if loss.shape != SCALAR:
        raise ShapeError("only a scalar has a gradient here", loss)
    symbol = as_symbol(variable)
    loss = replaced(loss, variable, symbol) if symbol != variable else loss
    form = former(loss, symbol)
    rows, columns = variable.shape
    column = form.fresh("a", columns) if columns != "1" else None
    row = form.fresh("i" if rows == "d" else "k", rows) if rows != "1" else None
    entry = derivative(form.entry(loss), entry_by(symbol, row, column, form.term))
    return Gradient(variable, entry, row, column)


def derivative(form: sp.Expr, by: sp.Expr) -> sp.Expr:
    """∂ form / ∂ by, `by` a symbol or an entry at indices that occur nowhere in `form`; UnsupportedError if SymPy has none."""
    found = form.diff(by)
    if found.has(sp.Derivative, sp.nan):
        raise UnsupportedError(f"SymPy finds no derivative by {by}", form)
    return found
