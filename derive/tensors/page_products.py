"""Products entry by entry along the axes of a page: numbers, a column, a row and matrices, over what is reciprocal among the factors."""

from collections.abc import Sequence
from fractions import Fraction

from derive import expression as x
from derive.pattern import product as product_of
from derive.tensors import algebra
from derive.tensors.graph import Axis, Node
from derive.tensors.page import Bound, PageWriter, RowOrColumn, turned, widened


def scaled(
    page: PageWriter, value: Fraction, factors: Sequence[Node], row: RowOrColumn, column: RowOrColumn, bound: Bound
) -> x.Expression:
    """A number times factors, as a fraction where some are reciprocal."""
    above = [each for each in factors if _below(each) is None]
    below = [each for each in map(_below, factors) if each is not None]
    top = _times(page, above, row, column, bound)
    if abs(value.numerator) != 1:
        number = x.Number(Fraction(abs(value.numerator)))
        top = number if top == x.Number(Fraction(1)) else product_of(number, top)
    numbers = [each for each in below if not set(each.axes) - set(bound)]
    arrays = [each for each in below if each not in numbers]
    if arrays:
        bottom = _times(page, arrays, row, column, bound)
        shape = x.SCALAR
        if bottom.shape != top.shape:
            shape = (row.size if row else "1", column.size if column else "1")
            top = widened(top, shape)
            bottom = widened(bottom, shape)
        top = x.Quotient(top, bottom)
    denominators = [page.matrix(each, None, None, bound) for each in numbers]
    if value.denominator != 1:
        denominators.insert(0, x.Number(Fraction(value.denominator)))
    if denominators:
        top = x.Quotient(top, product_of(*denominators))
    return x.Negative(top) if value < 0 else top


def _below(factor: Node) -> Node | None:
    """What stands below the line of a fraction in the place of a factor: x for 1/x, x² for x⁻²."""
    if factor.op == "reciprocal":
        return factor.args[0]
    if factor.op == "power" and factor.args[1].op == "constant" and factor.args[1].data < 0:
        return algebra.power(factor.args[0], algebra.constant(-factor.args[1].data))
    return None


def _times(
    page: PageWriter, factors: Sequence[Node], row: RowOrColumn, column: RowOrColumn, bound: Bound
) -> x.Expression:
    """The product entry by entry along the axes that are not bound: numbers, a column, a row and matrices."""
    groups: dict[tuple[Axis, ...], list[Node]] = {}
    for factor in factors:
        own = tuple(axis for axis in (row, column) if axis is not None and axis in factor.axes and axis not in bound)
        groups.setdefault(own, []).append(factor)
    numbers = [page.matrix(each, None, None, bound) for each in groups.pop((), [])]
    made = {
        own: _hadamard(
            [
                page.matrix(each, row if row in own else None, column if column in own else None, bound)
                for each in members
            ]
        )
        for own, members in groups.items()
    }
    both = made.pop((row, column), None) if row is not None and column is not None else None
    standing = made.pop((row,), None) if row is not None else None
    lying = made.pop((column,), None) if column is not None else None
    if isinstance(both, x.Diagonal) and isinstance(both.operand, x.Constant) and (standing or lying) is not None:
        parts = [each for each in (standing, None if lying is None else turned(lying)) if each is not None]
        whole: list[x.Expression] = [x.Diagonal(_hadamard(parts))]
    elif both is not None:
        whole = [both]
        if standing is not None:
            whole.insert(0, x.Diagonal(standing))
        if lying is not None:
            whole.append(x.Diagonal(turned(lying)))
    else:
        whole = [each for each in (standing, lying) if each is not None]
    return product_of(*numbers, *whole) if numbers or whole else x.Number(Fraction(1))


def _hadamard(parts: Sequence[x.Expression]) -> x.Expression:
    found = parts[0]
    for part in parts[1:]:
        found = x.Hadamard(found, part)
    return found
