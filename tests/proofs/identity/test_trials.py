"""At which sizes and points a difference is looked for: small sizes first, then those near the numbers that stand in the expressions."""

import numpy as np
from identity_cases import b

from derive import expression as x
from proofs.identity.balls import Balls
from proofs.identity.points import Setting
from proofs.identity.trials import named_sizes, small_sizes

NONE = Setting()


def test_small_sizes_grow_one_at_a_time_and_then_together():
    found = list(small_sizes(["m", "n"], {"m": 5, "n": 5}, NONE))
    assert found[0] == {"m": 1, "n": 1}
    assert found[-6:] == [{"m": m, "n": n} for m, n in ((4, 3), (5, 3), (3, 4), (3, 5), (4, 4), (5, 5))]
    assert all(found.count(each) == 1 for each in found)


def test_sizes_near_a_number_are_tried_whether_it_stands_as_a_number_or_as_an_index():
    number, index = x.Number(40), x.Entry(b, x.Ordinal(40, "V"))
    for side in (number, index):
        tried = [each["V"] for each in named_sizes(["V"], side, x.Number(0), NONE)]
        assert {39, 40, 41} <= set(tried)
    assert not list(named_sizes(["V"], x.Number(0), x.Number(2), NONE))


def test_sparse_draws_have_symbols_that_are_zero_and_others_that_are_not():
    balls = Balls(np.random.default_rng(5), 3, sparse=True)
    zero = [all(float(entry.mid()) == 0 for entry in balls.draw(3, 4, 0).flat) for _ in range(20)]
    assert any(zero)
    assert not all(zero)
    assert not any(float(entry.mid()) == 0 for entry in balls.draw(3, 4, 0, "positive").flat)
