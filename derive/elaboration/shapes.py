"""Sums, products and quotients whose shapes must fit, and the shorthands of the page: a number or a bias beside an array."""

from fractions import Fraction
from typing import TYPE_CHECKING

from derive import expression as x
from derive.elaboration.arrays import PROGRAMMED
from derive.elaboration.open_lengths import is_zero
from derive.parsing import syntax as s
from derive.traversal import walk

if TYPE_CHECKING:
    from derive.elaboration.reader import Reader

ONE = Fraction(1)


def unknown(reader: "Reader", node: s.Syntax) -> x.Size:
    """A size that is to be found, named after the place where it is met."""
    reader.unknown = True
    return reader.context.solver.size(f"?{node.span[0]}.{node.span[1]}")


def ones(shape: x.Shape) -> x.Constant:
    """The array of that shape whose entries are all 1."""
    return x.Constant(ONE, shape)


def number(size: x.Size) -> x.Expression:
    """A size as a number."""
    return x.Number(Fraction(size)) if size.isdigit() else x.Dimension(size)


def fit(reader: "Reader", one: x.Expression, other: x.Expression) -> bool:
    """Whether two values have one shape; AgainError where that teaches a size."""
    return reader.context.solver.fit(one.shape, other.shape)


def is_number(value: x.Expression) -> bool:
    """Whether a scalar is built of numbers, sizes and names of scalars alone, as the 1 of 1 − h is."""
    match value:
        case x.Number() | x.Dimension() | x.Pi():
            return True
        case x.Symbol() | x.Named() | x.Entry():
            return value.shape == x.SCALAR
        case x.Negative(inside):
            return is_number(inside)
        case x.Quotient(above, below):
            return is_number(above) and is_number(below)
        case x.Power(base, exponent):
            return is_number(base) and is_number(exponent)
        case x.Product(parts) | x.Add(parts):
            return all(is_number(part) for part in parts)
        case x.Call(_, inside):
            return is_number(inside)
    return False


def added(reader: "Reader", terms: list[x.Expression], node: s.Syntax) -> x.Expression:
    """The sum; a number beside an array is meant for every entry, a bias beside a batch for every example."""
    terms = lying_with(terms)
    arrays = sorted((term for term in terms if term.shape != x.SCALAR), key=is_zero)  # a bold 0 tells no shape
    if not arrays:
        return x.Add(tuple(terms), span=node.span)
    whole = arrays[0]
    terms = [x.filled(0, whole.shape, term.span) if is_zero(term) else term for term in terms]
    for other in terms:
        if other.shape != x.SCALAR and not fit(reader, whole, other) and "1" in whole.shape and "1" not in other.shape:
            whole = other
    widened = [term if term.shape == whole.shape else _widened(reader, term, whole.shape, node) for term in terms]
    return x.Add(tuple(widened), span=node.span)


def lying_with(terms: list[x.Expression]) -> list[x.Expression]:
    """The vector of ones beside rows is a row: 𝟏 − h where h lies."""
    others = [term.shape for term in terms if not _of_ones(term) and term.shape != x.SCALAR]
    if not others or not all(shape[0] == "1" for shape in others):
        return terms
    return [x.Transpose(term, span=term.span) if _of_ones(term) else term for term in terms]


def _of_ones(term: x.Expression) -> bool:
    """Whether a term is a multiple of the standing vector of ones."""
    match term:
        case x.Constant():
            return term.shape[1] == "1" != term.shape[0]
        case x.Negative(inside):
            return _of_ones(inside)
        case x.Product((*numbers, last)):
            return _of_ones(last) and all(each.shape == x.SCALAR for each in numbers)
    return False


def _widened(reader: "Reader", term: x.Expression, shape: x.Shape, node: s.Syntax) -> x.Expression:
    """A term that is smaller than the sum it stands in, as far as a shorthand says what is meant."""
    if term.shape == x.SCALAR:
        square = shape[0] == shape[1]
        if is_number(term) and _guessed(reader, term):
            raise s.ReadingError("a number beside an array", node.span, "an array of the same shape")
        if is_number(term) and not square:
            reader.context.note("entrywise-number")
            return ones(shape) if term == x.Number(ONE) else x.Product((term, ones(shape)), span=term.span)
        if square and is_number(term):
            raise s.ReadingError(
                "a number beside a square matrix: a multiple of I or of the matrix of ones?", node.span, "I or 1 1^T"
            )
        return term
    column, size = shape[1], term.shape
    if size == ("1", column) and shape[0] != "1":
        reader.context.note("bias-every-row")
        return x.Product((ones((shape[0], "1")), term), span=term.span)
    if size[1] == "1" and "1" not in shape:
        if reader.context.rows and size[0] == column:
            reader.context.note("bias-every-row")
            return x.Product((ones((shape[0], "1")), x.Transpose(term)), span=term.span)
        if not reader.context.rows and size[0] == shape[0]:
            reader.context.note("bias-every-column")
            return x.Product((term, ones(("1", column))), span=term.span)
    return term


def _guessed(reader: "Reader", term: x.Expression) -> bool:
    """Whether a number is one by a guess of ours: then it is rather an array like its neighbours."""
    declared = (reader.context.declarations.get(node.name) for node in walk(term) if isinstance(node, x.Symbol))
    return any(each is not None and each.inferred for each in declared)


def multiplied(reader: "Reader", factors: list[x.Expression], node: s.Syntax) -> x.Expression:
    """The product from left to right; where that does not fit, rows and columns that make a number are multiplied first."""
    if len(factors) == 1:
        return factors[0]
    if not _fits(reader, factors):
        factors = _inner_first(reader, factors)
    return x.Product(tuple(factors), span=node.span)


def _fits(reader: "Reader", factors: list[x.Expression]) -> bool:
    """Whether they multiply from left to right; AgainError where that teaches a size."""
    shape = factors[0].shape
    for factor in factors[1:]:
        if x.SCALAR not in (shape, factor.shape) and not reader.context.solver.unify(shape[1], factor.shape[0]):
            return False
        shape = x.Product.join(shape, factor.shape) or shape
    return True


def _inner_first(reader: "Reader", factors: list[x.Expression]) -> list[x.Expression]:
    out: list[x.Expression] = []
    for factor in factors:
        last = out[-1] if out else None
        if (
            last is not None
            and last.shape[0] == "1" != last.shape[1]
            and factor.shape[1] == "1" != factor.shape[0]
            and reader.context.solver.unify(last.shape[1], factor.shape[0])
        ):
            out[-1] = x.Product((last, factor))
        else:
            out.append(factor)
    return out


def entrywise_product(reader: "Reader", left: x.Expression, right: x.Expression, node: s.Syntax) -> x.Expression:
    """left ⊙ right; of numbers it is the product."""
    if x.SCALAR in (left.shape, right.shape):
        return x.Product((left, right), span=node.span)
    left, right = lying_with([left, right])
    fit(reader, left, right)
    return x.Hadamard(left, right, span=node.span)


def divided(reader: "Reader", above: x.Expression, below: x.Expression, node: s.Syntax) -> x.Expression:
    """above / below; by an array it is meant entry by entry."""
    if below.shape != x.SCALAR:
        reader.context.note("entrywise-quotient")
        if above.shape == x.SCALAR:
            above = x.Product((above, ones(below.shape))) if above != x.Number(ONE) else ones(below.shape)
        fit(reader, above, below)
    return x.Quotient(above, below, span=node.span)


def programmed(
    reader: "Reader", operator: str, left: x.Expression, right: x.Expression, node: s.Syntax
) -> x.Expression:
    """a @ b and a * b of a program, once the sizes that nothing told are those that fit."""
    unify = reader.context.solver.unify
    if operator == "@" and x.SCALAR not in (left.shape, right.shape):
        inner = right.shape[0] if right.shape[0] != "1" or left.shape[1] == "1" else right.shape[1]
        if "?" in left.shape[1][:1] + inner[:1]:
            unify(left.shape[1], inner)
    elif x.SCALAR not in (left.shape, right.shape) and [each == "1" for each in left.shape] == [
        each == "1" for each in right.shape
    ]:
        fit(reader, left, right)
    return PROGRAMMED[operator](left, right, node.span)
