"""The size of one kind that decides: sums in functions, the longest tuple, what is pointed at, and vectors where only dot products matter."""

from math import prod

from derive import expression as x
from derive.nodes import once
from derive.traversal import children
from proofs.identity.assumed import PLAIN, SUMMED, axis
from proofs.identity.counting import Tally
from proofs.identity.linear import square_size
from proofs.identity.points import Setting, Sizes, extent
from proofs.identity.tuples import parts
from proofs.verdict_words import Note

LEAST = 3
"""No size is smaller, so that most answers meet at the same ones and share the truth computed there."""
USUAL = (3, 4, 6, 8, 10, 12, 16, 20, 24, 28, 32)
"""Sizes are rounded up to one of these, for the same reason."""
HUBBED = 3
"""The dimension that decides where one vector is a side of every dot product."""


class Sizing:
    """The sizes of one plan, each found from those that it depends on."""

    def __init__(self, tallies: list[Tally], expressions: list[x.Expression], setting: Setting, weights: bool):
        self.tallies, self.expressions, self.setting = tallies, expressions, setting
        self.pins = tuple(
            sorted(set().union(*(each.pins for each in tallies)), key=lambda pin: (pin.over, pin.end, pin.number))
        )
        sizes = set().union(*map(sizes_in, expressions), (index.over for index in setting.free))
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
        curved = min(sum(sorted(counts, reverse=True)[:2]), self.together(name))
        curved += sum(self.times(name, (each.shape[k],)) for each, k in self.summed(name))
        if any(name in each.shape for each in self.constrained("in")):
            curved *= 2  # each of the few values must stand at enough places
        needed = curved + lengths + pointed + 1
        window = any("±" in size for each in self.expressions for size in sizes_in(each) if name in parts(size))
        return max(-(-needed // 2) if window else needed, room, 2 if window else LEAST)

    def summed(self, name: str) -> list[tuple[x.Symbol, int]]:
        """Symbols whose entries along a size are assumed to sum to 1, and their other axis."""
        values = {each[0]: each[2:] for each in self.setting.constraints if each[1] in SUMMED}
        found = [(each, 0 if axis(each, values[each.name]) == -1 else 1) for each in self.constrained(*SUMMED)]
        return [(each, other) for each, other in found if name in parts(each.shape[1 - other])]

    def curved(self, tally: Tally, name: str) -> int:
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
        alone = all(name == size for each in self.expressions for size in sizes_in(each) if name in parts(size))
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


def room_for(pin: x.Ordinal) -> int:
    """A size at which a particular value stands well apart from the other end."""
    return 2 * abs(pin.number) + 2 if pin.number or pin.end else 1


def next_usual(size: int) -> int:
    """The size itself or a little more, so that answers meet at the same few sizes.

    >>> [next_usual(size) for size in (2, 5, 11, 33)]
    [2, 6, 12, 36]
    """
    if size < LEAST:
        return size
    return next((each for each in USUAL if each >= size), -(-size // 4) * 4)


@once
def sizes_in(node: x.Node) -> frozenset[x.Size]:
    """All sizes over which something in the tree runs."""
    found: set[x.Size] = set()
    if isinstance(node, x.Index | x.Ordinal | x.Mapped):
        found.add(node.over)
    elif isinstance(node, x.Dimension):
        found.add(node.size)
    elif isinstance(node, x.Expression):
        found |= {size for size in node.shape if parts(size)}
    for child in children(node):
        found |= sizes_in(child)
    return frozenset(found)
