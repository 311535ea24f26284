"""The verdict on an answer to a statement: its claims are read, each is decided, and they are weighed together."""

import re
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial

from derive import expression as x
from derive.declarations import restricts, written_twice
from derive.elaboration.context import Definition, without_unknowns
from derive.parsing import syntax as s
from derive.parsing.alone import stands_alone
from derive.parsing.macros import NO_MACROS, Macros, collect
from derive.parsing.plain_formulas import only_words
from derive.statement import Statement
from derive.words.claims import offers
from derive.words.phrases import NAMED, RESTATED
from derive.words.plain import plain
from proofs.answers.claims.script import Script
from proofs.answers.deciding.outcome import Outcome
from proofs.answers.record import line_column, placed, recorded
from proofs.answers.watch import spent
from proofs.deadline import deadline
from proofs.identity import Undecidable, exhaustive
from proofs.statements.account import WordsError, mathematics, page_of, words
from proofs.statements.claimed import WITNESS, Claimed, target_of
from proofs.statements.claims import Claim
from proofs.statements.inner import settled
from proofs.statements.reading import read_answer
from proofs.statements.setting import part_of, setting_of
from proofs.verdict import ACCEPTED, REFUSED, Note, Verdict, formula_alone, weakest

SECONDS = 10.0


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What surrounds an answer on its page: the author's macros, and the names that were defined before; `place` gives (line, column).

    `script`: the text of the answer as it was read, where it stands on a page with others.
    """

    macros: Macros = NO_MACROS
    earlier: tuple[Definition, ...] = ()
    place: Callable[[int], tuple[int, int]] | None = None
    script: Script | None = None


ALONE = Surroundings()
"""An answer that stands by itself."""


def check_statement(statement: Statement, latex: str, budget: float = SECONDS, page: Surroundings = ALONE) -> Verdict:
    """The verdict on an answer.

    >>> from derive.stating import state
    >>> asked = state(r"x^\\top a", "x", declare=["x: n", "a: n"])
    >>> check_statement(asked, r"\\frac{\\partial J}{\\partial x} = a").verdict
    'proved'
    >>> check_statement(asked, r"-\\frac{\\partial J}{\\partial x} = -a").verdict
    'incomplete'
    """
    started = time.perf_counter()
    place = page.place or partial(line_column, latex)
    for said in statement.said:
        latex = f"{latex} where ${said}$" if "$" in latex else f"{latex} \\\\ {said}"
    found = placed(replace(spent("", latex, budget), line=0), place)
    with deadline(budget):
        outcome = outcome_of(statement, latex, page)
        edited = replace(page, script=None)
        accepts = lambda text: outcome_of(statement, text, edited).word in ACCEPTED
        record = partial(recorded, part_of(statement), outcome, latex, "value", min(budget, WITNESS))
        found = placed(_supposed(statement, record()), place)
        if found.refused:  # refused it stays, whether or not there is time to mend it
            found = placed(_supposed(statement, record(accepts)), place)
    notes = tuple(Note.of(each) for each in statement.notes)
    return replace(
        found, notes=(*notes, *found.notes), seconds=time.perf_counter() - started, target=target_of(statement)
    )


def _supposed(statement: Statement, found: Verdict) -> Verdict:
    """A verdict that calls nothing wrong which an assumption that was not understood may make right."""
    unread = (dict(each.values)["text"] for each in statement.notes if each.code == "assumption-not-used")
    text = next((each for each in unread if restricts(each, statement.sizes)), None)
    if text is None or found.verdict != "wrong":
        return found
    message = Note("unknown-outside", {"detail": Note("assumed-besides", {"text": text})})
    return replace(found, verdict="unknown", message=message, counterexample=None, mistake=None, repair=None)


def outcome_of(statement: Statement, latex: str, page: Surroundings = ALONE) -> Outcome:
    """What an answer comes to; what cannot be read or decided is told as such."""
    try:
        return _decided(*_read(statement, latex, page))
    except WordsError as error:
        notes = _alone(statement, latex, page)
        return Outcome("ambiguous", Note("words-beside", {"words": str(error)}), place=error.span, notes=notes)
    except s.ReadingError as error:
        values = {"found": str(error), "expected": error.expected or None}
        return Outcome("unreadable", Note("unreadable", values), place=error.span)
    except _MisshapenError as error:
        return Outcome("wrong-shape", Note("shape-mismatch", {"detail": str(error)}), place=error.span)
    except Undecidable as error:
        return Outcome("unknown", Note("unknown-outside", {"detail": str(error)}))


def _alone(statement: Statement, latex: str, page: Surroundings) -> list[Note]:
    """That the formulas of an answer are right without the words beside them, where they are."""
    script = page.script or page_of(latex, page.macros, [statement])
    bare = replace(page, script=None, macros=page.macros if page != ALONE else collect(latex, 0))
    alone = mathematics(script)
    if alone.strip() == script.source.strip():
        return []
    word = outcome_of(statement, alone, bare).word
    return [formula_alone(word)] if word in ACCEPTED else []


class _MisshapenError(ValueError):
    """An answer whose shapes do not fit where it is read."""

    def __init__(self, error: x.ShapeError):
        super().__init__(without_unknowns(str(error)))
        self.span = next((node.span for node in error.nodes if node.span is not None), None)


def _read(statement: Statement, latex: str, page: Surroundings) -> tuple[Statement, list[Claim], Script]:
    """The claims of an answer, and the page on which they stand."""
    if twice := written_twice([latex]):
        letters = " and ".join(f"\\{each}" for each in twice)
        raise s.ReadingError(f"{letters} are read as one letter", (0, len(latex)), "another letter for one of them")
    try:
        macros = collect(latex, 0) if page == ALONE else page.macros
        script = page.script or page_of(latex, macros, [statement])
        claims = read_answer(statement, script, page.earlier)
        settled(statement, claims)
        return statement, claims, script
    except x.ShapeError as error:
        raise _MisshapenError(error) from None


def _decided(statement: Statement, claims: list[Claim], page: Script) -> Outcome:
    """All claims as one: any that is refused refuses the whole; a false step on the way is named."""
    if not claims:
        return Outcome("prose", Note("prose")) if only_words(page.source) else Outcome("incomplete", Note("empty"))
    claimed = [Claimed(statement, claim, page.source) for claim in claims]
    steps = [each for each in claimed if each.helps()]
    rest = [each for each in claimed if not each.helps()]
    pairs = [(each, each.outcome()) for each in rest]
    if not any(each.aims() or len(each.claim.sides) == 1 or found.word in ACCEPTED for each, found in pairs):
        pairs += [(each, each.outcome()) for each in steps]  # a derivative is all that answers
        steps = []
    if len(pairs) == 1:
        return with_steps(_whole([pairs[0][1]], [each for each in claimed if each not in steps]), steps)
    named = [(each, found) for each, found in pairs if each.claim.asked is not None]
    beside = _second_answer(pairs, page)
    if beside is None and (named or any(len(claim.sides) == 1 for claim in claims)):
        beside = next((each.claim.chain.span for each, found in pairs if each.says_more() and not _true(found)), None)
    if beside is not None:
        return Outcome("ambiguous", Note("words-beside", {"words": page.source[slice(*beside)]}))
    return with_steps(_whole([found for _, found in named or pairs], [each for each, _ in named] or rest), steps)


def _whole(outcomes: list[Outcome], claimed: Sequence[Claimed]) -> Outcome:
    """The weakest outcome; an accepted one, if the conditions of the claims leave no case out: "if k = y" alone answers half."""
    word = weakest([each.word for each in outcomes])
    found = next(each for each in outcomes if each.word == word)
    found.beside = tuple(each for each in outcomes if each is not found)
    conditions = [each.claim.condition for each in claimed]
    if found.word not in ACCEPTED or x.ALWAYS in conditions:
        return found
    covered = exhaustive(conditions, setting_of(claimed[0].statement, conditions))
    if covered is None:
        return replace(found, word="unknown", message=Note("unknown-outside", {"detail": Note("all-cases")}))
    return found if covered else replace(found, word="incomplete", message=Note("incomplete-case", {"case": ""}))


def _second_answer(pairs: Sequence[tuple[Claimed, Outcome]], page: Script) -> s.Span | None:
    """A value that the words call the answer, or that stands alone, beside the one that is given, where it is refused."""
    for at, (claimed, found) in enumerate(pairs):
        claim = claimed.claim
        if claim.asked is not None or len(claim.sides) > 1 or found.word not in REFUSED:
            continue
        before, behind = _beside(claim, page)
        ahead = plain(before)
        goes_on = isinstance(claim.chain.sides[0], s.Signed) and claim.chain.sides[0].sign == "+"
        later = any(each.claim.asked is not None for each, _ in pairs[:at])
        said = later and offers(re.split(r"[.。!?]|⟦[^⟧]*⟧", before)[-1])
        offered = said and re.match(r"\s*(?:$|[.。;；]|\n)", behind)
        if goes_on or NAMED.search(ahead) or RESTATED.search(ahead) or stands_alone(before, behind) or offered:
            return claim.chain.span
    return None


def _beside(claim: Claim, page: Script) -> tuple[str, str]:
    """The words before and behind the formula of a claim, ⟦…⟧ for another one."""
    at = page.formula_at(claim.chain.span[0])
    start, end = claim.chain.span if at is None else page.formulas[at].span
    return words(page, 0, start), words(page, end, len(page.source))


def with_steps(found: Outcome, steps: Sequence[Claimed]) -> Outcome:
    """An outcome with, among its links, the false equations that lead to the answer: ∂J/∂z = …, before ∂J/∂W = …"""
    made = [link for step in steps for link in step.links_alone()]
    return replace(found, links=[*made, *found.links]) if any(link.holds is False for link in made) else found


def _true(found: Outcome) -> bool:
    """Whether every step of an equation beside the answer holds."""
    return bool(found.links) and all(link.holds is True for link in found.links)
