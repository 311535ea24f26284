"""Orders of expressions with inverses, by hand: a letter 0, a sum the sum, a product one more for each factor after the first, an inverse one more."""

import pytest

from derive import expression as x
from proofs.identity.linear import Beyond, Orders, square_size

A, B, C = (x.Symbol(name, ("n", "n")) for name in "ABC")
y, z, u = x.Symbol("y", ("n", "1")), x.Symbol("z", ("n", "1")), x.Symbol("u", ("K", "1"))
R = x.Symbol("R", ("n", "K"))
t = x.Symbol("t")


def product(*factors):
    return x.Product(factors)


def plus(*terms):
    return x.Add(terms)


def over(node):
    return x.Inverse(node)


def slope(node, by):
    return x.Derivative(node, by)


def log_det(node):
    return x.Call("log", x.Determinant(node))


ORDERS = {
    "a letter": (A, 0),
    "another size": (u, 0),
    "a sum": (plus(A, B), 0),
    "a product": (product(A, B), 1),
    "three factors": (product(A, B, C), 2),
    "a number times a letter": (product(x.Number(2), A), 0),
    "a transposed product": (x.Transpose(product(A, B)), 1),
    "an inverse": (over(A), 1),
    "an inverse of a sum": (over(plus(A, B)), 1),
    "an inverse of a product": (over(product(A, B)), 2),
    "a matrix between inverses": (product(over(A), B, over(A)), 1 + 0 + 1 + 2),
    "a sum of inverses": (plus(over(A), over(B)), 2),
    "an inverse of a sum of inverses": (over(plus(over(A), over(B))), 3),
    "a name": (x.Named("P", over(A)), 1),
    "an inverse at a vector": (product(over(A), y), 2),
    "over a number": (x.Quotient(over(A), t), 1),
    "the unit matrix": (x.Diagonal(x.Constant(1, ("n", "1"))), 0),
    "the slopes of tr(BA)": (slope(x.Trace(product(B, A)), A), 0),
    "the slopes of tr(A⁻¹B), −A⁻¹BA⁻¹ transposed": (slope(x.Trace(product(over(A), B)), A), 4),
    "the slopes of log det A, A⁻¹ transposed": (slope(log_det(A), A), 1),
    "the slopes of log det(AB) by B, (AB)⁻¹A transposed": (slope(log_det(product(A, B)), B), 2 + 0 + 1),
    "the slopes of half of log det A": (slope(x.Quotient(log_det(A), x.Number(2)), A), 1),
    "the slopes of yᵀA⁻¹z by A, A⁻¹zyᵀA⁻¹ transposed": (
        slope(product(x.Transpose(y), over(A), z), A),
        1 + 0 + 0 + 1 + 3,
    ),
    "the slopes of yᵀA⁻¹y by y, two terms": (slope(product(x.Transpose(y), over(A), y), y), 2 + 2),
}


@pytest.mark.parametrize("name", ORDERS)
def test_an_order(name):
    node, order = ORDERS[name]
    assert Orders("n").of(node) == order


BEYOND = {
    "a trace": (x.Trace(over(A)), "closed-scalars"),
    "a determinant": (x.Determinant(A), "closed-scalars"),
    "an entrywise product": (x.Hadamard(A, over(A)), "closed-scalars"),
    "all ones": (product(over(A), x.Constant(1, ("n", "1"))), "closed-scalars"),
    "a closed scalar between vectors": (
        product(z, x.Transpose(y), over(A), y, x.Transpose(z)),
        "scalars-beside-inverses",
    ),
    "a closed scalar before a matrix": (product(x.Trace(A), over(A)), "scalars-beside-inverses"),
    "a closed scalar below": (x.Quotient(over(A), x.Trace(A)), "closed-scalars"),
    "a vector inside of an inverse": (over(plus(A, product(y, x.Transpose(z)))), "vectors-in-inverses"),
    "a rectangular matrix inside of an inverse": (over(product(R, x.Transpose(R))), "rectangular-inverse"),
    "a column beside an inverse": (product(over(A), x.Column(B, x.Index("i", "n"))), "columns-beside-inverses"),
    "slopes by a number": (slope(x.Trace(over(product(t, A))), t), "by-a-number"),
    "slopes of a product of traces": (slope(product(x.Trace(A), x.Trace(over(A))), A), "products-of-scalars"),
    "slopes of a trace below": (slope(x.Quotient(log_det(A), x.Trace(B)), A), "more-than-traces"),
    "slopes of what divides by the variable, of another size": (
        slope(x.Quotient(x.Trace(product(over(A), R, u, x.Transpose(y))), product(x.Transpose(u), u)), u),
        "more-than-traces",
    ),
    "slopes of a determinant": (slope(x.Determinant(A), A), "more-than-traces"),
    "slopes of the square of a trace": (slope(x.Power(x.Trace(A), x.Number(2)), A), "more-than-traces"),
}


@pytest.mark.parametrize("name", BEYOND)
def test_beyond_the_argument(name):
    node, said = BEYOND[name]
    with pytest.raises(Beyond) as beyond:
        Orders("n").of(node)
    assert beyond.value.reason.code == said


@pytest.mark.parametrize(
    ("expressions", "size"),
    [
        ([over(A), over(A)], 2 * (1 + 1)),
        ([ORDERS["a matrix between inverses"][0], over(A)], 2 * (4 + 1)),
        ([over(A), over(A), ORDERS["a matrix between inverses"][0]], 2 * (4 + 1)),
        ([A, A], 4),
    ],
)
def test_the_size_that_decides_is_twice_the_order_of_the_difference(expressions, size):
    assert square_size(expressions, "n", {"n"}) == (size, None)


def test_nothing_is_decided_beside_inverses_of_another_size():
    size, reason = square_size([over(A), over(A)], "n", {"n", "K"})
    assert reason.code == "inverses-of-sizes"
    assert size >= 4
