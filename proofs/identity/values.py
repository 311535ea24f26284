"""The value of each kind of node: one function a node type, collected in the table VALUES."""

from collections.abc import Iterator
from contextlib import contextmanager
from fractions import Fraction

import numpy as np

from derive import expression as x
from derive.traversal import free_indices, walk
from proofs.identity.evaluate import ONE, VALUES, Array, Evaluation, Scope
from proofs.identity.functions import ELEMENTARY, exp
from proofs.identity.points import extent
from proofs.identity.powers import constant_exponent, raised
from proofs.identity.undecidable import Undecidable
from proofs.identity.weights import measure


def number(e: Evaluation, node: x.Number, level: int, scope: Scope) -> Array:
    return e.algebra.constant(node.value, level)


def dimension(e: Evaluation, node: x.Dimension, level: int, scope: Scope) -> Array:
    weights = e.weights(node.size, level)
    if weights is not None:
        return e.algebra.total(weights, -2, level, keep=True)
    return e.algebra.constant(Fraction(extent(node.size, e.point.sizes)), level)


def place(e: Evaluation, node: x.Position, level: int, scope: Scope) -> Array:
    return e.algebra.integers(e.at(node.index, scope) + 1, level)


def pi(e: Evaluation, node: x.Pi, level: int, scope: Scope) -> Array:
    """π: in balls the number, else any positive one."""
    if e.algebra.real:
        number: Array = e.algebra.pi()
        return number
    return e.drawn(node, 1, 1, level, "positive")


def symbol(e: Evaluation, node: x.Symbol, level: int, scope: Scope) -> Array:
    return e.symbol(node, level)


def named(e: Evaluation, node: x.Named, level: int, scope: Scope) -> Array:
    return e.value(node.value, level, scope)


def within(e: Evaluation, index: x.IndexTerm, size: x.Size) -> x.IndexTerm:
    """The index, if it points at entries that there are; one over a larger size has none there."""
    if extent(index.over, e.point.sizes) > extent(size, e.point.sizes):
        raise Undecidable("index-over", over=index.over, size=size)
    return index


def column(e: Evaluation, node: x.Column, level: int, scope: Scope) -> Array:
    return e.take(e.value(node.matrix, level, scope), within(e, node.index, node.matrix.shape[1]), scope, -1)


def member(e: Evaluation, node: x.Member, level: int, scope: Scope) -> Array:
    place = e.at(node.index, scope)
    if isinstance(node.index, x.Shift):
        place = np.clip(place, 0, extent(node.index.over, e.point.sizes) - 1)
    made: Array = e.members(node, level)[place[..., 0, 0], np.arange(e.point.batch)]
    return made


def entry(e: Evaluation, node: x.Entry, level: int, scope: Scope) -> Array:
    """An entry; of a gradient by a whole array that by the entry alone, which is less to compute."""
    slope = node.matrix
    if isinstance(slope, x.Derivative) and slope.body.shape == x.SCALAR and isinstance(slope.variable, x.Symbol):
        within(e, node.row, slope.shape[0])
        if node.column is not None:
            within(e, node.column, slope.shape[1])
        if not any(isinstance(each, x.Shift) for each in (node.row, node.column)):
            return e.derivative(x.Derivative(slope.body, x.Entry(slope.variable, node.row, node.column)), level, scope)
    row = e.take(e.value(node.matrix, level, scope), within(e, node.row, node.matrix.shape[0]), scope, -2)
    if node.column is None:
        return row
    return e.take(row, within(e, node.column, node.matrix.shape[1]), scope, -1)


def add(e: Evaluation, node: x.Add, level: int, scope: Scope) -> Array:
    result = e.value(node.terms[0], level, scope)
    for term in node.terms[1:]:
        result = e.algebra.add(result, e.value(term, level, scope), level)
    return result


def negative(e: Evaluation, node: x.Negative, level: int, scope: Scope) -> Array:
    return e.algebra.negative(e.value(node.operand, level, scope), level)


def product(e: Evaluation, node: x.Product, level: int, scope: Scope) -> Array:
    result, shape = e.value(node.factors[0], level, scope), node.factors[0].shape
    for factor in node.factors[1:]:
        result = e.multiplied(result, shape, e.value(factor, level, scope), factor.shape, level)
        shape = x.Product.join(shape, factor.shape) or shape
    return result


def hadamard(e: Evaluation, node: x.Hadamard, level: int, scope: Scope) -> Array:
    return e.algebra.multiply(e.value(node.left, level, scope), e.value(node.right, level, scope), level)


def quotient(e: Evaluation, node: x.Quotient, level: int, scope: Scope) -> Array:
    below = e.algebra.inverse(e.value(node.denominator, level, scope), level)
    return e.algebra.multiply(e.value(node.numerator, level, scope), below, level)


def power(e: Evaluation, node: x.Power, level: int, scope: Scope) -> Array:
    """base^exponent, by logarithms where the exponent is no number: then of a base above 0."""
    exponent = constant_exponent(node.exponent)
    if exponent is not None:
        return raised(e, node.base, exponent, level, scope)
    below = e.algebra.below(level)
    base = e.value(node.base, e.algebra.above(below), scope)
    if not e.algebra.real:  # there a logarithm is that of |x|
        e.algebra.only_positive(base, e.algebra.above(below))
    logarithm = e.algebra.log(base, below)
    return e.algebra.exp(e.algebra.multiply(e.value(node.exponent, below, scope), logarithm, below), level)


def transpose(e: Evaluation, node: x.Transpose, level: int, scope: Scope) -> Array:
    return np.swapaxes(e.value(node.operand, level, scope), -1, -2)


def call(e: Evaluation, node: x.Call, level: int, scope: Scope) -> Array:
    return ELEMENTARY[node.function](e, node.argument, level, scope)


def kept(
    e: Evaluation, node: x.Extremum, level: int, scope: Scope, apart: bool = False
) -> Iterator[tuple[x.Expression, Array]]:
    """Each operand but the first, and where what is the extremum before it stays so."""
    best = node.operands[0]
    for operand in node.operands[1:]:
        first, second = (best, operand) if node.kind == "max" else (operand, best)
        yield operand, e.greater(first, second, level, scope, apart)
        best = x.Extremum(node.kind, (best, operand))


def extremum(e: Evaluation, node: x.Extremum, level: int, scope: Scope) -> Array:
    result = e.value(node.operands[0], level, scope)
    for operand, stays in kept(e, node, level, scope):
        result = e.algebra.choose(stays, result, e.value(operand, level, scope))
    return result


def softmax(e: Evaluation, node: x.Softmax, level: int, scope: Scope) -> Array:
    grown = exp(e, node.operand, level, scope)
    whole = e.totalled(grown, node.shape[0], level)
    return e.algebra.multiply(grown, e.algebra.inverse(whole, level), level)


@contextmanager
def only_where(e: Evaluation, node: x.Sum, axis: int, length: int, scope: Scope) -> Iterator[None]:
    """What has no value where the condition of a sum does not hold is not asked for there: the term is left out."""
    condition, index = node.condition, node.index
    if index not in free_indices(condition) or _of_values(condition):
        yield
        return
    before = e.algebra.masks
    e.algebra.masks = [*before, (scope[index], e.along(e.holds(condition, 0, scope), axis, length))]
    try:
        yield
    finally:
        e.algebra.masks = before


def _of_values(condition: x.Condition) -> bool:
    """Whether numbers are compared in a condition."""
    return any(isinstance(each, x.Compare) for each in walk(condition))


def gathered(e: Evaluation, node: x.Sum, body: Array, inner: Scope, axis: int, length: int, level: int) -> Array:
    """The sum along the axis of the bound index, where the condition holds."""
    body = e.along(body, axis, length)
    if node.condition != x.ALWAYS:
        body = e.along(restricted(e, body, node.condition, level, inner), axis, length)
    weights = e.weights(node.index.over, level)
    if weights is not None:
        along = np.moveaxis(weights, 1, 0).reshape((length,) + (1,) * (-axis - 4) + (-1, 1, 1))
        body = e.along(e.algebra.multiply(body, along, level), axis, length)
    return e.algebra.total(body, axis, level)


def restricted(e: Evaluation, value: Array, condition: x.Condition, level: int, scope: Scope) -> Array:
    """The value where the condition holds, and 0 elsewhere."""
    worth = measure(e, condition, level, scope)
    if worth is not None:
        return e.algebra.multiply(value, worth, level)
    return e.algebra.choose(e.holds(condition, level, scope), value, e.algebra.constant(Fraction(0), level))


def summed(e: Evaluation, node: x.Sum, level: int, scope: Scope) -> Array:
    inner, axis, length = e.bind(node.index, scope)
    with only_where(e, node, axis, length, inner):
        body = e.value(node.body, level, inner)
    return gathered(e, node, body, inner, axis, length, level)


def delta(e: Evaluation, node: x.Delta, level: int, scope: Scope) -> Array:
    return restricted(e, e.algebra.constant(ONE, level), node.condition, level, scope)


def cases(e: Evaluation, node: x.Cases, level: int, scope: Scope) -> Array:
    return branched(e, node, [e.value(value, level, scope) for value, _ in node.branches], level, scope)


def branched(e: Evaluation, node: x.Cases, values: list[Array], level: int, scope: Scope) -> Array:
    """The first of the values whose condition holds."""
    result = e.algebra.constant(Fraction(0), level)
    for value, (_, condition) in zip(reversed(values), reversed(node.branches), strict=True):
        if measure(e, condition, level, scope) is None:
            result = e.algebra.choose(e.holds(condition, level, scope), value, result)
        else:
            kept = restricted(e, value, condition, level, scope)
            result = e.algebra.add(kept, restricted(e, result, x.Not(condition), level, scope), level)
    return result


def constant(e: Evaluation, node: x.Constant, level: int, scope: Scope) -> Array:
    rows, columns = (extent(size, e.point.sizes) for size in node.declared)
    value = e.algebra.constant(node.value, level)
    return np.broadcast_to(value, (len(value), rows, columns))


def one_hot(e: Evaluation, node: x.OneHot, level: int, scope: Scope) -> Array:
    size = extent(node.index.over, e.point.sizes)
    hit = np.arange(size)[:, None] == e.at(node.index, scope)
    unit = e.algebra.integers(
        np.broadcast_to(hit, np.broadcast_shapes(hit.shape, (e.point.batch, 1, 1))).astype(np.int64), level
    )
    inverse = e.weights(node.index.over, level, inverse=True)
    return unit if inverse is None else e.algebra.multiply(unit, inverse, level)


def columns_of(e: Evaluation, body: Array, axis: int, length: int) -> Array:
    """The axis of a bound index, moved to be the columns of a matrix."""
    return np.moveaxis(e.along(body, axis, length)[..., 0], axis + 1, -1)


def table(e: Evaluation, node: x.Table, level: int, scope: Scope) -> Array:
    inner, axis, length = e.bind(node.index, scope)
    return columns_of(e, e.value(node.body, level, inner), axis, length)


def beside(e: Evaluation, node: x.Beside, level: int, scope: Scope) -> Array:
    return joined([e.value(block, level, scope) for block in node.blocks])


def joined(blocks: list[Array]) -> Array:
    """Blocks side by side, over all their leading axes."""
    lead = np.broadcast_shapes(*(block.shape[:-2] for block in blocks))
    return np.concatenate([np.broadcast_to(block, lead + block.shape[-2:]) for block in blocks], axis=-1)


def diagonal(e: Evaluation, node: x.Diagonal, level: int, scope: Scope) -> Array:
    inside = e.value(node.operand, level, scope)
    unit = e.algebra.integers(
        np.broadcast_to(np.eye(inside.shape[-2], dtype=np.int64), (e.point.batch,) + inside.shape[-2:-1] * 2), level
    )
    inverse = e.weights(node.shape[0], level, inverse=True)
    if inverse is not None:
        unit = e.algebra.multiply(unit, inverse, level)
    return e.algebra.multiply(unit, inside, level)


def arbitrary(e: Evaluation, node: x.Loss, scope: Scope) -> None:
    """An abstract loss is carried at one centre vector and one matrix, and these must be named plainly."""
    plain = isinstance(node.center, x.Column | x.Symbol) and isinstance(node.matrix, x.Symbol)
    fixed = all(
        scope.get(index) is e.scope.get(index) for index in free_indices(node.center) | free_indices(node.matrix)
    )
    if not plain or not fixed:
        raise Undecidable("loss-at-varying")


def diagonal_of(array: Array) -> Array:
    """The entries on the diagonal of square matrices, as columns."""
    return np.diagonal(array, axis1=-2, axis2=-1)[..., None]


def trace(e: Evaluation, node: x.Trace, level: int, scope: Scope) -> Array:
    return e.totalled(diagonal_of(e.value(node.operand, level, scope)), node.operand.shape[0], level)


def determinant(e: Evaluation, node: x.Determinant, level: int, scope: Scope) -> Array:
    return e.algebra.determinant(e.value(node.operand, level, scope), level)


def inverse(e: Evaluation, node: x.Inverse, level: int, scope: Scope) -> Array:
    return e.algebra.inverse_matrix(e.value(node.operand, level, scope), level)


def loss(e: Evaluation, node: x.Loss, level: int, scope: Scope) -> Array:
    arbitrary(e, node, scope)
    words = extent(node.outside.over, e.point.sizes)
    return e.take(e.table(node, "value", words, 1, level), node.outside, scope, -2)


def derivative(e: Evaluation, node: x.Derivative, level: int, scope: Scope) -> Array:
    return e.derivative(node, level, scope)


VALUES.update(
    {
        x.Number: number,
        x.Dimension: dimension,
        x.Position: place,
        x.Pi: pi,
        x.Symbol: symbol,
        x.Named: named,
        x.Column: column,
        x.Member: member,
        x.Entry: entry,
        x.Add: add,
        x.Negative: negative,
        x.Product: product,
        x.Hadamard: hadamard,
        x.Quotient: quotient,
        x.Power: power,
        x.Transpose: transpose,
        x.Call: call,
        x.Extremum: extremum,
        x.Softmax: softmax,
        x.Sum: summed,
        x.Delta: delta,
        x.Cases: cases,
        x.Constant: constant,
        x.OneHot: one_hot,
        x.Table: table,
        x.Beside: beside,
        x.Diagonal: diagonal,
        x.Trace: trace,
        x.Determinant: determinant,
        x.Inverse: inverse,
        x.Loss: loss,
        x.Derivative: derivative,
    }
)
