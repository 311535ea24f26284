"""One example on one function: what it did, what it should have done, and the verb to call it again."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np

from proofs.courses.cs224n_a2.harness.adapters import Adapter, Returned, call, read_answer
from proofs.courses.cs224n_a2.harness.edits import EDITS
from proofs.courses.cs224n_a2.harness.sampler import ScriptedDataset
from proofs.courses.cs224n_a2.harness.subjects import Parts, Subject, unit
from proofs.harness import tolerance
from proofs.harness.calls import CallResult, Guard
from proofs.harness.cases import Case
from proofs.harness.shrink import Edit


@dataclass(eq=False)
class Trial:
    """A case, run once when it is first looked at."""

    subject: Subject
    function: Callable[..., Any]
    case: Any
    guard: Guard
    adapter: Adapter = field(default_factory=Adapter)

    @property
    def edits(self) -> Sequence[Edit]:
        """What makes the case smaller."""
        return EDITS

    def run(self, case: Case | None = None) -> CallResult:
        return call(self.subject, self.function, self.case if case is None else case, self.guard, self.adapter)

    def at(self, case: Case) -> "Trial":
        """The same function on another case."""
        return Trial(self.subject, self.function, case, self.guard, self.adapter)

    @cached_property
    def outcome(self) -> CallResult:
        return self.run()

    @property
    def draws(self) -> int:
        """How many tokens the function has drawn."""
        return sum(each.draws for each in self.outcome.arguments.values() if isinstance(each, ScriptedDataset))

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
    def answer(self) -> Returned:
        answer = read_answer(self.outcome.value, self.truth, self.subject)
        answer.parts["draws"] = np.asarray(self.draws)
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
