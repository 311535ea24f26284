r"""A sum whose index stands on behind it: Σ_i y_i e^{−η_i} + η_i is meant as Σ_i (y_i e^{−η_i} + η_i)."""

from typing import TYPE_CHECKING

from derive.elaboration.context import Scope
from derive.elaboration.guesses import bound_letters
from derive.parsing import syntax as s
from derive.parsing.trees import every, key, strip

if TYPE_CHECKING:
    from derive.elaboration.reader import Reader


def gone_on(reader: "Reader", node: s.Additive, scope: Scope) -> s.Additive | None:
    """The sum of terms with the brackets that are meant, where an index that nothing else binds stands in the terms right behind its sum.

    ReadingError in an answer where these brackets change a sign or a factor: −Σ_i a_i + b_i may be −Σ_i a_i + Σ_i b_i there.
    """
    for at, term in enumerate(node.terms[:-1]):
        sums = _sum_at_the_end(reader, term)
        letters = {letter for letter in bound_letters(sums) if _is_free(reader, letter, scope)} if sums else ()
        end = at + 1
        while end < len(node.terms) and any(_stands_in(letter, node.terms[end]) for letter in letters):
            end += 1
        if sums is None or end == at + 1:
            continue
        tail = node.terms[at + 1 : end]
        if reader.context.loss is not None and strip(term) is not sums:
            told = f"how far the sum over {min(letters)} goes does not show"
            raise s.ReadingError(told, (term.span[0], tail[-1].span[1]), "brackets")
        reader.remark("sum-goes-on", name=min(letters))
        inside = s.Additive((sums.body, *tail), span=(sums.body.span[0], tail[-1].span[1]))
        whole = s.Big(sums.operator, sums.below, sums.above, inside, span=(sums.span[0], inside.span[1]))
        return s.Additive((*node.terms[:at], _with_end(term, whole), *node.terms[end:]), span=node.span)
    return None


def _sum_at_the_end(reader: "Reader", term: s.Syntax) -> s.Big | None:
    """The sum that a term ends with, behind a sign, numbers, fractions and declared names: \\log is no such name."""
    if isinstance(term, s.Signed):
        return _sum_at_the_end(reader, term.operand)
    if isinstance(term, s.Juxtaposition):
        numbers = (
            isinstance(each, s.Numeral | s.Fraction) or key(each) in reader.context.declarations.table
            for each in term.factors[:-1]
        )
        return _sum_at_the_end(reader, term.factors[-1]) if all(numbers) else None
    return term if isinstance(term, s.Big) and term.operator == "sum" else None


def _with_end(term: s.Syntax, end: s.Syntax) -> s.Syntax:
    if isinstance(term, s.Signed):
        return s.Signed(term.sign, _with_end(term.operand, end), span=(term.span[0], end.span[1]))
    if isinstance(term, s.Juxtaposition):
        factors = (*term.factors[:-1], _with_end(term.factors[-1], end))
        return s.Juxtaposition(factors, term.operators, span=(term.span[0], end.span[1]))
    return end


def _is_free(reader: "Reader", letter: str, scope: Scope) -> bool:
    """Whether nothing but the sum binds a letter."""
    context = reader.context
    known = (scope, context.declarations, context.definitions, context.open, context.sizes)
    return not any(letter in each for each in known)


def _stands_in(letter: str, term: s.Syntax) -> bool:
    """Whether a letter is the subscript of something in a term, and no sum there binds it."""
    inside = every(term)
    below = [each.below for each in inside if isinstance(each, s.Scripted) and each.below is not None]
    used = any(key(each) == letter for part in below for each in every(part))
    return used and not any(letter in bound_letters(each) for each in inside)
