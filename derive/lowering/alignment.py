"""Arrays beside the names of their axes: put in one order, spread over new axes, multiplied entry by entry."""

from collections.abc import Callable, Iterable, Sequence
from itertools import combinations
from typing import Any, NamedTuple

import sympy as sp
from sympy.tensor.indexed import Idx

from derive.lowering import nodes
from derive.lowering.signature import BATCH
from derive.symbolic.terms import size_of


class Array(NamedTuple):
    """A node and the index of each of its axes."""

    node: Any
    axes: tuple[Idx, ...] = ()


class Alignment:
    """Lays arrays side by side; `order` is the preferred order of axes, after that over the examples of a batch."""

    def __init__(self, order: Sequence[Idx] = ()):
        self.order = tuple(order)

    def union(self, arrays: Iterable[Array]) -> tuple[Idx, ...]:
        """All the axes: that over a batch first, then those of the result in its own order."""
        found = dict.fromkeys(axis for array in arrays for axis in array.axes)
        ranked = [axis for axis in self.order if axis in found]
        ranked += [axis for axis in found if axis not in self.order]
        return tuple(sorted(ranked, key=lambda axis: size_of(axis) != BATCH))

    def common(self, arrays: Sequence[Array]) -> tuple[Idx, ...]:
        """All the axes, as an array that has them all has them: so a computation is the same node whatever it is computed for.

        A matrix product does not count: it is turned round for nothing. Nor does an array whose examples are not its first axis.
        """
        axes = self.union(arrays)
        batch = {axis for axis in axes if size_of(axis) == BATCH}
        for array in arrays:
            if len(array.axes) == len(axes) and not isinstance(array.node, nodes.Dot) and batch <= set(array.axes[:1]):
                return array.axes
        return axes

    def aligned(self, array: Array, axes: Sequence[Idx]) -> Any:
        """The node with its axes in the order of `axes` and new ones where it has none; leading ones are left to NumPy."""
        wanted = [axis for axis in axes if axis in array.axes]
        node = permuted(array, wanted).node
        first = axes.index(wanted[0]) if wanted else len(axes)
        flags = [int(axis in array.axes) for axis in axes[first:]]
        return node if all(flags) else nodes.Axes(node, sp.Tuple(*flags))

    def aligned_fully(self, array: Array, axes: Sequence[Idx], summed: Sequence[Idx]) -> Any:
        """The node with exactly these axes, repeated along the summed ones that it lacks: one value for each index."""
        if not set(summed) <= set(array.axes):
            return nodes.Whole(self.aligned(array, axes), *(axis.upper for axis in axes))
        node = permuted(array, [axis for axis in axes if axis in array.axes]).node
        flags = [int(axis in array.axes) for axis in axes]
        return node if all(flags) or not any(flags) else nodes.Axes(node, sp.Tuple(*flags))

    def entrywise(self, function: Callable[..., Any], *arrays: Array) -> Array:
        axes = self.common(arrays)
        return Array(function(*(self.aligned(array, axes) for array in arrays)), axes)

    def product(self, arrays: Iterable[Array]) -> Array:
        """The entrywise product, small arrays first, so that the largest one is touched once."""
        scalar, ordered = self.by_axes(arrays)
        while len(ordered) > 1:
            left, right = min(combinations(ordered, 2), key=_growth)
            ordered = [array for array in ordered if array is not left and array is not right]
            ordered.append(self.times(scalar, left, right))
            scalar = Array(sp.Integer(1))
        if not ordered:
            return scalar
        return Array(scalar.node * ordered[0].node, ordered[0].axes)

    def times(self, scalar: Array, left: Array, right: Array) -> Array:
        """scalar · left · right, the scalar taken to the smaller of the two."""
        left, right = sorted((left, right), key=lambda array: len(array.axes))
        kind = sp.Mul if set(left.axes) & set(right.axes) else nodes.Outer
        return self.entrywise(kind, Array(scalar.node * left.node, left.axes), right)

    def by_axes(self, arrays: Iterable[Array]) -> tuple[Array, list[Array]]:
        """(the product of the scalars, the products of those with the same axes, smallest first)."""
        groups: dict[frozenset[Idx], Array] = {}
        for array in arrays:
            key = frozenset(array.axes)
            groups[key] = self.entrywise(sp.Mul, groups[key], array) if key in groups else array
        scalar = groups.pop(frozenset(), Array(sp.Integer(1)))
        return scalar, sorted(groups.values(), key=lambda array: len(array.axes))


def _growth(pair: tuple[Array, Array]) -> tuple[int, int]:
    """(the axes of a product, how many more they are than those of its larger factor)."""
    count = len({axis for array in pair for axis in array.axes})
    return count, count - max(len(array.axes) for array in pair)


def permuted(array: Array, axes: Sequence[Idx]) -> Array:
    """The array with its axes in another order; of a matrix product, the factors are turned."""
    if tuple(axes) == array.axes:
        return array
    if isinstance(array.node, nodes.Dot) and len(axes) == 2:
        left, right = array.node.args
        return Array(nodes.Dot(nodes.turned(right), nodes.turned(left)), tuple(axes))
    if len(axes) == 2:
        return Array(nodes.turned(array.node), tuple(axes))
    order = sp.Tuple(*(array.axes.index(axis) for axis in axes))
    return Array(nodes.Permute(array.node, order), tuple(axes))
