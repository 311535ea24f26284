"""From the expression tree to index notation: every matrix by its entry at a row and a column.

>>> from derive.expression import Product, Symbol, Transpose
>>> w, x = Symbol("w", ("d", "1")), Symbol("x", ("d", "1"))
>>> Entries().scalar(Product((Transpose(w), x))).op
'total'
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

from derive import expression as x
from derive.general import axes_of_term, place_of
from derive.outside import UnsupportedError
from derive.tensors import algebra
from derive.tensors.axes import same, substitute, total
from derive.tensors.graph import (
    ONE,
    PI,
    ZERO,
    Axis,
    Fixed,
    Given,
    Lookup,
    Node,
    Position,
    constant,
    extent,
    fresh,
    leaf,
    make,
)
from derive.tensors.summands import InBlock, RowOrColumn, Where, summed, undivided
from derive.traversal import free_indices


class Entries:
    """Reads entries off expressions. `families` are the matrices whose columns are stored as the rows of an array.

    `names` collects what the named quantities of the expression are: digest of the node → name; `letters` the indices of sums by
    their axes. Quantities in `whole` stay nodes of their own and are not simplified together with what they stand in. `tables` are
    the names of the tables that stand for i + k, by `place_of` that. `windows`: whether sums may run over offsets, which no array has.
    """

    def __init__(
        self,
        families: Collection[str] = (),
        whole: Collection[str] = (),
        tables: Mapping[object, str] | None = None,
        windows: bool = False,
    ):
        self.windows = windows
        self.families, self.whole, self.tables = frozenset(families), frozenset(whole), tables or {}
        self.letters: dict[Axis, x.Index] = {}
        self.names: dict[str, str] = {}
        self._memo: dict[object, tuple[x.Expression, Node]] = {}

    def scalar(self, expression: x.Expression) -> Node:
        """The value of a 1 × 1 expression."""
        return self.entry(expression, None, None, {})

    def entry(self, expression: x.Expression, row: RowOrColumn, column: RowOrColumn, where: Where) -> Node:
        """The entry of an expression at a row and a column, where the free indices stand at positions."""
        if expression.shape[0] == "1":
            row = None
        if expression.shape[1] == "1":
            column = None
        bound = tuple(sorted(((i.name, repr(p)) for i, p in where.items() if i in self._free(expression))))
        key = (id(expression), row, column, bound)
        if key not in self._memo:
            handler = ENTRIES.get(type(expression))
            if handler is None:
                raise UnsupportedError(f"{type(expression).__name__} cannot be written with NumPy here", expression)
            self._memo[key] = expression, handler(self, expression, row, column, where)
        return self._memo[key][1]

    def _free(self, expression: x.Expression) -> frozenset[x.Index]:
        key = ("free", id(expression))
        if key not in self._memo:
            self._memo[key] = expression, free_indices(expression)  # type: ignore[assignment]
        return self._memo[key][1]  # type: ignore[return-value]

    def position(self, term: x.IndexTerm, where: Where) -> Position:
        """An index term as a position."""
        return undivided(self.place(term, where), term)

    def place(self, term: x.IndexTerm, where: Where) -> Position | InBlock:
        """An index term as a position, or as one in a block."""
        match term:
            case x.Index(name, _):
                return where.get(term, Given(name))
            case x.Mapped(name, argument, _):
                return Lookup(name, self.position(argument, where))
            case x.Shift() if self.tables:
                return self._in_table(term, where)
            case x.Ordinal(number, over, end) if not over.startswith("±"):
                return Fixed(number - 1 if end or number > 0 else number)
            case x.Ordinal(number, _, False) if self.windows:
                return Fixed(number)
        raise UnsupportedError("an offset in a window cannot be written with NumPy here", term)

    def _in_table(self, term: x.Shift, where: Where) -> Position:
        """i + k, of two indices that both run."""
        first, second = (self.position(each, where) for each in axes_of_term(term))
        if not isinstance(first, Axis) or not isinstance(second, Axis):
            raise UnsupportedError("this index arithmetic cannot be written with NumPy here", term)
        return Lookup(self.tables[place_of(term)], second, first)

    def truth(self, condition: x.Condition, where: Where) -> Node:
        """A condition as 1 or 0."""
        match condition:
            case x.Same(left, right):
                return same(self.position(left, where), self.position(right, where))
            case x.Compare(left, relation, right):
                sides = self.entry(left, None, None, where), self.entry(right, None, None, where)
                return make({"<": "less", "<=": "at_most"}[relation], sides)
            case x.Not(inside):
                return negation(self.truth(inside, where))
            case x.All(parts):
                return algebra.product(*(self.truth(part, where) for part in parts))
            case x.Some(parts):
                found = [self.truth(part, where) for part in parts]
                return ONE if ONE in found else make("or", tuple(found)) if found else ZERO
        raise UnsupportedError("a condition that cannot be written with NumPy here", condition)


def negation(truth: Node) -> Node:
    """1 where a condition does not hold."""
    if truth.op == "constant":
        return constant(1 - truth.data)
    return truth.args[0] if truth.op == "not" else make("not", (truth,))


def _agree(row: RowOrColumn, column: RowOrColumn) -> Node:
    """1 where a row and a column are the same."""
    return ONE if row is None or column is None else same(undivided(row, x.ALWAYS), undivided(column, x.ALWAYS))


def _placed(axes: Sequence[Axis], *places: RowOrColumn) -> dict[Axis, Position]:
    """Which axis stands where."""
    return {axis: undivided(place, x.ALWAYS) for axis, place in zip(axes, places, strict=True) if place is not None}


Handler = Callable[[Entries, x.Expression, RowOrColumn, RowOrColumn, Where], Node]
ENTRIES: dict[type, Handler] = {}


def entry_of(kind: type) -> Callable[[Handler], Handler]:
    """Puts a function into the table."""

    def put(handler: Handler) -> Handler:
        ENTRIES[kind] = handler
        return handler

    return put


@entry_of(x.Number)
def _number(e: Entries, node: Any, row: RowOrColumn, column: RowOrColumn, where: Where) -> Node:
    return constant(node.value)


@entry_of(x.Dimension)
def _dimension(e: Entries, node: Any, row: RowOrColumn, column: RowOrColumn, where: Where) -> Node:
    parts = [constant(int(part)) if part.isdigit() else extent(part) for part in node.size.split("+")]
    return algebra.add(*parts)


@entry_of(x.Pi)
def _pi(e: Entries, node: Any, row: RowOrColumn, column: RowOrColumn, where: Where) -> Node:
    return PI


@entry_of(x.Symbol)
def _symbol(e: Entries, node: Any, row: RowOrColumn, column: RowOrColumn, where: Where) -> Node:
    positions = tuple(undivided(each, node) for each in (row, column) if each is not None)
    return leaf(node.name, positions[::-1] if node.name in e.families else positions)


@entry_of(x.Named)
def _named(e: Entries, node: Any, row: RowOrColumn, column: RowOrColumn, where: Where) -> Node:
    if node.name in e.whole:
        axes = tuple(None if size == "1" else fresh(size) for size in node.shape)
        value = e.entry(node.value, axes[0], axes[1], {})
        own = tuple(axis for axis in axes if axis is not None and axis in value.axes)
        base = make("named", (value,), (node.name, own))
        return substitute(
            base,
            {
                a: undivided(p, node)
                for a, p in zip(axes, (row, column), strict=True)
                if a is not None and p is not None
            },
        )
    found = e.entry(node.value, row, column, where)
    if found.op not in ("leaf", "constant") and all(p is None or isinstance(p, Axis) for p in (row, column)):
        e.names.setdefault(found.digest, node.name)
    return found


@entry_of(x.Column)
def _column(e: Entries, node: Any, row: RowOrColumn, column: RowOrColumn, where: Where) -> Node:
    return e.entry(node.matrix, row, e.place(node.index, where), where)


@entry_of(x.Member)
def _member(e: Entries, node: Any, row: RowOrColumn, column: RowOrColumn, where: Where) -> Node:
    places = [e.place(node.index, where), *(each for each in (row, column) if each is not None)]
    return leaf(node.matrix.name, tuple(undivided(each, node) for each in places))


@entry_of(x.Entry)
def _entry(e: Entries, node: Any, row: RowOrColumn, column: RowOrColumn, where: Where) -> Node:
    one = e.place(node.row, where)
    if node.column is not None:
        return e.entry(node.matrix, one, e.place(node.column, where), where)
    return e.entry(node.matrix, one, one, where) if "1" in node.matrix.shape else _unknown(node)


def _unknown(node: x.Expression) -> Node:
    raise UnsupportedError("an entry of a matrix needs a row and a column", node)


@entry_of(x.Add)
def _add(e: Entries, node: Any, row: RowOrColumn, column: RowOrColumn, where: Where) -> Node:
    return algebra.add(*(e.entry(term, row, column, where) for term in node.terms))


@entry_of(x.Negative)
def _negative(e: Entries, node: Any, row: RowOrColumn, column: RowOrColumn, where: Where) -> Node:
    return algebra.negative(e.entry(node.operand, row, column, where))


@entry_of(x.Hadamard)
def _hadamard(e: Entries, node: Any, row: RowOrColumn, column: RowOrColumn, where: Where) -> Node:
    return algebra.product(e.entry(node.left, row, column, where), e.entry(node.right, row, column, where))


@entry_of(x.Quotient)
def _quotient(e: Entries, node: Any, row: RowOrColumn, column: RowOrColumn, where: Where) -> Node:
    below = e.entry(node.denominator, row, column, where)
    return algebra.product(e.entry(node.numerator, row, column, where), algebra.reciprocal(below))


@entry_of(x.Power)
def _power(e: Entries, node: Any, row: RowOrColumn, column: RowOrColumn, where: Where) -> Node:
    return algebra.power(e.entry(node.base, row, column, where), e.entry(node.exponent, None, None, where))


@entry_of(x.Transpose)
def _transpose(e: Entries, node: Any, row: RowOrColumn, column: RowOrColumn, where: Where) -> Node:
    return e.entry(node.operand, column, row, where)


@entry_of(x.Call)
def _call(e: Entries, node: Any, row: RowOrColumn, column: RowOrColumn, where: Where) -> Node:
    return algebra.function(node.function, e.entry(node.argument, row, column, where))


@entry_of(x.Extremum)
def _extremum(e: Entries, node: Any, row: RowOrColumn, column: RowOrColumn, where: Where) -> Node:
    parts = [e.entry(each, None, None, where) for each in node.operands]
    if node.kind == "min":
        return algebra.negative(_maximum([algebra.negative(each) for each in parts]))
    return _maximum(parts)


def _maximum(parts: list[Node]) -> Node:
    rest = [each for each in parts if each is not ZERO]
    if len(rest) == 1 < len(parts):
        return make("relu", (rest[0],))
    return parts[0] if len(parts) == 1 else make("extremum", tuple(parts))


@entry_of(x.Softmax)
def _softmax(e: Entries, node: Any, row: RowOrColumn, column: RowOrColumn, where: Where) -> Node:
    axis = fresh(node.shape[0])
    body = e.entry(node.operand, axis, None, where)
    if axis not in body.axes:
        return algebra.reciprocal(extent(axis.size))
    return substitute(make("softmax", (body,), axis), _placed((axis,), row))


@entry_of(x.Product)
def _product(e: Entries, node: Any, row: RowOrColumn, column: RowOrColumn, where: Where) -> Node:
    """Chains of matrices, and the numbers that stand among them."""
    numbers: list[x.Expression] = []
    chain: list[x.Expression] = []
    scalars: list[Node] = []
    shape = x.SCALAR
    for factor in node.factors:
        if factor.shape == x.SCALAR:
            numbers.append(factor)
            continue
        if shape == x.SCALAR and chain:
            scalars.append(_chain(e, chain, None, None, where))
            chain = []
        shape = factor.shape if not chain else (shape[0], factor.shape[1])
        chain.append(factor)
    found = [e.entry(each, None, None, where) for each in numbers]
    rest = [_chain(e, chain, row, column, where)] if chain else []
    return algebra.product(*found, *scalars, *rest)


def _chain(e: Entries, chain: list[x.Expression], row: RowOrColumn, column: RowOrColumn, where: Where) -> Node:
    """The entry of A B C: the sum over the inner indices."""

    def body(*inner: RowOrColumn) -> Node:
        places = zip(chain, [row, *inner], [*inner, column], strict=True)
        return algebra.product(*(e.entry(*each, where) for each in places))

    return summed([factor.shape[1] for factor in chain[:-1]], chain, body)


@entry_of(x.Sum)
def _sum(e: Entries, node: Any, row: RowOrColumn, column: RowOrColumn, where: Where) -> Node:
    sums: list[x.Sum] = []
    inside: x.Expression = node
    while isinstance(inside, x.Sum):
        if inside.index.over.startswith("±") and not e.windows:
            raise UnsupportedError("a sum over a window cannot be written with NumPy here", inside)
        sums.append(inside)
        inside = inside.body

    def body(*places: RowOrColumn) -> Node:
        here, conditions = dict(where), []
        for each, place in zip(sums, places, strict=True):
            here[each.index] = place or Fixed(0)
            if isinstance(place, Axis):
                e.letters[place] = each.index
            conditions.append(e.truth(each.condition, here))
        return algebra.product(*conditions, e.entry(inside, row, column, here))

    return summed([each.index.over for each in sums], [inside], body)


@entry_of(x.Table)
def _table(e: Entries, node: Any, row: RowOrColumn, column: RowOrColumn, where: Where) -> Node:
    return e.entry(node.body, row, None, {**where, **({} if column is None else {node.index: column})})


@entry_of(x.Beside)
def _beside(e: Entries, node: Any, row: RowOrColumn, column: RowOrColumn, where: Where) -> Node:
    """Columns side by side: the one at the place that is asked for."""
    if isinstance(column, InBlock):
        return e.entry(node.blocks[column.block], row, column.within, where)
    if column is None or any(block.shape[1] != "1" for block in node.blocks):
        raise UnsupportedError("blocks side by side cannot be written with NumPy here", node)
    return algebra.add(
        *(
            algebra.product(same(column, Fixed(k)), e.entry(each, row, None, where))
            for k, each in enumerate(node.blocks)
        )
    )


@entry_of(x.Delta)
def _delta(e: Entries, node: Any, row: RowOrColumn, column: RowOrColumn, where: Where) -> Node:
    return e.truth(node.condition, where)


@entry_of(x.Cases)
def _cases(e: Entries, node: Any, row: RowOrColumn, column: RowOrColumn, where: Where) -> Node:
    args: list[Node] = []
    for value, condition in node.branches:
        args += [e.truth(condition, where), e.entry(value, row, column, where)]
    return args[1] if args[0] is ONE else make("choose", tuple(args))


@entry_of(x.Constant)
def _constant(e: Entries, node: Any, row: RowOrColumn, column: RowOrColumn, where: Where) -> Node:
    return constant(node.value)


@entry_of(x.OneHot)
def _one_hot(e: Entries, node: Any, row: RowOrColumn, column: RowOrColumn, where: Where) -> Node:
    return _agree(row, e.position(node.index, where))


@entry_of(x.Diagonal)
def _diagonal(e: Entries, node: Any, row: RowOrColumn, column: RowOrColumn, where: Where) -> Node:
    return algebra.product(e.entry(node.operand, row, None, where), _agree(row, column))


@entry_of(x.Trace)
def _trace(e: Entries, node: Any, row: RowOrColumn, column: RowOrColumn, where: Where) -> Node:
    axis = fresh(node.operand.shape[0])
    if isinstance(node.operand, x.Product) and x.SCALAR not in {each.shape for each in node.operand.factors}:
        return _cyclic(e, list(node.operand.factors), where)
    return total([axis], e.entry(node.operand, axis, axis, where))


def _cyclic(e: Entries, factors: list[x.Expression], where: Where) -> Node:
    """tr(A B C): one sum over all inner indices."""

    def body(*inner: RowOrColumn) -> Node:
        places = zip(factors, [inner[-1], *inner[:-1]], inner, strict=True)
        return algebra.product(*(e.entry(*each, where) for each in places))

    return summed([factor.shape[1] for factor in factors], factors, body)


def _square(e: Entries, operand: x.Expression, where: Where) -> tuple[Node, tuple[Axis, Axis]]:
    axes = fresh(operand.shape[0]), fresh(operand.shape[0])
    return e.entry(operand, *axes, where), axes


@entry_of(x.Determinant)
def _determinant(e: Entries, node: Any, row: RowOrColumn, column: RowOrColumn, where: Where) -> Node:
    body, axes = _square(e, node.operand, where)
    return body if node.operand.shape[0] == "1" else make("determinant", (body,), axes)


@entry_of(x.Inverse)
def _inverse(e: Entries, node: Any, row: RowOrColumn, column: RowOrColumn, where: Where) -> Node:
    body, axes = _square(e, node.operand, where)
    if node.operand.shape[0] == "1":
        return algebra.reciprocal(body)
    return substitute(make("inverse", (body,), axes), _placed(axes, row, column))
