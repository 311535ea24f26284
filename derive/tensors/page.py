"""A page of matrices: what symbols and named values are there, how positions are written, and vectors turned and repeated.

How each operation is written stands in `WRITE`, which `derive.tensors.matrices` fills.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from derive import expression as x
from derive.indexing import bound_index
from derive.outside import UnsupportedError
from derive.pattern import product as product_of
from derive.tensors.graph import Axis, Fixed, Given, Lookup, Node, Position, walk

RowOrColumn = Axis | None
Bound = Mapping[Axis, x.Index]
"""Axes that are written as the index of a sum."""


class PageWriter:
    """Writes nodes as expressions.

    `symbols` are those of the loss by name, `families` the matrices whose columns are vectors x_i, `over` the size that an index or a
    label points into, `letters` the indices that the author gave to axes. `known` are values with a name: by digest the name and
    which axes of the node are its row and its column.
    """

    def __init__(
        self,
        symbols: Mapping[str, x.Expression],
        families: Sequence[str] = (),
        over: Mapping[str, x.Size] | None = None,
        letters: Mapping[Axis, x.Index] | None = None,
    ):
        self.symbols, self.families, self.over = symbols, frozenset(families), over or {}
        self.letters = letters or {}
        self.known: dict[str, tuple[x.Expression, int | None, int | None]] = {}
        self.counted = frozenset(symbol.shape[1] for name, symbol in symbols.items() if name in self.families)

    def name(self, node: Node, named: x.Expression, row: RowOrColumn, column: RowOrColumn) -> None:
        """From now on the value of a node is written by its name."""
        places = [node.axes.index(axis) if axis in node.axes else None for axis in (row, column)]
        if all(axis in node.axes for axis, size in zip((row, column), named.shape, strict=True) if size != "1"):
            self.known.setdefault(node.digest, (named, places[0], places[1]))

    # ---------------------------------------------------------------------------------------------------------- positions

    def index(self, position: Position, size: x.Size, bound: Bound) -> x.IndexTerm:
        """A position as an index term."""
        match position:
            case Axis():
                return bound[position]
            case Given(name):
                return x.Index(name, size)
            case Lookup(name, argument):
                inner = argument.size if isinstance(argument, Axis) else self.over.get(f"{name}[]", "?")
                return x.Mapped(name, self.index(argument, inner, bound), size)
            case Fixed(number) if size.startswith("±"):
                return x.Ordinal(number, size)
            case Fixed(number):
                return x.Ordinal(number + 1 if number >= 0 else -1, size)
        raise AssertionError(position)

    def letter(self, axis: Axis, bound: Bound) -> x.Index:
        """The index that an axis is written as: the author's own where it is free."""
        taken = {each.name for each in bound.values()} | set(self.over) | set(self.symbols)
        own = self.letters.get(axis)
        if own is not None and own.name not in taken:
            return own
        for name in "ijklmnpqrst":
            if name not in taken:
                return x.Index(name, axis.size)
        return bound_index(axis.size, frozenset(bound.values()))

    def placed(
        self, whole: x.Expression, at: tuple[Position, ...], row: RowOrColumn, column: RowOrColumn, bound: Bound
    ) -> x.Expression:
        """A matrix, a vector or a number at positions (one for each of its sizes that is not 1), as row × column; of an array first its matrix."""
        if isinstance(whole, x.Member) and len(at) == 1 + sum(size != "1" for size in whole.shape):
            if isinstance(at[0], Axis) and at[0] not in bound:
                raise UnsupportedError("an array of matrices cannot be written with matrices")
            whole, at = replace(whole, index=self.index(at[0], whole.index.over, bound)), at[1:]
        if whole.shape == x.SCALAR:
            return whole
        if "1" in whole.shape:
            standing = whole if whole.shape[1] == "1" else turned(whole)
            return self._vector(standing, at[0], row, bound)
        if len(at) != 2:
            raise UnsupportedError("an array of which a size is not known cannot be written with matrices")
        first, second = at
        free = [isinstance(each, Axis) and each not in bound for each in at]
        if all(free) and first != second:
            return whole if (first, second) == (row, column) else turned(whole)
        if all(free):
            assert isinstance(first, Axis)
            i = self.letter(first, bound)
            return oriented(x.Transpose(x.Table(i, x.Entry(whole, i, i))), first, row)
        if free[0]:
            found: x.Expression = x.Column(whole, self.index(second, whole.shape[1], bound))
            return oriented(found, first, row)
        if free[1]:
            found = x.Column(turned(whole), self.index(first, whole.shape[0], bound))
            return oriented(found, second, row)
        rows, columns = (self.index(each, size, bound) for each, size in zip(at, whole.shape, strict=True))
        return x.Entry(whole, rows, columns)

    def _vector(self, standing: x.Expression, at: Position, row: RowOrColumn, bound: Bound) -> x.Expression:
        if isinstance(at, Axis) and at not in bound:
            return oriented(standing, at, row)
        return x.Entry(standing, self.index(at, standing.shape[0], bound))

    # ------------------------------------------------------------------------------------------------------------- values

    def matrix(self, node: Node, row: RowOrColumn, column: RowOrColumn, bound: Bound | None = None) -> x.Expression:
        """The value of a node as a matrix with these axes as its rows and columns; one that a node lacks repeats its value."""
        bound = bound or {}
        found = self._own_axes(node, row, column, bound)
        lacking = [axis for axis in (row, column) if axis is not None and axis not in node.axes]
        if not lacking:
            return found
        if found.shape == x.SCALAR:
            return widened(found, (row.size if row else "1", column.size if column else "1"))
        (axis,) = lacking
        return product_of(ones(axis.size), found) if axis == row else product_of(found, ones(axis.size, lying=True))

    def _own_axes(self, node: Node, row: RowOrColumn, column: RowOrColumn, bound: Bound) -> x.Expression:
        row = row if row in node.axes else None
        column = column if column in node.axes else None
        if node.digest in self.known:
            named, *places = self.known[node.digest]
            return self.placed(named, tuple(node.axes[n] for n in places if n is not None), row, column, bound)
        numbers = self._numbers(node)
        for axis, other in ((column, row), (row, column)):
            if axis in numbers and axis not in bound:
                assert axis is not None
                i = self.letter(axis, bound)
                side_by_side = x.Table(i, self.matrix(node, other, None, {**bound, axis: i}))
                return side_by_side if axis == column else turned(side_by_side)
        open_axes = [axis for axis in node.axes if axis not in bound]
        assert set(open_axes) <= {row, column}, (node, row, column)
        handler = WRITE.get(node.op) or WRITE[""]
        return handler(self, node, row, column, bound)

    def _numbers(self, node: Node) -> set[Position]:
        """The axes that number what stands side by side: the matrices of arrays, and the columns or entries at labels."""
        if node.op == "leaf":
            return {each.argument for each in node.data[1] if isinstance(each, Lookup)} | self._of_array(node)
        if not any(isinstance(symbol, x.Member) for symbol in self.symbols.values()):
            return set()
        return {axis for each in walk(node) if each.op == "leaf" for axis in self._of_array(each)}

    def _of_array(self, leaf: Node) -> set[Position]:
        name, positions = leaf.data
        return {positions[0]} if isinstance(self.symbols.get(name), x.Member) else set()

    def by_entries(self, node: Node, row: RowOrColumn, column: RowOrColumn, bound: Bound) -> x.Expression:
        """A value given entry by entry."""
        axes = [axis for axis in (row, column) if axis is not None]
        if not axes:
            return self._own_axes(node, None, None, bound)
        if len(axes) == 1:
            i = self.letter(axes[0], bound)
            column_of = x.Transpose(x.Table(i, self.matrix(node, None, None, {**bound, axes[0]: i})))
            return oriented(column_of, axes[0], row)
        assert row is not None
        i = self.letter(row, bound)
        inside = self.by_entries(node, column, None, {**bound, row: i})
        return x.Transpose(x.Table(i, inside))


def oriented(standing: x.Expression, axis: Position, row: RowOrColumn) -> x.Expression:
    """A column along an axis, turned where that is not the axis of the rows."""
    return standing if axis == row else turned(standing)


def turned(node: x.Expression) -> x.Expression:
    """The transpose, inside sums and multiples: (aᵀ − bᵀ)ᵀ = a − b."""
    match node:
        case x.Transpose(operand):
            return operand
        case _ if node.shape == x.SCALAR:
            return node
        case x.Negative(operand):
            return x.Negative(turned(operand))
        case x.Quotient(top, bottom) if bottom.shape == x.SCALAR:
            return x.Quotient(turned(top), bottom)
        case x.Add(terms) if any(_is_turned(term) for term in terms):
            return x.Add(tuple(turned(term) for term in terms))
        case x.Hadamard(left, right) if _is_turned(left) or _is_turned(right):
            return x.Hadamard(turned(left), turned(right))
        case x.Call(function, argument) if _is_turned(argument):
            return x.Call(function, turned(argument))
        case x.Product((*numbers, last)) if numbers and all(each.shape == x.SCALAR for each in numbers):
            return product_of(*numbers, turned(last))
        case x.Product((left, x.Transpose(right))) if left.shape[1] == right.shape[1] == "1":
            return x.Product((right, x.Transpose(left)))
    return x.Transpose(node)


def _is_turned(node: x.Expression) -> bool:
    """Whether a vector is written as the transpose of another."""
    match node:
        case x.Negative(inside) | x.Quotient(inside, _):
            return _is_turned(inside)
        case x.Add(terms):
            return any(_is_turned(term) for term in terms)
        case x.Product((*_, last)):
            return "1" in node.shape and _is_turned(last)
    return isinstance(node, x.Transpose)


def ones(size: x.Size, lying: bool = False) -> x.Expression:
    """The vector 𝟏, or 𝟏ᵀ."""
    column = x.Constant(Fraction(1), (size, "1"))
    return x.Transpose(column) if lying else column


def widened(node: x.Expression, shape: x.Shape) -> x.Expression:
    """A number or a vector repeated to a shape."""
    if node.shape == shape:
        return node
    if node.shape == x.SCALAR:
        number = node.value if isinstance(node, x.Number) else Fraction(1)
        whole = (
            ones(shape[1], lying=True)
            if shape[0] == "1"
            else ones(shape[0])
            if shape[1] == "1"
            else x.Product((ones(shape[0]), ones(shape[1], lying=True)))
        )
        if number == -1:
            return x.Negative(whole)
        return whole if node == x.Number(Fraction(1)) else product_of(node, whole)
    return product_of(node, ones(shape[1], lying=True)) if node.shape[1] == "1" else product_of(ones(shape[0]), node)


WRITE: dict[str, Callable[[PageWriter, Node, RowOrColumn, RowOrColumn, Bound], x.Expression]] = {}
"""How each operation is written; the entry "" is that of functions of every entry."""
