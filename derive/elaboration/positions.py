r"""Index arithmetic: x_{t-1}, x_{i+k-1}, sums that begin at 2 or end at n − 1, j ≤ i, and an index that stands as a number.

A *form* is what is written as an index: a sum of indices, sizes and a number. A bound index has a *range*, the least and the greatest form;
whoever points with a form must stay inside, at every size or under a condition that is said.

>>> from derive.stating import state
>>> asked = state(r"\sum_{t=2}^T (x_t - a x_{t-1})^2", "a", declare=["x: T", "a:"])
>>> asked.loss.index.over
'T'
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from derive import expression as x
from derive.elaboration.context import Scope
from derive.parsing import syntax as s
from derive.parsing.trees import every, key, strip

if TYPE_CHECKING:
    from derive.elaboration.reader import Reader

ORDER = {"<": (0, False), "<=": (0, True), ">": (1, False), ">=": (1, True)}
"""How an order is written by "before": which side is the first, and whether the two may be equal."""
Key = TypeVar("Key")
Sizes = dict[x.Size, int]
"""A sum of sizes, each so many times; "" is the number."""


class PastTheEndError(s.ReadingError):
    """An index that points at no entry for some of the values that it takes."""


@dataclass(slots=True)
class IndexSum:
    """A sum of indices, of sizes and of a number (under "")."""

    indices: dict[x.IndexTerm, int] = field(default_factory=dict)
    sizes: Sizes = field(default_factory=dict)

    def added(self, other: "IndexSum", sign: int) -> "IndexSum":
        """The sum, or the difference."""
        return IndexSum(_sum(self.indices, other.indices, sign), _sum(self.sizes, other.sizes, sign))

    @property
    def alone(self) -> x.IndexTerm | None:
        """The index that it is by itself."""
        only = len(self.indices) == 1 and not self.sizes
        return next((index for index, times in self.indices.items() if times == 1), None) if only else None

    def term(self, over: x.Size = "", fits: tuple[Sizes, ...] = (), span: s.Span | None = None) -> x.IndexTerm:
        """It as an index term."""
        if self.alone is not None:
            return self.alone
        if over and not self.indices and set(self.sizes) == {""}:
            return x.Ordinal(self.sizes[""], over, span=span)
        if over and not self.indices and self.sizes == {over: 1}:
            return x.Ordinal(-1, over, span=span)
        return x.Shift(
            tuple(self.indices),
            tuple(self.indices.values()),
            tuple((size, times) for size, times in sorted(self.sizes.items()) if size),
            self.sizes.get("", 0),
            over,
            tuple(tuple(sorted(each.items())) for each in fits),
            span=span,
        )


def _sum(one: Mapping[Key, int], other: Mapping[Key, int], sign: int) -> dict[Key, int]:
    found = dict(one)
    for each, times in other.items():
        found[each] = found.get(each, 0) + sign * times
    return {each: times for each, times in found.items() if times}


def form(reader: "Reader", node: s.Syntax, scope: Scope) -> IndexSum | None:
    """What is written, as a form; None where it is none."""
    node = strip(node)
    context = reader.context
    if isinstance(node, s.Numeral) and node.text.isdigit():
        number = int(node.text)
        return IndexSum({}, {"": number} if number else {})
    if isinstance(node, s.Signed) and node.sign in ("+", "-"):
        inside = form(reader, node.operand, scope)
        return None if inside is None else IndexSum().added(inside, 1 if node.sign == "+" else -1)
    if isinstance(node, s.Additive):
        total = IndexSum()
        for each in node.terms:
            found = form(reader, each, scope)
            if found is None:
                return None
            total = total.added(found, 1)
        return total
    name = key(node)
    if name is None:
        return None
    bound = scope.get(name)
    if isinstance(bound, x.Index):
        return _counted(reader, bound)
    if isinstance(bound, x.Shift):
        return _counted_sum(reader, bound)
    declared = context.declarations.get(name)
    if bound is not None or name in context.definitions:
        return None
    if declared is not None:
        index = x.Index(name, context.solver.size(declared.sizes[0])) if declared.kind == "index" else None
        return None if index is None else _counted(reader, index)
    if name in context.open:
        return _counted(reader, x.Index(name, context.solver.size(context.open[name])))
    return IndexSum({}, {name: 1}) if name in context.sizes else None


def _counted(reader: "Reader", index: x.Index) -> IndexSum:
    """The number that an index is on the page: one less than in the tree, where entries are counted from 0 there."""
    less = reader.context.first(index.over) - 1
    return IndexSum({index: 1}, {"": less} if less else {})


def _counted_sum(reader: "Reader", place: x.Shift) -> IndexSum:
    """The number on the page of an index that is worked out, the k − 1 for the i of u_{i+1}."""
    number = place.number + reader.context.first(place.over) - 1
    sizes = {**dict(place.sizes), **({"": number} if number else {})}
    return IndexSum(dict(zip(place.terms, place.signs, strict=True)), sizes)


def _pointing(reader: "Reader", found: IndexSum, over: x.Size) -> IndexSum:
    """A number of the page as the value of an index over a size in the tree."""
    more = 1 - reader.context.first(over)
    return found.added(IndexSum({}, {"": more}), 1) if more else found


# ------------------------------------------------------------------------------------------------------------- pointing


def shifted(reader: "Reader", node: s.Additive, over: x.Size, scope: Scope) -> x.IndexTerm:
    """t − 1, i + k − 1 as an index into a size, where it stays inside."""
    found = form(reader, node, scope)
    if found is None or any(index.over.startswith("±") for index in found.indices):
        raise s.ReadingError(
            "this sum is no index", node.span, "indices, sizes and whole numbers, such as t-1 or i+k-1"
        )
    over = reader.context.solver.size(over)
    if over.startswith("?") and len(found.indices) == 1:
        (only,) = found.indices
        if not only.over.startswith("?"):
            reader.context.solver.unify(over, only.over)
    found = _pointing(reader, found, over)
    least, greatest = (_end(reader, found, which) for which in (0, 1))
    fits = []
    for end, gap in (("first", _sum(least, {"": 1}, -1)), ("last", _sum({over: 1}, greatest, -1))):
        if all(times >= 0 for times in _smallest(gap).values()):
            continue
        if all(times <= 0 for times in gap.values()):
            raise PastTheEndError(
                f"this index goes past the {end} entry",
                node.span,
                "a sum over fewer values, or an index that stays inside",
            )
        fits.append(gap)
    for gap in fits:
        reader.context.note("index-stays-inside", condition=_spoken(gap))
    return found.term(over, tuple(fits), node.span)


def _smallest(gap: Sizes) -> Sizes:
    """The sum with 1 for each size that is added: sizes are at least 1."""
    number = gap.get("", 0) + sum(times for size, times in gap.items() if size and times > 0)
    rest = {size: times for size, times in gap.items() if size and times < 0}
    return {**rest, "": number}


def _end(reader: "Reader", found: IndexSum, which: int) -> Sizes:
    """The least (0) or greatest (1) value of a form, as a sum of sizes."""
    total = dict(found.sizes)
    pending = dict(found.indices)
    for _ in range(len(reader.context.ranges) + len(pending) + 1):
        if not pending:
            return total
        index, times = pending.popitem()
        side = which if times > 0 else 1 - which
        limit = reader.context.ranges.get(index) if isinstance(index, x.Index) else None
        known = limit[side] if limit is not None else None
        if known is None:
            known = IndexSum({}, {"": 1} if side == 0 else {index.over: 1})
        total = _sum(total, known.sizes, times)
        pending = _sum(pending, known.indices, times)
    return total


def _spoken(gap: Sizes) -> str:
    """m + K ≤ n + 1."""
    left = [(size, -times) for size, times in gap.items() if times < 0]
    right = [(size, times) for size, times in gap.items() if times > 0]
    return f"{_side(left)} ≤ {_side(right)}"


def _side(parts: list[tuple[x.Size, int]]) -> str:
    words = [
        str(times) if not size else size if times == 1 else f"{times}{size}"
        for size, times in sorted(parts, reverse=True)
    ]
    return " + ".join(words) or "0"


# ---------------------------------------------------------------------------------------------------------------- ranges


def bounds(
    reader: "Reader", node: s.Relation, end: s.Syntax | None, scope: Scope
) -> tuple[x.Index, tuple[x.Condition, ...]] | None:
    """The index of t = a below and b above a sum, with the conditions that keep it between them; None for what is no such range."""
    letter = strip(node.sides[0])
    if end is None or not isinstance(letter, s.Name) or node.operators != ("=",) or len(node.sides) != 2:
        return None
    least, greatest = form(reader, node.sides[1], scope), form(reader, end, scope)
    if least is None or greatest is None:
        return None
    owners = [*(index.over for index in greatest.indices), *(size for size in greatest.sizes if size)]
    ends = owners[0] if owners else str(greatest.sizes.get("", 0) + 1)
    least, greatest = _pointing(reader, least, ends), _pointing(reader, greatest, ends)
    over = _over(reader, greatest)
    if over is None:
        raise s.ReadingError(
            "this is no size (of what is this a part?)", end.span, "n, n-1, or an index, as the end of a sum"
        )
    if not least.sizes.get("", 0) and set(least.sizes) <= {""} and not least.indices:
        raise s.ReadingError(
            "entries are counted from 1 here: a sum that begins at 0 is not understood", node.sides[1].span, "1"
        )
    index = x.Index(key(letter) or "", reader.context.solver.size(over), span=letter.span)
    conditions: list[x.Condition] = []
    if (least.indices, least.sizes) != ({}, {"": 1}):
        conditions.append(
            _before(least.added(IndexSum({}, {"": 1}), -1), IndexSum({index: 1}), over, _some(reader, least, greatest))
        )
    if (greatest.indices, greatest.sizes) != ({}, {over: 1}):
        conditions.append(x.Not(_before(greatest, IndexSum({index: 1}), over)))
    reader.context.ranges[index] = (least, greatest)
    return index, tuple(conditions)


def one_sided(reader: "Reader", letter: str, sign: str, node: s.Syntax, scope: Scope) -> x.Size | None:
    """What the j of Σ_{j>i} and Σ_{j≤i} runs over, whose range is kept; None where j is compared with no index."""
    end = form(reader, node, scope)
    if end is None or len(end.indices) != 1:
        return None
    (other,) = end.indices
    end = _pointing(reader, end, other.over)
    index = x.Index(letter, reader.context.solver.size(other.over))
    past = {"<": -1, ">": 1}.get(sign, 0)
    beyond = end.added(IndexSum({}, {"": past} if past else {}), 1)
    first, last = IndexSum({}, {"": 1}), IndexSum({}, {index.over: 1})
    reader.context.ranges[index] = (first, beyond) if sign in ("<", "<=") else (beyond, last)
    return index.over


def _over(reader: "Reader", greatest: IndexSum) -> x.Size | None:
    """The size that an index runs over which ends there: n for n − 1, that of i for i; None where it would go past the end."""
    owners = [index.over for index, times in greatest.indices.items() if times == 1]
    owners += [size for size, times in greatest.sizes.items() if size and times == 1]
    if not owners and set(greatest.sizes) == {""} and not greatest.indices:
        return str(greatest.sizes[""])
    if len(owners) != 1:
        return None
    gap = _sum({owners[0]: 1}, _end(reader, greatest, 1), -1)
    return owners[0] if all(times >= 0 for times in _smallest(gap).values()) else None


def _before(left: IndexSum, right: IndexSum, over: x.Size, fits: tuple[Sizes, ...] = ()) -> x.Before:
    return x.Before(left.term(over if _inside(left) else "", fits), right.term(over))


def _some(reader: "Reader", least: IndexSum, greatest: IndexSum) -> tuple[Sizes, ...]:
    """The condition on the sizes that a sum from here to there has terms; none where the ends are indices."""
    gap = _sum(greatest.sizes, least.sizes, -1)
    if greatest.indices or least.indices or all(times >= 0 for times in _smallest(gap).values()):
        return ()
    if any(size and times for size, times in gap.items() if times < 0):
        reader.context.note("index-stays-inside", condition=_spoken(gap))
    return (gap,)


def _inside(left: IndexSum) -> bool:
    """Whether it is a number by itself, which is a value of the index."""
    return left.sizes.get("", 0) > 0


def compared(reader: "Reader", left: s.Syntax, sign: str, right: s.Syntax, scope: Scope) -> x.Condition | None:
    """i < j, t > p, j ≤ i − 1 of indices; None where numbers are compared."""
    if sign not in ORDER:
        return None
    sides = [form(reader, each, scope) for each in (left, right)]
    if any(each is None for each in sides) or not any(each.indices for each in sides if each is not None):
        return None
    one, other = (each for each in sides if each is not None)
    over = next(index.over for each in (one, other) for index in each.indices)
    one, other = (_pointing(reader, each, over) for each in (one, other))
    turned, equal = ORDER[sign]
    first, second = (other, one) if turned else (one, other)
    return x.Not(_before(second, first, over)) if equal else _before(first, second, over)


@contextmanager
def guarded(
    reader: "Reader", guards: Iterable[s.Syntax], scope: Scope, against: Iterable[s.Syntax] = ()
) -> Iterator[None]:
    """Where something is read that counts only under these conditions, and none of those `against`: their indices run no further, so that x_{k-1} stays inside where k > 1."""
    before = dict(reader.context.ranges)
    for guard in guards:
        for node in every(guard):
            if isinstance(node, s.Relation):
                for left, sign, right in zip(node.sides, node.operators, node.sides[1:], strict=False):
                    _narrow(reader, left, sign, right, scope)
                    _narrow(reader, right, MIRRORED.get(sign, sign), left, scope)
    for node in map(strip, against):
        if isinstance(node, s.Relation) and len(node.sides) == 2 and node.operators[0] in NEGATED:
            left, sign, right = node.sides[0], NEGATED[node.operators[0]], node.sides[1]
            _narrow(reader, left, sign, right, scope)
            _narrow(reader, right, MIRRORED.get(sign, sign), left, scope)
    try:
        yield
    finally:
        reader.context.ranges.clear()
        reader.context.ranges.update(before)


MIRRORED = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}
NEGATED = {"=": "!=", "!=": "=", "<": ">=", "<=": ">", ">": "<=", ">=": "<"}


def _narrow(reader: "Reader", left: s.Syntax, sign: str, right: s.Syntax, scope: Scope) -> None:
    """That the index on the left is compared with what stands on the right; of two ends for one side the first is kept."""
    one, other = form(reader, left, scope), form(reader, right, scope)
    if one is None or other is None or len(one.indices) != 1:
        return
    (index,) = one.indices
    over = reader.context.solver.size(index.over)
    one, other = _pointing(reader, one, over), _pointing(reader, other, over)
    if not isinstance(index, x.Index) or one.alone != index:
        return
    first, last = IndexSum({}, {"": 1}), IndexSum({}, {over: 1})
    least, greatest = reader.context.ranges.get(index) or (first, last)
    step = IndexSum({}, {"": 1})
    above = {
        ">": other.added(step, 1),
        ">=": other,
        "=": other,
        "!=": other.added(step, 1) if other == first else first,
    }
    below = {
        "<": other.added(step, -1),
        "<=": other,
        "=": other,
        "!=": other.added(step, -1) if other == last else last,
    }
    least = above.get(sign, least) if least == first else least
    greatest = below.get(sign, greatest) if greatest == last else greatest
    reader.context.ranges[index] = (least, greatest)


def as_number(reader: "Reader", index: x.Index, span: s.Span | None) -> x.Expression:
    """An index that stands as a number, as it is counted on the page."""
    reader.context.note("index-as-number", name=index.name, first=str(reader.context.first(index.over)))
    found = _counted(reader, index)
    return x.Position(index if found.alone is not None else found.term(), span=span)


def counted(written: Iterable[s.Syntax]) -> dict[x.Size, int]:
    r"""From where the sums on some pages count along a size: from 0 to n − 1, or from 1 to n. What is told both ways is counted from 0.

    >>> from derive.elaboration.pages import formula
    >>> counted([formula(r"\sum_{i=0}^{n-1} \sum_{j=1}^m x_i y_j"), formula(r"\sum_{i=1}^{n-1} x_i")])
    {'n': 0, 'm': 1}
    """
    found: dict[x.Size, int] = {}
    for node in (part for page in written for part in every(page)):
        below = strip(node.below) if isinstance(node, s.Big) and node.below is not None else None
        if not isinstance(node, s.Big) or not isinstance(below, s.Relation) or below.operators[:1] != ("=",):
            continue
        start, end = key(strip(below.sides[1])), node.above
        if start not in ("0", "1") or end is None:
            continue
        last = key(strip(end))
        if start == "0":
            names = [key(each) or "" for each in every(end) if isinstance(each, s.Name)]
            found |= dict.fromkeys([str(int(last) + 1)] if last and last.isdigit() else names, 0)
        elif last is not None:
            found.setdefault(last, 1)
    return found
