"""From the expression tree to terms, entry by entry: what stands at row i and column j of an expression.

>>> from derive.problem import load
>>> from proofs.coq.printing import coq
>>> part = load("cs224n-a2").part("b.1")
>>> coq(Entries().entry(part.loss))
'- ln (exp (Sum d (fun i => U i o * C i c)) / Sum V (fun w => exp (Sum d (fun i1 => U i1 w * C i1 c))))'
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from derive import expression as x
from derive.traversal import free_indices
from proofs.coq import terms as t
from proofs.coq.terms import OutsideError

Bound = dict[x.Index, t.Position]
UNDEFINED = t.Letter("undefined")
"""What stands where no case applies: a number of which nothing is known, so that nothing can be proved of it."""
RESERVED = frozenset(
    [
        "Sum",
        "delta",
        "set1",
        "set2",
        "sigmoid",
        "sign_of",
        "exp",
        "ln",
        "sqrt",
        "tanh",
        "R",
        "S",
        "O",
        "INR",
        "Derive",
        "Rmax",
        "Rabs",
        "PI",
        "undefined",
        "loss",
        "t",
        "j",
        "k",
        "fun",
        "if",
        "then",
        "else",
        "at",
        "in",
        "as",
        "let",
        "with",
        "match",
        "end",
        "forall",
        "exists",
        "return",
        "Type",
        "Prop",
        "Set",
        "using",
        "where",
        "fix",
        "cofix",
        "IF",
        "nat",
        "bool",
        "is_derive",
    ]
)
"""Names that mean something already, in Coq or in a certificate."""
CALLS = {
    "exp": "exp",
    "log": "ln",
    "sigmoid": "sigmoid",
    "tanh": "tanh",
    "sqrt": "sqrt",
    "abs": "Rabs",
    "sign": "sign_of",
}


@dataclass(frozen=True, slots=True)
class Quantity:
    """A named quantity that the file defines: its indices, and its value there."""

    name: str
    indices: tuple[str, ...]
    body: t.Term


@dataclass(slots=True)
class Entries:
    """Makes terms and remembers what they speak of: matrices, letters, indices, maps, sizes, named quantities."""

    names: dict[Any, str] = field(default_factory=dict)
    matrices: dict[str, tuple[str, ...]] = field(default_factory=dict)
    letters: dict[str, str] = field(default_factory=dict)
    indices: dict[str, str] = field(default_factory=dict)
    maps: dict[str, tuple[str, str]] = field(default_factory=dict)
    losses: dict[str, None] = field(default_factory=dict)
    quantities: dict[str, Quantity] = field(default_factory=dict)
    kept: frozenset[str] = frozenset()
    """Names of quantities that are differentiated by: they stand for themselves."""
    inline: bool = False
    """Whether named quantities are written out, as they must be under a derivative."""
    bound: set[str] = field(default_factory=set)
    """Names of bound indices in what is being written."""

    # ------------------------------------------------------------------------------------------------------------- names

    def name(self, key: Any, wanted: str) -> str:
        """The Coq name of something, the same whenever it is asked for."""
        if key not in self.names:
            name = identifier(wanted)
            while name in RESERVED or name in self.names.values() or name in self.bound:
                name += "_" if name in RESERVED else "'"
            self.names[key] = name
        return self.names[key]

    def fresh(self, wanted: str) -> str:
        """A name for a bound index, new in the definition or the side of the theorem that it is in."""
        name, number = identifier(wanted), 1
        while name in RESERVED or name in self.bound or name in self.names.values():
            name, number = f"{identifier(wanted)}{number}", number + 1
        self.bound.add(name)
        return name

    # ----------------------------------------------------------------------------------------------------------- indices

    def position(self, term: x.IndexTerm, bound: Bound) -> t.Position:
        """Where an index term points, counted from 0."""
        match term:
            case x.Index() if term in bound:
                return bound[term]
            case x.Index(name, over):
                found = self.name(("index", name, over), name)
                self.indices[found] = over
                return t.At(found)
            case x.Mapped(name, argument, over):
                found = self.name(("map", name), name)
                self.maps[found] = (argument.over, over)
                return t.Image(found, self.position(argument, bound))
            case x.Ordinal(0, "±m", False):
                return t.At("m")
            case x.Ordinal(number, over, False) if number >= 1 and over.startswith("1+") and number == 1:
                return t.Place(0)
        raise OutsideError("a particular place of an index")

    def over(self, size: x.Size, wanted: str, body: Callable[[t.Position], t.Term]) -> t.Term:
        """Σ over an index of some size; a size that is a sum of sizes is summed block by block."""
        blocks = size.split("+")
        if len(blocks) == 1:
            name = self.fresh(wanted)
            return t.SumOver(size, name, body(t.At(name)))
        if len(blocks) > 2 or blocks[0] != "1":
            raise OutsideError(f"a sum over {size}")
        name = self.fresh(wanted)
        return t.Plus((body(t.Place(0)), t.SumOver(blocks[1], name, body(t.Place(1, t.At(name))))))

    # -------------------------------------------------------------------------------------------------------- conditions

    def chosen(self, condition: x.Condition, then: t.Term, otherwise: t.Term, bound: Bound) -> t.Term:
        """`then` where the condition holds, else `otherwise`."""
        match condition:
            case x.Same(left, right):
                return t.Choice(t.Equal(self.position(left, bound), self.position(right, bound)), then, otherwise)
            case x.Compare(left, relation, right):
                test = t.Less(
                    self.entry(left, None, None, bound), self.entry(right, None, None, bound), relation == "<"
                )
                return t.Choice(test, then, otherwise)
            case x.Not(inner):
                return self.chosen(inner, otherwise, then, bound)
            case x.All(()):
                return then
            case x.All((first, *rest)):
                return self.chosen(first, self.chosen(x.All(tuple(rest)), then, otherwise, bound), otherwise, bound)
            case x.Some(()):
                return otherwise
            case x.Some((first, *rest)):
                return self.chosen(first, then, self.chosen(x.Some(tuple(rest)), then, otherwise, bound), bound)
        raise OutsideError("a condition of another kind")

    # ----------------------------------------------------------------------------------------------------------- entries

    def entry(
        self,
        node: x.Expression,
        row: t.Position | None = None,
        column: t.Position | None = None,
        bound: Bound | None = None,
    ) -> t.Term:
        """The entry of an expression at a row and a column (None where there is but one). OutsideError where it has no form."""
        rule = ENTRIES.get(type(node))
        if rule is None:
            raise OutsideError(f"{type(node).__name__.lower()}")
        return rule(self, node, row, column, bound or {})

    def product(self, factors: tuple[x.Expression, ...], row: Any, column: Any, bound: Bound) -> t.Term:
        """One entry of a matrix product, from left to right."""
        if len(factors) == 1:
            return self.entry(factors[0], row, column, bound)
        before, last = factors[:-1], factors[-1]
        shape = x.Product(before).shape
        if x.SCALAR in (shape, last.shape):
            nowhere: tuple[Any, Any] = (None, None)
            i, j = (row, column) if shape != x.SCALAR else nowhere
            first = self.product(before, i, j, bound)
            i, j = (row, column) if last.shape != x.SCALAR else nowhere
            return times(first, self.entry(last, i, j, bound))
        if shape[1] == "1":
            return times(self.product(before, row, None, bound), self.entry(last, None, column, bound))
        return self.over(
            shape[1],
            dummy(shape[1]),
            lambda at: times(self.product(before, row, at, bound), self.entry(last, at, column, bound)),
        )

    def matrix(self, node: x.Expression) -> tuple[str, x.Shape]:
        """The name of a matrix that stands for itself: a symbol, or a named quantity that is differentiated by."""
        if isinstance(node, x.Named):
            return self.name(("named", node.name, node.value), node.name), node.shape
        if not isinstance(node, x.Symbol):
            raise OutsideError("a part of what is no matrix of its own")
        name = self.name(("symbol", node.name), node.name)
        if node.shape == x.SCALAR:
            self.letters[name] = node.name
        else:
            self.matrices[name] = tuple(size for size in node.shape if size != "1")
        return name, node.shape

    def quantity(self, node: x.Named, row: Any, column: Any, bound: Bound) -> t.Term:
        """An entry of a named quantity: by its name where it can have a definition of its own, else written out."""
        if node.name in self.kept:
            return t.Entry(self.define(node), tuple(each for each in (row, column) if each is not None))
        places = zip((row, column), node.shape, strict=True)
        split = any(
            "+" in size and isinstance(at, t.Place) for at, size in places
        )  # a block of its own has a shorter form
        if self.inline or split or free_indices(node.value) & set(bound):
            return self.entry(node.value, row, column, bound)
        return t.Entry(self.define(node), tuple(each for each in (row, column) if each is not None))

    def define(self, node: x.Named) -> str:
        """The name of a quantity, defined when it is first met."""
        name = self.name(("named", node.name, node.value), node.name)
        if name in self.quantities:
            return name
        if not isinstance(node.value, x.Beside):
            kept, bound, self.kept, self.bound = self.kept, self.bound, self.kept - {node.name}, set()
            places: list[Any] = [None if size == "1" else t.At(self.fresh(dummy(size))) for size in node.shape]
            body = self.entry(node.value, *places)
            self.kept, self.bound = kept, bound
            self.quantities[name] = Quantity(name, tuple(each.name for each in places if each is not None), body)
        else:
            self.quantities[name] = self.blocks(name, node)
        return name

    def blocks(self, name: str, node: x.Named) -> Quantity:
        """A quantity of a first column and others: defined by where its column index is 0."""
        if node.shape[1].split("+")[0] != "1" or "+" in node.shape[0] or not isinstance(node.value, x.Beside):
            raise OutsideError("blocks in another order")
        kept, bound, self.kept, self.bound = self.kept, self.bound, self.kept - {node.name}, set()
        row, column = self.fresh("i"), self.fresh("n")
        first = self.entry(node.value, t.At(row), t.Place(0))
        others = self.entry(node.value, t.At(row), t.Place(1, t.Place(-1, t.At(column))))
        self.kept, self.bound = kept, bound
        return Quantity(name, (row, column), t.Choice(t.Equal(t.At(column), t.Place(0)), first, others))

    def slope(self, node: x.Derivative, row: Any, column: Any, bound: Bound) -> t.Term:
        """One entry of a derivative."""
        nowhere: tuple[Any, Any] = (None, None)
        if node.variable.shape == x.SCALAR:
            of, by = (row, column), nowhere
        else:
            of, by = (nowhere, (row, column)) if node.body.shape == x.SCALAR else ((row, None), (column, None))
        matrix, where = self.where(node.variable, by[0], by[1], bound)
        kept, inline = self.kept, self.inline
        self.inline = True
        if isinstance(bare(node.variable), x.Named):
            self.kept = kept | {bare(node.variable).name}
        body = self.entry(node.body, of[0], of[1], bound)
        self.kept, self.inline = kept, inline
        letter = self.fresh("x")
        point = t.Entry(matrix, where) if where else t.Letter(matrix)
        return t.Slope(letter, varied(body, matrix, where, letter), point)

    def where(self, variable: x.Variable, row: Any, column: Any, bound: Bound) -> tuple[str, tuple[t.Position, ...]]:
        """The matrix that a variable is of, and the place in it."""
        places: tuple[Any, Any]
        if isinstance(variable, x.Column):
            inner, places = variable.matrix, (row, self.position(variable.index, bound))
        elif isinstance(variable, x.Entry):
            inner = variable.matrix
            places = (
                self.position(variable.row, bound),
                None if variable.column is None else self.position(variable.column, bound),
            )
        else:
            inner, places = variable, (row, column)
        if isinstance(inner, x.Named):
            self.define(inner)
        return self.matrix(inner)[0], tuple(each for each in places if each is not None)


def bare(node: Any) -> Any:
    """What a variable is a part of."""
    while isinstance(node, x.Column | x.Entry):
        node = node.matrix
    return node


def varied(term: Any, matrix: str, where: tuple[t.Position, ...], letter: str) -> Any:
    """The term with a letter for one entry of a matrix, or for a number where there is no place."""
    match term:
        case t.Letter(name) if name == matrix and not where:
            return t.Letter(letter)
        case t.Entry(name, at) if name == matrix and where:
            return t.Changed(name, where, letter, at)
        case t.Changed(name) if name == matrix:
            raise OutsideError("a derivative of a derivative")
    return t.rebuilt(term, lambda part: varied(part, matrix, where, letter))


def identifier(wanted: str) -> str:
    """A name that Coq can read: "hat y" gives yhat, w_t stays."""
    wanted = re.sub(r"^hat (\w+)$", r"\1hat", wanted).replace("′", "'")
    plain = re.sub(r"\\[A-Za-z]+", "", wanted)
    plain = re.sub(r"[^A-Za-z0-9_']+", "_", plain).strip("_") or "q"
    return plain if plain[0].isalpha() else f"q_{plain}"


def dummy(size: x.Size) -> str:
    """The letter of an index that has none."""
    return {"d": "i", "V": "w", "K": "s"}.get(size.split("+")[-1], "n")


def times(left: t.Term, right: t.Term) -> t.Term:
    """A product without brackets in it."""
    factors = tuple(f for each in (left, right) for f in (each.factors if isinstance(each, t.Times) else (each,)))
    return t.Times(factors)


def _power(self: Entries, node: x.Power, row: Any, column: Any, bound: Bound) -> t.Term:
    exponent = node.exponent.value if isinstance(node.exponent, x.Number) else None
    if isinstance(node.exponent, x.Negative) and isinstance(node.exponent.operand, x.Number):
        exponent = -node.exponent.operand.value
    base = self.entry(node.base, row, column, bound)
    if exponent == Fraction(1, 2):
        return t.Apply("sqrt", base)
    if exponent is None or exponent.denominator != 1 or abs(exponent) > 9:
        raise OutsideError("a power that is no small whole number")
    raised = t.Raised(base, abs(int(exponent)))
    return raised if exponent >= 0 else t.Over(t.ONE, raised)


def _call(self: Entries, node: x.Call, row: Any, column: Any, bound: Bound) -> t.Term:
    argument = self.entry(node.argument, row, column, bound)
    if node.function == "relu":
        return t.Greatest(t.ZERO, argument)
    if node.function not in CALLS:
        raise OutsideError(f"the function {node.function}")
    return t.Apply(CALLS[node.function], argument)


def _extremum(self: Entries, node: x.Extremum, row: Any, column: Any, bound: Bound) -> t.Term:
    values = [self.entry(each, None, None, bound) for each in node.operands]
    if node.kind == "min":
        values = [t.Minus(each) for each in values]
    result = values[0]
    for each in values[1:]:
        result = t.Greatest(result, each)
    return t.Minus(result) if node.kind == "min" else result


def _softmax(self: Entries, node: x.Softmax, row: Any, column: Any, bound: Bound) -> t.Term:
    def exponential(at: t.Position) -> t.Term:
        return t.Apply("exp", self.entry(node.operand, at, None, bound))

    return t.Over(exponential(row), self.over(node.shape[0], dummy(node.shape[0]), exponential))


def _sum(self: Entries, node: x.Sum, row: Any, column: Any, bound: Bound) -> t.Term:
    def body(at: t.Position) -> t.Term:
        inner = {**bound, node.index: at}
        return self.chosen(node.condition, self.entry(node.body, row, column, inner), t.ZERO, inner)

    return self.over(node.index.over, node.index.name, body)


def _quotient(self: Entries, node: x.Quotient, row: Any, column: Any, bound: Bound) -> t.Term:
    below: tuple[Any, Any] = (row, column) if node.denominator.shape != x.SCALAR else (None, None)
    return t.Over(self.entry(node.numerator, row, column, bound), self.entry(node.denominator, *below, bound))


def _delta(self: Entries, node: x.Delta, row: Any, column: Any, bound: Bound) -> t.Term:
    if isinstance(node.condition, x.Same):
        return t.Delta(self.position(node.condition.left, bound), self.position(node.condition.right, bound))
    return self.chosen(node.condition, t.ONE, t.ZERO, bound)


def _cases(self: Entries, node: x.Cases, row: Any, column: Any, bound: Bound) -> t.Term:
    result: t.Term = UNDEFINED
    for value, condition in reversed(node.branches):
        result = self.chosen(condition, self.entry(value, row, column, bound), result, bound)
    return result


def _beside(self: Entries, node: x.Beside, row: Any, column: Any, bound: Bound) -> t.Term:
    first, *rest = node.blocks
    if len(rest) != 1 or first.shape[1] != "1" or "+" in rest[0].shape[1]:
        raise OutsideError("blocks in another order")
    match column:
        case t.Place(0, None):
            return self.entry(first, row, None, bound)
        case t.Place(1, after):
            return self.entry(rest[0], row, after, bound)
    raise OutsideError("a column of blocks at an open place")


def _symbol(self: Entries, node: x.Symbol, row: Any, column: Any, bound: Bound) -> t.Term:
    name, shape = self.matrix(node)
    at = tuple(each for each, size in zip((row, column), shape, strict=True) if size != "1")
    return t.Entry(name, at) if at else t.Letter(name)


def _abstract(self: Entries, node: x.Loss, row: Any, column: Any, bound: Bound) -> t.Term:
    name = self.name(("loss", node.name), node.name)
    self.losses[name] = None
    i, r, w = self.fresh("i"), self.fresh("i"), self.fresh("w")
    return t.Abstract(
        name, i, self.entry(node.center, t.At(i), None, bound), self.position(node.outside, bound),
        r, w, self.entry(node.matrix, t.At(r), t.At(w), bound),
    )  # fmt: skip


ENTRIES: dict[type, Callable[[Entries, Any, Any, Any, Bound], t.Term]] = {
    x.Number: lambda self, node, row, column, bound: t.Rational(node.value),
    x.Constant: lambda self, node, row, column, bound: t.Rational(Fraction(node.value)),
    x.Dimension: lambda self, node, row, column, bound: t.SizeOf(node.size),
    x.Symbol: _symbol,
    x.Named: Entries.quantity,
    x.Column: lambda self, node, row, column, bound: self.entry(node.matrix, row, self.position(node.index, bound), bound),
    x.Entry: lambda self, node, row, column, bound: self.entry(
        node.matrix,
        self.position(node.row, bound),
        None if node.column is None else self.position(node.column, bound),
        bound,
    ),
    x.Add: lambda self, node, row, column, bound: t.Plus(tuple(self.entry(e, row, column, bound) for e in node.terms)),
    x.Negative: lambda self, node, row, column, bound: t.Minus(self.entry(node.operand, row, column, bound)),
    x.Product: lambda self, node, row, column, bound: self.product(node.factors, row, column, bound),
    x.Hadamard: lambda self, node, row, column, bound: times(
        self.entry(node.left, row, column, bound), self.entry(node.right, row, column, bound)
    ),
    x.Quotient: _quotient,
    x.Power: _power,
    x.Transpose: lambda self, node, row, column, bound: self.entry(node.operand, column, row, bound),
    x.Call: _call,
    x.Extremum: _extremum,
    x.Softmax: _softmax,
    x.Sum: _sum,
    x.Delta: _delta,
    x.Cases: _cases,
    x.OneHot: lambda self, node, row, column, bound: t.Delta(row, self.position(node.index, bound)),
    x.Table: lambda self, node, row, column, bound: self.entry(node.body, row, None, {**bound, node.index: column}),
    x.Beside: _beside,
    x.Diagonal: lambda self, node, row, column, bound: times(
        t.Delta(row, column), self.entry(node.operand, row, None, bound)
    ),
    x.Loss: _abstract,
    x.Derivative: Entries.slope,
}  # fmt: skip
