"""The alias table: its columns add up to the weights exactly, and its draws follow them."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from numeric.alias import NOISE_POWER, AliasTable, noise_table

UNLIKELY = 1e-4
"""p-value below which a chi-square test with a fixed seed is taken for a wrong distribution."""

weights = st.lists(st.floats(1e-3, 1e3), min_size=1, max_size=30)


def agreement(counts, expected):
    """The p-value of a chi-square test. SciPy's statistics take most of a second to import, and few tests need them."""
    from scipy.stats import chisquare

    return chisquare(counts, expected).pvalue


def implied(table):
    """The distribution that the columns hold, whatever is drawn."""
    p = table.share.copy()
    np.add.at(p, table.alias, 1 - table.share)
    return p / len(table)


@given(weights)
def test_the_columns_hold_the_weights(w):
    assert implied(AliasTable(w)) == pytest.approx(np.array(w) / sum(w), rel=1e-9, abs=1e-12)


@pytest.mark.parametrize("w", [[1, 3], [5, 1, 1, 1], [0.1, 100, 7, 7, 3, 0.5]])
def test_draws_follow_the_weights(w):
    draws = AliasTable(w).draw(np.random.default_rng(0), 200_000)
    expected = np.array(w) / sum(w) * draws.size
    assert agreement(np.bincount(draws, minlength=len(w)), expected) > UNLIKELY


@pytest.mark.parametrize("excluded", range(4))
def test_draws_of_another_word_follow_the_rest_of_the_weights(excluded):
    w = np.array([4.0, 1, 2, 3])
    draws = AliasTable(w).draw_other(np.random.default_rng(1), np.full(100_000, excluded))
    w[excluded] = 0
    counts = np.bincount(draws, minlength=4)
    assert counts[excluded] == 0
    kept = w > 0
    assert agreement(counts[kept], (w / w.sum() * draws.size)[kept]) > UNLIKELY


@given(weights.filter(lambda w: len(w) > 1), st.data())
def test_negatives_are_never_the_outside_word(w, data):
    outside = np.array(data.draw(st.lists(st.integers(0, len(w) - 1), max_size=20)), dtype=np.int32)
    negatives = AliasTable(w).draw_negatives(np.random.default_rng(2), outside, 4)
    assert negatives.shape == (len(outside), 4)
    assert not (negatives == outside[:, None]).any()
    assert ((negatives >= 0) & (negatives < len(w))).all()


def test_negatives_follow_the_noise_given_that_they_differ():
    counts = np.array([90, 9, 1])
    negatives = noise_table(counts).draw_negatives(np.random.default_rng(3), np.zeros(100_000, np.int32), 1)
    p = counts[1:] ** NOISE_POWER
    assert agreement(np.bincount(negatives.ravel())[1:], p / p.sum() * negatives.size) > UNLIKELY


@pytest.mark.parametrize("w", [[], [1, 0], [1, -1], [np.nan], [np.inf, 1], [[1, 2]]])
def test_weights_that_are_no_distribution_are_refused(w):
    with pytest.raises(ValueError, match="positive, finite weights"):
        AliasTable(w)


def test_the_only_word_has_no_other():
    with pytest.raises(ValueError, match="one word only"):
        AliasTable([1.0]).draw_other(np.random.default_rng(0), [0])


def test_a_point_where_the_excluded_stretch_begins_belongs_to_the_next_word():
    class AtTheStart:
        """A generator that draws the first point of word 1's stretch: one draw in 2^52 that no sample would show."""

        def integers(self, low, high):
            return np.array([table._cumulative[0]])

    table = AliasTable([1, 1, 1])
    assert table.draw_other(AtTheStart(), [1]).tolist() == [2]
