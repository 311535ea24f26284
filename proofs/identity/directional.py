"""The derivative of a tree in a direction, as a tree: what a derivative inside a derivative is opened to.

`tangents` carries one derivative along with a value. For the second, the inner one is written out by the same rules of calculus, one
function a node type, collected in the table DIRECTIONS; each docstring is the rule.
"""

from collections.abc import Callable
from dataclasses import replace
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
    if isinstance(node, x.Symbol):
        return along if node == by else None
    inner = lambda inside: directional(inside, by, along)
    if type(node) in LINEAR:
        change = inner(getattr(node, LINEAR[type(node)]))
        return change and replace(node, **{LINEAR[type(node)]: change})  # type: ignore[arg-type]
    if type(node) not in DIRECTIONS:
        raise Undecidable("second-of-this")
    return DIRECTIONS[type(node)](node, inner)


CONSTANT = (x.Number, x.Dimension, x.Position, x.Pi, x.Delta, x.Constant, x.OneHot, x.Member)
"""What does not change; a matrix of an array neither, for what is differentiated by is no array here."""
LINEAR: dict[type, str] = {
    x.Column: "matrix",
    x.Entry: "matrix",
    x.Negative: "operand",
    x.Transpose: "operand",
    x.Sum: "body",
    x.Table: "body",
    x.Diagonal: "operand",
    x.Trace: "operand",
}
"""What is linear in one of its fields: its change is the same of the change of that field, d Σ = Σ d."""
Inner = Callable[[x.Expression], Change]


def total(terms: list[Change]) -> Change:
    """The sum of changes, some of which may be none."""
    kept = tuple(term for term in terms if term is not None)
    return x.Add(kept) if len(kept) > 1 else kept[0] if kept else None


def named(node: x.Named, d: Inner) -> Change:
    return d(node.value)


def add(node: x.Add, d: Inner) -> Change:
    """d(a + b) = da + db."""
    return total([d(term) for term in node.terms])


def product(node: x.Product, d: Inner) -> Change:
    """d(ab) = da·b + a·db."""
    terms: list[Change] = []
    for k, factor in enumerate(node.factors):
        change = d(factor)
        if change is not None:
            terms.append(x.Product((*node.factors[:k], change, *node.factors[k + 1 :])))
    return total(terms)


def hadamard(node: x.Hadamard, d: Inner) -> Change:
    """d(a ∘ b) = da ∘ b + a ∘ db."""
    left, right = d(node.left), d(node.right)
    return total([left and x.Hadamard(left, node.right), right and x.Hadamard(node.left, right)])


def quotient(node: x.Quotient, d: Inner) -> Change:
    """d(a/b) = da/b − (a/b)·db/b."""
    above, below = d(node.numerator), d(node.denominator)
    terms: list[Change] = [above and x.Quotient(above, node.denominator)]
    if below is not None:
        ratio = x.Quotient(below, node.denominator)
        terms.append(x.Negative(scaled(node, ratio)))
    return total(terms)


def power(node: x.Power, d: Inner) -> Change:
    """d(aⁿ) = n·aⁿ⁻¹·da."""
    exponent = constant_exponent(node.exponent)
    if exponent is None:
        raise Undecidable("second-exponent")
    change = d(node.base)
    slope = x.Product((x.Number(exponent), x.Power(node.base, x.Number(exponent - 1))))
    return change and scaled(change, slope)


def call(node: x.Call, d: Inner) -> Change:
    """d f(z) = f′(z)·dz, entry by entry."""
    change = d(node.argument)
    return change and scaled(change, SLOPES[node.function](node))


def softmax(node: x.Softmax, d: Inner) -> Change:
    """d softmax(z) = s ∘ dz − (sᵀdz) s."""
    change = d(node.operand)
    if change is None:
        return None
    mean = x.Product((x.Transpose(node), change))
    return x.Add((x.Hadamard(node, change), x.Negative(x.Product((mean, node)))))


def cases(node: x.Cases, d: Inner) -> Change:
    """The change of the branch that applies, away from where they meet."""
    changes = [d(value) for value, _ in node.branches]
    if all(change is None for change in changes):
        return None
    filled = [x.filled(0, node.shape) if change is None else change for change in changes]
    return x.Cases(tuple((change, condition) for change, (_, condition) in zip(filled, node.branches, strict=True)))


def determinant(node: x.Determinant, d: Inner) -> Change:
    """d det A = det A · tr(A⁻¹ dA)."""
    change = d(node.operand)
    return change and x.Product((node, x.Trace(x.Product((x.Inverse(node.operand), change)))))


def inverse(node: x.Inverse, d: Inner) -> Change:
    """d A⁻¹ = −A⁻¹ dA A⁻¹."""
    change = d(node.operand)
    return change and x.Negative(x.Product((node, change, node)))


DIRECTIONS: dict[type, Callable[..., Change]] = {
    x.Named: named,
    x.Add: add,
    x.Product: product,
    x.Hadamard: hadamard,
    x.Quotient: quotient,
    x.Power: power,
    x.Call: call,
    x.Softmax: softmax,
    x.Cases: cases,
    x.Determinant: determinant,
    x.Inverse: inverse,
}
