"""Functions, softmax, conditions, inverses and looked-up labels as matrices."""

from fractions import Fraction

from derive import expression as x
from derive.outside import UnsupportedError
from derive.tensors import algebra
from derive.tensors.algebra import coefficient, product
from derive.tensors.axes import FUNCTIONS, substitute, total
from derive.tensors.graph import Axis, Node, axes_of, fresh
from derive.tensors.page import Bound, PageWriter, RowOrColumn, oriented
from derive.tensors.page_products import scaled
from derive.tensors.page_sums import same_condition
from derive.traversal import walk

# --------------------------------------------------------------------------------------------------------------- functions


def _entrywise(page: PageWriter, node: Node, row: RowOrColumn, column: RowOrColumn, bound: Bound) -> x.Expression:
    if node.op not in FUNCTIONS:
        raise UnsupportedError(f"{node.op} cannot be written with matrices")
    called = x.Call(node.op, page.matrix(node.args[0], row, column, bound))
    if row is not None or column is None:
        return called
    turned = x.Transpose(x.Call(node.op, page.matrix(node.args[0], column, None, bound)))
    return min(called, turned, key=lambda each: sum(isinstance(part, x.Transpose) for part in walk(each)))


def _exponential(page: PageWriter, node: Node, row: RowOrColumn, column: RowOrColumn, bound: Bound) -> x.Expression:
    """exp(f − log Σ exp g) as the fraction that it is."""
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
    return scaled(page, Fraction(1), factors, row, column, bound)


def _power(page: PageWriter, node: Node, row: RowOrColumn, column: RowOrColumn, bound: Bound) -> x.Expression:
    return x.Power(page.matrix(node.args[0], row, column, bound), page.matrix(node.args[1], None, None, bound))


def _softmax(page: PageWriter, node: Node, row: RowOrColumn, column: RowOrColumn, bound: Bound) -> x.Expression:
    axis = node.data
    if len(node.args) > 1:
        return _weighted_softmax(page, node, row, column, bound)
    if axis in bound:
        others = {each: i for each, i in bound.items() if each != axis}
        inside = page.matrix(node.args[0], axis, None, others)
        return x.Entry(x.Softmax(inside), bound[axis])
    other = column if axis == row else row
    if other is None:
        return oriented(x.Softmax(page.matrix(node.args[0], axis, None, bound)), axis, row)
    i = page.letter(other, bound)
    table = x.Table(i, x.Softmax(page.matrix(node.args[0], axis, None, {**bound, other: i})))
    return table if axis == row else x.Transpose(table)


def _weighted_softmax(
    page: PageWriter, node: Node, row: RowOrColumn, column: RowOrColumn, bound: Bound
) -> x.Expression:
    body, weight = node.args
    share = algebra.product(weight, algebra.make("exp", (body,)))
    if [a for a in node.axes if a not in bound]:
        return page.by_entries(node, row, column, bound)
    inner = fresh(node.data.size)
    below = total([inner], substitute(share, {node.data: inner}))
    return x.Quotient(page.matrix(share, None, None, bound), page.matrix(below, None, None, bound))


def _log_sum_exp(page: PageWriter, node: Node, row: RowOrColumn, column: RowOrColumn, bound: Bound) -> x.Expression:
    body, *weights = node.args
    if [a for a in node.axes if a not in bound]:
        return page.by_entries(node, row, column, bound)
    i = page.letter(node.data, bound)
    inside = algebra.product(*weights, algebra.make("exp", (body,)))
    return x.Call("log", x.Sum(i, page.matrix(inside, None, None, {**bound, node.data: i})))


# ------------------------------------------------------------------------------------------------- conditions and positions


def _same(page: PageWriter, node: Node, row: RowOrColumn, column: RowOrColumn, bound: Bound) -> x.Expression:
    one, other = node.data
    free = [each for each in (one, other) if isinstance(each, Axis) and each not in bound]
    if not [axis for axis in node.axes if axis not in bound]:
        return x.Delta(same_condition(page, node, bound))
    if len(free) == 2:
        return x.Diagonal(x.Constant(Fraction(1), (free[0].size, "1")))
    axis = free[0] if free else None
    position = other if axis == one else one
    inner = [each for each in axes_of(position) if each not in bound]
    if axis is None:
        return page.by_entries(node, row, column, bound)
    if not inner:
        return oriented(x.OneHot(page.index(position, axis.size, bound)), axis, row)
    i = page.letter(inner[0], bound)
    table = x.Table(i, x.OneHot(page.index(position, axis.size, {**bound, inner[0]: i})))
    return table if axis == row else x.Transpose(table)


def _truth(page: PageWriter, node: Node, row: RowOrColumn, column: RowOrColumn, bound: Bound) -> x.Expression:
    """An indicator, entry by entry."""
    if [axis for axis in node.axes if axis not in bound]:
        return page.by_entries(node, row, column, bound)
    return x.Delta(_condition(page, node, bound))


def _condition(page: PageWriter, node: Node, bound: Bound) -> x.Condition:
    match node.op:
        case "same":
            return same_condition(page, node, bound)
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


def _choose(page: PageWriter, node: Node, row: RowOrColumn, column: RowOrColumn, bound: Bound) -> x.Expression:
    if [axis for axis in node.axes if axis not in bound]:
        return page.by_entries(node, row, column, bound)
    pairs = zip(node.args[1::2], node.args[::2], strict=True)
    return x.Cases(tuple((page.matrix(v, None, None, bound), _condition(page, c, bound)) for v, c in pairs))


def _extremum(page: PageWriter, node: Node, row: RowOrColumn, column: RowOrColumn, bound: Bound) -> x.Expression:
    if [axis for axis in node.axes if axis not in bound]:
        return page.by_entries(node, row, column, bound)
    return x.Extremum("max", tuple(page.matrix(each, None, None, bound) for each in node.args))


def _take(page: PageWriter, node: Node, row: RowOrColumn, column: RowOrColumn, bound: Bound) -> x.Expression:
    axis, position = node.data
    if any(each not in bound for each in axes_of(position)):
        return page.by_entries(node, row, column, bound)
    body = node.args[0]
    if body.op == "softmax" and len(body.args) > 1:
        share = algebra.product(body.args[1], algebra.make("exp", body.args[:1]))
        above, below = substitute(share, {axis: position}), total([axis], share)
        return x.Quotient(page.matrix(above, row, column, bound), page.matrix(below, row, column, bound))
    others = [each for each in body.axes if each != axis and each not in bound]
    if not others:
        whole = page.matrix(body, axis, None, bound)
        return x.Entry(whole, page.index(position, axis.size, bound))
    whole = page.matrix(body, others[0], axis, bound)
    return oriented(x.Column(whole, page.index(position, axis.size, bound)), others[0], row)


def _inverse(page: PageWriter, node: Node, row: RowOrColumn, column: RowOrColumn, bound: Bound) -> x.Expression:
    one, other = node.data
    inside = {axis: i for axis, i in bound.items() if axis not in node.data}
    return page.placed(x.Inverse(page.matrix(node.args[0], one, other, inside)), (one, other), row, column, bound)


def _determinant(page: PageWriter, node: Node, row: RowOrColumn, column: RowOrColumn, bound: Bound) -> x.Expression:
    found: x.Expression = x.Determinant(page.matrix(node.args[0], node.data[0], node.data[1], bound))
    return x.Call("log", x.Call("abs", found)) if node.op == "log_det" else found


FUNCTIONS_OF_MATRICES = {
    "": _entrywise,
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
"""The entry "" is that of functions of every entry."""
