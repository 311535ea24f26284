"""Pages keep the way back to the author's file whatever is cut; files that are not text say where."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proofs.documents import DocumentError, find, read
from proofs.documents.loading import MOST_BYTES
from proofs.documents.mathematics import formulas
from proofs.documents.page import Page, Source

CUTS = st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)).map(lambda p: (min(p), max(p))), max_size=6)


@given(st.text(max_size=40), CUTS, st.text(max_size=10), CUTS)
def test_every_character_of_a_page_is_the_one_at_its_place(one, cuts, two, more):
    cuts = [(a, min(b, len(one))) for a, b in cuts if a <= len(one)]
    page = Page.joined([Page.of(Source("1", one)).without(cuts), Page.of(Source("2", two))])
    page = page.without([(a, min(b, len(page.text))) for a, b in more if a <= len(page.text)])
    kept = [c for i, c in enumerate(one) if not any(a <= i < b for a, b in cuts)] + list(two)
    assert len(page.text) <= len(kept)
    for i, c in enumerate(page.text):
        place = page.place(i)
        assert place.source.text[place.offset] == c
        assert place.source.text.split("\n")[place.line - 1][place.column - 1 : place.column] == (
            "" if c == "\n" else c
        )


@given(st.text(max_size=40), st.integers(0, 40), st.integers(0, 40))
def test_a_part_of_a_page_keeps_its_places(text, a, b):
    page = Page.of(Source("1", text)).without([(2, 3), (7, 9)][: len(text) // 9 * 2])
    a, b = sorted((min(a, len(page.text)), min(b, len(page.text))))
    part = page.part(a, b)
    assert part.text == page.text[a:b]
    assert [part.place(i).offset for i in range(b - a)] == [page.place(a + i).offset for i in range(b - a)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("$a$ and $$b$$", ["$a$", "$$b$$"]),
        (r"\(a\) \[b\] \begin{align} c \\[2mm] d \end{align}", [r"\(a\)", r"\[b\]", r"\begin{align} c \\[2mm] d \end{align}"]),
        (r"$a \text{if $b$ holds} c$ d", [r"$a \text{if $b$ holds} c$"]),
        (r"\$5 and \$6", []),
        ("one $ sign\n\nand $x$", ["$x$"]),
        ("$$ open\n\n## Heading\n\n$$ x $$", ["$$ x $$"]),
        ("$$\na\n\nb\n$$", ["$$\na\n\nb\n$$"]),
        (r"\begin{aligned} x \begin{aligned} y \end{aligned} \end{aligned}", [r"\begin{aligned} x \begin{aligned} y \end{aligned} \end{aligned}"]),
        (r"\begin{align} never ends", []),
    ],
)  # fmt: skip
def test_formulas(text, found):
    assert [text[a:b] for a, b in formulas(text)] == found


@given(st.text(alphabet="$\\[](){}ab\n# ", max_size=60))
def test_formulas_are_apart_and_in_order(text):
    spans = formulas(text)
    assert all(a < b for a, b in spans)
    assert all(before[1] <= after[0] for before, after in itertools.pairwise(spans))


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("a.md", b"good\nbad \xff here", "a.md:2:5: byte 0xff is not UTF-8"),
        ("a.tex", b"\xef\xbb\xbfgood\nb\xc3\xa4d \xff", "a.tex:2:5: byte 0xff is not UTF-8"),
        ("a.md", b"a\nb\0c", "a.md:2: a null byte; this is not a text file"),
        ("a.ipynb", b'{"cells": [\n  oops]}', "a.ipynb:2: not a notebook: Expecting value"),
        ("a.ipynb", b"[1, 2]", "a.ipynb:1: not a notebook: it has no cells"),
        ("a.ipynb", b"[" * 100_000, "a.ipynb:1: not a notebook: nested too deeply"),
        ("a.md", b"x" * (MOST_BYTES + 1), "bytes; a document may have at most"),
        ("a.pdf", b"%PDF", "not a kind of document that is read here"),
    ],
)
def test_what_cannot_be_read_says_where(tmp_path, name, data, message):
    (tmp_path / name).write_bytes(data)
    with pytest.raises(DocumentError) as error:
        read(tmp_path / name)
    assert message in str(error.value)
    assert "\n" not in str(error.value)


def test_missing_files_and_folders(tmp_path):
    for path, message in ((tmp_path / "no.md", "no such file"), (tmp_path, "is a folder"), ("a\0b.md", "null")):
        with pytest.raises(DocumentError, match=message):
            read(path)


@pytest.mark.parametrize("name", ["a.md", "a.tex", "a.txt"])
def test_an_empty_document_has_no_blocks(tmp_path, name):
    (tmp_path / name).write_text("")
    assert read(tmp_path / name).blocks == ()


def test_utf16_and_line_ends(tmp_path):
    (tmp_path / "a.md").write_bytes("(a) x\r\n\r\n(b) ŷ".encode("utf-16"))
    assert [(b.hint, b.text, b.line) for b in read(tmp_path / "a.md").blocks] == [("a", "x", 1), ("b", "ŷ", 3)]


def test_folders_hold_documents_sorted(tmp_path):
    for name in ("b.md", "sub/c.tex", "a.txt", "x.py", ".hidden/d.md", "sub/.e.md"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    assert [str(p.relative_to(tmp_path)) for p in find([tmp_path])] == ["a.txt", "b.md", "sub/c.tex"]
    (tmp_path / "empty").mkdir()
    with pytest.raises(DocumentError, match="no documents below"):
        list(find([tmp_path / "empty"]))


@pytest.mark.parametrize("mark", ["-", "*", "+"])
def test_the_mark_of_a_list_of_one_formula_is_no_sign_of_it(tmp_path, mark):
    from proofs.verify import verify_document

    file = tmp_path / "homework.md"
    file.write_text(f"# (b)\n\n{mark} $\\frac{{\\partial J}}{{\\partial v_c}} = U(\\hat y - y)$\n\n# (c)\n", "utf8")
    found = {each.part: each.verdict for each in verify_document(read(file))}
    assert found["b.1"] == "proved"
