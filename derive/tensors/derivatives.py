"""SymPy's derivative of a loss, in index notation.

>>> from derive.expression import Product, Symbol, Transpose
>>> from derive.tensors.graph import fresh
>>> x = Symbol("x", ("n", "1"))
>>> i = fresh("n")
>>> slope = by_sympy(Entries(), Product((Transpose(x), x)), x, i, None)
>>> slope.args[0].data, slope.args[1].data == ("x", (i,))
(Fraction(2, 1), True)
"""

from collections.abc import Collection

from derive.expression import Beside, Expression, Variable
from derive.tensors.cancelling import cancelled
from derive.tensors.entries import Entries, RowOrColumn
from derive.tensors.graph import Node
from derive.traversal import walk


def by_sympy(
    entries: Entries,
    loss: Expression,
    variable: Variable,
    row: RowOrColumn,
    column: RowOrColumn,
    known: Collection[str] = (),
) -> Node:
    """The entry of ∂ loss / ∂ variable at a row and a column, its fractions cancelled; `known` are values that are calculated anyway."""
    from derive.symbolic import gradient_tree  # SymPy is slow to start

    return cancelled(entries.entry(gradient_tree(loss, variable), row, column, {}), known)


def without_blocks(loss: Expression) -> Expression:
    """The loss with a sum over each of the blocks that stand side by side, for a sum over all their columns."""
    if not any(isinstance(node, Beside) for node in walk(loss)):
        return loss
    from derive.symbolic import from_sympy, index_form, shapes_in

    return from_sympy(index_form(loss), shapes_in(loss))


__all__ = ["by_sympy", "without_blocks"]
