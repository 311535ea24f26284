r"""What an author says of the slope of a function: f′(t) = …, or σ′ = σ(1 − σ), where every σ is meant at one number.

Such an equation is a claim to check, and what f′ is wherever the author uses it.
"""

from dataclasses import replace

from derive.elaboration import calls
from derive.elaboration.abbreviations import USUAL
from derive.elaboration.context import Context, Definition
from derive.nodes import rebuild
from derive.parsing import syntax as s
from derive.parsing.trees import every, key, strip

LETTER = "t"


def is_slope_of(made: Definition, context: Context) -> bool:
    """Whether a definition is of the f′ of a function of one number that is known: its own, or everybody's."""
    return made.form == "function" and len(made.parameters) == 1 and _function(made.name, context)


def _function(name: str, context: Context) -> bool:
    """Whether a name is that of a function with one prime."""
    head = name.removesuffix("'")
    own = context.definitions.get(head)
    if head == name or head.endswith("'") or head in context.declarations:
        return False
    return own.form == "function" if own is not None else head in calls.OF_ENTRIES or head in USUAL


def slope_at_a_number(chain: s.Chain, context: Context) -> s.Chain:
    """σ′ = σ(1 − σ) as σ′(t) = σ(t)(1 − σ(t)); any other equation as it is."""
    left = strip(chain.sides[0])
    name = key(left) if isinstance(left, s.Scripted) and left.primes == 1 and left.below is None else None
    if chain.operators != ("=",) or name is None or not _function(name, context):
        return chain
    head = name.removesuffix("'")
    given = _argument(chain.sides[1], head)
    letter = given or s.Name(LETTER, span=left.span)

    def at_it(node: s.Syntax) -> s.Syntax:
        call = s.Juxtaposition((node, s.Group("(", letter, ")", span=node.span)), ("",), span=node.span)
        return call if node is left else s.Group("(", call, ")", span=node.span)

    def change(node: s.Syntax) -> s.Syntax:
        return at_it(node) if isinstance(node, s.Name) and key(node) == head else rebuild(node, change)

    right = chain.sides[1] if given is not None else change(chain.sides[1])
    return replace(chain, sides=(at_it(left), right))


def _argument(node: s.Syntax, head: str) -> s.Name | None:
    """The letter of which a side takes a function: the z of σ(z)(1 − σ(z))."""
    for part in every(node):
        if isinstance(part, s.Juxtaposition):
            for factor, following in zip(part.factors, part.factors[1:], strict=False):
                inside = strip(following) if isinstance(following, s.Group) else None
                if isinstance(inside, s.Name) and key(factor) == head:
                    return inside
    return None
