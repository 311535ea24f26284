"""Functions that everybody knows, by the names that they have on the page, and what those of a whole vector are made of.

>>> z = x.Symbol("z", ("n", "1"))
>>> softmax(x.Transpose(z)).shape, total(z).shape, ENTRYWISE["ln"]
(('1', 'n'), ('1', '1'), 'log')
"""

from collections.abc import Callable
from fractions import Fraction

from derive import expression as x
from derive.parsing import syntax as s
from derive.parsing.trees import key, strip

ENTRYWISE = {
    "exp": "exp",
    "log": "log",
    "ln": "log",
    "sigma": "sigmoid",
    "sigmoid": "sigmoid",
    "Sigmoid": "sigmoid",
    "tanh": "tanh",
    "sqrt": "sqrt",
    "abs": "abs",
    "sign": "sign",
    "sgn": "sign",
    "relu": "relu",
    "ReLU": "relu",
    "sin": "sin",
    "cos": "cos",
    "sinh": "sinh",
    "cosh": "cosh",
    "softplus": "softplus",
    "Softplus": "softplus",
    "expit": "sigmoid",
    "arctan": "arctan",
    "atan": "arctan",
    "arcsin": "arcsin",
    "asin": "arcsin",
    "arccos": "arccos",
    "acos": "arccos",
    "arsinh": "arcsinh",
    "arcsinh": "arcsinh",
    "asinh": "arcsinh",
    "arcosh": "arccosh",
    "arccosh": "arccosh",
    "acosh": "arccosh",
    "artanh": "arctanh",
    "arctanh": "arctanh",
    "atanh": "arctanh",
    "erf": "erf",
    "lgamma": "lgamma",
    "gammaln": "lgamma",
    "digamma": "digamma",
    "trigamma": "trigamma",
}
"""Functions of every entry, by the names that they have on the page."""

AT = "t′"
"""The name of what a function is differentiated at in f′(…); no author can write it."""
MOVED = "ε′"
"""The name of the number by which something is moved along dX."""


def softmax(value: x.Expression, span: s.Span | None = None) -> x.Expression:
    """softmax of a column, or of a row."""
    if value.shape == x.SCALAR:
        raise x.ShapeError("softmax is of a vector, this is a number", value)
    if value.shape[0] == "1":
        return x.Transpose(x.Softmax(x.Transpose(value)), span=span)
    return x.Softmax(value, span=span)


def diagonal(value: x.Expression, span: s.Span | None = None) -> x.Expression:
    """The matrix with a vector on its diagonal."""
    return x.Diagonal(x.Transpose(value) if value.shape[0] == "1" else value, span=span)


def dot(left: x.Expression, right: x.Expression, span: s.Span | None = None) -> x.Expression:
    """The sum of the products of the entries of two arrays of one shape."""
    if left.shape == x.SCALAR == right.shape:
        return x.Product((left, right), span=span)
    if left.shape[0] == "1":
        return x.Product((left, x.Transpose(right)), span=span)
    product = x.Product((x.Transpose(left), right), span=span)
    return product if left.shape[1] == "1" else x.Trace(product, span=span)


def total(value: x.Expression, span: s.Span | None = None) -> x.Expression:
    """The sum of the entries of a vector."""
    return dot(x.Constant(Fraction(1), value.shape), value, span)


def log_sum_exp(value: x.Expression, span: s.Span | None = None) -> x.Expression:
    """log Σ exp of the entries of a vector."""
    return x.Call("log", total(x.Call("exp", value)), span=span)


def base_of(factor: s.Syntax) -> int | None:
    """The 2 of log₂; None for a function without a whole number below."""
    if not isinstance(factor, s.Scripted) or factor.below is None or key(factor.base) != "log":
        return None
    number = key(strip(factor.below)) or ""
    return int(number) if number.isdigit() and int(number) > 1 else None


def logarithm(base: int, value: x.Expression, span: s.Span | None = None) -> x.Expression:
    """The logarithm to a base."""
    return x.Quotient(x.Call("log", value), x.Call("log", x.Number(Fraction(base))), span=span)


def entry(value: x.Expression, row: x.Index, column: x.Index) -> x.Expression:
    """The entry of an array at two indices, those along sizes of 1 left out; a number is its own entry."""
    if value.shape == x.SCALAR:
        return value
    if value.shape[1] == "1":
        return x.Entry(value, row)
    if value.shape[0] == "1":
        return x.Entry(x.Transpose(value), column)
    return x.Entry(value, row, column)


def by_entries(shape: x.Shape, span: s.Span, make: Callable[[x.Index, x.Index], x.Expression]) -> x.Expression:
    """The array of a shape whose entry at (row, column) is `make(row, column)`."""
    row, column = x.Index(f"a{span[0]}", shape[0]), x.Index(f"b{span[0]}", shape[1])
    body = make(row, column)
    if shape[1] == "1":
        return x.Transpose(x.Table(row, body), span=span)
    if shape[0] == "1":
        return x.Table(column, body, span=span)
    return x.Table(column, x.Transpose(x.Table(row, body)), span=span)
