"""What stands behind a gradient and says where it is zero is no step of it, and has to be true."""

import pytest

import gradproof

GRADIENT = r"$\frac{\partial J}{\partial v_c} = U(\hat y - y)$"
DISPLAYED = r"$$\frac{\partial J}{\partial v_c} = \sum_w P(w \mid c) u_w - u_o$$"


@pytest.mark.parametrize(
    "answer",
    [
        GRADIENT + r". It is zero when $\hat y = y$.",
        GRADIENT + r". It is $0$ if and only if $u_o = \sum_w \hat y_w u_w$.",
        GRADIENT + r". 当 $\hat y = y$ 时，梯度为零。",
        GRADIENT + r". 当且仅当 $U\hat y = u_o$ 时梯度为零。",
        DISPLAYED + r" It vanishes when $$u_o = \sum_w P(w \mid c) u_w$$",
        DISPLAYED + r" When $\partial J$ is 0, we have $$u_o = \sum_w P(w \mid c) u_w$$",
        DISPLAYED[:-2] + r" \\ When\ \partial J\ is\ 0,\ we\ have\\ u_o = \sum_w P(w \mid c) u_w$$",
    ],
)
def test_a_true_remark_is_no_step_and_no_second_answer(answer):
    found = gradproof.check("b.1", answer)
    assert found.verdict == "proved", found.message
    assert all(link.holds for link in found.links)


@pytest.mark.parametrize(
    "remark",
    [
        r". If the gradient is zero, then $u_o = -\sum_w \hat y_w u_w$.",
        r". If the gradient is zero, then $\hat y = y$.",
        r". It vanishes when $v_c = 0$.",
        r". It is zero if and only if $\hat y = y$.",
        ". This is zero.",
        ". It vanishes.",
        ". This is $0$.",
        ". 这是$0$。",
    ],
)
def test_a_remark_that_is_false_is_not_accepted(remark):
    assert gradproof.check("b.1", GRADIENT + remark).verdict == "ambiguous"


def test_a_remark_on_another_derivative_is_not_held_against_an_answer():
    answer = GRADIENT + r". $\frac{\partial J}{\partial U} = v_c(\hat y - y)^\top$. It vanishes when $v_c = 0$."
    assert gradproof.check("b.1", answer).accepted


def test_a_true_derivative_by_something_else_is_told_as_that():
    found = gradproof.check("c", r"\frac{\partial J}{\partial U} = v_c(\hat y - y)^\top")
    assert (found.verdict, found.message.code) == ("wrong-target", "other-target")


def test_a_value_that_this_refers_to_is_that_of_the_derivative_before_it():
    window = r"\sum_{-m \leq j \leq m, j \neq 0}\frac{\partial J(v_c, w_{t+j}, U)}{\partial U}"
    first = rf"\frac{{\partial J_{{skip-gram}}}}{{\partial U}} = {window}"
    second = r"\frac{\partial J_{skip-gram}}{\partial v_w} = 0 \quad (w \neq c)"
    remark = "This last gradient is $0$ since these vectors are not used."
    both = rf"\begin{{gather*}} {first} \\ {second} \end{{gather*}}"
    assert gradproof.check("i.1", f"{both}\n{remark}").accepted
    assert not gradproof.check("i.1", f"$${first}$$\n{remark}").accepted


CONDITION = r"The gradient vanishes if and only if $U\hat y = Uy$"


@pytest.mark.parametrize(
    "instance",
    [
        r". In particular, this is the case if the prediction is perfect, $\hat y = y$.",
        r", for example when $\hat y = y$.",
        r", for instance if the prediction is perfect.",
        r"，例如 $\hat y = y$。",
        r", that is, $U(\hat y - y) = 0$.",
    ],
)
def test_an_instance_of_a_condition_or_another_form_of_it_is_no_limit(instance):
    assert gradproof.check("b.2", CONDITION + instance).verdict == "proved"


@pytest.mark.parametrize(
    "limit",
    [
        r", i.e. $\hat y = y$.",
        r". This is the case iff $\hat y = y$.",
        r", for example only if $\hat y = y$.",
        r", in particular $U = 0$.",
        r", for example, when it is not zero.",
        r", for example never.",
    ],
)
def test_what_is_said_to_be_the_only_case_or_is_none_speaks_against_it(limit):
    assert not gradproof.check("b.2", CONDITION + limit).accepted


@pytest.mark.parametrize(
    "words",
    [
        ". For all other words the gradient is zero.",
        ". For every other word it vanishes.",
        "，最后还要再乘以 $-1$。",
        "，然后除以 $2$。",
        "，再减去 $v_c$。",
    ],
)
def test_what_a_later_clause_does_with_the_answer_or_says_of_other_cases_is_not_free(words):
    answer = r"$\frac{\partial J}{\partial u_w} = (\hat y_w - y_w)v_c$"
    assert gradproof.check("c", answer + ".").accepted
    assert not gradproof.check("c", answer + words).accepted


CONDITION_AGAIN = r"It is zero when $U\hat y = Uy$"


@pytest.mark.parametrize("again", [r", i.e. $\hat y = y$.", r", so $\hat y = y$.", r"，即 $\hat y = y$。"])
def test_a_condition_put_anew_as_one_that_is_enough_is_that(again):
    assert gradproof.check("b.2", CONDITION_AGAIN + again).verdict == "incomplete"


REUSED = r"$\mathbf 1 - \sigma(U_{o,\{w_1,\dots,w_K\}}^\top v_c)$"


@pytest.mark.parametrize(
    ("before", "behind"),
    [
        ("All of the gradients contain ", ""),
        ("The backward pass needs ", " several times over"),
        ("三个偏导数中都出现了 ", ""),
    ],
)
def test_words_about_where_a_quantity_occurs_say_nothing_against_it(before, behind):
    assert gradproof.check("g.2.reuse", before + REUSED + behind + ".").verdict == "proved"


@pytest.mark.parametrize(
    ("before", "behind"),
    [("Everything but ", ""), ("The opposite of ", ""), ("", ", which my friend computed"), ("", ", squared")],
)
def test_words_that_change_a_quantity_speak_against_it(before, behind):
    assert not gradproof.check("g.2.reuse", before + REUSED + behind + ".").accepted


@pytest.mark.parametrize(
    "case",
    ["If CASE, the gradient is zero", "When the prediction is perfect (CASE) it vanishes", "if CASE then it is zero"],
)
def test_where_it_is_zero_may_be_said_case_first_and_is_held_there(case):
    claim = r"$\frac{\partial J}{\partial v_c} = U(\hat y - y)$. "
    assert gradproof.check("b.1", claim + case.replace("CASE", r"$\hat y = y$") + ".").verdict == "proved"
    assert not gradproof.check("b.1", claim + case.replace("CASE", r"$\hat y = 2y$") + ".").accepted
    assert not gradproof.check("b.1", claim + case.replace("CASE", r"$y = 0$") + ".").accepted
