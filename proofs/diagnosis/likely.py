"""A quick look at what may repair an answer, before the whole answer is read and decided anew with it.

It sees the last side alone, read as the author's was, at a few draws. What it lets pass is decided like any other answer; what it
stops has another value, or does not multiply.
"""

from collections.abc import Callable

from derive import expression as x
from derive.parsing import syntax as s
from derive.parsing.grammar import read_formula
from derive.parsing.macros import Macros
from proofs.identity import Judge


class Likely:
    """Whether something in the place of an answer's last side may be what was asked for."""

    def __init__(
        self,
        read: Callable[[s.Syntax], x.Expression],
        judge: Judge,
        truth: x.Expression,
        condition: x.Condition,
        macros: Macros,
    ):
        self.read, self.truth, self.condition, self.macros = read, truth, condition, macros
        self.judge = judge.thinned(condition)

    def trees(self, factors: list[s.Syntax]) -> list[x.Expression] | None:
        """The factors of a side as they were read; None where one of them means nothing alone."""
        try:
            return [self.read(each) for each in factors]
        except (s.ReadingError, x.ShapeError):
            return None

    def value(self, make: Callable[[], x.Expression]) -> bool:
        """Whether a value may be the truth."""
        try:
            made = make()
        except x.ShapeError:
            return False
        return made.shape == self.truth.shape and self.judge.equal(self.truth, made, self.condition) is not False

    def side(self, text: str, span: s.Span) -> bool:
        """Whether the side that stands at a span of a text may be the truth."""
        try:
            return self.value(lambda: self._side(text, span))
        except s.ReadingError:
            return False

    def reads(self, text: str, span: s.Span, value: x.Expression) -> bool:
        """Whether the side that stands there can be read alone, and is this."""
        try:
            return self._side(text, span) == value
        except (s.ReadingError, x.ShapeError):
            return False

    def _side(self, text: str, span: s.Span) -> x.Expression:
        chains = read_formula(text, span, self.macros)
        if len(chains) != 1 or len(chains[0].sides) != 1:
            raise s.ReadingError("more than one side", span)
        return self.read(chains[0].sides[0])
