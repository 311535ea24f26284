"""The hypotheses of a certificate: ranges of indices, conditions, sizes that are divided by, what is assumed of entries, kinks."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from derive import expression as x
from derive.traversal import free_indices, walk
from proofs.coq import terms as t
from proofs.coq.entries import Entries
from proofs.coq.names import size, size_name
from proofs.coq.printing import coq, position
from proofs.coq.statement import Given, Statement
from proofs.coq.terms import OutsideError

RANGES = {"fraction": ("0 < {0}", "{0} < 1"), "positive": ("0 < {0}",)}
SUMMED = ("sums-to-1", "distribution", "one-hot")
SYMMETRIC = ("symmetric", "positive-definite")


@dataclass(frozen=True, slots=True)
class OfEntries:
    """What is assumed of the entries of a matrix or a vector: "sum" (of a vector, or of each "row" or "column"), "symmetric", "positive"."""

    kind: str
    matrix: str
    name: str
    text: str


def assumed_of_entries(e: Entries, given: Given) -> Iterator[OfEntries]:
    """The assumptions about the matrices and vectors that a statement speaks of."""
    for symbol, kind, *values in given.constraints:
        name = e.names.get(("symbol", symbol), "")
        sizes = [size(each) for each in e.matrices.get(name, ())]
        if kind in SUMMED and len(sizes) == 1:
            yield OfEntries("sum", name, f"{name}_sums_to_one", f"Sum {sizes[0]} (fun i => {name} i) = 1")
        elif kind in SUMMED and len(sizes) == 2:
            inner, entry = ("column", f"{name} i s") if "columns" in values else ("row", f"{name} s i")
            count, over = sizes[::-1] if inner == "column" else sizes
            text = f"forall s, (s < {count})%nat -> Sum {over} (fun i => {entry}) = 1"
            yield OfEntries(inner, name, f"each_{inner}_of_{name}_sums_to_one", text)
        elif kind in SYMMETRIC and len(sizes) == 2:
            yield OfEntries("symmetric", name, f"{name}_symmetric", f"forall s r, {name} s r = {name} r s")
        elif kind in RANGES and sizes:
            letters = "sr"[: len(sizes)]
            ranges = "".join(f"({each} < {n})%nat -> " for each, n in zip(letters, sizes, strict=True))
            text = f"forall {' '.join(letters)}, {ranges}0 < {name} {' '.join(letters)}"
            yield OfEntries("positive", name, f"{name}_positive", text)


def divisors(made: Statement) -> list[str]:
    """Sizes that must not be 0, since the statement divides by them, or by a sum over them, or takes its logarithm or root."""
    found: dict[str, None] = {}

    def note(term: Any) -> None:
        if isinstance(term, t.SizeOf | t.SumOver):
            found[term.size] = None
        elif isinstance(term, t.Entry) and term.matrix in made.entries.quantities:
            note(made.entries.quantities[term.matrix].body)
        if not isinstance(term, t.Apply):  # what a function is of may be 0
            for part in t.parts(term):
                note(part)

    for term in made.terms():
        for each in t.everything(term):
            if isinstance(each, t.Over):
                note(each.denominator)
            elif isinstance(each, t.Apply) and each.function in ("ln", "sqrt"):
                note(each.argument)
    inhabited = set(made.entries.indices.values())
    return sorted(each for each in found if each not in inhabited and not each.isdigit() and each.isidentifier())


def state_hypotheses(made: Statement) -> None:
    """Adds what holds of indices, maps, sizes and numbers, as far as the statement speaks of them."""
    e, given = made.entries, made.given
    for condition in made.conditions:
        if condition != x.ALWAYS and _spoken(e, condition, given):
            for index in free_indices(condition) & set(given.free):
                e.position(index, {})
    assumed = [(each, _spoken(e, each, given)) for each in made.conditions if each != x.ALWAYS]
    for name, over in e.indices.items():
        made.facts.append((f"{name}_in_range", f"({name} < {size(over)})%nat"))
    for name, (source, over) in e.maps.items():
        made.facts.append((f"{name}_in_range", f"forall s, (s < {size(source)})%nat -> ({name} s < {size(over)})%nat"))
    for number, (condition, spoken) in enumerate(assumed, 1):
        if spoken:
            made.facts.append((named(e, condition) or f"case{number}", _quantified(e, condition, given, made)))
    for name in e.letters:
        for bound in RANGES.get(made.bounds.get(e.letters[name], ""), ()):
            made.facts.append((f"{name}_{'positive' if bound.startswith('0') else 'below_one'}", bound.format(name)))
    made.facts += [(f"{size_name(each)}_above_zero", f"(0 < {size(each)})%nat") for each in divisors(made)]
    made.not_zero = frozenset(divided_by(made))
    made.facts += [(f"{name}_not_zero", f"{name} <> 0") for name in sorted(made.not_zero)]
    made.facts += [(each.name, each.text) for each in assumed_of_entries(e, given)]
    made.facts = list(dict.fromkeys(made.facts))  # a condition of the answer may repeat one of the part
    made.bounds = {name: made.bounds.get(symbol, "") for name, symbol in e.letters.items()}
    for binders, left, right in dict.fromkeys(kink for term in made.terms() for kink in kinks(term)):
        if not binders:
            made.relations.append((left, "<>", right))
        opening = f"forall {' '.join(name for _, name in binders)}, " if binders else ""
        ranges = "".join(f"({name} < {size(over)})%nat -> " for over, name in binders)
        number = sum(name.startswith("off_the_kink") for name, _ in made.facts) + 1
        made.facts.append((f"off_the_kink{number}", f"{opening}{ranges}{coq(left)} <> {coq(right)}"))
    for name in e.losses:
        made.facts.append(
            (f"{name}_smooth_in_matrix", f"forall v o U j k, ex_derive (fun t => {name} v o (set2 U j k t)) (U j k)")
        )
        made.facts.append((
            f"{name}_smooth_in_center",
            f"forall C j c o U, ex_derive (fun t => {name} (fun i => set2 C j c t i c) o U) (C j c)",
        ))  # fmt: skip


def divided_by(made: Statement) -> list[str]:
    """The letters that the statement divides by, and of which it is not known that they are above zero."""
    found: dict[str, None] = {}
    for term in made.terms():
        for each in t.everything(term):
            if isinstance(each, t.Over) and all(
                isinstance(part, t.Letter | t.Times | t.Raised | t.Rational | t.SizeOf)
                for part in t.everything(each.denominator)
            ):
                found |= dict.fromkeys(
                    part.name for part in t.everything(each.denominator) if isinstance(part, t.Letter)
                )
    return [name for name in found if name in made.entries.letters and not made.bounds.get(made.entries.letters[name])]


Binders = tuple[tuple[str, str], ...]
"""Sizes, and the names of indices below them."""


def kinks(term: t.Term) -> Iterator[tuple[Binders, t.Term, t.Term]]:
    """Where what is differentiated has a kink: the two sides of a maximum, and |x| at 0, meet; for all indices around it."""
    for slope in t.everything(term):
        if isinstance(slope, t.Slope) and isinstance(slope.point, t.Letter | t.Entry):
            name = slope.point.name if isinstance(slope.point, t.Letter) else slope.point.matrix
            yield from _kinks(slope.body, slope.letter, name, ())


def _kinks(term: Any, letter: str, name: str, binders: Binders) -> Iterator[tuple[Binders, t.Term, t.Term]]:
    if letter not in t.free_names(term):
        return
    if isinstance(term, t.SumOver):
        binders = (*binders, (term.size, term.index))
    if isinstance(term, t.Greatest):
        used = tuple(each for each in binders if each[1] in t.free_names(term))
        yield used, t.still(term.left, letter, name), t.still(term.right, letter, name)
    elif isinstance(term, t.Apply) and term.function == "Rabs":
        used = tuple(each for each in binders if each[1] in t.free_names(term))
        yield used, t.still(term.argument, letter, name), t.ZERO
    for part in t.parts(term):
        yield from _kinks(part, letter, name, binders)


def _spoken(e: Entries, condition: x.Condition, given: Given) -> bool:
    """Whether the statement speaks of all that an assumption is about."""
    maps = {node.name for node in walk(condition) if isinstance(node, x.Mapped)}
    return {e.name(("map", name), name) for name in maps} <= set(e.maps) and all(
        e.names.get(("index", index.name, index.over)) in e.indices
        for index in free_indices(condition) & set(given.free)
    )


def named(e: Entries, condition: x.Condition) -> str | None:
    """The name of a hypothesis, where it has a meaning that is common."""
    match condition:
        case x.Not(x.Same(x.Index(name), x.Mapped(map, x.Index()))):
            return f"{e.name(('map', map), map)}_avoids_{name}"
        case x.Not(x.Same(x.Index(left), x.Index(right))):
            return f"{left}_is_not_{right}"
    repeated = repeats(condition)
    return f"{e.name(('map', repeated), repeated)}_distinct" if repeated else None


def repeats(condition: x.Condition) -> str | None:
    """The map that an assumption says to repeat nothing: i = j or w i ≠ w j."""
    match condition:
        case x.Some((x.Same(x.Index() as i, x.Index() as j), x.Not(x.Same(x.Mapped(one, a), x.Mapped(other, b))))):
            return one if one == other and (a, b) == (i, j) else None
    return None


def _quantified(e: Entries, condition: x.Condition, given: Given, made: Statement) -> str:
    """A condition as a proposition, for all values of the indices that are not the statement's."""
    free = set(given.free) | {
        index for index in free_indices(condition) if e.names.get(("index", index.name, index.over)) in e.indices
    }
    others = sorted(free_indices(condition) - free, key=lambda index: index.name)
    bound: dict[x.Index, t.Position] = {index: t.At(letter) for index, letter in zip(others, "srq", strict=False)}
    opening = f"forall {' '.join(position(each) for each in bound.values())}, " if bound else ""
    ranges = "".join(f"({position(at)} < {size(index.over)})%nat -> " for index, at in bound.items())
    return opening + ranges + proposition(e, condition, bound, made)


def proposition(e: Entries, condition: x.Condition, bound: dict[x.Index, t.Position], made: Statement) -> str:
    """A condition as Coq says it."""
    match condition:
        case x.Same(left, right):
            return f"{position(e.position(left, bound), 0)} = {position(e.position(right, bound), 0)}"
        case x.Not(x.Same(left, right)):
            return f"{position(e.position(left, bound), 0)} <> {position(e.position(right, bound), 0)}"
        case x.Compare(left, relation, right):
            one, other = e.entry(left, None, None, bound), e.entry(right, None, None, bound)
            made.relations.append((one, relation, other))
            return f"{coq(one)} {relation} {coq(other)}"
        case x.Not(x.Compare(left, relation, right)):
            return proposition(e, x.Compare(right, "<=" if relation == "<" else "<", left), bound, made)
        case x.Not(x.Not(inner)):
            return proposition(e, inner, bound, made)
        case x.All(conditions) if conditions:
            return " /\\ ".join(f"({proposition(e, each, bound, made)})" for each in conditions)
        case x.Some((first, x.Not(second))):
            return f"{proposition(e, second, bound, made)} -> {proposition(e, first, bound, made)}"
    raise OutsideError("a condition of another kind")


def conjuncts(condition: x.Condition) -> tuple[x.Condition, ...]:
    """The conditions that together are one."""
    if isinstance(condition, x.All):
        return tuple(each for inner in condition.conditions for each in conjuncts(inner))
    return (condition,)
