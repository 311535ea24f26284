"""From a loss and a variable to a derivation: what is named, which tables are used, and in which order.

>>> from derive.problem import load
>>> part = load("cs224n-a2").part("b.1")
>>> chain = gradient_chain(part.loss, part.variable, Premises(part.variable, (), names_of(load("cs224n-a2"))))
>>> from derive.writing.latex import latex
>>> print(latex(chain.result))
U(\\hat{y} - y)
"""

from collections.abc import Sequence

from derive.blocks import Chain
from derive.differentiate import GRADIENT, Phase, lines, run
from derive.expression import Derivative, Expression, Named
from derive.indexing import rename_bound
from derive.outside import OutsideError
from derive.premises import Premises
from derive.problem import Problem
from derive.rule import Rule
from derive.traversal import free_indices


def names_of(problem: Problem) -> tuple[Named, ...]:
    """The named quantities of an assignment."""
    return tuple(problem.notation.quantities.values())


def gradient_chain(
    loss: Expression,
    variable: Expression,
    premises: Premises,
    name: str = "J",
    phases: Sequence[Phase] = GRADIENT,
) -> Chain:
    """∂ loss / ∂ variable from the loss to the closed form, line by line."""
    free = free_indices(loss) | free_indices(variable)
    start = Derivative(rename_bound(loss, frozenset(free)), variable)  # type: ignore[arg-type]
    left = Derivative(Named(name, start.body), variable)  # type: ignore[arg-type]
    return Chain(left, start, lines(run(start, phases, premises)), premises.facts)


def chain(left: Expression | None, start: Expression, premises: Premises, phases: Sequence[Phase]) -> Chain:
    """An expression and what the tables make of it."""
    return Chain(left, start, lines(run(start, phases, premises)), premises.facts)


def given(name: str, en: str, zh: str, before: Expression, after: Expression) -> Rule:
    """A rule for one derivation: a result that was found before takes the place of what it is the value of."""
    return Rule(name, en, zh, (), "found above", build=lambda node, premises: after if node == before else None)


__all__ = ["OutsideError", "chain", "given", "gradient_chain", "names_of"]
