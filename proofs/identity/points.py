"""Where expressions are compared: sizes, the values of free indices and index maps, and what is assumed of them.

A *setting* says which indices are free and which maps there are, with the assumptions (o is not among the samples, w ≠ c). A
*pattern* is one way in which the words that they point at may coincide; a *point* holds a batch of them at given sizes.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

import numpy as np

from derive.expression import Condition, Index, Ordinal, Size
from proofs.identity.field import Undecidable

Array = np.ndarray
Sizes = dict[str, int]
Pattern = dict[tuple[str, int], int]
"""Block numbers by slot: ("o", 0) is a free index, ("w", 3) the map w at its fourth argument. Equal numbers coincide."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What may vary besides the entries of vectors and matrices.

    `free`: the free indices. `maps`: (name, index set it maps from, index set it maps to), as sizes: ("w", "K", "V").
    `assumptions`: conditions that every point fulfils; an index in them that is not free is meant for all its values.
    `constraints`: (name, kind) of scalar symbols that are not just real: kind "fraction" (0 < α < 1) or "positive".
    """

    free: tuple[Index, ...] = ()
    maps: tuple[tuple[str, Size, Size], ...] = ()
    assumptions: tuple[Condition, ...] = ()
    constraints: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Point:
    """Index values for a batch at fixed sizes; all values count from 0 inside.

    `indices`: free index → array (batch, 1, 1). `maps`: name → array (batch, values of its argument). `pattern`: number of each
    draw's pattern.
    """

    sizes: Sizes
    indices: dict[Index, Array]
    maps: dict[str, Array]
    pattern: Array

    @property
    def batch(self) -> int:
        """The number of draws."""
        return len(self.pattern)


def extent(size: Size, sizes: Sizes) -> int:
    """How many values an index over `size` takes: "1+K" is 1 + K, "±m" is 2m + 1.

    >>> extent("1+K", {"K": 4}), extent("±m", {"m": 2})
    (5, 5)
    """
    if size == "±m":
        return 2 * sizes["m"] + 1
    return sum(int(part) if part.isdigit() else sizes[part] for part in size.split("+"))


def position(term: Ordinal, sizes: Sizes) -> int:
    """The place of a particular value, from 0."""
    length = extent(term.over, sizes)
    if term.end:
        place = length - 1 + term.number
    elif term.over == "±m":
        place = sizes["m"] + term.number
    else:
        place = length - 1 if term.number == -1 else term.number - 1
    if not 0 <= place < length:
        raise Undecidable(f"there is no entry {term.number} at this size")
    return place


def partitions(count: int) -> Iterator[tuple[int, ...]]:
    """All ways in which `count` things can coincide, as tuples of block numbers.

    >>> list(partitions(2))
    [(0, 0), (0, 1)]
    """

    def grow(prefix: tuple[int, ...], blocks: int) -> Iterator[tuple[int, ...]]:
        if len(prefix) == count:
            yield prefix
            return
        for block in range(blocks + 1):
            yield from grow((*prefix, block), max(blocks, block + 1))

    yield from grow((), 0)


def repetitions(count: int, most: int) -> Iterator[tuple[int, ...]]:
    """The ways in which `count` things in no order can coincide: their multiplicities, largest first.

    >>> list(repetitions(3, 3))
    [(3,), (2, 1), (1, 1, 1)]
    """
    if count == 0:
        yield ()
    for largest in range(min(count, most), 0, -1):
        for rest in repetitions(count - largest, largest):
            yield (largest, *rest)


def patterns(
    setting: Setting, sizes: Sizes, pins: tuple[Ordinal, ...] = (), loners: tuple[Index, ...] = ()
) -> list[Pattern]:
    """The coincidences of words that fit into the sizes, samples taken without their order, assumptions not yet applied.

    Free indices and pinned values coincide in every way; the values of a map only up to a permutation of its arguments, which no
    expression can tell apart as long as none of them is pinned (then they too coincide in every way). Loners take no part.
    """
    targets = dict.fromkeys([*(index.over for index in setting.free), *(target for _, _, target in setting.maps)])
    combined: list[Pattern] = [{}]
    for size in targets:
        alone = [(index.name, 0) for index in setting.free if index.over == size and index not in loners]
        pinned = [(f"#{position(pin, sizes)}", 0) for pin in pins if pin.over == size]
        maps = [(name, source) for name, source, target in setting.maps if target == size]
        ordered = [m for m in maps if any(pin.over == m[1] for pin in pins)]
        alone += [(name, k) for name, source in ordered for k in range(extent(source, sizes))]
        found: list[Pattern] = []
        for blocks in partitions(len(alone) + len(pinned)):
            start = dict(zip(alone + pinned, blocks, strict=True))
            if len({start[slot] for slot in pinned}) < len(pinned):
                continue
            found += [each for each in _mapped(start, [m for m in maps if m not in ordered], sizes)]
        fitting = [pattern for pattern in found if max(pattern.values(), default=0) < extent(size, sizes)]
        combined = [{**one, **other} for one, other in product(combined, fitting)]
    return combined


def _mapped(start: Pattern, maps: list[tuple[str, Size]], sizes: Sizes) -> Iterator[Pattern]:
    """A pattern continued by the values of maps: each class of equal values is new, or meets a block that is there."""
    if not maps:
        yield start
        return
    (name, source), *rest = maps
    for sizes_of_classes in repetitions(extent(source, sizes), extent(source, sizes)):
        there = sorted(set(start.values()))
        for met in _injections(len(sizes_of_classes), there):
            fresh = iter(range(len(there), len(there) + len(sizes_of_classes)))
            blocks = [next(fresh) if block is None else block for block in met]
            values = [block for block, times in zip(blocks, sizes_of_classes, strict=True) for _ in range(times)]
            yield from _mapped({**start, **{(name, k): b for k, b in enumerate(values)}}, rest, sizes)


def _injections(count: int, there: list[int]) -> Iterator[tuple[int | None, ...]]:
    """Which class meets which block: each block at most once, None for a class of its own."""
    for chosen in product([None, *there], repeat=count):
        met = [block for block in chosen if block is not None]
        if len(set(met)) == len(met):
            yield chosen


def draw_point(
    setting: Setting,
    sizes: Sizes,
    chosen: list[Pattern],
    draws: int,
    random: np.random.Generator,
    pins: tuple[Ordinal, ...] = (),
) -> Point:
    """A point with `draws` draws of each pattern, its blocks sent to random distinct values.

    Free indices over the arguments of a map (the s of w_s) go through all their values from draw to draw.
    """
    batch = draws * len(chosen)
    rows, number = np.arange(batch), np.repeat(np.arange(len(chosen)), draws)
    sources = {source for _, source, _ in setting.maps}
    targets = {index.name: index.over for index in setting.free} | {name: target for name, _, target in setting.maps}
    spread = {}
    for size in dict.fromkeys(targets.values()):
        order = np.argsort(random.random((batch, extent(size, sizes))), axis=1)
        for pin in (pin for pin in pins if pin.over == size):
            place = position(pin, sizes)
            block = np.array([pattern.get((f"#{place}", 0), 0) for pattern in chosen])[number]
            held = np.argmax(order == place, axis=1)
            order[rows, held] = order[rows, block]
            order[rows, block] = place
        spread[size] = order

    def values(name: str, k: int) -> Array:
        blocks = np.array([pattern[name, k] for pattern in chosen])[number]
        return spread[targets[name]][rows, blocks]

    indices = {}
    for index in setting.free:
        if index.over in sources and not any(pin.over == index.over for pin in pins):
            run = np.arange(batch) % extent(index.over, sizes)
        elif (index.name, 0) not in chosen[0]:
            run = random.integers(0, extent(index.over, sizes), batch)
        else:
            run = values(index.name, 0)
        indices[index] = run.reshape(batch, 1, 1)
    maps = {
        name: np.stack([values(name, k) for k in range(extent(source, sizes))], axis=1)
        for name, source, _ in setting.maps
    }
    return Point(sizes, indices, maps, number)
