"""Sums of products: which index goes first, and which operation of NumPy does it.

An index is summed over where that touches the fewest axes, so that a chain of matrices is applied to its vector one by one. What
is left is a sum over one array, a matrix product, or `contract`, a matrix product for each entry of the axes that both keep.
"""

from collections.abc import Sequence

import sympy as sp
from sympy.tensor.indexed import Idx

from derive.lowering import nodes
from derive.lowering.alignment import Alignment, Array, permuted


def contraction(low: Alignment, arrays: Sequence[Array], summed: Sequence[Idx]) -> Array:
    """Σ over the summed indices of the product of the arrays; scalars go to the vector that is summed over last, if there is one."""
    scalars = [array for array in arrays if not array.axes]
    left = _absorbed(low, [array for array in arrays if array.axes])
    while summed:
        holders = {index: [array for array in left if index in array.axes] for index in summed}
        first = min(reversed(summed), key=lambda index: _width(holders[index]))
        group = sorted(holders[first], key=lambda array: len(array.axes))
        together = [index for index in summed if _same(holders[index], holders[first])]
        left = [array for array in left if not any(array is each for each in group)]
        if len(together) == len(summed) and scalars and len(group[0].axes) == 1 < len(group):
            group, scalars = [low.product([*scalars, group[0]]), *group[1:]], []
        left.append(_eliminated(low, group, together))
        summed = [index for index in summed if index not in together]
    return low.product([*scalars, *left])


def _width(arrays: Sequence[Array]) -> int:
    return len({axis for array in arrays for axis in array.axes})


def _same(left: Sequence[Array], right: Sequence[Array]) -> bool:
    return len(left) == len(right) and all(a is b for a, b in zip(left, right, strict=True))


def _absorbed(low: Alignment, arrays: Sequence[Array]) -> list[Array]:
    """A small array multiplied into one that has its axes and more, unless that is among the largest ones of the product."""
    left = sorted(arrays, key=lambda array: len(array.axes))
    for small in list(left):
        larger = [a for a in left if set(small.axes) < set(a.axes) and any(set(a.axes) < set(b.axes) for b in left)]
        if larger:
            left = [array for array in left if array is not small and array is not larger[0]]
            left.append(low.entrywise(sp.Mul, small, larger[0]))
            left.sort(key=lambda array: len(array.axes))
    return left


def _eliminated(low: Alignment, arrays: Sequence[Array], summed: Sequence[Idx]) -> Array:
    """Σ of a product of which every factor has all the summed indices."""
    pair = _two(low, arrays)
    if len(pair) == 1:
        return _reduced(pair[0], summed)
    left, right = pair
    shared = set(left.axes) & set(right.axes)
    if shared == set(summed) and len(summed) == 1 and len(left.axes) <= 2 and len(right.axes) <= 2:
        return _dot(low, left, right, summed[0])
    return _contracted(low, left, right, summed)


def _two(low: Alignment, arrays: Sequence[Array]) -> list[Array]:
    """At most two factors: those with the same axes multiplied, then the smaller ones."""
    if len(arrays) <= 2:
        return list(arrays)
    left = low.by_axes(arrays)[1] if _width(arrays) > 1 else list(arrays)
    return [low.product(left[:-1]), left[-1]] if len(left) > 1 else left


def _reduced(array: Array, summed: Sequence[Idx]) -> Array:
    places = sp.Tuple(*(array.axes.index(index) for index in summed))
    rest = tuple(axis for axis in array.axes if axis not in summed)
    return Array(nodes.Reduce(array.node, places, sp.Integer(len(array.axes))), rest)


def _dot(low: Alignment, left: Array, right: Array, index: Idx) -> Array:
    """A matrix product; of a vector with a matrix so that the matrix stays as it is."""
    left, right = sorted((left, right), key=lambda array: len(array.axes))
    rest = [tuple(axis for axis in array.axes if axis != index) for array in (left, right)]
    if not rest[0]:
        if right.axes[0] == index:
            return Array(nodes.Dot(left.node, right.node), rest[1])
        return Array(nodes.Dot(right.node, left.node), rest[1])
    (row,), (column,) = rest
    axes = low.union((left, right))
    if axes.index(column) < axes.index(row):
        left, right, row, column = right, left, column, row
    return Array(nodes.Dot(permuted(left, (row, index)).node, permuted(right, (index, column)).node), (row, column))


def _contracted(low: Alignment, left: Array, right: Array, summed: Sequence[Idx]) -> Array:
    """The axes that both keep first, then those of the one, then those of the other."""
    axes = [axis for axis in low.union((left, right)) if axis not in summed]
    both = [axis for axis in axes if axis in left.axes and axis in right.axes]
    alone = [axis for axis in axes if axis not in both]
    if alone and alone[0] not in left.axes:
        left, right = right, left
    alone = [axis for array in (left, right) for axis in alone if axis in array.axes]
    result = (*both, *alone)
    letters = {axis: "abcdefghijklmnopqrstuvwxyz"[n] for n, axis in enumerate((*result, *summed))}
    factors = ",".join("".join(letters[axis] for axis in array.axes) for array in (left, right))
    spec = f"{factors}->{''.join(letters[axis] for axis in result)}"
    return Array(nodes.Contract(sp.Symbol(spec), left.node, right.node), result)
