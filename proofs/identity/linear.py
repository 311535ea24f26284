"""Inverses and determinants: at which size an identity of square matrices decides for every size.

An expression in letters (matrices, vectors) is a Schur complement t − sP⁻¹q of a matrix of letters and constants; its *order* is the size
of P. A letter has order 0, a sum the sum of the orders, a product one more than that, an inverse one more than what it inverts. An
expression of order r is zero at every size where it is defined if it is zero at a size of r or more (docs/soundness.md); 2r
with transposes. Scalars that are closed over the size (traces, aᵀXb) are outside, except where a derivative opens them.
"""

from derive import expression as x
from derive.traversal import walk
from proofs.verdict_words import Note

EMPTY = -1
"""The order of no factor at all: a product with it is the other factor."""
DOUBLE = 2
"""A letter and its transpose are two letters at half the size."""


class Beyond(ValueError):  # noqa: N818 - it says what is outside
    """The argument does not reach the expression, for this reason."""

    def __init__(self, reason: Note):
        super().__init__(reason.code)
        self.reason = reason


def square_size(expressions: list[x.Expression], name: x.Size, matrices: set[x.Size]) -> tuple[int, Note | None]:
    """The size to compare at, and why it does not decide for every size (None if it does)."""
    try:
        if len(matrices) > 1:
            raise Beyond(Note("inverses-of-sizes"))
        orders = sorted((Orders(name).of(each) for each in expressions), reverse=True)
        return max(DOUBLE * max(sum(orders[:2]), 1), SMALL), None
    except Beyond as beyond:
        return SMALL, beyond.reason


SMALL = 4
"""The size to compare at where none decides."""


def speaks(node: x.Node, name: x.Size) -> bool:
    """Whether anything of that size stands in a tree."""
    return any(name in each.shape for each in walk(node) if isinstance(each, x.Expression)) or any(
        isinstance(each, x.Index | x.Ordinal | x.Mapped) and each.over == name for each in walk(node)
    )


class Orders:
    """Orders of the expressions in letters of one size."""

    def __init__(self, name: x.Size):
        self.name = name

    def of(self, node: x.Expression, inside: bool = False) -> int:
        """The order of a matrix, or of a scalar in which the size does not stand."""
        if not speaks(node, self.name):
            return 0
        if inside and any(size not in (self.name, "1") for size in node.shape):
            raise Beyond(Note("rectangular-inverse"))
        match node:
            case x.Member():
                raise Beyond(Note("arrays-beside-inverses"))
            case x.Symbol() | x.Column(x.Symbol()) if node.shape != x.SCALAR and node.shape.count(self.name):
                if isinstance(node, x.Column) and self.name in (node.index.over,):
                    raise Beyond(Note("columns-beside-inverses"))
                if inside and "1" in node.shape:
                    raise Beyond(Note("vectors-in-inverses"))
                return 0
            case x.Named(value=value):
                return self.of(value, inside)
            case x.Negative(operand) | x.Transpose(operand):
                return self.of(operand, inside)
            case x.Add(terms):
                return sum(self.of(term, inside) for term in terms)
            case x.Product(factors) if node.shape != x.SCALAR:
                self._open(factors)
                return self._chain(factors, inside)
            case x.Quotient(top, bottom) if not speaks(bottom, self.name):
                return self.of(top, inside)
            case x.Power(base, x.Number(value)) if base.shape == x.SCALAR and value:
                raise Beyond(Note("scalars-beside-inverses"))
            case x.Inverse(operand):
                return self.of(operand, True) + 1
            case x.Diagonal(x.Constant()):
                return 0
            case x.Constant(value=value) if not value:
                return 0
            case x.Sum(index, body, condition) if not inside and self._elsewhere(index, condition):
                return self.of(body)
            case x.Entry(matrix, x.Index() as row, x.Index() as column) if not inside and row != column:
                return self.of(matrix)
            case x.Cases(branches) if not inside:
                return sum(self.of(value) for value, _ in branches)
            case x.Derivative(body, variable) if not inside and body.shape == x.SCALAR:
                if isinstance(variable, x.Entry) and isinstance(variable.matrix, x.Symbol):
                    variable = variable.matrix
                if variable.shape == x.SCALAR:
                    raise Beyond(Note("by-a-number"))
                return self.gradient(body, variable, EMPTY, EMPTY)
        raise Beyond(Note("closed-scalars"))

    def _elsewhere(self, index: x.Index, condition: x.Condition) -> bool:
        """Whether a sum runs over another size."""
        return self.name != index.over and not speaks(condition, self.name)

    def _open(self, factors: tuple[x.Expression, ...]) -> None:
        """Refuses a product that may hold a closed scalar, as y xᵀ z does."""
        matrices = [factor for factor in factors if factor.shape != x.SCALAR]
        rows, columns = (sum(factor.shape[k] == "1" for factor in matrices) for k in (0, 1))
        if rows > 1 or columns > 1 or any(speaks(factor, self.name) for factor in factors if factor.shape == x.SCALAR):
            raise Beyond(Note("scalars-beside-inverses"))

    def _chain(self, factors: tuple[x.Expression, ...], inside: bool = False) -> int:
        """The order of a product; EMPTY for none."""
        matrices = [factor for factor in factors if factor.shape != x.SCALAR]
        if inside and any(size not in (self.name, "1") for each in matrices for size in each.shape):
            raise Beyond(Note("rectangular-inverse"))
        return sum(self.of(factor, inside) + 1 for factor in matrices) - 1

    def gradient(self, node: x.Expression, by: x.Variable, left: int, right: int) -> int:
        """The order of the gradient by a letter, of a scalar that is linear in traces and logarithms of determinants.

        Around the node stand products of the orders `left` and `right`: where the letter stands, the gradient is right · left.
        """
        if isinstance(node, x.Member):
            raise Beyond(Note("arrays-beside-inverses"))
        if node == by or (isinstance(by, x.Column) and isinstance(node, x.Column) and node.matrix == by.matrix):
            return max(left + right + 1, 0)
        if not _depends(node, by):
            return 0
        match node:
            case x.Named(value=value):
                return self.gradient(value, by, left, right)
            case x.Negative(operand) | x.Transpose(operand):
                return self.gradient(operand, by, left, right)
            case x.Add(terms):
                return sum(self.gradient(term, by, left, right) for term in terms)
            case x.Quotient(top, bottom) if not speaks(bottom, self.name) and not _depends(bottom, by):
                return self.gradient(top, by, left, right)
            case x.Product(factors):
                scalars = [factor for factor in factors if factor.shape == x.SCALAR]
                speaking = [each for each in scalars if speaks(each, self.name)]
                if speaking and not (len(speaking) == 1 and len(scalars) == len(factors) and _depends(speaking[0], by)):
                    raise Beyond(Note("products-of-scalars"))
                for each in scalars:
                    if _depends(each, by):
                        return self.gradient(each, by, left, right)
                matrices = tuple(factor for factor in factors if factor.shape != x.SCALAR)
                return sum(
                    self.gradient(
                        factor, by, left + self._chain(matrices[:k]) + 1, right + self._chain(matrices[k + 1 :]) + 1
                    )
                    for k, factor in enumerate(matrices)
                )
            case x.Trace(operand) if left == right == EMPTY:
                return self.gradient(operand, by, EMPTY, EMPTY)
            case x.Inverse(operand):
                around = self.of(operand, True) + 2
                return self.gradient(operand, by, left + around, right + around)
            case x.Call("log", x.Determinant(operand) | x.Call("abs", x.Determinant(operand))):
                return self.gradient(operand, by, EMPTY, self.of(operand, True) + 1)
            case x.Sum(index, body, condition) if self._elsewhere(index, condition):
                return self.gradient(body, by, left, right)
        raise Beyond(Note("more-than-traces"))


def _depends(node: x.Expression, by: x.Variable) -> bool:
    """Whether the letter stands in a tree; a column of a matrix, wherever the matrix does."""
    matrix = by.matrix if isinstance(by, x.Column | x.Entry | x.Member) else by
    return any(each in (by, matrix) for each in walk(node))
