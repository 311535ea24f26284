"""Repairs without a tree: factors in another order or transposed, entries for vectors, another left side.

The commonest slips of all do not multiply, so there is no tree to search in: the sides are put together anew from the author's own
text, and each candidate is an answer that is decided like any other.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import permutations, product
from typing import Any

from derive import expression as x
from derive.parsing import syntax as s
from derive.parsing.trees import every, is_transpose, key, strip
from derive.problem import Part
from proofs.diagnosis.edits import Accepts, dressed
from proofs.diagnosis.likely import Likely

MOST_FACTORS = 3
MOST = 48
"""At most so many arrangements are tried."""
Trees = list[x.Expression]
Arrangement = tuple[str, Callable[[Trees], x.Expression]]
"""How it is written, and its tree from those of the factors without their transpositions."""


def relaid(
    sides: tuple[s.Syntax, ...],
    text: str,
    part: Part,
    accepts: Accepts,
    likely: Likely | None,
    asked: Likely | None,
) -> list[dict[str, Any]]:
    """The edits of an answer of another shape: its factors rearranged, or its vectors by their entries; [] where neither helps.

    Without `likely` every arrangement is decided; with it those that may be right. `asked` is the same for the derivative that is
    asked for, where the left side is another one.
    """
    edit = _rearranged(sides[-1], text, part, accepts, likely)
    if edit is not None:
        return [edit]
    return _by_entries(sides[-1], text, part, accepts) or _both_sides(sides, text, part, accepts, asked)


def retargeted(sides: tuple[s.Syntax, ...], text: str, part: Part, accepts: Accepts) -> list[dict[str, Any]]:
    """The left side that belongs to a right value; [] where that is not all."""
    left = _left(sides, text, part)
    return [left] if left is not None and accepts(_with(left, text)) else []


def _both_sides(
    sides: tuple[s.Syntax, ...], text: str, part: Part, accepts: Accepts, likely: Likely | None
) -> list[dict[str, Any]]:
    """The left side that is asked for, and the factors of the last side rearranged."""
    left = _left(sides, text, part)
    if left is None:
        return []
    right = _rearranged(sides[-1], text, part, lambda changed: accepts(_with(left, changed)), likely)
    return [left, right] if right is not None else []


def _left(sides: tuple[s.Syntax, ...], text: str, part: Part) -> dict[str, Any] | None:
    """The edit that puts the derivative that is asked for on the left, where another one stands there."""
    start, end = sides[0].span
    if len(sides) < 2 or not part.by or not any(key(each) in ("partial", "nabla", "delta") for each in every(sides[0])):
        return None
    to = rf"\frac{{\partial J}}{{\partial {part.by}}}"
    return {"kind": "target", "start": start, "end": end, "from": text[start:end], "to": to}


def _with(edit: dict[str, Any], text: str) -> str:
    """The text with an edit in it; what changed behind its place does not move it."""
    return text[: edit["start"]] + str(edit["to"]) + text[edit["end"] :]


def _by_entries(side: s.Syntax, text: str, part: Part, accepts: Accepts) -> list[dict[str, Any]]:
    """ŷ_w and y_w for ŷ and y, where the derivative by one vector is asked."""
    letter = part.place.generic
    if letter is None or part.place.free[letter].over != part.notation.words:
        return []
    indexed = {id(node.base) for node in every(side) if isinstance(node, s.Scripted) and node.below is not None}
    found = [node for node in every(side) if isinstance(node, s.Name) and key(node) in part.notation.quantities]
    edits: list[dict[str, Any]] = [
        {"kind": "entry", "start": a, "end": b, "from": text[a:b], "to": f"{text[a:b]}_{letter}"}
        for a, b in sorted({node.span for node in found if id(node) not in indexed})
    ]
    changed = text
    for edit in reversed(edits):
        changed = changed[: edit["start"]] + edit["to"] + changed[edit["end"] :]
    return edits if edits and accepts(changed) else []


def _rearranged(
    side: s.Syntax, text: str, part: Part, accepts: Accepts, likely: Likely | None
) -> dict[str, Any] | None:
    """The edit of the last side that makes the answer right by layout alone; None where none does."""
    outer = strip(side)
    start, end = dressed(text, *outer.span)
    factors = list(outer.factors) if isinstance(outer, s.Juxtaposition) else [outer]
    trees = likely.trees([_plain(each) for each in factors]) if likely is not None else None
    seen = {text[start:end]}
    for tried, (to, tree) in enumerate(_arrangements(factors, text[start:end].strip(), text, part)):
        if tried >= MOST:
            return None
        if to in seen or (likely is not None and trees is not None and not likely.value(partial(tree, trees))):
            continue
        if accepts(text[:start] + to + text[end:]):
            return {"kind": "layout", "start": start, "end": end, "from": text[start:end], "to": to}
        seen.add(to)
    return None


def _arrangements(factors: list[s.Syntax], whole: str, text: str, part: Part) -> Iterator[Arrangement]:
    """The factors in every order, each as it stands, transposed or not; one at the word that is asked for; and the whole transposed."""
    plain = [_spelled(each, text) for each in factors]
    above = [getattr(_plain(each), "above", None) is not None for each in factors]
    raised = [f"{{{each}}}^\\top" if twice else f"{each}^\\top" for each, twice in zip(plain, above, strict=True)]
    if len(factors) <= MOST_FACTORS:
        for order in permutations(range(len(factors))):
            for turned in product((False, True), repeat=len(factors)):
                said = " ".join(raised[k] if turned[k] else plain[k] for k in order)
                yield said, partial(_ordered, order, turned)
        generic = part.place.free.get(part.place.generic or "")
        for at in range(len(factors)):
            if generic is None:
                break
            said = " ".join(f"{each}_{part.place.generic}" if k == at else each for k, each in enumerate(plain))
            yield said, partial(_at, at, generic)
    as_they_are = tuple(each is not _plain(each) for each in factors)
    yield f"({whole})^\\top", lambda trees: x.Transpose(_ordered(range(len(trees)), as_they_are, trees))


def _ordered(order: Iterable[int], turned: Sequence[bool], trees: Trees) -> x.Expression:
    return x.Product(tuple(x.Transpose(trees[k]) if turned[k] else trees[k] for k in order))


def _at(at: int, index: x.Index, trees: Trees) -> x.Expression:
    """The product with the entry of one factor, a column, or with a column of it."""
    one = trees[at]
    taken = x.Entry(one, index) if one.shape[1] == "1" else x.Column(one, index)
    return x.Product((*trees[:at], taken, *trees[at + 1 :]))


def _plain(factor: s.Syntax) -> s.Syntax:
    """A factor without a transposition on it: v_c of v_c^T."""
    if not isinstance(factor, s.Scripted) or factor.above is None or not is_transpose(factor.above):
        return factor
    return factor.base if factor.below is None else replace(factor, above=None)


def _spelled(factor: s.Syntax, text: str) -> str:
    """A factor without a transposition on it, as it is written."""
    plain = _plain(factor)
    said = text[slice(*dressed(text, *plain.span))].strip()
    return _RAISED.sub("", said) if plain is not factor and isinstance(plain, s.Scripted) else said


_RAISED = re.compile(r"\^\s*(?:\{[^{}]*\}|\\[A-Za-z]+|.)")
