"""Pairs from text, against a definition written with loops."""

from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from numeric.alias import noise_table
from numeric.pairs import BOUNDARY, UNKNOWN, keep_probability, skipgram_pairs, with_negatives

ALL = np.ones(5, dtype=np.float32)
texts = st.lists(st.integers(UNKNOWN, 4), max_size=30).map(lambda ids: np.array(ids, dtype=np.int32))


def full_window(ids, window):
    """All pairs at distance 1..window within a sentence, by definition."""
    sentences = [[]]
    for i in ids:
        if i == BOUNDARY:
            sentences.append([])
        elif i != UNKNOWN:
            sentences[-1].append(int(i))
    near = ((s, a, b) for s in sentences for a in range(len(s)) for b in range(len(s)) if 0 < abs(a - b) <= window)
    return Counter((s[a], s[b]) for s, a, b in near)


@given(texts)
def test_a_window_of_one_is_every_neighbour(ids):
    centers, outsides = skipgram_pairs(ids, ALL, 1, np.random.default_rng(0))
    assert Counter(zip(centers.tolist(), outsides.tolist(), strict=True)) == full_window(ids, 1)


@given(texts, st.integers(1, 7), st.integers(0, 99))
def test_pairs_lie_within_the_full_window_and_hold_every_neighbour(ids, window, seed):
    pairs = Counter(
        zip(*(side.tolist() for side in skipgram_pairs(ids, ALL, window, np.random.default_rng(seed))), strict=True)
    )
    assert pairs <= full_window(ids, window)
    assert pairs >= full_window(ids, 1)


def test_each_distance_is_reached_as_often_as_an_even_draw_says():
    n, window = 20_000, 4
    ids = np.arange(n, dtype=np.int32)
    centers, outsides = skipgram_pairs(ids, np.ones(n, np.float32), window, np.random.default_rng(0))
    reached = np.bincount(np.abs(centers - outsides))[1:] / (2 * n)
    assert reached == pytest.approx([1, 3 / 4, 2 / 4, 1 / 4], abs=0.01)  # four standard errors
    assert (centers < outsides).mean() == pytest.approx(0.5, abs=0.01)


def test_pairs_come_in_random_order():
    ids = np.arange(1000, dtype=np.int32)
    centers, _ = skipgram_pairs(ids, np.ones(1000, np.float32), 2, np.random.default_rng(0))
    assert abs(np.corrcoef(centers, np.arange(len(centers)))[0, 1]) < 0.1


def test_occurrences_are_kept_with_their_chance_and_windows_close_up():
    keep = np.array([0.25, 1], dtype=np.float32)
    ids = np.tile(np.array([1, 0, BOUNDARY], dtype=np.int32), 20_000)
    centers, _ = skipgram_pairs(ids, keep, 1, np.random.default_rng(0))
    assert len(centers) / 40_000 == pytest.approx(0.25, abs=0.01)
    gone = np.array([1, 0, 1], dtype=np.int32)
    centers, outsides = skipgram_pairs(gone, np.array([0, 1], np.float32), 1, np.random.default_rng(0))
    assert centers.tolist() == outsides.tolist() == [1, 1]


@given(st.lists(st.integers(1, 10**6), min_size=1, max_size=20), st.floats(1e-6, 1))
def test_keep_probability_is_a_probability_and_falls_with_frequency(counts, threshold):
    p = keep_probability(counts, threshold)
    assert ((p > 0) & (p <= 1)).all()
    assert (np.diff(p[np.argsort(counts)]) <= 0).all()
    assert (p[np.array(counts) <= threshold * sum(counts)] == 1).all()


def test_no_threshold_keeps_all():
    assert keep_probability([1, 10**9], 0).tolist() == [1, 1]


def test_words_are_the_outside_word_and_then_negatives():
    words = with_negatives(np.array([0, 1, 2], np.int32), noise_table([5, 4, 3]), 6, np.random.default_rng(0))
    assert words.shape == (3, 7)
    assert words.dtype == np.int32
    assert words[:, 0].tolist() == [0, 1, 2]
    assert not (words[:, 1:] == words[:, :1]).any()


def test_a_center_reaches_equally_far_to_both_sides():
    ids = np.arange(200, dtype=np.int32)
    centers, outsides = skipgram_pairs(ids, np.ones(200, np.float32), 5, np.random.default_rng(0))
    for center in range(5, 195):
        distances = sorted((outsides[centers == center] - center).tolist())
        reach = distances[-1]
        assert distances == [*range(-reach, 0), *range(1, reach + 1)]
