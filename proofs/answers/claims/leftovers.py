"""What stands in a formula and belongs to none of its equations."""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate

from derive.parsing import syntax as s
from derive.parsing.macros import Macros
from derive.words.inside import CONDITIONAL, CONNECTIVES, RANGE
from derive.words.plain import plain


@dataclass(frozen=True, slots=True)
class Unplaced:
    """Something that stands in a formula and belongs to none of its equations; `passage`: in which formula."""

    text: str
    passage: int


INERT = frozenset(
    [
        "comma",
        "line",
        "quad",
        "period",
        "cell",
        "delimiter",
        "begin",
        "end",
        "lopen",
        "rclose",
        "open",
        "close",
        "{",
        "}",
        "bar",
        "eof",
        "boxed",
        "font",
        "accent",
        "_",
        "brace",
    ]
)
"""Tokens that separate, enclose or dress what stands beside them."""


LINKING = (
    CONNECTIVES | CONDITIONAL | {"时", "時", "的时候", "i.e.", "i.e", "namely", "consequently", "equivalently"}
) - {"or", "或", "或者", "unless", "only"}


def left_over(text: str, at: int, passage: s.Passage, macros: Macros) -> Iterator[Unplaced]:
    """What stands in a formula and none of its equations holds, in runs; words that only link, and ranges, hold nothing."""
    if not passage.chains:
        return
    held = sorted(
        piece
        for chain in passage.chains
        for piece in (*(each.span for each in (*chain.sides, *chain.conditions)), *chain.places)
    )
    starts, reach = [start for start, _ in held], list(accumulate((end for _, end in held), max))
    run: list[str] = []
    for token in (*macros.tokens(text, *passage.span), None):
        if token is not None and token.kind in INERT:
            continue
        before = 0 if token is None else bisect_right(starts, token.start)
        if token is not None and (not before or reach[before - 1] < token.end):
            run.append(text[token.start : token.end])
            continue
        found = "" if set(run) <= {"=", ":", "："} else " ".join(run)
        if found and not RANGE.fullmatch(found) and not set(plain(found).replace(",", " ").split()) <= LINKING:
            yield Unplaced(found, at)
        run = []
