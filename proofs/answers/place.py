"""Which part an answer belongs to: by what stands on its left and in its formula; letters only help."""

from derive import expression as x
from derive.problem import Part, Problem
from derive.reading.context import Convention
from proofs.answers.meaning import read_meaning
from proofs.answers.script import Script


def aimed_parts(script: Script, parts: tuple[Part, ...], problem: Problem) -> list[Part]:
    """Of several parts, those that some claim of the script is about; the first that can be decided where none is named."""
    found = []
    for part in parts:
        if part.variable is None:
            continue
        meaning = read_meaning(script, problem, part, Convention(), {})
        for claim in meaning.claims:
            by = claim.by.operand if isinstance(claim.by, x.Transpose) else claim.by
            if by is not None and by == part.variable:
                found.append(part)
                break
    return found or [next((part for part in parts if part.kind == "reuse"), parts[0])]
