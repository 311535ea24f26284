"""Indices that a side leaves open: those that an author differentiates by, swaps, or sums over beside a δ."""

from dataclasses import replace

from derive import expression as x
from derive.nodes import once
from derive.parsing import syntax as s
from derive.parsing.differentials import differentiates_by
from derive.parsing.trees import every, key, strip
from derive.problem import Part
from derive.reading.elaborate import Reader
from derive.traversal import free_indices, substitute, walk
from proofs.answers.claims.equations import Equation
from proofs.answers.claims.sides import Side


def differentiated(equation: Equation, part: Part) -> set[str]:
    """The index letters by whose vectors an equation differentiates: ∇_{u_w}, ∂/∂u_k."""
    vectors = part.notation.vectors
    found = {letter for side in equation.sides for base, letter in _members_below(side) if base in vectors}
    return {letter for letter in found if (letter and letter not in part.place.free) or letter == part.place.generic}


@once
def _members_below(side: s.Syntax) -> frozenset[tuple[str | None, str]]:
    """What a side differentiates by and has a subscript, as letter and subscript: ("u", "w") for ∂/∂u_w."""
    below = (each for node in every(side) if (each := differentiates_by(node)) is not None)
    return frozenset(
        (key(each.base), key(strip(each.below)) or "")
        for node in below
        for each in every(node)
        if isinstance(each, s.Scripted) and each.below is not None
    )


def unswapped(reader: Reader, side: Side, part: Part) -> Side:
    """A side that binds the part's own index and leaves one other open: the author has swapped the two, Σ_{s: w_s = w_{s'}} for s'."""
    generic = part.place.free.get(part.place.generic or "")
    if side.value is None or generic is None:
        return side
    free = free_indices(side.value)
    others = [index for index in free if index not in part.free and index.over == generic.over]
    if generic in free or len(others) != 1 or others[0].name.rstrip("'") != generic.name:
        return side
    if not any(isinstance(node, x.Sum) and node.index.name == generic.name for node in walk(side.value)):
        return side
    reader.remark("reading", symbol=others[0].name, meaning=generic.name)
    return replace(side, value=substitute(side.value, {others[0]: generic}))


def summed(reader: Reader, side: Side, known: set[x.Index], part: Part) -> Side:
    """A side with a sum over an index that stands open in one term of it, beside a Kronecker δ: f(k) δ_{kw} is Σ_k f(k) δ_{kw}.

    The δ then picks one value of the index, so that nobody can mean anything else; where samples repeat, it may pick several.
    """
    if side.value is None:
        return side
    terms = side.value.terms if isinstance(side.value, x.Add) else (side.value,)
    found = [_summed_term(reader, term, known, part.distinct) for term in terms]
    if all(new is old for new, old in zip(found, terms, strict=True)):
        return side
    return replace(side, value=found[0] if len(found) == 1 else x.Add(tuple(found)))


def _summed_term(reader: Reader, term: x.Expression, known: set[x.Index], distinct: bool) -> x.Expression:
    product = term.operand if isinstance(term, x.Negative) else term
    factors = product.factors if isinstance(product, x.Product) else ()
    deltas = [each for each in factors if isinstance(each, x.Delta) and isinstance(each.condition, x.Same)]
    for index in sorted(free_indices(term) - known, key=lambda each: each.name):
        picked = [each for each in deltas if index in free_indices(each)]
        others = [each for each in factors if each not in deltas and index in free_indices(each)]
        if (
            others
            and len(picked) == 1
            and (distinct or not any(isinstance(node, x.Mapped) for node in walk(picked[0])))
        ):
            reader.withdraw("reading-unknown-index", index.name)
            reader.remark("summed-by-delta", symbol=index.name)
            term = x.Sum(index, term)
    return term
