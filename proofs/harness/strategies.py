"""Hypothesis strategies for the inputs of the course's functions: public, and they shrink to small integers and sizes.

    from hypothesis import given
    from proofs.harness import strategies

    @given(strategies.softmax_cases())
    def test_mine(case):
        loss, grad_v, grad_U = my_loss(case.v_c, case.o, case.U)

Three regimes. COURSE: float64, scores at most 20 in size, every layout: what the course asks for. LARGE: scores
from about 20 to some thousands. FOREIGN: float32 and integer arrays. What is wrong only in the last two is a warning.
"""

from collections.abc import Sequence
from typing import Any, Literal

import numpy as np
from hypothesis import strategies as st

from proofs.harness.cases import (
    LAYOUTS,
    POSTPROCESSINGS,
    DescentCase,
    DrawCase,
    ElementwiseCase,
    NegativeCase,
    SoftmaxCase,
    WindowCase,
)

Array = np.ndarray[Any, np.dtype[Any]]
Regime = Literal["course", "large", "foreign"]

SCORE_CAP = 20.0  # the course regime: exp, log and 1 − σ still hold at least single precision (e^-20 = 2e-9 > 2^-53)
LETTERS = "abcdefghij"

small_integers = st.integers(-2, 2)
quarters = st.integers(-8, 8).map(lambda n: n / 4)
reals = st.floats(-2, 2, allow_subnormal=False).map(lambda x: 0.0 if abs(x) < 1e-9 else x)
large_integers = st.integers(-6, 6).map(lambda n: 10 * n)


def numbers(regime: Regime = "course") -> st.SearchStrategy[st.SearchStrategy[float]]:
    """One kind of number for a whole case: small integers first, then quarters, then any reals in [-2, 2]."""
    if regime == "large":
        return st.sampled_from([large_integers, large_integers.map(lambda n: n + 0.5)])
    return st.sampled_from([small_integers, small_integers, quarters, reals])


@st.composite
def matrices(draw: st.DrawFn, rows: int, columns: int, elements: st.SearchStrategy[float]) -> Array:
    """An array (rows, columns) of float64."""
    flat = draw(st.lists(elements, min_size=rows * columns, max_size=rows * columns))
    return np.array(flat, dtype=np.float64).reshape(rows, columns)


def layouts() -> st.SearchStrategy[str]:
    """Contiguous, read-only, a strided view, column-major."""
    return st.sampled_from(("plain", "plain", *LAYOUTS[1:]))


@st.composite
def sizes(draw: st.DrawFn, least_words: int = 1) -> tuple[int, int]:
    """(V, d): vocabulary and dimension, 1 included, V = d included (and not too rare)."""
    V = draw(st.integers(least_words, 6))
    return V, draw(st.one_of(st.integers(1, 4), st.just(V)))


@st.composite
def negatives(draw: st.DrawFn, V: int, o: int, most: int = 6) -> list[int]:
    """Words other than o: all equal, in pairs, distinct or at random, so that each pattern of repetition occurs."""
    others = [w for w in range(V) if w != o]
    pattern = draw(st.sampled_from(["random", "equal", "pairs", "distinct"]))
    some = st.sampled_from(others)
    if pattern == "equal":
        return [draw(some)] * draw(st.integers(1, most))
    if pattern == "pairs":
        return [w for w in draw(st.lists(some, min_size=1, max_size=max(1, most // 2))) for _ in range(2)]
    if pattern == "distinct":
        return draw(st.lists(some, min_size=1, max_size=len(others), unique=True))
    return draw(st.lists(some, min_size=1, max_size=most))


@st.composite
def scripts(draw: st.DrawFn, V: int, o: int, most: int = 6) -> tuple[tuple[int, ...], int]:
    """(what the sampler draws, K): K negatives, and now and then a draw that hits o and must be repeated."""
    words = draw(negatives(V, o, most))
    script: list[int] = []
    if draw(st.booleans()):
        for w in words:
            script += [o] * draw(st.sampled_from([0, 0, 1, 2])) + [w]
    else:
        script = list(words)
    return tuple(script), len(words)


def _typed(draw: st.DrawFn, regime: Regime, *arrays: Array) -> list[Array]:
    if regime != "foreign":
        return list(arrays)
    dtype = draw(st.sampled_from([np.int64, np.float32]))
    return [np.round(a).astype(dtype) if dtype is np.int64 else a.astype(dtype) for a in arrays]


@st.composite
def softmax_cases(draw: st.DrawFn, regime: Regime = "course") -> SoftmaxCase:
    """Inputs of `naiveSoftmaxLossAndGradient`: v_c (d,), o, U (V, d)."""
    V, d = draw(sizes(2 if regime == "foreign" else 1))
    elements = draw(numbers(regime))
    v, U = draw(matrices(1, d, elements))[0], draw(matrices(V, d, elements))
    v, U = _typed(draw, regime, v, U)
    o = draw(st.integers(0, V - 1))
    return SoftmaxCase(layout=_layout(draw, regime), v_c=v, o=o, U=U)


@st.composite
def negative_cases(draw: st.DrawFn, regime: Regime = "course") -> NegativeCase:
    """Inputs of `negSamplingLossAndGradient`: as above, and the script of the sampler with its K."""
    V, d = draw(sizes(2))
    elements = draw(numbers(regime))
    o = draw(st.integers(0, V - 1))
    script, K = draw(scripts(V, o))
    v, U = draw(matrices(1, d, elements))[0], draw(matrices(V, d, elements))
    v, U = _typed(draw, regime, v, U)
    return NegativeCase(layout=_layout(draw, regime), v_c=v, o=o, U=U, script=script, K=K)


@st.composite
def draw_cases(draw: st.DrawFn, regime: Regime = "course") -> DrawCase:
    """Inputs of `getNegativeSamples`."""
    V = draw(st.integers(2, 6))
    o = draw(st.integers(0, V - 1))
    script, K = draw(scripts(V, o))
    return DrawCase(o=o, vocabulary=V, script=script, K=K)


@st.composite
def windows(draw: st.DrawFn, words: Sequence[str], center: str, empty: bool = False) -> tuple[str, ...]:
    """Outside words: repeated ones, the centre word among them, and, where asked for, none at all."""
    pool = st.sampled_from([center, *words])
    return tuple(draw(st.lists(pool, min_size=0 if empty else 1, max_size=5)))


@st.composite
def word_indices(draw: st.DrawFn, V: int) -> dict[str, int]:
    """word2Ind of V words, as often as not in another order than that of the indices."""
    order = draw(st.permutations(range(V))) if draw(st.booleans()) else list(range(V))
    return {LETTERS[i]: i for i in order}


@st.composite
def window_cases(draw: st.DrawFn, regime: Regime = "course") -> WindowCase:
    """Inputs of `skipgram`: V_rows and U are (V, d); V = 1 means that every outside word is the centre word."""
    V, d = draw(sizes())
    elements = draw(numbers(regime if regime == "foreign" else "course"))
    word2Ind = draw(word_indices(V))
    words = sorted(word2Ind)
    center = draw(st.sampled_from(words))
    outside = draw(windows(words, center, empty=regime != "foreign"))
    rows, U = draw(matrices(V, d, elements)), draw(matrices(V, d, elements))
    rows, U = _typed(draw, regime, rows, U)
    return WindowCase(
        layout=_layout(draw, regime),
        center=center,
        outside=outside,
        word2Ind=word2Ind,
        V_rows=rows,
        U=U,
        window=(len(outside) + 1) // 2 + draw(st.integers(0, 1)) or 1,
        default_loss=draw(st.booleans()),
    )


def _layout(draw: st.DrawFn, regime: Regime) -> str:
    return draw(layouts()) if regime == "course" else "plain"


@st.composite
def elementwise_cases(
    draw: st.DrawFn, regime: Regime = "course", name: str = "x", alpha: bool = False, unit: bool = False
) -> ElementwiseCase:
    """A number, or an array with 1 or 2 axes; `unit` keeps it in [0, 1], `alpha` draws a slope in [0, 1)."""
    if unit:
        elements: st.SearchStrategy[float] = st.sampled_from([n / 16 for n in (8, 4, 12, 1, 15, 0, 16)])
    elif regime == "large":
        elements = st.integers(-80, 80).map(lambda n: 10.0 * n)
    else:
        elements = st.one_of(
            st.integers(-4, 4).map(float), reals, st.integers(-SCORE_CAP_INT, SCORE_CAP_INT).map(float)
        )
    slope = draw(st.sampled_from([None, 0.25, 0.5, 0.01, 0.0])) if alpha else None
    shape = draw(st.sampled_from([(), (1,), (3,), (2, 2), (1, 3), (4, 2)]))
    if regime == "foreign":
        shape = shape or (1,)
        dtype = draw(st.sampled_from([np.float32] if unit else [np.int64, np.float32]))
        flat = draw(st.lists(elements, min_size=int(np.prod(shape)), max_size=int(np.prod(shape))))
        rounded = np.round(flat) if dtype is np.int64 else np.array(flat)
        return ElementwiseCase(x=rounded.astype(dtype).reshape(shape), alpha=slope, name=name)
    if shape == ():
        x = draw(elements)
        kind = draw(st.sampled_from([float, np.float64]))
        return ElementwiseCase(x=kind(x), alpha=slope, name=name)
    flat = draw(st.lists(elements, min_size=int(np.prod(shape)), max_size=int(np.prod(shape))))
    array = np.array(flat, dtype=np.float64).reshape(shape)
    return ElementwiseCase(layout=_layout(draw, regime), x=array, alpha=slope, name=name)


SCORE_CAP_INT = int(SCORE_CAP)


@st.composite
def descent_cases(draw: st.DrawFn, regime: Regime = "course") -> DescentCase:
    """Inputs of `sgd`: a start (a number, a vector or a matrix), a step, and what f returns at each call."""
    n = draw(st.integers(1, 5))
    shape = draw(st.sampled_from([(2,), (3, 2), (), (1,)]))
    integers = st.integers(-4, 4).map(float)
    count = int(np.prod(shape))

    def block() -> Any:
        flat = draw(st.lists(integers, min_size=count, max_size=count))
        return np.array(flat).reshape(shape) if shape else flat[0]

    return DescentCase(
        x0=block(),
        step=draw(st.sampled_from([0.5, 0.25, 1.0])),
        slope=draw(st.sampled_from([0.0, 0.5, 1.0])),
        pushes=tuple(block() for _ in range(n)),
        after=draw(st.sampled_from(list(POSTPROCESSINGS))),
    )
