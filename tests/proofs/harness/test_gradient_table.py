"""Nineteen losses that are not word2vec: every wrong program is caught, no right one is flagged, and the slip is named where one is known."""

import pytest
from gradient_table import PRELUDE, ROWS
from more_gradients import MORE

from proofs.harness import WrongGradient, check_gradient

EXAMPLES = 20
NAMED_SHARE = 0.8
ALL = (*ROWS, *MORE)
WRONG = [(row, *edit) for row in ALL for edit in row.wrong]
RIGHT = [(row, style) for row in ALL for style in range(len(row.right))]


def function(source):
    space = {}
    exec(compile(PRELUDE + source, "table", "exec"), space)  # noqa: S102 (our own text)
    return space["f"]


@pytest.mark.parametrize(("row", "style"), RIGHT, ids=[f"{row.name}-{style}" for row, style in RIGHT])
def test_a_right_program_is_not_flagged_whatever_its_style(row, style, recwarn):
    assert check_gradient(function(row.right[style]), **row.statement, examples=EXAMPLES).findings == ()


@pytest.mark.parametrize(("row", "old", "new", "code"), WRONG, ids=[f"{w[0].name}-{i}" for i, w in enumerate(WRONG)])
def test_a_wrong_program_is_caught_and_its_slip_named(row, old, new, code):
    assert old in row.right[0]
    with pytest.raises(WrongGradient) as caught:
        check_gradient(function(row.right[0].replace(old, new, 1)), **row.statement, examples=EXAMPLES)
    finding = caught.value.finding
    assert code in (finding.bug, None)
    assert finding.message.endswith(".")
    assert finding.example


def test_the_table_is_what_it_is_said_to_be():
    assert (len(ALL), len(WRONG), len(RIGHT)) == (19, 100, 36)
    assert sum(code is not None for *_, code in WRONG) >= NAMED_SHARE * len(WRONG)
