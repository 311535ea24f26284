"""The derivative of each kind of node by the rules of calculus: one function a node type, collected in the table TANGENTS.

Each docstring is the rule. A node type that is missing is constant.
"""

from fractions import Fraction

import numpy as np

from derive import expression as x
from proofs.identity.directional import opened
from proofs.identity.evaluate import ONE, TANGENTS, Array, Evaluation, Scope, Seed, bare
from proofs.identity.points import extent
from proofs.identity.powers import constant_exponent, raised
from proofs.identity.slopes import SLOPES
from proofs.identity.undecidable import Undecidable
from proofs.identity.values import (
    arbitrary,
    branched,
    columns_of,
    diagonal_of,
    gathered,
    joined,
    kept,
    only_where,
    softmax,
)

Changed = Array | None


def plus(e: Evaluation, left: Changed, right: Changed, level: int) -> Changed:
    """The sum of two changes, either of which may be none."""
    if left is None or right is None:
        return right if left is None else left
    return e.algebra.add(left, right, level)


def minus(e: Evaluation, value: Changed, level: int) -> Changed:
    return None if value is None else e.algebra.negative(value, level)


def times(e: Evaluation, factor: Array, change: Changed, level: int) -> Changed:
    return None if change is None else e.algebra.multiply(factor, change, level)


def symbol(e: Evaluation, node: x.Symbol, level: int, scope: Scope, seed: Seed) -> Changed:
    """dX = the unit change, if X is what is differentiated by."""
    return seed.unit(e, level, None) if bare(seed.variable) == node else None


def named(e: Evaluation, node: x.Named, level: int, scope: Scope, seed: Seed) -> Changed:
    return e.tangent(node.value, level, scope, seed)


def column(e: Evaluation, node: x.Column, level: int, scope: Scope, seed: Seed) -> Changed:
    """d of a column: of what is differentiated by, the unit change of that column alone, which is small."""
    if bare(seed.variable) == node.matrix and not isinstance(node.index, x.Shift):
        return seed.unit(e, level, e.at(node.index, scope))
    change = e.tangent(node.matrix, level, scope, seed)
    return None if change is None else e.take(change, node.index, scope, -1)


def member(e: Evaluation, node: x.Member, level: int, scope: Scope, seed: Seed) -> Changed:
    """The unit change of a matrix of an array where it is the one that is differentiated by; over the weight of its index, since Σ ω dW is 1."""
    if bare(seed.variable) != node.matrix or seed.member is None:
        return None
    place = e.at(node.index, scope)
    same = e.algebra.units(place == seed.member)
    inverse = e.weights(node.index.over, level, inverse=True)
    if inverse is not None:
        same = e.algebra.multiply(same, inverse[..., 0][e.batch, place], level)
    return e.algebra.multiply(same, seed.unit(e, level, None), level)


def entry(e: Evaluation, node: x.Entry, level: int, scope: Scope, seed: Seed) -> Changed:
    change = e.tangent(node.matrix, level, scope, seed)
    if change is None:
        return None
    row = e.take(change, node.row, scope, -2)
    return row if node.column is None else e.take(row, node.column, scope, -1)


def add(e: Evaluation, node: x.Add, level: int, scope: Scope, seed: Seed) -> Changed:
    """d(a + b) = da + db."""
    result: Changed = None
    for term in node.terms:
        result = plus(e, result, e.tangent(term, level, scope, seed), level)
    return result


def negative(e: Evaluation, node: x.Negative, level: int, scope: Scope, seed: Seed) -> Changed:
    return minus(e, e.tangent(node.operand, level, scope, seed), level)


def product(e: Evaluation, node: x.Product, level: int, scope: Scope, seed: Seed) -> Changed:
    """d(ab) = da·b + a·db, the factors in their order; a value that multiplies no change is not asked for: it may have none here."""
    changes = [e.tangent(factor, level, scope, seed) for factor in node.factors]
    last = max((k for k, change in enumerate(changes) if change is not None), default=-1)
    result: Changed = None
    value: Array | None = None
    shape = x.SCALAR
    for k, (factor, its) in enumerate(zip(node.factors, changes, strict=True)):
        if result is not None:
            result = e.multiplied(result, shape, e.value(factor, level, scope), factor.shape, level)
        if its is not None:
            result = plus(
                e, result, its if value is None else e.multiplied(value, shape, its, factor.shape, level), level
            )
        if k < last:
            own = e.value(factor, level, scope)
            value = own if value is None else e.multiplied(value, shape, own, factor.shape, level)
        shape = x.Product.join(shape, factor.shape) or shape
    return result


def hadamard(e: Evaluation, node: x.Hadamard, level: int, scope: Scope, seed: Seed) -> Changed:
    """d(a ∘ b) = da ∘ b + a ∘ db."""
    result: Changed = None
    for one, other in ((node.left, node.right), (node.right, node.left)):
        change = e.tangent(one, level, scope, seed)
        if change is not None:
            result = plus(e, result, times(e, e.value(other, level, scope), change, level), level)
    return result


def quotient(e: Evaluation, node: x.Quotient, level: int, scope: Scope, seed: Seed) -> Changed:
    """d(a/b) = (da − (a/b)·db) / b."""
    below = e.tangent(node.denominator, level, scope, seed)
    above = e.tangent(node.numerator, level, scope, seed)
    if below is not None:
        above = plus(e, above, minus(e, times(e, e.value(node, level, scope), below, level), level), level)
    if above is None:
        return None
    return e.algebra.multiply(above, e.algebra.inverse(e.value(node.denominator, level, scope), level), level)


def power(e: Evaluation, node: x.Power, level: int, scope: Scope, seed: Seed) -> Changed:
    """d(aⁿ) = n·aⁿ⁻¹·da; for a variable exponent d(aᵇ) = aᵇ·(b·da/a + log a·db), the second term only by logarithms."""
    change = e.tangent(node.base, level, scope, seed)
    exponent = constant_exponent(node.exponent)
    if exponent is not None:
        if change is None:
            return None
        slope = raised(e, node.base, exponent - 1, level, scope)
        return e.algebra.multiply(e.algebra.multiply(e.algebra.constant(exponent, level), slope, level), change, level)
    result: Changed = None
    if change is not None:
        inverse = e.algebra.inverse(e.value(node.base, level, scope), level)
        slope = e.algebra.multiply(e.value(node.exponent, level, scope), inverse, level)
        result = e.algebra.multiply(slope, change, level)
    rising = e.tangent(node.exponent, level, scope, seed)
    if rising is not None:
        logarithm = e.algebra.log(e.value(node.base, e.algebra.above(level), scope), level)
        result = plus(e, result, e.algebra.multiply(logarithm, rising, level), level)
    return times(e, e.value(node, level, scope), result, level)


def transpose(e: Evaluation, node: x.Transpose, level: int, scope: Scope, seed: Seed) -> Changed:
    change = e.tangent(node.operand, level, scope, seed)
    return None if change is None else np.swapaxes(change, -1, -2)


def call(e: Evaluation, node: x.Call, level: int, scope: Scope, seed: Seed) -> Changed:
    """d f(z) = f′(z)·dz, entry by entry."""
    change = e.tangent(node.argument, level, scope, seed)
    if change is not None and node.function not in SLOPES:
        raise Undecidable("no-slope", name=node.function)
    return None if change is None else e.algebra.multiply(slope(e, node, level, scope), change, level)


BEFORE_KINK = {"abs": Fraction(-1), "relu": Fraction(0)}
"""Their slope below 0; above it is 1, and at 0 there is none."""


def slope(e: Evaluation, node: x.Call, level: int, scope: Scope) -> Array:
    """f′(z)."""
    if node.function not in BEFORE_KINK:
        return e.value(SLOPES[node.function](node), level, scope)
    up = e.greater(node.argument, None, level, scope, apart=True)
    below = e.algebra.constant(BEFORE_KINK[node.function], level)
    return e.algebra.choose(up, e.algebra.constant(ONE, level), below)


def zeros(e: Evaluation, like: Changed, level: int) -> Array:
    return e.algebra.constant(Fraction(0), level) if like is None else like


def extremum(e: Evaluation, node: x.Extremum, level: int, scope: Scope, seed: Seed) -> Changed:
    """The change of the operand that is the extremum, away from ties."""
    changes = [e.tangent(operand, level, scope, seed) for operand in node.operands]
    if all(change is None for change in changes):
        return None
    result = zeros(e, changes[0], level)
    for (_, stays), change in zip(kept(e, node, level, scope, apart=True), changes[1:], strict=True):
        result = e.algebra.choose(stays, result, zeros(e, change, level))
    return result


def softmaxed(e: Evaluation, node: x.Softmax, level: int, scope: Scope, seed: Seed) -> Changed:
    """d softmax(z) = s ∘ (dz − sᵀdz)."""
    change = e.tangent(node.operand, level, scope, seed)
    if change is None:
        return None
    value = softmax(e, node, level, scope)
    mean = e.totalled(e.algebra.multiply(value, change, level), node.shape[0], level)
    return e.algebra.multiply(value, e.algebra.add(change, e.algebra.negative(mean, level), level), level)


def summed(e: Evaluation, node: x.Sum, level: int, scope: Scope, seed: Seed) -> Changed:
    """d Σ = Σ d."""
    inner, axis, length = e.bind(node.index, scope, seed.axes, seed.rows * seed.columns)
    with only_where(e, node, axis, length, inner):
        change = e.tangent(node.body, level, inner, seed)
    return None if change is None else gathered(e, node, change, inner, axis, length, level)


def cases(e: Evaluation, node: x.Cases, level: int, scope: Scope, seed: Seed) -> Changed:
    """The change of the branch that applies, away from where they meet."""
    changes = [e.tangent(value, level, scope, seed) for value, _ in node.branches]
    if all(change is None for change in changes):
        return None
    return branched(e, node, [zeros(e, change, level) for change in changes], level, scope)


def table(e: Evaluation, node: x.Table, level: int, scope: Scope, seed: Seed) -> Changed:
    inner, axis, length = e.bind(node.index, scope, seed.axes, seed.rows * seed.columns)
    change = e.tangent(node.body, level, inner, seed)
    return None if change is None else columns_of(e, change, axis, length)


def beside(e: Evaluation, node: x.Beside, level: int, scope: Scope, seed: Seed) -> Changed:
    changes = [e.tangent(block, level, scope, seed) for block in node.blocks]
    if all(change is None for change in changes):
        return None
    zero = e.algebra.constant(Fraction(0), level)
    blocks = []
    for block, change in zip(node.blocks, changes, strict=True):
        full = (len(zero), *(extent(size, e.point.sizes) for size in block.shape))
        blocks.append(np.broadcast_to(zero, full) if change is None else change)
    return joined(blocks)


def diagonal(e: Evaluation, node: x.Diagonal, level: int, scope: Scope, seed: Seed) -> Changed:
    change = e.tangent(node.operand, level, scope, seed)
    if change is None:
        return None
    unit = e.value(x.Diagonal(x.Constant(ONE, (node.shape[0], "1"))), level, scope)
    return e.algebra.multiply(unit, change, level)


def trace(e: Evaluation, node: x.Trace, level: int, scope: Scope, seed: Seed) -> Changed:
    """d tr A = tr dA."""
    change = e.tangent(node.operand, level, scope, seed)
    return None if change is None else e.totalled(diagonal_of(change), node.operand.shape[0], level)


def determinant(e: Evaluation, node: x.Determinant, level: int, scope: Scope, seed: Seed) -> Changed:
    """d det A = det A · tr(A⁻¹ dA)."""
    change = e.tangent(node.operand, level, scope, seed)
    if change is None:
        return None
    inverse = e.value(x.Inverse(node.operand), level, scope)
    inner = e.algebra.total(diagonal_of(e.algebra.matmul(inverse, change, level)), -2, level, keep=True)
    return e.algebra.multiply(e.value(node, level, scope), inner, level)


def inverse(e: Evaluation, node: x.Inverse, level: int, scope: Scope, seed: Seed) -> Changed:
    """d A⁻¹ = −A⁻¹ dA A⁻¹."""
    change = e.tangent(node.operand, level, scope, seed)
    if change is None:
        return None
    value = e.value(node, level, scope)
    return e.algebra.negative(e.algebra.matmul(e.algebra.matmul(value, change, level), value, level), level)


def loss(e: Evaluation, node: x.Loss, level: int, scope: Scope, seed: Seed) -> Changed:
    """dJ = ⟨∂J/∂v, dv⟩ + ⟨∂J/∂U, dU⟩, with derivatives as arbitrary as J is."""
    arbitrary(e, node, scope)
    words = extent(node.outside.over, e.point.sizes)
    at = e.at(node.outside, scope)
    result: Changed = None
    for what, part in (("center", node.center), ("matrix", node.matrix)):
        change = e.tangent(part, level, scope, seed)
        if change is None:
            continue
        rows, columns = (extent(size, e.point.sizes) for size in part.shape)
        slopes = e.table(node, what, rows, columns * words, level)
        slope = slopes[e.batch, np.arange(rows)[:, None], at * columns + np.arange(columns)]
        if part == seed.variable:  # itself: the slope is the change, entry for entry
            result = plus(e, result, spread(slope, seed), level)
            continue
        inner = e.totalled(e.algebra.multiply(slope, change, level), part.shape[0], level)
        result = plus(e, result, e.totalled(np.swapaxes(inner, -1, -2), part.shape[1], level), level)
    return result


def spread(slope: Array, seed: Seed) -> Array:
    """A matrix of slopes with its rows and columns moved to the axes of the seed."""
    wide = slope.reshape((1,) * (seed.axes + 3 - slope.ndim) + slope.shape)
    return np.swapaxes(np.swapaxes(wide, -1, -(seed.axes + 3)), -2, -(seed.axes + 2))


def nested(e: Evaluation, node: x.Derivative, level: int, scope: Scope, seed: Seed) -> Changed:
    """The inner derivative is written out as a tree, and that is differentiated."""
    key = ("opened", id(node))
    if key not in e._memory:
        e._memory[key] = (node, opened(node))
    return e.tangent(e._memory[key][1], level, scope, seed)


TANGENTS.update(
    {
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
        x.Softmax: softmaxed,
        x.Sum: summed,
        x.Cases: cases,
        x.Table: table,
        x.Beside: beside,
        x.Diagonal: diagonal,
        x.Trace: trace,
        x.Determinant: determinant,
        x.Inverse: inverse,
        x.Loss: loss,
        x.Derivative: nested,
    }
)
