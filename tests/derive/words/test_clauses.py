"""Clauses: what each is about, and what is said of a case that was read already."""

import pytest

from derive.words.clauses import clauses_of


@pytest.mark.parametrize(
    ("text", "head", "subject"),
    [
        ("the gradient of the loss vanishes", "gradient", "answer"),
        ("the loss of the gradient step vanishes", "loss", "given"),
        ("损失的梯度是零", "梯度", "answer"),
        ("we subtract the mean", "we", "person"),
    ],
)
def test_a_clause_is_about_the_noun_before_what_a_preposition_adds(text, head, subject):
    (clause,) = clauses_of(text)
    assert (clause.head.text, clause.subject) == (head, subject)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("当⟦•⟧时成立", ["⟦•⟧", "成立"]),
        ("此时成立", ["此时", "成立"]),
        ("it holds when ⟦•⟧", ["it", "holds", "⟦•⟧"]),
        ("it holds when asked", ["it", "holds", "when", "asked"]),
    ],
)
def test_words_that_lead_to_a_condition_that_was_read_are_left_out(text, left):
    (clause,) = clauses_of(text)
    assert [each.text for each in clause.tokens] == left


def test_what_is_done_right_behind_a_reason_is_done_by_nobody():
    (clause,) = clauses_of("by adding the terms")
    assert (clause.verb, clause.subject) == ("step", "")
