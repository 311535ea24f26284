r"""Tables whose rows are the answers: each cell becomes a paragraph of its own, so that the label of a row is the label of what follows.

A table is one of answers where at least three of its rows begin with the label of a part and hold a formula, and where no other line of the
document has one of these labels: a table of results at the end stays a table.

>>> answers_apart("|(a)| $x$ |\n|---|---|\n|(b)| $y$ |\n|(c)| $z$ |").split()
['(a)', '$x$', '(b)', '$y$', '(c)', '$z$']
>>> answers_apart("|(a)| 3 |\n|---|---|\n|(b)| 2 |").split("\n")[0]
'|(a)| 3 |'
"""

import re
from collections.abc import Iterator

from derive.words.pages import HEAD_OF_A_TABLE
from proofs.documents.events import NOISE, part_label
from proofs.documents.rows import RULE, bars, cells

FEWEST = 3
"""Fewer rows with a label and a formula are no table of answers."""
_TABULAR = re.compile(
    r"\\begin\s*\{(?P<kind>tabular|tabularx|longtable)\*?\}(?:\s*\{(?:[^{}]|\{[^{}]*\})*\})*(?P<rows>.*?)\\end\s*\{(?P=kind)",
    re.DOTALL,
)
_PIPED = re.compile(r"(?:^[ \t]*\|[^\n]*(?:\n|\Z))+", re.MULTILINE)
_BARE = re.compile(r"^(\s*\|?) ([a-i])((?:\([ivx]{1,3}\))?) (?=\s*[|&])")
"""A letter without brackets in the first cell of a row."""


def answers_apart(text: str) -> str:
    """The text, of the same length, with the cells of its tables of answers in lines of their own."""
    for start, end, sign in _tables(text):
        lines = text[start:end].split("\n") if sign == "|" else re.split(r"(?<=\\\\)", text[start:end])
        lines = [_BARE.sub(r"\1(\2)\3", line) for line in lines]
        labels = [_labels(line, sign) for line in lines if "$" in line or "\\(" in line]
        named = {each for label in labels for each in label}
        if sum(map(bool, labels)) >= FEWEST and not named & _elsewhere(text[:start] + text[end:]):
            rows = (line if sign == "&" else _blank(line) for line in lines)
            text = text[:start] + ("\n" if sign == "|" else "").join(_apart(row, sign) for row in rows) + text[end:]
    return text


def _tables(text: str) -> Iterator[tuple[int, int, str]]:
    for found in _TABULAR.finditer(text):
        yield *found.span("rows"), "&"
    for found in _PIPED.finditer(text):
        if any(map(RULE.fullmatch, found[0].rstrip("\n").split("\n"))):
            yield *found.span(), "|"


def _blank(line: str) -> str:
    """A line of Markdown, or blanks where it is a rule or names the columns."""
    return " " * len(line) if RULE.fullmatch(line) or HEAD_OF_A_TABLE.fullmatch(line) else line


def _labels(row: str, sign: str) -> tuple[str, ...]:
    """The first sign of the label that a row begins with."""
    first = next((cell for cell in cells(row, sign) if row[slice(*cell)].strip()), (0, 0))
    cell = row[slice(*first)].strip("\\ \t\n")
    label = part_label(cell, NOISE.match(cell).end(), [])  # type: ignore[union-attr]
    return label.tokens[:1] if label else ()


def _apart(row: str, sign: str) -> str:
    """A row with a gap for each sign between its cells."""
    out = list(row)
    for at in bars(row, sign):
        out[at] = "\n"
        if out[at - 1 : at] == [" "]:
            out[at - 1] = "\n"
    return "".join(out)


def _elsewhere(text: str) -> set[str]:
    """The first signs of the labels at the beginning of lines."""
    found: set[str] = set()
    for line in text.split("\n"):
        bare = line.lstrip(" \t#>")
        label = part_label(bare, NOISE.match(bare).end(), [])  # type: ignore[union-attr]
        found.update(label.tokens[:1] if label else ())
    return found
