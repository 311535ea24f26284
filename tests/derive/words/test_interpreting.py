"""What an author adds to a gradient when asked to interpret it says nothing against the gradient; what changes it does."""

import pytest

from proofs import check

VALUE = r"$$\frac{\partial J}{\partial v_c} = U(\hat y - y)$$"
HARMLESS = [
    r"It's zero when $\hat y = y$.",
    "Check of the dimensions: $U$ is $d \\times V$, $\\hat y - y$ is $V \\times 1$, so the result is $d \\times 1$.",
    "It is zero when the prediction equals the label.",
    "The gradient is zero when the predicted distribution is the true one.",
    "The gradient vanishes if the model predicts the correct word with probability 1.",
    r"The gradient is zero when the expected outside vector equals the true one, $\sum_x \hat y_x u_x = u_o$.",
    r"When is the gradient zero? When $\hat y$ equals $y$, or in general when $U\hat y = u_o$.",
    r"This is zero if $U\hat y = u_o$. When we subtract it, $v_c$ moves to $u_o$.",
    "\n\nSubtracting this gradient moves $v_c$ towards $u_o$ and away from the weighted average of all outside vectors.",
    "\n\nWhen the gradient is subtracted from $v_c$, the first term pushes it away from the wrong words.",
]
CHANGING = [
    r"It's zero when $\hat y = 2y$.",
    "Check of the dimensions: $U$ is $d \\times V$, $\\hat y - y$ is $V \\times 1$, so the result is $V \\times 1$.",
    "It is zero when the word is rare.",
    r"The gradient is zero when $\hat y = 2y$.",
    r"When is the gradient zero? When $\hat y$ equals $2y$.",
    "Subtracting it gives the right answer.",
    "When we subtract it we get the answer.",
    "\n\nSubtracting half of it moves the answer to the right value.",
]


@pytest.mark.parametrize("words", HARMLESS)
def test_an_interpretation_says_nothing_against_the_gradient(words: str) -> None:
    assert check("b.1", f"{VALUE} {words}").verdict == "proved"


@pytest.mark.parametrize("words", CHANGING)
def test_what_is_not_known_of_it_does(words: str) -> None:
    assert not check("b.1", f"{VALUE} {words}").accepted


@pytest.mark.parametrize(
    "answer",
    [
        r"If $\hat y = y$ the gradient is $0$. More generally it is zero whenever $U \hat y = U y$.",
        r"当 $\hat y = y$ 时梯度为零；更一般地，只要 $U(\hat y-y)=0$ 即可。",
    ],
)
def test_a_case_beside_the_condition_is_no_limit(answer: str) -> None:
    assert check("b.2", answer).accepted
    assert not check("b.2", answer.replace(r"\hat y = y", r"\hat y = 2y", 1)).accepted
    assert not check("b.2", answer.replace("If", "Only if").replace("当", "仅当")).accepted


@pytest.mark.parametrize(
    ("part", "answer", "changed"),
    [
        (
            "f",
            r"Let $z = 1+e^{-x}$, so that $\sigma(x) = 1/z$. $$\frac{d\sigma}{dx} = \sigma(x)(1-\sigma(x))$$",
            ("1/z", "2/z"),
        ),
        ("i.3", r"This is the zero vector, $\mathbf 0$.", ("zero", "wrong")),
        ("g.2.reuse", r"$1-\sigma(U_{o,\{w_1,\dots,w_K\}}^\top v_c)$ is all we need.", ("all", "not what")),
        (
            "g.1.u_o",
            r"$\frac{\partial J}{\partial u_o}=(\sigma(u_o^\top v_c)-1)v_c$ (the other terms don't contain $u_o$)",
            ("the other terms don't", "plus the terms that"),
        ),
        (
            "a",
            r"The label $y$ is all zeros except for a one in position $o$, so $-\sum_w y_w\log\hat y_w = -\log\hat y_o$.",
            ("a one", "a two"),
        ),
        ("a", r"$y$ 是独热编码。" + "\n\n" + r"$$-\sum_w y_w\log\hat y_w = -\log\hat y_o$$", ("独热编码", "均匀编码")),
    ],
)
def test_reasons_that_students_give(part: str, answer: str, changed: tuple[str, str]) -> None:
    assert check(part, answer).accepted
    assert not check(part, answer.replace(*changed)).accepted
