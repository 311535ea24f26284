"""Leaves, sums and products as matrices: fractions, diag, outer products, sums with an index where matrices do not say it."""

from collections.abc import Sequence
from fractions import Fraction

from derive import expression as x
from derive.pattern import product as product_of
from derive.tensors import algebra, axes
from derive.tensors.algebra import beside, coefficient, product
from derive.tensors.chains import Chains
from derive.tensors.graph import Axis, Given, Lookup, Node, Position, axes_of, fresh
from derive.tensors.page import Bound, PageWriter, RowOrColumn, ones, oriented
from derive.tensors.page_products import scaled
from derive.traversal import free_indices

# ------------------------------------------------------------------------------------------------------ leaves and numbers


def _leaf(page: PageWriter, node: Node, row: RowOrColumn, column: RowOrColumn, bound: Bound) -> x.Expression:
    name, positions = node.data
    symbol = page.symbols[name]
    at = positions[::-1] if name in page.families else positions
    return page.placed(symbol, at, row, column, bound)


def _constant(page: PageWriter, node: Node, row: RowOrColumn, column: RowOrColumn, bound: Bound) -> x.Expression:
    value = node.data
    if value.denominator == 1:
        return x.Number(value)
    return x.Quotient(x.Number(Fraction(value.numerator)), x.Number(Fraction(value.denominator)))


def _pi(page: PageWriter, node: Node, row: RowOrColumn, column: RowOrColumn, bound: Bound) -> x.Expression:
    return x.Pi()


def _size(page: PageWriter, node: Node, row: RowOrColumn, column: RowOrColumn, bound: Bound) -> x.Expression:
    return x.Dimension(node.data)


# ---------------------------------------------------------------------------------------------------------- sums, products


def _add(page: PageWriter, node: Node, row: RowOrColumn, column: RowOrColumn, bound: Bound) -> x.Expression:
    terms = [page.matrix(each, row, column, bound) for each in node.args]
    terms.sort(key=lambda each: isinstance(each, x.Negative))
    flat: list[x.Expression] = []
    for term in terms:
        flat += term.terms if isinstance(term, x.Add) else (term,)
    return x.Add(tuple(flat))


def _product(page: PageWriter, node: Node, row: RowOrColumn, column: RowOrColumn, bound: Bound) -> x.Expression:
    value, rest = coefficient(node)
    factors = list(rest.args) if rest.op == "product" and rest.digest not in page.known else [rest]
    bracket = next((each for each in factors if each.op == "add" and any(map(_has_identity, each.args))), None)
    if bracket is not None and row is not None and column is not None:
        others = [algebra.constant(value), *beside(bracket, factors)]
        whole = algebra.make("add", tuple(algebra.product(*others, term) for term in bracket.args))
        return _add(page, whole, row, column, bound)
    return scaled(page, value, factors, row, column, bound)


def _has_identity(node: Node) -> bool:
    """Whether a term is a multiple of the identity matrix."""
    rest = coefficient(node)[1]
    factors = rest.args if rest.op == "product" else (rest,)
    return any(each.op == "same" and all(isinstance(p, Axis) for p in each.data) for each in factors)


def _total(page: PageWriter, node: Node, row: RowOrColumn, column: RowOrColumn, bound: Bound) -> x.Expression:
    (body,) = node.args
    again = {axis: fresh(axis.size) for axis in node.data if axis in (*bound, row, column)}  # it is another one here
    value, rest = coefficient(axes.substitute(body, again))
    factors = list(rest.args) if rest.op == "product" and rest.digest not in page.known else [rest]
    gone = [again.get(axis, axis) for axis in node.data]
    for axis in gone:
        if _as_index(page, axis, factors, bound):
            if any(_is_apart(each) and axis in each.axes and _open(each, row, column, bound) for each in factors):
                return page.by_entries(node, row, column, bound)
            return _index_sum(page, axis, value, factors, [each for each in gone if each != axis], row, column, bound)
    if len(gone) == 1 and (row is None) != (column is None):
        kept = row or column
        assert kept is not None
        if sum({kept, gone[0]} <= set(each.axes) for each in factors) > 1:
            table = scaled(page, Fraction(1), factors, kept, gone[0], bound)
            return oriented(with_number(value, product_of(table, ones(gone[0].size))), kept, row)
    crowded = next((a for a in (row, column) if a is not None and _matrices(a, factors, bound) > 1), None)
    if crowded is not None:
        return page.by_entries(node, row, column, bound)
    found = Chains(page, factors, gone, row, column, bound).written()
    return with_number(value, _trace(found))


def _trace(found: x.Expression) -> x.Expression:
    """tr A for 1ᵀ[A_11, …, A_nn]ᵀ."""
    match found:
        case x.Product(
            (
                x.Transpose(x.Constant(Fraction(numerator=1, denominator=1))),
                x.Transpose(x.Table(i, x.Entry(inside, row, column))),
            )
        ):
            return x.Trace(inside) if row == i == column and i not in free_indices(inside) else found
    return found


def with_number(value: Fraction, found: x.Expression) -> x.Expression:
    top = found if abs(value.numerator) == 1 else product_of(x.Number(Fraction(abs(value.numerator))), found)
    whole = top if value.denominator == 1 else x.Quotient(top, x.Number(Fraction(value.denominator)))
    return x.Negative(whole) if value < 0 else whole


def _matrices(axis: Axis, factors: Sequence[Node], bound: Bound) -> int:
    """How many factors have this axis and a further one."""
    return sum(axis in each.axes and len([a for a in each.axes if a not in bound]) > 1 for each in factors)


def _as_index(page: PageWriter, axis: Axis, factors: Sequence[Node], bound: Bound) -> bool:
    """Whether the sum over an axis is written with an index: over the members of a family, and where matrices do not say it."""
    if axis.size in page.counted or _matrices(axis, factors, bound) > 2:
        return True
    mine = [each for each in factors if axis in each.axes]
    if any(len([a for a in each.axes if a not in bound]) > 2 or _picks(each, axis) for each in mine):
        return True
    return any(each.op in ("not", "same", "or") and len(mine) > 1 for each in mine)


def _picks(factor: Node, axis: Axis) -> bool:
    """Whether a factor is a column of a matrix for each value of an index: u_{w_s}."""
    places = factor.data[1] if factor.op == "leaf" and len(factor.data[1]) == 2 else ()
    return any(isinstance(each, Lookup) and axis in axes_of(each) for each in places)


def _is_apart(factor: Node) -> bool:
    """Whether a factor says that two positions differ, which a sum has as its condition."""
    return factor.op == "not" and factor.args[0].op == "same"


def _open(factor: Node, row: RowOrColumn, column: RowOrColumn, bound: Bound) -> bool:
    """Whether a factor differs from row to row, or from column to column."""
    return any(axis is not None and axis in factor.axes and axis not in bound for axis in (row, column))


def _index_sum(
    page: PageWriter,
    axis: Axis,
    value: Fraction,
    factors: Sequence[Node],
    gone: Sequence[Axis],
    row: RowOrColumn,
    column: RowOrColumn,
    bound: Bound,
) -> x.Expression:
    """Σ_i, and what is left of the other sums inside."""
    i = page.letter(axis, bound)
    inner = {**bound, axis: i}
    condition: x.Condition = x.ALWAYS
    kept: list[Node] = []
    for factor in factors:
        said = _is_apart(factor) and axis in factor.axes and all(each in inner for each in factor.axes)
        if said and condition == x.ALWAYS:
            condition = x.Not(same_condition(page, factor.args[0], inner))
        else:
            kept.append(factor)
    body = axes.total(gone, product(*kept)) if gone else product(*kept)
    return with_number(value, x.Sum(i, page.matrix(body, row, column, inner), condition))


def same_condition(page: PageWriter, node: Node, bound: Bound) -> x.Same:
    one, other = node.data
    size = size_of(page, one, other)
    return x.Same(page.index(one, size, bound), page.index(other, size, bound))


def size_of(page: PageWriter, *positions: Position) -> x.Size:
    for each in positions:
        if isinstance(each, Axis):
            return each.size
        if isinstance(each, Given | Lookup) and each.name in page.over:
            return page.over[each.name]
    return "?"


def _reciprocal(page: PageWriter, node: Node, row: RowOrColumn, column: RowOrColumn, bound: Bound) -> x.Expression:
    return scaled(page, Fraction(1), [node], row, column, bound)


SUMS = {
    "leaf": _leaf,
    "constant": _constant,
    "pi": _pi,
    "size": _size,
    "add": _add,
    "product": _product,
    "total": _total,
    "reciprocal": _reciprocal,
}
