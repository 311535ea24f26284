"""Function calls, extrema, softmax and abstract losses as boxes."""

from derive import expression as e
from derive.writing import boxes as b
from derive.writing.names import lettered
from derive.writing.placing import Laid, Layout, Level, Style, comma_separated, fence, lay, layout

FUNCTION_WORDS = {
    "exp": "exp", "log": "log", "tanh": "tanh", "sign": "sign", "relu": "ReLU", "sin": "sin", "cos": "cos",
    "sinh": "sinh", "cosh": "cosh", "softplus": "softplus", "arctan": "arctan", "arcsin": "arcsin",
    "arccos": "arccos", "arcsinh": "arsinh", "arccosh": "arcosh", "arctanh": "artanh", "erf": "erf",
    "lgamma": "log Γ", "trigamma": "trigamma",
}  # fmt: skip
LETTERS = {"sigmoid": "σ", "digamma": "ψ"}
"""How the elementary functions are called; σ, √ and | | have signs of their own."""

BARE_ARGUMENTS = frozenset({"log"})
"""Functions written without brackets before an atom: log σ(x), log ŷ_o."""


def _call(node: e.Call, style: Style) -> Laid:
    argument = node.argument
    match node:
        case e.Call("sqrt", e.Product((e.Transpose(vector), other))) if vector == other and vector.shape[1] == "1":
            return Laid(fence(layout(vector, style), "‖", "‖"))
    if node.function == "sqrt":
        return Laid(b.Radical(layout(argument, style)))
    if node.function == "abs":
        return Laid(fence(layout(argument, style), "|", "|"))
    if node.function == "exp" and _is_short(argument):
        return Laid(b.Scripts(b.Letter("e"), above=layout(argument, style)))
    letter = LETTERS.get(node.function)
    word: b.Box = b.Letter(letter) if letter else b.Word(FUNCTION_WORDS[node.function])
    laid = lay(argument, style)
    bare = isinstance(argument, e.Symbol | e.Named | e.Entry | e.Call | e.Quotient | e.Sum) and (
        not isinstance(argument, e.Quotient) or argument.shape == e.SCALAR
    )
    if node.function in BARE_ARGUMENTS and bare:
        return Laid(b.Row((word, laid.box)), Level.PRODUCT, open_right=True)
    return Laid(b.Row((word, fence(laid.box))))


def _is_short(argument: e.Expression) -> bool:
    """Whether exp is written as a power of e: a symbol, a number or minus one of them."""
    inside = argument.operand if isinstance(argument, e.Negative) else argument
    return isinstance(inside, e.Symbol | e.Number) and inside.shape == e.SCALAR


def _extremum(node: e.Extremum, style: Style) -> b.Box:
    return b.Row((b.Word(node.kind), fence(comma_separated([layout(each, style) for each in node.operands]))))


def _softmax(node: e.Softmax, style: Style) -> b.Box:
    return b.Row((b.Word("softmax"), fence(layout(node.operand, style))))


def _loss(node: e.Loss, style: Style) -> b.Box:
    """J(v_c, w_{t+j}, U)."""
    arguments: list[b.Box] = [layout(part, style) for part in (node.center, node.outside, node.matrix)]
    return b.Row((lettered(node.name), fence(comma_separated(arguments))))


def _diagonal(node: e.Diagonal, style: Style) -> b.Box:
    if isinstance(node.operand, e.Constant) and node.operand.value == 1:
        return b.Letter("I", style.bold)
    return b.Row((b.Word("diag"), fence(layout(node.operand, style))))


def _trace(node: e.Trace, style: Style) -> b.Box:
    return b.Row((b.Word("tr"), fence(layout(node.operand, style))))


def _determinant(node: e.Determinant, style: Style) -> b.Box:
    return b.Row((b.Word("det"), fence(layout(node.operand, style))))


CALLS: dict[type, Layout] = {
    e.Call: _call,
    e.Extremum: _extremum,
    e.Softmax: _softmax,
    e.Diagonal: _diagonal,
    e.Trace: _trace,
    e.Determinant: _determinant,
    e.Loss: _loss,
}
