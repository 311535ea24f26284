"""From the segments of a page to its blocks: each gets its role, cut where the wording of a question ends."""

import itertools
import re
from bisect import bisect_right
from collections.abc import Collection, Iterator
from dataclasses import replace

from proofs.documents.assembly import DERIVATIVE, Assembler, Segment
from proofs.documents.document import OUTSIDE, Block
from proofs.documents.events import Event
from proofs.documents.named import with_names
from proofs.documents.outline import Path, hint, name, question
from proofs.documents.page import Page, Span
from proofs.documents.wording import leading_question, trailing_question

LONGEST = 20_000
"""Characters of a block; a longer stretch is cut between paragraphs."""
LOWEST_HEADING = 6
"""Pictures, which number parts too, count as headings below it."""
LAYOUT = re.compile(
    r"(?:\\(?:noindent|indent|(?:big|med|small)(?:break|skip)|newpage|clearpage|par|item)|~|\\\\)\s*\Z|(?<=\n)[-*+]\s*\Z"
)


def blocks_of(
    page: Page,
    formulas: list[Span],
    events: list[Event],
    quotes: list[Span],
    quotes_hold: str = "",
    names: Collection[str] = (),
) -> tuple[Block, ...]:
    """The blocks of a page; `quotes_hold`: the role that its quotations play, `names`: what the parts of the assignment are called."""
    events = with_names(page.text, formulas, events, names) if names else events
    segments = Assembler(page, formulas, sorted(events, key=lambda e: (e.start, -e.end))).run()
    segments = _quoted(segments, quotes, quotes_hold)
    marked = [s for s in segments if s.role == "answer"]
    strong = any(e.kind == "open" and e.role == "answer" for e in events)
    marks = [e for e in events if e.kind in ("open", "role") and e.role == "answer"]
    anywhere = bool(marked) or bool(marks)
    section = bool(marks) and all(e.kind == "role" and e.level and not e.tokens for e in marks)
    answered = {s.path for s in marked}
    titles = list(_titles(events))
    starts = [start for start, _ in titles]
    blocks: list[Block] = []
    for segment in segments:
        for start, end, role, why in _roles(page.text, formulas, segment, anywhere, strong, answered, section):
            for piece in (_trimmed(page, a, b) for a, b in _portions(page.text, start, end, formulas)):
                if piece:
                    evidence = tuple(filter(None, (why,)))
                    path = segment.path
                    under = titles[bisect_right(starts, start) - 1][1] if titles and start >= starts[0] else ()
                    blocks.append(Block(piece, hint(path), role, evidence, question(path), name(path), under))
    return tuple(blocks)


def _titles(events: list[Event]) -> Iterator[tuple[int, tuple[str, ...]]]:
    """From where on which headings are open, outermost first."""
    below: list[tuple[int, str]] = []
    for event in sorted(events, key=lambda each: each.start):
        if 0 < event.level <= LOWEST_HEADING and event.title:
            below = [each for each in below if each[0] < event.level] + [(event.level, event.title)]
            yield event.start, tuple(title for _, title in below)


def _portions(text: str, start: int, end: int, formulas: list[Span]) -> Iterator[Span]:
    """A stretch in portions of at most LONGEST characters, or as long as a formula is that no cut may divide."""
    while end - start > LONGEST:
        limit = start + LONGEST
        cut = next((at for sign in ("\n\n", "\n", " ") if (at := text.rfind(sign, start + 1, limit)) > 0), limit)
        k = bisect_right(formulas, (cut, len(text))) - 1
        if k >= 0 and formulas[k][0] < cut < formulas[k][1]:
            cut = formulas[k][0] if formulas[k][0] > start else formulas[k][1]
        yield start, min(cut, end)
        start = min(cut, end)
    yield start, end


def _trimmed(page: Page, start: int, end: int) -> Page | None:
    text = page.text[start:end]
    while match := LAYOUT.search(text, max(0, len(text.rstrip(" \t\n")) - 16)):
        text = text[: match.start()]
    lead = len(text) - len(text.lstrip())
    body = text.strip()
    return page.part(start + lead, start + lead + len(body)) if body else None


def _related(one: Path, other: Path) -> bool:
    n = min(len(one), len(other))
    return _plain(one[:n]) == _plain(other[:n])


def _plain(path: Path) -> tuple[tuple[str, int, str], ...]:
    return tuple((level.kind, level.value, level.name) for level in path)


def _roles(
    text: str,
    formulas: list[Span],
    segment: Segment,
    marked: bool,
    strong: bool,
    answered: set[Path],
    section: bool,
) -> list[tuple[int, int, str, str]]:
    """A segment as (start, end, role, evidence), cut where the wording of a question ends.

    `section`: the answers are marked by the title of a section only; what stands outside of it under no label is the author's too.
    """
    start, end = segment.start, segment.end
    if segment.role == "answer" and segment.evidence != "quoted" and not strong:
        cut = trailing_question(text, start, end, formulas)
        return [(start, cut, "answer", segment.evidence), (cut, end, "question", "wording")]
    if segment.role:
        return [(start, end, segment.role, segment.evidence)]
    answered_here = not segment.path or any(_related(path, segment.path) for path in answered)
    if marked and not segment.evidence and answered_here and (segment.path or not section):
        return [(start, end, "question", OUTSIDE)]
    cut = leading_question(text, start, end, formulas)
    rest = "unmarked"
    if marked and strong and not DERIVATIVE.search(text[cut:end]):
        rest = "question"
    return [(start, cut, "question", "wording"), (cut, end, rest, "no answer is marked in this part" if marked else "")]


def _quoted(segments: list[Segment], quotes: list[Span], hold: str) -> list[Segment]:
    """Segments cut at the ends of quotations, which all play one role."""
    if not quotes:
        return segments
    edges = sorted({edge for span in quotes for edge in span})
    starts = [span[0] for span in quotes]
    found = []
    for segment in segments:
        cuts = [segment.start, *(e for e in edges if segment.start < e < segment.end), segment.end]
        for a, b in itertools.pairwise(cuts):
            k = bisect_right(starts, a) - 1
            inside = k >= 0 and a < quotes[k][1]
            role = segment.role or (hold if inside else "")
            found.append(
                replace(segment, start=a, end=b, role=role, evidence=segment.evidence or ("quoted" if inside else ""))
            )
    return found
