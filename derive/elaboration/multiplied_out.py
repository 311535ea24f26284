r"""Products from one number to another, \\prod_{k=1}^{3} (x - k), which are multiplied out."""

from fractions import Fraction
from typing import TYPE_CHECKING

from derive import expression as x
from derive.elaboration.context import Scope
from derive.elaboration.norms import whole_number
from derive.nodes import rebuild
from derive.parsing import syntax as s
from derive.parsing.trees import every, key, row, strip

if TYPE_CHECKING:
    from derive.elaboration.reader import Reader

MOST = 200
"""So many factors are written out."""


def multiplied_out(reader: "Reader", node: s.Big, scope: Scope) -> x.Expression | None:
    """The factors for each of some numbers; what stands behind the last of them that has the letter stands outside. None for other products."""
    below = strip(node.below) if node.below is not None else None
    if not isinstance(below, s.Relation) or below.operators != ("=",) or node.above is None:
        return None
    letter, first, last = key(strip(below.sides[0])), whole_number(below.sides[1]), whole_number(node.above)
    if letter is None or first is None or last is None:
        return None
    if max(-first, last, last - first) > MOST:
        raise s.ReadingError("a number as large as this is not followed as an index", node.span, f"at most {MOST}")
    inside, behind = _split(node.body, letter)
    factors = [reader.read(at_number(inside, letter, number), scope) for number in range(first, last + 1)]
    if any(each.shape != x.SCALAR for each in factors):
        raise s.ReadingError("a product of arrays over an index is not understood", node.span, "numbers")
    value: x.Expression = (
        x.Product(tuple(factors), span=node.span) if factors else x.Number(Fraction(1), span=node.span)
    )
    return value if behind is None else reader.product([value, reader.read(behind, scope)], node)


def _split(body: s.Syntax, letter: str) -> tuple[s.Syntax, s.Syntax | None]:
    """The factors up to the last one that has the letter, and those behind it."""
    if not isinstance(body, s.Juxtaposition):
        return body, None
    end = len(body.factors)
    last = max((k for k, each in enumerate(body.factors) if letter in map(key, every(each))), default=end - 1) + 1
    return row(body, 0, last), row(body, last, end) if last < end else None


def at_number(node: s.Syntax, letter: str, number: int) -> s.Syntax:
    """The formula with a number for a letter: w_0 for w_k, x − 3 for x − k."""

    def change(each: s.Syntax) -> s.Syntax:
        if key(each) != letter:
            return rebuild(each, change)
        value = s.Numeral(str(abs(number)), span=each.span)
        return value if number >= 0 else s.Group("(", s.Signed("-", value, span=each.span), ")", span=each.span)

    return change(node)
