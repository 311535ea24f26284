"""Inputs for a stated loss: small sizes and small integers first, a share with a size of up to 64, scores of ±700, or float32."""

from typing import Any, Literal

import numpy as np
from hypothesis import strategies as st

from proofs.harness.cases import ArraysCase
from proofs.harness.gradient.stated import Input, Stated
from proofs.harness.gradient.supposed import fitting, holds
from proofs.harness.numbers import KINDS, Kind, blobs, decoded, zigzag

Array = np.ndarray[Any, np.dtype[Any]]
Regime = Literal["course", "large", "foreign"]
LONG = (9, 64, 33)
"""Sizes that one of the axes has in a share of the examples; the numbers are then smaller, so that the scores are not."""
LONG_SHARE = 5  # one example in so many
LONG_SCALE = 2.0**-3
SMALL_SIZES = 4
TIED: tuple[Kind, ...] = ("signs",) * 4
"""Half of the examples of a loss with kinks: some of them lie on one."""
MOST_NUMBERS = 500  # drawn for one array; a longer one repeats them, at another sign


def draw_arrays(draw: st.DrawFn, stated: Stated, regime: Regime = "course") -> ArraysCase:
    """Arrays for every input of a stated loss, which fulfil what is assumed of them."""
    pointed = {i.points_at for i in stated.inputs}
    names = {s for i in stated.inputs for s in (*i.sizes, i.points_at) if s is not None and not s.isdigit()}
    sizes = {s: draw(st.integers(2 if s in pointed else 1, SMALL_SIZES)) for s in sorted(names)}
    long = bool(sizes) and regime == "course" and draw(st.sampled_from(range(LONG_SHARE))) == 1
    if long:
        sizes[draw(st.sampled_from(sorted(sizes)))] = draw(st.sampled_from(LONG))
    more = TIED if stated.kinked and regime == "course" else ("quarters",)
    kind = draw(st.sampled_from((*KINDS[regime], *more)))
    positive = regime == "course" and draw(st.integers(0, 4)) == 4  # for logarithms and roots
    drawn = _numbers(draw, stated.inputs, sizes, kind)
    arrays: dict[str, Any] = {}
    for i in stated.inputs:
        flat = drawn[i.name]
        if i.points_at is None:
            flat = flat * LONG_SCALE if long else flat
            flat = np.abs(flat) + 0.25 if positive else flat
        shape = i.shape(sizes)
        value = flat.reshape(shape)
        for each in i.assumed:
            value = fitting(value, each.kind, each.values)
        if regime == "foreign" and i.points_at is None:
            value = value.astype(np.float32)
        arrays[i.name] = value if shape else value[()].item() if regime != "foreign" else value[()]
    layout = (
        draw(st.sampled_from(("plain", "plain", "read-only", "strided", "fortran"))) if regime == "course" else "plain"
    )
    axes = {i.name: i.sizes for i in stated.inputs}
    return ArraysCase(layout, arrays, axes, {i.name: i.points_at for i in stated.inputs if i.points_at is not None})


def _numbers(draw: st.DrawFn, inputs: tuple[Input, ...], sizes: dict[str, int], kind: Any) -> dict[str, Array]:
    """The numbers of every input, end to end, all read off one draw of bytes: a draw for each takes most of the time of a run."""
    counts = {i.name: int(np.prod(i.shape(sizes))) for i in inputs}
    pieces = {name: min(count, MOST_NUMBERS) for name, count in counts.items()}
    data = draw(blobs(sum(pieces.values())))
    found: dict[str, Array] = {}
    start = 0
    for i in inputs:
        count, piece = counts[i.name], data[2 * start : 2 * (start + pieces[i.name])]
        start += pieces[i.name]
        if i.points_at is not None:
            n = int(i.points_at) if i.points_at.isdigit() else sizes[i.points_at]
            found[i.name] = np.resize(np.frombuffer(piece, dtype=np.uint8)[::2].astype(np.intp) % n, count)
        else:
            numbers = decoded(piece, kind)
            again = np.where(zigzag(np.arange(count) // max(1, len(numbers))) < 0, -1.0, 1.0)
            found[i.name] = np.resize(numbers, count) * again
    return found


arrays_of = st.composite(draw_arrays)


def allowed(case: ArraysCase, inputs: tuple[Input, ...]) -> bool:
    """Whether the arrays are as assumed, and sizes that are numbers those numbers: a smaller case need not be so."""
    for i in inputs:
        value = np.asarray(case.arrays[i.name])
        if not all(holds(value, each.kind, each.values) for each in i.assumed):
            return False
        if any(s.isdigit() and n != int(s) for s, n in zip(i.sizes, value.shape, strict=True)):
            return False
    return True
