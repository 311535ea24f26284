"""grades.csv: a row a submission, a column a part, and beside them what a person typed, which is kept and wins.

A person may fill `override:PART` and `override:total`, type over a part or the total itself, and add columns of their own; a later run
keeps all of it, and rows of submissions that are gone. What they typed over a part goes to its override column.
"""

import csv
import io
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from proofs.report.spreadsheet import cell

NAME, TOTAL, PERSON = "submission", "total", "for_a_person"
OVERRIDE = "override:"


class TableError(Exception):
    """A grades.csv that cannot be read back; it is left as it is. One line with the place."""


@dataclass(frozen=True)
class SubmissionRow:
    """The result of one submission: points by part (None: open), and the parts that a person should look at."""

    name: str
    points: Mapping[str, float | None]
    person: Sequence[str] = ()


@dataclass
class Typed:
    """What a person typed, by submission.

    `overrides`: of parts and of the total; `others`: cells of the columns that are theirs, which `columns` names; `whole`: the rows as
    they stand; `complaints`: what could not be used.
    """

    overrides: dict[str, dict[str, str]] = field(default_factory=dict)
    others: dict[str, dict[str, str]] = field(default_factory=dict)
    columns: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    whole: dict[str, dict[str, str]] = field(default_factory=dict)

    def points(self, name: str, part: str) -> float | None:
        """The points that a person gave, or None."""
        return number(self.overrides.get(name, {}).get(part, ""))


def number(text: str) -> float | None:
    """The number in a cell, with a decimal point or comma; None when there is none.

    >>> number(" 1,5 "), number("2"), number("see me"), number("inf")
    (1.5, 2.0, None, None)
    """
    try:
        value = float(text.strip().replace(",", "."))
    except ValueError:
        return None
    return value if math.isfinite(value) else None


def said(value: float | None) -> str:
    """Points as the table has them.

    >>> said(4 / 3), said(2.0), said(None)
    ('1.333333333', '2', '')
    """
    return "" if value is None else f"{value:.10g}"


def shown(value: float | None) -> str:
    """Points as a page has them, to two decimals.

    >>> shown(4 / 3), shown(2.0), shown(None)
    ('1.33', '2', '–')
    """
    return "–" if value is None else said(round(value, 2))


def total(row: SubmissionRow, typed: Typed) -> float:
    """The sum of a row: a person's total, or a person's points for a part, before what was computed."""
    given = typed.points(row.name, TOTAL)
    return given if given is not None else sum(final(row, part, typed) or 0.0 for part in row.points)


def final(row: SubmissionRow, part: str, typed: Typed) -> float | None:
    """The points of a part: those that a person gave, or those that were computed."""
    given = typed.points(row.name, part)
    return given if given is not None else row.points[part]


def open_parts(row: SubmissionRow, typed: Typed) -> list[str]:
    """The parts that a person should still look at."""
    return [part for part in row.person if typed.points(row.name, part) is None]


def written(rows: Iterable[SubmissionRow], parts: Sequence[str], typed: Typed) -> str:
    """The table as text, in the order of the rows; then the rows that only a person's table has."""
    overrides = [f"{OVERRIDE}{part}" for part in (*parts, TOTAL)]
    more = [column for column in typed.columns if column not in overrides]
    columns = [NAME, *parts, TOTAL, PERSON, *overrides, *more]
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, lineterminator="\n", extrasaction="ignore", restval="")
    writer.writeheader()
    seen = set()
    for row in rows:
        seen.add(row.name)
        of_person = {f"{OVERRIDE}{part}": text for part, text in typed.overrides.get(row.name, {}).items()}
        writer.writerow(
            {NAME: cell(row.name), TOTAL: said(total(row, typed)), PERSON: " ".join(open_parts(row, typed))}
            | {part: said(row.points[part]) for part in parts if part in row.points}
            | of_person
            | typed.others.get(row.name, {})
        )
    writer.writerows(cells for name, cells in typed.whole.items() if name not in seen)
    return out.getvalue()


Cells = dict[str, dict[str, str]]
"""A table as it was read: the cells of a row by column, the rows by submission."""


def parsed(path: Path) -> tuple[list[str], Cells]:
    """The header and the rows of a table; nothing where there is no file. Raises TableError."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return [], {}
    except UnicodeDecodeError as error:
        raise TableError(f"{path}: byte {error.start + 1} is not UTF-8; save it as “CSV UTF-8” and run again") from None
    except OSError as error:
        raise TableError(f"{path}: {error.strerror or error}") from None
    delimiter = max(",;\t", key=text.split("\n", 1)[0].count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    header = next(reader, [])
    if NAME not in header:
        raise TableError(
            f"{path}:1: there is no column {NAME!r}, so the rows cannot be told apart; mend the first line"
        )
    rows: Cells = {}
    for values in reader:
        cells = {column: value.strip() for column, value in zip(header, values, strict=False) if column}
        name = cells.get(NAME, "")
        name = name[1:] if name[:1] == "'" and name[1:2] in ("=", "+", "-", "@") else name
        if name in rows:
            raise TableError(f"{path}:{reader.line_num}: a second row for {name!r}; keep one of them")
        if name:
            rows[name] = cells
    return header, rows


def read_back(path: Path, parts: Sequence[str], ours: Sequence[Cells]) -> Typed:
    """What a person typed into the table: every cell that is not as one of the tables `ours` was written. Raises TableError."""
    header, rows = parsed(path)
    ours_only = {NAME, TOTAL, PERSON, *parts}
    typed = Typed(columns=[column for column in header if column and column not in ours_only])
    for name, cells in rows.items():
        typed.whole[name] = cells
        overrides = {
            column.removeprefix(OVERRIDE): value
            for column, value in cells.items()
            if column.startswith(OVERRIDE) and value
        }
        for part in (*parts, TOTAL):
            value = cells.get(part, "")
            was = [table[name].get(part, "") for table in ours if name in table]
            if value and was and part not in overrides and not any(_same(value, each) for each in was):
                overrides[part] = value
        typed.complaints += [
            f"{path}: {name}: {value!r} for {part} is not a number of points; it is kept and not counted"
            for part, value in overrides.items()
            if number(value) is None
        ]
        typed.overrides[name] = overrides
        typed.others[name] = {
            column: cells[column] for column in typed.columns if not column.startswith(OVERRIDE) and cells.get(column)
        }
    return typed


def _same(value: str, written: str) -> bool:
    """Whether a cell is as it was written; a spreadsheet may have rounded it."""
    first, second = number(value), number(written)
    return value == written or (first is not None and second is not None and abs(first - second) < ROUNDED)


ROUNDED = 0.005
"""Half of the last digit that a spreadsheet shows of a number with two decimals."""
