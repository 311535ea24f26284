"""`gradproof check`: a verdict on one answer, or on a JSONL file of them, one line out for every line in."""

import argparse
import json
import re
import shlex
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from proofs.commands.common import (
    UsageError,
    add_common,
    assignment_data,
    can_be_read,
    complain,
    knows,
    settings,
    style,
    unknown_part,
    write,
)
from proofs.commands.stating import add_statement, faults, from_row, given, row_states, stated

if TYPE_CHECKING:
    from derive.statement import Statement
    from proofs.verdict import Verdict

LONGEST_LINE = 1_000_000
"""Characters; an answer of a million is not one that a person wrote."""
AHEAD = 8
"""Lines handed to each process before the first of them is back."""
Work = tuple[int, bytes, str, int, dict[str, Any]]
"""The arguments of `answered`."""
NAME_OF_A_FILE = re.compile(r"[^\n$\\\\{}^=]{1,4000}\.[A-Za-z]{2,5}")


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument(
        "part", nargs="?", metavar="PART", help="which part the answer is for: b.1, c, g.1 (see gradproof parts)"
    )
    parser.add_argument("latex", nargs="?", metavar="LATEX", help="the answer; - reads it from standard input")
    parser.add_argument(
        "--jsonl", metavar="FILE", help="one JSON object a line: id, part, latex, optional defs; - is standard input"
    )
    add_statement(parser)
    parser.add_argument("--defs", default="", metavar="LATEX", help="declarations that stand before the answer")
    add_common(parser)


def run(options: argparse.Namespace) -> int:
    """Check, report, and return the exit status."""
    try:
        assignment_data(options.assignment)
        if options.jsonl:
            if options.part or options.latex:
                raise UsageError("--jsonl takes no PART and no LATEX")
            return _many(options)
        return _one(options)
    except UsageError as error:
        return complain("check", str(error))


# --------------------------------------------------------------------------------------------------------------- one answer


def _one(options: argparse.Namespace) -> int:
    if given(options):
        return _reported(options, *_stated(options))
    if not options.part or options.latex is None:
        raise UsageError("give a PART and its LATEX, or --jsonl FILE")
    if not knows(options.assignment, options.part):
        raise unknown_part(options.assignment, options.part)
    latex = answer_in(options.latex)
    can_be_read(options.assignment, options.part)
    return _reported(options, latex, judged(options.part, latex, options.defs, settings(options)))


def _stated(options: argparse.Namespace) -> "tuple[str, Verdict]":
    """The answer to a loss of one's own, and the verdict on it."""
    if options.part is None or options.latex is not None:
        raise UsageError("with --loss, give the answer and no PART")
    statement = stated(options)
    latex = answer_in(options.part)
    return latex, judged(lambda: statement, latex, "", settings(options))


def _reported(options: argparse.Namespace, latex: str, verdict: "Verdict") -> int:
    """The report on one answer, and the exit status."""
    from proofs.report.json import pretty, record
    from proofs.report.text import render
    from proofs.verdict import exit_status

    if options.format == "json":
        write(pretty(record(verdict, options.lang, options.hints)) + "\n", options.output, for_people=False)
    else:
        lines = latex.split("\n")
        write(
            render([verdict], lambda _, n: lines[n - 1] if 0 < n <= len(lines) else "", style(options)), options.output
        )
    return exit_status([verdict.verdict])


def answer_in(argument: str) -> str:
    """The answer that an argument gives: itself, or for - what stands on standard input; UsageError for the name of a file."""
    if argument == "-":
        return standard_input()
    if NAME_OF_A_FILE.fullmatch(argument) and Path(argument).is_file():
        told = shlex.quote(argument)
        raise UsageError(
            f"{argument} is a file; give its text by - < {told}, or check the whole of it: gradproof verify {told}"
        )
    return argument


def standard_input() -> str:
    """What stands on standard input; UsageError where it is no text."""
    from proofs.documents.document import DocumentError
    from proofs.documents.loading import decode

    try:
        return decode(sys.stdin.buffer.read(), "standard input")
    except DocumentError as error:
        raise UsageError(str(error)) from None


def judged(part: "str | Callable[[], Statement]", latex: str, defs: str, told: dict[str, Any]) -> "Verdict":
    """The verdict on an answer to a part, or to a loss of one's own.

    A fault of ours is told as one, and is `unknown`; a loss that cannot be read is said to be so.
    """
    from proofs.verdict import Note, Verdict

    started = time.perf_counter()
    try:
        if isinstance(part, str):
            from proofs.verify import check

            return check(part, latex, defs, **told)
        from proofs.statements import check_statement

        return check_statement(part(), latex, **({"budget": told["budget"]} if "budget" in told else {}))
    except Exception as error:  # noqa: BLE001 (a fault of ours must not cost the other answers)
        from derive.statement import StatementError

        word, note = "unknown", Note("internal-error", {"detail": f"{type(error).__name__}: {error}"})
        if isinstance(error, StatementError):
            values = {"field": error.field, "found": str(error), "expected": error.expected or None}
            word, note = "unreadable", Note("statement", values)
        seconds = time.perf_counter() - started
        return Verdict(part if isinstance(part, str) else "", word, note, text=latex, seconds=seconds)


# -------------------------------------------------------------------------------------------------------------- many answers


def _many(options: argparse.Namespace) -> int:
    from proofs.verdict import exit_status

    can_be_read(options.assignment)
    words = []
    with _opened(options.jsonl) as lines, _sink(options.output) as out:
        work = ((number, line, options.lang, options.hints, settings(options)) for number, line in enumerate(lines, 1))
        if options.jobs > 1:
            from proofs.commands.pool import preload

            preload(options.assignment)
        for made, word in _answers(work, options.jobs):
            out.write(made + b"\n")
            out.flush()
            words.append(word)
    return exit_status(words)


def _answers(work: Iterator[Work], jobs: int) -> Iterator[tuple[bytes, str]]:
    """The lines out in the order of the lines in, by one process or several."""
    if jobs == 1:
        yield from map(_answered, work)
        return
    from proofs.commands.pool import in_order

    yield from in_order(_answered, work, jobs, AHEAD, _lost)


def _answered(work: Work) -> tuple[bytes, str]:
    return answered(*work)


def _lost(work: Work) -> tuple[bytes, str]:
    return _line(_bad(work[0], "internal-error", "the process that checked it died", "unknown"), *work[2:4])


def answered(number: int, line: bytes, lang: str, hints: int, told: dict[str, Any]) -> tuple[bytes, str]:
    """One line of the input: the line of the output, and its verdict word."""
    row, verdict = _understood(number, line, told)
    if verdict is None:
        part = partial(from_row, row) if row_states(row) else row["part"]
        verdict = judged(part, row["latex"], row.get("defs") or "", told)
    return _line(verdict, lang, hints, row)


def _understood(number: int, line: bytes, told: dict[str, Any]) -> "tuple[dict[str, Any], Verdict | None]":
    """The object of a line, and a verdict already when it is not an answer."""
    try:
        text = line.decode("utf-8-sig").rstrip("\r\n")
        if len(text) > LONGEST_LINE:
            return {}, _bad(number, "bad-line", f"longer than {LONGEST_LINE} characters")
        given = json.loads(text) if text.strip() else None
    except UnicodeDecodeError as error:
        return {}, _bad(number, "bad-line", f"byte {error.start + 1} is not UTF-8")
    except (ValueError, RecursionError) as error:
        column = getattr(error, "colno", 1)
        return {}, _bad(number, "bad-line", f"not JSON: {getattr(error, 'msg', 'too deep')}", column=column)
    if not isinstance(given, dict):
        return {}, _bad(number, "bad-line", "not a JSON object")
    if row_states(given):
        wrong = faults(given)
        return given, _bad(number, "bad-line", ", ".join(wrong)) if wrong else None
    wrong = [name for name in ("part", "latex") if not isinstance(given.get(name), str)]
    wrong += [name for name in ("defs",) if not isinstance(given.get(name) or "", str)]
    if wrong:
        return given, _bad(number, "bad-line", f"{', '.join(wrong)} must be a string")
    if not knows(told["assignment"], given["part"]):
        return given, _bad(number, "unknown-part", given["part"])
    return given, None


def _bad(number: int, code: str, detail: str, word: str = "unreadable", column: int = 1) -> "Verdict":
    from proofs.verdict import Note, Verdict

    values = {"part": detail} if code == "unknown-part" else {"detail": detail}
    return Verdict(values.get("part", ""), word, Note(code, values), line=number, column=column)


def _line(verdict: "Verdict", lang: str, hints: int, given: dict[str, Any] | None = None) -> tuple[bytes, str]:
    from proofs.report.json import line_of, record

    made = record(verdict, lang, hints)
    name = (given or {}).get("id")
    made["id"] = name if isinstance(name, str | int | float) or name is None else str(name)
    if verdict.message.code in ("bad-line", "unknown-part"):
        made["part"] = (given or {}).get("part") if isinstance((given or {}).get("part"), str) else ""
    return line_of(made), verdict.verdict


@contextmanager
def _opened(name: str) -> Iterator[IO[bytes]]:
    """The lines of the input, as bytes."""
    if name == "-":
        yield sys.stdin.buffer
        return
    try:
        file = open(name, "rb")  # noqa: SIM115
    except (OSError, ValueError) as error:
        raise UsageError(f"{name}: {getattr(error, 'strerror', None) or error}") from None
    with file:
        try:
            yield file
        except IsADirectoryError:
            raise UsageError(f"{name}: is a folder") from None


@contextmanager
def _sink(output: str | None) -> Iterator[IO[bytes]]:
    """Where the lines go, as bytes."""
    if output is None:
        yield sys.stdout.buffer
        return
    try:
        file = open(output, "wb")  # noqa: SIM115
    except OSError as error:
        raise UsageError(f"{output}: {error.strerror or error}") from None
    with file:
        yield file
