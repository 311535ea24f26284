"""The slopes of functions of one number, by the rules of calculus: the table SLOPES. Each docstring is the rule.

It is the checker's own: the rules that derivations use (`derive.slopes`) are held to it.
"""

from collections.abc import Callable
from fractions import Fraction

from derive import expression as x
from proofs.identity.evaluate import ONE, TWO, Array, Evaluation, Scope
from proofs.identity.functions import sigmoid, tanh


def slope_exp(e: Evaluation, node: x.Call, level: int, scope: Scope) -> Array:
    """exp′ = exp."""
    return e.value(node, level, scope)


def slope_log(e: Evaluation, node: x.Call, level: int, scope: Scope) -> Array:
    """log′ x = 1/x."""
    return e.algebra.inverse(e.value(node.argument, level, scope), level)


def slope_sigmoid(e: Evaluation, node: x.Call, level: int, scope: Scope) -> Array:
    """σ′ = σ − σ²."""
    value = sigmoid(e, node.argument, level, scope)
    return e.algebra.add(value, e.algebra.negative(e.algebra.multiply(value, value, level), level), level)


def slope_tanh(e: Evaluation, node: x.Call, level: int, scope: Scope) -> Array:
    """tanh′ = 1 − tanh²."""
    value = tanh(e, node.argument, level, scope)
    squared = e.algebra.multiply(value, value, level)
    return e.algebra.add(e.algebra.constant(ONE, level), e.algebra.negative(squared, level), level)


def slope_sqrt(e: Evaluation, node: x.Call, level: int, scope: Scope) -> Array:
    """(√x)′ = 1 / (2√x)."""
    return e.algebra.inverse(
        e.algebra.multiply(e.algebra.constant(TWO, level), e.value(node, level, scope), level), level
    )


def slope_abs(e: Evaluation, node: x.Call, level: int, scope: Scope) -> Array:
    """|x|′ = 1 for x > 0 and −1 for x < 0."""
    return _step(e, node, -1, level, scope)


def slope_relu(e: Evaluation, node: x.Call, level: int, scope: Scope) -> Array:
    """relu′ x = 1 for x > 0 and 0 for x < 0."""
    return _step(e, node, 0, level, scope)


def _step(e: Evaluation, node: x.Call, below: int, level: int, scope: Scope) -> Array:
    up = e.greater(node.argument, None, level, scope, apart=True)
    return e.algebra.choose(up, e.algebra.constant(ONE, level), e.algebra.constant(Fraction(below), level))


def slope_sign(e: Evaluation, node: x.Call, level: int, scope: Scope) -> Array:
    """sign′ = 0, away from 0."""
    return e.algebra.constant(Fraction(0), level)


def slope_sin(e: Evaluation, node: x.Call, level: int, scope: Scope) -> Array:
    """sin′ = cos."""
    return e.value(x.Call("cos", node.argument), level, scope)


def slope_cos(e: Evaluation, node: x.Call, level: int, scope: Scope) -> Array:
    """cos′ = −sin."""
    return e.algebra.negative(e.value(x.Call("sin", node.argument), level, scope), level)


def slope_sinh(e: Evaluation, node: x.Call, level: int, scope: Scope) -> Array:
    """sinh′ = cosh."""
    return e.value(x.Call("cosh", node.argument), level, scope)


def slope_cosh(e: Evaluation, node: x.Call, level: int, scope: Scope) -> Array:
    """cosh′ = sinh."""
    return e.value(x.Call("sinh", node.argument), level, scope)


def slope_softplus(e: Evaluation, node: x.Call, level: int, scope: Scope) -> Array:
    """softplus′ = σ."""
    return sigmoid(e, node.argument, level, scope)


def slope_arctan(e: Evaluation, node: x.Call, level: int, scope: Scope) -> Array:
    """arctan′ z = 1/(1 + z²)."""
    return e.algebra.inverse(_squared(e, node, 1, 1, level, scope), level)


def _squared(e: Evaluation, node: x.Call, number: int, sign: int, level: int, scope: Scope) -> Array:
    """A number and z² or −z², of the argument z."""
    inside = e.value(node.argument, level, scope)
    square = e.algebra.multiply(inside, inside, level)
    square = square if sign > 0 else e.algebra.negative(square, level)
    return e.algebra.add(e.algebra.constant(Fraction(number), level), square, level)


def _over_root(number: int, sign: int) -> Callable[[Evaluation, x.Call, int, Scope], Array]:
    """1/√(±1 ± z²)."""

    def slope(e: Evaluation, node: x.Call, level: int, scope: Scope) -> Array:
        return e.algebra.inverse(e.algebra.root(_squared(e, node, number, sign, level, scope), 2, level), level)

    return slope


slope_arcsin, slope_arcsinh, slope_arccosh = _over_root(1, -1), _over_root(1, 1), _over_root(-1, 1)


def slope_arccos(e: Evaluation, node: x.Call, level: int, scope: Scope) -> Array:
    """arccos′ z = −1/√(1 − z²)."""
    return e.algebra.negative(slope_arcsin(e, node, level, scope), level)


def slope_arctanh(e: Evaluation, node: x.Call, level: int, scope: Scope) -> Array:
    """artanh′ z = 1/(1 − z²)."""
    return e.algebra.inverse(_squared(e, node, 1, -1, level, scope), level)


def slope_erf(e: Evaluation, node: x.Call, level: int, scope: Scope) -> Array:
    """erf′ z = 2/√π · exp(−z²)."""
    grown = e.algebra.exp(
        e.algebra.negative(_squared(e, node, 0, 1, e.algebra.below(level), scope), e.algebra.below(level)), level
    )
    root = e.algebra.inverse(e.algebra.root(e.value(PI, level, scope), 2, level), level)
    return e.algebra.multiply(e.algebra.multiply(e.algebra.constant(TWO, level), root, level), grown, level)


def slope_lgamma(e: Evaluation, node: x.Call, level: int, scope: Scope) -> Array:
    """(log Γ)′ = ψ."""
    return e.value(x.Call("digamma", node.argument), level, scope)


def slope_digamma(e: Evaluation, node: x.Call, level: int, scope: Scope) -> Array:
    """ψ′, the trigamma function."""
    return e.value(x.Call("trigamma", node.argument), level, scope)


PI = x.Pi()
SLOPES: dict[str, Callable[[Evaluation, x.Call, int, Scope], Array]] = {
    "exp": slope_exp,
    "log": slope_log,
    "sigmoid": slope_sigmoid,
    "tanh": slope_tanh,
    "sqrt": slope_sqrt,
    "abs": slope_abs,
    "sign": slope_sign,
    "relu": slope_relu,
    "sin": slope_sin,
    "cos": slope_cos,
    "sinh": slope_sinh,
    "cosh": slope_cosh,
    "softplus": slope_softplus,
    "arctan": slope_arctan,
    "arcsin": slope_arcsin,
    "arccos": slope_arccos,
    "arcsinh": slope_arcsinh,
    "arccosh": slope_arccosh,
    "arctanh": slope_arctanh,
    "erf": slope_erf,
    "lgamma": slope_lgamma,
    "digamma": slope_digamma,
}
