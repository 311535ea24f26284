"""The commands as a user meets them: what they print, on which stream, and with which exit status."""

import io
import json
import subprocess
import sys
import types

import pytest

from proofs.cli import main
from proofs.commands.doctor import shadows
from proofs.language import language
from proofs.verdict import Link, Note, Verdict

HOMEWORK = "(b) Compute it.\n\nMy answer: $right$\n\n(c) Find it.\n\nMy answer: $wrong$\n"
WORDS = {"right": "proved", "wrong": "wrong", "words": "prose"}


def answer(part, latex, defs="", **told):
    if "boom" in latex:
        raise RuntimeError("boom")
    found = next((word for key, word in WORDS.items() if key in latex), "unknown")
    links = (Link("x", False, 1, 2),) if found == "wrong" else ()
    code = {"proved": "holds-every-size", "wrong": "differs", "prose": "prose"}.get(found, "budget")
    return Verdict(part, found, Note(code), links=links, notes=(Note(f"{defs}{sorted(told.items())}"),) if defs else ())


def verify_document(document, **told):
    blocks = [b for b in document.blocks if b.role != "question"]
    return tuple(answer(b.hint, b.text) for b in blocks)


@pytest.fixture
def verifier(monkeypatch):
    """A verifier that goes by what the answer says of itself."""
    module = types.ModuleType("proofs.verify")
    module.check, module.verify_document = answer, verify_document
    monkeypatch.setitem(sys.modules, "proofs.verify", module)


def run(capsys, *arguments):
    """Exit status, standard output, standard error of a command."""
    try:
        status = main([str(a) for a in arguments])
    except SystemExit as stop:
        status = stop.code
    out, err = capsys.readouterr()
    return status, out, err


# ------------------------------------------------------------------------------------------------------------- the whole


@pytest.mark.parametrize(
    "arguments", [["--help"], ["--version"], ["verify", "--help"], ["check", "--help"], ["parts"], ["doctor", "--help"]]
)
def test_what_needs_no_mathematics_imports_none(arguments):
    script = (
        "import sys; from proofs.cli import main\n"
        f"try:\n    main({arguments!r})\nexcept SystemExit as stop:\n    assert not stop.code\n"
        "assert not {'sympy', 'numpy', 'scipy', 'flint'} & set(sys.modules), 'heavy'\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_wrong_use_is_status_2(verifier, capsys):
    for arguments in ([], ["nonsense"], ["check"], ["check", "c"], ["check", "c", "x", "--hints", "4"], ["check", "c", "x", "-j", "0"],
                      ["check", "c", "x", "--budget", "-1"], ["check", "zz", "x"], ["check", "c", "x", "--assignment", "../x"],
                      ["check", "c", "--jsonl", "x"], ["verify"], ["verify", "gone.md"], ["parts", "--assignment", "gone"]):  # fmt: skip
        status, _, err = run(capsys, *arguments)
        assert status == 2, arguments
        assert err
        assert "Traceback" not in err


@pytest.mark.parametrize(
    ("environment", "expected"),
    [({"LANG": "zh_CN.UTF-8"}, "zh"), ({"LANG": "de_DE"}, "en"), ({}, "en"), ({"LC_ALL": "C", "LANG": "zh_CN"}, "en")],
)
def test_the_language_comes_from_the_environment(monkeypatch, environment, expected):
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert language() == expected


# ------------------------------------------------------------------------------------------------------------------ check


@pytest.mark.parametrize(
    ("latex", "status"),
    [("right", 0), ("wrong", 1), ("words", 3), ("unknown", 3), ("-right", 0), ("-u_o right + x", 0), ("-(1-right)", 0)],
)
def test_check_one_answer(verifier, capsys, latex, status):
    got, out, err = run(capsys, "check", "b.1", latex, "--format", "json")
    assert (got, err) == (status, "")
    assert json.loads(out)["part"] == "b.1"


def test_check_reads_standard_input(verifier, capsys, monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO("wrong ŷ".encode())))
    status, out, _ = run(capsys, "check", "c", "-", "--lang", "en")
    assert status == 1
    assert "    | wrong ŷ\n    |  ^" in out
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"\xff")))
    assert run(capsys, "check", "c", "-")[0] == 2


def test_the_name_of_a_file_is_no_answer(verifier, capsys, tmp_path):
    file = tmp_path / "my answer.md"
    file.write_text("right")
    status, _, err = run(capsys, "check", "c", str(file))
    assert status == 2
    assert f"gradproof verify '{file}'" in err
    assert run(capsys, "check", "c", str(tmp_path / "none.md"))[0] == 3  # no such file: words


def test_options_reach_the_verifier(verifier, capsys):
    _, out, _ = run(
        capsys, "check", "c", "right", "--defs", "D", "--form", "strict", "--budget", "2", "--format", "json"
    )
    assert json.loads(out)["notes"] == ["D[('assignment', 'cs224n-a2'), ('budget', 2.0), ('form', 'strict')]"]
    _, out, _ = run(capsys, "check", "c", "right", "--defs", "D", "--format", "json")
    assert json.loads(out)["notes"] == ["D[('assignment', 'cs224n-a2'), ('form', 'value')]"]


def test_a_fault_of_ours_is_unknown_and_said(verifier, capsys):
    status, out, _ = run(capsys, "check", "c", "boom", "--lang", "en")
    assert status == 3
    assert "RuntimeError: boom" in out


LINES = [
    (b'{"id": "a", "part": "c", "latex": "right"}', "a", "proved"),
    (b"", None, "unreadable"),
    (b"not json", None, "unreadable"),
    (b"[1]", None, "unreadable"),
    (b"\xff\xfe", None, "unreadable"),
    (b'{"id": 7, "part": "c"}', 7, "unreadable"),
    (b'{"id": 8, "part": "zz", "latex": "right"}', 8, "unreadable"),
    (b'{"id": 9, "part": "c", "latex": "right", "defs": 3}', 9, "unreadable"),
    (b'{"id": "\\ud800", "part": "g.1", "latex": "wrong"}', "\ud800", "wrong"),
    (b"[" * 100_000, None, "unreadable"),
    (b'{"id": 10, "part": "c", "latex": "boom"}\r', 10, "unknown"),
    (b'{"id": 11, "part": "c", "latex": "words", "defs": null}', 11, "prose"),
    (b'{"id": 12, "part": "c", "latex": "' + b"x" * 1_100_000 + b'"}', None, "unreadable"),
]


@pytest.mark.parametrize("last", [b"\n", b""])
def test_a_line_out_for_every_line_in(verifier, tmp_path, last):
    (tmp_path / "in.jsonl").write_bytes(b"\n".join(line for line, _, _ in LINES) + last)
    assert main(["check", "--jsonl", str(tmp_path / "in.jsonl"), "-o", str(tmp_path / "out.jsonl")]) == 1
    out = [json.loads(line) for line in (tmp_path / "out.jsonl").read_bytes().split(b"\n")[:-1]]
    assert [(made["id"], made["verdict"]) for made in out] == [(name, word) for _, name, word in LINES]
    assert [made["line"] for made in out if made["verdict"] == "unreadable"] == [2, 3, 4, 5, 6, 7, 8, 10, 13]


def test_lines_are_answered_as_they_come():
    """One line in, one line out, before the next is written."""
    command = [sys.executable, "-m", "proofs.cli", "check", "--jsonl", "-"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as child:
        assert child.stdin
        assert child.stdout
        for number in (1, 2):
            child.stdin.write(b"no json\n")
            child.stdin.flush()
            assert json.loads(child.stdout.readline())["line"] == number
        child.stdin.close()
        assert child.wait() == 3


def test_several_processes_keep_the_order(tmp_path):
    (tmp_path / "in.jsonl").write_text("".join(f'{{"id": {n}, "part": "zz", "latex": "x"}}\n' for n in range(40)))
    assert main(["check", "--jsonl", str(tmp_path / "in.jsonl"), "-o", str(tmp_path / "out"), "-j", "2"]) == 3
    assert [json.loads(line)["id"] for line in (tmp_path / "out").read_text().splitlines()] == list(range(40))


# ----------------------------------------------------------------------------------------------------------------- verify


@pytest.fixture
def homework(tmp_path):
    file = tmp_path / "homework.md"
    file.write_text(HOMEWORK)
    return file


def test_verify_as_json(verifier, capsys, homework):
    status, out, err = run(capsys, "verify", homework, "--format", "json")
    assert (status, err) == (1, "")
    (document,) = json.loads(out)["documents"]
    assert list(document) == ["file", "assignment", "answers"]
    assert (document["file"], document["assignment"]) == (str(homework), "cs224n-a2")
    assert [(a["part"], a["verdict"]) for a in document["answers"]] == [("b", "proved"), ("c", "wrong")]


def test_verify_as_text(verifier, capsys, homework):
    status, out, _ = run(capsys, "verify", homework, "--lang", "en")
    assert status == 1
    assert "✗ wrong" in out
    assert "✓ proved" in out
    assert "\x1b" not in out


def test_verify_a_folder_and_what_is_missing(verifier, capsys, homework, tmp_path):
    (tmp_path / "bad.md").write_bytes(b"\xff")
    (tmp_path / "empty.txt").write_text("")
    status, out, err = run(capsys, "verify", tmp_path, "--format", "json")
    assert status == 2
    assert err == f"gradproof verify: {tmp_path}/bad.md:1:1: byte 0xff is not UTF-8\n"
    documents = json.loads(out)["documents"]
    assert [d["file"].rsplit("/", 1)[1] for d in documents] == ["bad.md", "empty.txt", "homework.md"]
    assert documents[0]["error"]
    assert [len(d["answers"]) for d in documents] == [0, 0, 2]


def test_verify_without_answers_is_undecided(verifier, capsys, tmp_path):
    (tmp_path / "a.md").write_text("")
    status, out, _ = run(capsys, "verify", tmp_path / "a.md", "--lang", "en")
    assert (status, "no answers found" in out) == (3, True)


def test_output_goes_to_a_file(verifier, capsys, homework, tmp_path):
    assert run(capsys, "verify", homework, "-o", tmp_path / "report.txt") == (1, "", "")
    assert "✗" in (tmp_path / "report.txt").read_text("utf-8")
    status, _, err = run(capsys, "verify", homework, "-o", tmp_path / "no" / "report.txt")
    assert (status, err.count("\n")) == (2, 1)


def test_a_terminal_without_the_marks(homework):
    done = subprocess.run(
        [sys.executable, "-m", "proofs.cli", "check", "c", "ŷ", "--lang", "zh"],
        capture_output=True, check=False, env={"PYTHONIOENCODING": "ascii", "PATH": "/usr/bin:/bin"},
    )  # fmt: skip
    assert done.stdout.isascii()
    assert b"Traceback" not in done.stderr


# ------------------------------------------------------------------------------------------------------- parts and doctor


def test_parts(capsys):
    status, out, _ = run(capsys, "parts", "--lang", "en")
    assert status == 0
    assert "  b.1 " in out
    status, out, _ = run(capsys, "parts", "--format", "json", "--lang", "zh")
    listed = next(each for each in json.loads(out)["assignments"] if each["assignment"] == "cs224n-a2")
    wanted = [
        "a",
        "b.1",
        "b.2",
        "b.3",
        "b.4",
        "c",
        "d",
        "e",
        "e.relu",
        "f",
        "g.1.v_c",
        "g.1.u_o",
        "g.1.u_ws",
        "g.2.U",
        "g.2.v_c",
        "g.3",
        "h",
        "i.1",
        "i.2",
        "i.3",
    ]
    assert set(wanted) <= {part["part"] for part in listed["parts"]}


def test_the_doctor_names_what_shadows_us():
    ours = {name: ["gradproof"] for name in ("derive", "gradproof", "numeric", "proofs")}
    assert shadows(ours) == []
    assert shadows(ours | {"proofs": ["gradproof", "proofs", "proofs"]}) == [
        ("shadowed", {"package": "proofs", "others": "proofs"})
    ]
    assert shadows(ours | {"derive": ["derive"]}) == [("shadowed", {"package": "derive", "others": "derive"})]


def test_the_doctors_report(capsys, monkeypatch):
    status, out, _ = run(capsys, "doctor", "--format", "json")
    assert status == bool(json.loads(out)["problems"])
    monkeypatch.setattr("importlib.metadata.packages_distributions", lambda: {"numeric": ["numeric-tools"]})
    status, out, _ = run(capsys, "doctor", "--lang", "en")
    assert status == 1
    assert "numeric-tools" in out
    assert "environment of its own" in " ".join(out.split())


def test_a_fault_of_our_own_is_a_sentence(monkeypatch, capsys):
    def broken(*_):
        raise AssertionError("a leaf")

    monkeypatch.setattr("proofs.derivations.deriving.through_quantities", broken)
    assert main(["derive", "--loss", r"x^\top x", "--wrt", "x", "--declare", "x: d"]) == 3
    said = capsys.readouterr().err
    assert "AssertionError: a leaf" in said
    assert "fault of gradproof" in said
    monkeypatch.setenv("GRADPROOF_TRACEBACK", "1")
    with pytest.raises(AssertionError):
        main(["derive", "--loss", r"x^\top x", "--wrt", "x", "--declare", "x: d"])


def test_an_option_may_stand_between_a_part_and_its_answer(capsys):
    """argparse itself takes both arguments in one run, or none."""
    assert main(["check", "b.1", "--format", "json", r"U(\hat y - y)"]) == 0
    assert json.loads(capsys.readouterr().out)["verdict"] == "proved"
    with pytest.raises(SystemExit):
        main(["check", "b.1", "--format", "json", "x", "y"])
