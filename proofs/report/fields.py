"""What a report reads out of a record: the kind of its word, its place, the first false link, the changes, the notes.

A record is the plain data of `proofs.report.json`; every format is made from it, so that all of them say the same.
"""

import re
import shlex
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from proofs.report.json import Record, record
from proofs.report.layout import harmless
from proofs.report.wording import phrase, say, shown
from proofs.verdict_words import ACCEPTED, REFUSED, Note

if TYPE_CHECKING:
    from proofs.verdict import Verdict

SIGNS = {"accepted": "✓", "refused": "✗", "other": "?"}
LEVELS = {"refused": "error", "other": "warning", "accepted": "note"}
"""How heavily tools for programs take each kind; what is accepted without a remark is not told to them."""


def kind(verdict: str) -> str:
    """Which of the three a verdict word is: "accepted", "refused" or "other".

    >>> kind("equal-up-to"), kind("transposed"), kind("missing")
    ('accepted', 'refused', 'other')
    """
    return "accepted" if verdict in ACCEPTED else "refused" if verdict in REFUSED else "other"


def leaves(records: Iterable[Record]) -> Iterator[Record]:
    """The answers themselves, where a part holds several."""
    for each in records:
        yield from leaves(each["answers"]) if each.get("answers") else (each,)


def records(found: "Iterable[Verdict | Record]", lang: str, hints: int) -> list[Record]:
    """Records of verdicts; what is a record already stays as it is."""
    return [each if isinstance(each, dict) else record(each, lang, hints) for each in found]


def broken_link(made: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """The first link that does not hold."""
    return next((link for link in made.get("links") or () if link["holds"] is False), None)


def told(made: Mapping[str, Any], lang: str) -> str:
    """The one sentence for a list of findings: what is wrong, or which step of a right answer is false."""
    broken = broken_link(made)
    if broken is None or kind(made["verdict"]) != "accepted":
        return str(made["message"])
    values = {"line": broken["line"], "link": " ".join(broken["text"].split())}
    return say(Note("final-right-link-wrong", values), lang)


def counts(answers: Iterable[Record]) -> dict[str, int]:
    """How many answers are of each kind."""
    kinds = [kind(each["verdict"]) for each in answers]
    return {name: kinds.count(name) for name in SIGNS}


def place(made: Mapping[str, Any]) -> tuple[int, int]:
    """Line and column of the first false link, or of the answer; (0, 0) where no answer was found."""
    if made["verdict"] == "missing":
        return 0, 0
    link = broken_link(made) or made
    return int(link.get("line") or 1), int(link.get("column") or 1)


def where(made: Mapping[str, Any], lang: str) -> str:
    """The line of an answer, with its cell or file where it has one; "" where no answer was found."""
    if made["verdict"] == "missing":
        return ""
    if made.get("cell"):
        return phrase("cell", lang, cell=made["cell"], line=made["line"])
    line = phrase("line", lang, line=made.get("line", 1))
    return f"{harmless(made['file'])}, {line}" if made.get("file") else line


def edits(made: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """The changes of a repair: what stands in the author's text, and what belongs there."""
    text = made.get("text") or ""
    for edit in (made.get("repair") or {}).get("edits") or ():
        old = edit["from"] if "from" in edit else text[edit["start"] : edit["end"]]
        if old or edit.get("to"):
            yield str(old), str(edit.get("to", ""))


def certifying(answers: Sequence[Mapping[str, Any]]) -> str:
    """The command that writes a theorem for Coq, where an answer is proved; "" where none is.

    >>> certifying([{"part": "b.1", "verdict": "proved"}])
    'gradproof certify b.1 ANSWER -o b1.v --check'
    >>> certifying([{"part": "w", "verdict": "proved", "assignment": "my course.toml"}])
    "gradproof certify w ANSWER --assignment 'my course.toml' -o w.v --check"
    """
    proved = [each for each in answers if each["verdict"] == "proved"]
    if not proved:
        return ""
    part, assignment = proved[0]["part"], proved[0].get("assignment")
    of = f" --assignment {shlex.quote(assignment)}" if assignment else ""
    if len(answers) > 1 and assignment != "document":
        return f"gradproof certify PART ANSWER{of} -o FILE.v --check"
    if not part or assignment == "document":
        return "gradproof certify --loss LOSS --wrt NAME ANSWER -o FILE.v --check"
    name = re.sub(r"\W", "", part, flags=re.ASCII)
    return f"gradproof certify {part} ANSWER{of} -o {name if name[:1].isalpha() else f'part{name}'}.v --check"


def where_different(point: Mapping[str, Any]) -> Any:
    """The entry in which the two values of a counterexample differ: one number for a vector, two for a matrix, None for a number."""
    entry, value = point.get("entry"), point["gradient"]
    vector = isinstance(value, list) and not any(isinstance(each, list) for each in value)
    return max(entry) if entry and vector else entry


def notes(made: Mapping[str, Any], lang: str) -> list[str]:
    """The notes of a record as sentences, and what was assumed; what the message says already is not said again."""
    said = [note_text(note, lang) for note in made.get("notes") or ()]
    if made.get("assumptions"):
        said.append(phrase("assumed", lang, what=shown(made["assumptions"], lang)))
    return [each for each in dict.fromkeys(said) if each and each != made.get("message")]


def note_text(note: Any, lang: str) -> str:
    """A note of a record as a sentence: it is one already, or a code with the words that fill it.

    'Assumed: K = 1.'
    'Taken for granted: K = 1.'
    """
    if not isinstance(note, Mapping):
        return str(note)
    said = note.get("text") or note.get("message")
    values = {name: value for name, value in note.items() if name != "code"}
    return str(said) if said else say(Note(str(note.get("code", "")), values), lang)
