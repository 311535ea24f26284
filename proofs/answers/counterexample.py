"""What a wrong answer gets: where it fails, and a certified point in small integers."""

from typing import Any

from derive import expression as x
from derive.problem import Part
from proofs.answers.outcome import Outcome
from proofs.identity import Undecidable, find_witness
from proofs.identity.witness import as_lists, rounded
from proofs.verdict import Counterexample

SYMBOLS = {"C": "V"}
"""The matrix of centre vectors is called V by those who read about it."""


def counterexample(outcome: Outcome, part: Part, budget: float) -> Counterexample | None:
    """A point where the answer and the gradient certainly differ, as small as one was found."""
    assert outcome.judge is not None
    assert outcome.truth is not None
    assert outcome.final is not None
    found = outcome.witness or find_witness(outcome.judge, outcome.truth, outcome.final, outcome.condition, budget)
    if found is None:
        return None
    values: dict[str, Any] = {name: as_lists(array) for name, array in found.symbols.items() if name != "C"}
    center = found.symbols.get("C")
    if center is not None and "c" in found.indices:
        values["v_c"] = [rounded(value) for value in center[:, found.indices["c"] - 1]]
    elif center is not None:
        values["V"] = as_lists(center)
    values |= {name: value for name, value in found.indices.items() if not (name == "c" and "v_c" in values)}
    values |= {name: list(words) for name, words in found.maps.items()}
    entry = None if found.left.shape == (1, 1) else (found.entry[0] + 1, found.entry[1] + 1)
    return Counterexample(
        sizes=dict(found.sizes),
        values=values,
        answer=None if found.right is None else as_lists(found.right),
        gradient=as_lists(found.left),
        entry=entry,
        case=case_of(part, found.indices),
    )


def case_of(part: Part, indices: dict[str, int]) -> str | None:
    """The case of a point, for parts that distinguish two."""
    if part.special and part.place.generic in indices and part.special in indices:
        same = indices[part.place.generic] == indices[part.special]
        return f"{part.place.generic} {'=' if same else '≠'} {part.special}"
    return None


def failing_case(outcome: Outcome, part: Part) -> tuple[str, str]:
    """The case in which an answer fails, and the one in which it holds, for parts that distinguish two."""
    if not part.special or not part.place.generic or outcome.judge is None:
        return "", ""
    same = x.Same(part.place.free[part.place.generic], part.place.free[part.special])
    generic, special = part.place.generic, part.special
    fails = []
    for condition, name in ((same, f"{generic} = {special}"), (x.Not(same), f"{generic} ≠ {special}")):
        both = x.All((outcome.condition, condition))
        if not any(ground.where(both).any() for ground in outcome.judge.grounds):
            continue
        try:
            equal = outcome.judge.compare(outcome.truth, outcome.final, both).equal  # type: ignore[arg-type]
        except Undecidable:
            return "", ""
        fails.append((name, equal is True))
    failing = [name for name, held in fails if not held]
    holding = [name for name, held in fails if held]
    return (failing[0] if len(failing) == 1 else "", holding[0] if len(holding) == 1 else "")
