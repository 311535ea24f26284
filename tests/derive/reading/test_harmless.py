"""The grammar of the words beside a claim: what it understands is harmless, and all else is told."""

import pytest

from derive.reading.harmless import long_lead, odd_lead, odd_sentence
from derive.reading.plain import softened
from derive.reading.reach import ahead, behind

NOTHING: frozenset[str] = frozenset()

LEADS = [
    ("hence", "hence minus"),
    ("by the chain rule we obtain", "by the chain rule we obtain the expected value"),
    ("the gradient with respect to ⟦1⟧ is", "the norm of the gradient with respect to ⟦1⟧ is"),
    ("so the derivative of the loss by ⟦1⟧ is", "so the derivative of the logits by ⟦1⟧ is"),
    ("differentiating the loss gives", "differentiating the loss would give"),
    ("in vector form,", "in the worst case,"),
    ("we have", "we would need"),
    ("using (3) and the definition of the softmax:", "using (3) and a smaller softmax:"),
    ("for every word in the vocabulary", "for every word but the first"),
]


@pytest.mark.parametrize(("harmless", "changing"), LEADS)
def test_a_clause_before_a_claim_is_understood_as_a_whole(harmless, changing):
    assert odd_lead(harmless) is None
    assert odd_lead(changing)


@pytest.mark.parametrize("words", ["the mean of the gradients is", "using the rules, the sum of the gradients is"])
def test_what_is_said_to_be_the_claim_must_be_named_an_answer(words):
    assert odd_lead(words)


def test_above_a_displayed_formula_a_long_clause_tells_what_is_done():
    told = "at the very end of this page stands once more what we differentiate: the sum of logarithms"
    assert odd_lead(told)
    assert long_lead(told) is None
    assert long_lead(f"{told}, which is")


BESIDE = [
    ("this uses the chain rule twice", "this uses a rule that fails here"),
    ("here ⟦1⟧ is the predicted distribution", "here ⟦1⟧ is a made-up distribution"),
    ("it can be read as the expected vector minus the observed one", "it resembles the expected vector"),
]


@pytest.mark.parametrize(("harmless", "changing"), BESIDE)
def test_a_sentence_beside_a_claim_in_the_line_is_understood_or_told(harmless, changing):
    fitting = frozenset({"predicted", "distribution"})
    assert odd_sentence(harmless, fitting, True) is None
    assert odd_sentence(changing, fitting, True)


def test_that_something_does_not_depend_on_a_symbol_is_no_denial():
    assert odd_sentence(softened("The first term does not depend on ⟦1⟧."), NOTHING, True) is None
    assert odd_sentence(softened("The first term is not there."), NOTHING, True)


def test_beside_a_displayed_formula_a_sentence_about_something_else_is_free():
    other = "Our program keeps two arrays of floats, one for each kind of vector, and reads them once a step."
    assert behind(f"\n{other}", other, NOTHING, True) is None
    assert behind(f". {other}", other, NOTHING, False)
    own = "This formula would be better off with two arrays of floats, one for each kind of vector it reads."
    assert behind(f"\n{own}", own, NOTHING, True)


REACH = [
    "Nobody believed it. The shapes are fine. ",
    "#### Thrown away\n\n",
    "| theirs | ours |\n|---|---|\n| ",
    "(0 points) ",
    "<em hidden>",
]


@pytest.mark.parametrize("before", REACH)
def test_a_title_a_table_a_mark_and_the_whole_paragraph_are_in_reach(before):
    assert ahead(before, NOTHING, False)
    assert ahead("The shapes are fine. ", NOTHING, False) is None
