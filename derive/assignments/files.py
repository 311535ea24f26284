"""The files of assignments: which ones come with the package, their text, their data, and what is wrong with them.

>>> assignments(), "rnn" in shipped()
(('cs224n-a2',), True)
"""

import re
import tomllib
from dataclasses import dataclass, fields
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from derive.declarations import DeclarationError, Declarations
from derive.reading.context import Notation

FOLDER = Path(__file__).parent


class AssignmentError(ValueError):
    """A fault in an assignment's file: one sentence that begins with the file, the line and the key."""


@dataclass(frozen=True, slots=True)
class FileText:
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


@cache
def assignments() -> tuple[str, ...]:
    """The assignments that come with the package and have a notation."""
    return tuple(sorted(each.name.removesuffix(".toml") for each in FOLDER.iterdir() if each.name.endswith(".toml")))


@cache
def shipped() -> tuple[str, ...]:
    """The assignments of statements that come with the package."""
    stated = FOLDER / "stated"
    return tuple(sorted(each.name.removesuffix(".toml") for each in stated.iterdir() if each.name.endswith(".toml")))


def file_text(name: str) -> str:
    """The text of an assignment's file, one of the package's by its name; AssignmentError for what cannot be read."""
    if name in assignments():
        return (FOLDER / f"{name}.toml").read_text(encoding="utf8")
    if name in shipped():
        return (FOLDER / "stated" / f"{name}.toml").read_text(encoding="utf8")
    try:
        return Path(name).read_text(encoding="utf8")
    except UnicodeDecodeError as error:
        raise AssignmentError(f"{name}: byte {error.start + 1} is not UTF-8") from None
    except (OSError, ValueError) as error:
        raise AssignmentError(f"{name}: {getattr(error, 'strerror', None) or error}") from None


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


@lru_cache(maxsize=8)
def data_of(name: str) -> dict[str, Any]:
    """What stands in the file of an assignment with a notation; KeyError where there is none, AssignmentError for a fault, with its line."""
    if name not in assignments() and not name.endswith(".toml"):
        raise KeyError(f"there is no assignment {name!r}; there is {', '.join(assignments())}")
    text = file_text(name)
    data = read_data(text, name)
    check_keys(data, text, name)
    return data


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
    source = FileText(text, name)
    for key in ("id", "title", "declare", "parts"):
        if not data.get(key):
            raise AssignmentError(f"{name}, line 1, {key}: this key is missing")
    try:
        Declarations.read(data["declare"])
    except DeclarationError as error:
        raise AssignmentError(f"{source.at(None, 'declare', error.text)}: {error}") from None
    for key in data["notation"].keys() - {each.name for each in fields(Notation) if each.init}:
        raise AssignmentError(f"{source.at(None, key)}: this key is not known")
    for number, row in enumerate(data["parts"]):
        for key in ("id", "kind", "asks"):
            if not isinstance(row.get(key), str):
                raise AssignmentError(f"{source.at(number, key)}: this key is missing")
        if row["kind"] not in NEEDED:
            raise AssignmentError(f"{source.at(number, 'kind')}: {row['kind']!r} is none of {', '.join(NEEDED)}")
        for key in NEEDED[row["kind"]]:
            if key not in row:
                raise AssignmentError(f"{source.at(number, key)}: this key is missing")
        if "loss" in row and row["loss"] not in data.get("losses", {}):
            raise AssignmentError(f"{source.at(number, 'loss')}: there is no loss {row['loss']!r} under [losses]")
