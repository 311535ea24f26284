r"""Names with three indices, x_{uij} = a_u^\top (b_i - b_j): no array, but read at their indices wherever they stand."""

import pytest

from derive.stating import state
from proofs.statements import check_statement

RANKED = state(
    r"-\sum_{u=1}^U \sum_{i=1}^I \sum_{j=1}^I \log \sigma(s_{uij})",
    "a_u",
    [r"s_{uij} = a_u^\top b_i - a_u^\top b_j"],
    ["a[U]: d", "b[I]: d", "u: index U"],
)
COMMAS = state(
    r"\frac12 \sum_{k,l,m} t_{k,l,m}^2", "z", [r"t_{k,l,m} = z_k + y_{k,l} - w_{l,m}"], ["z: n", "y: n x p", "w: p x q"]
)


@pytest.mark.parametrize(
    ("asked", "right", "wrong"),
    [
        (
            RANKED,
            [r"-\sum_i \sum_j (1 - \sigma(s_{uij}))(b_i - b_j)", r"-\sum_i \sum_j \sigma(s_{uji})(b_i - b_j)"],
            [r"-\sum_i \sum_j (1 - \sigma(s_{uji}))(b_i - b_j)", r"-\sum_i \sum_j \sigma(s_{uij})(b_i - b_j)"],
        ),
        (
            COMMAS,
            [r"\frac{\partial J}{\partial z_k} = \sum_{l,m} t_{k,l,m}", r"\frac{\partial J}{\partial z_i} = \sum_{l=1}^p \sum_{m=1}^q t_{i,l,m}"],
            [r"\frac{\partial J}{\partial z_k} = \sum_{l} t_{k,l,l}", r"\frac{\partial J}{\partial z_k} = 2 \sum_{l,m} t_{k,l,m}"],
        ),
    ],
)  # fmt: skip
def test_right_answers_are_accepted_and_wrong_ones_are_not(asked, right, wrong):
    for answer in right:
        assert check_statement(asked, answer).verdict == "proved", answer
    for answer in wrong:
        assert not check_statement(asked, answer).accepted, answer


def test_an_author_may_name_such_a_thing_in_an_answer():
    plain = state(
        r"-\log \sigma(a_u^\top b_i - a_u^\top b_j)",
        "a_u",
        declare=["a[U]: d", "b[I]: d", "u: index U", "i: index I", "j: index I"],
    )
    told = r"$-(1 - \sigma(s_{uij}))(b_i - b_j)$ where $s_{uij} = a_u^\top (b_i - b_j)$"
    assert check_statement(plain, told).verdict == "proved"
    assert check_statement(plain, told.replace("b_i - b_j)$ where", "b_i + b_j)$ where")).refused
    assert check_statement(plain, told.replace("a_u^\\top (b_i - b_j)$", "a_u^\\top (b_i + b_j)$")).refused


@pytest.mark.parametrize(
    ("loss", "where", "right", "captured"),
    [
        (
            r"\sum_{s=2}^T e_s",
            r"e_t = \sum_{s=1}^T x_{t-1} x_s",
            r"1\{k < T\} \sum_{r=1}^T x_r + \sum_{s=2}^T x_{s-1}",
            r"T 1\{k < T\} x_{k+1} + T 1\{k > 1\} x_{k-1}",
        ),
        (
            r"\sum_{i,j,k} e_{ijk}",
            r"e_{ijl} = \sum_{k=1}^T x_i x_j x_l x_k",
            r"4 (\sum_{r=1}^T x_r)^3",
            r"2 T (\sum_{r=1}^T x_r)(\sum_{r=1}^T x_r^2) + 2 T (\sum_{r=1}^T x_r)^2 x_k",
        ),
    ],
)
def test_a_sum_in_such_a_definition_binds_nothing_of_what_it_is_taken_at(loss, where, right, captured):
    asked = state(loss, "x", [where], ["x: T"])
    assert check_statement(asked, rf"\frac{{\partial J}}{{\partial x_k}} = {right}").accepted
    assert check_statement(asked, rf"\frac{{\partial J}}{{\partial x_k}} = {captured}").refused


ROWS_IN_DOTS = [
    (r"[[U_{1,1}, \dots, U_{1,n}]^\top, \dots, [U_{K,1}, \dots, U_{K,n}]^\top]\mathbf 1", "proved"),
    (r"[2[U_{1,1}, \dots, U_{1,n}]^\top, \dots, 2[U_{K,1}, \dots, U_{K,n}]^\top]\mathbf 1", "wrong"),
    (r"[[U_{1,2}, \dots, U_{1,n}]^\top, \dots, [U_{K,2}, \dots, U_{K,n}]^\top]\mathbf 1", "wrong-shape"),
    (r"[[U_{1,1}, \dots, U_{1,K}]^\top, \dots, [U_{K,1}, \dots, U_{K,n}]^\top]\mathbf 1", "unreadable"),
]


@pytest.mark.parametrize(("written", "verdict"), ROWS_IN_DOTS)
def test_a_list_runs_where_its_last_entry_differs_from_its_first(written, verdict):
    asked = state(r"\sum_{j=1}^K \sum_{o=1}^n x_o U_{jo}", "x", declare=["U: K x n", "x: n"])
    assert check_statement(asked, written).verdict == verdict


@pytest.mark.parametrize(
    ("written", "right"),
    [
        (r"[U_{1,1}, \dots, U_{1,n}]^\top", True),
        (r"[U_{1,1}, \dots, U_{n,1}]^\top", False),
        (r"[U_{1,1}, \dots, U_{n,n}]^\top", False),
    ],
)
def test_of_a_square_matrix_a_row_a_column_and_the_diagonal(written, right):
    asked = state(r"\sum_{o=1}^n x_o U_{1,o}", "x", declare=["U: n x n", "x: n"])
    assert check_statement(asked, written).verdict == ("proved" if right else "wrong")


@pytest.mark.parametrize(
    ("entry", "verdict"), [("$r_i - s_i$", "proved"), ("$r_k - s_k$", "proved"), ("$r_i + s_i$", "wrong")]
)
def test_a_value_alone_with_one_index_of_its_own_is_an_entry_of_the_gradient(entry, verdict):
    asked = state(r"\frac12 \|r - s\|^2", "r", declare=["r: n", "s: n"])
    found = check_statement(asked, entry)
    assert found.verdict == verdict
    assert "reading-entry" in {note.code for note in found.notes}
