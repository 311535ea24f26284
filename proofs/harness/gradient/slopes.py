"""TABLE of wrong derivatives by kind of node: what people forget or mistake when they go through an exp, a softmax, a max, a product.

Each row of a node is (code, slip, words). A slip is the change of the node as the wrong program has it, where `w` is the walk:
`w.tangent` is the change of what stands below, `w.value` its value.
"""

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from derive import expression as x
from derive.traversal import free_indices, fresh, substitute, walk
from proofs.harness.gradient.changes import terms
from proofs.harness.gradient.floats import Slip

Array = np.ndarray[Any, np.dtype[Any]]
Slope = Callable[[Array, Array], Array]
Row = tuple[str, Slip, dict[str, Any]]


def rows(node: x.Expression, variable: x.Variable) -> Iterator[Row]:
    """Other derivatives of a node than the right one."""
    for kind, table in TABLES:
        if isinstance(node, kind):
            yield from table(node, variable)


def through(inside: x.Expression) -> Slip:
    """The change of what is inside, as if there were nothing around it."""
    return lambda w, _, level, scope, seed: w.tangent(inside, level, scope, seed)


def with_slope(inside: x.Expression, node: x.Expression, slope: Slope) -> Slip:
    """The change of what is inside, times a slope made of its value z and the node's value s."""

    def changed(w: Any, _: Any, level: int, scope: Any, seed: Any) -> Any:
        change = w.tangent(inside, level, scope, seed)
        return None if change is None else slope(w.value(inside, level, scope), w.value(node, level, scope)) * change

    return changed


def calls(node: x.Call, _: x.Variable) -> Iterator[Row]:
    """A function of every entry: its derivative left out, or another in its place."""
    if node.function == "log":
        yield from logs(node.argument)
        yield from log_determinants(node.argument)
    if node.function == "relu":
        yield "step-missing", through(node.argument), {}
        yield "step-reversed", with_slope(node.argument, node, lambda z, s: (z < 0) * 1.0), {}
    yield "inner-missing", through(node.argument), {}
    for said, slope in WRONG.get(node.function, ()):
        yield "inner-wrong", with_slope(node.argument, node, slope), {"slope": said}


WRONG: dict[str, tuple[tuple[str, Slope], ...]] = {
    "sigmoid": (
        ("σ", lambda z, s: s),
        ("1 - σ", lambda z, s: 1 - s),
        ("z(1 - z)", lambda z, s: z * (1 - z)),
        ("σ′ at σ(z)", lambda z, s: 1 / (2 + np.exp(-s) + np.exp(s))),
        ("1 - σ²", lambda z, s: 1 - s * s),
    ),
    "tanh": (
        ("1 - tanh", lambda z, s: 1 - s),
        ("1 - z²", lambda z, s: 1 - z * z),
        ("tanh′ at tanh(z)", lambda z, s: 1 - np.tanh(s) ** 2),
        ("tanh(1 - tanh)", lambda z, s: s * (1 - s)),
    ),
    "relu": (("its value", lambda z, s: s),),
    "log": (("z", lambda z, s: z),),
    "exp": (("z", lambda z, s: z),),
    "abs": (("its value", lambda z, s: s), ("z", lambda z, s: z)),
    "sqrt": (("1/2", lambda z, s: 0.5 + 0 * z), ("1/√z", lambda z, s: 1 / s), ("√z / 2", lambda z, s: s / 2)),
    "sin": (("-cos z", lambda z, s: -np.cos(z)),),
    "cos": (("sin z", lambda z, s: np.sin(z)),),
}
"""By function: what people write for its derivative at z, where it has the value s."""


def logs(inside: x.Expression) -> Iterator[Row]:
    """Of a softmax, d log s = dz − sᵀdz without the label, or without the prediction; of σ, its value; of a fraction, what is below with a minus."""
    if isinstance(inside, x.Quotient):
        yield from ((code, _negative(slip), words) for code, slip, words in logs(inside.denominator))
    if isinstance(inside, x.Call) and inside.function == "sigmoid":
        yield "inner-wrong", with_slope(inside.argument, inside, lambda z, s: s), {"slope": "σ"}
    entry = inside if isinstance(inside, x.Entry) else None
    soft: Any = inside.matrix if isinstance(inside, x.Entry) else inside
    soft = soft.value if isinstance(soft, x.Named) else soft
    if not isinstance(soft, x.Softmax):
        return

    def mean(w: Any, _: Any, level: int, scope: Any, seed: Any) -> Any:
        change = w.tangent(soft.operand, level, scope, seed)
        if change is None:
            return None
        of_all = -np.sum(w.value(soft, level, scope) * change, axis=-2, keepdims=True)
        return of_all if entry is not None else of_all + np.zeros_like(change)

    yield "label-missing", mean, {}
    if entry is None:
        yield "prediction-missing", through(soft.operand), {}
    else:
        yield "prediction-missing", through(x.Entry(soft.operand, entry.row)), {}


def _negative(slip: Slip) -> Slip:
    def changed(w: Any, node: Any, level: int, scope: Any, seed: Any) -> Any:
        found = slip(w, node, level, scope, seed)
        return None if found is None else -found

    return changed


def log_determinants(inside: x.Expression) -> Iterator[Row]:
    """d log det A = tr(A⁻¹ dA): with A itself, transposed or not, in the place of its inverse."""
    if not isinstance(inside, x.Determinant):
        return
    for matrix in (inside.operand, x.Transpose(inside.operand)):
        yield "inverse-missing", change_of_trace(matrix, inside.operand), {"what": inside.operand}


def change_of_trace(fixed: x.Expression, moving: x.Expression) -> Slip:
    """tr(F dM)."""

    def changed(w: Any, _: Any, level: int, scope: Any, seed: Any) -> Any:
        change = w.tangent(moving, level, scope, seed)
        if change is None:
            return None
        return np.trace(np.matmul(w.value(fixed, level, scope), change), axis1=-2, axis2=-1)[..., None, None]

    return changed


def inverses(node: x.Inverse, _: x.Variable) -> Iterator[Row]:
    """dA⁻¹ = −A⁻¹ dA A⁻¹: without its sign, or with one of its two factors alone."""

    def with_factors(left: bool, right: bool, sign: float) -> Slip:
        def changed(w: Any, _: Any, level: int, scope: Any, seed: Any) -> Any:
            change, value = w.tangent(node.operand, level, scope, seed), w.value(node, level, scope)
            if change is None:
                return None
            change = np.matmul(value, change) if left else change
            return sign * (np.matmul(change, value) if right else change)

        return changed

    yield "inverse-sign", with_factors(True, True, 1.0), {}
    yield "inverse-once", with_factors(True, False, -1.0), {}
    yield "inverse-once", with_factors(False, True, -1.0), {}


def softmaxes(node: x.Softmax, _: x.Variable) -> Iterator[Row]:
    """ds = s ∘ (dz − sᵀdz): entry by entry, without the mean sᵀdz, or not at all."""
    yield "softmax-diagonal", with_slope(node.operand, node, lambda z, s: s * (1 - s)), {}
    yield "softmax-mean-missing", with_slope(node.operand, node, lambda z, s: s), {}

    def of_all(w: Any, _: Any, level: int, scope: Any, seed: Any) -> Any:
        change, s = w.tangent(node.operand, level, scope, seed), w.value(node, level, scope)
        return None if change is None else s * change - np.sum(s * change, axis=-2, keepdims=True)

    yield "softmax-sum", of_all, {}
    yield "inner-missing", through(node.operand), {}


def powers(node: x.Power, _: x.Variable) -> Iterator[Row]:
    """(zⁿ)′ = n zⁿ⁻¹, left out, or n alone."""
    yield "inner-missing", through(node.base), {}
    if isinstance(node.exponent, x.Number):
        n = np.asarray(float(node.exponent.value))
        yield "factor-dropped", with_slope(node.base, node, lambda z, s: n), {"factor": node.base}


def extrema(node: x.Extremum, variable: x.Variable) -> Iterator[Row]:
    """The step of a max or min: left out, or turned round."""
    moving = [operand for operand in node.operands if holds(operand, variable)]
    if len(moving) == 1:
        yield "step-missing", through(moving[0]), {}
    if len(node.operands) != 2:
        return

    def reversed_(w: Any, _: Any, level: int, scope: Any, seed: Any) -> Any:
        taken = w.value(node, level, scope)
        found: Any = None
        for operand in moving:
            change = w.tangent(operand, level, scope, seed)
            if change is not None:
                here = (w.value(operand, level, scope) != taken) * change
                found = here if found is None else found + here
        return found

    yield "step-reversed", reversed_, {}


def products(node: x.Product, variable: x.Variable) -> Iterator[Row]:
    """A factor left out, or a term of it, or ones in the place of a vector or a matrix; of several that vary, one taken for all."""
    for i, factor in enumerate(node.factors):
        if factor.shape == x.SCALAR and not holds(factor, variable) and not is_number(factor):
            yield "factor-dropped", through(x.Product(node.factors[:i] + node.factors[i + 1 :])), {"factor": factor}
            yield "factor-twice", through(x.Product((factor, *node.factors))), {"factor": factor}
        inside = _upright(factor)
        for code, other, term in terms(inside) if isinstance(inside, x.Add) and not holds(inside, variable) else ():
            changed = other if inside is factor else x.Transpose(other)
            yield code, through(x.Product((*node.factors[:i], changed, *node.factors[i + 1 :]))), {"what": term}
    moving = [i for i, factor in enumerate(node.factors) if holds(factor, variable)]
    yield from squares(node)
    yield from one_for_all(node, variable)
    if len(moving) == 2:
        for i in moving:
            yield "one-side", one_factor(node, i, 2.0), {}
            yield "one-side-only", one_factor(node, i, 1.0), {}
    for i, factor in enumerate(node.factors):
        if factor.shape != x.SCALAR and any(j != i for j in moving):
            yield "factor-dropped", with_ones(node, i), {"factor": _upright(factor)}


def squares(node: x.Product) -> Iterator[Row]:
    """d rᵀr = 2 rᵀ dr for a residual r, and d rᵀAr = 2 rᵀA dr: a term of r left out of it, or of the other sign, in its value alone."""
    start = next((i for i, factor in enumerate(node.factors) if isinstance(factor, x.Transpose)), 0)
    first, last, residual = node.factors[start], node.factors[-1], _upright(node.factors[-1])
    if len(node.factors) - start not in (2, 3) or first == last or _upright(first) != residual:
        return
    for code, other, term in terms(residual) if isinstance(residual, x.Add) else ():
        changed = (*node.factors[:start], x.Transpose(other), *node.factors[start + 1 :])
        yield code, one_factor(x.Product(changed), len(changed) - 1, 2.0), {"what": term}


def one_for_all(node: x.Product, variable: x.Variable) -> Iterator[Row]:
    """Of Σᵢ cᵢ xᵢ: the sum, the mean or the first of the xᵢ, taken for each of them."""
    for i, factor in enumerate(node.factors):
        for index in () if holds(factor, variable) else free_indices(factor):
            other = fresh(index, free_indices(node))
            whole = x.Sum(other, substitute(factor, {index: other}))
            first = substitute(factor, {index: x.Ordinal(1, index.over)})
            mean = x.Quotient(whole, x.Dimension(index.over))
            for code, taken in (("sums-apart", whole), ("sums-apart", mean), ("first-for-all", first)):
                changed = x.Product((*node.factors[:i], taken, *node.factors[i + 1 :]))
                yield code, through(changed), {"factor": factor}


def with_ones(node: x.Product, which: int) -> Slip:
    """The change of a product with ones in the place of a factor, wherever it stands in it, transposed or not."""
    gone = [_upright(factor) == _upright(node.factors[which]) for factor in node.factors]

    def changed(w: Any, _: Any, level: int, scope: Any, seed: Any) -> Any:
        values = [w.value(factor, level, scope) for factor in node.factors]
        values = [np.ones_like(value) if left else value for value, left in zip(values, gone, strict=True)]
        found: Any = None
        for i, factor in enumerate(node.factors):
            change = w.tangent(factor, level, scope, seed)
            if change is not None:
                here = _multiplied(w, node, [*values[:i], change, *values[i + 1 :]], level)
                found = here if found is None else found + here
        return found

    return changed


def _upright(node: x.Expression) -> x.Expression:
    return node.operand if isinstance(node, x.Transpose) else node


def _multiplied(w: Any, node: x.Product, values: list[Any], level: int) -> Any:
    result, shape = values[0], node.factors[0].shape
    for factor, value in zip(node.factors[1:], values[1:], strict=True):
        result = w.multiplied(result, shape, value, factor.shape, level)
        shape = x.Product.join(shape, factor.shape) or shape
    return result


def one_factor(node: x.Product, which: int, times: float) -> Slip:
    """The change of a product by one of its factors alone, so many times."""

    def changed(w: Any, _: Any, level: int, scope: Any, seed: Any) -> Any:
        values = [
            w.tangent(factor, level, scope, seed) if i == which else w.value(factor, level, scope)
            for i, factor in enumerate(node.factors)
        ]
        return None if any(each is None for each in values) else times * _multiplied(w, node, values, level)

    return changed


def quotients(node: x.Quotient, variable: x.Variable) -> Iterator[Row]:
    """What is divided by, left out."""
    if not holds(node.denominator, variable) and not is_number(node.denominator):
        yield "factor-dropped", through(node.numerator), {"factor": node.denominator}


def hadamards(node: x.Hadamard, variable: x.Variable) -> Iterator[Row]:
    """A factor left out."""
    for factor, rest in ((node.left, node.right), (node.right, node.left)):
        if not holds(factor, variable):
            yield "factor-dropped", through(rest), {"factor": factor}


def holds(node: x.Node, variable: x.Variable) -> bool:
    """Whether the variable stands in an expression."""
    return any(each == variable for each in walk(node))


def is_number(node: x.Expression) -> bool:
    """Whether only numbers and sizes stand in an expression."""
    return not any(isinstance(each, x.Symbol | x.Mapped | x.Index) for each in walk(node))


TABLES: tuple[tuple[type, Callable[[Any, x.Variable], Iterator[Row]]], ...] = (
    (x.Call, calls),
    (x.Softmax, softmaxes),
    (x.Inverse, inverses),
    (x.Power, powers),
    (x.Extremum, extrema),
    (x.Product, products),
    (x.Quotient, quotients),
    (x.Hadamard, hadamards),
)
