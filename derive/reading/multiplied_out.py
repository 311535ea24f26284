"""Products and extremes over a range: a product over numbers is multiplied out; of the others it is only known that they are of numbers."""

from fractions import Fraction

from derive import expression as x
from derive.parsing import syntax as s
from derive.parsing.trees import every, key, strip
from derive.reading.ends import MOST
from derive.reading.halves import at_number
from derive.reading.indices import whole
from derive.reading.ranges import read_range
from derive.reading.reader import Reader, Scope


def over_range(reader: Reader, node: s.Big, scope: Scope) -> x.Expression:
    r"""\prod_{k=1}^{3} (x - k), and other big operators that are no sums; factors behind it that do not have the letter stand outside."""
    run = _numbers(node) if node.operator == "prod" else None
    if run is None:
        found = read_range(reader, node.below, node.above, node.body, scope)
        reader.real(node.body, {**scope, **found.scope(reader)})
        raise s.ReadingError(f"{node.operator} over a range is not understood", node.span, "a sum")
    letter, numbers = run
    inside, behind = _split(node.body, letter)
    factors = tuple(reader.real(at_number(inside, letter, number), scope) for number in numbers)
    value: x.Expression = x.Product(factors, span=node.span) if factors else x.Number(Fraction(1), span=node.span)
    return value if behind is None else reader.product([value, reader.read(behind, scope)], node)


def _numbers(node: s.Big) -> tuple[str, range] | None:
    """The letter of k = 1 … 3, and the numbers that it takes; None where an end is no number."""
    below = None if node.below is None else strip(node.below)
    if not isinstance(below, s.Relation) or below.operators != ("=",) or node.above is None:
        return None
    letter, first, last = key(strip(below.sides[0])), _number(below.sides[1]), _number(node.above)
    if letter is None or first is None or last is None:
        return None
    if last - first > MOST:
        raise s.ReadingError("a number as large as this is not followed as an index", node.span, f"at most {MOST}")
    return letter, range(first, last + 1)


def _number(node: s.Syntax) -> int | None:
    inner = strip(node)
    sign, inner = (-1, strip(inner.operand)) if isinstance(inner, s.Signed) and inner.sign == "-" else (1, inner)
    digits = isinstance(inner, s.Numeral) and inner.text.isdecimal()
    return sign * whole(inner.text, inner.span, MOST) if digits and isinstance(inner, s.Numeral) else None


def _split(body: s.Syntax, letter: str) -> tuple[s.Syntax, s.Syntax | None]:
    """The factors up to the last one that has the letter, and those behind it."""
    if not isinstance(body, s.Juxtaposition):
        return body, None
    last = max((k for k, each in enumerate(body.factors) if letter in map(key, every(each))), default=len(body.factors))
    rest = body.factors[last + 1 :]
    if not rest:
        return body, None
    ahead = s.Juxtaposition(body.factors[: last + 1], body.operators[:last], span=body.span)
    return ahead, s.Juxtaposition(rest, body.operators[last + 1 :], span=body.span)
