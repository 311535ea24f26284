"""Answers whose formula is right and that are about something else: another loss, another argument, some cases, another symbol."""

import pytest

from derive.statement import Statement
from derive.stating import state
from proofs.statements.decide import check_statement


def squares() -> Statement:
    return state(r"\sum_{i=1}^{N} (w^\top x_i - t_i)^2", "w", declare=["x[N]: d", "w: d", "t: N"])


def quadratic() -> Statement:
    return state(r"x^\top A x + b^\top x", "x", declare=["x: n", "A: n × n", "b: n"])


def scores() -> Statement:
    return state(r"-\log\operatorname{softmax}(z)_y", "z", declare=["z: K", "y: index K"])


VALUE = r"2\sum_{i=1}^{N} (w^\top x_i - t_i) x_i"
ENTRY = r"\frac{\partial J}{\partial z_k} = \operatorname{softmax}(z)_k"
FORM = r"(A + A^\top) x + b"


@pytest.mark.parametrize("name", ["J", "L", r"\mathcal{L}", "J_{MSE}", "J(w)", "L(w, t)", "J_N", r"\ell"])
def test_names_of_the_loss(name: str) -> None:
    assert check_statement(squares(), rf"\frac{{\partial {name}}}{{\partial w}} = {VALUE}").verdict == "proved"


@pytest.mark.parametrize(
    "name", ["J_i", "L_i(w)", "J'", r"\bar{J}", r"J_{\text{reg}}", "L_{test}", "J_{-i}", "J(w_0)", "J(t)", "J(w^2)"]
)
def test_another_function_is_not_the_loss(name: str) -> None:
    assert check_statement(squares(), rf"\frac{{\partial {name}}}{{\partial w}} = {VALUE}").verdict == "unreadable"


@pytest.mark.parametrize(
    ("answer", "word"),
    [
        (rf"{ENTRY} \quad k \ne y", "incomplete"),
        (rf"{ENTRY} - 1 \quad (k = y)", "incomplete"),
        (rf"${ENTRY} - 1 \quad (k = y)$ and ${ENTRY} \quad (k \ne y)$", "proved"),
        (rf"{ENTRY} - \begin{{cases}} 1 & k = y \\ 0 & k \ne y \end{{cases}}", "proved"),
    ],
)
def test_conditions_leave_no_case_out(answer: str, word: str) -> None:
    assert check_statement(scores(), answer).verdict == word


def test_an_answer_for_some_signs_is_half_of_one() -> None:
    asked = state(r"\log(1 + e^{-t x})", "x", declare=["x:", "t:"])
    assert check_statement(asked, r"-t\sigma(-t x),\ x > 0").verdict == "incomplete"
    assert check_statement(asked, r"-t\sigma(-t x)").verdict == "proved"


@pytest.mark.parametrize(
    ("words", "word"),
    [
        ("where $A$ is diagonal", "ambiguous"),
        ("and $A$ is symmetric", "ambiguous"),
        ("where $b$ is a row vector", "ambiguous"),
        ("where $A$ is a vector", "ambiguous"),
        (r"where $A^\top$ means the negative of it", "ambiguous"),
        ("where $A$ is a matrix and $b$ is a vector", "proved"),
        (r"where $A^\top$ denotes the transpose of $A$", "proved"),
    ],
)
def test_a_symbol_described_otherwise(words: str, word: str) -> None:
    assert check_statement(quadratic(), rf"$\frac{{\partial J}}{{\partial x}} = {FORM}$, {words}").verdict == word


@pytest.mark.parametrize(
    "words", ["where $i$ runs over the samples with $t_i > 0$", "summed over $d$ as well", "averaged over $i$"]
)
def test_words_behind_a_bare_value_are_weighed(words: str) -> None:
    assert check_statement(squares(), f"${VALUE}$, {words}").verdict == "ambiguous"
