r"""Two sums that are one: over all before an index, and over all behind it, \sum_{j<i} + \sum_{j>i}."""

from dataclasses import replace

from derive import expression as x
from derive.traversal import substitute


def together(terms: list[x.Expression]) -> list[x.Expression]:
    """Terms in which the sums of one value over all before an index, and over all behind it, are one sum over all the others."""
    done: list[x.Expression] = []
    for term in terms:
        found = ((at, _together(each, term)) for at, each in enumerate(done))
        at, whole = next(((at, whole) for at, whole in found if whole is not None), (len(done), term))
        done[at : at + 1] = [whole]
    return done


def _together(one: x.Expression, other: x.Expression) -> x.Expression | None:
    if isinstance(one, x.Negative) and isinstance(other, x.Negative):
        inner = _together(one.operand, other.operand)
        return None if inner is None else x.Negative(inner, span=one.span)
    if not (isinstance(one, x.Sum) and isinstance(other, x.Sum)) or one.index.over != other.index.over:
        return None
    renamed = {other.index: one.index}
    held = substitute(other.condition, renamed)
    if substitute(other.body, renamed) != one.body:
        return None
    for first, second in ((one.condition, held), (held, one.condition)):
        if first == x.Not(second):
            return replace(one, condition=x.ALWAYS)
        if isinstance(first, x.Before) and second == x.Before(first.right, first.left):
            left_out = first.right if first.left == one.index else first.left
            return replace(one, condition=x.Not(x.Same(one.index, left_out)))
    return None
