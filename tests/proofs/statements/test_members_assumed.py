"""What is assumed of each member or of each row is used; what is said of no declared symbol is told as not used."""

import pytest

from derive.statement import StatementError
from derive.stating import state
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


def mixed(assume, convention="columns"):
    declare = ["S: n x k", "V: k x m", "G: n x m"]
    where = [r"A = \operatorname{softmax}(S)"]
    return state(r"\operatorname{tr}(G^\top A V)", "S", where, declare, assume, convention=convention)


OF_ROWS = r"A \odot (D - ((A \odot D)\mathbf 1)\mathbf 1^\top) where $D = G V^\top$"
OF_COLUMNS = r"A \odot (D - \mathbf 1\mathbf 1^\top(A \odot D)) where $D = G V^\top$"


@pytest.mark.parametrize("told", ["softmax is row-wise", "softmax acts on each row", "softmax is applied row by row"])
def test_softmax_of_each_row(told):
    asked = mixed([told])
    assert check_statement(asked, OF_ROWS).verdict == "proved"
    assert check_statement(asked, OF_COLUMNS).verdict == "wrong"


@pytest.mark.parametrize("told", ["softmax is column-wise", "softmax of each column"])
@pytest.mark.parametrize("convention", ["columns", "rows"])
def test_softmax_of_each_column(told, convention):
    asked = mixed([told], convention)
    assert check_statement(asked, OF_COLUMNS).verdict == "proved"
    assert check_statement(asked, OF_ROWS).verdict == "wrong"


@pytest.mark.parametrize("told", ["softmax over the last axis", "softmax is over rows, not row-wise, by column"])
def test_how_softmax_is_taken_of_a_matrix_is_understood_or_refused(told):
    with pytest.raises(StatementError, match="how softmax is taken") as caught:
        mixed([told])
    assert caught.value.field == "assume"


def test_an_order_of_numbers_that_is_assumed_holds_where_an_answer_fails():
    loss = r"-\log(\sigma(b - w^\top x) - \sigma(a - w^\top x))"
    asked = state(loss, "w", declare=["x: n", "w: n", "a:", "b:"], assume=["a < b"])
    assert not {each.code for each in asked.notes}
    assert check_statement(asked, r"(1 - \sigma(a - w^\top x) - \sigma(b - w^\top x)) x").verdict == "proved"
    refused = check_statement(asked, r"(1 - \sigma(b - w^\top x)) x")
    assert refused.verdict == "wrong"
    assert refused.counterexample.values["a"] < refused.counterexample.values["b"]


def test_an_answer_that_is_wrong_only_against_what_is_assumed_is_not_refused():
    asked = state(r"\max(a, b)\, t", "t", declare=["t:", "a:", "b:"], assume=["a < b"])
    assert check_statement(asked, "b").verdict != "wrong"
    assert check_statement(asked, "a").verdict == "wrong"
