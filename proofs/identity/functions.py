"""The values of functions of one number, of every entry of what they are applied to: the table ELEMENTARY."""

from collections.abc import Callable
from fractions import Fraction

from derive import expression as x
from proofs.identity.balls import ATOMS
from proofs.identity.evaluate import HALF, ONE, Array, Evaluation, Scope
from proofs.identity.powers import raised


def sigmoid(e: Evaluation, argument: x.Expression, level: int, scope: Scope) -> Array:
    """1 / (1 + exp(−z))."""
    below = e.algebra.below(level)
    grown = e.algebra.exp(e.algebra.negative(e.value(argument, below, scope), below), level)
    return e.algebra.inverse(e.algebra.add(e.algebra.constant(ONE, level), grown, level), level)


def tanh(e: Evaluation, argument: x.Expression, level: int, scope: Scope) -> Array:
    """(exp(2z) − 1) / (exp(2z) + 1)."""
    below = e.algebra.below(level)
    inside = e.value(argument, below, scope)
    grown, one = e.algebra.exp(e.algebra.add(inside, inside, below), level), e.algebra.constant(ONE, level)
    top = e.algebra.add(grown, e.algebra.negative(one, level), level)
    return e.algebra.multiply(top, e.algebra.inverse(e.algebra.add(grown, one, level), level), level)


def exp(e: Evaluation, argument: x.Expression, level: int, scope: Scope) -> Array:
    return e.algebra.exp(e.value(argument, e.algebra.below(level), scope), level)


def log(e: Evaluation, argument: x.Expression, level: int, scope: Scope) -> Array:
    return e.algebra.log(e.value(argument, e.algebra.above(level), scope), level)


def sqrt(e: Evaluation, argument: x.Expression, level: int, scope: Scope) -> Array:
    return raised(e, argument, HALF, level, scope)


def sign(e: Evaluation, argument: x.Expression, level: int, scope: Scope) -> Array:
    """1, −1, or 0 at 0."""
    one, zero = e.algebra.constant(ONE, level), e.algebra.constant(Fraction(0), level)
    down = e.greater(x.Negative(argument), None, level, scope)
    below = e.algebra.choose(down, e.algebra.negative(one, level), zero)
    return e.algebra.choose(e.greater(argument, None, level, scope), one, below)


def absolute(e: Evaluation, argument: x.Expression, level: int, scope: Scope) -> Array:
    inside = e.value(argument, level, scope)
    return e.algebra.choose(e.greater(argument, None, level, scope), inside, e.algebra.negative(inside, level))


def relu(e: Evaluation, argument: x.Expression, level: int, scope: Scope) -> Array:
    inside = e.value(argument, level, scope)
    return e.algebra.choose(e.greater(argument, None, level, scope), inside, e.algebra.constant(Fraction(0), level))


def sine(e: Evaluation, argument: x.Expression, level: int, scope: Scope) -> Array:
    return e.algebra.rotate(e.value(argument, e.algebra.turned(level), scope), level)[1]


def cosine(e: Evaluation, argument: x.Expression, level: int, scope: Scope) -> Array:
    return e.algebra.rotate(e.value(argument, e.algebra.turned(level), scope), level)[0]


def hyperbolic(e: Evaluation, argument: x.Expression, level: int, scope: Scope, odd: bool) -> Array:
    """(exp z ∓ exp(−z)) / 2."""
    up = exp(e, argument, level, scope)
    down = e.algebra.inverse(up, level)
    both = e.algebra.add(up, e.algebra.negative(down, level) if odd else down, level)
    return e.algebra.multiply(e.algebra.constant(HALF, level), both, level)


def sinh(e: Evaluation, argument: x.Expression, level: int, scope: Scope) -> Array:
    return hyperbolic(e, argument, level, scope, odd=True)


def cosh(e: Evaluation, argument: x.Expression, level: int, scope: Scope) -> Array:
    return hyperbolic(e, argument, level, scope, odd=False)


def softplus(e: Evaluation, argument: x.Expression, level: int, scope: Scope) -> Array:
    """log(1 + exp z)."""
    above = e.algebra.above(level)
    grown = e.algebra.add(e.algebra.constant(ONE, above), exp(e, argument, above, scope), above)
    return e.algebra.log(grown, level)


def atom(name: str) -> Callable[[Evaluation, x.Expression, int, Scope], Array]:
    """A function of which only the slope is known, and for some that they are odd."""

    def value(e: Evaluation, argument: x.Expression, level: int, scope: Scope) -> Array:
        found: Array = e.algebra.atom(name, e.value(argument, level, scope), level)
        return found

    return value


ELEMENTARY = {
    "exp": exp,
    "log": log,
    "sigmoid": sigmoid,
    "tanh": tanh,
    "sqrt": sqrt,
    "abs": absolute,
    "sign": sign,
    "relu": relu,
    "sin": sine,
    "cos": cosine,
    "sinh": sinh,
    "cosh": cosh,
    "softplus": softplus,
    **{
        name: atom(name) for name in ATOMS
    },  # in the field any function stands for it, odd where it is odd; in balls it is itself
}
