"""What an accepted answer claims, as pairs of expressions: the derivative of the loss and the answer, one pair for each case it gives.

This is the one place where certificates touch how answers are read.
"""

from dataclasses import dataclass, replace

import proofs.derivations
from derive import expression as x
from derive.blocks import Chain
from derive.parsing.macros import collect
from derive.problem import Part, load
from derive.statement import Statement
from proofs.answers.claims.conventions import Conventions
from proofs.answers.claims.script import read_script
from proofs.answers.decide import decide
from proofs.answers.deciding.outcome import Outcome
from proofs.answers.placing.scope import aimed_parts
from proofs.coq.statement import Claim, Given
from proofs.coq.terms import OutsideError
from proofs.derivations import derive_statement
from proofs.statements.decide import outcome_of
from proofs.statements.setting import setting_of
from proofs.verdict import ACCEPTED


@dataclass(frozen=True, slots=True)
class Candidate:
    """What a certificate could state under what is given: one of the alternatives, each of them some claims that belong together."""

    given: Given
    alternatives: tuple[tuple[Claim, ...], ...]


def of_answer(part: str, latex: str, defs: str, assignment: str) -> list[Candidate]:
    """What an accepted answer claims. OutsideError where a part is not decided by an equation."""
    problem = load(assignment)
    parts = problem.block(part)
    macros = collect(defs + "\n" + latex, len(defs) + 1)
    before, script = read_script(defs, collect(defs, 0)), read_script(latex, macros)
    declared = Conventions()
    declared.read(before, problem.notation)
    declared.read(script, problem.notation)
    aimed = aimed_parts(script, parts, problem)
    return [candidate(each, decide(own, problem, each, declared)) for each, own in aimed]


def candidate(part: Part, outcome: Outcome) -> Candidate:
    """What an outcome that accepts claims."""
    if outcome.word not in ACCEPTED or outcome.final is None:
        raise OutsideError("an answer that is not accepted")
    if part.kind == "gradient":
        return Candidate(part, (tuple(_gradient(each) for each in (*outcome.beside, outcome)),))
    if part.kind == "zero" and outcome.message.code == "zero-condition" and part.loss and part.variable:
        return Candidate(part, _signed(x.Derivative(part.loss, part.variable), outcome.final))
    truth = part.value if part.kind == "reuse" else part.loss if part.kind == "identity" else None
    if truth is None:
        raise OutsideError(f"a part of kind {part.kind!r}")
    return Candidate(part, _signed(truth, outcome.final))


def _gradient(outcome: Outcome) -> Claim:
    if outcome.truth is None or outcome.final is None:
        raise OutsideError("an answer without a value")
    return Claim(outcome.truth, outcome.final, outcome.condition)


def _signed(truth: x.Expression, value: x.Expression) -> tuple[tuple[Claim, ...], ...]:
    """The truth, or its negative: where either was accepted."""
    return (Claim(truth, value),), (Claim(truth, x.Negative(value)),)


def of_closed_form(part: Part, assignment: str) -> Candidate:
    """What our own derivation of a part ends with."""
    if part.kind == "identity" and part.loss is not None and part.equals is not None:
        return Candidate(part, ((Claim(part.loss, part.equals),),))
    if part.kind != "gradient" or part.loss is None or part.variable is None:
        raise OutsideError(f"a part of kind {part.kind!r}: give an answer")
    truth = x.Derivative(part.loss, part.variable)
    chains = proofs.derivations.derive(part.id, assignment).chains
    ends = [chain.result for chain in chains if _leads(chain, part.variable)]
    return Candidate(part, tuple((Claim(truth, end),) for end in dict.fromkeys(ends)))


def _leads(chain: Chain, variable: x.Variable) -> bool:
    """Whether a chain may end with the derivative by the variable."""
    if isinstance(chain.left, x.Derivative):
        return chain.left.variable == variable
    return chain.left is None and chain.result.shape == variable.shape


# -------------------------------------------------------------------------------------------------------- losses of one's own


def of_statement(asked: Statement, latex: str) -> list[Candidate]:
    """What an answer to a statement claims, a candidate for each of its claims."""
    outcome = outcome_of(asked, latex)
    found = (_gradient(each) for each in (*outcome.beside, outcome))
    return [_under(asked, replace(each, truth=_entrywise(each.truth))) for each in found]


def of_statements_closed_form(asked: Statement) -> list[Candidate]:
    """What our own derivation of a statement ends with."""
    wanted = asked.wanted
    for chain in reversed(derive_statement(asked).chains):
        left = chain.start if chain.left is None else chain.left
        if isinstance(left, x.Derivative) and left.variable == asked.variable and chain.result.shape == wanted.shape:
            return [_under(asked, Claim(wanted, chain.result))]
    raise OutsideError("a derivation in another form: give an answer")


def _under(asked: Statement, claim: Claim) -> Candidate:
    return Candidate(setting_of(asked, [asked.loss, claim.truth, claim.value]), ((claim,),))


def _entrywise(truth: x.Expression) -> x.Expression:
    """An entry of the derivative by a matrix is the derivative by its entry."""
    match truth:
        case x.Entry(x.Derivative(body, x.Symbol() as variable), row, column) if body.shape == x.SCALAR:
            return x.Derivative(body, x.Entry(variable, row, column))
    return truth
