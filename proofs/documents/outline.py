"""Which part of the assignment a place in a document belongs to, kept while its labels go by: (b) … ① … (ii) … ## Question 2."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from derive.words.marks import BY_DEPTH, CIRCLED

ROMAN = {r: n for n, r in enumerate(["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x"], 1)}
SUB = ("roman", "arabic", "circled")
FURTHEST = {"alpha": 8, "roman": 3, "arabic": 3, "circled": 3}
"""A label that is further than this from its predecessor is a mention, an equation number or a year."""


@dataclass(frozen=True, slots=True)
class Level:
    """One step of a path: kind "alpha", "roman", "arabic" or "circled", its value from 1, the heading level it came from (0: text).

    `joined`: written together with the letter after it, as in 1(c); a bare 2 is no successor of it. A level of kind "named" is a part
    of the assignment by its `name`.
    """

    kind: str
    value: int
    heading: int = 0
    joined: bool = field(default=False, compare=False)
    name: str = ""
    indent: int = field(default=0, compare=False)


DEEPEST = 8
"""Lists inside lists deeper than this do not count."""

Path = tuple[Level, ...]


def hint(path: Sequence[Level]) -> str:
    """The part as one writes it; the number of the question before the letter is left out.

    >>> hint((Level("arabic", 1), Level("alpha", 2), Level("roman", 3)))
    'b.3'
    """
    first = next((i for i, level in enumerate(path) if level.kind == "alpha"), 0)
    return ".".join(chr(96 + level.value) if level.kind == "alpha" else str(level.value) for level in path[first:])


def name(path: Sequence[Level]) -> str:
    """The part of the assignment that a label names."""
    return next((level.name for level in reversed(path) if level.kind == "named"), "")


def question(path: Sequence[Level]) -> str:
    """The number of the question that a lettered part belongs to, where one is written.

    >>> question((Level("arabic", 3), Level("alpha", 1)))
    '3'
    """
    first = next((i for i, level in enumerate(path) if level.kind == "alpha"), 0)
    return str(path[first - 1].value) if first and path[first - 1].kind == "arabic" else ""


def readings(token: str) -> dict[str, int]:
    """What a token may count: "i" is a letter and a number."""
    if token in CIRCLED:
        return {"circled": CIRCLED.index(token) + 1}
    if token.isdecimal():
        return {"arabic": int(token)}
    found = {"alpha": ord(token.lower()) - 96} if len(token) == 1 else {}
    return found | ({"roman": ROMAN[token.lower()]} if token.lower() in ROMAN else {})


def _holds(level: Level, indent: int) -> bool:
    """Whether a label in the text, so far indented, is in the list of a letter."""
    return level.kind == "alpha" and not level.heading and level.indent < indent


@dataclass
class Frame:
    """A LaTeX list that is open: where its items start on the stack, how they count, and how far they have."""

    base: int
    style: str
    count: int = 0


@dataclass
class Outline:
    """The labels that are open at a place, outermost first, and `serial`, which grows whenever counting starts again.

    `letters`: by level of heading (0: text), the letter that came last; after a heading (h), a heading (i) is a letter. `lettered`: the
    same by level and number of a question, for 1(h) and 1(i).
    """

    stack: list[Level] = field(default_factory=list)
    frames: list[Frame] = field(default_factory=list)
    serial: int = 0
    letters: dict[int, int] = field(default_factory=dict)
    lettered: dict[tuple[int, int], int] = field(default_factory=dict)

    def copy(self) -> "Outline":
        """The same labels, to come back to."""
        return Outline(list(self.stack), list(self.frames), self.serial, dict(self.letters), dict(self.lettered))

    @property
    def path(self) -> Path:
        """The labels open now."""
        return tuple(self.stack)

    @property
    def _base(self) -> int:
        return (
            self.frames[-1].base + 1
            if self.frames and self.frames[-1].style
            else self.frames[-1].base
            if self.frames
            else 0
        )

    def heading(self, level: int) -> None:
        """A heading: what stood under one of its level or deeper is closed."""
        keep = next((i for i, at in enumerate(self.stack) if not at.heading or at.heading >= level), len(self.stack))
        del self.stack[max(keep, self._base) :]
        self.serial += 1

    def named(self, name: str, heading: int = 0) -> None:
        """The label of a part by its name: what was counted before it is closed, down to its heading or its list."""
        if heading:
            self.heading(heading)
        else:
            level = (i for i in range(self._base, len(self.stack)) if self.stack[i].heading == 0 or self.stack[i].name)
            del self.stack[next(level, len(self.stack)) :]
        self.stack.append(Level("named", 0, heading, name=name))
        self.serial += 1

    def open_list(self, style: str) -> None:
        """A LaTeX list; style "by depth" asks for LaTeX's own labels."""
        if style == "by depth":
            style = BY_DEPTH[min(sum(1 for f in self.frames[:DEEPEST] if f.style), 3)]
        style = style if len(self.frames) < DEEPEST else ""
        self.frames.append(Frame(len(self.stack), style))
        if style:
            self.stack.append(Level(style, 0))

    def close_list(self) -> None:
        """The end of a LaTeX list."""
        if self.frames:
            del self.stack[self.frames.pop().base :]

    def count(self, number: int, *, anew: bool) -> None:
        """The items of the list go on behind this number, or skip so many."""
        if self.frames:
            self.frames[-1].count = number if anew else self.frames[-1].count + number

    def item(self) -> bool:
        """The next item of the list; whether it is counted."""
        if not self.frames:
            return False
        frame = self.frames[-1]
        del self.stack[frame.base :]
        if not frame.style:
            return False
        frame.count += 1
        self.stack.append(Level(frame.style, frame.count))
        return True

    def item_label(self, tokens: Sequence[str], following: Sequence[str]) -> None:
        """An item of the list that has a label of its own, which is no further from the last one than the list goes."""
        base = self.frames[-1].base
        kind, value = self._choose(tokens, following, 0)
        del self.stack[base:]
        if kind and len(tokens) == 1:
            self.stack.append(Level(kind, value))
        else:
            self.label(tokens)

    def label(
        self,
        tokens: Sequence[str],
        following: Sequence[str] = (),
        heading: int = 0,
        forced: bool = False,
        indent: int = 0,
    ) -> bool:
        """A label in the text or in a heading. False, and nothing changed, when it cannot be one here."""
        kind, value = self._choose(tokens, following, heading)
        if not kind:
            return False
        base = 0 if forced else self._base
        if kind == "alpha" and not forced and any(level.kind == "alpha" for level in self.stack[:base]):
            return False
        joined = kind == "arabic" and len(tokens) > 1
        known = [i for i in range(base, len(self.stack)) if self.stack[i].kind == kind]
        if kind != "alpha" and indent and not heading:  # 1. indented below b. is no successor of the question's number
            known = [i for i in known if not any(_holds(level, indent) for level in self.stack[i + 1 :])]
        if not heading and not forced and (joined or any(self.stack[i].joined for i in known)):
            known = [i for i in known if self.stack[i].joined == joined] or (known if joined else [])
        at = known[-1] if known else None
        if at is not None and not heading and not forced:
            old = self.stack[at].value
            if (value < old and value != 1) or value > old + FURTHEST[kind]:
                return False
            self.serial += value < old
        elif at is None and not heading and not forced and kind != "alpha" and value > FURTHEST[kind]:
            return False
        if at is None and kind == "alpha":
            at = next((i for i in range(base, len(self.stack)) if self.stack[i].kind in ("roman", "circled")), None)
        if at is not None:
            del self.stack[at:]
        self.stack.append(Level(kind, value, heading, joined, indent=indent))
        if kind == "alpha":
            self.letters = {level: letter for level, letter in self.letters.items() if level <= heading} | {
                heading: value
            }
        for place, token in enumerate(tokens[1:]):
            sub = readings(token)
            own = (heading, value) if joined and not place else None
            follows = own in self.lettered and sub.get("alpha") == self.lettered[own] + 1
            name = "alpha" if follows else next((k for k in (*SUB, "alpha") if k in sub), None)
            if name:
                self.stack.append(Level(name, sub[name], heading))
            if name == "alpha" and own:
                self.lettered[own] = sub[name]
        return True

    def _choose(self, tokens: Sequence[str], following: Sequence[str], heading: int) -> tuple[str, int]:
        """The kind of the first token: as a letter or as a number, by what came before and what comes next."""
        counts = readings(tokens[0]) if tokens else {}
        if "alpha" in counts and "roman" in counts:
            last = {level.kind: level.value for level in self.stack}
            if heading:
                last.setdefault("alpha", self.letters.get(heading, 0))
            if len(tokens) > 1 or last.get("roman", -1) == counts["roman"] - 1 > 0:
                chosen = "alpha" if len(tokens) > 1 else "roman"
            elif last.get("alpha") == counts["alpha"] - 1:
                chosen = "roman" if following and following[0].lower() == "ii" else "alpha"
            else:
                chosen = "roman" if tokens[0].lower() == "i" else "alpha"
        else:
            chosen = next(iter(counts), "")
        return chosen, counts.get(chosen, 0)
