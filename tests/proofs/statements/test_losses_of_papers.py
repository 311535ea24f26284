r"""Losses as papers write them: squares that have names, vectors side by side in ⊙, sums that leave out what has no value, sizes beside inverses."""

import pytest

from derive.stating import state
from gradproof import compile
from proofs.statements import check_statement

NORMAL = r"\frac n2 \log(2 \pi \sigma^2) + \frac{1}{2 \sigma^2} \sum_{i=1}^n (y_i - \mu)^2"
PROCESS = r"\frac12 y^\top (K + s I)^{-1} y + \frac12 \log\det(K + s I)"
WISHART = r"-\frac{\nu - d - 1}{2} \log\det X + \frac12 \operatorname{tr}(V^{-1} X)"
RATIO = r"\operatorname{tr}(B^{-1} A) - d + \log \frac{\det B}{\det A}"
CHARGES = r"\sum_{i<j} \frac{q_i q_j}{\lVert r_i - r_j \rVert}"
SLOPE = r"-\frac12 y^\top (K + s I)^{-2} y + \frac12 \operatorname{tr}((K + s I)^{-1})"

ROWS = [
    # loss, variable, declarations, assumptions, right answers, wrong ones
    (NORMAL, r"\sigma^2", ("y: n", r"\mu:"), (), [r"\frac{n}{2 \sigma^2} - \frac{1}{2 \sigma^4} \sum_i (y_i - \mu)^2", r"\frac{\partial J}{\partial \sigma^2} = \frac{n}{2 \sigma^2} - \frac{1}{2 (\sigma^2)^2} \sum_i (y_i - \mu)^2"], [r"\frac{n}{\sigma} - \frac{1}{\sigma^3} \sum_i (y_i - \mu)^2", r"\frac{n}{2 \sigma^2} - \frac{1}{2 \sigma^2} \sum_i (y_i - \mu)^2"]),
    (NORMAL, r"\sigma", ("y: n", r"\mu:", r"\sigma:"), (), [r"\frac{n}{\sigma} - \frac{1}{\sigma^3} \sum_i (y_i - \mu)^2"], [r"\frac{n}{2 \sigma^2} - \frac{1}{2 \sigma^4} \sum_i (y_i - \mu)^2"]),
    (r"\frac12 \lVert \sigma(z) - y \rVert^2", "z", ("z: K", "y: K"), (), [r"(\sigma(z) - y) \odot \sigma(z)(1 - \sigma(z))", r"\sigma(z)(1 - \sigma(z)) \odot (\sigma(z) - y)"], [r"(\sigma(z) - y) \odot \sigma(z)", r"(\sigma(z) - y) \odot \sigma(z)(1 + \sigma(z))"]),
    (CHARGES, "r_k", ("q: n", "r[n]: 3", "k: index n"), (), [r"-q_k \sum_{j \ne k} q_j \frac{r_k - r_j}{\lVert r_k - r_j \rVert^3}"], [r"-q_k \sum_{j \ne k} q_j \frac{r_k - r_j}{\lVert r_k - r_j \rVert^2}", r"q_k \sum_{j \ne k} q_j \frac{r_k - r_j}{\lVert r_k - r_j \rVert^3}"]),
    (r"\sum_{i \ne j} A_{ij} (x_i - x_j)^2", "x", ("A: n x n", "x: n"), ("A symmetric",), [r"\frac{\partial J}{\partial x_k} = 4 \sum_{j \ne k} A_{kj} (x_k - x_j)"], [r"\frac{\partial J}{\partial x_k} = 2 \sum_{j \ne k} A_{kj} (x_k - x_j)"]),
    (r"-\frac12 \sum_{j=1}^J (1 + \log s_j^2 - s_j^2)", "s", ("s: J",), (), [r"\frac{\partial J}{\partial s_j} = s_j - \frac{1}{s_j}"], [r"\frac{\partial J}{\partial s_j} = s_j + \frac{1}{s_j}"]),
    (WISHART, "X", ("X: d x d", "V: d x d", r"\nu:"), (), [r"-\frac{\nu - d - 1}{2} X^{-\top} + \frac12 V^{-\top}"], [r"-\frac{\nu - d}{2} X^{-\top} + \frac12 V^{-\top}", r"\frac{\nu - d - 1}{2} X^{-\top} + \frac12 V^{-\top}"]),
    (RATIO, "A", ("A: d x d", "B: d x d"), ("A symmetric", "B symmetric"), [r"B^{-1} - A^{-1}"], [r"B^{-1} + A^{-1}", r"B^{-1} - A"]),
    (PROCESS, "s", ("K: n x n", "y: n", "s:"), ("K symmetric",), [SLOPE], [SLOPE + r" + \operatorname{tr}(I) - 5", SLOPE + " + (n - 4)(n - 5)(n - 6)", rf"\frac n5 ({SLOPE})", r"\frac12 y^\top (K + s I)^{-2} y + \frac12 \operatorname{tr}((K + s I)^{-1})"]),
    (r"g^\top \tanh(f \odot c)", "c", ("g: n", "f: n", "c: n"), (), [r"g \odot (1 - c'^2) \odot f, \quad c' = \tanh(f \odot c)"], [r"g \odot (1 - c') \odot f, \quad c' = \tanh(f \odot c)"]),
    (r"\log \sum_{y=1}^M e^{z_y}", "z", ("z: M",), (), [r"\frac{\partial J}{\partial z_y} = \frac{e^{z_y}}{\sum_{y'=1}^M e^{z_{y'}}}"], [r"\frac{\partial J}{\partial z_y} = \frac{e^{z_y}}{\sum_{y'=1}^M e^{z_y}}"]),
    (r"\frac12 \sum_{f=1}^F \left(\sum_{i=1}^n v_{if} x_i\right)^2", "v", ("v: n x F", "x: n"), (), [r"\frac{\partial J}{\partial v_{if}} = x_i \sum_{j=1}^n v_{jf} x_j"], [r"\frac{\partial J}{\partial v_{if}} = x_i \sum_{j=1}^n v_{if} x_j"]),
    (r"a^\top (W e + b)", "a", ("W: n x n", "a: n", "b: n", "e: n"), (), ["(We) + b"], ["(We) - b", r"W^\top e + b"]),
    (r"\sum_{j=1}^p |\beta_j|^q", r"\beta", (r"\beta: p", "q:"), (), [r"\frac{\partial J}{\partial \beta_j} = q |\beta_j|^{q-1} \operatorname{sign}(\beta_j)", r"\frac{\partial J}{\partial \beta_j} = q |\beta_j|^{q-2} \beta_j"], [r"\frac{\partial J}{\partial \beta_j} = q |\beta_j|^{q-1}"]),
    (r"(1 - x_1)^2 + 100 (x_2 - x_1^2)^2", "x", ("x: 2",), (), [r"\begin{pmatrix} -2(1 - x_1) - 400 x_1 (x_2 - x_1^2) \\ 200 (x_2 - x_1^2) \end{pmatrix}"], [r"\begin{pmatrix} 200 (x_2 - x_1^2) \\ -2(1 - x_1) - 400 x_1 (x_2 - x_1^2) \end{pmatrix}", r"\begin{pmatrix} -2(1 - x_1) - 400 x_1 (x_2 - x_1^2) & 200 (x_2 - x_1^2) \end{pmatrix}"]),
    (r"\frac12 x^\top \begin{bmatrix} 2 & 1 \\ 1 & 3 \end{bmatrix} x", "x", ("x: 2",), (), [r"\begin{bmatrix} 2 & 1 \\ 1 & 3 \end{bmatrix} x", r"\begin{bmatrix} 2 x_1 + x_2 \\ x_1 + 3 x_2 \end{bmatrix}"], [r"\begin{bmatrix} 2 & 1 \\ 1 & 2 \end{bmatrix} x"]),
    (r"\log(e^{z_1} + e^{z_2} + e^{z_3})", "z", ("z: 3",), (), [r"\operatorname{softmax}(z)"], [r"\begin{bmatrix} e^{z_1} \\ e^{z_2} \\ e^{z_3} \end{bmatrix}"]),
]  # fmt: skip
ANSWERS = [(row[:4], answer, right) for row in ROWS for right in (True, False) for answer in row[4 if right else 5]]


@pytest.mark.parametrize(("asked", "answer", "right"), ANSWERS)
def test_right_answers_are_accepted_and_wrong_ones_refused(asked, answer, right):
    loss, wrt, declare, assume = asked
    found = check_statement(state(loss, wrt, declare=declare, assume=assume), answer)
    assert (found.accepted, found.refused) == (right, not right), found.message


def test_a_matrix_that_is_written_out_is_compiled():
    loss = r"\frac12 x^\top \begin{bmatrix} 2 & 1 \\ 1 & 3 \end{bmatrix} x"
    value, slopes = compile(loss=loss, wrt="x", declare=["x: 2"])(x=[1.0, 2.0])
    assert (float(value), slopes["x"].tolist()) == (9.0, [4.0, 7.0])


@pytest.mark.parametrize(
    "written", [r"\begin{pmatrix} x_1 \\ \vdots \\ x_2 \end{pmatrix}", r"\begin{pmatrix} 1 & 2 \\ 3 \end{pmatrix}"]
)
def test_a_matrix_of_which_something_is_missing_is_not_read(written):
    asked = state(r"\frac12 \lVert x \rVert^2", "x", declare=["x: n"])
    assert check_statement(asked, written).verdict == "unreadable"


def test_what_is_shown_only_at_sizes_is_said_to_be():
    process = state(PROCESS, "s", declare=("K: n x n", "y: n", "s:"), assume=("K symmetric",))
    charges = state(CHARGES, "r_k", declare=("q: n", "r[n]: 3", "k: index n"))
    wishart = state(WISHART, "X", declare=("X: d x d", "V: d x d", r"\nu:"))
    assert check_statement(process, SLOPE).verdict == "equal-up-to"
    assert check_statement(charges, ROWS[3][4][0]).verdict == "equal-up-to"
    assert check_statement(wishart, ROWS[6][4][0]).verdict == "proved"


def test_a_denominator_that_is_0_in_a_term_that_counts_still_has_no_value():
    for below, accepted in (("(x_i - x_j)^2", True), ("(x_i - x_i)^2", False), ("(x_i - x_j)(x_j - x_j)", False)):
        slope = rf"\sum_{{i \ne j}} \frac{{1}}{{{below}}}"
        asked = state(f"s {slope}", "s", declare=["x: n", "s:"])
        assert check_statement(asked, slope).accepted is accepted, below


def test_the_second_letter_of_a_sum_over_pairs_is_a_given_index_where_it_is_declared():
    asked = state(r"\sum_{i \ne j} x_i", "x", declare=["x: n", "j: index n"])
    assert check_statement(asked, r"\mathbf 1 - e_j").accepted
