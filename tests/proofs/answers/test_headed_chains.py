"""Chains of arrows with a condition at their head: x > 0 ⇒ f(x) = x ⇒ f′(x) = 1."""

import pytest

from proofs.verify import check


@pytest.mark.parametrize(
    ("part", "answer"),
    [
        ("e", r"$x>0\Rightarrow f(x)=x\Rightarrow f'(x)=1$; $x<0\Rightarrow f(x)=\alpha x\Rightarrow f'(x)=\alpha$"),
        ("e", r"$$x>0 \Rightarrow f'(x)=1, \qquad x<0 \Rightarrow f'(x)=\alpha$$"),
        (
            "c",
            r"$w=o \Rightarrow \frac{\partial J}{\partial u_w}=(\hat y_w-1)v_c$, $w\ne o \Rightarrow \frac{\partial J}{\partial u_w}=\hat y_wv_c$",
        ),
    ],
)
def test_each_chain_is_held_to_its_own_case(part: str, answer: str) -> None:
    assert check(part, answer).accepted


@pytest.mark.parametrize(
    ("part", "answer", "word"),
    [
        ("e", r"$$x<0 \Rightarrow f'(x)=1, \qquad x>0 \Rightarrow f'(x)=\alpha$$", "wrong"),
        ("e", r"$$x>0 \Rightarrow f'(x)=1$$", "incomplete"),
        (
            "e",
            r"$x>0\Rightarrow f(x)=2x\Rightarrow f'(x)=1$; $x<0\Rightarrow f(x)=\alpha x\Rightarrow f'(x)=\alpha$",
            "ambiguous",
        ),
        (
            "c",
            r"$w=o \Rightarrow \frac{\partial J}{\partial u_w}=(\hat y_w-1)v_c$, $w\ne o \Rightarrow \frac{\partial J}{\partial u_w}=2\hat y_wv_c$",
            "wrong",
        ),
        ("b.1", r"$n=1 \Rightarrow \frac{\partial J}{\partial v_c}=U(\hat y-y)$", "ambiguous"),
        ("b.1", r"$V>2 \Rightarrow \frac{\partial J}{\partial v_c}=U(\hat y-y)$", "incomplete"),
    ],
)
def test_what_holds_in_one_case_only_is_no_answer(part: str, answer: str, word: str) -> None:
    assert check(part, answer).verdict == word
