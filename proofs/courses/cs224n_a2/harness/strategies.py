"""Hypothesis strategies for the inputs of the course's functions: public, and they shrink to small integers and sizes.

    from hypothesis import given
    from proofs.courses.cs224n_a2.harness import strategies

    @given(strategies.softmax_cases())
    def test_mine(case):
        loss, grad_v, grad_U = my_loss(case.v_c, case.o, case.U)

Three regimes. COURSE: float64, scores at most 20 in size, every layout: what the course asks for. LARGE: scores
from about 20 to some thousands. FOREIGN: float32 and integer arrays. What is wrong only in the last two is a warning.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
from hypothesis import strategies as st

from proofs.courses.cs224n_a2.harness.cases import (
    POSTPROCESSINGS,
    DescentCase,
    DrawCase,
    ElementwiseCase,
    NegativeCase,
    SoftmaxCase,
    WindowCase,
)
from proofs.harness.cases import LAYOUTS
from proofs.harness.numbers import KINDS, Kind, Regime, blobs, decoded

Array = np.ndarray[Any, np.dtype[Any]]

SCORE_CAP = 20  # the course regime: exp, log and 1 − σ still hold at least single precision (e^-20 = 2e-9 > 2^-53)
LETTERS = "abcdefghij"


def draw_vectors(draw: st.DrawFn, *shapes: tuple[int, ...], regime: Regime = "course") -> list[Array]:
    """Arrays of the shapes asked for, float64 (int64 or float32 in the foreign regime), all of one kind of number."""
    counts = [int(np.prod(shape)) for shape in shapes]
    kind = draw(st.sampled_from(KINDS[regime]))
    flat = decoded(draw(blobs(sum(counts))), kind)
    parts = np.split(flat, np.cumsum(counts)[:-1])
    arrays = [p.reshape(shape) for p, shape in zip(parts, shapes, strict=True)]
    if regime != "foreign":
        return arrays
    dtype = draw(st.sampled_from([np.int64, np.float32]))
    return [np.round(a).astype(dtype) for a in arrays] if dtype is np.int64 else [a.astype(dtype) for a in arrays]


def layouts(regime: Regime = "course") -> st.SearchStrategy[str]:
    """Contiguous, read-only, a strided view, column-major."""
    return st.sampled_from(("plain", "plain", *LAYOUTS[1:])) if regime == "course" else st.just("plain")


def draw_sizes(draw: st.DrawFn, least_words: int = 1) -> tuple[int, int]:
    """(V, d): vocabulary and dimension, 1 included, V = d included (and not too rare)."""
    V = draw(st.integers(least_words, 6))
    d = draw(st.integers(1, 5))
    return V, V if d == 5 else d


def draw_negatives(draw: st.DrawFn, V: int, o: int, most: int = 6) -> list[int]:
    """Words other than o: at random, all equal, in pairs or distinct, so that each pattern of repetition occurs."""
    others = [w for w in range(V) if w != o]
    pattern = draw(st.sampled_from(["random", "equal", "pairs", "distinct"]))
    words = [others[b % len(others)] for b in draw(st.binary(min_size=1, max_size=most))]
    if pattern == "equal":
        return words[:1] * len(words)
    if pattern == "pairs":
        return [w for w in words[: max(1, len(words) // 2)] for _ in range(2)]
    if pattern == "distinct":
        return list(dict.fromkeys(words))
    return words


def draw_scripts(draw: st.DrawFn, V: int, o: int, most: int = 6) -> tuple[tuple[int, ...], int]:
    """(what the sampler draws, K): K negatives, and now and then a draw that hits o and must be repeated."""
    words = draw_negatives(draw, V, o, most)
    hits = draw(st.binary(min_size=len(words), max_size=len(words)))
    script: list[int] = []
    for w, hit in zip(words, hits, strict=True):
        script += [o] * (0, 0, 1, 0, 2)[hit % 5] + [w]
    return tuple(script), len(words)


def draw_softmax_cases(draw: st.DrawFn, regime: Regime = "course") -> SoftmaxCase:
    """Inputs of `naiveSoftmaxLossAndGradient`: v_c (d,), o, U (V, d)."""
    V, d = draw_sizes(draw, 2 if regime == "foreign" else 1)
    o = draw(st.integers(0, V - 1))
    v, U = draw_vectors(draw, (d,), (V, d), regime=regime)
    return SoftmaxCase(layout=draw(layouts(regime)), v_c=v, o=o, U=U)


def draw_negative_cases(draw: st.DrawFn, regime: Regime = "course") -> NegativeCase:
    """Inputs of `negSamplingLossAndGradient`: as above, and the script of the sampler with its K."""
    V, d = draw_sizes(draw, 2)
    o = draw(st.integers(0, V - 1))
    script, K = draw_scripts(draw, V, o)
    v, U = draw_vectors(draw, (d,), (V, d), regime=regime)
    return NegativeCase(layout=draw(layouts(regime)), v_c=v, o=o, U=U, script=script, K=K)


def draw_draw_cases(draw: st.DrawFn, regime: Regime = "course") -> DrawCase:
    """Inputs of `getNegativeSamples`."""
    V = draw(st.integers(2, 6))
    o = draw(st.integers(0, V - 1))
    script, K = draw_scripts(draw, V, o)
    return DrawCase(o=o, vocabulary=V, script=script, K=K)


def draw_windows(draw: st.DrawFn, words: Sequence[str], center: str, empty: bool = False) -> tuple[str, ...]:
    """Outside words: repeated ones, the centre word among them, and, where asked for, none at all."""
    pool = [*words, center]
    return tuple(pool[b % len(pool)] for b in draw(st.binary(min_size=0 if empty else 1, max_size=5)))


def draw_word_indices(draw: st.DrawFn, V: int) -> dict[str, int]:
    """word2Ind of V words: in the order of the indices, turned round or backwards; words may run against the alphabet."""
    turn = draw(st.integers(0, V))
    order = list(range(V))[::-1] if turn == V else [(i + turn) % V for i in range(V)]
    letters = LETTERS[:V][::-1] if draw(st.booleans()) else LETTERS
    return {letters[i]: i for i in order}


def draw_window_cases(draw: st.DrawFn, regime: Regime = "course") -> WindowCase:
    """Inputs of `skipgram`: V_rows and U are (V, d); V = 1 means that every outside word is the centre word."""
    V, d = draw_sizes(draw)
    word2Ind = draw_word_indices(draw, V)
    words = sorted(word2Ind)
    center = words[draw(st.integers(0, V - 1))]
    outside = draw_windows(draw, words, center, empty=regime != "foreign")
    rows, U = draw_vectors(draw, (V, d), (V, d), regime=regime)
    return WindowCase(
        layout=draw(layouts(regime)),
        center=center,
        outside=outside,
        word2Ind=word2Ind,
        V_rows=rows,
        U=U,
        window=(len(outside) + 1) // 2 or 1,
    )


def draw_elementwise_cases(
    draw: st.DrawFn, regime: Regime = "course", name: str = "x", alpha: bool = False, unit: bool = False
) -> ElementwiseCase:
    """A number, or an array with 1 or 2 axes; `unit` keeps it in [0, 1], `alpha` draws a slope in [0, 1)."""
    slope = draw(st.sampled_from([None, 0.25, 0.5, 0.01, 0.0])) if alpha else None
    shape = draw(
        st.sampled_from([(1,), (3,), (2, 2), (1, 3), (4, 2), ()] if regime != "foreign" else [(1,), (3,), (2, 2)])
    )
    kinds: dict[Regime, Regime] = {"course": "course", "large": "large", "foreign": "course" if unit else "foreign"}
    (x,) = draw_vectors(draw, shape, regime=kinds[regime])
    if unit:
        x = np.abs(np.clip(x, -2, 2)) / 2
        x = x.astype(np.float32) if regime == "foreign" else x
    elif regime == "large":
        x = 15 * x
    elif regime == "course":
        x = x * draw(st.sampled_from([1, 1, SCORE_CAP // 4]))
    layout = draw(layouts(regime))
    return ElementwiseCase(
        layout=layout, x=x if shape else draw(st.sampled_from([float, np.float64]))(x), alpha=slope, name=name
    )


def draw_descent_cases(draw: st.DrawFn, regime: Regime = "course") -> DescentCase:
    """Inputs of `sgd`: a start (a number, a vector or a matrix), a step, and what f returns at each call."""
    n = draw(st.integers(1, 5))
    shape = draw(st.sampled_from([(2,), (3, 2), (), (1,)]))
    count = int(np.prod(shape))
    kind: Kind = draw(st.sampled_from(["integers", "quarters"]))
    numbers = decoded(draw(blobs((n + 1) * count)), kind).reshape(n + 1, *shape)
    blocks = [block if shape else float(block) for block in numbers]
    return DescentCase(
        x0=blocks[0],
        step=draw(st.sampled_from([0.5, 0.25, 1.0])),
        slope=draw(st.sampled_from([0.0, 0.5, 1.0])),
        pushes=tuple(blocks[1:]),
        after=draw(st.sampled_from(list(POSTPROCESSINGS))),
    )


# The strategies. Each of the functions above draws one thing; they call one another directly, which is faster than nesting strategies.
vectors = st.composite(draw_vectors)
sizes = st.composite(draw_sizes)
negatives = st.composite(draw_negatives)
scripts = st.composite(draw_scripts)
softmax_cases = st.composite(draw_softmax_cases)
negative_cases = st.composite(draw_negative_cases)
draw_cases = st.composite(draw_draw_cases)
windows = st.composite(draw_windows)
word_indices = st.composite(draw_word_indices)
window_cases = st.composite(draw_window_cases)
elementwise_cases = st.composite(draw_elementwise_cases)
descent_cases = st.composite(draw_descent_cases)
