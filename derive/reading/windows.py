"""What the offsets of a window run over: half of it, as far as a number, 0 < |j| ≤ m, −5 ≤ j ≤ 5."""

from collections.abc import Callable

from derive import expression as x
from derive.parsing import syntax as s
from derive.parsing.trees import key, plain_words, strip
from derive.reading.indices import whole
from derive.reading.reader import Reader

Ranged = tuple[str, x.Index, list[x.Condition], list[s.Syntax]]
"""A letter, the index that it is, conditions on it, and conditions that are not read yet."""
MOST = 200
"""A range may begin, end or be cut at numbers up to this one, each a condition of its own."""


def after_first(offset: x.Index) -> x.Condition:
    """That an offset is not −m."""
    return x.Before(x.Shift((), (), (), 1, ""), offset)


def before_last(offset: x.Index) -> x.Condition:
    """That an offset is not m."""
    return x.Not(x.Same(offset, x.Ordinal(0, offset.over, end=True)))


HALVES: dict[tuple[str, str], Callable[[x.Index, x.Ordinal], x.Condition]] = {
    ("1", "m"): lambda offset, center: x.Before(center, offset),
    ("0", "m"): lambda offset, center: x.Not(x.Before(offset, center)),
    ("-m", "-1"): x.Before,
    ("-m", "0"): lambda offset, center: x.Not(x.Before(center, offset)),
    ("-m", "m-1"): lambda offset, center: before_last(offset),
    ("-m+1", "-1"): lambda offset, center: x.All((after_first(offset), x.Before(offset, center))),
    ("-m+1", "m"): lambda offset, center: after_first(offset),
    ("-m+1", "m-1"): lambda offset, center: x.All((after_first(offset), before_last(offset))),
    ("1", "m-1"): lambda offset, center: x.All((x.Before(center, offset), before_last(offset))),
}
"""Part of a window by its ends: which offsets it has."""


def half_window(reader: Reader, word: str | None, low: s.Syntax, high: s.Syntax | None, span: s.Span) -> Ranged | None:
    """1 ≤ j ≤ m: half of the window alone."""
    if word is None or high is None or not reader.place.window:
        return None
    found = HALVES.get((reader.edge(plain_words(low)), reader.edge(plain_words(high))))
    index = x.Index(word, reader.offsets, span=span)
    return None if found is None else (word, index, [found(index, x.Ordinal(0, reader.offsets))], [])


def is_magnitude(node: s.Syntax) -> bool:
    """Whether this is a letter between bars, |j|."""
    return isinstance(node, s.Group) and node.opening == "|" and key(strip(node.inner)) is not None


def within(reader: Reader, word: str, sides: tuple[s.Syntax, ...], operators: tuple[str, ...], span: s.Span) -> Ranged:
    """|j| ≤ m, 0 < |j| ≤ m, 1 ≤ |j| ≤ m."""
    index = x.Index(word, reader.offsets, span=span)
    low = (key(sides[0]), operators[0]) if len(sides) == 3 else ("0", "<=")
    if operators[-1] != "<=" or low not in _FROM:
        raise s.ReadingError("this range is not understood", span, "0 < |j| \\le m")
    return word, index, [x.Not(x.Same(index, x.Ordinal(0, reader.offsets)))] if _FROM[low] else [], []


_FROM = {("0", "<="): False, ("0", "<"): True, ("1", "<="): True}
"""Whether such a beginning leaves out the offset 0."""


def numbered_window(reader: Reader, word: str, low: s.Syntax, high: s.Syntax, span: s.Span) -> Ranged:
    """−5 ≤ j ≤ 5: a window of a size of its own."""
    ends = []
    for each in (low, high):
        if isinstance(each, s.Signed) and each.sign not in ("+", "-"):
            raise s.ReadingError("this end of a range is not understood", each.span, "a range such as -5 \\le j \\le 5")
        sign, inner = (-1 if each.sign == "-" else 1, strip(each.operand)) if isinstance(each, s.Signed) else (1, each)
        ends.append(sign * whole(key(inner) or "?", span, MOST))
    index = x.Index(word, reader.offsets, span=span)
    values = tuple(x.Same(index, x.Ordinal(k, reader.offsets)) for k in range(ends[0], ends[1] + 1))
    return word, index, [x.Some(values)], []
