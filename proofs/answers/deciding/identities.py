"""Parts that ask for something else than a gradient: an identity to show, a quantity to name, words."""

from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise
from typing import Any

from derive import expression as x
from derive.elaboration.conditions import of_hot
from derive.parsing import syntax as s
from derive.parsing.trees import strip
from derive.problem import Part, Problem
from derive.reading.elaborate import Reader
from derive.traversal import children, free_indices, walk
from proofs.answers.claims.meaning import Claim, Meaning
from proofs.answers.claims.script import Script
from proofs.answers.deciding.ends import confirmed, nothing_found, unreadable
from proofs.answers.deciding.gradients import decide_claim
from proofs.answers.deciding.outcome import Outcome, setting_of
from proofs.identity import Comparison, Judge, Undecidable
from proofs.verdict import ACCEPTED, Note


def identity(script: Script, problem: Problem, part: Part, meaning: Meaning) -> Outcome:
    """A chain whose ends are the two things that are to be shown equal, up to a sign on both."""
    assert part.loss is not None
    links: list[Any] = []
    label = part.notation.label
    best: Outcome | None = None
    for claim in meaning.claims:
        if _is_case(claim, part):
            continue
        decide_claim(claim, part, part.loss, "unnamed", links)
        values = [side.value for side in claim.sides if side.value is not None and side.value.shape == x.SCALAR]
        if len(claim.sides) < 2 or not any(_sums(value, label) for value in values):
            continue
        last = claim.sides[-1]
        if last.value is None or last.value.shape != x.SCALAR:
            detail = Note("shape-mismatch", {"detail": str(last.error)})
            best = unreadable(last, claim) if not last.misshapen else Outcome("wrong-shape", detail, claim=claim)
            continue
        try:
            judge = Judge([part.loss, x.Negative(part.loss), *values], setting_of(part, values))
            best = _chained(judge, values, claim) or _shown(judge, part.loss, values, claim, label)
            reader = Reader(problem.notation, part.place, meaning.convention)
            steps = [side for side in claim.sides[1:-1] if side.value is None]
            steps += [side for side in claim.sides[1:-1] if side.value is not None and side.value.shape != x.SCALAR]
            unread = next((side for side in steps if not written_out(reader, side.syntax, part)), None)
            if best.word in ACCEPTED and unread is not None:
                best = Outcome("unknown", Note("unread-step", {"detail": str(unread.error)}), claim=claim)
        except Undecidable as outside:
            best = Outcome("unknown", Note("unknown-outside", {"detail": outside.reason}), claim=claim)
        except KeyError:  # it speaks of what this part does not know
            continue
    if best is None:
        words = script.prose.strip()
        stated = any(
            claim.role in ("definition", "equation") and len(claim.sides) > 1 and not claim.equation.apart
            for claim in meaning.claims
        )
        long = len(words.split()) > 12 or (len(words) > 40 and not words.isascii())
        if not words:
            best = Outcome("incomplete", Note("incomplete-equation" if meaning.claims else "empty"))
        elif long or not stated:
            best = Outcome("prose", Note("prose"))
        else:
            best = Outcome("incomplete", Note("incomplete-no-conclusion"))
    best.links = links
    return best


def _is_case(claim: Claim, part: Part) -> bool:
    """Whether a claim says which words it speaks of, by the label's entry at them, and no step: y_w = 0. What is said of the outside word is one."""
    values = [side.value for side in claim.sides]
    number = values[-1].value if len(values) == 2 and isinstance(values[-1], x.Number) else None
    told = of_hot(values[0], number) if number is not None and claim.condition == x.ALWAYS else None
    outside = part.place.free.get(part.notation.outside)
    return told is not None and getattr(values[0], "row", None) != outside


def written_out(reader: Reader, node: s.Syntax, part: Part) -> bool:
    """Whether a side with dots shows terms of the cross-entropy: each is y_i log ŷ_i, 0 · log ŷ_i, or 1 · log ŷ_o, and that of o is there."""
    terms = list(_terms(node, "+"))
    shown = [(sign, each) for sign, each in terms if not isinstance(strip(each), s.Dots)]
    if len(shown) == len(terms) or len({sign for sign, _ in shown}) != 1:
        return False
    o, of_o = part.place.free.get(part.notation.outside), False
    for _, each in shown:
        try:
            value = reader.read(each)
        except (s.ReadingError, x.ShapeError):
            return False
        factors = value.factors if isinstance(value, x.Product) else (value,)
        *ahead, log = factors
        if not (isinstance(log, x.Call) and log.function == "log" and isinstance(log.argument, x.Entry)):
            return False
        at = log.argument.row
        of_o |= at == o
        if (
            getattr(log.argument.matrix, "name", "") != part.notation.prediction
            or len(ahead) > 1
            or not _weighs(ahead[0] if ahead else ONE, at, o, part.notation.label)
        ):
            return False
    return of_o


ONE = x.Number(Fraction(1))


def _weighs(factor: x.Expression, at: x.IndexTerm, o: x.IndexTerm | None, label: str) -> bool:
    """Whether a factor is the label at a word: its entry, 1 at o, 0 at another."""
    if isinstance(factor, x.Number):
        return factor.value == (1 if at == o else 0)
    return isinstance(factor, x.Entry) and getattr(factor.matrix, "name", "") == label and factor.row == at


def _terms(node: s.Syntax, sign: str) -> Iterator[tuple[str, s.Syntax]]:
    """The terms of a sum with their signs, brackets around several of them opened."""
    inner = strip(node)
    if isinstance(inner, s.Additive):
        for each in inner.terms:
            yield from _terms(each, sign)
    elif isinstance(inner, s.Signed):
        yield from _terms(inner.operand, {"+": sign, "-": "+" if sign == "-" else "-"}.get(inner.sign, "?"))
    else:
        yield sign, inner


def _chained(judge: Judge, values: list[x.Expression], claim: Claim) -> Outcome | None:
    """The first step of the chain that is false: here the chain is the answer. A sign on one whole side is the loss's own."""
    for left, right in pairwise(values):
        try:
            found = judge.compare(left, right)
            if found.equal is False:
                return _differs(judge, left, right, claim)
            if found.equal is None:
                return Outcome("unknown", found.reason or Note("unread-step", {"detail": ""}), claim=claim)
        except Undecidable as outside:
            return Outcome("unknown", Note("unknown-outside", {"detail": outside.reason}), claim=claim)
        except KeyError:
            continue
    return None


def _sums(value: x.Expression, label: str) -> bool:
    """Whether a side still is the sum over the vocabulary of y_w log ŷ_w, or yᵀ log ŷ, at its top."""
    while isinstance(value, x.Negative):
        value = value.operand
    if isinstance(value, x.Product):
        vectors = any(isinstance(each, x.Named) and each.name == label for each in walk(value))
        return vectors or any(_sums(factor, label) for factor in value.factors)
    if isinstance(value, x.Add):
        return any(_sums(term, label) for term in value.terms)
    return isinstance(value, x.Sum) or (isinstance(value, x.Named) and _sums(value.value, label))


def _of_each(value: x.Expression) -> bool:
    """Whether a sum takes the logarithm of each word's own probability, as the cross-entropy does, or writes it by vectors."""
    sums = [node for node in _written(value) if isinstance(node, x.Sum)]
    logs = [
        (each, node) for each in sums for node in walk(each.body) if isinstance(node, x.Call) and node.function == "log"
    ]
    return not sums or any(each.index in free_indices(node) for each, node in logs)


def _written(node: x.Node) -> Iterator[x.Node]:
    """The nodes that are written out: what a name stands for is not."""
    yield node
    if not isinstance(node, x.Named):
        for child in children(node):
            yield from _written(child)


def _shown(judge: Judge, loss: x.Expression, values: list[x.Expression], claim: Claim, label: str) -> Outcome:
    """What a chain of numbers shows: from a sum that is the cross-entropy to a last side that is none and has the same sign."""
    *before, last = values
    signs = [_signed(judge, loss, value) for value in values]
    of_last = signs[-1]
    if of_last is None:
        known = next((value for value, sign in zip(before, signs, strict=False) if sign), loss)
        return _differs(judge, known, last, claim)
    if _sums(last, label):
        return Outcome("incomplete", Note("incomplete-no-conclusion"), final=last, final_holds=True, claim=claim)
    begun = [
        value for value, sign in zip(values, signs, strict=True) if _sums(value, label) and sign and _of_each(value)
    ]
    if not begun:  # what stands for the cross-entropy is none
        odd = next(value for value in values if _sums(value, label))
        if _signed(judge, loss, odd):
            return Outcome("incomplete", Note("incomplete-no-conclusion"), final=last, final_holds=True, claim=claim)
        return _differs(judge, loss, odd, claim)
    if signs[0] is not None and signs[0][0] != of_last[0]:
        return _differs(judge, values[0], last, claim)
    if of_last[1].uncovered:
        return Outcome("incomplete", Note("incomplete-case", {"case": ""}), final=last, final_holds=True, claim=claim)
    return confirmed(of_last[1], final=last, claim=claim)


def _differs(judge: Judge, truth: x.Expression, value: x.Expression, claim: Claim) -> Outcome:
    """A value that is not the one it is set equal to; unknown where that cannot be said."""
    comparison = judge.compare(truth, value)
    if comparison.equal is not False:
        return Outcome("unknown", Note("unknown-outside", {"detail": comparison.reason}), final=value, claim=claim)
    side = next(side for side in claim.sides if side.value is value)
    return Outcome(
        "wrong",
        Note("differs"),
        final=value,
        truth=truth,
        judge=judge,
        final_holds=False,
        claim=claim,
        place=side.syntax.span,
    )


def _signed(judge: Judge, loss: x.Expression, value: x.Expression) -> tuple[int, Comparison] | None:
    """+1 if a value equals the loss, −1 if it equals its negative, and how that was found."""
    for sign, each in ((1, loss), (-1, x.Negative(loss))):
        try:
            found = judge.compare(each, value)
        except (Undecidable, KeyError):
            continue
        if found.equal:
            return sign, found
    return None


def reuse(script: Script, problem: Problem, part: Part, meaning: Meaning) -> Outcome:
    """A quantity to name: it, or its negative, as the last side of a chain that has its shape."""
    assert part.value is not None
    last: Outcome | None = None
    for claim in meaning.claims:
        found: Outcome | None = None
        for side in claim.sides:
            each = None if side.value is None else _named_quantity(part, part.value, side.value, claim)
            if each is not None and (found is None or each.word != "wrong-shape"):
                found = each
        if found is not None and found.word in ACCEPTED:
            return found
        last = found or last
    return last or nothing_found(script, meaning, [])


def _named_quantity(part: Part, wanted: x.Expression, value: x.Expression, claim: Claim) -> Outcome | None:
    """Whether one side is the quantity or its negative; None where that cannot be asked."""
    if value.shape != wanted.shape:
        shapes = {"found": x.spoken(value.shape), "expected": x.spoken(wanted.shape)}
        side = next(side for side in claim.sides if side.value is value)
        return Outcome("wrong-shape", Note("shape-differs", shapes), claim=claim, final=value, place=side.syntax.span)
    try:
        judge = Judge([wanted, x.Negative(wanted), value], setting_of(part))
        for each in (wanted, x.Negative(wanted)):
            found = judge.compare(each, value)
            if found.equal:
                return confirmed(found, final=value, claim=claim)
        return _differs(judge, wanted, value, claim)
    except (Undecidable, KeyError):
        return None


def prose(script: Script, problem: Problem, part: Part, meaning: Meaning) -> Outcome:
    """Words: a person decides."""
    return Outcome("prose", Note("prose"))
