"""Whether two expressions are the same function: exactly, at the sizes that decide for every size."""

from contextlib import suppress
from copy import copy
from dataclasses import dataclass, replace
from functools import lru_cache
from math import prod

import numpy as np

from derive import expression as x
from derive.traversal import free_indices
from proofs.identity import assumed, tangents, values  # noqa: F401 - they fill the tables of the walk
from proofs.identity.cutoff import Plan, plan
from proofs.identity.evaluate import Evaluation
from proofs.identity.field import LEVELS, Field, TooLarge, Undecidable
from proofs.identity.places import Found, look, on_a_kink, pointed, tied, ties
from proofs.identity.points import Pattern, Point, Setting, Sizes, draw_point, extent, one_draw, patterns, some_draws
from proofs.identity.reals import agree, in_doubt

Array = np.ndarray

DRAWS = 16
"""At least so many draws in all, and LEAST of each pattern: docs/soundness.md gives the probability of a false agreement."""
LEAST = 3
PATTERNS = 4000
"""More coincidence patterns than this are not tried one by one, and agreement decides nothing then;"""
SOME = 75
"""about so many of them are looked at, to find a difference."""
TURNS = 256
"""More combinations of samples that free indices point at than this are not tried one by one."""
KEPT = 8
"""So many truths are remembered at one ground."""
FEW = 6
"""Draws that show a difference in most cases."""
SMALL = 3
"""In the reals sizes are no larger than this."""
SEED = 20260101


@dataclass(frozen=True, slots=True)
class Comparison:
    """The outcome: equal (None: cannot be decided), at which sizes, and a draw at which it fails.

    `sizes` is "every" where the cut-off argument holds, else the largest sizes compared at. `uncovered` is a draw at which one of
    the two has no value (a case is missing); with `hole` one has none at isolated points.
    """

    equal: bool | None
    sizes: str | Sizes
    differs: tuple["Ground", int] | None = None
    uncovered: tuple["Ground", int] | None = None
    reason: str = ""
    hole: bool = False


class Ground:
    """All coincidence patterns at given sizes, with drawn entries; evaluations of several expressions share what they compute."""

    def __init__(
        self,
        setting: Setting,
        sizes: Sizes,
        pins: tuple[x.Ordinal, ...],
        loners: tuple[x.Index | str, ...],
        weighted: frozenset[str],
    ):
        self.setting, self.sizes = setting, sizes
        random = np.random.default_rng(SEED)
        chosen = admitted(setting, sizes, pins, loners)
        self.complete = len(chosen) <= PATTERNS
        if not self.complete:
            chosen = chosen[:: PATTERNS // SOME]
        turns = prod(
            extent(index.over, sizes) for index in setting.free if any(index.over == m[1] for m in setting.maps)
        )
        self.complete &= turns <= TURNS
        draws = max(LEAST, -(-DRAWS // max(len(chosen), 1)), min(turns, TURNS))
        self.empty = not chosen
        if not self.empty:
            self.point: Point = draw_point(setting, sizes, chosen, draws, random, pins)
            self.algebra = Field(self.point.batch, random)
            self.evaluation = Evaluation(self.algebra, self.point, setting, weighted)
            self._known: dict[int, tuple[x.Expression, Evaluation]] = {}
            self._thin: dict[x.Condition, Ground] = {}

    def fork(self, common: x.Expression | None) -> "Ground":
        """The same ground for one judge; what `common` is worth here is computed once and for all."""
        other = copy(self)
        if self.empty:
            return other
        if common is not None:
            if id(common) not in self._known:
                if len(self._known) >= KEPT:
                    del self._known[next(iter(self._known))]
                ready = self.evaluation.fork()
                for level in range(2):
                    with suppress(Undecidable):
                        ready.value(common, level)
                self._known[id(common)] = (common, ready)
            other.evaluation = self._known[id(common)][1].fork()
        else:
            other.evaluation = self.evaluation.fork()
        return other

    def thinned(self, condition: x.Condition) -> "Ground":
        """A few draws at which the condition holds, spread over the patterns: enough to see that two expressions differ."""
        if condition not in self._thin:
            wanted = np.flatnonzero(self.where(condition))
            other = self._thin[condition] = copy(self)
            other.point = some_draws(self.point, wanted[:: max(1, len(wanted) // FEW)])
            other.algebra = Field(other.point.batch, np.random.default_rng(SEED))
            other.evaluation = Evaluation(other.algebra, other.point, self.setting, self.evaluation.weighted)
            other.empty, other._known = not other.point.batch, {}
        return self._thin[condition]

    def evaluate(self, node: x.Expression, level: int) -> tuple[Array, Array]:
        """The value at a level, and the draws at which it is defined."""
        self.algebra.undefined = np.zeros(self.point.batch, dtype=bool)
        value = self.evaluation.value(node, level)
        return value, ~self.algebra.undefined

    def where(self, condition: x.Condition) -> Array:
        """The draws at which a condition on the free indices holds."""
        held = self.evaluation.holds(condition, 0, self.evaluation.scope)
        return np.broadcast_to(held.reshape(-1), (self.point.batch,))


def admitted(
    setting: Setting, sizes: Sizes, pins: tuple[x.Ordinal, ...], loners: tuple[x.Index | str, ...]
) -> list[Pattern]:
    """The patterns that the assumptions allow."""
    possible = patterns(setting, sizes, pins, loners, PATTERNS)
    if not possible or not setting.assumptions:
        return possible
    random = np.random.default_rng(SEED)
    point = draw_point(setting, sizes, possible, 1, random, pins)
    evaluation = Evaluation(Field(point.batch, random), point, setting)
    allowed = np.full(point.batch, True)
    for assumption in setting.assumptions:
        scope = evaluation.scope
        for index in sorted(evaluation.free(assumption) - set(scope), key=lambda each: each.name):
            scope, _, _ = evaluation.bind(index, scope)
        held = evaluation.holds(assumption, 0, scope)
        allowed &= held.reshape(-1, held.shape[-3]).all(axis=0) if held.ndim > 3 else held.reshape(-1)
    return [pattern for pattern, keep in zip(possible, allowed, strict=True) if keep]


@lru_cache(maxsize=256)
def _ground(
    setting: Setting,
    sizes: tuple[tuple[str, int], ...],
    pins: tuple[x.Ordinal, ...],
    loners: tuple[x.Index | str, ...],
    weighted: frozenset[str],
) -> Ground:
    return Ground(setting, dict(sizes), pins, loners, weighted)


def ground(setting: Setting, sizes: Sizes, found: Plan, weights: bool = True) -> Ground:
    """The ground for these sizes; kept, since many answers meet at the same one. Without weights it is one of real sizes."""
    weighted = found.weighted if weights else frozenset()
    return _ground(setting, tuple(sorted(sizes.items())), found.pins, found.loners, weighted)


class Judge:
    """Compares expressions of one setting, any two of those it was made for; `common` is one that other judges have too.

    >>> a, b = x.Symbol("a"), x.Symbol("b")
    >>> grown = [x.Product((x.Call("exp", a), x.Call("exp", b))), x.Call("exp", x.Add((a, b))), x.Call("exp", a)]
    >>> judge = Judge(grown, Setting())
    >>> judge.compare(grown[0], grown[1]).equal, judge.compare(grown[0], grown[2]).equal
    (True, False)

    Without `ties`, what the sides are worth where two compared numbers are equal is not asked: a step of a derivation of our own may
    choose any value at a kink. An answer of somebody's is never judged so.
    """

    def __init__(
        self,
        expressions: list[x.Expression],
        setting: Setting,
        common: x.Expression | None = None,
        weights: bool = True,
        ties: bool = True,
    ):
        self.ties = ties
        self.setting, self.common, self.several = setting, common, len(expressions) > 2
        self.plan: Plan = plan(expressions, setting, weights)
        grounds = [ground(setting, sizes, self.plan).fork(common) for sizes in self.plan.sizes]
        self.grounds = [each for each in grounds if not each.empty]
        if not all(each.complete for each in self.grounds):
            self.plan = replace(
                self.plan,
                decides=False,
                reason="more coincidences, or particular numbers, than are tried",
                uncounted=True,
            )
        self.decides = self.plan.decides and len(self.grounds) == len(grounds)

    def thinned(self, condition: x.Condition) -> "Judge":
        """A quick judge, whose agreement means little: for what is mostly refused."""
        other = copy(self)
        other.several = False
        thin = [each.thinned(condition) for each in self.grounds[:1]]
        other.grounds = [each.fork(self.common) for each in thin if not each.empty]
        return other

    @property
    def sizes(self) -> str | Sizes:
        """What an agreement reaches to: "every" size, or up to those tried."""
        if self.decides:
            return "every"
        return (
            {name: max(each.sizes[name] for each in self.grounds) for name in self.grounds[0].sizes}
            if self.grounds
            else {}
        )

    def compare(self, left: x.Expression, right: x.Expression, condition: x.Condition = x.ALWAYS) -> Comparison:
        """Whether the two are the same wherever the condition on free indices holds. Their shapes must be equal."""
        if left.shape != right.shape:
            raise x.ShapeError(f"{x.spoken(left.shape)} is not {x.spoken(right.shape)}", left, right)
        if not self.decides and self.several:
            alone = Judge([left, right], self.setting)
            if alone.decides:
                return alone.compare(left, right, condition)
        found = self._compared(left, right, condition)
        if found.equal is not False or not self.plan.loose:
            return found
        counted = Judge([left, right], self.setting, weights=False)  # deltas that meet themselves count without weights
        other = counted._compared(left, right, condition)
        if other.equal and not counted.decides:
            return Comparison(None, other.sizes, reason=counted.plan.reason)
        return other if other.equal else found

    def _compared(self, left: x.Expression, right: x.Expression, condition: x.Condition) -> Comparison:
        """The comparison at the sizes of the plan."""
        uncovered, decided = None, bool(self.grounds)
        for each in self.grounds:
            try:
                same, defined = _values(each, left, right)
            except Undecidable as outside:
                return Comparison(None, self.sizes, reason=str(outside))
            wanted = each.where(condition)
            covered = each.evaluation.covered(left) & each.evaluation.covered(right)
            failing = wanted & defined & covered & ~same
            if failing.any():
                return Comparison(False, self.sizes, differs=(each, int(np.argmax(failing))))
            if (wanted & ~covered).any() and uncovered is None:
                uncovered = (each, int(np.argmax(wanted & ~covered)))
            patterns_wanted = set(each.point.pattern[wanted & covered])
            decided &= patterns_wanted <= set(each.point.pattern[wanted & defined & covered])
            decided &= bool((wanted & covered).any())
        reason = "" if decided else "it has no value where it was tried"
        hole = False
        if decided:
            found = self.places(left, right, condition)
            if found.apart:
                return Comparison(False, self.sizes)
            hole, reason, decided = found.hole, found.open, not found.open
        if decided and not self._in_the_reals(left, right, condition):
            decided, reason = False, "signs, roots, logarithms or large numbers that differ over the reals"
        if decided and self.plan.uncounted:  # agreement at the sizes tried is no evidence
            decided, reason = False, self.plan.reason
        return Comparison(True if decided else None, self.sizes, uncovered=uncovered, reason=reason, hole=hole)

    def places(self, left: x.Expression, right: x.Expression, condition: x.Condition) -> Found:
        """Numbers that are named, ties, and denominators that vanish."""
        if not self.grounds or not (pointed(left) or pointed(right)):
            return Found()
        first, small = self.grounds[0], self.small(condition)
        wanted = np.flatnonzero(small.where(condition))
        here = one_draw(small.point, int(wanted[0]))
        found = look(small.point, int(wanted[0]), self.setting, left, right, condition, self.same)
        if found.apart or found.open or not self.ties:
            return found
        for one, other in {frozenset(pair): pair for side in (left, right) for pair in ties(side)}.values():
            try:
                sides = tied(left, one, other), tied(right, one, other)
                same, defined = _values(first, *sides)
                covered = first.evaluation.covered(sides[0]) & first.evaluation.covered(sides[1])
            except Undecidable:
                return Found(open="an equality of real numbers")
            failing = first.where(condition) & defined & covered & ~same
            if failing.any() and not on_a_kink(here, self.setting, one, other, (left, right)):
                return Found(open="an equality of real numbers")
        return found

    def same(self, one: x.Expression, other: x.Expression) -> bool:
        """Whether two denominators are the same, however they are written."""
        if one.shape != other.shape or not free_indices(one) | free_indices(other) <= set(self.setting.free):
            return False
        try:
            return Judge([one, other], self.setting).compare(one, other).equal is True
        except Undecidable:
            return False

    def _in_the_reals(self, left: x.Expression, right: x.Expression, condition: x.Condition) -> bool:
        """What the field cannot see: the sign of a number, an undefined logarithm, a number that is 0 by accident."""
        if not in_doubt(left, right):
            return True
        small = self.small(condition)
        wanted = np.flatnonzero(small.where(condition))
        return agree(small.point, wanted, self.setting, left, right, condition) is True

    def small(self, condition: x.Condition) -> Ground:
        """A ground of small sizes, where balls are quick; the first one where the condition or a particular number asks for more."""
        first = self.grounds[0]
        if self.plan.pins:
            return first
        sizes = {name: min(value, SMALL) for name, value in first.sizes.items()}
        for name in self.plan.unequal:
            sizes[name] = SMALL - 1
        with suppress(Undecidable, IndexError):
            found = ground(self.setting, sizes, self.plan, weights=False)
            if not found.empty and found.where(condition).any():
                return found
        return first


def _values(each: Ground, left: x.Expression, right: x.Expression) -> tuple[Array, Array]:
    """At which draws the two agree and are defined, at the first level that both have a value at."""
    for level in range(LEVELS):
        try:
            (a, a_defined), (b, b_defined) = each.evaluate(left, level), each.evaluate(right, level)
        except Undecidable as outside:
            if level == LEVELS - 1 or isinstance(outside, TooLarge):
                raise
            continue
        return (a == b).all(axis=(-1, -2)), a_defined & b_defined
    raise AssertionError("a loop over levels that neither returns nor raises")
