"""Rules of vectors that no pattern says: squares and dot products of what is affine in the variable, and of nothing else."""

import pytest

from derive import expression as x
from derive.premises import Premises
from derive.rules_of_vectors import SQUARES

v, a = x.Symbol("v", ("n", "1")), x.Symbol("a", ("n", "1"))
A, c = x.Symbol("A", ("m", "n")), x.Symbol("c", ("m", "1"))
s, two = x.Symbol("s"), x.Number(2)
RULES = {rule.name: rule for rule in SQUARES}


def dot(left, right):
    return x.Product((x.Transpose(left), right))


def differentiated(name, body):
    return RULES[name].build(x.Derivative(body, v), Premises(v))


shifted, mapped = x.Add((v, a)), x.Add((x.Product((A, v)), c))
SQUARE = {
    "of a sum": (shifted, x.Product((two, shifted))),
    "of an affine map": (mapped, x.Product((x.Transpose(A), two, mapped))),
}
NO_SQUARE = {
    "the variable itself, which has a rule of its own": dot(v, v),
    "two vectors that differ": dot(shifted, x.Add((v, x.Negative(a)))),
    "what is not affine": dot(x.Add((x.Hadamard(v, v), a)), x.Add((x.Hadamard(v, v), a))),
}
DOT = {
    "a sum of vectors": (dot(a, shifted), a),
    "an affine map": (dot(c, mapped), x.Product((x.Transpose(A), c))),
    "a vector over a number": (dot(a, x.Quotient(v, s)), x.Quotient(a, s)),
}
NO_DOT = {
    "with the variable on both sides": dot(v, shifted),
    "with the variable in the matrix before": x.Product((x.Transpose(a), v, x.Transpose(v), shifted)),
    "of numbers": x.Product((s, x.Add((dot(v, a), s)))),
    "with the variable in two terms": dot(a, x.Add((v, x.Product((dot(v, a), a))))),
}


@pytest.mark.parametrize("name", SQUARE)
def test_a_square(name):
    inside, expected = SQUARE[name]
    assert flat(differentiated("square of an affine map", dot(inside, inside))) == expected


@pytest.mark.parametrize("name", NO_SQUARE)
def test_no_square(name):
    assert differentiated("square of an affine map", NO_SQUARE[name]) is None


@pytest.mark.parametrize("name", DOT)
def test_a_dot_product(name):
    body, expected = DOT[name]
    assert flat(differentiated("affine vector in a dot product", body)) == expected


@pytest.mark.parametrize("name", NO_DOT)
def test_no_dot_product(name):
    assert differentiated("affine vector in a dot product", NO_DOT[name]) is None


def flat(node):
    """The expression without a double transposition, and with products in products dissolved."""
    if isinstance(node, x.Transpose) and isinstance(node.operand, x.Transpose):
        return flat(node.operand.operand)
    if isinstance(node, x.Quotient):
        return x.Quotient(flat(node.numerator), node.denominator)
    if isinstance(node, x.Product):
        factors = [flat(each) for each in node.factors]
        return x.Product(
            tuple(f for each in factors for f in (each.factors if isinstance(each, x.Product) else [each]))
        )
    return node
