"""What each kind of expression looks like in LaTeX. The table is the specification."""

import pytest

from derive.expression import (
    ALWAYS,
    Add,
    Beside,
    Call,
    Cases,
    Column,
    Compare,
    Constant,
    Delta,
    Derivative,
    Dimension,
    Entry,
    Expression,
    Extremum,
    Hadamard,
    Index,
    Loss,
    Mapped,
    Named,
    Negative,
    Not,
    Number,
    OneHot,
    Ordinal,
    Power,
    Product,
    Quotient,
    Same,
    Softmax,
    Sum,
    Symbol,
    Table,
    Transpose,
)
from derive.writing.latex import latex
from derive.writing.layout import Style

w, o, c = (Index(name, "V") for name in "woc")
s, r = (Index(name, "K") for name in "sr")
j, i = Index("j", "±m"), Index("i", "d")
U, C = Symbol("U", ("d", "V")), Symbol("C", ("d", "V"), letters=("V", "v"))
x, alpha = Symbol("x"), Symbol("alpha")
v_c = Column(C, c)
w_s, w_r, w_tj = Mapped("w", s, "V"), Mapped("w", r, "V"), Mapped("w_t", j, "V")


def score(index):
    return Product((Transpose(Column(U, index)), v_c))


def sigmoid(argument):
    return Call("sigmoid", argument)


y_hat = Named("ŷ", Softmax(Product((Transpose(U), v_c))))
y = Named("y", OneHot(o))
J_neg = Add(
    (Negative(Call("log", sigmoid(score(o)))), Negative(Sum(s, Call("log", sigmoid(Negative(score(w_s))))))),
)
window = Sum(j, Loss("J", v_c, w_tj, U), Not(Same(j, Ordinal(0, "±m"))))
difference = Add((y_hat, Negative(y)))

WRITTEN: list[tuple[Expression, str]] = [
    (
        Quotient(Call("exp", score(o)), Sum(w, Call("exp", score(w)))),
        r"\frac{\exp(u_o^\top v_c)}{\sum_{w=1}^V \exp(u_w^\top v_c)}",
    ),
    (J_neg, r"-\log \sigma(u_o^\top v_c) - \sum_{s=1}^K \log \sigma(-u_{w_s}^\top v_c)"),
    (Product((U, difference)), r"U(\hat{y} - y)"),
    (Product((v_c, Transpose(difference))), r"v_c(\hat{y} - y)^\top"),
    (window, r"\sum_{\substack{-m \leq j \leq m \\ j \neq 0}} J(v_c, w_{t+j}, U)"),
    (Derivative(Loss("J", v_c, w_tj, U), U), r"\frac{\partial J(v_c, w_{t+j}, U)}{\partial U}"),
    (Derivative(Named("J_naive-softmax", J_neg), v_c), r"\frac{\partial J_{\text{naive-softmax}}}{\partial v_c}"),
    (Derivative(score(o), v_c), r"\frac{\partial}{\partial v_c}(u_o^\top v_c)"),
    (Derivative(Call("log", x), x), r"\frac{d}{d x} \log x"),
    (Sum(r, Product((sigmoid(score(w_r)), v_c)), Same(w_r, w_s)), r"\sum_{r:w_r=w_s} \sigma(u_{w_r}^\top v_c) v_c"),
    (Sum(w, Add((x, Number(1))), Not(Same(w, o))), r"\sum_{w \neq o}(x + 1)"),
    (
        Cases(((Number(1), Compare(Number(0), "<", x)), (alpha, ALWAYS))),
        r"\begin{cases} 1 & \text{if } x > 0 \\ \alpha & \text{otherwise} \end{cases}",
    ),
    (Product((Sum(w, x), x)), r"\left(\sum_{w=1}^V x\right) x"),
    (Product((x, Call("log", x), x)), r"x(\log x) x"),
    (Product((Number(2), Number(3))), r"2 \cdot 3"),
    (Product((score(o), Column(U, o))), r"(u_o^\top v_c) u_o"),
    (Product((Column(U, o), Transpose(Column(U, o)), v_c)), r"u_o u_o^\top v_c"),
    (Product((Negative(sigmoid(x)), x)), r"-\sigma(x) x"),
    (Negative(Add((x, alpha))), r"-(x + \alpha)"),
    (Add((x, Negative(Add((x, alpha))))), r"x - (x + \alpha)"),
    (Add((x, Add((x, alpha)))), r"x + x + \alpha"),
    (Product((Transpose(U), Hadamard(v_c, v_c))), r"U^\top(v_c \odot v_c)"),
    (Power(sigmoid(x), Number(2)), r"\sigma(x)^2"),
    (Power(Call("log", x), Number(2)), r"(\log x)^2"),
    (Quotient(Number(1), Add((Number(1), Call("exp", Negative(x))))), r"\frac{1}{1 + e^{-x}}"),
    (Extremum("max", (Product((alpha, x)), x)), r"\max(\alpha x, x)"),
    (Beside((Column(U, o), Negative(Table(s, Column(U, w_s))))), r"[u_o, -u_{w_1}, \dots, -u_{w_K}]"),
    (Named("U_o,{w_1,…,w_K}", U), r"U_{o, \{w_1, \dots, w_K\}}"),
    (Delta(Same(w, o)), r"\mathbb{1}[w = o]"),
    (Entry(y_hat, w), r"\hat{y}_w"),
    (Entry(v_c, i), r"V_{i, c}"),
    (Entry(Symbol("z_h", ("K", "1")), s), r"(z_h)_s"),
    (Constant(0, ("d", "1")), r"\mathbf{0}"),
    (Call("abs", x), r"\lvert x \rvert"),
    (Quotient(x, Dimension("1+K")), r"\frac{x}{K + 1}"),
]


@pytest.mark.parametrize(("expression", "written"), WRITTEN, ids=[written for _, written in WRITTEN])
def test_latex(expression, written):
    assert latex(expression) == written


def test_bold_marks_vectors_and_matrices_but_no_scalar_and_no_subscript():
    bold = latex(Product((U, difference)), Style(bold=True))
    assert bold == r"\mathbf{U}(\hat{\mathbf{y}} - \mathbf{y})"
    assert latex(Entry(y_hat, w), Style(bold=True)) == r"\hat{y}_w"
    assert latex(score(o), Style(bold=True)) == r"\mathbf{u}_o^\top \mathbf{v}_c"


def test_chinese_words_in_cases():
    cases = Cases(((Number(1), Compare(Number(0), "<", x)), (alpha, ALWAYS)))
    assert latex(cases, lang="zh") == r"\begin{cases} 1 & \text{当 } x > 0 \\ \alpha & \text{其他情况} \end{cases}"


@pytest.mark.parametrize("name", ["C", "U", "V", "K"])
def test_letters_are_printed_as_they_were_written(name):
    assert latex(Symbol(name, ("m", "n"))) == name
