"""How long the tuples of indices are that a value is summed over, size by size, and how that grows with products, sums and derivatives.

>>> once = longer({VARIES: (0, 0, 0)}, "V")
>>> product(once, once)["V"], either([once, product(once, once)])["V"]
((2, 2, 2), (2, 2, 2))
"""

from collections.abc import Iterable
from functools import lru_cache

from derive import expression as x

MOST = 64
"""Longer tuples are not told from this one."""

NUMBER = "#"
"""Before a size: the size as a number."""

VARIES = "∂"
"""Among the lengths of what is no constant: only that has a derivative."""
NONE = -(10**6)
"""The length of the tuples in a derivative that there is none of."""

Orders = tuple[int, int, int]
"""The length of the tuples in a value, in its derivative, and in the derivative of that."""
Lengths = dict[x.Size, Orders]


@lru_cache(maxsize=256)
def parts(size: x.Size) -> tuple[x.Size, ...]:
    """The sizes of which a size is made: "1+K" of K, "±m" of m."""
    return tuple(part for part in size.replace("±", "").split("+") if not part.isdigit())


def orders(lengths: Lengths, size: x.Size) -> Orders:
    """The orders in a size, also where nothing of it stands."""
    return lengths.get(size, (0, 0, 0) if VARIES in lengths else (0, NONE, NONE))


def product(left: Lengths, right: Lengths) -> Lengths:
    """Of a product: lengths add, a derivative goes to the one factor or the other."""
    return {
        size: (
            min(a[0] + b[0], MOST),
            min(max(a[0] + b[1], a[1] + b[0]), MOST),
            min(max(a[0] + b[2], a[1] + b[1], a[2] + b[0]), MOST),
        )
        for size in left.keys() | right.keys()
        for a, b in [(orders(left, size), orders(right, size))]
    }


def either(lengths: Iterable[Lengths]) -> Lengths:
    """Of a sum of terms: the longest."""
    every = list(lengths)
    sizes = {size for each in every for size in each}
    return {size: tuple(map(max, *(orders(each, size) for each in every), (0, NONE, NONE))) for size in sizes}


def longer(lengths: Lengths, size: x.Size) -> Lengths:
    """One more sum over a size."""
    found = dict(lengths)
    for part in parts(size):
        found[part] = tuple(min(each + 1, MOST) for each in orders(lengths, part))  # type: ignore[assignment]
    return found


def flat(lengths: Lengths) -> Lengths:
    """Of a function: its value is a function of sums; by the chain rule each derivative of the argument is a factor."""
    return {
        size: (0, one, min(max(two, 2 * one), MOST)) for size, (_, one, two) in lengths.items() if size[0] != NUMBER
    }
