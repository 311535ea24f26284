"""When a gradient vanishes: the condition that is asked for, one that is enough, or one that fails at a point."""

import re
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

from derive import expression as x
from derive.elaboration.open_lengths import fitted
from derive.parsing import syntax as s
from derive.problem import Part, Problem
from derive.traversal import replaced, walk
from derive.words.joins import EXCEPTING
from derive.words.phrases import AGAIN, CASE_OF_IT, ENOUGH, INSTANCE, NOT_ZERO, OF_FULL_RANK, ONLY, ONLY_THEN
from derive.words.sentences import SENTENCE
from proofs.answers.claims.meaning import Claim, Meaning, claimed
from proofs.answers.claims.script import Script
from proofs.answers.claims.sides import Side
from proofs.answers.claims.zero_words import is_only_case
from proofs.answers.deciding.ends import confirmed, nothing_found
from proofs.answers.deciding.outcome import Outcome, setting_of
from proofs.answers.deciding.targets import asked_for, laid_out
from proofs.identity import Judge, Undecidable, Witness, find_witness, why
from proofs.identity.balls import separated
from proofs.verdict import ACCEPTED, Note


def zero(script: Script, problem: Problem, part: Part, meaning: Meaning) -> Outcome:
    """When the gradient vanishes: an equation whose difference is ± the gradient, or one that makes it vanish (ŷ = y)."""
    assert part.loss is not None
    assert part.variable is not None
    truth = laid_out(x.Derivative(part.loss, part.variable), part.variable, meaning.convention)
    best: Outcome | None = None
    claims = [_with_inequality(each) for each in meaning.claims]
    for claim in claims:
        if claim.equation.relations == ("!=",):
            continue
        for left, right in pairwise(side.value for side in claim.sides):
            found = None if left is None or right is None else _vanishing(left, right, truth, part, claim)
            if found is None:
                continue
            put_anew = found.word == "incomplete" and AGAIN.search(_right_before(claim)) and not _supposing(claim)
            if best is None or best.word != "proved" or found.word == "wrong" or put_anew:
                best = found
    refused = (refuted(_words(claim, script), _only(claim, script), claim, truth, part) for claim in claims)
    best = next((each for each in refused if each is not None), best)
    return best or nothing_found(script, meaning, [])


def _with_inequality(claim: Claim) -> Claim:
    """A ≠ B with both of its sides: as the condition under which something is zero it says something, as an answer it does not."""
    beyond = claim.equation.beyond
    if claim.equation.other != "!=" or beyond is None or len(claim.sides) != 1 or claim.read is None:
        return claim
    try:
        side = Side(beyond, claim.read(beyond))
    except (s.ReadingError, x.ShapeError) as error:
        side = Side(beyond, None, error)
    return replace(claim, sides=(*claim.sides, side), equation=replace(claim.equation, relations=("!=",)))


def _words(claim: Claim, script: Script) -> str:
    """What says whether a condition is one for zero or for the opposite: all of the answer, of an instance ("in particular, if ŷ = y") its own words."""
    own = _right_before(claim)
    behind = "" if ENOUGH.match(claim.equation.behind) else claim.equation.behind
    return f"{own} {behind}" if _is_instance(claim) else f"{_around(claim)} {script.prose}"


def _only(claim: Claim, script: Script) -> bool:
    """Whether a condition is said to be the only one: in its own sentence, or in one without a formula ("These are the only cases").

    Not one that is told as an instance, nor under a premise on the matrix of the gradient, which then is zero in fewer cases.
    """
    if OF_FULL_RANK.search(script.page):
        return False
    ahead, behind = script.around(claim.equation.passage)
    ahead, behind = SENTENCE.split(ahead)[-1], SENTENCE.split(behind)[0]
    if _is_instance(claim):
        return bool(ONLY.search(ahead.rpartition("⟧")[2]))
    first, *more = re.split("[,，;；]", behind)
    alone = [each for each in SENTENCE.split(script.page) if "⟦" not in each]
    inside = [each.text for each in claim.equation.conditions if isinstance(each, s.Words)]
    return any(map(ONLY.search, (ahead, first, *alone, *inside))) or any(map(ONLY_THEN.match, more))


def _supposing(claim: Claim) -> bool:
    """Whether a condition is told under a premise on the matrix: "if U has a trivial kernel, this means ŷ = y"."""
    return bool(OF_FULL_RANK.search(SENTENCE.split(claim.equation.before)[-1]))


def _right_before(claim: Claim) -> str:
    return claim.equation.before.rpartition("⟧")[2]


def _is_instance(claim: Claim) -> bool:
    """Whether the words right at a condition say that it is one of several."""
    return bool(INSTANCE.search(_right_before(claim)) or ENOUGH.match(claim.equation.behind))


def _around(claim: Claim) -> str:
    return f"{claim.equation.before} {claim.equation.behind}"


def remarks(answer: Claim, meaning: Meaning) -> list[Claim]:
    """The remarks behind an answer on where it is zero; those that follow another derivative are about that one."""
    found = []
    for claim in meaning.claims[meaning.claims.index(answer) + 1 :] if answer in meaning.claims else []:
        if claim.by is not None and claim.by != answer.by:
            break
        if claim.role == "zero":
            found.append(claim)
    return found


def is_no_limit(claim: Claim, meaning: Meaning, part: Part) -> bool:
    """Whether an equation of an answer says again when the gradient vanishes, or gives an instance: "U ŷ = U y, for example if ŷ = y"."""
    if part.kind != "zero" or len(claim.sides) != 2:
        return False
    left, right, truth = claim.sides[0].value, claim.sides[1].value, asked_for(part, meaning.convention)
    if left is None or right is None or truth is None:
        return False
    found = _vanishing(left, right, truth, part, claim)
    own = _right_before(claim)
    instance = _is_instance(claim) or _supposing(claim) or (CASE_OF_IT.search(own) and not ONLY.search(own))
    return found is not None and (found.word in ACCEPTED or bool(instance and found.final_holds))


def false_instances(answer: Claim, meaning: Meaning, part: Part) -> list[Claim]:
    """Equations that are told as an instance of a condition and are none, or not known to be: "a sufficient condition is ŷ = 2y"."""
    told = [each for each in meaning.claims if each is not answer and len(each.equation.sides) == 2]
    return [each for each in told if _is_instance(each) and not is_no_limit(each, meaning, part)]


def is_zero_there(claim: Claim, meaning: Meaning, part: Part) -> bool | None:
    """Whether the gradient that a part asks for is zero where a remark says so, and only there if it says that too; None: not known."""
    left, right, truth = claim.sides[0].value, claim.sides[1].value, asked_for(part, meaning.convention)
    if left is None or right is None or truth is None:
        return None
    if refuted(_around(claim), bool(ONLY.search(_around(claim))), claim, truth, part) is not None:
        return False
    found = _vanishing(left, right, truth, part, claim)
    if found is None or found.word == "unknown":
        return None
    return found.word in ACCEPTED or (found.word == "incomplete" and not is_only_case(claim.equation))


def refuted(words: str, only: bool, claim: Claim, truth: x.Expression, part: Part) -> Outcome | None:
    """A condition that fails where the gradient is zero, or holds where it is not; None where neither was seen.

    `words` are those around it. The first is asked of the `only` case alone.
    """
    left, right = claim.sides[0].value, claim.sides[-1].value
    relation = claim.equation.relations
    if len(claim.sides) != 2 or left is None or right is None or relation not in (("=",), ("!=",)):
        return None
    sides = _of_one_shape(left, right)
    if sides is None:
        return None
    turned = (bool(NOT_ZERO.search(words)) != bool(EXCEPTING(words))) != (relation == ("!=",))
    difference = _difference(*sides)
    try:
        if turned:
            return _not_zero(difference, truth, part, claim)
        if relation == ("=",) and only:
            return _zero_elsewhere(difference, truth, part, claim)
    except (Undecidable, KeyError, x.ShapeError):
        pass
    return None


def _of_one_shape(left: x.Expression, right: x.Expression) -> tuple[x.Expression, x.Expression] | None:
    """The sides of an equation that says when something holds, 0 as zeros; None for ∂J/∂v_c = 0, which is the question, and where shapes differ."""
    left, right = fitted(left, right.shape), fitted(right, left.shape)
    return None if left.shape != right.shape or claimed(left)[0] is not None else (left, right)


def _difference(left: x.Expression, right: x.Expression) -> x.Expression:
    return x.Add((left, x.Negative(right)))


def _not_zero(difference: x.Expression, truth: x.Expression, part: Part, claim: Claim) -> Outcome | None:
    """What is said to be zero where a difference is not: a point where neither is."""
    nothing = x.Constant(Fraction(0), truth.shape)
    judge = Judge([truth, nothing, difference], setting_of(part, [difference]))
    witness = find_witness(judge, truth, nothing)
    if witness is None or not separated(witness.evaluation.value(difference), witness.evaluation.value(nothing)).any():
        return None
    return _refused(Note("not-zero-there"), truth, judge, witness, claim)


def _zero_elsewhere(difference: x.Expression, truth: x.Expression, part: Part, claim: Claim) -> Outcome | None:
    """What is said to hold wherever the gradient is zero: where all columns of its matrix are one vector, it is zero anyway."""
    own = part.variable.matrix if isinstance(part.variable, x.Column) else part.variable
    matrices = {node.matrix for node in walk(truth) if isinstance(node, x.Column) and node.matrix != own}
    for matrix in sorted((each for each in matrices if isinstance(each, x.Symbol)), key=lambda each: each.name):
        column = x.Symbol(f"column of {matrix.name}", (matrix.shape[0], "1"))
        alike = x.Product((column, x.Constant(Fraction(1), ("1", matrix.shape[1]))))
        gradient, rest = (replaced(each, matrix, alike) for each in (truth, difference))  # inside of names too
        nothing, none = x.Constant(Fraction(0), gradient.shape), x.Constant(Fraction(0), rest.shape)
        setting = setting_of(part, [difference])
        if Judge([gradient, nothing], setting).compare(gradient, nothing).equal:
            judge = Judge([none, rest, alike], setting)
            witness = find_witness(judge, none, rest)
            if witness is not None:
                shown = {matrix.name: witness.evaluation.value(alike)[0]}
                kept = {name: array for name, array in witness.symbols.items() if name != column.name}
                point = replace(witness, symbols={**shown, **kept})
                return _refused(Note("zero-elsewhere"), none, judge, point, claim)
    return None


def _refused(message: Note, truth: x.Expression, judge: Judge, witness: Witness, claim: Claim) -> Outcome:
    return Outcome("wrong", message, truth=truth, judge=judge, witness=witness, final_holds=False, claim=claim)


def _vanishing(
    left: x.Expression, right: x.Expression, truth: x.Expression, part: Part, claim: Claim
) -> Outcome | None:
    """What one equation says about when the gradient is zero; None where it says nothing, or holds anyway."""
    sides = _of_one_shape(left, right)
    if sides is None:
        return None
    left, right = sides
    difference = _difference(left, right)
    if {_name(left), _name(right)} == {part.notation.label, part.notation.prediction} != {""}:
        return Outcome("incomplete", Note("zero-sufficient"), final=difference, final_holds=True, claim=claim)
    if difference.shape != truth.shape:
        return None
    try:
        judge = Judge([truth, x.Negative(truth), difference, left, right], setting_of(part))
        for each in (truth, x.Negative(truth)):
            found = judge.compare(each, difference)
            if found.equal:
                return confirmed(found, Note("zero-condition"), final=difference, claim=claim)
        if judge.compare(left, right).equal:
            return None
    except (Undecidable, KeyError) as outside:
        return Outcome("unknown", Note("unknown-outside", {"detail": why(outside)}), final=difference, claim=claim)
    return Outcome(
        "wrong",
        Note("differs"),
        final=difference,
        truth=truth,
        judge=judge,
        final_holds=False,
        claim=claim,
    )


def _name(value: x.Expression) -> str:
    while isinstance(value, x.Transpose):
        value = value.operand
    if isinstance(value, x.Entry):
        value = value.matrix
    return value.name if isinstance(value, x.Named) else ""
