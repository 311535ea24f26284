"""Which part of an assignment a statement of a document answers: as its course tells, or by what the statement claims."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

from derive.course import of_course
from derive.problem import Part, Problem
from derive.reading.context import Convention
from proofs.answers.equations import Statement
from proofs.answers.gradients import derivative_of, gradient, wanted_truth
from proofs.answers.meaning import read_meaning
from proofs.answers.script import Script
from proofs.documents.document import Block, Document
from proofs.verdict import ACCEPTED


class Placing(Protocol):
    """Places the statements of a document one after the other. `lettered`: the parts of this block that its letter alone named."""

    lettered: set[str]

    def begin(self) -> None:
        """A new block begins."""

    def place(self, statement: Statement, hint: str, alone: bool = False) -> str | None:
        """The id of the part that a statement answers; None for helpers. `alone`: nothing else stands in its block."""

    def place_by_formula(self, statement: Statement) -> str | None:
        """The id of the part that a formula without a left side answers."""

    def remember(self, hint: str, part: str) -> None:
        """That a block with this letter held an answer to this part."""

    def serves(self, helper: Statement, part: Part) -> bool:
        """Whether a helper may belong to a part."""

    def kept(self, answers: Sequence[tuple[Block, Part, bool]], document: Document) -> list[bool]:
        """Whether each answer (its block, its part, whether the letter alone named it) is about this assignment."""


def placing_of(problem: Problem) -> Placing:
    """How the documents of an assignment are placed: its course may have a way of its own."""
    course = of_course("proofs", problem.id, "place")
    placing: Placing = ByMeaning(problem) if course is None else course.Placing(problem)
    return placing


@dataclass(slots=True)
class ByMeaning:
    """By what is claimed: parts whose derivative stands on the left, that of the letter first, then the one of which it is true."""

    problem: Problem
    lettered: set[str] = field(default_factory=set)

    def begin(self) -> None:
        self.lettered = set()

    def place(self, statement: Statement, hint: str, alone: bool = False) -> str | None:
        own = [part for part in self.problem.parts if part.id == hint or part.id.startswith(f"{hint}.")] if hint else []
        named = [part for part in self.problem.parts if _names(statement, part, self.problem)]
        found = [part for part in own if part in named] or named
        if found:
            return next((part.id for part in found if _is_true(statement, part, self.problem)), found[0].id)
        if len(own) == 1 and (own[0].kind != "gradient" or statement.goes_on or len(statement.sides) == 1):
            self.lettered.add(own[0].id)
            return own[0].id
        return None

    def place_by_formula(self, statement: Statement) -> str | None:
        found = [part.id for part in self.problem.parts if _is_true(statement, part, self.problem)]
        return found[0] if len(found) == 1 else None

    def remember(self, hint: str, part: str) -> None:
        pass

    def serves(self, helper: Statement, part: Part) -> bool:
        return True

    def kept(self, answers: Sequence[tuple[Block, Part, bool]], document: Document) -> list[bool]:
        return [True] * len(answers)


def _names(statement: Statement, part: Part, problem: Problem) -> bool:
    """Whether the derivative that a part asks for stands on the left of a statement."""
    if part.loss is None or part.variable is None or len(statement.sides) < 2:
        return False
    (claim, *_) = read_meaning(_script(statement), problem, part, Convention(), {}).claims
    truth = derivative_of(part.loss, part.variable)
    return claim.by is not None and wanted_truth(claim, part, Convention(), truth)[1] != "other"


def _is_true(statement: Statement, part: Part, problem: Problem) -> bool:
    """Whether a statement is a right answer to a part that asks for a gradient."""
    if part.kind != "gradient":
        return False
    script = _script(statement)
    return gradient(script, problem, part, read_meaning(script, problem, part, Convention(), {})).word in ACCEPTED


def _script(statement: Statement) -> Script:
    return Script((statement,), (), (), "")
