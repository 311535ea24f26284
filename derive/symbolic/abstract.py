"""A loss that stays abstract, J(v_c, w_{t+j}, U), and its two partial derivatives, as SymPy objects.

Nothing is known of J but what it depends on: the centre vector and the matrix. `diff` by an entry of either gives a
`LossSlope`, times the δ that says whether the entry belongs to the centre.
"""

from typing import Any

import sympy as sp
from sympy.functions.special.tensor_functions import KroneckerDelta
from sympy.tensor.indexed import Indexed, IndexedBase


class AbstractLoss(sp.Expr):
    """J(center, outside, matrix): `center` is C[c] (a column of a table) or a table of one axis, `matrix` a table."""

    name = property(lambda self: self.args[0])
    center = property(lambda self: self.args[1])
    outside = property(lambda self: self.args[2])
    matrix = property(lambda self: self.args[3])
    is_real = True

    @property
    def center_table(self) -> IndexedBase:
        return self.center.base if isinstance(self.center, Indexed) else self.center

    def _eval_derivative(self, s: Any) -> sp.Expr:
        if not isinstance(s, Indexed):
            return sp.Integer(0)
        slope = sp.Integer(0)
        if s.base == self.matrix:
            slope += LossSlope(*self.args, self.matrix, *s.indices)
        if s.base == self.center_table:
            same = [
                KroneckerDelta(*pair) for pair in zip(s.indices[1:], getattr(self.center, "indices", ()), strict=True)
            ]
            slope += sp.Mul(*same) * LossSlope(*self.args, self.center_table, s.indices[0])
        return slope


class LossSlope(sp.Expr):
    """One entry of the derivative of an AbstractLoss by its centre or its matrix.

    Arguments: those of the loss, then the table differentiated by and the indices of the entry.
    """

    is_real = True

    loss = property(lambda self: AbstractLoss(*self.args[:4]))
    variable = property(lambda self: self.args[4])
    indices = property(lambda self: self.args[5:])
