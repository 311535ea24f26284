"""The verdict record as CONTRACT has it: the same keys in the same order, whatever is known."""

import json
import math
from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from proofs.report.hints import cut
from proofs.report.wording import meaning, say, shown

if TYPE_CHECKING:
    from proofs.verdict import Counterexample, Link, Verdict

Record = dict[str, Any]


CONVENTION: dict[str, str | None] = {"U": None}
"""What every record tells of conventions, also where the assignment has no such matrix: others rely on the key."""


def record(verdict: "Verdict", lang: str = "en", hints: int = 3) -> Record:
    """One verdict as plain data.

    >>> from proofs.verdict import Note, Verdict
    >>> list(record(Verdict("f", "proved", Note("holds-every-size"), sizes="every")))[:5]
    ['id', 'part', 'verdict', 'reading', 'links']
    """
    return _record(cut(verdict, hints), lang)


def _record(verdict: "Verdict", lang: str) -> Record:
    made: Record = {
        "id": verdict.id,
        "part": verdict.part,
        "verdict": verdict.verdict,
        "reading": verdict.reading,
        "links": [_link(link, lang) for link in verdict.links],
        "final_holds": verdict.final_holds,
        "in_asked_form": verdict.in_asked_form,
        "claimed": verdict.claimed,
        "target": verdict.target,
        "convention": CONVENTION | plain(verdict.convention),
        "sizes": plain(verdict.sizes),
        "assumptions": [shown(each, lang) for each in verdict.assumptions],
        "counterexample": _counterexample(verdict.counterexample),
        "mistake": verdict.mistake,
        "repair": plain(verdict.repair),
        "message": sentence(verdict, lang),
        "seconds": round(float(verdict.seconds), 6),
        "line": verdict.line,
        "column": verdict.column,
        "text": verdict.text,
        "notes": [say(note, lang) for note in verdict.notes],
    }
    told = (("file", verdict.file), ("cell", verdict.cell), ("assignment", verdict.assignment))
    made |= {key: value for key, value in told if value}
    if verdict.answers:
        made["answers"] = [_record(each, lang) for each in verdict.answers]
    return made


def sentence(verdict: "Verdict", lang: str) -> str:
    """The one sentence said of a verdict: its message, or what its word means where the message is held back."""
    return say(verdict.message, lang) or meaning(verdict.verdict, lang)


def _link(link: "Link", lang: str) -> Record:
    made: Record = {"text": link.text, "holds": link.holds, "line": link.line, "column": link.column}
    return made | ({"note": say(link.note, lang)} if link.note else {})


def _counterexample(point: "Counterexample | None") -> Record | None:
    if point is None:
        return None
    made = {
        **plain(point.sizes),
        "values": plain(point.values),
        "answer": plain(point.answer),
        "gradient": plain(point.gradient),
    }
    made |= {"entry": plain(point.entry)} if point.entry else {}
    return made | ({"case": point.case} if point.case else {})


def plain(value: Any) -> Any:
    """A value as JSON has it: fractions as "1/3", arrays as lists, no infinities."""
    if value is None or isinstance(value, bool | str | int):
        return value
    if isinstance(value, dict):
        return {str(name): plain(each) for name, each in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(each) for each in value]
    if isinstance(value, Fraction):
        return int(value) if value.denominator == 1 else str(value)
    if hasattr(value, "tolist"):
        return plain(value.tolist())
    try:
        number = float(value)
    except (TypeError, ValueError, OverflowError):
        return str(value)
    return number if math.isfinite(number) else str(number)


def document_record(
    file: str, assignment: str, verdicts: "Sequence[Verdict]", lang: str, hints: int, **more: Any
) -> Record:
    """What is said of one document."""
    own = {each.assignment for each in verdicts} == {"document"}  # it states its losses itself
    return {
        "file": file,
        "assignment": "document" if own else assignment,
        "answers": [record(each, lang, hints) for each in verdicts],
        **more,
    }


def render(documents: Sequence[Record], lang: str = "en") -> str:
    """The documents as `gradproof verify --format json` prints them."""
    return pretty({"documents": list(documents)}) + "\n"


def line_of(made: Record) -> bytes:
    """A record on one line, for JSONL; half a surrogate pair, which JSON may hold and UTF-8 may not, stays escaped."""
    try:
        return json.dumps(made, ensure_ascii=False, allow_nan=False).encode()
    except UnicodeEncodeError:
        return json.dumps(made, allow_nan=False).encode()


def pretty(made: Record) -> str:
    """A record over several lines."""
    text = json.dumps(made, ensure_ascii=False, indent=2, allow_nan=False)
    try:
        text.encode()
    except UnicodeEncodeError:
        return json.dumps(made, indent=2)
    return text
