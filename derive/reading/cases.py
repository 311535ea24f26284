"""Values by cases: rows of a value and its condition, "otherwise", conditions in a few plain words, formulas with a condition beside them."""

import re
from fractions import Fraction

from derive import expression as x
from derive.reading import syntax as s
from derive.reading.conditions import of_case
from derive.reading.context import every, key, strip
from derive.reading.indices import condition
from derive.reading.open_lengths import polymorphic
from derive.reading.reader import Reader, Scope

UNDEFINED = frozenset(
    ["undefined", "undef", "undef.", "dne", "nan", "n/a", "not defined", "does not exist", "不存在", "未定义", "无定义"]
)
"""What stands in the place of a value where there is none: nothing is claimed there."""
_POSITIVE = re.compile(
    r"(?:(?:if|when|for|where)\s+)?(\w+) is (positive|negative|greater than 0|less than 0)", re.IGNORECASE
)


def branches(reader: Reader, node: s.Branches, scope: Scope) -> x.Expression:
    """Cases; a last row without a condition, or with "otherwise", takes the rest."""
    rows: list[tuple[x.Expression, x.Condition]] = []
    for value, test in node.rows:
        if (key(value) or "").lower() in UNDEFINED:
            _at_the_kink(reader, test)
            continue
        last = value.sides[-1] if isinstance(value, s.Relation) and set(value.operators) == {"="} else value
        rows.append((reader.read(last, scope), case_condition(reader, test, scope)))
    if not rows:
        raise s.ReadingError("there are no cases here", node.span, "a case such as v_c & w = o")
    shape = next((value.shape for value, _ in rows if value.shape != x.SCALAR), x.SCALAR)
    return x.Cases(tuple((polymorphic(value, shape), test) for value, test in rows), span=node.span)


def _at_the_kink(reader: Reader, test: s.Syntax | None) -> None:
    """ReadingError where a function of a number is said to have no derivative elsewhere than at 0."""
    inner = None if test is None else strip(test)
    for each in every(inner) if inner is not None and reader.place.argument is not None else ():
        if isinstance(each, s.Relation) and (
            each.operators != ("=",) or "0" not in {key(strip(side)) for side in each.sides}
        ):
            raise s.ReadingError("the derivative is said not to exist here", each.span, "a value")


def case_condition(reader: Reader, node: s.Syntax | None, scope: Scope) -> x.Condition:
    """The condition of a case, "otherwise" included; the whole of it is read."""
    if node is None:
        return x.ALWAYS
    return of_case(node, lambda part: condition(reader, part, scope), lambda text, at: _in_words(reader, text, at))


def _in_words(reader: Reader, text: str, node: s.Syntax) -> x.Condition:
    """x is positive, x is negative."""
    found, argument = _POSITIVE.fullmatch(text.strip()), reader.place.argument
    if found is None or argument is None or found[1] != argument.name:
        raise s.ReadingError("this case is in words", node.span, "a condition such as w = o")
    zero = x.Number(Fraction(0))
    up = found[2].lower() in ("positive", "greater than 0")
    return x.Compare(zero, "<", argument) if up else x.Compare(argument, "<", zero)


def applied(reader: Reader, node: s.Applied, scope: Scope) -> x.Expression:
    """A formula with a condition beside it, which is kept aside: the whole of it must be one."""
    found = condition(reader, node.condition, scope)
    if scope:
        raise s.ReadingError("a condition stands inside of a sum", node.condition.span, "\\mathbb{1}[w = o]")
    reader.aside(found)
    return reader.read(node.formula, scope)
