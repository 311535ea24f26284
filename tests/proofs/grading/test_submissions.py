"""Submissions: files, folders and zips; the main document among others; zips that mean harm."""

import io
import zipfile

import pytest

from proofs.grading import submissions
from proofs.grading.submissions import Submission, SubmissionError, find, main_document, unpack


def lay(folder, *names, text="x"):
    for name in names:
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return folder


def zipped(path, entries):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in entries:
            made.writestr(name, data)
    return path


def test_what_a_folder_holds(tmp_path):
    lay(
        tmp_path,
        "ann.md",
        "bob.tex",
        "bob.zip",
        "cy/main.tex",
        ".hidden.md",
        "__MACOSX/x.md",
        "out/grades.csv",
        "points.toml",
    )
    found = find(tmp_path, (tmp_path / "out", tmp_path / "points.toml"))
    assert [(each.name, each.kind) for each in found] == [
        ("ann", "file"), ("bob.tex", "file"), ("bob.zip", "zip"), ("cy", "folder"),
    ]  # fmt: skip


def test_a_file_that_another_includes_is_no_submission(tmp_path):
    lay(tmp_path, "macros.tex")
    lay(tmp_path, "ann.tex", text=r"\documentclass{article}\input{macros}")
    assert [each.name for each in find(tmp_path)] == ["ann"]


def test_the_fingerprint_changes_with_any_file(tmp_path):
    lay(tmp_path, "cy/main.tex", "cy/macros.tex")
    before = Submission("cy", tmp_path / "cy").digest()
    assert Submission("cy", tmp_path / "cy").digest() == before
    lay(tmp_path, "cy/macros.tex", text="y")
    assert Submission("cy", tmp_path / "cy").digest() != before


WHOLE = r"\documentclass{article}\input{parts/one}\include{two}\begin{document}"


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({"x.md": ""}, "x.md"),
        ({"main.tex": WHOLE, "parts/one.tex": "", "two.tex": ""}, "main.tex"),
        ({"README.md": "", "work.md": ""}, "work.md"),
        ({"README.md": ""}, "README.md"),
        ({"hw/a.tex": WHOLE, "other.txt": ""}, "other.txt"),
        ({"template.tex": "no class", "deep/answers.tex": WHOLE}, "deep/answers.tex"),
        ({"notes.md": "", "answers.md": ""}, "answers.md"),
        ({"handout.tex": WHOLE, "a.tex": WHOLE}, "a.tex"),
    ],
)
def test_the_main_document(tmp_path, files, expected):
    for name, text in files.items():
        lay(tmp_path, name, text=text)
    assert main_document(tmp_path).relative_to(tmp_path).as_posix() == expected


def test_no_main_document_or_several(tmp_path):
    with pytest.raises(SubmissionError, match="no document"):
        main_document(lay(tmp_path, "a.pdf"))
    with pytest.raises(SubmissionError, match=r"several documents could be the main one: b\.md, c\.md"):
        main_document(lay(tmp_path, "b.md", "c.md"))


def test_a_zip_gives_its_documents_and_nothing_else(tmp_path):
    path = zipped(
        tmp_path / "a.zip",
        [("hw/main.tex", "x"), ("hw/fig.png", "x"), ("__MACOSX/hw/main.tex", "x"), ("hw/my.sty", "")],
    )
    unpack(path, tmp_path / "to")
    assert sorted(p.relative_to(tmp_path / "to").as_posix() for p in (tmp_path / "to").rglob("*.*")) == [
        "hw/main.tex",
        "hw/my.sty",
    ]


@pytest.mark.parametrize("name", ["../evil.md", "/etc/evil.md", "a/../../evil.md", "..\\evil.md", "C:\\evil.md"])
def test_a_zip_cannot_leave_its_folder(tmp_path, name):
    path = zipped(tmp_path / "a.zip", [("ok.md", "x"), (name, "x")])
    with pytest.raises(SubmissionError, match="leaves its folder"):
        unpack(path, tmp_path / "to")
    assert not list(tmp_path.parent.glob("evil*"))
    assert not list(tmp_path.glob("evil*"))


def test_a_link_in_a_zip_is_refused(tmp_path):
    entry = zipfile.ZipInfo("a.md")
    entry.external_attr = 0o120777 << 16
    path = zipped(tmp_path / "a.zip", [(entry, "/etc/passwd")])
    with pytest.raises(SubmissionError, match="leaves its folder"):
        unpack(path, tmp_path / "to")


def test_a_zip_that_swells_is_stopped(tmp_path, monkeypatch):
    monkeypatch.setattr(submissions, "MOST_BYTES", 1000)
    path = zipped(tmp_path / "a.zip", [("a.md", "x" * 600), ("b.md", "x" * 600)])
    with pytest.raises(SubmissionError, match="more than 1,000 bytes"):
        unpack(path, tmp_path / "to")
    monkeypatch.setattr(submissions, "MOST_FILES", 1)
    with pytest.raises(SubmissionError, match="2 files"):
        unpack(path, tmp_path / "to")


def test_a_zip_whose_directory_lies_about_sizes(tmp_path, monkeypatch):
    monkeypatch.setattr(submissions, "MOST_BYTES", 1000)
    data = zipped(tmp_path / "a.zip", [("a.md", "x" * 5000)]).read_bytes()
    lying = data.replace((5000).to_bytes(4, "little"), (50).to_bytes(4, "little"))
    (tmp_path / "a.zip").write_bytes(lying)
    with pytest.raises(SubmissionError):
        unpack(tmp_path / "a.zip", tmp_path / "to")


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 no zip", b"text"])
def test_what_is_no_zip(tmp_path, data):
    (tmp_path / "a.zip").write_bytes(data)
    with pytest.raises(SubmissionError, match="cannot be read"):
        unpack(tmp_path / "a.zip", tmp_path / "to")


def test_a_zip_with_a_password(tmp_path):
    data = bytearray(zipped(tmp_path / "a.zip", [("a.md", "x")]).read_bytes())
    for mark in (b"PK\x03\x04", b"PK\x01\x02"):
        at = data.index(mark) + (6 if mark == b"PK\x03\x04" else 8)
        data[at] |= 1
    (tmp_path / "a.zip").write_bytes(bytes(data))
    assert zipfile.is_zipfile(io.BytesIO(bytes(data)))
    with pytest.raises(SubmissionError, match="password"):
        unpack(tmp_path / "a.zip", tmp_path / "to")
