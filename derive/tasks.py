r"""Assignments whose parts are statements: losses, declarations and definitions in one TOML file, and nothing else.

>>> made = read_tasks('''
... id = "least-squares"
... title = "Least squares"
... declare = ["X: N x d", "w: d", "y: N"]
... [[parts]]
... id = "a"
... loss = '\\frac12 \\lVert X w - y \\rVert^2'
... wrt = "w"
... ''', "mine.toml")
>>> made.statement("a").variable.shape
('d', '1')
"""

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from derive.assignments.files import AssignmentError, FileText, file_text, read_data, shipped
from derive.assignments.parts import Parted

if TYPE_CHECKING:
    from derive.statement import Statement, StatementError

LISTS = ("declare", "where", "assume")
TEXTS = ("id", "title", "title_zh", "convention")
PART_TEXTS = ("id", "asks", "asks_zh", "loss", "wrt", "target", "convention")


@dataclass(frozen=True, slots=True)
class Task:
    """One part: what it asks, as it stands in the file; `optional`: a document need not answer it."""

    id: str
    asks: str
    asks_zh: str
    row: dict[str, Any] = field(repr=False)
    optional: bool = False
    years: tuple[int, ...] = ()

    @property
    def by(self) -> str:
        """What it differentiates by, as LaTeX."""
        return str(self.row["wrt"])


@dataclass(frozen=True, slots=True)
class Tasks(Parted[Task]):
    """An assignment."""

    id: str
    title: str
    title_zh: str
    parts: tuple[Task, ...]
    data: dict[str, Any] = field(repr=False)
    source: "FileText" = field(repr=False)
    _read: "dict[str, Statement]" = field(default_factory=dict, repr=False, compare=False)

    @property
    def vocabulary(self) -> frozenset[str]:
        """The words in which it asks: its titles, what its parts ask for and assume, the names of its parts."""
        rows = (text for part in self.parts for text in (part.asks, part.asks_zh, part.id, *part.row.get("assume", ())))
        return frozenset(re.findall(r"[a-z]+|[\u4e00-\u9fff]+", " ".join((self.title, self.title_zh, *rows)).lower()))

    def statement(self, part: str) -> "Statement":
        """What a part asks for, read once; AssignmentError, with line and key, for what cannot be read. KeyError if there is no such part."""
        if part not in self._read:
            self._read[part] = self._stated(part)
        return self._read[part]

    def _stated(self, part: str) -> "Statement":
        from derive.statement import StatementError
        from derive.stating import state

        asked = self.part(part)
        number, row = self.parts.index(asked), asked.row
        texts = {name: (*self.data.get(name, ()), *row.get(name, ())) for name in LISTS}
        convention = row.get("convention", self.data.get("convention", "columns"))
        try:
            return state(row["loss"], row["wrt"], **texts, target=row.get("target", "gradient"), convention=convention)
        except StatementError as error:
            inside = error.field in row and (error.field not in LISTS or error.text in row[error.field])
            where = self.source.at(number if inside else None, error.field, error.text)
            raise AssignmentError(f"{where}: {error}{_marked(error)}") from None


def _marked(error: "StatementError") -> str:
    """The piece of the formula that is meant."""
    if error.span is None:
        return f", in {error.text!r}"
    start, end = error.span
    return f", at {error.text[start:end].strip()!r} in {error.text!r}"


def is_of_statements(data: dict[str, Any]) -> bool:
    """Whether the data of a file state their losses part by part, without a notation."""
    return "notation" not in data


def load_tasks(name: str) -> Tasks | None:
    """The assignment of statements `name`, or the one in the file "path/to/file.toml"; None for an assignment that has a notation.

    AssignmentError for a file that cannot be read.

    >>> load_tasks("rnn").part_ids
    ('U', 'b', 'W', 'V', 'h')
    """
    if name not in shipped() and not name.endswith(".toml"):
        return None
    text = file_text(name)
    return read_tasks(text, name) if is_of_statements(read_data(text, name)) else None


def labels(name: str) -> tuple[str, ...]:
    """The names that stand as labels in documents on an assignment: the ids of its parts, where these are statements."""
    tasks = load_tasks(name)
    return tasks.part_ids if tasks is not None else ()


@lru_cache(maxsize=8)
def read_tasks(text: str, name: str) -> Tasks:
    """The assignment in a text; AssignmentError for the first fault, with line and key. Statements are read when they are asked for."""
    from derive.statement import CONVENTIONS, TARGETS

    data, source = read_data(text, name), FileText(text, name)
    _strings(data, TEXTS, None, source)
    for key in ("id", "title"):
        if not data.get(key):
            raise AssignmentError(f"{name}, line 1, {key}: is missing")
    _lists(data, None, source)
    _known(data, {*TEXTS, *LISTS, "parts", "optional"}, None, source)
    _truth(data, None, source)
    rows = data.get("parts")
    if not isinstance(rows, list) or not rows or not all(isinstance(row, dict) for row in rows):
        raise AssignmentError(f"{name}, line 1, parts: there is no [[parts]]")
    parts: list[Task] = []
    for number, row in enumerate(rows):
        _strings(row, PART_TEXTS, number, source)
        _lists(row, number, source)
        _known(row, {*PART_TEXTS, *LISTS, "optional"}, number, source)
        _truth(row, number, source)
        for key in ("id", "loss", "wrt"):
            if not row.get(key):
                raise AssignmentError(f"{source.at(number, key)}: is missing")
        if row["id"] in {each.id for each in parts}:
            raise AssignmentError(f"{source.at(number, 'id')}: {row['id']!r} is the id of another part")
        for key, choices in (("target", TARGETS), ("convention", CONVENTIONS)):
            if key in row and row[key] not in choices:
                raise AssignmentError(f"{source.at(number, key)}: {row[key]!r} is none of {', '.join(choices)}")
        asks = row.get("asks") or f"the {row.get('target', 'gradient')} by {row['wrt']}"
        optional = row.get("optional", data.get("optional", False))
        parts.append(Task(row["id"], asks, row.get("asks_zh", asks), row, optional))
    return Tasks(data["id"], data["title"], data.get("title_zh", data["title"]), tuple(parts), data, source)


def _strings(row: dict[str, Any], keys: tuple[str, ...], part: int | None, source: FileText) -> None:
    for key in keys:
        if key in row and not isinstance(row[key], str):
            raise AssignmentError(f"{source.at(part, key)}: must be a string")


def _lists(row: dict[str, Any], part: int | None, source: FileText) -> None:
    for key in LISTS:
        value = row.get(key, [])
        if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
            raise AssignmentError(f"{source.at(part, key)}: must be a list of strings")


def _truth(row: dict[str, Any], part: int | None, source: FileText) -> None:
    if not isinstance(row.get("optional", False), bool):
        raise AssignmentError(f"{source.at(part, 'optional')}: must be true or false")


def _known(row: dict[str, Any], keys: set[str], part: int | None, source: FileText) -> None:
    for key in row:
        if key not in keys:
            raise AssignmentError(f"{source.at(part, key)}: this key is not known; there are {', '.join(sorted(keys))}")
