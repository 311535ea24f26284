"""Shapes that an author tells, and sums that are written out with dots: what is understood of them, and what is not."""

import pytest

from derive.parsing.grammar import read_formula
from derive.problem import load
from proofs import check
from proofs.answers.claims.sizes import told

NOTATION = load().notation


@pytest.mark.parametrize(
    ("shape", "sizes"),
    [
        (r"\mathbb{R}^{d \times V}", ("d", "V")),
        (r"\mathbb{R}^{d \times |Vocab|}", ("d", "V")),
        (r"\mathbb{R}^{|W|}", ("V",)),
        (r"\mathbb{R}^{q \times d}", ("?", "d")),
        (r"\mathbb{R}^{d \times 1}", ("d", "1")),
    ],
)
def test_a_size_is_told_by_its_letter_or_by_the_set_of_so_many(shape, sizes):
    assert told(read_formula(shape)[0].sides[0], NOTATION) == sizes


@pytest.mark.parametrize(
    ("terms", "right"),
    [
        (r"0\cdot\log\hat y_1 + \dots + 1\cdot\log\hat y_o + \dots + 0\cdot\log\hat y_V", True),
        (r"0\cdot\log\hat y_1 + \dots + 1\cdot\log\hat y_o + \dots", True),
        (r"2\cdot\log\hat y_1 + \dots + 1\cdot\log\hat y_o + \dots", False),
        (r"0\cdot 2\log\hat y_1 + \dots + 1\cdot 1\cdot\log\hat y_o + \dots", False),
    ],
)
def test_terms_with_their_labels_before_them_are_the_sum(terms, right):
    found = check("a", rf"-\sum_w y_w \log\hat y_w = -({terms}) = -\log\hat y_o")
    assert found.accepted is right
