"""Which parts a document is asked for, and what it leaves out: every part in scope is listed once, in the assignment's order."""

from collections.abc import Collection
from dataclasses import replace
from itertools import groupby

from derive import expression as x
from derive.problem import Part, Problem
from derive.reading.context import Convention
from derive.tasks import Task, Tasks
from derive.words.pages import BEFORE_A_YEAR, YEAR
from proofs.answers.claims.meaning import read_meaning
from proofs.answers.claims.script import Equation, Script
from proofs.answers.deciding.weighing import ONE_CASE
from proofs.verdict import ACCEPTED, Note, Verdict, weakest

_NEAR = 80
"""So many characters before a year tell whether it is one of a course."""
HEAD = 4000
"""Characters at the head of a document in which it may say of which year it is."""


def year_of(text: str) -> int | None:
    """The year that a document says it is of, at its head.

    >>> year_of("CS 224n Assignment #2: word2vec, Winter 2022")
    2022
    """
    years = YEAR.finditer(text, 0, HEAD)
    own = (each for each in years if BEFORE_A_YEAR.search(text, max(0, each.start() - _NEAR), each.start()))
    found = next(own, None)
    return int(found[0]) if found else None


def in_scope(problem: Problem | Tasks, year: int | None, asked: Collection[str]) -> tuple[Part | Task, ...]:
    """The parts that must be answered: those of a points file (`asked`, parts or blocks), of a year, or those that are not optional."""
    parts: tuple[Part | Task, ...] = problem.parts
    if asked:
        wanted = {part.id for name in asked for part in problem.block(name)}
        return tuple(part for part in parts if part.id in wanted)
    if year is not None and any(year in part.years for part in parts):
        return tuple(part for part in parts if (year in part.years if part.years else not part.optional))
    return tuple(part for part in parts if not part.optional)


def listed(
    verdicts: Collection[Verdict], scope: Collection[Part | Task], problem: Problem | Tasks
) -> tuple[Verdict, ...]:
    """One record for each part, in the assignment's order: several answers to a part together, and `missing` where there is none."""
    order = {part: place for place, part in enumerate(problem.part_ids)}
    found = sorted(verdicts, key=lambda each: order.get(each.part, len(order)))
    records = [together(list(same)) for _, same in groupby(found, key=lambda each: each.part)]
    answered = {each.part for each in records}
    absent = [part for part in scope if part.id not in answered]
    records += [
        Verdict(part.id, "missing", Note("missing"), target=f"∂J/∂{part.by}" if part.by else "") for part in absent
    ]
    return tuple(sorted(records, key=lambda each: order.get(each.part, len(order))))


def halves(verdicts: list[Verdict]) -> list[Verdict]:
    """The verdicts on a document, without acceptance where all right answers to a part are about the same one of its cases."""
    told: dict[str, set[str]] = {}
    for each in verdicts:
        cases = [str(note.values["case"]) for note in each.notes if note.code == ONE_CASE]
        if each.verdict in ACCEPTED:
            told.setdefault(each.part, set()).update(cases or ["", " "])
    lost = {part for part, cases in told.items() if len(cases) == 1}
    alone = Note("incomplete-case", {"case": ""})
    return [
        replace(each, verdict="incomplete", message=alone) if each.part in lost and each.verdict in ACCEPTED else each
        for each in verdicts
    ]


def together(verdicts: list[Verdict]) -> Verdict:
    """Several answers to one part as one record, under the weakest of their words."""
    if len(verdicts) == 1:
        return verdicts[0]
    word = weakest([each.verdict for each in verdicts])
    first = next(each for each in verdicts if each.verdict == word)
    return replace(first, answers=tuple(verdicts))


def aimed_parts(script: Script, parts: tuple[Part, ...], problem: Problem) -> list[tuple[Part, Script]]:
    """Of several parts, those that some claim of the script is about, each without the claims about the others.

    The first that can be decided where none is named; of one part all.
    """
    if len(parts) == 1:
        return [(parts[0], script)]
    about: dict[str, list[Equation]] = {}
    for part in parts:
        if part.variable is None:
            continue
        for claim in read_meaning(script, problem, part, Convention(), {}).claims:
            by = claim.by.operand if isinstance(claim.by, x.Transpose) else claim.by
            if by is not None and by == part.variable:
                about.setdefault(part.id, []).append(claim.equation)
    found = [part for part in parts if part.id in about]
    if not found:
        return [(next((part for part in parts if part.kind == "reuse"), parts[0]), script)]
    return [
        (part, _without(script, [each for name in about if name != part.id for each in about[name]])) for part in found
    ]


def _without(script: Script, others: list[Equation]) -> Script:
    return replace(script, equations=tuple(each for each in script.equations if each not in others))
