"""class.html: how the points are distributed, how each part went, the commonest slips, and a link to every submission."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from statistics import mean, median
from typing import Any
from urllib.parse import quote

from proofs.grading.table import shown
from proofs.report.fields import kind
from proofs.report.page import page
from proofs.report.wording import phrase, slip

KINDS = ("accepted", "refused", "other", "missing")
BARS = 10
"""Bars of the histogram of totals."""
MOST_SLIPS = 12

STYLE = """
.gradproof .grid { border-collapse: collapse; width: 100%; margin: .6rem 0; font-variant-numeric: tabular-nums; }
.gradproof .grid th, .gradproof .grid td { text-align: left; padding: .2rem .8rem .2rem 0; border-bottom: 1px solid var(--rule); }
.gradproof .grid .n { text-align: right; }
.gradproof .bar { display: flex; min-width: 9rem; height: .85rem; border-radius: 3px; overflow: hidden; background: var(--wash); }
.gradproof .bar i { display: block; height: 100%; }
.gradproof .bar .accepted, .gradproof .dot.accepted { background: var(--good); } .gradproof .bar .refused, .gradproof .dot.refused { background: var(--bad); }
.gradproof .bar .other, .gradproof .dot.other { background: var(--open); } .gradproof .bar .missing, .gradproof .dot.missing { background: var(--faint); }
.gradproof .dot { display: inline-block; width: .7em; height: .7em; border-radius: 50%; margin-right: .3em; }
.gradproof .legend { display: flex; flex-wrap: wrap; gap: .2rem 1.2rem; font-size: .88em; color: var(--faint); }
.gradproof .histogram { display: flex; align-items: flex-end; gap: 3px; height: 8rem; margin: .8rem 0 .2rem; max-width: 36rem; }
.gradproof .histogram div { flex: 1; display: flex; flex-direction: column; justify-content: flex-end; height: 100%; text-align: center; font-size: .8em; }
.gradproof .histogram i { display: block; background: light-dark(#5b7fb8, #7f9fd0); border-radius: 2px 2px 0 0; }
.gradproof .axis { display: flex; justify-content: space-between; max-width: 36rem; font-size: .8em; color: var(--faint); }
.gradproof .wide { overflow-x: auto; }
@media print { .gradproof .bar, .gradproof .dot, .gradproof .histogram i { print-color-adjust: exact; } }
"""


@dataclass(frozen=True)
class Standing:
    """What the overview keeps of one submission.

    `parts`: part → (verdict word, mistake or None, points or None); `person`: the parts that a person should look at.
    """

    name: str
    total: float
    parts: dict[str, tuple[str, str | None, float | None]]
    person: tuple[str, ...] = ()
    error: str = ""


def overview_html(standings: Sequence[Standing], points: dict[str, float], lang: str, waiting: int) -> str:
    """The page of a class; `waiting`: submissions that are not done yet."""
    most = sum(points.values())
    totals = [each.total for each in standings]
    facts = {"count": len(standings), "most": shown(most), "waiting": waiting or None}
    if totals:
        facts |= {"mean": f"{mean(totals):.2f}", "median": f"{median(totals):.2f}"}
    sections = [
        f"<h1>{escape(phrase('class', lang))}</h1><p>{escape(phrase('class-facts', lang, **facts))}</p>",
        _histogram(totals, most),
        f"<h2>{escape(phrase('by-part', lang))}</h2>{_legend(lang)}{_parts(standings, points, lang)}",
        f"<h2>{escape(phrase('slips', lang))}</h2>{_slips(standings, lang)}",
        f"<h2>{escape(phrase('submissions', lang))}</h2>{_submissions(standings, lang)}",
    ]
    return page(phrase("class", lang), f'<div class="gradproof">{"".join(sections)}</div>', lang, STYLE)


def _histogram(totals: Sequence[float], most: float) -> str:
    if not totals or most <= 0:
        return ""
    counted = Counter(min(int(BARS * max(total, 0.0) / most), BARS - 1) for total in totals)
    tallest = max(counted.values())
    bars = "".join(
        f'<div><span>{counted[k] or ""}</span><i style="height: {78 * counted[k] / tallest:.1f}%"></i></div>'
        for k in range(BARS)
    )
    return f'<div class="histogram">{bars}</div><div class="axis"><span>0</span><span>{shown(most / 2)}</span><span>{shown(most)}</span></div>'


def _legend(lang: str) -> str:
    items = (f'<span><i class="dot {name}"></i>{escape(phrase(f"kind-{name}", lang))}</span>' for name in KINDS)
    return f'<p class="legend">{"".join(items)}</p>'


def _parts(standings: Sequence[Standing], points: dict[str, float], lang: str) -> str:
    rows = ""
    for part, most in points.items():
        found = [each.parts[part] for each in standings if part in each.parts]
        groups = Counter("missing" if word == "missing" else kind(word) for word, _, _ in found)
        given = [score for _, _, score in found if score is not None]
        bar = "".join(
            f'<i class="{name}" style="width: {100 * groups[name] / len(found):.2f}%" title="{escape(phrase(f"kind-{name}", lang))}: {groups[name]}"></i>'
            for name in KINDS
            if groups[name]
        )
        counts = "".join(f'<td class="n">{groups[name] or ""}</td>' for name in KINDS)
        average = f"{mean(given):.2f}" if given else "–"
        rows += f'<tr><td><b>{escape(part)}</b></td><td><div class="bar">{bar}</div></td>{counts}<td class="n">{average} / {shown(most)}</td></tr>'
    heads = "".join(f'<th class="n"><i class="dot {name}"></i></th>' for name in KINDS)
    head = f"<tr><th>{escape(phrase('part', lang))}</th><th></th>{heads}<th class='n'>{escape(phrase('mean-points', lang))}</th></tr>"
    return f'<div class="wide"><table class="grid"><thead>{head}</thead><tbody>{rows}</tbody></table></div>'


def _slips(standings: Sequence[Standing], lang: str) -> str:
    """The commonest kinds of slips by part, with links to those who made them."""
    made: dict[tuple[str, str], list[Standing]] = {}
    for each in standings:
        for part, (_, mistake, _) in each.parts.items():
            if mistake:
                made.setdefault((part, mistake), []).append(each)
    common = sorted(made.items(), key=lambda item: (-len(item[1]), item[0]))[:MOST_SLIPS]
    if not common:
        return f"<p>{escape(phrase('no-slips', lang))}</p>"
    rows = "".join(
        f'<tr><td><b>{escape(part)}</b></td><td>{escape(slip(mistake, lang))}</td><td class="n">{len(who)}</td>'
        f"<td>{', '.join(_link(each, part) for each in who[:6])}{' …' if len(who) > 6 else ''}</td></tr>"
        for (part, mistake), who in common
    )
    return f'<div class="wide"><table class="grid"><tbody>{rows}</tbody></table></div>'


def _submissions(standings: Sequence[Standing], lang: str) -> str:
    rows = ""
    for each in standings:
        person = each.error and escape(each.error)
        person = person or " ".join(
            f'<a href="{_href(each.name)}#{quote(part)}">{escape(part)}</a>' for part in each.person
        )
        rows += f'<tr><td>{_link(each)}</td><td class="n">{shown(each.total)}</td><td>{person}</td></tr>'
    head = "".join(f"<th>{escape(phrase(key, lang))}</th>" for key in ("submission", "total", "look-at"))
    return f'<div class="wide"><table class="grid"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>'


def _link(each: Standing, part: str = "") -> str:
    place = f"#{quote(part)}" if part else ""
    return f'<a href="{_href(each.name)}{place}">{escape(each.name)}</a>'


def _href(name: str) -> str:
    return f"feedback/{quote(name)}.html"


def standing(
    name: str, parts: dict[str, Any], scores: dict[str, float | None], total: float, person: Sequence[str], error: str
) -> Standing:
    """What the overview keeps of a submission that was marked."""
    found = {part: (each["verdict"], each["mistake"], scores.get(part)) for part, each in parts.items()}
    return Standing(name, total, found, tuple(person), error)
