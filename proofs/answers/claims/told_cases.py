"""Cases that are told in words, and what stands for each formula where the words around it are looked at."""

import re
from itertools import pairwise

from derive.parsing import syntax as s
from derive.parsing.passages import without_definitions
from derive.parsing.trees import key, strip
from derive.words.worded_cases import BARE_VALUE, Told, worded
from proofs.answers.claims.restrictions import Letters, is_condition, whole_range


def with_worded_cases(passages: tuple[s.Passage, ...]) -> tuple[s.Passage, ...]:
    """The passages with a condition in the place of each phrase that tells a case."""
    marks = [
        each.prose or (f"⟦{at}⟧" if is_name(each) else f"⟬{at}⟭" if mark_of(each) == "⟦•⟧" else f"⟪{at}⟫")
        for at, each in enumerate(passages)
    ]
    pieces = worded("".join(marks))
    if not any(told for _, told in pieces):
        return passages
    places: list[int] = []  # of the characters of the page in the text
    for each, mark in zip(passages, marks, strict=True):
        places += range(each.span[0], each.span[0] + len(mark)) if each.prose else [each.span[0]] * len(mark)
    places.append(passages[-1].span[1])
    out: list[s.Passage] = []
    place = 0
    for at, (piece, told) in enumerate(pieces):
        ahead = pieces[at + 1][1] if at + 1 < len(pieces) else None
        bare = BARE_VALUE.search(piece) if told is None and ahead is not None else None
        if told is not None:
            span = (places[place], places[place + len(piece)])
            out.append(s.Passage("", (_condition(told, span),), False, span))
        else:
            for found in re.finditer(r"[⟦⟪⟬](\d+)[⟧⟫⟭]|[^⟦⟪⟬]+|.", piece):
                start = place + found.start()
                if found[1]:
                    out.append(passages[int(found[1])])
                elif bare is not None and found.start() <= bare.start(1) < found.end():
                    edges = (found.start(), *bare.span(1), found.end())
                    for first, last in pairwise(edges):
                        span = (places[place + first], places[place + last])
                        value = (first, last) == bare.span(1)
                        if first < last:
                            out.append(
                                s.Passage("", (_number(bare[1], span),), False, span)
                                if value
                                else s.Passage(piece[first:last], (), False, span)
                            )
                else:
                    out.append(s.Passage(found[0], (), False, (places[start], places[start + len(found[0])])))
        place += len(piece)
    return tuple(out)


def _number(text: str, span: s.Span) -> s.Chain:
    return s.Chain((s.Numeral(text, span=span),), (), (), span=span)


def is_name(passage: s.Passage) -> bool:
    """Whether a formula is one symbol or number."""
    return passage.expression is not None and key(strip(passage.expression)) is not None


def _condition(told: Told, span: s.Span) -> s.Chain:
    left, sign, right = told
    end: s.Syntax = s.Numeral(right, span=span) if right.isdigit() else s.Name(right, span=span)
    return s.Chain((s.Name(left, span=span), end), (sign,), (span,), span=span)


def mark_of(passage: s.Passage, letters: Letters = None) -> str:
    """What stands for a passage where the words around a formula are looked at."""
    if passage.prose:
        return without_definitions(passage.prose)
    if passage.chains and all(is_condition(chain, letters) or whole_range(chain) for chain in passage.chains):
        return "⟦•⟧"
    sides = [strip(side) for chain in passage.chains for side in chain.sides]
    if len(sides) == 1 and isinstance(sides[0], s.Numeral) and sides[0].text == "0":
        return "⟦0⟧"
    return "⟦…⟧"
