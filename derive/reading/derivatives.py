"""Derivatives as people write them: ∂J/∂v, ∂/∂v f, ∇_v f, with a forgotten ∂ supplied."""

from typing import TYPE_CHECKING

from derive import expression as x
from derive.reading import syntax as s
from derive.reading.conditions import holds_relation
from derive.reading.context import Scope, is_transpose, key, strip
from derive.reading.differentials import differential, forgotten, is_sign
from derive.reading.indices import condition, named_index

if TYPE_CHECKING:
    from derive.reading.reader import Reader


def operator_of(reader: "Reader", node: s.Syntax, scope: Scope) -> x.Expression | None:
    """∂/∂v, d/dx and ∇_v: what is differentiated by."""
    if isinstance(node, s.Scripted) and key(node.base) in ("nabla", "partial", "D") and node.below is not None:
        if node.above is not None and not is_transpose(node.above):
            raise s.ReadingError("this is no first derivative", node.span, "\\nabla_{v_c} J")
        return variable(reader, node.below, scope)
    if isinstance(node, s.Fraction) and is_sign(node.numerator):
        below = differential(node.denominator)
        if below is not None:
            return variable(reader, below, scope)
    return None


def derivative_fraction(reader: "Reader", node: s.Fraction, scope: Scope) -> x.Expression | None:
    """∂f/∂x as a fraction; a forgotten ∂ above or below is supplied."""
    above, below = differential(node.numerator), differential(node.denominator)
    if above is None and is_sign(node.numerator) and below is not None:
        raise s.ReadingError("this derivative has nothing to act on", node.span, "an expression after it")
    if above is None or below is None:
        found = forgotten(node)
        if found is None:
            return None
        reader.remark("reading-missing-partial")
        above, below = found
    by = variable(reader, below, scope)
    return derivative(reader.read(above, scope), by, node.span)


def variable(reader: "Reader", node: s.Syntax, scope: Scope) -> x.Expression:
    """What is differentiated by: U, v_c, u_w, x; a condition beside it is kept aside."""
    node = strip(node)
    if isinstance(node, s.Juxtaposition):
        tests = [factor for factor in node.factors if holds_relation(factor)]
        plain = [factor for factor in node.factors if factor not in tests and not isinstance(factor, s.Words)]
        if len(plain) == 1:
            for test in tests:
                reader.aside(condition(reader, strip(test), scope))
            node = strip(plain[0])
    word = key(node)
    if reader.vectors and word in reader.place.free and reader.place.free[word].over == reader.words:
        reader.remark("reading", symbol=word, meaning=f"{reader.vectors[0]}_{word}")
        return x.Column(reader.layout_matrix, named_index(reader, word, reader.words, scope, node.span))
    if (
        isinstance(node, s.Scripted)
        and reader.vectors
        and reader.number_of_sample(node) is not None
        and not reader.place.window
    ):
        reader.remark("reading", symbol=word or "w", meaning=reader.vectors[0])
        return reader.read(s.Scripted(s.Name(reader.vectors[0], span=node.span), node.below, span=node.span), scope)
    return reader.read(node, scope)


def derivative(body: x.Expression, by: x.Expression, span: s.Span) -> x.Expression:
    """∂ body / ∂ by, transposed where the variable is written transposed."""
    if isinstance(by, x.Transpose):
        inner = derivative(body, by.operand, span)
        return x.Transpose(inner) if body.shape == x.SCALAR else inner
    if not isinstance(by, x.Symbol | x.Column | x.Entry | x.Named):
        raise s.ReadingError("one cannot differentiate by this", span, "a variable such as v_c, u_w, U or x")
    return x.Derivative(body, by, span=span)
