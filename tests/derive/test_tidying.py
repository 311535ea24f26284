"""What the trivial algebra makes of an expression: the whole value, signs and all."""

from fractions import Fraction

import pytest

from derive import expression as x
from derive.differentiate import run
from derive.premises import Premises

a, b, c = (x.Symbol(name) for name in "abc")
ROWS = {
    "one sign in a product": (x.Product((a, x.Negative(b), c)), x.Negative(x.Product((a, b, c)))),
    "two signs in a product": (x.Product((x.Negative(a), b, x.Negative(c))), x.Product((a, b, c))),
    "three signs in a product": (x.Product(tuple(map(x.Negative, (a, b, c)))), x.Negative(x.Product((a, b, c)))),
    "a sign above a fraction": (x.Quotient(x.Negative(a), b), x.Negative(x.Quotient(a, b))),
    "what is positive first": (x.Negative(x.Add((a, x.Negative(b)))), x.Add((b, x.Negative(a)))),
    "numbers are added": (
        x.Add((x.Number(Fraction(2)), a, x.Number(Fraction(3)))),
        x.Add((a, x.Number(Fraction(5)))),
    ),
    "a fraction over a number": (x.Quotient(x.Quotient(a, b), c), x.Quotient(a, x.Product((b, c)))),
}


@pytest.mark.parametrize("name", ROWS)
def test_it_is_tidied(name):
    before, after = ROWS[name]
    steps = run(before, ((),), Premises(c))
    assert steps[-1].after == after


def test_what_is_tidy_stays():
    for _, after in ROWS.values():
        assert run(after, ((),), Premises(c)) == []
