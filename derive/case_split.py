"""An expression told by cases: i = k and i ≠ k; and conditions said more simply."""

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from derive.expression import Cases, Compare, Condition, Delta, Expression, Index, Not, Number, Product, Same
from derive.premises import Premises
from derive.rule import ONE
from derive.traversal import free_indices, replaced, substitute, walk


def cases_of_delta(node: Expression, premises: Premises) -> Expression | None:
    """An expression with 1[i = k] in it, for i = k and for i ≠ k."""
    delta = next((part for part in _all_deltas(node)), None)
    if delta is None or isinstance(node, Cases):
        return None
    condition = delta.condition
    assert isinstance(condition, Same)

    equal, unequal = (replaced(node, delta, Number(Fraction(value))) for value in (1, 0))
    if isinstance(condition.left, Index):
        equal = substitute(equal, {condition.left: condition.right})
    return Cases(((equal, condition), (unequal, Not(condition))))


def _all_deltas(node: Expression) -> Iterator[Delta]:
    """The δ's between free indices of an expression."""
    free = free_indices(node)
    for part in walk(node):
        if isinstance(part, Delta) and isinstance(part.condition, Same) and free_indices(part) <= free:
            yield part


def shrinking(node: Expression, premises: Premises) -> Expression | None:
    """cx < x means x > 0, and x < cx means x < 0, where 0 < c < 1."""
    if not isinstance(node, Cases):
        return None
    branches = tuple((value, _settled(condition, premises)) for value, condition in node.branches)
    return None if branches == node.branches else replace(node, branches=branches)


def _settled(condition: Condition, premises: Premises) -> Condition:
    match condition:
        case Compare(Product((c, x)), "<", other) if other == x and Compare(c, "<", ONE) in premises.facts:
            return Compare(Number(Fraction(0)), "<", x)
        case Compare(other, "<", Product((c, x))) if other == x and Compare(c, "<", ONE) in premises.facts:
            return Compare(x, "<", Number(Fraction(0)))
    return condition
