"""The words of a verdict: which there are, in what order they weigh, and the notes that say why."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from derive.elaboration.context import Remark

ACCEPTED = ("proved", "equal-up-to", "equal-numerically")
REFUSED = ("wrong", "wrong-shape", "transposed", "wrong-target")
UNDECIDED = ("wrong-form", "incomplete", "missing", "ambiguous", "prose", "unreadable", "unknown")

# The verdict of a part with several answers is the first of these that occurs among them.
WEIGHT = (
    *REFUSED, "unreadable", "unknown", "ambiguous", "wrong-form", "incomplete", "missing", "prose", *reversed(ACCEPTED)
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Note:
    """A sentence by its stable code and what fills it; `proofs.report.wording` has it in each language."""

    code: str
    values: dict[str, Any] = field(default_factory=dict, hash=False)

    @classmethod
    def of(cls, remark: "Remark") -> "Note":
        """What a reader remarked, as a sentence."""
        return cls(remark.code, dict(remark.values))


def formula_alone(word: str) -> Note:
    """What is still known of an answer that was not accepted for what stands beside its formula: how the formula itself came out."""
    return Note("formula-alone", {"verdict": word})


def weakest(verdicts: list[str]) -> str:
    """The word that stands for several answers of one part: the first of WEIGHT among them.

    >>> weakest(["proved", "wrong", "prose"])
    'wrong'
    >>> weakest(["proved", "equal-up-to"])
    'equal-up-to'
    """
    return min(verdicts, key=WEIGHT.index)


def exit_status(verdicts: list[str]) -> int:
    """0 all accepted; 1 something refused; 3 nothing refused, but something neither accepted nor refused."""
    if any(word in REFUSED for word in verdicts):
        return 1
    return 3 if any(word not in ACCEPTED for word in verdicts) else 0
