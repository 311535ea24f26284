"""The course's functions, against mpmath in 60 digits and finite differences of that: never formula against itself."""

import random

import mpmath
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from numeric import word2vec
from numeric.word2vec import (
    getNegativeSamples,
    leaky_relu,
    leaky_relu_grad,
    naiveSoftmaxLossAndGradient,
    negSamplingLossAndGradient,
    sigmoid,
    sigmoid_grad,
    skipgram,
    softmax,
    word2vec_sgd_wrapper,
)

DIGITS = 60
"""Precision of the reference: two 30-digit halves, one lost to the difference quotient."""

STEP = mpmath.mpf(10) ** -20
"""Central difference step: its error is STEP² = 1e-40 relative, cancellation leaves 40 of DIGITS."""

CLOSE = 1e-12
"""Relative to the largest term: float64 carries 1e-16, sums here have under a hundred terms of size under 1e3."""

numbers = st.integers(-40, 40).map(lambda n: n / 8)


class Draws:
    """A dataset that hands out the given indices, round and round."""

    def __init__(self, indices):
        self.indices, self.at = list(indices), 0

    def sampleTokenIdx(self):
        self.at += 1
        return self.indices[(self.at - 1) % len(self.indices)]


@st.composite
def cases(draw, V_min=1):
    """(v, o, U, negatives): V from 1, d from 1, negatives that repeat, none of them o (V = 1 has none)."""
    V, d, K = draw(st.integers(V_min, 5)), draw(st.integers(1, 3)), draw(st.integers(1, 6))
    v = np.array(draw(st.lists(numbers, min_size=d, max_size=d)))
    U = np.array(draw(st.lists(numbers, min_size=V * d, max_size=V * d))).reshape(V, d)
    o = draw(st.integers(0, V - 1))
    others = [w for w in range(V) if w != o]
    negatives = draw(st.lists(st.sampled_from(others), min_size=K, max_size=K)) if others else []
    return v, o, U, negatives


def dot(row, v):
    return mpmath.fsum(a * b for a, b in zip(row, v, strict=True))


def naive_loss(v, U, o, negatives):
    scores = [dot(row, v) for row in U]
    return -mpmath.log(mpmath.exp(scores[o]) / mpmath.fsum(map(mpmath.exp, scores)))


def negative_sampling_loss(v, U, o, negatives):
    def log_sigma(z):
        return -mpmath.log(1 + mpmath.exp(-z))

    return -log_sigma(dot(U[o], v)) - mpmath.fsum(log_sigma(-dot(U[w], v)) for w in negatives)


def derivatives(loss, v, U, o, negatives):
    """Loss and gradients of the reference, by central differences in DIGITS digits."""
    with mpmath.workdps(DIGITS):
        flat = [mpmath.mpf(float(x)) for x in np.concatenate([v, U.ravel()])]
        d = len(v)

        def at(point):
            rows = [point[d + i : d + i + d] for i in range(0, len(point) - d, d)]
            return loss(point[:d], rows, o, negatives)

        slopes = []
        for i in range(len(flat)):
            up, down = flat.copy(), flat.copy()
            up[i] += STEP
            down[i] -= STEP
            slopes.append(float((at(up) - at(down)) / (2 * STEP)))
        return float(at(flat)), np.array(slopes[:d]), np.array(slopes[d:]).reshape(U.shape)


def assert_close(got, expected):
    for g, e in zip(got, expected, strict=True):
        assert np.shape(g) == np.shape(e)
        np.testing.assert_allclose(g, e, rtol=CLOSE, atol=CLOSE * (1 + np.max(np.abs(expected[0]))) * 10)


@given(cases())
@settings(max_examples=60, deadline=None)
def test_naive_softmax_is_its_loss_and_slopes(case):
    v, o, U, _ = case
    assert_close(naiveSoftmaxLossAndGradient(v, o, U, None), derivatives(naive_loss, v, U, o, []))


@given(cases(V_min=2))
@settings(max_examples=60, deadline=None)
def test_negative_sampling_is_its_loss_and_slopes(case):
    v, o, U, negatives = case
    got = negSamplingLossAndGradient(v, o, U, Draws(negatives), K=len(negatives))
    assert_close(got, derivatives(negative_sampling_loss, v, U, o, negatives))


@given(cases(V_min=2), st.lists(st.integers(0, 1), max_size=4), st.booleans())
@settings(max_examples=40, deadline=None)
def test_skipgram_is_the_slope_of_the_window_loss(case, outside, sampled):
    v, c, U, negatives = case
    V = np.vstack([v] * len(U)) * np.arange(1, len(U) + 1)[:, None]
    words = {f"w{i}": i for i in range(len(U))}
    loss = negSamplingLossAndGradient if sampled else naiveSoftmaxLossAndGradient
    fixed = {o: [w for w in negatives if w != o] or [1 - o] for o in (0, 1)}

    class Fixed:
        """Negatives that depend on nothing but the outside word, so that the reference has the same."""

        def sampleTokenIdx(self):
            return self.now.sampleTokenIdx()

    dataset = Fixed()

    def with_negatives(v_c, o, U, dataset):
        dataset.now = Draws(fixed[o])
        return loss(v_c, o, U, dataset, *([len(fixed[o])] if sampled else []))

    J, gradV, gradU = skipgram(f"w{c}", 2, [f"w{o}" for o in outside], words, V, U, dataset, with_negatives)
    reference = negative_sampling_loss if sampled else naive_loss
    parts = [derivatives(reference, V[c], U, o, fixed[o]) for o in outside]
    expected_V = np.zeros_like(V)
    expected_V[c] = sum((p[1] for p in parts), np.zeros(len(v)))
    expected = (sum(p[0] for p in parts), expected_V, sum((p[2] for p in parts), np.zeros_like(U)))
    assert_close((J, gradV, gradU), expected)


@given(st.floats(-800, 800))
def test_sigmoid_and_its_gradient_are_right_to_the_last_digits(x):
    with mpmath.workdps(DIGITS):
        s = 1 / (1 + mpmath.exp(-mpmath.mpf(x)))
        slope = mpmath.diff(lambda z: 1 / (1 + mpmath.exp(-z)), x) if abs(x) < 30 else None
    assert sigmoid(x) == pytest.approx(float(s), rel=4e-16, abs=0)
    if slope is not None:
        assert sigmoid_grad(sigmoid(x)) == pytest.approx(float(slope), rel=1e-3, abs=1e-15)


@given(st.floats(-1e6, 1e6).filter(lambda x: abs(x) > 1e-3), st.floats(0, 3))
def test_leaky_relu_grad_is_the_slope(x, alpha):
    h = abs(x) / 4  # linear on each side of the kink: any step that does not cross it is exact
    slope = (leaky_relu(x + h, alpha) - leaky_relu(x - h, alpha)) / (2 * h)
    assert leaky_relu_grad(x, alpha) == pytest.approx(slope, rel=1e-9, abs=1e-12)


def test_leaky_relu_grad_at_the_kink_lies_between_the_branches():
    assert 0.01 <= leaky_relu_grad(0.0) <= 1


@given(st.lists(st.floats(-1e5, 1e5), min_size=1, max_size=6))
def test_softmax_sums_to_one_and_keeps_the_order(x):
    p = softmax(x)
    assert p.sum() == pytest.approx(1, rel=1e-12)
    assert (np.diff(p[np.argsort(x)]) >= 0).all()


LARGE = [1e3, 1e8, 1e150]


@pytest.mark.parametrize("score", [s * x for s in LARGE for x in (-1, 1)])
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.filterwarnings("error")
def test_no_score_overflows(score, dtype):
    if dtype == np.float32 and abs(score) > 1e30:
        pytest.skip("not a float32")
    U = np.array([[score], [0], [-score]], dtype=dtype)
    for o in range(3):
        for loss, dataset in [(naiveSoftmaxLossAndGradient, None), (negSamplingLossAndGradient, Draws([0, 1, 2]))]:
            for part in loss(np.ones(1, dtype=dtype), o, U, dataset):
                assert np.isfinite(part).all()
                assert np.asarray(part).dtype == dtype


@pytest.mark.parametrize("score", [30.0, 100.0, 300.0])
def test_small_losses_keep_their_digits(score):
    """At a score of 30 or more 1 − σ is lost in float64; the loss and gradients must not be."""
    v, U = np.array([1.0]), np.array([[score], [0.0]])
    got = naiveSoftmaxLossAndGradient(v, 0, U, None)
    with mpmath.workdps(300):
        x = mpmath.exp(-score)
        loss, slope = float(mpmath.log(1 + x)), float(-x / (1 + x))
    assert got[0] == pytest.approx(loss, rel=1e-14)
    assert got[2][0, 0] == pytest.approx(slope, rel=1e-14)
    U = np.array([[score], [-score]])
    got = negSamplingLossAndGradient(v, 0, U, Draws([1]), K=1)
    assert got[0] == pytest.approx(2 * loss, rel=1e-14)
    assert got[2].ravel() == pytest.approx([slope, -slope], rel=1e-14)


@pytest.mark.parametrize("dtype", [np.int64, np.float64])
def test_inputs_stay_and_outputs_are_new(dtype):
    v, U = np.array([1, 2], dtype=dtype), np.array([[1, 0], [0, 1], [2, 1]], dtype=dtype)
    kept_v, kept_U = v.copy(), U.copy()
    for loss in (naiveSoftmaxLossAndGradient, negSamplingLossAndGradient):
        for out in loss(v, 1, U, Draws([0, 2, 2]))[1:]:
            assert not np.shares_memory(out, v)
            assert not np.shares_memory(out, U)
            assert out.dtype == np.float64
    skipgram("a", 1, ["a", "b"], {"a": 0, "b": 1}, U, U, Draws([0, 2, 2]), negSamplingLossAndGradient)
    for f in (sigmoid, leaky_relu):
        assert not np.shares_memory(f(U), U)
    np.testing.assert_array_equal(v, kept_v)
    np.testing.assert_array_equal(U, kept_U)


@pytest.mark.parametrize("o", [-1, 3, 10])
def test_an_index_out_of_range_is_refused(o):
    with pytest.raises(IndexError, match=f"outsideWordIdx is {o}, .* rows 0 to 2"):
        naiveSoftmaxLossAndGradient(np.ones(2), o, np.ones((3, 2)), None)


def test_shapes_that_do_not_fit_are_refused():
    with pytest.raises(ValueError, match=r"centerWordVec \(3,\) and outsideVectors \(4, 2\)"):
        negSamplingLossAndGradient(np.ones(3), 0, np.ones((4, 2)), Draws([1]))


def test_negative_samples_avoid_the_outside_word_and_may_repeat():
    assert getNegativeSamples(2, Draws([2, 1, 1, 2, 0]), 4) == [1, 1, 0, 1]


def test_a_dataset_of_one_word_does_not_hang(monkeypatch):
    monkeypatch.setattr(word2vec, "MAX_REDRAWS", 50)
    with pytest.raises(ValueError, match="50 draws in a row gave word 0"):
        getNegativeSamples(0, Draws([0]), 1)


def test_the_wrapper_averages_windows_and_the_course_run_descends():
    words = {w: i for i, w in enumerate("abcde")}

    class Course:
        def sampleTokenIdx(self):
            return random.randint(0, 4)

        def getRandomContext(self, C):
            return random.choice("ab"), [random.choice("cd") for _ in range(2 * C)]

    random.seed(7)
    start = np.concatenate([(np.random.default_rng(7).random((5, 3)) - 0.5) / 3, np.zeros((5, 3))])

    def objective(x):
        return word2vec_sgd_wrapper(skipgram, words, x, Course(), 2, negSamplingLossAndGradient)

    before, gradient = objective(start)
    assert gradient.shape == start.shape
    end = word2vec.sgd(objective, start, 0.3, 150, PRINT_EVERY=0)
    assert objective(end)[0] < before / 1.5
