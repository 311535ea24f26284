"""Back from index notation to matrices and vectors, as one writes them by hand: Xᵀ(P − Y), Σ_i (σ(wᵀx_i) − y_i) x_i, A⁻ᵀ.

>>> from derive.expression import Symbol
>>> from derive.tensors.algebra import product, total
>>> from derive.tensors.graph import leaf
>>> from derive.writing.text import text
>>> i, j = Axis(1, "N"), Axis(2, "d")
>>> page = Page({"X": Symbol("X", ("N", "d")), "r": Symbol("r", ("N", "1"))})
>>> print(text(page.matrix(total((i,), product(leaf("X", (i, j)), leaf("r", (i,)))), j, None)))
Xᵀ r
"""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from derive import expression as x
from derive.indexing import bound_index
from derive.pattern import product as product_of
from derive.tensors.algebra import FUNCTIONS, coefficient, product
from derive.tensors.graph import Axis, Fixed, Given, Lookup, Node, Position, axes_of

Place = Axis | None
Bound = Mapping[Axis, x.Index]
"""Axes that are written as the index of a sum."""


class Page:
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

    def name(self, node: Node, named: x.Expression, row: Place, column: Place) -> None:
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
        self, whole: x.Expression, at: tuple[Position, ...], row: Place, column: Place, bound: Bound
    ) -> x.Expression:
        """A matrix, a vector or a number at positions (one for each of its sizes that is not 1), as row × column."""
        if whole.shape == x.SCALAR:
            return whole
        if "1" in whole.shape:
            standing = whole if whole.shape[1] == "1" else _turned(whole)
            return self._vector(standing, at[0], row, column, bound)
        first, second = at
        free = [isinstance(each, Axis) and each not in bound for each in at]
        if all(free) and first != second:
            return whole if (first, second) == (row, column) else _turned(whole)
        if all(free):
            assert isinstance(first, Axis)
            i = self.letter(first, bound)
            return self._oriented(x.Transpose(x.Table(i, x.Entry(whole, i, i))), first, row, column)
        if free[0]:
            found: x.Expression = x.Column(whole, self.index(second, whole.shape[1], bound))
            return self._oriented(found, first, row, column)
        if free[1]:
            found = x.Column(_turned(whole), self.index(first, whole.shape[0], bound))
            return self._oriented(found, second, row, column)
        rows, columns = (self.index(each, size, bound) for each, size in zip(at, whole.shape, strict=True))
        return x.Entry(whole, rows, columns)

    def _vector(self, standing: x.Expression, at: Position, row: Place, column: Place, bound: Bound) -> x.Expression:
        if isinstance(at, Axis) and at not in bound:
            return self._oriented(standing, at, row, column)
        return x.Entry(standing, self.index(at, standing.shape[0], bound))

    def _oriented(self, standing: x.Expression, axis: Position, row: Place, column: Place) -> x.Expression:
        return standing if axis == row else _turned(standing)

    # ------------------------------------------------------------------------------------------------------------- values

    def matrix(self, node: Node, row: Place, column: Place, bound: Bound | None = None) -> x.Expression:
        """The value of a node as a matrix with these axes as its rows and columns; one that a node lacks repeats its value."""
        bound = bound or {}
        found = self._own_axes(node, row, column, bound)
        lacking = [axis for axis in (row, column) if axis is not None and axis not in node.axes]
        if not lacking:
            return found
        if found.shape == x.SCALAR:
            return _widened(found, (row.size if row else "1", column.size if column else "1"))
        (axis,) = lacking
        return product_of(ones(axis.size), found) if axis == row else product_of(found, ones(axis.size, lying=True))

    def _own_axes(self, node: Node, row: Place, column: Place, bound: Bound) -> x.Expression:
        row = row if row in node.axes else None
        column = column if column in node.axes else None
        if node.digest in self.known:
            named, *places = self.known[node.digest]
            return self.placed(named, tuple(node.axes[n] for n in places if n is not None), row, column, bound)
        open_axes = [axis for axis in node.axes if axis not in bound]
        assert set(open_axes) <= {row, column}, (node, row, column)
        handler = WRITE.get(node.op, _entrywise)
        return handler(self, node, row, column, bound)

    def by_entries(self, node: Node, row: Place, column: Place, bound: Bound) -> x.Expression:
        """A value given entry by entry."""
        axes = [axis for axis in (row, column) if axis is not None]
        if not axes:
            return self._own_axes(node, None, None, bound)
        if len(axes) == 1:
            i = self.letter(axes[0], bound)
            column_of = x.Transpose(x.Table(i, self.matrix(node, None, None, {**bound, axes[0]: i})))
            return self._oriented(column_of, axes[0], row, column)
        assert row is not None
        i = self.letter(row, bound)
        inside = self.by_entries(node, column, None, {**bound, row: i})
        return x.Transpose(x.Table(i, inside))


def _turned(node: x.Expression) -> x.Expression:
    """The transpose, inside sums and multiples: (aᵀ − bᵀ)ᵀ = a − b."""
    match node:
        case x.Transpose(operand):
            return operand
        case _ if node.shape == x.SCALAR:
            return node
        case x.Negative(operand):
            return x.Negative(_turned(operand))
        case x.Quotient(top, bottom) if bottom.shape == x.SCALAR:
            return x.Quotient(_turned(top), bottom)
        case x.Add(terms) if any(_is_turned(term) for term in terms):
            return x.Add(tuple(_turned(term) for term in terms))
        case x.Hadamard(left, right) if _is_turned(left) or _is_turned(right):
            return x.Hadamard(_turned(left), _turned(right))
        case x.Call(function, argument) if _is_turned(argument):
            return x.Call(function, _turned(argument))
        case x.Product((*numbers, x.Constant() | x.Transpose() as last)) if numbers and all(
            each.shape == x.SCALAR for each in numbers
        ):
            return product_of(*numbers, _turned(last))
        case x.Product((*numbers, last)) if numbers and all(each.shape == x.SCALAR for each in numbers):
            return product_of(*numbers, _turned(last))
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


# ------------------------------------------------------------------------------------------------------ leaves and numbers


def _leaf(page: Page, node: Node, row: Place, column: Place, bound: Bound) -> x.Expression:
    name, positions = node.data
    symbol = page.symbols[name]
    at = positions[::-1] if name in page.families else positions
    return page.placed(symbol, at, row, column, bound)


def _constant(page: Page, node: Node, row: Place, column: Place, bound: Bound) -> x.Expression:
    value = node.data
    if value.denominator == 1:
        return x.Number(value)
    return x.Quotient(x.Number(Fraction(value.numerator)), x.Number(Fraction(value.denominator)))


def _size(page: Page, node: Node, row: Place, column: Place, bound: Bound) -> x.Expression:
    return x.Dimension(node.data)


# ---------------------------------------------------------------------------------------------------------- sums, products


def _add(page: Page, node: Node, row: Place, column: Place, bound: Bound) -> x.Expression:
    terms = [page.matrix(each, row, column, bound) for each in node.args]
    terms.sort(key=lambda each: isinstance(each, x.Negative))
    flat: list[x.Expression] = []
    for term in terms:
        flat += term.terms if isinstance(term, x.Add) else (term,)
    return x.Add(tuple(flat))


def _product(page: Page, node: Node, row: Place, column: Place, bound: Bound) -> x.Expression:
    value, rest = coefficient(node)
    factors = list(rest.args) if rest.op == "product" and rest.digest not in page.known else [rest]
    bracket = next((each for each in factors if each.op == "add" and any(map(_has_identity, each.args))), None)
    if bracket is not None and row is not None and column is not None:
        from derive.tensors import algebra

        others = [algebra.constant(value), *(each for each in factors if each is not bracket)]
        whole = algebra.make("add", tuple(algebra.product(*others, term) for term in bracket.args))
        return _add(page, whole, row, column, bound)
    return _scaled(page, value, factors, row, column, bound)


def _has_identity(node: Node) -> bool:
    """Whether a term is a multiple of the identity matrix."""
    rest = coefficient(node)[1]
    factors = rest.args if rest.op == "product" else (rest,)
    return any(each.op == "same" and all(isinstance(p, Axis) for p in each.data) for each in factors)


def _scaled(
    page: Page, value: Fraction, factors: Sequence[Node], row: Place, column: Place, bound: Bound
) -> x.Expression:
    """A number times factors, as a fraction where some are reciprocal."""
    above = [each for each in factors if _below(each) is None]
    below = [each for each in map(_below, factors) if each is not None]
    top = _times(page, above, row, column, bound)
    if abs(value.numerator) != 1:
        number = x.Number(Fraction(abs(value.numerator)))
        top = number if top == x.Number(Fraction(1)) else product_of(number, top)
    numbers = [each for each in below if not set(each.axes) - set(bound)]
    arrays = [each for each in below if each not in numbers]
    if arrays:
        bottom = _times(page, arrays, row, column, bound)
        shape = x.SCALAR
        if bottom.shape != top.shape:
            shape = (row.size if row else "1", column.size if column else "1")
            top = _widened(top, shape)
            bottom = _widened(bottom, shape)
        top = x.Quotient(top, bottom)
    denominators = [page.matrix(each, None, None, bound) for each in numbers]
    if value.denominator != 1:
        denominators.insert(0, x.Number(Fraction(value.denominator)))
    if denominators:
        top = x.Quotient(top, product_of(*denominators))
    return x.Negative(top) if value < 0 else top


def _below(factor: Node) -> Node | None:
    """What stands below the line of a fraction in the place of a factor: x for 1/x, x² for x⁻²."""
    if factor.op == "reciprocal":
        return factor.args[0]
    if factor.op == "power" and factor.args[1].op == "constant" and factor.args[1].data < 0:
        from derive.tensors import algebra

        return algebra.power(factor.args[0], algebra.constant(-factor.args[1].data))
    return None


def _widened(node: x.Expression, shape: x.Shape) -> x.Expression:
    """A number or a vector repeated to a shape."""
    if node.shape == shape:
        return node
    if node.shape == x.SCALAR:
        number = node.value if isinstance(node, x.Number) else Fraction(1)
        whole = ones(shape[1], lying=True) if shape[0] == "1" else x.Constant(Fraction(1), shape)
        if number == -1:
            return x.Negative(whole)
        return whole if node == x.Number(Fraction(1)) else product_of(node, whole)
    return product_of(node, ones(shape[1], lying=True)) if node.shape[1] == "1" else product_of(ones(shape[0]), node)


def _times(page: Page, factors: Sequence[Node], row: Place, column: Place, bound: Bound) -> x.Expression:
    """The product entry by entry along the axes that are not bound: numbers, a column, a row and matrices."""
    groups: dict[tuple[Axis, ...], list[Node]] = {}
    for factor in factors:
        own = tuple(axis for axis in (row, column) if axis is not None and axis in factor.axes and axis not in bound)
        groups.setdefault(own, []).append(factor)
    numbers = [page.matrix(each, None, None, bound) for each in groups.pop((), [])]
    made = {
        own: _hadamard(
            [
                page.matrix(each, row if row in own else None, column if column in own else None, bound)
                for each in members
            ]
        )
        for own, members in groups.items()
    }
    both = made.pop((row, column), None) if row is not None and column is not None else None
    standing = made.pop((row,), None) if row is not None else None
    lying = made.pop((column,), None) if column is not None else None
    if isinstance(both, x.Diagonal) and isinstance(both.operand, x.Constant) and (standing or lying) is not None:
        parts = [each for each in (standing, None if lying is None else _turned(lying)) if each is not None]
        whole: list[x.Expression] = [x.Diagonal(_hadamard(parts))]
    elif both is not None:
        whole = [both]
        if standing is not None:
            whole.insert(0, x.Diagonal(standing))
        if lying is not None:
            whole.append(x.Diagonal(_turned(lying)))
    else:
        whole = [each for each in (standing, lying) if each is not None]
    return product_of(*numbers, *whole) if numbers or whole else x.Number(Fraction(1))


def _hadamard(parts: Sequence[x.Expression]) -> x.Expression:
    found = parts[0]
    for part in parts[1:]:
        found = x.Hadamard(found, part)
    return found


def _total(page: Page, node: Node, row: Place, column: Place, bound: Bound) -> x.Expression:
    from derive.tensors.chains import Chains

    (body,) = node.args
    value, rest = coefficient(body)
    factors = list(rest.args) if rest.op == "product" and rest.digest not in page.known else [rest]
    gone = list(node.data)
    for axis in gone:
        if _as_index(page, axis, factors, bound):
            return _index_sum(page, axis, value, factors, [each for each in gone if each != axis], row, column, bound)
    if len(gone) == 1 and (row is None) != (column is None):
        kept = row or column
        assert kept is not None
        if sum({kept, gone[0]} <= set(each.axes) for each in factors) > 1:
            table = _scaled(page, Fraction(1), factors, kept, gone[0], bound)
            return page._oriented(_with_number(value, product_of(table, ones(gone[0].size))), kept, row, column)
    crowded = next((a for a in (row, column) if a is not None and _matrices(a, factors, bound) > 1), None)
    if crowded is not None:
        return page.by_entries(node, row, column, bound)
    found = Chains(page, factors, gone, row, column, bound).written()
    return _with_number(value, found)


def _with_number(value: Fraction, found: x.Expression) -> x.Expression:
    top = found if abs(value.numerator) == 1 else product_of(x.Number(Fraction(abs(value.numerator))), found)
    whole = top if value.denominator == 1 else x.Quotient(top, x.Number(Fraction(value.denominator)))
    return x.Negative(whole) if value < 0 else whole


def _matrices(axis: Axis, factors: Sequence[Node], bound: Bound) -> int:
    """How many factors have this axis and a further one."""
    return sum(axis in each.axes and len([a for a in each.axes if a not in bound]) > 1 for each in factors)


def _as_index(page: Page, axis: Axis, factors: Sequence[Node], bound: Bound) -> bool:
    """Whether the sum over an axis is written with an index: over the members of a family, and where matrices do not say it."""
    if axis.size in page.counted or _matrices(axis, factors, bound) > 2:
        return True
    mine = [each for each in factors if axis in each.axes]
    if any(len([a for a in each.axes if a not in bound]) > 2 for each in mine):
        return True
    return any(each.op in ("not", "same", "or") and len(mine) > 1 for each in mine)


def _index_sum(
    page: Page,
    axis: Axis,
    value: Fraction,
    factors: Sequence[Node],
    gone: Sequence[Axis],
    row: Place,
    column: Place,
    bound: Bound,
) -> x.Expression:
    """Σ_i, and what is left of the other sums inside."""
    i = page.letter(axis, bound)
    inner = {**bound, axis: i}
    condition: x.Condition = x.ALWAYS
    kept: list[Node] = []
    for factor in factors:
        if factor.op == "not" and factor.args[0].op == "same" and axis in factor.axes and condition == x.ALWAYS:
            condition = x.Not(_same_condition(page, factor.args[0], inner))
        else:
            kept.append(factor)
    from derive.tensors import algebra

    body = algebra.total(gone, product(*kept)) if gone else product(*kept)
    return _with_number(value, x.Sum(i, page.matrix(body, row, column, inner), condition))


def _same_condition(page: Page, node: Node, bound: Bound) -> x.Same:
    one, other = node.data
    size = _size_of(page, one, other)
    return x.Same(page.index(one, size, bound), page.index(other, size, bound))


def _size_of(page: Page, *positions: Position) -> x.Size:
    for each in positions:
        if isinstance(each, Axis):
            return each.size
        if isinstance(each, Given | Lookup) and each.name in page.over:
            return page.over[each.name]
    return "?"


# --------------------------------------------------------------------------------------------------------------- functions


def _entrywise(page: Page, node: Node, row: Place, column: Place, bound: Bound) -> x.Expression:
    assert node.op in FUNCTIONS, node.op
    return x.Call(node.op, page.matrix(node.args[0], row, column, bound))


def _exponential(page: Page, node: Node, row: Place, column: Place, bound: Bound) -> x.Expression:
    """exp(f − log Σ exp g) as the fraction that it is."""
    from derive.tensors import algebra

    (inside,) = node.args
    number, rest = coefficient(inside)
    terms = [product(algebra.constant(number), each) for each in rest.args] if rest.op == "add" else [inside]
    sums = [each for each in terms if coefficient(each)[0] == -1 and coefficient(each)[1].op == "log_sum_exp"]
    if not sums:
        return _entrywise(page, node, row, column, bound)
    rest = algebra.add(*(each for each in terms if each not in sums))
    factors = [algebra.make("exp", (rest,))]
    for each in sums:
        body, *weights = coefficient(each)[1].args
        share = algebra.product(*weights, algebra.make("exp", (body,)))
        axis = coefficient(each)[1].data
        factors.append(algebra.make("reciprocal", (algebra.make("total", (share,), (axis,)),)))
    return _scaled(page, Fraction(1), factors, row, column, bound)


def _reciprocal(page: Page, node: Node, row: Place, column: Place, bound: Bound) -> x.Expression:
    return _scaled(page, Fraction(1), [node], row, column, bound)


def _power(page: Page, node: Node, row: Place, column: Place, bound: Bound) -> x.Expression:
    return x.Power(page.matrix(node.args[0], row, column, bound), page.matrix(node.args[1], None, None, bound))


def _softmax(page: Page, node: Node, row: Place, column: Place, bound: Bound) -> x.Expression:
    axis = node.data
    if len(node.args) > 1:
        return _weighted_softmax(page, node, row, column, bound)
    if axis in bound:
        others = {each: i for each, i in bound.items() if each != axis}
        inside = page.matrix(node.args[0], axis, None, others)
        return x.Entry(x.Softmax(inside), bound[axis])
    other = column if axis == row else row
    if other is None:
        return page._oriented(x.Softmax(page.matrix(node.args[0], axis, None, bound)), axis, row, column)
    i = page.letter(other, bound)
    table = x.Table(i, x.Softmax(page.matrix(node.args[0], axis, None, {**bound, other: i})))
    return table if axis == row else x.Transpose(table)


def _weighted_softmax(page: Page, node: Node, row: Place, column: Place, bound: Bound) -> x.Expression:
    from derive.tensors import algebra

    body, weight = node.args
    share = algebra.product(weight, algebra.make("exp", (body,)))
    if [a for a in node.axes if a not in bound]:
        return page.by_entries(node, row, column, bound)
    inner = algebra.fresh(node.data.size)
    below = algebra.total([inner], algebra.substitute(share, {node.data: inner}))
    return x.Quotient(page.matrix(share, None, None, bound), page.matrix(below, None, None, bound))


def _log_sum_exp(page: Page, node: Node, row: Place, column: Place, bound: Bound) -> x.Expression:
    from derive.tensors import algebra

    body, *weights = node.args
    if [a for a in node.axes if a not in bound]:
        return page.by_entries(node, row, column, bound)
    i = page.letter(node.data, bound)
    inside = algebra.product(*weights, algebra.make("exp", (body,)))
    return x.Call("log", x.Sum(i, page.matrix(inside, None, None, {**bound, node.data: i})))


# ------------------------------------------------------------------------------------------------- conditions and positions


def _same(page: Page, node: Node, row: Place, column: Place, bound: Bound) -> x.Expression:
    one, other = node.data
    free = [each for each in (one, other) if isinstance(each, Axis) and each not in bound]
    if not [axis for axis in node.axes if axis not in bound]:
        return x.Delta(_same_condition(page, node, bound))
    if len(free) == 2:
        return x.Diagonal(x.Constant(Fraction(1), (free[0].size, "1")))
    axis = free[0] if free else None
    position = other if axis == one else one
    inner = [each for each in axes_of(position) if each not in bound]
    if axis is None:
        return page.by_entries(node, row, column, bound)
    if not inner:
        return page._oriented(x.OneHot(page.index(position, axis.size, bound)), axis, row, column)
    i = page.letter(inner[0], bound)
    table = x.Table(i, x.OneHot(page.index(position, axis.size, {**bound, inner[0]: i})))
    return table if axis == row else x.Transpose(table)


def _truth(page: Page, node: Node, row: Place, column: Place, bound: Bound) -> x.Expression:
    """An indicator, entry by entry."""
    if [axis for axis in node.axes if axis not in bound]:
        return page.by_entries(node, row, column, bound)
    return x.Delta(_condition(page, node, bound))


def _condition(page: Page, node: Node, bound: Bound) -> x.Condition:
    match node.op:
        case "same":
            return _same_condition(page, node, bound)
        case "not":
            return x.Not(_condition(page, node.args[0], bound))
        case "or":
            return x.Some(tuple(_condition(page, each, bound) for each in node.args))
        case "less" | "at_most":
            left, right = (page.matrix(each, None, None, bound) for each in node.args)
            return x.Compare(left, "<" if node.op == "less" else "<=", right)
        case "constant":
            return x.ALWAYS if node.data else x.Not(x.ALWAYS)
        case "product":
            return x.All(tuple(_condition(page, each, bound) for each in node.args))
    raise AssertionError(node.op)


def _choose(page: Page, node: Node, row: Place, column: Place, bound: Bound) -> x.Expression:
    if [axis for axis in node.axes if axis not in bound]:
        return page.by_entries(node, row, column, bound)
    pairs = zip(node.args[1::2], node.args[::2], strict=True)
    return x.Cases(tuple((page.matrix(v, None, None, bound), _condition(page, c, bound)) for v, c in pairs))


def _extremum(page: Page, node: Node, row: Place, column: Place, bound: Bound) -> x.Expression:
    if [axis for axis in node.axes if axis not in bound]:
        return page.by_entries(node, row, column, bound)
    return x.Extremum("max", tuple(page.matrix(each, None, None, bound) for each in node.args))


def _take(page: Page, node: Node, row: Place, column: Place, bound: Bound) -> x.Expression:
    axis, position = node.data
    if any(each not in bound for each in axes_of(position)):
        return page.by_entries(node, row, column, bound)
    body = node.args[0]
    if body.op == "softmax" and len(body.args) > 1:
        from derive.tensors import algebra

        share = algebra.product(body.args[1], algebra.make("exp", body.args[:1]))
        above, below = algebra.substitute(share, {axis: position}), algebra.total([axis], share)
        return x.Quotient(page.matrix(above, None, None, bound), page.matrix(below, None, None, bound))
    others = [each for each in body.axes if each != axis and each not in bound]
    if not others:
        whole = page.matrix(body, axis, None, bound)
        return x.Entry(whole, page.index(position, axis.size, bound))
    whole = page.matrix(body, others[0], axis, bound)
    return page._oriented(x.Column(whole, page.index(position, axis.size, bound)), others[0], row, column)


def _inverse(page: Page, node: Node, row: Place, column: Place, bound: Bound) -> x.Expression:
    one, other = node.data
    inside = {axis: i for axis, i in bound.items() if axis not in node.data}
    return page.placed(x.Inverse(page.matrix(node.args[0], one, other, inside)), (one, other), row, column, bound)


def _determinant(page: Page, node: Node, row: Place, column: Place, bound: Bound) -> x.Expression:
    found: x.Expression = x.Determinant(page.matrix(node.args[0], node.data[0], node.data[1], bound))
    return x.Call("log", x.Call("abs", found)) if node.op == "log_det" else found


WRITE = {
    "leaf": _leaf,
    "constant": _constant,
    "size": _size,
    "add": _add,
    "product": _product,
    "total": _total,
    "reciprocal": _reciprocal,
    "exp": _exponential,
    "power": _power,
    "softmax": _softmax,
    "log_sum_exp": _log_sum_exp,
    "same": _same,
    "less": _truth,
    "at_most": _truth,
    "not": _truth,
    "or": _truth,
    "choose": _choose,
    "extremum": _extremum,
    "take": _take,
    "inverse": _inverse,
    "log_det": _determinant,
    "determinant": _determinant,
}
"""How each operation is written; functions of every entry as a call."""
