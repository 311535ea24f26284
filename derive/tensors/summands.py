"""Places in a size that is a sum of sizes, as of blocks that stand side by side: a sum along it is one for each block."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product as choices

from derive import expression as x
from derive.outside import UnsupportedError
from derive.tensors import algebra
from derive.tensors.axes import total
from derive.tensors.graph import Axis, Node, Position, fresh
from derive.traversal import walk


@dataclass(frozen=True, slots=True)
class InBlock:
    """A place in a size that is a sum of sizes: the `block`-th summand, and where in it."""

    block: int
    within: Position | None


RowOrColumn = Position | InBlock | None
"""A row or a column; None where there is only one."""
Where = Mapping[x.Index, Position | InBlock]
"""What the indices of an expression stand for."""


def undivided(place: Position | InBlock, node: x.Node) -> Position:
    """A place that is not told block by block; UnsupportedError for one that is."""
    if isinstance(place, InBlock):
        raise UnsupportedError("an array beside blocks of columns cannot be written with NumPy here", node)
    return place


def summed(sizes: Sequence[x.Size], inside: Sequence[x.Expression], body: Callable[..., Node]) -> Node:
    """The sum of a body over places along some sizes; block by block where blocks side by side inside make one up."""
    terms = []
    for places in choices(*(_places(size, inside) for size in sizes)):
        axes = [each.within if isinstance(each, InBlock) else each for each in places]
        terms.append(total([axis for axis in axes if isinstance(axis, Axis)], body(*places)))
    return terms[0] if len(terms) == 1 else algebra.add(*terms)


def _places(size: x.Size, inside: Sequence[x.Expression]) -> list[RowOrColumn]:
    """What an index that runs over a size stands for: an axis, or one in each of the blocks that make up the size."""
    wide = (node for each in inside for node in walk(each) if isinstance(node, x.Beside) and node.shape[1] == size)
    blocks = next((node.blocks for node in wide), None) if "+" in size else None
    if blocks is None:
        return [_along(size)]
    return [InBlock(n, _along(each.shape[1])) for n, each in enumerate(blocks)]


def _along(size: x.Size) -> Axis | None:
    """An axis along a size; None along one that has a single place."""
    return None if size == "1" else fresh(size)
