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
