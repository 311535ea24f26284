"""The example documents of the assignments that come with the package: every answer is placed, and gets the word that a person gave it.

The words stand here as they were decided by hand; "right" is any of the words that accept.
"""

from pathlib import Path

import pytest

from derive.assignments.files import shipped
from derive.tasks import labels, load_tasks
from proofs.documents import read
from proofs.verify import verify_document

EXAMPLES = Path(__file__).parents[3] / "examples"

EXPECTED = {
    "cs224n-a1.md": {
        "softmax": "right",
        "x": "right",
        "b_2": "right",
        "W_2": "wrong-shape",  # the factors in the order of columns
        "b_1": "wrong",  # without 1 - h
        "W_1": "right",
    },
    "rnn.md": {
        "U": "right",
        "b": "right",
        "W": "wrong",  # by the state itself, not by the one before
        "V": "right",
        "h": "wrong",  # W for its transpose
    },
    "cs229.tex": {
        "logistic": "right",
        "logistic.hessian": "right",
        "ridge": "wrong",  # twice the penalty
        "softmax": "right",
    },
    "cs231n.md": {
        "softmax": "right",
        "svm": "right",
        "net.W_2": "right",
        "net.b_2": "right",
        "net.W_1": "wrong",  # half of the penalty
        "net.b_1": "right",
        "bn.gamma": "right",
        "bn.x": "wrong",  # the variance taken for a constant
    },
    "embeddings.md": {"glove.w": "right", "glove.b": "wrong", "cbow": "right"},  # without the 2 of the square
    "matrix-cookbook.md": {
        "49": "right",
        "52": "wrong",  # without its 2
        "57": "right",
        "61": "right",
        "63": "transposed",
        "69": "right",
        "70": "right",
        "71": "transposed",
        "81": "right",
        "90": "right",
        "98": "right",
        "99": "right",
        "106": "transposed",
        "108": "right",
        "114": "right",
        "122": "wrong",  # as if matrices commuted
        "125": "right",
        "129": "right",
        "131": "right",
    },
    "attention.tex": {"V": "right", "Q": "right", "K": "wrong-shape"},  # D for its transpose
}


def assignment_of(name):
    return Path(name).stem


@pytest.mark.parametrize("name", EXPECTED)
def test_every_answer_of_an_example_gets_its_word(name):
    assignment = assignment_of(name)
    found = verify_document(read(EXAMPLES / name, labels(assignment)), assignment=assignment)
    words = {each.part: "right" if each.accepted else each.verdict for each in found}
    assert words == EXPECTED[name]
    assert [each.part for each in found] == [part for part in labels(assignment) if part in words]


def test_every_shipped_assignment_has_an_example():
    assert {assignment_of(name) for name in EXPECTED} == set(shipped())


@pytest.mark.parametrize("name", EXPECTED)
def test_an_example_answers_every_part_that_is_not_optional(name):
    parts = load_tasks(assignment_of(name)).parts
    assert {part.id for part in parts if not part.optional} <= set(EXPECTED[name])
