"""Verdicts for a terminal: a table, then a paragraph for each answer that is not accepted, within the width of the terminal."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from proofs.report.fields import (
    SIGNS,
    broken_link,
    certifying,
    counts,
    edits,
    kind,
    leaves,
    notes,
    place,
    records,
    where,
    where_different,
)
from proofs.report.json import Record
from proofs.report.layout import COLUMNS, Paint, harmless, padded, quoted, width, wrapped
from proofs.report.wording import meaning, phrase, shown, slip, word

if TYPE_CHECKING:
    from proofs.verdict import Verdict

LineOf = Callable[[Mapping[str, Any], int], str]
"""The author's line of that number, in the file and cell of the record; "" when there is none."""

PLAIN_SIGNS = {"accepted": "+", "refused": "x", "other": "?"}
DIGITS = 4
"""Significant digits of a number in a counterexample: enough to see that two values differ."""


@dataclass(frozen=True, slots=True)
class Style:
    """How a report is written: language, hints, colour, marks that the terminal's encoding has, and its width."""

    lang: str = "en"
    hints: int = 3
    paint: Paint = field(default_factory=Paint)
    marks: bool = True
    columns: int = COLUMNS

    def mark(self, verdict: str) -> str:
        """✓, ✗ or ?."""
        return (SIGNS if self.marks else PLAIN_SIGNS)[kind(verdict)]


def render(
    found: "Sequence[Verdict | Record]", line_of: LineOf, style: Style, title: str = "", remarks: Sequence[str] = ()
) -> str:
    """The report on one document, or on one answer."""
    answers = list(leaves(records(found, style.lang, style.hints)))
    lines = [style.paint(harmless(title), "bold"), ""] if title else []
    lines += _table(answers, style) if answers else [phrase("none", style.lang)]
    for answer in answers:
        if said := paragraph(answer, line_of, style):
            lines += ["", *said]
    for remark in remarks:
        lines += ["", *wrapped(phrase("remark", style.lang, text=harmless(remark)), columns=style.columns)]
    if command := certifying(answers):
        lines += ["", *wrapped(phrase("certificate", style.lang, command=command), columns=style.columns)]
    if len(answers) > 1:
        lines += ["", phrase("counts", style.lang, **counts(answers))]
    return "\n".join(lines) + "\n"


def _table(answers: Sequence[Record], style: Style) -> list[str]:
    rows = [(phrase("part", style.lang), "  " + phrase("verdict", style.lang), phrase("where", style.lang))]
    rows += [
        (
            each["part"] or "–",
            f"{style.mark(each['verdict'])} {word(each['verdict'], style.lang)}",
            where(each, style.lang),
        )
        for each in answers
    ]
    first, second = (max(width(row[k]) for row in rows) for k in (0, 1))
    made = []
    for k, row in enumerate(rows):
        middle = padded(row[1], second)
        middle = style.paint(middle, kind(answers[k - 1]["verdict"])) if k else middle
        made.append(f"  {padded(row[0], first)}  {middle}  {row[2]}".rstrip())
    return made


def paragraph(answer: Record, line_of: LineOf, style: Style) -> list[str]:
    """What there is to say of an answer; nothing of one that is accepted without a remark, or simply missing."""
    lang, columns = style.lang, style.columns
    group, broken = kind(answer["verdict"]), broken_link(answer)
    if group == "accepted" and not answer["notes"] and broken is None and answer["in_asked_form"]:
        return []
    if answer["verdict"] == "missing" and not answer["notes"]:
        return []

    def lines(text: str, indent: str = "    ", hanging: str | None = None) -> list[str]:
        return wrapped(harmless(text), indent, hanging, columns)

    head = f"{answer['part'] or '–'}  {style.mark(answer['verdict'])} {word(answer['verdict'], lang)}"
    body = lines(answer["message"] or meaning(answer["verdict"], lang))
    if style.hints > 0 and (group != "accepted" or broken):
        body += _place(answer, line_of, style)
    if answer["counterexample"]:
        body += _counterexample(answer["counterexample"], style)
    if answer["mistake"]:
        body += lines(phrase("kind", lang, mistake=slip(answer["mistake"], lang)))
    if answer["reading"] and group != "accepted":
        body += lines(phrase("read-as", lang, reading=answer["reading"]), hanging="      ")
    for note in notes(answer | {"assumptions": []}, lang):
        body += lines(note)
    for old, new in edits(answer):
        change = phrase("edit", lang, old=" ".join(old.split()), new=" ".join(new.split()))
        body += lines(change, hanging="      ")
    if (answer["repair"] or {}).get("latex"):
        body += lines(phrase("repair", lang, latex=str(answer["repair"]["latex"])), hanging="      ")
    return [style.paint(head, group), *body]


def _place(answer: Record, line_of: LineOf, style: Style) -> list[str]:
    """The author's line with a caret under the first false link, or under the start of the answer."""
    line, column = place(answer)
    text = harmless(line_of(answer, line))
    title = phrase("at", style.lang, place=where(answer | {"line": line}, style.lang))
    return [f"    {title}", *quoted(text, column, "    | ", style.columns)] if text.strip() else []


def _counterexample(point: Mapping[str, Any], style: Style) -> list[str]:
    """Sizes, then each value by its name with the signs = under one another, then what comes out."""
    lang = style.lang
    sizes = {name: value for name, value in point.items() if name not in NOT_SIZES}
    given = [shown(sizes, lang)] if sizes else []
    given += [phrase("case", lang, case=point["case"])] if point.get("case") else []
    title = phrase("counterexample", lang, sizes=("，" if lang == "zh" else ", ").join(given)) if given else ""
    lines = wrapped(title or phrase("counterexample-alone", lang), "    ", columns=style.columns)
    values = {harmless(name): number(value) for name, value in point["values"].items()}
    longest = max((width(name) for name in values if width(name) <= WIDEST_NAME), default=0)
    for name, value in values.items():
        if width(name) <= WIDEST_NAME:
            lines += wrapped(value, f"      {padded(name, longest)} = ", "        ", style.columns)
        else:
            lines += wrapped(f"{name} = {value}", "      ", "        ", style.columns)
    for key, name in (("answer", "answer"), ("gradient", "gradient")):
        lines += wrapped(phrase(key, lang, value=number(point[name])), "      ", "        ", style.columns)
    entry = where_different(point)
    if entry:
        lines += wrapped(phrase("entry", lang, entry=number(entry)), "      ", columns=style.columns)
    return lines


NOT_SIZES = ("values", "answer", "gradient", "entry", "case")
"""What a counterexample holds beside its sizes."""
SHOWN = 8
"""Entries of a vector, and rows and columns of a matrix, that are shown."""
WIDEST_NAME = 20
"""Columns of a name that the signs = are aligned to."""


def number(value: Any) -> str:
    """A number, vector or matrix as one reads it; a dash where there is no value.

    >>> from fractions import Fraction
    >>> number(0.7310585786), number([1, -2]), number([[1, 0], [0, Fraction(1, 2)]])
    ('0.7311', '(1, −2)', '[1, 0; 0, 1/2]')
    >>> number(list(range(100)))
    '(0, 1, 2, 3, 4, 5, 6, 7, …)'
    """
    if value is None:
        return "—"
    if hasattr(value, "tolist"):
        value = value.tolist()
    if isinstance(value, list | tuple):
        shown = [*value[:SHOWN], "…"] if len(value) > SHOWN + 1 else value
        if value and all(isinstance(row, list | tuple) for row in value):
            return "[" + "; ".join(number(row).strip("()") for row in shown) + "]"
        return "(" + ", ".join(number(each) for each in shown) + ")"
    if isinstance(value, float):
        value = int(value) if value.is_integer() and abs(value) < 1e6 else f"{value:.{DIGITS}g}"
    return str(value).replace("-", "−") if not isinstance(value, str) or value[:1] == "-" else value
