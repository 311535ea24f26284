"""From the expression tree to terms, entry by entry: what stands at row i and column j of an expression.

>>> from derive.problem import load
>>> from proofs.coq.printing import coq
>>> from proofs.coq.kinds import ENTRIES
>>> part = load("cs224n-a2").part("b.1")
>>> coq(Entries(rules=ENTRIES).entry(part.loss))
'- ln (exp (Sum d (fun i => U i o * C i c)) / Sum V (fun w => exp (Sum d (fun i1 => U i1 w * C i1 c))))'
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from derive import expression as x
from derive.indexing import LETTERS
from derive.nodes import rebuild
from derive.traversal import free_indices
from proofs.coq import terms as t
from proofs.coq.names import Names
from proofs.coq.terms import OutsideError

Bound = dict[x.Index, t.Position]


@dataclass(frozen=True, slots=True)
class Quantity:
    """A named quantity that the file defines: its indices, and its value there."""

    name: str
    indices: tuple[str, ...]
    body: t.Term


@dataclass(slots=True)
class Entries(Names):
    """Makes terms and remembers what they speak of: matrices, letters, indices, maps, sizes, named quantities.

    `rules` say what an entry is of each kind of expression (`proofs.coq.kinds`).
    """

    rules: "Mapping[type, Rule]" = field(kw_only=True)
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
            case x.Ordinal(0, over, False) if over.startswith("±"):
                return t.At(over[1:])
            case x.Ordinal(number, over, False) if number >= 1 and over.startswith("1+") and number == 1:
                return t.Ordinal(0)
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
        return t.Plus((body(t.Ordinal(0)), t.SumOver(blocks[1], name, body(t.Ordinal(1, t.At(name))))))

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
        rule = self.rules.get(type(node))
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
            "+" in size and isinstance(at, t.Ordinal) for at, size in places
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
        first = self.entry(node.value, t.At(row), t.Ordinal(0))
        others = self.entry(node.value, t.At(row), t.Ordinal(1, t.Ordinal(-1, t.At(column))))
        self.kept, self.bound = kept, bound
        return Quantity(name, (row, column), t.Choice(t.Equal(t.At(column), t.Ordinal(0)), first, others))

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


Rule = Callable[[Entries, Any, Any, Any, Bound], t.Term]
"""The entry of an expression of one kind: of the maker, the expression, a row, a column and the bound indices."""


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
    return rebuild(term, lambda part: varied(part, matrix, where, letter))


def dummy(size: x.Size) -> str:
    """The letter of an index that has none."""
    return LETTERS.get(size.split("+")[-1], "n")[0]


def times(left: t.Term, right: t.Term) -> t.Term:
    """A product without brackets in it."""
    factors = tuple(f for each in (left, right) for f in (each.factors if isinstance(each, t.Times) else (each,)))
    return t.Times(factors)
