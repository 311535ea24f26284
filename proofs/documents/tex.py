"""LaTeX files: what their environments, lists, headings and labels say of where the answers stand."""

import re
from collections.abc import Collection
from dataclasses import replace
from pathlib import Path

from derive.words.marks import (
    ANSWER_IN_DEFINITION,
    ANSWER_NAMES,
    BOXES,
    EXAM_ITEMS,
    LIST_STYLES,
    LISTS,
    QUESTION_NAMES,
)
from derive.words.overruling import rejected
from proofs.documents.document import Block, Document
from proofs.documents.events import Event, asks, heading_event, inner_labels, line_events, part_label, tokens_of
from proofs.documents.mathematics import covers, formulas, overlaps
from proofs.documents.page import Page, Span
from proofs.documents.roles import blocks_of
from proofs.documents.tables import answers_apart
from proofs.documents.tex_source import ANSWER_SWITCH, Definition, braced, decided, definitions, environments, expand

_BULLETS = re.compile(
    r"\\[A-Za-z]*(?:bullet|circ|cdot|star|ast|arrow|square|diamond|triangle\w*|dash)(?![A-Za-z])|\\to(?![A-Za-z])"
)
"""Signs before an item of a list that only mark it."""
_SAYING = re.compile(
    r"[A-Za-z]{2}|[A-Za-z]\.[A-Za-z]|[\u4e00-\u9fff]|\\[A-Za-z]|[?？!！×✗✘❌]|\d\s*\$?\s*[*·]|\$[^$]*[A-Za-z][^$]*\$"
)
"""A label of an item that says something of it."""
_LETTERED = re.compile(r"(?:[Pp]art\s*)?\(?[a-i]\)?(?:[ .]*\(?(?:iv|i{1,3})\)?)?")
"""The options of a question that are its letter, \\begin{problem}[b]."""
HEADINGS = {"part": 1, "chapter": 1, "section": 2, "subsection": 3, "subsubsection": 4, "paragraph": 5}
COMMAND = re.compile(
    r"\\(?P<side>begin|end)\s*\{(?P<env>[A-Za-z*@]+)\}|\\(?P<heading>part|chapter|(?:sub){0,2}section|paragraph)\*?\s*(?:\[[^\]\n]*\])?\s*(?=\{)"
    r"|\\item\b\s*(?:\[(?P<given>[^\]\n]{0,60})\])?|\\if(?P<switch>[A-Za-z@]+)(?![A-Za-z@])|\\(?P<fi>fi)(?![A-Za-z@])|\\(?P<macro>[A-Za-z@]+)"
)
OPTIONS = re.compile(r"\s*\[(?P<options>(?:[^\[\]]|\[[^\]]*\])*)\]")
_COUNTER = re.compile(r"\{enum[iv]+\}\s*\{(\d{1,2})\}")
_STARTS = re.compile(r"\bstart\s*=\s*(\d{1,2})\b")
FLOATS = ("figure", "wrapfigure", "table", "thebibliography", "titlepage")
UNSEEN = re.compile(
    r"\\(?:title|author|date|label|bibliographystyle|bibliography|vspace\*?|hspace\*?|setcounter\{(?!enum)[^{}\n]*\}|renewcommand\*?\{[^{}\n]*\})\s*"
    r"\{[^{}\n]*\}|\\(?:maketitle|tableofcontents)(?![A-Za-z])|\\(?:begin|end)\{(?:center|flushleft|flushright|minipage)\}"
)


def read_tex(path: Path, names: Collection[str] = ()) -> Document:
    """A LaTeX file and those that it includes."""
    page, sources, remarks = expand(path)
    defined = definitions(page.text)
    for style in re.findall(r"\\(?:usepackage|RequirePackage)\s*(?:\[[^\]]*\])?\s*\{([\w\-]+)\}", page.text):
        file = path.parent / f"{style}.sty"
        if file.is_file():
            extra, more, problems = expand(file)
            defined, sources, remarks = definitions(extra.text) + defined, sources + more, remarks + problems
    switches = {d.name.removeprefix("if") for d in defined if "newif" in d.text[:8]}
    own = definitions(page.text)
    page = page.without([d.span for d in own])
    page = page.without(decided(page.text, switches))
    page = _body(page)
    page = replace(page, text=answers_apart(page.text))
    inside = formulas(page.text)
    unseen = [m.span() for m in UNSEEN.finditer(page.text)] + environments(page.text, FLOATS)
    unseen = [span for span in unseen if not covers(inside, span[0])]
    if unseen:
        page = page.without(unseen)
        inside = formulas(page.text)
    return Document(
        path=str(path),
        text=sources[0].text,
        preamble="\n".join(d.text for d in defined),
        blocks=_blocks(page, inside, defined, names),
        remarks=tuple(remarks),
        sources=tuple(sources),
    )


def _body(page: Page) -> Page:
    """What stands between \\begin{document} and \\end{document}; all of it where they are missing."""
    start = re.search(r"\\begin\s*\{document\}", page.text)
    end = re.search(r"\\end\s*\{document\}", page.text)
    return page.part(start.end() if start else 0, end.start() if end else len(page.text))


def _blocks(page: Page, inside: list[Span], defined: list[Definition], names: Collection[str]) -> tuple[Block, ...]:
    """Marked answers first; only a document that marks none in another way has its boxes looked at."""
    events = events_of(page.text, inside, defined)
    if not any(e.role == "answer" and e.kind in ("open", "role") for e in events):
        events = events_of(page.text, inside, defined, boxes=_boxes_hold(page.text))
    return blocks_of(page, inside, events, [], names=names)


def _boxes_hold(text: str) -> str:
    """Whether the boxes of a document are drawn round its questions or its answers."""
    boxes = [text[a:b] for a, b in environments(text, BOXES)]
    asked = sum(any(asks(line) for line in box.split("\n")) for box in boxes)
    return ("question" if 2 * asked > len(boxes) else "answer") if boxes else ""


def events_of(text: str, inside: list[Span], defined: list[Definition], boxes: str = "") -> list[Event]:
    """The events of a LaTeX body."""
    titles = {d.name: d.text.partition(d.name)[2] for d in defined}
    named = {name for name, title in titles.items() if ANSWER_IN_DEFINITION.search(title) and not rejected(title)}
    exam = r"\begin{parts}" in text or r"\begin{questions}" in text
    found: list[Event] = []
    switches: list[str] = []
    for match in COMMAND.finditer(text):
        if covers(inside, match.start()):
            continue
        start, end = match.span()
        if env := match["env"]:
            found += _environment(text, match, env, named, boxes)
        elif match["heading"] and not (exam and match["heading"] == "part"):
            closed = braced(text, end)
            if closed:
                found.append(heading_event(start, closed, HEADINGS[match["heading"]], text[end + 1 : closed - 1]))
        elif match["switch"]:
            if ANSWER_SWITCH.search(match["switch"]) and not text.startswith("{", end):
                switches.append("if" + match["switch"])
                found.append(Event(start, end, "open", role="answer", name=switches[-1]))
            elif text.startswith("{", end):
                found += _wrapped(text, start, end, "if" + match["switch"], named)
        elif match["fi"]:
            if switches:
                found.append(Event(start, end, "close", name=switches.pop()))
        elif match["macro"] in ("setcounter", "addtocounter") and (told := _COUNTER.match(text, end)):
            found.append(Event(start, told.end(), "counter", name=match["macro"][:3], level=int(told[1])))
        elif match["macro"] or match["heading"]:
            name = match["macro"] or match["heading"]
            if exam and name in EXAM_ITEMS:
                skip = OPTIONS.match(text, end)
                found.append(Event(start, skip.end() if skip else end, "item"))
            else:
                found += _wrapped(text, start, end, name, named)
        elif text.startswith("\\item", start):
            label = match["given"] or ""
            labels = len(label) < 12 and any(part_label(each, 0, []) for each in (f"{label}:", label))
            given = tokens_of(label) if labels else ()
            said = _SAYING.search(_BULLETS.sub(" ", label)) if not given else None
            found.append(Event(start, start if said else end, "item", tokens=given))
    line_starts = (
        m.end()
        for m in re.finditer(r"^|\\item\b\s*(?:\[[^\]\n]*\])?|\\(?:begin|end)\{[A-Za-z*]+\}", text, re.MULTILINE)
    )
    taken = sorted((e.start, e.end) for e in found)
    for event in {(e.start, e.end, e.kind): e for e in line_events(text, inside, line_starts)}.values():
        if not overlaps(taken, event.start, event.end):
            found.append(event)
    taken = sorted((e.start, e.end + 12) for e in found)
    found += [e for e in inner_labels(text, inside, found) if not overlaps(taken, e.start, e.end)]
    return found


def _environment(text: str, match: re.Match[str], env: str, named: set[str], boxes: str) -> list[Event]:
    """An environment that opens or closes."""
    start, end = match.span()
    opening = match["side"] == "begin"
    if env in LISTS:
        options = OPTIONS.match(text, end) if opening else None
        style = _style(options["options"] if options else "", LISTS[env])
        end = options.end() if options else end
        first = _STARTS.search(options["options"]) if options else None
        counter = [Event(end, end, "counter", name="set", level=int(first[1]) - 1)] if first else []
        return [Event(start, end, "list" if opening else "endlist", name=style), *counter]
    role = ""
    if ANSWER_NAMES.fullmatch(env) or env in named:
        role = "answer"
    elif QUESTION_NAMES.fullmatch(env):
        role = "question"
    elif env in BOXES and boxes:
        role = boxes
    if not role:
        return [Event(start, end, "aside")] if env in BOXES else []
    if not opening:
        return [Event(start, end, "close", name=env)]
    options = OPTIONS.match(text, end)
    opened = Event(start, options.end() if options else end, "open", role=role, name=env)
    label = _LETTERED.fullmatch(options["options"]) if options and role == "question" else None
    if options is None or label is None:
        return [opened]
    return [Event(start, options.start(), "part", tokens=tokens_of(label[0])), replace(opened, start=options.start())]


def _style(options: str, default: str) -> str:
    """How a list counts, from its options."""
    label = re.search(r"label\s*=\s*(.*)", options, re.DOTALL)
    wanted = label[1] if label else options if "=" not in options else ""
    if default == "by depth" or label:
        for pattern, style in LIST_STYLES:
            if pattern.search(wanted):
                return style
    return default


def _wrapped(text: str, start: int, end: int, name: str, named: set[str]) -> list[Event]:
    """A macro round an answer, \\ans{…}; or one that stands before it like a label."""
    if not (ANSWER_NAMES.fullmatch(name) or name in named):
        return []
    brace = re.compile(r"\s*(?:\[[^\]]*\]\s*)?\{").match(text, end)
    closed = braced(text, brace.end() - 1) if brace else None
    if brace and closed:
        mark = f"{name}@{start}"
        return [
            Event(start, brace.end(), "open", role="answer", name=mark),
            Event(closed - 1, closed, "close", name=mark),
        ]
    return [] if brace else [Event(start, end, "role", role="answer")]
