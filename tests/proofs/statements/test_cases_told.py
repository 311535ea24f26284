r"""Cases of an answer to a loss of one's own that stand in formulas of their own: "if $j = y$, then …; otherwise …"."""

import pytest

from derive.stating import state
from proofs.statements import check_statement

CLASS = state(r"-\log q_c", "z", where=[r"q = \operatorname{softmax}(z)"], declare=["z: n", "c: index n"])
AT_C = r"$\frac{\partial J}{\partial z_i} = q_i - 1$"
ELSEWHERE = r"$\frac{\partial J}{\partial z_i} = q_i$"
RELU = state(r"\max(0, 2 - t)", "t", declare=["t:"])


@pytest.mark.parametrize(
    "answer",
    [
        f"If $i = c$, then {AT_C}. If $i \\neq c$, then {ELSEWHERE}.",
        f"{AT_C} if $i = c$ and {ELSEWHERE} if $i \\ne c$.",
        f"When $i = c$: {AT_C}. Otherwise: {ELSEWHERE}.",
        f"{AT_C} for $i = c$ and $q_i$ otherwise.",
        f"当 $i = c$ 时，{AT_C}；当 $i \\ne c$ 时，{ELSEWHERE}。",
        rf"For $i = c$ we get $\frac{{\partial J}}{{\partial z_c}} = q_c - 1$, and for $i \ne c$ we get {ELSEWHERE}.",
        rf"If $i = c$, then {AT_C}. If $i \ne c$, then {ELSEWHERE}. Hence $\frac{{\partial J}}{{\partial z}} = q - e_c$.",
    ],
)
def test_all_cases_together_are_an_answer(answer):
    assert check_statement(CLASS, answer).verdict == "proved"


@pytest.mark.parametrize(
    ("answer", "word"),
    [
        (f"If $i \\ne c$, then {AT_C}. If $i = c$, then {ELSEWHERE}.", "wrong"),
        (f"{AT_C} for $i \\ne c$ and $q_i$ otherwise.", "wrong"),
        (f"If $i = c$, then {AT_C}.", "incomplete"),
        (f"If $i = c$, then {AT_C}. Then {AT_C}.", "incomplete"),
        (rf"For $i = c$ we get $\frac{{\partial J}}{{\partial z_c}} = q_c$, and for $i \ne c$ {ELSEWHERE}.", "wrong"),
        (rf"If $i = c$, then {AT_C}. Hence $\frac{{\partial J}}{{\partial z}} = q + e_c$.", "wrong"),
    ],
)
def test_a_case_that_is_wrong_or_missing_is_told(answer, word):
    assert check_statement(CLASS, answer).verdict == word


@pytest.mark.parametrize(
    ("answer", "accepted"),
    [
        (r"If $t < 2$, $\frac{dJ}{dt} = -1$, otherwise it is $0$.", True),
        (r"The derivative is $-1$ if $t < 2$ and $0$ if $t > 2$.", True),
        (r"If $t > 2$, $\frac{dJ}{dt} = -1$, otherwise it is $0$.", False),
        (r"If $t < 1$, $\frac{dJ}{dt} = -1$, otherwise it is $0$.", False),
        (r"If $t < 2$, $\frac{dJ}{dt} = -1$.", False),
    ],
)
def test_cases_of_a_number(answer, accepted):
    assert check_statement(RELU, answer).accepted == accepted


@pytest.mark.parametrize("condition", [r"$n \ge 3$", "$c = d$", "$c = 1$", r"$z \ne 0$", "$i = k$"])
def test_a_condition_that_restricts_the_whole_answer_blocks(condition):
    assert not check_statement(CLASS, rf"If {condition}, then $\frac{{\partial J}}{{\partial z}} = q - e_c$.").accepted


HINGE = state(r"\sum_{j \ne c} \max(0, z_j - z_c + 1)", "z", declare=["z: n", "c: index n"])
ABOVE = r"\mathbb{1}[z_j - z_c + 1 > 0]"


@pytest.mark.parametrize(
    ("others", "own", "word"),
    [
        (ABOVE, rf"-\sum_{{j \ne c}} {ABOVE}", "proved"),
        (ABOVE, rf"\sum_{{j \ne c}} {ABOVE}", "wrong"),
        (f"-{ABOVE}", rf"-\sum_{{j \ne c}} {ABOVE}", "wrong"),
    ],
)
def test_the_derivative_by_one_entry_stands_beside_that_by_the_others(others, own, word):
    beside = rf"and $\frac{{\partial J}}{{\partial z_c}} = {own}$"
    assert (
        check_statement(HINGE, rf"For $j \ne c$, $\frac{{\partial J}}{{\partial z_j}} = {others}$, {beside}.").verdict
        == word
    )
    assert not check_statement(HINGE, rf"For $k \ne c$, $k$ is another class, {beside}.").accepted
