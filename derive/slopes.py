r"""The slopes of functions of one number: one table, from which the rules of numbers, of vectors and of layers are made.

>>> from derive.writing.text import text
>>> text(slope("tanh", Symbol("t")))
'1 − tanh(t)²'
>>> g, z = Symbol("g", ("n", "1")), Symbol("z", ("n", "1"))
>>> text(times_slopes(g, "sigmoid", z))
'g ⊙ (σ(z) ⊙ (𝟏 − σ(z)))'
>>> text(times_slopes(g, "log", z))
'g/z'
"""

from functools import cache, partial, reduce

from derive.declarations import Declarations
from derive.elaboration.context import Context
from derive.elaboration.pages import formula
from derive.elaboration.reader import Reader
from derive.expression import (
    Constant,
    Delta,
    Entry,
    Expression,
    Hadamard,
    Number,
    Power,
    Product,
    Quotient,
    Symbol,
    Table,
    Transpose,
)
from derive.indexing import bound_index
from derive.nodes import rebuild
from derive.outside import OutsideError
from derive.pattern import Hole, Made, product
from derive.rule import ONE
from derive.traversal import free_indices, replaced, walk

SLOPES = {
    "log": r"\frac{1}{x}",
    "exp": r"\exp(x)",
    "sigmoid": r"\sigma(x)(1 - \sigma(x))",
    "tanh": r"1 - \tanh^2(x)",
    "sqrt": r"\frac{1}{2\sqrt{x}}",
    "abs": r"\operatorname{sign}(x)",
    "relu": r"1\{x > 0\}",
    "softplus": r"\sigma(x)",
    "sin": r"\cos(x)",
    "cos": r"-\sin(x)",
    "sinh": r"\cosh(x)",
    "cosh": r"\sinh(x)",
    "arctan": r"\frac{1}{1 + x^2}",
    "arcsin": r"\frac{1}{\sqrt{1 - x^2}}",
    "arccos": r"-\frac{1}{\sqrt{1 - x^2}}",
    "arcsinh": r"\frac{1}{\sqrt{1 + x^2}}",
    "arccosh": r"\frac{1}{\sqrt{x^2 - 1}}",
    "arctanh": r"\frac{1}{1 - x^2}",
    "lgamma": r"\operatorname{digamma}(x)",
    "digamma": r"\operatorname{trigamma}(x)",
    "erf": r"\frac{2}{\sqrt{\pi}} \exp(-x^2)",
}
"""F′(x) of each function, away from its kinks."""
X = Symbol("x")


@cache
def slope_at_x(function: str) -> Expression:
    """F′(x) as an expression in X."""
    if function not in SLOPES:
        raise OutsideError(f"the derivative of {function} is not known")
    return Reader(Context(Declarations.read(["x:"]))).whole(formula(SLOPES[function]))


def slope(function: str, at: Expression) -> Expression:
    """F′ at a number."""
    made: Expression = replaced(slope_at_x(function), X, at)
    return made


def times_slopes(column: Expression, function: str, z: Expression) -> Expression:
    """A vector times F′ at every entry of another one, entry by entry; a slope that is 1/h divides by h."""
    value = slope_at_x(function)
    if isinstance(value, Quotient) and value.numerator == ONE:
        return Quotient(column, _at_entries(value.denominator, z))
    return Hadamard(column, _at_entries(value, z))


def _at_entries(value: Expression, z: Expression) -> Expression:
    """The vector that a formula in x gives at the entries of z."""
    if isinstance(z, Hole):
        return Made(z, partial(_at_entries, value))
    inside = partial(_at_entries, z=z)
    match value:
        case Symbol():
            return z
        case Number(constant):
            return Constant(constant, z.shape)
        case Power(base, exponent):
            return Power(inside(base), exponent)
        case Product(factors):
            numbers = [factor for factor in factors if X not in set(walk(factor))]
            return product(*numbers, reduce(Hadamard, [inside(factor) for factor in factors if factor not in numbers]))
        case Delta():
            i = bound_index(z.shape[0], free_indices(z))
            return Transpose(Table(i, replaced(value, X, Entry(z, i))))
    made: Expression = rebuild(value, inside)
    return made
