"""A small class from its folder to its results, killed on the way, corrected by a person, and gone on with."""

import csv
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from proofs.cli import main
from proofs.grading import class_run
from proofs.serve.workers import Worker

EXAMPLES = Path(__file__).parents[3] / "examples"
POINTS = """
[points]
"b.1" = 2
"b.3" = 1
c = 3
f = 2
"g.1" = 4
"""
RIGHT = "## (b) i\n\n**Answer:** $\\frac{\\partial J}{\\partial v_c} = U(\\hat y - y)$\n"
WRONG = "## (b) i\n\n**Answer:** $\\frac{\\partial J}{\\partial v_c} = U\\hat y$\n"


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A class of six, graded once by the command."""
    root = tmp_path_factory.mktemp("class")
    folder = root / "handed in"
    folder.mkdir()
    shutil.copy(EXAMPLES / "homework.md", folder / "ann.md")
    (folder / "李.md").write_text(RIGHT, encoding="utf-8")
    (folder / "bo").mkdir()
    (folder / "bo" / "answers.md").write_text(WRONG, encoding="utf-8")
    with zipfile.ZipFile(folder / "cy.zip", "w") as packed:
        packed.write(EXAMPLES / "homework.tex", "hw/main.tex")
        packed.writestr("hw/README.md", "Compile with xelatex.")
    (folder / "di.pdf").write_bytes(b"%PDF-1.5")
    (folder / "=ed.md").write_text("nothing here", encoding="utf-8")
    (root / "points.toml").write_text(POINTS)
    done = graded(root)
    return root, done


def graded(root, *more):
    command = [
        sys.executable,
        "-m",
        "proofs.cli",
        "grade",
        "handed in",
        "--points",
        "points.toml",
        "-o",
        "out",
        "--lang",
        "en",
    ]
    return subprocess.run([*command, *more], cwd=root, capture_output=True, text=True, timeout=300, check=False)


def rows(root):
    with open(root / "out" / "grades.csv", encoding="utf-8", newline="") as file:
        return {row["submission"]: row for row in csv.DictReader(file)}


def results(root, name):
    return json.loads((root / "out" / "gradescope" / f"{name}.json").read_text("utf-8"))


PARTS = ["b.1", "b.3", "c", "f", "g.1.v_c", "g.1.u_o", "g.1.u_ws"]


def test_the_table_of_a_class(made):
    root, done = made
    assert done.returncode == 3
    assert "wait for a person" in done.stdout
    assert "6 of 6 submissions" in done.stderr
    table = rows(root)
    assert list(table) == ["'=ed", "ann", "bo", "cy", "di", "李"]
    ann = table["ann"]
    assert [ann[part] for part in PARTS] == ["2", "", "1.5", "1.6", "1.333333333", "1.333333333", "0"]
    assert ann["for_a_person"] == "b.3"
    assert [table["李"][part] for part in PARTS] == ["2", "0", "0", "0", "0", "0", "0"]
    assert (table["bo"]["b.1"], table["bo"]["for_a_person"]) == ("0", "")
    assert float(table["cy"]["g.1.v_c"]) > 0
    assert (table["di"]["total"], table["di"]["for_a_person"]) == ("0", " ".join(PARTS))
    assert table["'=ed"]["for_a_person"] == " ".join(PARTS)  # nothing was found at all: a person looks


def test_the_sums_of_the_table_are_those_of_the_results(made, is_results):
    root, _ = made
    for name, row in rows(root).items():
        found = results(root, name.removeprefix("'"))
        assert is_results(found)
        assert found["score"] == pytest.approx(float(row["total"]), abs=1e-5)
        assert sum(float(row[part] or 0) for part in PARTS) == pytest.approx(float(row["total"]), abs=1e-5)


def test_a_submission_that_cannot_be_graded_is_an_entry_of_its_own(made):
    root, _ = made
    tests = results(root, "di")["tests"]
    assert "di.pdf cannot be read" in tests[0]["output"]
    assert (tests[0]["status"], tests[0]["max_score"]) == ("failed", 0)
    assert all("status" not in test for test in tests[1:])
    assert "di.pdf cannot be read" in (root / "out" / "feedback" / "di.html").read_text("utf-8")


def test_no_place_on_this_machine_is_told(made):
    root, _ = made
    for file in (root / "out").rglob("*"):
        if file.is_file():
            assert str(root) not in file.read_text("utf-8"), file


def test_feedback_at_one_hint_shows_where_and_holds_the_answer_back(made):
    root, _ = made
    page = (root / "out" / "feedback" / "ann.html").read_text("utf-8")
    assert 'class="broken"' in page
    for word in ("Counterexample", "Nearest right answer", "<ins>", "the wrong vector"):
        assert word not in page
    assert "1.5 / 3" in page
    told = json.dumps(results(root, "ann"))
    assert "counterexample" not in told.lower()
    assert "vector" not in json.dumps(
        [test["output"] for test in results(root, "ann")["tests"] if "c:" in test["name"]]
    )


def test_the_overview_counts_and_links(made):
    root, _ = made
    page = (root / "out" / "class.html").read_text("utf-8")
    assert "6 submissions, 12 points" in page
    assert "the wrong vector" in page
    for link in re.findall(r'href="([^"#]+)', page):
        from urllib.parse import unquote

        assert (root / "out" / unquote(link)).is_file()


def again(root, tmp_path):
    """A copy of a class that was graded, to go on with."""
    shutil.copytree(root, tmp_path / "class")
    return tmp_path / "class"


def grade_here(root, monkeypatch, capsys, *more):
    monkeypatch.chdir(root)
    status = main(["grade", "handed in", "--points", "points.toml", "-o", "out", "--lang", "en", *more])
    return status, capsys.readouterr()


@pytest.fixture
def marked(monkeypatch):
    """The names of the submissions that a run marks; the others are taken from their records."""
    names = []
    real = class_run._marked

    async def noted(workers, job, submission):
        names.append(submission.name)
        return await real(workers, job, submission)

    monkeypatch.setattr(class_run, "_marked", noted)
    return names


def test_what_a_person_typed_is_kept_and_told(made, tmp_path, monkeypatch, capsys, marked):
    root = again(made[0], tmp_path)
    file = root / "out" / "grades.csv"
    with open(file, encoding="utf-8", newline="") as opened:
        lines = list(csv.DictReader(opened))
    columns = [*lines[0], "comment"]
    for line in lines:
        if line["submission"] == "ann":
            line["b.3"] = "0.5"
            line["override:c"] = "3"
            line["comment"] = "good"
    with open(file, "w", encoding="utf-8", newline="") as opened:
        writer = csv.DictWriter(opened, columns, restval="")
        writer.writeheader()
        writer.writerows(lines)
    before = float(rows(made[0])["ann"]["total"])
    for _ in range(2):
        grade_here(root, monkeypatch, capsys)
        ann = rows(root)["ann"]
        assert (ann["override:b.3"], ann["override:c"], ann["comment"], ann["for_a_person"]) == ("0.5", "3", "good", "")
        assert float(ann["total"]) == pytest.approx(before + 0.5 + 1.5)
    assert marked == []
    found = results(root, "ann")
    assert found["score"] == pytest.approx(float(ann["total"]), abs=1e-5)
    assert "A person gave these points." in json.dumps(found)
    assert "3 / 3" in (root / "out" / "feedback" / "ann.html").read_text("utf-8")


def test_only_what_changed_is_marked_again(made, tmp_path, monkeypatch, capsys, marked):
    root = again(made[0], tmp_path)
    (root / "handed in" / "bo" / "answers.md").write_text(RIGHT, encoding="utf-8")
    (root / "handed in" / "李.md").unlink()
    grade_here(root, monkeypatch, capsys)
    assert marked == ["bo"]
    assert rows(root)["bo"]["b.1"] == "2"
    assert rows(root)["李"]["b.1"] == "2"  # a row of a submission that is gone stays


def test_nothing_is_written_anew_where_nothing_changed(made, tmp_path, monkeypatch, capsys, marked):
    root = again(made[0], tmp_path)
    pages = sorted((root / "out" / "feedback").iterdir())
    for page in pages:
        page.write_text("as it was")

    def kept():
        return [page.read_text("utf-8") == "as it was" for page in pages]

    grade_here(root, monkeypatch, capsys)
    assert all(kept())
    pages[0].unlink()
    (root / "out" / "gradescope" / "ann.json").unlink()
    grade_here(root, monkeypatch, capsys)
    assert kept() == [False, False, True, True, True, True]
    assert marked == []


def test_other_points_need_no_marking(made, tmp_path, monkeypatch, capsys, marked):
    root = again(made[0], tmp_path)
    (root / "points.toml").write_text(POINTS.replace('"b.1" = 2', '"b.1" = 10') + "[credit]\none-case = 0\n")
    grade_here(root, monkeypatch, capsys)
    assert marked == []
    ann = rows(root)["ann"]
    assert (ann["b.1"], ann["c"], ann["override:b.1"], ann["override:c"]) == ("10", "0", "", "")


def test_a_killed_run_goes_on(made, tmp_path, monkeypatch, capsys, marked):
    root = tmp_path
    shutil.copytree(made[0] / "handed in", root / "handed in")
    shutil.copy(made[0] / "points.toml", root)
    command = [
        sys.executable,
        "-m",
        "proofs.cli",
        "grade",
        "handed in",
        "--points",
        "points.toml",
        "-o",
        "out",
        "--lang",
        "en",
    ]
    with subprocess.Popen(command, cwd=root, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as run:
        while run.poll() is None and not (root / "out" / "records").is_dir():
            pass
        while run.poll() is None and not list((root / "out" / "records").glob("*.json")):
            pass
        os.kill(run.pid, signal.SIGKILL)
    had = {file.stem for file in (root / "out" / "records").glob("*.json")}
    assert had
    grade_here(root, monkeypatch, capsys)
    assert set(marked) == {"=ed", "ann", "bo", "cy", "di", "李"} - had
    assert (root / "out" / "grades.csv").read_text("utf-8") == (made[0] / "out" / "grades.csv").read_text("utf-8")


def test_a_worker_that_dies_costs_one_submission(tmp_path, monkeypatch, capsys):
    for name in ("ann", "bo"):
        (tmp_path / "handed in").mkdir(exist_ok=True)
        (tmp_path / "handed in" / f"{name}.md").write_text(RIGHT)
    (tmp_path / "points.toml").write_text(POINTS)
    real = Worker.ask

    async def ask(self, question, seconds):
        if question["name"] == "ann":
            self.process.kill()
        return await real(self, question, seconds)

    monkeypatch.setattr(Worker, "ask", ask)
    status, printed = grade_here(tmp_path, monkeypatch, capsys)
    assert status == 3
    assert "could not be graded: ann" in printed.out
    assert "the process that read it died" in results(tmp_path, "ann")["tests"][0]["output"]
    assert rows(tmp_path)["bo"]["b.1"] == "2"


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (
            lambda root: (root / "points.toml").write_text("[points]\nzz = 1"),
            "points.toml:2: points.zz: the assignment has no such part",
        ),
        (lambda root: (root / "points.toml").unlink(), "points.toml: No such file"),
        (lambda root: shutil.rmtree(root / "handed in"), "handed in: no such folder"),
        (lambda root: [file.unlink() for file in (root / "handed in").iterdir()], "handed in: no submissions"),
        (lambda root: (root / "out").write_text("a file"), "out: is a file, but -o names a folder"),
        (
            lambda root: ((root / "out").mkdir(), (root / "out" / "grades.csv").write_text("x\n")),
            "grades.csv:1: there is no column",
        ),
        (lambda root: ((root / "out").mkdir(), (root / "out" / "feedback").write_text("a file")), "feedback"),
    ],
)
def test_wrong_use_is_one_line(tmp_path, monkeypatch, capsys, change, message):
    (tmp_path / "handed in").mkdir()
    (tmp_path / "handed in" / "ann.md").write_text("nothing")
    (tmp_path / "points.toml").write_text(POINTS)
    change(tmp_path)
    status, printed = grade_here(tmp_path, monkeypatch, capsys)
    assert status == 2
    assert message in printed.err
    assert "Traceback" not in printed.err
