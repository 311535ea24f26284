"""What an author says of a slope, f′(t) = …: it is checked, and it is what f′ is where the page uses it."""

import pytest

from derive.stating import state
from proofs.statements import check_statement

LAYER = state(r"v^\top\sigma(Wx)", "x", declare=["W: m x d", "x: d", "v: m"])
FIT = state(r"\sum_{i=1}^N(\tanh(ax_i)-y_i)^2", "a", declare=["x: N", "y: N", "a:"])
HUBER = state(
    r"\rho(a-b)", "a", declare=["a:", "b:"], where=[r"\rho(r)=\begin{cases}r^2&|r|\le1\\2|r|-1&|r|>1\end{cases}"]
)

USED = r"$\nabla_xJ=W^\top(v\odot\sigma'(Wx))$, where ${0}$"
UNUSED = r"Since ${0}$, $\nabla_xJ=W^\top(v\odot\sigma(Wx)\odot(1-\sigma(Wx)))$."
TRUE = [
    r"\sigma'(s)=\sigma(s)(1-\sigma(s))",
    r"\sigma'=\sigma(1-\sigma)",
    r"\sigma'=\sigma(u)(1-\sigma(u))",
    r"\sigma'=\sigma-\sigma^2",
]
FALSE = [r"\sigma'(s)=\sigma(s)(1+\sigma(s))", r"\sigma'=\sigma(1+\sigma)", r"\sigma'(s)=1", r"\sigma'=\sigma(u)"]


@pytest.mark.parametrize("slope", TRUE)
@pytest.mark.parametrize("page", [USED, UNUSED])
def test_a_true_slope(page, slope):
    found = check_statement(LAYER, page.replace("{0}", slope))
    assert (found.verdict, [link.holds for link in found.links]) == ("proved", [True])


@pytest.mark.parametrize("slope", FALSE)
def test_an_end_by_a_false_slope_is_false(slope):
    found = check_statement(LAYER, USED.replace("{0}", slope))
    assert (found.verdict, [link.holds for link in found.links]) == ("wrong", [False, False])


@pytest.mark.parametrize("slope", FALSE)
def test_a_false_slope_that_nothing_uses_is_a_false_step(slope):
    found = check_statement(LAYER, UNUSED.replace("{0}", slope))
    assert (found.verdict, [link.holds for link in found.links]) == ("proved", [False, True])


@pytest.mark.parametrize(("slope", "word"), [("1-f(s)^2", "proved"), ("1-f(s)", "wrong"), ("f(s)(1-f(s))", "wrong")])
def test_the_slope_of_the_authors_own_function(slope, word):
    text = rf"$f(s)=\tanh(s)$, $f'(s)={slope}$, $\frac{{\partial J}}{{\partial a}}=2\sum_i(f(ax_i)-y_i)f'(ax_i)x_i$"
    assert check_statement(FIT, text).verdict == word


@pytest.mark.parametrize(
    ("slope", "word"),
    [(r"\begin{cases}2r&|r|\le1\\2\operatorname{sign}(r)&|r|>1\end{cases}", "proved"), ("2r", "wrong"), ("0", "wrong")],
)
def test_the_slope_of_a_function_of_the_statement(slope, word):
    text = rf"$\frac{{\partial J}}{{\partial a}}=\rho'(a-b)$ with $\rho'(r)={slope}$"
    assert check_statement(HUBER, text).verdict == word


def test_the_slope_that_is_asked_for_is_no_value():
    logistic = state(r"\sigma(t)", "t", declare=["t:"])
    assert check_statement(logistic, r"\frac{dJ}{dt}=\sigma'(t)").verdict == "incomplete"
    assert check_statement(logistic, r"\sigma'(t)=\sigma(t)(1-\sigma(t))").verdict == "proved"
    assert check_statement(logistic, r"\frac{dJ}{dt}=\sigma'(t)=\sigma(t)(1-\sigma(t))").verdict == "proved"


@pytest.mark.parametrize(("slope", "word"), [(r"1-\tanh(u_i)^2", "proved"), (r"\tanh(u_i)", "wrong")])
def test_the_slope_at_a_quantity_of_the_page(slope, word):
    text = (
        rf"$\frac{{\partial J}}{{\partial a}}=2\sum_i(\tanh(u_i)-y_i)\tanh'(u_i)x_i$, $u_i=ax_i$, $\tanh'(u_i)={slope}$"
    )
    assert check_statement(FIT, text).verdict == word
    other = text.replace(r"$\tanh'(u_i)", r"$\sigma'(u_i)")
    assert check_statement(FIT, other).links[0].holds is False


def test_a_primed_name_with_indices_is_no_slope():
    text = r"$\frac{\partial J}{\partial a}=\sum_i s'_ix_i$ where $s'_i=\tanh(ax_i)-y_i$"
    assert check_statement(FIT, text).verdict == "wrong"
    assert not check_statement(HUBER, r"$\rho'_i$ where $\rho'_i=a-b$").accepted
