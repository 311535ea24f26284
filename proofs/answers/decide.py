"""The best reading of an answer: under which convention, and with which choices, the author's own lines hold."""

from dataclasses import replace

from derive import expression as x
from derive.problem import Part, Problem
from derive.reading.context import Convention, Definition
from proofs.answers.account.given_twice import given_twice
from proofs.answers.account.objections import mended, objection, place_of
from proofs.answers.claims.conventions import Conventions
from proofs.answers.claims.meaning import read_meaning
from proofs.answers.claims.script import Script
from proofs.answers.deciding.gradients import gradient
from proofs.answers.deciding.identities import identity, prose, reuse
from proofs.answers.deciding.letters import LEFT_OVER, spoken_of, unknown_letter
from proofs.answers.deciding.outcome import Outcome
from proofs.answers.deciding.vanishing import zero
from proofs.verdict import ACCEPTED, REFUSED, Note, formula_alone

TRIALS = 12
"""At most so many readings of one answer are tried."""


def decide(
    script: Script,
    problem: Problem,
    part: Part,
    declared: Conventions,
    earlier: tuple[Definition, ...] = (),
    assumed: x.Condition = x.ALWAYS,
) -> Outcome:
    """The best reading of an answer, decided. A reading under which the author's own links hold is preferred."""
    best: Outcome | None = None
    pending: list[tuple[Convention, dict[str, str]]] = [(each, {}) for each in declared.candidates()]
    seen, oriented = 0, False
    while pending and seen < TRIALS:
        convention, choices = pending.pop(0)
        seen += 1
        meaning = read_meaning(script, problem, part, convention, choices, earlier)
        if assumed != x.ALWAYS:
            meaning.claims = [replace(claim, condition=x.All((claim.condition, assumed))) for claim in meaning.claims]
        outcome = DECIDERS[part.kind](script, problem, part, meaning)
        outcome.meaning = meaning
        oriented |= meaning.oriented
        if best is None or (outcome.standing < best.standing and not _unread(best, outcome)) or _unread(outcome, best):
            best = outcome
        if not meaning.oriented:  # columns or rows, it reads the same
            pending = [each for each in pending if each[0].orientation == convention.orientation]
        for what, options in meaning.met.items():
            if what not in choices:
                pending += [(convention, {**choices, what: option}) for option in options[1:]]
                meaning.choices[what] = options[0]
        if pending and outcome.word in ACCEPTED and all(link.holds is not False for link in outcome.links):
            break
    assert best is not None
    best.oriented = oriented
    letter = str(best.message.values.get("symbol", "")) if best.message.code == LEFT_OVER else ""
    if letter and best.claim is not None and spoken_of(letter, best.claim, script):
        best.word, best.message, best.witness = "unreadable", unknown_letter(letter), None
    twice = given_twice(best, problem, part) if best.word in (*ACCEPTED, *REFUSED, "unreadable") else None
    if twice is not None:
        best.word, best.message = "ambiguous", Note("given-twice", {"symbol": twice})
        best.notes.append(best.message)
    elif best.word in ACCEPTED:
        against = objection(best, script, problem, part)
        if against is not None:
            alone = formula_alone(best.word) if against[0] == "ambiguous" else None
            best.word, best.message = against
            place = place_of(best.message, best.claim, script) if best.claim is not None else None
            best.place = place or best.place
            best.notes += [best.message, *filter(None, [alone])]
        else:
            best.notes += mended(best, script)
    return best


def _unread(one: Outcome, other: Outcome) -> bool:
    """Whether the matrix may lie so that a value is not read in one reading, and the other only does not multiply: that is not told then."""
    assert one.meaning is not None
    assert other.meaning is not None
    turned = one.meaning.convention.orientation != other.meaning.convention.orientation
    value = one.claim is not None and one.claim.sides[-1].value is None
    return turned and value and (one.word, other.word) == ("unreadable", "wrong-shape")


DECIDERS = {"gradient": gradient, "identity": identity, "zero": zero, "reuse": reuse, "prose": prose}


def remarks_of(outcome: Outcome) -> list[Note]:
    """What the reader noticed in the claim that decides, and what it redefined elsewhere, as notes."""
    claims = outcome.meaning.claims if outcome.meaning else []
    found = [
        remark for claim in claims for remark in claim.remarks if claim is outcome.claim or remark.code not in LOCAL
    ]
    return [Note.of(remark) for remark in dict.fromkeys(found)]


LOCAL = ("reading", "reading-unknown-index", "incomplete-range", "loose", "sample-words")
"""Remarks that matter only where they were made."""
