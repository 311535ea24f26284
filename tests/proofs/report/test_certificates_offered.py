"""What is proved offers its certificate, in the terminal, on a page and in a notebook; nothing else does."""

import shlex
from html import unescape

import pytest

from proofs.cli import main
from proofs.report.html import verdict_html
from proofs.report.text import Style, render
from proofs.verdict import WEIGHT, Note, Verdict


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


@pytest.mark.parametrize(
    ("part", "answer"), [("b.1", r"U(\hat y - y)"), ("g.1.u_o", r"-(1 - \sigma(u_o^\top v_c)) v_c")]
)
def test_the_command_that_is_told_does_what_it_says(part, answer, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert main(["check", part, answer, "--lang", "en"]) == 0
    said = capsys.readouterr().out.split("Coq checks: ")[1].split()
    command = [answer if each == "ANSWER" else each for each in shlex.split(" ".join(said)) if each != "--check"]
    assert main(command[1:]) == 0
    assert "Theorem answer" in next(tmp_path.glob(command[command.index("-o") + 1])).read_text(encoding="utf8")
