"""The example homework: every part's answer is found, in three kinds of document."""

from pathlib import Path

import pytest

from proofs.documents import read

EXAMPLES = Path(__file__).resolve().parents[3] / "examples"
FULL = "a b.1 b.2 b.3 b.4 c d e f g.1 g.2 g.3 h".split()  # noqa: SIM905


@pytest.mark.parametrize(
    ("name", "hints"),
    [
        ("homework.md", [*FULL, "i.1", "i.2", "i.3"]),
        ("homework_zh.md", [*FULL, "i"]),
        ("homework.tex", ["a", "b.1", "b.2", "c", "d", "e", "f", "g.1", "g.2", "h", "i"]),
    ],
)
def test_every_answer_is_found_and_no_question_is_one(name, hints):
    blocks = read(EXAMPLES / name).blocks
    assert [b.hint for b in blocks if b.role == "answer"] == hints
    assert all(b.role == "question" for b in blocks if b.role != "answer")
