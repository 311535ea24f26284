"""Verdicts as GitHub's workflow commands: printed in a workflow, each becomes a note at its line of the document."""

from collections.abc import Iterator, Sequence

from proofs.report.fields import LEVELS, broken_link, kind, leaves, place, told
from proofs.report.json import Record

COMMANDS = {"error": "error", "warning": "warning", "note": "notice"}


def render(documents: Sequence[Record], lang: str = "en") -> str:
    """One command a line; an accepted answer has one only when a step of it is false."""
    return "".join(f"{line}\n" for document in documents for line in _lines(document, lang))


def _lines(document: Record, lang: str) -> Iterator[str]:
    if document.get("error"):
        yield command("error", document["error"], file=document["file"], title="gradproof")
    for made in leaves(document["answers"]):
        group = kind(made["verdict"])
        if group == "accepted" and broken_link(made) is None:
            continue
        line, column = place(made)
        where = {"line": line, "col": column} if line and not made.get("cell") else {}
        title = f"{made['part'] or 'answer'}: {made['verdict']}"
        yield command(
            COMMANDS[LEVELS[group]], told(made, lang), file=made.get("file") or document["file"], title=title, **where
        )


def command(name: str, message: str, **properties: str | int) -> str:
    """One workflow command.

    >>> command("error", "50%\\nof it", file="a,b.md", line=3)
    '::error file=a%2Cb.md,line=3::50%25%0Aof it'
    """
    given = ",".join(f"{key}={_escaped(str(value), ':,')}" for key, value in properties.items())
    return f"::{name} {given}::{_escaped(message)}"


def _escaped(text: str, more: str = "") -> str:
    for character in "%\r\n" + more:
        text = text.replace(character, f"%{ord(character):02X}")
    return text
