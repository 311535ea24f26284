r"""Sets that an index runs over: a declared one, {1, …, K}, {−m, …, −1, 1, …, m}, V \\ {o}, {j : w_j = w_s}, \{o, c\}.

>>> from derive.stating import state
>>> asked = state(r"\sum_{i \in S \setminus \{k\}} x_i^2", "x", declare=["S: set n", "x: n", "k: index n"])
>>> asked.loss.index.over
'n'
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from derive import expression as x
from derive.elaboration.relations import is_silent
from derive.parsing import syntax as s
from derive.parsing.trees import every, key, strip

if TYPE_CHECKING:
    from derive.elaboration.reader import Reader

CLOSES = {"[": "]", "(": ")"}


def set_builder(reader: "Reader", node: s.Syntax) -> s.Syntax | None:
    """What stands in the braces of {j : w_j = w_s}, of a set of the author's own too; None for any other set."""
    node = strip(reader.written(key(strip(node)) or "") or node)
    if isinstance(node, s.Group) and node.opening == "\\{" and has_conditions(node.inner):
        return node.inner
    return None


def has_conditions(node: s.Syntax) -> bool:
    """Whether braces hold a condition, not members."""
    return any(isinstance(each, s.Relation | s.Applied) for each in every(node))


def size_of_set(reader: "Reader", node: s.Syntax) -> x.Size | None:
    """The index set that a set's name or its members stand for, None where they are not all of one."""
    opening = node.opening if isinstance(node, s.Group) else ""
    if isinstance(node, s.Group) and node.closing != CLOSES.get(node.opening, node.closing):
        return None  # [1, V) leaves out its end
    node = strip(node)
    node = strip(node.inner) if isinstance(node, s.Group) else node
    items = items_of(node)
    if len(items) > 1:
        return run(reader, items, opening)
    word = key(node)
    if word is None:
        return None
    own = reader.written(word) if not opening else None
    if own is None:
        return reader.set_named(word, node)
    told = size_of_set(reader, own)
    return reader.set_in_spite_of(word, node) if told is None else told


def limits(node: s.Syntax | None) -> list[s.Syntax]:
    """The limits as a flat list of conditions."""
    if node is None:
        return []
    node = strip(node)
    if isinstance(node, s.Listing):
        return [each for item in node.items for each in limits(item)]
    if isinstance(node, s.Applied):
        return limits(node.formula) + limits(node.condition)
    if isinstance(node, s.Group) and node.opening == "\\{" and has_conditions(node.inner):
        return limits(node.inner)
    if isinstance(node, s.Relation) and set(node.operators) == {":"}:
        return [each for side in node.sides for each in limits(side)]
    if isinstance(node, s.Juxtaposition) and any(is_silent(factor) for factor in node.factors):
        return [each for factor in node.factors if not is_silent(factor) for each in limits(factor)]
    return [] if is_silent(node) else [node]


def items_of(node: s.Syntax) -> list[s.Syntax]:
    """The members of a list, with or without commas between them and the dots."""
    if isinstance(node, s.Listing):
        return [each for item in node.items for each in items_of(strip(item))]
    if isinstance(node, s.Juxtaposition) and any(isinstance(strip(each), s.Dots) for each in node.factors):
        return [strip(each) for each in node.factors]
    return [node]


def run(reader: "Reader", items: list[s.Syntax], opening: str) -> x.Size | None:
    """1, 2, …, K without a gap, from the first to the last; −m, …, m; the interval [1, K]."""
    words = [_number(reader, item) for item in items]
    window = reader.window(words[0], words[-1])
    dots = [k for k, word in enumerate(words) if word == "…"]
    if not dots and (len(words) > 2 or opening != "["):
        return None
    if window is not None:
        return window if not dots or words[1:-1] in _BETWEEN else None
    if not dots:
        return reader.size_of(words[1]) if words[0] == "1" else None
    ahead = words[: dots[0]]
    if len(dots) > 1 or dots[0] != len(words) - 2 or ahead != [str(k + 1) for k in range(len(ahead))] or not ahead:
        return None
    return reader.size_of(words[-1])


_BETWEEN = (["…"], ["…", "-1", "1", "…"], ["…", "-1", "0", "1", "…"], ["…", "0", "…"])
"""What may stand between −m and m."""


def _number(reader: "Reader", node: s.Syntax) -> str:
    """A member as a word: "1" for 1 and w_1, "…" for dots."""
    node = strip(node)
    if isinstance(node, s.Dots):
        return "…"
    if isinstance(node, s.Signed) and node.sign == "-":
        return "-" + _number(reader, node.operand)
    if isinstance(node, s.Scripted) and node.below is not None and reader.is_numbered(node):
        return _number(reader, node.below)
    if isinstance(node, s.Group) and node.opening == "|":
        return key(strip(node.inner)) or "?"
    return key(node) or "?"


def leaves_out_zero(node: s.Syntax) -> bool:
    """Whether the members of {−m, …, −1, 1, …, m} pass over 0."""
    inner = strip(node)
    inner = strip(inner.inner) if isinstance(inner, s.Group) else inner
    words = [key(strip(item)) for item in inner.items] if isinstance(inner, s.Listing) else []
    return "1" in words and "0" not in words


def difference(node: s.Syntax) -> tuple[s.Syntax, list[s.Syntax]]:
    """V \\ {o}: the set, and what is taken out of it."""
    inner = strip(node)
    if (
        isinstance(inner, s.Additive)
        and len(inner.terms) == 2
        and isinstance(inner.terms[1], s.Signed)
        and inner.terms[1].sign == "-"
    ):
        return inner.terms[0], members(inner.terms[1].operand)
    if isinstance(inner, s.Juxtaposition) and len(inner.factors) == 2 and inner.operators[0] in ("setminus", "/"):
        return inner.factors[0], members(inner.factors[1])
    return node, []


def one_of(node: s.Syntax, same: Callable[[s.Syntax], x.Condition]) -> x.Condition:
    r"""What says of every member of a set \{k, l\} that something is the `same`: one of them is."""
    group = strip(node)
    written = isinstance(group, s.Group) and group.opening == "\\{" and not has_conditions(group.inner)
    if not written or any(isinstance(strip(each), s.Dots) for each in members(group)):
        raise s.ReadingError("this set is not understood", node.span, "members such as \\{k, l\\}")
    found = tuple(same(each) for each in members(group))
    return found[0] if len(found) == 1 else x.Some(found)


def members(node: s.Syntax) -> list[s.Syntax]:
    """The members of a set that is written out."""
    node = strip(node)
    inner = strip(node.inner) if isinstance(node, s.Group) and node.opening == "\\{" else node
    return list(inner.items) if isinstance(inner, s.Listing) else [inner]
