"""Brackets and bars, and what a superscript does to a value."""

from fractions import Fraction
from typing import TYPE_CHECKING

from derive import expression as x
from derive.elaboration.context import Scope
from derive.elaboration.moments import label, letters_of
from derive.elaboration.norms import inner_product, norm, whole_number
from derive.elaboration.series import is_dotted, listed, set_apart
from derive.elaboration.sets import set_builder
from derive.parsing import syntax as s
from derive.parsing.trees import TRANSPOSED, is_transpose, key, strip
from derive.parsing.trees import exponent as as_power

if TYPE_CHECKING:
    from derive.elaboration.reader import Reader

GREATEST = 6
"""Powers of matrices beyond this are not written out."""


def is_transposition(node: s.Syntax | None) -> bool:
    """Whether a superscript is a transposition."""
    return node is not None and is_transpose(node, TRANSPOSED)


def bracketed(reader: "Reader", node: s.Group, scope: Scope) -> x.Expression:
    """(…), |…|, ‖…‖, ⟨…, …⟩, the indicator [i = j] and lists of columns."""
    if node.opening in ("‖", "||"):
        return norm(reader, node, "", None, scope)
    if node.opening == "\\langle":
        return inner_product(reader, node, scope)
    if node.opening == "|":
        return _between_bars(reader, node, scope)
    inside = strip(node.inner)
    if node.opening == "[" and isinstance(inside, s.Relation):
        return reader.indicator(inside, scope, node.span)
    if node.opening in reader.lists or (node.opening == "(" and is_dotted(inside)):
        inside = set_apart(inside) or inside
        if isinstance(inside, s.Listing):
            return listed(reader, inside, node.span, scope)
    return _inside(reader, node.inner, scope)


def _inside(reader: "Reader", node: s.Syntax, scope: Scope) -> x.Expression:
    letters = letters_of(node)
    if letters and all(reader.symbol(each.name, each) is not None for each in letters):
        node = s.Juxtaposition(letters, ("",), span=node.span)  # (We): W times e, no word
    return reader.read(node, scope)


def _between_bars(reader: "Reader", node: s.Group, scope: Scope) -> x.Expression:
    r"""|x|, the determinant |A|, and how many members a set has: |S|, |\{i : y_i = k\}|."""
    inner = strip(node.inner)
    many = reader.set_named(key(inner) or "", inner)
    if many is not None:
        return x.Dimension(many, span=node.span)
    builder = set_builder(reader, inner)
    if builder is not None:
        return reader.read(s.Big("sum", builder, None, s.Numeral("1", span=node.span), span=node.span), scope)
    value = _inside(reader, node.inner, scope)
    if value.shape == x.SCALAR or reader.bars_by_entries:
        return x.Call("abs", value, span=node.span)
    if reader.context.solver.unify(*value.shape):
        return x.Determinant(value, span=node.span)
    raise s.ReadingError("bars around an array that is not square", node.span, "a number or a square matrix")


# ----------------------------------------------------------------------------------------------------------------- powers


def raised(reader: "Reader", value: x.Expression, above: s.Syntax, node: s.Syntax, scope: Scope) -> x.Expression:
    """value^above: transposed, inverse, a power of a number or of a square matrix, a power of every entry."""
    if not isinstance(getattr(node, "base", None), s.Numeral):
        as_power(above, sums=True)
    turned = strip(above.operand) if isinstance(above, s.Signed) and above.sign == "-" else strip(above)
    if value.shape == x.SCALAR and isinstance(turned, s.Name) and key(turned) == "T":
        return _to_the_t(reader, value, above, node, scope)
    if is_transposition(above):
        return x.Transpose(value, span=node.span)
    if isinstance(above, s.Signed) and above.sign == "-" and is_transposition(above.operand):
        return x.Transpose(inverse(reader, value, node), span=node.span)
    if is_positive_part(above):
        return _plus_above(reader, value, node)
    if isinstance(above, s.Juxtaposition) and label(above.factors[0]) is not None:
        raise s.ReadingError(
            "this superscript is not understood", above.span, "(x^{(i)})^2 for a power of one of the x"
        )
    if isinstance(strip(above), s.Name) and key(strip(above)) in ("*", "dagger", "H", "circ", "-"):
        raise s.ReadingError("this superscript is not understood", above.span, "a transposition or a number")
    by_entries = above.inner if isinstance(above, s.Group) and above.opening == "∘" else None
    if value.shape == x.SCALAR or by_entries is not None:
        return x.Power(value, reader.read(by_entries or above, scope), span=node.span)
    exponent = whole_number(above)
    if "1" not in value.shape and (exponent == -1 or _is_square(reader, value)):
        if exponent is None or not -GREATEST <= exponent <= GREATEST or exponent == 0:
            raise s.ReadingError("this power of a matrix is not understood", node.span, "a small whole number")
        base = inverse(reader, value, node) if exponent < 0 else value
        return base if abs(exponent) == 1 else x.Product((base,) * abs(exponent), span=node.span)
    if exponent == -1:
        raise s.ReadingError(f"{x.spoken(value.shape)} has no inverse", node.span, "a square matrix")
    power = reader.read(above, scope)
    reader.context.note("entrywise-power")
    return x.Power(value, power, span=node.span)


def _is_square(reader: "Reader", value: x.Expression) -> bool:
    rows, columns = map(reader.context.solver.size, value.shape)
    return rows == columns


def _to_the_t(reader: "Reader", value: x.Expression, above: s.Syntax, node: s.Syntax, scope: Scope) -> x.Expression:
    """γ^T of a number: a power where T is one of the page's, else the number itself; a plain letter has no transposition."""
    from derive.elaboration.shapes import is_number

    context = reader.context
    if "T" in scope or "T" in context.declarations or "T" in context.sizes or "T" in context.definitions:
        return x.Power(value, reader.read(above, scope), span=node.span)
    if is_number(value) or isinstance(above, s.Signed):
        raise s.ReadingError("a number has no transposition, and T is not declared", node.span, "a declaration of T")
    return value


def is_positive_part(mark: s.Syntax | None) -> bool:
    """Whether a script is the plus of [z]_+."""
    return mark is not None and isinstance(strip(mark), s.Name) and key(strip(mark)) == "+"


def positive_part(reader: "Reader", value: x.Expression, node: s.Syntax) -> x.Expression:
    """[z]_+ = max(0, z), of every entry."""
    reader.context.note("positive-part")
    return x.Call("relu", value, span=node.span)


def _plus_above(reader: "Reader", value: x.Expression, node: s.Syntax) -> x.Expression:
    """x^+ of a number, (x)^+ of a vector in brackets; X^+ of a matrix would be its pseudo-inverse."""
    if "1" not in value.shape:
        raise s.ReadingError(
            "X^+ of a matrix could be its pseudo-inverse, which is not known, or its positive part",
            node.span,
            "[X]_+ for the positive part",
        )
    bracketed = isinstance(node, s.Scripted) and isinstance(node.base, s.Group)
    if value.shape != x.SCALAR and not bracketed:
        raise s.ReadingError(
            "x^+ of a vector could be its positive part, its pseudo-inverse or another vector",
            node.span,
            "[x]_+ for the positive part",
        )
    return positive_part(reader, value, node)


def inverse(reader: "Reader", value: x.Expression, node: s.Syntax) -> x.Expression:
    """The inverse of a square matrix; one whose sizes nothing tells is square because it has one."""
    if value.shape == x.SCALAR:
        return x.Power(value, x.Number(Fraction(-1)), span=node.span)
    if not reader.context.solver.unify(*value.shape):
        raise s.ReadingError(f"{x.spoken(value.shape)} has no inverse", node.span, "a square matrix")
    return x.Inverse(value, span=node.span)
