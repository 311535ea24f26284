"""The slopes of functions of one number, by the rules of calculus, as trees: the table SLOPES.

It is the checker's own: the rules that derivations use (`derive.slopes`) are held to it.

>>> SLOPES["sin"](x.Call("sin", x.Symbol("z"))) == x.Call("cos", x.Symbol("z"))
True
"""

from collections.abc import Callable
from fractions import Fraction

from derive import expression as x


def scaled(value: x.Expression, by: x.Expression) -> x.Expression:
    """A product entry by entry, of which one may be a scalar."""
    return x.Product((by, value)) if x.SCALAR in (by.shape, value.shape) else x.Hadamard(by, value)


def inverse_of(node: x.Expression) -> x.Expression:
    return x.Quotient(x.filled(1, node.shape), node)


def without(node: x.Expression) -> x.Expression:
    return x.Add((x.filled(1, node.shape), x.Negative(node)))


def squared(node: x.Expression) -> x.Expression:
    return x.Power(node, x.Number(Fraction(2)))


BELL = x.Quotient(x.Number(Fraction(2)), x.Call("sqrt", x.Pi()))
"""2/√π, the slope of erf at 0."""
SLOPES: dict[str, Callable[[x.Call], x.Expression]] = {
    "exp": lambda f: f,
    "log": lambda f: inverse_of(f.argument),
    "sigmoid": lambda f: scaled(f, without(f)),
    "tanh": lambda f: without(scaled(f, f)),
    "sqrt": lambda f: x.Product((x.Number(Fraction(1, 2)), inverse_of(f))),
    "abs": lambda f: x.Call("sign", f.argument),
    "sign": lambda f: x.filled(0, f.shape),
    "relu": lambda f: x.Product((x.Number(Fraction(1, 2)), x.Add((x.filled(1, f.shape), x.Call("sign", f.argument))))),
    "sin": lambda f: x.Call("cos", f.argument),
    "cos": lambda f: x.Negative(x.Call("sin", f.argument)),
    "sinh": lambda f: x.Call("cosh", f.argument),
    "cosh": lambda f: x.Call("sinh", f.argument),
    "softplus": lambda f: x.Call("sigmoid", f.argument),
    "arctan": lambda f: inverse_of(x.Add((x.filled(1, f.shape), squared(f.argument)))),
    "arcsin": lambda f: inverse_of(x.Call("sqrt", without(squared(f.argument)))),
    "arccos": lambda f: x.Negative(inverse_of(x.Call("sqrt", without(squared(f.argument))))),
    "arcsinh": lambda f: inverse_of(x.Call("sqrt", x.Add((x.filled(1, f.shape), squared(f.argument))))),
    "arccosh": lambda f: inverse_of(x.Call("sqrt", x.Add((squared(f.argument), x.filled(-1, f.shape))))),
    "arctanh": lambda f: inverse_of(without(squared(f.argument))),
    "lgamma": lambda f: x.Call("digamma", f.argument),
    "digamma": lambda f: x.Call("trigamma", f.argument),
    "erf": lambda f: x.Product((BELL, x.Call("exp", x.Negative(squared(f.argument))))),
}
"""f′ of each function, away from where it has none."""
