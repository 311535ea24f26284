"""Markdown, plain text, and the Markdown cells of notebooks: quote marks, code and HTML cut; headings, images and labels found."""

import json
import re
from bisect import bisect_right
from collections.abc import Collection
from dataclasses import dataclass, replace
from itertools import accumulate
from pathlib import Path

from derive.parsing.struck import unstruck
from derive.words.marks import IMAGE_LABEL
from proofs.documents.document import Document, DocumentError
from proofs.documents.events import Event, asks, heading_event, inner_labels, line_events, tokens_of
from proofs.documents.loading import load
from proofs.documents.mathematics import covers, formulas, overlaps
from proofs.documents.page import Page, Source, Span
from proofs.documents.roles import blocks_of
from proofs.documents.tables import answers_apart
from proofs.documents.tex_source import definitions

QUOTE = re.compile(r"^[ \t]{0,3}(?:>[ \t]?)+", re.MULTILINE)
BULLET = re.compile(
    r"(?:\A|(?<=\n)[ \t>]*\n)[ \t>]*(?P<mark>[-+][ \t]+)(?=(?:\$|\\\(|\\\[)[^\n]*(?:\n(?![ \t>]*[-+*][ \t])|\Z))"
)
"""The mark of a list of one formula, which is no sign of it."""
FENCE = re.compile(r"^[ \t>]*(?P<mark>```+|~~~+)[ \t]*(?P<info>[^\n`]*)$", re.MULTILINE)
FRONT_MATTER = re.compile(r"\A---\n.*?\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
HTML = re.compile(r"<!--.*?(?:-->|\Z)|</?[a-zA-Z][^<>$\n]{0,200}>", re.DOTALL)
HEADING = re.compile(r"^[ \t]{0,3}(?P<marks>#{1,6})[ \t]*(?P<title>[^\n]*?)[ \t#]*$", re.MULTILINE)
ADDRESS = re.compile(r"(?<=\])\((?:https?://|www\.|mailto:)[^()\s]*\)|<https?://[^<>\s]*>|https?://[^\s)\]>，。）]+")
"""Where a link leads, which is not shown or says nothing."""
UNDERLINED = re.compile(
    r"(?:\A|(?<=\n)[ \t]*\n)(?P<title>[^\s|>#$\-*+=][^\n|$]{0,99})\n(?P<mark>={2,}|-{2,})[ \t]*(?=\n|\Z)"
)
"""A heading with a line of its own below it."""
TICKED = re.compile(r"\$`[^`\n]+`\$")
"""A formula as GitHub has it, $`…`$."""
IMAGE = re.compile(r"^[ \t]*!\[(?P<alt>[^\]\n]*)\]\((?P<src>[^)\n]*)\)[ \t]*$", re.MULTILINE)
LINE = re.compile(r"^", re.MULTILINE)

MATHEMATICAL_FENCES = ("math", "latex", "tex", "katex")
MANY_IMAGES = 5
"""From so many pictures without a name on, each stands for a printed question."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A page of Markdown with what was found on it."""

    page: Page
    formulas: list[Span]
    quotes: list[Span]


def prepare(source: Source) -> Prepared:
    """Cut what is not the author's prose or mathematics."""
    text = source.text
    fences = _fences(text)
    cuts = [span for span, keep in fences if not keep]
    cuts += [span for span, keep in fences if keep and span[0] == span[1]]
    cuts += [m.span() for m in ADDRESS.finditer(text) if not covers(cuts, m.start())]
    cuts += [span for span in _struck(text) if not covers(cuts, span[0])]
    cuts.sort()
    ticked = [m.span() for m in TICKED.finditer(text) if not covers(cuts, m.start())]
    cuts += [span for a, b in ticked for span in ((a + 1, a + 2), (b - 2, b - 1))]
    cuts += [m.span("mark") for m in BULLET.finditer(text) if not covers(cuts, m.start("mark"))]
    front = FRONT_MATTER.match(text)
    if front:
        cuts.append(front.span())
    cuts.sort()
    quoted = [m.span() for m in QUOTE.finditer(text) if not covers(cuts, m.start())]
    page = Page.of(source).without([*cuts, *quoted])
    inside = formulas(page.text)
    tags = [m.span() for m in HTML.finditer(page.text) if not covers(inside, m.start())]
    lines = _merged([(start, _line_end(text, end)) for start, end in quoted])
    moved = _moved(_moved(lines, [*cuts, *quoted]), tags)
    page = page.without(tags) if tags else page
    apart = answers_apart(page.text)
    if tags or apart != page.text:
        page = replace(page, text=apart)
        inside = formulas(apart)
    return Prepared(page, inside, moved)


def _fences(text: str) -> list[tuple[Span, bool]]:
    """Code fences: the whole of one that holds code; of one that holds mathematics the two fence lines."""
    found: list[tuple[Span, bool]] = []
    opened: re.Match[str] | None = None
    for match in FENCE.finditer(text):
        if opened is None:
            opened = match
        elif match["mark"].startswith(opened["mark"]) and not match["info"].strip():
            if opened["info"].strip().lower() in MATHEMATICAL_FENCES:
                found += [(opened.span(), False), (match.span(), False)]
            else:
                found.append(((opened.start(), match.end()), False))
            opened = None
    return found


def _struck(text: str) -> list[Span]:
    """What is struck through, hidden or commented out."""
    rest = unstruck(text)
    if rest == text:
        return []
    marks = "".join("x" if a != b else " " if a.isspace() else "." for a, b in zip(text, rest, strict=True))
    return [found.span() for found in re.finditer(r"x(?:[x ]*x)?", marks)]


def _line_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    return len(text) if end < 0 else end


def _merged(lines: list[Span]) -> list[Span]:
    """Lines that follow one another as one span."""
    merged: list[Span] = []
    for start, end in lines:
        if merged and start == merged[-1][1] + 1:
            merged[-1] = (merged[-1][0], end)
        else:
            merged.append((start, end))
    return merged


def _moved(spans: list[Span], cuts: list[Span]) -> list[Span]:
    """Spans as they lie after the cuts."""
    joined: list[Span] = []
    for start, end in sorted(cuts):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    starts = [start for start, _ in joined]
    gone = [0, *accumulate(end - start for start, end in joined)]

    def at(offset: int) -> int:
        k = bisect_right(starts, offset)
        return offset - gone[k] + (max(0, joined[k - 1][1] - offset) if k else 0)

    return [(at(a), at(b)) for a, b in spans]


def events_of(prepared: Prepared) -> list[Event]:
    """The events of a page of Markdown."""
    text, inside = prepared.page.text, prepared.formulas
    found: list[Event] = []
    taken: set[int] = set()
    for match in HEADING.finditer(text):
        if not covers(inside, match.start()):
            found.append(heading_event(*match.span(), len(match["marks"]), match["title"]))
            taken.add(match.start())
    for match in UNDERLINED.finditer(text):
        if not covers(inside, match.start("title")):
            found.append(
                heading_event(match.start("title"), match.end(), 1 + match["mark"].startswith("-"), match["title"])
            )
            taken |= {match.start("title"), match.start("mark")}
    images = [m for m in IMAGE.finditer(text) if not covers(inside, m.start())]
    named = {m.start(): _image_label(m) for m in images}
    many = sum(1 for label in named.values() if not label) >= MANY_IMAGES
    for match in images:
        taken.add(match.start())
        if label := named[match.start()]:
            found.append(Event(*match.span(), "part", tokens=label, level=7, title=match["alt"]))
        elif many:
            found.append(Event(*match.span(), "heading", level=7, title="a picture"))
    starts = (m.start() for m in LINE.finditer(text) if m.start() not in taken)
    found += line_events(text, inside, starts)
    marks = sorted((e.start, e.end + 12) for e in found)
    found += [e for e in inner_labels(text, inside, found) if not overlaps(marks, e.start, e.end)]
    return found


def _image_label(image: re.Match[str]) -> tuple[str, ...]:
    for name in (image["alt"], image["src"]):
        if match := IMAGE_LABEL.search(name.strip()):
            return tokens_of(match[1])
    return ()


def quotes_hold(prepared: Prepared, events: list[Event]) -> str:
    """What the quotations of a document hold: "question", "answer", or "" when that is not clear."""
    text = prepared.page.text
    quotes = [(a, b) for a, b in prepared.quotes if text[a:b].strip()]
    if not quotes or any(e.kind == "role" and e.role == "answer" for e in events):
        return ""
    asked = sum(any(asks(line) for line in text[a:b].split("\n")) for a, b in quotes)
    if 2 * asked >= len(quotes):
        return "question"
    outside = [span for span in prepared.formulas if not covers(quotes, span[0])]
    return "answer" if 5 * len(outside) <= len(prepared.formulas) else ""


def read_markdown(path: Path, names: Collection[str] = ()) -> Document:
    """A Markdown or plain-text file."""
    source = Source(str(path), load(path))
    return _document(path, [source], names)


def read_notebook(path: Path, names: Collection[str] = ()) -> Document:
    """The Markdown cells of a Jupyter notebook."""
    text = load(path)
    try:
        notebook = json.loads(text)
    except (ValueError, RecursionError) as error:
        line = getattr(error, "lineno", 1)
        raise DocumentError(f"{path}:{line}: not a notebook: {getattr(error, 'msg', 'nested too deeply')}") from None
    sheets = notebook.get("worksheets") if isinstance(notebook, dict) else None
    cells = notebook.get("cells") if isinstance(notebook, dict) else None
    if cells is None and isinstance(sheets, list) and sheets and isinstance(sheets[0], dict):
        cells = sheets[0].get("cells")
    if not isinstance(cells, list):
        raise DocumentError(f"{path}:1: not a notebook: it has no cells")
    sources = []
    for number, cell in enumerate(cells, 1):
        if isinstance(cell, dict) and cell.get("cell_type") in ("markdown", "heading"):
            body = cell.get("source", "")
            body = "".join(map(str, body)) if isinstance(body, list) else str(body)
            sources.append(Source(str(path), body.replace("\r\n", "\n").replace("\r", "\n"), number))
    return _document(path, sources, names)


def _document(path: Path, sources: list[Source], names: Collection[str]) -> Document:
    """The sources one after another; no block runs from one into the next."""
    pages: list[Page] = []
    inside: list[Span] = []
    quotes: list[Span] = []
    breaks: list[Event] = []
    length = 0
    for source in sources:
        prepared = prepare(source)
        inside += [(a + length, b + length) for a, b in prepared.formulas]
        quotes += [(a + length, b + length) for a, b in prepared.quotes]
        gap = Page("\n\n", (0,), (source,), (len(source.text),))
        pages += [prepared.page, gap]
        length += len(prepared.page.text) + 2
        breaks.append(Event(length - 2, length, "cut"))
    if not sources:
        return Document(str(path), "", "", ())
    whole = Prepared(Page.joined(pages), inside, quotes)
    events = events_of(whole)
    hold = quotes_hold(whole, events)
    text = "\n\n".join(source.text for source in sources)
    return Document(
        path=str(path),
        text=text,
        preamble="\n".join(d.text for d in definitions(text)),
        blocks=blocks_of(whole.page, whole.formulas, events + breaks, whole.quotes if hold else [], hold, names),
        sources=tuple(sources),
    )
