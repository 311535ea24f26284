"""What tells the components of vectors apart, and which vectors are the sides of dot products; stated by hand."""

import pytest

from derive import expression as x
from proofs.identity.sides import shared_sides, told_apart

u, v, A, W = (
    x.Symbol("u", ("n", "1")),
    x.Symbol("v", ("n", "1")),
    x.Symbol("A", ("n", "n")),
    x.Symbol("W", ("m", "n")),
)
i, k = x.Index("i", "n"), x.Index("k", "V")
U = x.Symbol("U", ("n", "V"))
TWO = x.Number(2)


@pytest.mark.parametrize(
    ("node", "sizes"),
    [
        (i, {"n"}),
        (x.Ordinal(1, "n"), {"n"}),
        (x.Constant(1, ("n", "1")), {"n"}),
        (x.Constant(0, ("n", "1")), set()),
        (A, {"n"}),  # a square matrix may be any, also one that is no multiple of I
        (W, set()),
        (u, set()),
        (x.Quotient(u, x.Call("exp", v)), {"n"}),
        (x.Trace(A), {"n"}),
        (x.Call("exp", u), {"n"}),
        (x.Hadamard(u, v), {"n"}),
        (x.Add((u, v)), set()),
        (x.Symbol("z", ("1+K", "1")), set()),
        (x.Call("exp", x.Symbol("z", ("1+K", "1"))), {"K"}),
    ],
    ids=repr,
)
def test_what_tells_components_apart(node, sizes):
    assert told_apart(node) == sizes


@pytest.mark.parametrize(
    ("side", "hub"),
    [
        (u, u),
        (x.Transpose(x.Negative(u)), u),
        (x.Product((TWO, u)), u),
        (x.Product((u, TWO)), u),
        (x.Quotient(u, TWO), u),
        (x.Add((u, x.Product((TWO, u)))), u),
        (x.Add((u, v)), None),
        (x.Product((A, u)), None),
        (x.Column(U, k), x.Column(U, k)),
        (x.Call("exp", u), None),
    ],
    ids=repr,
)
def test_the_side_of_a_dot_product_is_a_multiple_of_one_vector(side, hub):
    assert shared_sides((side,), frozenset({k})) == (frozenset() if hub is None else {hub})


def test_a_column_at_an_index_that_is_bound_is_no_side():
    assert shared_sides((x.Column(U, k),), frozenset()) == frozenset()
