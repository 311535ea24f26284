"""What a folder of a class holds: submissions that are files, folders or zips, each with one main document."""

import re
import stat
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path, PurePosixPath

from derive.words.pages import MAIN, NOT_MAIN
from proofs.documents.loading import SUFFIXES

NEEDED = (*SUFFIXES, ".sty", ".cls", ".def")
"""What is taken out of a zip: documents, and the files with macros that LaTeX reads."""
MOST_FILES = 2_000
MOST_BYTES = 30_000_000
"""Of what is taken out of one zip, whatever its directory says: a homework of 30 MB of text is not one that a person wrote."""
SKIPPED = ("__MACOSX", "__pycache__", "node_modules", "site-packages")
INCLUDED = re.compile(r"\\(?:input|include|subfile|import\s*\{[^{}]*\})\s*\{?\s*([^\s{}]+)")


class SubmissionError(Exception):
    """A submission that cannot be read: one sentence for its author and for the staff."""


@dataclass(frozen=True, slots=True)
class Submission:
    """One submission: the name that its results get, and where it lies."""

    name: str
    path: Path

    @property
    def kind(self) -> str:
        """ "folder", "zip" or "file"."""
        return "folder" if self.path.is_dir() else "zip" if self.path.suffix.lower() == ".zip" else "file"

    def digest(self) -> str:
        """A fingerprint of what was handed in: it changes whenever a file of it does."""
        made = sha256()
        for file in sorted(_files(self.path)) if self.path.is_dir() else [self.path]:
            made.update(str(file.relative_to(self.path.parent)).encode() + b"\0")
            try:
                made.update(file.read_bytes())
            except OSError as error:
                made.update(str(error).encode())
        return made.hexdigest()


def find(folder: Path, besides: Sequence[Path] = ()) -> list[Submission]:
    """The submissions of a class in the order of their names; `besides` are files and folders that are none (the output, points).

    A file is named by its stem; where two would have the same name, by its whole name.
    """
    besides = [each.resolve() for each in besides]
    paths = [
        path
        for path in sorted(folder.iterdir())
        if not path.name.startswith((".", "~$")) and path.name not in SKIPPED and path.resolve() not in besides
    ]
    together = _included_by([path for path in paths if path.is_file()])
    paths = [path for path in paths if path not in together]
    names = [path.stem if path.is_file() else path.name for path in paths]
    return [
        Submission(name if names.count(name) == 1 else path.name, path) for name, path in zip(names, paths, strict=True)
    ]


def main_document(folder: Path) -> Path:
    """The document of a folder that holds the answers. Raises SubmissionError when there is none, or no telling."""
    files = [file for file in _files(folder) if file.suffix.lower() in SUFFIXES]
    if not files:
        raise SubmissionError(f"no document ({', '.join(SUFFIXES)}) among its files")
    files = [file for file in files if file not in _included_by(files)] or files
    files = [file for file in files if not NOT_MAIN.match(file.stem)] or files
    ranks = {file: _rank(file, folder) for file in files}
    best = min(ranks.values())
    first = [file for file in files if ranks[file] == best]
    if len(first) > 1:
        names = ", ".join(file.relative_to(folder).as_posix() for file in first[:5])
        raise SubmissionError(f"several documents could be the main one: {names}")
    return first[0]


def _rank(file: Path, folder: Path) -> tuple[int, int, int]:
    """Lower is likelier: a whole LaTeX document or a notebook, then nearer to the top, then by its name."""
    text = _text(file) if file.suffix.lower() == ".tex" else ""
    whole = 1 if file.suffix.lower() == ".tex" and "\\documentclass" not in text else 0
    depth = len(file.relative_to(folder).parts)
    return (whole, depth, 0 if MAIN.match(file.stem) or file.stem == folder.name else 1)


def _included_by(files: Sequence[Path]) -> set[Path]:
    """The LaTeX files that another one includes."""
    made: set[Path] = set()
    for file in files:
        if file.suffix.lower() != ".tex":
            continue
        for found in INCLUDED.finditer(_text(file)):
            for name in (found[1], f"{found[1]}.tex"):
                made |= {each for each in files if each != file and each == file.parent / name}
    return made


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""


def _files(folder: Path) -> Iterator[Path]:
    """The files below a folder, hidden ones and links aside."""
    for path in sorted(folder.iterdir()):
        if path.name.startswith(".") or path.name in SKIPPED or path.is_symlink():
            continue
        if path.is_dir():
            yield from _files(path)
        elif path.is_file():
            yield path


def unpack(archive: Path, folder: Path) -> None:
    """Take the documents of a zip out into a folder. Raises SubmissionError; nothing is ever written outside the folder."""
    try:
        with zipfile.ZipFile(archive) as opened:
            left = MOST_BYTES
            entries = opened.infolist()
            if len(entries) > MOST_FILES:
                raise SubmissionError(f"the zip holds {len(entries):,} files; at most {MOST_FILES:,} are read")
            for entry in entries:
                name = PurePosixPath(entry.filename.replace("\\", "/"))
                unsafe = (
                    name.is_absolute()
                    or ".." in name.parts
                    or ":" in entry.filename
                    or stat.S_ISLNK(entry.external_attr >> 16)
                )
                if unsafe:
                    raise SubmissionError(f"the zip holds a name that leaves its folder: {entry.filename!r}")
                if entry.is_dir() or name.suffix.lower() not in NEEDED or {*name.parts} & {*SKIPPED}:
                    continue
                if entry.flag_bits & 1:
                    raise SubmissionError("the zip asks for a password")
                left -= _take(opened, entry, folder.joinpath(*name.parts), left)
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, ValueError) as error:
        raise SubmissionError(f"the zip cannot be read ({error or type(error).__name__})") from None


def _take(opened: zipfile.ZipFile, entry: zipfile.ZipInfo, target: Path, most: int) -> int:
    """One file out of a zip: read to its end or to the limit, whatever size the zip claims."""
    with opened.open(entry) as source:
        data = source.read(most + 1)
    if len(data) > most:
        raise SubmissionError(f"the zip holds more than {MOST_BYTES:,} bytes")
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(data)
    return len(data)
