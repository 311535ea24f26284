"""The server from outside: what it answers, and what it does not let in."""

import base64
import re
from pathlib import Path

import pytest

from proofs.report.json import record
from proofs.serve.limits import ANSWER_BYTES, ANSWER_CHARACTERS
from proofs.verify import check

PAGE = Path("proofs/serve/page")
ANSWER = {"part": "b.1", "latex": r"U(\hat y - y)"}


def timeless(made):
    return {key: value for key, value in made.items() if key != "seconds"}


def document(name, text, **more):
    return {"name": name, "base64": base64.b64encode(text.encode()).decode(), **more}


# ---------------------------------------------------------------------------------------------------------------- what it says


@pytest.mark.parametrize(
    "latex", [r"U(\hat y - y)", r"U\hat y", r"\frac{\partial J}{\partial v_c} = U(\hat y", r"\input{/etc/passwd}", ""]
)
@pytest.mark.parametrize(("lang", "hints"), [("en", 3), ("zh", 1)])
def test_an_answer_gets_the_verdict_that_check_gives(server, latex, lang, hints):
    status, told = server.ask("check", {"part": "b.1", "latex": latex, "lang": lang, "hints": hints})
    assert status == 200
    assert timeless(told["record"]) == timeless(record(check("b.1", latex), lang, hints))


def test_a_derivation_comes_as_a_section_for_each_part(server):
    status, told = server.ask("derive", {"part": "g.1"})
    assert status == 200
    assert [re.search(r'id="([^"]+)"', each)[1] for each in told["html"]] == ["g.1.v_c", "g.1.u_o", "g.1.u_ws"]


@pytest.mark.parametrize(("part", "asked", "formula"), [("c", "w ≠ o", True), ("b.3", "what each term", False)])
def test_a_part_is_stated_with_its_loss_where_it_has_one(server, part, asked, formula):
    html = server.ask("statement", {"part": part})[1]["html"]
    assert asked in html
    assert ("<math" in html) == formula


LOSS = {"loss": r"-\log \sigma(w^\top x)", "wrt": "w"}


def test_a_loss_of_ones_own_is_stated_and_derived(server):
    assert "<math" in server.ask("statement-loss", LOSS)[1]["html"]
    assert "σ" in server.ask("derive-loss", LOSS)[1]["html"][0]


@pytest.mark.parametrize(
    ("latex", "word"),
    [(r"(\sigma(w^\top x) - 1)x", "proved"), (r"\sigma(w^\top x)x", "wrong"), (r"x^\top x", "wrong-shape")],
)
def test_an_answer_for_a_loss_of_ones_own_gets_a_verdict(server, latex, word):
    status, told = server.ask("check-loss", LOSS | {"latex": latex, "declare": ["w: d"]})
    assert (status, told["record"]["verdict"]) == (200, word)
    assert "<article" in told["html"]


@pytest.mark.parametrize("kind", ["statement-loss", "check-loss", "derive-loss"])
@pytest.mark.parametrize(
    ("fault", "field", "place"),
    [
        ({"loss": r"\frac{1"}, "loss", "{1"),
        ({"declare": ["w d"]}, "declare", None),
        ({"where": ["z + 1"]}, "where", None),
    ],
)
def test_a_statement_that_cannot_be_read_is_told_with_its_field_and_place(server, kind, fault, field, place):
    answer = {"latex": "x"} if kind == "check-loss" else {}
    status, told = server.ask(kind, LOSS | answer | fault)
    assert (status, told["field"]) == (422, field)
    assert told["source"] == (fault[field] if isinstance(fault[field], str) else fault[field][0])
    assert place is None or told["source"][slice(*told["span"])] == place


def test_a_document_gets_a_row_for_every_answer(server):
    text = "(b) Compute it.\n\nMy answer: $U(\\hat y - y)$\n\n(c) Find it.\n\nMy answer: $v_c\\hat y_w$\n"
    status, told = server.ask("verify", document("mine.md", text))
    assert status == 200
    assert told["file"] == "mine.md"
    found = [(each["record"]["part"], each["record"]["verdict"]) for each in told["answers"]]
    assert [each for each in found if each[1] != "missing"] == [("b.1", "proved"), ("c", "wrong")]


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_parts_are_those_of_the_assignments(server, lang):
    reply, body = server.request("GET", f"/parts?lang={lang}")
    assert reply.status == 200
    assert ("求" in body.decode()) == (lang == "zh")


def test_half_of_a_character_is_no_fault_of_the_server(server):
    assert server.ask("check", {"part": "b.1", "latex": "\ud800"})[0] == 200


# ---------------------------------------------------------------------------------------- what a document and an answer cannot do


def test_a_document_cannot_make_the_server_read_a_file(server, tmp_path):
    secret = tmp_path / "secret.tex"
    secret.write_text("(b) My answer: $U\\hat y + 271828$")
    told = {}
    for name in (secret, tmp_path / "absent.tex"):
        text = f"\\documentclass{{article}}\\begin{{document}}\n\\input{{{name}}}\n\\end{{document}}\n"
        _, told[name.name] = server.ask("verify", document("mine.tex", text))
        assert told[name.name]["remarks"]
    assert "271828" not in str(told)
    assert str(told["secret.tex"]).replace("secret", "absent") == str(told["absent.tex"])  # nor say whether it is there


@pytest.mark.parametrize("name", ["../../etc/passwd.md", "/etc/passwd.md", "..\\x.md"])
def test_the_name_of_a_document_is_only_a_name(server, name):
    _, told = server.ask("verify", document(name, "(b) My answer: $U(\\hat y - y)$"))
    assert told["file"] == re.split(r"[/\\]", name)[-1]


def test_a_kind_of_document_that_is_not_read_is_told(server):
    status, told = server.ask("verify", document("mine.pdf", "%PDF"))
    assert (status, told["error"][:9]) == (422, "mine.pdf:")


def test_a_document_that_is_no_text_is_told_by_the_name_it_came_with(server):
    status, told = server.ask("verify", {"name": "mine.md", "base64": base64.b64encode(b"a\0b").decode()})
    assert (status, told["error"][:10]) == (422, "mine.md:1:")


# ---------------------------------------------------------------------------------------------------------- what is not let in

REFUSED = [
    # headers or body that differ from a right question, status, a word of the reason
    ({"host": "evil.example"}, None, 421, "loopback"),
    ({"host": "evil.example:{port}"}, None, 421, "loopback"),
    ({"host": "127.0.0.1:1"}, None, 421, "loopback"),
    ({"host": "127.0.0.1.evil.example:{port}"}, None, 421, "loopback"),
    ({"origin": "http://evil.example"}, None, 403, "this page only"),
    ({"origin": "http://127.0.0.1:1"}, None, 403, "this page only"),
    ({"origin": "null"}, None, 403, "this page only"),
    ({"content_type": "text/plain"}, None, 415, "JSON"),
    ({"content_type": "application/x-www-form-urlencoded"}, None, 415, "JSON"),
    ({}, b"{", 400, "JSON"),
    ({}, b"[" * 100_000, 400, "JSON"),
    ({}, b"\xff", 400, "JSON"),
    ({}, b"[]", 400, "object"),
    ({}, b'{"part": "b.1"}', 400, "latex: is missing"),
    ({}, b'{"part": "b.1", "latex": 1}', 400, "latex: a text"),
    ({}, b'{"part": "b.1", "latex": "x", "hints": 9}', 400, "hints: one of 0, 1, 2, 3"),
    ({}, b'{"part": "b.1", "latex": "x", "hints": true}', 400, "hints: one of"),
    ({}, b'{"part": "b.1", "latex": "x", "lang": "fr"}', 400, "lang: one of en, zh"),
    ({}, b'{"part": "b.1", "latex": "x", "budget": 1e9}', 400, "'budget' is no field"),
    ({}, b'{"part": "z", "latex": "x"}', 422, "no part 'z'"),
    ({}, b'{"part": "b.1", "latex": "x", "assignment": "nope"}', 404, "no assignment 'nope'"),
    ({}, b'{"part": "b.1", "latex": "x", "assignment": "pyproject.toml"}', 404, "no assignment"),
    ({}, b'{"part": "b.1", "latex": "%s"}' % (b"x" * (ANSWER_CHARACTERS + 1)), 400, "at most 20,000"),
    ({}, b'{"part": "b.1", "latex": "%s"}' % (b"x" * ANSWER_BYTES), 413, "at most"),
]  # fmt: skip


@pytest.mark.parametrize(("headers", "body", "status", "reason"), REFUSED)
def test_what_is_not_for_this_page_is_refused(server, headers, body, status, reason):
    filled = {name: value.format(port=server.port) for name, value in headers.items()}
    found, told = server.ask("check", ANSWER if body is None else body, **filled)
    assert found == status
    assert reason in told["error"]


def test_a_question_without_an_origin_is_refused(server):
    reply, _ = server.request("POST", "/ask/check", b"{}", content_type="application/json")
    assert reply.status == 403


def test_a_question_that_there_is_not_is_refused(server):
    assert server.ask("eval", {"latex": "1"})[0] == 404
    assert server.request("GET", "/ask/check")[0].status == 405


@pytest.mark.parametrize(
    "path", ["/page/../application.py", "/page/%2e%2e/application.py", "/page//etc/passwd", "/page/"]
)
def test_only_the_files_of_the_page_are_served(server, path):
    assert server.request("GET", path)[0].status == 404


# ------------------------------------------------------------------------------------------------------------------ the policy


@pytest.mark.parametrize("path", ["/", "/page/main.js", "/parts", "/nothing", "/page/nothing"])
def test_every_reply_carries_the_policy(server, path):
    reply, _ = server.request("GET", path)
    policy = reply.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy
    assert "access-control-allow-origin" not in reply.headers


def test_the_page_has_nothing_that_the_policy_forbids_and_fetches_from_nowhere_else():
    page = (PAGE / "index.html").read_text(encoding="utf-8")
    assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\bstyle=|\son\w+=", page)
    sources = re.findall(r"\b(?:src|href)=\"([^\"]+)\"", page)
    assert sources
    assert all(source.startswith(("/page/", "#")) for source in sources)
    for file in PAGE.iterdir():
        text = file.read_text(encoding="utf-8").replace("http://www.w3.org/2000/svg", "")
        assert "://" not in text, file
        assert not re.search(r"@import|\burl\(|\beval\(|new Function", text), file


def test_every_sentence_of_the_page_stands_in_both_languages():
    words = (PAGE / "words.js").read_text(encoding="utf-8")
    known = set(re.findall(r'^  "?([a-z0-9-]+)"?: \[', words, re.MULTILINE))
    used = {
        key
        for file in PAGE.glob("*.js")
        for key in re.findall(r'\bsay\("([a-z0-9-]+)"', file.read_text(encoding="utf-8"))
    }
    used |= set(re.findall(r'data-(?:say|label)="([a-z0-9-]+)"', (PAGE / "index.html").read_text(encoding="utf-8")))
    assert len(used) > 40
    assert used <= known


def luminance(colour):
    """The relative luminance of a colour, as WCAG 2 defines it."""
    parts = (int(colour[k : k + 2], 16) / 255 for k in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(
    ("text", "ground"),
    [
        ("ink", "paper"),
        ("ink", "sheet"),
        ("faint", "paper"),
        ("faint", "sheet"),
        ("faint", "sunk"),
        ("accent", "sheet"),
        ("on-accent", "accent"),
        ("refused", "sheet"),
        ("refused", "sunk"),
        ("accepted", "accepted-wash"),
        ("refused", "refused-wash"),
        ("other", "other-wash"),
    ],
)
def test_text_is_dark_enough_on_its_ground(theme, text, ground):
    look = (PAGE / "look.css").read_text(encoding="utf-8")
    colours = {name: pair for name, *pair in re.findall(r"--([\w-]+): light-dark\((#\w{6}), (#\w{6})\)", look)}
    lighter, darker = sorted((luminance(colours[name][theme]) for name in (text, ground)), reverse=True)
    assert (lighter + 0.05) / (darker + 0.05) >= 4.5  # WCAG 2, level AA
