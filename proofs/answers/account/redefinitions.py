"""Symbols of the assignment to which an author gives another meaning, by a formula or in words.

A definition that agrees with the assignment's says nothing new; one that does not, or that cannot be understood, makes the answer
speak of something else: it is not decided under the assignment's meaning.
"""

import re

from derive import expression as x
from derive.elaboration.open_lengths import fitted
from derive.parsing import syntax as s
from derive.parsing.trees import every, key, strip, transposition_given
from derive.problem import Part, Problem
from derive.reading.context import Convention
from derive.reading.elaborate import Reader
from derive.words.elsewhere import SPOKEN_OF_AS_A_CASE
from derive.words.joins import JOINING
from derive.words.phrases import (
    INTRODUCING,
    OF_A_CASE,
    REASONING,
    SUPPOSING,
)
from derive.words.plain import plain
from derive.words.sentences import ends_in
from proofs.answers.account.described import in_words
from proofs.answers.account.other_losses import of_another_part, other_function, other_loss, other_slope
from proofs.answers.claims.definitions import singles_out
from proofs.answers.claims.meaning import Claim, Meaning
from proofs.answers.claims.script import Script
from proofs.answers.claims.sides import read_side
from proofs.answers.claims.symbols_used import given, known, letter_of, letters_of
from proofs.answers.claims.zero_words import says_where_zero
from proofs.answers.deciding.outcome import equal_in
from proofs.answers.deciding.vanishing import is_no_limit


def redefined(meaning: Meaning, answer: Claim | None, script: Script, problem: Problem, part: Part) -> str | None:
    """The first symbol of the assignment that means something else in an answer; None where all keep their meaning."""
    if answer is not None:
        chains = [chain for formula in script.formulas for chain in formula.chains]
        conditions = [strip(each) for chain in chains for each in chain.conditions]
        turned = transposition_given(
            [*chains, *conditions], [node for side in answer.equation.sides for node in every(side)]
        )
        if turned:
            return turned
    for claim in meaning.claims:
        if claim is answer or claim.role == "zero" or singles_out(claim.equation) or is_no_limit(claim, meaning, part):
            continue
        sign = [script.source[a:b] for a, b in claim.equation.places[:1]]
        assigned = bool(sign) and bool(re.search(r":=|\\(?:gets|leftarrow|coloneqq|triangleq|equiv)|←", sign[0]))
        near = answer is not None and part.kind != "zero" and beside(claim, answer, script)
        introduced = assigned or bool(INTRODUCING.search(plain(claim.equation.before))) or near
        introduced = introduced or _supposed(claim, part)
        ahead = answer is not None and claim.equation.span[0] < answer.equation.span[0] and part.kind != "zero"
        name = other_function(claim, meaning, problem, part)
        if name and answer is not None and name in letters_of(answer):
            return name
        if claim.role == "loss" and other_loss(claim, part):
            return key(strip(claim.equation.sides[0])) or "J"
        if answer is not None and part.kind == "gradient" and other_slope(claim, answer, part):
            return script.source[slice(*claim.equation.span)]
        if introduced and answer is not None and any(remark.code == "loose" for remark in claim.remarks):
            name = letter_of(claim.equation.sides[0])
            base = name.split("_")[0]  # ŷ_w is of ŷ; u_w is another vector than u_o
            if (base if base in problem.notation.quantities else name) in letters_of(answer):
                return name
        if part.kind != "zero" and REASONING.search(plain(claim.equation.before)) and _false(claim, part):
            return script.source[slice(*claim.equation.span)]
        if not introduced and (not ahead or _of_two_symbols(claim, problem, part)):
            continue  # something that is said to hold in some case, as ŷ = y
        name = _by_formula(claim, problem, part, meaning.convention, introduced, near)
        of_size = name is not None and problem.notation.size_of(name) is not None
        if name and answer is not None and not of_size and name.split("_")[0] not in letters_of(answer):
            continue
        if name:
            return name
    for name in in_words(script, problem, part, meaning, answer):
        return name
    return None


def declared_otherwise(meaning: Meaning, script: Script, problem: Problem, part: Part) -> tuple[str, bool] | None:
    """The first symbol to which a text without an answer gives another meaning for a part, and whether every answer to it rests on that.

    A loss means something else only where it is none of those that the assignment has: what one question calls J another does too.
    """
    for claim in meaning.claims:
        if len(claim.sides) < 2 or claim.role == "zero" or says_where_zero(claim.equation):
            continue
        if SPOKEN_OF_AS_A_CASE(plain(claim.equation.before)):
            continue
        if claim.role == "loss":
            if other_loss(claim, part) and not of_another_part(claim, script, problem):
                return letter_of(claim.equation.sides[0]) or "J", part.place.argument is None
            continue
        name = other_function(claim, meaning, problem, part)
        name = name or _by_formula(claim, problem, part, meaning.convention, introduced=True, near=False)
        if name:
            return name, name in problem.notation.quantities or problem.notation.size_of(name) is not None
    described = next(in_words(script, problem, part, meaning, None), None)
    return (described, problem.notation.size_of(described) is not None) if described else None


def _false(claim: Claim, part: Part) -> bool:
    """Whether an equation that is given as a reason does not hold."""
    left, right = (side.value for side in claim.sides[:2]) if len(claim.sides) == 2 else (None, None)
    if left is None or right is None or left.shape != right.shape:
        return False
    return claim.equation.relations == ("=",) and equal_in(part, left, right, claim.condition) is False


def _supposed(claim: Claim, part: Part) -> bool:
    """Whether an equation is a premise of the answer, for whole vectors, or the reason of it: "when ŷ = y", "because y_c = 1"."""
    ahead, value = plain(claim.equation.before), claim.sides[0].value
    whole = value is not None and value.shape != x.SCALAR and part.kind in ("gradient", "identity")
    return (whole and bool(SUPPOSING.search(ahead))) or (part.kind != "zero" and bool(REASONING.search(ahead)))


def beside(claim: Claim, answer: Claim, script: Script) -> bool:
    """Whether an equation stands behind the answer in its own sentence, without words that make it a case or a remark."""
    mine, other = answer.equation, claim.equation
    if other.passage == mine.passage:
        return other.span[0] >= mine.span[1] and not OF_A_CASE.search(script.source[mine.span[1] : other.span[0]])
    if other.passage < mine.passage:
        return False
    between = script.between(mine.passage, other.passage)
    if ends_in(between):
        return False
    return bool(JOINING(re.split(r"[,，;；:：]|⟦\d+⟧", between)[-1]))


def _of_two_symbols(claim: Claim, problem: Problem, part: Part) -> bool:
    return all(side.value is not None and given(side.value, problem, part) for side in claim.sides[:2])


def _by_formula(
    claim: Claim, problem: Problem, part: Part, convention: Convention, introduced: bool, near: bool
) -> str | None:
    """A symbol that a formula sets equal to something that it is not, or that cannot be read."""
    if len(claim.sides) < 2 or claim.by is not None:
        return None
    plainly = Reader(problem.notation, part.place, convention)  # without the author's own definitions
    left, right = (read_side(plainly, side.syntax).value for side in claim.sides[:2])
    name = letter_of(claim.equation.sides[0])
    if left is None or isinstance(strip(claim.equation.sides[0]), s.Numeral):
        is_known = name in problem.notation.described and name != "sigma"  # of σ see other_function
        return name if near and is_known and not _ones(claim) else None
    if not (given(left, problem, part) or (introduced and known(left, problem))):
        return None
    if right is None or claim.equation.relations[:1] != ("=",):
        return name if introduced and claim.sides[1].value is None else None
    right, left = fitted(right, left.shape), fitted(left, right.shape)
    if left.shape != right.shape:
        return name if left.shape != right.shape[::-1] else None
    return name if equal_in(part, left, right, claim.condition) is False else None


def _ones(claim: Claim) -> bool:
    """Whether a line says that the vector of ones is a list of ones."""
    left, right = strip(claim.equation.sides[0]), strip(claim.equation.sides[1])
    right = strip(right.base) if isinstance(right, s.Scripted) else right
    items = right.items if isinstance(right, s.Listing) else ()
    return (
        isinstance(left, s.Numeral)
        and bool(items)
        and all(isinstance(strip(item), s.Dots) or key(strip(item)) == left.text for item in items)
    )
