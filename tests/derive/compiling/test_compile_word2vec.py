"""The two losses of word2vec, compiled, against the same losses in loops at 50 digits."""

import losses
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from losses import U, exact, naive_loss, negative_loss, v_c
from when_called import Compiled

NAMES = {"C_c": "v_c", "w": "negatives"}
naive = Compiled(losses.naive(), [v_c, U], names=NAMES, layout="rows")
negative = Compiled(losses.negative(), [v_c, U], names=NAMES, layout="rows", apart=[("o", "w")])

TOLERANCE = 1e-12  # scores are below 100, sums have at most 60 terms: 100 · 60 roundings of 1.1e-16, relative to 1


def close(got: object, wanted: object) -> None:
    np.testing.assert_allclose(np.asarray(got), np.asarray(wanted), rtol=TOLERANCE, atol=TOLERANCE)


@st.composite
def vectors(draw: st.DrawFn, least: int = 1):
    """(v, U by rows), V and d from 1, V = d included."""
    V, d = draw(st.integers(least, 6)), draw(st.integers(1, 5))
    numbers = st.floats(-3, 3, allow_subnormal=False)
    rows = draw(st.lists(st.lists(numbers, min_size=d, max_size=d), min_size=V + 1, max_size=V + 1))
    return np.array(rows[0]), np.array(rows[1:])


@settings(max_examples=40, deadline=None)
@given(vectors(), st.data())
def test_naive_softmax(given_vectors, data):
    v, rows = given_vectors
    o = data.draw(st.integers(0, len(rows) - 1))
    truth = exact(naive_loss, v, o, rows, wrt=(0, 2))
    loss, grads = naive(v, o, rows)
    close(loss, truth.value)
    close(grads["v_c"], truth.gradients[0])
    close(grads["U"], truth.gradients[1])


@settings(max_examples=40, deadline=None)
@given(vectors(least=2), st.data())
def test_negative_sampling_counts_repeats(given_vectors, data):
    v, rows = given_vectors
    o = data.draw(st.integers(0, len(rows) - 1))
    others = [word for word in range(len(rows)) if word != o]
    drawn = data.draw(st.lists(st.sampled_from(others), max_size=6))
    truth = exact(negative_loss, v, o, drawn, rows, wrt=(0, 3))
    loss, grads = negative(v, o, drawn, rows)
    close(loss, truth.value)
    close(grads["v_c"], truth.gradients[0])
    close(grads["U"], truth.gradients[1])


@pytest.mark.parametrize("f", [naive, negative])
def test_signature_and_source_are_readable(f):
    assert f.function.__doc__.startswith("f(v_c, o, ")
    assert "(V, d)" in f.function.__doc__
    assert "v_c" in f.function.source
