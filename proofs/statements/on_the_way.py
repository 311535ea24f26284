"""The equations of an answer as claims: what cannot be read on the way to the derivative asked for is told, and passed over.

An identity of functions in a letter of its own is held for every number.
"""

from dataclasses import replace

from derive import expression as x
from derive.elaboration.context import Context
from derive.parsing import syntax as s
from derive.parsing.differentials import differential, differentiates_by, stands_in
from derive.parsing.trees import every, key, row, strip
from derive.parsing.vocabulary import FUNCTIONS
from derive.statement import Statement
from proofs.statements.account import LOSSES
from proofs.statements.claims import Claim, claim_of, free_sizes


def claims_of(statement: Statement, chains: list[s.Chain], context: Context, source: str) -> list[Claim]:
    """The claims of some chains. One of another derivative on the way that cannot be read is told, where the one asked for is stated too."""
    claims: list[Claim] = []
    failed: s.ReadingError | None = None
    counting = free_sizes(statement, chains)
    for chain in chains:
        letters = dict(context.open)
        try:
            claims.append(claim_of(statement, chain, context, counting, _own_letters(chain, context)))
        except s.ReadingError as error:
            if not (_of_another_derivative(chain, context) or (claims and _of_the_best(chain, context))):
                raise
            failed, context.open = failed or error, letters
            context.note("line-not-read", text=source[slice(*chain.span)])
    if failed is not None and not any(claim.asked is not None and not claim.asked.on_the_way for claim in claims):
        raise failed
    told = context.notes if failed is not None else {}
    return [replace(claim, notes=(*dict.fromkeys((*claim.notes, *told)),)) for claim in claims]


def _of_another_derivative(chain: s.Chain, context: Context) -> bool:
    """Whether a chain begins with a derivative by another letter than the one asked about, or of another than a loss has: ∂s_k/∂w."""
    left = strip(chain.sides[0])
    by = differentiates_by(left)
    if len(chain.sides) < 2 or by is None or context.variable is None:
        return False
    numerator = left.numerator if isinstance(left, s.Fraction) else None
    if isinstance(left, s.Juxtaposition):
        numerator = row(left, 0, left.operators.index("/") + 1)
    above, below = (None if side is None else differential(side) for side in (numerator, by))
    if above is None or below is None:
        return False
    return _letter(below) != _letter(context.variable) or _letter(above) not in {*LOSSES, *context.loss_names}


def _of_the_best(chain: s.Chain, context: Context) -> bool:
    """Whether a chain says what the best value of a variable is, w^⋆ = …, which is another symbol than w."""
    left = strip(chain.sides[0])
    if len(chain.sides) < 2 or not isinstance(left, s.Scripted) or left.above is None:
        return False
    return key(strip(left.above)) in ("star", "*", "ast", "opt") and key(left.base) in context.declarations


def _own_letters(chain: s.Chain, context: Context) -> dict[str, x.Expression]:
    """The letters of an equation of functions that speaks of nothing else, log σ(−z) = log σ(z) − z: it is to hold for all numbers z."""
    if chain.operators != ("=",) or stands_in(chain.sides[0]):
        return {}
    names = {key(each) or "" for side in chain.sides for each in every(side) if isinstance(each, s.Name)}
    letters = names - FUNCTIONS - {"sigma"}
    known = context.declarations.table.keys() | context.definitions.keys() | context.sizes | context.loss_names
    of_a_function = any(isinstance(each, s.Juxtaposition) for each in every(chain.sides[0]))
    return {name: x.Symbol(name) for name in letters} if of_a_function and letters <= _LETTERS - known else {}


_LETTERS = frozenset("abqrstuvxyz") | {"theta"}
"""Letters that stand for a number, and for no index."""


def _letter(node: s.Syntax) -> str | None:
    """The letter of a symbol without what stands below and above it."""
    inner = strip(node)
    return key(inner.base) if isinstance(inner, s.Scripted) else key(inner)
