"""What the words behind a derivative of a function of a number say of it at a point, held by its value there: "at $x = 0$ it is $1/4$"."""

import re

from derive import expression as x
from derive.problem import Part
from derive.reading.elaborate import Reader
from derive.traversal import replaced
from derive.words.plain import plain
from derive.words.points import AT_A_POINT, IS_AT_A_POINT, MOST_AT_A_POINT
from proofs.answers.account.differentiated import thing_at
from proofs.answers.claims.meaning import Claim
from proofs.answers.claims.script import Script
from proofs.answers.claims.sides import read_side
from proofs.answers.deciding.outcome import equal_in

_MARK = re.compile(r"⟦[^⟧]*⟧")


def told_at_a_point(
    claim: Claim, value: x.Expression, script: Script, part: Part
) -> tuple[tuple[int, int], bool] | None:
    """The numbers of the formulas, a point and a value, of the words right behind a claim that tell what it is there, and whether that is true."""
    behind = plain(script.around(claim.equation.passage)[1])
    found = AT_A_POINT(behind) or IS_AT_A_POINT(behind) or MOST_AT_A_POINT(behind)
    if found is None or part.place.argument is None:
        return None
    at, told = (int(found[name][1:-1]) for name in ("at", "value"))
    chains, thing = script.formulas[at].chains, thing_at(told, script, part)
    if len(chains) != 1 or chains[0].operators != ("=",) or thing is None or thing.value is None:
        return None
    reader = Reader(part.notation, part.place)
    left, right = (read_side(reader, side).value for side in chains[0].sides)
    if left != part.place.argument or right is None:
        return None
    return (at, told), equal_in(part, replaced(value, left, right), thing.value) is True


def without_point(words: str) -> str:
    """The words behind a claim without those that tell what it is at a point."""
    marks = list(_MARK.finditer(words))
    return f".{words[marks[1].end() :]}" if len(marks) > 1 else words
