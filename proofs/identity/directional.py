"""The derivative of a tree in a direction, as a tree: what a derivative inside a derivative is opened to.

`tangents` carries one derivative along with a value. For the second, the inner one is written out by the same rules of calculus, one
function a node type, collected in the table DIRECTIONS; each docstring is the rule.
"""

from collections.abc import Callable
from fractions import Fraction

from derive import expression as x
from proofs.identity.evaluate import bare, member_of
from proofs.identity.powers import constant_exponent
from proofs.identity.slopes import SLOPES, scaled
from proofs.identity.undecidable import Undecidable

Change = x.Expression | None
ROW, COLUMN = "∂", "∂′"
"""Names of the indices of the variable's entries; nobody writes them."""


def opened(node: x.Derivative) -> x.Expression:
    """The derivative, entry by entry, with no derivative by this variable left in it."""
    symbol = bare(node.variable)
    if not isinstance(symbol, x.Symbol) or member_of(node.variable) is not None:
        raise Undecidable("second-by-quantity")
    rows, columns = node.variable.shape
    row, column = x.Index(ROW, rows), x.Index(COLUMN, columns)
    match node.variable:
        case x.Column(_, index):
            along: x.Expression = outer(x.OneHot(row), x.OneHot(index))
        case x.Entry(_, at, beside):
            along = x.OneHot(at) if beside is None else outer(x.OneHot(at), x.OneHot(beside))
        case _:
            above = x.Number(Fraction(1)) if rows == "1" else x.OneHot(row)
            along = above if columns == "1" else outer(above, x.OneHot(column))
    found = directional(node.body, symbol, along)
    if found is None:
        return x.Constant(Fraction(0), node.shape)
    if node.variable.shape == x.SCALAR:
        return found
    if node.body.shape != x.SCALAR:
        return x.Table(row, found)
    if rows != "1":
        found = x.Transpose(x.Table(row, found))
    return found if columns == "1" else x.Table(column, found)


def outer(left: x.Expression, right: x.Expression) -> x.Expression:
    return x.Product((left, x.Transpose(right)))


def directional(node: x.Expression, by: x.Symbol, along: x.Expression) -> Change:
    """What the node changes by when the symbol changes by `along`, to first order; None where it is constant."""
    if isinstance(node, CONSTANT):
        return None
    if type(node) not in DIRECTIONS:
        raise Undecidable("second-of-this")
    return DIRECTIONS[type(node)](node, lambda inside: directional(inside, by, along), by, along)


CONSTANT = (x.Number, x.Dimension, x.Position, x.Pi, x.Delta, x.Constant, x.OneHot)
Inner = Callable[[x.Expression], Change]


def total(terms: list[Change]) -> Change:
    """The sum of changes, some of which may be none."""
    kept = tuple(term for term in terms if term is not None)
    return x.Add(kept) if len(kept) > 1 else kept[0] if kept else None


def symbol(node: x.Symbol, d: Inner, by: x.Symbol, along: x.Expression) -> Change:
    return along if node == by else None


def named(node: x.Named, d: Inner, by: x.Symbol, along: x.Expression) -> Change:
    return d(node.value)


def column(node: x.Column, d: Inner, by: x.Symbol, along: x.Expression) -> Change:
    change = d(node.matrix)
    return change and x.Column(change, node.index)


def member(node: x.Member, d: Inner, by: x.Symbol, along: x.Expression) -> Change:
    """None: what is differentiated by is no array here."""
    return None


def entry(node: x.Entry, d: Inner, by: x.Symbol, along: x.Expression) -> Change:
    change = d(node.matrix)
    return change and x.Entry(change, node.row, node.column)


def add(node: x.Add, d: Inner, by: x.Symbol, along: x.Expression) -> Change:
    """d(a + b) = da + db."""
    return total([d(term) for term in node.terms])


def negative(node: x.Negative, d: Inner, by: x.Symbol, along: x.Expression) -> Change:
    change = d(node.operand)
    return change and x.Negative(change)


def transpose(node: x.Transpose, d: Inner, by: x.Symbol, along: x.Expression) -> Change:
    change = d(node.operand)
    return change and x.Transpose(change)


def product(node: x.Product, d: Inner, by: x.Symbol, along: x.Expression) -> Change:
    """d(ab) = da·b + a·db."""
    terms: list[Change] = []
    for k, factor in enumerate(node.factors):
        change = d(factor)
        if change is not None:
            terms.append(x.Product((*node.factors[:k], change, *node.factors[k + 1 :])))
    return total(terms)


def hadamard(node: x.Hadamard, d: Inner, by: x.Symbol, along: x.Expression) -> Change:
    """d(a ∘ b) = da ∘ b + a ∘ db."""
    left, right = d(node.left), d(node.right)
    return total([left and x.Hadamard(left, node.right), right and x.Hadamard(node.left, right)])


def quotient(node: x.Quotient, d: Inner, by: x.Symbol, along: x.Expression) -> Change:
    """d(a/b) = da/b − (a/b)·db/b."""
    above, below = d(node.numerator), d(node.denominator)
    terms: list[Change] = [above and x.Quotient(above, node.denominator)]
    if below is not None:
        ratio = x.Quotient(below, node.denominator)
        terms.append(x.Negative(scaled(node, ratio)))
    return total(terms)


def power(node: x.Power, d: Inner, by: x.Symbol, along: x.Expression) -> Change:
    """d(aⁿ) = n·aⁿ⁻¹·da."""
    exponent = constant_exponent(node.exponent)
    if exponent is None:
        raise Undecidable("second-exponent")
    change = d(node.base)
    slope = x.Product((x.Number(exponent), x.Power(node.base, x.Number(exponent - 1))))
    return change and scaled(change, slope)


def call(node: x.Call, d: Inner, by: x.Symbol, along: x.Expression) -> Change:
    """d f(z) = f′(z)·dz, entry by entry."""
    change = d(node.argument)
    return change and scaled(change, SLOPES[node.function](node))


def softmax(node: x.Softmax, d: Inner, by: x.Symbol, along: x.Expression) -> Change:
    """d softmax(z) = s ∘ dz − (sᵀdz) s."""
    change = d(node.operand)
    if change is None:
        return None
    mean = x.Product((x.Transpose(node), change))
    return x.Add((x.Hadamard(node, change), x.Negative(x.Product((mean, node)))))


def summed(node: x.Sum, d: Inner, by: x.Symbol, along: x.Expression) -> Change:
    """d Σ = Σ d."""
    change = d(node.body)
    return change and x.Sum(node.index, change, node.condition)


def table(node: x.Table, d: Inner, by: x.Symbol, along: x.Expression) -> Change:
    change = d(node.body)
    return change and x.Table(node.index, change)


def cases(node: x.Cases, d: Inner, by: x.Symbol, along: x.Expression) -> Change:
    """The change of the branch that applies, away from where they meet."""
    changes = [d(value) for value, _ in node.branches]
    if all(change is None for change in changes):
        return None
    filled = [x.filled(0, node.shape) if change is None else change for change in changes]
    return x.Cases(tuple((change, condition) for change, (_, condition) in zip(filled, node.branches, strict=True)))


def diagonal(node: x.Diagonal, d: Inner, by: x.Symbol, along: x.Expression) -> Change:
    change = d(node.operand)
    return change and x.Diagonal(change)


def trace(node: x.Trace, d: Inner, by: x.Symbol, along: x.Expression) -> Change:
    """d tr A = tr dA."""
    change = d(node.operand)
    return change and x.Trace(change)


def determinant(node: x.Determinant, d: Inner, by: x.Symbol, along: x.Expression) -> Change:
    """d det A = det A · tr(A⁻¹ dA)."""
    change = d(node.operand)
    return change and x.Product((node, x.Trace(x.Product((x.Inverse(node.operand), change)))))


def inverse(node: x.Inverse, d: Inner, by: x.Symbol, along: x.Expression) -> Change:
    """d A⁻¹ = −A⁻¹ dA A⁻¹."""
    change = d(node.operand)
    return change and x.Negative(x.Product((node, change, node)))


DIRECTIONS: dict[type, Callable[..., Change]] = {
    x.Symbol: symbol,
    x.Named: named,
    x.Column: column,
    x.Member: member,
    x.Entry: entry,
    x.Add: add,
    x.Negative: negative,
    x.Transpose: transpose,
    x.Product: product,
    x.Hadamard: hadamard,
    x.Quotient: quotient,
    x.Power: power,
    x.Call: call,
    x.Softmax: softmax,
    x.Sum: summed,
    x.Table: table,
    x.Cases: cases,
    x.Diagonal: diagonal,
    x.Trace: trace,
    x.Determinant: determinant,
    x.Inverse: inverse,
}
