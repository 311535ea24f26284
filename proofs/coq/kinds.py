"""What stands at row i and column j of each kind of expression: a table of rules."""

from fractions import Fraction
from typing import Any

from derive import expression as x
from proofs.coq import terms as t
from proofs.coq.entries import Bound, Entries, Rule, dummy, times
from proofs.coq.terms import OutsideError

UNDEFINED = t.Letter("undefined")
"""What stands where no case applies: a number of which nothing is known, so that nothing can be proved of it."""
CALLS = {
    "exp": "exp",
    "log": "ln",
    "sigmoid": "sigmoid",
    "tanh": "tanh",
    "sin": "sin",
    "cos": "cos",
    "sqrt": "sqrt",
    "abs": "Rabs",
    "sign": "sign_of",
}


def _power(self: Entries, node: x.Power, row: Any, column: Any, bound: Bound) -> t.Term:
    exponent = node.exponent.value if isinstance(node.exponent, x.Number) else None
    if isinstance(node.exponent, x.Negative) and isinstance(node.exponent.operand, x.Number):
        exponent = -node.exponent.operand.value
    base = self.entry(node.base, row, column, bound)
    if exponent == Fraction(1, 2):
        return t.Apply("sqrt", base)
    if exponent is None or exponent.denominator != 1 or abs(exponent) > 9:
        raise OutsideError("a power that is no small whole number")
    raised = t.Raised(base, abs(int(exponent)))
    return raised if exponent >= 0 else t.Over(t.ONE, raised)


def _call(self: Entries, node: x.Call, row: Any, column: Any, bound: Bound) -> t.Term:
    argument = self.entry(node.argument, row, column, bound)
    if node.function == "relu":
        return t.Greatest(t.ZERO, argument)
    if node.function not in CALLS:
        raise OutsideError(f"the function {node.function}")
    return t.Apply(CALLS[node.function], argument)


def _extremum(self: Entries, node: x.Extremum, row: Any, column: Any, bound: Bound) -> t.Term:
    values = [self.entry(each, None, None, bound) for each in node.operands]
    if node.kind == "min":
        values = [t.Minus(each) for each in values]
    result = values[0]
    for each in values[1:]:
        result = t.Greatest(result, each)
    return t.Minus(result) if node.kind == "min" else result


def _softmax(self: Entries, node: x.Softmax, row: Any, column: Any, bound: Bound) -> t.Term:
    def exponential(at: t.Position) -> t.Term:
        return t.Apply("exp", self.entry(node.operand, at, None, bound))

    return t.Over(exponential(row), self.over(node.shape[0], dummy(node.shape[0]), exponential))


def _sum(self: Entries, node: x.Sum, row: Any, column: Any, bound: Bound) -> t.Term:
    def body(at: t.Position) -> t.Term:
        inner = {**bound, node.index: at}
        return self.chosen(node.condition, self.entry(node.body, row, column, inner), t.ZERO, inner)

    return self.over(node.index.over, node.index.name, body)


def _trace(self: Entries, node: x.Trace, row: Any, column: Any, bound: Bound) -> t.Term:
    size = node.operand.shape[0]
    return self.over(size, dummy(size), lambda at: self.entry(node.operand, at, at, bound))


def _quotient(self: Entries, node: x.Quotient, row: Any, column: Any, bound: Bound) -> t.Term:
    below: tuple[Any, Any] = (row, column) if node.denominator.shape != x.SCALAR else (None, None)
    return t.Over(self.entry(node.numerator, row, column, bound), self.entry(node.denominator, *below, bound))


def _delta(self: Entries, node: x.Delta, row: Any, column: Any, bound: Bound) -> t.Term:
    if isinstance(node.condition, x.Same):
        return t.Delta(self.position(node.condition.left, bound), self.position(node.condition.right, bound))
    return self.chosen(node.condition, t.ONE, t.ZERO, bound)


def _cases(self: Entries, node: x.Cases, row: Any, column: Any, bound: Bound) -> t.Term:
    result: t.Term = UNDEFINED
    for value, condition in reversed(node.branches):
        result = self.chosen(condition, self.entry(value, row, column, bound), result, bound)
    return result


def _beside(self: Entries, node: x.Beside, row: Any, column: Any, bound: Bound) -> t.Term:
    first, *rest = node.blocks
    if len(rest) != 1 or first.shape[1] != "1" or "+" in rest[0].shape[1]:
        raise OutsideError("blocks in another order")
    match column:
        case t.Ordinal(0, None):
            return self.entry(first, row, None, bound)
        case t.Ordinal(1, after):
            return self.entry(rest[0], row, after, bound)
    raise OutsideError("a column of blocks at an open place")


def _symbol(self: Entries, node: x.Symbol, row: Any, column: Any, bound: Bound) -> t.Term:
    name, shape = self.matrix(node)
    at = tuple(each for each, size in zip((row, column), shape, strict=True) if size != "1")
    return t.Entry(name, at) if at else t.Letter(name)


def _abstract(self: Entries, node: x.Loss, row: Any, column: Any, bound: Bound) -> t.Term:
    name = self.name(("loss", node.name), node.name)
    self.losses[name] = None
    i, r, w = self.fresh("i"), self.fresh("i"), self.fresh("w")
    return t.Abstract(
        name, i, self.entry(node.center, t.At(i), None, bound), self.position(node.outside, bound),
        r, w, self.entry(node.matrix, t.At(r), t.At(w), bound),
    )  # fmt: skip


ENTRIES: dict[type, Rule] = {
    x.Number: lambda self, node, row, column, bound: t.Rational(node.value),
    x.Constant: lambda self, node, row, column, bound: t.Rational(Fraction(node.value)),
    x.Dimension: lambda self, node, row, column, bound: t.SizeOf(node.size),
    x.Symbol: _symbol,
    x.Named: Entries.quantity,
    x.Column: lambda self, node, row, column, bound: self.entry(node.matrix, row, self.position(node.index, bound), bound),
    x.Entry: lambda self, node, row, column, bound: self.entry(
        node.matrix,
        self.position(node.row, bound),
        None if node.column is None else self.position(node.column, bound),
        bound,
    ),
    x.Add: lambda self, node, row, column, bound: t.Plus(tuple(self.entry(e, row, column, bound) for e in node.terms)),
    x.Negative: lambda self, node, row, column, bound: t.Minus(self.entry(node.operand, row, column, bound)),
    x.Product: lambda self, node, row, column, bound: self.product(node.factors, row, column, bound),
    x.Hadamard: lambda self, node, row, column, bound: times(
        self.entry(node.left, row, column, bound), self.entry(node.right, row, column, bound)
    ),
    x.Quotient: _quotient,
    x.Power: _power,
    x.Transpose: lambda self, node, row, column, bound: self.entry(node.operand, column, row, bound),
    x.Call: _call,
    x.Extremum: _extremum,
    x.Softmax: _softmax,
    x.Sum: _sum,
    x.Delta: _delta,
    x.Cases: _cases,
    x.OneHot: lambda self, node, row, column, bound: t.Delta(row, self.position(node.index, bound)),
    x.Table: lambda self, node, row, column, bound: self.entry(node.body, row, None, {**bound, node.index: column}),
    x.Beside: _beside,
    x.Diagonal: lambda self, node, row, column, bound: times(
        t.Delta(row, column), self.entry(node.operand, row, None, bound)
    ),
    x.Trace: _trace,
    x.Loss: _abstract,
    x.Derivative: Entries.slope,
}  # fmt: skip
