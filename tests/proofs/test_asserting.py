"""assert_answer by itself, and in the cells of the two graders of notebooks that courses use."""

import json
import os
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

import gradproof

WRONG = r"(\hat y_w - y_w) u_w"


def test_silent_when_accepted():
    assert gradproof.assert_answer("c", r"(\hat y_w - y_w) v_c") is None


@pytest.mark.parametrize(
    ("hints", "there", "not_there"),
    [
        (0, ["c: wrong."], ["Counterexample", r"\hat y_w"]),
        (1, ["| (\\hat y_w - y_w) u_w\n| ^"], ["Counterexample"]),
        (2, ["Counterexample", "the wrong vector"], [r"v_c & ", "Change u_w"]),
        (3, ["Change u_w to v_c"], []),
    ],
)
def test_the_error_says_as_much_as_the_hints_allow(hints, there, not_there):
    with pytest.raises(AssertionError) as raised:
        gradproof.assert_answer("c", WRONG, hints=hints, budget=60)
    for text in there:
        assert text in str(raised.value)
    for text in not_there:
        assert text not in str(raised.value)


def test_what_cannot_be_decided_is_not_passed():
    with pytest.raises(AssertionError, match=r"b\.1: unreadable"):
        gradproof.assert_answer("b.1", r"U(\hat{y} - z)")
    with pytest.raises(AssertionError, match=r"b\.1: 错误|b\.1: wrong"):
        gradproof.assert_answer("b.1", r"U\hat y", lang="zh")
    with pytest.raises(KeyError):
        gradproof.assert_answer("zz", "x")


def test_in_a_block_the_error_is_of_the_part_that_fails():
    with pytest.raises(AssertionError, match=r"g\.1\.u_o: wrong"):
        gradproof.assert_answer("g.1", r"\frac{\partial J}{\partial u_o} = \sigma(u_o^\top v_c) v_c")


def notebook(*cells, **metadata):
    made = [
        {
            "cell_type": "code", "id": f"c{number}", "metadata": more, "source": source, "outputs": [], "execution_count": None,
        }
        for number, (source, more) in enumerate(cells)
    ]  # fmt: skip
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    return json.dumps(
        {"cells": made, "metadata": {"kernelspec": kernel, **metadata}, "nbformat": 4, "nbformat_minor": 5}
    )


OTTER_TEST = """
from otter.test_files import test_case
OK_FORMAT = False
name = "c"
points = 3

@test_case()
def test_c(answer):
    import gradproof
    gradproof.assert_answer("c", answer)
"""


@pytest.mark.skipif(not find_spec("otter"), reason="otter-grader is not installed (pip install otter-grader)")
@pytest.mark.parametrize(("answer", "status"), [(r"(\hat y_w - y_w) v_c", "passed"), (WRONG, "failed")])
def test_in_a_test_file_of_otter(tmp_path, answer, status):
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests" / "c.py").write_text(OTTER_TEST)
    (tmp_path / "work.py").write_text(f"answer = {answer!r}\n")
    script = (
        "from otter.check.notebook import Notebook\n"
        "exec(open('work.py').read())\n"
        "found = Notebook(tests_dir='tests').check('c', global_env={'answer': answer})\n"
        "print(found.grade, found.summary())\n"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("1" if status == "passed" else "0")
    assert ("the wrong vector" in done.stdout) == (status == "failed")


GRADED = {
    "nbgrader": {
        "grade": True,
        "grade_id": "c",
        "locked": True,
        "points": 3,
        "schema_version": 3,
        "solution": False,
        "task": False,
    }
}
SOLVED = {
    "nbgrader": {
        "grade": False,
        "grade_id": "c-answer",
        "locked": False,
        "schema_version": 3,
        "solution": True,
        "task": False,
    }
}
CHECK = 'import gradproof\ngradproof.assert_answer("c", answer)'


@pytest.mark.skipif(not find_spec("nbgrader"), reason="nbgrader is not installed (pip install nbgrader ipykernel)")
def test_in_a_cell_of_nbgrader(tmp_path):
    source = tmp_path / "source" / "hw"
    source.mkdir(parents=True)
    empty = "### BEGIN SOLUTION\nanswer = r'(\\hat y_w - y_w) v_c'\n### END SOLUTION"
    (source / "hw.ipynb").write_text(notebook((empty, SOLVED), (CHECK, GRADED)))
    (tmp_path / "nbgrader_config.py").write_text("c = get_config()\nc.CourseDirectory.course_id = 'course'\n")

    def run(*command):
        tool = [sys.executable, "-m", "nbgrader", *command]
        path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"  # nbgrader calls alembic by its name
        done = subprocess.run(
            tool,
            cwd=tmp_path,
            env={**os.environ, "PATH": path},
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )
        assert done.returncode == 0, done.stderr[-3000:]

    run("generate_assignment", "hw")
    for name, answer in (("ann", r"(\hat y_w - y_w) v_c"), ("bob", WRONG)):
        handed_in = tmp_path / "submitted" / name / "hw"
        shutil.copytree(tmp_path / "release" / "hw", handed_in)
        work = json.loads((handed_in / "hw.ipynb").read_text())
        work["cells"][0]["source"] = f"answer = {answer!r}"
        (handed_in / "hw.ipynb").write_text(json.dumps(work))
    run("autograde", "hw")
    run("export")
    lines = (tmp_path / "grades.csv").read_text().splitlines()
    rows = [dict(zip(lines[0].split(","), line.split(","), strict=True)) for line in lines[1:]]
    assert {row["student_id"]: float(row["raw_score"]) for row in rows} == {"ann": 3, "bob": 0}
    graded = (tmp_path / "autograded" / "bob" / "hw" / "hw.ipynb").read_text()
    assert "the wrong vector" in graded
