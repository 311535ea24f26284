r"""Entries and slices by subscript: v_{c,i}, U_{iw}, (\partial J/\partial U)_{iw}, U_{:,o}, U[:,o].

A letter that numbers components stands for one of the numbers 1 … d and for nothing else: a letter of words never does, and which of the
two subscripts of a matrix numbers words follows from its layout.
"""

from derive import expression as x
from derive.elaboration.entries import SLICES, entries, is_slice
from derive.parsing import syntax as s
from derive.parsing.trees import every, key, strip
from derive.reading.indices import index_term
from derive.reading.reader import Reader, Scope


def pair(below: s.Syntax | None) -> tuple[s.Syntax, s.Syntax] | None:
    """The two subscripts of an entry or a slice; None for anything else."""
    inner = strip(below) if below is not None else None
    if isinstance(inner, s.Listing) and len(inner.items) == 2 and not inner.stacked:
        first, second = inner.items
    elif isinstance(inner, s.Juxtaposition) and len(inner.factors) == 2 and inner.operators == ("",):
        first, second = inner.factors
    elif isinstance(inner, s.Relation) and inner.operators == (":",) and isinstance(strip(inner.sides[0]), s.Empty):
        return s.Name(":", span=inner.span), inner.sides[1]
    else:
        return None
    return (first, second) if all(_subscript(each) for each in (first, second)) else None


def _subscript(node: s.Syntax) -> bool:
    """One letter, a number, w_s, or the sign of a slice."""
    word = key(strip(node)) or ""
    return len(word) == 1 or word.isdigit() or word in SLICES or (len(word) == 3 and word[1] == "_")


def of_vector(
    reader: Reader, matrix: x.Expression, both: tuple[s.Syntax, s.Syntax], span: s.Span, scope: Scope
) -> x.Expression:
    """v_{c,i}: entry i of column c."""
    column = x.Column(matrix, index_term(reader, both[0], matrix.shape[1], scope))
    return x.Entry(column, index_term(reader, both[1], matrix.shape[0], scope), span=span)


def of_matrix(
    reader: Reader, value: x.Expression, both: tuple[s.Syntax, s.Syntax], span: s.Span, scope: Scope
) -> x.Expression:
    """A_{ij}, A_{:,j} and A_{i,:} of a matrix as the author lays it out; a row comes as the column vector that it holds."""
    if is_slice(both[1]):
        turned = value.operand if isinstance(value, x.Transpose) else x.Transpose(value)
        return value if is_slice(both[0]) else x.Column(turned, reader.index(both[0], value.shape[0], scope), span=span)
    return entries(reader, value, both, span, scope)


def numbers_components(reader: Reader, letter: str, body: s.Syntax, scope: Scope) -> bool:
    """Whether a letter that a sum binds numbers components: the i of v_{c,i}, of (v_c)_i, of U_{iw} beside a letter of words."""
    words = {reader.notation.samples, *scope, *reader.place.free}
    for node in every(body):
        if not isinstance(node, s.Scripted) or node.below is None:
            continue
        both, base = pair(node.below), key(node.base)
        if both and base in reader.notation.families and key(strip(both[1])) == letter:
            return True
        letters = [key(strip(each)) for each in both] if both else []
        if base == reader.notation.layout and letter in letters and len({*letters} & words - {letter}) == 1:
            return True
        inner = strip(node.base)
        of_family = isinstance(inner, s.Scripted) and key(inner.base) in reader.notation.families
        if isinstance(node.base, s.Group) and of_family and key(strip(node.below)) == letter:
            return True
    return False
