r"""Reads syntax trees as expressions: one function a kind of syntax, found in the table READERS.

Nothing is left out in silence: what is not understood is a ReadingError with its place, and what does not fit a ShapeError.

>>> from derive.declarations import Declarations
>>> from derive.elaboration.context import Context
>>> from derive.elaboration.pages import formula
>>> reader = Reader(Context(Declarations.read(["W: m x d", "x: d", "b: m"])))
>>> reader.whole(formula(r"\sigma(W x + b)")).shape
('m', '1')
"""

from collections.abc import Callable
from fractions import Fraction
from typing import TypeVar

from derive import expression as x
from derive.elaboration import (
    conditions,
    definitions,
    derivatives,
    entries,
    greatest,
    indices,
    names,
    positions,
    powers,
    rows,
    shapes,
    sums,
)
from derive.elaboration.context import AgainError, Context, Scope
from derive.elaboration.going_on import gone_on
from derive.elaboration.greatest import Choice
from derive.elaboration.halves import together
from derive.elaboration.norms import root
from derive.elaboration.series import is_dots, series_sum, tabulated
from derive.parsing import syntax as s
from derive.parsing.trees import key

T = TypeVar("T")
TURNS = 80
"""A formula teaches fewer sizes than this."""


class Reader:
    """Reads in a context; `center` is an index that is never the special one of a series. The functions of this package take it as their first argument and read what is inside by `read`."""

    center = ""
    bars_by_entries = False
    """Whether the bars of |A| are of every entry, and no determinant."""
    operators: tuple[str, ...] = ("partial",)
    """Signs that differentiate by what stands below them."""
    highest = 2
    """The order of the highest derivatives that are read."""
    lists: tuple[str, ...] = ("[",)
    """Brackets in which things with commas between them are a list."""
    lenient = False
    """Whether what could mean several things is read as students mean it: a function without brackets takes all that stands behind it, a slash
    one thing, and × between arrays is their product."""

    def __init__(self, context: Context):
        self.context = context
        self.known: dict[str, x.Expression] = {}
        self.reading: list[str] = []
        self.extremes: list[Choice] = []  # where the greatest and the least that were met are attained
        self.unknown = False
        """Whether a size was met that is to be found."""
        self.failed = ""  # the text of the definition in which the reading ended

    def whole(self, node: s.Syntax, fits: x.Shape | None = None) -> x.Expression:
        """The value of a formula, read as often as it teaches a size; of the shape `fits` if that can be."""
        return self.repeated(lambda: self._fitted(node, fits))

    def repeated(self, make: Callable[[], T]) -> T:
        """What `make` reads, tried again whenever a size was learnt."""
        for _ in range(TURNS):
            self.known.clear()
            self.extremes.clear()
            self.reading.clear()
            try:
                return make()
            except AgainError:
                continue
        raise s.ReadingError("the sizes of this do not come to rest", (0, 0), "a declaration of the sizes")

    def _fitted(self, node: s.Syntax, fits: x.Shape | None) -> x.Expression:
        value = self.read(node, {})
        if fits is not None:
            self.context.solver.fit(value.shape, fits)
        return value

    def read(self, node: s.Syntax, scope: Scope) -> x.Expression:
        """The value of a piece of syntax."""
        made = READERS.get(type(node))
        if made is None:
            raise s.ReadingError("this is not understood here", node.span, "an expression")
        return made(self, node, scope)

    def add(self, terms: list[x.Expression], node: s.Syntax) -> x.Expression:
        """The sum of some terms, of which two halves are one."""
        terms = together(terms)
        return terms[0] if len(terms) == 1 else shapes.added(self, terms, node)

    def begun(self, node: s.Juxtaposition, at: int, scope: Scope) -> tuple[x.Expression | None, int] | None:
        """What a notation has beyond functions and operators, where it begins at a factor, and how many factors it takes."""
        return None

    def raised(self, value: x.Expression, above: s.Syntax, node: s.Syntax, scope: Scope) -> x.Expression:
        """What a superscript makes of a value."""
        return powers.raised(self, value, above, node, scope)

    def product(self, factors: list[x.Expression], node: s.Syntax) -> x.Expression:
        """The product of some factors."""
        return shapes.multiplied(self, factors, node)

    def remark(self, code: str, **values: str) -> None:
        """Keep something that the user should know."""
        self.context.note(code, **values)

    def fits(self, one: x.Shape, other: x.Shape) -> bool:
        """Whether two shapes are the same; AgainError where that teaches a size."""
        return self.context.solver.fit(one, other)

    def greatest(self, kind: str, value: x.Expression, span: s.Span, function: str = "") -> x.Expression:
        """The greatest or the least entry of a vector, or of a function of its entries."""
        return greatest.whole(self, kind, value, span, function)

    def definition(self, name: str) -> x.Expression | None:
        """What an author's own name stands for, None where it has none."""
        return definitions.value(self, name)

    def symbol(self, name: str, node: s.Syntax) -> x.Expression | None:
        """What a name stands for that is declared or defined."""
        return names.known(self, name, node, {})

    def picked(self, name: str, value: x.Expression, node: s.Scripted, scope: Scope) -> x.Expression:
        """What the subscript of a name picks out of its value."""
        items = entries.indices_of(node.below) if node.below is not None else ()
        return entries.picked(self, name, value, items, node.span, scope)

    def named(self, node: s.Scripted, base: s.Name, scope: Scope) -> x.Expression:
        """A name with what stands below and above it; y′ of a loss that is stated with the name y."""
        if node.primes in (1, 2) and node.below is None and node.above is None and key(base) in self.context.loss_names:
            return derivatives.of_the_loss(self, node, scope)
        return names.named(self, node, base, scope)

    def of_the_whole(self, operator: s.Syntax, scope: Scope) -> x.Expression | None:
        """∂/∂w or ∇_w by itself, on the left of a value."""
        return derivatives.of_the_whole(self, operator, scope)

    def entries(self, value: x.Expression, below: s.Syntax, span: s.Span, scope: Scope) -> x.Expression:
        """What a subscript picks out of a value."""
        return entries.entries(self, value, entries.indices_of(below), span, scope)

    def primed(self, value: x.Expression, node: s.Scripted) -> x.Expression:
        """What a prime behind the brackets of a call makes of its value."""
        raise s.ReadingError("a prime behind a bracket is not understood", node.span, "\\partial")

    def one_hot(self, index: s.Syntax, span: s.Span, scope: Scope) -> x.Expression | None:
        r"""The unit vector \mathbb 1_k of an index; None where a 1 with an index below is none."""
        return None

    def index(self, node: s.Syntax, over: x.Size, scope: Scope) -> x.IndexTerm:
        """An index that runs over a size."""
        return indices.index_term(self, node, over, scope)

    def index_by_itself(self, node: s.Syntax, scope: Scope) -> x.IndexTerm | None:
        """The index that a piece of syntax is by itself; None for numbers and for what is no index."""
        return conditions.index_of(self, node, scope)

    def condition(self, node: s.Syntax, scope: Scope) -> x.Condition:
        """A condition."""
        return conditions.condition(self, node, scope)

    def side_by_side(self, index: x.Index, term: x.Expression, span: s.Span) -> x.Expression:
        """The terms for all values of an index as columns: of all columns of a matrix the matrix, of all entries of a vector the vector as a row."""
        if isinstance(term, x.Column) and term.index == index and term.matrix.shape[1] == index.over:
            return term.matrix
        if isinstance(term, x.Entry) and term.row == index and term.matrix.shape == (index.over, "1"):
            return x.Transpose(term.matrix)
        return x.Table(index, term, span=span)

    def ordered(self, left: s.Syntax, sign: str, right: s.Syntax, scope: Scope) -> x.Condition | None:
        """i < j of indices; None where numbers are compared."""
        return positions.compared(self, left, sign, right, scope)

    def equal(self, left: s.Syntax, right: s.Syntax, scope: Scope) -> x.Condition:
        """What left = right says in a condition."""
        return conditions.equal(self, left, right, scope)

    def among(self, left: s.Syntax, right: s.Syntax, scope: Scope) -> x.Condition:
        """That something is one of the members of a set."""
        return conditions.among(self, left, right, scope)

    def choose(self, what: str, options: tuple[str, ...]) -> str:
        """The reading to take of `what`: the first."""
        return options[0]

    def differentiated(self, operator: s.Syntax, body: s.Syntax, scope: Scope) -> x.Expression:
        """What an operator ∂/∂x makes of what follows it."""
        return derivatives.of(self, operator, body, scope)

    def variable(self, node: s.Syntax, scope: Scope) -> x.Expression:
        """What is differentiated by."""
        return derivatives.variable(self, node, scope)

    def body(self, node: s.Syntax, by: s.Syntax, scope: Scope) -> x.Expression:
        """What is differentiated."""
        return derivatives.differentiated(self, node, by, scope)

    def slope(self, value: x.Expression, by: x.Expression, node: s.Syntax) -> x.Expression:
        """The derivative of one thing by another."""
        return derivatives.slope(self, value, by, node)

    def quotient(self, above: x.Expression, below: x.Expression, node: s.Syntax) -> x.Expression:
        """One thing over another."""
        return shapes.divided(self, above, below, node)

    def writes_delta(self) -> bool:
        """Whether δ stands for ∂: in an answer, where it has no other meaning."""
        known = "delta" in self.context.declarations or "delta" in self.context.definitions
        return self.context.loss is not None and not known

    def indicator(self, node: s.Syntax, scope: Scope, span: s.Span) -> x.Expression:
        """1 where a condition holds, 0 elsewhere."""
        return conditions.indicator(self, node, scope, span)

    def written(self, word: str) -> s.Syntax | None:
        """What an author defined a name to be, as it is written."""
        found = self.context.definitions.get(word)
        return found.value if found is not None and found.form == "whole" else None

    def size_of(self, word: str) -> x.Size | None:
        """The size that a name stands for."""
        return self.context.solver.size(word) if word in self.context.sizes else None

    def last_number(self, word: str) -> x.Ordinal | None:
        """The last value of an index, where the name of a size stands for it at the end of a series; sizes stand for it everywhere here."""
        return None

    def set_named(self, word: str, node: s.Syntax) -> x.Size | None:
        """How many members the set of a name has, where these are all values of an index; `node` is the name as it is written."""
        return self.context.declarations.sets.get(word) or self.size_of(word)

    def acts_up_to(self, node: s.Juxtaposition, at: int) -> int:
        """Where what an operator at a place in a row acts on ends: it acts on all that follows."""
        return len(node.factors)

    def set_in_spite_of(self, word: str, node: s.Syntax) -> x.Size | None:
        """The set of a name of which the author says what is not understood: none."""
        return None

    def window(self, low: str, high: str) -> x.Size | None:
        """The offsets from one end to the other, where the one is minus the other."""
        return f"±{high}" if low == f"-{high}" and self.size_of(high) else None

    def is_numbered(self, node: s.Scripted) -> bool:
        """Whether a member of a set is told by its number."""
        return False


def _group(reader: Reader, node: s.Group, scope: Scope) -> x.Expression:
    return powers.bracketed(reader, node, scope)


def _numeral(reader: Reader, node: s.Numeral, scope: Scope) -> x.Expression:
    bold = node.font in ("bold", "blackboard")
    if bold and node.text not in ("0", "1") and not reader.lenient:
        raise s.ReadingError("a bold number is not understood", node.span, "0 or 1")
    if bold and node.text in ("0", "1"):
        return x.Constant(Fraction(node.text), (shapes.unknown(reader, node), "1"), span=node.span)
    return x.Number(Fraction(node.text), span=node.span)


def _signed(reader: Reader, node: s.Signed, scope: Scope) -> x.Expression:
    if node.sign not in ("+", "-"):
        raise s.ReadingError("± says two things", node.span, "+ or -")
    value = reader.read(node.operand, scope)
    return x.Negative(value, span=node.span) if node.sign == "-" else value


def _additive(reader: Reader, node: s.Additive, scope: Scope) -> x.Expression:
    if any(is_dots(term) for term in node.terms):
        return series_sum(reader, node, scope)
    node = gone_on(reader, node, scope) or node
    made = derivatives.operated(reader, node, scope)
    terms = [reader.read(term, scope) for term in node.terms] if made is None else list(made)
    return reader.add(terms, node)


def _fraction(reader: Reader, node: s.Fraction, scope: Scope) -> x.Expression:
    found = derivatives.fraction(reader, node, scope)
    if found is not None:
        return found
    return reader.quotient(reader.read(node.numerator, scope), reader.read(node.denominator, scope), node)


def _boxed(reader: Reader, node: s.Boxed | s.Braced, scope: Scope) -> x.Expression:
    return reader.read(node.inner, scope)


def _branches(reader: Reader, node: s.Branches, scope: Scope) -> x.Expression:
    return conditions.cases(reader, node, scope)


def _big(reader: Reader, node: s.Big, scope: Scope) -> x.Expression:
    return (greatest.over_index if node.operator in ("max", "min") else sums.big)(reader, node, scope)


READERS: dict[type, Callable[..., x.Expression]] = {
    s.Name: names.symbol,
    s.Scripted: names.scripted,
    s.Numeral: _numeral,
    s.Group: _group,
    s.Signed: _signed,
    s.Additive: _additive,
    s.Juxtaposition: rows.row,
    s.Fraction: _fraction,
    s.Root: root,
    s.Big: _big,
    s.Branches: _branches,
    s.Matrix: tabulated,
    s.Boxed: _boxed,
    s.Braced: _boxed,
}
