r"""What an author demands and does not claim: that the derivative is zero, and what follows from that.

In "∇L = A. Setting this to zero gives w = B" the claim is ∇L = A; so it is in ∇L = A ≟ 0 ⇒ w = B, with a mark over the sign.
"""

import re
from collections.abc import Sequence

from derive.parsing import syntax as s
from derive.parsing.differentials import stands_in
from derive.parsing.trees import key, stretch, strip
from derive.words.sentences import SENTENCE
from derive.words.statements import DEMANDS, SETS_TO_ZERO
from proofs.answers.claims.script import Script

_ZERO = re.compile(r"[$\\()\[\]\s]*(?:\\(?:mathbf|boldsymbol|bm|vec)\s*\{?\s*)?0\s*\}?[$\\()\[\]\s]*")
"""A formula that is a zero by itself."""
_ENDS_IN_ZERO = re.compile(r"=\s*0[$\\()\[\].,;\s]*$")
_EQUATION = "⟦=0⟧"
"""What stands in the words for a formula that ends in = 0."""


def without_demands(chains: Sequence[s.Chain], page: Script) -> list[s.Chain]:
    """The chains without what is only demanded; all of them where nothing else would remain."""
    kept = []
    for chain in map(_up_to_a_demand, chains, [page.source] * len(chains)):
        said = _sentence(page, chain.span[0])
        if SETS_TO_ZERO.search(said):
            chain = _without_a_zero(chain)
            demanded = bool(chain.operators) and not any(map(stands_in, chain.sides))
        elif len(chain.sides) == 1:
            demanded = _is_zero(chain.sides[0]) and bool(SETS_TO_ZERO.search(f"{said}0"))
        else:
            pair = len(chain.sides) == 2 and _is_zero(chain.sides[1]) and stands_in(chain.sides[0])
            demanded = pair and bool(SETS_TO_ZERO.search(f"{said}{_EQUATION}"))
        if not demanded:
            kept.append(chain)
    return kept if any(stands_in(side) for chain in kept for side in chain.sides) else list(chains)


def _up_to_a_demand(chain: s.Chain, source: str) -> s.Chain:
    """A chain up to the sign that demands that it is zero: ∂L/∂w = A, of ∂L/∂w = A ≟ 0."""
    for at, place in enumerate(chain.places):
        if at and _is_zero(chain.sides[at + 1]) and DEMANDS.search(source[slice(*place)]):
            return stretch(chain, 0, at + 1)
    return chain


def _without_a_zero(chain: s.Chain) -> s.Chain:
    """A chain without the zero at its end: ∂L/∂w = A, of ∂L/∂w = A = 0."""
    ends = len(chain.sides) > 2 and _is_zero(chain.sides[-1]) and chain.operators[-1] == "="
    return stretch(chain, 0, len(chain.sides) - 1) if ends else chain


def _is_zero(node: s.Syntax) -> bool:
    return isinstance(strip(node), s.Numeral) and key(strip(node)) == "0"


def _sentence(page: Script, end: int) -> str:
    """The words of a sentence up to a place, with ⟦…⟧ for each formula in it, 0 for a zero."""
    out, at = "", 0
    for formula in page.formulas:
        first, last = formula.span
        if formula.prose or first >= end:
            continue
        own = page.source[first:last] if last <= end else ""
        mark = "0" if _ZERO.fullmatch(own) else _EQUATION if _ENDS_IN_ZERO.search(own) else "⟦…⟧"
        out, at = out + page.source[at:first] + (mark if own else ""), last
    return SENTENCE.split(out + page.source[at:end])[-1]
