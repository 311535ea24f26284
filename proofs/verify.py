"""Verdicts on written answers: one answer, or all of a document.

>>> check("b.1", r"U(\\hat{y} - y)").verdict
'proved'
>>> check("b.1", r"U\\hat{y}").verdict
'wrong'
"""

import time
from collections.abc import Collection, Sequence
from dataclasses import replace
from functools import partial

from derive import expression as x
from derive.assignments import DEFAULT
from derive.assignments.loading import load
from derive.parsing.macros import Macros, collect, collect_all
from derive.parsing.syntax import ReadingError
from derive.problem import Part, Problem
from derive.tasks import Tasks
from proofs.answers.answer import Answer
from proofs.answers.attempts import attempts
from proofs.answers.claims.conventions import Conventions
from proofs.answers.claims.script import Script, read_script
from proofs.answers.claims.symbols_used import letters_in
from proofs.answers.collect import answers_of, document_convention
from proofs.answers.decide import decide
from proofs.answers.deciding.outcome import Outcome
from proofs.answers.deciding.weighing import ONE_CASE
from proofs.answers.known import recalled
from proofs.answers.overruled import overruled, told_before
from proofs.answers.pending import Pending, decided
from proofs.answers.placing.scope import aimed_parts, halves, in_scope, listed, together, year_of
from proofs.answers.record import line_column, placed, recorded
from proofs.answers.watch import UNWATCHED, Watch, spent
from proofs.deadline import deadline
from proofs.diagnosis.edits import Accepts
from proofs.documents import Document
from proofs.verdict import ACCEPTED, Note, Verdict, taken_back

SECONDS = 10.0
"""Default budget of one answer."""


def check(
    part: str, latex: str, defs: str = "", *, assignment: str = DEFAULT, budget: float = SECONDS, form: str = "value"
) -> Verdict:
    """The verdict on one answer for a part, or for a block of parts such as "g.1".

    `defs`: declarations that stand before the answer (macros, shapes, symbols). `form="strict"` makes the terms that the part asks
    for part of the verdict. Raises KeyError for a part or an assignment that there is not.

    >>> found = check("c", r"\\hat{y}_w v_c - u_o")
    >>> found.verdict, found.accepted
    ('wrong', False)
    """
    started = time.perf_counter()
    problem = load(assignment)
    if isinstance(problem, Tasks):
        from proofs.statements.assigned import check_task

        return _of(assignment, check_task(problem, part, latex, defs, budget))
    parts = problem.block(part)
    found: Verdict | None = None
    with deadline(budget):
        found = _checked(part, parts, problem, latex, defs, budget, form)
    found = replace(found or spent(part, latex, budget), seconds=time.perf_counter() - started)
    return _of(assignment, found)


def _of(assignment: str, verdict: Verdict) -> Verdict:
    """The record with the assignment that it is of, unless that is the default one."""
    if assignment == DEFAULT:
        return verdict
    return replace(verdict, assignment=assignment, answers=tuple(_of(assignment, each) for each in verdict.answers))


def _checked(
    part: str, parts: tuple[Part, ...], problem: Problem, latex: str, defs: str, budget: float, form: str
) -> Verdict:
    """Read an answer and decide it for the parts that it may be for."""
    try:
        macros = collect(defs + "\n" + latex, len(defs) + 1)
        before, script = read_script(defs, collect(defs, 0)), read_script(latex, macros)
    except ReadingError as error:
        return Verdict(
            part, "unreadable", Note("unreadable", {"expected": error.expected, "found": str(error)}), text=latex
        )
    declared = Conventions()
    declared.read(before, problem.notation)
    declared.read(script, problem.notation)
    found = together(
        [
            taken_back(
                judged(each, own, problem, declared, latex, macros, form, budget),
                told_before(defs, letters_in(own.equations), problem, each, macros) if defs.strip() else None,
            )
            for each, own in aimed_parts(script, parts, problem)
        ]
    )
    return replace(found, part=part) if found.answers else found


def verify_document(
    document: Document,
    *,
    assignment: str = DEFAULT,
    budget: float = SECONDS,
    form: str = "value",
    asked: Collection[str] = (),
    watch: Watch = UNWATCHED,
) -> tuple[Verdict, ...]:
    """A verdict for every part in scope, in the assignment's order, held to the conventions that the document's author uses.

    `asked`: the parts or blocks that are in scope; without it those of the document's year, or else those that every year asks for.
    A part in scope without an answer is `missing`; a document without any answer has no verdicts. `watch` hears which answer is begun.
    """
    try:
        macros = collect_all(document.preamble, document.text)
    except ReadingError as error:
        return (Verdict("", "unreadable", Note("unreadable", {"expected": error.expected, "found": str(error)})),)
    problem = load(assignment)
    found: list[Pending] = []
    with deadline(budget * max(len(document.blocks), 1)) as clock:
        if isinstance(problem, Tasks):
            from proofs.statements.assigned import answers_to

            found = answers_to(document, problem, macros, budget)
        else:
            found = _answers_to(document, problem, macros, budget, form, watch)
        if assignment == DEFAULT and not asked and isinstance(problem, Problem) and _may_be_its_own(found, problem):
            from proofs.statements.exercises import answers_to_exercises

            exercises, own = answers_to_exercises(document, macros, budget)
            if own is not None:
                found, problem, assignment = exercises, own, own.id
    if clock.spent and not found:
        return (spent("", document.text, budget),)
    verdicts = [decided(each, document, budget, not watch.passes(number)) for number, each in enumerate(found)]
    scope = in_scope(problem, year_of(document.text), asked)
    return tuple(_of(assignment, each) for each in (listed(halves(verdicts), scope, problem) if verdicts else ()))


def _may_be_its_own(found: Sequence[Pending], problem: Problem) -> bool:
    """Whether a document may state its losses itself: nothing in it answers the assignment but for an f(x) without the letter of a part."""
    return all(
        problem.part(each.part).place.argument is not None and not each.block.hint[:1].isalpha() for each in found
    )


def _answers_to(
    document: Document, problem: Problem, macros: Macros, budget: float, form: str, watch: Watch
) -> list[Pending]:
    """The answers of a document to an assignment with a notation, held to the conventions that its author uses."""
    answers = answers_of(document, problem, macros)
    against = overruled(document, answers, problem, macros)
    declared = document_convention(document, answers, problem, macros, watch)
    return [
        Pending(
            each.part.id,
            each.block,
            each.text,
            each.start,
            partial(_verdict, each, problem, declared, budget, form),
            said,
        )
        for answer, said in zip(answers, against, strict=True)
        for each in attempts(answer, problem, declared)
    ]


def _verdict(answer: Answer, problem: Problem, declared: Conventions, budget: float, form: str) -> Verdict:
    """The verdict on one answer of a document, remembered by what it says."""
    decide = partial(_decided, answer, problem, declared, budget, form)
    return placed(recalled(answer, declared, problem, (budget, form), decide), answer.block.line_column)


def _decided(answer: Answer, problem: Problem, declared: Conventions, budget: float, form: str) -> Verdict:
    """The verdict on one answer, its places offsets in the text."""
    outcome = answer.decided(problem, declared)
    if outcome.word == "wrong" and answer.complement is not None:
        outcome = elsewhere(outcome, answer, problem, declared)
    accepts = _edited(answer, problem, declared)
    return recorded(answer.part, outcome, answer.text, form, budget, accepts, answer.macros)


def _edited(answer: Answer, problem: Problem, declared: Conventions) -> Accepts:
    """Whether an answer is right once its text is edited: the edited formula stands for itself.

    Where the page has said the same twice against values that are right, it is not asked a third time.
    """
    refused: set[tuple[Note, ...]] = set()
    hopeless = False

    def accepts(text: str) -> bool:
        nonlocal hopeless
        if hopeless:
            return False
        spans = [each.span for each in answer.script.equations]
        shift = len(text) - len(answer.text)
        piece = text[min(start for start, _ in spans) : max(end for _, end in spans) + shift] if spans else text
        against = []
        for each in (f"$${piece}$$", text):
            found = decide(read_script(each, answer.macros), problem, answer.part, declared, answer.earlier)
            if found.word in ACCEPTED:
                return True
            against += [found] if found.word in ("ambiguous", "unreadable") else []
        said = tuple(each.message for each in against)
        right = any(each.word == "ambiguous" for each in against)
        hopeless = right and len(said) == 2 and said in refused
        refused.add(said)
        return False

    return accepts


def elsewhere(outcome: Outcome, answer: Answer, problem: Problem, declared: Conventions) -> Outcome:
    """A general formula that fails only in a case for which the author gives a formula of its own: read for the other case."""
    others = [each.decided(problem, declared) for each in answer.others]
    special = any(each.word in ACCEPTED and ONE_CASE in {note.code for note in each.notes} for each in others)
    again = answer.decided(problem, declared, answer.complement or x.ALWAYS) if special else outcome
    if again.word not in ACCEPTED:
        return outcome
    own = Note("own-formula-elsewhere", {"case": f"{answer.part.place.generic} = {answer.part.special}"})
    return replace(again, notes=[*again.notes, own])


def judged(
    part: Part,
    script: Script,
    problem: Problem,
    declared: Conventions,
    text: str,
    macros: Macros,
    form: str = "value",
    budget: float = SECONDS,
) -> Verdict:
    """Decide one part and write the record."""
    outcome = decide(script, problem, part, declared)

    def accepts(edited: str) -> bool:
        return decide(read_script(edited, macros), problem, part, declared).word in ACCEPTED

    return placed(recorded(part, outcome, text, form, budget, accepts, macros), partial(line_column, text))
