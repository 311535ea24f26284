"""One example on one function: what it did, what it should have done, and the verb to call it again."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np

from proofs.harness import tolerance
from proofs.harness.adapters import Adapter, Answer, call, read_answer
from proofs.harness.calls import Guard, Outcome
from proofs.harness.cases import Case
from proofs.harness.findings import Severity
from proofs.harness.subjects import Parts, Subject, unit


@dataclass(frozen=True)
class Deviation:
    """A property that does not hold: a code, the part it concerns, both values, and words for the sentence."""

    code: str
    part: str = ""
    expected: Any = None
    got: Any = None
    severity: Severity = "error"
    words: dict[str, Any] = field(default_factory=dict)


@dataclass(eq=False)
class Trial:
    """A case, run once when it is first looked at."""

    subject: Subject
    function: Callable[..., Any]
    case: Any
    guard: Guard
    adapter: Adapter = field(default_factory=Adapter)

    def run(self, case: Case | None = None) -> Outcome:
        return call(self.subject, self.function, self.case if case is None else case, self.guard, self.adapter)

    def at(self, case: Case) -> "Trial":
        """The same function on another case."""
        return Trial(self.subject, self.function, case, self.guard, self.adapter)

    @cached_property
    def outcome(self) -> Outcome:
        return self.run()

    @cached_property
    def truth(self) -> Parts:
        return self.subject.truth(self.case)

    @cached_property
    def unit(self) -> float:
        return unit(self.case)

    @cached_property
    def bounds(self) -> Parts:
        return self.subject.bounds(self.case, self.unit)

    @cached_property
    def single_bounds(self) -> Parts:
        return self.subject.bounds(self.case, tolerance.UNIT["float32"])

    @cached_property
    def answer(self) -> Answer:
        answer = read_answer(self.outcome.value, self.truth, self.subject)
        answer.parts["draws"] = np.asarray(self.outcome.draws)
        if "calls" in self.subject.parts:
            answer.parts["calls"] = np.asarray(len(self.outcome.arguments["f"].calls))
        return answer

    @property
    def parts(self) -> Parts | None:
        """The parts as the truth is shaped, or None where the call gave no such answer."""
        if self.outcome.how != "returned" or self.answer.fault:
            return None
        return self.answer.parts

    def ratio(self, part: str, single: bool = False) -> float:
        """Error over bound: at most 1 for a right program."""
        parts = self.parts
        if parts is None:
            return float("inf")
        return tolerance.worst_ratio(
            parts[part], self.truth[part], (self.single_bounds if single else self.bounds)[part]
        )
