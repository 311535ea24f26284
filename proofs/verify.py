"""Verdicts on written answers: one answer, or all of a document.

>>> check("b.1", r"U(\\hat{y} - y)").verdict
'proved'
>>> check("b.1", r"U\\hat{y}").verdict
'wrong'
"""

import time
from dataclasses import replace
from typing import Any

from derive import expression as x
from derive.problem import DEFAULT, Part, Problem, load
from derive.reading.macros import collect
from derive.reading.syntax import ReadingError
from proofs.answers.collect import Answer, answers_of, document_convention
from proofs.answers.conventions import Declared
from proofs.answers.decide import decide
from proofs.answers.outcome import Outcome
from proofs.answers.place import aimed_parts
from proofs.answers.record import recorded
from proofs.answers.script import Script, read_script
from proofs.documents import Document
from proofs.verdict import ACCEPTED, Note, Verdict, weakest

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
    parts = problem.block(part)
    try:
        macros = collect(defs + "\n" + latex)
        before, script = read_script(defs, macros), read_script(latex, macros)
    except ReadingError as error:
        found = Note("unreadable", {"expected": error.expected, "found": str(error)})
        return Verdict(part, "unreadable", found, text=latex, seconds=time.perf_counter() - started)
    declared = Declared()
    declared.read(before, problem.notation)
    declared.read(script, problem.notation)
    verdicts = [
        judged(each, script, problem, declared, latex, form, budget)
        for each in (aimed_parts(script, parts, problem) if len(parts) > 1 else parts)
    ]
    return gathered(part, verdicts, started)


def gathered(part: str, verdicts: list[Verdict], started: float) -> Verdict:
    """One record for a part with several answers."""
    seconds = time.perf_counter() - started
    if len(verdicts) == 1:
        return replace(verdicts[0], seconds=seconds)
    word = weakest([each.verdict for each in verdicts])
    first = next(each for each in verdicts if each.verdict == word)
    return replace(first, part=part, answers=tuple(verdicts), seconds=seconds)


def verify_document(
    document: Document, *, assignment: str = DEFAULT, budget: float = SECONDS, form: str = "value"
) -> tuple[Verdict, ...]:
    """A verdict for every answer of a document, in its order, held to the conventions that its author uses."""
    problem = load(assignment)
    try:
        macros = collect(document.preamble)
    except ReadingError as error:
        return (Verdict("", "unreadable", Note("unreadable", {"expected": error.expected, "found": str(error)})),)
    answers = answers_of(document, problem, macros)
    declared = document_convention(answers, problem)
    return tuple(_verdict(answer, document, problem, declared, budget, form) for answer in answers)


def _verdict(
    answer: Answer, document: Document, problem: Problem, declared: Declared, budget: float, form: str
) -> Verdict:
    """The verdict on one answer of a document; a fault of ours must not cost the other answers."""
    started = time.perf_counter()
    try:
        outcome = decide(answer.script, problem, answer.part, declared, answer.earlier)
        if outcome.word == "wrong" and answer.complement is not None:
            outcome = elsewhere(outcome, answer, problem, declared)
        found = recorded(answer.part, outcome, answer.text, form, budget, answer.place)
    except Exception as error:  # noqa: BLE001
        detail = f"{type(error).__name__}: {error}"
        found = Verdict(answer.part.id, "unknown", Note("internal-error", {"detail": detail}), text=answer.text)
    where = answer.block.place(answer.start)
    return replace(
        found,
        file=where.file if where.file != document.sources[0].name else "",
        cell=where.cell,
        seconds=time.perf_counter() - started,
    )


def elsewhere(outcome: Outcome, answer: Answer, problem: Problem, declared: Declared) -> Outcome:
    """A general formula that fails only in a case for which the author gives a formula of its own: read for the other case."""
    again = decide(answer.script, problem, answer.part, declared, answer.earlier, answer.complement or x.ALWAYS)
    if again.word in ACCEPTED:
        again.notes.append(
            Note("own-formula-elsewhere", {"case": f"{answer.part.place.generic} = {answer.part.special}"})
        )
        return again
    return outcome


def judged(
    part: Part,
    script: Script,
    problem: Problem,
    declared: Declared,
    text: str,
    form: str = "value",
    budget: float = SECONDS,
    offset: Any = None,
) -> Verdict:
    """Decide one part and write the record."""
    outcome = decide(script, problem, part, declared)
    return recorded(part, outcome, text, form, budget, offset)
