"""Values by cases: rows of a value and its condition, "otherwise", conditions in a few plain words, formulas with a condition beside them."""

import re
from fractions import Fraction

from derive import expression as x
from derive.reading import syntax as s
from derive.reading.conditions import is_rest
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
    node = strip(node)
    if isinstance(node, s.Words) or (isinstance(node, s.Name) and len(node.name) > 2):
        text = node.text if isinstance(node, s.Words) else node.name
        if is_rest(text):
            return x.ALWAYS
        return _in_words(reader, text, node)
    if isinstance(node, s.Relation) and node.operators == ("=",) and is_rest(key(strip(node.sides[1])) or ""):
        return x.ALWAYS
    if isinstance(node, s.Applied) and isinstance(node.formula, s.Words) and isinstance(node.condition, s.Words):
        return _in_words(reader, f"{node.formula.text} {node.condition.text}", node)
    parts = _parts(node)
    rest = [part for part in parts if isinstance(part, s.Words) and is_rest(part.text)]
    if rest:
        others = [part for part in parts if part not in rest]
        if not others:
            return x.ALWAYS
        return x.All(tuple(condition(reader, part, scope) for part in others))
    return condition(reader, node, scope)


def _parts(node: s.Syntax) -> tuple[s.Syntax, ...]:
    if isinstance(node, s.Listing):
        return node.items
    if isinstance(node, s.Applied):
        return (node.formula, node.condition)
    if isinstance(node, s.Juxtaposition) and not any(node.operators):
        return node.factors
    return (node,)


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
