"""Columns of a terminal: how wide text is (East-Asian characters take two), how it is wrapped, cut and coloured."""

import re
import unicodedata
from dataclasses import dataclass

COLUMNS = 100
COLOURS = {"accepted": "32", "refused": "31", "other": "33", "bold": "1", "dim": "2"}
PIECE = re.compile(r"[ \t]+|[⺀-鿿가-힯豈-﫿＀-｠、-〿][，。、：；！？）】”]*|[^\s⺀-鿿가-힯豈-﫿＀-｠、-〿]+")
"""What a line may be broken between: words, spaces, single East-Asian characters with the stops that cling to them."""


def width(text: str) -> int:
    """The columns that a text takes.

    >>> width("ŷ = 反例"), width("y\\u0302")
    (8, 1)
    """
    return sum(
        0
        if unicodedata.combining(c) or c in "\u200b\u200d\ufe0f"
        else 2
        if unicodedata.east_asian_width(c) in "WF"
        else 1
        for c in text
    )


def padded(text: str, columns: int) -> str:
    """The text with spaces up to `columns`."""
    return text + " " * max(0, columns - width(text))


def wrapped(text: str, indent: str = "", hanging: str | None = None, columns: int = COLUMNS) -> list[str]:
    """The text in lines of at most `columns`; a word that is longer than a line is broken.

    >>> wrapped("a bb ccc", "  ", columns=6)
    ['  a bb', '  ccc']
    """
    lines: list[str] = []
    line, start = indent, True
    follow = indent if hanging is None else hanging
    for piece in PIECE.findall(" ".join(text.split())):
        if piece.isspace():
            line += "" if start else " "
            continue
        if width(line.rstrip()) + width(piece) + (line.endswith(" ") and not start) > columns and not start:
            lines.append(line.rstrip())
            line, start = follow, True
        while width(line) + width(piece) > columns and width(follow) < columns // 2:
            head = _fitting(piece, columns - width(line))
            lines.append(line + head)
            piece, line = piece[len(head) :], follow
        line += piece
        start = False
    return [*lines, line.rstrip()] if not start or not lines else lines


def _fitting(text: str, columns: int) -> str:
    taken = 0
    for k, c in enumerate(text):
        taken += width(c)
        if taken > columns and k:
            return text[:k]
    return text


def quoted(line: str, column: int, indent: str = "  | ", columns: int = COLUMNS) -> list[str]:
    """An author's line and, under it, a caret at the 1-based column; of a long line the stretch round the caret.

    >>> quoted("$$x = 1 + y$$", 5)
    ['  | $$x = 1 + y$$', '  |     ^']
    """
    text = line.replace("\t", " ")
    at = min(max(column - 1, 0), len(text))
    room = columns - width(indent)
    start, end = 0, len(text)
    if width(text) > room:
        start = max(0, at - room // 3)
        while width(text[start:end]) > room - 2:
            end -= 1
        if end <= at:
            end = at + 1
    before, after = ("…" if start else ""), ("…" if end < len(text) else "")
    shown = before + text[start:end] + after
    return [(indent + shown).rstrip(), indent + " " * width(before + text[start:at]) + "^"]


@dataclass(frozen=True, slots=True)
class Paint:
    """Colour, or none."""

    on: bool = False

    def __call__(self, text: str, colour: str) -> str:
        """The text in a colour of COLOURS."""
        return f"\x1b[{COLOURS[colour]}m{text}\x1b[0m" if self.on else text


def harmless(text: str) -> str:
    """The text without control characters, which an author's file could carry to the terminal."""
    return "".join(c if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cs") else "�" for c in text)
