"""Values that the words give to a derivative, or to a symbol that is differentiated by: "$w$: $A$" says ∂J/∂w = A."""

from collections.abc import Sequence
from dataclasses import replace

from derive.declarations import Declarations
from derive.parsing import syntax as s
from derive.parsing.differentials import derivative_by, stands_in
from derive.parsing.trees import key, strip
from derive.words.differentiated_by import of_the_formula
from proofs.answers.claims.script import Script
from proofs.statements.account import words


def with_left_sides(chains: Sequence[s.Chain], page: Script, declared: Declarations) -> list[s.Chain]:
    """The chains; a value behind the name of a derivative, or of a declared symbol, that the words give it to, has this on its left."""
    found: list[s.Chain] = []
    for chain in chains:
        name = found[-1] if found else None
        left = _left_side(name.sides[0], declared) if name is not None and gives(page, name, chain) else None
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


def _left_side(name: s.Syntax, declared: Declarations) -> s.Syntax | None:
    """A derivative as it is written, the one of J by a declared symbol."""
    if stands_in(name):
        return name
    letter = key(strip(name)) or ""
    if letter not in declared and letter.split("_")[0] not in declared:
        return None
    return derivative_by(name)
