"""Coincidences: all of them, none twice, pins where they stand."""

import numpy as np
import pytest
from identity_cases import c, o, s, word

from derive import expression as x
from proofs.identity.ground import admitted
from proofs.identity.points import Setting, draw_point, partitions, patterns, position, repetitions
from proofs.identity.undecidable import Undecidable

SIZES = {"V": 9, "d": 3, "K": 4, "m": 2}
first, second = x.Index("i", "K"), x.Index("j", "K")
MAPS = (("w", "K", "V"),)


def canonical(pattern, names):
    """A pattern up to the order of the samples that are not named."""
    blocks = {}
    for (name, k), block in pattern.items():
        blocks.setdefault(block, []).append(name if (name, k) in names or name != "w" else "w")
    return tuple(sorted(tuple(sorted(each)) for each in blocks.values()))


@pytest.mark.parametrize(("count", "bell"), [(0, 1), (1, 1), (2, 2), (3, 5), (4, 15), (5, 52)])
def test_partitions(count, bell):
    found = list(partitions(count))
    assert len(found) == len(set(found)) == bell


@pytest.mark.parametrize(("count", "number"), [(1, 1), (2, 2), (3, 3), (4, 5), (5, 7), (6, 11)])
def test_repetitions(count, number):
    found = list(repetitions(count, count))
    assert len(set(found)) == number
    assert all(sum(each) == count for each in found)


def test_every_coincidence_of_samples_and_words_up_to_order():
    found = patterns(Setting((o,), MAPS), SIZES)
    names = [("o", 0), *(("w", k) for k in range(4))]
    wanted = {canonical(dict(zip(names, blocks, strict=True)), {}) for blocks in partitions(5)}
    assert {canonical(each, {}) for each in found} == wanted


def test_assumptions_are_kept():
    apart = x.Not(x.Same(o, word(first)))
    distinct = x.Some((x.Same(first, second), x.Not(x.Same(word(first), word(second)))))
    found = admitted(Setting((o,), MAPS, (apart, distinct)), SIZES, (), ())
    assert len(found) == 1
    assert len(set(found[0].values())) == 5


def test_sizes_bound_the_blocks():
    found = patterns(Setting((o, c), ()), {**SIZES, "V": 1})
    assert found == [{("o", 0): 0, ("c", 0): 0}]


def test_blocks_are_sent_to_distinct_values_and_pins_stay():
    pin = x.Ordinal(3, "V")
    setting = Setting((o, c), MAPS)
    chosen = patterns(setting, SIZES, (pin,))
    point = draw_point(setting, SIZES, chosen, 2, np.random.default_rng(0), (pin,))
    for draw, number in enumerate(point.pattern):
        pattern = chosen[number]
        values = {slot: int(point.indices[o].flat[draw] if slot[0] == "o" else point.indices[c].flat[draw] if slot[0] == "c"
                  else 2 if slot[0] == "#2" else point.maps["w"][draw, slot[1]]) for slot in pattern}  # fmt: skip
        for one in pattern:
            for other in pattern:
                assert (pattern[one] == pattern[other]) == (values[one] == values[other])


def test_two_indices_of_samples_take_all_pairs():
    setting = Setting((s, x.Index("t", "K")), MAPS)
    chosen = patterns(setting, SIZES)
    point = draw_point(setting, SIZES, chosen, 16, np.random.default_rng(0))
    for number in range(len(chosen)):
        here = point.pattern == number
        pairs = {(int(i), int(j)) for i, j in zip(*(array.flat[here] if False else array.reshape(-1)[here] for array in point.indices.values()), strict=True)}  # fmt: skip
        assert len(pairs) == 16


def test_loners_take_no_part():
    assert len(patterns(Setting((o, c)), SIZES, (), (c,))) == 1
    assert len(patterns(Setting((o, c)), SIZES)) == 2


@pytest.mark.parametrize(
    ("term", "place"),
    [
        (x.Ordinal(1, "V"), 0),
        (x.Ordinal(-1, "V"), 8),
        (x.Ordinal(0, "V", end=True), 8),
        (x.Ordinal(0, "±m"), 2),
        (x.Ordinal(0, "±m", end=True), 4),
        (x.Ordinal(2, "1+K"), 1),
    ],
)
def test_position(term, place):
    assert position(term, SIZES) == place


def test_a_value_beyond_the_size():
    with pytest.raises(Undecidable):
        position(x.Ordinal(10, "V"), SIZES)
