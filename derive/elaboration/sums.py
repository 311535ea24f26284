r"""Sums over a size, under conditions, or over whatever an index picks from: \sum_{i=1}^N, \sum_{i: y_i = k}, \sum_{j \ne i}, \sum_{k,l}."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from derive import expression as x
from derive.elaboration import positions
from derive.elaboration.context import Scope
from derive.elaboration.entries import indices_of
from derive.elaboration.multiplied_out import multiplied_out
from derive.elaboration.pairs import over_pairs
from derive.elaboration.sets import difference, leaves_out_zero, size_of_set
from derive.elaboration.sets import limits as limits_of
from derive.elaboration.undeclared import UndeclaredError
from derive.parsing import syntax as s
from derive.parsing.trees import key, strip

if TYPE_CHECKING:
    from derive.elaboration.reader import Reader


@dataclass(slots=True)
class _Limits:
    """What stands below and above a sum: the letters that it binds with their sizes (None: to be found), and conditions."""

    letters: dict[str, x.Size | None] = field(default_factory=dict)
    conditions: list[s.Syntax] = field(default_factory=list)
    held: list[x.Condition] = field(default_factory=list)
    ranged: bool = False


def big(reader: "Reader", node: s.Big, scope: Scope) -> x.Expression:
    """A sum or a product over an index."""
    if node.operator == "prod":
        return _product(reader, node, scope)
    if node.operator != "sum":
        raise s.ReadingError(f"\\{node.operator} over an index is not understood", node.span, "\\sum")
    if node.below is None:
        raise s.ReadingError("this sum does not say over what", node.span, "a range, \\sum_{i=1}^N")
    pairs = over_pairs(reader, node, scope)
    if pairs is not None:
        return pairs
    bound, body, held = ranged(reader, node, scope)
    result: x.Expression = body
    for place, index in enumerate(reversed(bound)):
        result = x.Sum(index, result, held if not place else x.ALWAYS, span=node.span)
    return result


def _product(reader: "Reader", node: s.Big, scope: Scope) -> x.Expression:
    """∏ f_i = exp Σ log f_i, of positive numbers; from one number to another it is multiplied out."""
    found = multiplied_out(reader, node, scope)
    if found is not None:
        return found
    bound, body, held = ranged(reader, node, scope)
    if body.shape != x.SCALAR:
        raise s.ReadingError("a product of arrays over an index is not understood", node.span, "numbers")
    reader.context.note("product-of-positive")
    result: x.Expression = x.Call("log", body)
    for place, index in enumerate(reversed(bound)):
        result = x.Sum(index, result, held if not place else x.ALWAYS)
    return x.Call("exp", result, span=node.span)


def ranged(reader: "Reader", node: s.Big, scope: Scope) -> tuple[list[x.Index], x.Expression, x.Condition]:
    """What stands below and above a big sign: the indices that it binds; what stands behind it; and the condition on the indices."""
    if node.below is None:
        raise s.ReadingError("this does not say over what", node.span, "a range, \\max_i")
    limits = _Limits()
    above = _above(reader, node, scope)
    for item in limits_of(node.below):
        _below(reader, item, above, scope, limits, node)
    if not limits.letters:
        raise s.ReadingError("this binds no index", node.below.span, "an index")
    bound = {
        name: x.Index(name, reader.context.solver.size(size or f"?{node.span[0]}.{name}"))
        for name, size in limits.letters.items()
    }
    for name in bound:
        if isinstance(scope.get(name), x.Index) or name in reader.context.open or _declared_index(reader, name):
            reader.context.note("bound-anew", name=name)
    inner = {**scope, **bound}
    ranges = dict(reader.context.ranges)
    try:
        for index in bound.values():
            if not limits.ranged:
                reader.context.ranges.pop(index, None)
        conditions = [*limits.held, *(reader.condition(each, inner) for each in limits.conditions)]
        body = reader.read(node.body, inner)
    finally:
        reader.context.ranges = ranges
    held = x.ALWAYS if not conditions else conditions[0] if len(conditions) == 1 else x.All(tuple(conditions))
    for index in bound.values():
        if index.over.startswith("?") and not _names_size(body, index):
            raise s.ReadingError(f"nothing says what {index.name} runs over", node.below.span, "a range, \\sum_{i=1}^N")
    return list(bound.values()), body, held


def _names_size(body: x.Expression, index: x.Index) -> bool:
    from derive.traversal import free_indices

    return index in free_indices(body)


def _declared_index(reader: "Reader", name: str) -> bool:
    declared = reader.context.declarations.get(name)
    return declared is not None and declared.kind == "index"


def _above(reader: "Reader", node: s.Big, scope: Scope) -> x.Size | None:
    """The size above a sum; None where there is none, or part of a size."""
    if node.above is None or _parts(reader, node, scope) is not None:
        return None
    inner = strip(node.above)
    name = key(inner)
    if isinstance(inner, s.Group) and inner.opening == "|":
        name = reader.set_named(key(inner.inner) or "", inner.inner)
    if name is None or not (name in reader.context.sizes or (isinstance(inner, s.Numeral) and name.isdigit())):
        raise s.ReadingError(
            f"{name or 'this'} is no size", node.above.span, "a declared size, or a part of one as n-1"
        )
    return name


def _parts(reader: "Reader", node: s.Big, scope: Scope) -> tuple[x.Index, tuple[x.Condition, ...]] | None:
    """The index of a sum over part of a size, from 2, to n − 1, to i, with its conditions."""
    below = strip(node.below) if node.below is not None else None
    if not isinstance(below, s.Relation) or node.above is None or len(below.sides) != 2:
        return None
    whole = key(strip(node.above)) in reader.context.sizes or isinstance(strip(node.above), s.Numeral)
    whole = whole and reader.context.first(key(strip(node.above)) or "") == 1
    if isinstance(strip(node.above), s.Group) or (whole and key(strip(below.sides[1])) == "1"):
        return None
    return positions.bounds(reader, below, node.above, scope)


def _below(reader: "Reader", node: s.Syntax, above: x.Size | None, scope: Scope, limits: _Limits, whole: s.Big) -> None:
    """One item of what stands below."""
    if _is_letter(node):
        limits.letters.setdefault(key(node) or "", above)
    elif isinstance(node, s.Juxtaposition) and not any(node.operators):
        for item in indices_of(node):
            _below(reader, item, above, scope, limits, whole)
    elif isinstance(node, s.Relation):
        _relation(reader, node, above, scope, limits, whole)
    else:
        raise s.ReadingError("this range is not understood", node.span, "i=1, i \\ne j, i: y_i = k")


def _is_unknown(reader: "Reader", name: str, scope: Scope) -> bool:
    """Whether the j of Σ_{i ≠ j} is bound there too: nothing else is called so, and it is a letter of an index, no label."""
    context = reader.context
    known = name in scope or name in context.open or name in context.declarations or name in context.definitions
    return len(name) == 1 and name in "ijklmn" and not known and name not in context.sizes


def _is_letter(node: s.Syntax) -> bool:
    """Whether it is a letter that an index may go by: y, y'."""
    return isinstance(node, s.Name) or (
        isinstance(node, s.Scripted) and isinstance(node.base, s.Name) and node.below is None and node.above is None
    )


def _relation(
    reader: "Reader", node: s.Relation, above: x.Size | None, scope: Scope, limits: _Limits, whole: s.Big
) -> None:
    left = strip(node.sides[0])
    part = _parts(reader, whole, scope) if strip(whole.below or node) is node else None
    if part is not None:
        index, held = part
        limits.letters[index.name] = index.over
        limits.held += held
        limits.ranged = True
        return
    window = _window(reader, node, above)
    if window is not None:
        limits.letters[window[0]] = window[1]
        return
    name = key(left) or ""
    plain = _is_letter(left)
    if len(node.sides) == 2 and node.operators == ("=",) and plain and isinstance(strip(node.sides[1]), s.Numeral):
        start = strip(node.sides[1])
        if start.text != "1":  # type: ignore[attr-defined]
            raise s.ReadingError("a sum that does not begin at 1 is not understood", start.span, "1")
        if above is None:
            raise s.ReadingError("where does this sum end?", node.span, "a size above the sum")
        limits.letters[name] = above
        return
    if node.operators == ("in",) and plain:
        _members(reader, name, node, limits)
        return
    fresh = plain and name not in limits.letters and name not in scope
    if fresh and node.operators == ("!=",) and not limits.letters:
        limits.letters[name] = above
        second = key(strip(node.sides[1])) or ""
        if _is_unknown(reader, second, scope):
            reader.context.note("pairs-apart", first=name, second=second)
            limits.letters[second] = limits.letters[name] = above or f"?{node.span[0]}.{name}"
    elif fresh and not limits.letters and len(node.sides) == 2 and node.operators[0] in positions.ORDER:
        size = positions.one_sided(reader, name, node.operators[0], node.sides[1], scope)
        if size is not None:
            limits.letters[name], limits.ranged = size, True
    elif fresh and not limits.letters and node.operators == ("=",):
        first = key(strip(node.sides[1])) or ""
        if _is_letter(node.sides[1]) and _is_unknown(reader, first, scope):
            raise UndeclaredError(first, -1, node.sides[1].span)
        raise s.ReadingError("this range is not understood", node.span, "i=1 and a size above the sum")
    limits.conditions.append(node)


def _window(reader: "Reader", node: s.Relation, above: x.Size | None) -> tuple[str, x.Size] | None:
    """−m ≤ j ≤ m, or j = −m with m above: the letter, and the window that it runs over."""
    if node.operators == ("=",) and above is not None:
        index, start, end = node.sides[0], node.sides[1], above
    elif node.operators == ("<=", "<="):
        start, index = node.sides[0], node.sides[1]
        end = key(strip(node.sides[2])) or ""
    else:
        return None
    start = strip(start)
    if not isinstance(start, s.Signed) or start.sign != "-" or key(strip(start.operand)) != end:
        return None
    if end not in reader.context.sizes or not isinstance(strip(index), s.Name):
        raise s.ReadingError("this window is not understood", node.span, "-m \\le j \\le m")
    return key(strip(index)) or "", f"±{end}"


def _members(reader: "Reader", name: str, node: s.Relation, limits: _Limits) -> None:
    """i ∈ {1, …, N}, i ∈ S of a declared set, i ∈ S \\ {k}."""
    whole, without = difference(node.sides[1])
    size = size_of_set(reader, whole)
    told = whole.inner if isinstance(whole, s.Group) else whole
    if size is None or (isinstance(told, s.Listing) and not reader.context.first(size)):
        raise s.ReadingError("this set is not understood", whole.span, "\\{1, …, N\\}, or a declaration S: set N")
    limits.letters[name] = size
    if size.startswith("±") and leaves_out_zero(whole):
        without = [*without, s.Numeral("0", span=whole.span)]
    limits.conditions += [s.Relation((node.sides[0], each), ("!=",), span=each.span) for each in without]
