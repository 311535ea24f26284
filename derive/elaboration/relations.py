"""Conditions, whoever reads them: several of them, "not", words that only lead to one, chains of relations, an order of numbers, "otherwise".

What two sides have to do with each other is for the reader to say, which knows what its letters stand for.
"""

import re
from collections.abc import Callable

from derive import expression as x
from derive.parsing import syntax as s
from derive.parsing.trees import key, strip
from derive.parsing.vocabulary import only_leads
from derive.words.inside import FILLERS, NEGATION, OTHERWISE

Relates = Callable[[s.Syntax, str, s.Syntax], x.Condition]
"""What one relation says: its left side, its sign, its right side."""
ORDER = ("<", "<=", ">", ">=")


def read_condition(node: s.Syntax, relates: Relates) -> x.Condition:
    """A condition; ReadingError where it is none."""
    node = strip(node)
    if isinstance(node, s.Group) and node.opening == "\\{":
        return read_condition(node.inner, relates)
    if isinstance(node, s.Relation):
        pairs = zip(node.sides, node.operators, node.sides[1:], strict=False)
        return _together([relates(*each) for each in pairs])
    parts = _parts(node)
    meant = [part for part in parts if not is_silent(part)]
    if len(meant) == 2 and key(meant[0]) in NEGATION and holds_relation(meant[1]):
        return x.Not(read_condition(meant[1], relates))
    if len(meant) == 1 or (meant and not isinstance(node, s.Juxtaposition)):
        return _together([read_condition(part, relates) for part in meant])
    raise s.ReadingError("this is not a condition", node.span, "a condition such as w = o or x > 0")


def _parts(node: s.Syntax) -> tuple[s.Syntax, ...]:
    """What stands side by side in a condition; nothing where it is no list."""
    if isinstance(node, s.Applied):
        return (node.formula, node.condition)
    if isinstance(node, s.Listing):
        return node.items
    return node.factors if isinstance(node, s.Juxtaposition) and not any(node.operators) else ()


def of_case(
    node: s.Syntax, read: Callable[[s.Syntax], x.Condition], worded: Callable[[str, s.Syntax], x.Condition]
) -> x.Condition:
    """The condition of a case, "otherwise" included; the whole of it is read, by `read`, and by `worded` where it is told in words."""
    node = strip(node)
    if isinstance(node, s.Words) or (isinstance(node, s.Name) and len(node.name) > 2):
        text = node.text if isinstance(node, s.Words) else node.name
        return x.ALWAYS if is_rest(text) else worded(text, node)
    if isinstance(node, s.Relation) and node.operators == ("=",) and is_rest(key(strip(node.sides[1])) or ""):
        return x.ALWAYS
    if isinstance(node, s.Applied) and isinstance(node.formula, s.Words) and isinstance(node.condition, s.Words):
        return worded(f"{node.formula.text} {node.condition.text}", node)
    parts = _parts(node)
    others = [part for part in parts if not (isinstance(part, s.Words) and is_rest(part.text))]
    if len(others) == len(parts):
        return read(node)
    return x.All(tuple(read(part) for part in others))


def _together(found: list[x.Condition]) -> x.Condition:
    return found[0] if len(found) == 1 else x.All(tuple(found))


def is_silent(node: s.Syntax) -> bool:
    """Whether this is nothing, or words that only lead to a condition: "if", "for all", 当."""
    node = strip(node)
    return only_leads(node.text) if isinstance(node, s.Words) else isinstance(node, s.Empty)


def holds_relation(node: s.Syntax) -> bool:
    """Whether this is a relation, in brackets or not."""
    inner = strip(node)
    if isinstance(inner, s.Group):
        inner = strip(inner.inner)
    return isinstance(inner, s.Relation)


def compared(left: x.Expression, sign: str, right: x.Expression) -> x.Compare:
    """An order of two numbers, as the tree writes it.

    >>> a, b = x.Symbol("a"), x.Symbol("b")
    >>> compared(a, ">=", b) == x.Compare(b, "<=", a)
    True
    """
    return x.Compare(left, sign, right) if sign in ("<", "<=") else x.Compare(right, sign.replace(">", "<"), left)


def is_rest(text: str) -> bool:
    """Whether words stand for all other cases.

    >>> is_rest("in all other cases"), is_rest("Otherwise."), is_rest("not otherwise")
    (True, True, False)
    """
    words = [
        word if word in OTHERWISE else word.strip(".。") for word in re.split(r"[\s,，:：]+", text.lower()) if word
    ]
    bare = [word for word in words if word not in FILLERS or word in OTHERWISE]
    return all(word in OTHERWISE or (len(word) == 1 and word.isalpha()) for word in bare) and any(
        word in OTHERWISE for word in bare
    )
