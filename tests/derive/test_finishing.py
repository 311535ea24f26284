"""What a result is tidied by: like terms, numbers, signs, symmetry by an assumption, lists of vectors; and what must stay as it is."""

from fractions import Fraction

import pytest

from derive import expression as x
from derive.finishing import FINISH, by_symmetry, finished, members
from derive.premises import Premises
from derive.stating import state
from derive.through_quantities import through_quantities
from derive.writing.text import text

N = ("n", "1")
A, B, G = x.Symbol("A", ("n", "n")), x.Symbol("B", ("n", "n")), x.Symbol("g", N)
U, V, T = x.Symbol("u", N), x.Symbol("v", N), x.Symbol("t")
FAMILY = x.Symbol("k", ("n", "K"))


def number(value: int) -> x.Number:
    return x.Number(Fraction(value))


def half(node: x.Expression) -> x.Expression:
    return x.Quotient(node, number(2))


def tidied(node: x.Expression, symmetric: str = "", families: str = "") -> str:
    steps = finished(node, frozenset(symmetric), Premises(T), frozenset(families))
    return text(steps[-1].after if steps else node)


@pytest.mark.parametrize(
    ("node", "wanted"),
    [
        (x.Add((half(U), half(U))), "u"),
        (x.Add((U, x.Negative(V), U)), "2 u − v"),
        (x.Add((half(U), x.Negative(half(U)), V)), "v"),
        (x.Add((U, half(V))), "u + (v/2)"),
        (x.Quotient(x.Add((x.Product((number(2), U)), x.Product((number(4), V)))), number(2)), "u + 2 v"),
        (x.Quotient(x.Add((x.Product((number(2), U)), x.Product((number(3), V)))), number(2)), "(2 u + 3 v)/2"),
        (x.Hadamard(x.Negative(U), V), "−u ⊙ v"),
        (x.Hadamard(x.Negative(U), x.Negative(V)), "u ⊙ v"),
        (x.Transpose(x.Transpose(A)), "A"),
        (x.Transpose(x.Inverse(x.Transpose(A))), "A⁻¹"),
    ],
)
def test_trivial_algebra(node, wanted):
    assert tidied(node) == wanted


def test_only_what_is_assumed_is_symmetric():
    square = x.Product((x.Transpose(A), U))
    assert tidied(square, "A") == "A u"
    assert tidied(square) == tidied(square, "B") == "Aᵀ u"
    inverse = x.Transpose(x.Inverse(x.Add((A, B))))
    assert tidied(inverse, "AB") == "(A + B)⁻¹"
    assert tidied(inverse, "A") == "(A + B)⁻ᵀ"
    assert tidied(x.Transpose(x.Product((A, B))), "AB") == "B A"


def test_a_family_is_no_matrix():
    product = x.Product((x.Transpose(FAMILY), G))
    assert tidied(product, "", "k") == "[gᵀ k_1, …, gᵀ k_K]ᵀ"
    assert tidied(x.Entry(product, x.Index("m", "K")), "", "k") == "gᵀ k_m"
    assert tidied(product) == "kᵀ g"
    assert tidied(x.Hadamard(x.Softmax(product), x.Symbol("q", ("K", "1"))), "", "k") == "softmax(kᵀ g) ⊙ q"


def test_every_row_has_a_name_and_sentences():
    rows = (*FINISH, by_symmetry(frozenset()), members(frozenset()))
    assert len({rule.name for rule in rows}) == len(rows)


PRINTED = [
    (r"\frac12 (u - Ax)^\top S^{-1} (u - Ax)", "x", ["S symmetric", "S invertible"], "−Aᵀ S⁻¹ (u − A x)"),
    (r"\frac12 x^\top S x - b^\top x", "x", ["S symmetric"], "S x − b"),
    (r"x^\top S x", "x", [], "S x + Sᵀ x"),
    (r"\log\det(S + X X^\top)", "X", ["S symmetric", "S positive definite"], "2 (S + X Xᵀ)⁻¹ X"),
    (r"\frac{a^\top x}{\sqrt{x^\top S x}}", "x", ["S symmetric", "S positive definite"], None),
    (r"\frac12 \lVert u - V \tanh(A x) \rVert^2", "A", [], None),
]


@pytest.mark.parametrize(("loss", "by", "assume", "wanted"), PRINTED)
def test_what_is_printed_is_tidy_and_right(loss, by, assume, wanted):
    asked = state(loss, by, assume=assume)
    result = through_quantities(asked).chains[-1].result
    said = text(result)
    assert wanted is None or said == wanted
    assert not any(ugly in said for ugly in ("ᵀ)ᵀ", "− −", "(−", "1 ·", "+ −"))
