"""What the draws at one ground show of two expressions."""

from dataclasses import dataclass

import numpy as np

from derive import expression as x
from proofs.identity.chains import LEVELS
from proofs.identity.ground import Ground
from proofs.identity.undecidable import TooLarge, Undecidable

Array = np.ndarray


@dataclass(frozen=True, slots=True)
class Seen:
    """At one ground: some draw tells the two apart; some has no case; draws of every pattern that is wanted have a value."""

    apart: bool
    uncovered: bool
    everywhere: bool
    left_out: bool
    """Something had no value in a term that the condition of a sum leaves out."""


def seen_at(each: Ground, left: x.Expression, right: x.Expression, condition: x.Condition) -> Seen:
    same, defined = _values(each, left, right)
    left_out = each.algebra.hid
    wanted, pattern = each.where(condition), each.point.pattern
    covered = each.evaluation.covered(left) & each.evaluation.covered(right)
    told = wanted & covered
    everywhere = bool(told.any()) and set(pattern[told]) <= set(pattern[told & defined])
    return Seen(bool((told & defined & ~same).any()), bool((wanted & ~covered).any()), everywhere, left_out)


def _values(each: Ground, left: x.Expression, right: x.Expression) -> tuple[Array, Array]:
    """At which draws the two agree and are defined, at the first level that both have a value at."""
    for level in range(LEVELS):
        try:
            a, a_defined = each.evaluate(left, level)
            hid = each.algebra.hid
            b, b_defined = each.evaluate(right, level)
            each.algebra.hid |= hid
        except Undecidable as outside:
            if level == LEVELS - 1 or isinstance(outside, TooLarge):
                raise
            continue
        return (a == b).all(axis=(-1, -2)), a_defined & b_defined
    raise AssertionError("a loop over levels that neither returns nor raises")
