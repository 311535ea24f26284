"""Functions that everybody knows: of every entry, of a whole vector, of a square matrix."""

from collections.abc import Callable
from fractions import Fraction
from typing import TYPE_CHECKING

from derive import expression as x
from derive.elaboration import greatest, parametric
from derive.elaboration.abbreviations import ABBREVIATIONS, USUAL, clipped, each_entry
from derive.elaboration.broadcast import BROADCAST
from derive.elaboration.functions import AT, ENTRYWISE, MOVED, by_entries, diagonal, entry, log_sum_exp, softmax
from derive.elaboration.parametric import PARAMETRIC
from derive.parsing import syntax as s

if TYPE_CHECKING:
    from derive.elaboration.reader import Reader


def _softmax(reader: "Reader", value: x.Expression, node: s.Syntax) -> x.Expression:
    """softmax of a column, of a row, or of each row of a matrix (of each column, where data are columns)."""
    if value.shape == x.SCALAR:
        raise s.ReadingError("softmax of a number", node.span, "a vector")
    if "1" in value.shape:
        return softmax(value, node.span)
    by_rows = reader.context.row_wise
    reader.context.note("softmax-every-row" if by_rows else "softmax-every-column")
    index = x.Index(f"a{node.span[0]}", value.shape[0] if by_rows else value.shape[1])
    if by_rows:
        return x.Transpose(x.Table(index, x.Softmax(x.Column(x.Transpose(value), index))), span=node.span)
    return x.Table(index, x.Softmax(x.Column(value, index)), span=node.span)


def _trace(reader: "Reader", value: x.Expression, node: s.Syntax) -> x.Expression:
    reader.context.solver.unify(*value.shape)
    _of_entries_only(value, node)
    return value if value.shape == x.SCALAR else x.Trace(value, span=node.span)


def _of_entries_only(value: x.Expression, node: s.Syntax) -> None:
    """ReadingError for tr e^A and det log A: of every entry, or the power series of the matrix?"""
    whole = value
    while isinstance(whole, x.Negative | x.Transpose | x.Named):
        whole = whole.value if isinstance(whole, x.Named) else whole.operand
    terms = whole.terms if isinstance(whole, x.Add) else (whole,)
    if any(isinstance(each, x.Call) and each.function in SERIES and "1" not in each.shape for each in terms):
        raise s.ReadingError(
            "is this function of every entry, or of the matrix as a whole?",
            node.span,
            "entries, as in \\sum_i e^{A_{ii}}",
        )


def _determinant(reader: "Reader", value: x.Expression, node: s.Syntax) -> x.Expression:
    reader.context.solver.unify(*value.shape)
    _of_entries_only(value, node)
    return value if value.shape == x.SCALAR else x.Determinant(value, span=node.span)


def _diagonal(reader: "Reader", value: x.Expression, node: s.Syntax) -> x.Expression:
    """The matrix with a vector on its diagonal; of a square matrix the vector on its diagonal."""
    if "1" in value.shape:
        return diagonal(value, node.span)
    if not reader.context.solver.unify(*value.shape):
        raise s.ReadingError("diag of an array that is not square", node.span, "a vector or a square matrix")
    index = x.Index(f"a{node.span[0]}", value.shape[0])
    return x.Transpose(x.Table(index, x.Entry(value, index, index)), span=node.span)


def _log_sum_exp(reader: "Reader", value: x.Expression, node: s.Syntax) -> x.Expression:
    if "1" not in value.shape or value.shape == x.SCALAR:
        raise s.ReadingError("logsumexp is of a vector", node.span, "a vector")
    return log_sum_exp(value, node.span)


def _mean(reader: "Reader", value: x.Expression, node: s.Syntax) -> x.Expression:
    """The mean of all entries of an array."""
    for size in (each for each in value.shape if each != "1"):
        ones = x.filled(1, (size, "1"), node.span)
        whole = x.Product((x.Transpose(ones), value)) if value.shape[0] == size else x.Product((value, ones))
        value = x.Quotient(whole, x.Dimension(size), span=node.span)
    return value


SHAPED: dict[str, Callable[["Reader", x.Expression, s.Syntax], x.Expression]] = {
    "softmax": _softmax,
    "Softmax": _softmax,
    "tr": _trace,
    "Tr": _trace,
    "trace": _trace,
    "Trace": _trace,
    "det": _determinant,
    "diag": _diagonal,
    "Diag": _diagonal,
    "mean": _mean,
    "logsumexp": _log_sum_exp,
    "LSE": _log_sum_exp,
    **BROADCAST,
}
"""Functions of the whole of their argument."""
SERIES = ("exp", "log", "sqrt", "sin", "cos")
"""Functions that a square matrix has as a whole too."""
GREATEST = ("max", "min")
CLIP = ("clip", "clamp")
OF_ENTRIES = frozenset(ENTRYWISE) | frozenset(ABBREVIATIONS)
KNOWN = frozenset([*OF_ENTRIES, *SHAPED, *GREATEST, *CLIP, *PARAMETRIC])
TAKES_PRODUCT = frozenset({"tr", "Tr", "trace", "Trace", "det"})
"""Functions that, without brackets, take the whole product behind them: tr ABC."""
LIKE_FUNCTIONS = frozenset({"f", "g", "h", "F", "G", "phi", "psi", "varphi", "kappa", "Phi", "Psi", "Gamma"})
"""Letters that, undeclared and followed by a bracket, are rather functions than factors."""


def called(reader: "Reader", name: str, arguments: list[x.Expression], node: s.Syntax) -> x.Expression:
    """A known function at its arguments."""
    if name in GREATEST:
        return extremum(reader, name, arguments, node)
    if name in CLIP:
        return clipped(reader, arguments, node)
    if name in PARAMETRIC:
        return parametric.applied(reader, name, arguments, node)
    if len(arguments) != 1:
        raise s.ReadingError(f"{name} takes one argument", node.span, "one argument")
    if ENTRYWISE.get(name) == "log" and isinstance(arguments[0], x.Call) and arguments[0].function == "exp":
        inside = arguments[0].argument
        if isinstance(inside, x.Call) and inside.function == "lgamma":
            return inside
    if (
        ENTRYWISE.get(name) in SERIES
        and isinstance(arguments[0], x.Symbol)
        and arguments[0].name in reader.context.symmetric
    ):
        raise s.ReadingError(
            f"is {name} of every entry of {arguments[0].name}, or of the matrix as a whole?", node.span, "entries"
        )
    if name in ENTRYWISE:
        return x.Call(ENTRYWISE[name], arguments[0], span=node.span)
    return (SHAPED.get(name) or ABBREVIATIONS.get(name) or USUAL[name])(reader, arguments[0], node)


def extremum(reader: "Reader", kind: str, arguments: list[x.Expression], node: s.Syntax) -> x.Expression:
    """max(0, z) is ReLU, and max of several arrays or numbers the greatest at every entry."""
    zero = x.Number(Fraction(0))
    rest = [each for each in arguments if each != zero]
    if kind == "max" and len(arguments) == 2 and len(rest) == 1:
        return x.Call("relu", rest[0], span=node.span)
    arrays = [each for each in arguments if each.shape != x.SCALAR]
    if len(arguments) == len(arrays) == 1:
        return greatest.whole(reader, kind, arguments[0], node.span)
    if len(arguments) < 2 or not all(reader.context.solver.fit(each.shape, arrays[0].shape) for each in arrays):
        raise s.ReadingError(f"{kind} is of several numbers, or of arrays of one shape", node.span, "max(0, z)")
    if not arrays:
        return x.Extremum(kind, tuple(arguments), span=node.span)
    reader.context.note("entrywise-function", name=kind)
    return each_entry(arguments, node, lambda at: x.Extremum(kind, tuple(at)))


def is_slope(node: x.Node) -> bool:
    """Whether a derivative is the f′ of a function at some number, and not one by a quantity of the page."""
    return isinstance(node, x.Derivative) and isinstance(node.variable, x.Named) and node.variable.name in (AT, MOVED)


def slope(reader: "Reader", name: str, value: x.Expression, node: s.Syntax) -> x.Expression:
    """f′ of every entry, for a function of one number: the derivative at a name that stands for the entry."""
    if value.shape == x.SCALAR:
        at = x.Named(AT, value)
        return x.Derivative(called(reader, name, [at], node), at, span=node.span)

    def one(row: x.Index, column: x.Index) -> x.Expression:
        at = x.Named(AT, entry(value, row, column))
        return x.Derivative(called(reader, name, [at], node), at)

    return by_entries(value.shape, node.span, one)
