"""A minibatch's gradient is the sum of its pairs' gradients, and a step follows it."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from numeric import minibatch
from numeric.minibatch import (
    ADAGRAD_FLOOR,
    LOSSES,
    Workspace,
    adagrad_step,
    minibatch_loss_and_gradient,
    negative_sampling,
    sgd_step,
)
from numeric.word2vec import naiveSoftmaxLossAndGradient, negSamplingLossAndGradient

CLOSE = {np.float64: 1e-12, np.float32: 2e-5}
"""Relative to the largest entry: a hundred rounding errors of the precision (1e-16, 6e-8), sums being under 50 terms."""


class Draws:
    def __init__(self, indices):
        self.indices = iter(indices)

    def sampleTokenIdx(self):
        return next(self.indices)


@st.composite
def batches(draw, dtype=np.float64):
    V, d = draw(st.integers(2, 6)), draw(st.integers(1, 4))
    B, K = draw(st.integers(1, 7)), draw(st.integers(1, 4))
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    scale = draw(st.sampled_from([0.1, 1.0, 5.0]))
    outside = rng.integers(0, V, B)
    negatives = (outside[:, None] + rng.integers(1, V, (B, K))) % V  # never the outside word, often repeated
    words = np.column_stack([outside, negatives]).astype(np.int32)
    matrices = (rng.normal(size=(V, d)) * scale for _ in range(2))
    return *(m.astype(dtype) for m in matrices), rng.integers(0, V, B).astype(np.int32), words


def summed(V, U, centers, words, loss):
    """The course's function, pair by pair, in float64."""
    V, U = V.astype(np.float64), U.astype(np.float64)
    J, gradV, gradU = 0.0, np.zeros_like(V), np.zeros_like(U)
    for c, (o, *negatives) in zip(centers, words, strict=True):
        if loss == "softmax":
            j, g, G = naiveSoftmaxLossAndGradient(V[c], o, U, None)
        else:
            j, g, G = negSamplingLossAndGradient(V[c], o, U, Draws(negatives), K=len(negatives))
        J, gradV[c], gradU = J + j, gradV[c] + g, gradU + G
    return J, gradV, gradU


def dense(sparse, shape):
    rows, values = sparse
    assert len(set(rows.tolist())) == len(rows)
    out = np.zeros(shape)
    out[rows] = values
    return out


@pytest.mark.parametrize("dtype", CLOSE)
@pytest.mark.parametrize("loss", LOSSES)
@given(st.data())
@settings(max_examples=40, deadline=None)
def test_it_is_the_sum_over_its_pairs(dtype, loss, data):
    V, U, centers, words = data.draw(batches(dtype))
    if loss == "softmax":
        words = words[:, :1]
    J, gradV, gradU = minibatch_loss_and_gradient(V, U, centers, words, loss)
    expected = summed(V, U, centers, words, loss)
    for got, want in zip((J, dense(gradV, V.shape), dense(gradU, U.shape)), expected, strict=True):
        np.testing.assert_allclose(got, want, rtol=0, atol=CLOSE[dtype] * (1 + np.abs(want).max()) * 10)
    assert gradU[1].dtype == dtype


def factors_of(V, U, centers, words):
    return negative_sampling(V, U, centers, words, Workspace(len(centers), words.shape[1], V.shape[1], V.dtype))


@given(batches())
def test_an_sgd_step_goes_down_the_gradient(batch):
    V, U, centers, words = batch
    _, gradV, gradU = minibatch_loss_and_gradient(V, U, centers, words)
    expected = V - 0.1 * dense(gradV, V.shape), U - 0.1 * dense(gradU, U.shape)
    sgd_step(V, U, factors_of(V, U, centers, words), 0.1)
    np.testing.assert_allclose(V, expected[0], atol=1e-12)
    np.testing.assert_allclose(U, expected[1], atol=1e-12)


@given(batches())
def test_adagrad_divides_by_the_root_of_the_sum_of_squares(batch):
    V, U, centers, words = batch
    sums = np.ones_like(V), np.ones_like(U)
    _, gradV, gradU = minibatch_loss_and_gradient(V, U, centers, words)
    G = dense(gradU, U.shape)
    expected = U - 0.1 * G / (np.sqrt(1 + G * G) + ADAGRAD_FLOOR)
    adagrad_step(V, U, factors_of(V, U, centers, words), 0.1, sums)
    np.testing.assert_allclose(U, expected, atol=1e-12)
    np.testing.assert_allclose(sums[1], 1 + G * G, atol=1e-9)
    np.testing.assert_allclose(sums[0], 1 + dense(gradV, V.shape) ** 2, atol=1e-9)


def test_a_softmax_step_goes_down_the_gradient():
    rng = np.random.default_rng(0)
    V, U = rng.normal(size=(4, 3)), rng.normal(size=(4, 3))
    centers, words = np.array([1, 1], np.int32), np.array([[0], [2]], np.int32)
    _, gradV, gradU = minibatch_loss_and_gradient(V, U, centers, words, "softmax")
    expected = V - 0.1 * dense(gradV, V.shape), U - 0.1 * dense(gradU, U.shape)
    sgd_step(V, U, minibatch.naive_softmax(V, U, centers, words, Workspace(2, 1, 3, V.dtype)), 0.1)
    np.testing.assert_allclose(V, expected[0], atol=1e-12)
    np.testing.assert_allclose(U, expected[1], atol=1e-12)


@pytest.mark.parametrize("score", [-1e4, 1e4])
def test_large_scores_stay_finite(score):
    V, U = np.array([[score]], np.float32), np.array([[1], [-1]], np.float32)
    J, gradV, gradU = minibatch_loss_and_gradient(V, U, np.array([0]), np.array([[0, 1]]))
    assert pytest.approx(max(0, -2 * score)) == J
    assert np.isfinite(gradV[1]).all()
    assert np.isfinite(gradU[1]).all()


@pytest.mark.parametrize(("centers", "words"), [([2], [[0, 1]]), ([0], [[0, 2]]), ([0], [[-1, 1]])])
def test_an_index_that_names_no_row_is_refused(centers, words):
    with pytest.raises(IndexError, match="the rows are 0 to 1"):
        minibatch_loss_and_gradient(np.ones((2, 1)), np.ones((2, 1)), np.array(centers), np.array(words))
