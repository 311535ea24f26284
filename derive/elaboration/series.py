"""Dots: u_1, …, u_V and a_1 + ⋯ + a_V, with an entry o in the middle that may be special."""

import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import fields
from fractions import Fraction
from typing import TYPE_CHECKING, Any, TypeGuard

from derive import expression as x
from derive.elaboration.context import Scope
from derive.elaboration.norms import matrix
from derive.nodes import rebuild
from derive.parsing import syntax as s
from derive.parsing.trees import plain_words, row, strip
from derive.traversal import children, free_indices, substitute, walk

if TYPE_CHECKING:
    from derive.elaboration.reader import Reader


def is_dots(node: s.Syntax) -> bool:
    return isinstance(strip(node.operand if isinstance(node, s.Signed) else node), s.Dots)


def _ordinals(node: x.Expression) -> list[x.Ordinal]:
    return [each for each in walk(node) if isinstance(each, x.Ordinal)]


def general_term(
    reader: "Reader", items: list[x.Expression], span: s.Span, ends: tuple[int, int]
) -> tuple[x.Index, x.Expression]:
    """The index and the term of a series that is written by its first, some middle and its last term.

    The first term is taken with its number 1 as the index, where the last has another. The last must be the same term at the last value; a term in between is
    the same term too, or it is special at the one word that it names. `ends`: so many terms stand before the first dots and after
    the last; there no number is left out.
    """
    ordinals = [each for each in _ordinals(items[0]) if each.number == 1 and not each.end]
    numbers = [each for each in moved(items[0], items[-1]) if each in ordinals] or ordinals
    if not numbers:
        raise s.ReadingError("the first term of this series does not say what runs", span, "a term with index 1")
    first = numbers[0]
    index = x.Index("i", first.over)
    taken = frozenset(each for item in items for each in free_indices(item))
    while any(each.name == index.name for each in taken):
        index = x.Index(index.name + "'", first.over)
    term = _running(items[0], items[-1], first, index)
    if substitute(term, {index: x.Ordinal(-1, first.over)}) != items[-1]:
        raise s.ReadingError(
            "the last term of this series is not like its first", span, "the same term at the last index"
        )
    run = (
        [x.Ordinal(k + 1, first.over) for k in range(ends[0])],
        [x.Ordinal(-k, first.over, end=True) for k in range(ends[1])],
    )
    beside = list(zip(run[0][1:], items[1:], strict=False)) + list(zip(run[1][1:], items[-2::-1], strict=False))
    if any(substitute(term, {index: number}) != item for number, item in beside):
        raise s.ReadingError("a term is left out beside the dots", span, "the numbers one after the other")
    special: list[tuple[x.Expression, x.Condition]] = []
    for item in items[1:-1]:
        here = [ordinal for ordinal in _ordinals(item) if ordinal.over == first.over]
        candidates: list[x.IndexTerm] = [
            *here,
            *sorted((each for each in free_indices(item) if each.over == first.over), key=lambda each: each.name),
        ]
        if any(substitute(term, {index: candidate}) == item for candidate in candidates):
            continue
        words = [
            candidate for candidate in candidates if isinstance(candidate, x.Index) and candidate.name != reader.center
        ]
        if len(words) != 1:
            raise s.ReadingError(
                "a term in the middle of this series is not like its first",
                span,
                "the same term, or one that names its word",
            )
        special.append((item, x.Same(index, words[0])))
    middle = items[ends[0] : len(items) - ends[1]]
    if any(item in middle[:at] for at, item in enumerate(middle)):
        raise s.ReadingError("a term of this series stands there twice", span, "each term once")
    return index, x.Cases((*special, (term, x.ALWAYS))) if special else term


def moved(first: x.Expression, last: x.Expression) -> list[x.Ordinal]:
    """The numbers in the first term of a series in whose place the last has another."""
    pairs = zip(_ordinals(first), _ordinals(last), strict=False)
    return [one for one, other in pairs if one != other]


def _running(one: Any, other: Any, number: x.Ordinal, index: x.Index) -> Any:
    """The first term of a series with an index for its number 1, where the last has another: the second one of U_{11}, …, U_{1n}."""
    if one == number:
        return one if other == number else index
    beside = iter(children(other))
    return rebuild(one, lambda child: _running(child, next(beside, child), number, index))


def is_dotted(node: s.Syntax) -> TypeGuard[s.Listing]:
    """Whether this is a list with dots in it: a_1, …, a_n."""
    return isinstance(node, s.Listing) and any(map(is_dots, node.items))


def series_sum(reader: "Reader", node: s.Additive, scope: Scope) -> x.Expression:
    """a_1 + ⋯ + a_o + ⋯ + a_V as a sum; what stands before its first term or after its last is added to it."""
    for each in node.terms:
        if is_dots(each) and isinstance(each, s.Signed) and each.sign != "+":
            raise s.ReadingError("what these dots stand for does not show", each.span, "+ \\dots +")
    final = max(k for k, term in enumerate(node.terms) if is_dots(term)) + 1
    within = _to_its_end(reader, [term for term in node.terms[: final + 1] if not is_dots(term)], scope)
    values = [reader.read(term, within) for term in node.terms[: final + 1] if not is_dots(term)]
    begin = next((k for k, value in enumerate(values) if _first(value)), 0)
    before, _ = _ends(node.terms)
    index, term = general_term(reader, values[begin:], node.span, (before - begin, 1))
    after = [reader.read(term, scope) for term in node.terms[final + 1 :]]
    whole = x.Sum(index, term, span=node.span)
    return reader.add([*values[:begin], whole, *after], node) if begin or after else whole


def _ends(nodes: Sequence[s.Syntax]) -> tuple[int, int]:
    """How many terms stand before the first dots, and after the last."""
    at = [k for k, node in enumerate(nodes) if is_dots(node)]
    return at[0], len(nodes) - 1 - at[-1]


def _first(value: x.Expression) -> bool:
    """Whether a term has the index 1."""
    return any(ordinal.number == 1 and not ordinal.end for ordinal in _ordinals(value))


def listed(reader: "Reader", node: s.Listing, span: s.Span, scope: Scope) -> x.Expression:
    """[u_1, …, u_V]: columns side by side; numbers in a list are a row, or a column where only that fits."""
    value = row_of(reader, list(node.items), span, scope)
    if node.stacked and value.shape[0] != "1":
        raise s.ReadingError("a semicolon sets these below one another", span, "commas between columns")
    if value.shape[0] == "1" and reader.choose("list", ("column",) if node.stacked else ("row", "column")) == "column":
        return x.Transpose(value, span=span)
    return value


def set_apart(inner: s.Syntax) -> s.Listing | None:
    r"""[(a_1)v \ \cdots \ (a_n)v], set apart by spaces only, as a list: each entry has as many factors as the last."""
    if not isinstance(inner, s.Juxtaposition) or any(inner.operators):
        return None
    at = [k for k, factor in enumerate(inner.factors) if isinstance(factor, s.Dots)]
    length = len(inner.factors) - 1 - at[0] if len(at) == 1 else 0
    if not length or not at[0] or at[0] % length:
        return None
    entries = [row(inner, k, k + length) for k in (*range(0, at[0], length), at[0] + 1)]
    items = (*entries[:-1], inner.factors[at[0]], entries[-1])
    return s.Listing(items, span=inner.span)


def _to_its_end(reader: "Reader", terms: Sequence[s.Syntax], scope: Scope) -> Scope:
    """The scope of a series, in which the small letter of a size at which it ends is the last number: n of u_1, …, u_n."""
    bare = [each.operand if isinstance(each, s.Signed) else each for each in terms]
    for term in bare[:-1]:
        run = _run(term, bare[-1])
        last = reader.last_number(run[1]) if run is not None and run[0] == "1" and run[1] not in scope else None
        if run is not None and last is not None:
            return {**scope, run[1]: last}
    return scope


def row_of(reader: "Reader", cells: list[s.Syntax], span: s.Span, scope: Scope, turned: bool = False) -> x.Expression:
    """Cells side by side, with dots for a run of like ones; what stands before the run has blocks of its own. `turned`: of each its transpose."""
    scope = _to_its_end(reader, [cell for cell in cells if not is_dots(cell)], scope)

    def read(cell: s.Syntax) -> x.Expression:
        value = reader.read(cell, scope)
        return x.Transpose(value, span=cell.span) if turned and value.shape != x.SCALAR else value

    if not any(is_dots(cell) for cell in cells):
        return x.Beside(tuple(map(read, cells)), span=span)
    _whole(reader, [cell for cell in cells if not is_dots(cell)], scope)
    values = [read(cell) for cell in cells if not is_dots(cell)]
    ahead: list[x.Expression] = []
    while values and not _first(values[0]):
        ahead.append(values.pop(0))
    if len(values) < 2:
        raise s.ReadingError("this list does not say what its dots stand for", span, "first and last entry")
    values = [_shaped(value, values) for value in values]
    before, after = _ends(cells)
    index, term = general_term(reader, values, span, (before - len(ahead), after))
    if term.shape[1] != "1":
        raise x.ShapeError("laid out so, the entries make one long row or column, no matrix", term)
    run = reader.side_by_side(index, term, span)
    return x.Beside((*ahead, run), span=span) if ahead else run


def _whole(reader: "Reader", cells: list[s.Syntax], scope: Scope) -> None:
    """A list that begins or ends at another number than its index does has another number of columns."""
    for cell in cells[:-1]:
        run = _run(cell, cells[-1])
        if run is None:
            continue
        first, last = run
        name, step = re.fullmatch(r"(.+?)([+-]\d+)?", last).groups()  # type: ignore[union-attr]
        size = reader.size_of(name)
        value = reader.read(cell, scope)
        ran = _ordinals(value)
        with suppress(s.ReadingError):  # u_{V+1}, which there is not, is read by nobody
            ran = moved(value, reader.read(cells[-1], scope)) or ran
        over = next((each.over for each in ran if not each.end and str(each.number) == first), None)
        if size is None or over is None or not first.isdigit():
            return
        missing = int(first) - 1 - int(step or 0)
        if size != over or missing:
            columns = size if not missing else f"{size} {'−' if missing > 0 else '+'} {abs(missing)}"
            raise x.ShapeError(f"this list has {columns} columns, {over} are needed", value)
        return


def _run(first: s.Syntax, last: s.Syntax) -> tuple[str, str] | None:
    """The first and the last number of a run, where two terms differ in nothing else: 2 and V of y_2 u_2 and y_V u_V."""
    found: set[tuple[str, str]] = set()

    def alike(one: object, other: object) -> bool:
        if one == other:
            return True
        if isinstance(one, s.Numeral) and isinstance(other, s.Syntax):
            found.add((plain_words(one), plain_words(other)))
            return True
        if isinstance(one, tuple) and isinstance(other, tuple):
            return len(one) == len(other) and all(map(alike, one, other))
        if isinstance(one, s.Syntax) and type(one) is type(other):
            names = [each.name for each in fields(one) if each.compare]
            return all(alike(getattr(one, name), getattr(other, name)) for name in names)
        return False

    return found.pop() if alike(first, last) and len(found) == 1 else None


def _shaped(value: x.Expression, others: list[x.Expression]) -> x.Expression:
    """A lone 0 or 1 among columns, as a column."""
    shape = next((other.shape for other in others if other.shape != x.SCALAR), x.SCALAR)
    if value.shape == x.SCALAR != shape and isinstance(value, x.Number) and value.value in (Fraction(0), Fraction(1)):
        return x.Constant(value.value, shape)
    return value


def tabulated(reader: "Reader", node: s.Matrix, scope: Scope) -> x.Expression:
    """A matrix of one row, or of one column, with dots in it, where rows in a column are columns transposed; any without dots."""
    if len(node.rows) == 1:
        cells = list(node.rows[0])
        if len(cells) == 1 and isinstance(strip(cells[0]), s.Listing):  # commas for the cells' marks
            return row_of(reader, list(strip(cells[0]).items), node.span, scope)  # type: ignore[attr-defined]
        if len(cells) > 1:
            return row_of(reader, cells, node.span, scope)
    if all(len(row) == 1 for row in node.rows):
        cells = [row[0] for row in node.rows]
        if any(is_dots(cell) for cell in cells):
            return x.Transpose(row_of(reader, cells, node.span, scope, turned=True), span=node.span)
    return matrix(reader, node, scope)
