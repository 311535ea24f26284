"""Options and habits that several commands share: language, output, assignments, and one-line errors."""

import argparse
import os
import sys
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from derive.assignments import DEFAULT
from derive.assignments.files import AssignmentError, assignments, data_of, shipped
from proofs.commands.parser import nearest
from proofs.language import language

if TYPE_CHECKING:
    from derive.statement import Statement
    from derive.tasks import Tasks

USAGE = 2


class UsageError(Exception):
    """Something that the user must mend; one line, exit status 2."""


def positive(kind: type) -> Any:
    """A number above zero."""

    def read(text: str) -> Any:
        try:
            value = kind(text)
        except ValueError:
            value = 0
        if not 0 < value < float("inf"):
            raise argparse.ArgumentTypeError(f"{text!r} is not a number above 0")
        return value

    return read


def add_assignment(parser: argparse.ArgumentParser) -> None:
    """The option for the assignment."""
    parser.add_argument("--assignment", default=DEFAULT, metavar="ID|FILE", help=f"which assignment ({DEFAULT})")


def hints_option(parser: argparse.ArgumentParser, default: int = 3, of: str = "") -> None:
    """The option for how much is told."""
    parser.add_argument(
        "--hints", type=int, choices=range(4), default=default, metavar="0..3",
        help=f"{of + ': ' if of else ''}0 verdict only, 1 where, 2 counterexample and kind, 3 nearest right answer ({default})",
    )  # fmt: skip


def add_common(parser: argparse.ArgumentParser, formats: Sequence[str] = ("text", "json")) -> None:
    """The options of `verify` and `check`."""
    add_assignment(parser)
    parser.add_argument("--format", choices=formats, default="text", metavar="FORMAT", help=" ".join(formats))
    parser.add_argument("-o", "--output", metavar="FILE", help="write there instead of to the terminal")
    parser.add_argument("--lang", choices=("en", "zh"), default=language(), help="language of the report (from LANG)")
    hints_option(parser)
    parser.add_argument("-j", "--jobs", type=positive(int), default=1, metavar="N", help="processes (1)")
    parser.add_argument("--budget", type=positive(float), metavar="SECONDS", help="time for one answer")
    parser.add_argument(
        "--form", choices=("value", "strict"), default="value", help="strict: the terms asked for count too"
    )


def settings(options: argparse.Namespace) -> dict[str, Any]:
    """What the verifier is told; what was not given is left to it."""
    told = {"assignment": options.assignment, "form": options.form}
    return told | ({"budget": options.budget} if options.budget else {})


@cache
def assignment_data(name: str) -> dict[str, Any]:
    """The data of an assignment, as its TOML file has it; UsageError for a faulty file."""
    tasks = tasks_of(name)
    if tasks is not None:
        rows = [{**each.row, "kind": "gradient", "asks": each.asks, "asks_zh": each.asks_zh} for each in tasks.parts]
        return {**tasks.data, "parts": rows}
    if name in assignments():
        return data_of(name)
    from derive.parsing.syntax import ReadingError
    from derive.problem import load

    try:
        load(name)
        return data_of(name)
    except AssignmentError as error:
        raise UsageError(str(error)) from None
    except (KeyError, IndexError) as error:
        raise UsageError(f"{name}: the key {error.args[0]!r} is missing, or what it names is not declared") from None
    except (ReadingError, ValueError, TypeError, AttributeError, AssertionError) as error:
        raise UsageError(f"{name}: {error or 'a part or a loss is not understood'}") from None


def known_assignments() -> tuple[str, ...]:
    """Every assignment that comes with the package."""
    return (*assignments(), *shipped())


def can_be_read(name: str, block: str = "") -> None:
    """UsageError, with line and key, for an assignment of which some part, or some of a block, cannot be read."""
    assignment_data(name)
    tasks = tasks_of(name)
    for part in () if tasks is None else tasks.block(block) if block else tasks.parts:
        task_statement(name, part.id)


def tasks_of(name: str) -> "Tasks | None":
    """The assignment, if its parts are statements; None where it has a notation of its own."""
    if name in assignments():
        return None
    from derive.tasks import load_tasks

    if name not in known_assignments() and not name.endswith(".toml"):
        known = known_assignments()
        raise UsageError(f"no assignment {name!r}; there are: {', '.join(known)}{nearest(name, list(known))}")
    try:
        return load_tasks(name)
    except AssignmentError as error:
        raise UsageError(str(error)) from None


def task_statement(name: str, part: str) -> "Statement | None":
    """What a part of an assignment of statements asks for; UsageError for a faulty file, None for other assignments."""

    tasks = tasks_of(name)
    try:
        return None if tasks is None else tasks.statement(part)
    except AssignmentError as error:
        raise UsageError(str(error)) from None
    except KeyError as error:
        raise UsageError(str(error.args[0])) from None


def knows(assignment: str, part: str) -> bool:
    """Whether an assignment has such a part, or parts below it."""
    return bool(part) and any(
        each["id"] == part or each["id"].startswith(part + ".") for each in assignment_data(assignment)["parts"]
    )


def unknown_part(assignment: str, part: str) -> UsageError:
    """What to say of a part that an assignment has not, with the part that is meant, perhaps."""
    ids = [each["id"] for each in assignment_data(assignment)["parts"]]
    blocks = {name.rsplit(".", 1)[0] for name in ids if "." in name}
    return UsageError(f"{assignment} has no part {part!r}{nearest(part, [*ids, *blocks])}; see gradproof parts")


def write(text: str, output: str | None = None, for_people: bool = True) -> None:
    """Print, or write to a file. What a terminal's encoding has not is replaced; what is for programs is UTF-8 everywhere.

    Raises UsageError for a file that cannot be written; one that stood there stays as it was.
    """
    if output:
        from proofs.files import write_text

        try:
            write_text(Path(output), text)
        except OSError as error:
            raise UsageError(f"{output}: {error.strerror or error}") from None
        return
    if not for_people and not sys.stdout.isatty() and hasattr(sys.stdout, "buffer"):
        sys.stdout.flush()
        sys.stdout.buffer.write(text.encode("utf-8", "replace"))
        sys.stdout.buffer.flush()
        return
    encoding = sys.stdout.encoding or "ascii"
    sys.stdout.write(text.encode(encoding, "replace").decode(encoding))
    sys.stdout.flush()


def columns(output: str | None) -> int:
    """How wide a report for people is: the terminal, within reason, or a hundred columns elsewhere."""
    import shutil

    from proofs.report.layout import COLUMNS

    if output or not sys.stdout.isatty():
        return COLUMNS
    return min(max(shutil.get_terminal_size().columns, NARROWEST), COLUMNS)


NARROWEST = 40
"""Columns; a report that is narrower is not read more easily."""


def style(options: argparse.Namespace) -> Any:
    """How the terminal report is written: colour on a terminal only, and never when NO_COLOR is set."""
    from proofs.report.layout import Paint
    from proofs.report.text import Style

    tty = not options.output and sys.stdout.isatty() and os.environ.get("TERM") != "dumb"
    try:
        "✓✗".encode("utf-8" if options.output else sys.stdout.encoding or "utf-8")
        marks = True
    except (UnicodeEncodeError, LookupError):
        marks = False
    paint = Paint(tty and not os.environ.get("NO_COLOR"))
    return Style(options.lang, options.hints, paint, marks, columns(options.output))


def complain(command: str, message: str) -> int:
    """One line on standard error; the exit status of a wrong use."""
    print(f"gradproof {command}: {' '.join(str(message).split())}", file=sys.stderr)
    return USAGE
