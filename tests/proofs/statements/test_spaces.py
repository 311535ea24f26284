"""The space behind a value, … = Xᵀr ∈ R^d: no part of the value, and held against its shape."""

import pytest

from derive.stating import state
from proofs.statements import check_statement

ASKED = state(r"\frac12 \lVert X w - y \rVert^2", "w", declare=["X: n x d", "w: d", "y: n"])


@pytest.mark.parametrize(
    "answer",
    [
        r"\nabla_w J = X^\top (X w - y) \in \mathbb{R}^d",
        r"X^\top (X w - y) \in \mathbb R^{d \times 1}",
        r"$r = X w - y \in \mathbb R^n$, $\nabla_w J = X^\top r \in \mathbb R^d$",
        r"$w \in \mathbb R^d$, so $\nabla_w J = X^\top (X w - y)$",
    ],
)
def test_a_space_that_fits_is_no_part_of_the_value(answer):
    assert check_statement(ASKED, answer).verdict == "proved"


@pytest.mark.parametrize(
    "answer",
    [
        r"\nabla_w J = X^\top (X w - y) \in \mathbb{R}^n",
        r"X^\top (X w - y) \in \mathbb R^{1 \times d}",
        r"$r = X w - y \in \mathbb R^d$, $\nabla_w J = X^\top r \in \mathbb R^d$",
    ],
)
def test_a_space_in_which_the_value_does_not_lie_is_told(answer):
    found = check_statement(ASKED, answer)
    assert found.verdict == "ambiguous"
    assert r"\in" in found.message.values["words"]


def test_a_wrong_value_in_the_right_space_is_refused():
    assert check_statement(ASKED, r"\nabla_w J = X^\top (X w + y) \in \mathbb R^d").refused
