"""Verdicts where the parts of an assignment are statements: on one answer, and on all of a document."""

from collections.abc import Collection
from dataclasses import replace

from derive.parsing.macros import Macros, collect
from derive.parsing.syntax import ReadingError
from derive.tasks import Tasks
from derive.words.elsewhere import ASSUMED
from proofs.answers.placing.scope import in_scope, listed, year_of
from proofs.answers.watch import Watch, lost, spent
from proofs.deadline import deadline
from proofs.documents import Document
from proofs.documents.sayings import said_against
from proofs.statements.decide import Surroundings, check_statement
from proofs.statements.pages import Placed, answers_of, verdict_on
from proofs.statements.pieces import taken_apart
from proofs.statements.placing import Placing
from proofs.verdict import Note, Verdict, taken_back


def check_task(tasks: Tasks, part: str, latex: str, defs: str, budget: float) -> Verdict:
    """The verdict on one answer where the parts are statements; of a block, on the part that it is about."""
    parts = [each.id for each in tasks.block(part)]
    try:
        macros = collect(defs + "\n" + latex, len(defs) + 1)
    except ReadingError as error:
        values = {"expected": error.expected, "found": str(error)}
        return Verdict(part, "unreadable", Note("unreadable", values), text=latex)
    if len(parts) > 1:
        pieces = taken_apart(latex, macros).pieces
        meant = (Placing(tasks).by_left_side(each, parts) or Placing(tasks).by_value(each, parts) for each in pieces)
        parts = next(filter(None, meant), parts)
    return replace(check_statement(tasks.statement(parts[0]), latex, budget, Surroundings(macros)), part=parts[0])


def verify_tasks(
    document: Document, tasks: Tasks, macros: Macros, budget: float, asked: Collection[str], watch: Watch
) -> tuple[Verdict, ...]:
    """The verdicts on a document where the parts are statements."""
    answers: list[Placed] = []
    with deadline(budget * max(len(document.blocks), 1)) as clock:
        answers = answers_of(document, tasks, macros)
    if clock.spent and not answers:
        return (spent("", document.text, budget),)
    verdicts = [
        verdict_on(answer, tasks, macros, budget) if watch.passes(number) else lost(answer.part, answer.block.text)
        for number, answer in enumerate(answers)
    ]
    against = said_against(
        document, [(each.part, each.block) for each in answers], tasks.part_ids, ASSUMED | tasks.vocabulary
    )
    notes = [Note("said-elsewhere", {"words": words}) if words else None for words in against]
    verdicts = [taken_back(*each) for each in zip(verdicts, notes, strict=True)]
    own = document.sources[0].name if document.sources else ""
    verdicts = [replace(each, file="" if each.file == own else each.file) for each in verdicts]
    return listed(verdicts, in_scope(tasks, year_of(document.text), asked), tasks) if verdicts else ()
