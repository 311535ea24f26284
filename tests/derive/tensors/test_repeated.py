"""A product of matrices that is needed twice is calculated once, and only where it is the same both times."""

import pytest

from derive.stating import state
from derive.tensors.repeated import without_repeats
from derive.tensors.statements import module_of_statement


def body(loss, by, **stated):
    """The lines of the function that is written."""
    return module_of_statement(state(loss, by, **stated)).source.split('    """\n')[-1]


def test_a_gradient_that_the_loss_needs_is_calculated_once():
    text = body(r"\operatorname{tr}(A^\top X B)", "X", declare=["A: n x m", "X: n x k", "B: k x m"])
    assert text.count("@") == 1


def test_a_turned_product_is_the_product_of_the_turned():
    text = body(r"\lVert A^\top X B\rVert^2", "X", declare=["A: n x m", "X: n x k", "B: k x m"])
    assert ").T" not in text
    assert "A @ s @ B.T" in text


@pytest.mark.parametrize(
    "between", ["A += 1", "A = A + 1", "softmax(A, out=A)", "A[0] = 1", "np.matmul(B, B, out=A)", "B *= 2"]
)
def test_what_changes_between_is_calculated_again(between):
    lines = ["r = C * (A @ B)", between, "loss = np.sum(A @ B)"]
    assert without_repeats(lines, "C", lambda name: name) == (lines, "C")


def test_what_changes_before_or_behind_is_no_hindrance():
    lines = ["A = A + 1", "r = C * (A @ B)", "s = A @ B + 1", "A = s", "loss = np.sum(r)"]
    found, slope = without_repeats(lines, "C", lambda name: name)
    assert found == ["A = A + 1", "a = A @ B", "r = C * a", "s = a + 1", "A = s", "loss = np.sum(r)"]
    assert slope == "C"


def test_the_longer_product_comes_first():
    lines, slope = without_repeats(["loss = np.sum(A @ B @ C)"], "A @ B @ C", lambda name: name)
    assert (lines, slope) == (["a = A @ B @ C", "loss = np.sum(a)"], "a")
