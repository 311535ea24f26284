"""Chain rules through helpers: ∂J/∂θ · ∂θ/∂v is ∂J/∂v, in either order and layout, where J depends on v by θ alone."""

from collections.abc import Callable
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from derive import expression as x
from derive.elaboration.context import Scope
from derive.nodes import rebuild
from derive.parsing import syntax as s
from derive.parsing.differentials import differential
from derive.parsing.trees import is_transpose, strip
from derive.traversal import walk

if TYPE_CHECKING:
    from derive.elaboration.reader import Reader

ONE = x.Number(Fraction(1))
Pair = tuple[s.Syntax, s.Syntax]


def chain_rule(reader: "Reader", node: s.Juxtaposition, start: int, scope: Scope) -> tuple[x.Expression, int] | None:
    """The derivative that a run of linked derivatives stands for, and how many factors it takes; None where that is not certain."""
    run: list[Pair] = []
    for at in range(start, len(node.factors)):
        pair = _sides(node.factors[at])
        if pair is None or (run and node.operators[at - 1] not in ("", "cdot", "times", "*")):
            break
        run.append(pair)
    links = next((each for each in (run, run[::-1]) if len(run) > 1 and _linked(each)), None)
    if links is None:
        return None
    try:
        by = reader.variable(links[-1][1], scope)
        values = [reader.body(above, below, scope) for above, below in links]
    except (s.ReadingError, x.ShapeError):
        return None
    steps = pairwise(values)
    if not isinstance(by, x.Symbol | x.Column) or not all(only_by(outer, inner, by) for outer, inner in steps):
        return None
    return x.Derivative(values[0], by, span=node.span), len(run)


def _sides(factor: s.Syntax) -> Pair | None:
    """What is differentiated, and by what, in ∂a/∂b, also in brackets and transposed."""
    factor = strip(factor)
    if isinstance(factor, s.Scripted) and factor.above is not None and is_transpose(factor.above):
        factor = strip(factor.base)
    if not isinstance(factor, s.Fraction):
        return None
    above, below = differential(factor.numerator), differential(factor.denominator)
    return None if above is None or below is None else (strip(above), strip(below))


def _linked(run: list[Pair]) -> bool:
    return all(before[1] == after[0] for before, after in pairwise(run))


def only_by(outer: x.Expression, inner: x.Expression, by: x.Symbol | x.Column) -> bool:
    """Whether `outer` depends on a variable through `inner` alone."""
    symbol = by.matrix if isinstance(by, x.Column) else by
    if isinstance(inner, x.Entry):
        if not isinstance(by, x.Column) or inner.row != by.index:
            return False
        inner = inner.matrix
    same = _equal(inner)
    return any(symbol not in walk(_cut(form, same)) for form in _forms(outer))


def _plain(node: Any) -> Any:
    while isinstance(node, x.Named):
        node = node.value
    return node


def _equal(inner: x.Expression) -> Callable[[Any], bool]:
    """Whether a node is the helper, or an entry of it where it is a column Uᵀv."""
    value = _plain(inner)

    def test(node: Any) -> bool:
        if node == inner or _plain(node) == value:
            return True
        if not (isinstance(node, x.Product) and isinstance(value, x.Product) and len(node.factors) == 2):
            return False
        matrix, vector = value.factors[0], value.factors[-1]
        row, column = node.factors
        if column != vector:
            row, column = x.Transpose(column), getattr(row, "operand", row)
        entry = row.operand if isinstance(row, x.Transpose) else None
        turned = isinstance(matrix, x.Transpose) and isinstance(entry, x.Column) and entry.matrix == matrix.operand
        return len(value.factors) == 2 and column == vector and turned

    return test


def _cut(node: Any, same: Callable[[Any], bool]) -> Any:
    """The expression without the helper."""
    if isinstance(node, x.Expression) and same(node):
        return x.Constant(Fraction(1), node.shape)
    if isinstance(node, x.Named):
        return _cut(node.value, same)
    return rebuild(node, lambda each: _cut(each, same))


def _forms(outer: x.Expression) -> list[x.Expression]:
    """The expression, and σ(x) also as a fraction in e^{−x} or e^x."""
    value = _plain(outer)
    forms = [value]
    if isinstance(value, x.Call) and value.function == "sigmoid":
        falls, grows = x.Call("exp", x.Negative(value.argument)), x.Call("exp", value.argument)
        forms += [x.Quotient(ONE, x.Add(both)) for both in ((ONE, falls), (falls, ONE))]
        forms += [x.Quotient(grows, x.Add(both)) for both in ((ONE, grows), (grows, ONE))]
    return forms
