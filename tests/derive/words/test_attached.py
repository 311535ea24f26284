"""The words right behind a claim are of a kind that only explains it, or the claim is left to a person."""

import pytest

from derive.words.attached import apposed
from derive.words.clauses import clauses_of
from derive.words.rules import Near
from gradproof import check

B = r"$\frac{\partial J}{\partial v_c} = U(\hat y - y)$"
PAIRS = [
    (" after collecting terms", " after two epochs"),
    (" after simplification", " after one step"),
    (", which is a column vector", ", which is a unit vector"),
    (", which is what we wanted", ", which is one entry"),
    (", which has the same shape as $v_c$", ", which has length one"),
    (", which cannot be simplified further", ", which cannot be trusted further"),
    (", whose shape is that of $v_c$", ", whose rows sum to one"),
    (", a vector of length $d$", ", a vector of probabilities"),
    (", i.e. the expected minus the observed vector", ", i.e. the observed minus the expected vector"),
    (", the difference between the expected and the observed vector", ", the value of the loss"),
    (", a linear combination of the outside vectors", ", the probability of the outside word"),
    (" in matrix form", " in log space"),
    (" in the end", " in the first epoch"),
    (" for every word", " at the start of training"),
    (", as in the lecture", ", as in a decoder"),
    (" (see the derivation above)", " (read from right to left)"),
    (", obtained by the chain rule", ", computed with old parameters"),
    (", to be precise", ", to within a factor"),
    (", with $y$ one-hot", ", with probability one"),
    (", where $y$ is the one-hot label", ", where $y$ counts the context words"),
    (", as the other terms do not depend on $v_c$", ", to which we add $v_c$"),
    ("，形状与 $v_c$ 相同", "，概率之和"),
]


@pytest.mark.parametrize(("harmless", "changing"), PAIRS)
def test_a_phrase_right_behind_a_claim_explains_it_or_leaves_it_open(harmless: str, changing: str) -> None:
    assert check("b.1", f"{B}{harmless}.").verdict == "proved"
    assert check("b.1", f"{B}{changing}.").verdict == "ambiguous"


def test_the_argument_of_a_function_of_a_number_is_held_against_the_words_behind():
    claim = r"$\sigma'(x) = \sigma(x)(1-\sigma(x))$ with respect to"
    assert check("f", f"{claim} $x$").accepted
    assert not check("f", f"{claim} $t$").accepted


def test_an_answer_that_is_no_gradient_may_be_told_with_more_words():
    (clause,) = clauses_of("exactly when both agree")
    assert apposed(clause, Near("tail", "zero"))
    assert not apposed(clause, Near("tail"))
