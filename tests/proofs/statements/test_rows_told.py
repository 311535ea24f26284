"""x_i of an answer where only X is declared, and what an answer says that a size counts."""

import pytest

from derive.stating import state
from proofs.statements import check_statement

ASKED = state(r"\frac12 \lVert X w - y \rVert^2", "w", declare=["X: N x d", "w: d", "y: N"])


@pytest.mark.parametrize(
    ("answer", "word"),
    [
        (r"\sum_{i=1}^N (x_i^T w - y_i) x_i", "proved"),
        (r"\sum_{i=1}^N (y_i - x_i^T w) x_i", "wrong"),
        (r"\frac{\partial J}{\partial w_j} = x_j^T (Xw - y)", "proved"),
        (r"\frac{\partial J}{\partial w_j} = x_j^T (y - Xw)", "wrong"),
        (r"$\sum_i (x_i^T w - y_i) x_i$, where $x_i$ is column $i$ of $X$.", "ambiguous"),
        (r"$X^T(Xw - y)$, where $x_i^T$ is the $i$-th row of $X$.", "proved"),
        (r"$X^T(Xw - y)$, where $N$ is the number of examples and $d$ the number of features", "proved"),
        (r"$X^T(Xw - y)$, where $N$ is the number of features", "ambiguous"),
        (r"$X^T(Xw - y)$ with the number of examples $d$", "ambiguous"),
    ],
)
def test_the_rows_of_a_matrix_and_what_a_size_counts(answer, word):
    assert check_statement(ASKED, answer).verdict == word


def test_a_square_matrix_does_not_tell_rows_from_columns():
    square = state(r"\lVert X w \rVert^2", "w", declare=["X: n x n", "w: n"])
    assert check_statement(square, r"2 \sum_{i=1}^n (x_i^T w) x_i").verdict == "unreadable"


@pytest.mark.parametrize(("answer", "right"), [(r"2 \sum_i (X W - Y)_i", True), (r"\sum_i (X W - Y)_i", False)])
def test_one_subscript_at_an_array_of_rows_is_a_row(answer, right):
    asked = state(
        r"\lVert X W + \mathbf 1 b - Y \rVert_F^2", "b", declare=("X: N x d", "W: d x m", "b: m", "Y: N x m"),
        assume=("b is a row vector",), convention="rows",
    )  # fmt: skip
    found = check_statement(asked, answer.replace("X W", r"X W + \mathbf 1 b"))
    assert (found.accepted, found.refused) == (right, not right)
    assert "row-of-array" in {note.code for note in found.notes}
