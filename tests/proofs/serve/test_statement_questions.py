"""The page asks about assignments of statements as it does about the first one."""

import base64
import json

import pytest

pytest.importorskip("starlette", reason="starlette is not installed: pip install 'gradproof[serve]'")

from proofs.serve.answers import answer
from proofs.serve.questions import understood


def ask(kind, **fields):
    return answer(understood(kind, {"assignment": "rnn", **fields}) | {"lost": []}, lambda _: None)


@pytest.mark.parametrize(
    ("latex", "verdicts"), [(r"(\hat{y} - y) h^\top", ("proved", "equal-up-to")), (r"\hat{y} h^\top", ("wrong",))]
)
def test_an_answer_is_judged(latex, verdicts):
    assert ask("check", part="U", latex=latex)["record"]["verdict"] in verdicts


def test_a_part_is_shown_and_derived():
    assert "<math" in ask("statement", part="U")["html"]
    assert "Chain rule" in ask("derive", part="U")["html"][0]


@pytest.mark.parametrize("kind", ["statement", "derive"])
def test_a_part_that_there_is_not_is_told(kind):
    assert "rnn has no part 'Z'" in ask(kind, part="Z")["error"]


def test_a_document_is_verified():
    text = "## U\n\n$(\\hat{y} - y) h^\\top$\n\n## W\n\n$h h^\\top$\n"
    told = ask("verify", name="mine.md", base64=base64.b64encode(text.encode()).decode())
    words = {each["record"]["part"]: each["record"]["verdict"] for each in told["answers"]}
    assert words["U"] in ("proved", "equal-up-to")
    assert words["W"] == "wrong"
    assert words["b"] == "missing"


def test_the_page_offers_what_it_was_told_to_offer(serving, tmp_path):
    file = tmp_path / "mine.toml"
    file.write_text('id = "mine"\ntitle = "Mine"\n[[parts]]\nid = "a"\nloss = "t^2"\nwrt = "t"\n', encoding="utf8")
    server = serving("--jobs", "1", "--assignment", str(file))
    offered = json.loads(server.request("GET", "/parts")[1])["assignments"]
    assert [each["assignment"] for each in offered] == [str(file)]
    assert server.ask("check", {"assignment": str(tmp_path / "other.toml"), "part": "a", "latex": "2t"})[0] == 404
    status, told = server.ask("check", {"assignment": str(file), "part": "a", "latex": "2t"})
    assert (status, told["record"]["verdict"]) == (200, "proved")
