"""Work spread over processes: everything comes back, whatever dies."""

import json
import os
import sys
from pathlib import Path

import pytest

from proofs.cli import main
from proofs.commands.pool import spread
from proofs.commands.progress import ProgressLine
from proofs.commands.verify import _alike

ROOT = Path(__file__).parents[2]


def doubled(item: int) -> tuple[int, int]:
    """Twice the item and the process that did it; 13 kills it."""
    if item == 13:
        os._exit(9)
    return 2 * item, os.getpid()


def lost(item: int) -> tuple[int, int]:
    return -item, 0


def test_a_group_is_done_by_one_process_and_nothing_is_left_out():
    groups = [[1, 2, 3], [4, 5], [6]]
    made = dict(spread(doubled, groups, 2, lost))
    assert {item: value for item, (value, _) in made.items()} == {item: 2 * item for item in (1, 2, 3, 4, 5, 6)}
    assert [len({made[item][1] for item in group}) for group in groups] == [1, 1, 1]


def test_an_item_that_kills_its_process_costs_itself_alone():
    made = dict(spread(doubled, [[1, 13, 2], [3], [4, 5]], 2, lost))
    assert {item: value for item, (value, _) in made.items()} == {1: 2, 13: -13, 2: 4, 3: 6, 4: 8, 5: 10}


def test_files_with_the_same_content_go_together(tmp_path):
    names = []
    for name, text in (("a.md", "x"), ("b.md", "y"), ("c.md", "x")):
        (tmp_path / name).write_text(text)
        names.append(str(tmp_path / name))
    gone = str(tmp_path / "gone.md")
    assert _alike([*names, gone]) == [[names[0], names[2]], [names[1]], [gone]]


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_documents_are_reported_in_the_order_in_which_they_were_named(tmp_path, capsysbinary, jobs):
    for name in ("b.md", "a.md", "c.md"):
        (tmp_path / name).write_text(
            (ROOT / "examples" / "homework.md").read_text() if name == "b.md" else "(f) $\\sigma(1-\\sigma)$"
        )
    names = [str(tmp_path / name) for name in ("b.md", "a.md", "c.md")]
    main(["verify", *names, "-j", jobs, "--format", "json"])
    found = json.loads(capsysbinary.readouterr().out)
    assert [each["file"] for each in found["documents"]] == names
    given = [[a for a in each["answers"] if a["verdict"] != "missing"] for each in found["documents"]]
    assert [len(each) > 3 for each in given] == [True, False, False]


def test_progress_is_for_terminals(capsys, monkeypatch):
    ProgressLine(only_on_terminal=True)("3 of 7", last=True)
    assert capsys.readouterr().err == ""
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    ProgressLine(only_on_terminal=True)("3 of 7", last=True)
    assert "3 of 7" in capsys.readouterr().err
