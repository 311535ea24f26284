"""The smallest input that still shows a fault: the same one on every run, since nothing here looks at a clock or at chance.

A case is made smaller by edits, tried in a fixed order again and again until none is left that keeps the fault: a plain
layout, fewer words, axes, samples and steps, and then each number by itself, towards 0, 1, -1 and small integers.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import numpy as np

from proofs.harness.cases import (
    ArraysCase,
    Case,
    DescentCase,
    DrawCase,
    ElementwiseCase,
    NegativeCase,
    SoftmaxCase,
    WindowCase,
)

Array = np.ndarray[Any, np.dtype[Any]]
CALLS = 500  # cases tried at most: faults in word2vec need some 20 to 150

NUMBERS: dict[type[Case], tuple[str, ...]] = {
    ElementwiseCase: ("x",),
    SoftmaxCase: ("v_c", "U"),
    NegativeCase: ("v_c", "U"),
    WindowCase: ("V_rows", "U"),
    DescentCase: ("x0", "pushes"),
    DrawCase: (),
}
"""The fields of a case that hold numbers."""


def smallest(case: Any, broken: Callable[[Any], bool], calls: int = CALLS) -> Any:
    """The case that is left when no edit keeps `broken` true; it never goes to sizes beyond the course's if `case` did not.

    >>> case = SoftmaxCase(v_c=np.array([2.0, 1.5]), o=1, U=np.array([[1.0, 0.5], [2.0, 2.0], [0.0, -1.0]]))
    >>> small = smallest(case, lambda c: c.v_c[0] > 0)
    >>> small.v_c.tolist(), small.o, small.U.tolist()
    ([1.0, 0.0], 0, [[0.0, 0.0], [0.0, 0.0]])
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
        for edits in EDITS:
            while (small := next(filter(keeps, edits(found)), None)) is not None:
                found = small
        found = _numbers(found, keeps)
    return found


# --------------------------------------------------------------------------------------------------------------------- edits


def plain(case: Any) -> Iterator[Any]:
    """Contiguous arrays that can be written to."""
    if case.layout != "plain":
        yield replace(case, layout="plain")


def fewer_words(case: Any) -> Iterator[Any]:
    """One row of U less, of a word that is not used; the words after it move up."""
    if isinstance(case, SoftmaxCase):
        used = {case.o, *(case.script if isinstance(case, NegativeCase) else ())}
        for w in (w for w in range(len(case.U)) if w not in used):
            script: dict[str, Any] = (
                {"script": tuple(x - (x > w) for x in case.script)} if isinstance(case, NegativeCase) else {}
            )
            yield replace(case, o=case.o - (case.o > w), U=np.delete(case.U, w, axis=0), **script)
    elif isinstance(case, WindowCase):
        for word, w in case.word2Ind.items():
            if word not in (case.center, *case.outside):
                left = {each: i - (i > w) for each, i in case.word2Ind.items() if each != word}
                rows: dict[str, Any] = {"V_rows": np.delete(case.V_rows, w, axis=0), "U": np.delete(case.U, w, axis=0)}
                yield replace(case, word2Ind=left, **rows)


def fewer_axes(case: Any) -> Iterator[Any]:
    """One dimension of the vectors less; of an array, fewer entries or axes."""
    if isinstance(case, SoftmaxCase | WindowCase):
        first = "v_c" if isinstance(case, SoftmaxCase) else "V_rows"
        for i in range(case.U.shape[1] if case.U.shape[1] > 1 else 0):
            yield replace(case, U=np.delete(case.U, i, axis=1), **{first: np.delete(getattr(case, first), i, axis=-1)})
    elif isinstance(case, ElementwiseCase) and np.size(case.x) > 1:
        yield from (replace(case, x=np.asarray(case.x).reshape(-1)[i : i + 1]) for i in range(np.size(case.x)))
        yield replace(case, x=np.asarray(case.x).reshape(-1))


def fewer_samples(case: Any) -> Iterator[Any]:
    """One draw, outside word or step less; smaller words in the places of those that are left."""
    if isinstance(case, NegativeCase | DrawCase):
        for i, w in enumerate(case.script):
            K = case.K - (w != case.o)
            if K > 0:
                yield replace(case, script=case.script[:i] + case.script[i + 1 :], K=K)
        for i, w in enumerate(case.script):
            if w != case.o:
                smaller = (x for x in range(w) if x != case.o)
                yield from (replace(case, script=(*case.script[:i], x, *case.script[i + 1 :])) for x in smaller)
    elif isinstance(case, WindowCase):
        for i in range(len(case.outside)):
            outside = case.outside[:i] + case.outside[i + 1 :]
            if outside:
                yield replace(case, outside=outside, window=(len(outside) + 1) // 2)
    elif isinstance(case, DescentCase) and len(case.pushes) > 1:
        yield from (replace(case, pushes=case.pushes[:i] + case.pushes[i + 1 :]) for i in range(len(case.pushes)))


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


def simpler_settings(case: Any) -> Iterator[Any]:
    """The first word, words in the order of their indices, no postprocessing, the default slope."""
    if isinstance(case, SoftmaxCase) and case.o > 0 and not isinstance(case, NegativeCase):
        order = [case.o, *(w for w in range(len(case.U)) if w != case.o)]
        yield replace(case, o=0, U=case.U[order])
    elif isinstance(case, WindowCase):
        tidy = {word: i for i, word in enumerate(sorted(case.word2Ind))}
        if list(case.word2Ind.items()) != list(tidy.items()):
            yield replace(case, word2Ind=tidy)
            yield replace(case, word2Ind=dict(sorted(case.word2Ind.items())))
    elif isinstance(case, DescentCase):
        yield from (replace(case, **{k: v}) for k, v in _PLAIN_DESCENT.items() if getattr(case, k) != v)
    elif isinstance(case, ElementwiseCase) and case.alpha is not None:
        yield replace(case, alpha=None)


_PLAIN_DESCENT: dict[str, Any] = {"after": "none", "slope": 0.0, "step": 1.0}
EDITS: tuple[Callable[[Any], Iterator[Any]], ...] = (
    plain,
    fewer_samples,
    smaller_sizes,
    fewer_words,
    fewer_axes,
    simpler_settings,
)


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
    fields = ((field, getattr(case, field)) for field in NUMBERS[type(case)])
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
