"""Bytes from the disk to text, and folders to the documents below them: everything that can go wrong said in one line."""

import os
from pathlib import Path

from proofs.documents.document import DocumentError

SUFFIXES = (".md", ".markdown", ".tex", ".ipynb", ".txt")
MOST_BYTES = 5_000_000
"""A homework of five million bytes is not one that a person wrote."""
SKIPPED_FOLDERS = ("__pycache__", "node_modules", "site-packages")


def load(path: Path) -> str:
    """The text of a file; a DocumentError, with the place, for anything that is not text."""
    try:
        if path.is_dir():
            raise DocumentError(f"{path}: is a folder, not a document")
        if not path.is_file() and path.exists():
            raise DocumentError(f"{path}: is not a regular file")
        size = path.stat().st_size
        if size > MOST_BYTES:
            raise DocumentError(f"{path}: {size:,} bytes; a document may have at most {MOST_BYTES:,}")
        data = path.read_bytes()
    except FileNotFoundError:
        raise DocumentError(f"{path}: no such file") from None
    except (OSError, ValueError) as error:  # ValueError: a null character in the name
        raise DocumentError(f"{path}: {getattr(error, 'strerror', None) or error}") from None
    return decode(data, str(path))


def decode(data: bytes, name: str) -> str:
    """Bytes as text: UTF-8, or UTF-16 when it says so by its byte-order mark.

    >>> decode(b"a\\nb \\xff", "x.md")
    Traceback (most recent call last):
        ...
    proofs.documents.document.DocumentError: x.md:2:3: byte 0xff is not UTF-8
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            return _lines(data.decode("utf-16"))
        except UnicodeDecodeError:
            raise DocumentError(f"{name}: begins like UTF-16 and is not") from None
    if b"\0" in data:
        before = data[: data.index(b"\0")]
        raise DocumentError(f"{name}:{before.count(10) + 1}: a null byte; this is not a text file")
    try:
        return _lines(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raw = data.removeprefix(b"\xef\xbb\xbf")  # error.start counts without the mark
        before = raw[: error.start]
        line = before.count(b"\n") + 1
        column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8", "replace")) + 1
        raise DocumentError(f"{name}:{line}:{column}: byte 0x{raw[error.start]:02x} is not UTF-8") from None


def _lines(text: str) -> str:
    """One kind of line end."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def documents_below(folder: Path) -> list[Path]:
    """Every document below a folder, sorted; hidden folders and those of tools are left out."""
    found = []
    for here, folders, files in os.walk(folder):
        folders[:] = sorted(f for f in folders if not f.startswith(".") and f not in SKIPPED_FOLDERS)
        found += [Path(here, f) for f in files if f.lower().endswith(SUFFIXES) and not f.startswith(".")]
    return sorted(found)
