"""What equations that stand beside each other say of one left side in several cases: y_w is 1 if w = o and 0 otherwise."""

from dataclasses import replace

from derive.parsing import syntax as s
from derive.parsing.trees import every, key, strip
from derive.words.case_values import subject
from proofs.answers.claims.equations import Equation, case_letters
from proofs.answers.claims.restrictions import is_index


def value_of_case(value: Equation, before: Equation | None, behind: str) -> Equation:
    """A value alone under a condition, as one of what is asked for, or of what its sentence speaks of: y_w is 1 if w = o and 0 otherwise."""
    if len(value.sides) > 1 or value.goes_on or not (value.conditions or value.negated):
        return value
    cased = before is not None and before.passage <= value.passage and _is_case(before)
    follows = cased or (before is not None and before.told)
    what = subject(value.before, behind, follows, before is not None and before.display and not value.display)
    if not what or before is None or before.told:
        return replace(value, told=bool(what), by=before.by if before is not None and what == "last" else None)
    if what in ("answer", "last") and (not cased or not _gives(before, value)):
        return replace(value, told=True)
    alone = not (before.sides[1:] or before.goes_on or before.conditions or before.negated) and (
        before.passage == value.passage - 2
    )
    if what in ("by", "symbol") and not (alone and key(strip(before.sides[0])) is not None):
        return value
    if what == "by":
        return replace(value, told=True, by=before.sides[0])
    left, place = before.sides[0], (value.span[0], value.span[0])
    return replace(value, sides=(left, *value.sides), places=(place,), relations=("=",))


def of_what_is_named(value: Equation, named: Equation) -> Equation:
    """A value alone that the words give to a formula before it, in the case that was told of that."""
    if len(value.sides) > 1 or value.goes_on or value.by is not None:
        return value
    cases = (
        (value.conditions, value.negated) if value.conditions or value.negated else (named.conditions, named.negated)
    )
    return replace(value, conditions=cases[0], negated=cases[1], by=named.sides[0], told=False)


def _is_case(equation: Equation) -> bool:
    """Whether an equation gives the value of its left side in one case."""
    return len(equation.sides) > 1 and not equation.goes_on and bool(equation.conditions or equation.negated)


def _gives(before: Equation, value: Equation) -> bool:
    """Whether the value of the other case is one of the same left side, which is not about the word of the first case alone, as that of u_o is."""
    letters = case_letters(value)
    written = {key(node) for node in every(before.sides[0])}
    return not letters[1:2] or letters[0] in written or letters[1] not in written


def set_apart(both: list[Equation]) -> s.Syntax | None:
    """For two equations about one letter, y_o and y_w: the condition w = o under which the second would be about the first's word."""
    sides = [strip(each.sides[0]) for each in both if len(each.sides) > 1]
    if len(sides) != 2 or not all(isinstance(each, s.Scripted) and each.below is not None for each in sides):
        return None
    first, second = (each for each in sides if isinstance(each, s.Scripted))
    if (
        key(first.base) != key(second.base)
        or first.above
        or second.above
        or first.below is None
        or second.below is None
    ):
        return None
    ends = strip(second.below), strip(first.below)
    return s.Relation(ends, ("=",), span=ends[0].span) if all(map(is_index, ends)) and ends[0] != ends[1] else None
