"""What one expression holds, as the argument of docs/soundness.md counts it, size by size.

A *sum* over a size is a Sum, a matrix product, a trace, a softmax. Outside of functions, nested sums and products of sums are sums over
tuples of indices: what counts is the length of the tuples. A sum inside a function (or a denominator) is *curved*: each such
sum counts by itself, once for each value of every other index that it depends on.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache

from derive import expression as x
from derive.traversal import children, free_indices
from proofs.identity.powers import constant_exponent
from proofs.identity.sides import Hub, plain, shared_sides, told_apart
from proofs.identity.tuples import MOST, NONE, NUMBER, VARIES, Lengths, either, flat, longer, parts, product
from proofs.verdict_words import Note

Repeats = tuple[x.Size, ...]
"""Sizes over which something repeats."""
Site = tuple[x.Node, int]
"""A sum: the node that holds it, and which of the node's matrix products it is."""


@dataclass(slots=True)
class Tally:
    """What one expression holds, by size.

    `lengths`: of tuples. `curved`: the sums inside functions, by node, each with the sizes over which it repeats. `loops`: deltas
    between bound indices. `nested`: sizes at which a sum inside a function depends on an index of its own size. `apart`: sizes whose
    components are told apart. `hubs`: for each dot product over a size, the free vectors that are a side of it. `matrices`: sizes of
    inverses and determinants. `steep`: sizes that stand as numbers inside a function. A length of "#n" is the degree in n as a number.
    """

    free: frozenset[x.Index] = frozenset()
    lengths: Lengths = field(default_factory=dict)
    curved: dict[x.Size, dict[Site, Repeats]] = field(default_factory=dict)
    loops: dict[x.Size, int] = field(default_factory=dict)
    steep: set[x.Size] = field(default_factory=set)
    nested: set[x.Size] = field(default_factory=set)
    apart: set[x.Size] = field(default_factory=set)
    matrices: set[x.Size] = field(default_factory=set)
    hubs: dict[x.Size, list[frozenset[Hub]]] = field(default_factory=dict)
    symbols: set[x.Symbol] = field(default_factory=set)
    outside: list[Note] = field(default_factory=list)
    pins: set[x.Ordinal] = field(default_factory=set)
    pointers: set[x.Index] = field(default_factory=set)
    columns: set[tuple[x.Symbol, x.Index]] = field(default_factory=set)
    whole: set[x.Symbol] = field(default_factory=set)
    maps: set[str] = field(default_factory=set)
    blocks: set[tuple[x.Size, ...]] = field(default_factory=set)
    sites: list[tuple[x.Size, Site, Repeats]] = field(default_factory=list)
    memory: dict[tuple[int, frozenset[x.Index], bool], tuple[x.Node, Lengths, list[tuple[x.Size, Site, Repeats]]]] = (
        field(default_factory=dict)
    )


# ------------------------------------------------------------------------------------------------------------ the walk


def count(node: x.Node, tally: Tally, bound: frozenset[x.Index] = frozenset(), root: bool = True) -> Lengths:
    """Add what a tree holds to the tally; the answer is how long the tuples of its sums are."""
    key = (id(node), free_indices(node) & bound, root)
    if key in tally.memory:
        _, lengths, sites = tally.memory[key]
        tally.sites += sites
        return lengths
    start = len(tally.sites)
    tally.apart |= told_apart(node)
    lengths = COUNTS.get(type(node), _others)(node, tally, bound, root)
    tally.memory[key] = (node, lengths, tally.sites[start:])
    return lengths


def _others(node: x.Node, tally: Tally, bound: frozenset[x.Index], root: bool) -> Lengths:
    """A node that is linear in what stands below it."""
    through = root and isinstance(node, x.Named | x.Add | x.Negative | x.Transpose)
    return either([count(child, tally, bound, through) for child in children(node)])


def _repeats(node: x.Node, bound: frozenset[x.Index], shape: x.Shape | None = None) -> Repeats:
    """The sizes over which the value of a node repeats: those of the bound indices that it sees, and its own."""
    around = [index.over for index in free_indices(node) & bound]
    own = getattr(node, "shape", ()) if shape is None else shape
    return tuple(sorted([*around, *(size for size in own if parts(size))]))


def _site(
    node: x.Node, size: x.Size, tally: Tally, bound: frozenset[x.Index], shape: x.Shape | None = None, number: int = 0
) -> None:
    tally.sites += [(part, (node, number), _repeats(node, bound, shape)) for part in parts(size)]


def _curve(node: x.Expression, tally: Tally, bound: frozenset[x.Index]) -> Lengths:
    """An argument of a function."""
    start = len(tally.sites)
    lengths = count(node, tally, bound, False)
    for size, (length, _, _) in lengths.items():
        if size[0] == NUMBER and length:
            tally.steep.add(size[1:])
        elif length == 1:
            _curved(size, (node, 0), _repeats(node, bound), tally)
        elif length:
            for over, site, repeats in tally.sites[start:]:
                if over == size:
                    _curved(size, site, repeats, tally)
    return flat(lengths)


def _curved(size: x.Size, place: Site, repeats: Repeats, tally: Tally) -> None:
    if any(size in parts(over) for over in repeats):
        tally.nested.add(size)
    known = tally.curved.setdefault(size, {})
    known[place] = max(repeats, known.get(place, ()), key=len)


def _dimension(node: x.Dimension, tally: Tally, bound: frozenset[x.Index], root: bool) -> Lengths:
    return {NUMBER + part: (1, NONE, NONE) for part in parts(node.size)}


def _symbol(node: x.Symbol, tally: Tally, bound: frozenset[x.Index], root: bool) -> Lengths:
    tally.symbols.add(node)
    tally.whole.add(node)
    return {VARIES: (0, 0, 0)}


def _column(node: x.Column, tally: Tally, bound: frozenset[x.Index], root: bool) -> Lengths:
    if isinstance(node.matrix, x.Symbol) and isinstance(node.index, x.Index) and node.index in tally.free - bound:
        tally.symbols.add(node.matrix)
        tally.columns.add((node.matrix, node.index))  # such a column alone cannot tell which one it is
        return {VARIES: (0, 0, 0)}
    return _others(node, tally, bound, root)


def _member(node: x.Member, tally: Tally, bound: frozenset[x.Index], root: bool) -> Lengths:
    """A matrix of an array: its entries have an index more than those of a matrix, which tells one matrix from another."""
    own, count_of = {part for size in node.shape for part in parts(size)}, parts(node.index.over)
    if own & set(count_of):
        tally.outside.append(Note("array-of-one-size"))
    tally.apart |= {*own, *count_of}
    tally.symbols.add(node.matrix)
    count(node.index, tally, bound, False)
    return {VARIES: (0, 0, 0)}


def _index(node: x.Index, tally: Tally, bound: frozenset[x.Index], root: bool) -> Lengths:
    tally.pointers.add(node)
    return {}


def _mapped(node: x.Mapped, tally: Tally, bound: frozenset[x.Index], root: bool) -> Lengths:
    tally.maps.add(node.name)
    return count(node.argument, tally, bound, False)


def _ordinal(node: x.Ordinal, tally: Tally, bound: frozenset[x.Index], root: bool) -> Lengths:
    tally.pins |= pinned(node)
    return {}


def _loss(node: x.Loss, tally: Tally, bound: frozenset[x.Index], root: bool) -> Lengths:
    """An abstract loss cannot tell which words coincide."""
    outside = node.outside.argument if isinstance(node.outside, x.Mapped) else node.outside
    for part in (node.center, node.matrix, outside):
        count(part, tally, bound, False)
    return {VARIES: (0, 0, 0)}


def _sum(node: x.Sum, tally: Tally, bound: frozenset[x.Index], root: bool) -> Lengths:
    inner = bound | {node.index}
    lengths = either([count(node.body, tally, inner, False), count(node.condition, tally, inner, False)])
    if _points(node):
        return lengths
    _site(node, node.index.over, tally, bound)
    return longer(lengths, node.index.over)


def _points(node: x.Sum) -> bool:
    """Whether the condition leaves one value of the index only, as Σ_{x = o}."""
    both = node.condition.conditions if isinstance(node.condition, x.All) else (node.condition,)
    return any(
        isinstance(part, x.Same)
        and node.index in (part.left, part.right)
        and not (node.index in free_indices(part.left) and node.index in free_indices(part.right))
        for part in both
    )


def _table(node: x.Table, tally: Tally, bound: frozenset[x.Index], root: bool) -> Lengths:
    return count(node.body, tally, bound | {node.index}, False)


def _product(node: x.Product, tally: Tally, bound: frozenset[x.Index], root: bool) -> Lengths:
    """Matrix products are sums over the size between; with a one-hot vector they only point."""
    scalars = sum(factor.shape == x.SCALAR for factor in node.factors)
    lengths: Lengths = {}
    shape, left = x.SCALAR, node.factors[0]
    for number, factor in enumerate(node.factors):
        lengths = product(lengths, count(factor, tally, bound, root and scalars == len(node.factors) - 1))
        between, joined = shape[1], x.Product.join(shape, factor.shape) or shape
        if x.SCALAR not in (shape, factor.shape) and parts(between):
            for part in parts(between):
                tally.hubs.setdefault(part, []).append(shared_sides((left, factor), tally.free - bound))
            if not any(isinstance(plain(side), x.OneHot) for side in (left, factor)):
                _site(node, between, tally, bound, joined, number)
                lengths = longer(lengths, between)
        left = factor if factor.shape != x.SCALAR else left
        shape = joined
    return lengths


def _hadamard(node: x.Hadamard, tally: Tally, bound: frozenset[x.Index], root: bool) -> Lengths:
    return product(count(node.left, tally, bound, False), count(node.right, tally, bound, False))


def _quotient(node: x.Quotient, tally: Tally, bound: frozenset[x.Index], root: bool) -> Lengths:
    return product(count(node.numerator, tally, bound, False), _curve(node.denominator, tally, bound))


def _power(node: x.Power, tally: Tally, bound: frozenset[x.Index], root: bool) -> Lengths:
    exponent = constant_exponent(node.exponent)
    if exponent is None:
        return product(_curve(node.base, tally, bound), _curve(node.exponent, tally, bound))
    if exponent < 0 or exponent.denominator > 1:
        return _curve(node.base, tally, bound)
    base = count(node.base, tally, bound, False)
    lengths: Lengths = {}
    for _ in range(min(int(exponent), MOST)):
        lengths = product(lengths, base)
    return lengths


def _call(node: x.Call, tally: Tally, bound: frozenset[x.Index], root: bool) -> Lengths:
    return _curve(node.argument, tally, bound)


def _extremum(node: x.Extremum, tally: Tally, bound: frozenset[x.Index], root: bool) -> Lengths:
    return either([_curve(operand, tally, bound) for operand in node.operands])


def _compare(node: x.Compare, tally: Tally, bound: frozenset[x.Index], root: bool) -> Lengths:
    return either([_curve(side, tally, bound) for side in (node.left, node.right)])


def _softmax(node: x.Softmax, tally: Tally, bound: frozenset[x.Index], root: bool) -> Lengths:
    """exp z / Σ exp z."""
    grown = _curve(node.operand, tally, bound)
    repeats = list(_repeats(node, bound))
    if node.shape[0] in repeats:  # a size that is a number does not repeat
        repeats.remove(node.shape[0])
    for part in parts(node.shape[0]):
        _curved(part, (node, -1), tuple(repeats), tally)
    return product(grown, flat(longer(grown, node.shape[0])))


def _same(node: x.Same, tally: Tally, bound: frozenset[x.Index], root: bool) -> Lengths:
    if node.left.over != node.right.over:
        tally.outside.append(Note("kinds-compared"))
    if node.left != node.right and {node.left, node.right} <= bound:
        _loop(node.left.over, tally)
    return _others(node, tally, bound, root)


def _before(node: x.Before, tally: Tally, bound: frozenset[x.Index], root: bool) -> Lengths:
    tally.outside.append(Note("order-compared"))
    return _others(node, tally, bound, root)


def _shift(node: x.Shift | x.Position, tally: Tally, bound: frozenset[x.Index], root: bool) -> Lengths:
    tally.outside.append(Note("index-arithmetic"))
    return _others(node, tally, bound, root)


def _loop(size: x.Size, tally: Tally) -> None:
    for part in parts(size):
        tally.loops[part] = tally.loops.get(part, 0) + 1


def _one_hot(node: x.OneHot, tally: Tally, bound: frozenset[x.Index], root: bool) -> Lengths:
    if node.index in bound:
        _loop(node.index.over, tally)
    return _others(node, tally, bound, root)


def _diagonal(node: x.Diagonal, tally: Tally, bound: frozenset[x.Index], root: bool) -> Lengths:
    _loop(node.shape[0], tally)
    return _others(node, tally, bound, root)


def _beside(node: x.Beside, tally: Tally, bound: frozenset[x.Index], root: bool) -> Lengths:
    if any(part for block in node.blocks for part in parts(block.shape[1])):
        tally.blocks.add(tuple(block.shape[1] for block in node.blocks))
    return _others(node, tally, bound, root)


def _trace(node: x.Trace, tally: Tally, bound: frozenset[x.Index], root: bool) -> Lengths:
    lengths = count(node.operand, tally, bound, False)
    _site(node, node.operand.shape[0], tally, bound)
    return longer(lengths, node.operand.shape[0])


def _matrix(node: x.Inverse | x.Determinant, tally: Tally, bound: frozenset[x.Index], root: bool) -> Lengths:
    tally.matrices |= set(parts(node.operand.shape[0]))
    return _curve(node.operand, tally, bound)


def _derivative(node: x.Derivative, tally: Tally, bound: frozenset[x.Index], root: bool) -> Lengths:
    lengths = count(node.body, tally, bound, False)
    count(node.variable, tally, bound, False)
    shared = free_indices(node.variable) & bound
    if shared or (node.body.shape != x.SCALAR and not root):
        for size in (*node.variable.shape, *(index.over for index in shared)):
            _loop(size, tally)
    return {size: (one, two, min(2 * two, MOST)) for size, (_, one, two) in lengths.items() if one >= 0}


COUNTS: dict[type, Callable[..., Lengths]] = {
    x.Dimension: _dimension,
    x.Symbol: _symbol,
    x.Column: _column,
    x.Member: _member,
    x.Index: _index,
    x.Mapped: _mapped,
    x.Ordinal: _ordinal,
    x.Loss: _loss,
    x.Sum: _sum,
    x.Table: _table,
    x.Product: _product,
    x.Hadamard: _hadamard,
    x.Quotient: _quotient,
    x.Power: _power,
    x.Call: _call,
    x.Extremum: _extremum,
    x.Compare: _compare,
    x.Softmax: _softmax,
    x.Same: _same,
    x.Before: _before,
    x.Shift: _shift,
    x.Position: _shift,
    x.OneHot: _one_hot,
    x.Diagonal: _diagonal,
    x.Beside: _beside,
    x.Trace: _trace,
    x.Determinant: _matrix,
    x.Inverse: _matrix,
    x.Derivative: _derivative,
}


@lru_cache(maxsize=1024)
def counted(node: x.Node, known: frozenset[x.Index] = frozenset()) -> Tally:
    """What a tree holds, to be read only: the truth, and the sides of a chain, meet in many plans."""
    tally = Tally(known)
    tally.lengths = count(node, tally)
    tally.memory = {}
    return tally


def pinned(node: x.Ordinal) -> set[x.Ordinal]:
    """What a particular value pins: a column of [u_o, −W] pins the sample that it shows, wherever u_o stands."""
    found = {node}
    for part in parts(node.over):
        if part != node.over and "±" not in node.over:
            last = node.number <= 0
            numbers = {node.number} if last else {node.number - 1, node.number} - {0}
            found |= {x.Ordinal(number, part, node.end) for number in numbers}
    return found
