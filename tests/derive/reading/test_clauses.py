"""Clauses of mathematics are harmless whatever their content words, until a word of the closed list of dangers stands in them."""

import pytest

from derive.reading.clauses import composes, names_a_rule, odd_clause
from derive.reading.harmless import against, odd_lead
from proofs import check

B = r"$\frac{\partial J}{\partial v_c} = U(\hat y - y)$"

PAIRS = [
    ("since integration is additive", "since integration is additive only nearly"),
    ("because the logarithm turns a ratio into a subtraction", "because my cousin turns a ratio into a subtraction"),
    ("using a lesser known identity of Euler", "using a lesser known label of Euler"),
    ("only the leftmost summand contains ⟦1⟧", "only the leftmost summand was typed"),
    ("we peel off the outermost function", "we reverse the outermost function"),
    ("stacking these columns from left to right", "stacking these columns in reverse"),
    ("the quotient simplifies beautifully", "the quotient simplifies incorrectly"),
    ("intuitively each summand tugs at its own vector", "intuitively each summand is mistaken"),
    ("it is handy to abbreviate the bracket", "it is handy to pretend"),
    ("把每一项拆开，分别处理", "把每一项拆开，再取相反数"),
]


@pytest.mark.parametrize(("harmless", "changing"), PAIRS)
def test_a_frame_of_mathematics_is_open_and_the_dangers_are_not(harmless, changing):
    assert odd_clause(harmless) is None
    assert odd_clause(changing)


def test_of_the_assignment_nothing_new_may_be_said():
    known = {"the", "one-hot", "is", "a"}.__contains__
    assert odd_clause("since the label is one-hot", known) is None
    assert odd_clause("since the label is handwritten", known)
    assert odd_clause("since the butter is handwritten", known)
    assert odd_clause("since the exponential is handwritten", known) is None


COMPOSED = [
    ("since the loss is the negative logarithm", "since the loss is the mean"),
    ("because the labels are one-hot", "because the labels are the scores"),
    ("as the samples are drawn", "as the samples are the context"),
    ("the window has context words", "the window has one sample"),
]


@pytest.mark.parametrize(("true", "new"), COMPOSED)
def test_harmless_words_do_not_compose_another_assignment(true, new):
    assert composes(true, lambda word: True) is None
    assert composes(new, lambda word: True)


ASIDE = [
    r"\begin{itemize}\item[$\otimes$] @\end{itemize}",
    r"\begin{formersolution}@\end{formersolution}",
    r"\begin{tcolorbox}[title=Erratum]@\end{tcolorbox}",
    r"\begin{quote}@\end{quote} The quoted line is mistaken.",
    "@\n\nIt is a vector.\n\n**Feedback:** signs, 0/2.",
    "@\n\n† up to a factor",
    "F: @",
    "$@$\n\nNumerical check: off by far, it failed.",
]


@pytest.mark.parametrize("page", ASIDE)
def test_a_label_a_box_or_a_later_paragraph_speaks_against_an_answer(page):
    assert not check("b.1", page.replace("@", B)).accepted
    assert check("b.1", B).accepted


def test_behind_a_claim_a_factor_changes_it_unless_it_is_a_reason():
    assert odd_clause("because the factors cancel", behind=True) is None
    assert odd_clause("the factors cancel", behind=True)


def test_a_clause_that_touches_the_claim_must_lead_to_it():
    assert odd_lead("differentiating every summand on its own we find", apart=False) is None
    assert odd_lead("differentiating every summand on its own", apart=False)
    assert names_a_rule("after some straightforward algebra")
    assert not names_a_rule("after some straightforward lunch")


def test_near_a_displayed_formula_only_what_speaks_of_it_counts():
    other = "a word that the network confuses with a bad one is moved away from its own centre a bit more than the rest"
    assert against(other, frozenset()) is None
    assert against(
        "this is what a friend of mine would hand in if he were asked to do so by the end of the week", frozenset()
    )
    assert against("multiply by the number of words", frozenset(), True)


@pytest.mark.parametrize(
    ("words", "accepted"),
    [
        ("Every summand is smooth, so by the additivity of the derivative @.", True),
        ("Every label is smooth, so by the additivity of the derivative @.", False),
        ("@, since the exponentials in the denominator drop out.", True),
        ("@, since the labels in the denominator drop out by mistake.", False),
    ],
)
def test_an_answer_in_prose(words, accepted):
    assert check("b.1", words.replace("@", B)).accepted is accepted
