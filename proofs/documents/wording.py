"""Where the printed question ends in a stretch of text, told by how questions are worded."""

import itertools
import re
from bisect import bisect_left
from collections.abc import Iterator

from derive.words.marks import INTRODUCES
from proofs.documents.events import asks
from proofs.documents.mathematics import covers
from proofs.documents.page import Span

SENTENCE = re.compile(r"(?<=[.?!])[\"')\]}*]*\s+(?=[A-Z\\(\[$*\-•])|(?<=[。？！；])")


SOON = 3000
"""Characters within which the question must follow that a definition leads to."""


def units(text: str, start: int, end: int, formulas: list[Span]) -> Iterator[tuple[int, int, bool]]:
    """Paragraphs and displayed formulas, in order: (start, end, whether it is a display)."""
    edges = [start]
    inside = formulas[bisect_left(formulas, (start, start)) : bisect_left(formulas, (end, end))]
    displays = [(a, b) for a, b in inside if text.startswith(("$$", "\\[", "\\begin"), a)]
    opening = {a for a, _ in displays}
    breaks = [
        m.end() for m in re.compile(r"\n[ \t]*\n\s*").finditer(text, start, end) if not covers(displays, m.start())
    ]
    edges += [e for span in displays for e in span] + breaks + [end]
    ordered = sorted(set(edges))
    for a, b in itertools.pairwise(ordered):
        if text[a:b].strip():
            yield a, b, a in opening


def sentences(text: str, start: int, end: int, formulas: list[Span]) -> Iterator[tuple[int, int]]:
    """The sentences of a paragraph; no full stop inside a formula ends one."""
    at = start
    for match in SENTENCE.finditer(text, start, end):
        if not covers(formulas, match.start()):
            yield at, match.end()
            at = match.end()
    if at < end:
        yield at, end


def leading_question(text: str, start: int, end: int, formulas: list[Span]) -> int:
    """Where the question at the head of a part ends: `start` when there is none.

    >>> text = "Compute the derivative of $f$.\\n\\n$$f' = 1$$"
    >>> text[:leading_question(text, 0, len(text), [(26, 29), (32, 42)])]
    'Compute the derivative of $f$.\\n\\n'
    """
    cut, introduced = start, False
    for a, b, display in units(text, start, end, formulas):
        if display:
            if not introduced:
                break
            cut, introduced = b, False
            continue
        last = a
        for c, d in sentences(text, a, b, formulas):
            if asks(text[c:d]):
                last = d
        if last > a:
            cut = last
            introduced = last == b and bool(INTRODUCES.search(text[a:b].rstrip()[-200:]))
        elif cut in (a, start):
            introduced = bool(INTRODUCES.search(text[a:b].rstrip()[-200:])) and asks_soon(text, b, end, formulas)
    return cut


def asks_soon(text: str, start: int, end: int, formulas: list[Span]) -> bool:
    """Whether a sentence worded as a question follows within the next few paragraphs."""
    return any(
        asks(text[c:d])
        for a, b, display in units(text, start, min(end, start + SOON), formulas)
        if not display
        for c, d in sentences(text, a, b, formulas)
    )


def trailing_question(text: str, start: int, end: int, formulas: list[Span]) -> int:
    """Where, after a marked answer, the wording of the next question begins: `end` when it does not."""
    cut = end
    for a, b, display in reversed(list(units(text, start, end, formulas))):
        if display or a == start or not asks(text[a:b]):
            break
        cut = a
    return cut


def listed_briefly(text: str, items: list[Span], formulas: list[Span]) -> bool:
    """Whether these items are a list of things asked for: no display and no equation in them, and a paragraph after the last."""
    for k, (a, b) in enumerate(items):
        paragraph = re.split(r"\n[ \t]*\n|\\(?:big|med|small)(?:break|skip)\b|\\par\b", text[a:b].strip("\n"))
        own = text[a : a + text[a:b].find(paragraph[0]) + len(paragraph[0])] if k == len(items) - 1 else text[a:b]
        if re.search(r"\$\$|\\\[|\\begin\{(?:equation|align)", own) or len(own) > 400:
            return False
        if any("=" in re.sub(r"_\{[^{}]*\}|\([^()]*\)", "", text[c:d]) for c, d in formulas if a <= c < a + len(own)):
            return False
        if k == len(items) - 1 and len(items) < 3 and len([p for p in paragraph if p.strip()]) < 2:
            return False
    return True
