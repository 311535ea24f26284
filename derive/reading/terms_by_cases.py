r"""Sums with dots whose terms are told apart by conditions in their subscripts: y_{w \ne o} + \dots + y_{w=o} + \dots + y_{w \ne o}."""

from derive import expression as x
from derive.elaboration.series import is_dots
from derive.parsing import syntax as s
from derive.parsing.trees import every, key, strip
from derive.reading.context import Scope
from derive.reading.reader import Reader


def letter_of_cases(reader: Reader, node: s.Additive, scope: Scope) -> str | None:
    """The letter w of a series whose terms are told apart by conditions in their subscripts, y_{w≠o} + ⋯ + y_{w=o} + ⋯ + y_{w≠o}."""
    for each in every(node):
        below = strip(each.below) if isinstance(each, s.Scripted) and each.below is not None else None
        if isinstance(below, s.Relation) and below.operators == ("!=",):
            letter = key(strip(below.sides[0]))
            return None if letter in scope or letter in reader.place.free else letter
    return None


def sum_of_cases(reader: Reader, node: s.Additive, letter: str, scope: Scope) -> x.Expression:
    """The sum of the one term where w = o, and of those where w ≠ o, which all have to be the same."""
    index = x.Index(letter, reader.words)
    terms: dict[x.Condition, x.Expression] = {}
    for term in node.terms:
        if is_dots(term):
            continue
        kept, reader.asides, reader.running = reader.asides, [], {index}
        try:
            value = reader.read(term, {**scope, letter: index})
            conditions = frozenset(reader.asides)
        finally:
            reader.asides, reader.running = kept, set()
        if len(conditions) != 1:
            raise s.ReadingError(
                "this term does not say to which case it belongs", term.span, f"{letter} = o or {letter} ≠ o"
            )
        (case,) = conditions
        if case in terms and (terms[case] != value or isinstance(case, x.Same)):
            raise s.ReadingError("two terms of one case differ, or one stands there twice", term.span, "each case once")
        terms[case] = value
    same = [case for case in terms if isinstance(case, x.Same)]
    if len(terms) != 2 or len(same) != 1 or x.Not(same[0]) not in terms:
        raise s.ReadingError("what these dots stand for does not show", node.span, f"{letter} = o and {letter} ≠ o")
    return x.Add(tuple(x.Sum(index, value, case) for case, value in terms.items()), span=node.span)
