"""Signs, cases and numbers that an author writes in words between formulas are read with them."""

import pytest

from proofs import check

RIGHT = [
    ("b.1", r"$U\hat y$ minus $u_o$"),
    ("b.1", r"梯度等于 $U\hat y$ 减去 $u_o$。"),
    ("c", r"$\hat y_w v_c$ in general, minus $v_c$ if $w = o$"),
    ("c", r"$\frac{\partial J}{\partial u_w} = \hat y_w v_c$, minus $v_c$ when $w = o$."),
    ("e", r"1 if x > 0, $\alpha$ if x < 0"),
    ("e", r"The slope is 1 on the positive side and $\alpha$ on the negative side."),
    ("e", r"The derivative is $1$ for positive x and $\alpha$ for negative x."),
]
WRONG = [
    ("b.1", r"$U\hat y$ plus $u_o$"),
    ("b.1", r"$U(\hat y-y)$ minus $u_o$"),
    ("b.1", r"梯度等于 $U\hat y$ 加上 $u_o$。"),
    ("c", r"$\hat y_w v_c$ in general, plus $v_c$ if $w = o$"),
    ("c", r"$\hat y_w v_c$ in general, minus $v_c$ if $w \ne o$"),
    ("c", r"$-\hat y_w v_c$ in general, minus $v_c$ if $w = o$"),
    ("e", r"1 if x < 0, $\alpha$ if x > 0"),
    ("e", r"The slope is 0 on the positive side and $\alpha$ on the negative side."),
]


@pytest.mark.parametrize(("part", "answer"), RIGHT)
def test_it_is_read_as_the_sign_that_it_says(part: str, answer: str) -> None:
    assert check(part, answer).verdict == "proved"


@pytest.mark.parametrize(("part", "answer"), WRONG)
def test_it_makes_another_value_wrong(part: str, answer: str) -> None:
    assert check(part, answer).verdict == "wrong"


@pytest.mark.parametrize(
    "steps",
    [
        r"$\partial J/\partial v_c = U\,\partial J/\partial\theta$ with $\theta = U^\top v_c$, and $\partial J/\partial\theta = \hat y - y$.",
        r"$\frac{\partial J}{\partial v_c} = U\frac{\partial J}{\partial\theta}$ with $\theta = U^\top v_c$, and $\frac{\partial J}{\partial\theta} = \hat y - y$.",
    ],
)
def test_a_chain_that_ends_in_a_derivative_by_a_helper_is_on_the_way(steps: str) -> None:
    assert check("b.1", rf"{steps} So the answer is $U(\hat y - y)$.").verdict == "proved"
    assert check("b.1", rf"{steps} So the answer is $U(y - \hat y)$.").verdict in ("wrong", "incomplete")
    assert check("b.1", steps).verdict == "incomplete"


def test_a_product_with_a_bracket_opens_a_chain_and_defines_nothing() -> None:
    assert check("b.1", r"$U(\hat y-y) = U\hat y - u_o$").verdict == "proved"
    assert check("b.1", r"$U(\hat y-y) = U\hat y + u_o$").verdict == "wrong"
