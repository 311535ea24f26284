"""What one expression holds, as the argument of docs/soundness.md counts it: sums, degrees in each size, what leaves the class."""

from dataclasses import dataclass, field, replace
from functools import lru_cache

from derive import expression as x
from derive.traversal import children, free_indices
from proofs.identity.hiding import exponential, plain, ridge, scores, vanishes, void
from proofs.identity.points import Sizes, extent
from proofs.identity.values import constant_exponent

FLOOR: Sizes = {"V": 9, "K": 4, "d": 3, "m": 2}
"""Sizes are never smaller than these, so that most answers meet at the same ones and share the truth computed there."""
USUAL = 5
"""The floor of sizes that a loss of one's own brings along."""
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


def parts(size: x.Size) -> list[x.Size]:
    """The sizes of which a size is made: "1+K" of K, "±m" of m."""
    return [part for part in size.replace("±", "").split("+") if not part.isdigit()]


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
            elif not any(isinstance(plain(side), x.OneHot) for side in (left, right)):
                hidden = not (void(left, False) or void(right, True))
                _meets(node, joined, shape[1], tally, at, hidden, FLOOR["d"] if joined != x.SCALAR else 1)
        left = right if right.shape != x.SCALAR else left
        shape = joined


def _center(node: x.Expression) -> x.Index | None:
    """Of which centre vector this is a multiple: the one that all dot products share, if there is one."""
    node = plain(node)
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
