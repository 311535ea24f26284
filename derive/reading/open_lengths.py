"""Lengths that are open at first: of all-ones vectors, and of 0 and 1 beside vectors. What stands beside them closes them."""

from collections.abc import Iterable
from fractions import Fraction
from typing import Any

from derive import expression as x
from derive.nodes import rebuild
from derive.parsing import syntax as s
from derive.traversal import walk

ZERO, ONE = Fraction(0), Fraction(1)


def is_open(shape: x.Shape) -> bool:
    """Whether a length is still open."""
    return any(size.startswith("?") for size in shape)


def closed(node: Any, sizes: dict[x.Size, x.Size]) -> Any:
    """The expression with open lengths filled in; a single one is the number 1."""
    if not sizes:
        return node
    if isinstance(node, x.Constant):
        shape = (sizes.get(node.declared[0], node.declared[0]), sizes.get(node.declared[1], node.declared[1]))
        return x.filled(node.value, shape, node.span)
    return rebuild(node, lambda each: closed(each, sizes))


def product_sizes(left: x.Shape, right: x.Shape) -> dict[x.Size, x.Size]:
    """What a product says about open lengths; two columns, or two rows, side by side have one length."""
    if x.SCALAR in (left, right) or left[1] == right[0] or not (is_open(left) or is_open(right)):
        return {}
    if right[0].startswith("?") and left[1] != "1":
        return {right[0]: left[1]}
    if left[1].startswith("?") and right[0] != "1":
        return {left[1]: right[0]}
    if left[1] == right[1] == "1":
        return _equal(left[0], right[0])
    return _equal(left[1], right[1]) if left[0] == right[0] == "1" else {}


def _equal(left: x.Size, right: x.Size) -> dict[x.Size, x.Size]:
    if left.startswith("?"):
        return {left: right}
    return {right: left} if right.startswith("?") else {}


def alike(values: Iterable[x.Expression]) -> list[x.Expression]:
    """Values of one shape, terms of a sum, their open lengths filled in from each other."""
    found = list(values)
    if not any(is_open(value.shape) for value in found):
        return found
    known = [value.shape for value in found if not is_open(value.shape) and value.shape != x.SCALAR]
    scalars = [value for value in found if value.shape == x.SCALAR and not isinstance(value, x.Number)]
    target = known[0] if known else x.SCALAR if scalars else next(v.shape for v in found if is_open(v.shape))
    return [_as(value, target) if is_open(value.shape) else value for value in found]


def _as(value: x.Expression, target: x.Shape) -> x.Expression:
    sizes = {a: b for a, b in zip(value.shape, target, strict=True) if a.startswith("?") and a != b}
    plain = value.operand if isinstance(value, x.Negative) else value
    if isinstance(plain, x.Constant) and value.shape[1] == "1" and target[1] != "1":  # 1 − a row: a row of ones
        full = x.Constant(plain.value, target, span=plain.span)
        return x.Negative(full) if isinstance(value, x.Negative) else full
    filled: x.Expression = closed(value, sizes)
    return filled


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


def added(terms: list[x.Expression], span: s.Span) -> x.Expression:
    """A sum, in which 1 and 0 take the shape of the vectors beside them."""
    terms = alike(terms)
    shape = next((term.shape for term in terms if term.shape != x.SCALAR), x.SCALAR)
    return x.Add(tuple(polymorphic(term, shape) if term.shape == x.SCALAR else term for term in terms), span=span)
