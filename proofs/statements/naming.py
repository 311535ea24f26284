"""The names that an answer gives on its way: NAME = VALUE, NAME = A = B, A = B = NAME."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace

from derive import expression as x
from derive.elaboration.calls import KNOWN
from derive.elaboration.context import Context, Definition
from derive.elaboration.definitions import definition, of_members_only
from derive.parsing import syntax as s
from derive.parsing.differentials import begins_with_sign, differentiated, differentiates_by, stands_in
from derive.parsing.trees import every, key, parts, stretch, strip
from derive.traversal import walk
from proofs.statements.account import LOSSES

LONG = 2
"""A chain of more sides than this says more than what a name stands for."""


def defined(chain: s.Chain, text: str = "", known: Collection[str] = ()) -> Definition | None:
    """What a chain defines by its form, NAME = VALUE, whatever stands beside it; `known`: names that have a meaning already."""
    try:
        return definition(replace(chain, conditions=()), text, known)
    except s.ReadingError:
        return None


def entry_of(chain: s.Chain, names: Collection[str]) -> bool:
    """Whether a chain says what an entry of one of the names is, r_1 = 0 after r = Xw − y: that is a claim, and gives no other name."""
    left, made = strip(chain.sides[0]), defined(chain)
    if made is None or not isinstance(left, s.Scripted) or left.below is None or left.above is not None or left.primes:
        return False
    return made.form == "whole" and key(left.base) in names


def named(chain: s.Chain, context: Context, text: str, alone: Collection[str] = ()) -> Definition | None:
    """What a chain gives a name of the answer's own to: t = …, r_{ik} = …; None where it does not. `alone`: letters that stand by themselves."""
    if chain.operators != ("=",) or any(not isinstance(each, s.Words) for each in chain.conditions):
        return None
    made = defined(chain, text, context.declarations.table.keys() | context.definitions.keys())
    if made is None:
        return None
    made, left = _apart(made, context, alone), strip(chain.sides[0])
    base = left.base if isinstance(left, s.Scripted) else left
    head = made.name.rstrip("'")
    if key(base) == "nabla" or (head != made.name and head in context.loss_names):
        return None  # the gradient; f′ and f″ of the loss
    if isinstance(left, s.Scripted) and not left.primes and key(left.base) in context.declarations:
        return None  # an entry of a symbol that has its meaning already
    new = (
        isinstance(base, s.Name | s.Juxtaposition)
        and made.name not in context.declarations
        and made.name not in context.definitions
        and (made.name not in context.sizes or _hides_a_size(made, context))
    )
    return made if new else None


def named_in_a_chain(
    chain: s.Chain, context: Context, text: str, alone: Collection[str], results: Collection[str]
) -> tuple[Definition | None, s.Chain]:
    """The name that a longer chain gives, and the chain that remains: A = B of p = A = B, where p is B, and of A = B = p.

    `results`: letters that stand for what is asked for.
    """
    if len(chain.sides) <= LONG or set(chain.operators) != {"="}:
        return None, chain
    losses = {*LOSSES, *context.loss_names}
    sides = len(chain.sides)
    for pair, (start, end) in zip(_pairs(chain), ((1, sides), (0, sides - 1)), strict=True):
        name = pair.sides[0]
        made = named(pair, context, text, alone) if key(strip(name)) not in results else None
        mine = made is not None and (end == sides or made.name.rstrip("_") not in losses)
        if made is not None and mine and not _is_derivative(name):
            return made, stretch(chain, start, end)
    return None, chain


def named_at_an_end(chain: s.Chain, text: str) -> Definition | None:
    """The name that a longer chain about a derivative gives, δ = ∂J/∂z = A and ∂J/∂s = A = δ; None for any other chain."""
    if len(chain.sides) <= LONG or set(chain.operators) != {"="}:
        return None
    for pair, slope in zip(_pairs(chain), (chain.sides[1], chain.sides[0]), strict=True):
        of_a_slope = differentiates_by(strip(slope)) is not None and not any(map(stands_in, pair.sides))
        if of_a_slope and key(strip(pair.sides[0])) not in LOSSES:
            made = defined(pair, text)
            if made is not None:
                return made
    return None


def _pairs(chain: s.Chain) -> tuple[s.Chain, s.Chain]:
    """NAME = VALUE at the beginning of a longer chain, where the value is its last side, and at its end."""
    first, *_, before, last = chain.sides
    ends = ((first, last), (last, before))
    one, other = (s.Chain(pair, ("=",), chain.places[:1], (), span=chain.span) for pair in ends)
    return one, other


def name_of_loss(chains: Iterable[s.Chain], context: Context) -> str | None:
    """The letter that stands for a loss without a name on this page: the J of ∂J/∂w, where it stands for nothing else."""
    for chain in chains:
        body = differentiated(strip(chain.sides[0]))
        bare = strip(body) if body is not None else None
        if isinstance(bare, s.Juxtaposition) and len(bare.factors) == 2 and isinstance(bare.factors[1], s.Group):
            bare = bare.factors[0]  # J(w)
        name = key(bare) if bare is not None else None
        if name in LOSSES and not any(
            name in each for each in (context.declarations, context.definitions, context.sizes)
        ):
            return name
    return None


def answer_among(chains: Sequence[s.Chain]) -> s.Chain:
    """The answer among chains that all give names: the last of which no other speaks, H = XᵀDX of "H = XᵀDX with D = …"."""

    def speaks(other: s.Chain, name: str) -> bool:
        return any(key(part) == name for side in other.sides for part in every(side))

    names = [(chain, key(strip(chain.sides[0])) or "") for chain in chains]
    last = [chain for chain, name in names if not any(speaks(each, name) for each in chains if each is not chain)]
    return (last or chains)[-1]


def _is_derivative(node: s.Syntax) -> bool:
    """Whether a prime, or a sign of a derivative, stands in what may be a name: f′(x), dW."""
    primed = any(isinstance(each, s.Scripted) and each.primes for each in every(node))
    return primed or (isinstance(strip(node), s.Juxtaposition) and begins_with_sign(node))


def by_themselves(chains: Iterable[s.Chain]) -> frozenset[str]:
    """The letters that stand somewhere without anything below them; not as a left side, and not as what a derivative is of."""
    sides = (side for chain in chains for side in chain.sides[isinstance(strip(chain.sides[0]), s.Name) :])
    return frozenset(name for side in sides for name in _letters(side))


def _letters(node: s.Syntax) -> Iterator[str]:
    below: tuple[s.Syntax, ...] = parts(node)
    if isinstance(node, s.Name):
        yield key(node) or node.name
    elif isinstance(node, s.Scripted) and node.below is not None and isinstance(node.base, s.Name):
        below = tuple(each for each in below if each is not node.base)
    elif isinstance(node, s.Fraction) and begins_with_sign(node.numerator):
        below = (node.denominator,)
    elif isinstance(node, s.Juxtaposition) and differentiates_by(node.factors[0]) is not None:
        below = node.factors[:1] + node.factors[1 + isinstance(node.factors[1], s.Name) :]
    for each in below:
        yield from _letters(each)


def _apart(made: Definition, context: Context, alone: Collection[str]) -> Definition:
    """A definition by entries, apart from what its letter means by itself where that is a size, a function, or the loss."""
    of_itself = made.name in _letters(made.value)  # φ_n = φ(s_n)
    other = (
        of_itself
        or made.name in {*context.sizes, *context.loss_names, *KNOWN}
        or (made.name in LOSSES and made.name not in alone)
    )
    return of_members_only(made) if made.form == "entries" and other else made


def _hides_a_size(made: Definition, context: Context) -> bool:
    """Whether a name of the answer's own is that of a size which the loss never has as a number: h = σ(Wx), where W is h × d."""
    counts = any(isinstance(node, x.Dimension) and node.size == made.name for node in walk(context.loss or x.ALWAYS))
    arrays = {each.name for each in context.declarations if each.kind in ("vector", "matrix", "family")}
    return made.form == "whole" and not counts and any(key(each) in arrays for each in every(made.value))
