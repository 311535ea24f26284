r"""Derivatives by quantities in between: the author's own z, what he says of ∂J/∂z, and what he leaves open."""

import pytest

from derive.stating import state
from proofs.statements import check_statement

POISSON = state(r"\sum_{i=1}^N(e^{w^\top x_i}-y_iw^\top x_i)", "w", declare=["x[N]: d", "y: N", "w: d"])
LAYERS = state(
    r"\frac12\|Vh-y\|^2", "W", declare=["x: d", "y: k", "W: m x d", "V: k x m", "b: m"], where=[r"h = \tanh(Wx+b)"]
)
QUADRATIC = state(r"\frac12 x^\top Ax + c^\top x", "x", declare=["A: n x n", "x: n", "c: n"])
CUBE = state(r"(a^\top x)^3", "x", declare=["a: n", "x: n"])

THROUGH = r"$\nabla_wJ=\sum_{i=1}^N\frac{\partial J}{\partial s_i}x_i$"
LINEAR = (r"s_i=w^\top x_i", r"s_i=x_i^\top w", r"s_i=\sum_{k=1}^d w_kx_{ik}")


def verdict(statement, text):
    found = check_statement(statement, text)
    return found.verdict, [link.holds for link in found.links], [note.code for note in found.notes]


@pytest.mark.parametrize("own", LINEAR)
def test_the_loss_is_written_through_the_authors_quantity_however_it_is_spelled(own):
    text = THROUGH + rf", where ${own}$ and $\frac{{\partial J}}{{\partial s_i}}=e^{{s_i}}-y_i$"
    assert verdict(POISSON, text)[:2] == ("proved", [True])


@pytest.mark.parametrize("own", LINEAR)
def test_a_derivative_by_the_authors_quantity_is_never_nothing(own):
    twice = rf"$\nabla_wJ=\sum_i(e^{{s_i}}-y_i)x_i+\sum_i\frac{{\partial J}}{{\partial s_i}}x_i$ where ${own}$"
    assert verdict(POISSON, twice)[0] == "wrong"


@pytest.mark.parametrize("own", ["u=2x", "u=x+c", r"u=\|x\|"])
def test_a_quantity_that_the_loss_is_not_written_through_leaves_its_derivative_open(own):
    text = rf"$\nabla_xJ=\frac12(A+A^\top)x+c+\frac{{\partial J}}{{\partial u}}$ where ${own}$"
    assert verdict(QUADRATIC, text)[0] in ("incomplete", "wrong-shape")


@pytest.mark.parametrize(("own", "sign"), [(r"u=b+Wx", ""), (r"u_j=b_j+\sum_{k=1}^d W_{jk}x_k", ""), (r"u=-Wx-b", "-")])
def test_vectors_are_found_by_their_entries_and_their_opposite(own, sign):
    text = (
        rf"Let ${own}$. $\frac{{\partial J}}{{\partial u}}={sign}V^\top(Vh-y)\odot(1-h\odot h)$, "
        rf"so $\frac{{\partial J}}{{\partial W}}={sign}\frac{{\partial J}}{{\partial u}}x^\top$."
    )
    assert verdict(LAYERS, text)[:2] == ("proved", [True])


def test_an_end_that_leans_on_a_false_derivative_is_false():
    chain = (
        r"$\frac{{\partial J}}{{\partial h}}={0}$, $\frac{{\partial J}}{{\partial u}}=\frac{{\partial J}}{{\partial h}}"
        r"\odot(1-h\odot h)$ with $u=Wx+b$, and $\frac{{\partial J}}{{\partial W}}=\frac{{\partial J}}{{\partial u}}x^\top$"
    )
    assert verdict(LAYERS, chain.format(r"V^\top(Vh-y)"))[0] == "proved"
    assert verdict(LAYERS, chain.format(r"V^\top(Vh+y)"))[:2] == ("wrong", [False, True, False])
    assert verdict(LAYERS, chain.format("0"))[0] == "wrong"


def test_a_false_derivative_that_nothing_leans_on_is_a_false_step():
    text = (
        r"$\frac{\partial J}{\partial h}=2V^\top(Vh-y)$, "
        r"$\frac{\partial J}{\partial W}=(V^\top(Vh-y)\odot(1-h\odot h))x^\top$"
    )
    found = check_statement(LAYERS, text)
    assert (found.verdict, found.links[0].holds) == ("proved", False)
    assert "final-right-link-wrong" in [note.code for note in found.notes]


@pytest.mark.parametrize(
    "value",
    [
        r"\frac{\partial J}{\partial x}",
        r"\nabla_xJ",
        r"2\frac{\partial J}{\partial x}-\frac{\partial J}{\partial x}",
        r"\frac{\partial}{\partial x}\left(\frac12x^\top Ax+c^\top x\right)",
        r"c+\frac{\partial}{\partial x}\left(\frac12x^\top Ax\right)",
    ],
)
def test_a_derivative_is_no_value(value):
    found = check_statement(QUADRATIC, rf"\frac{{\partial J}}{{\partial x}}={value}")
    assert (found.verdict, found.message.code) == ("incomplete", "not-evaluated")


def test_a_derivative_that_the_page_evaluates_is_one():
    rule = r"$\frac{\partial}{\partial x}\left(\frac12x^\top Ax\right)={0}$, so $\nabla_xJ=\frac{\partial}{\partial x}\left(\frac12x^\top Ax\right)+c$"
    right, false = r"\frac12(A+A^\top)x", r"Ax"
    assert verdict(QUADRATIC, rule.replace("{0}", right))[0] == "proved"
    assert verdict(QUADRATIC, rule.replace("{0}", false))[0] == "wrong"


def test_what_leads_back_to_itself_is_no_value():
    text = r"$\frac{\partial J}{\partial u}=\frac{\partial J}{\partial u}$ where $u=a^\top x$, $\nabla_xJ=\frac{\partial J}{\partial u}a$"
    assert verdict(CUBE, text)[0] == "incomplete"


@pytest.mark.parametrize(
    "text",
    [
        r"$\frac{\partial x^\top Ax}{\partial x}=(A+A^\top)x$, so $\nabla_xJ=\frac12(A+A^\top)x+c$",
        r"$\frac12(A+A^\top)x+c$, since $\frac{\partial c^\top x}{\partial x}=c$",
        r"$\nabla_xJ=\frac12(A+A^\top)x+c$ and $\frac{\partial J}{\partial c}=x$",
    ],
)
def test_another_derivative_beside_the_answer_is_no_other_target(text):
    assert verdict(QUADRATIC, text)[0] == "proved"


@pytest.mark.parametrize(
    "text", [r"$\frac{\partial J}{\partial c}=x$", r"$\frac{\partial x^\top Ax}{\partial x}=(A+A^\top)x$"]
)
def test_another_derivative_alone_is_another_target(text):
    assert verdict(QUADRATIC, text)[0] == "wrong-target"


@pytest.mark.parametrize(("sign", "word"), [("-", "proved"), ("+", "wrong")])
def test_a_formula_without_delimiters_before_a_clause_with_them(sign, word):
    text = rf"\sum_{{i=1}}^N(s_i{sign}y_i)x_i, where $s_i=e^{{w^\top x_i}}$"
    assert verdict(POISSON, text)[0] == word


def test_a_false_sign_of_an_opposite_is_named():
    text = (
        r"Let $u=-Wx-b$. $\frac{\partial J}{\partial u}=V^\top(Vh-y)\odot(1-h\odot h)$, "
        r"$\frac{\partial J}{\partial W}=(V^\top(Vh-y)\odot(1-h\odot h))x^\top$."
    )
    assert verdict(LAYERS, text)[:2] == ("proved", [False, True])


@pytest.mark.parametrize(("sign", "word"), [("-", "proved"), ("+", "wrong")])
def test_a_derivative_that_is_said_by_its_entries_is_known_as_a_whole(sign, word):
    text = (
        rf"$\frac{{\partial J}}{{\partial h_i}}=\sum_{{j=1}}^k V_{{ji}}(Vh{sign}y)_j$, "
        r"$\frac{\partial J}{\partial W}=\left(\frac{\partial J}{\partial h}\odot(1-h\odot h)\right)x^\top$."
    )
    assert verdict(LAYERS, text)[0] == word


def test_of_two_equations_for_a_derivative_the_one_that_evaluates_it_counts():
    text = (
        r"$\frac{\partial J}{\partial h}=V^\top(Vh-y)$, $\frac{\partial J}{\partial h}=V^\top\frac{\partial J}{\partial r}$, $r=Vh-y$, "
        r"$\frac{\partial J}{\partial W}=\left(\frac{\partial J}{\partial h}\odot(1-h\odot h)\right)x^\top$."
    )
    assert verdict(LAYERS, text)[0] == "proved"


SCORES = state(
    r"\frac1N \sum_{i=1}^N \log \sum_{k=1}^C e^{w_k^\top x_i}", "w_j", declare=("x[N]: d", "w[C]: d", "j: index C")
)
GRADIENT = r"$\nabla_{w_j} L = \frac1N \sum_i \operatorname{softmax}(s_i)_j x_i$ where $s_{ik} = w_k^\top x_i$"


@pytest.mark.parametrize("step", [r"\frac{\partial s_k}{\partial w_k} = x_i", r"\partial L_i / \partial s_k = p_{ik}"])
def test_a_line_of_another_derivative_that_is_not_read_is_told_and_the_answer_decided(step):
    found = check_statement(SCORES, f"By ${step}$ we get {GRADIENT}.")
    assert found.verdict == "proved"
    assert "line-not-read" in {note.code for note in found.notes}
    assert check_statement(SCORES, f"By ${step}$ we get {GRADIENT.replace('1N', '2N')}.").verdict == "wrong"
    assert check_statement(SCORES, f"${step}$").verdict == "unreadable"


def test_a_line_of_the_derivative_asked_for_that_is_not_read_is_not_passed_over():
    assert (
        check_statement(SCORES, rf"$\frac{{\partial L}}{{\partial w_j}} = \sum_q r_q$. So {GRADIENT}.").verdict
        == "unreadable"
    )


@pytest.mark.parametrize(
    ("identity", "word"),
    [
        (r"\log \sigma(-z) = \log \sigma(z) - z", "proved"),
        (r"1 - \sigma(t) = \sigma(-t)", "proved"),
        (r"1 - \sigma(t) = \sigma(t)", "ambiguous"),
        (r"2 \sigma(z) = 1", "ambiguous"),
    ],
)
def test_an_identity_of_a_function_in_a_letter_of_its_own_is_held_for_all_numbers(identity, word):
    asked = state(r"\log(1 + e^{-a^\top x})", "x", declare=["a: n", "x: n"])
    assert check_statement(asked, rf"Since ${identity}$, $\nabla_x J = -\sigma(-a^\top x) a$.").verdict == word


def test_what_the_best_value_is_behind_an_answer_is_told_and_passed_over():
    asked = state(r"\frac12 \lVert X w - t \rVert^2", "w", declare=["X: N x d", "w: d", "t: N"])
    best = r"The best one is then $w^\star = (X^\top X)^{-1} X^\top t$."
    found = check_statement(asked, rf"$\nabla_w J = X^\top (X w - t)$. {best}")
    assert found.verdict == "proved"
    assert "line-not-read" in {note.code for note in found.notes}
    assert not check_statement(asked, best).accepted


GIVEN = [
    r"With $s = V h$: $\frac{\partial J}{\partial s} = V h - y =: \delta$. ",
    r"With $s = V h$: $\frac{\partial J}{\partial s} = V h - y \eqqcolon \delta$. ",
    r"With $s = V h$: $\delta := \frac{\partial J}{\partial s} = V h - y$. ",
    r"With $s = V h$: $$\delta = \frac{\partial J}{\partial s} = V h - y$$ ",
]


@pytest.mark.parametrize("given", GIVEN)
def test_a_name_may_be_given_within_a_chain(given):
    through = r"So $\frac{\partial J}{\partial W} = (V^\top \delta \odot (1 - h^2)) x^\top$."
    found = check_statement(LAYERS, given + through)
    assert found.accepted
    assert not any(link.holds is False for link in found.links)
    assert check_statement(LAYERS, given.replace("V h - y", "y - V h") + through).verdict == "wrong"


@pytest.mark.parametrize(
    "order",
    [
        r"\frac{\partial J}{\partial h} \frac{\partial h}{\partial z}",
        r"\frac{\partial h}{\partial z} \frac{\partial J}{\partial h}",
    ],
)
def test_the_factors_of_the_chain_rule_are_no_fault_in_either_order(order):
    line = rf"With $z = W x + b$: $$\frac{{\partial J}}{{\partial z}} = {order} = V^\top (V h - y) \odot (1 - h^2)$$ "
    asked = state(
        r"\frac12\|Vh-y\|^2", "W", declare=["x: d", "y: k", "W: m x d", "V: k x m", "b: m"], where=[r"h = \tanh(Wx+b)"]
    )
    found = check_statement(
        asked, line + r"So $\frac{\partial J}{\partial W} = (V^\top (V h - y) \odot (1 - h^2)) x^\top$."
    )
    assert found.accepted
    assert not any(link.holds is False for link in found.links)


@pytest.mark.parametrize(
    ("said", "accepted"), [("elementwise product", True), ("elementwise square", False), ("elementwise inverse", False)]
)
def test_how_a_product_is_meant_may_stand_behind_an_answer(said, accepted):
    answer = r"$\frac{\partial J}{\partial W} = (V^\top (V h - y) \odot (1 - h^2)) x^\top$"
    assert check_statement(LAYERS, f"{answer} ({said})").accepted == accepted
