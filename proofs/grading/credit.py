"""From the verdict on a part to the rule of the points file that gives its share. One table."""

from collections.abc import Callable, Sequence

from proofs.grading.points import PERSON
from proofs.verdict import Verdict

CASES = ("differs-in-case", "incomplete-case")
"""Codes of messages about an answer in cases, of which one or some are right."""

RULES: tuple[tuple[str, Callable[[Verdict], bool]], ...] = (
    # the first that applies
    ("missing", lambda v: v.verdict == "missing"),
    ("false-link", lambda v: v.accepted and any(link.holds is False for link in v.links)),
    ("accepted", lambda v: v.accepted),
    ("transposed", lambda v: v.verdict == "transposed"),
    ("one-case", lambda v: v.message.code in CASES and _right_in_a_case(v)),
    ("wrong", lambda v: v.refused),
    (PERSON, lambda v: True),
)


def rule(verdict: Verdict) -> str:
    """The rule for one verdict.

    >>> from proofs.verdict import Link, Note
    >>> rule(Verdict("f", "proved", Note(""), links=(Link("x", False, 1, 1),))), rule(Verdict("b.3", "prose", Note("")))
    ('false-link', 'person')
    """
    return next(name for name, applies in RULES if applies(verdict))


def _right_in_a_case(verdict: Verdict) -> bool:
    return verdict.message.code == "incomplete-case" or bool(verdict.message.values.get("holds_in"))


def contested(verdicts: Sequence[Verdict]) -> bool:
    """Whether one part was answered both right and wrong, so that a person should look whatever the rule gives."""
    answers = [answer for each in verdicts for answer in (each.answers or (each,))]
    return any(a.accepted for a in answers) and any(a.refused for a in answers)
