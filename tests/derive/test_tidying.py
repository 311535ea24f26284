"""What the trivial algebra makes of an expression: the whole value, signs and all."""

from fractions import Fraction

import pytest

from derive import expression as x
from derive.differentiate import run
from derive.premises import Premises

a, b, c = (x.Symbol(name) for name in "abc")
v, A, i = x.Symbol("v", ("n", "1")), x.Symbol("A", ("m", "n")), x.Index("i", "n")
entry = x.Entry(v, i)
zero, one = x.Number(Fraction(0)), x.Number(Fraction(1))
below = x.Compare(a, "<", b)
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
    "a sign before cases": (
        x.Negative(x.Cases(((a, below), (x.Negative(b), x.ALWAYS)))),
        x.Cases(((x.Negative(a), below), (b, x.ALWAYS))),
    ),
    "numbers are multiplied, in front": (
        x.Product((a, x.Number(Fraction(2)), b, x.Number(Fraction(3)))),
        x.Product((x.Number(Fraction(6)), a, b)),
    ),
    "a number behind": (x.Product((a, x.Number(Fraction(2)))), x.Product((x.Number(Fraction(2)), a))),
    "a number below zero": (
        x.Product((x.Number(Fraction(-2)), a)),
        x.Negative(x.Product((x.Number(Fraction(2)), a))),
    ),
    "a sign in a sum": (x.Sum(i, x.Negative(entry)), x.Negative(x.Sum(i, entry))),
    "a sign in a table": (x.Table(i, x.Negative(entry)), x.Negative(x.Table(i, entry))),
    "a sign under a transposition": (x.Transpose(x.Negative(v)), x.Negative(x.Transpose(v))),
    "a transposed product": (
        x.Transpose(x.Product((A, v))),
        x.Product((x.Transpose(v), x.Transpose(A))),
    ),
    "a number transposed": (x.Transpose(a), a),
    "a product with zero": (x.Product((a, zero)), zero),
    "a column times zero": (x.Product((zero, v)), x.Constant(Fraction(0), ("n", "1"))),
    "a sum of zeros": (x.Sum(i, zero), zero),
    "zero over a number": (x.Quotient(zero, a), zero),
    "minus zero": (x.Negative(zero), zero),
    "nothing but zeros": (x.Add((zero, zero)), zero),
    "zeros beside a number": (x.Add((zero, a, zero)), a),
    "once a number": (x.Product((one, a)), a),
    "once two numbers": (x.Product((a, one, b)), x.Product((a, b))),
    "over one": (x.Quotient(a, one), a),
    "to the first": (x.Power(a, one), a),
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


def test_indices_that_the_premises_tell_apart():
    j = x.Index("j", "n")
    delta = x.Product((a, x.Delta(x.Same(i, j))))
    assert run(delta, ((),), Premises(a))[-1:] == []
    assert run(delta, ((),), Premises(a, (x.Not(x.Same(i, j)),)))[-1].after == zero
