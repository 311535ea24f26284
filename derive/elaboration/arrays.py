"""Products told apart by shapes: `a @ b` and `a * b` of arrays that have one axis or two, a ⊗ b of vectors."""

from collections.abc import Callable

from derive import expression as x
from derive.parsing import syntax as s


def matmul(left: x.Expression, right: x.Expression, span: s.Span) -> x.Expression:
    """a @ b: the inner product of two vectors, aᵀM as a vector for a vector before a matrix, else the product."""
    if x.SCALAR in (left.shape, right.shape):
        raise s.ReadingError("@ takes no numbers", span, "a * b")
    if left.shape == right.shape and left.shape[1] == "1":
        return x.Product((x.Transpose(left), right), span=span)
    if left.shape == right.shape and left.shape[0] == "1":
        return x.Product((left, x.Transpose(right)), span=span)
    if left.shape[1] == "1" and right.shape[0] == left.shape[0] and right.shape[1] != "1":
        return x.Product((x.Transpose(right), left), span=span)
    return x.Product((left, right), span=span)


def entrywise(left: x.Expression, right: x.Expression, span: s.Span) -> x.Expression:
    """a * b: entry by entry; a vector along the columns of a matrix multiplies each of them."""
    if x.SCALAR in (left.shape, right.shape):
        return x.Product((left, right), span=span)
    if left.shape == right.shape:
        return x.Hadamard(left, right)
    matrix, vector = (left, right) if "1" not in left.shape else (right, left)
    if "1" not in matrix.shape and vector.shape == (matrix.shape[1], "1"):
        return x.Product((matrix, x.Diagonal(vector)), span=span)
    raise s.ReadingError("how these arrays are broadcast is not followed", span, "arrays of one shape, or np.outer")


def outer(left: x.Expression, right: x.Expression, span: s.Span) -> x.Expression:
    """a ⊗ b of two vectors: a row and a column by Kronecker's product, two of one kind as abᵀ."""
    if "1" not in left.shape or "1" not in right.shape:
        raise s.ReadingError("the Kronecker product of matrices is not understood", span, "a product of vectors")
    turned = (left.shape[0] == "1", right.shape[0] == "1")
    if turned == (True, False):
        return x.Product((right, left), span=span)
    column = x.Transpose(left) if turned[0] else left
    return x.Product((column, right if turned[1] else x.Transpose(right)), span=span)


PROGRAMMED: dict[str, Callable[[x.Expression, x.Expression, s.Span], x.Expression]] = {
    "@": matmul,
    "entrywise": entrywise,
}
"""Signs of programs between factors, and what they make of two values."""
