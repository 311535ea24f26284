"""Functions that are built of others, entry by entry: tan = sin/cos, logit p = log p − log(1 − p), Φ by the error function."""

from collections.abc import Callable
from fractions import Fraction
from typing import TYPE_CHECKING

from derive import expression as x
from derive.elaboration.functions import by_entries, entry, logarithm
from derive.parsing import syntax as s

if TYPE_CHECKING:
    from derive.elaboration.reader import Reader

Made = Callable[["Reader", x.Expression, s.Syntax], x.Expression]


def _ratio(above: str | int, below: str) -> Made:
    """One function over another, or a number over one."""

    def made(reader: "Reader", value: x.Expression, node: s.Syntax) -> x.Expression:
        top = x.filled(above, value.shape) if isinstance(above, int) else x.Call(above, value)
        return x.Quotient(top, x.Call(below, value), span=node.span)

    return made


def _decimal(reader: "Reader", value: x.Expression, node: s.Syntax) -> x.Expression:
    reader.remark("logarithm-decimal")
    return logarithm(10, value, node.span)


def _logit(reader: "Reader", value: x.Expression, node: s.Syntax) -> x.Expression:
    """log p − log(1 − p)."""
    rest = x.Call("log", x.Add((x.filled(1, value.shape), x.Negative(value))))
    return x.Add((x.Call("log", value), x.Negative(rest)), span=node.span)


def _log_one_plus(reader: "Reader", value: x.Expression, node: s.Syntax) -> x.Expression:
    return x.Call("log", x.Add((x.filled(1, value.shape), value)), span=node.span)


def _exp_minus_one(reader: "Reader", value: x.Expression, node: s.Syntax) -> x.Expression:
    return x.Add((x.Call("exp", value), x.Negative(x.filled(1, value.shape))), span=node.span)


def _log_sigmoid(reader: "Reader", value: x.Expression, node: s.Syntax) -> x.Expression:
    return x.Call("log", x.Call("sigmoid", value), span=node.span)


def _softsign(reader: "Reader", value: x.Expression, node: s.Syntax) -> x.Expression:
    """z / (1 + |z|)."""
    return x.Quotient(value, x.Add((x.filled(1, value.shape), x.Call("abs", value))), span=node.span)


def _times(left: x.Expression, right: x.Expression, node: s.Syntax) -> x.Expression:
    """The product, entry by entry, of two arrays of one shape."""
    if left.shape == x.SCALAR:
        return x.Product((left, right), span=node.span)
    return x.Hadamard(left, right, span=node.span)


def _silu(reader: "Reader", value: x.Expression, node: s.Syntax) -> x.Expression:
    return _times(value, x.Call("sigmoid", value), node)


def _mish(reader: "Reader", value: x.Expression, node: s.Syntax) -> x.Expression:
    """z tanh(log(1 + exp z))."""
    return _times(value, x.Call("tanh", x.Call("softplus", value)), node)


def _complement(reader: "Reader", value: x.Expression, node: s.Syntax) -> x.Expression:
    """erfc = 1 − erf."""
    return x.Add((x.filled(1, value.shape), x.Negative(x.Call("erf", value))), span=node.span)


def _hard_tanh(reader: "Reader", value: x.Expression, node: s.Syntax) -> x.Expression:
    return clipped(reader, [value, x.Number(Fraction(-1)), x.Number(Fraction(1))], node)


def clipped(reader: "Reader", arguments: list[x.Expression], node: s.Syntax) -> x.Expression:
    """min(max(z, a), b), of every entry of z."""
    if len(arguments) != 3 or any(each.shape != x.SCALAR for each in arguments[1:]):
        raise s.ReadingError("clip is of a value and of two numbers", node.span, "clip(z, a, b)")
    value, low, high = arguments
    known = [_numeral(low), _numeral(high)]
    if None not in known and known[0] >= known[1]:  # type: ignore[operator]
        raise s.ReadingError("the bounds of clip are in the wrong order", node.span, "clip(z, a, b) with a < b")

    return each_entry([value], node, lambda at: x.Extremum("min", (x.Extremum("max", (at[0], low)), high)))


def _numeral(node: x.Expression) -> Fraction | None:
    match node:
        case x.Number(value):
            return value
        case x.Negative(x.Number(value)):
            return -value
    return None


def each_entry(
    values: list[x.Expression], node: s.Syntax, make: Callable[[list[x.Expression]], x.Expression]
) -> x.Expression:
    """What `make` gives for the entries of arrays of one shape, and for numbers, at every place."""
    shape = next((each.shape for each in values if each.shape != x.SCALAR), x.SCALAR)
    if shape == x.SCALAR:
        return make(values)
    return by_entries(shape, node.span, lambda row, column: make([entry(each, row, column) for each in values]))


# ---------------------------------------------------------------------------------------------- the normal distribution


def _distribution(reader: "Reader", value: x.Expression, node: s.Syntax) -> x.Expression:
    """Φ(z) = ½(1 + erf(z/√2))."""
    reader.remark("normal-distribution")
    inside = x.Call("erf", x.Quotient(value, x.Call("sqrt", x.Number(Fraction(2)))))
    return x.Product((x.Number(Fraction(1, 2)), x.Add((x.filled(1, value.shape), inside))), span=node.span)


def _density(reader: "Reader", value: x.Expression, node: s.Syntax) -> x.Expression:
    """φ(z) = exp(−z²/2)/√(2π)."""
    reader.remark("normal-distribution")
    half = x.Negative(x.Quotient(x.Power(value, x.Number(Fraction(2))), x.Number(Fraction(2))))
    below = x.Call("sqrt", x.Product((x.Number(Fraction(2)), x.Pi())))
    return x.Quotient(x.Call("exp", half), below, span=node.span)


def _gelu(reader: "Reader", value: x.Expression, node: s.Syntax) -> x.Expression:
    """z Φ(z)."""
    return _times(value, _distribution(reader, value, node), node)


NORMAL: dict[str, Made] = {"Phi": _distribution, "phi": _density}
"""Of the standard normal distribution, where Φ stands only before brackets and nobody says what it is."""


def _gamma(reader: "Reader", value: x.Expression, node: s.Syntax) -> x.Expression:
    """Γ(z) = exp(log Γ(z)), of positive numbers."""
    reader.remark("gamma-function")
    return x.Call("exp", x.Call("lgamma", value), span=node.span)


def _digamma(reader: "Reader", value: x.Expression, node: s.Syntax) -> x.Expression:
    """ψ = (log Γ)′."""
    return x.Call("digamma", value, span=node.span)


def _factorial(reader: "Reader", value: x.Expression, node: s.Syntax) -> x.Expression:
    """z! = Γ(z + 1)."""
    reader.remark("gamma-function")
    return x.Call("exp", x.Call("lgamma", x.Add((value, x.filled(1, value.shape)))), span=node.span)


GAMMA: dict[str, Made] = {"Gamma": _gamma, "psi": _digamma, "digamma": _digamma}
"""Euler's functions, where Γ stands only before brackets and nobody says what it is."""
USUAL = NORMAL | GAMMA
ABBREVIATIONS: dict[str, Made] = {
    "tan": _ratio("sin", "cos"),
    "cot": _ratio("cos", "sin"),
    "sec": _ratio(1, "cos"),
    "csc": _ratio(1, "sin"),
    "coth": _ratio("cosh", "sinh"),
    "sech": _ratio(1, "cosh"),
    "csch": _ratio(1, "sinh"),
    "lg": _decimal,
    "logit": _logit,
    "log1p": _log_one_plus,
    "expm1": _exp_minus_one,
    "logsigmoid": _log_sigmoid,
    "LogSigmoid": _log_sigmoid,
    "softsign": _softsign,
    "Softsign": _softsign,
    "SiLU": _silu,
    "silu": _silu,
    "mish": _mish,
    "Mish": _mish,
    "erfc": _complement,
    "hardtanh": _hard_tanh,
    "Hardtanh": _hard_tanh,
    "factorial": _factorial,
    "GELU": _gelu,
    "gelu": _gelu,
}
"""Functions of one number, of every entry of an array."""
