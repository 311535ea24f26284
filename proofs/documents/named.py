"""Labels that are the names of an assignment's parts: "## net.W_2", "(softmax)", "**b_2.**", "Equation 72b", "Gradient by $W_2$".

A document that counts its answers (a), (b), (c) means no part that happens to be called b: letters name parts only where every
letter that the document uses as a label is the name of a part.
"""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from derive.words.pages import BEFORE_A_NAME, BY_NAME
from proofs.documents.events import AFTER, EMPHASIS, NOISE, Event
from proofs.documents.mathematics import covers
from proofs.documents.page import Span

_DRESS = re.compile(r"[\\${}*`]|\\(?:mathbf|boldsymbol|bm)(?![a-z])")
SHORT = 3
"""A name of fewer letters than this, without a subscript, is no label inside of a sentence."""


def with_names(text: str, formulas: list[Span], events: list[Event], names: Collection[str]) -> list[Event]:
    """The events of a page, where those labels that are names of parts say so: their kind is "named"."""
    known = _blocks(names)
    letters = {event.tokens[0] for event in events if event.kind == "part" and event.tokens[0].isalpha()}
    if not {each.lower() for each in letters if len(each) == 1} <= {each.lower() for each in known}:
        known = [each for each in known if len(each) > 1]
    found = [_titled(event, known) for event in events]
    lines = re.finditer(r"^|\\item\b(?=[^\n]*)", text, re.MULTILINE)
    taken = [(event.start, event.end) for event in found if event.level or event.kind == "named"]
    made = []
    for line in lines:
        event = None if covers(formulas, line.start()) else _labelled(text, line.end(), known)
        if event is not None and not any(a <= event.start < b for a, b in taken):
            made.append(event)
    ends = [(event.start, event.end) for event in made]
    kept = [event for event in found if event.kind != "part" or not any(a <= event.start < b for a, b in ends)]
    return kept + made


def _blocks(names: Iterable[str]) -> list[str]:
    """The names and the blocks that they belong to, the longest first: net.W_2, net."""
    blocks = {name.rsplit(".", 1)[0] for name in names if "." in name}
    return sorted({*names, *blocks}, key=lambda name: (-len(name), name))


def _same(name: str, word: str) -> bool:
    """Whether a word is a name; a letter is itself only."""
    return word == name or (len(name) >= SHORT and word.lower() == name.lower())


def _titled(event: Event, names: Sequence[str]) -> Event:
    """A heading that holds the name of a part is its label."""
    if not event.level or event.kind == "role" or not event.title:
        return event
    title = _DRESS.sub("", event.title).strip()
    name = _alone(title, names) or _inside(title, event.title, names)
    return replace(event, kind="named", name=name, tokens=()) if name else event


def _alone(title: str, names: Sequence[str]) -> str:
    """The name that a title is, perhaps behind a word and before a remark: "Part b_2: the bias"."""
    for name in names:
        label = (
            rf"{BEFORE_A_NAME}[(（\[]?(?P<name>{re.escape(name)})[)）\]]?(?:\s*$|\s*[:：.,\-–—（(]\D|\s*[:：]|[)）]\s)"
        )
        found = re.match(label, title, re.IGNORECASE)
        if found and _same(name, found["name"]):
            return name
    return ""


def _inside(title: str, written: str, names: Sequence[str]) -> str:
    """The one name in a title: as a formula, behind "by", or a long one as a word."""
    found: list[str] = []
    for name in names:
        for hit in re.finditer(rf"(?<![\w.]){re.escape(name)}(?![\w])", title, re.IGNORECASE):
            whole = _same(name, hit[0]) and not any(name in longer for longer in found)
            shown = len(name) >= SHORT and not name.isdigit()
            formula = f"${name}$" in written.replace(" ", "").replace("{", "").replace("}", "")
            if whole and (shown or formula or BY_NAME.search(title[: hit.start()])):
                found.append(name)
                break
    return found[0] if len(found) == 1 else ""


def _labelled(text: str, start: int, names: Sequence[str]) -> Event | None:
    """The name of a part at the start of a line, set apart by brackets, bold type or a stop."""
    at = NOISE.match(text, start).end()  # type: ignore[union-attr]
    begin = EMPHASIS.match(text, at).end()  # type: ignore[union-attr]
    bold = text[at:begin].strip() != ""
    word = re.compile(BEFORE_A_NAME, re.IGNORECASE).match(text, begin).end()  # type: ignore[union-attr]
    for name in names:
        found = re.compile(
            rf"(?P<open>[(（\[]?)\s*(?P<name>{re.escape(name)})\s*(?P<close>[)）\]]?)", re.IGNORECASE
        ).match(text, word)
        if found is None or not _same(name, found["name"]):
            continue
        end = found.end()
        stop = re.compile(r"\s*[:：.](?=\s|\*|\}|$)|\s*$", re.MULTILINE).match(text, end)
        closed = bool(found["open"] and found["close"]) or (bool(found["close"]) and not found["open"])
        if bold:
            ended = AFTER.match(text, stop.end() if stop else end)
            apart = ended is not None and ended.end() > end
            end = max(ended.end() if ended else end, stop.end() if stop else end)
        else:
            apart = bool(stop) or (closed and not text[end : end + 1].strip())
            end = stop.end() if stop else end
        if apart:
            return Event(start, end, "named", name=name)
    return None
