"""The terms of a certificate: real numbers in index form, one entry at a time, as Coq will see them.

Matrices are functions of indices that count from 0. Every bound name is used once in a statement, so nothing is captured.

>>> score = SumOver("d", "i", Times((Entry("U", (At("i"), At("o"))), Entry("v", (At("i"),)))))
>>> sorted(free_names(score))
['o']
"""

from collections.abc import Callable, Iterator
from fractions import Fraction
from typing import Any

from derive.nodes import Kept, below, once, rebuild, remembering


class OutsideError(ValueError):
    """Something that certificates do not cover; the sentence says what."""


class Word(Kept):
    """Anything in the text of a statement."""

    __slots__ = ()


@remembering
class At(Word):
    """An index by its name, a natural number."""

    name: str


@remembering
class Image(Word):
    """What an index map makes of an index: w s."""

    map: str
    argument: "Position"


@remembering
class Ordinal(Word):
    """A particular place, counted from 0; `after` shifts an index by it: Ordinal(1, At("s")) is 1 + s."""

    number: int
    after: "Position | None" = None


Position = At | Image | Ordinal


@remembering
class Equal(Word):
    """Two indices are the same."""

    left: Position
    right: Position


@remembering
class Less(Word):
    """left < right, or left ≤ right where `strict` is false, as real numbers."""

    left: "Term"
    right: "Term"
    strict: bool = True


Test = Equal | Less


@remembering
class Rational(Word):
    """A rational number."""

    value: Fraction


@remembering
class SizeOf(Word):
    """A size as a number."""

    size: str


@remembering
class Letter(Word):
    """A real variable."""

    name: str


@remembering
class Entry(Word):
    """One entry of a matrix, a vector, or a quantity that the file defines."""

    matrix: str
    at: tuple[Position, ...]


@remembering
class Changed(Word):
    """The entry `at` of a matrix in which `letter` stands at `where`."""

    matrix: str
    where: tuple[Position, ...]
    letter: str
    at: tuple[Position, ...]


@remembering
class Plus(Word):
    """A sum of terms."""

    terms: tuple["Term", ...]


@remembering
class Times(Word):
    """A product of factors."""

    factors: tuple["Term", ...]


@remembering
class Minus(Word):
    """−x."""

    operand: "Term"


@remembering
class Over(Word):
    """A quotient."""

    numerator: "Term"
    denominator: "Term"


@remembering
class Raised(Word):
    """A power with a natural exponent."""

    base: "Term"
    exponent: int


@remembering
class Apply(Word):
    """A function of a number, by its name in Coq: exp, ln, sigmoid, tanh, sin, cos, sqrt, Rabs, sign_of."""

    function: str
    argument: "Term"


@remembering
class Greatest(Word):
    """The greater of two numbers."""

    left: "Term"
    right: "Term"


@remembering
class SumOver(Word):
    """Σ body over the indices below a size."""

    size: str
    index: str
    body: "Term"


@remembering
class Choice(Word):
    """`then` where the test holds, else `otherwise`."""

    test: Test
    then: "Term"
    otherwise: "Term"


@remembering
class Delta(Word):
    """Kronecker's δ."""

    left: Position
    right: Position


@remembering
class Slope(Word):
    """The derivative of `body` by `letter`, at `point`: an entry or a letter, for which `letter` stands in the body."""

    letter: str
    body: "Term"
    point: "Term"


@remembering
class Abstract(Word):
    """A loss left open, of a vector (a term in `center_index`), an index, and a matrix (a term in `rows` and `columns`)."""

    name: str
    center_index: str
    center: "Term"
    outside: Position
    row: str
    column: str
    matrix: "Term"


Term = (
    Rational | SizeOf | Letter | Entry | Changed | Plus | Times | Minus | Over | Raised
    | Apply | Greatest | SumOver | Choice | Delta | Slope | Abstract
)  # fmt: skip
ZERO, ONE = Rational(Fraction(0)), Rational(Fraction(1))
BINDERS: dict[type, tuple[str, ...]] = {
    SumOver: ("index",),
    Slope: ("letter",),
    Abstract: ("center_index", "row", "column"),
}
"""Which fields of a term bind a name."""


parts: Callable[[Any], tuple[Any, ...]] = below(Word)
"""The terms, positions and tests directly below."""


def everything(term: Any) -> Iterator[Any]:
    """The term and all below it."""
    yield term
    for part in parts(term):
        yield from everything(part)


@once
def free_names(term: Any) -> frozenset[str]:
    """The names of indices and letters that occur and that nothing inside binds."""
    own = {term.name} if isinstance(term, At | Letter) else {term.letter} if isinstance(term, Changed) else set()
    found = frozenset(own).union(*map(free_names, parts(term)))
    bound = {getattr(term, name) for name in BINDERS.get(type(term), ())}
    if isinstance(term, Slope):
        return (found - bound) | free_names(term.point)
    return found - bound


def put(term: Any, values: dict[Any, Any]) -> Any:
    """Positions and letters replaced by others; bound names are apart from all others, so nothing is captured."""
    if term in values:
        return values[term]
    return rebuild(term, lambda part: put(part, values))


def still(term: Any, letter: str, name: str) -> Any:
    """The body of a slope with the variable itself where it is changed."""
    match term:
        case Letter(each) if each == letter:
            return Letter(name)
        case Changed(matrix, _, each, at) if each == letter:
            return Entry(matrix, at)
    return rebuild(term, lambda inner: still(inner, letter, name))
