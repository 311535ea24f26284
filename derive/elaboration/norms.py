"""Norms, inner products, roots and matrices that are written out: read in one way, whoever reads."""

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from derive import expression as x
from derive.elaboration.functions import dot, total
from derive.parsing import syntax as s
from derive.parsing.trees import key, strip

if TYPE_CHECKING:
    from derive.elaboration.reader import Reader

NORMS = ("", "2", "1", "F")


def norm(reader: "Reader", group: s.Group, kind: str, above: s.Syntax | None, scope: Any) -> x.Expression:
    """‖z‖ with its subscript and its power: ‖z‖² = zᵀz, ‖z‖₁ = 1ᵀ|z|, ‖A‖₁ = 1ᵀ|A|1, ‖A‖_F² = tr(AᵀA)."""
    value = reader.read(group.inner, scope)
    plain: x.Expression
    matrix = "1" not in value.shape
    if kind.isdigit() and int(kind) > 2 and not matrix:
        return _of_degree(reader, value, kind, above, group, scope)
    if kind == "infty" and not matrix:
        plain = reader.greatest("max", value, group.span, "abs")
        return plain if above is None else x.Power(plain, reader.read(above, scope), span=group.span)
    if matrix and kind in ("1", "1,1") and above is None:
        if kind == "1":
            reader.remark("norm-of-entries")
        first, last = (x.Constant(Fraction(1), (size, "1")) for size in value.shape)
        return x.Product((x.Transpose(first), x.Call("abs", value), last), span=group.span)
    if kind not in NORMS or (matrix and kind in ("1", "2")):
        raise s.ReadingError(
            "this norm is not understood", group.span, "‖·‖, ‖·‖_2, ‖·‖_1, ‖·‖_∞ of a vector, ‖·‖_F of a matrix"
        )
    if matrix and kind == "":
        reader.remark("norm-frobenius")
    squared = above is not None and key(strip(above)) == "2"
    if kind == "1":
        plain = total(x.Call("abs", value), group.span)
    elif squared:
        return dot(value, value, group.span)
    else:
        plain = x.Call("sqrt", dot(value, value), span=group.span)
    return plain if above is None else x.Power(plain, reader.read(above, scope), span=group.span)


def _of_degree(
    reader: "Reader", value: x.Expression, kind: str, above: s.Syntax | None, group: s.Group, scope: Any
) -> x.Expression:
    """‖z‖_p = (Σ |z_i|^p)^{1/p}; its p-th power is the sum."""
    degree = x.Number(Fraction(int(kind)))
    powers = total(x.Power(x.Call("abs", value), degree))
    if above is not None and key(strip(above)) == kind:
        return powers
    plain = x.Power(powers, x.Number(1 / degree.value), span=group.span)
    return plain if above is None else x.Power(plain, reader.read(above, scope), span=group.span)


def inner_product(reader: "Reader", node: s.Group, scope: Any) -> x.Expression:
    """⟨a, b⟩ = aᵀb of two vectors, of which one may lie; of matrices tr(AᵀB)."""
    inner = strip(node.inner)
    if not isinstance(inner, s.Listing) or len(inner.items) != 2:
        raise s.ReadingError("an inner product is of two things", node.span, "\\langle a, b \\rangle")
    left, right = (reader.read(item, scope) for item in inner.items)
    if (left.shape[0] == "1") != (right.shape[0] == "1"):
        left, right = (x.Transpose(each) if each.shape[0] == "1" else each for each in (left, right))
    if not reader.fits(left.shape, right.shape):
        raise x.ShapeError(
            f"{x.spoken(left.shape)} has no inner product with {x.spoken(right.shape, noun='one')}", left, right
        )
    return dot(left, right, node.span)


def root(reader: "Reader", node: s.Root, scope: Any) -> x.Expression:
    """The root of a number or of every entry; of another degree than 2 as the power 1/n, of positive numbers."""
    number = 2 if node.degree is None else whole_number(node.degree)
    if number is None or number < 2:
        raise s.ReadingError("this root is not understood", node.span, "\\sqrt[3]{…}, with a whole number")
    value = reader.read(node.radicand, scope)
    if number == 2:
        return x.Call("sqrt", value, span=node.span)
    reader.remark("root-of-positive")
    return x.Power(value, x.Number(Fraction(1, number)), span=node.span)


def whole_number(node: s.Syntax) -> int | None:
    """The whole number that is written, with its sign; None for anything else."""
    node = strip(node)
    sign = 1
    if isinstance(node, s.Signed) and node.sign in ("+", "-"):
        sign, node = (-1 if node.sign == "-" else 1), strip(node.operand)
    return sign * int(node.text) if isinstance(node, s.Numeral) and node.text.isdigit() else None


def matrix(reader: "Reader", node: s.Matrix, scope: Any) -> x.Expression:
    """A matrix, or a vector, written out: its rows one below the other, each of cells side by side."""
    for cell in (each for row in node.rows for each in row):
        if isinstance(strip(cell), s.Dots | s.Empty):
            raise s.ReadingError(
                "a matrix with dots is not understood here", cell.span, "every entry, or a formula for it"
            )
    if len({len(row) for row in node.rows}) > 1:
        raise s.ReadingError("the rows of this matrix differ in length", node.span, "as many entries in each row")
    made = [_beside([reader.read(cell, scope) for cell in row], node.span) for row in node.rows]
    if len(made) == 1:
        return made[0]
    return x.Transpose(_beside([x.Transpose(row) for row in made], node.span), span=node.span)


def _beside(blocks: list[x.Expression], span: s.Span) -> x.Expression:
    return blocks[0] if len(blocks) == 1 else x.Beside(tuple(blocks), span=span)
