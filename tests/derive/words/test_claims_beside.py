"""The clause that leads to a claim, what is attached behind it, and what hides the place where it stands."""

import pytest

from derive.words.attached import apposed
from derive.words.claims import leads, offers
from derive.words.clauses import clauses_of
from derive.words.enclosing import enclosed
from derive.words.rules import Near


@pytest.mark.parametrize(
    ("text", "apart", "open_"),
    [
        ("differentiate the bicycle hence", False, True),
        ("differentiate the bicycle", False, False),
        ("our final plain gradient", True, True),
        ("our final plain bicycle", True, False),
        ("we think so", True, False),
    ],
)
def test_a_lead_is_open_if_it_stands_apart_or_ends_in_a_connective(text, apart, open_):
    (clause,) = clauses_of(text)
    assert leads(clause, Near("lead"), apart) is open_


@pytest.mark.parametrize(
    ("text", "explains"),
    [
        ("a vector", True),
        ("a bicycle vector", False),
        ("a matrix minus a row", False),
        ("rows added as columns", False),
        ("bicycles", False),
        ("bicycles are the rows of the matrix", False),
        ("written as a vector", False),
    ],
)
def test_what_is_attached_behind_a_claim_is_of_known_words(text, explains):
    (clause,) = clauses_of(text)
    assert apposed(clause, Near("tail")) is explains


def test_an_environment_that_hides_is_seen_behind_one_that_was_closed_in_it():
    page = r"\begin{comment}\begin{center}a\end{center} $x$\end{comment} $y$"
    assert enclosed(page, page.index("$x$")) == "comment"
    assert enclosed(page, page.index("$y$")) is None


def test_a_cross_for_the_label_of_an_item_is_seen_where_the_page_begins_with_it():
    page = r"\item[$\otimes$] $x$"
    assert enclosed(page, page.index("$x$")) == r"$\otimes$"
    assert enclosed(page.replace(r"\otimes", r"\oplus"), page.index("$x$") - 1) is None


@pytest.mark.parametrize(
    ("text", "announces"),
    [
        ("We find", True),
        ("We find for this page", False),
        ("We find it for this", False),
        ("a range with two bounds", False),
        ("which leaves", True),
    ],
)
def test_words_that_end_in_what_something_is_found_for_announce_no_value(text, announces):
    assert offers(text) is announces
