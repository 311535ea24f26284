"""What this arithmetic cannot carry, and why."""

from typing import Any

from proofs.verdict_words import Note


class Undecidable(ValueError):  # noqa: N818 - it says what the expression is, not that someone erred
    """The expression leaves what this arithmetic can carry (an exponential nested too deep, a second derivative, …): why, by its code."""

    def __init__(self, code: str, **values: Any):
        super().__init__(" ".join([code, *map(str, values.values())]))
        self.reason = Note(code, values)


class TooLarge(Undecidable):
    """More values than are computed at once."""


def why(error: Exception) -> Note | str:
    """Why something is not decided: the reason of what is Undecidable, the words of any other error."""
    return error.reason if isinstance(error, Undecidable) else str(error)
