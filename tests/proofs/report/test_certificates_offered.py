"""What is proved offers its certificate, in the terminal, on a page and in a notebook; nothing else does."""

import shlex
from html import unescape
from pathlib import Path

import pytest

from proofs.cli import main
from proofs.report.html import verdict_html
from proofs.report.text import Style, render
from proofs.verdict import WEIGHT, Note, Verdict
from proofs.verify import check


def verdict(word, part="b.1"):
    """A verdict with one word."""
    return Verdict(part, word, Note("holds-every-size"), text=r"U(\hat y - y)")


def in_a_terminal(found):
    """The report as text."""
    return render([found], lambda record, line: "", Style("en"))


def on_a_page(found):
    """The report as HTML."""
    return unescape(verdict_html(found, "en"))


def in_a_notebook(found):
    """What a cell shows."""
    return unescape(found._repr_html_())


SHOWN = (in_a_terminal, on_a_page, in_a_notebook)


@pytest.mark.parametrize("shown", SHOWN)
def test_the_command_is_told_of_what_is_proved(shown, monkeypatch):
    monkeypatch.setenv("LANG", "en_US.UTF-8")
    assert "gradproof certify b.1 ANSWER -o b1.v --check" in shown(verdict("proved"))


@pytest.mark.parametrize("word", [word for word in WEIGHT if word != "proved"])
@pytest.mark.parametrize("shown", SHOWN)
def test_of_nothing_else(word, shown):
    assert "certify" not in shown(verdict(word))


def test_it_is_told_once_for_a_document():
    text = render([verdict("proved"), verdict("proved", "c"), verdict("wrong", "d")], lambda record, line: "", Style())
    assert text.count("certify") == 1


OFFERED = [
    ("cs224n-a2", "b.1", r"U(\hat y - y)"),
    ("cs224n-a2", "g.1.u_o", r"-(1 - \sigma(u_o^\top v_c)) v_c"),
    ("cs229", "ridge", r"\sum_{i=1}^{N} (w^\top x_i - t_i) x_i + \lambda w"),
    ("a course.toml", "square", r"2 w"),
]
OWN = """id = "own"
title = "A course of one's own"
declare = ["w: d"]

[[parts]]
id = "square"
loss = 'w^\\top w'
wrt = "w"
"""


@pytest.mark.parametrize(("assignment", "part", "answer"), OFFERED, ids=[row[1] for row in OFFERED])
def test_the_command_that_is_told_does_what_it_says(assignment, part, answer, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    Path("a course.toml").write_text(OWN, encoding="utf8")
    assert main(["check", part, answer, "--assignment", assignment, "--lang", "en"]) == 0
    said = " ".join(capsys.readouterr().out.split("Coq checks: ")[1].split())
    command = [answer if each == "ANSWER" else each for each in shlex.split(said) if each != "--check"]
    assert main(command[1:]) == 0
    assert "Theorem answer" in next(tmp_path.glob(command[command.index("-o") + 1])).read_text(encoding="utf8")


@pytest.mark.parametrize("shown", [on_a_page, in_a_notebook])
def test_a_page_and_a_notebook_name_the_assignment_too(shown):
    found = check("ridge", OFFERED[2][2], assignment="cs229")
    assert "gradproof certify ridge ANSWER --assignment cs229 -o ridge.v --check" in shown(found)


def test_a_document_names_it_once_for_all(tmp_path, capsys):
    (tmp_path / "a.md").write_text(f"(ridge) ${OFFERED[2][2]}$\n", encoding="utf8")
    main(["verify", str(tmp_path / "a.md"), "--assignment", "cs229", "--lang", "en"])
    assert "--assignment cs229" in " ".join(capsys.readouterr().out.split())
