"""Derivatives on the way that words give a value: "the derivative of $e^{-x}$ is $-e^{-x}$", held by differentiating."""

from derive import expression as x
from derive.elaboration.open_lengths import fitted
from derive.problem import Part
from derive.words.derivatives import INNER
from derive.words.plain import plain
from proofs.answers.account.differentiated import thing_at
from proofs.answers.claims.meaning import Claim
from proofs.answers.claims.script import Script
from proofs.answers.deciding.outcome import equal_in
from proofs.answers.deciding.targets import derivative_of, same_loss

NEAR = 200
"""So many characters before a value are looked at for the name of its derivative."""


def inner_derivative(claim: Claim, script: Script, part: Part) -> bool | None:
    """Whether a bare value is that of the derivative of another function than the loss, by which the words call it; None where they do not, or that is not known."""
    value = claim.sides[-1].value
    if len(claim.sides) > 1 or claim.by is not None or value is None:
        return None
    found = INNER(plain(script.around(claim.equation.passage)[0][-NEAR:]))
    if found is None:
        return None
    of = thing_at(int(found["what"][1:-1]), script, part)
    told = thing_at(int(found["by"][1:-1]), script, part) if found["by"] else None
    by = told.value if told is not None else part.place.argument or part.variable
    if of is None or of.value is None or same_loss(of.value, part) or not isinstance(by, x.Symbol | x.Column):
        return None
    slope = derivative_of(of.value, by)
    value = fitted(value, slope.shape)
    return equal_in(part, slope, value, claim.condition) is True if value.shape == slope.shape else False
