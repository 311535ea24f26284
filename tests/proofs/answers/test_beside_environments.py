"""What stands beside cases that have no dollars round them is part of the formula: a factor, a bracket, a function, a power."""

import pytest

from derive.stating import state
from proofs.statements import check_statement
from proofs.verify import check

CASES = r"\begin{cases}1 & x>0\\ \alpha & x<0\end{cases}"
CHANGED = [
    "-({0})", "2({0})", r"-\left({0}\right)", "({0}) 2", "{0} x", "x {0}", "[{0}]^2", r"\frac{{{0}}}{{2}}", "-[{0}]", r"\sqrt{{{0}}}",
    "So we get x {0} here", r"so it is \sin {0}", "so it is ({0})^2.", "Therefore f'(x) = 3({0})", "1 - {0}", "{0} - 1", r"\alpha {0}",
    "{0}\n+ 1", "x\n{0}", r"|{0}|\cdot 2",
]  # fmt: skip
SAME = [
    "{0}", "(e) {0}", "We get {0}", "The derivative is {0}.", "f'(x) = {0}", "So, ({0})", "Hence\n{0}", "{0} for every x other than 0",
    r"\left({0}\right)", "e) {0}", "{0}\n\nI used the limit.",
]  # fmt: skip
OUTSIDE = [
    r"\frac{1}{2} $U(\hat y - y)$", r"\alpha $U(\hat y - y)$", r"v_c \[ U(\hat y - y) \]", r"2 (\[ U(\hat y - y) \])", r"\lambda\[U(\hat y - y)\]",
    r"z \begin{align*} U(\hat y - y) \end{align*}", r"(\[ U(\hat y - y) \])^2", r"$U(\hat y - y)$ \cdot 2",
]  # fmt: skip


@pytest.mark.parametrize("latex", OUTSIDE)
def test_mathematics_outside_of_the_dollars_is_not_dropped(latex):
    assert not check("b.1", latex).accepted


HUBER = r"\begin{cases} \frac12 x^2 & |x| \le \delta \\ \delta (|x| - \frac12 \delta) & |x| > \delta \end{cases}"
SLOPE = r"\begin{cases} x & |x| \le \delta \\ \delta \operatorname{sign}(x) & |x| > \delta \end{cases}"


@pytest.mark.parametrize("form", CHANGED)
def test_a_formula_round_cases_is_not_dropped(form):
    assert not check("e", form.format(CASES)).accepted


@pytest.mark.parametrize("form", SAME)
def test_words_and_labels_beside_cases_are_no_factors(form):
    assert check("e", form.format(CASES)).verdict == "proved"


@pytest.mark.parametrize("form", CHANGED)
def test_nor_is_it_in_an_answer_to_a_loss_of_ones_own(form):
    asked = state(HUBER, "x", declare=["x:", "delta:"], assume=["delta positive"])
    assert check_statement(asked, SLOPE).accepted
    assert not check_statement(asked, form.format(SLOPE).replace(r"\alpha", r"\delta")).accepted
