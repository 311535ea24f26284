"""What a derivative is taken by: the entry of a symbol, of one of its columns, or one given entry."""

from collections.abc import Callable
from typing import Any

import sympy as sp

from derive.expression import Column, Entry, IndexTerm, Member, Named, Symbol, Variable
from derive.outside import UnsupportedError
from derive.symbolic.terms import table


def entry_by(variable: Variable, row: Any, column: Any, term: Callable[[IndexTerm], Any]) -> sp.Expr:
    """The SymPy object for the entry of `variable` in `row` and `column` (None where that size is 1).

    `term` gives the SymPy form of the variable's own indices. Raises UnsupportedError for a column or an entry of anything
    but a symbol.
    """
    if isinstance(variable, Named | Member) or (
        isinstance(variable, Column | Entry) and not isinstance(variable.matrix, Symbol)
    ):
        raise UnsupportedError("a derivative is taken by a symbol, its columns or its entries", variable)
    if isinstance(variable, Symbol):
        places = [place for place in (row, column) if place is not None]
        return table(variable.name)[tuple(places)] if places else sp.Symbol(variable.name, real=True)
    name = variable.matrix.name  # type: ignore[attr-defined]
    if isinstance(variable, Column):
        return table(name)[row, term(variable.index)]
    return table(name)[tuple(term(place) for place in (variable.row, variable.column) if place is not None)]


def as_symbol(variable: Variable) -> Variable:
    """A named quantity as a symbol of its name and shape; any other variable as it is."""
    return Symbol(variable.name, variable.shape) if isinstance(variable, Named) else variable
