"""How a gradient goes back through a map that is affine in the variable, and that it does not go back through any other."""

import pytest

from derive import expression as x
from derive.premises import Premises
from derive.rules_of_layers import core, pulled_back

t, s = x.Symbol("t"), x.Symbol("s")
v, g, a = (x.Symbol(name, ("n", "1")) for name in "vga")
A = x.Symbol("A", ("n", "n"))
length = x.Product((x.Transpose(v), v))
BACK = {
    "a shift": (x.Add((v, a)), g),
    "a matrix": (x.Product((A, v)), x.Product((x.Transpose(A), g))),
    "a sign": (x.Negative(v), x.Negative(g)),
    "a number": (x.Product((s, v)), x.Product((s, g))),
    "a divisor": (x.Quotient(v, s), x.Quotient(g, s)),
}
NOT = {
    "its own length below it": x.Quotient(v, length),
    "its own length before it": x.Product((length, v)),
    "its own entries as factors": x.Hadamard(v, v),
    "two terms with it": x.Add((v, x.Product((A, v)))),
    "divided entry by entry": x.Quotient(v, a),
    "nothing of it": a,
}


@pytest.mark.parametrize("name", BACK)
def test_through_a_map_that_is_affine(name):
    whole, expected = BACK[name]
    assert pulled_back(whole, v, g, Premises(v)) == expected


@pytest.mark.parametrize("name", NOT)
def test_through_no_other(name):
    assert pulled_back(NOT[name], v, g, Premises(v)) is None


def test_through_a_constant_factor_of_every_entry():
    assert core(x.Hadamard(a, v), v, Premises(v)).back(g) == x.Hadamard(g, a)


@pytest.mark.parametrize(
    ("function", "expected"),
    [
        ("exp", x.Hadamard(g, x.Call("exp", v))),
        ("log", x.Quotient(g, v)),
        ("sqrt", x.Quotient(g, x.Product((x.Number(2), x.Call("sqrt", v))))),
    ],
)
def test_through_a_function_of_every_entry_by_the_table_of_slopes(function, expected):
    assert core(x.Call(function, v), v, Premises(v)).back(g) == expected
