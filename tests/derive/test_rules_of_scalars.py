"""Rules of numbers that no pattern says: constants over powers, and cases one by one, without their boundaries."""

import pytest

from derive import expression as x
from derive.premises import Premises
from derive.rules_of_scalars import SCALAR_RULES

t, p, q, r = (x.Symbol(name) for name in "tpqr")
RULES = {rule.name: rule for rule in SCALAR_RULES}


def differentiated(*branches):
    made = RULES["case by case"].build(x.Derivative(x.Cases(branches), t), Premises(t))
    assert [value for value, _ in made.branches] == [x.Derivative(value, t) for value, _ in branches]
    return [condition for _, condition in made.branches]


def test_a_boundary_belongs_to_no_case():
    below = x.Compare(t, "<=", p)
    assert differentiated((q, below), (r, x.ALWAYS)) == [x.Compare(t, "<", p), x.Not(below)]


def test_otherwise_is_what_all_cases_before_it_leave():
    low, high = x.Compare(t, "<=", p), x.Compare(q, "<=", t)
    assert differentiated((p, low), (q, high), (r, x.ALWAYS))[-1] == x.All((x.Not(low), x.Not(high)))


two = x.Number(2)
square = x.Power(t, two)
LATER = {
    "what varies above the line too": x.Quotient(t, square),
    "two powers below it": x.Quotient(p, x.Product((square, x.Power(x.Add((t, p)), two)))),
    "nothing that varies": x.Quotient(p, q),
    "a number alone": x.Quotient(p, t),
}


@pytest.mark.parametrize("name", LATER)
def test_it_is_no_constant_over_a_power(name):
    assert RULES["constant over a power"].build(x.Derivative(LATER[name], t), Premises(t)) is None


@pytest.mark.parametrize(
    ("below", "fraction"),
    [
        (square, x.Quotient(x.Product((two, p)), x.Power(t, x.Number(3)))),
        (x.Product((q, square)), x.Quotient(x.Product((two, p)), x.Product((q, x.Power(t, x.Number(3)))))),
        (x.Product((q, t)), x.Quotient(p, x.Product((q, square)))),
    ],
)
def test_a_constant_over_a_power(below, fraction):
    made = RULES["constant over a power"].build(x.Derivative(x.Quotient(p, below), t), Premises(t))
    assert made == x.Negative(x.Product((fraction, x.Derivative(t, t))))
