"""How much a report gives away: 0 the verdict on each function, 1 which part, 2 the kind and an example, 3 the derived formula."""

from dataclasses import replace

from proofs.harness.findings import Finding, Report
from proofs.harness.messages import conduct, sentence

ALL_HINTS = 3
SHOWS_NO_FORMULA = set(conduct.MESSAGES) - {"wrong-shape"}
"""Findings on what a call does (it raises, it prints): their sentences hold no right value and no formula."""


def held_back(report: Report, hints: int, lang: str = "en") -> Report:
    """The report at a level of hints: at 0 and 1 no formula and no right value stands in it.

    >>> finding = Finding("f", "label-missing", "error", "ŷ where ŷ - y belongs.", {"o": 0}, 1, 2, "ŷ - y", part="v_c")
    >>> held_back(Report("m", (finding,)), 1).findings[0].message
    'The gradient of the centre vector (∂J/∂v_c) in f is not the derived one.'
    """
    return replace(report, findings=tuple(_at(hints, f, lang) for f in report.findings))


def _at(hints: int, finding: Finding, lang: str) -> Finding:
    if hints >= ALL_HINTS:
        return finding
    if hints == ALL_HINTS - 1:
        return replace(finding, formula="")
    code = finding.bug
    if hints == 0:
        code = finding.severity
    elif code not in SHOWS_NO_FORMULA:
        code = "beyond-course" if finding.severity == "warning" else "not-derived"
    kept = code == finding.bug
    message = finding.message if kept else sentence(code, finding.function, finding.part, lang)
    part = finding.part if hints else ""
    return Finding(finding.function, code, finding.severity, message, part=part, also=finding.also)
