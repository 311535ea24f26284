"""The smallest input that still shows a fault: the same one on every run, since nothing here looks at a clock or at chance.

A case is made smaller by edits, tried in a fixed order again and again until none is left that keeps the fault: a plain
layout, shorter axes, and then each number by itself, towards 0, 1, -1 and small integers.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from proofs.harness.cases import ArraysCase

Array = np.ndarray[Any, np.dtype[Any]]
CALLS = 500  # cases tried at most: most faults need some 20 to 150
Edit = Callable[[Any], Iterator[Any]]
"""Smaller cases, the best first."""


def smallest(case: Any, broken: Callable[[Any], bool], edits: Sequence[Edit] | None = None, calls: int = CALLS) -> Any:
    """The case that is left when no edit keeps `broken` true; it never goes to sizes that nobody asks for if `case` did not.

    `edits`: those of its kind, in the order in which they are tried; those of arrays by name where nothing is said.

    >>> case = ArraysCase(arrays={"w": np.array([2.0, 1.5, 0.5])}, axes={"w": ("d",)}, points={})
    >>> smallest(case, lambda c: c.arrays["w"][0] > 0).arrays["w"].tolist()
    [1.0]
    """
    left = calls

    def keeps(small: Any) -> bool:
        nonlocal left
        if left <= 0 or (small.beyond_course and not case.beyond_course):
            return False
        left -= 1
        return broken(small)

    found, before = case, None
    while found is not before and left > 0:
        before = found
        for edit in EDITS if edits is None else edits:
            while (small := next(filter(keeps, edit(found)), None)) is not None:
                found = small
        found = _numbers(found, keeps)
    return found


# --------------------------------------------------------------------------------------------------------------------- edits


def plain(case: Any) -> Iterator[Any]:
    """Contiguous arrays that can be written to."""
    if case.layout != "plain":
        yield replace(case, layout="plain")


def smaller_sizes(case: Any) -> Iterator[Any]:
    """Arrays by name: the beginning of every axis of one size, or all of it but one place; indices to the first place."""
    if not isinstance(case, ArraysCase):
        return
    for size, n in case.sizes.items():
        if not size.isdigit():
            kept = [list(range(m)) for m in sorted({1, 2, n // 2}) if 0 < m < n]
            kept += [[i for i in range(n) if i != k] for k in range(n if 1 < n <= FEW else 0)]
            yield from (cut for places in kept if (cut := _cut(case, size, places)) is not None)
    for name in case.points:
        if np.any(case.arrays[name]):
            yield replace(case, arrays=case.arrays | {name: np.zeros_like(case.arrays[name])[()]})


FEW = 8  # places of an axis that are tried one by one


def _cut(case: ArraysCase, size: str, places: list[int]) -> ArraysCase | None:
    """The case with these places of a size only; None where an index points to another one."""
    arrays = dict(case.arrays)
    for name, axes in case.axes.items():
        for axis, each in enumerate(axes):
            if each == size:
                arrays[name] = np.take(arrays[name], places, axis=axis)
        if case.points.get(name) == size:
            if not np.isin(arrays[name], places).all():
                return None
            arrays[name] = np.searchsorted(places, arrays[name])[()]
    return replace(case, arrays=arrays)


EDITS: tuple[Edit, ...] = (plain, smaller_sizes)


# ------------------------------------------------------------------------------------------------------------------- numbers


def _numbers(case: Any, keeps: Callable[[Any], bool]) -> Any:
    """Each number as simple as it can be: an array at once first, then one by one."""
    for field, block in _blocks(case):
        array = np.asarray(_block(case, field, block))
        for simple in (np.zeros_like(array), np.round(array)):
            if not np.array_equal(simple, array) and keeps(small := _put(case, field, block, simple)):
                case = small
                break
        for at in np.ndindex(array.shape):
            while (small := next(filter(keeps, _simpler_at(case, field, block, at)), None)) is not None:
                case = small
    return case


def _simpler_at(case: Any, field: str, block: int, at: tuple[int, ...]) -> Iterator[Any]:
    """The case with one of its numbers simpler."""
    array = np.asarray(_block(case, field, block))
    for value in simpler(float(array[at])):
        changed = array.copy()
        changed[at] = value
        yield _put(case, field, block, changed)


def _blocks(case: Any) -> list[tuple[str, int]]:
    """The arrays of a case: a field, and the place in it where it is a sequence of arrays."""
    if isinstance(case, ArraysCase):
        return [(name, 0) for name in case.arrays if name not in case.points]
    fields = ((field, getattr(case, field)) for field in case.numbers)
    return [(field, b) for field, value in fields for b in range(len(value) if isinstance(value, tuple) else 1)]


def _block(case: Any, field: str, block: int) -> Any:
    value = case.arrays[field] if isinstance(case, ArraysCase) else getattr(case, field)
    return value[block] if isinstance(value, tuple) else value


def _put(case: Any, field: str, block: int, array: Array) -> Any:
    """The case with that array in its place, as a number where the case has one."""
    value = _block(case, field, block)
    new = array if isinstance(value, np.ndarray) else type(value)(array)
    if isinstance(case, ArraysCase):
        return replace(case, arrays=case.arrays | {field: new})
    old = getattr(case, field)
    return replace(case, **{field: (*old[:block], new, *old[block + 1 :]) if isinstance(old, tuple) else new})


def simpler(x: float) -> Iterator[float]:
    """Numbers simpler than x and of its sign (or positive), the simplest first.

    >>> list(simpler(-5.0))
    [0.0, -1.0, 5.0, -2.0, -3.0, -4.0]
    """
    sign = -1.0 if x < 0 else 1.0
    size = abs(x)
    tried = (0.0, sign, round(x), size, sign * (size // 2), sign * (3 * size // 4), sign * (size - 1), sign * 0.5)
    yield from dict.fromkeys(float(c) for c in tried if _plainness(c) < _plainness(x))


def _plainness(x: float) -> tuple[bool, float, bool]:
    return not float(x).is_integer(), abs(x), x < 0
