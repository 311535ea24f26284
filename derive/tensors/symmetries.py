"""What is assumed of matrices: symmetric ones stand one way round, and those that are positive definite have a Cholesky factor.

>>> from derive.tensors.graph import leaf
>>> i, j = Axis(1, "n"), Axis(2, "n")
>>> with_symmetric(leaf("S", (j, i)), {"S"}) is leaf("S", (i, j))
True
"""

from collections.abc import Collection

from derive.tensors.algebra import coefficient, flat
from derive.tensors.axes import rewritten, substitute, symmetric
from derive.tensors.graph import Axis, Node, fresh, leaf, make


def with_symmetric(node: Node, names: Collection[str]) -> Node:
    """The node with S_ij for S_ji, and inverses of symmetric matrices so too: their axes stand in the order of their numbers."""

    def is_even(each: Node) -> bool:
        if each.op in ("add", "product"):
            return any(map(is_even, each.args))
        return each.op == "inverse" or (each.op == "leaf" and each.data[0] in names)

    def rule(each: Node) -> Node | None:
        if each.op == "total" and is_even(each.args[0]):
            later = {
                axis: fresh(axis.size) for axis in each.data
            }  # what is summed over comes behind: S x, whatever x is
            return make("total", (rewritten(substitute(each.args[0], later), rule),), tuple(later.values()))
        if each.op == "leaf" and each.data[0] in names and _turned(each.data[1]):
            return leaf(each.data[0], each.data[1][::-1])
        if each.op == "inverse":
            body, (row, column) = rewritten(each.args[0], rule), each.data
            if _turned(each.data) and symmetric(body, row, column, names):
                turned = rewritten(substitute(body, {row: column, column: row}), rule)
                return make("inverse", (turned,), (column, row))
            return make("inverse", (body,), each.data)
        return None

    return rewritten(node, rule)


def _turned(positions: tuple[object, ...]) -> bool:
    match positions:
        case (Axis(one), Axis(other)):
            return one > other
    return False


def definite(matrix: Node, names: Collection[str]) -> bool:
    """Whether a matrix is symmetric and, as far as one can tell, positive definite: assumed so, XᵀX, or such and a multiple of I."""
    number, rest = coefficient(matrix)
    if number <= 0:
        return False
    if rest.op == "add":
        return any(definite(each, names) for each in rest.args) and all(
            definite(each, names) or any(f.op == "same" for f in flat("product", [each])) for each in rest.args
        )
    if rest.op == "named":
        return definite(rest.args[0], names)
    return (rest.op == "leaf" and rest.data[0] in names) or is_gram(rest)


def is_gram(matrix: Node) -> bool:
    """Whether a matrix is XᵀX, or X Xᵀ."""
    factors = flat("product", matrix.args) if matrix.op == "total" and len(matrix.data) == 1 else []
    if len(factors) != 2 or any(len(each.axes) != 2 for each in factors):
        return False
    one, other = factors
    return one.digest == other.digest and one.axes.index(matrix.data[0]) == other.axes.index(matrix.data[0])
