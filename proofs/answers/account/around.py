"""What stands around a formula on its page and may change what it says: asked in one way of every answer."""

from dataclasses import dataclass

from derive.parsing.macros import Macros
from derive.parsing.touching import touching
from derive.words.beside import blocking
from derive.words.enclosing import enclosed
from derive.words.quoting import as_written
from derive.words.remarks import remark, trick


@dataclass(frozen=True, slots=True)
class Around:
    """A formula and its surroundings.

    `before`, `behind`: the words of the page, with ⟦…⟧ for each formula among them; `ahead`, `after`: the text up to the formulas next to
    it. `formula`: with its delimiters; `at`: where in the `source` the claim begins; `joined`: another formula with nothing between.
    """

    before: str
    behind: str
    ahead: str
    after: str
    formula: str
    source: str
    at: int
    displayed: bool
    macros: Macros
    joined: str | None = None

    def words(self, kind: str, fitting: frozenset[str] = frozenset()) -> str | None:
        """The clause that changes, or may change, what the formula says, as it was written; words that are `fitting` say nothing against it."""
        found = blocking(self.before, self.behind, kind, fitting, self.displayed)
        return found and as_written(found, self.source, self.at)

    def touched(self) -> str | None:
        """Mathematics that touches it from outside of its delimiters, or another formula with nothing between."""
        return self.joined or touching(self.ahead, self.after)

    def inside(self) -> str | None:
        """What it says about itself and no reading of it holds, or what it stands in, where that may hide it."""
        return remark(self.formula) or trick(self.source) or enclosed(self.source, self.at, self.macros)
