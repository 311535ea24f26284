r"""Entries and slices by subscript: v_{c,i}, U_{iw}, (\partial J/\partial U)_{iw}, U_{:,o}, U[:,o].

A letter that numbers components stands for one of the numbers 1 … d and for nothing else: a letter of words never does, and which of the
two subscripts of a matrix numbers words follows from its layout.
"""

from typing import TYPE_CHECKING

from derive import expression as x
from derive.elaboration.entries import SLICES, entries, indices_of
from derive.parsing import syntax as s
from derive.parsing.trees import every, key, strip
from derive.reading.context import Scope

if TYPE_CHECKING:
    from derive.reading.reader import Reader


def pair(below: s.Syntax | None) -> tuple[s.Syntax, ...] | None:
    """The two subscripts of an entry or a slice, each a letter, a number, w_s or the sign of a slice; None for anything else."""
    items = indices_of(below) if below is not None else ()
    words = [key(strip(each)) or "" for each in items]
    plain = [
        len(each) == 1 or each.isdigit() or each in SLICES or (len(each) == 3 and each[1] == "_") for each in words
    ]
    return items if len(items) == 2 and all(plain) else None


def entry_of(reader: "Reader", value: x.Expression, below: s.Syntax, span: s.Span, scope: Scope) -> x.Expression:
    """One entry of a vector or a matrix, one column of a matrix; a row comes as the column vector that it holds."""
    both = (below,) if "1" in value.shape else pair(below)
    if both is None:
        return x.Column(value, reader.index(below, value.shape[1], scope), span=span)
    made = entries(reader, value, both, span, scope)
    return made.operand if isinstance(made, x.Transpose) else made


def numbers_components(reader: "Reader", letter: str, body: s.Syntax, scope: Scope) -> bool:
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
