"""What a certificate states: the givens of a claim, its definitions, and what is to be shown, one theorem for each block of columns.

The statement is made without a look at any proof; `Statement.text` is all of the file that a reader must believe.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import product
from typing import Any

from derive import expression as x
from derive.problem import Part
from derive.traversal import walk
from proofs.coq import terms as t
from proofs.coq.entries import Entries
from proofs.coq.kinds import ENTRIES, UNDEFINED
from proofs.coq.names import size, size_name
from proofs.coq.printing import ATOM, SUM, changed_matrix, coq
from proofs.coq.proving import Goal
from proofs.coq.terms import OutsideError
from proofs.identity import Setting

ROW, COLUMN = "j", "k"
"""Which entry a theorem is about."""


Given = Part | Setting
"""What may vary in a claim: free indices, index maps, and what is assumed of them."""


@dataclass(frozen=True, slots=True)
class Claim:
    """`truth` equals `value` where the condition holds; a derivative as truth means that it exists, too."""

    truth: x.Expression
    value: x.Expression
    condition: x.Condition = x.ALWAYS


@dataclass(frozen=True, slots=True)
class Goals:
    """One theorem: its name, the indices of the entry with their sizes, the goal, and the loss that it speaks of."""

    name: str
    entry: tuple[tuple[str, str], ...]
    goal: Goal
    loss: "Loss | None"


@dataclass(frozen=True, slots=True)
class Loss:
    """The function that is differentiated: by which matrix or letter, and its value."""

    variable: str
    places: int
    body: t.Term


@dataclass(slots=True)
class Statement:
    """Everything that a certificate says."""

    entries: Entries
    theorems: list[Goals]
    facts: list[tuple[str, str]]
    given: Given
    conditions: tuple[x.Condition, ...]
    relations: list[tuple[t.Term, str, t.Term]] = field(default_factory=list)
    bounds: dict[str, str] = field(default_factory=dict)
    not_zero: frozenset[str] = frozenset()

    # -------------------------------------------------------------------------------------------------------------- text

    def givens(self) -> Iterator[str]:
        """Variables and hypotheses."""
        e = self.entries
        sizes = sorted(self.sizes(), key=lambda name: ("VdKm".find(name) % 9, name))
        if sizes:
            yield f"Variables {' '.join(map(size_name, sizes))} : nat."
        for kind, places in (("nat -> nat -> R", 2), ("nat -> R", 1)):
            names = [name for name, over in e.matrices.items() if len(over) == places]
            if names:
                shapes = ", ".join(f"{name} {' x '.join(e.matrices[name])}" for name in names)
                yield f"Variables {' '.join(names)} : {kind}.  (* {shapes} *)"
        letters = [*e.letters, *([UNDEFINED.name] if self.undefined() else [])]
        if letters:
            yield f"Variables {' '.join(letters)} : R."
        if e.indices:
            yield f"Variables {' '.join(e.indices)} : nat."
        for name in e.maps:
            yield f"Variable {name} : nat -> nat."
        for name in e.losses:
            yield f"Variable {name} : (nat -> R) -> nat -> (nat -> nat -> R) -> R.  (* any loss of a centre, a word and a matrix *)"
        for name, text in self.facts:
            yield f"Hypothesis {name} : {text}."

    def sizes(self) -> set[str]:
        """The sizes that are spoken of."""
        e = self.entries
        found = {each for over in e.matrices.values() for each in over} | set(e.indices.values())
        found |= {each for pair in e.maps.values() for each in pair}
        found |= {over for goals in self.theorems for _, over in goals.entry}
        for term in self.terms():
            found |= {each.size for each in t.everything(term) if isinstance(each, t.SumOver | t.SizeOf)}
        return {part.lstrip("±") for each in found for part in each.split("+") if not part.isdigit()}

    def terms(self) -> Iterator[t.Term]:
        """All terms of the statement."""
        for goals in self.theorems:
            yield goals.goal.left
            yield goals.goal.right
        for each in self.entries.quantities.values():
            yield each.body

    def undefined(self) -> bool:
        """Whether a choice by cases leaves something out."""
        return any(UNDEFINED in t.everything(term) for term in self.terms())

    def definitions(self) -> Iterator[str]:
        """The loss and the named quantities."""
        for each in self.entries.quantities.values():
            arguments = f" ({' '.join(each.indices)} : nat)" if each.indices else ""
            yield f"Definition {each.name}{arguments} : R :=\n  {coq(each.body)}."
        loss = next((goals.loss for goals in self.theorems if goals.loss is not None), None)
        if loss is not None:
            kind = "R" if not loss.places else " -> ".join(["nat"] * loss.places + ["R"])
            yield f"Definition loss ({loss.variable} : {kind}) : R :=\n  {coq(loss.body)}."

    def theorem(self, goals: Goals) -> str:
        """One theorem without its proof."""
        quantified = f"forall {' '.join(name for name, _ in goals.entry)}, " if goals.entry else ""
        ranges = "".join(f"({name} < {size(over)})%nat -> " for name, over in goals.entry)
        left, right = goals.goal.left, goals.goal.right
        if goals.goal.exists and isinstance(left, t.Slope):
            point = coq(left.point, ATOM)
            changed = (
                f"({changed_matrix(left.point.matrix, left.point.at, 't')})" if isinstance(left.point, t.Entry) else "t"
            )
            said = f"is_derive (fun t => loss {changed}) {point}\n    {coq(right, ATOM)}"
        else:
            said = f"{coq(left, SUM)}\n  = {coq(right, SUM)}"
        return f"Theorem {goals.name} : {quantified}{ranges}".rstrip() + f"\n  {said}."


def statement(given: Given, claim: Claim) -> Statement:
    """The statement of a claim about a part. OutsideError where certificates do not reach."""
    if claim.truth.shape != claim.value.shape:
        raise OutsideError(f"{x.spoken(claim.value.shape)} for {x.spoken(claim.truth.shape)}")
    entries = Entries(rules=ENTRIES, sizes=frozenset(size_name(each) for each in _sizes(given, claim)))
    for index in given.free:
        entries.name(("index", index.name, index.over), index.name)
    for name, _, _ in given.maps:
        entries.name(("map", name), name)
    truth, turned = (claim.truth.operand, True) if isinstance(claim.truth, x.Transpose) else (claim.truth, False)
    theorems = []
    places_of = entries.name(("entry", ROW), ROW), entries.name(("entry", COLUMN), COLUMN)
    for name, entry, places in _blocks(claim.value.shape, *places_of):
        own = places[::-1] if turned else places
        loss, entries.bound = None, set()
        left: t.Term
        if isinstance(truth, x.Derivative):
            left, loss = _differentiated(entries, truth, own)
        else:
            left = entries.entry(truth, *own)
        entries.bound = set()
        theorems.append(Goals(name, entry, Goal(left, entries.entry(claim.value, *places), loss is not None), loss))
    return Statement(
        entries,
        theorems,
        [],
        given,
        (*given.assumptions, claim.condition),
        bounds={each[0]: each[1] for each in given.constraints},
    )


Block = tuple[str, tuple[tuple[str, str], ...], tuple[t.Position | None, t.Position | None]]


def _sizes(given: Given, claim: Claim) -> set[str]:
    """The names of all sizes that a claim may speak of."""
    nodes = [node for each in (claim.truth, claim.value, claim.condition) for node in walk(each)]
    overs = [each.over for each in (*given.free, *nodes) if isinstance(each, x.Index | x.Mapped | x.Ordinal)]
    overs += [each for node in nodes if isinstance(node, x.Expression) for each in node.shape]
    overs += [each for _, *pair in given.maps for each in pair]
    overs += [node.size for node in nodes if isinstance(node, x.Dimension)]
    return {part for over in overs for part in over.replace("±", "").split("+") if not part.isdigit()}


def _blocks(shape: x.Shape, j: str, k: str) -> Iterator[Block]:
    """The entries of a shape: one family, or several where rows or columns are one and some others."""
    for (first, rows, row), (second, columns, column) in product(_places(shape[0], j), _places(shape[1], k)):
        named = "_and_".join([*([f"{first}_row"] if first else []), *([f"{second}_column"] if second else [])])
        yield named or "answer", (*rows, *columns), (row, column)


def _places(size: x.Size, name: str) -> list[tuple[str, tuple[tuple[str, str], ...], t.Position | None]]:
    """The places of rows or columns: "first" and "other" where there are one and some others."""
    if "+" not in size:
        return [("", (), None) if size == "1" else ("", ((name, size),), t.At(name))]
    one, *others = size.split("+")
    if one != "1" or len(others) != 1:
        raise OutsideError(f"{size} rows or columns")
    return [("first", (), t.Ordinal(0)), ("other", ((name, others[0]),), t.Ordinal(1, t.At(name)))]


def _differentiated(entries: Entries, truth: x.Derivative, places: Any) -> tuple[t.Slope, Loss]:
    """An entry of a derivative, and the loss as a function of what it is differentiated by."""
    if truth.body.shape != x.SCALAR:
        raise OutsideError("a derivative of what is no number")
    slope = entries.entry(truth, *places)
    assert isinstance(slope, t.Slope)
    point = slope.point
    name = point.matrix if isinstance(point, t.Entry) else point.name  # type: ignore[union-attr]
    count = len(point.at) if isinstance(point, t.Entry) else 0
    return slope, Loss(name, count, t.still(slope.body, slope.letter, name))
