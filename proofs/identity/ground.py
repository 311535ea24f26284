"""Where expressions are compared: all coincidence patterns at given sizes, with drawn entries, kept from answer to answer."""

from collections.abc import Hashable
from contextlib import suppress
from copy import copy
from functools import partial
from math import prod

import numpy as np

from derive import expression as x
from derive.traversal import free_indices, walk
from proofs.identity import assumed, tangents, values  # noqa: F401 - they fill the tables of the walk
from proofs.identity.chains import LEVELS
from proofs.identity.cutoff import Plan
from proofs.identity.evaluate import Evaluation
from proofs.identity.field import Field
from proofs.identity.memory import Store
from proofs.identity.points import Pattern, Point, Setting, Sizes, draw_point, extent, patterns, some_draws
from proofs.identity.tuples import parts
from proofs.identity.undecidable import Undecidable

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
MORE, MOST = (16, 256), 4096
"""Where a pattern has no draw with a value, so many times as many are drawn, if they are not more than this."""
KEPT = 8
"""So many truths are remembered at one ground."""
FEW = 6
"""Draws that show a difference in most cases."""
SEED = 20260101


class Ground:
    """All coincidence patterns at given sizes, with drawn entries; evaluations of several expressions share what they compute."""

    def __init__(
        self,
        setting: Setting,
        sizes: Sizes,
        pins: tuple[x.Ordinal, ...],
        loners: tuple[x.Index | str, ...],
        weighted: frozenset[str],
        times: int = 1,
        fixed: int = 0,
        seed: int = 0,
    ):
        """`times`: so many times the usual number of draws; `fixed`: so many of each pattern instead; `seed`: others than those of another one."""
        self.setting, self.sizes = setting, sizes
        random = np.random.default_rng(SEED + seed)
        chosen = admitted(setting, sizes, pins, loners)
        self.complete = len(chosen) <= PATTERNS
        if not self.complete:
            chosen = chosen[:: PATTERNS // SOME]
        turns = prod(
            extent(index.over, sizes) for index in setting.free if any(index.over == m[1] for m in setting.maps)
        )
        self.complete &= turns <= TURNS
        draws = max(LEAST, -(-DRAWS // max(len(chosen), 1)), min(turns, TURNS))
        if times * draws * len(chosen) <= MOST:
            draws *= times
        draws = fixed or draws
        self.empty = not chosen
        if not self.empty:
            self.point: Point = draw_point(setting, sizes, chosen, draws, random, pins)
            self.algebra = Field(self.point.batch, random)
            self._root = Evaluation(self.algebra, self.point, setting, weighted)
            self.weighs = bool(weighted)
            self._own: Evaluation | None = None
            self._common: x.Expression | None = None
            self._known: Store[Evaluation] = Store(KEPT)
            self._thin: Store[Ground] = Store(KEPT)

    def grows_under(self, key: Hashable) -> None:
        """What is drawn here, and computed for all, weighs in the store that holds this ground."""
        if not self.empty:
            self._root.grown = partial(GROUNDS.heavier, key)

    def fork(self, common: x.Expression | None) -> "Ground":
        """The same ground for one judge; what `common` is worth here is computed once, when it is asked for, and for all."""
        other = copy(self)
        if not self.empty:
            other._own, other._common = None, common
        return other

    @property
    def common(self) -> x.Expression | None:
        """What is computed here once for all."""
        return None if self.empty else self._common

    @property
    def evaluation(self) -> Evaluation:
        """What evaluates here: it knows what `common` is worth, and what is computed by it goes with this fork."""
        if self._own is None:
            common = self._common
            known = self._root if common is None else self._known.get(common, lambda: self._ready(common))
            self._own = known.fork()
        return self._own

    def _ready(self, common: x.Expression) -> Evaluation:
        ready = self._root.fork()
        for level in range(LEVELS):
            with suppress(Undecidable):
                ready.value(common, level)
                break
        ready.forget_changes()
        self._root.grown(ready.bytes())
        return ready

    def thinned(self, condition: x.Condition) -> "Ground":
        """A few draws at which the condition holds, spread over the patterns: enough to see that two expressions differ."""
        return self._thin.get(condition, lambda: self._thin_one(condition))

    def _thin_one(self, condition: x.Condition) -> "Ground":
        wanted = np.flatnonzero(self.where(condition))
        other = copy(self)
        other.point = some_draws(self.point, wanted[:: max(1, len(wanted) // FEW)])
        other.algebra = Field(other.point.batch, np.random.default_rng(SEED))
        other._root = Evaluation(other.algebra, other.point, self.setting, self._root.weighted)
        other.empty, other._known, other._own = not other.point.batch, Store(KEPT), None
        return other

    def evaluate(self, node: x.Expression, level: int) -> tuple[Array, Array]:
        """The value at a level, and the draws at which it is defined."""
        self.algebra.undefined, self.algebra.hid = np.zeros(self.point.batch, dtype=bool), False
        value = self.evaluation.value(node, level)
        return value, ~self.algebra.undefined

    @property
    def labour(self) -> int:
        """How many numbers were computed for a draw, about."""
        return 0 if self.empty else 1 + self.evaluation.numbers() // self.point.batch

    def where(self, condition: x.Condition) -> Array:
        """The draws at which a condition on the free indices holds."""
        held = self._root.fork().holds(condition, 0, self._root.scope)
        return np.broadcast_to(held.reshape(-1), (self.point.batch,))


def admitted(
    setting: Setting, sizes: Sizes, pins: tuple[x.Ordinal, ...], loners: tuple[x.Index | str, ...]
) -> list[Pattern]:
    """The patterns that the assumptions allow; to be read only. They hang on no size but those that something points into."""
    pointing = [*setting.free, *pins, *(node for each in setting.assumptions for node in walk(each))]
    spoken = {each.over for each in pointing if isinstance(each, x.Index | x.Mapped | x.Ordinal)}
    spoken |= {size for node in pointing if isinstance(node, x.Expression) for size in node.shape}
    spoken |= {size for _, source, target in setting.maps for size in (source, target)}
    met = {name for size in spoken for name in parts(size)}
    key = (setting, pins, loners, tuple(sorted((name, value) for name, value in sizes.items() if name in met)))
    return ADMITTED.get(key, lambda: _admitted(setting, sizes, pins, loners), len)


ADMITTED: Store[list[Pattern]] = Store(256, 40_000)
"""So many lists of patterns are remembered, of so many patterns together."""


def _admitted(
    setting: Setting, sizes: Sizes, pins: tuple[x.Ordinal, ...], loners: tuple[x.Index | str, ...]
) -> list[Pattern]:
    possible = patterns(setting, sizes, pins, loners, PATTERNS)
    if not possible or not setting.assumptions:
        return possible
    random = np.random.default_rng(SEED)
    point = draw_point(setting, sizes, possible, 1, random, pins)
    evaluation = Evaluation(Field(point.batch, random), point, setting)
    allowed = np.full(point.batch, True)
    for assumption in setting.assumptions:
        scope = evaluation.scope
        for index in sorted(free_indices(assumption) - set(scope), key=lambda each: each.name):
            scope, _, _ = evaluation.bind(index, scope)
        held = evaluation.holds(assumption, 0, scope)
        allowed &= held.reshape(-1, held.shape[-3]).all(axis=0) if held.ndim > 3 else held.reshape(-1)
    return [pattern for pattern, keep in zip(possible, allowed, strict=True) if keep]


def ground(
    setting: Setting, sizes: Sizes, found: Plan, weights: bool = True, times: int = 1, fixed: int = 0, seed: int = 0
) -> Ground:
    """The ground for these sizes; kept, since many answers meet at the same one. Without weights it is one of real sizes.

    `times`: so many times as many draws of each pattern, where they are not too many; `fixed`: so many; `seed`: others than of another one.
    """
    weighted = found.weighted if weights else frozenset()
    key = (setting, tuple(sorted(sizes.items())), found.pins, found.loners, weighted, times, fixed, seed)

    def made() -> Ground:
        fresh = Ground(setting, sizes, found.pins, found.loners, weighted, times, fixed, seed)
        fresh.grows_under(key)
        return fresh

    return GROUNDS.get(key, made)


GROUNDS: Store[Ground] = Store(256, 192 << 20)
"""So many grounds are remembered, and so many bytes of what was drawn and computed there for all."""
