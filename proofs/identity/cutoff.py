"""Which sizes decide for every size: the theorems of docs/soundness.md, over what `counting` found.

Sizes are *weighted* where they can be: each index value x that nothing points at has a random weight ω_x in every sum, and the size as
a number is Σ ω_x. A sum that hides the number of its terms then hides a random number, and one size decides. Sizes of inverses
and windows keep their weights 1.
"""

from dataclasses import dataclass, fields, replace
from functools import partial
from itertools import product
from math import ceil, prod
from typing import Any

from derive import expression as x
from derive.general import arithmetic
from derive.nodes import once
from derive.traversal import children, free_indices, walk
from proofs.identity.counting import Tally, counted
from proofs.identity.points import Setting, Sizes, extent
from proofs.identity.sizing import HUBBED, LEAST, Sizing, room_for, sizes_in
from proofs.identity.tuples import MOST, NUMBER, parts
from proofs.verdict_words import Note

CEILING = 32
"""Larger sizes than this are not tried: the cut-off is then given up, not the verdict."""
FARTHER = 4
"""One size is so much larger than the others in turn, where indices are worked out: an order of sizes hides nothing."""
REACH = 100
"""An index that is a number is followed to sizes of this order, a place in a window to a quarter; a larger one is not decided."""
MANY = 8
"""More degrees than this in one size are not counted."""
GRID = 24
"""At most so many combinations of sizes are compared."""
AT_ONCE = 1 << 19
"""Where indices are worked out, no sizes are tried at which more numbers than this are computed for one draw at once."""
LABOUR = 4096
"""No two sizes whose product times the larger exceeds this are tried together where dot products vary freely."""

HIDING = ("kinds-compared", "order-compared", "side-by-side", "both-ends")
"""Reasons behind which a number may hide that the argument does not count: agreement at small sizes is then no evidence."""


@dataclass(frozen=True, slots=True)
class Plan:
    """Sizes to compare at, whether they decide for every size, and if not, why not.

    `weighted`: sizes whose values have weights. `loose`: whether two expressions that differ with weights may be equal without.
    """

    sizes: tuple[Sizes, ...]
    decides: bool
    reason: Note | None = None
    pins: tuple[x.Ordinal, ...] = ()
    loners: tuple[x.Index | str, ...] = ()
    weighted: frozenset[str] = frozenset()
    loose: bool = False
    uncounted: bool = False
    """Whether a number stands in the way that the argument does not count: agreement at small sizes is then no evidence."""
    unequal: tuple[str, ...] = ()
    """Sizes of inverses, kept below the others: a product of rectangular matrices has an inverse on one side only."""
    reach: tuple[tuple[str, int], ...] = ()
    """Up to which sizes all are compared at, where indices are worked out; larger ones are looked at too."""

    @property
    def key(self) -> tuple[Any, ...]:
        """All of it, as what things can be kept under."""
        sizes = tuple(tuple(sorted(each.items())) for each in self.sizes)
        return (sizes, *(getattr(self, each.name) for each in fields(self) if each.name != "sizes"))


def plan(expressions: list[x.Expression], setting: Setting, weights: bool = True) -> Plan:
    """Sizes at which equality of any two of the expressions decides for every size; without `weights` all numbers are counted."""
    known = frozenset(setting.free)
    worked_out = any(map(arithmetic, expressions))
    sizing = Planning([counted(each, known) for each in expressions], expressions, setting, weights and not worked_out)
    return tried(sizing.plan(), sizing) if worked_out else sizing.plan()


class Planning(Sizing):
    """The plan of some expressions."""

    def degree(self, name: str) -> int:
        """The degree in a size as a number: loops of deltas with weights, without them every sum and every number."""
        if name in self.weighted:
            return sum(sorted((each.loops.get(name, 0) for each in self.tallies), reverse=True)[:2])
        if name in self.matrices - self.beyond:
            return 0
        zero = (0, 0, 0)
        return max(
            int(name in self.beyond),  # det(−A) = det A at even sizes
            *(closed(each) for each in self.expressions if name in self.beyond),
            *(each.lengths.get(name, zero)[0] + each.lengths.get(NUMBER + name, zero)[0] for each in self.tallies),
            0,
        )

    def plan(self) -> Plan:
        room = max(map(room_for, self.pins), default=0)
        if room > REACH or any(4 * room_for(pin) > REACH for pin in self.pins if "±" in pin.over):
            return self.nothing(Note("large-index"))
        ceiling, base = CEILING + room, {}
        for name in self.names:
            base[name] = self.size(name)
        free = [name for name in base if any(name in e.hubs for e in self.tallies) and self.dotted(name)]
        for name in free:
            if not self.hubbed(name) and base[name] ** 2 * max(base.values()) > LABOUR:
                base[name] = HUBBED
                self.reasons.append(Note("many-vectors"))
        self.reasons += mixed(self.tallies, self.pins)
        taken: set[int] = set()
        for name in sorted(set(base) - self.weighted, key=base.__getitem__):
            while base[name] in taken:
                base[name] += 1
            taken.add(base[name])
        if any(value > ceiling for value in base.values()):
            self.reasons.append(Note("many-sums"))
        base = {name: min(value, ceiling) for name, value in base.items()}
        uncounted = self.uncounted()
        grown = {name: self.degree(name) for name in base}
        steps = [range(base[name], base[name] + min(grown[name], MANY) + 1) for name in base]
        grid = [dict(zip(base, values, strict=True)) for values in product(*steps)]
        if any(degree > MANY for degree in grown.values()) or len(grid) > GRID:
            uncounted = uncounted or Note("high-degree")
        grid = [self.above_inverses(each, base) for each in grid[:GRID]] + (
            self.turned(base) if self.matrices and self.reasons else []
        )
        reason = uncounted or next(iter(self.reasons), None)
        return Plan(
            tuple(grid),
            reason is None,
            reason,
            self.pins,
            self.loners(),
            self.weighted,
            self.loose(),
            bool(uncounted),
            tuple(sorted(self.matrices)),
        )

    def nothing(self, reason: Note) -> Plan:
        """A plan that decides nothing, with small sizes to look for a difference from."""
        return Plan((dict.fromkeys(self.names, LEAST),), False, reason, uncounted=True)

    def above_inverses(self, sizes: Sizes, base: Sizes) -> Sizes:
        """Where a size of inverses grows past one that was above it, that one grows too: XᵀX has no inverse where X has more columns than rows."""
        inverted = [name for name in sizes if name in self.matrices]
        raised = {
            name: max(sizes[each] + 1 for each in inverted)
            for name in sizes
            if inverted and name not in inverted and base[name] > max(base[each] for each in inverted)
        }
        return {**sizes, **{name: max(sizes[name], least) for name, least in raised.items()}}

    def turned(self, base: Sizes) -> list[Sizes]:
        """The sizes in another order: the inverse of a rectangular product has a value in one order only."""
        names = sorted(
            set(base) & {part for each in self.expressions for size in sizes_in(each) for part in parts(size)}
        )
        least = max((base[name] for name in self.matrices), default=0)
        others = [name for name in names if name not in self.matrices and base[name] <= least]
        return [{**base, **{name: least + 1 + k for k, name in enumerate(others)}}] if others else []

    def uncounted(self) -> Note | None:
        """Why a size as a number is not counted, or a particular value is."""
        ends = next((reason for reason in self.reasons if reason.code in HIDING), None)
        for name in set(self.names) - self.weighted:
            if any(name in each.steep for each in self.tallies):
                return Note("number-in-function", {"name": name})
            if name not in self.matrices and any(each.curved.get(name) for each in self.tallies):
                return Note("sum-hides-number")
            if name in self.matrices and any(each.lengths.get(NUMBER + name, (0,))[0] for each in self.tallies):
                return Note("number-beside-inverses", {"name": name})
        return ends

    def loose(self) -> bool:
        return any(each.loops.get(name) for each in self.tallies for name in self.weighted)

    def loners(self) -> tuple[x.Index | str, ...]:
        """Free indices, and maps, that take no part in coincidences."""
        setting, tallies = self.setting, self.tallies
        pointers = set().union(
            *(each.pointers for each in tallies), *(free_indices(each) for each in setting.assumptions)
        )
        for symbol in {matrix for each in tallies for matrix, _ in each.columns}:
            here = {index for each in tallies for matrix, index in each.columns if matrix == symbol}
            if len(here) > 1 or any(symbol in each.whole for each in tallies):
                pointers |= here
        targets = {target for _, _, target in setting.maps} | {index.over for index in setting.free}
        found: list[x.Index | str] = [
            index for index in setting.free if index not in pointers and index.over in targets
        ]
        told = set().union(*(each.maps for each in tallies), *(counted(each).maps for each in setting.assumptions))
        return tuple(found + [name for name, _, _ in setting.maps if name not in told])


def tried(found: Plan, sizing: Planning) -> Plan:
    """Where indices are worked out: sizes at which they stay inside, larger than the number of places where they are, one by one."""
    nodes = [
        node for each in sizing.expressions for node in walk(each) if isinstance(node, x.Shift | x.Position | x.Before)
    ]
    spoken = {part for node in nodes for size in sizes_in(node) for part in parts(size)}
    far = max((abs(node.number) for node in nodes if isinstance(node, x.Shift)), default=0)
    least = LEAST + min(len(set(nodes)) + far, MANY)
    spoken -= {source for _, source, _ in sizing.setting.maps}  # each of its values is mapped in every way
    base = {name: max(size, least) if name in spoken else size for name, size in found.sizes[0].items()}
    base = _lighter(base, sorted(spoken & set(base)), LEAST + min(far, MANY), sizing.expressions)
    for _ in range(len(nodes)):
        for node in nodes:
            for gap in node.fits if isinstance(node, x.Shift) else ():
                grows = next((size for size, times in gap if size in base and times > 0), None)
                while grows is not None and not _fits(gap, base, 1) and base[grows] <= 2 * CEILING:
                    base[grows] += 1
    if far > CEILING or any(size > 2 * CEILING for size in base.values()):
        return sizing.nothing(Note("large-index"))
    grid = [base, *({**base, name: base[name] + FARTHER} for name in base if name in spoken and len(spoken) > 1)]
    grid += [{name: size + (name in spoken) for name, size in base.items()}]
    named = max((abs(pin.number) + 1 for pin in found.pins), default=0)
    moved = [name for name in base if name in spoken]
    first, many = max(2, named), int(GRID ** (1 / max(len(moved), 1)))
    ranges = [range(first, min(base[name], first + many - 1) + 1) for name in moved]
    grid += [{**base, **dict(zip(moved, values, strict=True))} for values in product(*ranges)]
    reach = {**base, **{name: run[-1] for name, run in zip(moved, ranges, strict=True) if run}}
    fits = [gap for node in nodes if isinstance(node, x.Shift) for gap in node.fits]
    grid = [each for each in grid if all(_fits(gap, each) for gap in fits)]
    most = max(AT_ONCE, _labour(sizing.expressions, base))
    light = [each for each in grid if _labour(sizing.expressions, each) <= most]
    reason = Note("index-arithmetic")
    return replace(
        found, sizes=tuple(light), decides=False, reason=reason, uncounted=True, reach=tuple(sorted(reach.items()))
    )


def _lighter(base: Sizes, spoken: list[str], least: int, expressions: list[x.Expression]) -> Sizes:
    """Smaller sizes, none below the least, where sums within sums within tables are more than can be computed at once."""
    base = dict(base)
    while _labour(expressions, base) > AT_ONCE:
        smaller = [
            name
            for name in spoken
            if base[name] > least and _labour(expressions, {**base, name: base[name] - 1}) < _labour(expressions, base)
        ]
        if not smaller:
            break
        base[max(smaller, key=base.__getitem__)] -= 1
    return base


def _labour(expressions: list[x.Expression], sizes: Sizes) -> int:
    """So many numbers are computed for one draw where most are: the values of all indices around a place, and of all entries that it is differentiated by."""
    return max(_numbers(each, sizes) for each in expressions)


def _numbers(node: x.Node, sizes: Sizes) -> int:
    times = extent(node.index.over, sizes) if isinstance(node, x.Sum | x.Table) else 1
    if isinstance(node, x.Derivative):
        times *= prod(extent(size, sizes) for size in node.variable.shape)
    return times * max(map(partial(_numbers, sizes=sizes), children(node)), default=1)


def _fits(gap: tuple[tuple[x.Size, int], ...], sizes: Sizes, more: int = 0) -> bool:
    """Whether a sum of sizes is at least 0, or more."""
    return sum(times * (extent(size, sizes) if size else 1) for size, times in gap) >= more


@once
def closed(node: x.Node) -> int:
    """In how many factors at most a size may hide behind traces and determinants: as tr(A A⁻¹), or log det(cI) = n log c."""
    if isinstance(node, x.Power) and isinstance(node.exponent, x.Number):
        return max(1, ceil(abs(node.exponent.value))) * closed(node.base)
    own = isinstance(node, x.Trace | x.Determinant | x.Dimension)
    return own + sum(map(closed, children(node)))


def mixed(tallies: list[Tally], pins: tuple[x.Ordinal, ...]) -> list[Note]:
    """What two expressions together put outside the class."""
    found = []
    if len(set().union(*(tally.blocks for tally in tallies))) > 1:
        found.append(Note("side-by-side"))
    for over in {pin.over for pin in pins}:
        ends = {pin.end or (pin.number == -1 and "±" not in over) for pin in pins if pin.over == over}
        middle = all(pin.number == 0 for pin in pins if pin.over == over)
        if len(ends) > 1 and not middle:
            found.append(Note("both-ends"))
    return found


assert MOST > CEILING
