"""Counts of a sample among all of them, and labels of the rows of one formula."""

import pytest

from proofs import check

VALUE = r"$$\frac{\partial J}{\partial u_{w_s}} = n(1-\sigma(-u_{w_s}^\top v_c))v_c$$"


@pytest.mark.parametrize(
    "told",
    [
        r"If $w_s$ occurs $n$ times among $w_1,\dots,w_K$:",
        r"Suppose $w_s$ appears $n$ times in $\{w_1,\dots,w_K\}$. Then",
        r"设 $w_s$ 在 $w_1,\dots,w_K$ 中一共出现了 $n$ 次，则",
    ],
)
def test_a_count_among_all_samples(told: str) -> None:
    assert check("h", f"{told} {VALUE}").accepted
    assert not check("h", f"{told.replace('w_K', 'w_s')} {VALUE}").accepted
    assert not check("h", f"{told.replace('w_1', 'w_2')} {VALUE}").accepted
    assert not check("h", f"{told} {VALUE.replace('= n(', '= 2n(')}").accepted


SUM = r"\sum_{-m\le j\le m\atop j\ne0}\frac{\partial J(v_c,w_{t+j},U)}{\partial "
ROWS = [rf"\frac{{\partial J_{{skip-gram}}}}{{\partial {x}}}={SUM}{x}}}" for x in ("U", "v_c")]


@pytest.mark.parametrize(
    "labels", [(r"\text{(i)}\ &", r"\text{(ii)}\ &"), (r"&(i)\ ", r"&(ii)\ "), (r"(i)\quad &", r"(ii)\quad &")]
)
@pytest.mark.parametrize("part", ["i.1", "i.2"])
def test_the_labels_of_rows_are_no_factors(part: str, labels: tuple[str, str]) -> None:
    rows = [f"{label}{row}" for label, row in zip(labels, ROWS, strict=True)]
    assert check(part, rf"$$\begin{{aligned}}{rows[0]}\\ {rows[1]}\end{{aligned}}$$").accepted


def test_a_bracket_that_does_not_count_stays_a_factor() -> None:
    assert not check("i.1", rf"$$\begin{{aligned}}&(i)\ {ROWS[0]}\\ &{ROWS[1]}\end{{aligned}}$$").accepted
    assert not check("i.1", rf"$$\begin{{aligned}}&(ii)\ {ROWS[0]}\\ &(ii)\ {ROWS[1]}\end{{aligned}}$$").accepted


def test_a_reason_behind_a_zero_says_that_a_vector_is_not_used() -> None:
    assert check("i.3", "$0$ since $v_w$ isn't used.").accepted
    assert not check("i.3", "$0$ isn't used.").accepted
