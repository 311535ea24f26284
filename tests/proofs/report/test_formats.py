"""Formats for programs, each against the structure that its readers publish.

SARIF: the published schema of 2.1.0, cut to the definitions that are written (`sarif-2.1.0.json` beside this file). JUnit: the
attributes of Jenkins' junit-10.xsd, by hand. Gradescope: the fields of its "Autograder Specifications", by hand. GitHub: its
workflow commands, read back.
"""

import csv
import io
import json
import re
from pathlib import Path
from xml.etree import ElementTree

import jsonschema
import pytest

from proofs.cli import main
from proofs.report.formats import MODULES, render
from proofs.report.json import document_record
from proofs.verdict import Counterexample, Link, Note, Verdict

WRONG = Verdict(
    "c", "wrong", Note("differs-in-case", {"case": "w = o", "holds_in": "w ≠ o"}), line=4, column=2, text="=SUM(A1)",
    links=(Link("a", True, 4, 9), Link("x%y", False, 5, 3)), counterexample=Counterexample({"V": 2}, {}, 1, 0), seconds=0.5,
)  # fmt: skip
ANSWERS = (
    Verdict("b.1", "proved", Note("holds-every-size"), line=2, seconds=0.25),
    WRONG,
    Verdict("f", "proved", Note("holds-every-size"), links=(Link("b\nc", False, 9, 5),), line=8),
    Verdict("b.3", "prose", Note("prose"), text="\x1b]0;title\x07", line=11),
    Verdict("g.1", "wrong", Note("differs"), answers=(Verdict("g.1.u_o", "transposed", Note("transposed")), WRONG)),
    Verdict("h", "unreadable", Note("unreadable"), cell=3, line=2),
)
DOCUMENTS = [
    document_record("work/a b,1.md", "cs224n-a2", ANSWERS, "en", 3),
    {"file": "gone.md", "assignment": "cs224n-a2", "answers": [], "error": "gone.md: no such file"},
]


def test_csv_is_a_row_an_answer_and_runs_nothing():
    rows = list(csv.DictReader(io.StringIO(render("csv", DOCUMENTS))))
    assert [row["part"] for row in rows] == ["b.1", "c", "f", "b.3", "g.1.u_o", "c", "h", ""]
    assert [row["kind"] for row in rows][:4] == ["accepted", "refused", "accepted", "other"]
    assert (rows[1]["line"], rows[1]["column"], rows[1]["false_link"]) == ("5", "3", "x%y")
    assert rows[-1]["message"] == "gone.md: no such file"
    made = render("csv", [document_record("=cmd()", "x", ANSWERS[:1], "en", 3)])
    assert "'=cmd()" in made


XSD = {
    "testsuites": {"name", "time", "tests", "failures", "errors"},
    "testsuite": {"name", "tests", "failures", "errors", "time", "skipped", "timestamp", "hostname", "id", "package"},
    "testcase": {"name", "assertions", "time", "classname", "status"},
    "failure": {"type", "message"},
    "error": {"type", "message"},
    "skipped": {"type", "message"},
}
"""Elements and attributes that junit-10.xsd knows."""


def test_junit_is_what_continuous_integration_reads():
    root = ElementTree.fromstring(render("junit", DOCUMENTS))
    for element in root.iter():
        assert set(element.attrib) <= XSD[element.tag]
    assert (root.get("tests"), root.get("failures"), root.get("errors")) == ("8", "3", "1")
    first, second = root
    assert [first.get(name) for name in ("tests", "failures", "errors", "skipped")] == ["7", "3", "0", "2"]
    assert second.find("testcase/error").get("message") == "gone.md: no such file"
    assert float(root.get("time")) == pytest.approx(0.25 + 2 * 0.5)
    names = [case.get("name") for case in first]
    assert len(set(names)) == len(names)
    assert first.find("testcase/failure").get("type") == "wrong"


COMMAND = re.compile(r"::(error|warning|notice) ([^:]*)::(.*)")


def test_github_commands_stand_at_the_false_link():
    lines = render("github", DOCUMENTS).splitlines()
    found = [COMMAND.fullmatch(line).groups() for line in lines]
    assert [name for name, _, _ in found] == ["error", "notice", "warning", "error", "error", "warning", "error"]
    assert found[0][1] == "file=work/a b%2C1.md,title=c%3A wrong,line=5,col=3"
    assert "“b c”" in found[1][2]
    assert "line=" not in found[5][1]  # a notebook's line is no line of its file


def test_sarif_fits_the_published_schema():
    schema = json.loads((Path(__file__).parent / "sarif-2.1.0.json").read_text("utf-8"))
    made = json.loads(render("sarif", DOCUMENTS))
    jsonschema.Draft4Validator(schema).validate(made)
    (run,) = made["runs"]
    rules = {rule["id"] for rule in run["tool"]["driver"]["rules"]}
    assert {result["ruleId"] for result in run["results"]} <= rules
    assert [result["level"] for result in run["results"]] == [
        "error", "note", "warning", "error", "error", "warning", "error",
    ]  # fmt: skip
    place = run["results"][0]["locations"][0]["physicalLocation"]
    assert place == {"artifactLocation": {"uri": "work/a%20b%2C1.md"}, "region": {"startLine": 5, "startColumn": 3}}
    del made["runs"][0]["tool"]
    with pytest.raises(jsonschema.ValidationError, match="'tool' is a required property"):
        jsonschema.Draft4Validator(schema).validate(made)


def test_gradescope_results(is_results):
    made = json.loads(render("gradescope", DOCUMENTS))
    assert is_results(made)
    assert made["score"] == 2
    prose = next(test for test in made["tests"] if "b.3" in test["name"])
    assert "status" not in prose
    assert prose["extra_data"]["for_a_person"] is True
    assert made["tests"][-1]["max_score"] == 0
    assert made["tests"][-1]["output"] == "gone.md: no such file"


@pytest.mark.parametrize("name", MODULES)
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_format_from_the_command_line(name, lang, capsys, tmp_path):
    (tmp_path / "a.md").write_text(
        "## (b) i\n\n**Answer:** $U(\\hat y - y)$\n\n## (f)\n\n**Answer:** $\\sigma'(x) = 1$\n"
    )
    status = main(["verify", str(tmp_path / "a.md"), "--format", name, "--lang", lang])
    made = capsys.readouterr().out
    assert status == 1
    assert "wrong" in made
    assert made.endswith("\n")
    assert "\x1b" not in made
    main(["verify", str(tmp_path / "a.md"), "--format", name, "--lang", lang, "-o", str(tmp_path / "out")])
    assert len((tmp_path / "out").read_text("utf-8")) == pytest.approx(len(made), abs=40)  # seconds differ
