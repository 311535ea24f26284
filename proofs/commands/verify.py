"""`gradproof verify`: read homework documents, find the answers, give each a verdict."""

import argparse
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from proofs.commands.common import UsageError, add_common, can_be_read, complain, settings, style, write
from proofs.commands.progress import ProgressLine
from proofs.report.formats import MODULES

if TYPE_CHECKING:
    from proofs.documents import Document
    from proofs.verdict import Verdict


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument(
        "paths", nargs="+", metavar="FILE|DIR", help="documents (.md .tex .ipynb .txt), or folders of them"
    )
    add_common(parser, ("text", *MODULES))


@dataclass(frozen=True)
class Judged:
    """What came of one document: its verdicts, or why it could not be read."""

    file: str
    document: "Document | None" = None
    verdicts: "tuple[Verdict, ...]" = ()
    error: str = ""


def run(options: argparse.Namespace) -> int:
    """Verify, report, and return the exit status."""
    from proofs.documents import DocumentError, find
    from proofs.report.formats import render

    try:
        can_be_read(options.assignment)
        files = [str(file) for file in find(options.paths)]
        outcomes = _outcomes(files, settings(options), options.jobs)
        if options.format == "text":
            made = as_text(outcomes, options)
        else:
            made = render(options.format, documents_of(outcomes, options), options.lang)
        write(made, options.output, for_people=options.format == "text")
    except (UsageError, DocumentError) as error:
        return complain("verify", str(error))
    for outcome in outcomes:
        if outcome.error:
            complain("verify", outcome.error)
    return status(outcomes)


def status(outcomes: Sequence[Judged]) -> int:
    """The exit status: a document without answers is neither accepted nor refused."""
    from proofs.verdict import exit_status

    if any(outcome.error for outcome in outcomes):
        return 2
    words = [verdict.verdict for outcome in outcomes for verdict in outcome.verdicts]
    return max(exit_status(words), 0 if all(outcome.verdicts for outcome in outcomes) else 3, key=(0, 3, 1).index)


def verify(file: str, told: dict[str, Any]) -> Judged:
    """One document."""
    from derive.tasks import labels
    from proofs.documents import DocumentError, read
    from proofs.verdict import Note, Verdict
    from proofs.verify import verify_document

    try:
        document = read(file, labels(told["assignment"]))
    except DocumentError as error:
        return Judged(file, error=str(error))
    try:
        return Judged(file, document, verify_document(document, **told))
    except Exception as error:  # noqa: BLE001 (a fault of ours must not cost the other answers)
        detail = f"{type(error).__name__}: {error}"
        return Judged(file, document, (Verdict("", "unknown", Note("internal-error", {"detail": detail})),))


def _outcomes(files: list[str], told: dict[str, Any], jobs: int) -> list[Judged]:
    """What came of each file, in their order; told on a terminal while it goes on."""
    line = ProgressLine(only_on_terminal=True)
    made: dict[str, Judged] = {}
    for file, outcome in _one_by_one(files, told, jobs):
        made[file] = outcome
        if len(files) > 1:
            line(f"{len(made)} of {len(files)} documents", last=len(made) == len(files))
    line.end()
    return [made[file] for file in files]


def _one_by_one(files: list[str], told: dict[str, Any], jobs: int) -> "Iterator[tuple[str, Judged]]":
    if jobs == 1 or len(files) == 1:
        yield from ((file, verify(file, told)) for file in files)
        return
    from proofs.commands.pool import preload, spread

    groups = sorted(_alike(files, jobs), key=lambda group: -sum(map(_length, group)))
    yield from spread(partial(verify, told=told), groups, jobs, _lost, partial(preload, told["assignment"]))


GROUPS = 3
"""So many groups of documents a process at least, so that none is left with the longest alone."""


def _alike(files: list[str], jobs: int) -> list[list[str]]:
    """The files in groups of which each shares most of its lines with one before it; several groups for each process."""
    most = -(-len(files) // (GROUPS * jobs))
    groups: list[list[str]] = []
    known: dict[bytes, int] = {}
    contents = {file: _lines(file) for file in files}
    first = {lines: at for at, lines in reversed(list(enumerate(contents.values())))}
    for file in sorted(files, key=lambda file: first[contents[file]]):  # copies follow each other
        lines = contents[file]
        shared = Counter(known[line] for line in lines if line in known)
        near = [group for group, count in shared.most_common() if 2 * count > len(lines) and len(groups[group]) < most]
        if not near:
            near = [len(groups)]
            groups.append([])
        groups[near[0]].append(file)
        known.update((line, near[0]) for line in lines if line not in known or len(groups[known[line]]) >= most)
    return groups


def _lines(file: str) -> frozenset[bytes]:
    """The lines of a file; its name where it cannot be read, which is told when its turn comes."""
    try:
        return frozenset(Path(file).read_bytes().split(b"\n"))
    except OSError:
        return frozenset({file.encode("utf-8", "surrogateescape")})


def _length(file: str) -> int:
    try:
        return Path(file).stat().st_size
    except OSError:
        return 0


def _lost(file: str) -> Judged:
    return Judged(file, error=f"{file}: the process that read it died")


def documents_of(outcomes: Sequence[Judged], options: argparse.Namespace) -> list[dict[str, Any]]:
    """The documents as CONTRACT has them."""
    from proofs.report.json import document_record

    made = []
    for each in outcomes:
        more: dict[str, Any] = {"error": each.error} if each.error else {}
        if each.document and each.document.remarks:
            more["remarks"] = [str(remark) for remark in each.document.remarks]
        if each.document and each.document.preamble:
            more["macros"] = each.document.preamble
        made.append(document_record(each.file, options.assignment, each.verdicts, options.lang, options.hints, **more))
    return made


def as_text(outcomes: Sequence[Judged], options: argparse.Namespace) -> str:
    """One report after another."""
    from proofs.report.text import render

    look = style(options)
    read = [each for each in outcomes if not each.error]
    return "\n".join(
        render(
            each.verdicts,
            lines_of(each.document),
            look,
            each.file,
            [str(r) for r in each.document.remarks] if each.document else [],
        )
        for each in read
    )


def lines_of(document: "Document | None") -> "Callable[[Mapping[str, Any], int], str]":
    """The author's lines, by the file and cell of a record."""

    def line_of(made: "Mapping[str, Any]", number: int) -> str:
        for source in document.sources if document else ():
            if source.cell == made.get("cell") and made.get("file", "") in ("", source.name):
                return source.line(number) if 0 < number <= len(source.line_starts) else ""
        return ""

    return line_of
