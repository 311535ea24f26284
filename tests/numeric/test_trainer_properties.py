"""The trainer under the harness's public strategies: docs/property_tests.md is the tutorial to this file."""

from functools import cache

import numpy as np
from hypothesis import given, settings

import gradproof
from numeric.minibatch import minibatch_loss_and_gradient
from proofs.harness import strategies

FEW = settings(max_examples=60, database=None, deadline=None)


@cache
def derived(part):
    return gradproof.compile(part, layout="rows")


def dense(shape, found):
    rows, vectors = found
    total = np.zeros(shape)
    np.add.at(total, rows, vectors)
    return total


def pair(case, loss="negative-sampling"):
    words = np.array([[case.o, *(case.negatives if loss == "negative-sampling" else ())]])
    J, center, outside = minibatch_loss_and_gradient(case.v_c[None], case.U, np.array([0]), words, loss)
    return J, dense((1, case.v_c.size), center)[0], dense(case.U.shape, outside)


def same(found, wanted):
    J, center, outside = found
    loss, gradients = wanted
    assert np.isclose(J, loss, rtol=1e-12)
    assert np.allclose(center, gradients["v_c"], rtol=1e-11, atol=1e-13)
    assert np.allclose(outside, gradients["U"], rtol=1e-11, atol=1e-13)


@FEW
@given(strategies.negative_cases())
def test_one_pair_is_the_derivation_of_negative_sampling(case):
    same(pair(case), derived("h")(case.v_c, case.o, np.array(case.negatives), case.U))


@FEW
@given(strategies.softmax_cases())
def test_one_pair_is_the_derivation_of_the_softmax(case):
    same(pair(case, "softmax"), derived("d")(case.v_c, case.o, case.U))


@FEW
@given(strategies.negative_cases(regime="large"))
def test_at_large_scores_loss_and_gradient_stay_finite(case):
    J, center, outside = pair(case)
    assert np.isfinite(J)
    assert np.isfinite(center).all()
    assert np.isfinite(outside).all()


@FEW
@given(strategies.window_cases())
def test_a_minibatch_is_the_sum_of_its_pairs_in_any_order(case):
    if not case.outside or len(case.U) < 2:
        return
    words = np.array([[o, (o + 1) % len(case.U)] for o in case.outside_ids])
    centers = np.full(len(words), case.c)

    def run(chosen):
        J, center, outside = minibatch_loss_and_gradient(case.V_rows, case.U, centers[: len(chosen)], chosen)
        return J, dense(case.V_rows.shape, center), dense(case.U.shape, outside)

    alone = [run(words[i : i + 1]) for i in range(len(words))]
    for part, back, parts in zip(run(words), run(words[::-1]), zip(*alone, strict=True), strict=True):
        assert np.allclose(part, back, atol=1e-12)
        assert np.allclose(part, sum(parts), atol=1e-12)
