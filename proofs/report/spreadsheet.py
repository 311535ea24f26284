"""Verdicts as CSV: a row an answer."""

import csv
import io
from collections.abc import Iterator, Sequence

from proofs.report.fields import broken_link, kind, leaves, notes, place
from proofs.report.json import Record
from proofs.report.layout import harmless

COLUMNS = ("file", "part", "verdict", "kind", "line", "column", "cell", "false_link", "mistake", "message", "notes")


def render(documents: Sequence[Record], lang: str = "en") -> str:
    """The table, in UTF-8 when it is written; a document that could not be read is a row without a part."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for document in documents:
        writer.writerows([cell(value) for value in row] for row in _rows(document, lang))
    return out.getvalue()


def _rows(document: Record, lang: str) -> Iterator[tuple[object, ...]]:
    file = document["file"]
    if document.get("error"):
        yield file, "", "", "error", "", "", "", "", "", document["error"], ""
    for made in leaves(document["answers"]):
        line, column = place(made)
        yield (
            made.get("file") or file, made["part"], made["verdict"], kind(made["verdict"]), line or "", column or "",
            made.get("cell", ""), (broken_link(made) or {}).get("text", ""), made["mistake"] or "", made["message"],
            " ".join(notes(made, lang)),
        )  # fmt: skip


def cell(value: object) -> object:
    """A value for a cell: text that a spreadsheet would take for a formula gets an apostrophe before it.

    >>> cell("=HYPERLINK(1)"), cell(-1.5), cell("b.1")
    ("'=HYPERLINK(1)", -1.5, 'b.1')
    """
    if not isinstance(value, str):
        return value
    text = harmless(value).strip()
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t") else text
