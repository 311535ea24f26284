"""What is known of an answer already: it stood in another document, in a draft, or in the same document before one line was changed.

Everything that a verdict hangs on is in the key: the text, which of its equations are the answer, what the author has declared and
defined before. Where the answer stands is not: places in a verdict are put there afterwards.
"""

from collections.abc import Callable, Hashable

from derive.problem import Problem
from proofs.answers.answer import Answer
from proofs.answers.claims.conventions import Conventions
from proofs.identity.memory import Store
from proofs.verdict import Verdict

VERDICTS: Store[tuple[Problem, Verdict]] = Store(1024, 1_000_000)
"""So many verdicts are remembered, on texts of so many characters together."""


def recalled(
    answer: Answer, declared: Conventions, problem: Problem, told: Hashable, decide: Callable[[], Verdict]
) -> Verdict:
    """The verdict on an answer, its places offsets in the text; decided where it was not met before."""
    key = (told, answer.key(problem), declared.orientation, frozenset(declared.rows), frozenset(declared.columns))
    _, verdict = VERDICTS.get(key, lambda: (problem, decide()), len(answer.text))
    return verdict
