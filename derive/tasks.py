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
import tomllib
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from derive.statement import Statement, StatementError

SHIPPED = resources.files("derive.assignments") / "stated"
LISTS = ("declare", "where", "assume")
TEXTS = ("id", "title", "title_zh", "convention")
PART_TEXTS = ("id", "asks", "asks_zh", "loss", "wrt", "target", "convention")


class AssignmentError(ValueError):
    """A fault in an assignment's file: one sentence that begins with the file, the line and the key."""


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
class Tasks:
    """An assignment."""

    id: str
    title: str
    title_zh: str
    parts: tuple[Task, ...]
    data: dict[str, Any] = field(repr=False)
    source: "_Source" = field(repr=False)
    _read: "dict[str, Statement]" = field(default_factory=dict, repr=False, compare=False)

    @property
    def part_ids(self) -> tuple[str, ...]:
        """The ids of the parts."""
        return tuple(part.id for part in self.parts)

    @property
    def vocabulary(self) -> frozenset[str]:
        """The words in which it asks: its titles, what its parts ask for and assume, the names of its parts."""
        rows = (text for part in self.parts for text in (part.asks, part.asks_zh, part.id, *part.row.get("assume", ())))
        return frozenset(re.findall(r"[a-z]+|[\u4e00-\u9fff]+", " ".join((self.title, self.title_zh, *rows)).lower()))

    def block(self, name: str) -> tuple[Task, ...]:
        """The parts that a name or a prefix stands for: "net" is net.W_1, net.b_1, …; KeyError with the ids that there are."""
        found = tuple(part for part in self.parts if part.id == name)
        found = found or tuple(part for part in self.parts if part.id.startswith(name + "."))
        if not found:
            raise KeyError(f"{self.id} has no part {name!r}; it has {', '.join(part.id for part in self.parts)}")
        return found

    def statement(self, part: str) -> "Statement":
        """What a part asks for, read once; AssignmentError, with line and key, for what cannot be read. KeyError if there is no such part."""
        if part not in self._read:
            self._read[part] = self._stated(part)
        return self._read[part]

    def _stated(self, part: str) -> "Statement":
        from derive.statement import StatementError, state

        number = next((n for n, each in enumerate(self.parts) if each.id == part), None)
        if number is None:
            raise KeyError(f"{self.id} has no part {part!r}; it has {', '.join(each.id for each in self.parts)}")
        row = self.parts[number].row
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


@dataclass(frozen=True, slots=True)
class _Source:
    """The text of the file, in which keys have their lines."""

    text: str
    name: str

    def at(self, part: int | None, key: str, value: str = "") -> str:
        """ "mine.toml, line 12, parts[2].loss": the place of a key; of a list, the line of the value."""
        seen, start, found = -1, 1, 0
        for number, line in enumerate(self.text.split("\n"), 1):
            if re.match(r"\s*\[\[\s*parts\s*\]\]", line):
                seen += 1
                start = number if seen == part else start
            if seen != (-1 if part is None else part):
                continue
            if value and value in line:
                found = number
                break
            if not found and re.match(rf"\s*{re.escape(key)}\s*=", line):
                found = number
        place = found or start
        return f"{self.name}, line {place}, {key if part is None else f'parts[{part + 1}].{key}'}"


def is_of_statements(data: dict[str, Any]) -> bool:
    """Whether the data of a file state their losses part by part, without a notation."""
    return "notation" not in data


def read_data(text: str, name: str) -> dict[str, Any]:
    """The data of a file; AssignmentError for what is no TOML."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = re.fullmatch(
            r"(?P<what>.*?)\s*\(at (?P<where>line \d+, column \d+|end of document)\)", str(error), re.DOTALL
        )
        where = found["where"] if found else "line 1"
        raise AssignmentError(f"{name}, {where}: {found['what'] if found else error}") from None


@cache
def shipped() -> tuple[str, ...]:
    """The assignments of statements that come with the package.

    >>> "rnn" in shipped()
    True
    """
    return tuple(sorted(each.name.removesuffix(".toml") for each in SHIPPED.iterdir() if each.name.endswith(".toml")))


def load_tasks(name: str) -> Tasks | None:
    """The assignment of statements `name`, or the one in the file "path/to/file.toml"; None for an assignment that has a notation.

    AssignmentError for a file that cannot be read.

    >>> load_tasks("rnn").part_ids
    ('U', 'b', 'W', 'V', 'h')
    """
    if name in shipped():
        return read_tasks((SHIPPED / f"{name}.toml").read_text(encoding="utf8"), name)
    if not name.endswith(".toml"):
        return None
    text = file_text(name)
    return read_tasks(text, name) if is_of_statements(read_data(text, name)) else None


def labels(name: str) -> tuple[str, ...]:
    """The names that stand as labels in documents on an assignment: the ids of its parts, where these are statements."""
    tasks = load_tasks(name)
    return tasks.part_ids if tasks is not None else ()


def file_text(name: str) -> str:
    """The text of an assignment's file; AssignmentError for what cannot be read."""
    try:
        return Path(name).read_text(encoding="utf8")
    except UnicodeDecodeError as error:
        raise AssignmentError(f"{name}: byte {error.start + 1} is not UTF-8") from None
    except (OSError, ValueError) as error:
        raise AssignmentError(f"{name}: {getattr(error, 'strerror', None) or error}") from None


@lru_cache(maxsize=8)
def read_tasks(text: str, name: str) -> Tasks:
    """The assignment in a text; AssignmentError for the first fault, with line and key. Statements are read when they are asked for."""
    from derive.statement import CONVENTIONS, TARGETS

    data, source = read_data(text, name), _Source(text, name)
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


def _strings(row: dict[str, Any], keys: tuple[str, ...], part: int | None, source: _Source) -> None:
    for key in keys:
        if key in row and not isinstance(row[key], str):
            raise AssignmentError(f"{source.at(part, key)}: must be a string")


def _lists(row: dict[str, Any], part: int | None, source: _Source) -> None:
    for key in LISTS:
        value = row.get(key, [])
        if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
            raise AssignmentError(f"{source.at(part, key)}: must be a list of strings")


def _truth(row: dict[str, Any], part: int | None, source: _Source) -> None:
    if not isinstance(row.get("optional", False), bool):
        raise AssignmentError(f"{source.at(part, 'optional')}: must be true or false")


def _known(row: dict[str, Any], keys: set[str], part: int | None, source: _Source) -> None:
    for key in row:
        if key not in keys:
            raise AssignmentError(f"{source.at(part, key)}: this key is not known; there are {', '.join(sorted(keys))}")


NEEDED = {
    "gradient": ("loss", "by"),
    "zero": ("loss", "by"),
    "identity": ("loss", "equals"),
    "reuse": ("loss", "value"),
    "prose": (),
}
"""What a part needs, by its kind, in a file that has a notation."""


def check_keys(data: dict[str, Any], text: str, name: str) -> None:
    """AssignmentError for what is missing in the parts of a file that has a notation, or names nothing there."""
    source = _Source(text, name)
    for key in ("id", "title", "symbols", "parts"):
        if not data.get(key):
            raise AssignmentError(f"{name}, line 1, {key}: is missing")
    for number, row in enumerate(data["parts"]):
        for key in ("id", "kind", "asks"):
            if not isinstance(row.get(key), str):
                raise AssignmentError(f"{source.at(number, key)}: is missing")
        if row["kind"] not in NEEDED:
            raise AssignmentError(f"{source.at(number, 'kind')}: {row['kind']!r} is none of {', '.join(NEEDED)}")
        for key in NEEDED[row["kind"]]:
            if key not in row:
                raise AssignmentError(f"{source.at(number, key)}: is missing")
        if "loss" in row and row["loss"] not in data.get("losses", {}):
            raise AssignmentError(f"{source.at(number, 'loss')}: there is no loss {row['loss']!r} under [losses]")
