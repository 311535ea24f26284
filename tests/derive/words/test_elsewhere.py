"""What is said away from an answer: titles, and formulas of a text that has no marks for them."""

import pytest

from derive.words.elsewhere import unheard, untitled, withdraws
from derive.words.overruling import of_all


@pytest.mark.parametrize(
    ("title", "odd"),
    [
        ("Derivative of the sigmoid", None),
        ("Derivative without the sigmoid", "without the sigmoid"),
        ("Gradient at the origin", "at the origin"),
        ("The gradient, bicycle = softmax(z)", None),
        ("The gradient, $bicycle = softmax(z)$", None),
        ("The gradient bicycle", "bicycle"),
        (r"The gradient \(z\), bicycle = softmax(z)", "bicycle"),
    ],
)
def test_a_title_is_read_but_for_its_formulas(title, odd):
    assert untitled(title) == odd


@pytest.mark.parametrize(
    "habit",
    [
        "I check each gradient by numbers, since I do not trust my signs.",
        "I compared with numbers because I never trust my own indices.",
        "We test all results because we cannot trust our algebra.",
        "Questions are in bold, my answers are indented.",
        "The handout's questions are set in italics.",
        "The details come later; here are the answers only.",
        "I got it wrong several times before I saw it.",
        "每个梯度都检验过，因为我总是不相信自己的符号。",
        "Name: A. N. Other",
    ],
)
def test_what_authors_say_of_themselves_takes_nothing_back(habit):
    assert not of_all(habit)
    assert unheard(habit) is None


@pytest.mark.parametrize(
    "doubt",
    [
        "I do not trust my signs in these answers.",
        "I check each gradient by numbers, since I do not trust these results.",
        "I don't trust the answers below.",
        "The answers only hold for two words.",
        "My answers are indented, and wrong.",
        "All answers were wrong several times.",
    ],
)
def test_what_they_say_of_their_answers_does(doubt):
    assert of_all(doubt) or unheard(doubt) is not None


@pytest.mark.parametrize(
    ("sentence", "heard"),
    [
        ("This means the negative of it.", True),
        ("This means the gradient of it.", False),
        ("Beware: in row two of the sums a term has gone missing.", True),
        ("Beware: in row two of the long sums over words a term has gone missing.", False),
    ],
)
def test_a_short_sentence_under_a_label_is_heard_against_the_answer(sentence, heard):
    assert (withdraws(sentence, frozenset()) is not None) is heard
