"""The form of a formula, in both readers: marks of derivatives, matrices between bars, signs and words that stand alone or at a brace."""

import pytest

from derive.stating import state
from proofs import check
from proofs.statements import check_statement

MARKS = [
    (r"\frac{1}{4} \sin^4 t", r"\sin^3 t \cos t", r"\sin^{(3)} t \cos t"),
    (r"\frac{1}{4} \sin^4 t", r"\sin(t)^{3} \cos t", r"\sin(t)^{(3)} \cos t"),
    (r"\frac{1}{3} \tanh^3 t", r"\tanh^2(t) (1 - \tanh^2(t))", r"\tanh^{[2]}(t) (1 - \tanh^{[2]}(t))"),
    (r"\sinh t", r"(\cosh t)^{1}", r"{\cosh t}^{(1)}"),
    (r"\frac{1}{3} e^{3 t}", r"e^{(3 t)}", r"\exp^{(3)}(t)"),
    (r"(1 - t)^{(3 - c)}", r"-(3 - c) (1 - t)^{(2 - c)}", r"-(3 - c) (1 - t)^{(2)} (1 - t)^{-c}"),
]


@pytest.mark.parametrize(("loss", "right", "wrong"), MARKS)
def test_a_number_in_brackets_above_a_function_is_no_power(loss, right, wrong):
    asked = state(loss, "t", (), ["t:", "c:"])
    assert check_statement(asked, right).verdict == "proved"
    assert check_statement(asked, wrong).verdict == "unreadable"


@pytest.mark.parametrize("name", ["vmatrix", "Vmatrix"])
def test_matrices_between_bars_are_no_brackets(name):
    asked = state(r"\lVert A - B \rVert_F^2", "A", (), ["A: n x n", "B: n x n"])
    plain, bars = (rf"2 \begin{{{each}}} A - B \end{{{each}}}" for each in ("bmatrix", name))
    assert check_statement(asked, plain).verdict == "proved"
    assert not check_statement(asked, bars).accepted
    assert check("d", r"v_c \begin{bmatrix} \hat y - y \end{bmatrix}^\top").verdict == "proved"
    assert not check("d", rf"v_c \begin{{{name}}} \hat y - y \end{{{name}}}^\top").accepted


def test_a_norm_written_as_a_matrix_between_double_bars_is_one():
    asked = state(r"\lVert z \rVert^3", "z", (), ["z: n"])
    assert check_statement(asked, r"3 \begin{Vmatrix} z \end{Vmatrix} z").verdict == "proved"
    assert check_statement(asked, r"3 \begin{vmatrix} z \end{vmatrix} z").verdict == "unreadable"


SAID = [
    r"\Rightarrow\text{absurd}", r"\Longrightarrow\text{nonsense}", r"\implies\text{no}", r"\implies\bot", r"\quad\lightning",
    r"\quad\frownie", r"\qquad\textbf{No!}",
]  # fmt: skip
TICKED = [
    "",
    r"\quad\checkmark",
    r"\quad\blacksquare",
    r"\quad\text{(chain rule)}",
    r"\Rightarrow \frac{\partial J}{\partial U} = v_c \hat y^\top - v_c y^\top",
]


@pytest.mark.parametrize("behind", SAID)
def test_a_word_or_a_sign_that_stands_alone_in_a_formula_is_heard(behind):
    assert check("d", rf"\frac{{\partial J}}{{\partial U}} = v_c (\hat y - y)^\top {behind}").verdict == "ambiguous"
    asked = state(r"\lVert A \rVert_F^2", "A", (), ["A: n x n"])
    assert not check_statement(asked, rf"2 A {behind}").accepted


@pytest.mark.parametrize("behind", TICKED)
def test_what_says_nothing_behind_a_formula_is_let_be(behind):
    assert check("d", rf"\frac{{\partial J}}{{\partial U}} = v_c (\hat y - y)^\top {behind}").verdict == "proved"


BRACES = [
    (r"\underbrace{U (\hat y - y)}_{\text{gradient}}", r"\underbrace{U (\hat y - y)}_{2 \text{ times}}"),
    (r"\underbrace{U \hat y}_{d \times 1} - \underbrace{U y}_{= u_o}", r"\underbrace{U \hat y}_{d \times 1} - \underbrace{U y}_{\to 0}"),
    (r"U (\overbrace{\hat y}^{\text{prediction}} - y)", r"U (\overbrace{\hat y}^{1 - \text{label}} - y)"),
]  # fmt: skip


@pytest.mark.parametrize(("right", "wrong"), BRACES)
def test_what_stands_at_a_brace_is_heard_to_its_end(right, wrong):
    assert check("b.1", right).verdict == "proved"
    assert check("b.1", wrong).verdict == "ambiguous"


def test_a_colour_before_a_list_of_cases_is_no_word_of_it():
    cases = r"$w = o: (\hat y_o-1)v_c; w \ne o: \hat y_w v_c$"
    assert check("c", rf"\textcolor{{blue}}{{{cases}}}").verdict == "proved"
    assert check("c", cases.replace("v_c$", r"v_c; \text{contradiction}$")).verdict != "proved"


@pytest.mark.parametrize(
    "behind", [r"\quad x", r"\qquad v_c", r"\quad\ding{55}", r"\quad\unicode{x2717}", r"\quad y_o"]
)
def test_an_expression_behind_a_gap_is_another_value(behind):
    assert check("d", rf"\frac{{\partial J}}{{\partial U}} = v_c (\hat y - y)^\top {behind}").verdict == "ambiguous"
    asked = state(r"\lVert A \rVert_F^2", "A", (), ["A: n x n"])
    assert not check_statement(asked, rf"2 A {behind}").accepted


@pytest.mark.parametrize("behind", [r"\quad (3)", r"\quad [2]", r"\qquad v_c \hat y^\top - v_c y^\top"])
def test_a_number_of_the_equation_or_the_value_again_is_none(behind):
    assert check("d", rf"\frac{{\partial J}}{{\partial U}} = v_c (\hat y - y)^\top {behind}").verdict == "proved"


@pytest.mark.parametrize(
    ("fits", "restricts"),
    [
        (r"y \in \{0, 1\}^V", r"y \in \{-1, 1\}^V"),
        (r"\hat y \in [0, 1]^V", r"\hat y \in \{0, 1\}^V"),
        (r"o \in \{1, \ldots, V\}", r"o \in \{1, 2\}"),
        (r"v_c \in \mathbb R^d", r"v_c \in [-1, 1]^d"),
    ],
)
def test_a_set_of_values_is_that_of_the_symbol(fits, restricts):
    assert check("b.1", rf"$U (\hat y - y)$, ${fits}$").verdict == "proved"
    assert check("b.1", rf"$U (\hat y - y)$, ${restricts}$").verdict == "ambiguous"
