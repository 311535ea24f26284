"""Systems that are solved: an inverse times an array, where the inverse is not needed as a whole."""

from collections.abc import Sequence

from derive.tensors.algebra import beside, flat
from derive.tensors.contraction import contracted
from derive.tensors.graph import Axis, Node
from derive.tensors.pieces import Piece, ordered
from derive.tensors.writer import Writer


def solved(w: Writer, node: Node, want: Sequence[Axis]) -> Piece | None:
    """A⁻¹ x by solving A z = x, where the inverse is not needed as a whole."""
    (body,) = node.args
    for factor in body.args:
        if factor.op != "inverse" or factor.digest in w.whole_inverses | w.known.keys() or len(factor.axes) != 2:
            continue
        others = beside(factor, body.args)
        own = set(factor.data)
        for axis in factor.data:
            (open_axis,) = own - {axis}
            touching = [each for each in others if axis in each.axes]
            if axis not in node.data or len(touching) != 1 or len(touching[0].axes) > 2 or touching[0].op == "inverse":
                continue
            if _is_gram(factor.args[0], touching[0], axis):
                continue
            right = w.write(touching[0])
            if not set(right.axes) <= {axis, *(set(right.axes) - own)} or open_axis in right.axes:
                continue
            matrix = w.write(factor.args[0])
            order = factor.data if axis == factor.data[1] else factor.data[::-1]
            # A⁻¹[row, column]: summed over the column it is A z = x, over the row Aᵀ z = x
            left = ordered(matrix, order)
            right = ordered(right, [axis, *[each for each in right.axes if each != axis]])
            rest = tuple(each for each in right.axes if each != axis)
            solution = Piece(f"np.linalg.solve({left.code}, {right.code})", (open_axis, *rest))
            remaining = [w.write(each) for each in others if each is not touching[0]]
            return contracted([*remaining, solution], set(node.data) - {axis}, want)
    return None


def _is_gram(matrix: Node, right: Node, axis: Axis) -> bool:
    """Whether a matrix is XᵀX for the X that its inverse is applied to: X has at least as many rows as columns, so inverting is less work."""
    if matrix.op != "total" or len(matrix.data) != 1 or len(right.axes) != 2:
        return False
    factors = flat("product", matrix.args)
    if len(factors) != 2 or any(each.digest != right.digest for each in factors):
        return False
    return all(each.axes.index(matrix.data[0]) != right.axes.index(axis) for each in factors)
