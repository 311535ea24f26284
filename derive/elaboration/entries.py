"""What subscripts pick out of a whole: entries, rows and columns, the vectors of a family."""

from typing import TYPE_CHECKING

from derive import expression as x
from derive.elaboration.context import Scope
from derive.elaboration.moments import letters_of
from derive.parsing import syntax as s
from derive.parsing.trees import key, strip

if TYPE_CHECKING:
    from derive.elaboration.reader import Reader


def indices_of(below: s.Syntax) -> tuple[s.Syntax, ...]:
    """The indices of a subscript: ij and i,j are two, and the colon of X_{i,:} is one."""
    inner = strip(below)
    if isinstance(inner, s.Listing):
        return inner.items
    if isinstance(inner, s.Words):
        return letters_of(inner) or (inner,)
    if isinstance(inner, s.Juxtaposition) and not any(inner.operators):
        return inner.factors
    if isinstance(inner, s.Relation) and inner.operators == (":",) and isinstance(strip(inner.sides[0]), s.Empty):
        return s.Name(":", span=inner.span), inner.sides[1]
    return (inner,)


def picked(
    reader: "Reader", name: str, value: x.Expression, items: tuple[s.Syntax, ...], span: s.Span, scope: Scope
) -> x.Expression:
    """What subscripts pick out of a declared or defined whole: of a family first its vector, of an array its matrix."""
    declared = reader.context.declarations.get(name)
    if declared is not None and declared.kind == "array" and isinstance(value, x.Symbol):
        one = x.Member(value, reader.index(items[0], declared.sizes[0], scope), span=span)
        return entries(reader, one, items[1:], span, scope) if items[1:] else one
    if len(items) == 1 and not is_family(reader, name):
        member = _row_of_own(reader, name, value, items[0], span, scope)
        if member is not None:
            return member
    if not is_family(reader, name):
        return entries(reader, value, items, span, scope)
    column = x.Column(value, reader.index(items[0], value.shape[1], scope), span=span)
    return entries(reader, column, items[1:], span, scope) if items[1:] else column


def _row_of_own(
    reader: "Reader", name: str, value: x.Expression, item: s.Syntax, span: s.Span, scope: Scope
) -> x.Expression | None:
    """p_n of p_{nc} = …, or of a declared p, where n can only be the first index: row n, as a vector; None for anything else."""
    found, declared = reader.context.definitions.get(name), reader.context.declarations.get(name)
    own = found is not None and found.form == "entries" and len(found.parameters) == 2
    small = declared is not None and declared.kind == "matrix" and name[-1:].islower() and not declared.inferred
    if not (own or small) or "1" in value.shape:
        return None
    index = reader.index_by_itself(item, scope)
    if index is None or reader.context.rows or value.shape[0] == value.shape[1]:
        return None
    if own and found is not None and index.over.startswith("?") and key(found.parameters[0]) == key(strip(item)):
        reader.context.solver.unify(index.over, value.shape[0])  # s_i of s_{ik} = …
    if index.over != value.shape[0]:
        return None
    reader.context.note("row-as-vector", name=name)
    return x.Column(x.Transpose(value), index, span=span)


def is_family(reader: "Reader", name: str) -> bool:
    """Whether a name is that of several vectors; one of them may go by a sign, as the k_+ among the k_i."""
    declared = reader.context.declarations.get(name)
    if declared is not None:
        return declared.kind == "family"
    found = reader.context.definitions.get(name)
    return found is not None and found.form == "entries" and name in reader.context.families


SLICES = (":", "cdot", "*", "bullet")
"""What stands for all values of a subscript."""


def is_slice(node: s.Syntax) -> bool:
    """Whether a subscript stands for all values: the colon of X_{i,:}, the dot of X_{i \\cdot}."""
    return isinstance(node, s.Dots | s.Empty) or key(strip(node)) in SLICES


def entries(
    reader: "Reader", value: x.Expression, items: tuple[s.Syntax, ...], span: s.Span, scope: Scope
) -> x.Expression:
    """An entry, a row or a column of a value."""
    colons = [is_slice(item) for item in items]
    if value.shape == x.SCALAR:
        raise s.ReadingError("a number has no entries", span, "an expression without this subscript")
    if "1" in value.shape:
        if len(items) != 1 or colons[0]:
            raise s.ReadingError("a vector has one index", span, "one index")
        standing = value if value.shape[1] == "1" else x.Transpose(value)
        return x.Entry(standing, reader.index(items[0], standing.shape[0], scope), span=span)
    lying = len(items) == 1 and reader.context.rows and not colons[0]
    if lying:
        reader.context.note("row-of-array")
    elif len(items) != 2 or all(colons):
        raise s.ReadingError("an entry of a matrix has two indices", span, "i j, or i,: for a row and :,j for a column")
    if lying or colons[1]:
        turned = value.operand if isinstance(value, x.Transpose) else x.Transpose(value)
        row = x.Column(turned, reader.index(items[0], value.shape[0], scope))
        return x.Transpose(row, span=span)
    column = reader.index(items[1], value.shape[1], scope)
    if colons[0]:
        return x.Column(value, column, span=span)
    return x.Entry(value, reader.index(items[0], value.shape[0], scope), column, span=span)
