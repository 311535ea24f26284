"""Several claims about one derivative weighed together: which is the answer, and whether their cases leave nothing out."""

import re
from typing import Any

from derive import expression as x
from derive.parsing import syntax as s
from derive.parsing.trees import strip
from derive.problem import Part
from derive.traversal import walk
from derive.words.phrases import LABELS, NAMED
from derive.words.pieces import counts_things, spoken_of
from derive.words.plain import plain
from derive.words.properties import leads_to_a_bound
from derive.words.second_values import OF_A_COLUMN, ONE_COLUMN
from proofs.answers.claims.meaning import Claim, looks_like_derivative
from proofs.answers.claims.script import Script
from proofs.answers.deciding.outcome import Outcome, setting_of
from proofs.identity import exhaustive
from proofs.verdict import ACCEPTED, Note

ONE_CASE = "covers-case"
"""The note that tells which of the two cases of a part an answer is about."""


UNFINISHED = ("not-evaluated", "implies")
"""What is true of the derivative and is not its value, where the value stands elsewhere."""


def named(claim: Claim | None) -> bool:
    """Whether the words before a claim call it the answer: "so the derivative is $0$"."""
    return (
        claim is not None
        and bool(NAMED.search(plain(claim.equation.before)))
        and not leads_to_a_bound(claim.equation.lead)
    )


def mentioned(claim: Claim | None, argument: x.Expression | None = None) -> bool:
    """Whether a claim is one symbol in running text, as the U of "where $U$ is": no answer where there is another.

    `argument` of a function of one number: of one, a symbol for a case is a value.
    """
    if claim is None or claim.equation.display or len(claim.equation.sides) > 1 or claim.equation.told:
        return False
    only = strip(claim.equation.sides[0])
    value = claim.sides[0].value if claim.sides else None
    if argument is not None and claim.condition != x.ALWAYS and value != argument:
        return False
    if value is not None and all(isinstance(node, x.Dimension | x.Number | x.Product) for node in walk(value)):
        return True  # a shape, d × V
    if leads_to_a_bound(claim.equation.lead):
        return True
    return (
        isinstance(only, s.Name)
        or (isinstance(only, s.Scripted) and only.above is None)
        or (isinstance(only, s.Group) and only.opening == "|")
    )


def said_in_passing(claim: Claim | None, script: Script) -> bool:
    """Whether a formula is a piece of a phrase behind a value, or a symbol that a sentence speaks of: "the loss has no $v_w$ in it"."""
    if claim is None or claim.equation.told:
        return False
    if _counts(claim):
        return True
    symbol = mentioned(claim) and not isinstance(strip(claim.equation.sides[0]), s.Numeral)
    return script.is_piece(claim.equation) or (symbol and claim.equation.passage in spoken_of(script.page))


def column_told(claim: Claim, script: Script) -> re.Match[str] | None:
    """The words before a bare value that call it a column of another one: "whose $w$-th column is", "each column $w$ is"."""
    if len(claim.equation.sides) > 1:
        return None
    ahead = script.around(claim.equation.passage)[0]
    return OF_A_COLUMN(plain(claim.equation.lead)) or ONE_COLUMN(plain(ahead[-NEAR:]))


NEAR = 120
"""So many characters before a value are looked at for what it is called."""


def _counts(claim: Claim) -> bool:
    """Whether a formula is made of sizes, and counts what the word behind it names: "only $K+1$ vectors are needed"."""
    value = claim.sides[-1].value
    if claim.by is not None or len(claim.sides) > 1 or value is None or not counts_things(claim.equation.behind):
        return False
    return any(isinstance(each, x.Dimension) for each in walk(value)) and not any(
        isinstance(each, x.Symbol | x.Named | x.Index) for each in walk(value)
    )


def with_told_cases(aimed: list[Outcome], decided: list[Outcome], part: Part) -> list[Outcome]:
    """The claims that are the answer, with the values that the page tells of its cases; 1 and 0 behind words for a label are the label's."""
    told = [each for each in decided if each.claim is not None and each.claim.equation.told]
    foreign = [each for each in told if each.claim is not None and _by_another(each.claim, part)]
    told = [each for each in told if each not in aimed and each not in foreign]
    aimed = [each for each in aimed if each not in foreign]
    if all(isinstance(each.final, x.Number) for each in told) and any(
        LABELS.search(plain(each.claim.equation.before)) for each in told if each.claim is not None
    ):
        return aimed
    return [*told, *aimed]


def _by_another(claim: Claim, part: Part) -> bool:
    """Whether a value of a case is said to be one of the derivative by something else than what is asked for."""
    if claim.equation.by is None or claim.read is None:
        return False
    try:
        return claim.read(claim.equation.by) != part.variable
    except (s.ReadingError, x.ShapeError):
        return True


def combined(decided: list[Outcome], part: Part) -> Outcome:
    """Several claims about one target: the last of each case stands, and one that is refused refuses the whole."""
    latest: dict[Any, Outcome] = {}
    for outcome in decided:
        claim = outcome.claim
        told = claim.equation.span if claim is not None and claim.equation.told else None  # it stands, whatever follows
        latest[(claim.condition, claim.by, told) if claim is not None else None] = outcome
    ends = list(latest.values())
    refused = [each for each in ends if each.word not in ACCEPTED]
    worst = [each for each in refused if each.word not in ("incomplete", "unreadable", "unknown")] or refused
    return worst[-1] if worst else covering(ends, part)


def covering(ends: list[Outcome], part: Part) -> Outcome:
    """The last of several right ends, if together they leave nothing out; one of two cases that a part names may be given alone, and is told."""
    last = ends[-1]
    last.beside = tuple(ends[:-1])
    halves: list[x.Condition] = [x.ALWAYS]
    names = [""]
    if part.special and part.place.generic:
        same = x.Same(part.place.free[part.place.generic], part.place.free[part.special])
        halves = [same, x.Not(same)]
        names = [f"{part.place.generic} {sign} {part.special}" for sign in "=≠"]
    cases = tuple(halves[0] if each.target == "special" else each.condition for each in ends)
    setting = setting_of(part, cases)
    if x.ALWAYS in cases:
        return last
    covered = [name for name, half in zip(names, halves, strict=True) if exhaustive(cases, setting, half)]
    if not covered:
        last.word, last.message = "incomplete", Note("incomplete-case", {"case": ""})
    elif len(covered) < len(names):
        last.notes.append(Note(ONE_CASE, {"case": covered[0]}))
    return last


def _of_one_side(claim: Claim) -> bool:
    return bool(claim.equation.conditions or claim.equation.negated) and len(claim.equation.sides) == 1


def _unread(claim: Claim) -> bool:
    """Whether an equation has a derivative on its left that could not be read."""
    return len(claim.sides) > 1 and claim.sides[0].value is None and looks_like_derivative(claim.equation.sides[0])


def other_half(outcome: Outcome, script: Script) -> Claim | None:
    """Beside an answer for one of two cases: a formula under the other case, or a derivative that was not read, and may be meant for it."""
    if outcome.meaning is None or not any(note.code == ONE_CASE for note in outcome.notes):
        return None
    decided = [outcome.claim, *(each.claim for each in outcome.beside)]
    return next(
        (
            each
            for each in outcome.meaning.claims
            if _of_one_side(each) or _unread(each)
            if each not in decided and not said_in_passing(each, script)
        ),
        None,
    )
