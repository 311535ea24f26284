"""The expression tree that maker and checker share: plain frozen data, free of SymPy.

Nouns. An *index* runs over a size that stays a symbol: words over `V`, negative samples over `K`, components over `d`, window
offsets over `±m`. A *map* turns an index into another (w_s, the word of sample s). A *condition* compares indices or values. An
*expression* is a matrix: its shape is a pair of sizes, a scalar is 1 × 1, a column vector n × 1. Every node may carry the *span*
(start, end) of the source text that it was read from; spans take no part in equality.

    >>> w, o = Index("w", "V"), Index("o", "V")
    >>> U, v = Symbol("U", ("d", "V")), Symbol("v_c", ("d", "1"))
    >>> score = Product((Transpose(Column(U, w)), v))
    >>> score.shape
    ('1', '1')
    >>> Product((U, v))
    Traceback (most recent call last):
        ...
    derive.expression.ShapeError: a d × V matrix does not multiply a d × 1 one
"""

from collections.abc import Iterator
from dataclasses import field
from fractions import Fraction

from derive.nodes import Kept, remembering

Span = tuple[int, int]
Size = str
"""A size as a symbol: "1", "d", "V", "K", or a sum of them such as "1+K"; "±m" is the window −m … m."""
Shape = tuple[Size, Size]
SCALAR: Shape = ("1", "1")


class ShapeError(ValueError):
    """Two shapes do not fit. `nodes` are the offending expressions, whose spans tell the place."""

    def __init__(self, message: str, *nodes: "Node"):
        super().__init__(message)
        self.nodes = nodes


@remembering
class Node(Kept):
    """Anything of the tree. Subclasses list their children as fields."""

    span: Span | None = field(default=None, compare=False, repr=False, kw_only=True)


# ---------------------------------------------------------------------------------------------------------------- indices


@remembering
class Index(Node):
    """An index variable over the values 1 … `over` (or −m … m when `over` is "±m"); free unless a Sum or Table binds it."""

    name: str
    over: Size


@remembering
class Mapped(Node):
    """The word to which the map `name` sends an index: w_s is Mapped("w", s, "V"), w_{t+j} is Mapped("w_t", j, "V")."""

    name: str
    argument: "IndexTerm"
    over: Size


@remembering
class Ordinal(Node):
    """A particular value of an index: the `number`-th, or the last one when `number` is −1; over "±m" the offset itself.

    With `end` it is counted from the last value: Ordinal(0, "±m", end=True) is m.
    """

    number: int
    over: Size
    end: bool = False


@remembering
class Shift(Node):
    """An index that is worked out from others: t−1, i+k−1, T−t; the sum of `terms` times `signs`, of `sizes` times their numbers, and of `number`.

    It points into `over`, or is only compared (`over` is "" then). `fits` are sums of sizes that must not be negative where it is to stay
    inside; each is a tuple of (size, how often), "" for the number.
    """

    terms: tuple["IndexTerm", ...]
    signs: tuple[int, ...]
    sizes: tuple[tuple[Size, int], ...]
    number: int
    over: Size
    fits: tuple[tuple[tuple[Size, int], ...], ...] = field(default=(), compare=False, repr=False)


IndexTerm = Index | Mapped | Ordinal | Shift

# -------------------------------------------------------------------------------------------------------------- conditions


@remembering
class Same(Node):
    """Two index terms point at the same value: w = o, w_x = w_s."""

    left: IndexTerm
    right: IndexTerm


@remembering
class Compare(Node):
    """`left` < or ≤ `right` as real numbers ("<", "<="); scalars only."""

    left: "Expression"
    relation: str
    right: "Expression"


@remembering
class Before(Node):
    """One index term comes before another in the order of their values: j < k. What depends on an order can be refuted, never proved."""

    left: IndexTerm
    right: IndexTerm


@remembering
class Not(Node):
    """The condition does not hold."""

    condition: "Condition"


@remembering
class All(Node):
    """Every one of the conditions holds; All(()) is true."""

    conditions: tuple["Condition", ...]


@remembering
class Some(Node):
    """At least one of the conditions holds; Some(()) is false."""

    conditions: tuple["Condition", ...]


Condition = Same | Compare | Before | Not | All | Some
ALWAYS = All(())

# ------------------------------------------------------------------------------------------------------------- expressions


@remembering
class Expression(Node):
    """A matrix-valued expression; `shape` is found, and checked, when the node is made."""

    shape: Shape = field(init=False, compare=False, repr=False, kw_only=True)

    def __post_init__(self) -> None:
        object.__setattr__(self, "shape", self._shape())

    def _shape(self) -> Shape:
        return SCALAR


@remembering
class Number(Expression):
    """A rational constant."""

    value: Fraction

    def __post_init__(self) -> None:
        object.__setattr__(self, "value", Fraction(self.value))
        Expression.__post_init__(self)


@remembering
class Dimension(Expression):
    """A size standing as a number: the V of 1/V, the K of Σ_{s=1}^K 1 = K."""

    size: Size


@remembering
class Position(Expression):
    """An index standing as a number: the t of γᵗ, the k of Σ_k k p_k. It counts from 1."""

    index: IndexTerm


@remembering
class Pi(Expression):
    """The number π, a scalar."""


@remembering
class Symbol(Expression):
    """A free variable or constant with its declared shape: U (d × V), v_c (d × 1), x, α.

    `letters`: how it is written, and the letter of its columns, where these are not its name and its name in small; "" for none.
    """

    name: str
    declared: Shape = SCALAR
    letters: tuple[str, str] | None = field(default=None, compare=False, repr=False, kw_only=True)

    def _shape(self) -> Shape:
        return self.declared


@remembering
class Named(Expression):
    """A quantity with a name of its own and the expression it stands for: ŷ, σ_o, θ. It means `value` and prints as `name`."""

    name: str
    value: Expression

    def _shape(self) -> Shape:
        return self.value.shape


@remembering
class Column(Expression):
    """Column `index` of a matrix: u_w of U."""

    matrix: Expression
    index: IndexTerm

    def _shape(self) -> Shape:
        return (self.matrix.shape[0], "1")


@remembering
class Member(Expression):
    """Matrix `index` of an array of three sizes: W_k of W. The symbol of the array has the shape of one of its matrices, and stands nowhere else."""

    matrix: Symbol
    index: IndexTerm

    def _shape(self) -> Shape:
        if not isinstance(self.matrix, Symbol):
            raise ShapeError("only an array with a name has matrices", self.matrix)
        return self.matrix.shape


@remembering
class Entry(Expression):
    """One entry; `column` is None for a column vector: ŷ_w, U_{iw}. A scalar."""

    matrix: Expression
    row: IndexTerm
    column: IndexTerm | None = None


@remembering
class Add(Expression):
    """The sum of terms of one shape."""

    terms: tuple[Expression, ...]

    def _shape(self) -> Shape:
        first = self.terms[0]
        for term in self.terms[1:]:
            if term.shape != first.shape:
                raise ShapeError(f"{spoken(term.shape)} cannot be added to {spoken(first.shape)}", first, term)
        return first.shape


@remembering
class Negative(Expression):
    """−x."""

    operand: Expression

    def _shape(self) -> Shape:
        return self.operand.shape


@remembering
class Product(Expression):
    """The matrix product of the factors from left to right, where a scalar multiplies anything."""

    factors: tuple[Expression, ...]

    def _shape(self) -> Shape:
        shape = SCALAR
        for position, factor in enumerate(self.factors):
            joined = self.join(shape, factor.shape)
            if joined is None:
                message = f"{spoken(shape)} does not multiply {spoken(factor.shape, noun='one')}"
                raise ShapeError(message, self.factors[max(position - 1, 0)], factor)
            shape = joined
        return shape

    @staticmethod
    def join(left: Shape, right: Shape) -> Shape | None:
        """The shape of left × right, None where they do not multiply."""
        if SCALAR in (left, right):
            return right if left == SCALAR else left
        return (left[0], right[1]) if left[1] == right[0] else None


@remembering
class Hadamard(Expression):
    """The entrywise product of two expressions of one shape."""

    left: Expression
    right: Expression

    def _shape(self) -> Shape:
        if self.left.shape != self.right.shape:
            raise ShapeError(
                f"{spoken(self.left.shape)} has no entrywise product with {spoken(self.right.shape, noun='one')}",
                self.left,
                self.right,
            )
        return self.left.shape


@remembering
class Quotient(Expression):
    """`numerator` / `denominator`; the denominator is a scalar, or both have one shape (entrywise)."""

    numerator: Expression
    denominator: Expression

    def _shape(self) -> Shape:
        if self.denominator.shape not in (SCALAR, self.numerator.shape):
            message = (
                f"{spoken(self.numerator.shape)} cannot be divided by {spoken(self.denominator.shape, noun='one')}"
            )
            raise ShapeError(message, self.numerator, self.denominator)
        return self.numerator.shape


@remembering
class Power(Expression):
    """base^exponent for scalars; entrywise when the base is a matrix."""

    base: Expression
    exponent: Expression

    def _shape(self) -> Shape:
        if self.exponent.shape != SCALAR:
            raise ShapeError(f"an exponent must be a scalar, this one is {spoken(self.exponent.shape)}", self.exponent)
        return self.base.shape


@remembering
class Transpose(Expression):
    """xᵀ."""

    operand: Expression

    def _shape(self) -> Shape:
        return (self.operand.shape[1], self.operand.shape[0])


@remembering
class Call(Expression):
    """An elementary function, such as exp, of every entry of its argument; `softmax` acts on a whole column and is none of them."""

    function: str
    argument: Expression

    def _shape(self) -> Shape:
        return self.argument.shape


@remembering
class Extremum(Expression):
    """The greatest ("max") or least ("min") of some scalars: max(αx, x)."""

    kind: str
    operands: tuple[Expression, ...]


@remembering
class Softmax(Expression):
    """exp(x_i) / Σ_k exp(x_k) of a column vector."""

    operand: Expression

    def _shape(self) -> Shape:
        return self.operand.shape


@remembering
class Sum(Expression):
    """The sum of `body` over all values of `index` for which `condition` holds."""

    index: Index
    body: Expression
    condition: Condition = ALWAYS

    def _shape(self) -> Shape:
        return self.body.shape


@remembering
class Delta(Expression):
    """1 where the condition holds, else 0: the indicator, and Kronecker's δ."""

    condition: Condition


@remembering
class Cases(Expression):
    """The value of the first branch whose condition holds; undefined where none does."""

    branches: tuple[tuple[Expression, Condition], ...]

    def _shape(self) -> Shape:
        first = self.branches[0][0]
        for value, _ in self.branches[1:]:
            if value.shape != first.shape:
                raise ShapeError(f"one case is {spoken(first.shape)}, another {spoken(value.shape)}", first, value)
        return first.shape


@remembering
class Constant(Expression):
    """A matrix all of whose entries are `value`: the vectors 0 and 1."""

    value: Fraction
    declared: Shape

    def _shape(self) -> Shape:
        return self.declared


def filled(value: int | Fraction, shape: Shape, span: Span | None = None) -> "Number | Constant":
    """A number, or the array of a shape all of whose entries it is."""
    number = Fraction(value)
    return Number(number, span=span) if shape == SCALAR else Constant(number, shape, span=span)


@remembering
class OneHot(Expression):
    """The column vector that is 1 at `index` and 0 elsewhere: y is OneHot(o)."""

    index: IndexTerm

    def _shape(self) -> Shape:
        return (self.index.over, "1")


@remembering
class Table(Expression):
    """The matrix whose column `index` is `body`, a column: [u_{w_1}, …, u_{w_K}] is Table(s, u_{w_s}); shape rows(body) × over.

    A vector given by entries is the transpose of a Table of scalars.
    """

    index: Index
    body: Expression

    def _shape(self) -> Shape:
        if self.body.shape[1] != "1":
            raise ShapeError(f"a list of columns cannot hold {spoken(self.body.shape)}", self.body)
        return (self.body.shape[0], self.index.over)


@remembering
class Beside(Expression):
    """Blocks side by side: [u_o, −W] has shape d × (1+K)."""

    blocks: tuple[Expression, ...]

    def _shape(self) -> Shape:
        first = self.blocks[0]
        for block in self.blocks[1:]:
            if block.shape[0] != first.shape[0]:
                raise ShapeError(f"{spoken(block.shape)} does not stand beside {spoken(first.shape)}", first, block)
        return (first.shape[0], total(block.shape[1] for block in self.blocks))


@remembering
class Diagonal(Expression):
    """The square matrix with a column vector on its diagonal."""

    operand: Expression

    def _shape(self) -> Shape:
        return (self.operand.shape[0], self.operand.shape[0])


@remembering
class Trace(Expression):
    """The sum of the entries on the diagonal of a square matrix. A scalar."""

    operand: Expression

    def _shape(self) -> Shape:
        _square(self.operand, "trace")
        return SCALAR


@remembering
class Determinant(Expression):
    """The determinant of a square matrix. A scalar."""

    operand: Expression

    def _shape(self) -> Shape:
        _square(self.operand, "determinant")
        return SCALAR


@remembering
class Inverse(Expression):
    """The inverse of a square matrix, defined where its determinant is not 0."""

    operand: Expression

    def _shape(self) -> Shape:
        _square(self.operand, "inverse")
        return self.operand.shape


def _square(operand: Expression, what: str) -> None:
    if operand.shape[0] != operand.shape[1]:
        raise ShapeError(f"{spoken(operand.shape)} has no {what}: it is not square", operand)


@remembering
class Loss(Expression):
    """A loss left abstract, as the J(v_c, w_{t+j}, U) of the window: any function of a centre vector, a word and a matrix."""

    name: str
    center: Expression
    outside: IndexTerm
    matrix: Expression


Variable = Symbol | Column | Member | Entry | Named
"""What one can differentiate by; a Named stands for itself then, wherever the body speaks of it."""


@remembering
class Derivative(Expression):
    """∂ body / ∂ variable. Of a scalar: the shape of the variable. Of an n × 1 column by an m × 1 column: the n × m Jacobian."""

    body: Expression
    variable: Variable

    def _shape(self) -> Shape:
        if self.body.shape == SCALAR:
            return self.variable.shape
        if self.variable.shape == SCALAR:
            return self.body.shape
        if self.body.shape[1] == "1" and self.variable.shape[1] == "1":
            return (self.body.shape[0], self.variable.shape[0])
        message = (
            f"the derivative of {spoken(self.body.shape)} by {spoken(self.variable.shape, noun='one')} is no matrix"
        )
        raise ShapeError(message, self.body, self.variable)


# ------------------------------------------------------------------------------------------------------------------ shapes


def spoken(shape: Shape, noun: str = "") -> str:
    """The shape in words, for messages: "a scalar", "a d × 1 column", "a d × V matrix"; n for a length that nothing tells."""
    kind = noun or ("column" if shape[1] == "1" else "row" if shape[0] == "1" else "matrix")
    rows, columns = ("n" if size.startswith("?") else size for size in shape)
    return "a scalar" if shape == SCALAR else f"a {rows} × {columns} {kind}"


def total(sizes: Iterator[Size]) -> Size:
    """The sum of sizes as one size, its terms in order: "1" and "K" give "1+K"."""
    parts = sorted(part for size in sizes for part in size.split("+"))
    ones = parts.count("1")
    rest = [part for part in parts if part != "1"]
    return "+".join(([str(ones)] if ones else []) + rest)
