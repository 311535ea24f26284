"""What is assumed of a symbol holds at the points where expressions are compared: identities that need it, and no others."""

import pytest
from identity_cases import ONE, a, k, w

from derive import expression as x
from derive.traversal import free_indices
from proofs.identity import Judge, Setting, find_witness

A, P, y = x.Symbol("A", ("V", "V")), x.Symbol("P", ("V", "K")), x.Symbol("y", ("V", "1"))
UNIT = x.Diagonal(x.Constant(1, ("V", "1")))
SQUARE = x.Product((a, a))
of_row, of_column = x.Sum(k, x.Entry(P, w, k)), x.Sum(w, x.Entry(P, w, k))
whole = x.Sum(w, x.Entry(y, w))
EQUAL = {
    "the sum of a row": ([("P", "sums-to-1")], of_row, ONE),
    "the sum of a column": ([("P", "sums-to-1", "columns")], of_column, ONE),
    "the sum of a vector": ([("y", "sums-to-1")], whole, ONE),
    "the sum of a one-hot vector that is said to be 0 or 1": ([("y", "one-hot"), ("y", "in", "0", "1")], whole, ONE),
    "0 or 1 squared": ([("a", "in", "0", "1")], SQUARE, a),
    "−1 or 1 squared": ([("a", "in", "-1", "1")], SQUARE, ONE),
    "symmetric": ([("A", "symmetric")], x.Transpose(A), A),
    "positive definite, and so symmetric": ([("A", "positive-definite"), ("A", "symmetric")], x.Transpose(A), A),
    "orthogonal": ([("A", "orthogonal")], x.Product((x.Transpose(A), A)), UNIT),
    "orthogonal, among other things": ([("A", "symmetric"), ("A", "orthogonal")], x.Product((x.Transpose(A), A)), UNIT),
    "positive": ([("a", "positive")], x.Call("abs", a), a),
}
OTHER = {
    "the sum of a column where rows sum to 1": ([("P", "sums-to-1")], of_column, ONE),
    "the sum of a row where columns sum to 1": ([("P", "sums-to-1", "columns")], of_row, ONE),
    "the sum of a vector": ([], whole, ONE),
    "0 or 1": ([("a", "in", "0", "1")], a, ONE),
    "0 or 1 squared is not 1": ([("a", "in", "0", "1")], SQUARE, ONE),
    "−1 or 1 squared is not itself": ([("a", "in", "-1", "1")], SQUARE, a),
    "symmetric is not orthogonal": ([("A", "symmetric")], x.Product((x.Transpose(A), A)), UNIT),
    "orthogonal is not symmetric": ([("A", "orthogonal")], x.Transpose(A), A),
    "nonzero is not positive": ([("a", "nonzero")], x.Call("abs", a), a),
}


def judge(constraints, left, right):
    return Judge([left, right], Setting(tuple(free_indices(left)), constraints=tuple(constraints)))


def compared(constraints, left, right):
    return judge(constraints, left, right).compare(left, right)


@pytest.mark.parametrize("name", EQUAL)
def test_it_holds_under_what_is_assumed(name):
    assert compared(*EQUAL[name]).equal is True


@pytest.mark.parametrize("name", OTHER)
def test_it_does_not_hold_under_something_else(name):
    assert compared(*OTHER[name]).equal is not True


def test_a_witness_is_all_that_is_assumed():
    """A point that is only one of two things assumed refutes nothing: for A symmetric and orthogonal, A² = I."""
    square = x.Product((A, A))
    one, both = [("A", "symmetric")], [("A", "symmetric"), ("A", "orthogonal")]
    assert find_witness(judge(one, square, UNIT), square, UNIT) is not None
    assert find_witness(judge(both, square, UNIT), square, UNIT) is None


def test_rows_and_columns_that_sum_to_1_are_not_drawn_together():
    both = [("P", "sums-to-1"), ("P", "sums-to-1", "columns")]
    assert find_witness(judge(both, of_row, ONE), of_row, ONE) is None
    assert find_witness(judge(both, of_column, ONE), of_column, ONE) is None


def test_positive_numbers_that_sum_to_1_are_positive_at_a_witness():
    entry = x.Entry(y, w)
    found = find_witness(judge([("y", "positive"), ("y", "sums-to-1")], entry, whole), entry, whole)
    assert all(float(each) > 0 for each in found.symbols["y"].flat)
