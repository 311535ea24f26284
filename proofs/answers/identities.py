"""Parts that ask for something else than a gradient: an identity to show, when a gradient vanishes, a quantity to name, words."""

from itertools import pairwise
from typing import Any

from derive import expression as x
from derive.problem import Part, Problem
from proofs.answers.ends import nothing_found, unreadable
from proofs.answers.gradients import decide_claim, laid_out
from proofs.answers.meaning import Meaning, fitted
from proofs.answers.outcome import Outcome, setting_of
from proofs.answers.script import Script
from proofs.identity import Judge, Undecidable
from proofs.verdict import Note


def identity(script: Script, problem: Problem, part: Part, meaning: Meaning) -> Outcome:
    """A chain whose ends are the two things that are to be shown equal, up to a sign on both."""
    assert part.loss is not None
    links: list[Any] = []
    best: Outcome | None = None
    for claim in meaning.claims:
        decide_claim(claim, part, part.loss, "unnamed", links)
        values = [side.value for side in claim.sides if side.value is not None and side.value.shape == x.SCALAR]
        if len(claim.sides) < 2 or not values:
            continue
        last = claim.sides[-1]
        judge = Judge([part.loss, x.Negative(part.loss), *values], setting_of(part))
        shown = [value for value in values if _matches(judge, part.loss, value)]
        if not any(_sums(value) for value in values):
            continue
        if last.value is None or last.value.shape != x.SCALAR:
            outcome = (
                unreadable(last, claim)
                if not last.misshapen
                else Outcome("wrong-shape", Note("shape-mismatch", {"detail": str(last.error)}), claim=claim)
            )
        elif last.value in shown and not _sums(last.value):
            outcome = Outcome(
                "proved", Note("holds-every-size"), final=last.value, final_holds=True, sizes=judge.sizes, claim=claim
            )
            sign = _sign(judge, part.loss, values[0])
            if sign is not None and sign != _sign(judge, part.loss, last.value):
                outcome = Outcome(
                    "wrong",
                    Note("differs"),
                    final=last.value,
                    truth=values[0],
                    judge=judge,
                    comparison=judge.compare(values[0], last.value),
                    final_holds=False,
                    claim=claim,
                    place=last.syntax.span,
                )
        elif last.value in shown:
            outcome = Outcome(
                "incomplete", Note("incomplete-no-conclusion"), final=last.value, final_holds=True, claim=claim
            )
        else:
            first = next((value for value in values[:-1] if value in shown), part.loss)
            try:
                comparison = judge.compare(first, last.value)
            except (Undecidable, KeyError):  # it speaks of what this part does not know
                continue
            outcome = Outcome(
                "wrong",
                Note("differs"),
                final=last.value,
                truth=first,
                judge=judge,
                comparison=comparison,
                final_holds=False,
                claim=claim,
                place=last.syntax.span,
            )
        best = outcome
    if best is None:
        words = script.prose.strip()
        stated = any(claim.role in ("definition", "equation") and len(claim.sides) > 1 for claim in meaning.claims)
        long = len(words.split()) > 12 or (len(words) > 40 and not words.isascii())
        best = (
            Outcome("prose", Note("prose"))
            if long or not stated
            else Outcome("incomplete", Note("incomplete-no-conclusion"))
        )
    best.links = links
    return best


def _sums(value: x.Expression) -> bool:
    """Whether a side still is the sum over the vocabulary of y_w log ŷ_w, at its top."""
    while isinstance(value, x.Negative):
        value = value.operand
    if isinstance(value, x.Product):
        return any(_sums(factor) for factor in value.factors)
    if isinstance(value, x.Add):
        return any(_sums(term) for term in value.terms)
    return isinstance(value, x.Sum) or (isinstance(value, x.Named) and _sums(value.value))


def _matches(judge: Judge, loss: x.Expression, value: x.Expression) -> bool:
    return _sign(judge, loss, value) is not None


def _sign(judge: Judge, loss: x.Expression, value: x.Expression) -> int | None:
    """+1 if a side equals the loss, −1 if it equals its negative."""
    try:
        if judge.compare(loss, value).equal:
            return 1
        return -1 if judge.compare(x.Negative(loss), value).equal else None
    except (Undecidable, KeyError):
        return None


def zero(script: Script, problem: Problem, part: Part, meaning: Meaning) -> Outcome:
    """When the gradient vanishes: an equation whose difference is ± the gradient, or one that makes it vanish (ŷ = y)."""
    assert part.loss is not None
    assert part.variable is not None
    truth = laid_out(x.Derivative(part.loss, part.variable), part.variable, meaning.convention)
    best: Outcome | None = None
    for claim in meaning.claims:
        values = [side.value for side in claim.sides]
        for left, right in pairwise(values):
            if left is None or right is None:
                continue
            right, left = fitted(right, left.shape), fitted(left, right.shape)
            if left.shape != right.shape:
                continue
            difference = x.Add((left, x.Negative(right)))
            if difference.shape == truth.shape:
                judge = Judge([truth, difference, x.Negative(truth)], setting_of(part))
                if any(judge.compare(each, difference).equal for each in (truth, x.Negative(truth))):
                    return Outcome(
                        "proved",
                        Note("zero-condition"),
                        final=difference,
                        final_holds=True,
                        sizes=judge.sizes,
                        claim=claim,
                    )
                best = Outcome(
                    "wrong",
                    Note("differs"),
                    final=difference,
                    truth=truth,
                    judge=judge,
                    comparison=judge.compare(truth, difference),
                    final_holds=False,
                    claim=claim,
                )
            elif {_name(left), _name(right)} == {"y", "hat y"}:
                return Outcome(
                    "proved", Note("zero-sufficient"), final=difference, final_holds=True, sizes="every", claim=claim
                )
    if best is not None:
        return best
    return nothing_found(script, meaning, [])


def _name(value: x.Expression) -> str:
    while isinstance(value, x.Transpose):
        value = value.operand
    if isinstance(value, x.Entry):
        value = value.matrix
    return value.name if isinstance(value, x.Named) else ""


def reuse(script: Script, problem: Problem, part: Part, meaning: Meaning) -> Outcome:
    """A quantity to name: it, or its negative, on some side."""
    assert part.value is not None
    links: list[Any] = []
    last: Outcome | None = None
    for claim in meaning.claims:
        for side in claim.sides:
            if side.value is None:
                continue
            judge = Judge([part.value, x.Negative(part.value), side.value], setting_of(part))
            if side.value.shape != part.value.shape:
                last = Outcome(
                    "wrong-shape",
                    Note(
                        "shape-differs", {"found": x.spoken(side.value.shape), "expected": x.spoken(part.value.shape)}
                    ),
                    claim=claim,
                    final=side.value,
                    place=side.syntax.span,
                )
                continue
            try:
                if any(judge.compare(each, side.value).equal for each in (part.value, x.Negative(part.value))):
                    return Outcome(
                        "proved",
                        Note("holds-every-size"),
                        final=side.value,
                        final_holds=True,
                        sizes=judge.sizes,
                        claim=claim,
                        links=links,
                    )
                last = Outcome(
                    "wrong",
                    Note("differs"),
                    final=side.value,
                    truth=part.value,
                    judge=judge,
                    comparison=judge.compare(part.value, side.value),
                    final_holds=False,
                    claim=claim,
                    place=side.syntax.span,
                )
            except (Undecidable, KeyError):
                continue
    return last or nothing_found(script, meaning, links)


def prose(script: Script, problem: Problem, part: Part, meaning: Meaning) -> Outcome:
    """Words: a person decides."""
    return Outcome("prose", Note("prose"))
