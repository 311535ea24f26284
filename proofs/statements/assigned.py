"""Verdicts where the parts of an assignment are statements: on one answer, and on all of a document."""

from dataclasses import replace
from functools import partial

from derive.parsing.macros import Macros, collect
from derive.parsing.syntax import ReadingError
from derive.tasks import Tasks
from derive.words.elsewhere import ASSUMED
from proofs.answers.pending import Pending
from proofs.documents import Document
from proofs.documents.sayings import said_against
from proofs.statements.account import page_of
from proofs.statements.decide import Surroundings, check_statement
from proofs.statements.pages import answers_of, verdict_on
from proofs.statements.pieces import pieces_of
from proofs.statements.placing import Placing
from proofs.verdict import Note, Verdict


def check_task(tasks: Tasks, part: str, latex: str, defs: str, budget: float) -> Verdict:
    """The verdict on one answer where the parts are statements; of a block, on the part that it is about."""
    parts = [each.id for each in tasks.block(part)]
    try:
        macros = collect(defs + "\n" + latex, len(defs) + 1)
    except ReadingError as error:
        values = {"expected": error.expected, "found": str(error)}
        return Verdict(part, "unreadable", Note("unreadable", values), text=latex)
    if len(parts) > 1:
        pieces = pieces_of(page_of(latex, macros, map(tasks.statement, parts)))
        meant = (Placing(tasks).by_left_side(each, parts) or Placing(tasks).by_value(each, parts) for each in pieces)
        parts = next(filter(None, meant), parts)
    return replace(check_statement(tasks.statement(parts[0]), latex, budget, Surroundings(macros)), part=parts[0])


def answers_to(document: Document, tasks: Tasks, macros: Macros, budget: float) -> list[Pending]:
    """The answers of a document where the parts are statements."""
    answers = answers_of(document, tasks, macros)
    blocks = [(each.part, each.block) for each in answers]
    against = said_against(document, blocks, tasks.part_ids, ASSUMED | tasks.vocabulary)
    return [
        Pending(
            each.part,
            each.block,
            each.block.text,
            each.start,
            partial(verdict_on, each, tasks.statement(each.part), tasks, macros, budget),
            Note("said-elsewhere", {"words": words}) if words else None,
        )
        for each, words in zip(answers, against, strict=True)
    ]
