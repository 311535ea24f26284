"""What is said beside an answer to a loss of one's own: properties, shapes and sizes that the statement does not have, a second answer."""

import pytest

from derive.stating import state
from proofs.statements import check_statement

LEAST_SQUARES = state(r"\frac12\|Xw-y\|^2", "w", declare=["X: n x d", "w: d", "y: n"])
RIGHT = r"$\nabla_wJ=X^\top(Xw-y)$"

BLOCKED = [
    r"If $y$ is zero, " + RIGHT,
    r"若 $y$ 为零，" + RIGHT,
    r"Let $X$ be symmetric. " + RIGHT,
    RIGHT + r" where $X$ is $d\times n$",
    RIGHT + r" where $y_1=1$",
    RIGHT + r", $n=d$",
    RIGHT + r", so the answer is $X^\top y$.",
    RIGHT + r" without the term $+1$",
    r"Ignoring the regulariser, " + RIGHT,
    RIGHT + r". Correction: a factor is missing.",
    RIGHT + r", per sample",
    RIGHT + r" where $J$ is the mean loss",
    r"The gradient of $J^2$ is $X^\top(Xw-y)$",
    r"In one dimension, " + RIGHT,
    r"\begin{mistake}" + RIGHT + r"\end{mistake}",
    RIGHT + r" if $n\ge d$",
    RIGHT + r" where $y$ is the residual",
    r"The gradient by $y$ is $X^\top(Xw-y)$",
    RIGHT + r", so it is $X^\top Xw$",
    RIGHT.replace(r"\top", "T") + r" where $T=2$",
    r"Suppose the loss is not squared. " + RIGHT,
    r"\footnote{" + RIGHT + "}",
    RIGHT.replace("=", r"\overset{2}{=}"),
    r"Part of the gradient is $X^\top(Xw-y)$.",
    r"The transpose of this: " + RIGHT,
    r"$X^\top X$ " + RIGHT,
    r"The negative of the gradient: " + RIGHT,
    RIGHT + r", which is a scalar.",
    RIGHT + r". This is an $n\times d$ matrix.",
    RIGHT + r", a vector of length $n$.",
    r"With respect to $y$ we get " + RIGHT,
    RIGHT + r" where $y$ means something else",
    RIGHT + r". Here $y$ is half of what the exercise calls $y$.",
    RIGHT + r" where $y$ stands for $3y$",
    RIGHT + r". We now have $X^\top Xw$.",
    RIGHT + r". Compare $X^\top Xw$.",
    r"I differentiate −J. " + RIGHT,
    RIGHT + r" over 2",
    RIGHT + r". I checked it: the ratio came out as 2.",
]


@pytest.mark.parametrize("text", BLOCKED)
def test_what_the_statement_does_not_suppose_blocks(text):
    assert check_statement(LEAST_SQUARES, text).verdict == "ambiguous"


SAID = [
    r"Here $w$ is the weight vector. " + RIGHT,
    RIGHT + r" where $X$ is $n\times d$",
    RIGHT + r" with $X\in\mathbb R^{n\times d}$ and $y\in\mathbb R^n$",
    r"Let $r=Xw-y$. Then $\nabla_wJ=X^\top r$.",
    r"$J=\frac12(Xw-y)^\top(Xw-y)$, so " + RIGHT,
    RIGHT + r", which is a vector.",
    RIGHT + r" $\square$",
    RIGHT + r". This is a vector of length $d$.",
    r"With respect to $w$ we get " + RIGHT,
    RIGHT + r" where $y$ means the vector of targets",
    RIGHT + r". We now have $X^\top Xw-X^\top y$.",
    RIGHT + r". I checked it: the ratio came out as 1.",
    r"The gradient of the transpose is the transpose, so " + RIGHT,
]


@pytest.mark.parametrize("text", SAID)
def test_what_it_has_is_no_objection(text):
    found = check_statement(LEAST_SQUARES, text)
    assert found.accepted, found.message


def test_a_property_that_is_assumed_may_be_said():
    asked = state(r"x^\top S x", "x", declare=["S: n x n", "x: n"], assume=["S symmetric"])
    assert check_statement(asked, r"Since $S$ is symmetric, $\nabla_xJ=2Sx$.").accepted


def test_one_letter_in_two_fonts_is_two_symbols():
    assert not check_statement(LEAST_SQUARES, r"$\nabla_wJ=\mathcal X^\top(Xw-y)$").accepted


@pytest.mark.parametrize(("words", "accepted"), [("rows", True), ("columns", False)])
def test_a_matrix_of_data_lies_as_the_words_say(words, accepted):
    fit = state(r"\sum_{i=1}^N (w^\top x_i - y_i)^2", "w", declare=["x[N]: d", "w: d", "y: N"])
    text = rf"$\nabla_w J = 2 X^\top (X w - y)$, where the {words} of $X$ are $x_i$."
    assert check_statement(fit, text).accepted == accepted


@pytest.mark.parametrize(
    ("beside", "verdict"),
    [
        ("It is a vector.", "proved"),
        (r"Moreover $s = r = 0$.", "ambiguous"),
        (r"Moreover $s = r$.", "ambiguous"),
    ],
)
def test_an_equation_beside_a_value_alone_that_does_not_hold_may_restrict_it(beside, verdict):
    asked = state(r"\frac12 \|r - s\|^2", "r", declare=["r: n", "s: n"])
    assert check_statement(asked, f"$r - s$. {beside}").verdict == verdict


@pytest.mark.parametrize("formula", [r"$r - s$", r"\newcommand{\off}{r - s} $\off$"])
def test_a_formula_that_is_right_without_its_words_is_told_whatever_it_is_written_with(formula):
    asked = state(r"\frac12 \|r - s\|^2", "r", declare=["r: n", "s: n"])
    found = check_statement(asked, f"{formula} is halved by the bicycle.")
    assert found.verdict == "ambiguous"
    assert "formula-alone" in {note.code for note in found.notes}
