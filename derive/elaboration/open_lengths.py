"""Lengths that are open at first: of all-ones vectors, and of 0 and 1 beside vectors. What stands beside them closes them."""

from fractions import Fraction

from derive import expression as x
from derive.parsing import syntax as s
from derive.traversal import walk

ZERO, ONE = Fraction(0), Fraction(1)


def is_open(shape: x.Shape) -> bool:
    """Whether a length is still open."""
    return any(size.startswith("?") for size in shape)


def is_zero(value: x.Expression) -> bool:
    """Whether a value is a bold 0 whose shape nothing tells yet, or made of such ones alone."""
    match value:
        case x.Constant(number, shape):
            return not number and is_open(shape)
        case x.Negative(inside) | x.Transpose(inside) | x.Quotient(inside, _):
            return is_zero(inside)
        case x.Add(terms):
            return all(map(is_zero, terms))
        case x.Product((*numbers, last)):
            return is_zero(last) and all(each.shape == x.SCALAR for each in numbers)
    return False


def as_number(term: x.Expression) -> x.Expression:
    """The number 1 for a vector of ones whose length nothing tells; the same for minus such a vector. A product of them is no number."""
    if isinstance(term, x.Negative):
        return x.Negative(as_number(term.operand), span=term.span)
    if isinstance(term, x.Constant) and is_open(term.declared):
        return x.Number(term.value, span=term.span)
    return term


def settled(value: x.Expression, span: s.Span) -> x.Expression:
    """A whole side: ones alone are the number 1; elsewhere their length must be known by now."""
    if isinstance(value, x.Constant) and is_open(value.declared):
        return x.Number(value.value, span=value.span)
    if any(isinstance(node, x.Constant) and is_open(node.declared) for node in walk(value)):
        raise s.ReadingError("how long this vector of ones is does not show", span, "\\mathbf{1}_V")
    return value


def polymorphic(value: x.Expression, shape: x.Shape) -> x.Expression:
    """The number 0 or 1 as a vector or matrix of a shape, where that is what is meant."""
    constant = value.operand if isinstance(value, x.Negative) else value
    if isinstance(constant, x.Sum) and isinstance(constant.body, x.Number) and constant.body.value == ZERO:
        constant = constant.body  # the other terms, all 0
    if shape != x.SCALAR and isinstance(constant, x.Number) and constant.value in (ZERO, ONE):
        full = x.Constant(constant.value, shape, span=value.span)
        return x.Negative(full) if isinstance(value, x.Negative) else full
    return value


def fitted(value: x.Expression, shape: x.Shape) -> x.Expression:
    """0 as the zeros of any shape that is wanted."""
    return polymorphic(value, shape) if isinstance(value, x.Number) and value.value == ZERO else value
