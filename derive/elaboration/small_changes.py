r"""Differentials in an answer: dJ = tr(Aᵀ dX), dz = W dx.

Where one differentiates by X, dX is any change of it, an array of its own; d of anything else is what that changes by, the derivative of
f(X + ε dX) by the number ε at 0. What does not depend on X does not change.

>>> from derive.elaboration.pages import statements
>>> is_about(statements(r"dJ = 2 x^\top dx")[0]), is_about(statements("J = d x")[0])
(True, False)
"""

from fractions import Fraction
from typing import TYPE_CHECKING

from derive import expression as x
from derive.elaboration.context import Scope
from derive.elaboration.functions import MOVED
from derive.nodes import rebuild
from derive.parsing import syntax as s
from derive.parsing.trees import key, strip
from derive.traversal import replaced, walk

if TYPE_CHECKING:
    from derive.elaboration.reader import Reader

OF_A_WHOLE = ("log", "ln", "det", "tr", "Tr", "exp")
"""Functions that stand behind a d without brackets around them: d log det X."""
STEP = x.Named(MOVED, x.Number(Fraction(0)))
"""The number by which something is moved along dX."""


def is_sign(node: s.Syntax) -> bool:
    """Whether this is the d of a differential."""
    return isinstance(node, s.Name) and node.name == "d" and not node.accents


def is_about(chain: s.Chain) -> bool:
    """Whether a chain says what a differential is: d and one thing behind it stand alone on its left."""
    left = strip(chain.sides[0])
    if not isinstance(left, s.Juxtaposition) or not is_sign(left.factors[0]) or "=" not in chain.operators:
        return False
    return (len(left.factors) == 2 and not left.operators[0]) or key(left.factors[1]) in OF_A_WHOLE


def of(reader: "Reader", node: s.Syntax, given: x.Expression | None, scope: Scope) -> x.Expression:
    """What something changes by, of which the value may be `given`; ReadingError where nothing is said to change."""
    variable = reader.read(reader.context.variable, {}) if reader.context.variable is not None else None
    if not isinstance(variable, x.Symbol):
        raise s.ReadingError(
            "a differential is understood where one differentiates by a whole symbol", node.span, "\\partial"
        )
    change = x.Symbol(f"d{variable.name}", variable.shape)
    value = given if given is not None else _whole(reader, node, scope)
    if value == variable:
        return change
    moved: x.Expression = x.Add((variable, x.Product((STEP, change))))
    made = replaced(_without_names(value, variable), variable, moved)
    if variable not in set(walk(value)):
        return x.filled(0, value.shape, node.span)
    return x.Derivative(made, STEP, span=node.span)


def _whole(reader: "Reader", node: s.Syntax, scope: Scope) -> x.Expression:
    """What the d is of: the loss under its name, or an expression."""
    from derive.elaboration.derivatives import USUAL

    context, name = reader.context, key(strip(node))
    known = name in context.declarations or name in context.definitions or name in scope
    if context.loss is not None and name in USUAL and not known:
        return context.loss
    return reader.read(node, scope)


def _without_names(value: x.Expression, variable: x.Symbol) -> x.Expression:
    """An expression in which what depends on the variable stands written out, so that it moves with it."""

    def change(node: x.Node) -> x.Node:
        if isinstance(node, x.Named) and variable in set(walk(node.value)):
            return change(node.value)
        return rebuild(node, change)

    return change(value)  # type: ignore[return-value]
