"""Which sizes decide for every size: the argument of docs/soundness.md, as a count over the tree.

Fix the other sizes. Sums over one index set enter an expression as power sums; r of them, with n words pointed at, make sizes from
r + n on generic; a size that stands as a number, or a sum that may hide one (Σ 1 = K), counts a degree g, and g + 1 sizes in a
row decide. The dimension enters by dot products with one vector only, or else it is taken as large as the number of vectors.
"""

from dataclasses import dataclass
from functools import lru_cache
from itertools import product

from derive import expression as x
from derive.traversal import children, free_indices
from proofs.identity.counting import CENTERS, FLOOR, USUAL, Count, counted, parts
from proofs.identity.field import Undecidable
from proofs.identity.points import Setting, Sizes, extent

CEILING = 24
"""Larger sizes than this are not tried: the cut-off is then given up, not the verdict."""
REACH = 100
"""An index that is a number is followed to sizes of this order, a place in a window to a quarter; a larger one is not decided."""
MANY = 8
"""More degrees than this in one size are not counted either."""
GRID = 24
"""At most so many combinations of sizes are compared."""
FEW = 6
"""Of them where numbers are not counted: an agreement says nothing there, and a difference mostly shows at once."""
LABOUR = 4096
"""Where all dot products vary, no dimension is tried whose square times V is larger."""


@dataclass(frozen=True, slots=True)
class Plan:
    """Sizes to compare at, whether they decide for every size, and if not, why not."""

    sizes: tuple[Sizes, ...]
    decides: bool
    reason: str = ""
    pins: tuple[x.Ordinal, ...] = ()
    loners: tuple[x.Index | str, ...] = ()

    @property
    def uncounted(self) -> bool:
        """Whether a number stands in the way that the argument does not count: agreement at small sizes is then no evidence."""
        return "number" in self.reason


def plan(expressions: list[x.Expression], setting: Setting) -> Plan:
    """Sizes at which equality of any two of the expressions decides for every size."""
    known = frozenset(setting.free)
    tallies = [counted(each, known) for each in expressions]
    names = {"V", "d"} if any("V" in each.shape for each in expressions) else set()
    for each in expressions:
        names |= {part for size in _sizes(each) for part in parts(size)}
    for index in setting.free:
        names |= set(index.over.replace("±", "").split("+"))
    for _, source, target in setting.maps:
        names |= {source.replace("±", ""), target}
    names.discard("")

    def worst(kind: str, name: str) -> int:
        """The two largest counts together: any pair of expressions may meet."""
        return sum(sorted((getattr(tally, kind).get(name, 0) for tally in tallies), reverse=True)[:2])

    pins = tuple(
        sorted(set().union(*(tally.pins for tally in tallies)), key=lambda pin: (pin.over, pin.end, pin.number))
    )
    outside = [reason for tally in tallies for reason in tally.outside]
    room = max(map(room_for, pins), default=0)
    if room > REACH or any(4 * room_for(pin) > REACH for pin in pins if "±" in pin.over):
        raise Undecidable("an index that is a number, larger than the sizes that are tried")
    ceiling = CEILING + room
    base: Sizes = {}
    for name in sorted(names - {"d", "V"}):
        needed = (
            worst("sums", name) + 1 + max([room_for(pin) for pin in pins if pin.over.strip("±") == name], default=0)
        )
        base[name] = next_usual(max(FLOOR.get(name, USUAL), -(-needed // 2) if name == "m" else needed))
    if "V" in names:
        words = sum(index.over == "V" for index in setting.free) + sum(pin.over == "V" for pin in pins)
        most = {name: base[name] + min(worst("degree", name), MANY) for name in base}
        words += sum(extent(source, most) for _, source, target in setting.maps if target == "V")
        least = max([room_for(pin) for pin in pins if pin.over == "V"], default=1)
        base["V"] = next_usual(max(FLOOR["V"], worst("sums", "V") + words, least))
    shared = [set(hub) for tally in tallies for hub in tally.hubs]
    hubs = not shared or bool(set.intersection(*shared))
    if "d" in names:
        base["d"] = FLOOR["d"] if hubs else vectors_of(tallies, expressions, base)
        if not hubs and any(tally.functions_of_sums for tally in tallies):
            outside.append("sums inside functions beside dot products of any two vectors, whose number decides")
    if base.get("d", 0) ** 2 * base.get("V", 1) > LABOUR:
        base["d"] = FLOOR["d"]
        outside.append("more vectors than dimensions that are tried, whose number decides")
    outside += mixed(tallies, pins)
    if "d" in base and base["d"] == base.get("V"):
        base["d"] += 1
    grown = {name: worst("degree", name) for name in base}
    reason = next((each for each in outside if "number" in each), outside[0] if outside else "")
    if not reason and any(value > ceiling for value in base.values()):
        reason = "more sums than can be told apart at sizes that are tried"
    base = {name: min(value, ceiling) for name, value in base.items()}
    steps = [range(base[name], base[name] + min(grown[name], MANY) + 1) for name in base]
    grid = [dict(zip(base, values, strict=True)) for values in product(*steps)]
    if any(degree > MANY for degree in grown.values()) or len(grid) > GRID:
        reason = "sizes that stand as numbers to a high degree"
    pointers = set().union(
        *(tally.pointers for tally in tallies), *(free_indices(each) for each in setting.assumptions)
    )
    centers = set().union(*(tally.centers for tally in tallies))
    if len(centers) > 1 or any(tally.all_centers for tally in tallies):
        pointers |= {index for index in setting.free if index.over == "V"} if len(centers) <= 1 else centers
    loners: list[x.Index | str] = [index for index in setting.free if index not in pointers and index.over == "V"]
    told = set().union(*(tally.maps for tally in tallies), *(counted(each).maps for each in setting.assumptions))
    loners += [name for name, _, _ in setting.maps if name not in told]
    return Plan(tuple(grid[: FEW if "number" in reason else GRID]), not reason, reason, pins, tuple(loners))


def room_for(pin: x.Ordinal) -> int:
    """A size at which a particular value stands well apart from the other end."""
    return 2 * abs(pin.number) + 2 if pin.number or pin.end else 1


def vectors_of(tallies: list[Count], expressions: list[x.Expression], base: Sizes) -> int:
    """How many vectors of dimension d there are: then their dot products are as free as they can be."""
    found = 0
    for symbol in {node for each in expressions for node in _symbols(each) if "d" in node.shape}:
        if symbol == CENTERS and not any(tally.all_centers for tally in tallies):
            found += len(set().union(*(tally.centers for tally in tallies)))
        else:
            found += extent(next((size for size in symbol.shape if size != "d"), "1"), base)
    return max(FLOOR["d"], found + 1)


def mixed(tallies: list[Count], pins: tuple[x.Ordinal, ...]) -> list[str]:
    """What two expressions together put outside the class."""
    found = []
    if len(set().union(*(tally.blocks for tally in tallies))) > 1:
        found.append("matrices side by side in different orders, numbered differently")
    for over in {pin.over for pin in pins}:
        ends = {pin.end or (pin.number == -1 and "±" not in over) for pin in pins if pin.over == over}
        middle = all(pin.number == 0 for pin in pins if pin.over == over)
        if len(ends) > 1 and not middle:
            found.append("indices that are numbers, from both ends")
    return found


def _symbols(node: x.Node) -> set[x.Symbol]:
    found = {node} if isinstance(node, x.Symbol) else set()
    return found.union(*map(_symbols, children(node)))


def next_usual(size: int) -> int:
    """The size itself or a little more, so that answers meet at the same few sizes.

    >>> [next_usual(size) for size in (2, 5, 10, 13)]
    [2, 6, 12, 16]
    """
    return size if size <= 4 else size + size % 2 if size <= 8 else -(-size // 4) * 4


@lru_cache(maxsize=1024)
def _sizes(node: x.Node) -> frozenset[x.Size]:
    """All sizes over which something in the tree runs."""
    found: set[x.Size] = set()
    if isinstance(node, x.Index | x.Ordinal | x.Mapped):
        found.add(node.over)
    elif isinstance(node, x.Dimension):
        found.add(node.size)
    elif isinstance(node, x.Expression):
        found |= {size for size in node.shape if size != "1"}
    for child in children(node):
        found |= _sizes(child)
    return frozenset(found)
