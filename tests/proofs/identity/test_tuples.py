"""How long tuples grow: of products, sums and functions, their derivatives and second derivatives; stated by hand."""

import pytest

from proofs.identity.tuples import MOST, NONE, VARIES, either, flat, longer, orders, product

CONSTANT: dict = {"V": (2, NONE, NONE)}


def varying(*lengths):
    return {VARIES: (0, 0, 0), "V": lengths}


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ((1, 1, 1), (1, 1, 1), (2, 2, 2)),
        ((0, 5, 0), (0, 0, 0), (0, 5, 5)),  # a derivative of the one, beside the other as it is or derived
        ((0, 0, 7), (1, 0, 0), (1, 1, 8)),  # a′′b
        ((1, 0, 0), (0, 0, 7), (1, 1, 8)),  # ab′′
        ((0, 3, 0), (0, 4, 0), (0, 4, 7)),  # a′b′
        ((MOST, MOST, MOST), (3, 3, 3), (MOST, MOST, MOST)),
    ],
)
def test_a_product_goes_by_the_rule_of_leibniz(left, right, expected):
    assert product(varying(*left), varying(*right))["V"] == expected
    assert product(varying(*right), varying(*left))["V"] == expected


def test_a_constant_factor_has_no_derivative():
    assert product(CONSTANT, varying(1, 4, 6))["V"] == (3, 6, 8)
    assert orders({}, "V") == (0, NONE, NONE)
    assert orders({VARIES: (0, 0, 0)}, "V") == (0, 0, 0)
    assert product(CONSTANT, CONSTANT)["V"][1] < 0


def test_sums_take_the_longest_and_add_one():
    assert either([varying(1, 5, 2), varying(3, 1, 4)])["V"] == (3, 5, 4)
    assert longer(varying(1, 2, 3), "V")["V"] == (2, 3, 4)
    assert longer(varying(MOST, 0, 0), "V")["V"] == (MOST, 1, 1)


@pytest.mark.parametrize(("lengths", "expected"), [((3, 1, 9), (0, 1, 9)), ((3, 4, 5), (0, 4, 8))])
def test_a_function_hides_what_it_is_of_and_its_second_derivative_has_two_factors(lengths, expected):
    assert flat(varying(*lengths))["V"] == expected
