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


def laid(folder, **texts: list[str]) -> dict[str, str]:
    """Files of so many lines each, by their names."""
    for name, lines in texts.items():
        (folder / name).write_text("\n".join(lines))
    return {name: str(folder / name) for name in texts}


def test_files_that_share_most_of_their_lines_go_together(tmp_path):
    one, other = [f"line {k}" for k in range(9)], [f"another {k}" for k in range(9)]
    names = laid(
        tmp_path, a=one, b=other, c=[*one[:-1], "changed"], d=[*one[:3], *other[:6]], e=[*one[:2], "own", "words"]
    )
    gone = str(tmp_path / "gone.md")
    many = [f"{tmp_path}/gone{k}.md" for k in range(12)]
    groups = _alike([*names.values(), gone, *many], 2)
    assert groups[:4] == [[names["a"], names["c"]], [names["b"], names["d"]], [names["e"]], [gone]]


def test_copies_are_not_torn_apart_by_what_is_only_alike(tmp_path):
    texts = [[f"line {k}" for k in range(9)] + [f"own {number} {k}" for k in range(3)] for number in range(3)]
    names = laid(tmp_path, **{f"n{k:02}": texts[k % 3] for k in range(12)})
    groups = _alike(list(names.values()), 1)
    where = {name: number for number, group in enumerate(groups) for name in group}
    assert [len({where[names[f"n{k:02}"]] for k in range(start, 12, 3)}) for start in range(3)] == [1, 1, 1]


@pytest.mark.parametrize(("count", "jobs"), [(60, 2), (7, 2), (2, 2), (5, 4), (100, 3)])
def test_there_is_work_for_every_process_though_all_are_the_same(tmp_path, count, jobs):
    names = list(laid(tmp_path, **{f"n{k}": ["the", "same", "lines"] for k in range(count)}).values())
    groups = _alike(names, jobs)
    assert [name for group in groups for name in group] == names
    assert len(groups) >= min(count, jobs)
    assert max(map(len, groups)) <= -(-count // (3 * jobs))


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
