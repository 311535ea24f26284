"""Verdicts for a terminal: a table, then a paragraph for each answer that is not accepted, within a hundred columns."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from proofs.report.hints import cut
from proofs.report.json import sentence
from proofs.report.layout import Paint, harmless, padded, quoted, width, wrapped
from proofs.report.wording import meaning, phrase, say, shown, slip, word
from proofs.verdict import Counterexample, Link, Verdict

LineOf = Callable[[Verdict, int], str]
"""The author's line of that number, in the file and cell of the verdict; "" when there is none."""

MARKS = {"accepted": "✓", "refused": "✗", "other": "?"}
PLAIN_MARKS = {"accepted": "+", "refused": "x", "other": "?"}
DIGITS = 4
"""Significant digits of a number in a counterexample: enough to see that two values differ."""


@dataclass(frozen=True, slots=True)
class Style:
    """How a report is written: language, hints, colour, and marks that the terminal's encoding has."""

    lang: str = "en"
    hints: int = 3
    paint: Paint = field(default_factory=Paint)
    marks: bool = True

    def mark(self, verdict: Verdict) -> str:
        """✓, ✗ or ?."""
        return (MARKS if self.marks else PLAIN_MARKS)[kind(verdict)]


def kind(verdict: Verdict) -> str:
    """Which of the three a verdict is."""
    return "accepted" if verdict.accepted else "refused" if verdict.refused else "other"


def leaves(verdicts: Iterable[Verdict]) -> Iterator[Verdict]:
    """The answers themselves, where a part holds several."""
    for verdict in verdicts:
        yield from leaves(verdict.answers) if verdict.answers else (verdict,)


def render(
    verdicts: Sequence[Verdict], line_of: LineOf, style: Style, title: str = "", remarks: Sequence[str] = ()
) -> str:
    """The report on one document, or on one answer."""
    answers = [cut(each, style.hints) for each in leaves(verdicts)]
    lines = [style.paint(harmless(title), "bold"), ""] if title else []
    lines += _table(answers, style) if answers else [phrase("none", style.lang)]
    for answer in answers:
        if said := paragraph(answer, line_of, style):
            lines += ["", *said]
    for remark in remarks:
        lines += ["", *wrapped(phrase("remark", style.lang, text=harmless(remark)))]
    if len(answers) > 1:
        kinds = [kind(each) for each in answers]
        lines += ["", phrase("counts", style.lang, **{name: kinds.count(name) for name in MARKS})]
    return "\n".join(lines) + "\n"


def _table(answers: Sequence[Verdict], style: Style) -> list[str]:
    rows = [(phrase("part", style.lang), "  " + phrase("verdict", style.lang), phrase("where", style.lang))]
    rows += [
        (each.part or "–", f"{style.mark(each)} {word(each.verdict, style.lang)}", where(each, style.lang))
        for each in answers
    ]
    first, second = (max(width(row[k]) for row in rows) for k in (0, 1))
    made = []
    for k, row in enumerate(rows):
        middle = padded(row[1], second)
        middle = style.paint(middle, kind(answers[k - 1])) if k else middle
        made.append(f"  {padded(row[0], first)}  {middle}  {row[2]}".rstrip())
    return made


def where(verdict: Verdict, lang: str) -> str:
    """The line of an answer, with its cell or file where it has one."""
    if verdict.cell:
        return phrase("cell", lang, cell=verdict.cell, line=verdict.line)
    line = phrase("line", lang, line=verdict.line)
    return f"{harmless(verdict.file)}, {line}" if verdict.file else line


def paragraph(answer: Verdict, line_of: LineOf, style: Style) -> list[str]:
    """What there is to say of an answer; nothing of one that is accepted without a remark."""
    lang = style.lang
    broken = next((link for link in answer.links if link.holds is False), None)
    if answer.accepted and not answer.notes and broken is None and answer.in_asked_form:
        return []
    head = f"{answer.part or '–'}  {style.mark(answer)} {word(answer.verdict, lang)}"
    said = sentence(answer, lang)
    body: list[str] = []
    if not answer.accepted and said != meaning(answer.verdict, lang):
        body += wrapped(meaning(answer.verdict, lang), "    ")
    body += wrapped(harmless(said), "    ")
    if style.hints > 0 and (not answer.accepted or broken):
        body += _place(answer, broken, line_of, lang)
    if answer.counterexample:
        body += _counterexample(answer.counterexample, lang)
    if answer.mistake:
        body += wrapped(phrase("kind", lang, mistake=slip(answer.mistake, lang)), "    ")
    if answer.reading and not answer.accepted:
        body += wrapped(phrase("read-as", lang, reading=harmless(answer.reading)), "    ", "      ")
    for note in answer.notes:
        body += wrapped(harmless(say(note, lang)), "    ")
    for change in (answer.repair or {}).get("edits", ()):
        if change.get("from"):
            old, new = (harmless(" ".join(str(change[side]).split())) for side in ("from", "to"))
            body += wrapped(phrase("edit", lang, old=old, new=new), "    ", "      ")
    if answer.repair and answer.repair.get("latex"):
        body += wrapped(phrase("repair", lang, latex=harmless(str(answer.repair["latex"]))), "    ", "      ")
    return [style.paint(head, kind(answer)), *body]


def _place(answer: Verdict, broken: Link | None, line_of: LineOf, lang: str) -> list[str]:
    """The author's line with a caret under the first false link, or under the start of the answer."""
    line, column = (broken.line, broken.column) if broken else (answer.line, answer.column)
    text = harmless(line_of(answer, line))
    place = phrase("at", lang, place=where(replace(answer, line=line), lang))
    return [f"    {place}", *quoted(text, column, "    | ")] if text.strip() else []


def _counterexample(point: Counterexample, lang: str) -> list[str]:
    sizes = shown(point.sizes, lang)
    if point.case:
        sizes += ("，" if lang == "zh" else ", ") + phrase("case", lang, case=point.case)
    lines = wrapped(phrase("counterexample", lang, sizes=sizes), "    ")
    values = [f"{name} = {number(value)}" for name, value in point.values.items()]
    lines += wrapped(", ".join(values), "      ") if values else []
    for key, value in (("answer", point.answer), ("gradient", point.gradient)):
        lines += wrapped(phrase(key, lang, value=number(value)), "      ", "        ")
    if point.entry and len(point.entry) > 0:
        lines += wrapped(phrase("entry", lang, entry=number(point.entry)), "      ")
    return lines


def number(value: Any) -> str:
    """A number, vector or matrix as one reads it.

    >>> from fractions import Fraction
    >>> number(0.7310585786), number([1, -2]), number([[1, 0], [0, Fraction(1, 2)]])
    ('0.7311', '(1, −2)', '[1, 0; 0, 1/2]')
    """
    if hasattr(value, "tolist"):
        value = value.tolist()
    if isinstance(value, list | tuple):
        if value and all(isinstance(row, list | tuple) for row in value):
            return "[" + "; ".join(", ".join(number(each) for each in row) for row in value) + "]"
        return "(" + ", ".join(number(each) for each in value) + ")"
    if isinstance(value, float):
        value = int(value) if value.is_integer() and abs(value) < 1e6 else f"{value:.{DIGITS}g}"
    return str(value).replace("-", "−") if not isinstance(value, str) or value[:1] == "-" else value
