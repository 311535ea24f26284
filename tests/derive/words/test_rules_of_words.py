"""The table of rules: each speaks against a claim by its example, and not by its harmless neighbour."""

import pytest

from derive.words.clauses import clauses_of
from derive.words.rules import RULES, Near, objection


@pytest.mark.parametrize("rule", RULES, ids=[rule.name for rule in RULES])
def test_a_rule_speaks_by_its_example_alone(rule):
    near = Near(rule.places.split()[-1] if rule.places != "tail" else "tail")
    if "after" in rule.places.split():
        near = Near("after")
    (said,), (harmless,) = clauses_of(rule.example), clauses_of(rule.harmless)
    assert objection(said, near) == rule.name
    assert objection(harmless, near) is None


SCOPES = [
    ("the first term does not contain ⟦1⟧", "this formula is not everything"),
    ("the sum runs over all words", "the sum runs over all words but the last"),
    ("we are only left with one term", "it is only half of it"),
    ("the labels are one-hot", "the labels are the scores"),
    ("the softmax is smooth", "the softmax has a temperature"),
    ("the transpose beside the gradient", "the negative of it"),
    ("the transpose of the matrix", "the transpose of this"),
    ("the definition of the gradient", "half of the gradient"),
    ("其余的项不依赖于⟦1⟧", "这个结果不成立"),
]


@pytest.mark.parametrize(("harmless", "changing"), SCOPES)
def test_a_word_counts_where_its_clause_reaches_the_claim(harmless, changing):
    near = Near("before")
    assert [objection(each, near) for each in clauses_of(harmless)] == [None]
    assert any(objection(each, near) for each in clauses_of(changing))
