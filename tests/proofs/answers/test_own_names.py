"""Names that an author gives: one name means one thing, an entry of it too, and what is defined by entries or by cases is what it says."""

import pytest

from proofs.verdict import ACCEPTED, REFUSED
from proofs.verify import check

SAMPLED = r"\frac{\partial J}{\partial v_c}=(\sigma(u_o^\top v_c)-1)u_o+\sum_k t_k u_{w_k}"

RIGHT = [
    ("d", r"Let $\delta=\hat y-y$, so $\delta_w=\hat y_w-y_w$, and $\frac{\partial J}{\partial U}=v_c\delta^\top$"),
    ("d", r"$\frac{\partial J}{\partial U}=v_c\delta^\top$ with $\delta_w=\hat y_w-y_w$"),
    ("b.1", r"$\frac{\partial J}{\partial v_c}=U\delta$ where $\delta_w=\hat y_w-y_w$"),
    (
        "b.1",
        r"$\frac{\partial J}{\partial v_c}=\sum_w e_w u_w$ where $e_w=\begin{cases}\hat y_w-1&w=o\\\hat y_w&w\ne o\end{cases}$",
    ),
    (
        "b.1",
        r"$\theta=U^\top v_c$, $J=-\theta_o+\log\sum_w e^{\theta_w}$, $\delta=\frac{\partial J}{\partial\theta}=\hat y-y$, $\frac{\partial J}{\partial v_c}=U\delta$",
    ),
    ("g.1.u_o", r"$\frac{\partial J}{\partial u_o}=(h(u_o^\top v_c)-1)v_c$ where $h(x)=\frac{1}{1+e^{-x}}$"),
    ("b.1", r"$\frac{\partial J}{\partial v_c}=U\delta$, $\delta_w=\hat y_w$ for $w\ne o$, $\delta_o=\hat y_o-1$"),
    ("f", r"$\sigma'(x)=h(x)h(-x)$ where $h(t)=\sigma(t)$"),
    ("g.1.v_c", rf"Let $h(k)=\sigma(u_{{w_k}}^\top v_c)$. ${SAMPLED.replace('t_k', 'h(k)')}$"),
    ("g.1.v_c", rf"${SAMPLED}$ where $t_k=\sigma(u_{{w_k}}^\top v_c)$, $k=1,\dots,K$"),
]

NOT_ACCEPTED = [
    ("b.1", r"$\delta=\hat y-y$, $\delta_o=0$, $\frac{\partial J}{\partial v_c}=U\delta$"),
    ("d", r"Let $\delta=\hat y-y$. With $\delta_w=y_w-\hat y_w$, $\frac{\partial J}{\partial U}=v_c\delta^\top$"),
    ("b.1", r"$\frac{\partial J}{\partial v_c}=U\delta$ where $\delta_w=\hat y_w-y_w$ and $\delta_o=0$"),
    ("b.1", r"$\frac{\partial J}{\partial v_c}=U\delta$ where $\delta_w=\hat y_w-1$ if $w=o$"),
    ("b.1", r"$\frac{\partial J}{\partial v_c}=U\delta$ where $\delta\approx\hat y-y$"),
    ("d", r"$G=v_c(\hat y-y)^\top$ with $G_o=0$. $\frac{\partial J}{\partial U}=G$"),
    ("g.1.v_c", rf"Let $t_k=\sigma(u_{{w_k}}^\top v_c)$ and $t_1=0$. ${SAMPLED}$"),
    ("g.1.v_c", rf"Let $t_k=\sigma(u_{{w_k}}^\top v_c)$. Now let $t_k=1-\sigma(u_{{w_k}}^\top v_c)$. ${SAMPLED}$"),
    ("g.1.v_c", rf"${SAMPLED}$ where $t_k=\sigma(u_{{w_k}}^\top v_c)$ for $k\ge2$"),
    ("g.1.v_c", rf"Let $h(k)=\sigma(u_{{w_k}}^\top v_c)$. ${SAMPLED.replace('t_k', 'h(K)')}$"),
    ("g.1.u_o", r"Let $a=\sigma(u_o^\top v_c)$, $a:=a-2$. $\frac{\partial J}{\partial u_o}=(a-1)v_c$"),
    ("f", r"Let $h(x)=\sigma(x)$. Let $h(x)=\sigma(x)^2$. $\sigma'(x)=h(x)(1-h(x))$"),
    ("b.1", r"Let $\mathbf p=\hat y$ and $p=y$. $\frac{\partial J}{\partial v_c}=U(p-y)$"),
]  # fmt: skip


@pytest.mark.parametrize(("part", "answer"), RIGHT)
def test_a_name_is_what_its_author_says(part, answer):
    assert check(part, answer).verdict in ACCEPTED


@pytest.mark.parametrize(("part", "answer"), NOT_ACCEPTED)
def test_a_name_with_two_meanings_or_none_is_not_accepted(part, answer):
    assert check(part, answer).verdict not in ACCEPTED


def test_a_name_set_apart_for_one_word_is_not_refused():
    answer = r"$\frac{\partial J}{\partial v_c}=\sum_w p_w u_w$ where $p_w=\hat y_w$ for $w\ne o$ and $p_o=\hat y_o-1$"
    assert check("b.1", answer).verdict not in REFUSED


@pytest.mark.parametrize(
    ("part", "before", "answer"),
    [
        ("b.1", r"$J=\log\hat y_o$", r"\frac{\partial J}{\partial v_c}=U(\hat y-y)"),
        ("b.1", r"$y$ is the prediction, $\hat y$ is the label.", r"\frac{\partial J}{\partial v_c}=U(\hat y-y)"),
        ("f", r"Let $\sigma(x)=\tanh x$.", r"\sigma'(x)=\sigma(x)(1-\sigma(x))"),
    ],
)
def test_declarations_before_an_answer_are_held_to_the_assignment(part, before, answer):
    assert check(part, answer).verdict == "proved"
    assert check(part, answer, before).verdict == "ambiguous"
    assert check(
        part, answer, r"Let $U \in \mathbb{R}^{d \times V}$, $\hat y=\operatorname{softmax}(U^\top v_c)$."
    ).accepted


def test_a_case_and_a_piece_of_the_other_are_no_answer():
    case = r"$\frac{\partial J}{\partial u_w}=(\hat y_w-1)v_c$ for $w=o$"
    assert check("c", rf"{case} and $\hat y_wv_c$ for $w\ne o$").accepted
    assert check("c", rf"{case} and $\hat y_wv_c$ for $w>o$").verdict == "incomplete"
