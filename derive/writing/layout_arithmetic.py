"""Sums of terms, products, fractions, powers and transposes as boxes: here brackets and signs are decided."""

from derive import expression as e
from derive.traversal import free_indices
from derive.writing import boxes as b
from derive.writing.placing import Laid, Layout, Level, Style, at, fence, lay, layout


def _flat_terms(node: e.Expression) -> list[e.Expression]:
    """The terms of nested sums in a row: brackets after a + say nothing."""
    return [part for term in node.terms for part in _flat_terms(term)] if isinstance(node, e.Add) else [node]


def _add(node: e.Add, style: Style) -> Laid:
    items: list[b.Box] = []
    for term in _flat_terms(node):
        sign, rest = _signed(term)
        if items:
            items.append(b.Mark(sign, "binary"))
        elif sign == "−":
            items.append(b.Mark(sign, "prefix"))
        items.append(at(rest, Level.TERM, style))
    return Laid(b.Row(tuple(items)), Level.SUM)


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
    return Laid(b.Row((b.Mark("−", "prefix"), at(node.operand, Level.TERM, style))), Level.SUM)


def _product(node: e.Product, style: Style) -> Laid:
    if not node.factors:
        return Laid(b.Digits("1"))
    factors = _flat_factors(node)
    if len(factors) == 1:
        return lay(factors[0], style)
    items: list[b.Box] = []
    for position, factor in enumerate(factors):
        last = position == len(factors) - 1
        if position == 0 and _signed(factor)[0] == "−" and not isinstance(factor, e.Product):
            items += [b.Mark("−", "prefix"), at(_signed(factor)[1], Level.PRODUCT, style, closed=True)]
            continue
        box = at(factor, Level.PRODUCT, style, closed=not last)
        if lay(factor, style).level == Level.PRODUCT and isinstance(factor, e.Product):
            box = fence(box)
        if items and (isinstance(box, b.Digits) and not box.font):
            items.append(b.Mark("·", "binary"))
        items.append(box)
    leading = items[0] if isinstance(items[0], b.Mark) else None
    open_right = lay(factors[-1], style).open_right
    return Laid(b.Row(tuple(items)), Level.SUM if leading else Level.PRODUCT, open_right)


def _flat_factors(node: e.Product) -> list[e.Expression]:
    """The factors with nested products dissolved where brackets say nothing: not around a dot product that scales a vector."""
    found: list[e.Expression] = []
    for factor in node.factors:
        inner = _flat_factors(factor) if isinstance(factor, e.Product) else [factor]
        scalars = all(each.shape == e.SCALAR for each in inner)
        found += inner if scalars or (not found and factor.shape != e.SCALAR) else [factor]
    return found


def _hadamard(node: e.Hadamard, style: Style) -> Laid:
    left = lay(node.left, style).box if isinstance(node.left, e.Hadamard) else at(node.left, Level.ATOM, style)
    return Laid(b.Row((left, b.Mark("⊙", "binary"), at(node.right, Level.ATOM, style))), Level.TERM)


def _quotient(node: e.Quotient, style: Style) -> b.Box:
    return b.Over(layout(node.numerator, style), layout(node.denominator, style))


def _power(node: e.Power, style: Style) -> b.Box:
    return _superscript(node.base, layout(node.exponent, style), style)


def _transpose(node: e.Transpose, style: Style) -> b.Box:
    by_entries = _entry_by_entry(node.operand)
    if by_entries is not None:
        return layout(by_entries, style)
    if isinstance(node.operand, e.Inverse):
        return _superscript(node.operand.operand, b.Row((b.Mark("−", "prefix"), b.Mark("⊤"))), style)
    return _superscript(node.operand, b.Mark("⊤"), style)


def _entry_by_entry(node: e.Expression) -> e.Expression | None:
    """What a table of columns says in a word: the softmax of every row of Z, the indicators of all entries of z > 0."""
    match node:
        case e.Table(i, e.Softmax(e.Column(e.Transpose(rows), at))) if at == i and i not in free_indices(rows):
            return e.Softmax(rows)
        case e.Table(i, e.Softmax(e.Column(columns, at))) if at == i and i not in free_indices(columns):
            return e.Softmax(_turned(columns))
        case e.Table(i, e.Delta(e.Compare(e.Number() as bound, relation, e.Entry(whole, at, None)))) if at == i:
            return e.Delta(e.Compare(bound, relation, whole))
        case e.Table(
            i, e.Transpose(e.Table(j, e.Delta(e.Compare(e.Number() as bound, relation, e.Entry(whole, r, c)))))
        ):
            return e.Delta(e.Compare(bound, relation, whole)) if (r, c) == (i, j) else None
    return None


def _turned(node: e.Expression) -> e.Expression:
    """The transpose of a product factor by factor: X W for WᵀXᵀ."""
    match node:
        case e.Transpose(inside):
            return inside
        case e.Product(factors):
            return e.Product(tuple(each if each.shape == e.SCALAR else _turned(each) for each in reversed(factors)))
    return e.Transpose(node)


def _inverse(node: e.Inverse, style: Style) -> b.Box:
    return _superscript(node.operand, MINUS_ONE, style)


MINUS_ONE = b.Row((b.Mark("−", "prefix"), b.Digits("1")))


RAISED = (e.Symbol, e.Named, e.Column, e.Member, e.Entry, e.Constant, e.OneHot)
"""What takes a superscript without brackets; so do σ(x) and other calls with brackets of their own."""


def _superscript(base: e.Expression, above: b.Box, style: Style) -> b.Box:
    box = at(base, Level.ATOM, style)
    if isinstance(base, e.Number) and base.value >= 0 and base.value.denominator == 1:
        return b.Scripts(box, above=above)
    if isinstance(base, e.Call) and isinstance(box, b.Row) and isinstance(box.items[-1], b.Fence):
        return b.Scripts(box, above=above)
    if not isinstance(base, RAISED):
        return b.Scripts(box if isinstance(box, b.Fence) else fence(box), above=above)
    match box:
        case b.Scripts(inner, below, None):
            return b.Scripts(inner, below, above)
        case b.Letter() | b.Digits() | b.Word():
            return b.Scripts(box, above=above)
    return b.Scripts(fence(box), above=above)


ARITHMETIC: dict[type, Layout] = {
    e.Add: _add,
    e.Negative: _negative,
    e.Product: _product,
    e.Hadamard: _hadamard,
    e.Quotient: _quotient,
    e.Power: _power,
    e.Transpose: _transpose,
    e.Inverse: _inverse,
}
