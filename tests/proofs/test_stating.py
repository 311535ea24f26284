"""Losses and assignment files of one's own on the command line: verdicts, exit status, and one sentence for each fault."""

import json
import re
from pathlib import Path

import pytest

from proofs.cli import main


def run(capsys, *arguments):
    status = main(list(arguments))
    told = capsys.readouterr()
    return status, told.out, told.err


OWN = [
    "--loss",
    r"\frac12 \lVert A z - b \rVert^2",
    "--wrt",
    "z",
    "--declare",
    "A: r x c",
    "--declare",
    "z: c",
    "--declare",
    "b: r",
]


@pytest.mark.parametrize(
    ("answer", "status"), [(r"A^\top (A z - b)", 0), (r"-A^\top (b - A z)", 0), (r"A^\top A z", 1), (r"A^\top (q", 3)]
)
def test_an_answer_for_a_loss_of_ones_own(capsys, answer, status):
    assert run(capsys, "check", *OWN, answer)[0] == status


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--loss", "f(x)^2", "--wrt", "x"], "--loss 'f(x)^2': f(…) could be a call"),
        (["--loss", "x^2", "--wrt", "x", "--declare", "x d"], "--declare 'x d': a declaration is written NAME: SIZES"),
        (["--loss", "z^2", "--wrt", "x", "--where", "z = (x"], "--where 'z = (x'"),
        (["--loss", "x^2"], "--loss and --wrt go together"),
        (["--declare", "x: d"], "go with --loss"),
    ],
)
def test_a_statement_that_cannot_be_read_is_a_usage_error(capsys, options, said):
    status, _, err = run(capsys, "check", *options, "2x")
    assert status == 2
    assert said in err


def test_rows_of_jsonl_may_state_a_loss(capsys, tmp_path):
    row = {"loss": r"x^\top S x", "wrt": "x", "declare": {"x": ["n"], "S": ["n", "n"]}, "assume": ["S symmetric"]}
    rows = [
        {**row, "id": 1, "latex": "2 S x"},
        {**row, "id": 2, "latex": "S x"},
        {**row, "id": 3, "loss": "x +", "latex": "0"},
    ]
    rows.append({"id": 4, "loss": "x", "latex": "1"})
    file = tmp_path / "rows.jsonl"
    file.write_text("\n".join(map(json.dumps, rows)), encoding="utf8")
    _, out, _ = run(capsys, "check", "--jsonl", str(file))
    found = [json.loads(line) for line in out.splitlines()]
    assert [each["id"] for each in found] == [1, 2, 3, 4]
    assert found[0]["verdict"] in ("proved", "equal-up-to")
    assert [each["verdict"] for each in found[1:]] == ["wrong", "unreadable", "unreadable"]
    assert "loss" in found[2]["message"]
    assert "wrt" in found[3]["message"]


@pytest.mark.parametrize("block", [0, 1])
def test_a_file_of_ones_own_serves_every_command(capsys, tmp_path, block):
    guide = (Path(__file__).parents[2] / "docs" / "assignments.md").read_text(encoding="utf8")
    file = tmp_path / "mine.toml"
    file.write_text(re.findall(r"```toml\n(.*?)```", guide, re.DOTALL)[block], encoding="utf8")
    part, answer = [
        ("a", r"\sum_{i=1}^{N} (w^\top x_i - t_i) x_i + \lambda w"),
        ("1", r"(\sigma(u_o^\top v_c) - 1) u_o"),
    ][block]
    assert run(capsys, "parts", "--assignment", str(file))[0] == 0
    assert run(capsys, "check", "--assignment", str(file), part, answer)[0] == 0
    assert run(capsys, "check", "--assignment", str(file), part, "0")[0] == 1
    faulty = tmp_path / "faulty.toml"
    faulty.write_text(file.read_text(encoding="utf8").replace("loss = ", "lose = ", 1), encoding="utf8")
    status, _, err = run(capsys, "check", "--assignment", str(faulty), part, answer)
    assert status == 2
    assert len(err.splitlines()) == 1
    assert "loss" in err
