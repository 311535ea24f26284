"""Where words beside a right formula are not understood, the report says that the formula itself is right, and only there."""

import pytest

from derive.stating import state
from gradproof import check
from proofs.report.wording import say
from proofs.statements import check_statement

RIGHT = r"\frac{\partial J}{\partial v_c} = U(\hat y - y)"
LOSS = state(r"\frac12 \|Xw - y\|^2", "w")


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (rf"Twice ${RIGHT}$.", True),
        (rf"Nobody believes that ${RIGHT}$.", True),
        (rf"Let $y$ be uniform. ${RIGHT}$.", True),
        (rf"${RIGHT}$.", False),
        (rf"Nobody believes that ${RIGHT.replace('-', '+')}$.", False),
    ],
)
def test_a_part_of_the_assignment(answer, told):
    verdict = check("b.1", answer)
    assert ("formula-alone" in {note.code for note in verdict.notes}) is told
    assert not (told and verdict.accepted)


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (r"It is twice $\nabla_w J = X^\top (Xw - y)$.", True),
        (r"It is twice $\nabla_w J = X^\top (Xw + y)$.", False),
        (r"$\nabla_w J = X^\top (Xw - y)$.", False),
    ],
)
def test_a_loss_of_ones_own(answer, told):
    verdict = check_statement(LOSS, answer)
    assert ("formula-alone" in {note.code for note in verdict.notes}) is told


def test_the_sentence_names_the_verdict_of_the_formula():
    note = next(each for each in check("b.1", rf"Twice ${RIGHT}$.").notes if each.code == "formula-alone")
    assert "(proved)" in say(note, "en")
    assert "proved" in say(note, "zh")
