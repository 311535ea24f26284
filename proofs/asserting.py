"""An answer in a cell of an autograded notebook: silent when it is accepted, else an AssertionError that a student can read."""

from typing import Any

from proofs.report.text import Style, paragraph
from proofs.verdict import Verdict


def assert_answer(part: str, latex: str, *, hints: int = 2, lang: str = "en", defs: str = "", **told: Any) -> None:
    r"""Nothing when the answer is accepted; AssertionError with the report of it when it is refused, or cannot be decided.

    `hints`: how much the error tells: 0 the verdict, 1 where, 2 the counterexample and the kind of slip, 3 the nearest right answer;
    `defs`: declarations that stand before the answer; `told`: assignment, budget, form, as `check` takes them. Raises KeyError for a part
    that there is not.

    >>> assert_answer("b.1", r"U(\hat{y} - y)")
    >>> assert_answer("b.1", r"U\hat{y}", hints=0)
    Traceback (most recent call last):
        ...
    AssertionError: b.1: wrong. Not equal to what was asked for.
    """
    __tracebackhide__ = True
    from proofs.verify import check

    verdict = check(part, latex, defs, **told)
    if not verdict.accepted:
        raise AssertionError(told_of(verdict, latex, hints, lang))


def told_of(verdict: Verdict, latex: str, hints: int, lang: str) -> str:
    """The message: one line with the verdict, then what there is to say of it."""
    from proofs.report.fields import leaves
    from proofs.report.json import record

    lines = latex.split("\n")

    def line_of(_: Any, number: int) -> str:
        return lines[number - 1] if 0 < number <= len(lines) else ""

    made = [each for each in leaves([record(verdict, lang, hints)]) if each["verdict"] == verdict.verdict]
    _, *rest = paragraph(made[0], line_of, Style(lang, hints))
    first, *more = [line.removeprefix("    ") for line in rest]
    return "\n".join([f"{verdict.part}: {verdict.verdict}. {first}", *more])
