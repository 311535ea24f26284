"""Several certificates in one file: most of the time that Coq takes for one goes into loading its real numbers."""

from collections.abc import Mapping

from proofs.coq.coqc import Run, compiled
from proofs.coq.theorem import Certificate

OPENING = "Require Import GradProof.\n"


def refused(certificates: Mapping[str, Certificate], kernel: bool = False) -> tuple[dict[str, str], Run]:
    """What Coq says of those that it does not accept, and its run over all: each is asked for alone if they are not accepted together."""
    bodies = [each.text.partition(OPENING)[2] for each in certificates.values()]
    text = OPENING + "".join(f"Module Answer{k}.\n{body}End Answer{k}.\n" for k, body in enumerate(bodies))
    run = compiled(text, [name for each in certificates.values() for name in each.theorems], kernel=kernel)
    if run.accepted:
        return {}, run
    alone = {case: compiled(each.text, each.theorems, kernel=kernel) for case, each in certificates.items()}
    return {case: each.message for case, each in alone.items() if not each.accepted} or {"together": run.message}, run
