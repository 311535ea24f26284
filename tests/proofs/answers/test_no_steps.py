"""Equations beside an answer that are no step to it: a special case, a differential, an approximation in a remark."""

import pytest

from proofs.verify import check

SLOPE = r"\[ f'(x) = \begin{cases} 1 & x > 0 \\ \alpha & x < 0 \end{cases} \]"


@pytest.mark.parametrize(
    ("part", "answer"),
    [
        (
            "e.relu",
            r"ReLU is the special case $\alpha = 0$. Its derivative is \[ f'(x) = \begin{cases} 1 & x > 0 \\ 0 & x < 0 \end{cases} \]",
        ),
        (
            "d",
            r"$dJ = (\hat y - y)^\top dU^\top v_c$, and therefore \[ \frac{\partial J}{\partial U} = v_c (\hat y - y)^\top . \]",
        ),
    ],
)
def test_they_are_not_called_false(part: str, answer: str) -> None:
    found = check(part, answer)
    assert found.accepted
    assert all(link.holds is not False for link in found.links)


def test_a_false_step_is_still_told() -> None:
    found = check("e", rf"$f(x) = \alpha x + x$ and so {SLOPE}")
    assert not found.accepted or any(link.holds is False for link in found.links)
    step = r"\[ \frac{\partial J}{\partial v_c} = 2U(\hat y - y) = U(\hat y - y) \]"
    assert any(link.holds is False for link in check("b.1", step).links)


def test_an_approximation_is_no_answer() -> None:
    assert check("b.1", r"$\frac{\partial J}{\partial v_c} \approx U(\hat y - y)$").verdict == "incomplete"
    assert not check("b.1", r"$\frac{\partial J}{\partial v_c} \approx 2U(\hat y - y)$").accepted
