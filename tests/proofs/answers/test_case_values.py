"""Every value that stands beside a case is part of the answer, be it one symbol or 0: each right answer beside one with another value."""

from collections.abc import Callable
from pathlib import Path

import pytest

from proofs.documents import read
from proofs.verify import check, verify_document

LEFT = r"\frac{\partial J}{\partial u_w}"
TWINS = [
    ("c", r"$(\hat y_w-1)v_c$ if $w=o$, and $\hat y_wv_c$ otherwise.", r"$u_w$ if $w=o$, and $\hat y_wv_c$ otherwise."),
    ("c", r"$-v_c+\hat y_wv_c$ when $w=o$, $\hat y_wv_c$ in all other cases.", r"$0$ when $w=o$, $\hat y_wv_c$ in all other cases."),
    ("c", r"If $w=o$ this is $(\hat y_o-1)v_c$, otherwise $\hat y_wv_c$.", r"If $w=o$ this is $v_c$, otherwise $\hat y_wv_c$."),
    ("c", r"$w\ne o$: $\hat y_wv_c$; $w=o$: $(\hat y_o-1)v_c$", r"$w\ne o$: $0$; $w=o$: $(\hat y_o-1)v_c$"),
    ("c", r"$\hat y_wv_c$ for $w\ne o$ and $(\hat y_w-1)v_c$ for $w=o$", r"$\hat y_wv_c$ for $w\ne o$ and $\mathbf 0$ for $w=o$"),
    ("c", rf"$${LEFT}=(\hat y_w-y_w)v_c$$ When $w\ne o$ it equals $\hat y_wv_c$.", rf"$${LEFT}=(\hat y_w-y_w)v_c$$ When $w\ne o$ it equals $0$."),
    ("c", r"$(\hat y_w-y_w)v_c$, but $\hat y_wv_c$ when $w\ne o$", r"$(\hat y_w-y_w)v_c$, but $v_c$ when $w\ne o$"),
    ("c", r"当 $w=o$ 时是 $(\hat y_o-1)v_c$，否则是 $\hat y_wv_c$。", r"当 $w=o$ 时是 $v_c$，否则是 $\hat y_wv_c$。"),
    ("c", r"The derivative with respect to $u_w$ is $(\hat y_w-1)v_c$ if $w=o$ and $\hat y_wv_c$ otherwise.", r"The derivative with respect to $u_w$ is $u_o$ if $w=o$ and $\hat y_wv_c$ otherwise."),
    ("c", rf"If $w=o$, ${LEFT}=(\hat y_w-1)v_c$, otherwise $\hat y_wv_c$.", rf"If $w=o$, ${LEFT}=(\hat y_w-1)v_c$, otherwise $v_c$."),
    ("c", rf"${LEFT}=(\hat y_w-y_w)v_c$, where $y_w$ is $1$ if $w=o$ and $0$ otherwise.", rf"${LEFT}=(\hat y_w-y_w)v_c$, where $y_w$ is $0$ if $w=o$ and $1$ otherwise."),
    ("e", r"$\alpha$ if $x<0$, and $1$ otherwise", r"$1$ if $x<0$, and $\alpha$ otherwise"),
    ("e", "f'(x) = 1 if x > 0 and alpha if x < 0", "f'(x) = alpha if x > 0 and 1 if x < 0"),
    ("e.relu", r"$1$ for $x>0$, $0$ otherwise.", r"$x$ for $x>0$, $0$ otherwise."),
    ("f", r"$\sigma(x)(1-\sigma(x))$ if $x>0$, $\sigma(x)(1-\sigma(x))$ otherwise", r"$x$ if $x>0$, $\sigma(x)(1-\sigma(x))$ otherwise"),
    ("i.3", r"It is $0$ for all $w\ne c$.", r"It is $v_c$ for all $w\ne c$."),
]  # fmt: skip


@pytest.mark.parametrize(("part", "right", "wrong"), TWINS, ids=[f"{part} {right}" for part, right, _ in TWINS])
def test_the_value_of_each_case_counts(part, right, wrong):
    found, refused = check(part, right), check(part, wrong)
    assert found.accepted, (found.verdict, found.message)
    assert refused.refused, (refused.verdict, refused.message)


@pytest.mark.parametrize(
    ("part", "answer"),
    [
        ("b.1", r"$v_c$ if $o=c$, and $U(\hat y-y)$ otherwise."),
        ("d", r"$0$ if $V>3$, and $v_c(\hat y-y)^\top$ otherwise."),
        ("c", r"The gradient comes out as $u_o$ if $w=o$ and $\hat y_wv_c$ otherwise."),
        ("c", r"损失的导数：当 $w=o$ 时为 $u_o$，否则为 $\hat y_wv_c$。"),
    ],
)
def test_a_case_that_a_part_does_not_have_is_no_reason_to_leave_its_value_out(part, answer):
    assert not check(part, answer).accepted


@pytest.mark.parametrize(
    "words",
    [
        r"When $w=o$, $u_w$ is in both terms.",
        r"The label is $1$ if $w=o$ and $0$ otherwise.",
        r"Note that $y_w$ is $1$ when $w=o$ and $0$ otherwise.",
        r"$y$ is one-hot: it is $1$ if $w=o$ and $0$ otherwise.",
    ],
)
def test_a_symbol_that_a_case_speaks_of_is_no_value(words):
    assert check("c", rf"{words} So ${LEFT}=(\hat y_w-y_w)v_c$.").verdict == "proved"


def test_the_derivative_by_something_else_is_no_case_of_the_answer():
    told = r"The derivative with respect to $u_o$ is $v_c$ if $w=o$ and $0$ otherwise."
    assert not check("c", rf"{told} ${LEFT}=(\hat y_w-y_w)v_c$.").refused


@pytest.fixture
def verdicts(tmp_path: Path) -> Callable[[str], dict[str, str]]:
    def call(text: str) -> dict[str, str]:
        file = tmp_path / "a.md"
        file.write_text(text, encoding="utf8")
        return {each.part: each.verdict for each in verify_document(read(file)) if each.verdict != "missing"}

    return call


FIRST = "## (b)\n\n$$\\frac{\\partial J}{\\partial v_c}=U(\\hat y-y)$$\n\n"


@pytest.mark.parametrize(
    ("letter", "right", "wrong"),
    [
        ("c", r"For $w=o$: $(\hat y_w-1)v_c$. For $w\ne o$: $\hat y_wv_c$.", r"For $w=o$: $u_o$. For $w\ne o$: $\hat y_wv_c$."),
        ("c", r"$(\hat y_o-1)v_c$ if $w=o$, and $\hat y_wv_c$ otherwise.", r"$0$ if $w=o$, and $\hat y_wv_c$ otherwise."),
        ("e", r"The derivative is $1$ if $x>0$ and $\alpha$ if $x<0$.", r"The derivative is $\alpha$ if $x>0$ and $1$ if $x<0$."),
        ("e", r"当 $x>0$ 时导数为 $1$，当 $x<0$ 时为 $\alpha$。", r"当 $x>0$ 时导数为 $\alpha$，当 $x<0$ 时为 $1$。"),
    ],
)  # fmt: skip
def test_values_of_cases_are_the_answer_of_their_section(
    letter, right, wrong, verdicts: Callable[[str], dict[str, str]]
):
    assert verdicts(f"{FIRST}## ({letter})\n\n{right}\n") == {"b.1": "proved", letter: "proved"}
    assert verdicts(f"{FIRST}## ({letter})\n\n{wrong}\n") == {"b.1": "proved", letter: "wrong"}


def test_cases_of_a_word_are_none_of_a_derivative_that_has_no_word(verdicts: Callable[[str], dict[str, str]]):
    cases = r"For $w=o$: $(\hat y_w-1)v_c$. For $w\ne o$: $\hat y_wv_c$."
    assert verdicts(f"{FIRST}{cases}\n") == {"b.1": "proved", "c": "proved"}
    assert verdicts(FIRST + cases.replace(r"\hat y_w-1", r"\hat y_w+1") + "\n")["b.1"] == "proved"


def test_a_case_that_was_not_read_beside_the_other_one_is_not_passed_over():
    cases = r"$\frac{\partial J}{\partial u_w}\bigg|_{w=o} = (\hat y_o - 1) v_c, \quad \frac{\partial J}{\partial u_w}\bigg|_{w \ne o} = \hat y_w v_c$"
    assert check("c", cases).accepted
    assert not check("c", f"$-$ {cases}").accepted
