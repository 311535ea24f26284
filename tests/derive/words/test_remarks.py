"""Words inside of mathematics."""

import pytest

from derive.parsing.grammar import read_formula
from derive.words.remarks import word_of


@pytest.mark.parametrize(
    ("latex", "word"), [(r"\mathrm{no}", "no"), (r"\text{no}", "no"), (r"\mathrm{T}", ""), ("no", ""), ("x", "")]
)
def test_upright_letters_are_a_word_from_two_on(latex, word):
    assert word_of(read_formula(latex)[0].sides[0]) == word
