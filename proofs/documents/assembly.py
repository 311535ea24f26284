"""Walking the events of a page: the outline is kept, regions open and close, and the stretches between are its segments."""

import re
from dataclasses import dataclass, field

from derive.words.marks import CONDITION, NOT_WRITTEN, WRITTEN
from proofs.documents.events import Event, asks
from proofs.documents.outline import Outline, Path, readings
from proofs.documents.page import Page, Span
from proofs.documents.wording import listed_briefly

DERIVATIVE = re.compile(r"(?:\\partial|\\part\b|\\nabla|\\frac\s*\{\s*d|\^\{?\\prime|'\s*\(|∂|∇)[^$]*=")
"""What an answer in formulas has and a printed definition has not."""
DEEPEST = 50
"""Answers inside answers inside answers: nobody nests them deeper."""


@dataclass
class Segment:
    """A stretch of the page between two events."""

    start: int
    end: int
    path: Path
    serial: int
    role: str  # "answer", "question" or "" when no mark says
    evidence: str = ""


@dataclass
class Region:
    """A marked answer or question that is open: by an environment (`strong`), or by a label, until its part ends."""

    role: str
    evidence: str
    strong: bool
    anchor: Path = ()
    outline: Outline = field(default_factory=Outline)
    level: int = 9
    name: str = ""


@dataclass
class Assembler:
    """Walks the events of a page."""

    page: Page
    formulas: list[Span]
    events: list[Event]
    outline: Outline = field(default_factory=Outline)
    segments: list[Segment] = field(default_factory=list)
    regions: list[Region] = field(default_factory=list)
    unwritten: int = 0  # level of the heading under which no written answers stand, 0: none
    since: list[tuple[Path, int]] = field(default_factory=list)  # parts labelled since the last answer, and where

    upcoming: list[tuple[tuple[str, ...], str]] = field(
        default_factory=list
    )  # from each event on: next label, next part

    def run(self) -> list[Segment]:
        """The segments of the page, in order."""
        labels: tuple[str, ...] = ()
        part = ""
        self.upcoming = [(labels, part)]
        for event in reversed(self.events):
            labels = event.tokens if event.kind in ("part", "role", "item") and event.tokens else labels
            part = event.tokens[0].lower() if event.kind == "part" else part
            self.upcoming.append((labels, part))
        self.upcoming.reverse()
        at = 0
        for k, event in enumerate(self.events):
            if event.start < at:
                continue
            self._segment(at, event.start)
            at = event.end if self._take(k, event) else event.start
        self._segment(at, len(self.page.text))
        return self.segments

    def _segment(self, start: int, end: int) -> None:
        text = self.page.text[start:end]
        if not text.strip(" \t\n{}~\\*_-+"):
            return
        start += len(text) - len(text.lstrip())
        end = start + len(text.strip())
        region = self.regions[-1] if self.regions else None
        role, evidence = (region.role, region.evidence) if region else ("", "")
        if self.unwritten:
            role, evidence = "question", "a section without written answers"
            if DERIVATIVE.search(text) and not (region and region.strong and region.role == "question"):
                role, evidence = "", "a section without written answers"
        last = self.segments[-1] if self.segments else None
        key = (self.outline.path, self.outline.serial, role, evidence)
        if (
            last
            and (last.path, last.serial, last.role, last.evidence) == key
            and not self.page.text[last.end : start].strip()
        ):
            last.end = end
        else:
            self.segments.append(Segment(start, end, self.outline.path, self.outline.serial, role, evidence))

    def _take(self, k: int, event: Event) -> bool:
        """Do what an event does; False when it is none here and its text belongs to the block."""
        return bool(getattr(self, "_" + event.kind)(k, event))

    # ---------------------------------------------------------------------------------------------------- one method a kind

    def _aside(self, k: int, event: Event) -> bool:
        return True

    def _cut(self, k: int, event: Event) -> bool:
        self.segments.append(Segment(event.start, event.start, (), -1, "", "cut"))
        return True

    def _heading(self, k: int, event: Event) -> bool:
        if self._strong():
            return True
        self._end_labels(level=event.level)
        self.outline.heading(event.level)
        self._written(event)
        self.since.clear()
        return True

    def _written(self, event: Event) -> None:
        if not self.unwritten or event.level <= self.unwritten:
            none = NOT_WRITTEN.search(event.title) and not WRITTEN.search(event.title)
            self.unwritten = event.level if none else 0

    def _part(self, k: int, event: Event) -> bool:
        following = self.upcoming[k + 1][0]
        before = self.outline.copy()
        if event.level and not self._strong():
            self._end_labels(level=event.level)
            self.outline.heading(event.level)
            self._written(event)
        region = self.regions[-1] if self.regions else None
        if region and region.role == "answer" and not event.level and self._inside_answer(event):
            return False
        if (
            not event.level
            and not self._strong()
            and CONDITION.match(self.page.text, event.end)
            and event.tokens[0].lower() not in "bcdefgh"
        ):
            return False
        if self._chooses(event) or not self.outline.label(event.tokens, following, event.level, indent=event.indent):
            self.outline = before
            return bool(event.level)
        if region and not region.strong and self._leaves(k, event, region):
            self.regions.pop()
        if not self._strong():
            self.since.append((self.outline.path, event.end))
        return True

    def _chooses(self, event: Event) -> bool:
        """Whether a capital in the text of a part that a title letters is one of several answers to choose from: (A) …, (B) …"""
        capital = len(event.tokens) == 1 and event.tokens[0].isupper() and event.tokens[0] not in "IVX"
        lettered = any(level.kind == "alpha" and level.heading for level in self.outline.stack)
        return capital and not event.level and lettered

    def _named(self, k: int, event: Event) -> bool:
        if self._strong():
            return bool(event.level)
        self._end_labels(level=event.level or 9)
        if self.regions and self.regions[-1].role == "answer" and self.regions[-1].anchor:
            self.regions.pop()
        self.outline.named(event.name, event.level)
        if event.level:
            self._written(event)
        self.since.append((self.outline.path, event.end))
        return True

    def _inside_answer(self, event: Event) -> bool:
        """Whether a label inside an answer only counts its steps or cases."""
        first = event.tokens[0]
        if CONDITION.match(self.page.text, event.end):
            return True
        last = self.outline.stack[-1] if self.outline.stack else None
        if last and readings(first).get(last.kind) == last.value and len(event.tokens) == 1:
            return not asks(self._sentence(event.end))
        counts_steps = first.isdecimal() and any(level.kind != "arabic" for level in self.outline.stack)
        return counts_steps and not asks(self._sentence(event.end))

    def _leaves(self, k: int, event: Event, region: Region) -> bool:
        """Whether a part's label ends the answer that a label began."""
        path = self.outline.path
        if path[: len(region.anchor)] != region.anchor or (
            not region.anchor and region.level == 9 and path[0].kind == "alpha"
        ):
            return True
        if len(path) == len(region.anchor):
            return True
        return asks(self._sentence(event.end))

    def _role(self, k: int, event: Event) -> bool:
        if self._strong():
            return True
        if self.regions:
            self.regions.pop()
        ahead = self.upcoming[k + 1][1]
        if event.tokens:
            self.outline.label(event.tokens)
        elif (
            event.role == "answer"
            and ahead == "a"
            and any(v.kind == "alpha" and v.value > 1 for v in self.outline.stack)
        ):
            self.outline.heading(event.level or 9)  # every question first, then every answer
        elif event.role == "answer":
            self._answered_together(event)
        evidence = self.page.text[event.start : event.end].strip()
        self.regions.append(Region(event.role, evidence, False, self.outline.path, level=event.level or 9))
        if event.role == "answer":
            self.since.clear()
        return True

    def _answered_together(self, event: Event) -> None:
        """(i) …, (ii) …, (iii) … listed briefly and then one answer: it answers their parent."""
        if len(self.since) < 2 or not self.outline.stack or self.outline.stack[-1].kind == "alpha":
            return
        path, _at = self.since[-1]
        siblings = [(p, end) for p, end in self.since if p[:-1] == path[:-1] and len(p) == len(path)]
        if path != self.outline.path or len(siblings) < 2:
            return
        ends = [*(end for _, end in siblings[1:]), event.start]
        if listed_briefly(self.page.text, [(a, b) for (_, a), b in zip(siblings, ends, strict=True)], self.formulas):
            self.outline.stack.pop()

    def _open(self, k: int, event: Event) -> bool:
        if self.regions and not self.regions[-1].strong:
            self.regions.pop()
        if len(self.regions) > DEEPEST:
            return True
        saved = self.outline.copy()
        self.regions.append(Region(event.role, event.name, True, self.outline.path, saved, name=event.name))
        if event.role == "answer":
            self.since.clear()
        return True

    def _close(self, k: int, event: Event) -> bool:
        names = [region.name for region in self.regions]
        if event.name in names:
            keep = len(names) - 1 - names[::-1].index(event.name)
            self.outline = self.regions[keep].outline
            del self.regions[keep:]
        return True

    def _list(self, k: int, event: Event) -> bool:
        self.outline.open_list(event.name)
        return True

    def _endlist(self, k: int, event: Event) -> bool:
        self.outline.close_list()
        self._end_labels()
        return True

    def _counter(self, k: int, event: Event) -> bool:
        self.outline.count(event.level, anew=event.name == "set")
        return True

    def _item(self, k: int, event: Event) -> bool:
        if event.tokens and self.outline.frames:
            self.outline.item_label(event.tokens, self.upcoming[k + 1][0])
        else:
            self.outline.item()
        self._end_labels()
        return True

    # -------------------------------------------------------------------------------------------------------------- helpers

    def _strong(self) -> bool:
        return bool(self.regions) and self.regions[-1].strong

    def _end_labels(self, level: int = 0) -> None:
        """Close an answer that a label began, when its part is no longer open or a heading as high as its own comes."""
        region = self.regions[-1] if self.regions else None
        if region and not region.strong:
            outside = self.outline.path[: len(region.anchor)] != region.anchor
            if outside or (level and level <= region.level):
                self.regions.pop()

    def _sentence(self, start: int) -> str:
        """The text from `start` to the end of its paragraph."""
        return re.split(r"\n\s*\n", self.page.text[start : start + 600].lstrip())[0]
