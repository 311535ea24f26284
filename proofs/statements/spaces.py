"""Shapes that an answer says of its symbols and values by a space: W ∈ R^{H × C}, … = Xᵀr ∈ R^d."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from derive import expression as x
from derive.parsing import syntax as s
from derive.parsing.trees import key, stretch, strip
from derive.statement import Statement
from proofs.answers.claims.script import Script
from proofs.answers.claims.sizes import Told, fits, sizes_of
from proofs.statements.account import WordsError, notation_of


@dataclass(frozen=True, slots=True)
class Space:
    """The space in which a value lies, by an author: its `sizes`, the `value` and the place of its own."""

    sizes: Told
    value: s.Span
    span: s.Span


def without_shapes(chain: s.Chain, statement: Statement) -> s.Chain:
    """A chain without the shapes of symbols that stand beside it."""
    return replace(chain, conditions=tuple(each for each in chain.conditions if not of_shape(each, statement)))


def of_shape(chain: s.Chain | s.Syntax, statement: Statement) -> bool:
    """Whether a relation only says again what shape a symbol has: W ∈ R^{H × C}."""
    if not isinstance(chain, s.Chain | s.Relation) or set(chain.operators) != {"in"}:
        return False
    sizes = _sizes(chain.sides[-1], statement)
    symbols = [key(strip(side)) for side in chain.sides[:-1]]
    declared = [statement.declarations.get(each or "") for each in symbols]
    return sizes is not None and all(each is None or fits(sizes, each.shape) for each in declared)


def without_space(chain: s.Chain, statement: Statement) -> tuple[s.Chain, Space | None]:
    """A chain without the space that stands at its end, and that space: … = A ∈ R^d. A symbol in its space is no value."""
    sizes = _sizes(chain.sides[-1], statement) if chain.operators and chain.operators[-1] == "in" else None
    if sizes is None or (len(chain.sides) == 2 and isinstance(strip(chain.sides[0]), s.Name | s.Scripted)):
        return chain, None
    kept = stretch(chain, 0, len(chain.sides) - 1)
    return kept, Space(sizes, kept.sides[-1].span, chain.sides[-1].span)


def in_their_spaces(spaces: Iterable[Space], values: Sequence[tuple[s.Span, x.Shape]], page: Script) -> None:
    """WordsError for a space in which its value does not lie, or does not for all that is known of its sizes and of the value."""
    for space in spaces:
        shape = next((shape for span, shape in values if span[0] <= space.value[0] and space.value[1] <= span[1]), None)
        if shape is None or "?" in space.sizes or not fits(space.sizes, shape):
            raise WordsError(page.source[space.value[1] : space.span[1]].strip(), space.span)


def _sizes(node: s.Syntax, statement: Statement) -> Told | None:
    """The sizes of a space R^{m × n}; None for anything else."""
    space = strip(node)
    if not isinstance(space, s.Scripted) or space.above is None or not isinstance(strip(space.base), s.Name):
        return None
    return sizes_of(space.above, notation_of(statement))
