"""Layouts that students use, found by writing answers as they do: each beside a wrong one of the same layout."""

import pytest

from proofs.verify import check

LAYOUTS = [
    (
        "b.1",
        r"g := \frac{\partial J}{\partial v_c} = U(\hat y - y)",
        r"g := \frac{\partial J}{\partial v_c} = U(y - \hat y)",
    ),
    (
        "c",
        r"\frac{\partial J}{\partial u_w}=(\hat y_w-y_w)v_c\quad\forall w\in Vocab",
        r"\frac{\partial J}{\partial u_w}=(y_w-\hat y_w)v_c\quad\forall w\in Vocab",
    ),
    (
        "c",
        r"\frac{\partial J}{\partial u_w}=\begin{cases}(\hat y_o-1)v_c&\text{if }u_w=u_o\\\hat y_wv_c&\text{if }u_w\neq u_o\end{cases}",
        r"\frac{\partial J}{\partial u_w}=\begin{cases}(\hat y_o-1)v_c&\text{if }u_w\neq u_o\\\hat y_wv_c&\text{if }u_w=u_o\end{cases}",
    ),
    (
        "c",
        r"$$\frac{\partial J}{\partial u_w}=-\frac{\partial(u_o^\top v_c)}{\partial u_w}+\frac{\partial}{\partial u_w}\log\sum_{x}\exp(u_x^\top v_c)$$ When $w=o$ this is $(\hat y_o-1)v_c$; when $w\neq o$ it is $\hat y_wv_c$.",
        r"$\frac{\partial J}{\partial u_w}$: when $w=o$ it is $\hat y_ov_c$; when $w\neq o$ it is $(\hat y_w-1)v_c$.",
    ),
    ("d", r"[(\hat y_1-y_1)v_c\ \cdots\ (\hat y_V-y_V)v_c]", r"[(y_1-\hat y_1)v_c\ \cdots\ (y_V-\hat y_V)v_c]"),
    (
        "d",
        r"[(\hat y_1-y_1)v_c\;(\hat y_2-y_2)v_c\;\cdots\;(\hat y_V-y_V)v_c]",
        r"[\hat y_1v_c\;\hat y_2v_c\;\cdots\;\hat y_Vv_c]",
    ),
    (
        "e",
        r"\frac{d}{dx}\text{LeakyReLU}(x)=\begin{cases}1&x>0\\\alpha&x<0\end{cases}",
        r"\frac{d}{dx}\text{LeakyReLU}(x)=\begin{cases}\alpha&x>0\\1&x<0\end{cases}",
    ),
    (
        "f",
        r"$\frac{1}{\sigma}=1+e^{-x}$, so $-\frac{\sigma'}{\sigma^2}=-e^{-x}=1-\frac1\sigma$ and $\sigma'=\sigma(1-\sigma)$.",
        r"$\frac{1}{\sigma}=1+e^{-x}$, so $-\frac{\sigma'}{\sigma^2}=-e^{-x}=1-\frac1\sigma$ and $\sigma'=\sigma(1+\sigma)$.",
    ),
    (
        "g.1.u_ws",
        r"\frac{\partial J}{\partial u_{w_s}}=(1-\sigma(-u_{w_s}^\top v_c))v_c,\quad s=1,\ldots,K",
        r"\frac{\partial J}{\partial u_{w_s}}=(1-\sigma(u_{w_s}^\top v_c))v_c,\quad s=1,\ldots,K",
    ),
]


@pytest.mark.parametrize(("part", "right", "wrong"), LAYOUTS, ids=[f"{part} {right}" for part, right, _ in LAYOUTS])
def test_right_and_wrong(part, right, wrong):
    found, refused = check(part, right), check(part, wrong)
    assert found.accepted, (found.verdict, found.message)
    assert refused.refused, (refused.verdict, refused.message)


def test_a_value_that_words_call_the_derivative_is_no_mention():
    assert not check("i.3", r"$v_w$ with $w\neq c$ does not appear in $J$, so the derivative is $0$.").refused


def test_one_member_is_no_set_of_all_words():
    assert not check("c", r"\frac{\partial J}{\partial u_w}=\hat y_wv_c,\quad w\in\{c\}").accepted
