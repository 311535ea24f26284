r"""Claims about one entry, for every entry: \partial J/\partial v_{c,i} = f(i) says that \partial J/\partial v_c is the vector of the f(i).

So an equation of entries becomes one of vectors, or of matrices, and is decided as any other. On its right side only numbers fit.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from derive import expression as x
from derive.parsing import syntax as s
from derive.problem import Part
from derive.traversal import free_indices
from proofs.answers.claims.sides import Side


@dataclass(frozen=True, slots=True)
class EntryClaim:
    """An entry of a derivative: of which one, whether it is laid out transposed, at which word and which component; None for all of them."""

    derivative: x.Derivative
    turned: bool
    word: x.IndexTerm | None
    component: x.IndexTerm | None


def whole(sides: Sequence[Side], conditions: Sequence[x.Condition], part: Part) -> list[Side]:
    """The sides of a claim about entries as those of a claim about the vector or the matrix; other claims as they are.

    The index of a word stays open where the part or a condition speaks of it: the claim is then about the column of that word.
    """
    found = _entry(sides[0].value) if len(sides) > 1 else None
    if len(sides) == 1:
        return [_bare(sides[0], part)]
    if found is None or not (found.component is None or _open(found.component, part)):
        return list(sides)
    word, component, derivative = found.word, found.component, found.derivative
    if isinstance(word, x.Index) and isinstance(component, x.Index) and word.name == component.name:
        span = sides[0].syntax.span
        error = s.ReadingError("one letter numbers words and components here", span, "two letters, as in U_{iw}")
        return [replace(sides[0], value=None, error=error), *sides[1:]]
    about = {index for each in conditions for index in free_indices(each)}
    if component in about:
        return list(sides)
    if word is not None and (not _open(word, part) or word in about or derivative.variable != part.variable):
        if component is None or not isinstance(derivative.variable, x.Symbol):
            return list(sides)
        column = x.Derivative(derivative.body, x.Column(derivative.variable, word), span=derivative.span)
        found = EntryClaim(column, False, None, component)
    left: x.Expression = x.Transpose(found.derivative) if found.turned else found.derivative
    return [replace(sides[0], value=left), *(_filled(side, found) for side in sides[1:])]


def _bare(side: Side, part: Part) -> Side:
    """A value alone that has an open component is an entry of what the part asks for."""
    value, variable = side.value, part.variable
    if value is None or value.shape != x.SCALAR or not isinstance(variable, x.Symbol | x.Column):
        return side
    rows, columns = variable.shape
    free = [each for each in free_indices(value) if _open(each, part)]
    component = next((each for each in free if each.over == rows != "1"), None)
    word = next((each for each in free if each.over == columns != "1"), None)
    if component is None or part.loss is None or len(free) != (1 if columns == "1" else 2):
        return side
    return _filled(side, EntryClaim(x.Derivative(part.loss, variable), False, word, component))


def _open(index: x.IndexTerm, part: Part) -> bool:
    """Whether an index is one of the author's own, and so runs over all of its values."""
    return isinstance(index, x.Index) and index not in part.free


def _entry(value: x.Expression | None) -> EntryClaim | None:
    """The entry, or the column, of a derivative that a left side names."""
    if isinstance(value, x.Derivative) and isinstance(value.variable, x.Entry):
        place, (base, turned) = value.variable, _plain(value.variable.matrix)
        if not isinstance(base, x.Symbol | x.Column):
            return None
        derivative: x.Expression = x.Derivative(value.body, base, span=value.span)
    elif isinstance(value, x.Entry):
        place = value
        derivative, turned = _plain(value.matrix)
    elif isinstance(value, x.Column):
        derivative, turned = _plain(value.matrix)
        matrix = isinstance(derivative, x.Derivative) and derivative.body.shape == x.SCALAR and not turned
        return (
            EntryClaim(derivative, False, value.index, None)
            if matrix and isinstance(derivative, x.Derivative)
            else None
        )
    else:
        return None
    if not isinstance(derivative, x.Derivative) or derivative.body.shape != x.SCALAR:
        return None
    if place.column is None:
        return EntryClaim(derivative, False, None, place.row)
    word, component = (place.row, place.column) if turned else (place.column, place.row)
    return EntryClaim(derivative, turned, word, component)


def _plain(value: x.Expression) -> tuple[x.Expression, bool]:
    """Without transpositions, and whether one was left over."""
    turned = False
    while isinstance(value, x.Transpose):
        value, turned = value.operand, not turned
    return value, turned


def _filled(side: Side, entry: EntryClaim) -> Side:
    """A side for one entry as the array of all of them."""
    value = side.value
    if value is None:
        return side
    rows = entry.derivative.shape[0]
    wanted = (rows, "1") if entry.component is None else x.SCALAR
    if value.shape != wanted:
        error = x.ShapeError(f"one entry is {x.spoken(wanted)}, this is {x.spoken(value.shape)}", value)
        return replace(side, value=None, error=error)
    if isinstance(value, x.Number):
        columns = entry.derivative.shape[1] if entry.word is not None else "1"
        value = x.filled(value.value, (rows, columns), value.span)
        return replace(side, value=x.Transpose(value) if entry.turned else value)
    if isinstance(entry.component, x.Index):
        value = x.Transpose(x.Table(entry.component, value), span=value.span)
    if isinstance(entry.word, x.Index):
        value = x.Table(entry.word, value, span=value.span)
    return replace(side, value=x.Transpose(value) if entry.turned else value)
