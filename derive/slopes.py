r"""The slopes of functions of one number: one table, from which the rules of numbers are made.

>>> from derive.writing.text import text
>>> text(slope("tanh", Symbol("t")))
'1 − tanh(t)²'
"""

from functools import cache

from derive.declarations import Declarations
from derive.elaboration.context import Context
from derive.elaboration.pages import formula
from derive.elaboration.reader import Reader
from derive.expression import Expression, Symbol
from derive.outside import OutsideError
from derive.traversal import replaced

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
