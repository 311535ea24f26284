"""Words that say what a name of the statement is: those that make it another thing are not passed over, those that fit say nothing."""

import pytest

from derive.stating import state
from proofs.statements import check_statement

ASKED = state(
    r"-\log p_t",
    "h",
    where=[r"p_k = \frac{\exp(a_k^\top h)}{\sum_{j=1}^K \exp(a_j^\top h)}", r"y_k = 1\{k = t\}"],
    declare=["a[K]: d", "h: d", "t: index K"],
)
CLAIM = r"$\frac{\partial J}{\partial h} = \sum_{k=1}^K (p_k - y_k) a_k$"
OTHERS = [
    "Let $y$ be uniform. {}",
    "Here $p$ is the one-hot vector. {}",
    "{}, where $y$ is the vector of ones",
    "{} 其中 $y$ 为全一向量",
    "{}, where $p$ is the true label and $y$ the prediction",
    "{}. Here $y$ denotes the predicted class.",
    "{}, where $y$ is one-hot at $s$",
    "Let $a_t$ denote the $s$-th column. {}",
    "If $y$ is zero everywhere, {}",
]
FITTING = [
    "{}, where $p$ is the vector of predicted probabilities",
    "{}, where $y$ is the one-hot label and $p$ the prediction",
    "Here $y$ is zero everywhere except for a one at $t$. {}",
    "{}, where $y$ is one-hot at $t$",
    "{} 其中 $y$ 是独热向量",
    "Let $p$ be the softmax of the scores. {}",
]


@pytest.mark.parametrize("page", OTHERS)
def test_words_that_make_a_name_another_thing_are_not_passed_over(page):
    assert check_statement(ASKED, page.format(CLAIM)).verdict == "ambiguous"


@pytest.mark.parametrize("page", FITTING)
def test_words_that_fit_a_name_say_nothing(page):
    assert check_statement(ASKED, page.format(CLAIM)).verdict == "proved"


SQUARES = state(r"\frac12 \lVert X w - y \rVert^2", "w", declare=["X: n x d", "w: d", "y: n"])


@pytest.mark.parametrize(
    ("fits", "odd"),
    [
        (r", where $X^\top$ denotes the transpose of $X$", r", where $X^\top$ denotes the inverse of $X$"),
        (r", $X^\top$ is the transpose", r", $X^\top$ being $X$ itself"),
        (r", where $X^\top$ is $d \times n$", r", where $X^\top$ is $X$"),
    ],
)
def test_a_sign_above_a_symbol_keeps_its_meaning(fits, odd):
    assert check_statement(SQUARES, rf"$\nabla_w J = X^\top (X w - y)${fits}.").verdict == "proved"
    assert check_statement(SQUARES, rf"$\nabla_w J = X^\top (X w - y)${odd}.").verdict == "ambiguous"


@pytest.mark.parametrize("which", ["other", "*other*", "second", "previous", "dual"])
def test_the_gradient_of_another_loss_is_no_answer(which):
    assert check_statement(SQUARES, r"The gradient of the loss is $X^\top (X w - y)$.").verdict == "proved"
    said = rf"The gradient of the {which} loss is $X^\top (X w - y)$."
    assert check_statement(SQUARES, said).verdict == "ambiguous"
