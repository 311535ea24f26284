"""Values that the words give to a derivative, or to a symbol that is differentiated by: "$w$: $A$" says ∂J/∂w = A."""

from collections.abc import Sequence
from dataclasses import replace

from derive.declarations import Declarations
from derive.parsing import syntax as s
from derive.parsing.differentials import derivative_by, stands_in
from derive.parsing.trees import every, key, strip
from derive.words.derivatives import INNER
from derive.words.differentiated_by import of_the_formula
from derive.words.plain import plain
from proofs.answers.claims.script import Script
from proofs.statements.account import LOSSES, words


def with_left_sides(chains: Sequence[s.Chain], page: Script, declared: Declarations) -> list[s.Chain]:
    """The chains; a value behind the name of a derivative, or of a declared symbol, that the words give it to, has this on its left."""
    found: list[s.Chain] = []
    for chain in chains:
        name = found[-1] if found else None
        left = _left_side(name.sides[0], declared) if name is not None and gives(page, name, chain) else None
        if left is None and name is not None:
            left = slope_of(name, chain, page, declared)
        if left is None:
            found.append(chain)
            continue
        start = chain.span[0]
        found[-1] = replace(chain, sides=(left, *chain.sides), operators=("=",), places=((start, start),))
    return found


def gives(page: Script, name: s.Chain, value: s.Chain) -> bool:
    """Whether the words before a value give it to the formula alone that stands before it: "$w$: $A$", "for $w$ we get $A$"."""
    if name.operators or value.operators or isinstance(strip(value.sides[0]), s.Name | s.Scripted):
        return False
    at, start = page.formula_at(name.span[0]), page.formula_at(value.span[0])
    if at is None or start is None or at == start:
        return False
    return of_the_formula(words(page, 0, page.formulas[start].span[0]))


def slope_of(function: s.Chain, value: s.Chain, page: Script, declared: Declarations) -> s.Syntax | None:
    """d/dz of a function of one number that a value is said to be the derivative of: "the derivative of $\\log\\sigma(z)$ is $1-\\sigma(z)$"."""
    at, start = page.formula_at(function.span[0]), page.formula_at(value.span[0])
    if function.operators or value.operators or at is None or start is None or at == start:
        return None
    told = INNER(plain(words(page, 0, page.formulas[start].span[0])))
    body = function.sides[0]
    letters = {
        each.name for each in every(body) if isinstance(each, s.Name) and len(each.name) == 1 and not each.accents
    }
    free = letters - {each.name for each in declared}
    if told is None or told["by"] or len(free) != 1 or free & {*LOSSES}:
        return None
    d, span = s.Name("d", span=body.span), body.span
    below = s.Juxtaposition((d, s.Name(free.pop(), span=span)), ("",), span=span)
    return s.Juxtaposition((s.Fraction(d, below, span=span), s.Group("(", body, ")", span=span)), ("",), span=span)


def _left_side(name: s.Syntax, declared: Declarations) -> s.Syntax | None:
    """A derivative as it is written, the one of J by a declared symbol."""
    if stands_in(name):
        return name
    letter = key(strip(name)) or ""
    if letter not in declared and letter.split("_")[0] not in declared:
        return None
    return derivative_by(name)
