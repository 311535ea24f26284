"""The points file: how many points a part has, and what share of them is given for what is almost right.

[points]            # by part or block; a part that is not named is not in scope
"b.1" = 2
"g.1" = 4           # shared equally by its parts
[credit]            # share of the points
false-link = 0.8
"""

import difflib
import math
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

CREDIT: dict[str, float] = {
    "accepted": 1.0,  # the value that was asked for
    "false-link": 0.8,  # a right end after a false link
    "transposed": 0.7,
    "one-case": 0.5,  # right in one of the cases that were asked for
    "wrong": 0.0,
    "missing": 0.0,  # no answer was found
}
"""The rules, and the shares that hold when the file does not give them."""
PERSON = "person"
"""The rule for what a person decides: prose, unknown, ambiguous, unreadable, incomplete."""
LEAVE = "leave"


class PointsError(Exception):
    """A points file that cannot be used; the message is one line with the place."""


@dataclass(frozen=True)
class Scheme:
    """What a points file says.

    `points`: part → points, in the order of the assignment; `credit`: rule → share, 0 to 1; `person`: the share given until a
    person decides, None to leave the points open.
    """

    points: dict[str, float]
    credit: dict[str, float] = field(default_factory=lambda: dict(CREDIT))
    person: float | None = None

    def score(self, part: str, rule: str) -> float | None:
        """The points of a part under a rule; None where a person decides.

        >>> Scheme({"c": 3.0}).score("c", "one-case"), Scheme({"c": 3.0}).score("c", "person")
        (1.5, None)
        """
        share = self.person if rule == PERSON else self.credit[rule]
        return None if share is None else self.points[part] * share


def load(path: Path, parts: Sequence[str]) -> Scheme:
    """The scheme of a file for an assignment with these parts. Raises PointsError."""
    try:
        source = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise PointsError(f"{path}: byte {error.start + 1} is not UTF-8") from None
    except OSError as error:
        raise PointsError(f"{path}: {error.strerror or error}") from None
    return read(source, parts, str(path))


def read(source: str, parts: Sequence[str], name: str = "points.toml") -> Scheme:
    """The scheme of a text.

    >>> read('[points]\\n"g.1" = 4', ["f", "g.1.v_c", "g.1.u_o"]).points
    {'g.1.v_c': 2.0, 'g.1.u_o': 2.0}
    >>> read('[points]\\nx.1 = 4', ["f"])
    Traceback (most recent call last):
        ...
    proofs.grading.points.PointsError: points.toml:2: points.x.1: the assignment has no such part; it has f
    """
    try:
        data = tomllib.loads(source)
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"at line (\d+), column (\d+)", str(error))
        place = f"{name}:{line[1]}:{line[2]}" if line else f"{name}:{source.rstrip().count(chr(10)) + 1}"
        raise PointsError(f"{place}: not TOML: {str(error).split(' (at')[0]}") from None
    reader = _Reader(source, name, parts)
    for table in data:
        if table not in ("points", "credit"):
            raise reader.error((table,), f"no such table; there are [points] and [credit]{_near(table, CREDIT)}")
    credit, person = reader.credit(data.get("credit", {}))
    return Scheme(reader.points(data.get("points", {})), credit, person)


@dataclass(frozen=True)
class _Reader:
    source: str
    name: str
    parts: Sequence[str]

    def points(self, table: Any) -> dict[str, float]:
        given: dict[str, float] = {}
        named: dict[str, str] = {}
        for keys, value in _flat(table, ("points",)):
            block = ".".join(keys[1:])
            inside = [p for p in self.parts if p == block] or [p for p in self.parts if p.startswith(block + ".")]
            if not inside:
                has = _near(block, self.parts) or f"; it has {', '.join(self.parts)}"
                raise self.error(keys, f"the assignment has no such part{has}")
            if not _number(value) or value < 0:
                raise self.error(keys, f"{value!r} is not a number of points")
            for part in inside:
                if part in named:
                    raise self.error(keys, f"{part} has points already, by {named[part]}")
                named[part], given[part] = block, value / len(inside)
        if not given:
            raise self.error(("points",), "no part has points")
        return {part: given[part] for part in self.parts if part in given}

    def credit(self, table: Any) -> tuple[dict[str, float], float | None]:
        shares, person = dict(CREDIT), None
        for keys, value in _flat(table, ("credit",)):
            rule = ".".join(keys[1:])
            if rule not in (*CREDIT, PERSON):
                known = ", ".join((*CREDIT, PERSON))
                raise self.error(keys, f"no such rule{_near(rule, (*CREDIT, PERSON)) or f'; there are {known}'}")
            if rule == PERSON and value == LEAVE:
                continue
            if not _number(value) or not 0 <= value <= 1:
                leave = f", or {LEAVE!r}" if rule == PERSON else ""
                raise self.error(keys, f"{value!r} is not a share from 0 to 1{leave}")
            if rule == PERSON:
                person = float(value)
            else:
                shares[rule] = float(value)
        return shares, person

    def error(self, keys: tuple[str, ...], message: str) -> PointsError:
        """The message with the line on which the last of the keys stands."""
        whole = re.compile(rf"^\s*[\"']?{re.escape('.'.join(keys[1:]) or keys[0])}[\"']?\s*=", re.MULTILINE)
        last = re.compile(rf"^[^#\n]*?{re.escape(keys[-1])}", re.MULTILINE)
        if found := whole.search(self.source) or last.search(self.source):
            line = self.source.count("\n", 0, found.end()) + 1
            return PointsError(f"{self.name}:{line}: {'.'.join(keys)}: {message}")
        return PointsError(f"{self.name}: {'.'.join(keys)}: {message}")


def _flat(table: Any, keys: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Any]]:
    """The entries of a table and of the tables in it: TOML reads b.1 without quotes as 1 in b."""
    if not isinstance(table, Mapping):
        yield keys, table
        return
    for key, value in table.items():
        yield from _flat(value, (*keys, key))


def _number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def _near(word: str, known: Sequence[str] | Mapping[str, Any]) -> str:
    near = difflib.get_close_matches(word, list(known), 1)
    return f"; did you mean {near[0]}?" if near else ""
