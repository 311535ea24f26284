"""grades.csv: what a person typed is kept by every later run, and wins."""

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from proofs.grading.table import SubmissionRow, TableError, Typed, final, open_parts, parsed, read_back, total, written

PARTS = ["b.1", "c"]
ROWS = [SubmissionRow("ann", {"b.1": 2.0, "c": None}, ("c",)), SubmissionRow("bob", {"b.1": 4 / 3, "c": 1.0})]


def table(path, text):
    path.write_text(text, encoding="utf-8")
    return path


def cells(text):
    return {row["submission"]: row for row in csv.DictReader(io.StringIO(text))}


@pytest.fixture
def first(tmp_path):
    """The table as a first run writes it, and what it is compared with afterwards."""
    path = table(tmp_path / "grades.csv", written(ROWS, PARTS, Typed()))
    return path, (parsed(path)[1],)


def change(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_the_first_table(first):
    text = first[0].read_text()
    assert text.splitlines()[0] == "submission,b.1,c,total,for_a_person,override:b.1,override:c,override:total"
    made = cells(text)
    assert (made["ann"]["c"], made["ann"]["total"], made["ann"]["for_a_person"]) == ("", "2", "c")
    assert float(made["bob"]["total"]) == pytest.approx(float(made["bob"]["b.1"]) + float(made["bob"]["c"]))


def test_an_override_wins_and_is_kept(first):
    path, ours = first
    change(path, "ann,2,,2,c,,,", "ann,2,,2,c,,2.5,")
    typed = read_back(path, PARTS, ours)
    assert final(ROWS[0], "c", typed) == 2.5
    assert total(ROWS[0], typed) == 4.5
    assert open_parts(ROWS[0], typed) == []
    again = cells(written(ROWS, PARTS, typed))
    assert (again["ann"]["c"], again["ann"]["override:c"], again["ann"]["total"], again["ann"]["for_a_person"]) == (
        "",
        "2.5",
        "4.5",
        "",
    )


def test_points_typed_over_a_part_or_the_total_become_an_override(first):
    path, ours = first
    change(path, "ann,2,,2,c", "ann,2,3,2,c")
    change(
        path, "bob,1.333333333,1,2.333333333", "bob,1.33,1,10"
    )  # the spreadsheet rounded the first; the last was typed
    typed = read_back(path, PARTS, ours)
    assert typed.overrides == {"ann": {"c": "3"}, "bob": {"total": "10"}}
    again = cells(written(ROWS, PARTS, typed))
    assert again["ann"]["override:c"] == "3"
    assert again["bob"]["total"] == "10"


def test_a_new_scheme_is_not_taken_for_a_person(first):
    path, ours = first
    rows = [SubmissionRow("ann", {"b.1": 5.0, "c": 7.0}), ROWS[1]]
    typed = read_back(path, PARTS, ours)
    assert not typed.overrides["ann"]
    assert cells(written(rows, PARTS, typed))["ann"]["total"] == "12"


def test_columns_and_rows_of_a_person_survive(first):
    path, ours = first
    lines = path.read_text().splitlines()
    path.write_text(
        "\n".join([lines[0] + ",comment", lines[1] + ',"talk, soon"', lines[2] + ",", "cy,9,9,18,,,,,late"]) + "\n"
    )
    made = cells(written(ROWS, PARTS, read_back(path, PARTS, ours)))
    assert made["ann"]["comment"] == "talk, soon"
    assert (made["cy"]["b.1"], made["cy"]["total"], made["cy"]["comment"]) == ("9", "18", "late")


def test_a_part_that_left_the_scheme_keeps_its_overrides(first):
    path, ours = first
    change(path, "ann,2,,2,c,,,", "ann,2,,2,c,,1,")
    made = cells(
        written(
            [SubmissionRow("ann", {"b.1": 2.0}), SubmissionRow("bob", {"b.1": 1.0})],
            ["b.1"],
            read_back(path, ["b.1"], ours),
        )
    )
    assert made["ann"]["override:c"] == "1"


def test_words_in_an_override_are_kept_and_not_counted(first):
    path, ours = first
    change(path, "ann,2,,2,c,,,", "ann,2,,2,c,,see me,")
    typed = read_back(path, PARTS, ours)
    assert "'see me' for c is not a number" in typed.complaints[0]
    assert total(ROWS[0], typed) == 2
    assert open_parts(ROWS[0], typed) == ["c"]
    assert cells(written(ROWS, PARTS, typed))["ann"]["override:c"] == "see me"


def test_as_a_spreadsheet_of_another_country_saves_it(first):
    path, ours = first
    path.write_text(
        "\ufeff" + path.read_text().replace(",", ";").replace("ann;2;;2;c;;;", "ann;2;;2;c;;1,5;"), encoding="utf-8"
    )
    assert final(ROWS[0], "c", read_back(path, PARTS, ours)) == 1.5


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("name,b.1\nann,1\n", "no column 'submission'"),
        ("", "no column"),
        ("submission\nann\nann\n", "a second row for 'ann'"),
    ],
)
def test_a_table_that_cannot_be_used_is_left_alone(tmp_path, text, message):
    with pytest.raises(TableError, match=message):
        read_back(table(tmp_path / "grades.csv", text), PARTS, ())
    (tmp_path / "grades.csv").write_bytes(b"submission\n\xff\n")
    with pytest.raises(TableError, match="CSV UTF-8"):
        read_back(tmp_path / "grades.csv", PARTS, ())


NAMES = st.text(st.characters(exclude_categories=["Cc", "Cs", "Zs", "Zl", "Zp"]), min_size=1).filter(
    lambda s: s.strip("'") == s
)


@settings(deadline=None)
@given(NAMES, st.lists(st.sampled_from(["", "1", "2,5", 'x"y', "0.1"]), min_size=3, max_size=3))
def test_whatever_was_typed_comes_back_run_after_run(tmp_path_factory, name, given_points):
    path = tmp_path_factory.mktemp("t") / "grades.csv"
    rows = [SubmissionRow(name, {"b.1": 1.0, "c": None}, ("c",))]
    overrides = {key: value for key, value in zip([*PARTS, "total"], given_points, strict=True) if value}
    text = written(rows, PARTS, Typed(overrides={name: overrides}))
    for _ in range(2):
        typed = read_back(table(path, text), PARTS, ())
        assert typed.overrides == {name: overrides}
        assert written(rows, PARTS, typed) == text
