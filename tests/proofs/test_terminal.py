"""The commands at a terminal: what was meant, widths and encodings, outputs that cannot be written, completion, exit statuses."""

import errno
import json
import os
import shlex
import shutil
import subprocess
import sys

import pytest

from proofs.cli import COMMANDS, command_line, main
from proofs.commands.examples import EXAMPLES
from proofs.report.layout import width

RIGHT = r"U(\hat y - y)"


def gradproof(*arguments, **settings):
    environment = {**os.environ, "LC_ALL": "C.UTF-8", **settings.pop("env", {})}
    return subprocess.run(
        [sys.executable, "-m", "proofs.cli", *arguments], capture_output=True, env=environment, check=False, **settings
    )


@pytest.mark.parametrize(
    ("arguments", "meant"),
    [
        (["verfy", "x"], "did you mean verify?"),
        (["check", "g.1.u_w", "x"], "did you mean g.1.u_ws?"),
        (["check", "G.1.V_C", "x"], "did you mean g.1.v_c?"),
        (["check", "b.1", "x", "--formt", "json"], "did you mean --format?"),
        (["verify", "x.md", "--format", "jsn"], "did you mean json?"),
        (["parts", "--assignment", "cs224n"], "did you mean cs224n-a2?"),
        (["completion", "fish"], "invalid choice: 'fish'"),
        (["check", "zz", "x"], "has no part 'zz'; see"),
    ],
)
def test_did_you_mean(arguments, meant, capsys):
    try:
        status = main(arguments)
    except SystemExit as stop:
        status = stop.code
    said = capsys.readouterr().err
    assert status == 2
    assert meant in said
    assert len(said.splitlines()) <= 2


def test_every_command_has_examples_that_its_parser_takes():
    assert set(COMMANDS) <= set(EXAMPLES)
    for command in COMMANDS:
        for line, _ in EXAMPLES[command]:
            words = shlex.split(line)
            words = words[: min((words.index(sign) for sign in "<>" if sign in words), default=len(words))]
            assert words[0] == "gradproof"
            assert command_line(words[1]).parse_args(words[1:]).command == command


def test_the_examples_stand_under_the_help(capsys):
    with pytest.raises(SystemExit):
        main(["check", "--help"])
    assert EXAMPLES["check"][0][0] in capsys.readouterr().out


@pytest.mark.parametrize(
    "command", [["check", "b.1", RIGHT], ["check", "b.1", RIGHT, "--format", "json"], ["parts"], ["doctor"]]
)
def test_a_full_disk_is_one_line(command):
    if not os.path.exists("/dev/full"):
        pytest.skip("this system has no /dev/full")
    with open("/dev/full", "w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "proofs.cli", *command], stdout=full, stderr=subprocess.PIPE, text=True, check=False
        )
    assert done.returncode == 2
    assert os.strerror(errno.ENOSPC) in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_a_reader_that_left_is_told_nothing_and_is_no_acceptance():
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        [sys.executable, "-m", "proofs.cli", "check", "b.1", RIGHT], stdout=writing, stderr=subprocess.PIPE, check=False
    )
    os.close(writing)
    assert (done.returncode, done.stderr) == (141, b"")


@pytest.mark.parametrize("command", [["check", "b.1", RIGHT], ["parts"], ["derive", "f"]])
def test_an_output_file_that_cannot_be_written(command, tmp_path, capsys):
    assert main([*command, "-o", str(tmp_path / "no" / "such" / "folder")]) == 2
    assert main([*command, "-o", str(tmp_path)]) == 2
    said = capsys.readouterr().err.splitlines()
    assert len(said) == 2
    assert "No such file or directory" in said[0]


def test_a_file_that_stood_there_outlives_a_write_that_fails(tmp_path, monkeypatch, capsys):
    file = tmp_path / "old.txt"
    file.write_text("old")

    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("proofs.files.os.replace", full)
    assert main(["check", "b.1", RIGHT, "-o", str(file)]) == 2
    assert "No space left" in capsys.readouterr().err
    assert file.read_text() == "old"
    assert os.listdir(tmp_path) == ["old.txt"]


def test_dev_stdout_stays_what_it_is():
    done = gradproof("check", "b.1", RIGHT, "-o", "/dev/stdout")
    assert b"proved" in done.stdout
    assert os.path.exists("/dev/stdout")


@pytest.mark.parametrize("encoding", ["cp1252", "cp437", "gbk", "ascii"])
def test_terminals_of_other_encodings(encoding):
    env = {"PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"}
    wrong = r"(\hat y_w - y_w) u_w"
    done = gradproof("check", "c", wrong, "--lang", "zh", env=env)
    assert (done.returncode, done.stderr) == (1, b"")
    assert "wrong" in done.stdout.decode(encoding)
    done = gradproof("check", "c", wrong, "--lang", "zh", "--format", "json", env=env)
    assert json.loads(done.stdout.decode())["verdict"] == "wrong"  # what is for programs is UTF-8 everywhere


def test_the_report_is_as_wide_as_the_terminal(monkeypatch, capsys):
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    monkeypatch.setenv("NO_COLOR", "1")
    for columns in (50, 72):
        monkeypatch.setenv("COLUMNS", str(columns))
        main(["check", "c", r"(\hat y_w - y_w) u_w + 0 v_c + 0 u_o - 0 u_w", "--lang", "en"])
        lines = capsys.readouterr().out.splitlines()
        assert max(map(width, lines)) <= columns
        assert max(map(width, lines)) > columns - 20


def test_the_signs_of_equality_stand_under_one_another(capsys):
    main(["derive", "c", "--lang", "en"])
    lines = capsys.readouterr().out.splitlines()
    first = next(n for n, line in enumerate(lines) if " = " in line)
    at = lines[first].index(" = ")
    chain = [line for line in lines[first + 1 :] if line.lstrip().startswith("= ")]
    assert len(chain) >= 5
    assert {line.index("= ") for line in chain[:5]} == {at + 1}


@pytest.mark.parametrize("shell", ["bash", "zsh"])
def test_completion(shell, tmp_path, capsys):
    pytest.importorskip("shtab", reason="shtab is not installed (pip install 'gradproof[completion]')")
    assert main(["completion", shell]) == 0
    script = capsys.readouterr().out
    for word in ("verify", "--hints", "g.1.u_ws"):
        assert word in script
    if shutil.which(shell):
        (tmp_path / "script").write_text(script)
        assert subprocess.run([shell, "-n", str(tmp_path / "script")], check=False).returncode == 0


def test_bash_completes_a_command_an_option_and_a_part(tmp_path):
    pytest.importorskip("shtab", reason="shtab is not installed (pip install 'gradproof[completion]')")
    if not shutil.which("bash"):
        pytest.skip("bash is not installed")
    script = tmp_path / "script"
    script.write_bytes(gradproof("completion", "bash").stdout)

    def completed(*words):
        ask = f'source {script}; COMP_WORDS=({" ".join(words)}); COMP_CWORD={len(words) - 1}; _shtab_gradproof; echo "${{COMPREPLY[@]}}"'
        return subprocess.run(["bash", "-c", ask], capture_output=True, text=True, check=False).stdout.split()

    assert completed("gradproof", "ver") == ["verify"]
    assert "--hints" in completed("gradproof", "verify", "--hi")
    assert completed("gradproof", "check", "g.1.u_w") == ["g.1.u_ws"]


@pytest.mark.parametrize(
    ("answer", "status"), [(RIGHT, 0), (r"U\hat y", 1), ("it points towards its neighbour", 3), ("U(", 3)]
)
def test_exit_statuses(answer, status, capsys):
    assert main(["check", "b.1", answer]) == status
