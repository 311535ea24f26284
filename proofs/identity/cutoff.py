"""Which sizes decide for every size: the argument of docs/soundness.md, as a count over the tree.

Fix the other sizes. Sums over one index set enter an expression as power sums; r of them, with n words pointed at, make sizes from
r + n on generic; a size that stands as a number, or a sum that may hide one (Σ 1 = K), counts a degree g, and g + 1 sizes in a
row decide. The dimension enters by dot products with one vector only, or else it is taken as large as the number of vectors.
"""

from dataclasses import dataclass, field
from itertools import product

from derive import expression as x
from derive.traversal import free_indices
from proofs.identity.evaluate import _children
from proofs.identity.points import Setting, Sizes, extent
from proofs.identity.values import constant_exponent

FLOOR: Sizes = {"V": 9, "K": 4, "d": 3, "m": 2}
"""Sizes are never smaller than these, so that most answers meet at the same ones and share the truth computed there."""
USUAL = 5
"""The floor of sizes that a loss of one's own brings along."""
CEILING = 24
"""Larger sizes than this are not tried: the cut-off is then given up, not the verdict."""
MANY = 8
"""More degrees than this in one size are not counted either."""
GRID = 24
"""At most so many combinations of sizes are compared."""

CENTERS = x.Symbol("C", ("d", "V"))
"""The matrix of centre vectors; v_c, its column at the centre word, is the vector that all dot products share."""


@dataclass(slots=True)
class Count:
    """What one expression holds, by size: sums (with vector-valued ones counted often), degrees, numbers inside functions."""

    sums: dict[x.Size, int] = field(default_factory=dict)
    degree: dict[x.Size, int] = field(default_factory=dict)
    outside: list[str] = field(default_factory=list)
    pins: set[x.Ordinal] = field(default_factory=set)
    hubs: bool = True
    pointers: set[x.Index] = field(default_factory=set)
    centers: set[x.Index] = field(default_factory=set)
    maps: set[str] = field(default_factory=set)

    def sum_over(self, size: x.Size, times: int = 1) -> None:
        for part in size.split("+"):
            if not part.isdigit():
                self.sums[part] = self.sums.get(part, 0) + times

    def degree_in(self, size: x.Size, times: int = 1) -> None:
        for part in size.split("+"):
            if not part.isdigit():
                self.degree[part] = self.degree.get(part, 0) + times


@dataclass(frozen=True, slots=True)
class Plan:
    """Sizes to compare at, whether they decide for every size, and if not, why not."""

    sizes: tuple[Sizes, ...]
    decides: bool
    reason: str = ""
    pins: tuple[x.Ordinal, ...] = ()
    loners: tuple[x.Index | str, ...] = ()


def vanishes(body: x.Expression, index: x.Index) -> bool:
    """Whether a summand is zero when the vectors that `index` points at are: then no combination of such sums hides the size."""
    if isinstance(body, x.Column | x.Entry):
        terms = [
            t for t in (getattr(body, "index", None), getattr(body, "row", None), getattr(body, "column", None)) if t
        ]
        return any(index in free_indices(term) for term in terms) and not isinstance(body.matrix, x.Named)
    if isinstance(body, x.Product):
        return any(vanishes(factor, index) for factor in body.factors)
    if isinstance(body, x.Quotient):
        return vanishes(body.numerator, index)
    if isinstance(body, x.Negative | x.Transpose):
        return vanishes(body.operand, index)
    if isinstance(body, x.Add):
        return all(vanishes(term, index) for term in body.terms)
    return False


def exponential(body: x.Expression, index: x.Index) -> bool:
    """Whether a summand is one exponential of a dot product with the vector at `index`, times what `index` does not touch or that vector."""
    if isinstance(body, x.Named):
        return exponential(body.value, index)
    if isinstance(body, x.Negative | x.Transpose):
        return exponential(body.operand, index)
    if isinstance(body, x.Quotient):
        return index not in free_indices(body.denominator) and exponential(body.numerator, index)
    if isinstance(body, x.Entry):
        return isinstance(body.matrix, x.Named) and isinstance(body.matrix.value, x.Transpose | x.Softmax)
    factors = body.factors if isinstance(body, x.Product) else (body,)
    touched = [factor for factor in factors if index in free_indices(factor)]
    grown = [factor for factor in touched if not isinstance(factor, x.Column)]
    if len(grown) != 1:
        return False
    if isinstance(grown[0], x.Call) and grown[0].function == "exp":
        return vanishes(grown[0].argument, index)
    return grown[0] is not body and exponential(grown[0], index)


def ridge(body: x.Expression, index: x.Index) -> bool:
    """Whether a summand is a function of one dot product with the vector at `index`: by the other vector its derivative vanishes
    with that vector, as d/dv f(uᵀv) = f′(uᵀv)·u does."""
    if isinstance(body, x.Negative | x.Named):
        return ridge(body.operand if isinstance(body, x.Negative) else body.value, index)
    return isinstance(body, x.Call) and (vanishes(body.argument, index) or ridge(body.argument, index))


def count(node: x.Node, tally: Count, factor: int = 1, inside: bool = False, by_center: bool = False) -> Count:
    """Add what a tree holds to the tally; `factor` counts how often it is repeated by powers, `inside` whether it stands in a function."""
    if isinstance(node, x.Dimension):
        tally.degree_in("m" if node.size == "±m" else node.size, factor)
        if inside:
            tally.outside.append(f"the size {node.size} inside a function")
    elif isinstance(node, x.Ordinal):
        tally.pins.add(node)
    elif isinstance(node, x.Loss) and isinstance(node.outside, x.Mapped):
        for part in (node.center, node.matrix):  # an abstract loss cannot tell which words coincide
            count(part, tally, factor, inside)
        return tally
    elif isinstance(node, x.Mapped):
        tally.maps.add(node.name)
    elif isinstance(node, x.Index):
        tally.pointers.add(node)
    elif isinstance(node, x.Column) and node.matrix == CENTERS and isinstance(node.index, x.Index):
        tally.centers.add(node.index)  # v_c alone cannot tell which word c is
        return tally
    elif isinstance(node, x.Sum):
        size = "m" if node.index.over == "±m" else node.index.over
        if not (_points(node)):
            tally.sum_over(size, factor * (FLOOR["d"] if node.shape != x.SCALAR and size != "m" else 1))
        free = vanishes(node.body, node.index) or exponential(node.body, node.index)
        if not free and not (by_center and ridge(node.body, node.index)):
            tally.degree_in(size, factor)
    elif isinstance(node, x.Softmax):
        tally.sum_over(node.operand.shape[0], factor)
    elif isinstance(node, x.Product):
        _contractions(node, tally, factor)
    elif isinstance(node, x.Power):
        exponent = constant_exponent(node.exponent)
        if exponent is None:
            tally.outside.append("a variable exponent")
        else:
            factor *= max(1, int(abs(exponent)))
    elif isinstance(node, x.Derivative):
        factor, by_center = factor * 2, _center(node.variable)
    elif isinstance(node, x.Extremum | x.Compare | x.Call):
        inside = True
    for child in _children(node):
        count(child, tally, factor, inside, by_center)
    return tally


def _points(node: x.Sum) -> bool:
    """Whether the condition leaves one value of the index only, as Σ_{x = o}."""
    parts = node.condition.conditions if isinstance(node.condition, x.All) else (node.condition,)
    return any(isinstance(part, x.Same) and node.index in (part.left, part.right) for part in parts)


def _contractions(node: x.Product, tally: Count, factor: int) -> None:
    """Matrix products are sums over the size between; with a one-hot vector they only point."""
    shape = node.factors[0].shape
    for left, right in zip(node.factors, node.factors[1:], strict=False):
        if x.SCALAR not in (shape, right.shape) and shape[1] != "1":
            if shape[1] == "d":
                tally.hubs &= _center(left) or _center(right)
            elif not any(isinstance(_plain(side), x.OneHot) for side in (left, right)):
                tally.sum_over(shape[1], factor * FLOOR["d"])
        shape = x.Product.join(shape, right.shape) or shape


def _plain(node: x.Expression) -> x.Expression:
    while isinstance(node, x.Transpose | x.Named | x.Negative):
        node = node.value if isinstance(node, x.Named) else node.operand
    return node


def _center(node: x.Expression) -> bool:
    """Whether this is the one vector that all dot products share."""
    node = _plain(node)
    return isinstance(node, x.Column) and node.matrix == CENTERS


def plan(expressions: list[x.Expression], setting: Setting) -> Plan:
    """Sizes at which equality of any two of the expressions decides for every size."""
    tallies = [count(each, Count()) for each in expressions]
    names = {"V", "d"} if any("V" in each.shape for each in expressions) else set()
    for each in expressions:
        names |= {part for size in _sizes(each) for part in size.replace("±", "").split("+") if not part.isdigit()}
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
    base: Sizes = {}
    for name in sorted(names - {"d", "V"}):
        needed = (
            worst("sums", name)
            + 1
            + max([abs(pin.number) + 1 for pin in pins if pin.over.strip("±") == name], default=0)
        )
        base[name] = next_usual(max(FLOOR.get(name, USUAL), -(-needed // 2) if name == "m" else needed))
    if "V" in names:
        words = sum(index.over == "V" for index in setting.free) + sum(pin.over == "V" for pin in pins)
        most = {name: base[name] + min(worst("degree", name), MANY) for name in base}
        words += sum(extent(source, most) for _, source, target in setting.maps if target == "V")
        least = max([pin.number for pin in pins if pin.over == "V"], default=1) + 1
        base["V"] = next_usual(max(FLOOR["V"], worst("sums", "V") + words, least))
    if "d" in names:
        hubs = all(tally.hubs for tally in tallies)
        base["d"] = FLOOR["d"] if hubs else base.get("V", USUAL) + 2
    if "d" in base and base["d"] == base.get("V"):
        base["d"] += 1
    grown = {name: worst("degree", name) for name in base}
    reason = outside[0] if outside else ""
    if any(value > CEILING for value in base.values()):
        reason = "more sums than can be told apart at sizes that are tried"
    steps = [range(min(base[name], CEILING), min(base[name], CEILING) + min(grown[name], MANY) + 1) for name in base]
    grid = [dict(zip(base, values, strict=True)) for values in product(*steps)]
    if any(degree > MANY for degree in grown.values()) or len(grid) > GRID:
        reason = "sizes that stand as numbers to a high degree"
    pointers = set().union(
        *(tally.pointers for tally in tallies), *(free_indices(each) for each in setting.assumptions)
    )
    centers = set().union(*(tally.centers for tally in tallies))
    if len(centers) > 1:
        pointers |= centers
    loners: list[x.Index | str] = [index for index in setting.free if index not in pointers and index.over == "V"]
    told = set().union(*(tally.maps for tally in tallies), *(count(each, Count()).maps for each in setting.assumptions))
    loners += [name for name, _, _ in setting.maps if name not in told]
    return Plan(tuple(grid[:GRID]), not reason, reason, pins, tuple(loners))


def next_usual(size: int) -> int:
    """The size itself or a little more, so that answers meet at the same few sizes.

    >>> [next_usual(size) for size in (2, 5, 10, 13)]
    [2, 6, 12, 16]
    """
    return size if size <= 4 else size + size % 2 if size <= 8 else -(-size // 4) * 4


def _sizes(node: x.Node) -> set[x.Size]:
    """All sizes over which something in the tree runs."""
    found: set[x.Size] = set()
    if isinstance(node, x.Index | x.Ordinal | x.Mapped):
        found.add(node.over)
    elif isinstance(node, x.Dimension):
        found.add(node.size)
    elif isinstance(node, x.Expression):
        found |= {size for size in node.shape if size != "1"}
    for child in _children(node):
        found |= _sizes(child)
    return found
