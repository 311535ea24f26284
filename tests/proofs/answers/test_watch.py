"""The answers of a document are told one by one, and one at which a process died leaves the others as they are."""

from pathlib import Path

import pytest

from proofs.answers.watch import Watch
from proofs.documents import read
from proofs.verify import verify_document

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def document():
    return read(ROOT / "examples" / "homework.md")


def leaves(verdicts):
    return [leaf for each in verdicts for leaf in (each.answers or (each,)) if leaf.verdict != "missing"]


def places(verdicts):
    return [(each.part, each.line) for each in leaves(verdicts)]


def test_every_answer_is_told_before_it_is_decided(document):
    heard: list[int] = []
    verdicts = verify_document(document, watch=Watch(heard.append))
    assert sorted(set(heard)) == list(range(len(leaves(verdicts))))


@pytest.mark.parametrize("number", [0, 3])
def test_an_answer_that_was_lost_is_unknown_and_the_others_are_as_ever(document, number):
    heard: list[int] = []
    whole, left = verify_document(document), verify_document(document, watch=Watch(heard.append, frozenset({number})))
    assert number not in heard
    assert [part for part, _ in places(left)] == [part for part, _ in places(whole)]
    changed = [
        (one, other) for one, other in zip(leaves(whole), leaves(left), strict=True) if one.verdict != other.verdict
    ]
    ((_, lost),) = changed
    assert lost.verdict == "unknown"
    assert "died" in lost.message.values["detail"]
