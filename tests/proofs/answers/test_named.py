"""What the words beside an answer say that it is: another loss or another variable speaks against it, its own does not."""

import pytest

from proofs import check

B = r"$\frac{\partial J}{\partial v_c} = U(\hat y - y)$"
SHOWN = r"\[\frac{\partial J}{\partial v_c} = U(\hat y - y)\]"
C = r"$\frac{\partial J}{\partial u_w} = (\hat y_w - y_w) v_c$"
SAMPLED = r"$\frac{\partial J}{\partial u_o} = (\sigma(u_o^\top v_c) - 1) v_c$"

F = r"$\sigma'(x) = \sigma(x)(1 - \sigma(x))$"

NAMED = [
    ("b.1", f"The derivative with respect to $v_c$: {B}", f"The derivative with respect to $u_w$: {B}"),
    ("b.1", f"The derivative with respect to $v_c$: {B}", rf"The derivative by $\theta$: {B}"),
    ("b.1", f"{B} with respect to $v_c$.", f"{B} with respect to $u_o$."),
    ("b.1", f"{B} w.r.t. the centre vector.", rf"{B} w.r.t. $\sigma$."),
    ("b.1", f"The gradient for $v_c$ is\n{SHOWN}", f"The gradient for $U$ is\n{SHOWN}"),
    ("b.1", f"{B}. This is the gradient by the center vector.", f"{B}. This is the gradient by the outside vectors."),
    ("b.1", f"{B}. Thus it is the derivative for $v_c$.", f"{B}. Thus it is the derivative for $u_o$."),
    ("b.1", r"The gradient of $J$ is $U(\hat y - y)$", r"The gradient of $J_{neg}$ is $U(\hat y - y)$"),
    ("b.1", f"Naive softmax: {B}", f"Negative sampling: {B}"),
    ("g.1.u_o", f"#### Negative sampling\n\n{SAMPLED}", f"#### Naive softmax\n\n{SAMPLED}"),
    ("b.1", f"With respect to $v_c$: {B}", f"With respect to $y$: {B}"),
    ("b.1", f"The derivative with respect to $v_c$ is {B}", rf"The derivative with respect to $\hat y$ is {B}"),
    ("c", f"The derivative for $u_w$: {C}", f"The derivative for $v_c$: {C}"),
    ("b.1", f"Differentiating $J$ gives {B}", f"Differentiating $-J$ gives {B}"),
    ("b.1", f"I differentiate J. {B}", f"I differentiate −J. {B}"),
    ("b.1", f"对 $J$ 求导：{B}", f"对 $3J$ 求导：{B}"),
    ("b.1", f"Differentiating the loss, {B}", f"Differentiating minus the loss, {B}"),
    ("b.1", f"The derivative of $J$, {B}", f"The derivative of minus $J$, {B}"),
    ("b.1", f"{B} is the derivative by $v_c$.", f"{B} is the derivative by $u_o$."),
    ("f", f"{F} is the derivative of $\\sigma$.", f"{F} is the derivative of $\\tanh$."),
]  # fmt: skip


@pytest.mark.parametrize(("part", "own", "other"), NAMED)
def test_what_an_answer_is_called_is_held_against_the_part(part, own, other):
    assert check(part, own).accepted
    assert check(part, other).verdict == "ambiguous"


def test_a_derivative_that_is_used_is_no_name_of_the_answer():
    assert check("b.1", f"Using the derivative with respect to $u_w$ from (c), {B}").accepted
    assert check("b.1", f"Unlike negative sampling, {B}").verdict == "ambiguous"


def test_the_words_are_quoted_with_their_formula():
    assert check("b.1", f"The gradient for $u_o$: {B}").message.values["words"] == "for $u_o$"
