"""The terminal and the browser: the same layout in other signs."""

import xml.etree.ElementTree

import pytest

from derive.expression import (
    Add,
    Call,
    Column,
    Index,
    Named,
    Negative,
    Number,
    OneHot,
    Pi,
    Product,
    Quotient,
    Sum,
    Symbol,
    Transpose,
)
from derive.writing.mathml import mathml
from derive.writing.text import text

U, v, o, w = Symbol("U", ("d", "V")), Symbol("v_c", ("d", "1")), Index("o", "V"), Index("w", "V")
y_hat, y, x = Symbol("ŷ", ("V", "1")), Named("y", OneHot(o)), Symbol("x")
a, ONE = Symbol("a"), Number(1)
score = Product((Transpose(Column(U, o)), v))

WRITTEN = [
    (Quotient(ONE, Product((a, Add((ONE, a))))), "1/(a (1 + a))"),
    (Quotient(ONE, Call("sigmoid", a)), "1/σ(a)"),
    (Quotient(ONE, Product((Number(2), Pi()))), "1/(2 π)"),
    (score, "u_oᵀ v_c"),
    (Product((U, Add((y_hat, Negative(y))))), "U (ŷ − y)"),
    (Sum(w, Column(U, w)), "Σ_{w=1…V} u_w"),
    (Product((Quotient(x, Add((x, x))), x)), "(x/(x + x)) x"),
    (Negative(Add((x, x))), "−(x + x)"),
]


@pytest.mark.parametrize(("expression", "written"), WRITTEN, ids=[written for _, written in WRITTEN])
def test_text(expression, written):
    assert text(expression) == written


def test_a_sum_that_begins_with_d_is_no_differential():
    d = Symbol("d")
    assert text(Quotient(Add((d, Negative(x))), a)) == "(d − x)/a"


@pytest.mark.parametrize("expression", [expression for expression, _ in WRITTEN])
def test_mathml_is_well_formed(expression):
    xml.etree.ElementTree.fromstring(mathml(expression))


def test_vectors_are_bold_letters_and_indices_are_not():
    made = mathml(score)
    assert "𝐮" in made
    assert "𝐯" in made
    assert "<mi>o</mi>" in made
    assert "mathvariant" not in made
