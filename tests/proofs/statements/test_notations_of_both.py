r"""Notations that a course's own notation and losses that are declared have in common: read by one code, tested with losses of other courses."""

import pytest

from derive.statement import state
from proofs.statements import check_statement

ROWS = [
    # loss, variable, declarations, right answers, wrong ones
    # cases: the last row takes the rest, a kink may be left out, a sign may be told in words
    (r"\max(0, t)", "t", ("t:",), [r"\begin{cases} 1 & t > 0 \\ 0 \end{cases}", r"\begin{cases} 1 & t > 0 \\ 0 & t < 0 \\ \text{undefined} & t = 0 \end{cases}", r"\begin{cases} 1 & \text{if } t \text{ is positive} \\ 0 & \text{otherwise} \end{cases}"], [r"\begin{cases} 0 & t > 0 \\ 1 \end{cases}", r"\begin{cases} 1 \\ 0 & t < 0 \end{cases}", r"\begin{cases} 1 & t > 0 \\ \text{undefined} & t < 0 \end{cases}", r"\begin{cases} 1 & \text{if } t \text{ is negative} \\ 0 & \text{otherwise} \end{cases}"]),
]  # fmt: skip
ANSWERS = [(row[:3], answer, right) for row in ROWS for right in (True, False) for answer in row[3 if right else 4]]


@pytest.mark.parametrize(("asked", "answer", "right"), ANSWERS)
def test_right_answers_are_accepted_and_wrong_ones_are_not(asked, answer, right):
    loss, by, declare = asked
    verdict = check_statement(state(loss, by, declare=declare), answer)
    assert verdict.accepted is right, verdict.message
