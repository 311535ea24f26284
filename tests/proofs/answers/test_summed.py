"""What is said of a sum beside the claim that it stands in: where it begins, where it ends, over what it runs."""

import pytest

from proofs.verify import check

VALUE = r"$\frac{\partial J}{\partial v_c} = -u_o+\sum_{w}\hat y_wu_w$"


@pytest.mark.parametrize(
    "words",
    [
        ", the sum running over all words $w$",
        ", the sum taken over the vocabulary",
        ", with the sum over the whole vocabulary",
        ", the sum running from $w=1$ to $V$",
        ", the sum starting at $w=1$",
        ". The sum starts at 1.",
        ". The sum ends at $V$.",
        ". The first sum is over words.",
    ],
)
def test_a_sum_that_is_said_to_run_over_what_it_runs_over(words: str) -> None:
    assert check("b.1", VALUE + words).accepted


@pytest.mark.parametrize(
    "words",
    [
        ", the sum starting at $w=2$",
        ", where the sum starts at $w=2$",
        ", where the sum stops at $V-1$",
        ", the sum taken over the batch",
        ". The sum starts at 2.",
        ". The sum stops before the last word.",
        ". We sum from the second word on.",
        "，求和从 $w=2$ 开始",
        "; the upper limit should be $V-1$.",
    ],
)
def test_a_sum_that_is_said_to_run_over_something_else(words: str) -> None:
    assert not check("b.1", VALUE + words).accepted
