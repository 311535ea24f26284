"""A slip in an answer to a loss of one's own is named and undone, as one in an answer to a part of an assignment is."""

import pytest

from derive.stating import state
from proofs.diagnosis import repair
from proofs.statements import check_statement

ASKED = state(r"\frac12 \lVert X w - y \rVert^2", "w", declare=["X: N x d", "w: d", "y: N"])


@pytest.fixture(autouse=True)
def enough_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(repair, "SECONDS", 10.0)


@pytest.mark.parametrize(
    ("code", "latex"),
    [
        ("sign", r"\nabla_w J = X^\top (y - X w)"),
        ("sign", r"The gradient is $X^\top (X w + y)$."),
        ("sign", "\\newcommand{\\X}{X^\\top}\n$$\\nabla_w J = \\X (y - X w)$$"),
        ("term-too-many", r"\frac{\partial J}{\partial w} = X^\top (X w - y) + w"),
    ],
)
def test_one_slip_is_named_and_undone(code: str, latex: str) -> None:
    found = check_statement(ASKED, latex)
    assert (found.verdict, found.mistake) == ("wrong", code)
    assert found.repair is not None
    (edit,) = found.repair["edits"]
    mended = latex[: edit["start"]] + edit["to"] + latex[edit["end"] :]
    assert check_statement(ASKED, mended).accepted


def test_what_no_single_edit_mends_is_left_alone() -> None:
    found = check_statement(ASKED, r"\nabla_w J = w + 3 X^\top X X^\top y")
    assert (found.verdict, found.mistake, found.repair) == ("wrong", None, None)


def test_a_right_end_behind_a_false_step_tells_the_line() -> None:
    found = check_statement(ASKED, "\\nabla_w J = X^\\top (X w + y) \\\\\n = X^\\top (X w - y)")
    assert (found.verdict, [link.holds for link in found.links]) == ("proved", [False, False])
    told = next(note for note in found.notes if note.code == "final-right-link-wrong")
    assert (told.values["line"], found.links[0].line, found.links[1].line) == (1, 1, 2)


def test_a_wrong_answer_stays_wrong_where_there_is_no_time_to_mend_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def endless(*_: object) -> None:
        while True:
            pass

    monkeypatch.setattr("proofs.answers.record.nearest", endless)
    found = check_statement(ASKED, r"\nabla_w J = X^\top (y - X w)", budget=2.0)
    assert (found.verdict, found.mistake) == ("wrong", None)
    assert found.counterexample is not None
