"""An equation is read once for a part, also where the text differs elsewhere; what is kept of it is at the author's own places."""

import pytest

from derive.parsing.macros import NO_MACROS
from derive.problem import load
from derive.reading.context import Convention
from derive.reading.elaborate import Reader
from proofs.answers import answer as answers
from proofs.answers.claims import meaning
from proofs.answers.claims.meaning import Meaning, read_meaning
from proofs.answers.claims.script import read_script
from proofs.answers.claims.sides import read_side
from proofs.answers.collect import answers_of, document_convention
from proofs.documents import read

FIRST = r"$$\frac{\partial J}{\partial v_c} = U(\hat y - y)$$"
SECOND = r"$$\frac{\partial J}{\partial v_c} = U\hat y %s U y$$"


def meant(text: str) -> Meaning:
    problem = load()
    return read_meaning(read_script(text, NO_MACROS), problem, problem.part("b.1"), Convention(), {})


@pytest.fixture
def asked(monkeypatch) -> list[str]:
    """What equations were read, by how their last sides begin in the text."""
    seen: list[str] = []
    make = meaning.read_claim

    def count(reader, equation, part):
        seen.append(type(equation.sides[0]).__name__)
        return make(reader, equation, part)

    monkeypatch.setattr(meaning, "read_claim", count)
    monkeypatch.setattr(meaning, "READINGS", type(meaning.READINGS)(100))
    return seen


def test_an_equation_is_not_read_again_where_the_text_differs_behind_its_own_words(asked):
    far = "\n\nWe write some words here, and then more of them. " * 3
    one, other = (meant(FIRST + far + FIRST + far + SECOND % sign).claims for sign in "-+")
    assert one[-1].sides[1].value != other[-1].sides[1].value
    assert len(asked) == 4
    assert one[0].sides == other[0].sides


def test_an_equation_that_stands_elsewhere_is_read_where_it_stands(asked):
    here, there = meant(FIRST).claims[0], meant("As was shown: " + FIRST).claims[0]
    shift = len("As was shown: ")
    assert here.sides[1].value == there.sides[1].value
    assert there.sides[1].value.span == tuple(at + shift for at in here.sides[1].value.span)
    inner = [side.syntax.span for side in there.sides]
    assert inner == [(a + shift, b + shift) for a, b in (side.syntax.span for side in here.sides)]


def test_what_was_defined_before_is_read_anew_with_its_new_meaning():
    values = [meant(f"$$e = \\hat y {sign} y$$\n\n$$\\frac{{\\partial J}}{{\\partial v_c}} = U e$$") for sign in "-+"]
    one, other = (each.claims[-1].sides[1].value for each in values)
    assert one != other


def test_what_is_read_later_leaves_what_is_kept_as_it_is():
    part = load().part("c")
    first, second = (read_script(f"${text}$", NO_MACROS).equations[0].sides[0] for text in (r"U\hat y", "u_j"))
    reader = Reader(part.notation, part.place)
    reader.read(first)
    before = reader.remarks
    other = reader.anew()
    other.read(second)
    assert other.remarks != before
    assert reader.remarks == before


def test_an_error_is_kept_without_what_was_at_work():
    part = load().part("b.1")
    (equation,) = read_script(r"$$v_c = U + y$$", NO_MACROS).equations
    found = read_side(Reader(part.notation, part.place), equation.sides[1])
    assert found.misshapen
    assert (found.error.__traceback__, found.error.__context__) == (None, None)


@pytest.mark.parametrize(
    ("letter", "text", "tried"),
    [
        ("c", r"\frac{\partial J}{\partial u_w} = (\hat y_w - y_w) v_c", ["columns"]),
        ("b", r"\frac{\partial J}{\partial v_c} = U(\hat y - y)", ["columns", "rows"]),
        ("d", r"\frac{\partial J}{\partial U} = v_c(\hat y - y)^\top", ["columns", "rows"]),
        ("d", r"v_c(\hat y - y)^\top", ["columns", "rows"]),
    ],
)
def test_an_answer_that_reads_the_same_is_not_decided_for_the_other_layout(tmp_path, monkeypatch, letter, text, tried):
    seen: list[str] = []
    decide = answers.decide

    def count(script, problem, part, declared, *rest):
        seen.append(declared.orientation)
        return decide(script, problem, part, declared, *rest)

    monkeypatch.setattr(answers, "decide", count)
    file = tmp_path / "page.md"
    file.write_text(f"({letter}) We find for this page {letter} that\n\n$${text}$$\n")
    document, problem = read(file), load()
    found = answers_of(document, problem, NO_MACROS)
    seen.clear()
    document_convention(document, found, problem, NO_MACROS)
    assert seen == tried
