"""A stand-in for the course's `dataset`, with scripted samples, so that its use can be decided exactly."""

from collections.abc import Sequence

from proofs.harness.calls import Runaway


class ScriptedDataset:
    """`sampleTokenIdx()` gives the script, in order, and then, for whoever draws on, the script moved on by one word.

    >>> data = ScriptedDataset([2, 0, 2], outside=0, vocabulary=4)
    >>> [data.sampleTokenIdx() for _ in range(5)], data.draws
    ([2, 0, 2, 3, 3], 5)
    """

    LIMIT = 1_000

    def __init__(self, script: Sequence[int], outside: int, vocabulary: int) -> None:
        self.script = [int(w) for w in script]
        self.others = [w for w in range(vocabulary) if w != outside]
        self.kept = [w for w in self.script if w in self.others]
        self.draws = 0

    def token(self, i: int) -> int:
        """The i-th token of the script and of its continuation."""
        if i < len(self.script):
            return self.script[i]
        if not self.kept:
            return self.others[i % len(self.others)] if self.others else 0
        again = self.kept[(i - len(self.script)) % len(self.kept)]
        return self.others[(self.others.index(again) + 1) % len(self.others)]

    def sampleTokenIdx(self) -> int:
        if self.draws > len(self.script) + self.LIMIT:
            raise Runaway
        self.draws += 1
        return self.token(self.draws - 1)

    def getRandomContext(self, C: int = 5) -> tuple[str, list[str]]:
        """A centre word and its context; here always the same one."""
        return "a", ["b"] * (2 * C)


def kept(script: Sequence[int], outside: int, K: int) -> list[int]:
    """The negatives that a right sampler keeps: the first K tokens of the script that are not `outside`.

    >>> kept([3, 1, 1, 4, 2], outside=1, K=2)
    [3, 4]
    """
    return [w for w in script if w != outside][:K]
