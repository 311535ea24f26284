"""Where a range begins and ends: 1 ≤ s ≤ K, w = 2 … V − 1, behind o, as far as s; of a window all, a part, 0 < |j| ≤ m, −5 ≤ j ≤ 5."""

import re
from collections.abc import Callable

from derive import expression as x
from derive.parsing import syntax as s
from derive.parsing.trees import key, plain_words, strip
from derive.reading.context import Scope
from derive.reading.indices import whole
from derive.reading.reader import Reader
from derive.reading.unsaid import guessed

Ranged = tuple[str, x.Index, list[x.Condition], list[s.Syntax]]
"""A letter, the index that it is, conditions on it, and conditions that are not read yet."""
End = tuple[str, int]
"""A name, "" for none, and how much is added to it."""
MOST = 200
"""A range may begin, end or be cut at numbers up to this one, each a condition of its own."""
_END = re.compile(r"(?P<name>-?[^\d+-][^+-]*)?(?P<step>[+-]?\d+)?")

Cut = Callable[[x.Index, x.Ordinal], x.Condition] | None
FROM: dict[End, Cut] = {
    ("-m", 0): None,
    ("-m", 1): lambda offset, center: x.Before(x.Shift((), (), (), 1, ""), offset),
    ("", 0): lambda offset, center: x.Not(x.Before(offset, center)),
    ("", 1): lambda offset, center: x.Before(center, offset),
}
TO: dict[End, Cut] = {
    ("m", 0): None,
    ("m", -1): lambda offset, center: x.Not(x.Same(offset, x.Ordinal(0, offset.over, end=True))),
    ("", -1): lambda offset, center: x.Before(offset, center),
    ("", 0): lambda offset, center: x.Not(x.Before(center, offset)),
}
"""Where a part of a window begins, and where it ends: what that says of its offsets."""


def run(
    reader: Reader,
    word: str,
    ends: tuple[s.Syntax, s.Syntax | None],
    strict: tuple[bool, bool],
    body: s.Syntax,
    scope: Scope,
    span: s.Span,
) -> Ranged | None:
    """From one end to the other, one that is `strict` left out; None where it begins at nothing that is followed."""
    low, high = (None if each is None or isinstance(strip(each), s.Empty) else end_of(each) for each in ends)
    if low is None:
        return None
    low = low[0], low[1] + strict[0]
    part = _of_window(reader, word, low, high and (high[0], high[1] - strict[1]), span)
    if part is not None:
        index, held = part
        return word, index, held, []
    last = reader.notation.size_of(high[0]) if high else None
    first = scope.get(low[0]) or reader.place.free.get(low[0])
    if first is not None:  # w = o + 1, with V above: all behind o
        index = x.Index(word, first.over, span=span)
        return (word, index, [x.Before(first, index)], []) if high and low[1] == 1 and last == first.over else None
    if low[0] or low[1] < 0:
        return None
    beyond = high is not None and high[0] and high[1] > (low[1] == 1 and last == reader.draws)
    if ends[1] is not None and (beyond or (high is None and not isinstance(strip(ends[1]), s.Empty))):
        raise s.ReadingError("this upper limit is not understood", ends[1].span, "a size such as K")
    index, held = _counted(reader, word, low[1], (high[0], strict[1] - high[1]) if high else None, body, scope, span)
    return word, index, held, []


def end_of(node: s.Syntax) -> End | None:
    """K, K − 1, −m + 1, |V|, 3; None for what is no end."""
    found = _END.fullmatch(plain_words(node))
    if found is None or "?" in found[0]:
        return None
    return found["name"] or "", whole((found["step"] or "0").lstrip("+"), node.span, MOST)


def _of_window(
    reader: Reader, word: str, low: End, high: End | None, span: s.Span
) -> tuple[x.Index, list[x.Condition]] | None:
    """All of a window, a part of it, or its offsets from one number to another."""
    if high is None:
        return None
    low, high = (reader.edge(low[0]), low[1]), (reader.edge(high[0]), high[1])
    index, center = x.Index(word, reader.offsets, span=span), x.Ordinal(0, reader.offsets)
    numbers = not low[0] and not high[0]
    if numbers and reader.place.window and low[1] < 0:
        return index, [x.Some(tuple(x.Same(index, x.Ordinal(k, index.over)) for k in range(low[1], high[1] + 1)))]
    if numbers or low not in FROM or high not in TO or not (reader.place.window or low[0] + high[0] == "-mm"):
        return None
    return index, [cut(index, center) for cut in (FROM[low], TO[high]) if cut is not None]


def within(reader: Reader, sides: tuple[s.Syntax, ...], operators: tuple[str, ...], span: s.Span) -> Ranged | None:
    """|j| ≤ m, 0 < |j| ≤ m, 1 ≤ |j| ≤ m; None for other ranges."""
    letter = sides[-2]
    word = key(strip(letter.inner)) if isinstance(letter, s.Group) and letter.opening == "|" else None
    if word is None or not reader.place.window or key(sides[-1]) != reader.half or not {*operators} <= {"<", "<="}:
        return None
    index = x.Index(word, reader.offsets, span=span)
    low = (key(sides[0]), operators[0]) if len(sides) == 3 else ("0", "<=")
    if operators[-1] != "<=" or low not in _APART:
        raise s.ReadingError("this range is not understood", span, "0 < |j| \\le m")
    return word, index, [x.Not(x.Same(index, x.Ordinal(0, reader.offsets)))] if _APART[low] else [], []


_APART = {("0", "<="): False, ("0", "<"): True, ("1", "<="): True}
"""Whether such a beginning leaves out the offset 0."""


def _counted(
    reader: Reader, word: str, first: int, last: End | None, body: s.Syntax, scope: Scope, span: s.Span
) -> tuple[x.Index, list[x.Condition]]:
    """s = 1 … K, and ranges that are off by a constant; of the last so many are cut off."""
    name, cut = last or ("", 0)
    size = reader.notation.size_of(name) if name else guessed(reader, word, None, body, scope)
    if name and cut == -1 and first == 1 and size == reader.draws:
        return x.Index(word, f"1+{size}", span=span), []
    if last and not name:
        index = x.Index(word, size or reader.words, span=span)
        return index, [x.Some(tuple(x.Same(index, x.Ordinal(k, index.over)) for k in range(first, 1 - cut)))]
    if size == reader.offsets:
        size = reader.words if not reader.place.samples else reader.draws
    end = scope.get(name) or reader.place.free.get(name)
    if size is None and isinstance(end, x.Index) and first == 1 and cut <= 1:  # k = 1 … s
        index = x.Index(word, end.over, span=span)
        return index, [x.Before(index, end) if cut else x.Not(x.Before(end, index))]
    if size is None:
        known = " or ".join(filter(None, (reader.words, reader.draws))) or "a size of the assignment"
        raise s.ReadingError(f"the upper limit {name} is not a size that is known here", span, known)
    if first < 1:
        raise s.ReadingError(f"indices begin at 1, this sum at {first}", span, "1")
    index = x.Index(word, size, span=span)
    outside = [x.Ordinal(k, size) for k in range(1, first)] + [x.Ordinal(-k, size, end=True) for k in range(cut)]
    return index, [x.Not(x.Same(index, each)) for each in outside]
