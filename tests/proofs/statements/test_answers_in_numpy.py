"""Answers to a statement in lines of NumPy: the same values as in formulas, with NumPy's products, axes and changes in place."""

from functools import cache

import pytest

from derive.statement import Statement
from derive.stating import state
from proofs.statements.decide import check_statement

REGRESSION = (r"\frac{1}{2N} \lVert X w - y \rVert^2", "w", "X: N x d", "w: d", "y: N")
LAYERS = (
    r"\frac12 \lVert \mathrm{ReLU}(X W_1 + b_1) W_2 + b_2 - Y \rVert_F^2",
    "W_1",
    *("X: N x d", "W_1: d x h", "b_1: h", "W_2: h x k", "b_2: k", "Y: N x k"),
)
SCORES = (
    r"\frac1N \sum_{i=1}^N -\log \frac{e^{s_{i y_i}}}{\sum_j e^{s_{ij}}}",
    "W",
    "X: N x d",
    "W: d x C",
    "y[N]: index C",
)
FORWARD = "z = X @ W1 + b1\nh = np.maximum(z, 0)\nd = h @ W2 + b2 - Y\n"
SOFTMAX = "s = X @ W\np = np.exp(s)\np /= p.sum(axis=1, keepdims=True)\n"


@cache
def asked(loss: str, wrt: str, *declare: str) -> Statement:
    rows = "Y" in loss or "s_" in loss
    where = ["s = X W"] if "s_" in loss else []
    return state(loss, wrt, where, declare, convention="rows" if rows else "columns")


RIGHT = [
    (REGRESSION, "r = X @ w - y\ngrad = X.T @ r / X.shape[0]"),
    (REGRESSION, "r = X @ w - y\ndw = X.T @ r\ndw /= N"),
    (REGRESSION, "np.dot(X.T, X.dot(w) - y) / N"),
    (REGRESSION, "(X @ w - y).T @ X / N"),
    (REGRESSION, "```python\nX.T @ (X @ w - y) / N\n```"),
    (REGRESSION, "((X @ w - y)[:, None] * X).mean(axis=0)"),
    (REGRESSION, "sum((X[i] @ w - y[i]) * X[i] for i in range(N)) / N"),
    (LAYERS, FORWARD + "dh = d @ W2.T\ndh[h <= 0] = 0\ndW1 = X.T @ dh"),
    (LAYERS, FORWARD + "X.T @ np.where(z > 0, d @ W2.T, 0)"),
    ((*LAYERS[:1], "b_1", *LAYERS[2:]), FORWARD + "db1 = np.sum((d @ W2.T) * (z > 0), axis=0)"),
    (SCORES, SOFTMAX + "p[np.arange(N), y] -= 1\ndW = X.T @ p / N"),
    (SCORES, SOFTMAX + "p[range(N), y] -= 1\np /= N\ndW = X.T @ p\n"),
    (
        SCORES,
        SOFTMAX.replace("p = np", "s -= np.max(s, axis=1, keepdims=True)\np = np")
        + "p[range(N), y] -= 1\ndW = X.T @ p / N",
    ),
]
WRONG = [
    (REGRESSION, "r = X @ w - y\ndw = X.T @ r"),
    (REGRESSION, "r = X @ w - y\ndw = X.T @ r / N\ndw *= 2"),
    (REGRESSION, "X.T @ (y - X @ w) / N"),
    (REGRESSION, "((X @ w - y)[:, None] * X).sum(axis=0)"),
    (LAYERS, FORWARD + "dh = d @ W2.T\ndh[h > 0] = 0\ndW1 = X.T @ dh"),
    (LAYERS, FORWARD + "dW1 = X.T @ (d @ W2.T)"),
    (SCORES, SOFTMAX + "p[range(N), y] += 1\ndW = X.T @ p / N"),
    (SCORES, SOFTMAX + "dW = X.T @ p / N\np[range(N), y] -= 1"),
    (LAYERS, "z = X @ W1 + b1\nh = np.maximum(z, 0)\nd = h @ W2 + b2 - Y\ndW1 = X.T @ (d @ W2.T * (z < 0))"),
]
UNREAD = [
    (REGRESSION, "sum((X[i] @ w - y[i]) * X[i] * i / i for i in range(N)) / N"),  # counts from 0
    (REGRESSION, "X.T @ (X @ w - y) / len(w.shape)"),
    (REGRESSION, "w -= X.T @ (X @ w - y) / N"),
    (LAYERS, FORWARD.replace("np.maximum(z, 0)", "np.max(z, 0)") + "dW1 = X.T @ (d @ W2.T * (z > 0))"),  # 0 is an axis
    (REGRESSION, "__import__('os').getpid() + X.T @ (X @ w - y) / N"),
]


@pytest.mark.parametrize(("statement", "lines"), RIGHT)
def test_a_right_program_is_accepted(statement: tuple[str, ...], lines: str) -> None:
    assert check_statement(asked(*statement), lines).verdict in ("proved", "equal-up-to")


@pytest.mark.parametrize(("statement", "lines"), WRONG)
def test_a_wrong_program_is_refused(statement: tuple[str, ...], lines: str) -> None:
    assert check_statement(asked(*statement), lines).verdict == "wrong"


@pytest.mark.parametrize(("statement", "lines"), UNREAD)
def test_what_is_not_followed_is_not_read(statement: tuple[str, ...], lines: str) -> None:
    assert check_statement(asked(*statement), lines).verdict in ("unreadable", "ambiguous", "unknown")


def test_an_axis_is_not_taken_for_another_one() -> None:
    square = asked(r"\sum_{i,j} A_{ij} x_j", "x", "A: n x n", "x: n")
    assert check_statement(square, "np.sum(A, axis=0)").verdict == "proved"
    assert check_statement(square, "np.sum(A, axis=1)").verdict == "wrong"
