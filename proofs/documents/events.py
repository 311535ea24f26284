"""What happens along a page, in order: labels of parts, labels of answers, lists and environments, headings. Shared by all formats."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache

from derive.words.marks import (
    INNER,
    NO_TOKENS,
    PART_LABELS,
    POINTS_OF_LABEL,
    ROLE_LABELS,
    SECTION_NUMBER,
    TITLE_LABEL,
    TITLE_WORD,
    TOKENS_OF_LABEL,
    question_wording,
)
from proofs.documents.mathematics import covers
from proofs.documents.outline import SUB, readings
from proofs.documents.page import Span


@dataclass(frozen=True, slots=True)
class Event:
    """Something at `start` … `end` of a page; that stretch belongs to no block.

    kind: "part" (tokens, level: of its heading or 0), "named" (name of a part, level), "role" (role; tokens when it names a part), "open" and "close" of a marked
    region (role, name), "list", "endlist", "item" (name: style), "counter" of a list (name: set or add; level: a number), "heading" (level, name: title), "cut" (blocks end here).
    """

    start: int
    end: int
    kind: str
    role: str = ""
    name: str = ""
    tokens: tuple[str, ...] = ()
    level: int = 0
    title: str = field(default="", compare=False)
    indent: int = field(default=0, compare=False)


NOISE = re.compile(
    r"(?:\\(?:noindent|indent|(?:big|med|small)(?:break|skip)|par|newline|newpage|clearpage|pagebreak|quad|qquad|large|Large|centering|ul|bf|bfseries|hfill)\b\s*"
    r"|~?\\\\(?:\[[^\]\n]*\])?[ \t]*~?[ \t]*\n?[ \t]*|\\[vh]space\*?\{[^}\n]*\}\s*|\\(?:color|textcolor)\{[^}\n]*\}\s*|[-*+•·](?=[ \t])[ \t]+|\{\s*(?=\\bf)|~|[ \t]+)*"
)
EMPHASIS = re.compile(
    r"(?:\*\*\*|\*\*|__|\*(?=\S)|_(?=\S)|\\(?:textbf|underline|textsc|textsf|text|fbox|mathbf|paragraph)\*?\{)?[ \t]*(?:\\(?:textit|underline|textbf)\{)?"
)
WEAK_EMPHASIS = re.compile(r"\\(?:emph|textit)\{\s*")
AFTER = re.compile(
    r"[ \t]*(?:\*{1,3}|__|\}{1,2}(?=\s*(?:$|[:：.\\(（A-Z\u4e00-\u9fff$])))?[ \t]*[:：]?[ \t]*", re.MULTILINE
)


def tokens_of(label: str) -> tuple[str, ...]:
    """The counting signs in a label.

    >>> tokens_of("(b)(ii)"), tokens_of("Question 1(c)"), tokens_of("g.2"), tokens_of("b-i"), tokens_of("③")
    (('b', 'ii'), ('1', 'c'), ('g', '2'), ('b', 'i'), ('③',))
    """
    bare = NO_TOKENS.sub(" ", POINTS_OF_LABEL.sub(" ", label))
    return tuple(m.group() for m in TOKENS_OF_LABEL.finditer(bare))


def line_events(text: str, formulas: list[Span], starts: Iterator[int]) -> Iterator[Event]:
    """The labels that stand at these starts of lines; after a part's label, the label of an answer may follow."""
    asked = bool(re.search(r"^[ \t*_#>-]*Q[ \t]*[:：]", text, re.MULTILINE))
    for start in starts:
        if covers(formulas, start):
            continue
        at = NOISE.match(text, start).end()  # type: ignore[union-attr]
        if text.startswith("\n", at):
            continue
        front = start
        part = part_label(text, at, formulas)
        if part and not (asked and text[part.start : part.end].strip(" *:：") == "A"):
            yield replace(part, start=front, indent=_indent(text, start))
            front = at = NOISE.match(text, part.end).end()  # type: ignore[union-attr]
            sub = part_label(text, at, formulas) if len(part.tokens) == 1 else None
            if sub and (part.tokens[0].isdecimal() or readings(sub.tokens[0]).keys() & SUB):
                yield replace(sub, indent=at - start)
                front = at = NOISE.match(text, sub.end).end()  # type: ignore[union-attr]
        elif asked and (match := re.compile(r"[ \t*_#>-]*([QA])[ \t]*[:：]").match(text, at)):
            yield Event(at, match.end(), "role", role="question" if match[1] == "Q" else "answer")
            continue
        role = role_label(text, at, formulas)
        if role:
            yield replace(role, start=front)


def _indent(text: str, start: int) -> int:
    """How far a line is indented."""
    return _BLANKS.match(text, start).end() - start  # type: ignore[union-attr]


_BLANKS = re.compile(r"[ \t]*")


def part_label(text: str, at: int, formulas: list[Span]) -> Event | None:
    """The label of a part at this place."""
    begin = EMPHASIS.match(text, at).end()  # type: ignore[union-attr]
    for pattern in PART_LABELS:
        match = pattern.match(text, begin)
        if match and match.end() > begin and not covers(formulas, match.end() - 1):
            tokens = tokens_of(match.group())
            if tokens:
                end = AFTER.match(text, match.end()).end() if begin > at else match.end()  # type: ignore[union-attr]
                return Event(at, end, "part", tokens=tokens)
    return None


def role_label(text: str, at: int, formulas: list[Span]) -> Event | None:
    """The label of an answer or a question at this place."""
    begin = EMPHASIS.match(text, at).end()  # type: ignore[union-attr]
    weak = WEAK_EMPHASIS.match(text, begin)
    begin = weak.end() if weak else begin
    for role, pattern in ROLE_LABELS:
        match = pattern.match(text, begin)
        if match and not covers(formulas, match.start()):
            named = match.group() if re.search(r"[（(]", match.group()) else ""
            return Event(at, match.end(), "role", role=role, tokens=tokens_of(re.sub(r"^[^（(]*", "", named)))
    return None


def inner_labels(text: str, formulas: list[Span], found: list[Event]) -> Iterator[Event]:
    """Labels that stand inside a line: of answers, where bold type or "my" leaves no doubt; and (ii), (iii) behind a label (i)."""
    for match in INNER.finditer(text):
        if not covers(formulas, match.start()):
            yield Event(*match.span(), "role", role="answer")
    for first in (each for each in found if each.kind == "part" and not each.level and each.tokens[-1] in _ROMANS):
        blank = BLANK_LINE.search(text, first.end)
        at, end = first.end, blank.start() if blank else len(text)
        for number in _ROMANS[_ROMANS.index(first.tokens[-1]) + 1 :]:
            hits = (each for each in _NEXT_ROMAN.finditer(text, at, end) if each["number"] == number)
            label = next((each for each in hits if not covers(formulas, each.start())), None)
            if label is None:
                break
            yield Event(*label.span(), "part", tokens=(number,))
            at = label.end()


_ROMANS = ("i", "ii", "iii", "iv")
_NUMERAL = re.compile(rf"[\s.]*[(（]({'|'.join(_ROMANS)})[)）]")
"""A numeral in brackets behind the letter of a part, as in 1.g (ii)."""
_NEXT_ROMAN = re.compile(
    rf"(?:^[ \t]*|(?<=[.,;，。；$)] )|(?<=quad )|(?<=quad~)|(?<=quad))\((?P<number>{'|'.join(_ROMANS)})\)(?=\s+(?:[$\\A-Z]|zero|0))",
    re.MULTILINE,
)
BLANK_LINE = re.compile(r"\n[ \t]*\n")


def heading_event(start: int, end: int, level: int, title: str) -> Event:
    """A heading: of a part, of an answer or a question, or of neither."""
    bare = title[:200].strip().strip("*_ #").replace("\\&", "&")
    bare = SECTION_NUMBER.sub("", bare)
    if role := role_label(bare, 0, []):
        return Event(start, end, "role", role=role.role, tokens=role.tokens, level=level, title=bare)
    match = part_label(bare, 0, [])
    if match:
        behind = _NUMERAL.match(bare, match.end) if match.tokens[-1].isalpha() else None
        tokens = (*match.tokens, behind[1]) if behind else match.tokens
        return Event(start, end, "part", tokens=tokens, level=level, title=bare)
    if word := TITLE_WORD.search(bare):
        return Event(start, end, "part", tokens=tokens_of(word[1] or word[2]), level=level, title=bare)
    if (listed := TITLE_LABEL.match(bare)) and len(bare) < 60 and not re.match(r"(?i)(?:a|i)\s+[a-z]{2,}", bare):
        return Event(start, end, "part", tokens=tokens_of(listed[1].split(",")[0]), level=level, title=bare)
    return Event(start, end, "heading", level=level, name=bare, title=bare)


LONGEST_SENTENCE = 1500
BEFORE_A_SENTENCE = re.compile(
    r"^[\s*_>\-–•~\\]*(?:noindent|indent|bigbreak|(?:textit|emph|ul|textbf)\{)?[\s*_{]*(?:[（(]\w{1,3}[)）]\s*)?"
)
"""Layout, emphasis and a label that may stand before the first word of a question."""


def asks(sentence: str) -> bool:
    """Whether a sentence is worded as a question is; of a very long one the first LONGEST_SENTENCE characters count.

    >>> asks("Compute the partial derivative of the loss with respect to $v_c$."), asks("Thus the gradient is zero.")
    (True, False)
    """
    return _asks(sentence[:LONGEST_SENTENCE])


@lru_cache(maxsize=2048)
def _asks(sentence: str) -> bool:
    bare = BEFORE_A_SENTENCE.sub("", sentence).strip(" \n*_}")
    return any(pattern.search(bare) for pattern in question_wording())
