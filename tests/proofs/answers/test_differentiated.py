"""A bare value that is said to be the derivative of something else than the loss is no answer; of the loss, in whatever words, it is one."""

import pytest

from gradproof import check

VALUE = r"$U(\hat y - y)$"
OTHER = [
    "Differentiating the log-likelihood of the word gives {}.",
    "The gradient of the partition function is {}.",
    "The gradient of the regularised loss is {}.",
    "Differentiating the negative loss gives {}.",
    r"The gradient of $\log \hat y_o$ with respect to $v_c$ is {}.",
    r"The derivative of $2J$ is {}.",
    r"The gradient of $Z$ is {}.",
    "对数概率的梯度为 {}。",
    "对负损失求导，得 {}。",
    r"对 $\log p_o$ 求导，得 {}。",
]
OWN = [
    "Differentiating the loss gives {}.",
    "The gradient of the naive softmax loss with respect to the centre vector is {}.",
    r"Differentiating $J$ with respect to $v_c$ gives {}.",
    r"The gradient of $-\log \hat y_o$ is {}.",
    "损失函数的梯度为 {}。",
    r"对 $v_c$ 求导，得 {}。",
]


@pytest.mark.parametrize("words", OTHER)
def test_the_derivative_of_something_else_is_no_answer(words):
    found = check("b.1", words.format(VALUE))
    assert found.verdict == "ambiguous"
    assert "formula-alone" in {note.code for note in found.notes}


@pytest.mark.parametrize("words", OWN)
def test_the_derivative_of_the_loss_is_one(words):
    assert check("b.1", words.format(VALUE)).verdict == "proved"


def test_a_left_side_says_by_itself_what_was_differentiated():
    answer = r"Differentiating the first term gives $-u_o$, and the log of the sum $U\hat y$; so $\frac{\partial J}{\partial v_c} = U(\hat y - y)$."
    assert check("b.1", answer).verdict == "proved"
