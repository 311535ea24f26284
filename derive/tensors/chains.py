"""A sum of a product as products of matrices: A B C, aᵀB, tr(A B), with diag where a vector stands at an inner index.

The factors are matrices and vectors joined at the axes that are summed. A chain is followed from a row to a column, or, where neither
is left, from a vector to a vector or round a trace.
"""

from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from derive import expression as x
from derive.pattern import product as product_of
from derive.tensors.graph import Axis, Node
from derive.tensors.page import ones, turned
from derive.tensors.page_products import scaled

if TYPE_CHECKING:
    from derive.tensors.page import Bound, PageWriter, RowOrColumn


class Chains:
    """The factors of one sum, used up as they are written."""

    def __init__(
        self,
        page: "PageWriter",
        factors: Sequence[Node],
        gone: Sequence[Axis],
        row: "RowOrColumn",
        column: "RowOrColumn",
        bound: "Bound",
    ):
        self.page, self.gone, self.row, self.column, self.bound = page, list(gone), row, column, bound
        self.matrices: list[Node] = []
        self.vectors: dict[Axis, list[Node]] = {}
        self.numbers: list[Node] = []
        for factor in factors:
            own = [axis for axis in factor.axes if axis not in bound]
            if len(own) == 2:
                self.matrices.append(factor)
            elif own:
                self.vectors.setdefault(own[0], []).append(factor)
            else:
                self.numbers.append(factor)

    def written(self) -> x.Expression:
        """The whole product."""
        left: list[x.Expression] = []
        if self.row is not None:
            left = self.chain(self.row)
        right: list[x.Expression] = []
        if self.column is not None and not self.reached(self.column):
            right = [_flipped(each) for each in reversed(self.chain(self.column))]
        parts = [product_of(*each) for each in (left, right) if each]
        numbers = [] if not self.numbers else [scaled(self.page, Fraction(1), self.numbers, None, None, self.bound)]
        return product_of(*numbers, *self.closed(), *parts)

    def reached(self, axis: Axis) -> bool:
        """Whether a chain has ended at an axis."""
        return axis not in self.vectors and not any(axis in each.axes for each in self.matrices)

    def vector(self, axis: Axis) -> x.Expression | None:
        """What multiplies entry by entry at an axis, used up; as a column."""
        members = self.vectors.pop(axis, [])
        return scaled(self.page, Fraction(1), members, axis, None, self.bound) if members else None

    def chain(self, start: Axis) -> list[x.Expression]:
        """The factors from an axis on: matrices, a diag at each joint that has a vector, and what closes the end."""
        made: list[x.Expression] = []
        at = start
        here = self.vector(at)
        following = self.following(at)
        if following is None:
            return [here] if here is not None else []
        if here is not None:
            made.append(x.Diagonal(here))
        while following is not None:
            self.matrices.remove(following)
            (after,) = [axis for axis in following.axes if axis != at and axis not in self.bound]
            made.append(self.page.matrix(following, at, after, self.bound))
            at = after
            here = self.vector(at)
            following = self.following(at) if at in self.gone else None
            if at not in self.gone:
                if here is not None:
                    made.append(x.Diagonal(here))
                break
            if following is None:
                made.append(here if here is not None else ones(at.size))
            elif here is not None:
                made.append(x.Diagonal(here))
        return made

    def following(self, axis: Axis) -> Node | None:
        """The next matrix at an axis."""
        return next((each for each in self.matrices if axis in each.axes), None)

    def closed(self) -> list[x.Expression]:
        """What is left has no open end: dot products, sums of entries, quadratic forms, traces."""
        found: list[x.Expression] = []
        while self.matrices or any(axis in self.gone for axis in self.vectors):
            ends = [axis for axis in self.gone if axis in self.vectors or self.degree(axis) == 1]
            single = [axis for axis in ends if self.degree(axis) == 1]
            if not self.matrices:
                found.append(self.dot(next(axis for axis in self.vectors if axis in self.gone)))
            elif single:
                start = single[0]
                here = self.vector(start)
                row = _flipped(here) if here is not None else ones(start.size, lying=True)
                found.append(product_of(row, *self.chain(start)))
            elif lone := next((a for a in self.gone if a in self.vectors and self.degree(a) == 0), None):
                found.append(self.dot(lone))
            else:
                found.append(self.trace())
        return found

    def degree(self, axis: Axis) -> int:
        return sum(axis in each.axes for each in self.matrices)

    def dot(self, axis: Axis) -> x.Expression:
        """The sum over an axis at which only vectors stand."""
        first, *rest = self.vectors.pop(axis)
        if not rest:
            value = self.page.matrix(first, axis, None, self.bound)
            return product_of(ones(axis.size, lying=True), value)
        below = [each for each in (first, *rest) if each.op == "reciprocal"]
        above = [each for each in (first, *rest) if each.op != "reciprocal"]
        if not above:
            value = scaled(self.page, Fraction(1), below, axis, None, self.bound)
            return product_of(ones(axis.size, lying=True), value)
        if len(above) == 1:
            value = scaled(self.page, Fraction(1), [*above, *below], axis, None, self.bound)
            return product_of(ones(axis.size, lying=True), value)
        left = scaled(self.page, Fraction(1), [above[0], *below], axis, None, self.bound)
        right = scaled(self.page, Fraction(1), above[1:], axis, None, self.bound)
        return product_of(_flipped(left), right)

    def trace(self) -> x.Expression:
        """A chain that closes in itself."""
        first = self.matrices[0]
        start = next(axis for axis in first.axes if axis not in self.bound)
        here = self.vector(start)
        made: list[x.Expression] = [] if here is None else [x.Diagonal(here)]
        at = start
        following: Node | None = first
        while following is not None:
            self.matrices.remove(following)
            (after,) = [axis for axis in following.axes if axis != at and axis not in self.bound]
            made.append(self.page.matrix(following, at, after, self.bound))
            at = after
            if at == start:
                break
            here = self.vector(at)
            if here is not None:
                made.append(x.Diagonal(here))
            following = self.following(at)
        return x.Trace(product_of(*made))


def _flipped(node: x.Expression) -> x.Expression:
    return node if isinstance(node, x.Diagonal) else turned(node)
