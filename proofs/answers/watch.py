"""Who decides the answers of a document says which one it is at, so that a process that dies costs that one."""

from collections.abc import Callable
from dataclasses import dataclass

from proofs.verdict import Note, Verdict


def _unheard(number: int) -> None:
    """Where nobody listens."""


@dataclass(frozen=True, slots=True)
class Watch:
    """`begun` hears the number of each answer before it is decided, from 0; those of `lost` are not decided: a process died at them."""

    begun: Callable[[int], None] = _unheard
    lost: frozenset[int] = frozenset()

    def passes(self, number: int) -> bool:
        """Whether an answer is to be decided; that it is now begun."""
        if number in self.lost:
            return False
        self.begun(number)
        return True


UNWATCHED = Watch()


def lost(part: str, text: str) -> Verdict:
    """The verdict on an answer at which the process died."""
    return Verdict(part, "unknown", Note("internal-error", {"detail": "the process that checked it died"}), text=text)


def spent(part: str, text: str, budget: float) -> Verdict:
    """The verdict on an answer whose time ran out."""
    return Verdict(part, "unknown", Note("budget", {"seconds": f"{budget:g}"}), text=text)
