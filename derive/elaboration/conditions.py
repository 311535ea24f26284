"""Conditions: of indices (i = j, y_i ≠ k), of numbers (z > 0), of every entry of an array; indicators and cases."""

from collections.abc import Callable, Iterator
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING

from derive import expression as x
from derive.elaboration import greatest, positions
from derive.elaboration.context import Scope
from derive.elaboration.functions import by_entries, entry
from derive.elaboration.norms import whole_number
from derive.elaboration.open_lengths import polymorphic
from derive.elaboration.relations import ORDER, compared, of_case, read_condition
from derive.elaboration.sets import one_of, size_of_set
from derive.parsing import syntax as s
from derive.parsing.trees import every, key, strip
from derive.words.inside import NO_VALUE, SIGNED
from derive.words.worded_cases import case_of

if TYPE_CHECKING:
    from derive.elaboration.reader import Reader


def condition(reader: "Reader", node: s.Syntax, scope: Scope) -> x.Condition:
    """A condition on indices or on numbers."""
    return read_condition(node, lambda left, sign, right: _pair(reader, left, sign, right, scope))


def _pair(reader: "Reader", left: s.Syntax, sign: str, right: s.Syntax, scope: Scope) -> x.Condition:
    if sign in ORDER:
        of_indices = reader.ordered(left, sign, right, scope)
        if of_indices is not None:
            return of_indices
        return _ordered(reader, reader.read(left, scope), sign, reader.read(right, scope), left)
    if sign in ("in", "notin"):
        held = reader.among(left, right, scope)
    elif sign in ("=", "!="):
        held = reader.equal(left, right, scope)
    else:
        raise s.ReadingError("this relation is not understood in a condition", right.span, "=, \\ne, <, >")
    return held if sign in ("=", "in") else x.Not(held)


def equal(reader: "Reader", left: s.Syntax, right: s.Syntax, scope: Scope) -> x.Condition:
    """Two indices point at one value; a number is the greatest of some, or one of the few that it may be."""
    return (
        _attained(reader, left, right, scope)
        or hot(reader, left, right, scope)
        or _valued(reader, left, right, scope)
        or same(reader, left, right, scope)
    )


def among(reader: "Reader", left: s.Syntax, right: s.Syntax, scope: Scope) -> x.Condition:
    """i ∈ {k, l}: one of the members that are written out; of a set of all values it is always one."""
    own, size = reader.index_by_itself(left, scope), size_of_set(reader, right)
    if own is not None and size is not None and reader.context.solver.unify(own.over, size):
        return x.ALWAYS
    return one_of(right, lambda each: reader.equal(left, each, scope))


def hot(reader: "Reader", left: s.Syntax, right: s.Syntax, scope: Scope) -> x.Condition | None:
    """y_w = 1, of a one-hot vector: its 1 stands at w; y_w = 0: it does not. None for any other equation."""
    number = whole_number(right)
    if number not in (0, 1) or not isinstance(strip(left), s.Scripted):
        return None
    try:
        value = reader.read(left, scope)
    except s.ReadingError:
        return None
    return of_hot(value, Fraction(number))


def of_hot(value: x.Expression | None, number: Fraction) -> x.Condition | None:
    """When an entry of a one-hot vector is 0 or 1; None for any other value, and any other number."""
    whole = value.matrix if isinstance(value, x.Entry) else None
    whole = whole.value if isinstance(whole, x.Named) else whole
    if not isinstance(value, x.Entry) or not isinstance(whole, x.OneHot) or number not in (0, 1):
        return None
    held = x.Same(value.row, whole.index)
    return held if number == 1 else x.Not(held)


def _valued(reader: "Reader", left: s.Syntax, right: s.Syntax, scope: Scope) -> x.Condition | None:
    """δ_i = 1, of a number that is assumed to be one of a few: it lies above the middle between 1 and the next below; None for any other equation."""
    number = whole_number(right)
    if number is None or not reader.context.among or index_of(reader, left, scope) is not None:
        return None
    value = reader.read(left, scope)
    whole = value.matrix if isinstance(value, x.Entry) else value
    values = sorted(reader.context.among.get(whole.name, ())) if isinstance(whole, x.Symbol) else []
    if value.shape != x.SCALAR or number not in values:
        return None
    at = values.index(Fraction(number))
    middle = [x.Number((one + other) / 2) for one, other in pairwise(values)]
    held: list[x.Condition] = [x.Compare(middle[at - 1], "<", value)] if at else []
    held += [x.Compare(value, "<", middle[at])] if at < len(middle) else []
    return held[0] if len(held) == 1 else x.All(tuple(held))


def _attained(reader: "Reader", left: s.Syntax, right: s.Syntax, scope: Scope) -> x.Same | None:
    """That x_i is max_j x_j, as a condition on i; None where no greatest is met."""
    found = [isinstance(each, s.Big) and each.operator in ("max", "min") for each in (strip(left), strip(right))]
    if not any(found) and not (reader.extremes or reader.context.choices):
        return None
    if any(index_of(reader, each, scope) is not None for each in (left, right)):
        return None
    indices = [each for each in scope.values() if isinstance(each, x.Index)]
    solver, context = reader.context.solver, reader.context
    indices += [x.Index(name, solver.size(size)) for name, size in context.open.items()]
    return greatest.attained(reader, reader.read(left, scope), reader.read(right, scope), indices)


def _ordered(reader: "Reader", left: x.Expression, sign: str, right: x.Expression, node: s.Syntax) -> x.Condition:
    if left.shape != x.SCALAR or right.shape != x.SCALAR:
        raise s.ReadingError(
            "arrays have no order; the indicator of every entry is written 1\\{…\\}", node.span, "numbers"
        )
    return compared(left, sign, right)


def same(reader: "Reader", left: s.Syntax, right: s.Syntax, scope: Scope) -> x.Same:
    """Two indices point at one value."""
    one = index_of(reader, left, scope)
    other = index_of(reader, right, scope)
    if one is None and other is None:
        raise s.ReadingError(
            "an equality of numbers is no condition that is decided",
            left.span,
            "indices, or a number assumed to be 0 or 1",
        )
    if one is None:
        assert other is not None
        one = reader.index(left, other.over, scope)
    return x.Same(one, reader.index(right, one.over, scope))


def index_of(reader: "Reader", node: s.Syntax, scope: Scope) -> x.IndexTerm | None:
    """The index that a piece of syntax is by itself, with its own size; None for numbers and for what is no index."""
    node = strip(node)
    name = key(node)
    declared = reader.context.declarations.get(name or "")
    bound = scope.get(name or "")
    base = reader.context.declarations.get(key(node.base) or "") if isinstance(node, s.Scripted) else None
    if isinstance(bound, x.IndexTerm):
        return reader.index(node, bound.over, scope)
    if declared is not None and declared.kind == "index":
        return reader.index(node, declared.sizes[0], scope)
    if base is not None and base.kind == "labels":
        return reader.index(node, base.sizes[1], scope)
    if name in reader.context.open:
        return reader.index(node, reader.context.open[name], scope)
    return greatest.pointed(reader, node, scope)


def indicated(reader: "Reader", factor: s.Syntax, bracket: s.Syntax | None, scope: Scope) -> x.Expression | None:
    r"""1{…}, 𝟙[…], I(…): a 1 or an I before a condition in brackets; None for anything else."""
    group = bracket.base if isinstance(bracket, s.Scripted) else bracket
    if (
        bracket is None
        or not isinstance(group, s.Group)
        or group.opening not in ("\\{", "[", "(")
        or not is_one(factor)
    ):
        return None
    inner = strip(group.inner)
    items = inner.items if isinstance(inner, s.Listing) else (inner,)
    if not all(isinstance(strip(item), s.Relation) for item in items):
        return None
    return reader.indicator(group.inner, scope, (factor.span[0], bracket.span[1]))


def indicating(node: s.Juxtaposition) -> Iterator[s.Syntax]:
    r"""The conditions of the 1\{…\} and 1_{…} among some factors."""
    for factor, behind in zip(node.factors, (*node.factors[1:], None), strict=True):
        if isinstance(factor, s.Scripted) and factor.below is not None and is_one(factor.base):
            yield factor.below
        group = behind.base if isinstance(behind, s.Scripted) else behind
        if isinstance(group, s.Group) and is_one(factor):
            yield group.inner


def is_one(factor: s.Syntax) -> bool:
    """Whether this is the 1 or the I before a condition."""
    return factor.text == "1" if isinstance(factor, s.Numeral) else key(factor) in ("I", "1", "mathbb 1")


def indicator(reader: "Reader", node: s.Syntax, scope: Scope, span: s.Span) -> x.Expression:
    """1{…}: of a condition on arrays it is the array of the indicators of its entries."""
    inner = strip(node)
    if (
        isinstance(inner, s.Relation)
        and len(inner.sides) == 2
        and inner.operators[0] in ORDER
        and reader.ordered(inner.sides[0], inner.operators[0], inner.sides[1], scope) is None
    ):
        left, right = (reader.read(side, scope) for side in inner.sides)
        shape = next((each.shape for each in (left, right) if each.shape != x.SCALAR), x.SCALAR)
        if shape != x.SCALAR:
            return _of_entries(reader, left, inner.operators[0], right, shape, inner)
        return x.Delta(_ordered(reader, left, inner.operators[0], right, inner), span=span)
    return x.Delta(reader.condition(inner, scope), span=span)


def _of_entries(
    reader: "Reader", left: x.Expression, sign: str, right: x.Expression, shape: x.Shape, node: s.Relation
) -> x.Expression:
    reader.context.note("entrywise-indicator")
    if x.SCALAR not in (left.shape, right.shape):
        reader.context.solver.fit(left.shape, right.shape)
    elif any(each.shape == x.SCALAR and each != x.Number(Fraction(0)) for each in (left, right)) and "1" not in shape:
        raise s.ReadingError("an array is compared with a number", node.span, "0, or an array of the same shape")
    return by_entries(
        shape,
        node.span,
        lambda row, column: x.Delta(_ordered(reader, entry(left, row, column), sign, entry(right, row, column), node)),
    )


def cases(reader: "Reader", node: s.Branches, scope: Scope) -> x.Expression:
    """Rows of values and conditions; a last row without a condition, or with "otherwise", takes the rest.

    Where arrays are compared, the cases are those of every entry.
    """
    rows: list[tuple[x.Expression, s.Syntax | None]] = []
    for value, when in node.rows:
        if (key(value) or "").lower() in NO_VALUE:
            _at_the_kink(value, when)
            continue
        if when is None and value is not node.rows[-1][0]:
            raise s.ReadingError("a case without its condition", value.span, "a condition")
        told = when is not None and any(isinstance(each, s.Relation) for each in every(when))
        others = [each for _, each in node.rows if each is not None and each is not when] if not told else []
        with positions.guarded(reader, [when] if when is not None else [], scope, others):
            rows.append((reader.read(value, scope), when))
    if not rows:
        raise s.ReadingError("there are no cases here", node.span, "a case such as v_c & w = o")
    sides = _compared_arrays(reader, node, scope)
    if sides:
        return _cases_of_entries(reader, node, rows, sides, scope)
    return by_cases(reader, [(value, _of_case(reader, when, scope)) for value, when in rows], node.span)


def by_cases(
    reader: "Reader", rows: list[tuple[x.Expression, x.Condition]], span: s.Span | None = None
) -> x.Expression:
    """Values of one shape, each under its condition."""
    shape = next((value.shape for value, _ in rows if value.shape != x.SCALAR), x.SCALAR)
    branches = [(polymorphic(value, shape), condition) for value, condition in rows]
    for made, _ in branches:
        reader.fits(made.shape, shape)
    return x.Cases(tuple(branches), span=span)


Compared = tuple[x.Expression, str, x.Expression]


def _compared_arrays(reader: "Reader", node: s.Branches, scope: Scope) -> dict[s.Syntax, Compared]:
    """The conditions that compare arrays, each with its two sides and its sign; empty where none does."""
    found: dict[s.Syntax, Compared] = {}
    for _, when in node.rows:
        inner = strip(when) if when is not None else None
        if not isinstance(inner, s.Relation) or len(inner.sides) != 2 or inner.operators[0] not in ORDER:
            continue
        if reader.ordered(inner.sides[0], inner.operators[0], inner.sides[1], scope) is None:
            left, right = (reader.read(side, scope) for side in inner.sides)
            found[inner] = left, inner.operators[0], right
    return found if any(side.shape != x.SCALAR for left, _, right in found.values() for side in (left, right)) else {}


def _cases_of_entries(
    reader: "Reader",
    node: s.Branches,
    rows: list[tuple[x.Expression, s.Syntax | None]],
    compared: dict[s.Syntax, Compared],
    scope: Scope,
) -> x.Expression:
    """z where z > 0 and 0 elsewhere, of an array z: each entry by itself."""
    sides = [side for left, _, right in compared.values() for side in (left, right) if side.shape != x.SCALAR]
    shape = sides[0].shape
    arrays = [value for value, _ in rows if value.shape != x.SCALAR]
    if not all(reader.fits(each.shape, shape) for each in (*sides, *arrays)):
        raise s.ReadingError("arrays of different shapes in cases", node.span, "arrays of one shape")
    reader.context.note("entrywise-indicator")

    def at(row: x.Index, column: x.Index) -> x.Expression:
        def when(part: s.Syntax) -> x.Condition:
            found = compared.get(strip(part))
            if found is None:
                return reader.condition(part, scope)
            left, sign, right = found
            return _ordered(reader, entry(left, row, column), sign, entry(right, row, column), part)

        made = [(entry(value, row, column), _of_case(reader, part, scope, when)) for value, part in rows]
        return x.Cases(tuple(made), span=node.span)

    return by_entries(shape, node.span, at)


def _at_the_kink(value: s.Syntax, when: s.Syntax | None) -> None:
    """ReadingError where a value is said not to exist elsewhere than where a number is 0."""
    relations = [each for each in every(when) if isinstance(each, s.Relation)] if when is not None else []
    zero = [each.operators == ("=",) and "0" in {key(strip(side)) for side in each.sides} for each in relations]
    if not zero or not all(zero):
        raise s.ReadingError("the derivative is said not to exist here", value.span, "a value")


def _of_case(
    reader: "Reader", when: s.Syntax | None, scope: Scope, how: Callable[[s.Syntax], x.Condition] | None = None
) -> x.Condition:
    if when is None:
        return x.ALWAYS
    read = how or (lambda part: reader.condition(part, scope))
    return of_case(when, read, lambda text, at: _in_words(reader, text, at, scope))


def _in_words(reader: "Reader", text: str, node: s.Syntax, scope: Scope) -> x.Condition:
    """x is positive, x is negative, of a number; w is the true word o."""
    told = case_of(text)
    if told is not None:
        left, sign, right = told
        sides = tuple(s.Name(each, span=node.span) for each in (left, right))
        return reader.condition(s.Relation(sides, (sign,), span=node.span), scope)
    found = SIGNED.fullmatch(text.strip())
    declared = reader.context.declarations.get(found[1]) if found is not None else None
    if found is None or declared is None or declared.kind != "number":
        raise s.ReadingError(f'"{text}" is no condition that is understood', node.span, "otherwise, or x > 0")
    return compared(declared.symbol, ">" if found[2] else "<", x.Number(Fraction(0)))
