"""The chain rule through a named vector z: what ∂J/∂z becomes on its way back through z = Ax + b, z = Xa, z = F(x), a mean of columns.

>>> from derive.expression import Symbol
>>> A, x, g = Symbol("A", ("m", "n")), Symbol("x", ("n", "1")), Symbol("g", ("m", "1"))
>>> pulled_back(Product((A, x)), x, g, Premises(x)) == Product((Transpose(A), g))
True
"""

from collections.abc import Callable
from typing import NamedTuple

from derive.expression import (
    SCALAR,
    Add,
    Call,
    Column,
    Delta,
    Derivative,
    Expression,
    Hadamard,
    Negative,
    Product,
    Quotient,
    Same,
    Sum,
    Symbol,
    Transpose,
)
from derive.indexing import rename_bound
from derive.pattern import product, terms_of
from derive.premises import Premises
from derive.rule import Rule
from derive.rules_notation import MATRIX
from derive.slopes import SLOPES, times_slopes
from derive.traversal import free_indices, replaced, walk


class Core(NamedTuple):
    """What a term of z is but for signs, constant factors and sums: the kind of map, and how ∂J/∂z goes back through it."""

    kind: str
    back: Callable[[Expression], Expression]


def core(term: Expression, variable: Expression, premises: Premises) -> Core | None:
    """The map that a term is, as far as it is linear in the variable or a function of its entries."""

    def inner(part: Expression, wrap: Callable[[Expression], Expression], kind: str = "") -> Core | None:
        found = core(part, variable, premises)
        return None if found is None else Core(kind or found.kind, lambda slope: wrap(found.back(slope)))

    if term == variable and term.shape != SCALAR:
        return Core("shift", lambda slope: slope)
    match term, variable:
        case Negative(operand), _:
            return inner(operand, Negative)
        case Quotient(top, bottom), _ if bottom.shape == SCALAR and not premises.depends(bottom, variable):
            return inner(top, lambda back: Quotient(back, bottom))
        case Sum(index, body, condition), _ if index not in free_indices(variable):
            return inner(body, lambda back: Sum(index, back, condition), "sum")
        case (Column(matrix, here), Column(other, there)) if matrix == other:
            return Core("sum", lambda slope: product(Delta(Same(here, there)), slope))
        case Hadamard(one, other), _:
            constant, moving = (other, one) if premises.depends(one, variable) else (one, other)
            if not premises.depends(constant, variable):
                found = core(moving, variable, premises)
                return _after(found, "function", lambda slope: Hadamard(slope, constant))
        case Call(function, argument), _ if argument == variable and function in SLOPES:
            return Core("function", lambda slope: times_slopes(slope, function, argument))
        case Add(terms), _:
            varying = [each for each in terms if premises.depends(each, variable)]
            return core(varying[0], variable, premises) if len(varying) == 1 else None
        case Product(factors), _:
            return _linear(factors, variable, premises)
    return None


def _linear(factors: tuple[Expression, ...], variable: Expression, premises: Premises) -> Core | None:
    """The map A X B or A Xᵀ B with constant A and B, or a constant number times a map."""
    varying = [place for place, factor in enumerate(factors) if premises.depends(factor, variable)]
    if len(varying) != 1:
        return None
    (place,) = varying
    if factors[place].shape == SCALAR:
        others = product(*factors[:place], *factors[place + 1 :])
        if factors[place] != variable or others.shape[1] != "1":
            return None
        return Core("number", lambda slope: product(Transpose(slope), others))
    numbers = [factor for factor in factors if factor.shape == SCALAR]
    if len(numbers) == len(factors) - 1 and factors[place] not in numbers:
        inner = core(factors[place], variable, premises)
        return None if inner is None else Core(inner.kind, lambda slope: product(*numbers, inner.back(slope)))
    before, after = factors[:place], factors[place + 1 :]
    kind = "matrix in front" if not after else "vector behind" if not before else "both sides"
    if factors[place] == Transpose(variable):
        return Core("transposed", lambda slope: product(*after, Transpose(slope), *before))
    found = core(factors[place], variable, premises)
    return _after(found, kind, lambda slope: product(*_transposed(before), slope, *_transposed(after)))


def _after(inner: Core | None, kind: str, back: Callable[[Expression], Expression]) -> Core | None:
    """A map that comes after an inner one: the gradient goes back through it first."""
    return None if inner is None else Core(kind, lambda slope: inner.back(back(slope)))


def _transposed(factors: tuple[Expression, ...]) -> tuple[Expression, ...]:
    return (Transpose(product(*factors)),) if factors else ()


def pulled_back(whole: Expression, variable: Expression, slope: Expression, premises: Premises) -> Expression | None:
    """The gradient by the variable where `slope` is the gradient by `whole`, an affine map of it; None for any other."""
    varying = [term for term in terms_of(whole) if premises.depends(term, variable)]
    found = core(varying[0], variable, premises) if len(varying) == 1 else None
    return None if found is None or found.kind == "function" else found.back(slope)


def _through(kind: str) -> Callable[[Expression, Premises], Expression | None]:
    """∂f(z)/∂X for a named z, one of whose terms is a map of X of this kind."""

    def build(node: Expression, premises: Premises) -> Expression | None:
        if not isinstance(node, Derivative):
            return None
        for z in premises.names:
            if z not in set(walk(node.body)):
                continue
            if premises.depends(replaced(node.body, z, Symbol("z", z.shape)), node.variable):
                continue
            value = rename_bound(z.value, free_indices(node.variable) | free_indices(node.body))
            varying = [term for term in terms_of(value) if premises.depends(term, node.variable)]
            found = core(varying[0], node.variable, premises) if len(varying) == 1 else None
            if found is not None and found.kind == kind:
                return found.back(Derivative(node.body, z))
        return None

    return build


def _row(name: str, kind: str, en: str, zh: str) -> Rule:
    return Rule(name, en, zh, (), MATRIX, "the loss depends on the variable through z alone", build=_through(kind))


LAYER_RULES: tuple[Rule, ...] = (
    _row(
        "through a matrix",
        "matrix in front",
        "Chain rule through `𝐳 = 𝐀𝐱 + 𝐛`: the matrix comes out transposed, in front.",
        "通过 `𝐳 = 𝐀𝐱 + 𝐛` 的链式法则：矩阵转置后放在前面。",
    ),
    _row(
        "through a product with a vector",
        "vector behind",
        "Chain rule through `𝐳 = 𝐗𝐚 + 𝐛`: the vector comes out transposed, behind.",
        "通过 `𝐳 = 𝐗𝐚 + 𝐛` 的链式法则：向量转置后放在后面。",
    ),
    _row(
        "through a transposed matrix",
        "transposed",
        "Chain rule through `𝐳 = 𝐗ᵀ𝐚 + 𝐛`: the vector stands in front, the derivative by `𝐳` follows transposed.",
        "通过 `𝐳 = 𝐗ᵀ𝐚 + 𝐛` 的链式法则：向量放在前面，对 `𝐳` 的导数转置后放在后面。",
    ),
    _row(
        "through a matrix between two",
        "both sides",
        "Chain rule through `𝐳 = 𝐀𝐗𝐚 + 𝐛`: what stands on either side comes out transposed on the same side.",
        "通过 `𝐳 = 𝐀𝐗𝐚 + 𝐛` 的链式法则：两侧的因子各自转置后留在原来的一侧。",
    ),
    _row(
        "through a function of every entry",
        "function",
        "Chain rule through a function of every entry: its slopes multiply entry by entry.",
        "通过逐元素函数的链式法则：逐元素乘以其导数。",
    ),
    _row(
        "through a number times a vector",
        "number",
        "Chain rule through `𝐳 = x𝐚 + 𝐛` with a number `x`: the derivative is a dot product.",
        "通过 `𝐳 = x𝐚 + 𝐛`（`x` 为数）的链式法则：导数是内积。",
    ),
    _row(
        "through a shift",
        "shift",
        "Chain rule through `𝐳 = c𝐱 + 𝐛`: the derivative is multiplied by the same number.",
        "通过 `𝐳 = c𝐱 + 𝐛` 的链式法则：导数乘以同一个数。",
    ),
    _row(
        "through a sum of columns",
        "sum",
        "Chain rule through a sum of columns: every term that is this column passes the derivative on.",
        "通过若干列之和的链式法则：等于该列的每一项都传回导数。",
    ),
)
"""One row for each kind of map."""
