"""One side of a claim: what stands there, and its expression or why there is none."""

from dataclasses import dataclass

from derive import expression as x
from derive.parsing import syntax as s
from derive.reading.elaborate import Reader


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a chain: its expression, or the error that says why there is none."""

    syntax: s.Syntax
    value: x.Expression | None
    error: s.ReadingError | x.ShapeError | None = None

    @property
    def misshapen(self) -> bool:
        """Whether it reads well, but does not multiply."""
        return isinstance(self.error, x.ShapeError)


def read_side(reader: Reader, node: s.Syntax) -> Side:
    """A side as an expression; errors are kept, never raised, and without all that was at work when they came up."""
    try:
        return Side(node, reader.read(node))
    except (s.ReadingError, x.ShapeError) as error:
        error.__context__ = None
        return Side(node, None, error.with_traceback(None))
