"""A term beside the right value whose letter nothing defines, U(ŷ − y) + λ v_c: but for one value of the letter the answer is wrong."""

import re
from collections.abc import Iterable
from contextlib import suppress

from derive import expression as x
from derive.elaboration.open_lengths import fitted
from derive.parsing import syntax as s
from derive.parsing.trees import every, key, strip
from derive.parsing.vocabulary import GREEK
from derive.problem import Part
from derive.reading.symbols import OTHER_FONTS
from proofs.answers.claims.meaning import Claim
from proofs.answers.claims.script import Script
from proofs.answers.claims.sides import Side
from proofs.answers.deciding.outcome import Outcome, setting_of
from proofs.identity import Judge, Undecidable, find_witness
from proofs.verdict import Note

Letters = dict[str, x.Expression]
LEFT_OVER = "letter-left-over"
"""The code of the note that says so."""


def left_over(last: Side, truth: x.Expression, condition: x.Condition, claim: Claim, part: Part) -> Outcome | None:
    """The outcome where all terms that are read make the truth, and the others are read but for letters; None for other sides."""
    whole = strip(last.syntax)
    if not isinstance(whole, s.Additive) or claim.read is None:
        return None
    odd = [term for term in whole.terms if not _reads(term, claim)]
    rest = tuple(term for term in whole.terms if term not in odd)
    if not odd or not rest:
        return None
    try:
        letters = _letters(odd, claim)
        if letters is None:
            return None
        right = fitted(claim.read(s.Additive(rest, span=whole.span)), truth.shape)
        value = _with(letters, whole, truth.shape, claim)
        judge = Judge.of([truth, right, value], setting_of(part, [right, value, condition]), common=truth)
        if value.shape != truth.shape or not judge.compare(truth, right, condition).equal:
            return None
        witness = find_witness(judge, truth, value, condition)
    except (s.ReadingError, x.ShapeError, Undecidable, KeyError):
        return None
    if witness is None:
        return None
    note = Note(LEFT_OVER, {"symbol": next(iter(letters))})
    return Outcome(
        "wrong", note, final=value, final_holds=False, place=whole.span, condition=condition, witness=witness
    )


def _reads(term: s.Syntax, claim: Claim) -> bool:
    """Whether a term is read by itself."""
    assert claim.read is not None
    try:
        claim.read(term)
    except (s.ReadingError, x.ShapeError):
        return False
    return True


def _letters(terms: Iterable[s.Syntax], claim: Claim) -> Letters | None:
    """The letters without which some terms are not read, each a number; None where something else is in the way."""
    assert claim.read is not None
    found: Letters = {}
    for term in terms:
        while True:
            try:
                claim.read(term, found)
                break
            except s.ReadingError as error:
                letter = _letter_at(term, error.span)
                if letter is None or letter in found:
                    return None
                found[letter] = x.Symbol(letter)
    return found


def _letter_at(term: s.Syntax, span: s.Span) -> str | None:
    """The letter, or the word in the place of one, that stands at a place; None for commands and signs."""
    for node in every(term):
        if node.span == span and isinstance(node, s.Name):
            plain = len(node.name) == 1 or node.name in GREEK or node.font == "roman"
            return key(node) if plain and not node.accents and node.font not in OTHER_FONTS else None
    return None


def _with(letters: Letters, whole: s.Syntax, shape: x.Shape, claim: Claim) -> x.Expression:
    """The side with its letters as numbers; as arrays of its own shape where numbers do not fit."""
    assert claim.read is not None
    with suppress(x.ShapeError):
        value: x.Expression = claim.read(whole, letters)
        if value.shape == shape:
            return value
    return claim.read(whole, {letter: x.Symbol(letter, shape) for letter in letters})


def spoken_of(letter: str, claim: Claim, script: Script) -> bool:
    """Whether a letter stands elsewhere in a text too, in another formula or among the words, where it may be told what it is."""
    own = sum(key(node) == letter for side in claim.equation.sides for node in every(side))
    chains = (chain for passage in script.formulas for chain in passage.chains)
    anywhere = sum(key(node) == letter for chain in chains for side in chain.sides for node in every(side))
    return anywhere > own or re.search(rf"(?<!\w){re.escape(letter)}(?!\w)", script.prose) is not None


def unknown_letter(letter: str) -> Note:
    """What is told of a letter that may be defined in words which are not read."""
    expected = "a symbol of the assignment, or one that the answer defines"
    return Note("unreadable", {"expected": expected, "found": f"the symbol {letter} is not known here"})
