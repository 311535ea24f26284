"""Assignments of statements: those that come with the package are read whole, and a fault is told with its line and key."""

from importlib import resources

import pytest

from derive.assignments.files import AssignmentError
from derive.tasks import read_tasks

GOOD = """id = "mine"
title = "Mine"
declare = ["A: r x c", "z: c"]

[[parts]]
id = "a"
loss = 'z^\\top A^\\top A z'
wrt = "z"

[[parts]]
id = "b"
where = ['q = A z']
loss = 'q^\\top q'
wrt = "A"
"""
SHIPPED = sorted(
    entry.name for entry in (resources.files("derive") / "assignments" / "stated").iterdir() if entry.name.endswith(".toml")
)  # fmt: skip


@pytest.mark.parametrize("name", SHIPPED)
def test_every_part_of_a_shipped_assignment_is_read(name):
    tasks = read_tasks((resources.files("derive") / "assignments" / "stated" / name).read_text("utf8"), name)
    assert tasks.id == name.removesuffix(".toml")
    for part in tasks.parts:
        assert not [note for note in tasks.statement(part.id).notes if note.code in ("inferred", "assumption-not-used")]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('id = "mine"', 'id = "mine', "mine.toml, line 1, column"),
        ('title = "Mine"', "", "mine.toml, line 1, title: is missing"),
        ('title = "Mine"', "title = 3", "mine.toml, line 2, title: must be a string"),
        ('wrt = "z"', "", "mine.toml, line 5, parts[1].wrt: is missing"),
        ('wrt = "z"', 'wrt = "z"\ntarget = "slope"', "line 9, parts[1].target: 'slope' is none of gradient"),
        ('wrt = "z"', 'wrt = "z"\nkind = "gradient"', "line 9, parts[1].kind: this key is not known"),
        ('id = "b"', 'id = "a"', "line 11, parts[2].id: 'a' is the id of another part"),
        ("declare = [", "declare = [3, ", "line 3, declare: must be a list of strings"),
    ],
)
def test_a_faulty_file_is_one_sentence_with_line_and_key(old, new, said):
    with pytest.raises(AssignmentError) as refused:
        read_tasks(GOOD.replace(old, new), "mine.toml")
    assert said in str(refused.value)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize(
    ("part", "old", "new", "said"),
    [
        ("a", "A^\\top A z'", "A^\\top f(z)'", "line 7, parts[1].loss: f(…) could be a call"),
        ("b", "q = A z'", "q = A z z'", "line 12, parts[2].where"),
        ("a", '"z: c"', '"z c"', "line 3, declare: a declaration is written NAME: SIZES"),
    ],
)
def test_a_formula_that_cannot_be_read_is_told_with_its_line(part, old, new, said):
    with pytest.raises(AssignmentError) as refused:
        read_tasks(GOOD.replace(old, new), "mine.toml").statement(part)
    assert said in str(refused.value)
