"""Cases that apply at once and say different things: no value is claimed there, or two."""

from collections.abc import Iterator
from contextlib import suppress
from itertools import combinations

from derive import expression as x
from proofs.identity.judge import Judge
from proofs.identity.undecidable import Undecidable


def overlapping(
    judge: Judge, value: x.Expression, condition: x.Condition
) -> Iterator[tuple[x.Expression, x.Condition]]:
    """Each branch that contradicts another one, with the condition under which both apply; what stands last without one is for all others.

    >>> a = x.Symbol("a")
    >>> up, high = (x.Compare(x.Number(each), "<", a) for each in (0, 7))
    >>> one, two = x.Number(1), x.Number(2)
    >>> found = x.Cases(((one, high), (two, up)))
    >>> from proofs.identity.points import Setting
    >>> [branch for branch, _ in overlapping(Judge([found, one, two], Setting()), found, x.ALWAYS)] == [one, two]
    True
    """
    if not isinstance(value, x.Cases):
        return
    for (one, when), (other, then) in combinations(value.branches, 2):
        if then == x.ALWAYS != when:
            continue
        both = x.All((condition, when, then))
        with suppress(Undecidable, KeyError, x.ShapeError):
            if judge.compare(one, other, both).equal is False:
                yield one, both
                yield other, both
    pointed = tuple(branch for branch in value.branches if _at_a_point(branch[1]))
    if pointed and value.branches[: len(pointed)] != pointed:
        ahead = x.Cases((*pointed, *(branch for branch in value.branches if branch not in pointed)))
        same = None
        with suppress(Undecidable, KeyError, x.ShapeError):
            same = Judge([value, ahead], judge.setting).compare(value, ahead, condition).equal
        if same is not True:
            yield from ((branch, x.All((condition, when))) for branch, when in pointed)


def _at_a_point(condition: x.Condition) -> bool:
    """Whether a case is about one number: x = 1."""
    if not isinstance(condition, x.All) or len(condition.conditions) != 2:
        return False
    one, other = condition.conditions
    return (
        isinstance(one, x.Compare)
        and isinstance(other, x.Compare)
        and (one.left, one.right) == (other.right, other.left)
        and one.relation == other.relation == "<="
    )
