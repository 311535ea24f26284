"""What one reading of an answer comes to, before it is written up as a verdict."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from derive import expression as x
from derive.elaboration.open_lengths import fitted
from derive.nodes import Kept, once
from derive.parsing import syntax as s
from derive.problem import Part
from derive.traversal import free_indices
from proofs.answers.claims.meaning import Claim, Meaning
from proofs.identity import Judge, Setting, Witness, equal
from proofs.verdict import ACCEPTED, Note

RANK = {
    word: k
    for k, word in enumerate(
        (
            *ACCEPTED,
            "incomplete",
            "transposed",
            "wrong-target",
            "wrong",
            "unknown",
            "prose",
            "wrong-shape",
            "unreadable",
        )
    )
}

AIMS = (("same", "special", "general"), ("column",), ("unnamed",), ("bare",), ("other",))
"""Which claims are the answer: those that name what is asked, else those that name nothing, else what stands alone."""


@dataclass(frozen=True, slots=True)
class CheckedLink(Kept):
    """One `=` of a chain: its right side and place, and the two values that are compared; whether it holds is found when it is asked for."""

    syntax: s.Syntax
    place: s.Span
    left: x.Expression | None
    right: x.Expression | None
    condition: x.Condition
    judge: Judge | None
    compare: Callable[[], tuple[bool | None, Note | None]]

    @property
    def holds(self) -> bool | None:
        """Whether it holds by itself; None where that is not decided."""
        return _compared(self)[0]

    @property
    def note(self) -> Note | None:
        """Why it does not."""
        return _compared(self)[1]


@once
def _compared(link: CheckedLink) -> tuple[bool | None, Note | None]:
    return link.compare()


@dataclass(slots=True)
class Outcome:
    """What one reading of an answer comes to."""

    word: str
    message: Note
    meaning: Meaning | None = None
    oriented: bool = False
    """Whether under one of the readings that were tried it mattered how the assignment's matrix lies."""
    claim: Claim | None = None
    final: x.Expression | None = None
    truth: x.Expression | None = None
    condition: x.Condition = x.ALWAYS
    judge: Judge | None = None
    sizes: Any = None
    final_holds: bool | None = None
    links: list[CheckedLink] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    claimed: x.Expression | None = None
    place: s.Span | None = None
    target: str = "unnamed"
    witness: Witness | None = None
    """A point that refutes it, where one was found already."""
    beside: tuple["Outcome", ...] = ()
    """The other ends of the same answer, each of a case of its own, where several together are the answer."""

    @property
    def aim(self) -> str:
        """What the claim is about, see AIMS."""
        return (
            "bare"
            if self.target == "unnamed" and self.claim is not None and self.claim.role != "gradient"
            else self.target
        )

    def is_value(self, value: x.Expression) -> bool:
        """Whether an expression is found to be what is asked for."""
        if self.truth is None or self.judge is None or value.shape != self.truth.shape:
            return False
        return equal(self.truth, value, self.judge.setting, self.condition) is True

    @property
    def standing(self) -> tuple[int, int, int]:
        """The better of two readings is the one that accepts, then the one under which more of the author's lines hold."""
        false = sum(1 for link in self.links if link.holds is False)
        true = sum(1 for link in self.links if link.holds is True)
        return (RANK.get(self.word, 99), false, -true)


def setting_of(part: Part, expressions: Iterable[x.Node] = ()) -> Setting:
    """What may vary in a part; indices that an answer leaves open vary too."""
    open_ones = {index for each in expressions for index in free_indices(each)} - set(part.free)
    extra = tuple(sorted(open_ones, key=lambda index: (index.over, index.name)))
    return Setting((*part.free, *extra), part.maps, part.assumptions, part.constraints)


def equal_in(part: Part, left: x.Expression, right: x.Expression, condition: x.Condition = x.ALWAYS) -> bool | None:
    """Whether two values are the same in a part, decided by the exact test; None where it does not decide.

    A shape that one of them leaves open is that of the other; values of different shapes are not the same.
    """
    left, right = fitted(left, right.shape), fitted(right, left.shape)
    return left.shape == right.shape and equal(left, right, setting_of(part, [left, right, condition]), condition)
