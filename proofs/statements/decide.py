"""The verdict on an answer to a statement: its claims are read, each is decided, and they are weighed together."""

import re
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from derive import expression as x
from derive.declarations import restricts, written_twice
from derive.elaboration.context import Definition, without_unknowns
from derive.elaboration.open_lengths import fitted
from derive.parsing import syntax as s
from derive.parsing.alone import stands_alone
from derive.parsing.macros import NO_MACROS, Macros, collect
from derive.statement import Statement
from derive.words.claims import offers
from derive.words.phrases import NAMED, RESTATED
from derive.words.plain import plain
from proofs.answers.record import FALSE_STEP, false_step
from proofs.deadline import deadline
from proofs.identity import Undecidable, exhaustive
from proofs.statements.claimed import Claimed, Text, target_of
from proofs.statements.claims import Claim
from proofs.statements.inner import settled
from proofs.statements.marked import Marked, WordsError
from proofs.statements.reading import read_answer
from proofs.statements.setting import setting_of
from proofs.verdict import ACCEPTED, REFUSED, Note, Verdict, formula_alone, weakest

SECONDS = 10.0


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What surrounds an answer on its page: the author's macros, and the names that were defined before; `place` gives (line, column).

    `marked`: the text of the answer with its formulas, where these are known.
    """

    macros: Macros = NO_MACROS
    earlier: tuple[Definition, ...] = ()
    place: Callable[[int], tuple[int, int]] | None = None
    marked: Marked | None = None


ALONE = Surroundings()
"""An answer that stands by itself."""


def check_statement(statement: Statement, latex: str, budget: float = SECONDS, page: Surroundings = ALONE) -> Verdict:
    """The verdict on an answer.

    >>> from derive.statement import state
    >>> asked = state(r"x^\\top a", "x", declare=["x: n", "a: n"])
    >>> check_statement(asked, r"\\frac{\\partial J}{\\partial x} = a").verdict
    'proved'
    >>> check_statement(asked, r"-\\frac{\\partial J}{\\partial x} = -a").verdict
    'incomplete'
    """
    started = time.perf_counter()
    for said in statement.said:
        latex = f"{latex} where ${said}$" if "$" in latex else f"{latex} \\\\ {said}"
    found = undecided("unknown", Note("budget", {"seconds": f"{budget:g}"}), Text(latex, page.place), None)
    with deadline(budget):
        found = _supposed(statement, _attempt(statement, latex, budget, page))
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


def _attempt(statement: Statement, latex: str, budget: float, page: Surroundings) -> Verdict:
    """Read an answer and decide it; what cannot be read or decided is told as such."""
    found: Verdict
    text = Text(latex, page.place)
    try:
        found = _decided(statement, _read(statement, latex, page), text, budget)
    except WordsError as error:
        found = undecided("ambiguous", Note("words-beside", {"words": str(error)}), text, error.span)
        found = replace(found, notes=_alone(statement, latex, page, budget))
    except s.ReadingError as error:
        values = {"found": str(error), "expected": error.expected or None}
        found = undecided("unreadable", Note("unreadable", values), text, error.span)
    except _MisshapenError as error:
        found = undecided("wrong-shape", Note("shape-mismatch", {"detail": str(error)}), text, error.span)
    except Undecidable as error:
        found = undecided("unknown", Note("unknown-outside", {"detail": str(error)}), text, None)
    return found


def _alone(statement: Statement, latex: str, page: Surroundings, budget: float) -> tuple[Note, ...]:
    """That the formulas of an answer are right without the words beside them, where they are."""
    marked = page.marked or Marked.of(latex, page.macros)
    bare = replace(page, marked=None, macros=page.macros if page is not ALONE else collect(latex, 0))
    formulas = marked.mathematics()
    if not marked.formulas or formulas.strip() == marked.text.strip():
        return ()
    word = _attempt(statement, formulas, budget, bare).verdict
    return (formula_alone(word),) if word in ACCEPTED else ()


class _MisshapenError(ValueError):
    """An answer whose shapes do not fit where it is read."""

    def __init__(self, error: x.ShapeError):
        super().__init__(without_unknowns(str(error)))
        self.span = next((node.span for node in error.nodes if node.span is not None), None)


def _read(statement: Statement, latex: str, page: Surroundings) -> list[Claim]:
    if twice := written_twice([latex]):
        letters = " and ".join(f"\\{each}" for each in twice)
        raise s.ReadingError(f"{letters} are read as one letter", (0, len(latex)), "another letter for one of them")
    try:
        macros = collect(latex, 0) if page is ALONE else page.macros
        claims = read_answer(statement, page.marked or Marked.of(latex, macros), macros, page.earlier)
        settled(statement, claims)
        return claims
    except x.ShapeError as error:
        raise _MisshapenError(error) from None


def undecided(word: str, message: Note, text: Text, span: s.Span | None) -> Verdict:
    """The record of an answer that comes to no comparison."""
    line, column = text.place(span)
    return Verdict("", word, message, text=text.latex, line=line, column=column)


def _decided(statement: Statement, claims: list[Claim], text: Text, budget: float) -> Verdict:
    """The verdicts on all claims as one: any that is refused refuses the whole; a false step on the way is named."""
    if not claims:
        return undecided("incomplete", Note("empty"), text, None)
    claimed = [Claimed(statement, claim, text, budget) for claim in claims]
    steps = [each for each in claimed if each.helps()]
    rest = [each for each in claimed if not each.helps()]
    pairs = [(each.verdict(), each.claim) for each in rest]
    if not any(each.aims() or _is_value(verdict, claim) for each, (verdict, claim) in zip(rest, pairs, strict=True)):
        pairs += [(each.verdict(), each.claim) for each in steps]  # a derivative is all that answers
        steps = []
    if len(pairs) == 1:
        return with_steps(_whole(pairs[0][0], [each for each in claimed if each not in steps]), steps)
    odd = next(
        (each for each, claim in pairs if claim.asked is None and len(claim.sides) > 1 and not _true(each)), None
    )
    alone = any(len(claim.sides) == 1 for claim in claims)
    second = _second_answer(pairs, text)
    if second is not None:
        return undecided("ambiguous", Note("words-beside", {"words": second}), text, None)
    if odd is not None and (alone or any(claim.asked is not None for claim in claims)):
        beside = text.latex[slice(*next(claim.chain.span for each, claim in pairs if each is odd))]
        return undecided("ambiguous", Note("words-beside", {"words": beside}), text, None)
    stated = [each for each, claim in pairs if claim.asked is not None] or [each for each, _ in pairs]
    word = weakest([each.verdict for each in stated])
    of_the_answer = [each for each in claimed if each.claim.asked is not None and each not in steps] or rest
    return with_steps(_whole(next(each for each in stated if each.verdict == word), of_the_answer), steps)


def _whole(verdict: Verdict, claimed: Sequence[Claimed]) -> Verdict:
    """An accepted verdict, if the conditions of the claims leave no case out: "if k = y" alone answers half."""
    conditions = [each.claim.condition for each in claimed]
    if verdict.verdict not in ACCEPTED or x.ALWAYS in conditions:
        return verdict
    covered = exhaustive(conditions, setting_of(claimed[0].statement, conditions))
    if covered is None:
        return replace(verdict, verdict="unknown", message=Note("unknown-outside", {"detail": Note("all-cases")}))
    return verdict if covered else replace(verdict, verdict="incomplete", message=Note("incomplete-case", {"case": ""}))


def _is_value(verdict: Verdict, claim: Claim) -> bool:
    """Whether a claim without a derivative on its left is an answer: a value by itself, or a chain that begins with the value asked for."""
    return len(claim.sides) == 1 or verdict.verdict in ACCEPTED


def _second_answer(pairs: Sequence[tuple[Verdict, Claim]], text: Text) -> str | None:
    """A value that the words call the answer, or that stands alone, beside the one that is given, where it is refused."""
    for at, (verdict, claim) in enumerate(pairs):
        if claim.asked is not None or len(claim.sides) > 1 or len(pairs) == 1 or verdict.verdict not in REFUSED:
            continue
        before, behind = _beside(claim, text)
        ahead = plain(before)
        goes_on = isinstance(claim.chain.sides[0], s.Signed) and claim.chain.sides[0].sign == "+"
        later = any(each.asked is not None for _, each in pairs[:at])
        offered = later and offers(re.split(r"[.。!?]|⟦…⟧", before)[-1]) and re.match(r"\s*(?:$|[.。;；]|\n)", behind)
        if goes_on or NAMED.search(ahead) or RESTATED.search(ahead) or stands_alone(before, behind) or offered:
            return text.latex[slice(*claim.chain.span)]
    return None


def _beside(claim: Claim, text: Text) -> tuple[str, str]:
    """The words before and behind the formula of a claim, ⟦…⟧ for the next one."""
    formulas = [span for span, _ in Marked.of(text.latex, NO_MACROS).formulas]
    start = claim.chain.span[0]
    at = next((k for k, (begin, end) in enumerate(formulas) if begin <= start < end), None)
    if at is None:
        return text.latex[:start].rstrip("$ ([\\"), "…"
    ends, begins = (0, *(end for _, end in formulas)), (*(begin for begin, _ in formulas[1:]), len(text.latex))
    last = at + 1 == len(formulas)
    before = "⟦…⟧" * bool(at) + text.latex[ends[at] : formulas[at][0]]
    return before, text.latex[formulas[at][1] : begins[at]] + ("" if last else "⟦…⟧")


def equations(statement: Statement, latex: str) -> list[tuple[x.Expression, x.Expression, x.Condition]]:
    """What an accepted answer claims: the derivative that is asked for, its value, and the condition that goes with it."""
    found = []
    claims = _read(statement, latex, ALONE)
    claimed = [Claimed(statement, claim, Text(latex), SECONDS) for claim in claims]
    for each in [each for each in claimed if each.aims()] or claimed:
        claim = each.claim
        wanted, word, _ = each.wanted()
        value = claim.value
        if value is not None and not word:
            found.append((wanted, fitted(value, wanted.shape), claim.condition))
    return found


def with_steps(verdict: Verdict, steps: Sequence["Claimed"]) -> Verdict:
    """A verdict that names, among its links, the false equations that lead to the answer: ∂J/∂z = …, before ∂J/∂W = …"""
    made = [link for step in steps for link in step.links_alone()]
    false = next((link for link in made if link.holds is False), None)
    if false is None:
        return verdict
    notes = verdict.notes
    if verdict.final_holds and not any(note.code == FALSE_STEP for note in notes):
        notes = (*notes, false_step(false))
    return replace(verdict, links=(*made, *verdict.links), notes=notes)


def _true(verdict: Verdict) -> bool:
    """Whether every step of an equation beside the answer holds."""
    return bool(verdict.links) and all(link.holds is True for link in verdict.links)
