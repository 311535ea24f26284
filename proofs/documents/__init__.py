"""Finding answers in documents: `read` one, `read_all` of a list of files and folders."""

from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from proofs.documents.document import Block, Document, DocumentError, DocumentRemark
from proofs.documents.loading import SUFFIXES, documents_below
from proofs.documents.markdown import read_markdown, read_notebook
from proofs.documents.page import Page, Place, Source
from proofs.documents.tex import read_tex

READERS = {
    ".md": read_markdown,
    ".markdown": read_markdown,
    ".txt": read_markdown,
    ".tex": read_tex,
    ".ipynb": read_notebook,
}


def read(path: str | Path, names: Collection[str] = ()) -> Document:
    """Read one document; a DocumentError says in one line, with the place, why it cannot be read.

    `names`: what an assignment calls its parts. Where the document has one of them as a label, it is the name of what follows.
    """
    file = Path(path)
    reader = READERS.get(file.suffix.lower())
    if reader is None and file.is_file():
        raise DocumentError(f"{file}: not a kind of document that is read here ({', '.join(SUFFIXES)})")
    return (reader or read_markdown)(file, names)


def find(paths: Iterable[str | Path]) -> Iterator[Path]:
    """The files meant by these paths: a folder means every document below it, sorted."""
    for path in map(Path, paths):
        if path.is_dir():
            below = documents_below(path)
            if not below:
                raise DocumentError(f"{path}: no documents below this folder ({', '.join(SUFFIXES)})")
            yield from below
        else:
            yield path


__all__ = ["Block", "Document", "DocumentError", "DocumentRemark", "Page", "Place", "Source", "find", "read"]
