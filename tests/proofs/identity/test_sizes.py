"""The sizes that a plan must reach, with its floors off: r + k + p of Theorem W in docs/soundness.md, and one more.

The one more is the value whose weight makes the weights sum to the size as a number (`_drawn_weights`).
"""

from fractions import Fraction

import pytest
from identity_cases import U, a, b, c, dot, k, o, p, u_o, u_w, v, w, word

from derive import expression as x
from proofs.identity import Judge, cutoff, sizing
from proofs.identity.points import Setting

y, z = x.Index("y", "V"), x.Index("z", "V")


def entry(index):
    return x.Entry(b, index)


def power(node, times):
    return x.Product((node,) * times)


def moment(times, index=w):
    """Σ_w b_w^times."""
    return x.Sum(index, power(entry(index), times))


def exp(node):
    return x.Call("exp", node)


NONE, FREE = Setting(), Setting(free=(o,))
SAMPLES = Setting(maps=(("w", "K", "V"),))
ROWS = {
    # name: (expression, setting, r sums in functions, k indices of the longest tuple outside, p values pointed at)
    "a sum": (moment(1), NONE, 0, 1, 0),
    "two sums, one in the other": (x.Sum(w, x.Sum(y, x.Product((entry(w), power(entry(y), 2))))), NONE, 0, 2, 0),
    "three sums, one in the other": (
        x.Sum(w, x.Sum(y, x.Sum(z, x.Product((entry(w), power(entry(y), 2), power(entry(z), 3)))))),
        NONE,
        0,
        3,
        0,
    ),
    "a product of sums": (x.Product((moment(1), moment(2), moment(3))), NONE, 0, 3, 0),
    "a sum in a function": (exp(moment(1)), NONE, 1, 0, 0),
    "sums in two functions": (x.Add((exp(moment(1)), exp(moment(2)))), NONE, 2, 0, 0),
    "three sums that are one": (exp(x.Add((moment(1), moment(2), moment(3)))), NONE, 1, 0, 0),
    "three sums in one function": (exp(x.Product((moment(1), moment(2), moment(3)))), NONE, 3, 0, 0),
    "a sum beside one in a function": (x.Product((moment(1), exp(moment(2)))), NONE, 1, 1, 0),
    "a root of a sum": (x.Power(moment(1), x.Number(Fraction(1, 2))), NONE, 1, 0, 0),
    "one over a sum": (x.Power(moment(1), x.Number(Fraction(-1))), NONE, 1, 0, 0),
    "a cube of a sum": (x.Power(moment(1), x.Number(Fraction(3))), NONE, 0, 3, 0),
    "a sum to the power of zero": (x.Power(moment(1), x.Number(Fraction(0))), NONE, 0, 0, 0),
    "a denominator": (x.Quotient(moment(1), moment(2)), NONE, 1, 1, 0),
    "the same sum in two functions": (x.Add((exp(moment(1)), x.Call("sigmoid", moment(1)))), NONE, 1, 0, 0),
    "an entry": (entry(o), FREE, 0, 0, 1),
    "a sum that points at one entry": (x.Sum(w, entry(w), x.Same(w, o)), FREE, 0, 0, 1),
    "a sum under a condition that always holds": (x.Sum(w, entry(w), x.Same(w, w)), NONE, 0, 1, 0),
    "two entries": (x.Product((entry(o), entry(c))), Setting(free=(o, c)), 0, 0, 2),
    "an entry beside a function": (x.Product((entry(o), exp(moment(1)))), FREE, 1, 0, 1),
    "a vector": (x.Product((exp(moment(1)), b)), NONE, 1, 0, 1),
    "a softmax at a word": (x.Quotient(exp(dot(u_o, p)), x.Sum(w, exp(dot(u_w, p)))), FREE, 1, 0, 1),
    "the slopes of a function of a sum": (x.Derivative(exp(moment(1)), b), NONE, 1, 1, 1),
    "the slopes of a sum of functions": (x.Derivative(x.Sum(w, exp(entry(w))), b), NONE, 0, 1, 1),
    "the curvature of a function of a sum": (x.Derivative(x.Derivative(exp(moment(1)), b), b), NONE, 1, 2, 2),
    "the curvature of a sum of functions": (
        x.Derivative(x.Derivative(x.Sum(w, exp(entry(w))), b), b),
        NONE,
        0,
        1,
        2,
    ),
    "a slope of slopes beside a sum": (
        x.Derivative(x.Product((x.Derivative(power(a, 3), a), x.Sum(w, x.Number(1)))), a),
        NONE,
        0,
        1,
        0,
    ),
    "one sample": (x.Sum(k, entry(word(k))), SAMPLES, 0, 0, 2),
}
"""Expressions, and what Theorem W counts in each of them for the size V, by hand. K is 2 where there are samples: one sum, and one more."""


@pytest.fixture
def floors_off(monkeypatch):
    for module in (cutoff, sizing):
        monkeypatch.setattr(module, "LEAST", 1)
        monkeypatch.setattr(module, "HUBBED", 1)
    monkeypatch.setattr(sizing, "USUAL", tuple(range(1, 64)))


@pytest.mark.parametrize("name", ROWS)
@pytest.mark.usefixtures("floors_off")
def test_a_plan_reaches_the_size_that_the_theorem_asks_for(name):
    tree, setting, functions, tuples, pointed = ROWS[name]
    found = cutoff.plan([tree, x.Negative(tree)], setting)
    assert found.decides
    assert found.sizes[0]["V"] == functions + tuples + pointed + 1


@pytest.mark.usefixtures("floors_off")
def test_a_sum_in_a_function_for_each_of_k_counts_k_times():
    """Σ_k exp(Σ_w M_wk): K is 2 (one sum, and one more), so two sums over w stand in functions."""
    matrix = x.Symbol("M", ("V", "K"))
    tree = x.Sum(k, exp(x.Sum(w, x.Entry(matrix, w, k))))
    assert cutoff.plan([tree], NONE).sizes[0] == {"K": 0 + 1 + 0 + 1, "V": 2 + 0 + 0 + 1}


@pytest.mark.parametrize(("number", "least"), [(1, 4), (2, 6), (5, 12)])
@pytest.mark.usefixtures("floors_off")
def test_a_number_as_an_index_stands_well_apart_from_the_other_end(number, least):
    found = cutoff.plan([entry(x.Ordinal(number, "V"))], NONE)
    assert found.sizes[0]["V"] == least


@pytest.mark.usefixtures("floors_off")
def test_a_dimension_of_dot_products_holds_all_their_vectors():
    """u_o and u_c against v: one vector is a side of each dot product; u_o against u_c beside them, three vectors are free."""
    hubbed = x.Add((dot(u_o, v), x.Call("exp", dot(x.Column(U, c), v))))
    free = x.Add((hubbed, x.Call("exp", dot(u_o, x.Column(U, c)))))
    both = Setting(free=(o, c))
    assert cutoff.plan([hubbed], both).sizes[0]["d"] == cutoff.HUBBED
    assert cutoff.plan([free], both).sizes[0]["d"] == 3 + 1


@pytest.mark.usefixtures("floors_off")
def test_a_sum_of_vectors_is_no_side_that_all_dot_products_share():
    """(u_o + u_c)ᵀ(v + p) in a function: four vectors are free, and one dimension more."""
    tree = exp(dot(x.Add((u_o, x.Column(U, c))), x.Add((v, p))))
    assert cutoff.plan([tree], Setting(free=(o, c))).sizes[0]["d"] == 4 + 1


@pytest.mark.usefixtures("floors_off")
def test_sums_in_the_functions_of_any_two_expressions_count():
    one, two = exp(moment(1)), x.Add((exp(moment(2)), exp(moment(3))))
    assert cutoff.plan([one, exp(moment(2))], NONE).sizes[0]["V"] == (1 + 1) + 1
    assert cutoff.plan([one, two, one], NONE).sizes[0]["V"] == (1 + 2) + 1


@pytest.mark.usefixtures("floors_off")
def test_what_is_assumed_of_entries_counts():
    """That entries sum to 1 is one sum more; that they are 0 or 1 takes each sum in a function twice."""
    summing, few = (Setting(free=(o,), constraints=(each,)) for each in (("b", "sums-to-1"), ("b", "in", "0", "1")))
    assert cutoff.plan([entry(o)], summing).sizes[0]["V"] == 1 + 0 + 1 + 1
    assert cutoff.plan([x.Product((entry(o), exp(moment(1))))], few).sizes[0]["V"] == 2 * 1 + 0 + 1 + 1


def test_numbers_from_both_ends_are_not_decided():
    first, third, last = (entry(x.Ordinal(number, "V")) for number in (1, 3, -1))
    assert cutoff.plan([x.Product((first, third))], NONE).decides
    assert cutoff.plan([last], NONE).decides
    before_the_last = entry(x.Ordinal(-1, "V", end=True))
    for other in (last, before_the_last):
        both = cutoff.plan([x.Product((third, other))], NONE)
        assert (both.decides, both.uncounted, both.reason.code) == (False, True, "both-ends")


def test_a_size_with_weights_is_tried_once():
    assert len(cutoff.plan([moment(1)], NONE).sizes) == 1


def test_with_floors_no_size_is_smaller():
    assert cutoff.plan([a], FREE).sizes[0]["V"] == cutoff.LEAST


j = x.Index("j", "±m")
AROUND = Setting(free=(j,), maps=(("w", "±m", "V"),))


def test_a_size_that_no_number_shows_is_tried_once():
    found = cutoff.plan([x.Column(U, x.Mapped("w", j, "V"))], AROUND)
    assert "m" not in found.weighted
    assert len(found.sizes) == 1


def test_a_size_that_stands_as_a_number_is_tried_at_one_value_more_than_its_degree():
    m = x.Dimension("m")
    tree = x.Product((m, m, x.Column(U, x.Mapped("w", j, "V"))))
    found = cutoff.plan([tree], AROUND)
    assert len({sizes["m"] for sizes in found.sizes}) == 2 + 1


def test_a_unit_vector_of_an_index_of_a_sum_is_a_delta_that_the_weights_show():
    """Σ_w b_w e_w is linear in the weights, and e_o is not."""
    summed = x.Sum(w, x.Product((x.OneHot(w), entry(w))))
    assert len({sizes["V"] for sizes in cutoff.plan([summed], NONE).sizes}) == 1 + 1
    assert len(cutoff.plan([x.OneHot(o)], FREE).sizes) == 1


def test_an_index_is_alone_where_no_other_column_of_its_matrix_stands():
    """Whether o and c coincide cannot be seen in u_o and v_c, which are of two matrices, but in u_o and u_c."""
    both = Setting(free=(o, c))
    assert set(cutoff.plan([dot(u_o, v)], both).loners) == {o, c}
    assert cutoff.plan([dot(u_o, x.Column(U, c))], both).loners == ()
    assert cutoff.plan([dot(u_o, x.Product((U, b)))], both).loners == (c,)


def test_deltas_that_meet_themselves_count_without_weights():
    """Σ_w Σ_y δ_wy δ_wy b_w is Σ_w b_w, though with weights the two differ."""
    delta = x.Delta(x.Same(w, y))
    twice = x.Sum(w, x.Sum(y, x.Product((delta, delta, entry(w)))))
    assert cutoff.plan([twice, moment(1)], NONE).loose
    assert not cutoff.plan([moment(1), moment(2)], NONE).loose
    judge = Judge([twice, moment(1)], NONE)
    assert judge.compare(twice, moment(1)).equal is True
    assert judge.compare(twice, moment(2)).equal is False
