r"""What stands in a column of its own beside the rows of a derivation, and what is said of every number or every index on the way."""

import pytest

from derive.stating import state
from proofs.statements import check_statement

FORM = state(r"\frac12 (c - G b)^\top (c - G b)", "b", declare=["c: n", "G: n x n", "b: n"], assume=["G symmetric"])
TASTE = state(r"-\sum_{k=1}^{K} \log \sigma(\gamma h^\top r_k)", "h", declare=["h: d", "r[K]: d", "gamma:"])


def rows(remark: str, last: str = r"G (G b - c)") -> str:
    return rf"$$\begin{{aligned}} \nabla_b J &= -G^\top (c - G b) {remark} \\ &= {last} \end{{aligned}}$$"


@pytest.mark.parametrize(
    "remark",
    [
        r"&& (G = G^\top)",
        r"& & \text{since $G$ is symmetric}",
        r"&& \text{because } G^\top = G",
        r"& (\text{by symmetry})",
        r"&& \text{(chain rule)}",
        r"\quad (G = G^\top)",
    ],
)
def test_a_reason_beside_a_row_says_nothing_against_it(remark):
    assert check_statement(FORM, rows(remark)).verdict == "proved"
    assert check_statement(FORM, rows(remark, r"G (c - G b)")).verdict == "wrong"


@pytest.mark.parametrize(
    "remark",
    [
        r"&& (G = 2I)",
        r"&& \text{only if $G$ is diagonal}",
        r"&& \text{times two}",
        r"&& \text{if } n = 1",
        r"&& (b = c)",
    ],
)
def test_a_restriction_beside_a_row_is_no_reason(remark):
    assert not check_statement(FORM, rows(remark)).accepted


def test_two_equations_in_one_row_are_two():
    text = r"\begin{align} e &= G b - c & \nabla_b J &= G e \end{align}"
    assert check_statement(FORM, text).verdict == "proved"
    assert check_statement(FORM, text.replace("G e", "e")).refused


RIGHT = r"$\nabla_h J = -\gamma \sum_{k=1}^K (1 - \sigma(\gamma h^\top r_k)) r_k$"


@pytest.mark.parametrize(
    ("remark", "false"),
    [
        (r"\frac{d}{da} \log \sigma(a) = 1 - \sigma(a)", r"\frac{d}{da} \log \sigma(a) = \sigma(a)"),
        (r"\frac{d\sigma}{dt} = \sigma(t)(1 - \sigma(t))", r"\frac{d\sigma}{dt} = \sigma(t)(1 + \sigma(t))"),
        (r"\frac{\partial e^{u}}{\partial u} = e^{u}", r"\frac{\partial e^{u}}{\partial u} = u e^{u}"),
        (r"\nabla_h (h^\top r_k) = r_k", r"\nabla_h (h^\top r_k) = h"),
    ],
)
def test_a_rule_for_every_number_is_decided(remark, false):
    said = lambda rule: check_statement(TASTE, rf"Recall that ${rule}$. So {RIGHT}.")
    assert said(remark).verdict == said(false).verdict == "proved"
    assert all(link.holds for link in said(remark).links)
    assert any(link.holds is False for link in said(false).links)


def test_a_number_that_goes_by_the_letter_of_a_family():
    text = rf"Let $a_k = \gamma h^\top r_k$. As $\frac{{d}}{{da}} (-\log \sigma(a)) = \sigma(a) - 1$, {RIGHT}."
    found = check_statement(TASTE, text)
    assert found.verdict == "proved"
    assert all(link.holds for link in found.links)


@pytest.mark.parametrize(
    "text", [r"\frac{d}{da} \log \sigma(a) = 1 - \sigma(a)", r"\frac{dJ}{da} = 0", r"\frac{\partial J}{\partial u} = u"]
)
def test_a_rule_is_no_answer_and_the_loss_has_no_such_letter(text):
    assert not check_statement(TASTE, text).accepted


def test_a_sum_that_begins_at_an_index():
    asked = state(r"\sum_{i=1}^{n} c_i \log \sum_{j=i}^{n} e^{q_j}", "q", declare=["c: n", "q: n"])
    named = r"Let $p_{ij} = \frac{e^{q_j}}{\sum_{k=i}^n e^{q_k}}$. $\frac{\partial J}{\partial q_k} = \sum_{i=1}^{k} c_i p_{ik}$"
    assert check_statement(asked, named).accepted
    assert check_statement(asked, named.replace("^{k} c_i", "^{n} c_i")).refused


def test_words_before_a_claim_bound_its_index():
    asked = state(r"\sum_{i=2}^{n} (q_i - q_{i-1})^2", "q", declare=["q: n"])
    inside = r"For $1 < k < n$: $\frac{\partial J}{\partial q_k} = 2(2 q_k - q_{k-1} - q_{k+1})$"
    ends = (
        r", and $\frac{\partial J}{\partial q_1} = 2(q_1 - q_2)$, $\frac{\partial J}{\partial q_n} = 2(q_n - q_{n-1})$."
    )
    for text in (inside, inside + ends):
        found = check_statement(asked, text)
        assert not found.accepted
        assert not found.refused
    assert check_statement(asked, inside.replace("2 q_k", "q_k")).refused


def test_a_name_is_taken_at_an_index_that_is_worked_out():
    asked = state(r"\frac12 \sum_{i=2}^{n-1} (q_{i+1} - 2 q_i + q_{i-1})^2", "q", declare=["q: n"])
    right = (
        r"$\frac{\partial J}{\partial q_k} = 1\{k \ge 3\} e_{k-1} - 2 \cdot 1\{2 \le k \le n - 1\} e_k"
        r" + 1\{k \le n - 2\} e_{k+1}$ where $e_i = q_{i+1} - 2 q_i + q_{i-1}$"
    )
    assert check_statement(asked, right).accepted
    assert check_statement(asked, right.replace("- 2 \\cdot 1", "- 1")).refused
