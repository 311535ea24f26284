"""What stands beside a formula: what changes its meaning is not accepted, what does not keeps the verdict."""

import sys
from pathlib import Path

import pytest

from proofs import check

sys.path.insert(0, str(Path(__file__).parents[3] / "benchmarks"))

from page import CHANGED, INERT

CLAIMS = {
    "b.1": r"$\frac{\partial J}{\partial v_c} = U(\hat y - y)$",
    "f": r"$\sigma'(x) = \sigma(x)(1 - \sigma(x))$",
    "c": r"$\frac{\partial J}{\partial u_w} = (\hat y_w - y_w) v_c$",
}


@pytest.mark.parametrize("kind", CHANGED)
def test_a_change_of_the_page_that_changes_the_meaning_is_not_accepted(kind):
    for part, claim in CLAIMS.items():
        page = CHANGED[kind](claim)
        if page is not None:
            found = check(part, page)
            assert not found.accepted, (part, page)


@pytest.mark.parametrize("kind", INERT)
def test_a_change_that_keeps_the_meaning_keeps_the_verdict(kind):
    for part, claim in CLAIMS.items():
        page = INERT[kind](claim)
        if page is not None:
            found = check(part, page)
            assert found.accepted, (part, page, found.message)


LEFT_SIDES = [
    (r"-\frac{\partial J}{\partial v_c} = U(y - \hat y)", "incomplete"),
    (r"-\frac{\partial J}{\partial v_c} = U(\hat y - y)", "wrong"),
    (r"2\frac{\partial J}{\partial v_c} = 2U(\hat y - y)", "incomplete"),
    (r"\left(\frac{\partial J}{\partial v_c}\right)^\top = (\hat y - y)^\top U^\top", "proved"),
    (r"U\hat y - Uy = U(\hat y - y)", "proved"),
]


@pytest.mark.parametrize(("latex", "word"), LEFT_SIDES)
def test_the_left_side_is_decided_like_any_other_expression(latex, word):
    assert check("b.1", latex).verdict == word


REDEFINED = [
    r"Let $y$ be uniform. $\frac{\partial J}{\partial v_c} = U(\hat y - y)$",
    r"$\frac{\partial J}{\partial v_c} = U(\hat y - y)$ where $\hat y = \sigma(U^\top v_c)$",
    r"$\frac{\partial J}{\partial v_c} = U(\hat y - y)$, where $\hat y$ is the one-hot label and $y$ the prediction.",
    r"设 $y$ 为均匀分布。$\frac{\partial J}{\partial v_c} = U(\hat y - y)$",
]
AGREEING = [
    r"Let $y$ be the one-hot vector of the true outside word. $\frac{\partial J}{\partial v_c} = U(\hat y - y)$",
    r"$\frac{\partial J}{\partial v_c} = U(\hat y - y)$ where $\hat y = \operatorname{softmax}(U^\top v_c)$",
    r"$\frac{\partial J}{\partial v_c} = U(\hat y - y)$, where $\hat y$ is the predicted distribution.",
    r"其中 $y$ 是独热向量。$\frac{\partial J}{\partial v_c} = U(\hat y - y)$",
]


@pytest.mark.parametrize("text", REDEFINED)
def test_a_symbol_that_means_something_else_is_ambiguous(text):
    assert check("b.1", text).verdict == "ambiguous"


@pytest.mark.parametrize("text", AGREEING)
def test_a_definition_that_agrees_is_inert(text):
    assert check("b.1", text).accepted


def test_two_answers_that_differ_are_not_accepted():
    first, second = r"$\frac{\partial J}{\partial v_c} = U(\hat y - y)$", r"$U\hat y$"
    assert check("b.1", f"{first}, so the answer is {second}").verdict == "ambiguous"
    assert check("b.1", f"{first}, so the answer is $U\\hat y - u_o$").accepted


def test_a_false_step_of_an_identity_refuses_it():
    assert check("a", r"-\sum_w y_w \log \hat y_w = -\sum_w \log \hat y_w = -\log \hat y_o").verdict == "wrong"


BESIDE = [r"\implies 0=1", r"\iff U=0"]


@pytest.mark.parametrize("consequence", BESIDE)
def test_a_false_consequence_behind_the_answer_is_not_passed_over(consequence):
    assert check("b.1", r"$\frac{\partial J}{\partial v_c} = U(\hat y - y)" + consequence + "$").verdict == "ambiguous"


def test_an_assignment_to_a_symbol_redefines_it():
    claim = r"$\frac{\partial J}{\partial v_c} = U(\hat y - y)$"
    assert check("b.1", r"$y\leftarrow 2y$; " + claim).verdict == "ambiguous"


def test_a_condition_explained_in_words_keeps_its_verdict():
    text = "$u_o = E[u_w]$，即模型的估计值等于实际值时计算出的梯度等于 0。"
    assert check("b.2", text).verdict == "proved"
