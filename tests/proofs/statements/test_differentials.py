"""Answers by differentials: dJ = tr(Aᵀ dX), hence ∂J/∂X = A. Each row is a loss with right answers and wrong ones."""

import pytest

from derive.stating import state
from proofs.statements import check_statement

SQUARES = (r"\lVert X w - y \rVert^2", "w", ("X: n x d", "w: d", "y: n"))
LINEAR = (r"\operatorname{tr}(A^T X)", "X", ("A: m x n", "X: m x n"))
INVERSE = (r"a^\top X^{-1} b", "X", ("X: n x n", "a: n", "b: n"))

RIGHT = [
    (*LINEAR, r"dJ = \operatorname{tr}(A^T dX) \Rightarrow \frac{\partial J}{\partial X} = A"),
    (*LINEAR, r"$dJ = \operatorname{tr}(A^T\, dX)$, hence $\partial J/\partial X = A$"),
    (*SQUARES, r"Let $r = Xw - y$. Then $dJ = 2 r^\top dr = 2 r^\top X dw$, so $\nabla_w J = 2 X^\top r$."),
    (*SQUARES, r"$\mathrm{d}J = 2 (Xw - y)^\top X \mathrm{d}w$, so $\nabla_w J = 2X^\top(Xw - y)$"),
    (*INVERSE, r"$dX^{-1} = -X^{-1} dX X^{-1}$, $dJ = -a^\top X^{-1} dX X^{-1} b$, so $\partial J/\partial X = -X^{-\top} a b^\top X^{-\top}$."),
    (r"\log\det X", "X", ("X: n x n",), r"$d\log\det X = \operatorname{tr}(X^{-1} dX)$, so $\partial J/\partial X = X^{-\top}$."),
]  # fmt: skip
FALSE_STEPS = [
    (*LINEAR, r"dJ = 2 \operatorname{tr}(A^T dX) \Rightarrow \frac{\partial J}{\partial X} = A"),
    (*SQUARES, r"Let $r = Xw - y$. Then $dJ = r^\top dr = 2 r^\top X dw$, so $\nabla_w J = 2 X^\top r$."),
    (*INVERSE, r"$dX^{-1} = X^{-1} dX X^{-1}$, so $\partial J/\partial X = -X^{-\top} a b^\top X^{-\top}$, and $dJ = -a^\top X^{-1} dX X^{-1} b$."),
]  # fmt: skip


@pytest.mark.parametrize(("loss", "wrt", "declare", "answer"), RIGHT)
def test_an_answer_by_differentials_is_proved_with_its_steps(loss, wrt, declare, answer):
    found = check_statement(state(loss, wrt, declare=declare), answer)
    assert found.verdict == "proved"
    assert all(link.holds for link in found.links)


@pytest.mark.parametrize(("loss", "wrt", "declare", "answer"), FALSE_STEPS)
def test_a_false_step_is_named(loss, wrt, declare, answer):
    found = check_statement(state(loss, wrt, declare=declare), answer)
    assert found.verdict == "proved"
    assert any(link.holds is False for link in found.links)


@pytest.mark.parametrize(
    ("answer", "word"),
    [
        (r"dJ = \operatorname{tr}(A^T dX) \Rightarrow \frac{\partial J}{\partial X} = A^T", "transposed"),
        (r"dJ = \operatorname{tr}(A^T dX) \Rightarrow \frac{\partial J}{\partial X} = 2A", "wrong"),
        (r"dJ = \operatorname{tr}(A^T dX)", "incomplete"),
        (r"\partial J / \partial X = 2 A", "wrong"),
        (r"\partial J / \partial X = A", "proved"),
    ],
)
def test_the_conclusion_decides(answer, word):
    assert check_statement(state(LINEAR[0], "X", declare=LINEAR[2]), answer).verdict == word


def test_a_differential_is_no_value_of_a_gradient():
    asked = state("t^3", "t", declare=["t:"])
    assert check_statement(asked, r"$dJ = 3 t^2 dt$, $\frac{\partial J}{\partial t} = 3 t^2$").verdict == "proved"
    assert not check_statement(asked, r"$dJ = dJ$, $\frac{\partial J}{\partial t} = dJ / dt$").accepted
    assert (
        check_statement(asked, r"$dJ = dJ$, $\frac{\partial J}{\partial t} = \frac{1}{dt} dJ$").verdict == "incomplete"
    )
    assert (
        check_statement(asked, r"$dJ = 2 t^2 dt$, $\frac{\partial J}{\partial t} = \frac{1}{dt} dJ$").verdict == "wrong"
    )
