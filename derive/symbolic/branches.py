"""Values by cases: what SymPy's Piecewise says, left where it stands.

A `Sum` moves every Piecewise in its body to the top, and out of an inner sum whose index its condition mentions; `Branches` it
leaves alone. The derivative is taken branch by branch, so that at a kink it is that of the branch which holds there.

    >>> x = sp.Symbol("x", real=True)
    >>> Branches.of((x, x > 0), (0, sp.true)).diff(x)
    Branches(1, x > 0, 0, True)
"""

from typing import Any

import sympy as sp


class Branches(sp.Expr):
    """Branches(value, condition, value, condition, …): the value of the first condition that holds."""

    is_commutative = True
    is_real = True

    @classmethod
    def of(cls, *pairs: tuple[Any, Any]) -> sp.Expr:
        """The value by cases; the value itself if all the cases have the same and one of them always holds."""
        values = [sp.sympify(value) for value, _ in pairs]
        conditions = [sp.sympify(condition) for _, condition in pairs]
        if len(set(values)) == 1 and conditions[-1] == sp.true:
            return values[0]
        return cls(*(part for pair in zip(values, conditions, strict=True) for part in pair))

    @property
    def pairs(self) -> tuple[tuple[Any, Any], ...]:
        """(value, condition) of every branch."""
        return tuple(zip(self.args[::2], self.args[1::2], strict=True))

    def _eval_derivative(self, s: Any) -> sp.Expr:
        return Branches.of(*((value.diff(s), condition) for value, condition in self.pairs))
