"""One answer of a document, and what it comes to: asked for its layout, for where it ends and for its verdict, decided once."""

from collections.abc import Hashable
from dataclasses import dataclass
from typing import NamedTuple

from derive import expression as x
from derive.parsing.macros import NO_MACROS, Macros
from derive.problem import Part, Problem
from derive.reading.context import Definition
from proofs.answers.claims.conventions import Conventions
from proofs.answers.claims.script import Script
from proofs.answers.decide import decide
from proofs.answers.deciding.outcome import Outcome
from proofs.answers.deciding.targets import turns
from proofs.documents.document import Block
from proofs.identity.memory import Store
from proofs.verdict import ACCEPTED

OUTCOMES: Store[tuple[Problem, Outcome]] = Store(64)
"""So many outcomes are remembered: those of one document, with all that was computed for them."""


class Fit(NamedTuple):
    """Whether an answer is right under a convention, and whether it reads otherwise where the assignment's matrix lies the other way."""

    right: bool
    oriented: bool


STANDINGS: Store[tuple[Problem, Fit]] = Store(2048, 1_000_000)
"""Of so many answers it is remembered whether they are right, of so many characters together."""


@dataclass(slots=True)
class Answer:
    """One answer: the part it is for, the equations that make it up, and where it stands."""

    part: Part
    script: Script
    block: Block
    lettered: bool = False  # by its letter alone, not by what it says
    earlier: tuple[Definition, ...] = ()
    complement: x.Condition | None = None
    others: tuple["Answer", ...] = ()
    """The other answers to its part, of which one may be about the special case alone; then this one may be for the rest."""
    macros: Macros = NO_MACROS

    @property
    def text(self) -> str:
        """The text of the block that it stands in."""
        return self.block.text

    @property
    def start(self) -> int:
        """Where in the block it begins."""
        return self.script.equations[0].span[0] if self.script.equations else 0

    def key(self, problem: Problem) -> Hashable:
        """All that says what it claims; where it stands, and what the author declared elsewhere, is not in it."""
        chosen = tuple((each.span, len(each.conditions), len(each.negated)) for each in self.script.equations)
        macros = self.macros.within(self.text)
        others = tuple(each.text for each in self.others)
        return (id(problem), self.part.id, self.text, chosen, self.earlier, self.complement, others, macros)

    def decided(self, problem: Problem, declared: Conventions, assumed: x.Condition = x.ALWAYS) -> Outcome:
        """What it comes to under what its author has declared; to be read only, since the next who asks gets the same."""

        def made() -> tuple[Problem, Outcome]:
            return problem, decide(self.script, problem, self.part, declared, self.earlier, assumed)

        return OUTCOMES.get((self.key(problem), tuple(declared.candidates()), assumed), made)[1]

    def accepted(self, problem: Problem, declared: Conventions) -> bool:
        """Whether it is right under what its author has declared."""
        return self.standing(problem, declared).right

    def standing(self, problem: Problem, declared: Conventions) -> Fit:
        """Whether it is right under what its author has declared, and whether its layout matters to that."""

        def made() -> tuple[Problem, Fit]:
            outcome = self.decided(problem, declared)
            return problem, Fit(outcome.word in ACCEPTED, outcome.oriented or turns(self.part))

        return STANDINGS.get((self.key(problem), tuple(declared.candidates())), made, len(self.text))[1]
