"""What is assumed of each member or of each row is used; what is said of no declared symbol is told as not used."""

import pytest

from derive.statement import state
from proofs.statements import check_statement

SOFTMAX = r"y_{nk} = \frac{e^{w_k^\top\phi_n}}{\sum_{j=1}^K e^{w_j^\top\phi_n}}"
LOSS = r"-\sum_{n=1}^N\sum_{k=1}^K t_{nk}\ln y_{nk}"
DECLARED = ["w[K]: M", "phi[N]: M", "t: N x K"]
ANSWER = r"\sum_{n=1}^N (y_{nj} - t_{nj})\phi_n"


def asked(assumption):
    return state(LOSS, "w_j", [SOFTMAX], DECLARED, [assumption])


@pytest.mark.parametrize(
    "assumption",
    [
        "rows of t sum to 1",
        "every row of t is one-hot",
        "t_n sums to 1",
        r"\sum_{k=1}^K t_{nk} = 1",
        "sum_k t_{nk} = 1",
    ],
)
def test_each_row_sums_to_one(assumption):
    assert check_statement(asked(assumption), ANSWER).accepted


@pytest.mark.parametrize("assumption", [r"\sum_n t_{nk} = 1", r"\sum_k w_k = 1", "z is one-hot", "t_q(n) sums to 1"])
def test_another_assumption_is_not_used_and_told(assumption):
    statement = asked(assumption)
    assert "assumption-not-used" in {note.code for note in statement.notes}
    assert not check_statement(statement, ANSWER).accepted


def test_members_of_a_family_are_one_hot():
    where = [r"\hat y_n = \mathrm{softmax}(W x_n)"]
    declared = ["W: K x d", "x[N]: d", "y[N]: K"]
    statement = state(r"-\sum_{n=1}^N y_n^\top \log\hat y_n", "W", where, declared, ["y_n is one-hot"])
    assert check_statement(statement, r"\sum_{n=1}^N (\hat y_n - y_n) x_n^\top").accepted


@pytest.mark.parametrize(
    "said",
    [
        "S symmetric positive definite",
        "S is a symmetric positive-definite matrix",
        "S = S^T",
        r"S^\top = S",
        "S_{ij} = S_{ji}",
        r"S \succ 0",
    ],
)
def test_a_symmetric_matrix_is_told_in_many_ways(said):
    statement = state(r"u^\top S u", "u", declare=["u: n", "S: n x n"], assume=[said])
    assert "assumption-not-used" not in {note.code for note in statement.notes}
    assert check_statement(statement, "2 S u").accepted
    assert check_statement(statement, "S u").verdict == "wrong"


@pytest.mark.parametrize("said", ["S is a symmetric pair", "S = R^T", "S_{ij} = S_{jk}", "S symmetric or definite"])
def test_nothing_is_wrong_that_an_assumption_may_make_right_which_was_not_understood(said):
    statement = state(r"u^\top S u", "u", declare=["u: n", "S: n x n"], assume=[said])
    found = check_statement(statement, "2 S u")
    assert (found.verdict, dict(found.message.values)["detail"].code) == ("unknown", "assumed-besides")
    assert check_statement(statement, r"(S + S^\top) u").accepted


def test_an_assumption_about_names_or_sizes_stands_in_no_way():
    said = ["u_k is entry k of u", "n = 2 m", "the indicator counts", "Q is invertible", "x is a variable"]
    assert check_statement(state(r"u^\top u", "u", declare=["u: n", "v: m"], assume=said), "u").verdict == "wrong"
