r"""Notations that a course's own notation and losses that are declared have in common: read by one code, tested with losses of other courses."""

import pytest

from derive.stating import state
from proofs.statements import check_statement

ROWS = [
    # loss, variable, declarations, right answers, wrong ones
    # cases: the last row takes the rest, a kink may be left out, a sign may be told in words
    (r"\max(0, t)", "t", ("t:",), [r"\begin{cases} 1 & t > 0 \\ 0 \end{cases}", r"\begin{cases} 1 & t > 0 \\ 0 & t < 0 \\ \text{undefined} & t = 0 \end{cases}", r"\begin{cases} 1 & \text{if } t \text{ is positive} \\ 0 & \text{otherwise} \end{cases}"], [r"\begin{cases} 0 & t > 0 \\ 1 \end{cases}", r"\begin{cases} 1 \\ 0 & t < 0 \end{cases}", r"\begin{cases} 1 & t > 0 \\ \text{undefined} & t < 0 \end{cases}", r"\begin{cases} 1 & \text{if } t \text{ is negative} \\ 0 & \text{otherwise} \end{cases}"]),
    # sets: declared, written out, without an element; how many members one has
    (r"\log \sum_{i \in S} e^{z_i}", "z", ("S: set n", "z: n"), [r"\frac{\partial J}{\partial z_k} = \frac{e^{z_k}}{\sum_{j \in S} e^{z_j}}", r"\frac{\partial J}{\partial z_k} = \frac{e^{z_k}}{\sum_{j \in \{1, \dots, n\}} e^{z_j}}", r"\frac{\partial J}{\partial z_k} = \frac{e^{z_k}}{e^{z_k} + \sum_{j \in S \setminus \{k\}} e^{z_j}}"], [r"\frac{\partial J}{\partial z_k} = \frac{e^{z_k}}{\sum_{j \in S \setminus \{k\}} e^{z_j}}", r"\frac{\partial J}{\partial z_k} = \frac{e^{z_k}}{\sum_{j \in T} e^{z_j}}", r"\frac{\partial J}{\partial z_k} = \frac{e^{z_k}}{\sum_{j \in \{2, \dots, n\}} e^{z_j}}"]),
    (r"\frac{1}{|S|} \sum_{i \in S} (z_i - t)^2", "t", ("S: set n", "z: n", "t:"), [r"\frac{2}{|S|} \sum_{i \in S} (t - z_i)", r"2t - \frac{2}{n} \sum_{i=1}^{|S|} z_i"], [r"\frac{2}{|S|} \sum_{i \in S} (z_i - t)", r"2 \sum_{i \in S} (t - z_i)"]),
    (r"\frac12 \sum_{i=1}^n z_i^2 1\{i \in \{k, l\}\}", "z", ("z: n", "k: index n", "l: index n"), [r"\frac{\partial J}{\partial z_i} = \begin{cases} z_i & i \in \{k, l\} \\ 0 & i \notin \{k, l\} \end{cases}"], [r"\frac{\partial J}{\partial z_i} = \begin{cases} z_i & i \in \{k\} \\ 0 & i \notin \{k\} \end{cases}", r"\frac{\partial J}{\partial z_i} = \begin{cases} z_i & i \notin \{k, l\} \\ 0 & i \in \{k, l\} \end{cases}"]),
    # samples go by their number
    (r"-\log \sigma(b_y^\top a) - \sum_{k=1}^K \log \sigma(-b_{s_k}^\top a)", "a", ("a: d", "b[V]: d", "y: index V", "s[K]: sample V"), [r"(\sigma(b_y^\top a) - 1) b_y + \sum_{k=1}^K (1 - \sigma(-b_k^\top a)) b_k", r"(\sigma(b_y^\top a) - 1) b_y + \sum_{k=1}^K \sigma(b_{s_k}^\top a) b_{s_k}"], [r"(\sigma(b_y^\top a) - 1) b_y + \sum_{k=1}^V (1 - \sigma(-b_k^\top a)) b_k", r"(\sigma(b_y^\top a) - 1) b_y + \sum_{k=1}^K \sigma(-b_k^\top a) b_k"]),
    # ones and zeros with their lengths below
    (r"\frac12 \lVert X - \mathbf 1_{n \times d} \rVert_F^2", "X", ("X: n x d",), [r"X - \mathbf 1_{n \times d}", r"X - \mathbf 1_n \mathbf 1_d^\top", r"X - \mathbf 1_{n \times d} + \mathbf 0_{n \times d}", r"X - \mathbf 1_{n \times 1} \mathbf 1_{1 \times d}"], [r"X - \mathbf 0_{n \times d}", r"X - \mathbf 1_{d \times n}", r"X - \mathbf 1_n \mathbf 1_n^\top", r"X - 1_{n \times d}"]),
    # a product over numbers is multiplied out, also where its factors are not positive
    (r"\prod_{k=1}^{3} (t - k)", "t", ("t:",), [r"(t-2)(t-3) + (t-1)(t-3) + (t-1)(t-2)", r"3 t^2 - 12 t + 11", r"\prod_{k=1}^{2} (t - k) + \prod_{k=2}^{3} (t - k) + (t-1)(t-3)"], [r"3 t^2 - 12 t - 11", r"\prod_{k=1}^{2} (t - k) + \prod_{k=2}^{3} (t - k)"]),
    # words beside a brace say nothing of the value
    (r"\frac12 \lVert X w - y \rVert^2", "w", ("X: n x d", "w: d", "y: n"), [r"X^\top \underbrace{(X w - y)}_{\text{residual}}"], [r"X^\top \underbrace{(X w + y)}_{\text{residual}}"]),
    # the matrix of a family has a letter of its own
    (r"-\log \frac{e^{u_y^\top a}}{\sum_{k=1}^V e^{u_k^\top a}}", "a", ("a: d", "u[V]: d, columns of M", "y: index V"), [r"M \operatorname{softmax}(M^\top a) - u_y", r"\sum_k \operatorname{softmax}(M^\top a)_k u_k - M e_y"], [r"M^\top \operatorname{softmax}(M a) - u_y", r"M \operatorname{softmax}(M^\top a) - M"]),
    # dots: a whole family or vector, sums, an entry in the middle that is another one
    (r"\log(e^{z_1} + \cdots + e^{z_n})", "z", ("z: n",), [r"\operatorname{softmax}(z)", r"\begin{bmatrix} \frac{e^{z_1}}{\sum_j e^{z_j}} \\ \vdots \\ \frac{e^{z_n}}{\sum_j e^{z_j}} \end{bmatrix}", r"\left[ \frac{e^{z_1}}{\sum_j e^{z_j}}, \frac{e^{z_2}}{\sum_j e^{z_j}}, \dots, \frac{e^{z_n}}{\sum_j e^{z_j}} \right]^\top", r"\frac{\partial J}{\partial z_k} = \frac{e^{z_k}}{e^{z_1} + e^{z_2} + \dots + e^{z_n}}"], [r"\left[ \frac{e^{z_1}}{\sum_j e^{z_j}}, \dots, \frac{e^{z_n}}{\sum_j e^{z_j}} \right]", r"\begin{bmatrix} \frac{e^{z_1}}{\sum_j e^{z_j}} \\ \frac{e^{z_3}}{\sum_j e^{z_j}} \\ \vdots \\ \frac{e^{z_n}}{\sum_j e^{z_j}} \end{bmatrix}", r"\frac{\partial J}{\partial z_k} = \frac{e^{z_k}}{e^{z_2} + \dots + e^{z_n}}", r"\frac{\partial J}{\partial z_k} = \frac{e^{z_k}}{e^{z_1} - \dots + e^{z_n}}"]),
    (r"\frac12 \lVert w \rVert^2", "w", ("x[N]: d", "w: d", "a: N"), [r"\begin{bmatrix} w_1 & \cdots & w_d \end{bmatrix}^\top"], [r"\begin{bmatrix} w_1 & \cdots & w_d \end{bmatrix}", r"\begin{bmatrix} w_1 \\ \vdots \\ w_N \end{bmatrix}"]),
    (r"\sum_{i=1}^N a_i w^\top x_i", "w", ("x[N]: d", "w: d", "a: N"), [r"[x_1, \dots, x_N] a", r"a_1 x_1 + \dots + a_N x_N", r"a_1 x_1 + a_2 x_2 + \cdots + a_N x_N"], [r"[x_1, \dots, x_d] a", r"[x_2, \dots, x_N] a", r"a_1 x_1 + \dots + a_N x_1", r"a_2 x_2 + \dots + a_N x_N"]),
    (r"\frac12 w_k^2", "w", ("w: d", "k: index d"), [r"[0 w_1, \dots, w_k, \dots, 0 w_d]^\top"], [r"[0, \dots, w_k, \dots, 0]^\top", r"[0 w_1, \dots, w_k, \dots, w_d]^\top"]),
    # brackets: an indicator, how many members a set has
    (r"\sum_{i=1}^n \lvert \{i : y_i = k\} \rvert z_i", "z", ("y[n]: index C", "z: n", "k: index C"), [r"\frac{\partial J}{\partial z_i} = \sum_{j=1}^n [y_j = k]", r"\frac{\partial J}{\partial z_i} = |\{j : y_j = k\}|"], [r"\frac{\partial J}{\partial z_i} = [y_i = k]", r"\frac{\partial J}{\partial z_i} = |\{j : y_j \ne k\}|"]),
    (r"-\sum_{c=1}^C [c = k] \log p_c", "p", ("p: C", "k: index C"), [r"\frac{\partial J}{\partial p_c} = -\frac{[c = k]}{p_c}"], [r"\frac{\partial J}{\partial p_c} = -\frac{[c \ne k]}{p_c}", r"\frac{\partial J}{\partial p_c} = -\frac{1}{p_c}"]),
    # derivatives: a forgotten ∂, a δ for it, an operator before a sum
    (r"\log(1 + t^2)", "t", ("t:",), [r"\frac{\partial J}{t} = \frac{2t}{1 + t^2}", r"\frac{\delta J}{\delta t} = \frac{2t}{1 + t^2}", r"dJ/dt = \frac{2t}{1 + t^2}", r"\frac{\partial}{\partial t} - \log \frac{1}{1 + t^2} = \frac{2t}{1 + t^2}", r"\frac{\partial J}{\partial t} = \frac{\partial}{\partial t} - \log(1 + t^2)^3 + \log(1 + t^2)^4 = \frac{2t}{1 + t^2}"], [r"\frac{\partial J}{t} = \frac{t}{1 + t^2}", r"\frac{\delta J}{\delta t} = \frac{1}{1 + t^2}", r"dJ/dt = \frac{t}{1 + t^2}", r"\frac{\partial}{\partial t} - \log \frac{1}{1 + t^2} = -\frac{2t}{1 + t^2}"]),
    # halves of a sum
    (r"z_k \sum_{j \ne k} z_j", "z_k", ("z: n", "k: index n"), [r"\sum_{j < k} z_j + \sum_{j > k} z_j"], [r"\sum_{j < k} z_j + \sum_{j \ge k} z_j", r"\sum_{j < k} z_j - \sum_{j > k} z_j"]),
    # a product of two vectors
    (r"x^\top W y", "W", ("W: m x n", "x: m", "y: n"), [r"x \otimes y", r"x y^\top"], [r"y \otimes x", r"x \otimes x", r"-x \otimes y"]),
    # rows and columns of a matrix, by whatever stands for all values
    (r"\frac12 \sum_i (X_{i, \cdot} w)^2", "w", ("X: n x d", "w: d"), [r"X^\top X w", r"\sum_i X_{i,*} w (X_{i, \cdot})^\top", r"\sum_i X_{i,:} w (X_{i,:})^\top"], [r"\sum_i X_{i,*} w X_{\cdot, i}", r"X X^\top w"]),
]  # fmt: skip
ANSWERS = [(row[:3], answer, right) for row in ROWS for right in (True, False) for answer in row[3 if right else 4]]


@pytest.mark.parametrize(("asked", "answer", "right"), ANSWERS)
def test_right_answers_are_accepted_and_wrong_ones_are_not(asked, answer, right):
    loss, by, declare = asked
    verdict = check_statement(state(loss, by, declare=declare), answer)
    assert verdict.accepted is right, verdict.message


def test_labels_that_are_not_drawn_do_not_go_by_their_number():
    asked = state(
        r"-\sum_{i=1}^N w_{y_i}^\top x_i", "x_j", declare=["x[N]: d", "w[C]: d", "y[N]: index C", "j: index N"]
    )
    assert check_statement(asked, "-w_{y_j}").accepted
    assert check_statement(asked, "-w_j").verdict == "unreadable"


@pytest.mark.parametrize(
    ("loss", "by", "where", "declare", "right", "wrong"),
    [
        # a sum in the body of a function binds nothing of its argument
        (r"\sum_{i=1}^n f(z_i)", "z", [r"f(a) = \sum_{i=1}^n a x_i"], ["z: n", "x: n"], r"\frac{\partial J}{\partial z_k} = \sum_{i=1}^n x_i", r"\frac{\partial J}{\partial z_k} = n x_k"),
        # functions of an index, of a vector and an index, of an index under a condition
        (r"\sum_{i=1}^N \ell(i)", "w", [r"\ell(i) = \log(1 + e^{-y_i w^\top x_i})"], ["x[N]: d", "w: d", "y: N"], r"-\sum_{i=1}^N \sigma(-y_i w^\top x_i) y_i x_i", r"-\sum_{i=1}^N \sigma(y_i w^\top x_i) y_i x_i"),
        (r"-\log P(o \mid c)", "b_c", [r"P(i \mid j) = \frac{\exp(a_i^\top b_j)}{\sum_{k=1}^V \exp(a_k^\top b_j)}"], ["a[V]: d", "b[V]: d", "o: index V", "c: index V"], r"\sum_{k=1}^V P(O = k \mid C = c) a_k - a_o", r"\sum_{k=1}^V P(O = c \mid C = k) a_k - a_o"),
        (r"\sum_{-m \le j \le m, j \ne 0} F(b_c, w_{t+j})", "b_c", [r"F(v, w) = -a_w^\top v + \log \sum_{k=1}^V \exp(a_k^\top v)"], ["a[V]: d", "b[V]: d", "c: index V", "w_t[±m]: index V"], r"\frac{\partial J}{\partial b_c} = \sum_{-m \le j \le m, j \ne 0} \frac{\partial F(b_c, w_{t+j})}{\partial b_c} = \sum_{-m \le j \le m, j \ne 0} \left(\sum_k \frac{\exp(a_k^\top b_c)}{\sum_l \exp(a_l^\top b_c)} a_k - a_{w_{t+j}}\right)", r"\sum_{-m \le j \le m} \frac{\partial F(b_c, w_{t+j})}{\partial b_c}"),
    ],
)  # fmt: skip
def test_functions_take_values_and_indices(loss, by, where, declare, right, wrong):
    asked = state(loss, by, where=where, declare=declare)
    assert check_statement(asked, right).accepted
    assert check_statement(asked, wrong).refused


def test_a_known_function_takes_no_equation_for_an_argument():
    asked = state(r"\sigma(t)", "t", declare=["t:", "T:"])
    assert check_statement(asked, r"\sigma(t) (1 - \sigma(T = t))").verdict == "unreadable"
    assert check_statement(asked, r"\sigma(t) (1 - \sigma(t \mid T))").verdict == "unreadable"


def test_a_delta_that_is_declared_is_no_sign_of_a_derivative():
    asked = state(r"\frac12 \delta t^2", "t", declare=["t:", r"\delta:"])
    assert check_statement(asked, r"\delta t").accepted
    assert not check_statement(asked, r"\frac{\delta J}{\delta t} = \delta t").accepted


@pytest.mark.parametrize(
    ("loss", "by", "chain", "value", "held"),
    [
        (r"\frac12 \lVert z - y \rVert^2", "W", r"\frac{\partial J}{\partial z} \frac{\partial z}{\partial W}", r"(z - y) x^\top", True),
        (r"\frac12 \lVert z - y \rVert^2", "W", r"\frac{\partial z}{\partial W} \cdot \frac{\partial J}{\partial z}", r"(z - y) x^\top", True),
        (r"\frac12 \lVert z - y \rVert^2", "b", r"\frac{\partial J}{\partial z} \frac{\partial z}{\partial b}", "z - y", True),
        (r"\frac12 \lVert z - y \rVert^2", "W", r"\frac{\partial J}{\partial z} \frac{\partial z}{\partial b}", r"(z - y) x^\top", False),
        # the loss depends on W beside z too: the product is not all of the derivative
        (r"\frac12 \lVert z - y \rVert^2 + \frac12 \lVert W \rVert_F^2", "W", r"\frac{\partial J}{\partial z} \frac{\partial z}{\partial W}", r"(z - y) x^\top + W", False),
    ],
)  # fmt: skip
def test_derivatives_side_by_side_are_the_chain_rule(loss, by, chain, value, held):
    asked = state(loss, by, where=["z = W x + b"], declare=["W: m x d", "x: d", "b: m", "y: m"])
    verdict = check_statement(asked, rf"\frac{{\partial J}}{{\partial {by}}} = {chain} = {value}")
    assert verdict.accepted
    assert all(link.holds for link in verdict.links) is held
    assert not check_statement(asked, rf"\frac{{\partial J}}{{\partial {by}}} = {chain} = 2 {value}").accepted
