"""Whether two expressions are the same function: exactly, at the sizes that decide for every size."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from copy import copy
from dataclasses import dataclass, replace

import numpy as np

from derive import expression as x
from derive.general import arithmetic
from derive.traversal import apart, free_indices
from proofs.identity.arithmetic import as_it_is, in_general, number_degree, numbers_free
from proofs.identity.cutoff import Plan, plan
from proofs.identity.ground import MORE, Ground, ground
from proofs.identity.kinks import fixed_kinks, on_a_kink, tied, ties
from proofs.identity.memory import Store, nodes
from proofs.identity.places import Found, Placed, look
from proofs.identity.points import Setting, Sizes, one_draw
from proofs.identity.presets import pointed
from proofs.identity.reals import Known, agree, in_doubt
from proofs.identity.regions import Answer, by_tree, cut, everywhere
from proofs.identity.seen import Seen, seen_at
from proofs.identity.undecidable import Undecidable
from proofs.verdict_words import Note

NO_VALUE = Note("no-value-tried")
SMALL = 3
"""In the reals sizes are no larger than this."""
LARGE = 12
"""From this size on, small ones are asked first: most of what is wrong differs there already."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """The outcome: equal (None: cannot be decided), and at which sizes.

    `sizes` is "every" where the cut-off argument holds, else the largest sizes compared at. `uncovered`: at some draw one of the
    two has no value (a case is missing); with `hole` one has none at isolated points.
    """

    equal: bool | None
    sizes: str | Sizes
    uncovered: bool = False
    reason: Note | None = None
    hole: bool = False


@dataclass(frozen=True, slots=True)
class InBalls:
    """What a judge has computed in balls at the points of a ground, which is kept since it is known by its id."""

    ground: Ground
    placed: dict[int, Placed]
    drawn: Known


KNOWN: Store[Comparison] = Store(4096, 100_000)
PLANS: Store[Plan] = Store(1024, 100_000)
"""So many comparisons and plans are remembered, of so many nodes."""


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
        self._free = frozenset(index.name for index in setting.free)
        expressions = [apart(each, self._free) for each in expressions]
        self.plan: Plan = PLANS.get(
            (tuple(expressions), setting, weights),
            lambda: plan(expressions, setting, weights),
            sum(map(nodes, expressions)),
        )
        grounds = [ground(setting, sizes, self.plan).fork(common) for sizes in self.plan.sizes]
        self.grounds = [each for each in grounds if not each.empty]
        if not all(each.complete for each in self.grounds):
            self.plan = replace(
                self.plan,
                decides=False,
                reason=Note("many-coincidences"),
                uncounted=True,
            )
        self.decides = self.plan.decides and len(self.grounds) == len(grounds)
        self._known: Store[Comparison] = KNOWN
        self._key = (setting, self.plan.key, ties)
        self._balls: dict[int, InBalls] = {}

    @classmethod
    def of(cls, expressions: list[x.Expression], setting: Setting, common: x.Expression | None = None) -> "Judge":
        """A judge whose plan and grounds are those of the last one that was made for the same: a claim is decided many times."""
        made = JUDGES.get((tuple(expressions), setting, common), lambda: cls(expressions, setting, common))
        other = copy(made)
        other.grounds, other._balls = [each.fork(common) for each in made.grounds], {}
        return other

    def thinned(self, condition: x.Condition) -> "Judge":
        """A quick judge, whose agreement means little: for what is mostly refused."""
        other = copy(self)
        other.several, other._known = False, Store(0)
        thin = [each.thinned(condition) for each in self.grounds[:1]]
        other.grounds = [each.fork(self.common) for each in thin if not each.empty]
        return other

    @property
    def sizes(self) -> str | Sizes:
        """What an agreement reaches to: "every" size, or up to those tried."""
        if self.decides:
            return "every"
        return self.tried

    @property
    def tried(self) -> Sizes:
        """The largest sizes tried."""
        return (
            {name: max(each.sizes[name] for each in self.grounds) for name in self.grounds[0].sizes}
            if self.grounds
            else {}
        )

    def compare(self, left: x.Expression, right: x.Expression, condition: x.Condition = x.ALWAYS) -> Comparison:
        """Whether the two are the same wherever the condition on free indices holds. Their shapes must be equal."""
        if left.shape != right.shape:
            raise x.ShapeError(f"{x.spoken(left.shape)} does not match {x.spoken(right.shape)}", left, right)
        alone = not self.decides and self.several
        key = (*self._key, alone, left, right, condition)
        return self._known.get(key, lambda: self._decided(left, right, condition), nodes(left) + nodes(right))

    def equal(self, left: x.Expression, right: x.Expression, condition: x.Condition = x.ALWAYS) -> bool | None:
        """The same in one word; None where it is not decided, or has no answer since the shapes differ."""
        try:
            return self.compare(left, right, condition).equal
        except (Undecidable, KeyError, x.ShapeError):
            return None

    def _decided(self, left: x.Expression, right: x.Expression, condition: x.Condition) -> Comparison:
        left, right = apart(left, self._free), apart(right, self._free)  # a bound index is no free one of the same name
        if arithmetic(left) or arithmetic(right):
            return compared(self, left, right, condition)
        if not self.decides:
            free = self._with_free_numbers(left, right, condition)
            if free is not None:
                return free
        if not self.decides and self.several:
            alone = Judge([left, right], self.setting)
            if alone.decides:
                return alone.compare(left, right, condition)
        found = self._compared(left, right, condition)
        if found.equal is None and found.reason == NO_VALUE and self.plan.weighted and self.plan.loose:
            return self._without_weights(left, right, condition) or found
        if found.equal is not False or not self.plan.loose:
            return found
        counted = Judge([left, right], self.setting, weights=False)  # deltas that meet themselves count without weights
        other = counted._compared(left, right, condition)
        if other.equal and counted.decides:
            return other
        free = self._with_free_numbers(
            left, right, condition
        )  # beside such deltas a size in a denominator is not counted
        if free is not None:
            return free
        return Comparison(None, other.sizes, reason=counted.plan.reason) if other.equal else found

    def _with_free_numbers(self, left: x.Expression, right: x.Expression, condition: x.Condition) -> Comparison | None:
        """The two where each size that stands as a number is any positive number: what is so for all of them is so for the size."""
        setting, pair = numbers_free(left, right, self.setting)
        if pair == (left, right):
            return None
        with suppress(Undecidable):
            found = Judge(list(pair), setting, ties=self.ties).compare(*pair, condition)
            return found if found.equal is True and not found.uncovered else None
        return None

    def at_these(self, left: x.Expression, right: x.Expression) -> Comparison:
        """The comparison at the sizes of the plan, which is no more than that."""
        values = [
            len({each.sizes[name] for each in self.grounds}) for name in (self.grounds[0].sizes if self.grounds else ())
        ]
        varied = max(values, default=0)
        if max(number_degree(left), number_degree(right)) >= varied > 0:
            return Comparison(None, self.sizes, reason=Note("high-degree"))
        tried = copy(self)
        tried.plan, tried.decides = replace(self.plan, uncounted=False), False
        found = tried._compared(left, right, x.ALWAYS)
        return replace(found, sizes=dict(self.plan.reach)) if found.equal and self.plan.reach else found

    def _without_weights(self, left: x.Expression, right: x.Expression, condition: x.Condition) -> Comparison | None:
        """With weights the terms i = j of Σ_{i ≠ j} count, and 1/(x_i − x_j) has no value; without them they are left out."""
        counted = Judge([left, right], self.setting, weights=False)
        found = counted._compared(left, right, condition)
        return found if found.equal else None

    def _compared(self, left: x.Expression, right: x.Expression, condition: x.Condition) -> Comparison:
        """The comparison at the sizes of the plan."""
        uncovered, decided, left_out = False, bool(self.grounds), False
        early = self._apart_at_small_sizes(left, right, condition)
        if early is not None:
            return Comparison(False, early)
        for each in self.grounds:
            try:
                seen = seen_at(each, left, right, condition)
                for times in MORE:  # half of all numbers have no root
                    if seen.apart or seen.everywhere:
                        break
                    more = ground(self.setting, each.sizes, self.plan, each.weighs, times)
                    seen = seen_at(more.fork(self.common), left, right, condition)
            except Undecidable as outside:
                return Comparison(None, self.sizes, reason=outside.reason)
            if seen.apart:
                return Comparison(False, self.sizes)
            uncovered |= seen.uncovered
            decided &= seen.everywhere
            left_out |= seen.left_out
        reason = None if decided else NO_VALUE
        hole, fewer = False, None
        if decided and cut(self.setting, left, right, condition):
            met, fewer = self._in_every_region(left, right, condition)
            if met is None:
                decided, reason = False, Note("many-regions")
            elif met.apart:
                return Comparison(False, self.sizes)
            else:
                uncovered |= met.uncovered
        if decided:
            found = self.places(left, right, condition)
            if found.apart:
                return Comparison(False, self.sizes)
            hole, reason, decided = found.hole, found.open, not found.open
        if decided and not self._in_the_reals(left, right, condition):
            decided, reason = False, Note("differs-in-reals")
        if decided and self.plan.uncounted:  # agreement at the sizes tried is no evidence
            decided, reason = False, self.plan.reason
        sizes = self.tried if left_out else self.sizes  # that what has no value is left out is no part of the argument
        return Comparison(True if decided else None, fewer or sizes, uncovered=uncovered, reason=reason, hole=hole)

    def _apart_at_small_sizes(self, left: x.Expression, right: x.Expression, condition: x.Condition) -> Sizes | None:
        """Small sizes at which the two differ, where those of the plan are so large that it is worth while to look; None where nothing is seen."""
        if not self.grounds or max(self.grounds[0].sizes.values(), default=0) < LARGE:
            return None
        small = self.small(condition)
        with suppress(Undecidable):
            if small is not self.grounds[0] and seen_at(small, left, right, condition).apart:
                return small.sizes
        return None

    def everywhere(
        self, each: Ground, ask: Callable[[Ground], Answer], fewest: float | None = None
    ) -> Iterator[Answer]:
        """What is answered at draws of this ground that meet every region."""
        return everywhere(each, self.plan, ask, fewest)

    def _in_every_region(
        self, left: x.Expression, right: x.Expression, condition: x.Condition
    ) -> tuple[Seen | None, Sizes | None]:
        """What is seen in every region that comparisons cut out; none where they are too many. Where they are at these sizes, smaller ones are tried and told."""
        with suppress(Undecidable):
            return self._seen_everywhere(self.grounds, left, right, condition), None
        small = self.small(condition)
        if self.grounds and small is not self.grounds[0]:
            with suppress(Undecidable):
                return self._seen_everywhere([small], left, right, condition), small.sizes
        return None, None

    def _seen_everywhere(
        self, grounds: list[Ground], left: x.Expression, right: x.Expression, condition: x.Condition
    ) -> Seen:
        uncovered = False
        for each in grounds:
            general = self.decides and each in self.grounds
            fewest = by_tree([left, right], [condition], self.setting, each.sizes, general)
            for seen in self.everywhere(each, lambda here: seen_at(here, left, right, condition), fewest):
                if seen.apart:
                    return seen
                uncovered |= seen.uncovered
        return Seen(False, uncovered, True, False)

    def places(self, left: x.Expression, right: x.Expression, condition: x.Condition) -> Found:
        """Numbers that are named, ties, slopes at a kink, and denominators that vanish."""
        if self.ties and any(self.same(each, x.filled(0, each.shape)) for each in fixed_kinks(left, right)):
            return Found(open=Note("value-at-a-kink"))
        if not self.grounds or not (pointed(left) or pointed(right)):
            return Found()
        small = self.small(condition)
        wanted = np.flatnonzero(small.where(condition))
        if not wanted.size:  # none of the points that were drawn is of this case
            return Found(open=Note("not-comparable"))
        draw = int(wanted[0])
        here = one_draw(small.point, draw)
        placed = self._in_balls(small).placed.setdefault(draw, {})
        found = look(small.point, draw, self.setting, left, right, condition, self.same, placed)
        if found.apart or found.open or not self.ties:
            return found
        for one, other in {frozenset(pair): pair for side in (left, right) for pair in ties(side)}.values():
            told = self._apart(tied(left, one, other), tied(right, one, other), condition)
            if told is None or (told and not on_a_kink(here, self.setting, one, other, (left, right))):
                return Found(open=Note("equality-of-reals"))
            if told and not all(self._goes_on(side, one, other, condition) for side in (left, right)):
                return Found(open=Note("value-at-a-kink"))
        return found

    def _apart(self, one: x.Expression, other: x.Expression, condition: x.Condition) -> bool | None:
        """Whether two sides differ in some region where both have a value; None where that is not seen."""
        with suppress(Undecidable):
            if seen_at(self.grounds[0], one, other, condition).apart:
                return True
            if not cut(self.setting, one, other, condition):
                return False
        seen, _ = self._in_every_region(one, other, condition)
        return None if seen is None else seen.apart

    def _goes_on(self, side: x.Expression, one: x.Expression, other: x.Expression, condition: x.Condition) -> bool:
        """Whether a side is, where two numbers are equal, what it is where one of them is the greater, or what none of its terms for cases adds to."""
        at, *beside, bare = (tied(side, one, other, relation) for relation in ("=", "<", ">", ""))
        if at in beside or any(self._apart(at, each, condition) is False for each in beside):
            return True
        told = self.grounds[0].evaluation.covered(bare).all()
        return bool(told and self._apart(at, bare, condition) is False)

    def same(self, one: x.Expression, other: x.Expression) -> bool:
        """Whether two denominators are the same wherever both have a value, however they are written, whatever index a sum around them binds."""
        if one.shape != other.shape:
            return False
        bound = (free_indices(one) | free_indices(other)) - set(self.setting.free)
        if {each.name for each in bound} & self._free:
            return False
        try:
            free = (*self.setting.free, *sorted(bound, key=lambda index: index.name))
            judge = Judge([one, other], replace(self.setting, free=free))
            return judge.compare(one, other).equal is True or judge.generically(one, other)
        except Undecidable:
            return False

    def generically(self, one: x.Expression, other: x.Expression) -> bool:
        """Whether two continuous expressions are equal wherever both are defined: n + m and n (1 + m/n)."""
        if in_doubt(one, other) or not self.decides:
            return False
        seen = [seen_at(each, one, other, x.ALWAYS) for each in self.grounds]
        return bool(seen) and all(each.everywhere and not each.apart for each in seen)

    def _in_the_reals(self, left: x.Expression, right: x.Expression, condition: x.Condition) -> bool:
        """What the field cannot see: the sign of a number, an undefined logarithm, a number that is 0 by accident."""
        if not in_doubt(left, right):
            return True
        small = self.small(condition)
        wanted = np.flatnonzero(small.where(condition))
        known = self._in_balls(small).drawn
        return agree(small.point, wanted, self.setting, left, right, condition, known) is True

    def _in_balls(self, each: Ground) -> "InBalls":
        """What this judge has computed in balls at the points of a ground."""
        return self._balls.setdefault(id(each), InBalls(each, {}, {}))

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


JUDGES: Store[Judge] = Store(512)
"""So many judges are remembered, without what they computed."""


def equal(left: x.Expression, right: x.Expression, setting: Setting, condition: x.Condition = x.ALWAYS) -> bool | None:
    """Whether two expressions are the same function wherever a condition holds; None where that is not decided."""
    try:
        judge = Judge.of([left, right], setting)
    except (Undecidable, KeyError):
        return None
    return judge.equal(left, right, condition)


def compared(judge: Judge, left: x.Expression, right: x.Expression, condition: x.Condition) -> Comparison:
    """Two expressions in which indices are worked out: in general first, and then, at sizes that are tried, as they are."""
    found = in_general(left, right, judge.setting, condition)
    if found is not None:
        general, pair = found
        with suppress(Undecidable):
            shown = Judge(list(pair), general, ties=judge.ties).compare(*pair, condition)
            if shown.equal is True:
                return shown
    closed = as_it_is(left, right, judge.setting, condition)
    if closed is None:
        return Comparison(None, judge.sizes, reason=Note("index-arithmetic"))
    setting, pair = closed
    return Judge(list(pair), setting, ties=judge.ties).at_these(*pair)
