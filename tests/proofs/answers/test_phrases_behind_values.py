"""A value with a reason, a description or a paraphrase behind it: the formulas in those are no values, and no way past the value itself."""

import pytest

from proofs.verify import check

REFUSED = ("wrong", "wrong-shape", "transposed", "wrong-target")

HARMLESS = [
    ("d", r"$v_c(\hat y-y)^\top$, the outer product of $v_c$ and $\hat y-y$"),
    ("d", r"$v_c(\hat y-y)^\top$, where $v_c$ is $d\times 1$ and $(\hat y-y)^\top$ is $1\times V$."),
    ("d", r"$v_c(\hat y-y)^\top$, i.e. $v_c$ times the transposed error $(\hat y-y)^\top$"),
    ("d", r"$v_c(\hat y-y)^\top$ because column $w$ is $(\hat y_w-y_w)v_c$"),
    ("d", r"$\frac{\partial J}{\partial U}=v_c(\hat y-y)^\top$，即 $v_c$ 与 $\hat y-y$ 的外积。"),
    ("b.1", r"$U(\hat y-y)$, that is, $U\hat y$ minus $u_o$."),
    ("b.1", r"$U(\hat y-y)$，也就是 $U\hat y$ 减去 $u_o$。"),
    ("b.1", r"$-u_o+U\hat y$, i.e. the predicted vector $U\hat y$ minus the observed one, $u_o$"),
    ("c", r"$(\hat y_w-y_w)v_c$, i.e. $v_c$ scaled by the error $\hat y_w-y_w$"),
    ("i.3", r"$0$, as $v_w$ does not occur."),
]


@pytest.mark.parametrize(("part", "answer"), HARMLESS)
def test_the_value_is_judged_and_what_explains_it_is_not(part: str, answer: str) -> None:
    assert check(part, answer).accepted


@pytest.mark.parametrize(("part", "answer"), HARMLESS)
def test_a_wrong_value_is_refused_whatever_explains_it(part: str, answer: str) -> None:
    for right, wrong in (
        (r"v_c(\hat y-y)^\top", r"2v_c(\hat y-y)^\top"),
        (r"U(\hat y-y)", r"2U(\hat y-y)"),
        (r"-u_o+U\hat y", r"u_o+U\hat y"),
        (r"(\hat y_w-y_w)v_c", r"(\hat y_w+y_w)v_c"),
        ("$0$", "$v_c$"),
    ):
        if right in answer:
            assert not check(part, answer.replace(right, wrong, 1)).accepted
            break
    else:
        raise AssertionError(answer)


@pytest.mark.parametrize(
    ("part", "answer"),
    [
        ("b.1", r"$U(\hat y-y)$, i.e. twice $U(\hat y-y)$"),
        ("b.1", r"$U(\hat y-y)$, i.e. $U\hat y$ minus $2u_o$"),
        ("b.1", r"$U(\hat y-y)$, i.e. $U\hat y$ plus $u_o$"),
        ("b.1", r"$U(\hat y-y)$, i.e. $U\hat y$ minus half the observed one, $u_o$"),
        ("b.1", r"$U(\hat y-y)$, i.e. $2U(\hat y-y)$ does it"),
        ("b.1", r"$U(\hat y-y)$, where $2U(\hat y-y)$"),
        ("b.1", r"$U(\hat y-y)$ and $u_o$"),
        ("b.1", r"$U(\hat y-y)$, more precisely $U\hat y$"),
        ("b.1", r"$U(\hat y-y)$, with $2U(\hat y-y)$"),
        ("b.1", r"$U(\hat y-y)$ because it is $2U(\hat y-y)$"),
        ("b.1", r"$U(\hat y-y)$ because everything is $2U(\hat y-y)$"),
        ("b.1", r"$U(\hat y-y)$ by the chain rule $2U(\hat y-y)$"),
        ("b.1", r"$U(\hat y-y)$, the difference of $U\hat y$ and $2u_o$"),
        ("b.1", r"$U(\hat y-y)$, where $\hat y$ is $2\hat y$"),
        ("b.1", r"$U(\hat y-y)$, where $y$ is $\hat y$"),
        ("d", r"$v_c(\hat y-y)^\top$ because column $w$ is $2(\hat y_w-y_w)v_c$"),
        ("d", r"$v_c(\hat y-y)^\top$, the outer product of $v_c$ and $2(\hat y-y)$"),
        ("c", r"$(\hat y_w-y_w)v_c$, i.e. $v_c$ scaled by $2$"),
        ("c", r"$(\hat y_w-y_w)v_c$, i.e. $v_c$ scaled by the error $\hat y_w-y_w$ and then halved"),
        ("i.3", r"$0$ where $v_w$ is $v_c$"),
        ("i.3", r"$0$, or rather $v_w$"),
        ("i.3", r"$0$ plus $v_w$"),
    ],
)
def test_an_explanation_that_says_something_else_speaks_against_the_value(part: str, answer: str) -> None:
    assert not check(part, answer).accepted


@pytest.mark.parametrize(
    ("part", "answer"),
    [
        ("i.3", r"$0$, since $v_w$ isn't in this loss."),
        ("i.3", r"$0$. This loss has no $v_w$ in it."),
        ("i.3", r"$0$ (there is no $v_w$ in this loss)"),
        ("f", r"$\sigma(x)(1-\sigma(x))$, i.e. only $\sigma(x)$ is needed."),
    ],
)
def test_a_formula_of_a_reason_is_never_held_against_the_truth(part: str, answer: str) -> None:
    assert check(part, answer).verdict not in REFUSED


def test_a_term_of_the_answer_may_be_named_as_one() -> None:
    chain = r"$$\frac{\partial J}{\partial v_c} = -u_o + \sum_w \hat y_w u_w = U(\hat y - y)$$"
    assert check("b.1", rf"The gradient of the first term is $-u_o$. Together: {chain}").accepted
    assert not check("b.1", rf"The gradient of the first term is $-2u_o$. Together: {chain}").accepted
    assert check(
        "b.1", rf"The first gives $-u_o$ and the second one gives $\sum_w \hat y_w u_w$. Together: {chain}"
    ).accepted
    assert not check("b.1", rf"The first gives $-u_o$ and the second one gives $2U\hat y$. Together: {chain}").accepted
    assert not check("b.1", rf"The gradient is $-u_o$. Together: {chain}").accepted


@pytest.mark.parametrize("words", ["except where $v_w$ occurs", "but except where $v_w$ occurs", "except for $v_w$"])
def test_an_exception_behind_a_value_speaks_against_it(words: str) -> None:
    assert not check("i.3", rf"$\frac{{\partial J}}{{\partial v_w}} = 0$, {words}").accepted
