"""A function of the author's own: its parameter is bound, a number or an index, and its argument stands in its place."""

import pytest

from proofs import check

RIGHT = [
    ("f", r"With $q(t)=\sigma(t)$, $\sigma'(x)=q(x)q(-x)$"),
    ("f", r"$\sigma'(x)=q(-x)-q(-x)^2$ where $q(z)=\sigma(z)$"),
    ("g.1.u_o", r"$\frac{\partial J}{\partial u_o}=-q(-u_o^\top v_c)v_c$, $q(t)=\frac{1}{1+e^{-t}}$"),
    ("c", r"Let $q(j)=\hat y_j-y_j$. $\frac{\partial J}{\partial u_w}=q(w)v_c$"),
    ("b.1", r"Let $q(j)=\hat y_j$. $\frac{\partial J}{\partial v_c}=\sum_xq(x)u_x-u_o$"),
]
WRONG = [
    ("f", r"With $q(t)=\sigma(t)$, $\sigma'(x)=q(x)q(x)$"),
    ("f", r"$\sigma'(x)=q(-x)-q(x)^2$ where $q(z)=\sigma(z)$"),
    ("g.1.u_o", r"$\frac{\partial J}{\partial u_o}=-q(u_o^\top v_c)v_c$, $q(t)=\frac{1}{1+e^{-t}}$"),
    ("c", r"Let $q(j)=\hat y_j-y_j$. $\frac{\partial J}{\partial u_w}=q(2)v_c$"),
    ("b.1", r"Let $q(j)=\hat y_j$. $\frac{\partial J}{\partial v_c}=\sum_xq(V)u_x-u_o$"),
]


@pytest.mark.parametrize(("part", "answer"), RIGHT)
def test_a_function_at_its_argument(part: str, answer: str) -> None:
    assert check(part, answer).verdict == "proved"


@pytest.mark.parametrize(("part", "answer"), WRONG)
def test_a_function_at_another_argument_has_another_value(part: str, answer: str) -> None:
    assert check(part, answer).verdict == "wrong"


def test_an_index_that_is_no_letter_is_not_read_as_the_letter() -> None:
    answer = r"Let $q(k)=\sigma(u_{w_k}^\top v_c)$. $\frac{\partial J}{\partial v_c}=(\sigma(u_o^\top v_c)-1)u_o+\sum_{k=1}^Kq(%s)u_{w_k}$"
    assert check("g.1.v_c", answer % "k").verdict == "proved"
    assert check("g.1.v_c", answer % "K").verdict == "wrong"
    assert check("g.1.v_c", answer % "k+1").verdict == "unreadable"


@pytest.mark.parametrize("name", ["q_{%s}", "q(%s)"])
def test_a_sum_in_a_definition_binds_nothing_of_what_it_is_taken_at(name: str) -> None:
    slope = rf"\frac{{\partial J}}{{\partial v_c}}=\sum_{{x\in Vocab}}{name % 'x'}u_x-u_o"
    assert check("b.1", rf"Let ${name % 'w'}=\sum_{{x\in Vocab}}\hat y_x1\{{x=w\}}$. ${slope}$").verdict == "proved"
    assert (
        check("b.1", rf"Let ${name % 'w'}=\frac1V\hat y_w\sum_{{x\in Vocab}}1\{{x=w\}}$. ${slope}$").verdict == "wrong"
    )


def test_a_sum_in_a_function_binds_nothing_of_its_argument() -> None:
    slope = r"\frac{\partial J}{\partial v_c}=\sum_{x\in Vocab}q(\hat y_x)u_x-u_o"
    assert check("b.1", rf"Let $q(z)=\sum_{{x\in Vocab}}z\hat y_x$. ${slope}$").verdict == "proved"
    assert check("b.1", rf"Let $q(z)=\sum_{{x\in Vocab}}z\hat y_x^2$. ${slope}$").verdict == "wrong"
