"""Where expressions are compared: sizes, the values of free indices and index maps, and what is assumed of them.

A *setting* says which indices are free and which maps there are, with the assumptions (o is not among the samples, w ≠ c). A
*pattern* is one way in which the words that they point at may coincide; a *point* holds a batch of them at given sizes.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace
from itertools import combinations, islice

import numpy as np

from derive.expression import Condition, Index, Mapped, Not, Ordinal, Same, Size, Some
from proofs.identity.undecidable import Undecidable

Array = np.ndarray
Sizes = dict[str, int]
Pattern = dict[tuple[str, int], int]
"""Block numbers by slot: ("o", 0) is a free index, ("w", 3) the map w at its fourth argument. Equal numbers coincide."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What may vary besides the entries of vectors and matrices.

    `free`: the free indices. `maps`: (name, index set it maps from, index set it maps to), as sizes: ("w", "K", "V").
    `assumptions`: conditions that every point fulfils; an index in them that is not free is meant for all its values.
    `constraints`: (name, kind, *values) of symbols that are not just real: "positive", "fraction" (0 < α < 1), "nonzero" of every entry;
    "symmetric", "positive-definite", "orthogonal"; "sums-to-1", "distribution", "one-hot"; ("y", "in", "0", "1") for entries 0 or 1.
    `seen`: conditions on numbers that a point in the reals fulfils which shows a difference; the field does not know them.
    """

    free: tuple[Index, ...] = ()
    maps: tuple[tuple[str, Size, Size], ...] = ()
    assumptions: tuple[Condition, ...] = ()
    constraints: tuple[tuple[str, ...], ...] = ()
    seen: tuple[Condition, ...] = ()


@dataclass(frozen=True, slots=True)
class Point:
    """Index values for a batch at fixed sizes; all values count from 0 inside.

    `indices`: free index → array (batch, 1, 1). `maps`: name → array (batch, values of its argument). `pattern`: number of each
    draw's pattern. `targets`: the size that a map points into; `pinned`: the places of particular values, by size.
    """

    sizes: Sizes
    indices: dict[Index, Array]
    maps: dict[str, Array]
    pattern: Array
    targets: dict[str, Size] = field(default_factory=dict)
    pinned: dict[Size, tuple[int, ...]] = field(default_factory=dict)

    @property
    def batch(self) -> int:
        """The number of draws."""
        return len(self.pattern)


def extent(size: Size, sizes: Sizes) -> int:
    """How many values an index over `size` takes: "1+K" is 1 + K, "±m" is 2m + 1.

    >>> extent("1+K", {"K": 4}), extent("±m", {"m": 2})
    (5, 5)
    """
    if size.startswith("±"):
        return 2 * sizes[size[1:]] + 1
    return sum(int(part) if part.isdigit() else sizes[part] for part in size.split("+"))


def position(term: Ordinal, sizes: Sizes) -> int:
    """The place of a particular value, from 0; the middle of a window has the number 0.

    >>> [position(Ordinal(number, "±m"), {"m": 2}) for number in (-2, 0, 1)]
    [0, 2, 3]
    >>> position(Ordinal(1, "V"), {"V": 4}), position(Ordinal(-1, "V"), {"V": 4})
    (0, 3)
    """
    length = extent(term.over, sizes)
    if term.end:
        place = length - 1 + term.number
    elif term.over.startswith("±"):
        place = sizes[term.over[1:]] + term.number
    else:
        place = length - 1 if term.number == -1 else term.number - 1
    if not 0 <= place < length:
        raise Undecidable("no-entry", number=term.number)
    return place


def partitions(count: int, apart: Collection[tuple[int, int]] = ()) -> Iterator[tuple[int, ...]]:
    """All ways in which `count` things can coincide, as tuples of block numbers; the pairs in `apart`, earlier one first, never do.

    >>> list(partitions(2))
    [(0, 0), (0, 1)]
    >>> list(partitions(3, apart={(0, 1)}))
    [(0, 1, 0), (0, 1, 1), (0, 1, 2)]
    """
    refused: list[list[int]] = [[earlier for earlier, later in apart if later == k] for k in range(count)]

    def grow(prefix: tuple[int, ...], blocks: int) -> Iterator[tuple[int, ...]]:
        if len(prefix) == count:
            yield prefix
            return
        taken = {prefix[earlier] for earlier in refused[len(prefix)]}
        for block in range(blocks + 1):
            if block not in taken:
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
    setting: Setting,
    sizes: Sizes,
    pins: tuple[Ordinal, ...] = (),
    loners: tuple[Index | str, ...] = (),
    limit: int = 600,
) -> list[Pattern]:
    """The coincidences of words that fit into the sizes, at most `limit` + 1; of the assumptions, the plain inequalities are applied.

    Free indices and pinned values coincide in every way. The values of a map do so up to a permutation of its arguments, which no
    expression can tell apart, except for arguments that are pinned. Loners (indices, and names of maps) take no part.
    """
    for index, other in combinations(setting.free, 2):
        if index.name == other.name:  # one name over two sizes is no one index
            raise Undecidable("index-over", over=index.over, size=other.over)
    targets = dict.fromkeys([*(index.over for index in setting.free), *(target for _, _, target in setting.maps)])
    combined: list[Pattern] = [{}]
    for size in targets:
        found = islice(_fitting(setting, size, sizes, pins, loners), limit + 1)
        combined = list(islice(({**one, **other} for other in found for one in combined), limit + 1))
    return combined


def _fitting(
    setting: Setting, size: Size, sizes: Sizes, pins: tuple[Ordinal, ...], loners: tuple[Index | str, ...]
) -> Iterator[Pattern]:
    """The coincidences of what points at values of one size."""
    alone = [(index.name, 0) for index in setting.free if index.over == size and index not in loners]
    alone += [(f"#{position(pin, sizes)}", 0) for pin in pins if pin.over == size]
    loose: list[list[tuple[str, int]]] = []
    unequal = _unequal(setting)
    for name, source, target in setting.maps:
        if target == size and name not in loners:
            held = {position(pin, sizes) for pin in pins if pin.over == source}
            alone += [(name, k) for k in sorted(held)]
            loose.append([(name, k) for k in range(extent(source, sizes)) if k not in held])
    apart = {
        (first, second)
        for (first, (one, _)), (second, (other, _)) in combinations(enumerate(alone), 2)
        if one[0] == other[0] == "#" or (one, other) in unequal
    }
    room = extent(size, sizes)
    for blocks in partitions(len(alone), apart):
        for pattern in _mapped(dict(zip(alone, blocks, strict=True)), loose, unequal):
            if max(pattern.values(), default=0) < room:
                yield pattern


def _unequal(setting: Setting) -> set[tuple[str, str]]:
    """Names of free indices and maps that an assumption keeps from pointing at the same value: (o, w) for o ∉ {w_s}, (w, w) for distinct w_s."""
    found = set()
    for each in setting.assumptions:
        match each:
            case Not(Same(Index() as left, (Index() | Mapped(argument=Index())) as right)):
                found |= {(left.name, right.name), (right.name, left.name)}
            case Some((Same(Index() as one, Index() as other), Not(Same(Mapped() as left, Mapped() as right)))):
                if left.name == right.name and (left.argument, right.argument) == (one, other):
                    found.add((left.name, left.name))
    return found


def _mapped(start: Pattern, loose: list[list[tuple[str, int]]], unequal: set[tuple[str, str]]) -> Iterator[Pattern]:
    """A pattern continued by the values of maps: each class of equal values is new, or meets a block that is there."""
    if not loose:
        yield start
        return
    slots, *rest = loose
    name = slots[0][0] if slots else ""
    most = 1 if (name, name) in unequal else len(slots)
    there = sorted({block for (other, _), block in start.items() if (other, name) not in unequal})
    new = len(set(start.values()))
    for multiplicities in repetitions(len(slots), most):
        classes = [each for each, times in enumerate(multiplicities) for _ in range(times)]
        for met in _injections(len(multiplicities), there):
            blocks, fresh = [], new
            for block in met:
                blocks.append(fresh if block is None else block)
                fresh += block is None
            pattern = start.copy()
            for slot, each in zip(slots, classes, strict=True):
                pattern[slot] = blocks[each]
            yield from _mapped(pattern, rest, unequal)


def _injections(count: int, there: list[int]) -> Iterator[tuple[int | None, ...]]:
    """Which class meets which block: each block at most once, None for a class of its own."""
    if count == 0:
        yield ()
        return
    for met in [None, *there]:
        for rest in _injections(count - 1, [block for block in there if block != met]):
            yield (met, *rest)


def draw_point(
    setting: Setting,
    sizes: Sizes,
    chosen: list[Pattern],
    draws: int,
    random: np.random.Generator,
    pins: tuple[Ordinal, ...] = (),
) -> Point:
    """A point with `draws` draws of each pattern, its blocks sent to random distinct values.

    Free indices over the arguments of a map (the s of w_s) go through all combinations of their values from draw to draw.
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
        if (name, k) not in chosen[0]:
            return random.integers(0, extent(targets[name], sizes), batch)
        blocks = np.array([pattern[name, k] for pattern in chosen])[number]
        return spread[targets[name]][rows, blocks]

    indices, turns = {}, 1
    for index in setting.free:
        if index.over in sources and not any(pin.over == index.over for pin in pins):
            length = extent(index.over, sizes)
            run = np.arange(batch) // turns % length
            turns *= length
        else:
            run = values(index.name, 0)
        indices[index] = run.reshape(batch, 1, 1)
    maps = {
        name: np.stack([values(name, k) for k in range(extent(source, sizes))], axis=1)
        for name, source, _ in setting.maps
    }
    pinned: dict[Size, tuple[int, ...]] = {}
    for pin in pins:
        pinned[pin.over] = (*pinned.get(pin.over, ()), position(pin, sizes))
    return Point(sizes, indices, maps, number, {name: target for name, _, target in setting.maps}, pinned)


def some_draws(point: Point, chosen: Array) -> Point:
    """A point with those draws alone."""
    indices = {index: array[chosen] for index, array in point.indices.items()}
    maps = {name: array[chosen] for name, array in point.maps.items()}
    return replace(point, indices=indices, maps=maps, pattern=point.pattern[chosen])


def one_draw(point: Point, draw: int) -> Point:
    """A point with that draw alone."""
    return some_draws(point, np.array([draw]))
