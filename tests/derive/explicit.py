"""Expression trees evaluated at explicit sizes with mpmath numbers: a plain interpreter that knows no rule of calculus."""

from dataclasses import dataclass, field, replace
from functools import singledispatch
from typing import Any

import mpmath as mp

from derive import expression as x

Matrix = list[list[Any]]


@dataclass(frozen=True)
class World:
    """Sizes, matrices (lists of rows), indices and maps (counted from 0; offsets as they are)."""

    sizes: dict[str, int]
    matrices: dict[str, Matrix]
    indices: dict[str, int] = field(default_factory=dict)
    maps: dict[str, Any] = field(default_factory=dict)

    def size(self, name: str) -> int:
        return sum(int(part) if part.isdigit() else self.sizes[part] for part in name.split("+"))

    def values(self, name: str) -> range:
        if name.startswith("±"):
            return range(-self.sizes[name[1:]], self.sizes[name[1:]] + 1)
        return range(self.size(name))

    def at(self, index: x.Index, value: int) -> "World":
        return replace(self, indices={**self.indices, index.name: value})

    def term(self, term: x.IndexTerm) -> int:
        if isinstance(term, x.Index):
            return self.indices[term.name]
        if isinstance(term, x.Mapped):
            return self.maps[term.name][self.term(term.argument)]
        return term.number if term.over.startswith("±") else term.number - 1


FUNCTIONS = {
    "abs": abs,
    "relu": lambda a: max(a, mp.mpf(0)),
    "sigmoid": lambda a: 1 / (1 + mp.exp(-a)),
    "softplus": lambda a: mp.log(1 + mp.exp(a)),
    "arctan": mp.atan,
    "arcsin": mp.asin,
    "arccos": mp.acos,
    "arcsinh": mp.asinh,
    "arccosh": mp.acosh,
    "arctanh": mp.atanh,
    "lgamma": mp.loggamma,
    "digamma": mp.digamma,
    "trigamma": lambda a: mp.polygamma(1, a),
}
"""Functions that mpmath does not have by this name."""


def scalar(node: x.Expression, world: World) -> Any:
    ((value,),) = evaluate(node, world)
    return value


def entrywise(function: Any, *matrices: Matrix) -> Matrix:
    return [[function(*entries) for entries in zip(*rows, strict=True)] for rows in zip(*matrices, strict=True)]


def holds(condition: x.Condition, world: World) -> bool:
    if isinstance(condition, x.Same):
        return world.term(condition.left) == world.term(condition.right)
    if isinstance(condition, x.Compare):
        left, right = scalar(condition.left, world), scalar(condition.right, world)
        return left < right if condition.relation == "<" else left <= right
    if isinstance(condition, x.Not):
        return not holds(condition.condition, world)
    return (all if isinstance(condition, x.All) else any)(holds(each, world) for each in condition.conditions)


@singledispatch
def evaluate(node: x.Expression, world: World) -> Matrix:
    """The matrix of values of an expression, a list of rows."""
    raise NotImplementedError(type(node).__name__)


@evaluate.register
def _(node: x.Number, world: World) -> Matrix:
    return [[mp.mpf(node.value.numerator) / node.value.denominator]]


@evaluate.register
def _(node: x.Dimension, world: World) -> Matrix:
    return [[mp.mpf(world.size(node.size))]]


@evaluate.register
def _(node: x.Position, world: World) -> Matrix:
    return [[mp.mpf(world.term(node.index) + 1)]]


@evaluate.register
def _(node: x.Pi, world: World) -> Matrix:
    return [[+mp.pi]]


@evaluate.register
def _(node: x.Symbol, world: World) -> Matrix:
    return world.matrices[node.name]


@evaluate.register
def _(node: x.Named, world: World) -> Matrix:
    return world.matrices.get(node.name) or evaluate(node.value, world)


@evaluate.register
def _(node: x.Column, world: World) -> Matrix:
    return [[row[world.term(node.index)]] for row in evaluate(node.matrix, world)]


@evaluate.register
def _(node: x.Entry, world: World) -> Matrix:
    matrix = evaluate(node.matrix, world)
    column = 0 if node.column is None else world.term(node.column)
    return [[matrix[world.term(node.row)][column]]]


@evaluate.register
def _(node: x.Add, world: World) -> Matrix:
    return entrywise(lambda *terms: mp.fsum(terms), *(evaluate(term, world) for term in node.terms))


@evaluate.register
def _(node: x.Negative, world: World) -> Matrix:
    return entrywise(lambda a: -a, evaluate(node.operand, world))


@evaluate.register
def _(node: x.Product, world: World) -> Matrix:
    result: Matrix = [[mp.mpf(1)]]
    shape = x.SCALAR
    for factor in node.factors:
        matrix = evaluate(factor, world)
        if x.SCALAR in (shape, factor.shape):
            one, many = (result, matrix) if shape == x.SCALAR else (matrix, result)
            result = [[one[0][0] * entry for entry in row] for row in many]
            shape = factor.shape if shape == x.SCALAR else shape
        else:
            columns = list(zip(*matrix, strict=True))
            result = [[mp.fsum(a * b for a, b in zip(row, c, strict=True)) for c in columns] for row in result]
            shape = (shape[0], factor.shape[1])
    return result


@evaluate.register
def _(node: x.Quotient, world: World) -> Matrix:
    above, below = evaluate(node.numerator, world), evaluate(node.denominator, world)
    if node.denominator.shape == node.numerator.shape:
        return entrywise(lambda a, b: a / b, above, below)
    return entrywise(lambda a: a / below[0][0], above)


@evaluate.register
def _(node: x.Power, world: World) -> Matrix:
    exponent = scalar(node.exponent, world)
    return entrywise(lambda a: a**exponent, evaluate(node.base, world))


@evaluate.register
def _(node: x.Trace, world: World) -> Matrix:
    inside = evaluate(node.operand, world)
    return [[sum(row[k] for k, row in enumerate(inside))]]


@evaluate.register
def _(node: x.Transpose, world: World) -> Matrix:
    return [list(row) for row in zip(*evaluate(node.operand, world), strict=True)]


@evaluate.register
def _(node: x.Call, world: World) -> Matrix:
    return entrywise(FUNCTIONS.get(node.function) or getattr(mp, node.function), evaluate(node.argument, world))


@evaluate.register
def _(node: x.Hadamard, world: World) -> Matrix:
    return entrywise(lambda a, b: a * b, evaluate(node.left, world), evaluate(node.right, world))


@evaluate.register
def _(node: x.Extremum, world: World) -> Matrix:
    return [[(max if node.kind == "max" else min)(scalar(each, world) for each in node.operands)]]


@evaluate.register
def _(node: x.Softmax, world: World) -> Matrix:
    grown = entrywise(mp.exp, evaluate(node.operand, world))
    total = mp.fsum(row[0] for row in grown)
    return entrywise(lambda a: a / total, grown)


@evaluate.register
def _(node: x.OneHot, world: World) -> Matrix:
    return [[mp.mpf(place == world.term(node.index))] for place in range(world.size(node.index.over))]


@evaluate.register
def _(node: x.Constant, world: World) -> Matrix:
    rows, columns = (1 if size == "1" else world.size(size) for size in node.shape)
    return [[mp.mpf(node.value.numerator) / node.value.denominator] * columns for _ in range(rows)]


@evaluate.register
def _(node: x.Sum, world: World) -> Matrix:
    inner = [world.at(node.index, value) for value in world.values(node.index.over)]
    terms = [evaluate(node.body, each) for each in inner if holds(node.condition, each)]
    return entrywise(lambda *entries: mp.fsum(entries), *terms) if terms else [[mp.mpf(0)]]


@evaluate.register
def _(node: x.Delta, world: World) -> Matrix:
    return [[mp.mpf(holds(node.condition, world))]]


@evaluate.register
def _(node: x.Cases, world: World) -> Matrix:
    return next(evaluate(value, world) for value, condition in node.branches if holds(condition, world))


@evaluate.register
def _(node: x.Table, world: World) -> Matrix:
    columns = [evaluate(node.body, world.at(node.index, value)) for value in world.values(node.index.over)]
    return [[column[row][0] for column in columns] for row in range(len(columns[0]))]
