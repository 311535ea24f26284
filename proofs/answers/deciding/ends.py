"""One `=` by itself, and the end of a chain against the truth."""

from contextlib import suppress
from dataclasses import replace
from typing import Any

from derive import expression as x
from derive.elaboration.open_lengths import fitted
from derive.nodes import once
from derive.parsing import syntax as s
from derive.parsing.trees import every, key
from derive.problem import Part
from derive.traversal import children, walk
from proofs.answers.claims.meaning import Claim, Meaning
from proofs.answers.claims.script import Script
from proofs.answers.claims.sides import Side
from proofs.answers.deciding.letters import left_over
from proofs.answers.deciding.outcome import Outcome
from proofs.identity import Comparison, Judge, Undecidable, find_witness, numerically, overlapping
from proofs.verdict import ACCEPTED, Note

SEARCHED = 2.0
"""Seconds in which a point is looked for that refutes what cannot be decided."""


def link(
    judge: Judge, previous: x.Expression | None, side: Side, value: x.Expression | None, condition: x.Condition
) -> tuple[bool | None, Note | None]:
    """Whether one `=` holds by itself; undecided where a chain rule goes through a helper, whose Jacobians have no settled layout."""
    if through_helper(previous) or through_helper(value) or (side.misshapen and chain_rule(side.syntax)):
        return None, None
    if side.misshapen:
        return False, Note("shape-mismatch", {"detail": str(side.error)})
    if previous is None or value is None:
        return None, None
    previous, value = fitted(previous, value.shape), fitted(value, previous.shape)
    if previous.shape != value.shape:
        if previous.shape == value.shape[::-1]:
            return None, Note("transposed", {"found": x.spoken(value.shape), "expected": x.spoken(previous.shape)})
        return False, Note(
            "shape-mismatch", {"detail": f"{x.spoken(value.shape)} is set equal to {x.spoken(previous.shape)}"}
        )
    return judge.equal(previous, value, condition), None


def through_helper(value: x.Expression | None) -> bool:
    """Whether this differentiates by a symbol of the author's that the body does not name: ∂J/∂θ for θ = Uᵀv_c."""
    return value is not None and _through_helper(value)


@once
def _through_helper(value: x.Node) -> bool:
    own = isinstance(value, x.Derivative) and _is_helper(value.variable) and value.variable not in walk(value.body)
    return own or any(map(_through_helper, children(value)))


def _is_helper(variable: x.Variable) -> bool:
    return isinstance(variable.matrix if isinstance(variable, x.Entry) else variable, x.Named)


def chain_rule(node: s.Syntax) -> bool:
    """Whether a side is a product with two derivatives or more: ∂θ/∂v · ∂J/∂θ."""
    found = [
        each
        for each in every(node)
        if isinstance(each, s.Fraction) and any(key(below) == "partial" for below in every(each.denominator)[:3])
    ]
    return len(found) > 1


def end(
    judge: Judge,
    last: Side,
    value: x.Expression | None,
    truth: x.Expression,
    condition: x.Condition,
    claim: Claim,
    part: Part,
) -> Outcome:
    """The last side against the truth."""
    if value is None:
        if last.misshapen:
            return Outcome(
                "wrong-shape",
                Note("shape-mismatch", {"detail": str(last.error)}),
                final_holds=False,
                place=last.syntax.span,
                claim=claim,
            )
        return left_over(last, truth, condition, claim, part) or unreadable(last, claim)
    if through_helper(value):  # U ∂J/∂θ is on the way, whatever a Jacobian by θ is
        return Outcome("incomplete", Note("not-evaluated"), final=value, condition=condition)
    outcome = held(judge, value, truth, condition, last.syntax.span)
    if outcome.word not in ACCEPTED or outcome.word == "equal-numerically":
        return outcome
    if unevaluated(value, part):
        return Outcome("incomplete", Note("not-evaluated"), final=value, final_holds=True, condition=condition)
    if part.evaluated and not is_zero(value):
        return Outcome(
            "incomplete", Note("not-evaluated", {"value": "0"}), final=value, final_holds=True, condition=condition
        )
    return outcome


def held(
    judge: Judge,
    value: x.Expression,
    truth: x.Expression,
    condition: x.Condition,
    place: s.Span,
    seconds: float = SEARCHED,
) -> Outcome:
    """A value against the truth, under a condition; `seconds` for a point that refutes what cannot be decided."""
    if value.shape != truth.shape:
        return misfit(judge, value, truth, condition, place)
    try:
        found = judge.compare(truth, value, condition)
    except (Undecidable, KeyError):
        found = Comparison(None, judge.sizes)
    if found.equal is None:
        with suppress(Undecidable, KeyError):
            found = numerically(judge, truth, value, condition)
        if found.equal:
            return Outcome(
                "equal-numerically",
                Note("holds-numerically"),
                final=value,
                final_holds=True,
                sizes=judge.sizes,
                condition=condition,
            )
    if found.equal is False:
        return Outcome(
            "wrong",
            Note("differs"),
            final=value,
            final_holds=False,
            sizes=found.sizes,
            place=place,
            condition=condition,
        )
    if found.equal is None:
        return undecided(judge, truth, value, condition, found.reason, place, seconds)
    detail = Note("two-cases-at-once")
    torn = [undecided(judge, truth, *each, detail, place, seconds) for each in overlapping(judge, value, condition)]
    if torn:
        outcome = next((each for each in torn if each.word == "wrong"), torn[0])
        return replace(outcome, message=Note("cases-overlap")) if outcome.word == "wrong" else outcome
    if found.uncovered:
        return Outcome(
            "incomplete",
            Note("incomplete-case", {"case": ""}),
            final=value,
            final_holds=True,
            condition=condition,
        )
    return confirmed(found, final=value, condition=condition)


def undecided(
    judge: Judge,
    truth: x.Expression,
    value: x.Expression,
    condition: x.Condition,
    reason: Note | None,
    place: s.Span,
    seconds: float,
) -> Outcome:
    """What cannot be shown to be equal: `wrong` where a certified point refutes it all the same."""
    witness = None
    with suppress(Undecidable, KeyError):  # it speaks of a size that the part does not have
        witness = find_witness(judge, truth, value, condition, seconds)
    if witness is None:
        return Outcome("unknown", Note("unknown-outside", {"detail": reason}), final=value, condition=condition)
    return Outcome(
        "wrong",
        Note("differs"),
        final=value,
        final_holds=False,
        witness=witness,
        place=place,
        condition=condition,
    )


def confirmed(found: Comparison, message: Note | None = None, **rest: Any) -> Outcome:
    """The outcome of an agreement, by how far it reaches."""
    if found.hole:
        rest["notes"] = [*rest.get("notes", ()), Note("where-defined")]
    if found.sizes == "every":
        return Outcome("proved", message or Note("holds-every-size"), final_holds=True, sizes="every", **rest)
    note = Note("holds-up-to", {"sizes": found.sizes})
    return Outcome("equal-up-to", note, final_holds=True, sizes=found.sizes, **rest)


def unevaluated(value: x.Expression, part: Part) -> bool:
    """Whether a derivative still stands in an answer: in a function of one number, or of more than a dot product or an abstract loss."""
    return any(
        isinstance(node, x.Derivative)
        and not (part.by_columns and isinstance(node.variable, x.Column))
        and (part.place.argument is not None or any(isinstance(each, x.Call | x.Softmax) for each in walk(node.body)))
        for node in walk(value)
    )


def misfit(judge: Judge, value: x.Expression, truth: x.Expression, condition: x.Condition, place: s.Span) -> Outcome:
    """Another shape than asked: the right value laid out the other way, or something else."""
    detail = {"found": x.spoken(value.shape), "expected": x.spoken(truth.shape)}
    if value.shape == truth.shape[::-1] and judge.equal(truth, x.Transpose(value), condition):
        return Outcome("transposed", Note("transposed", detail), final=value, final_holds=False, place=place)
    code = "scalar-for-vector" if value.shape == x.SCALAR else "shape-differs"
    return Outcome("wrong-shape", Note(code, detail), final=value, final_holds=False, place=place)


def unreadable(side: Side, claim: Claim | None = None) -> Outcome:
    """The place that could not be read, and what was expected there; or what does not multiply."""
    error = side.error
    if isinstance(error, x.ShapeError):
        return Outcome(
            "wrong-shape",
            Note("shape-mismatch", {"detail": str(error)}),
            final_holds=False,
            claim=claim,
            place=side.syntax.span,
        )
    expected = error.expected if isinstance(error, s.ReadingError) else ""
    span = error.span if isinstance(error, s.ReadingError) else side.syntax.span
    return Outcome(
        "unreadable", Note("unreadable", {"expected": expected, "found": str(error)}), claim=claim, place=span
    )


def nothing_found(script: Script, meaning: Meaning, links: list[Any]) -> Outcome:
    """No claim about what is asked: words, or something that could not be read."""
    failed = [claim for claim in meaning.claims if claim.sides[-1].error is not None]
    if script.errors:
        error = script.errors[-1]
        return Outcome(
            "unreadable",
            Note("unreadable", {"expected": error.expected, "found": str(error)}),
            links=links,
            place=error.span,
        )
    torn = [(side, claim) for claim in meaning.claims for side in claim.sides if side.misshapen]
    if failed or torn:
        outcome = unreadable(*((failed[-1].sides[-1], failed[-1]) if failed else torn[-1]))
        outcome.links = links
        return outcome
    if script.prose.strip():
        return Outcome("prose", Note("prose"), links=links)
    return Outcome("incomplete", Note("incomplete-no-conclusion" if meaning.claims else "empty"), links=links)


def is_zero(value: x.Expression) -> bool:
    """Whether a value is written as 0, in some case at least."""
    if isinstance(value, x.Cases):
        return any(is_zero(each) for each, _ in value.branches)
    return isinstance(value, x.Number | x.Constant) and value.value == 0
