"""Which sizes decide for every size: the theorems of docs/soundness.md, over what `counting` found.

Sizes are *weighted* where they can be: each index value x that nothing points at has a random weight ω_x in every sum, and the size as
a number is Σ ω_x. A sum that hides the number of its terms then hides a random number, and one size decides. Sizes of inverses
and windows keep their weights 1.
"""

from dataclasses import dataclass, fields, replace
from itertools import product
from math import ceil, prod
from typing import Any

from derive import expression as x
from derive.general import arithmetic
from derive.nodes import once
from derive.traversal import children, free_indices, walk
from proofs.identity.assumed import PLAIN, SUMMED, axis
from proofs.identity.counting import Count, counted
from proofs.identity.linear import square_size
from proofs.identity.points import Setting, Sizes, extent
from proofs.identity.tuples import MOST, NUMBER, parts
from proofs.verdict_words import Note

LEAST = 3
"""No size is smaller, so that most answers meet at the same ones and share the truth computed there."""
USUAL = (3, 4, 6, 8, 10, 12, 16, 20, 24, 28, 32)
"""Sizes are rounded up to one of these, for the same reason."""
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
LABOUR = 4096
"""No two sizes whose product times the larger exceeds this are tried together where dot products vary freely."""
HUBBED = 3
"""The dimension that decides where one vector is a side of every dot product."""

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
    sizing = Sizing([counted(each, known) for each in expressions], expressions, setting, weights and not worked_out)
    return sizing.tried() if worked_out else sizing.plan()


class Sizing:
    """The sizes of one plan, each found from those that it depends on."""

    def __init__(self, tallies: list[Count], expressions: list[x.Expression], setting: Setting, weights: bool):
        self.tallies, self.expressions, self.setting = tallies, expressions, setting
        self.pins = tuple(
            sorted(set().union(*(each.pins for each in tallies)), key=lambda pin: (pin.over, pin.end, pin.number))
        )
        sizes = set().union(*map(_sizes, expressions), (index.over for index in setting.free))
        sizes |= {size for _, source, target in setting.maps for size in (source, target)}
        self.names = sorted({part for size in sizes for part in parts(size)})
        self.symbols = set().union(*(each.symbols for each in tallies))
        self.matrices = set().union(*(each.matrices for each in tallies))
        for each in self.constrained("orthogonal"):
            self.matrices |= set(parts(each.shape[0]))
        windows = {part for size in sizes if "±" in size for part in parts(size)}
        self.weighted = frozenset(set(self.names) - self.matrices - windows) if weights else frozenset()
        self.base: Sizes = {}
        self.reasons: list[Note] = [reason for each in tallies for reason in each.outside]
        self.pending: list[str] = []
        self.beyond: set[str] = set()
        """Sizes of inverses that are compared at several values, since traces of I and the like may hide them."""

    def constrained(self, *kinds: str) -> list[x.Symbol]:
        """The symbols of which one of these kinds is assumed."""
        names = {each[0] for each in self.setting.constraints if each[1] in kinds}
        return [symbol for symbol in self.symbols if symbol.name in names]

    # ------------------------------------------------------------------------------------------------------ one size

    def size(self, name: str) -> int:
        """The size that decides, once those that it depends on are found; a circle is given up."""
        if name in self.base:
            return self.base[name]
        if name in self.pending:
            self.reasons.append(Note("circular-sizes"))
            return LEAST
        self.pending.append(name)
        needed = self.needed(name)
        self.pending.remove(name)
        self.base[name] = next_usual(needed)
        return self.base[name]

    def extent(self, size: x.Size) -> int:
        return extent(size, {part: self.size(part) for part in parts(size)})

    def needed(self, name: str) -> int:
        """Sums in functions, the longest tuple, and what is pointed at; or by the number of vectors, where only dot products matter."""
        room = max([room_for(pin) for pin in self.pins if pin.over.strip("±") == name], default=0)
        pointed = self.pointed(name)
        if name in self.matrices:
            order, reason = square_size(self.expressions, name, self.matrices)
            tuples = (each.lengths.get(other, (0, 0, 0))[0] for each in self.tallies for other in self.weighted)
            if not reason and self.constrained("orthogonal"):
                reason = Note("orthogonal-matrices")
            if not reason and max(tuples, default=0) > 1:
                reason = Note("sums-beside-inverses")
            if reason:
                self.reasons.append(reason)
                self.beyond.add(name)
            return max(order, pointed + 1, room)
        if self.dotted(name) and self.hubbed(name):
            return HUBBED
        if self.dotted(name) and any(each.curved.get(name) for each in self.tallies):
            return max(self.vectors(name) + 1, LEAST)
        if any(name in each.nested for each in self.tallies):
            self.reasons.append(Note("nested-function"))
        counts = [self.curved(each, name) for each in self.tallies]
        lengths = max((each.lengths.get(name, (0, 0, 0))[0] for each in self.tallies), default=0)
        curved = sum(sorted(counts, reverse=True)[:2])
        if len(self.tallies) <= 2:
            curved = min(curved, self.together(name))
        curved += sum(self.times(name, (each.shape[k],)) for each, k in self.summed(name))
        if any(name in each.shape for each in self.constrained("in")):
            curved *= 2  # each of the few values must stand at enough places
        needed = curved + lengths + pointed + 1
        window = any("±" in size for each in self.expressions for size in _sizes(each) if name in parts(size))
        return max(-(-needed // 2) if window else needed, room, 2 if window else LEAST)

    def summed(self, name: str) -> list[tuple[x.Symbol, int]]:
        """Symbols whose entries along a size are assumed to sum to 1, and their other axis."""
        values = {each[0]: each[2:] for each in self.setting.constraints if each[1] in SUMMED}
        found = [(each, 0 if axis(each, values[each.name]) == -1 else 1) for each in self.constrained(*SUMMED)]
        return [(each, other) for each, other in found if name in parts(each.shape[1 - other])]

    def curved(self, tally: Count, name: str) -> int:
        """How many sums over a size stand in functions."""
        return sum(self.times(name, repeats) for repeats in tally.curved.get(name, {}).values())

    def together(self, name: str) -> int:
        """The same of all expressions, a sum that several hold counted once."""
        found: dict[tuple[x.Node, int], tuple[x.Size, ...]] = {}
        for each in self.tallies:
            for place, repeats in each.curved.get(name, {}).items():
                found[place] = max(repeats, found.get(place, ()), key=len)
        return sum(self.times(name, repeats) for repeats in found.values())

    def times(self, name: str, repeats: tuple[x.Size, ...]) -> int:
        return prod(self.extent(size) for size in repeats if name not in parts(size))

    def pointed(self, name: str) -> int:
        """How many values free indices, maps, particular values, and the entries of a result may point at."""
        found = sum(name in parts(index.over) for index in self.setting.free)
        found += sum(name in parts(pin.over) for pin in self.pins)
        found += sum(self.extent(source) for _, source, target in self.setting.maps if target == name)
        shapes = [sum(name in parts(size) for size in each.shape) for each in self.expressions]
        return found + max(shapes, default=0)

    # -------------------------------------------------------------------------------------------------- dot products

    def dotted(self, name: str) -> bool:
        """Whether a size enters only as the dimension of dot products."""
        meets = any(name in each.hubs for each in self.tallies)
        told = any(name in each.apart for each in self.tallies) or any(name in parts(i.over) for i in self.setting.free)
        targets = {target for _, _, target in self.setting.maps} | {source for _, source, _ in self.setting.maps}
        alone = all(name == size for each in self.expressions for size in _sizes(each) if name in parts(size))
        rigid = {each[1] for each in self.setting.constraints} - set(PLAIN)
        told |= any(name in each.shape for each in self.constrained(*rigid))
        return not told and name not in targets and alone and (meets or any(name in e.shape for e in self.expressions))

    def hubbed(self, name: str) -> bool:
        """Whether one vector is a side of every dot product."""
        shared = [set(hub) for each in self.tallies for hub in each.hubs.get(name, [])]
        return not shared or bool(set.intersection(*shared))

    def vectors(self, name: str) -> int:
        """How many vectors of that dimension there are: then their dot products are as free as they can be."""
        found = 0
        for symbol in {each for tally in self.tallies for each in tally.symbols if name in each.shape}:
            if any(symbol in each.whole for each in self.tallies):
                found += self.extent(next((size for size in symbol.shape if size != name), "1"))
            else:
                found += len({index for each in self.tallies for matrix, index in each.columns if matrix == symbol})
        return found

    # ------------------------------------------------------------------------------------------------------ the plan

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
        grid = grid[:GRID] + (self.turned(base) if self.matrices and self.reasons else [])
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

    def tried(self) -> Plan:
        """Where indices are worked out: sizes at which they stay inside, larger than the number of places where they are, one by one."""
        found = self.plan()
        nodes = [
            node
            for each in self.expressions
            for node in walk(each)
            if isinstance(node, x.Shift | x.Position | x.Before)
        ]
        spoken = {part for node in nodes for size in _sizes(node) for part in parts(size)}
        far = max((abs(node.number) for node in nodes if isinstance(node, x.Shift)), default=0)
        least = LEAST + min(len(set(nodes)) + far, MANY)
        spoken -= {source for _, source, _ in self.setting.maps}  # each of its values is mapped in every way
        base = {name: max(size, least) if name in spoken else size for name, size in found.sizes[0].items()}
        for _ in range(len(nodes)):
            for node in nodes:
                for gap in node.fits if isinstance(node, x.Shift) else ():
                    grows = next((size for size, times in gap if size in base and times > 0), None)
                    while grows is not None and not _fits(gap, base, 1) and base[grows] <= 2 * CEILING:
                        base[grows] += 1
        if far > CEILING or any(size > 2 * CEILING for size in base.values()):
            return self.nothing(Note("large-index"))
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
        reason = Note("index-arithmetic")
        return replace(
            found, sizes=tuple(grid), decides=False, reason=reason, uncounted=True, reach=tuple(sorted(reach.items()))
        )

    def nothing(self, reason: Note) -> Plan:
        """A plan that decides nothing, with small sizes to look for a difference from."""
        return Plan((dict.fromkeys(self.names, LEAST),), False, reason, uncounted=True)

    def turned(self, base: Sizes) -> list[Sizes]:
        """The sizes in another order: the inverse of a rectangular product has a value in one order only."""
        names = sorted(set(base) & {part for each in self.expressions for size in _sizes(each) for part in parts(size)})
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


@once
def closed(node: x.Node) -> int:
    """In how many factors at most a size may hide behind traces and determinants: as tr(A A⁻¹), or log det(cI) = n log c."""
    if isinstance(node, x.Power) and isinstance(node.exponent, x.Number):
        return max(1, ceil(abs(node.exponent.value))) * closed(node.base)
    own = isinstance(node, x.Trace | x.Determinant | x.Dimension)
    return own + sum(map(closed, children(node)))


def _fits(gap: tuple[tuple[x.Size, int], ...], sizes: Sizes, more: int = 0) -> bool:
    """Whether a sum of sizes is at least 0, or more."""
    return sum(times * (extent(size, sizes) if size else 1) for size, times in gap) >= more


def room_for(pin: x.Ordinal) -> int:
    """A size at which a particular value stands well apart from the other end."""
    return 2 * abs(pin.number) + 2 if pin.number or pin.end else 1


def mixed(tallies: list[Count], pins: tuple[x.Ordinal, ...]) -> list[Note]:
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


def next_usual(size: int) -> int:
    """The size itself or a little more, so that answers meet at the same few sizes.

    >>> [next_usual(size) for size in (2, 5, 11, 33)]
    [2, 6, 12, 36]
    """
    if size < LEAST:
        return size
    return next((each for each in USUAL if each >= size), -(-size // 4) * 4)


@once
def _sizes(node: x.Node) -> frozenset[x.Size]:
    """All sizes over which something in the tree runs."""
    found: set[x.Size] = set()
    if isinstance(node, x.Index | x.Ordinal | x.Mapped):
        found.add(node.over)
    elif isinstance(node, x.Dimension):
        found.add(node.size)
    elif isinstance(node, x.Expression):
        found |= {size for size in node.shape if parts(size)}
    for child in children(node):
        found |= _sizes(child)
    return frozenset(found)


assert MOST > CEILING
