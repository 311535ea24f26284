"""The command and the plugin: exit status, formats, readable failures, and nothing heavy imported by pytest."""

import ast
import json
import os
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest
from harness_sources import RIGHT, of_function, written

from proofs.cli import main
from proofs.courses.cs224n_a2.harness import bugs, suite
from proofs.courses.cs224n_a2.harness.functions import KNOWN_FUNCTIONS
from proofs.harness import messages, worker
from proofs.harness.child import Request
from proofs.harness.hints import held_back
from proofs.harness.loading import load
from proofs.harness.report import FORMATS
from proofs.harness.runner import check_module
from proofs.harness.scan import defined_names, imported_names, python_2_line

NAIVE = "naiveSoftmaxLossAndGradient"
WRONG = of_function(NAIVE, "delta @ outsideVectors", "-delta @ outsideVectors")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("modules")
    written(folder, WRONG, "bad.py")
    written(folder, RIGHT, "good.py")
    written(folder, "x = 1\n", "other.py")
    return folder


@pytest.fixture(scope="module")
def report_of_bad(folder):
    return check_module(folder / "bad.py")


def test_json_of_one_file_is_the_record_of_the_contract(folder, capsys):
    assert main(["test", str(folder / "bad.py"), "--format", "json"]) == 1
    record = json.loads(capsys.readouterr().out)
    assert set(record) == {"module", "findings", "checked", "seconds", "not_tested"}
    (finding,) = record["findings"]
    assert set(finding) >= {"function", "bug", "severity", "message", "example", "expected", "got"}
    assert (finding["function"], finding["bug"], finding["severity"]) == (NAIVE, "center-sign", "error")
    assert all(isinstance(n, int) for n in record["checked"].values())


def test_a_folder_is_tested_file_by_file_and_others_are_left_out(folder, capsys):
    assert main(["test", str(folder), "--format", "json", "-j", "2"]) == 1
    modules = json.loads(capsys.readouterr().out)["modules"]
    assert [Path(m["module"]).name for m in modules] == ["bad.py", "good.py"]
    assert [len(m["findings"]) for m in modules] == [1, 0]


def test_text_shows_the_sentence_the_input_and_both_values(folder, capsys):
    main(["test", str(folder / "bad.py")])
    text = capsys.readouterr().out
    for part in (
        "wrong sign",
        "smallest input",
        "centerWordVec = ",
        "expected:",
        "got:",
        "derived:",
        "from bad import",
    ):
        assert part in text


@pytest.mark.parametrize(
    ("hints", "kept", "held"),
    [
        (0, ["has an error. [error]"], ["centre vector", "smallest input", "u_o", "expected", "derived"]),
        (1, ["gradient of the centre vector (∂J/∂v_c) in naive"], ["sign", "smallest input", "expected", "derived:"]),
        (2, ["wrong sign", "smallest input", "expected:", "got:", "from bad import"], ["derived:"]),
        (3, ["wrong sign", "smallest input", "expected:", "derived:"], []),
    ],
)
def test_hints_say_how_much_is_given_away_in_every_format(report_of_bad, hints, kept, held):
    report = held_back(report_of_bad, hints)
    text = FORMATS["text"]([report])
    assert all(words in text for words in kept)
    assert not any(words in text for words in held)
    assert report.exit_status == 1
    for write in FORMATS.values():
        shown = write([report])
        assert hints > 1 or not any(words in shown for words in ("sign", "u_o", "Uᵀ(ŷ - y)", "np.array"))


def test_the_command_takes_the_level_of_hints(folder, capsys):
    assert main(["test", str(folder / "bad.py"), "--hints", "0"]) == 1
    assert "has an error. [error]" in capsys.readouterr().out


def test_what_is_not_tested_is_named_and_other_spellings_are_pointed_out(tmp_path, capsys):
    source = RIGHT.replace("naiveSoftmaxLossAndGradient", "naive_softmax_loss_and_gradient")
    path = written(tmp_path, source + "\n\ndef softmax(x):\n    return x\n\n\ndef test_it():\n    pass\n")
    assert main(["test", str(path)]) == 0
    assert (
        "not tested: naive_softmax_loss_and_gradient (named naiveSoftmaxLossAndGradient, it would be), softmax\n"
        in capsys.readouterr().out
    )


def test_overflow_is_told_once_a_module_and_last(tmp_path, capsys):
    source = RIGHT.replace("np.log(total) + top - scores[outsideWordIdx]", "-np.log((weights / total)[outsideWordIdx])")
    source = source.replace("np.logaddexp(0.0, scores).sum()", "-np.log(sigmoid(-scores)).sum()")
    source = source.replace(
        "return loss, gradCenterVec, gradOutsideVecs", "return np.array([loss]), gradCenterVec, gradOutsideVecs"
    )
    main(["test", str(written(tmp_path, source)), "--format", "json"])
    found = json.loads(capsys.readouterr().out)["findings"]
    assert [f["bug"] for f in found] == ["loss-shape", "loss-shape", "overflow"]
    assert (found[-1]["function"], found[-1]["also"]) == (NAIVE, ["negSamplingLossAndGradient"])


LAYOUT = Path(__file__).parents[4] / "examples" / "gradescope"


def test_the_gradescope_layout_grades_a_submission_function_by_function(tmp_path):
    for name in ("submission", "source"):
        (tmp_path / name).mkdir()
    (tmp_path / "source" / "points.toml").write_text((LAYOUT / "points.toml").read_text())
    written(tmp_path / "submission", WRONG.replace("def skipgram", "def skip_gram"), "word2vec.py")
    command = tmp_path / "gradproof"
    command.write_text(f'#!/bin/sh\nexec {sys.executable} -m proofs.cli "$@"\n')
    command.chmod(0o755)
    places = os.environ | {"AUTOGRADER": str(tmp_path), "GRADPROOF": str(command), "PATH": "/usr/bin:/bin"}
    subprocess.run(["bash", str(LAYOUT / "run_autograder")], check=True, env=places, capture_output=True)
    made = json.loads((tmp_path / "results" / "results.json").read_text())
    by_name = {test["name"]: test for test in made["tests"]}
    assert (by_name[NAIVE]["score"], by_name[NAIVE]["max_score"], by_name[NAIVE]["status"]) == (0.0, 5.0, "failed")
    assert (by_name["sgd"]["score"], by_name["skipgram"]["score"]) == (2.0, 0.0)
    assert "not submitted" in by_name["skipgram"]["output"]
    assert "∂J/∂v_c" in by_name[NAIVE]["output"]
    assert "smallest input" not in by_name[NAIVE]["output"]  # --hints 1
    assert made["score"] == 1.0 + 5.0 + 2.0


def test_the_gradescope_layout_says_when_nothing_could_be_tested(tmp_path):
    (tmp_path / "submission").mkdir()
    command = tmp_path / "gradproof"
    command.write_text("#!/bin/sh\nexit 2\n")
    command.chmod(0o755)
    places = os.environ | {"AUTOGRADER": str(tmp_path), "GRADPROOF": str(command)}
    subprocess.run(["bash", str(LAYOUT / "run_autograder")], check=True, env=places)
    assert "could not be tested" in json.loads((tmp_path / "results" / "results.json").read_text())["output"]


@pytest.mark.parametrize("text", ["[points]\nsgd = 'two'\n", "sgd = 2\n", "[points\n"])
def test_a_points_file_that_is_none_is_a_usage_error(folder, tmp_path, capsys, text):
    (tmp_path / "points.toml").write_text(text)
    assert main(["test", str(folder / "good.py"), "--points", str(tmp_path / "points.toml")]) == 2
    assert "points.toml" in capsys.readouterr().err


def test_raise_on_error_shows_the_example(report_of_bad):
    with pytest.raises(AssertionError, match="center-sign") as failure:
        report_of_bad.raise_on_error()
    assert all(words in str(failure.value) for words in ("bad.py", "smallest input", "centerWordVec = ", "expected:"))


def test_junit_github_and_a_file_for_the_report(folder, tmp_path, capsys):
    out = tmp_path / "report.xml"
    assert main(["test", str(folder / "bad.py"), "--format", "junit", "-o", str(out)]) == 1
    suite = ElementTree.parse(out).getroot()[0]
    assert suite.get("failures") == "1"
    assert [c.get("name") for c in suite if c.find("failure") is not None] == [NAIVE]
    main(["test", str(folder / "bad.py"), "--format", "github"])
    assert capsys.readouterr().out.startswith("::error file=")


@pytest.mark.parametrize("arguments", [["nowhere.py"], ["--examples", "0", "x.py"]])
def test_usage(arguments):
    with pytest.raises(SystemExit) as stop:
        raise SystemExit(main(["test", *arguments]))
    assert stop.value.code == 2


def test_of_a_folder_the_files_left_out_are_named_and_a_python_2_file_is_not_one(tmp_path, capsys):
    written(tmp_path, "def sigmoid(x):\n    print 'x'\n    return x\n", "old.py")
    written(tmp_path, "x = 1\n", "other.py")
    assert main(["test", str(tmp_path), "--format", "json"]) == 1
    streams = capsys.readouterr()
    (module,) = json.loads(streams.out)["modules"]
    assert [f["bug"] for f in module["findings"]] == ["python-2"]
    assert "left out, as they define no function of the course: " in streams.err
    assert streams.err.rstrip().endswith("other.py")


def test_a_system_without_fork_is_told_so(folder, capsys, monkeypatch):
    monkeypatch.delattr(os, "fork")
    assert main(["test", str(folder / "good.py")]) == 2
    assert "has no fork" in capsys.readouterr().err


def test_a_process_that_cannot_be_started_and_a_failure_of_our_own_are_no_fault_of_the_module(folder, monkeypatch):
    def fail(*_):
        raise BlockingIOError("no more processes")

    def harness_failed(report):
        return [f["function"] for f in report["findings"] if (f["bug"], f["severity"]) == ("harness-failed", "warning")]

    with monkeypatch.context() as patch:
        patch.setattr(os, "fork", fail)
        assert harness_failed(worker.test_module(Request(str(folder / "good.py")))) == ["(module)"]
    monkeypatch.setattr(suite.Bench, "named", fail)
    report = worker.test_module(Request(str(folder / "bad.py")))
    assert harness_failed(report) == [NAIVE]
    assert "sgd" in report["checked"]  # what comes after is tested all the same


def test_the_worker_needs_no_sympy():
    program = "import sys\nfrom proofs.courses.cs224n_a2.harness import suite\nsuite.prepare()\nassert 'sympy' not in sys.modules"
    run = subprocess.run([sys.executable, "-c", program], check=False, capture_output=True, text=True)
    assert run.returncode == 0, run.stderr


def test_every_code_of_the_tables_has_its_two_sentences():
    import numpy as np

    from proofs.courses.cs224n_a2.harness.cases import (
        DescentCase,
        DrawCase,
        ElementwiseCase,
        NegativeCase,
        SoftmaxCase,
        WindowCase,
    )

    v, U = np.ones(2), np.ones((3, 2))
    cases = {
        NAIVE: SoftmaxCase(v_c=v, o=1, U=U),
        "negSamplingLossAndGradient": NegativeCase(v_c=v, o=1, U=U, script=(1, 2), K=1),
        "getNegativeSamples": DrawCase(o=1, vocabulary=3, script=(1, 2), K=1),
        "skipgram": WindowCase(center="a", outside=("b",), word2Ind={"a": 0, "b": 1, "c": 2}, V_rows=U, U=U),
        "sgd": DescentCase(x0=v, pushes=(v,)),
    }
    for function, table in bugs.TABLES.items():
        for code, _ in table(cases.get(function, ElementwiseCase(x=np.array([0.5])))):
            assert code in messages.table(), f"{function}: {code}"
    for code, sentences in messages.table().items():
        assert len(sentences) == 2
        for lang in ("en", "zh"):
            assert messages.sentence(code, "f", "U", lang).endswith((".", "。"))


def test_reading_a_file_without_running_it(tmp_path):
    path = written(
        tmp_path,
        "import a.b\ntry:\n    import c\nexcept ImportError:\n    c = None\ndef sgd(): import d\nskipgram = sgd\n",
    )
    assert set(defined_names(path)) >= {"sgd", "skipgram"}

    assert imported_names(ast.parse(path.read_text())) == {"a", "a.b", "d"}
    assert python_2_line("x = 1\nprint x\n") == 2
    assert python_2_line("print(x)\nprint ('a', b)\nx = {}\n") is None
    assert set(KNOWN_FUNCTIONS) == set(bugs.TABLES)
    assert callable(load)


PYTEST = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-q"]


def run_pytest(folder, *arguments):
    return subprocess.run([*PYTEST, *arguments], check=False, cwd=folder, capture_output=True, text=True, timeout=120)


def test_the_plugin_makes_a_test_of_each_function_and_shows_the_failure(folder, tmp_path):
    run = run_pytest(
        tmp_path, f"--gradproof={folder / 'bad.py'}", f"--gradproof={folder / 'good.py'}", "--junitxml=j.xml"
    )
    assert run.returncode == 1, run.stdout + run.stderr
    for part in ("[center-sign]", "smallest input", "expected:", "derived:", "1 failed, 19 passed"):
        assert part in run.stdout
    cases = ElementTree.parse(tmp_path / "j.xml").getroot().iter("testcase")
    assert [c.get("name") for c in cases if c.find("failure") is not None] == [NAIVE]


def test_the_plugin_imports_nothing_heavy_and_its_marker_is_registered(tmp_path):
    (tmp_path / "test_light.py").write_text(
        "import sys, pytest\n@pytest.mark.gradproof\ndef test_light():\n"
        "    assert not {'numpy', 'sympy', 'scipy', 'derive', 'proofs.harness.suite'} & set(sys.modules)\n"
    )
    run = run_pytest(tmp_path, "--strict-markers")
    assert run.returncode == 0, run.stdout + run.stderr


def test_workers_of_one_run_test_a_module_once(folder, tmp_path):
    path = written(
        tmp_path, RIGHT + f"\nwith open({str(tmp_path / 'loads')!r}, 'a') as file:\n    file.write('x')\n", "one.py"
    )
    once = run_pytest(tmp_path, f"--gradproof={path}")
    loads = (tmp_path / "loads").read_text()
    run = run_pytest(tmp_path, f"--gradproof={path}", f"--gradproof={folder / 'bad.py'}", "-n", "2")
    assert (once.returncode, run.returncode) == (0, 1), run.stdout + run.stderr
    assert (tmp_path / "loads").read_text() == 2 * loads
    assert "wrong sign" in run.stdout


def test_the_plugin_refuses_a_file_that_is_not_there(tmp_path):
    run = run_pytest(tmp_path, "--gradproof=nothing.py")
    assert run.returncode == 4
    assert "there is no file nothing.py" in run.stderr + run.stdout
