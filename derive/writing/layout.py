"""Expressions laid out as boxes: where brackets go, and what every node looks like. One row of `LAYOUTS` for each node type.

Brackets are as few as the reader needs to find the same function again: a node is bracketed where it binds weaker than its place
asks (`Level`), or where it reaches to the right as far as it can (a Σ, a log without brackets) and something follows.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any

from derive import expression as e
from derive.traversal import free_indices, substitute, walk
from derive.writing.boxes import (
    Big,
    Box,
    Branches,
    Digits,
    Fence,
    Letter,
    Mark,
    Over,
    Phrase,
    Radical,
    Row,
    Scripts,
    Word,
    is_tall,
)
from derive.writing.names import letter_and_subscript, letter_of


class Level(IntEnum):
    """How tightly a written expression binds."""

    SUM = 1
    TERM = 2
    PRODUCT = 3
    ATOM = 4


@dataclass(frozen=True, slots=True)
class Style:
    """Choices of a page: vectors and matrices bold or not, and the letters of columns and matrices of given names."""

    bold: bool = False
    columns: dict[str, str] = field(default_factory=lambda: {"U": "u", "C": "v"})
    matrices: dict[str, str] = field(default_factory=lambda: {"C": "V"})

    def column_letter(self, matrix: str) -> str:
        """u for U, v for the centre vectors; the small letter of any other matrix."""
        return self.columns.get(matrix, matrix.lower())


PLAIN = Style()


@dataclass(frozen=True, slots=True)
class Laid:
    """A box, how tightly it binds, and whether it would swallow what follows."""

    box: Box
    level: Level = Level.ATOM
    open_right: bool = False


FUNCTION_WORDS = {"exp": "exp", "log": "log", "tanh": "tanh", "sign": "sign", "relu": "ReLU"}
"""How the elementary functions are called; σ, √ and | | have signs of their own."""

BARE_ARGUMENTS = frozenset({"log"})
"""Functions written without brackets before an atom: log σ(x), log ŷ_o."""


def layout(node: e.Node, style: Style = PLAIN) -> Box:
    """The box of an expression, an index term or a condition."""
    return _lay(node, style).box


def _lay(node: e.Node, style: Style) -> Laid:
    found = LAYOUTS[type(node)](node, style)
    return found if isinstance(found, Laid) else Laid(found)


def fence(box: Box, opening: str = "(", closing: str = ")") -> Box:
    """The box in brackets."""
    return Fence(opening, box, closing)


def _at(node: e.Node, level: Level, style: Style, closed: bool = False) -> Box:
    """The box of a node for a place that asks for `level`, bracketed if it binds weaker (or is open where more follows)."""
    laid = _lay(node, style)
    return fence(laid.box) if laid.level < level or (closed and laid.open_right) else laid.box


def _comma_separated(boxes: list[Box]) -> Row:
    items: list[Box] = []
    for box in boxes:
        items += [Mark(",", "punctuation"), box] if items else [box]
    return Row(tuple(items))


# ----------------------------------------------------------------------------------------------------- indices, conditions


def _index(node: e.Index, style: Style) -> Box:
    base, below = letter_and_subscript(node.name)
    return Scripts(base, below=below) if below else base


def _mapped(node: e.Mapped, style: Style) -> Box:
    """w_s; and w_{t+j} for the map "w_t" of an offset."""
    base, below = letter_and_subscript(node.name)
    argument = layout(node.argument, style)
    if below is None:
        return Scripts(base, below=argument)
    return Scripts(base, below=Row((below, Mark("+", "binary"), argument)))


def _ordinal(node: e.Ordinal, style: Style) -> Box:
    return size_box(node.over) if node.number < 0 else Digits(str(node.number))


def size_box(size: e.Size) -> Box:
    """A size as it is written: V, K+1; the window ±m holds 2m+1 offsets."""
    if size.startswith("±"):
        return Row((Digits("2"), letter_of(size[1:]), Mark("+", "binary"), Digits("1")))
    items: list[Box] = []
    for part in sorted(size.split("+"), key=str.isdigit):
        items += [Mark("+", "binary")] if items else []
        items.append(Digits(part) if part.isdigit() else letter_of(part))
    return items[0] if len(items) == 1 else Row(tuple(items))


def shape_box(shape: e.Shape) -> Box:
    """A shape: d × V."""
    return Row((size_box(shape[0]), Mark("×", "binary"), size_box(shape[1])))


def _relation(left: e.Node, sign: str, right: e.Node, style: Style) -> Row:
    return Row((layout(left, style), Mark(sign, "relation"), layout(right, style)))


def _compare(node: e.Compare, style: Style) -> Box:
    """x > 0 rather than 0 < x."""
    if isinstance(node.left, e.Number) and not isinstance(node.right, e.Number):
        return _relation(node.right, {"<": ">", "<=": "≥"}[node.relation], node.left, style)
    return _relation(node.left, {"<": "<", "<=": "≤"}[node.relation], node.right, style)


def _not(node: e.Not, style: Style) -> Box:
    inside = node.condition
    match inside:
        case e.Same(left, right):
            return _relation(left, "≠", right, style)
        case e.Compare(left, relation, right):
            return layout(e.Compare(right, "<=" if relation == "<" else "<", left), style)
        case e.Not(condition):
            return layout(condition, style)
        case e.All(conditions):
            return layout(e.Some(tuple(e.Not(each) for each in conditions)), style)
    return layout(e.All(tuple(e.Not(each) for each in inside.conditions)), style)


def _all(node: e.All, style: Style) -> Box:
    if not node.conditions:
        return Phrase("always")
    return _comma_separated([layout(condition, style) for condition in node.conditions])


def _some(node: e.Some, style: Style) -> Box:
    items: list[Box] = []
    for condition in node.conditions:
        items += [Phrase("or")] if items else []
        items.append(layout(condition, style))
    return Row(tuple(items)) if items else Phrase("never")


# ------------------------------------------------------------------------------------------------------------- atoms


def _number(node: e.Number, style: Style) -> Laid:
    value = abs(node.value)
    whole = value.denominator == 1
    box: Box = Digits(str(value)) if whole else Over(Digits(str(value.numerator)), Digits(str(value.denominator)))
    return Laid(Row((Mark("−", "prefix"), box)), Level.SUM) if node.value < 0 else Laid(box)


def _dimension(node: e.Dimension, style: Style) -> Laid:
    return Laid(size_box(node.size), Level.SUM if not node.size.isalpha() else Level.ATOM)


def _lettered(name: str, shape: e.Shape, style: Style) -> Box:
    base, below = letter_and_subscript(name, style.bold and shape != e.SCALAR)
    return Scripts(base, below=below) if below else base


def _symbol(node: e.Symbol, style: Style) -> Box:
    return _lettered(style.matrices.get(node.name, node.name), node.shape, style)


def _named(node: e.Named, style: Style) -> Box:
    return _lettered(node.name, node.shape, style)


def _column(node: e.Column, style: Style) -> Box:
    """u_w for a column of U; (X)_{:,w} for a column of anything without a letter."""
    index = layout(node.index, style)
    if isinstance(node.matrix, e.Symbol) and "_" not in node.matrix.name:
        letter, _ = letter_and_subscript(style.column_letter(node.matrix.name), style.bold)
        return Scripts(letter, below=index)
    return Scripts(_base(node.matrix, style), below=Row((Mark(":"), Mark(",", "punctuation"), index)))


def _entry(node: e.Entry, style: Style) -> Box:
    row = layout(node.row, style)
    if node.column is None and isinstance(node.matrix, e.Column) and isinstance(node.matrix.matrix, e.Symbol):
        matrix, column = node.matrix.matrix, node.matrix.index
        return _entry(e.Entry(matrix, node.row, column), style)
    below = row if node.column is None else Row((row, Mark(",", "punctuation"), layout(node.column, style)))
    return Scripts(_base(node.matrix, Style(False, style.columns, style.matrices)), below=below)


def _base(node: e.Expression, style: Style) -> Box:
    """The box of a node that takes a script: bracketed unless it is one letter or word without a script."""
    laid = _lay(node, style)
    bracketed = (
        isinstance(node, e.Call | e.Softmax) and isinstance(laid.box, Row) and isinstance(laid.box.items[-1], Fence)
    )
    return laid.box if bracketed or isinstance(laid.box, Letter | Digits) else fence(laid.box)


def _constant(node: e.Constant, style: Style) -> Laid:
    if node.shape == e.SCALAR:
        return _number(e.Number(node.value), style)
    if node.value in (0, 1):
        return Laid(Digits(str(node.value), "bold"))
    scalar = _number(e.Number(node.value), style)
    return Laid(Row((scalar.box, Digits("1", "bold"))), min(scalar.level, Level.PRODUCT))


def _one_hot(node: e.OneHot, style: Style) -> Box:
    return Scripts(Letter("e", style.bold), below=layout(node.index, style))


def _delta(node: e.Delta, style: Style) -> Box:
    return Row((Digits("1", "blackboard"), fence(layout(node.condition, style), "[", "]")))


# ---------------------------------------------------------------------------------------------------------- arithmetic


def _flat_terms(node: e.Expression) -> list[e.Expression]:
    """The terms of nested sums in a row: brackets after a + say nothing."""
    return [part for term in node.terms for part in _flat_terms(term)] if isinstance(node, e.Add) else [node]


def _add(node: e.Add, style: Style) -> Laid:
    items: list[Box] = []
    for term in _flat_terms(node):
        sign, rest = _signed(term)
        if items:
            items.append(Mark(sign, "binary"))
        elif sign == "−":
            items.append(Mark(sign, "prefix"))
        items.append(_at(rest, Level.TERM, style))
    return Laid(Row(tuple(items)), Level.SUM)


def _signed(term: e.Expression) -> tuple[str, e.Expression]:
    """The sign of a term and what stands after it."""
    match term:
        case e.Negative(operand):
            return "−", operand
        case e.Number(value) if value < 0:
            return "−", e.Number(-value)
        case e.Product(factors) if factors:
            sign, first = _signed(factors[0])
            return sign, term if sign == "+" else e.Product((first, *factors[1:]))
    return "+", term


def _negative(node: e.Negative, style: Style) -> Laid:
    return Laid(Row((Mark("−", "prefix"), _at(node.operand, Level.TERM, style))), Level.SUM)


def _product(node: e.Product, style: Style) -> Laid:
    if not node.factors:
        return Laid(Digits("1"))
    factors = _flat_factors(node)
    if len(factors) == 1:
        return _lay(factors[0], style)
    items: list[Box] = []
    for position, factor in enumerate(factors):
        last = position == len(factors) - 1
        if position == 0 and _signed(factor)[0] == "−" and not isinstance(factor, e.Product):
            items += [Mark("−", "prefix"), _at(_signed(factor)[1], Level.PRODUCT, style, closed=True)]
            continue
        box = _at(factor, Level.PRODUCT, style, closed=not last)
        if _lay(factor, style).level == Level.PRODUCT and isinstance(factor, e.Product):
            box = fence(box)
        if items and (isinstance(box, Digits) and not box.font):
            items.append(Mark("·", "binary"))
        items.append(box)
    leading = items[0] if isinstance(items[0], Mark) else None
    open_right = _lay(factors[-1], style).open_right
    return Laid(Row(tuple(items)), Level.SUM if leading else Level.PRODUCT, open_right)


def _flat_factors(node: e.Product) -> list[e.Expression]:
    """The factors with nested products dissolved where brackets say nothing: not around a dot product that scales a vector."""
    found: list[e.Expression] = []
    for factor in node.factors:
        inner = _flat_factors(factor) if isinstance(factor, e.Product) else [factor]
        scalars = all(each.shape == e.SCALAR for each in inner)
        found += inner if scalars or (not found and factor.shape != e.SCALAR) else [factor]
    return found


def _hadamard(node: e.Hadamard, style: Style) -> Laid:
    left, right = (_at(side, Level.ATOM, style) for side in (node.left, node.right))
    return Laid(Row((left, Mark("⊙", "binary"), right)), Level.TERM)


def _quotient(node: e.Quotient, style: Style) -> Box:
    return Over(layout(node.numerator, style), layout(node.denominator, style))


def _power(node: e.Power, style: Style) -> Box:
    return _superscript(node.base, layout(node.exponent, style), style)


def _transpose(node: e.Transpose, style: Style) -> Box:
    return _superscript(node.operand, Mark("⊤"), style)


RAISED = (e.Symbol, e.Named, e.Column, e.Entry, e.Constant, e.OneHot)
"""What takes a superscript without brackets; so do σ(x) and other calls with brackets of their own."""


def _superscript(base: e.Expression, above: Box, style: Style) -> Box:
    box = _at(base, Level.ATOM, style)
    if isinstance(base, e.Number) and base.value >= 0 and base.value.denominator == 1:
        return Scripts(box, above=above)
    if isinstance(base, e.Call) and isinstance(box, Row) and isinstance(box.items[-1], Fence):
        return Scripts(box, above=above)
    if not isinstance(base, RAISED):
        return Scripts(box if isinstance(box, Fence) else fence(box), above=above)
    match box:
        case Scripts(inner, below, None):
            return Scripts(inner, below, above)
        case Letter() | Digits() | Word():
            return Scripts(box, above=above)
    return Scripts(fence(box), above=above)


# ----------------------------------------------------------------------------------------------------------- functions


def _call(node: e.Call, style: Style) -> Laid:
    argument = node.argument
    if node.function == "sqrt":
        return Laid(Radical(layout(argument, style)))
    if node.function == "abs":
        return Laid(fence(layout(argument, style), "|", "|"))
    if node.function == "exp" and _is_short(argument):
        return Laid(Scripts(Letter("e"), above=layout(argument, style)))
    word: Box = Letter("σ") if node.function == "sigmoid" else Word(FUNCTION_WORDS[node.function])
    laid = _lay(argument, style)
    bare = isinstance(argument, e.Symbol | e.Named | e.Entry | e.Call | e.Quotient | e.Sum) and (
        not isinstance(argument, e.Quotient) or argument.shape == e.SCALAR
    )
    if node.function in BARE_ARGUMENTS and bare:
        return Laid(Row((word, laid.box)), Level.PRODUCT, open_right=True)
    return Laid(Row((word, fence(laid.box))))


def _is_short(argument: e.Expression) -> bool:
    """Whether exp is written as a power of e: a symbol, a number or minus one of them."""
    inside = argument.operand if isinstance(argument, e.Negative) else argument
    return isinstance(inside, e.Symbol | e.Number) and inside.shape == e.SCALAR


def _extremum(node: e.Extremum, style: Style) -> Box:
    return Row((Word(node.kind), fence(_comma_separated([layout(each, style) for each in node.operands]))))


def _softmax(node: e.Softmax, style: Style) -> Box:
    return Row((Word("softmax"), fence(layout(node.operand, style))))


def _loss(node: e.Loss, style: Style) -> Box:
    """J(v_c, w_{t+j}, U); an offset j stands for the word w_{t+j}."""
    offset = isinstance(node.outside, e.Index) and node.outside.over.startswith("±")
    outside = e.Mapped("w_t", node.outside, "V") if offset else node.outside
    arguments: list[Box] = [layout(part, style) for part in (node.center, outside, node.matrix)]
    return Row((_lettered(node.name, e.SCALAR, style), fence(_comma_separated(arguments))))


def _diagonal(node: e.Diagonal, style: Style) -> Box:
    return Row((Word("diag"), fence(layout(node.operand, style))))


# --------------------------------------------------------------------------------------------- sums, cases, matrices


def _sum(node: e.Sum, style: Style) -> Laid:
    body = _at(node.body, Level.TERM, style)
    index = layout(node.index, style)
    conditions = node.condition.conditions if isinstance(node.condition, e.All) else (node.condition,)
    written = tuple(layout(each, style) for each in conditions)
    if node.index.over.startswith("±"):
        bound = letter_of(node.index.over[1:])
        first = Row(
            (Mark("−", "prefix"), bound, Mark("≤", "relation"), index, Mark("≤", "relation"), bound),
        )
        return Laid(Row((Big((first, *written)), body)), Level.PRODUCT, open_right=True)
    if not written:
        first = Row((index, Mark("=", "relation"), Digits("1")))
        return Laid(Row((Big((first,), size_box(node.index.over)), body)), Level.PRODUCT, open_right=True)
    if not _names_first(node.index, conditions[0]):
        written = (Row((index, Mark(":", "relation"), written[0])), *written[1:])
    return Laid(Row((Big((_comma_separated(list(written)),)), body)), Level.PRODUCT, open_right=True)


def _names_first(index: e.Index, condition: e.Condition) -> bool:
    """Whether a condition says which index runs by beginning with it: w ≠ o does, w_r = w_s does not."""
    inside = condition.condition if isinstance(condition, e.Not) else condition
    return isinstance(inside, e.Same) and inside.left == index


def _cases(node: e.Cases, style: Style) -> Laid:
    rows: list[tuple[Box, Box]] = []
    for value, condition in node.branches:
        told: Box = Phrase("otherwise")
        if condition != e.ALWAYS:
            told = Row((Phrase("if"), layout(condition, style)))
        rows.append((layout(value, style), told))
    return Laid(Branches(tuple(rows)), Level.PRODUCT, open_right=True)


def _table(node: e.Table, style: Style) -> Box:
    return fence(_comma_separated(_table_items(node, style)), "[", "]")


def _table_items(node: e.Table, style: Style) -> list[Box]:
    """First column, dots, last column."""
    first, last = (layout(substitute(node.body, {node.index: e.Ordinal(n, node.index.over)}), style) for n in (1, -1))
    return [first, Mark("…"), last]


def _beside(node: e.Beside, style: Style) -> Box:
    items: list[Box] = []
    for block in node.blocks:
        match block:
            case e.Table():
                items += _table_items(block, style)
            case e.Negative(e.Table(index, body)):
                items += _table_items(e.Table(index, e.Negative(body)), style)
            case _:
                items.append(layout(block, style))
    return fence(_comma_separated(items), "[", "]")


def _derivative(node: e.Derivative, style: Style) -> Laid:
    sign = Letter("d") if _is_ordinary(node) else Mark("∂")
    below = Row((sign, layout(node.variable, style)))
    if isinstance(node.body, e.Named | e.Symbol | e.Column | e.Entry | e.Loss):
        return Laid(Over(Row((sign, layout(node.body, style))), below))
    laid = _lay(node.body, style)
    bare = isinstance(node.body, e.Call | e.Sum | e.Quotient | e.Derivative | e.Extremum | e.Softmax)
    return Laid(Row((Over(sign, below), laid.box if bare else fence(laid.box))), Level.PRODUCT, open_right=bare)


def _is_ordinary(node: e.Derivative) -> bool:
    """Whether d/dx is written: a scalar by a scalar, with no vector and no index in sight."""
    scalars = all(part.shape == e.SCALAR for part in walk(node) if isinstance(part, e.Expression))
    return isinstance(node.variable, e.Symbol) and scalars and not free_indices(node)


LAYOUTS: dict[type, Callable[[Any, Style], Box | Laid]] = {
    e.Index: _index,
    e.Mapped: _mapped,
    e.Ordinal: _ordinal,
    e.Same: lambda node, style: _relation(node.left, "=", node.right, style),
    e.Compare: _compare,
    e.Not: _not,
    e.All: _all,
    e.Some: _some,
    e.Number: _number,
    e.Dimension: _dimension,
    e.Symbol: _symbol,
    e.Named: _named,
    e.Column: _column,
    e.Entry: _entry,
    e.Add: _add,
    e.Negative: _negative,
    e.Product: _product,
    e.Hadamard: _hadamard,
    e.Quotient: _quotient,
    e.Power: _power,
    e.Transpose: _transpose,
    e.Call: _call,
    e.Extremum: _extremum,
    e.Softmax: _softmax,
    e.Sum: _sum,
    e.Delta: _delta,
    e.Cases: _cases,
    e.Constant: _constant,
    e.OneHot: _one_hot,
    e.Table: _table,
    e.Beside: _beside,
    e.Diagonal: _diagonal,
    e.Loss: _loss,
    e.Derivative: _derivative,
}
"""How each node type is laid out."""

__all__ = ["LAYOUTS", "PLAIN", "Level", "Style", "fence", "is_tall", "layout", "shape_box", "size_box"]
