"""Certificates from parts and answers: the verdict first, then a claim, then a file."""

from dataclasses import dataclass

from derive import expression as x
from derive.problem import Part, load
from derive.writing.latex import latex
from proofs.coq.claims import Candidate, of_answer, of_closed_form
from proofs.coq.proving import NoProofError
from proofs.coq.statement import Claim
from proofs.coq.terms import OutsideError
from proofs.coq.theorem import Certificate, certificate

Item = tuple[Part, Claim]
CLOSED_FORM = "closed form"


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
    word, accepted = CLOSED_FORM, True
    try:
        if answer is None:
            candidates = [of_closed_form(each, assignment) for each in load(assignment).block(part)]
        else:
            from proofs.verdict import exit_status
            from proofs.verify import check

            verdict = check(part, answer, defs, assignment=assignment)
            word, accepted = verdict.verdict, verdict.accepted
            if not accepted:
                return Made(word, False, exit_status([word]))
            candidates = of_answer(part, answer, defs, assignment)
        found, items = chosen(candidates, answer)
    except (OutsideError, NoProofError) as error:
        return Made(word, accepted, reason=str(error))
    return Made(word, accepted, 0, found, items)


def chosen(candidates: list[Candidate], answer: str | None) -> tuple[Certificate, tuple[Item, ...]]:
    """The certificate of the first alternative of each candidate that has a proof."""
    items: list[Item] = []
    for each in candidates:
        items += _provable(each)
    return certificate(items, comment(items, answer)), tuple(items)


def _provable(candidate: Candidate) -> list[Item]:
    reason: Exception = NoProofError("there is nothing to state")
    if len(candidate.alternatives) == 1:  # it is tried when the whole is written
        return [(candidate.part, claim) for claim in candidate.alternatives[0]]
    for claims in candidate.alternatives:
        items = [(candidate.part, claim) for claim in claims]
        try:
            certificate(items)
            return items
        except (OutsideError, NoProofError) as error:
            reason = error
    raise reason


def comment(items: list[Item], answer: str | None) -> str:
    """What is certified, in LaTeX: the loss, the answer as it stands, and how it was read."""
    lines = ["A certificate of gradproof. Indices count from 0; sizes are any natural numbers."]
    for part, claim in items:
        truth = claim.truth.operand if isinstance(claim.truth, x.Transpose) else claim.truth
        if isinstance(truth, x.Derivative):
            lines += [f"Part {part.id}. The derivative by {latex(truth.variable)} of", f"    {latex(truth.body)}", "is"]
        else:
            lines += [f"Part {part.id}. The value of", f"    {latex(truth)}", "is"]
        lines.append(f"    {latex(claim.value)}")
    if answer is not None:
        lines += ["The answer as it was written:", f"    {' '.join(answer.split())}"]
    return "\n   ".join(lines)
