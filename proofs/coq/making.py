"""Certificates from parts and answers: the verdict first, then a claim, then a file."""

from collections.abc import Callable
from dataclasses import dataclass

import derive.outside
from derive import expression as x
from derive.problem import Part, load
from derive.statement import Statement
from derive.writing.latex import latex
from proofs.coq.claims import Candidate, of_answer, of_closed_form, of_statement, of_statements_closed_form
from proofs.coq.proving import NoProofError
from proofs.coq.statement import Claim, Given
from proofs.coq.terms import OutsideError
from proofs.coq.theorem import Certificate, certificate
from proofs.deadline import deadline
from proofs.derivations import UncheckedError
from proofs.verdict import exit_status

Item = tuple[Given, Claim]
CLOSED_FORM = "closed form"
SEARCH = 30.0
"""Seconds that the search for a proof may take."""


@dataclass(frozen=True, slots=True)
class Made:
    """What came of it: the verdict's word, whether it accepts, and a certificate with what it states, or the reason why there is none."""

    word: str
    accepted: bool
    status: int = 0
    certificate: Certificate | None = None
    items: tuple[Item, ...] = ()
    reason: str = ""


def made(part: str, answer: str | None, defs: str, assignment: str) -> Made:
    """The certificate of an answer to a part or a block of parts; of our own closed forms where no answer is given.

    >>> text = made("f", r"\\sigma(x)(1 - \\sigma(x))", "", "cs224n-a2").certificate.text
    >>> print(text.split("Theorem ")[1].split("\\nProof")[0])
    answer :
      is_derive (fun t => loss t) x
        (sigmoid x * (1 - sigmoid x)).
    """
    if answer is None:
        parts = load(assignment).block(part)
        return _made(CLOSED_FORM, True, lambda: [of_closed_form(each, assignment) for each in parts], None)
    from proofs.verify import check

    verdict = check(part, answer, defs, assignment=assignment)
    return _made(verdict.verdict, verdict.accepted, lambda: of_answer(part, answer, defs, assignment), answer)


def made_of_statement(asked: Statement, answer: str | None) -> Made:
    """The certificate of an answer to a loss of one's own; of our own closed form where no answer is given.

    >>> from derive.stating import state
    >>> asked = state(r"\\operatorname{tr}(A X)", "X", declare=["A: n x m", "X: m x n"])
    >>> made_of_statement(asked, r"A^\\top").word
    'proved'
    """
    if answer is None:
        return _made(CLOSED_FORM, True, lambda: of_statements_closed_form(asked), None)
    from proofs.statements import check_statement

    verdict = check_statement(asked, answer)
    return _made(verdict.verdict, verdict.accepted, lambda: of_statement(asked, answer), answer)


def _made(word: str, accepted: bool, candidates: Callable[[], list[Candidate]], answer: str | None) -> Made:
    if not accepted:
        return Made(word, False, exit_status([word]))
    result = Made(word, True, reason=f"the search for a proof was broken off after {SEARCH:g} seconds")
    with deadline(SEARCH):
        try:
            found, items = chosen(candidates(), answer)
            result = Made(word, True, 0, found, items)
        except (OutsideError, NoProofError, derive.outside.OutsideError, UncheckedError) as error:
            result = Made(word, True, reason=str(error))
    return result


def chosen(candidates: list[Candidate], answer: str | None) -> tuple[Certificate, tuple[Item, ...]]:
    """The certificate of the first alternative of each candidate that has a proof."""
    items: list[Item] = []
    for each in candidates:
        items += _provable(each)
    return certificate(items, comment(items, answer)), tuple(items)


def _provable(candidate: Candidate) -> list[Item]:
    reason: Exception = NoProofError("there is nothing to state")
    if len(candidate.alternatives) == 1:  # it is tried when the whole is written
        return [(candidate.given, claim) for claim in candidate.alternatives[0]]
    for claims in candidate.alternatives:
        items = [(candidate.given, claim) for claim in claims]
        try:
            certificate(items)
            return items
        except (OutsideError, NoProofError) as error:
            reason = error
    raise reason


def comment(items: list[Item], answer: str | None) -> str:
    """What is certified, in LaTeX: the loss, the answer as it stands, and how it was read."""
    lines = ["A certificate of gradproof. Indices count from 0; sizes are any natural numbers."]
    for given, claim in items:
        part = f"Part {given.id}. The" if isinstance(given, Part) else "The"
        truth = claim.truth.operand if isinstance(claim.truth, x.Transpose) else claim.truth
        if isinstance(truth, x.Derivative):
            lines += [f"{part} derivative by {latex(truth.variable)} of", f"    {latex(truth.body)}", "is"]
        else:
            lines += [f"{part} value of", f"    {latex(truth)}", "is"]
        lines.append(f"    {latex(claim.value)}")
    if answer is not None:
        lines += ["The answer as it was written:", f"    {' '.join(answer.split())}"]
    return "\n   ".join(lines)
