"""A page: text put together from the author's files, every character of it still knowing where it came from.

A *source* is one piece of text as the author wrote it: a file, or one cell of a notebook. A *page* is what is left of the sources
once comments, quote marks and what is not printed are cut and `\\input` is followed. A *place* leads from a page back to a source.

    >>> page = Page.of(Source("a.md", "> one\\n> two")).without([(0, 2), (6, 8)])
    >>> page.text
    'one\\ntwo'
    >>> str(page.place(4))
    'a.md:2:3'
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

Span = tuple[int, int]


@dataclass(frozen=True)
class Source:
    """One piece of text as the author wrote it: a file, or cell number `cell` (1-based) of a notebook."""

    name: str
    text: str
    cell: int | None = None

    @cached_property
    def line_starts(self) -> list[int]:
        """The offset of each line."""
        return list(accumulate((len(line) + 1 for line in self.text.split("\n")[:-1]), initial=0))

    def line(self, number: int) -> str:
        """A line of the source, 1-based, without its end."""
        start = self.line_starts[number - 1]
        end = self.text.find("\n", start)
        return self.text[start : len(self.text) if end < 0 else end].rstrip("\r")


@dataclass(frozen=True, slots=True)
class Place:
    """A character of a source. Lines and columns count from 1; a column counts characters."""

    source: Source
    offset: int

    @property
    def file(self) -> str:
        """The name of the file."""
        return self.source.name

    @property
    def cell(self) -> int | None:
        """The notebook cell, or None in an ordinary file."""
        return self.source.cell

    @property
    def line(self) -> int:
        """The line in the file or cell."""
        return bisect_right(self.source.line_starts, self.offset)

    @property
    def column(self) -> int:
        """The column in that line."""
        return self.offset - self.source.line_starts[self.line - 1] + 1

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}:{self.column}"
        return where if self.cell is None else f"{self.file}, cell {self.cell}, line {self.line}"


@dataclass(frozen=True, slots=True)
class Page:
    """Text and the runs it is made of: from `starts[k]` on, it is `sources[k]` from `offsets[k]` on."""

    text: str
    starts: tuple[int, ...] = ()
    sources: tuple[Source, ...] = ()
    offsets: tuple[int, ...] = ()

    @classmethod
    def of(cls, source: Source) -> "Page":
        """A source as it stands."""
        return cls(source.text, (0,), (source,), (0,))

    @classmethod
    def joined(cls, pages: Iterable["Page"]) -> "Page":
        """Pages one after another, nothing between them."""
        texts: list[str] = []
        starts: list[int] = []
        sources: list[Source] = []
        offsets: list[int] = []
        length = 0
        for page in pages:
            if page.text:
                starts += [length + s for s in page.starts]
                sources += page.sources
                offsets += page.offsets
                texts.append(page.text)
                length += len(page.text)
        return cls("".join(texts), tuple(starts), tuple(sources), tuple(offsets))

    def place(self, index: int) -> Place:
        """Where the character at `index` stands in the author's files; one past the end is allowed."""
        run = max(0, bisect_right(self.starts, index) - 1)
        return Place(self.sources[run], self.offsets[run] + index - self.starts[run])

    def part(self, start: int, end: int) -> "Page":
        """The page from `start` to `end`."""
        if not self.text:
            return self
        if start >= end:
            run = max(0, bisect_right(self.starts, start) - 1)
            at = self.offsets[run] + start - self.starts[run]
            return Page("", (0,), (self.sources[run],), (at,))
        first = bisect_right(self.starts, start) - 1
        last = bisect_right(self.starts, end - 1)
        return Page(
            self.text[start:end],
            (0, *(s - start for s in self.starts[first + 1 : last])),
            self.sources[first:last],
            (self.offsets[first] + start - self.starts[first], *self.offsets[first + 1 : last]),
        )

    def without(self, spans: Sequence[Span]) -> "Page":
        """The page with these spans cut out; they may touch or overlap."""
        kept, at = [], 0
        for start, end in sorted(spans):
            if start > at:
                kept.append(self.part(at, start))
            at = max(at, end)
        if at < len(self.text):
            kept.append(self.part(at, len(self.text)))
        return Page.joined(kept) if kept else self.part(0, 0)
