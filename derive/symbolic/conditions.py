"""Conditions of a tree as SymPy: a polynomial in Kronecker δ, or a boolean for the branches of a function with kinks."""

from functools import singledispatch
from typing import Any, Protocol

import sympy as sp
from sympy.functions.special.tensor_functions import KroneckerDelta

from derive import expression as tree
from derive.expression import Expression, IndexTerm
from derive.symbolic.branches import Branches


class Former(Protocol):
    """What turns the terms, numbers and conditions inside a condition into SymPy."""

    def term(self, term: IndexTerm) -> Any: ...

    def entry(self, node: Expression) -> sp.Expr: ...

    def indicator(self, condition: tree.Condition) -> sp.Expr: ...

    def truth(self, condition: tree.Condition) -> Any: ...


@singledispatch
def indicator(condition: tree.Condition, f: Former) -> sp.Expr:
    """1 where the condition holds, else 0: a polynomial in Kronecker δ where it is about indices."""
    return Branches.of((1, f.truth(condition)), (0, True))


@indicator.register
def _(condition: tree.Same, f: Former) -> sp.Expr:
    return KroneckerDelta(f.term(condition.left), f.term(condition.right))


@indicator.register
def _(condition: tree.Not, f: Former) -> sp.Expr:
    return 1 - f.indicator(condition.condition)


@indicator.register
def _(condition: tree.All, f: Former) -> sp.Expr:
    return sp.Mul(*(f.indicator(each) for each in condition.conditions))


@indicator.register
def _(condition: tree.Some, f: Former) -> sp.Expr:
    return 1 - sp.Mul(*(1 - f.indicator(each) for each in condition.conditions))


_RELATIONS = {"<": sp.StrictLessThan, "<=": sp.LessThan}
_JUNCTIONS = {tree.All: sp.And, tree.Some: sp.Or}


def truth(condition: tree.Condition, f: Former) -> Any:
    """The condition as a SymPy boolean."""
    if isinstance(condition, tree.Same):
        return sp.Eq(f.term(condition.left), f.term(condition.right))
    if isinstance(condition, tree.Compare):
        return _RELATIONS[condition.relation](f.entry(condition.left), f.entry(condition.right))
    if isinstance(condition, tree.Before):
        return sp.StrictLessThan(f.term(condition.left), f.term(condition.right))
    if isinstance(condition, tree.Not):
        return sp.Not(f.truth(condition.condition))
    return _JUNCTIONS[type(condition)](*(f.truth(each) for each in condition.conditions))
