"""Sentences by which a term of the value before them is said to be gone, or to be all that is left: "The second term cancels."

They are asked as a row of the table in `rules`, which shows an example.
"""

from typing import TYPE_CHECKING

from derive.words.clauses import Clause, clauses_of
from derive.words.descriptions import words_of

if TYPE_CHECKING:
    from derive.words.rules import Near

_TERMS = words_of("term terms summand summands part parts piece bracket pair pairs contribution sum 项 部分")
_WHICH = words_of("first second third last latter former the_latter the_former positive negative both")
_GONE = words_of(
    """vanish vanishes vanished cancel cancels cancelled canceled disappear disappears drops_out drop_out dropped_out drops drop dropped falls_away drops_away
    goes_away go_away zero 0 nothing ⟦0⟧ 消失 抵消 为零 零"""
)
_LEFT = words_of(
    "survive survives remain remains contribute contributes is_left are_left updated update updates change changes matter matters"
)


def left_out(clause: Clause, near: "Near") -> bool:
    """A term of the value, told by its place, is said to be gone; or one thing only is said to be left, or to change."""
    return near.kind == "gradient" and not near.leads_on and _left_out(clause)


def says_left_out(lead: str) -> bool:
    """Whether the words before a formula say that a term is gone, and the formula is what is left.

    >>> [says_left_out(each) for each in ("Only the first term survives,", "The last term drops out, which leaves", "The first term is")]
    [True, True, False]
    """
    return any(map(_left_out, clauses_of(lead)))


def _left_out(clause: Clause) -> bool:
    words = [each.text for each in clause.body]
    if clause.reason or clause.has("deny", "cond", "case", "reason"):
        return False
    if words[:1] == ["only"] or words[:2] == ["just", "the"]:
        given = any(each.tags & {"mark", "math", "given", "unknown"} or each.text in _TERMS for each in clause.body[1:])
        return given and bool(_LEFT & set(words))
    at = next((at for at, word in enumerate(words[:6]) if word in _TERMS), None)
    ahead = clause.body[:at] if words and words[0].isascii() else clause.body
    named = at is not None and any(each.text in _WHICH or "given" in each.tags for each in ahead)
    return named and bool(_GONE & set(words[at or 0 :]))
