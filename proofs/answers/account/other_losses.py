"""Lines that make the loss of a part, or a function in it, another one: f(x) = min(αx, x), σ(z) = tanh z."""

from contextlib import suppress
from dataclasses import replace
from itertools import pairwise
from typing import Any

from derive import expression as x
from derive.nodes import rebuild
from derive.parsing import syntax as s
from derive.parsing.trees import every, key, strip
from derive.problem import Part, Problem
from derive.reading.context import Convention, Definition
from derive.reading.elaborate import Reader
from proofs.answers.claims.meaning import Claim, Meaning, read_meaning
from proofs.answers.claims.script import Script
from proofs.answers.claims.sides import Side, read_side
from proofs.answers.deciding.outcome import equal_in


def other_slope(claim: Claim, answer: Claim, part: Part) -> bool:
    """Whether an answer ends in σ′, and a line says that σ′ is something that it is not, or that cannot be read."""
    ends = [each for each in every(answer.equation.sides[-1]) if isinstance(each, s.Scripted) and each.primes]
    if part.place.argument is not None or len(claim.sides) < 2 or not ends:
        return False
    functions = {key(each.base) for each in ends}
    left = claim.sides[0].value
    if left is None:
        node = strip(claim.equation.sides[0])
        return isinstance(node, s.Fraction) and bool(functions & {key(each) for each in every(node.numerator)})
    if not isinstance(left, x.Derivative) or not isinstance(left.body, x.Call) or claim.sides[1].value is None:
        return False
    return equal_in(part, left, claim.sides[1].value, claim.condition) is not True


def of_another_part(claim: Claim, script: Script, problem: Problem) -> bool:
    """Whether a line gives a loss as it is in some part of the assignment."""
    alone = replace(script, equations=(claim.equation,))
    parts = {part.loss_name: part for part in problem.parts if part.loss is not None}
    return any(
        each.role == "loss" and not other_loss(each, part)
        for part in parts.values()
        for each in read_meaning(alone, problem, part, Convention(), {}).claims
    )


def other_function(claim: Claim, meaning: Meaning, problem: Problem, part: Part) -> str | None:
    """σ, where a line says σ(z) = … and that is another function, or σ = … and that is no value."""
    if len(claim.sides) < 2 or claim.equation.relations[:1] != ("=",):
        return None
    left = strip(claim.equation.sides[0])
    called = isinstance(left, s.Juxtaposition) and len(left.factors) == 2 and key(left.factors[0]) == "sigma"
    if key(left) == "sigma":
        return None if claim.sides[1].value is not None else "sigma"
    if not called or not isinstance(left, s.Juxtaposition):
        return None
    letter = strip(left.factors[1])
    if not isinstance(letter, s.Name) or letter.accents or len(letter.name) != 1:
        return None
    told = [each.equation.sides[1] for each in meaning.claims if each.defines == letter.name]
    argument = s.Name("x", span=letter.span)
    values: list[s.Syntax] = [*told, argument] if told else [argument]
    for value in values:  # z = e^x, σ(z) = z/(z+1): a letter for a value of x
        own = () if letter.name == "x" else (Definition(letter.name, value),)
        reader = Reader(problem.notation, part.place, meaning.convention, own)
        first, second = (read_side(reader, side).value for side in claim.equation.sides[:2])
        second = second or claim.sides[1].value  # in letters of the author's own
        logistic = x.Call("sigmoid", part.place.argument) if told and part.place.argument is not None else first
        if first is None or (
            second is not None
            and any(equal_in(part, each, second, claim.condition) for each in (first, logistic) if each)
        ):
            return None
    return "sigma"


def other_loss(claim: Claim, part: Part) -> bool:
    """Whether a line says that the loss or the function of the part is another one, f(x) = min(αx, x), or one that cannot be read."""
    if len(claim.sides) < 2 or claim.equation.inside or claim.sides[0].value is not part.loss or part.loss is None:
        return False
    if claim.equation.relations[:1] != ("=",):
        return False
    values = [side.value for side in claim.sides[1:] if side.value is not None]
    if values:
        return equal_in(part, part.loss, values[0], claim.condition) is not True
    return not any(_general(side) or _slip(side, claim, part) for side in claim.sides[1:])


def _general(side: Side) -> bool:
    """Whether a side could not be read for a function of no meaning here, as in a rule: f(x) = g(x)/h(x)."""
    at = side.error.span if isinstance(side.error, s.ReadingError) else None
    rows = [each for each in every(side.syntax) if isinstance(each, s.Juxtaposition)]
    pairs = [pair for row in rows for pair in pairwise(row.factors)]
    return any(
        first.span == at and key(first) in ("f", "g", "h") and isinstance(second, s.Group) for first, second in pairs
    )


def _slip(side: Side, claim: Claim, part: Part) -> bool:
    """Whether a sum of the loss is written with two letters for its one index, and is the loss with one: Σ_j log σ(−u_{w_i}ᵀv_c)."""
    if not isinstance(side.error, s.ReadingError) or claim.read is None or part.loss is None:
        return False
    at = next((each for each in every(side.syntax) if each.span == side.error.span), side.syntax)
    stray = key(at.below if isinstance(at, s.Scripted) and at.below is not None else at)
    sums = [each for each in every(side.syntax) if isinstance(each, s.Big) and each.below is not None]
    bound = {key(each) for big in sums for each in every(big.below) if isinstance(each, s.Name)} - {stray}  # type: ignore[arg-type]
    for letter in sorted(filter(None, bound)):
        with suppress(s.ReadingError, x.ShapeError):
            if stray and equal_in(part, part.loss, claim.read(_renamed(side.syntax, stray, letter)), claim.condition):
                return True
    return False


def _renamed(node: Any, old: str, new: str) -> Any:
    """Written mathematics with one letter in the place of another."""
    if isinstance(node, s.Name) and key(node) == old:
        return replace(node, name=new)
    return rebuild(node, lambda child: _renamed(child, old, new))
