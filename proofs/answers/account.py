"""The account of an answer: whatever stands beside an accepted claim and may change what it says speaks against accepting it.

An answer is accepted only if nothing is left on the page that was not understood: the relation is equality, every condition was
read, no word or sign beside the formula modifies it, no symbol of the assignment means something else there, and no second answer
contradicts the first. docs/soundness.md, "From the page to the test", has the table.
"""

import re
from collections.abc import Iterator

from derive import expression as x
from derive.problem import Part, Problem
from derive.reading import syntax as s
from derive.reading.context import every, key, strip
from derive.reading.phrases import ANSWERS, NAMED, blocking, plain
from derive.reading.segments import CONNECTIVES
from proofs.answers.gradients import mentioned, same_loss
from proofs.answers.meaning import Claim, Meaning, fitted
from proofs.answers.outcome import Outcome
from proofs.answers.redefinitions import redefined
from proofs.answers.script import Script
from proofs.identity import Judge, Undecidable
from proofs.verdict import Note


def objection(outcome: Outcome, script: Script, problem: Problem, part: Part) -> tuple[str, Note] | None:
    """What speaks against accepting an answer, as a verdict and its reason; None where nothing does."""
    claim, meaning = outcome.claim, outcome.meaning
    if meaning is None:
        return None
    for found in _objections(outcome, claim, meaning, script, problem, part):
        return found
    return None


def _objections(
    outcome: Outcome, claim: Claim | None, meaning: Meaning, script: Script, problem: Problem, part: Part
) -> Iterator[tuple[str, Note]]:
    if claim is not None:
        sign = other_relation(claim, script)
        if sign:
            yield "incomplete", Note("relation", {"sign": sign})
        for node in claim.unread:
            yield "ambiguous", Note("words-beside", {"words": quoted(node, script)})
        words = blocking(claim.statement.before, claim.statement.behind, part.kind) or signs_beside(claim)
        if words:
            yield "ambiguous", Note("words-beside", {"words": words})
        beside = [piece.text for piece in script.unplaced if piece.passage == claim.statement.passage]
        if beside:
            yield "ambiguous", Note("words-beside", {"words": " ".join(beside)[:60]})
    if script.miscounts and part.place.samples:
        yield "ambiguous", Note("words-beside", {"words": script.miscounts})
    symbol = redefined(meaning, claim, script, problem, part)
    if symbol:
        yield "ambiguous", Note("redefined", {"symbol": symbol})
    for error, at in script.unread:
        if claim is None or abs(at - claim.statement.passage) <= 1:
            yield "ambiguous", Note("words-beside", {"words": str(error)})
    if claim is not None and part.kind == "gradient":
        second = contradiction(outcome, claim, meaning, part)
        if second:
            yield "ambiguous", Note("two-answers", {"other": second})


def other_relation(claim: Claim, script: Script) -> str:
    """The sign of a relation in the chain that is not equality, as the author writes it."""
    statement = claim.statement
    for sign, place in zip(statement.relations, statement.places, strict=False):
        if sign != "=":
            return script.source[place[0] : place[1]].strip()
    return SIGNS.get(statement.other, statement.other)


SIGNS = {"approx": "≈", "propto": "∝", "!=": "≠", "<=": "≤", ">=": "≥", "notin": "∉"}


def quoted(node: s.Syntax, script: Script) -> str:
    """A piece of the author's text, short."""
    return node.text if isinstance(node, s.Words) else key(strip(node)) or script.source[node.span[0] : node.span[1]]


_SIGN = re.compile(r"[-+*/=·×÷−＋＝^!√¬∓±%]|\\(?:times|cdot|pm|neg|lnot|not)\b|[0-9]")
_NUMBERING = re.compile(
    r"(?:^|\s)(?:[(（\[]\s*(?:\d+|[ivx]+|[a-z])(?:\.\d+)*\s*[)）\]]|\d+\s*[.)、:：]|(?:eq(?:uation|n)?s?|part|step|case|question|problem|sec(?:tion)?|line|equations)\.?~?\s*[(]?\d+[)]?|第?\s*\d+\s*(?:步|题|问|式|小题)?|--+|-\s*$|^\s*[-*+#>]+|\*+|\d+\s*x\s*\d+)",
    re.IGNORECASE,
)
_CUT = re.compile(r"[,，;；:：.。!?]|\n|⟦[^⟧]*⟧")


def signs_beside(claim: Claim) -> str | None:
    """Mathematics that touches a formula from outside of its delimiters and was not read."""
    before = plain(_CUT.split(claim.statement.before)[-1])
    behind = plain(_CUT.split(claim.statement.behind)[0])
    for text in (before, behind):
        rest = _NUMBERING.sub(" ", f" {text} ")
        if _SIGN.search(rest):
            return text
    return None


def contradiction(outcome: Outcome, claim: Claim, meaning: Meaning, part: Part) -> str | None:
    """Another formula that is given as the answer too, and has another value; a false step on the way to a right end is none."""
    truth, judge = outcome.truth, outcome.judge
    if truth is None or judge is None:
        return None
    for other in meaning.claims:
        if other is claim or other.role in ("loss", "definition"):
            continue
        if other.sides[-1].value is None:
            if len(other.sides) == 1 and NAMED.search(plain(other.statement.before)):
                return _text(other)
            continue
        if not _asserted(other, claim) or (other.of is not None and not _same(other.of, part)):
            continue
        value = fitted(other.sides[-1].value, truth.shape)
        if value.shape not in (truth.shape, truth.shape[::-1]):
            continue
        value = value if value.shape == truth.shape else x.Transpose(value)
        target = x.Transpose(truth) if isinstance(other.by, x.Transpose) != isinstance(truth, x.Transpose) else truth
        if other.by is not None and target.shape != value.shape:
            continue
        if other.by is not None and claim.by is not None and other.by != claim.by:
            continue
        condition = x.All((other.condition, claim.condition))
        try:
            found = Judge([truth, value], judge.setting).compare(truth, value, condition)
        except (Undecidable, KeyError, x.ShapeError):
            continue
        if found.equal is False:
            return _text(other)
    return None


def _same(of: x.Expression, part: Part) -> bool:
    return of is part.loss or same_loss(of, part)


_BESIDES = re.compile(r"\b(?:and|also|or|but|alternatively)\b|和|或|也", re.IGNORECASE)


def _asserted(other: Claim, claim: Claim) -> bool:
    """Whether a claim gives a value for what is asked, and does not only mention a formula."""
    statement = other.statement
    if other.by is not None and len(statement.sides) > 1:
        ahead = statement.span[0] < claim.statement.span[0]
        return not ahead or bool(_BESIDES.search(plain(statement.behind.split("⟦")[0])))
    if other.by is not None:
        return False
    if mentioned(other) and not NAMED.search(plain(statement.before)):
        return False
    if len(other.sides) > 1 and not isinstance(strip(statement.sides[0]), s.Empty):
        return False  # an equation about something else
    if statement.passage == claim.statement.passage:
        return True
    words = plain(re.split(r"[.。!?]|⟦[^⟧]*⟧", statement.before)[-1])
    return bool(ANSWERS.search(words)) or (statement.display and set(words.split()) <= CONNECTIVES)


def _text(claim: Claim) -> str:
    last = claim.statement.sides[-1]
    return " ".join(each.name for each in every(last) if isinstance(each, s.Name))[:40]
