"""Repairs of layout: factors in another order, transposed or not, or by the entry of the word that is asked for.

The commonest slips of all do not multiply, so there is no tree to search in: the factors of the last side are put together anew from
the author's own text, and each candidate is an answer that is decided like any other.
"""

from collections.abc import Iterator
from itertools import permutations, product
from typing import Any

from derive.problem import Part
from derive.reading import syntax as s
from derive.reading.context import is_transpose, strip
from proofs.diagnosis.edits import Accepts

MOST_FACTORS = 3
MOST = 48
"""At most so many arrangements are tried."""


def rearranged(side: s.Syntax, text: str, part: Part, accepts: Accepts) -> dict[str, Any] | None:
    """The edit of the last side that makes the answer right by layout alone: `start`, `end`, `to`; None where none does."""
    outer = strip(side)
    start, end = outer.span
    seen = {text[start:end]}
    for tried, to in enumerate(_arrangements(outer, text, part)):
        if tried >= MOST:
            return None
        if to not in seen and accepts(text[:start] + to + text[end:]):
            return {"kind": "layout", "start": start, "end": end, "from": text[start:end], "to": to}
        seen.add(to)
    return None


def _arrangements(outer: s.Syntax, text: str, part: Part) -> Iterator[str]:
    """The factors in every order, each as it stands, transposed or not; and the whole transposed."""
    factors = list(outer.factors) if isinstance(outer, s.Juxtaposition) else [outer]
    plain = [_untransposed(each, text) for each in factors]
    if len(factors) <= MOST_FACTORS:
        for order in permutations(range(len(factors))):
            for turned in product((False, True), repeat=len(factors)):
                yield " ".join(f"{plain[k]}^\\top" if turned[k] else plain[k] for k in order)
        if part.place.generic is not None:
            for at in range(len(factors)):
                yield " ".join(f"{each}_{part.place.generic}" if k == at else each for k, each in enumerate(plain))
    whole = text[slice(*outer.span)].strip()
    yield f"({whole})^\\top"


def _untransposed(factor: s.Syntax, text: str) -> str:
    """A factor's own text without a transposition on it."""
    if (
        isinstance(factor, s.Scripted)
        and factor.above is not None
        and is_transpose(factor.above)
        and factor.below is None
    ):
        return text[slice(*factor.base.span)].strip()
    return text[slice(*factor.span)].strip()
