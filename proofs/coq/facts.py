"""What is known where a proof stands: ranges of indices, which are apart, which maps repeat nothing, how real numbers compare."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from proofs.coq import terms as t
from proofs.coq.printing import position


class SplitError(Exception):
    """The proof needs to know whether two indices are the same."""

    def __init__(self, left: t.Position, right: t.Position):
        super().__init__("the cases of two indices")
        self.left, self.right = left, right


@dataclass(slots=True)
class Facts:
    """Ranges of names, pairs that are apart, and what maps keep away from; `decide` tells how numbers compare."""

    ranges: dict[str, str] = field(default_factory=dict)
    apart: frozenset[frozenset[t.Position]] = frozenset()
    avoids: frozenset[tuple[str, t.Position]] = frozenset()
    """(w, o): no w s is o."""
    injective: dict[str, str] = field(default_factory=dict)
    """Maps without repetition, and the hypothesis that says so."""
    sizes: frozenset[str] = frozenset()
    """Sizes that are not 0."""
    above_zero: frozenset[str] = frozenset()
    """Letters that are above zero."""
    not_zero: frozenset[str] = frozenset()
    """Letters that are not zero."""
    entries: dict[tuple[str, str], str] = field(default_factory=dict)
    """What is assumed of the entries of a matrix, and the hypothesis that says so: ("S", "symmetric")."""
    decide: Callable[[t.Term, t.Term], int | None] = lambda left, right: None
    """−1, 0, 1 as left is below, equal to, above right; None where that is open."""
    made: int = 0

    def fresh(self) -> str:
        """A new name, of a kind that no statement has."""
        self.made += 1
        return f"n'{self.made}"

    @contextmanager
    def within(self, name: str, size: str) -> Iterator[None]:
        """While a bound index is open."""
        self.ranges[name] = size
        try:
            yield
        finally:
            del self.ranges[name]

    def rank(self, term: t.Position) -> int:
        """How far inside an index was bound: free ones come first."""
        order = list(self.ranges)
        return max((order.index(name) for name in t.free_names(term) if name in order), default=-1)

    def known_apart(self, left: t.Position, right: t.Position) -> bool:
        """Whether two indices are certainly different."""
        if frozenset((left, right)) in self.apart:
            return True
        for one, other in ((left, right), (right, left)):
            if isinstance(one, t.Image) and (one.map, other) in self.avoids:
                return True
            if isinstance(one, t.Ordinal) and one.after is None and isinstance(other, t.Ordinal):
                return other.after is not None and one.number < other.number
        return False

    def total(self, name: str, summand: t.Term) -> str | None:
        """The proof that a sum of entries is 1, where that is assumed."""
        match summand:
            case t.Entry(matrix, (t.At(index),)) if index == name and (matrix, "sum") in self.entries:
                return f"exact {self.entries[matrix, 'sum']}."
            case t.Entry(matrix, (t.At(index), other)) if index == name and (matrix, "column") in self.entries:
                return f"exact ({self.entries[matrix, 'column']} {position(other)} ltac:(bound))."
            case t.Entry(matrix, (other, t.At(index))) if index == name and (matrix, "row") in self.entries:
                return f"exact ({self.entries[matrix, 'row']} {position(other)} ltac:(bound))."
        return None

    def positive(self, term: t.Term) -> bool:
        """Whether a term is above zero by its form."""
        match term:
            case t.Apply("exp" | "sigmoid"):
                return True
            case t.Apply("sqrt", argument):
                return self.positive(argument)
            case t.Letter(name):
                return name in self.above_zero
            case t.Entry(matrix):
                return (matrix, "positive") in self.entries
            case t.SumOver(size, _, body):
                return self.inhabited(size) and self.positive(body)
            case t.SizeOf(size):
                return self.inhabited(size)
            case t.Times(factors):
                return all(map(self.positive, factors))
            case t.Plus((t.Rational(one), t.Minus(t.Apply("sigmoid")))) if one == 1:
                return True
            case t.Plus(terms):
                return all(map(self.positive, terms))
            case t.Over(above, below):
                return self.positive(above) and self.positive(below)
            case t.Raised(base, _):
                return self.positive(base)
            case t.Rational(value):
                return value > 0
        return False

    def nonzero(self, term: t.Term) -> bool:
        """Whether a term is not zero by its form."""
        match term:
            case t.Letter(name) if name in self.not_zero:
                return True
            case t.Times(factors):
                return all(map(self.nonzero, factors))
            case t.Raised(base, _) | t.Minus(base):
                return self.nonzero(base)
            case t.Rational(value):
                return value != 0
        return self.positive(term)

    def inhabited(self, size: str) -> bool:
        """Whether a size is certainly above zero."""
        return size.startswith(("±", "1+")) or size in self.sizes or size in self.ranges.values()
