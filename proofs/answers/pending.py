"""An answer of a document that is still to be decided, and how it is: in its time, with its place, a fault of ours told as one."""

import time
from collections.abc import Callable
from dataclasses import dataclass, replace

from proofs.answers.watch import lost, spent
from proofs.deadline import deadline
from proofs.documents.document import Block, Document
from proofs.verdict import Note, Verdict, taken_back


@dataclass(frozen=True, slots=True)
class Pending:
    """The part that it is for, its text and where in its block it begins, and what the document says against it elsewhere."""

    part: str
    block: Block
    text: str
    start: int
    decide: Callable[[], Verdict]
    against: Note | None = None


def decided(answer: Pending, document: Document, budget: float, died: bool = False) -> Verdict:
    """The verdict on an answer, with the file or cell in which it stands; a fault of ours must not cost the others. `died`: a process did at it."""
    started = time.perf_counter()
    where = answer.block.place(answer.start)
    found = lost(answer.part, answer.text) if died else spent(answer.part, answer.text, budget)
    line, column = answer.block.line_column(answer.start)
    found = replace(found, line=line, column=column)
    try:
        with deadline(budget):
            found = found if died else answer.decide()
    except Exception as error:  # noqa: BLE001
        detail = f"{type(error).__name__}: {error}"
        found = replace(found, message=Note("internal-error", {"detail": detail}))
    own = where.file == document.sources[0].name
    found = replace(found, file="" if own else where.file, cell=where.cell, seconds=time.perf_counter() - started)
    return taken_back(found, answer.against)
