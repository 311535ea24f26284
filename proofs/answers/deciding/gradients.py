"""Claims about a gradient, held against the truth: the loss as stated, differentiated in the checker."""

from dataclasses import replace
from functools import partial
from typing import Any

from derive import expression as x
from derive.elaboration.open_lengths import fitted
from derive.parsing import syntax as s
from derive.parsing.differentials import is_sign
from derive.parsing.trees import strip
from derive.problem import Part, Problem
from derive.traversal import walk
from proofs.answers.claims.meaning import Claim, Meaning, claimed
from proofs.answers.claims.script import Script
from proofs.answers.claims.sides import Side
from proofs.answers.claims.sizes import of_shapes
from proofs.answers.deciding.ends import end, held, is_zero, link, nothing_found, unreadable
from proofs.answers.deciding.outcome import AIMS, CheckedLink, Outcome, setting_of
from proofs.answers.deciding.targets import derivative_of, instance_of, same_loss, substituted, wanted_truth
from proofs.answers.deciding.weighing import (
    UNFINISHED,
    column_told,
    combined,
    mentioned,
    named,
    said_in_passing,
    with_told_cases,
)
from proofs.identity import Judge, Undecidable, why
from proofs.verdict import ACCEPTED, Note


def gradient(script: Script, problem: Problem, part: Part, meaning: Meaning) -> Outcome:
    """∂loss/∂variable: the last claim about it decides, every link of every claim is reported."""
    assert part.loss is not None
    assert part.variable is not None
    truth = derivative_of(part.loss, part.variable)
    links: list[Any] = []
    decided: list[Outcome] = []
    latest = ""
    for claim in (by_its_meaning(each, part) for each in meaning.claims):
        if claim.role == "zero":
            continue
        wanted, target = wanted_truth(claim.by, claim.of, part, meaning.convention, truth)
        if claim.equation.goes_on and latest == "other":
            continue  # it is said of that derivative
        latest = target
        instance = instance_of(claim, part, problem)
        if instance is not None:
            name, expanded = instance
            wanted = substituted(wanted, expanded)
            if claim.by is not None:
                claim = replace(claim, sides=(replace(claim.sides[0], value=wanted), *claim.sides[1:]))
        steps: list[Any] = []
        final = decide_claim(claim, part, wanted, target, steps)
        if final is not None and final.word == "wrong" and target in ("same", "unnamed"):
            final, steps = meant_elsewhere(claim, decided, part, wanted, target) or (final, steps)
        links += steps
        if final is not None and instance is not None:
            final.notes.append(Note("reading-instance", {"loss": name}))
        if final is not None:
            decided.append(final)
    evaluated = [each for each in decided if each.message.code not in UNFINISHED]
    if any(each.word in ACCEPTED for each in evaluated):
        decided = evaluated
    decided = [each for each in decided if not said_in_passing(each.claim, script)]
    decided = [each for each in decided if not _is_of_a_column(each.claim, script, truth)] or decided
    aimed = next((found for targets in AIMS if (found := [each for each in decided if each.aim in targets])), [])
    aimed = [each for each in aimed if not mentioned(each.claim, part.place.argument) or named(each.claim)] or aimed
    if part.place.argument is not None:  # a derivative that only stands there is true, and its value stands elsewhere
        aimed = [each for each in aimed if each.message.code != "not-evaluated"] or aimed
    aimed = with_told_cases(aimed, decided, part)
    if not aimed:
        return nothing_found(script, meaning, links)
    outcome = combined(aimed, part)
    outcome.links = links
    return outcome


def _is_of_a_column(claim: Claim | None, script: Script, truth: x.Expression) -> bool:
    """Whether a value is said to be a column of the matrix that is asked for, and is a column."""
    value = claim.sides[-1].value if claim is not None and claim.sides else None
    if claim is None or value is None or value.shape[1] != "1" or truth.shape[1] == "1":
        return False
    return column_told(claim, script) is not None


def by_its_meaning(claim: Claim, part: Part) -> Claim:
    """A derivative by a name of the author's for what is differentiated by, as the derivative by that: Let M = U_{o, …}, then ∂J/∂M = …"""
    by = claim.by.operand if isinstance(claim.by, x.Transpose) else claim.by
    left = claim.sides[0].value
    if not isinstance(by, x.Named) or by.value != part.variable or claim.of is None or left is None:
        return claim
    meant: x.Expression = derivative_of(claim.of, by.value)
    turned = isinstance(left, x.Transpose)
    first = replace(claim.sides[0], value=x.Transpose(meant) if turned else meant)
    return replace(claim, by=x.Transpose(by.value) if turned else by.value, sides=(first, *claim.sides[1:]))


def meant_elsewhere(
    claim: Claim, decided: list[Outcome], part: Part, wanted: x.Expression, target: str
) -> tuple[Outcome, list[Any]] | None:
    """A general formula for all words behind a right one of its own for the special word, ∂J/∂u_o: it is meant for the others."""
    own = any(each.target == "special" and each.word in ACCEPTED for each in decided)
    if not own or claim.condition != x.ALWAYS or not part.place.generic or not part.special:
        return None
    others = x.Not(x.Same(part.place.free[part.place.generic], part.place.free[part.special]))
    steps: list[Any] = []
    found = decide_claim(replace(claim, condition=others), part, wanted, target, steps)
    if found is None or found.word not in ACCEPTED:
        return None
    found.notes.append(Note("own-formula-elsewhere", {"case": f"{part.place.generic} = {part.special}"}))
    return found, steps


def decide_claim(claim: Claim, part: Part, truth: x.Expression, target: str, links: list[Any]) -> Outcome | None:
    """Decide the links of one claim, and its end if it is about the part's target. None where it is about something else."""
    if len(claim.sides) == 1 and claim.by is not None:
        return None  # a left side that the text mentions
    readable = [side for side in claim.sides if side.value is not None]
    gradient_like = claim.role == "gradient" or len(claim.sides) == 1
    other = claim.sides[0].value if target == "other" and claim.by is not None else None
    shape = truth.shape if other is None else other.shape
    values = [
        fitted(side.value, shape) if gradient_like and side.value is not None else side.value for side in claim.sides
    ]
    expressions = [value for value in values if value is not None]
    try:
        restricting = [] if claim.condition == x.ALWAYS else [x.Delta(claim.condition)]
        setting = setting_of(part, [*expressions, claim.condition])
        judge = Judge.of([truth, *expressions, *restricting], setting, common=truth)
    except (Undecidable, KeyError) as outside:
        if claim.role in ("definition", "loss"):
            return None
        detail = Note("unknown-outside", {"detail": why(outside)})
        return Outcome("unknown", detail, claim=claim, claimed=claim.by, target=target)
    restricted = claim.condition
    unnamed = claim.role == "gradient" and claim.by is None and claim.sides[0].value is not None
    previous: x.Expression | None = truth if unnamed or len(claim.sides) == 1 else values[0]
    offset = len(claim.equation.sides) - len(claim.sides)
    for k, (side, value) in enumerate(zip(claim.sides, values, strict=True)):
        if k + offset == 0:
            continue
        if claim.by is None and (
            of_shapes(claim.equation, part.notation) or _is_no_step(claim, values[0], value, part, k + offset - 1)
        ):
            continue
        place = claim.equation.places[k + offset - 1]
        compare = partial(link, judge, previous, side, value, restricted)
        links.append(CheckedLink(side.syntax, place, previous, value, restricted, judge, compare))
        if value is not None:
            previous = value
    if claim.role in ("definition", "loss"):
        return None
    if claim.role == "equation" and part.kind == "gradient":
        if contains_derivative(values[0], truth, part):
            outcome = implied(judge, claim.sides[-1], values[0], values[-1], restricted)
            outcome.claim, outcome.judge, outcome.target = claim, judge, "same"
            return outcome
        named = any(claimed(value)[0] is not None for value in values[1:])
        chain = len(claim.sides) > 1 and not named
        if not bare(claim, truth) or (chain and not opens(judge, values[0], truth, restricted)):
            return None
    if not readable or (claim.role == "gradient" and claim.sides[0].value is None and left_side_unread(claim)):
        return unreadable(claim.sides[0] if readable else claim.sides[-1], claim)
    ends = len(values) - 1
    while claim.by is None and ends > 0 and claimed(values[ends])[0] is not None:
        ends -= 1  # U(ŷ − y) = ∇v_c: the value stands before its name
    last, value = claim.sides[ends], values[ends]
    outcome = end(judge, last, value, truth, restricted, claim, part)
    while outcome.message.code == "not-evaluated" and not part.evaluated and ends > 1:
        ends -= 1  # … = U(ŷ − y) = [∂J/∂u_1, …]: a name for the value before it
        earlier = end(judge, claim.sides[ends], values[ends], truth, restricted, claim, part)
        outcome = earlier if earlier.word in ACCEPTED else outcome
    outcome.claim, outcome.judge, outcome.truth, outcome.claimed, outcome.target = claim, judge, truth, claim.by, target
    if outcome.word in ACCEPTED and mixed_layout(judge, values[:-1], truth):
        outcome.word, outcome.message = (
            "transposed",
            Note("mixed-layout", {"expected": x.spoken(truth.shape)}),
        )
    open_range = next((each for each in claim.remarks if each.code == "incomplete-range"), None)
    if outcome.word in ACCEPTED and open_range is not None:
        outcome.word, outcome.message = "incomplete", Note.of(open_range)
    if target == "column" and outcome.word in ACCEPTED:
        outcome.word, outcome.message = "incomplete", Note("incomplete-form")
    if other is not None and ends > 0 and links[-1].holds:
        outcome.word, outcome.message = "wrong-target", Note("other-target", {"claimed": claim.by, "target": part.by})
    elif target == "other" and outcome.word in (*ACCEPTED, "transposed"):
        outcome.word, outcome.message = "wrong-target", Note("wrong-target", {"claimed": claim.by, "target": part.by})
        if claim.by == part.variable:
            outcome.message = Note("of-something-else", {"target": part.by})
    return outcome


def contains_derivative(value: x.Expression | None, truth: x.Expression, part: Part) -> bool:
    """Whether a left side is an expression of the derivative that is asked for, and not that derivative itself: −∂J/∂v, 2∂J/∂v."""
    if value is None or not isinstance(truth := _plain(truth), x.Derivative):
        return False
    return any(
        isinstance(node, x.Derivative)
        and node.variable == truth.variable
        and (node.body is part.loss or same_loss(node.body, part))
        for node in walk(value)
    )


def _plain(value: x.Expression) -> x.Expression:
    return value.operand if isinstance(value, x.Transpose) else value


def implied(
    judge: Judge, last: Side, left: x.Expression | None, right: x.Expression | None, condition: x.Condition
) -> Outcome:
    """An equation about another expression of the derivative: true, it is not the answer yet; false, it is wrong."""
    if left is None or right is None:
        return unreadable(last)
    found = held(judge, right, left, condition, last.syntax.span)
    if found.word in ACCEPTED:
        return Outcome("incomplete", Note("implies"), final=right, truth=left, condition=condition)
    message = Note("differs", {"side": "equation"}) if found.word == "wrong" else found.message
    return replace(found, message=message, truth=left)


def opens(judge: Judge, value: x.Expression | None, truth: x.Expression, condition: x.Condition) -> bool:
    """Whether a chain without a derivative on its left begins with the value that is asked for, and so is a bare value."""
    if value is None:
        return False
    value = fitted(value, truth.shape)
    if value.shape != truth.shape:
        return value.shape == truth.shape[::-1]
    return judge.equal(truth, value, condition) is not False


def left_side_unread(claim: Claim) -> bool:
    """Whether the chain has a left side of its own that could not be read: the truth never stands in for it."""
    return len(claim.equation.sides) == len(claim.sides) and len(claim.sides) > 1


def _is_no_step(claim: Claim, left: x.Expression | None, value: x.Expression | None, part: Part, at: int) -> bool:
    """Whether a sign is none of a derivation: of a place or a special case, x = 0 and α = 0, of a differential, dJ = …, or ≈ in a remark."""
    if part.place.argument is not None:
        number = isinstance(left, x.Symbol) and isinstance(value, x.Number)
        if left == part.place.argument or (number and not claim.equation.display):
            return True
    first = strip(claim.equation.sides[0])
    differential = isinstance(first, s.Juxtaposition) and is_sign(first.factors[0]) and not set(first.operators) - {""}
    remark = claim.equation.relations[at : at + 1] == ("approx",) and not claim.equation.display
    return differential or remark


def mixed_layout(judge: Judge, values: list[x.Expression | None], truth: x.Expression) -> bool:
    """Whether a chain for a matrix also holds it laid out the other way: the author says that both are the same."""
    if "1" in truth.shape:
        return False
    turned = x.Transpose(truth)
    return any(value is not None and judge.equal(turned, value) for value in values)


def bare(claim: Claim, truth: x.Expression) -> bool:
    """Whether an equation without a derivative on its left can be the answer: its last side has the right shape."""
    value = claim.sides[-1].value
    if claim.sides[-1].misshapen:
        return True
    return value is not None and (
        value.shape in (truth.shape, truth.shape[::-1]) or len(claim.sides) == 1 or is_zero(value)
    )
