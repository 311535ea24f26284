"""What the generated program does to whole arrays: one node for each operation that has no SymPy counterpart.

Addition, multiplication, powers, exp, log and tanh of arrays are SymPy's own nodes, entry by entry over arrays that `Axes` has
aligned. A node knows nothing of index names: `arrays` keeps them beside it, so that equal computations are equal nodes.
"""

from typing import Any

import sympy as sp
from sympy.printing.precedence import PRECEDENCE


class ArrayNode(sp.Expr):
    """An operation on arrays; commutative as a factor, since products are entrywise."""

    is_commutative = True


class Take(ArrayNode):
    """Take(x, index, axis, rank, rank of the index): the entries of `x` at `index` along `axis`; a gather."""


class Fancy(ArrayNode):
    """Fancy(x, index_0, index_1, …): the entries of `x` at aligned index arrays."""


class Axes(ArrayNode):
    """Axes(x, flags): `x` with a new axis of length 1 wherever a flag is 0."""


class Permute(ArrayNode):
    """Permute(x, order): the axes of `x` in another order."""


class Dot(ArrayNode):
    """Dot(a, b): a @ b, the last axis of `a` contracted with the first of `b`."""

    precedence = PRECEDENCE["Add"]  # bracketed in every product: a*(b @ c) is not (a*b) @ c


class Contract(ArrayNode):
    """Contract(spec, a, b): the sum of a product, as `einsum` writes it; the axes of the result are shared ones, a's, b's."""


class Reduce(ArrayNode):
    """Reduce(x, axes, rank): the sum over some axes."""


class Outer(ArrayNode):
    """Outer(a, b): the product of two aligned arrays that have no axis in common."""

    precedence = PRECEDENCE["Mul"]


class LogSumExpOf(ArrayNode):
    """LogSumExpOf(x, axis): log Σ exp(x), that axis gone."""


class SoftmaxOf(ArrayNode):
    """SoftmaxOf(x, axis): exp(x) / Σ exp(x) along the axis."""


class SoftplusOf(ArrayNode):
    """SoftplusOf(x): log(1 + exp(x))."""


class LogisticOf(ArrayNode):
    """LogisticOf(x): 1 / (1 + exp(−x))."""


class LogisticBothWays(ArrayNode):
    """LogisticBothWays(x): 1 / (1 + exp(−x)) and 1 / (1 + exp(x)), from one exponential."""


class LogSumAndSoftmax(ArrayNode):
    """LogSumAndSoftmax(x, axis): both, from one exponential; with a third argument, `x` may be written to."""


class SoftplusAndLogistic(ArrayNode):
    """SoftplusAndLogistic(x): both, from one exponential."""


class SoftmaxPass(ArrayNode):
    """SoftmaxPass(x, M): log Σ e^s, softmax(s) and M @ softmax(s) for s = x @ M, M read once."""


class CrossEntropyPass(ArrayNode):
    """CrossEntropyPass(x, M, o): log Σ e^s − s_o, softmax(s) − y and M @ (softmax(s) − y), y the o-th unit vector."""


class Item(ArrayNode):
    """Item(computation, n): the n-th of its results."""


class Equal(ArrayNode):
    """Equal(a, b): 1 where two index arrays agree, else 0, in the type of the computation."""


class Choose(ArrayNode):
    """Choose(condition, a, condition, b, …, otherwise)."""


class Scatter(ArrayNode):
    """Scatter(base, axis, index, values, index, values, …): values added where the indices point, every repeat counted."""


class Zeros(ArrayNode):
    """Zeros(size, size, …): zeros of the computation's type."""


class Into(ArrayNode):
    """Into(variable, buffer, x): `x` written into the buffer, or into a new array laid out as `variable` is."""


class ProductInto(ArrayNode):
    """ProductInto(variable, buffer, a, b): the product of two matrices, written so."""


class OuterInto(ArrayNode):
    """OuterInto(variable, buffer, a, b): the product of a row and a column, written so."""


class ScatterInto(ArrayNode):
    """ScatterInto(variable, buffer, axis, index, values, …): zeros, written so, with values added."""


class Rows(ArrayNode):
    """Rows(rank, x, rank, y, …): arrays put under each other, the first `rank` axes of each taken as one."""


class Copy(ArrayNode):
    """Copy(x): `x` that may be written to."""


class SoftplusSumAndLogistic(ArrayNode):
    """SoftplusSumAndLogistic(x): Σ log(1 + eˣ) over the one axis of `x`, and 1 / (1 + e⁻ˣ)."""


class Plain(ArrayNode):
    """Plain(x): a function of sizes, as a Python number, which takes the type of the arrays."""


class Arange(ArrayNode):
    """Arange(size): 0, 1, …, size − 1."""


class Whole(ArrayNode):
    """Whole(x, size, …): `x` repeated to a shape."""


def turned(matrix: Any) -> Any:
    """The transpose of a matrix."""
    if isinstance(matrix, Permute) and matrix.args[1] == sp.Tuple(1, 0):
        return matrix.args[0]
    return Permute(matrix, sp.Tuple(1, 0))
