"""Data are declared as vectors x_1, …, x_N, and answers are written with X: whose rows, or else columns, they are, is told by what fits."""

import pytest

from derive.stating import state
from proofs.statements import check_statement

DATA = ["x[N]: d", "w: d", "y: N"]
LOGISTIC = state(r"\sum_{i=1}^N (\log(1+e^{w^\top x_i}) - y_i w^\top x_i)", "w", declare=DATA)


def codes(found):
    return {note.code for note in found.notes}


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (r"X^\top(\sigma(Xw) - y)", "matrix-of-rows"),
        (r"X(\sigma(X^\top w) - y)", "matrix-of-columns"),
        (
            r"\frac{\partial J}{\partial w} = \sum_i (\sigma(w^\top x_i) - y_i) x_i = X^\top(\sigma(Xw) - y)",
            "matrix-of-rows",
        ),
    ],
)
def test_the_matrix_of_the_data_is_read_as_it_fits(answer, code):
    found = check_statement(LOGISTIC, answer)
    assert found.verdict == "proved", found.message
    assert code in codes(found)


@pytest.mark.parametrize("answer", [r"X^\top(\sigma(Xw) + y)", r"X(\sigma(Xw) - y)", r"X(y - \sigma(X^\top w))"])
def test_a_wrong_one_is_refused_however_it_is_read(answer):
    assert check_statement(LOGISTIC, answer).verdict in ("wrong", "wrong-shape")


def test_a_declared_matrix_of_that_letter_is_itself():
    asked = state(r"\sum_{i=1}^N (w^\top x_i - y_i)^2 + b^\top X b", "w", declare=[*DATA, "X: k x k", "b: k"])
    assert not check_statement(asked, r"2X^\top(Xw - y)").accepted


def test_a_greek_letter_and_the_design_matrix():
    asked = state(r"\frac12\sum_{n=1}^N (t_n - w^\top \phi_n)^2", "w", declare=["phi[N]: M", "w: M", "t: N"])
    assert check_statement(asked, r"\Phi^\top(\Phi w - t)").accepted
    assert check_statement(asked, r"-\Phi^\top(\Phi w - t)").verdict == "wrong"


def test_the_letter_that_counts_a_family_is_its_number():
    """With n_1, …, n_N the N of 1/N is how many there are, and no matrix."""
    loss = r"\frac1N\sum_{i=1}^N (w^\top n_i)^2"
    asked = state(loss, "w", declare=["n[N]: d", "w: d"])
    assert check_statement(asked, r"\frac2N\sum_{i=1}^N (w^\top n_i) n_i").verdict == "proved"
    assert check_statement(asked, r"2\sum_{i=1}^N (w^\top n_i) n_i").verdict == "wrong"
    assert not check_statement(asked, r"\frac2N N^\top N w").accepted
