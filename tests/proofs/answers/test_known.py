"""An answer that was met before has the verdict that it had, at the place where it stands now; another page is another answer."""

import pytest

from derive.parsing.macros import NO_MACROS
from derive.problem import load
from proofs.answers import known
from proofs.answers.claims.conventions import Conventions
from proofs.answers.collect import answers_of
from proofs.documents import read
from proofs.verdict import Note, Verdict
from proofs.verify import verify_document

WRONG = r"""(c) For every outside word,
$$\frac{\partial J}{\partial u_w} = \hat y_w v_c - y_w v_c = \hat y_w v_c + y_w v_c$$
"""
FALSE_STEP = r"""(b) $$\frac{\partial J}{\partial v_c} = U\hat y + Uy = U(\hat y - y)$$
"""


def told(tmp_path, text: str) -> dict:
    """The verdicts by part, without their times."""
    file = tmp_path / "page.md"
    file.write_text(text)
    return {each.part: each for each in verify_document(read(file)) if each.verdict != "missing"}


@pytest.fixture
def decided(monkeypatch) -> list[str]:
    """The parts that were decided, one after another."""
    seen: list[str] = []
    make = known.VERDICTS.get

    def get(key, work, weight):
        return make(key, lambda: seen.append("decided") or work(), weight)

    monkeypatch.setattr(known.VERDICTS, "get", get)
    return seen


def test_the_same_answer_further_down_is_placed_there(tmp_path, decided):
    first = told(tmp_path, WRONG)["c"]
    once = len(decided)
    second = told(tmp_path, "# My homework\n\nSome words about it.\n\n" + WRONG)["c"]
    assert len(decided) == once
    assert (first.verdict, second.verdict) == ("wrong", "wrong")
    assert second.line == first.line + 4
    assert [link.line for link in second.links] == [link.line + 4 for link in first.links]
    assert [link.column for link in second.links] == [link.column for link in first.links]
    assert first.repair is not None
    assert second.repair is not None
    assert [e["line"] for e in second.repair["edits"]] == [e["line"] + 4 for e in first.repair["edits"]]
    assert (second.message, second.counterexample) == (first.message, first.counterexample)


def test_the_line_of_a_false_step_is_where_it_stands_now(tmp_path):
    lines = []
    for above in ("", "\n\n# b\n\n"):
        verdict = told(tmp_path, above + FALSE_STEP)["b.1"]
        (note,) = [note for note in verdict.notes if note.code == "final-right-link-wrong"]
        assert note.values["line"] == verdict.links[0].line
        lines.append(note.values["line"])
    assert lines[1] == lines[0] + 4


@pytest.mark.parametrize(
    "change",
    [lambda d: setattr(d, "orientation", "rows"), lambda d: d.rows.add("U"), lambda d: d.columns.add("C")],
)
def test_what_an_author_declares_elsewhere_makes_another_answer(tmp_path, change):
    file = tmp_path / "page.md"
    file.write_text(WRONG)
    problem = load()
    (answer,) = answers_of(read(file), problem, NO_MACROS)
    plain, declared = Conventions(), Conventions()
    change(declared)
    made = [Verdict("c", word, Note("said")) for word in ("proved", "wrong")]
    for each, verdict in zip((plain, declared), made, strict=True):
        for _ in range(2):
            assert known.recalled(answer, each, problem, tmp_path, lambda verdict=verdict: verdict) is verdict
    assert known.recalled(answer, plain, problem, (tmp_path, "strict"), lambda: made[1]) is made[1]


@pytest.mark.parametrize(("meaning", "word"), [(r"\hat y - y", "proved"), (r"\hat y + y", "wrong")])
def test_what_an_author_defines_before_makes_another_answer(tmp_path, meaning, word):
    text = f"(a) We write $e = {meaning}$.\n\n(b) $$\\frac{{\\partial J}}{{\\partial v_c}} = U e$$\n"
    assert told(tmp_path, text)["b.1"].verdict == word


@pytest.mark.parametrize(("body", "word"), [(r"\hat y - y", "proved"), (r"\hat y + y", "wrong")])
def test_what_a_macro_means_makes_another_answer(tmp_path, body, word):
    text = f"\\newcommand{{\\gap}}{{({body})}}\n\n(b) $$\\frac{{\\partial J}}{{\\partial v_c}} = U\\gap$$\n"
    assert told(tmp_path, text)["b.1"].verdict == word
