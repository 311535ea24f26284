"""Verdicts as HTML: the author's formula set, the false link marked in it, the counterexample as small matrices. No script.

`verdict_html` is one verdict, for a notebook, a page or a file; `proofs.report.page` has the whole report in one file.
"""

import re
from collections.abc import Mapping, Sequence
from html import escape
from typing import TYPE_CHECKING, Any

from proofs.report.fields import SIGNS, certifying, edits, kind, notes, where, where_different
from proofs.report.json import Record, record
from proofs.report.matrices import matrix, named
from proofs.report.style import SHEET
from proofs.report.text import number
from proofs.report.typeset import Stretch, formula, mixed
from proofs.report.wording import meaning, phrase, shown, slip, word

if TYPE_CHECKING:
    from proofs.verdict import Verdict

QUOTED = re.compile(r"“([^”]*[\\\\^_=][^”]*)”")
"""A formula that a sentence of a report quotes."""


def verdict_html(
    found: "Verdict | Record", lang: str = "en", hints: int = 3, macros: str = "", style: bool = True
) -> str:
    """One verdict as an article element.

    `found`: a verdict, or the record of one as the JSON has it (then `lang` and `hints` are those that it was made with);
    `macros`: text with the author's macro definitions; `style`: whether the style sheet stands in it, for a page that has none.
    """
    made = found if isinstance(found, dict) else record(found, lang, hints)
    sheet = f"<style>{SHEET}</style>" if style else ""
    if made.get("answers"):
        parts = "".join(_article(each, lang, macros) for each in made["answers"])
        return f'<div class="gradproof">{sheet}{parts}</div>'
    return f'<div class="gradproof">{sheet}{_article(made, lang, macros)}</div>'


def _article(made: Record, lang: str, macros: str) -> str:
    group = kind(made["verdict"])
    head = (
        f'<header><span class="sign">{SIGNS[group]}</span> <b class="part">{escape(made["part"] or "–")}</b> '
        f'<span class="word">{escape(word(made["verdict"], lang))}</span>'
        f'<span class="where">{escape(where(made, lang))}</span></header>'
    )
    body = "".join(section(made, lang, macros) for section in SECTIONS)
    return f'<article class="{group}" id="{escape(made["part"])}">{head}{body}</article>'


# ------------------------------------------------------------------------------------------------------------ the sections


def _answer(made: Record, lang: str, macros: str) -> str:
    """What the author wrote, with the first false link marked."""
    text = made.get("text") or ""
    if not text.strip():
        return ""
    return f'<div class="answer scroll">{mixed(text, broken_in(text, made["links"]), macros)}</div>'


def broken_in(text: str, links: Sequence[Mapping[str, Any]]) -> list[Stretch]:
    """The first link that does not hold, where its words are found in the author's text: from its sign to its end."""
    place = 0
    for link in links:
        at = text.find(link["text"], place) if link["text"] else -1
        if at < 0:
            continue
        place = at + len(link["text"])
        if link["holds"] is False:
            before = text[:at].rstrip()
            sign = max(before.rfind(s) for s in ("=", "\\approx", "\\equiv", "\\propto", "\\Leftrightarrow"))
            start = sign if sign >= 0 and not before[sign:].lstrip("=\\abcdefghijklmnopqrstuvwxyzL& ") else at
            return [Stretch(start, place, "broken")]
    return []


def _message(made: Record, lang: str, macros: str) -> str:
    return f"<p>{sentence(made.get('message') or meaning(made['verdict'], lang))}</p>"


def sentence(text: str) -> str:
    """A sentence of a report; what it quotes of a formula is set.

    >>> sentence("The step “= x^2” does not hold.")
    'The step “<math><mo lspace="0">=</mo><msup><mi>x</mi><mn>2</mn></msup></math>” does not hold.'
    """
    made, place = "", 0
    for quoted in QUOTED.finditer(text):
        made += escape(text[place : quoted.start(1)]) + formula(quoted[1])
        place = quoted.end(1)
    return made + escape(text[place:])


def _links(made: Record, lang: str, macros: str) -> str:
    """Every step of a chain with its mark, when one of them does not hold."""
    links = made["links"]
    if len(links) < 2 or all(link["holds"] is not False for link in links):
        return ""
    rows = ""
    for link in links:
        group = {True: "accepted", False: "refused", None: "other"}[link["holds"]]
        note = f'<td class="why">{sentence(link["note"])}</td>' if link.get("note") else "<td></td>"
        rows += (
            f'<tr class="{group}"><td class="sign">{SIGNS[group]}</td><td class="scroll">{formula("= " + link["text"], macros)}</td>'
            f'<td class="where">{escape(phrase("line", lang, line=link["line"]))}</td>{note}</tr>'
        )
    return _titled("steps", f'<table class="links"><tbody>{rows}</tbody></table>', lang)


def _reading(made: Record, lang: str, macros: str) -> str:
    reading = made.get("reading")
    return _titled("how-read", f'<div class="scroll">{formula(reading, macros, True)}</div>', lang) if reading else ""


def _counterexample(made: Record, lang: str, macros: str) -> str:
    point = made.get("counterexample")
    if not point:
        return ""
    sizes = {k: v for k, v in point.items() if k not in ("values", "answer", "gradient", "entry", "case")}
    given = ", ".join(
        each
        for each in (shown(sizes, lang), phrase("case", lang, case=point["case"]) if point.get("case") else "")
        if each
    )
    values = "".join(f"<span>{named(name, value)}</span>" for name, value in point["values"].items())
    rows = "".join(
        f'<tr><th scope="row">{escape(phrase(key, lang))}</th><td class="scroll">{matrix(point[name])}</td></tr>'
        for key, name in (("answer-gives", "answer"), ("right-value", "gradient"))
    )
    differing = where_different(point)
    entry = f'<p class="where">{escape(phrase("entry", lang, entry=number(differing)))}</p>' if differing else ""
    inner = f"<p>{escape(given)}</p>" if given else ""
    return _titled(
        "example",
        f'{inner}<div class="values">{values}</div><table class="two"><tbody>{rows}</tbody></table>{entry}',
        lang,
    )


def _slip(made: Record, lang: str, macros: str) -> str:
    return (
        f'<p class="slip">{escape(phrase("kind", lang, mistake=slip(made["mistake"], lang)))}</p>'
        if made.get("mistake")
        else ""
    )


def _repair(made: Record, lang: str, macros: str) -> str:
    """What would have to be changed, as a difference, and the right answer that it gives."""
    repair = made.get("repair")
    if not repair:
        return ""
    changes = "".join(
        f'<li><del>{mixed(old, macros=macros, bare=True)}</del> <span class="to">→</span> <ins>{mixed(new, macros=macros, bare=True)}</ins></li>'
        for old, new in edits(made)
    )
    right = f'<div class="scroll">{formula(str(repair["latex"]), macros, True)}</div>' if repair.get("latex") else ""
    return _titled("nearest", (f"<ul>{changes}</ul>" if changes else "") + right, lang)


def _notes(made: Record, lang: str, macros: str) -> str:
    items = "".join(f"<li>{sentence(each)}</li>" for each in notes(made, lang))
    return f'<ul class="notes">{items}</ul>' if items else ""


def _certificate(made: Record, lang: str, macros: str) -> str:
    """How to get a theorem for Coq of an answer that is proved."""
    command = certifying([made])
    return f'<p class="notes certificate">{escape(phrase("certificate", lang, command=command))}</p>' if command else ""


SECTIONS = (_answer, _message, _links, _counterexample, _slip, _repair, _reading, _notes, _certificate)
"""What an article holds, in this order; each is "" when there is nothing to say."""


def _titled(key: str, inner: str, lang: str) -> str:
    return f'<section class="{key}"><h4>{escape(phrase(key, lang))}</h4>{inner}</section>'
