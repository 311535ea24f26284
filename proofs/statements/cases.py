"""The cases of an answer that stand in formulas of their own: "if $j = y$, then $A$; otherwise $B$" as $A$ for j = y and $B$ for j ≠ y."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from derive.elaboration.guesses import bound_letters
from derive.elaboration.positions import NEGATED
from derive.parsing import syntax as s
from derive.parsing.differentials import scripts_of_derivatives
from derive.parsing.trees import every, key, strip
from proofs.answers.claims.equations import Equation
from proofs.answers.claims.script import Script


def by_cases(chains: Sequence[s.Chain], page: Script, known: Collection[str]) -> tuple[s.Chain, ...]:
    """The chains of a page with the conditions beside them as their own; a value alone in a case is one of the last left side.

    `known`: the names that stand for something already.
    """
    out: list[s.Chain] = []
    for chain in chains:
        if chain.span in page.taken:
            continue
        equation = next((each for each in page.equations if _holds(chain, each)), None)
        if equation is not None:
            told = _conditions(chain, equation, page, known)
            chain = replace(_with_its_left_side(chain, equation, out), conditions=told)
        out.append(chain)
    return tuple(_in_the_other_case(chain, out) for chain in out)


def _in_the_other_case(chain: s.Chain, chains: Sequence[s.Chain]) -> s.Chain:
    """A derivative by s_y beside one by s_j for j ≠ y as that for j = y."""
    picked = {key(each) for each in scripts_of_derivatives(chain.sides[0])}
    if not picked or chain.conditions:
        return chain
    told = [strip(condition) for each in chains for condition in each.conditions]
    for relation in (each for each in told if isinstance(each, s.Relation) and each.operators == ("!=",)):
        ends = {key(side) for side in relation.sides}
        if len(ends & picked) == 1 and not (ends - picked) & _free_letters(chain):
            return replace(chain, conditions=(denied(relation),))
    return chain


def _free_letters(chain: s.Chain) -> set[str | None]:
    """The letters of a chain that no sum in it binds; those on its left stand free."""
    parts = [part for side in chain.sides for part in every(side)]
    bound = {letter for part in parts for letter in bound_letters(part)}
    return ({key(part) for part in parts} - bound) | {key(part) for part in every(chain.sides[0])}


def _holds(chain: s.Chain, equation: Equation) -> bool:
    """Whether an equation of the page is this chain, or the end of it."""
    return chain.span[0] <= equation.sides[-1].span[0] and equation.span[1] <= chain.span[1]


def _conditions(chain: s.Chain, equation: Equation, page: Script, known: Collection[str]) -> tuple[s.Syntax, ...]:
    """The conditions of a chain: those in its own formula, and those that its equation has from others, if they are about it."""
    formula = page.formula_at(chain.span[0])
    own = [each for each in chain.conditions if each.span not in page.taken or page.formula_at(each.span[0]) == formula]
    spans = {each.span for each in own}
    told = [*equation.conditions, *(denied(each) for each in equation.negated)]
    return (*own, *(each for each in told if each.span not in spans and _is_about(each, chain, page, known)))


def _is_about(condition: s.Syntax, chain: s.Chain, page: Script, known: Collection[str]) -> bool:
    """Whether a condition restricts a chain: unless it tells apart an index of other formulas, which is not in this one.

    The last chain of "if $j = y$, then …; together, $\\partial L/\\partial s = p - e_y$" is of no j. A value alone is always of the case.
    """
    letters = {key(each) for each in every(condition) if isinstance(each, s.Name)}
    picked = {key(each) for side in chain.sides for each in scripts_of_derivatives(side)}
    others = (letters - _free_letters(chain) - {*known}) & (page.letters or frozenset())
    if len(chain.sides) == 1 or not others:
        return True
    return bool(letters & picked) and not (isinstance(condition, s.Relation) and condition.operators == ("!=",))


def denied(condition: s.Syntax) -> s.Syntax:
    """The condition that holds where another one does not."""
    inner = strip(condition)
    if not isinstance(inner, s.Relation) or len(inner.operators) != 1:
        raise s.ReadingError("what is left by this condition is not read", condition.span, "a condition of its own")
    return replace(inner, operators=(NEGATED[inner.operators[0]],))


def _with_its_left_side(value: s.Chain, equation: Equation, before: Sequence[s.Chain]) -> s.Chain:
    """A value that is told for a case, with the left side that the page gives it, or that of the last chain."""
    if len(value.sides) > 1:
        return value
    left = equation.sides[0] if len(equation.sides) > 1 else None
    if equation.told and left is None:
        left = next((each.sides[0] for each in reversed(before) if len(each.sides) > 1), None)
    if left is None:
        return value
    place = (value.span[0], value.span[0])
    return replace(value, sides=(left, *value.sides), operators=("=",), places=(place,))
