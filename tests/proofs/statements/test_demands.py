"""Where the derivative is set to zero, the claim is the derivative, and what follows from the zero is none."""

import pytest

from derive.stating import state
from proofs.statements import check_statement

ASKED = state(r"\frac12 \lVert A t - c \rVert^2 + \mu\, t^\top t", "t", declare=["A: n x k", "t: k", "c: n", "mu:"])
GIVEN = r"$\nabla_t J = A^\top (A t - c) + 2\mu t$"
SOLVED = r"$t = (A^\top A + 2\mu I)^{-1} A^\top c$"

DEMANDED = [
    rf"{GIVEN}. Setting this to zero gives {SOLVED}.",
    rf"{GIVEN}. Set the gradient equal to $0$: {SOLVED}.",
    rf"{GIVEN}. Setting $\nabla_t J = 0$ yields {SOLVED}.",
    rf"{GIVEN}。令其为零，得 {SOLVED}。",
    GIVEN.replace("2\\mu t$", r"2\mu t \overset{!}{=} 0$"),
    GIVEN.replace("2\\mu t$", r"2\mu t \stackrel{!}{=} 0 \Rightarrow A^\top A t + 2\mu t = A^\top c$"),
]


@pytest.mark.parametrize("text", DEMANDED)
def test_the_claim_stands_before_the_demand(text):
    assert check_statement(ASKED, text).verdict == "proved"
    assert check_statement(ASKED, text.replace("2\\mu t", "\\mu t", 1)).verdict == "wrong"


@pytest.mark.parametrize(
    "text",
    [
        GIVEN.replace("2\\mu t$", "2\\mu t = 0$"),
        rf"{GIVEN}. So the answer is {SOLVED}.",
        rf"{GIVEN}. Setting this to zero, the answer is $0$.",
        rf"{GIVEN}. Setting $\mu$ to zero, $\nabla_t J = A^\top (A t - c)$.",
        rf"Setting $\nabla_t J = 0$ gives {SOLVED}.",
        r"$\nabla_t J \overset{!}{=} 0$",
    ],
)
def test_a_zero_that_nobody_demands_and_a_demand_alone_are_no_answer(text):
    assert not check_statement(ASKED, text).accepted


@pytest.mark.parametrize("beside", [r"\quad c", r"\quad \mu", r"&& t"])
def test_a_symbol_behind_a_gap_may_be_a_factor(beside):
    said = r"\begin{aligned} \nabla_t J &= A^\top (A t - c) + 2\mu t " + beside + r" \end{aligned}"
    assert check_statement(ASKED, f"$${said}$$").verdict == "ambiguous"
    assert check_statement(ASKED, rf"The gradient by $t$ is $${said.replace(beside, '')}$$").verdict == "proved"
