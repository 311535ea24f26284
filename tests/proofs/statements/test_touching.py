"""Mathematics outside of the dollars that touches an answer is never dropped: a factor, a power, a function, another formula."""

import pytest

from derive.stating import state
from proofs.statements import check_statement

RIGHT, LEFT = r"A^\top (A z - b)", r"\nabla_z J"
TOUCHED = [
    r"2 \begin{align*} %L &= %R \end{align*}", r"z \begin{align*} %L &= %R \end{align*}", r"\begin{align*} %L &= %R \end{align*} z",
    r"\[ %R \] + z", r"\[ %R \] z", r"z \[ %R \]", r"$$%R$$ z", r"z $$%R$$", r"2 (\[ %R \])", r"(\[ %R \])^2", r"\frac{1}{2} $%R$",
    r"\alpha $%R$", r"$%R$ \cdot z^\top z", r"$%R$ $z$", r"$z$ $%R$", r"\lambda\[%R\]", r"$%R$/r", r"$%R$ + $z$",
    r"If $z$ is uniform, $%R$", r"Suppose $b$ is small, then $%L = %R$",
]  # fmt: skip
FREE = [
    "$%R$", "(b) $%R$", "b) $%R$", "1. $%R$", "We get $%R$ (by the chain rule).", "The gradient by $z$ is $%R$ (1)", r"\item $%R$",
    r"\noindent $%R$", "Since $e = A z - b$ is the residual, $%L = %R$.", "Hence, $%R$ as required.", "A $%R$", "so $%R$.",
]  # fmt: skip


def verdict(form):
    asked = state(r"\frac12 \lVert A z - b \rVert^2", "z", declare=["A: r x c", "z: c", "b: r"])
    return check_statement(asked, form.replace("%R", RIGHT).replace("%L", LEFT))


@pytest.mark.parametrize("form", TOUCHED)
def test_what_touches_an_answer_speaks_against_it(form):
    assert not verdict(form).accepted


@pytest.mark.parametrize("form", FREE)
def test_labels_and_words_do_not(form):
    assert verdict(form).accepted
