"""What turns an answer that is itself a condition, "it vanishes when ⟦…⟧", into another statement."""

import re

from derive.words.phrases import UNLESS
from derive.words.plain import plain
from derive.words.sentences import SENTENCE

_UNLESS = re.compile(UNLESS, re.IGNORECASE)
_EVERY = re.compile(r"\W*(?:for )?(?:all|every|each|any|arbitrary)\b|\W*对(?:于)?(?:所有|任意|每)")
_TWICE = re.compile(r"⟦…⟧\W*(?:iff|if and only if|当且仅当|exactly (?:when|if))\W*⟦…⟧")
_AND = re.compile(r"\W*(?:and|or|but|且|或|并且)\W*⟦")
_AND_BEFORE = re.compile(r"⟦[^⟧]*⟧\W*(?:and|or|but|且|或|并且)\W*$")
_OF_ANOTHER = re.compile(
    r"\b(?:loss|cost|infinite|maximal|large)\b|\b(?:is|are|equals?) (?:one|1|nonzero|maximal)\b|损失"
)


def against_a_condition(before: str, behind: str) -> str | None:
    """The words around a condition that make it another one."""
    ahead, after = plain(before), plain(behind)
    own, rest = plain(SENTENCE.split(before)[-1]), plain(SENTENCE.split(behind)[0])
    if _EVERY.match(after) or _TWICE.match("⟦…⟧" + after):
        return after[:40]
    found = (
        _AND.match(after),
        _AND_BEFORE.search(own),
        _OF_ANOTHER.search(f"{own} {rest}"),
        _UNLESS.search(ahead),
        _UNLESS.search(after),
    )
    return next((each[0].strip() for each in found if each), None)
