"""What a wrong answer gets: where it fails, and a certified point in small integers."""

from typing import Any

from derive import expression as x
from derive.problem import Part
from derive.traversal import walk
from proofs.answers.deciding.outcome import Outcome
from proofs.identity import Undecidable, Witness, find_witness
from proofs.identity.witness import as_lists, rounded
from proofs.verdict import Counterexample, Note

NO_POINT = Note("no-certified-point")


def counterexample(outcome: Outcome, part: Part, budget: float) -> Counterexample | None:
    """A point where the answer and the gradient certainly differ, as small as one was found."""
    found = outcome.witness
    if found is None:
        assert outcome.judge is not None
        assert outcome.truth is not None
        assert outcome.final is not None
        found = find_witness(outcome.judge, outcome.truth, outcome.final, outcome.condition, budget)
        outcome.witness = found
    if found is None:
        return None
    letters = {matrix: letter for letter, matrix in reversed(part.notation.families.items())}
    alone = {getattr(each.matrix, "name", ""): getattr(each.index, "name", "") for each in _alone(part)}
    values: dict[str, Any] = {}
    taken = set()
    for name, array in found.symbols.items():
        index = alone.get(name)
        if name in letters and index in found.indices:
            values[f"{letters[name]}_{index}"] = [rounded(value) for value in array[:, found.indices[index] - 1]]
            taken.add(index)
        else:
            values[part.notation.written.get(name, name)] = as_lists(array)
    values |= {name: value for name, value in found.indices.items() if name not in taken}
    return shown(found, values, case_of(part, found.indices))


def _alone(part: Part) -> tuple[x.Column, ...]:
    """The vectors that are all that the loss of a part has of their matrix, as v_c: the others of the matrix are not shown."""
    found = [] if part.loss is None else [node for node in walk(part.loss) if isinstance(node, x.Column)]
    each = {column.matrix: {other.index for other in found if other.matrix == column.matrix} for column in found}
    return tuple(dict.fromkeys(one for one in found if one.index in part.free and len(each[one.matrix]) == 1))


def shown(found: Witness, values: dict[str, Any] | None = None, case: str | None = None) -> Counterexample:
    """A witness for print; `values`: its symbols and indices, where they are not shown each by its own name."""
    if values is None:
        values = {name: as_lists(array) for name, array in found.symbols.items()} | found.indices
    return Counterexample(
        sizes=dict(found.sizes),
        values=values | {name: list(points) for name, points in found.maps.items()},
        answer=None if found.right is None else as_lists(found.right),
        gradient=as_lists(found.left),
        entry=None if found.left.shape == (1, 1) else (found.entry[0] + 1, found.entry[1] + 1),
        case=case,
    )


def refuted(witness: Counterexample | None, reason: Note | None = NO_POINT) -> tuple[str, Note]:
    """`wrong` for what a point refutes; without one `unknown`, for the reason given."""
    if witness is None:
        return "unknown", Note("unknown-outside", {"detail": reason})
    return "wrong", Note("no-value") if witness.answer is None else Note("differs", {})


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
