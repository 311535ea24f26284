"""Cases told in words, or by the symbol: each answer beside one in which the two cases are exchanged, or one value is another."""

import pytest

from proofs.verify import check

CASES = [
    *(
        ("c", told.format("1", "0"), told.format("0", "1"))
        for told in (
            r"$\frac{{\partial J}}{{\partial u_w}}=\begin{{cases}}(\hat y_w-1)v_c & y_w={}\\ \hat y_wv_c & y_w={}\end{{cases}}$",
            r"$\frac{{\partial J}}{{\partial u_w}}=(\hat y_w-1)v_c$ if $y_w={}$, and $\frac{{\partial J}}{{\partial u_w}}=\hat y_wv_c$ if $y_w={}$.",
        )
    ),
    (
        "e",
        r"$f'(x)=1$ for positive $x$ and $\alpha$ for negative $x$.",
        r"$f'(x)=\alpha$ for positive $x$ and $1$ for negative $x$.",
    ),
    (
        "e",
        r"$f'(x)=1$ when $x$ is positive, and $\alpha$ when $x$ is negative.",
        r"$f'(x)=1$ when $x$ is negative, and $\alpha$ when $x$ is positive.",
    ),
    (
        "e",
        r"The slope is $1$ on the right of zero and $\alpha$ on the left.",
        r"The slope is $1$ on the left of zero and $\alpha$ on the right.",
    ),
    (
        "e",
        r"If $x$ is positive, $f'(x)=1$; otherwise $f'(x)=\alpha$.",
        r"If $x$ is positive, $f'(x)=\alpha$; otherwise $f'(x)=1$.",
    ),
    (
        "e",
        r"当 $x$ 为正时 $f'(x)=1$，当 $x$ 为负时 $f'(x)=\alpha$",
        r"当 $x$ 为负时 $f'(x)=1$，当 $x$ 为正时 $f'(x)=\alpha$",
    ),
    (
        "e",
        "| $x$ | $f'(x)$ |\n|---|---|\n| $x>0$ | $1$ |\n| $x<0$ | $\\alpha$ |",
        "| $x$ | $f'(x)$ |\n|---|---|\n| $x<0$ | $1$ |\n| $x>0$ | $\\alpha$ |",
    ),
    (
        "e",
        r"$f'(x)=1$ for $x>0$, $\alpha$ for $x<0$, and it is not differentiable at $0$.",
        r"$f'(x)=\alpha$ for $x>0$, $1$ for $x<0$, and it is not differentiable at $0$.",
    ),
    (
        "c",
        r"True word: $(\hat y_o-1)v_c$. Other words: $\hat y_wv_c$.",
        r"True word: $\hat y_ov_c$. Other words: $(\hat y_w-1)v_c$.",
    ),
    (
        "c",
        r"For the true word $\frac{\partial J}{\partial u_w}=(\hat y_w-1)v_c$; for any other word $w$, $\frac{\partial J}{\partial u_w}=\hat y_wv_c$.",
        r"For the true word $\frac{\partial J}{\partial u_w}=\hat y_wv_c$; for any other word $w$, $\frac{\partial J}{\partial u_w}=(\hat y_w-1)v_c$.",
    ),
    (
        "c",
        r"If $w$ is the outside word $o$, the gradient is $(\hat y_w-1)v_c$, and if it is not, $\hat y_wv_c$.",
        r"If $w$ is the outside word $o$, the gradient is $\hat y_wv_c$, and if it is not, $(\hat y_w-1)v_c$.",
    ),
    (
        "c",
        r"If $w$ is not the true word, the gradient is $\hat y_wv_c$, otherwise $(\hat y_w-1)v_c$",
        r"If $w$ is not the true word, the gradient is $(\hat y_w-1)v_c$, otherwise $\hat y_wv_c$",
    ),
    (
        "c",
        r"对真实的外部词 $o$，$\frac{\partial J}{\partial u_o}=(\hat y_o-1)v_c$；对其余的词 $w$，$\frac{\partial J}{\partial u_w}=\hat y_wv_c$。",
        r"对真实的外部词 $o$，$\frac{\partial J}{\partial u_o}=\hat y_ov_c$；对其余的词 $w$，$\frac{\partial J}{\partial u_w}=\hat y_wv_c$。",
    ),
    ("c", r"w = o: $(\hat y_w-1)v_c$, w != o: $\hat y_wv_c$", r"w = o: $\hat y_wv_c$, w != o: $(\hat y_w-1)v_c$"),
    (
        "c",
        r"$\frac{\partial J}{\partial u_o}=(\hat y_o-1)v_c$ and $\frac{\partial J}{\partial u_w}=\hat y_wv_c$",
        r"$\frac{\partial J}{\partial u_o}=(\hat y_o-1)v_c$ and $\frac{\partial J}{\partial u_w}=-\hat y_wv_c$",
    ),
    (
        "a",
        r"By definition $y_o=1$ and $y_w=0$ otherwise, so $-\sum_w y_w\log\hat y_w=-\log\hat y_o$",
        r"By definition $y_o=0$ and $y_w=1$ otherwise, so $-\sum_w y_w\log\hat y_w=-\log\hat y_o$",
    ),
    (
        "a",
        r"因为 $y_o=1$，其余 $y_w=0$，所以 $-\sum_wy_w\log\hat y_w=-\log\hat y_o$",
        r"因为 $y_o=1$，其余 $y_w=2$，所以 $-\sum_wy_w\log\hat y_w=-\log\hat y_o$",
    ),
    (
        "a",
        r"All $y_w=0$ but $y_o=1$. Therefore $-\sum_w y_w\log\hat y_w=-\log\hat y_o$",
        r"All $y_w=1$ but $y_o=0$. Therefore $-\sum_w y_w\log\hat y_w=-\log\hat y_o$",
    ),
]


@pytest.mark.parametrize(("part", "right", "wrong"), CASES, ids=[f"{part} {right}" for part, right, _ in CASES])
def test_right_and_wrong(part, right, wrong):
    found, refused = check(part, right), check(part, wrong)
    assert found.accepted, (found.verdict, found.message)
    assert all(link.holds is not False for link in found.links)
    assert refused.refused, (refused.verdict, refused.message)


@pytest.mark.parametrize(
    ("part", "text"),
    [
        ("e", r"$f'(x)=1$ for positive $x$."),
        ("e", r"$f'(x)=1$ for $x>0$, and it is not differentiable for $x<0$."),
        ("c", r"True word: $(\hat y_o-1)v_c$."),
        ("c", r"For the true word and all others: $\hat y_wv_c$."),
        ("b.1", r"For the true word $\frac{\partial J}{\partial v_c}=U(\hat y-y)$, for all others $0$."),
        ("a", r"$y_w=0$, so $-\sum_wy_w\log\hat y_w=-\log\hat y_o$"),
    ],
)
def test_half_of_a_case_is_not_the_answer(part, text):
    assert not check(part, text).accepted


LEFT = r"\frac{\partial J}{\partial u_w}"


@pytest.mark.parametrize(
    ("part", "answer"),
    [
        ("a", r"Since $y_w = 1$ only when $w = o$ and $y_w = 0$ otherwise, $-\sum_w y_w\log\hat y_w = -\log\hat y_o$"),
        ("a", r"Since $y_w = 0$ unless $w = o$, $-\sum_w y_w\log\hat y_w = -\log\hat y_o$"),
        (
            "e",
            r"If $x>0$, then $f(x)=x$. If $x<0$, then $f(x)=\alpha x$. So $f'(x)=1$ for $x>0$ and $f'(x)=\alpha$ for $x<0$.",
        ),
        ("c", rf"If $w=o$, the label is 1. Then ${LEFT}=(\hat y_w-1)v_c$, if $w\ne o$, then ${LEFT}=\hat y_wv_c$."),
        ("c", "If w = o: dJ/du_w = (ŷ_w - 1) v_c.\nOtherwise: dJ/du_w = ŷ_w v_c."),
    ],
)
def test_each_condition_belongs_to_the_formula_that_it_is_told_of(part, answer):
    found = check(part, answer)
    assert found.verdict == "proved", found.message
    assert all(link.holds for link in found.links)


@pytest.mark.parametrize(
    ("part", "answer"),
    [
        ("a", r"Since $y_w = 1$ unless $w = o$, $-\sum_w y_w\log\hat y_w = -\log\hat y_o$"),
        ("a", r"$-\sum_w y_w\log\hat y_w = -\log\hat y_o$ unless $w = o$."),
        (
            "e",
            r"If $x>0$, then $f(x)=x$. If $x<0$, then $f(x)=\alpha x$. So $f'(x)=\alpha$ for $x>0$ and $f'(x)=1$ for $x<0$.",
        ),
        ("c", "If w = o, dJ/du_w = ŷ_w v_c.\nOtherwise dJ/du_w = (ŷ_w - 1) v_c."),
        ("c", rf"${LEFT}=(\hat y_w-y_w)v_c$ unless $w=o$."),
        ("c", rf"${LEFT}=(\hat y_w-y_w)v_c$ only when $w=o$."),
    ],
)
def test_a_condition_told_the_wrong_way_round_is_not_accepted(part, answer):
    assert not check(part, answer).accepted


def test_what_would_be_is_no_value_of_a_name():
    counted = r"Let $n_s$ be the number of times that $w_s$ was drawn. Then $\frac{\partial J}{\partial u_{w_s}} = n_s\sigma(u_{w_s}^\top v_c)v_c$"
    assert check("h", counted + ". If all samples are distinct, $n_s = 1$.").verdict != "wrong"
    assert check("h", counted + ", where $n_s = 1$.").verdict == "wrong"


ROWS = r"$$\frac{\partial J}{\partial u_w}=\begin{cases}(\hat y_w-1)v_c & %s\\ \hat y_wv_c & %s\end{cases}$$"


@pytest.mark.parametrize(
    ("first", "second", "word"),
    [
        (r"\text{if } w \text{ is the outside word } o", r"\text{for the other words}", "proved"),
        (r"\text{if $w$ is the true word}", r"\text{if $w$ is not the true word}", "proved"),
        (r"\text{if $w$ is $o$}", r"\text{otherwise}", "proved"),
        (r"\text{if $w$ is not $o$}", r"\text{otherwise}", "wrong"),
        (r"\text{if $w$ is $c$}", r"\text{otherwise}", "wrong"),
        (r"\text{if $w$ is the centre word}", r"\text{otherwise}", "unreadable"),
        (r"\text{if $k$ is the true word}", r"\text{otherwise}", "unreadable"),
    ],
)
def test_a_row_of_cases_may_tell_its_condition_in_words(first, second, word):
    assert check("c", ROWS % (first, second)).verdict == word
