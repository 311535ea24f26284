"""What is said of an answer: one frozen record. Its words and notes, which the reports read too, are `proofs.verdict_words`."""

from dataclasses import dataclass, field, replace
from typing import Any

from proofs.language import language
from proofs.verdict_words import ACCEPTED, REFUSED, UNDECIDED, WEIGHT, Note, exit_status, formula_alone, weakest

__all__ = [
    "ACCEPTED", "REFUSED", "UNDECIDED", "WEIGHT", "Counterexample", "Link", "Note", "Verdict", "exit_status", "formula_alone",
    "weakest",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Link:
    """One `=` of a chain: what stands on its right, whether it holds (None: not decided), and its place (1-based)."""

    text: str
    holds: bool | None
    line: int
    column: int
    note: Note | None = None


@dataclass(frozen=True, slots=True)
class Counterexample:
    """A point in small integers where interval arithmetic separates the answer from the gradient.

    `sizes`: V, d, K, m as they apply; `values`: name → nested lists of numbers, indices by name; `answer`, `gradient`: the two
    values there, rounded for print; `entry`: which entry differs, 1-based, or None for a scalar; `case`: "w = o" and the like.
    """

    sizes: dict[str, int]
    values: dict[str, Any]
    answer: Any
    gradient: Any
    entry: tuple[int, ...] | None = None
    case: str | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """The record of one answer, as CONTRACT prescribes it for JSON (`proofs.report.json`).

    `convention`: "layout", how the value lies, and under the name of the assignment's matrix, if it has one, how the author's lies.
    `line`, `column`: where the answer starts, from 1, in `file` (empty: the document itself, not one that it includes) and, of a
    notebook, in `cell`. `assignment`: which one the part is of, unless it is the default one.
    """

    part: str
    verdict: str
    message: Note
    id: str | None = None
    reading: str = ""
    links: tuple[Link, ...] = ()
    final_holds: bool | None = None
    in_asked_form: bool = True
    claimed: str = ""
    target: str = ""
    convention: dict[str, str | None] = field(default_factory=lambda: {"layout": None})
    sizes: str | dict[str, int] | None = None
    assumptions: tuple[str, ...] = ()
    counterexample: Counterexample | None = None
    mistake: str | None = None
    repair: dict[str, Any] | None = None
    notes: tuple[Note, ...] = ()
    line: int = 1
    column: int = 1
    text: str = ""
    seconds: float = 0.0
    answers: tuple["Verdict", ...] = ()
    file: str = ""
    cell: int | None = None
    assignment: str = ""

    @property
    def accepted(self) -> bool:
        """Whether the word is one of those that accept."""
        return self.verdict in ACCEPTED

    @property
    def refused(self) -> bool:
        """Whether the word is one of those that refuse."""
        return self.verdict in REFUSED

    def _repr_html_(self) -> str:
        from proofs.report.html import verdict_html

        return verdict_html(self, language(), macros=self.text)

    def _repr_latex_(self) -> str:
        from proofs.notebook.verdicts import verdict_latex

        return verdict_latex(self, language())


def taken_back(verdict: Verdict, against: Note | None) -> Verdict:
    """The verdict on an answer of which the document says elsewhere that it does not stand, or means something else."""
    if against is None or verdict.verdict not in ACCEPTED:
        return verdict
    notes = (*verdict.notes, formula_alone(verdict.verdict))
    return replace(verdict, verdict="ambiguous", message=against, notes=notes)
