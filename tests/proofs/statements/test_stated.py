"""How a loss and its derivative may be spelled: L(w) = …, ∂_w L, a sum over pairs of a symmetric matrix."""

import pytest

from derive.statement import StatementError, state
from proofs.statements import check_statement


@pytest.mark.parametrize("name", ["L(w)", r"\mathcal{L}", "J", r"\ell(w; x)", "E_{total}"])
def test_a_loss_may_have_its_name_before_it(name):
    asked = state(rf"{name} = \frac12 (w^\top x - t)^2", "w", declare=["w: d", "x: d", "t:"])
    assert check_statement(asked, r"(w^\top x - t) x").verdict == "proved"
    assert check_statement(asked, r"(w^\top x - t) w").verdict == "wrong"


@pytest.mark.parametrize("loss", [r"w^\top x = w^\top y", "a + b = c", r"L = w^\top x = 3", "3 = w"])
def test_an_equation_without_a_name_on_its_left_is_no_loss(loss):
    with pytest.raises(StatementError):
        state(loss, "w")


def test_the_variable_may_stand_below_the_sign():
    asked = state(r"L = \frac12\|Xw - y\|^2", "w", declare=["X: N x d", "w: d", "y: N"])
    assert check_statement(asked, r"\partial_w L = X^\top(Xw - y)").accepted
    assert check_statement(asked, r"\partial_w L = X^\top(Xw + y)").verdict == "wrong"
    assert not check_statement(asked, r"\partial_y L = X^\top(Xw - y)").accepted


ENERGY = r"-\sum_{i<j} J_{ij} s_i s_j - \sum_i h_i s_i"
DECLARED = ["J: n x n", "s: n", "h: n"]


def test_pairs_of_a_symmetric_matrix_have_no_order():
    asked = state(ENERGY, "s_k", declare=DECLARED, assume=["J is symmetric"])
    assert check_statement(asked, r"-\sum_{j \neq k} J_{kj} s_j - h_k").accepted
    assert check_statement(asked, r"-\sum_{j} J_{kj} s_j - h_k").verdict == "wrong"


def test_pairs_of_any_matrix_have_one():
    asked = state(ENERGY, "s_k", declare=DECLARED)
    assert check_statement(asked, r"-\sum_{j > k} J_{kj} s_j - \sum_{i < k} J_{ik} s_i - h_k").accepted
    assert check_statement(asked, r"-\sum_{j \neq k} J_{kj} s_j - h_k").verdict == "wrong"
