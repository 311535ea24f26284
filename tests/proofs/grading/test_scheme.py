"""The points file: what it says, and what is said of it when it cannot be used, with the line."""

import pytest

from proofs.grading.credit import contested, rule
from proofs.grading.points import CREDIT, PointsError, Scheme, read
from proofs.verdict import Link, Note, Verdict

PARTS = ["a", "b.1", "b.2", "c", "e", "e.relu", "g.1.v_c", "g.1.u_o", "g.1.u_ws"]


def test_points_by_part_and_by_block_in_the_order_of_the_assignment():
    scheme = read('[points]\n"g.1" = 4\nc = 3\nb.1 = 2\ne = 1.5', PARTS)
    assert list(scheme.points) == ["b.1", "c", "e", "g.1.v_c", "g.1.u_o", "g.1.u_ws"]
    assert scheme.points["e"] == 1.5  # a part of its own, though e.relu begins like it
    assert sum(scheme.points.values()) == pytest.approx(2 + 3 + 1.5 + 4)
    assert scheme.credit == CREDIT
    assert scheme.person is None


def test_credit():
    scheme = read('[points]\nc = 4\n[credit]\ntransposed = 0.25\nperson = "leave"', PARTS)
    assert scheme.score("c", "transposed") == 1
    assert scheme.score("c", "false-link") == pytest.approx(3.2)
    assert scheme.score("c", "person") is None
    assert read("[points]\nc = 4\n[credit]\nperson = 0.5", PARTS).score("c", "person") == 2


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("[points]\nc = ", "p.toml:2: not TOML: Invalid value"),
        ("[points]\nc = x\n", "p.toml:2:5: not TOML: Invalid value"),
        ("[points]\n\nz = 1", "p.toml:3: points.z: the assignment has no such part; it has a, b.1"),
        ('[points]\n"b.11" = 1', "p.toml:2: points.b.11: the assignment has no such part; did you mean b.1?"),
        ("[points]\nc = -1", "p.toml:2: points.c: -1 is not a number of points"),
        ("[points]\nc = true", "p.toml:2: points.c: True is not a number of points"),
        ("[points]\nc = inf", "p.toml:2: points.c: inf is not a number of points"),
        ('[points]\na = 1\nc = "3"', "p.toml:3: points.c: '3' is not a number of points"),
        ('[points]\n"b.1" = 1\nb = 2', "p.toml:3: points.b: b.1 has points already, by b.1"),
        ("[credit]\nwrong = 0", "p.toml: points: no part has points"),
        ("points = 3", "p.toml:1: points: the assignment has no such part"),
        (
            "[points]\nc = 1\n[credit]\ntransposd = 1",
            "p.toml:4: credit.transposd: no such rule; did you mean transposed?",
        ),
        ("[points]\nc = 1\n[credit]\nwrong = 2", "p.toml:4: credit.wrong: 2 is not a share from 0 to 1"),
        (
            '[points]\nc = 1\n[credit]\nperson = "x"',
            "p.toml:4: credit.person: 'x' is not a share from 0 to 1, or 'leave'",
        ),
        ("[point]\nc = 1", "p.toml:1: point: no such table; there are [points] and [credit]"),
    ],
)
def test_a_faulty_file_is_one_sentence_with_its_line(source, message):
    with pytest.raises(PointsError) as raised:
        read(source, PARTS, "p.toml")
    assert str(raised.value).startswith(message)


def verdict(word, code="", holds=(), **values):
    return Verdict("c", word, Note(code, values), links=tuple(Link("x", each, 1, 1) for each in holds))


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (verdict("proved"), "accepted"),
        (verdict("equal-up-to", holds=[True, None]), "accepted"),
        (verdict("equal-numerically", holds=[True, False]), "false-link"),
        (verdict("transposed", holds=[False]), "transposed"),
        (verdict("wrong", "differs-in-case", case="w = o", holds_in="w ≠ o"), "one-case"),
        (verdict("wrong", "differs-in-case", case="w = o"), "wrong"),
        (verdict("wrong", "differs"), "wrong"),
        (verdict("wrong-shape"), "wrong"),
        (verdict("wrong-target"), "wrong"),
        (verdict("incomplete", "incomplete-case", case="w = o"), "one-case"),
        (verdict("incomplete", "incomplete-form"), "person"),
        (verdict("missing", "missing"), "missing"),
        (verdict("prose"), "person"),
        (verdict("unreadable"), "person"),
        (verdict("ambiguous"), "person"),
        (verdict("unknown"), "person"),
        (verdict("wrong-form"), "person"),
    ],
)
def test_every_verdict_has_its_rule(found, expected):
    assert rule(found) == expected
    assert Scheme({"c": 1.0}).score("c", expected) == {**CREDIT, "person": None}[expected]


def test_right_and_wrong_answers_to_one_part_are_contested():
    assert contested([verdict("proved"), verdict("wrong")])
    assert contested([Verdict("c", "wrong", Note(""), answers=(verdict("proved"), verdict("wrong")))])
    assert not contested([verdict("proved"), verdict("missing")])
