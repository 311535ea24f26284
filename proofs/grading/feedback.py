"""The results of one submission for its author: a page, and the results of a Gradescope autograder."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from proofs.grading.marking import Marked
from proofs.grading.table import shown
from proofs.report import gradescope
from proofs.report.fields import SIGNS, kind, leaves
from proofs.report.html import verdict_html
from proofs.report.page import page
from proofs.report.wording import phrase, word


@dataclass(frozen=True)
class Score:
    """The points of one part: None while a person has to decide; `typed`: whether a person gave them."""

    part: str
    points: float | None
    most: float
    typed: bool = False


def feedback_html(made: Marked, scores: Sequence[Score], total: float, most: float, lang: str) -> str:
    """The page: the points part by part, then what is said of each answer."""
    name = escape(made["submission"])
    body = [f'<div class="gradproof"><h1>{name}</h1>']
    if made["error"]:
        body.append(f"<p>{escape(made['error'])}</p>")
    verdicts = {part: each["verdict"] for part, each in made["parts"].items()}
    rows = "".join(_row(score, verdicts.get(score.part), lang) for score in scores)
    sum_row = f'<tr class="sum"><td></td><td>{escape(phrase("total", lang))}</td><td></td><td>{shown(total)} / {shown(most)}</td></tr>'
    body.append(f'<table class="overview"><tbody>{rows}{sum_row}</tbody></table>')
    if any(score.points is None for score in scores):
        body.append(f"<p>{escape(phrase('points-open', lang))}</p>")
    body += [f"<p>{escape(each)}</p>" for each in made["remarks"]]
    body += [
        verdict_html(each, lang, macros=made["macros"], style=False)
        for each in leaves(made["shown"])
        if each["verdict"] != "missing"
    ]
    return page(made["submission"], "\n".join(body) + "</div>", lang)


def _row(score: Score, verdict: str | None, lang: str) -> str:
    group = kind(verdict) if verdict else "other"
    told = word(verdict, lang) if verdict else ""
    points = f"{shown(score.points)} / {shown(score.most)}"
    return (
        f'<tr class="{group}"><td class="sign">{SIGNS[group]}</td><td><a href="#{escape(score.part)}">{escape(score.part)}</a></td>'
        f'<td class="word">{escape(told)}</td><td>{points}</td></tr>'
    )


def gradescope_json(made: Marked, scores: Sequence[Score], lang: str) -> str:
    """The results of the autograder: a test a part, and one of its own for a submission that could not be graded."""
    tests = [gradescope.failed(made["error"])] if made["error"] else []
    records: dict[str, list[Mapping[str, Any]]] = {}
    for each in made["shown"]:
        records.setdefault(each["part"], []).append(each)
    for score in scores:
        verdict = made["parts"].get(score.part, {}).get("verdict")
        found = records.get(score.part, [])
        record = next((each for each in found if each["verdict"] == verdict), None)
        note = phrase("person-points", lang) if score.typed else ""
        if record is None:
            record = {"part": score.part, "verdict": "unknown", "message": "", "mistake": None} | EMPTY
        tests.append(gradescope.of_answer(dict(record), score.points, score.most, lang, note=note))
    return gradescope.written(gradescope.results(tests) | {"extra_data": {"record": made.get("key", "")}})


EMPTY: dict[str, Any] = {
    "links": [], "notes": [], "in_asked_form": True, "counterexample": None, "reading": "", "repair": None, "assumptions": [],
}  # fmt: skip
"""The rest of a record of an answer that was never read."""
