"""What turns an answer that is itself a condition, "it vanishes when ⟦…⟧", into another statement."""

from derive.words.phrases import UNLESS
from derive.words.plain import plain
from derive.words.saying import Phrases
from derive.words.sentences import SENTENCE

_AND = "(and|or|but|且|或|并且)"
_EVERY = Phrases("behind", "([for] (all|every|each|any|arbitrary)|对[于](所有|任意|每))")
_ONLY_WHEN = Phrases("behind", "(iff|if and only if|当且仅当|exactly (when|if))~X")
_ANOTHER = Phrases("behind", f"{_AND}~X")
_AFTER_ANOTHER = Phrases("before", f"X[,|，]~{_AND}")
_OF_ANOTHER = Phrases(
    "anywhere",
    """
    (loss|cost|infinite|maximal|large|损失)
    (is|are|equals?) (one|1|nonzero|maximal)
    """,
)


def against_a_condition(before: str, behind: str) -> str | None:
    """The words around a condition that make it another one."""
    ahead, after = plain(before), plain(behind)
    own, rest = plain(SENTENCE.split(before)[-1]), plain(SENTENCE.split(behind)[0])
    if _EVERY(after) or _ONLY_WHEN(after):
        return after[:40]
    found = (
        _ANOTHER(after),
        _AFTER_ANOTHER(own),
        _OF_ANOTHER(f"{own} {rest}"),
        UNLESS.search(ahead),
        UNLESS.search(after),
    )
    return next((each[0].strip() for each in found if each), None)
