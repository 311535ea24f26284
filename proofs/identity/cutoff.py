"""Which sizes decide for every size: the argument of docs/soundness.md, as a count over the tree.

Fix the other sizes. Sums over one index set enter an expression as power sums; r of them, with n words pointed at, make sizes from
r + n on generic; a size that stands as a number, or a sum that may hide one (Σ 1 = K), counts a degree g, and g + 1 sizes in a
row decide. The dimension enters by dot products with one vector only, or else it is taken as large as the number of vectors.
"""

from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import product

from derive import expression as x
from derive.traversal import children, free_indices
from proofs.identity.field import Undecidable
from proofs.identity.points import Setting, Sizes, extent
from proofs.identity.values import constant_exponent

FLOOR: Sizes = {"V": 9, "K": 4, "d": 3, "m": 2}
"""Sizes are never smaller than these, so that most answers meet at the same ones and share the truth computed there."""
USUAL = 5
"""The floor of sizes that a loss of one's own brings along."""
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

CENTERS = x.Symbol("C", ("d", "V"))
"""The matrix of centre vectors; v_c, its column at the centre word, is the vector that all dot products share."""


ROOM = 2
"""By so much a size may exceed its floor in the count of sums that another index repeats."""
ENTRYWISE = (x.Call, x.Hadamard, x.Power, x.Softmax, x.Extremum, x.Diagonal)
"""What tells components of a vector apart, unless it stands on a scalar."""


@dataclass(slots=True)
class Count:
    """What one expression holds, by size: sums (with vector-valued ones counted often), degrees, and what leaves the class.

    `hubs`: for each dot product, the free centre vectors that are a side of it. `repeated`: how large a size was taken to be where
    sums repeat for each of its indices. `blocks`: in which order matrices stand side by side.
    """

    free: frozenset[x.Index] = frozenset()
    sums: dict[x.Size, int] = field(default_factory=dict)
    degree: dict[x.Size, int] = field(default_factory=dict)
    outside: list[str] = field(default_factory=list)
    pins: set[x.Ordinal] = field(default_factory=set)
    hubs: list[frozenset[x.Index]] = field(default_factory=list)
    pointers: set[x.Index] = field(default_factory=set)
    centers: set[x.Index] = field(default_factory=set)
    all_centers: bool = False
    maps: set[str] = field(default_factory=set)
    blocks: set[tuple[x.Size, ...]] = field(default_factory=set)
    functions_of_sums: bool = False

    def sum_over(self, size: x.Size, times: int = 1) -> None:
        for part in parts(size):
            self.sums[part] = self.sums.get(part, 0) + times

    def degree_in(self, size: x.Size, times: int = 1) -> None:
        for part in parts(size):
            self.degree[part] = self.degree.get(part, 0) + times


@dataclass(frozen=True, slots=True)
class Where:
    """Where a node stands: how often powers and derivatives repeat it, which indices are bound around it, and in what.

    `inside`: in a function; `curved`: in a function or a denominator; `linear`: in a linear expression of what is differentiated
    by a centre vector.
    """

    factor: int = 1
    bound: frozenset[x.Index] = frozenset()
    inside: bool = False
    curved: bool = False
    linear: bool = False


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


def parts(size: x.Size) -> list[x.Size]:
    """The sizes of which a size is made: "1+K" of K, "±m" of m."""
    return [part for part in size.replace("±", "").split("+") if not part.isdigit()]


# ------------------------------------------------------------------------------------------------- what hides a size and what does not


def vanishes(body: x.Expression, index: x.Index) -> bool:
    """Whether a summand is zero when the vectors that `index` points at are: then no combination of such sums hides the size."""
    if isinstance(body, x.Column | x.Entry):
        terms = [
            t for t in (getattr(body, "index", None), getattr(body, "row", None), getattr(body, "column", None)) if t
        ]
        return isinstance(body.matrix, x.Symbol) and any(index in free_indices(term) for term in terms)
    if isinstance(body, x.Product):
        return any(vanishes(factor, index) for factor in body.factors)
    if isinstance(body, x.Quotient):
        return index not in free_indices(body.denominator) and vanishes(body.numerator, index)
    if isinstance(body, x.Negative | x.Transpose):
        return vanishes(body.operand, index)
    if isinstance(body, x.Add):
        return all(vanishes(term, index) for term in body.terms)
    return False


def void(node: x.Expression, rows: bool) -> bool:
    """`vanishes` for a matrix product: whether the rows (columns) of a factor are zero when the vectors they belong to are."""
    if isinstance(node, x.Symbol):
        return True
    if isinstance(node, x.Transpose):
        return void(node.operand, not rows)
    if isinstance(node, x.Negative):
        return void(node.operand, rows)
    if isinstance(node, x.Named):
        return void(node.value, rows)
    if isinstance(node, x.Table):
        return void(node.body, True) if rows else vanishes(node.body, node.index)
    if isinstance(node, x.Beside) and not rows:
        return all(block.shape[1] == "1" or void(block, False) for block in node.blocks)
    if isinstance(node, x.Add):
        return all(void(term, rows) for term in node.terms)
    if isinstance(node, x.Product):
        matrices = [factor for factor in node.factors if factor.shape != x.SCALAR]
        return bool(matrices) and void(matrices[0] if rows else matrices[-1], rows)
    return False


def dot(node: x.Expression, index: x.Index) -> bool:
    """Whether this is a multiple, not zero, of the dot product of the vector at `index` with some vector: no constant, and 0 at 0."""
    node = _plain(node)
    if not isinstance(node, x.Product):
        return False
    factors = [_plain(factor) for factor in node.factors]
    vectors = [factor for factor in factors if not isinstance(factor, x.Number)]
    if any(isinstance(factor, x.Number) and not factor.value for factor in factors) or len(vectors) != 2:
        return False
    if not all(isinstance(each, x.Column) and isinstance(each.matrix, x.Symbol) for each in vectors):
        return False
    return any(index in free_indices(each) for each in vectors)


def exponential(body: x.Expression, index: x.Index) -> bool:
    """Whether a summand is one exponential of a dot product with the vector at `index`, times what `index` does not touch or that vector."""
    if isinstance(body, x.Named):
        return exponential(body.value, index)
    if isinstance(body, x.Negative | x.Transpose):
        return exponential(body.operand, index)
    if isinstance(body, x.Quotient):
        return index not in free_indices(body.denominator) and exponential(body.numerator, index)
    if isinstance(body, x.Entry):
        return body.row == index and body.column is None and exponentials(body.matrix)
    factors = body.factors if isinstance(body, x.Product) else (body,)
    touched = [factor for factor in factors if index in free_indices(factor)]
    grown = [factor for factor in touched if not _column_of_symbol(factor)]
    if len(grown) != 1:
        return False
    if isinstance(grown[0], x.Call) and grown[0].function == "exp":
        return dot(grown[0].argument, index)
    return grown[0] is not body and exponential(grown[0], index)


def exponentials(node: x.Expression) -> bool:
    """Whether every entry of a column is one exponential, as those of ŷ are."""
    node = node.value if isinstance(node, x.Named) else node
    if isinstance(node, x.Transpose) and isinstance(node.operand, x.Table):
        return exponential(node.operand.body, node.operand.index)
    return isinstance(node, x.Softmax) and scores(node.operand)


def scores(node: x.Expression) -> bool:
    """Whether this is the column of all dot products, Uᵀv_c."""
    factors = list(node.factors) if isinstance(node, x.Product) else []
    return len(factors) == 2 and isinstance(_plain(factors[0]), x.Symbol) and _column_of_symbol(factors[1])


def ridge(body: x.Expression, index: x.Index) -> bool:
    """Whether a summand is a function of one dot product with the vector at `index`: by the other vector its derivative vanishes
    with that vector, as d/dv f(uᵀv) = f′(uᵀv)·u does."""
    if isinstance(body, x.Negative | x.Named):
        return ridge(body.operand if isinstance(body, x.Negative) else body.value, index)
    return isinstance(body, x.Call) and (dot(body.argument, index) or ridge(body.argument, index))


def _column_of_symbol(node: x.Expression) -> bool:
    node = _plain(node)
    return isinstance(node, x.Column) and isinstance(node.matrix, x.Symbol)


def _plain(node: x.Expression) -> x.Expression:
    while isinstance(node, x.Transpose | x.Named | x.Negative):
        node = node.value if isinstance(node, x.Named) else node.operand
    return node


# ---------------------------------------------------------------------------------------------------------------------------- counting


def count(node: x.Node, tally: Count, at: Where = Where()) -> Count:
    """Add what a tree holds to the tally."""
    here = at
    if isinstance(node, x.Expression) and not isinstance(node, x.Product | x.Named | x.Negative | x.Add):
        at = replace(at, linear=False) if at.linear and not isinstance(node, x.Sum) else at
    if isinstance(node, x.Dimension):
        tally.degree_in(node.size, at.factor)
        if at.inside:
            tally.outside.append(f"the number {node.size} inside a function")
        if "d" in parts(node.size):
            tally.outside.append("the number d")
    elif isinstance(node, x.Ordinal):
        tally.pins |= pinned(node)
    elif isinstance(node, x.Symbol):
        tally.all_centers |= node == CENTERS
    elif isinstance(node, x.Loss) and isinstance(node.outside, x.Mapped):
        for part in (
            node.center,
            node.matrix,
            node.outside.argument,
        ):  # an abstract loss cannot tell which words coincide
            count(part, tally, at)
        return tally
    elif isinstance(node, x.Mapped):
        tally.maps.add(node.name)
    elif isinstance(node, x.Index):
        tally.pointers.add(node)
    elif isinstance(node, x.Column) and node.matrix == CENTERS and isinstance(node.index, x.Index):
        tally.centers.add(node.index)  # v_c alone cannot tell which word c is
        return tally
    elif isinstance(node, x.Sum):
        _sum(node, tally, here)
        at = replace(at, bound=at.bound | {node.index}, linear=False)
    elif isinstance(node, x.Table):
        at = replace(at, bound=at.bound | {node.index})
    elif isinstance(node, x.Softmax):
        _meets(node, x.SCALAR, node.operand.shape[0], tally, at, not scores(node.operand))
        at = replace(at, inside=True, curved=True)
    elif isinstance(node, x.Product):
        _contractions(node, tally, at)
        plain = sum(not isinstance(factor, x.Number) for factor in node.factors) == 1
        at = at if plain else replace(at, linear=False)
    elif isinstance(node, x.Beside):
        if any(part for block in node.blocks for part in parts(block.shape[1])):
            tally.blocks.add(tuple(block.shape[1] for block in node.blocks))
    elif isinstance(node, x.Power):
        at = _power(node, tally, at)
    elif isinstance(node, x.Derivative):
        at = replace(at, factor=at.factor * 2, linear=_center(node.variable) is not None)
    elif isinstance(node, x.Extremum | x.Compare | x.Call):
        at = replace(at, inside=True, curved=True)
    elif isinstance(node, x.Quotient):
        count(node.numerator, tally, at)
        count(node.denominator, tally, replace(at, curved=True))
        tally.outside += _components(node)
        return tally
    elif isinstance(node, x.Same) and node.left.over != node.right.over:
        tally.outside.append("indices of different kinds compared as numbers")
    tally.outside += _components(node)
    for child in children(node):
        count(child, tally, at)
    return tally


@lru_cache(maxsize=1024)
def counted(node: x.Node, known: frozenset[x.Index] = frozenset()) -> Count:
    """What a tree holds, to be read only: the truth, and the sides of a chain, meet in many plans."""
    return count(node, Count(known))


def pinned(node: x.Ordinal) -> set[x.Ordinal]:
    """What a particular value pins: a column of [u_o, −W] pins the sample that it shows, wherever u_o stands."""
    found = {node}
    for part in parts(node.over):
        if part != node.over and "±" not in node.over:
            last = node.number <= 0
            numbers = {node.number} if last else {node.number - 1, node.number} - {0}
            found |= {x.Ordinal(number, part, node.end) for number in numbers}
    return found


def _power(node: x.Power, tally: Count, at: Where) -> Where:
    exponent = constant_exponent(node.exponent)
    if exponent is None:
        tally.outside.append("a variable exponent on a number")
        return replace(at, inside=True, curved=True)
    whole = exponent.denominator == 1
    return replace(
        at,
        factor=at.factor * max(1, int(abs(exponent))),
        inside=at.inside or not whole,
        curved=at.curved or not whole or exponent < 0,
    )


def _components(node: x.Node) -> list[str]:
    """Whether a node tells the components of vectors apart; a rotation would change what it says."""
    if isinstance(node, x.Index | x.Ordinal):
        apart = "d" in parts(node.over)
    elif isinstance(node, x.Constant):
        apart = "d" in node.shape and node.value != 0
    elif isinstance(node, x.Symbol):
        apart = node.shape == ("d", "d")
    elif isinstance(node, x.Quotient):
        apart = "d" in node.denominator.shape
    else:
        apart = isinstance(node, ENTRYWISE) and isinstance(node, x.Expression) and "d" in node.shape
    return ["components of vectors, whose number decides"] if apart else []


def _sum(node: x.Sum, tally: Count, at: Where) -> None:
    size = node.index.over
    vectors = FLOOR["d"] if node.shape != x.SCALAR and size != "±m" else 1
    free = vanishes(node.body, node.index) or exponential(node.body, node.index)
    counted = not free and not (at.linear and ridge(node.body, node.index))
    _meets(node, node.shape, size, tally, at, counted, 0 if _points(node) else vectors)


def _meets(
    node: x.Expression, shape: x.Shape, size: x.Size, tally: Count, at: Where, counted: bool, times: int = 1
) -> None:
    """A sum over `size` of that shape; `counted` if it may hide the size as a number, `times` how many sums of scalars it is."""
    if counted:
        tally.degree_in(size, at.factor)
        if at.inside:
            tally.outside.append("a sum that may hide a number inside a function")
    tally.functions_of_sums |= at.inside
    repeated = 1
    if at.curved:
        around = [index.over for index in free_indices(node) & at.bound] + [each for each in shape if parts(each)]
        if any(set(parts(over)) & set(parts(size)) for over in around):
            tally.outside.append("a function of sums for each value of an index, whose number decides")
        for over in around:
            if parts(over) != ["d"]:
                repeated *= extent(over, {part: FLOOR.get(part, USUAL) + ROOM for part in parts(over)})
    tally.sum_over(size, at.factor * times * repeated)


def _points(node: x.Sum) -> bool:
    """Whether the condition leaves one value of the index only, as Σ_{x = o}."""
    both = node.condition.conditions if isinstance(node.condition, x.All) else (node.condition,)
    return any(
        isinstance(part, x.Same)
        and node.index in (part.left, part.right)
        and not (node.index in free_indices(part.left) and node.index in free_indices(part.right))
        for part in both
    )


def _contractions(node: x.Product, tally: Count, at: Where) -> None:
    """Matrix products are sums over the size between; with a one-hot vector they only point."""
    shape, left = node.factors[0].shape, node.factors[0]
    for right in node.factors[1:]:
        joined = x.Product.join(shape, right.shape) or shape
        if x.SCALAR not in (shape, right.shape) and shape[1] != "1":
            if shape[1] == "d":
                tally.hubs.append(
                    frozenset(index for index in map(_center, (left, right)) if index in tally.free - at.bound)
                )
            elif not any(isinstance(_plain(side), x.OneHot) for side in (left, right)):
                hidden = not (void(left, False) or void(right, True))
                _meets(node, joined, shape[1], tally, at, hidden, FLOOR["d"] if joined != x.SCALAR else 1)
        left = right if right.shape != x.SCALAR else left
        shape = joined


def _center(node: x.Expression) -> x.Index | None:
    """Of which centre vector this is a multiple: the one that all dot products share, if there is one."""
    node = _plain(node)
    if isinstance(node, x.Add):
        found = {_center(term) for term in node.terms}
        return found.pop() if len(found) == 1 else None
    if isinstance(node, x.Quotient):
        return _center(node.numerator)
    if isinstance(node, x.Product):
        matrices = [factor for factor in node.factors if factor.shape != x.SCALAR]
        return _center(matrices[0]) if len(matrices) == 1 else None
    if isinstance(node, x.Column) and node.matrix == CENTERS and isinstance(node.index, x.Index):
        return node.index
    return None


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
