"""Rules of numbers that no pattern says: cases one by one, without their boundaries."""

from derive import expression as x
from derive.premises import Premises
from derive.rules_of_scalars import SCALAR_RULES

t, p, q, r = (x.Symbol(name) for name in "tpqr")
CASE_BY_CASE = next(rule for rule in SCALAR_RULES if rule.name == "case by case")


def differentiated(*branches):
    made = CASE_BY_CASE.build(x.Derivative(x.Cases(branches), t), Premises(t))
    assert [value for value, _ in made.branches] == [x.Derivative(value, t) for value, _ in branches]
    return [condition for _, condition in made.branches]


def test_a_boundary_belongs_to_no_case():
    below = x.Compare(t, "<=", p)
    assert differentiated((q, below), (r, x.ALWAYS)) == [x.Compare(t, "<", p), x.Not(below)]


def test_otherwise_is_what_all_cases_before_it_leave():
    low, high = x.Compare(t, "<=", p), x.Compare(q, "<=", t)
    assert differentiated((p, low), (q, high), (r, x.ALWAYS))[-1] == x.All((x.Not(low), x.Not(high)))
