"""A plain interpreter of expression trees in NumPy, by loops over every index: the independent truth of benchmarks/soundness.py.

It shares nothing with `proofs.identity`.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import mpmath
import numpy as np

from derive import expression as x
from derive.problem import Part


@dataclass
class World:
    """Numbers for everything that is free, indices from 0."""

    sizes: dict[str, int]
    values: dict[str, np.ndarray]
    indices: dict[x.Index, int]
    maps: dict[str, np.ndarray]

    def extent(self, size: str) -> int:
        if size == "±m":
            return 2 * self.sizes["m"] + 1
        return sum(int(part) if part.isdigit() else self.sizes[part] for part in size.split("+"))

    def term(self, term: Any) -> int:
        if isinstance(term, x.Index):
            return self.indices[term]
        if isinstance(term, x.Mapped):
            return int(self.maps[term.name][self.term(term.argument)])
        if term.over == "±m":
            return 2 * self.sizes["m"] + term.number if term.end else self.sizes["m"] + term.number
        return self.extent(term.over) - 1 + term.number if term.end else (term.number - 1) % self.extent(term.over)

    def at(self, index: x.Index, value: int) -> "World":
        return replace(self, indices={**self.indices, index: value})

    def holds(self, condition: Any) -> bool:
        if isinstance(condition, x.Same):
            return self.term(condition.left) == self.term(condition.right)
        if isinstance(condition, x.Not):
            return not self.holds(condition.condition)
        if isinstance(condition, x.Compare):
            left, right = (worth(side, self)[0, 0] for side in (condition.left, condition.right))
            return bool(left < right if condition.relation == "<" else left <= right)
        return (all if isinstance(condition, x.All) else any)(self.holds(each) for each in condition.conditions)


FUNCTIONS: dict[str, Callable[[Any], Any]] = {
    "exp": np.exp,
    "log": np.log,
    "sigmoid": lambda z: 1 / (1 + np.exp(-z)),
    "tanh": np.tanh,
    "sqrt": np.sqrt,
    "abs": np.abs,
    "sign": np.sign,
    "relu": lambda z: np.maximum(z, 0),
    "sin": np.sin,
    "cos": np.cos,
    "sinh": np.sinh,
    "cosh": np.cosh,
    "softplus": lambda z: np.logaddexp(0, z),
    "arctan": np.arctan,
    "arcsin": np.arcsin,
    "arccos": np.arccos,
    "arcsinh": np.arcsinh,
    "arccosh": np.arccosh,
    "arctanh": np.arctanh,
    "erf": np.vectorize(math.erf, otypes=[float]),
    "lgamma": np.vectorize(math.lgamma, otypes=[float]),
    "digamma": np.vectorize(lambda z: float(mpmath.digamma(z)), otypes=[float]),
    "trigamma": np.vectorize(lambda z: float(mpmath.polygamma(1, z)), otypes=[float]),
}


def worth(node: Any, world: World) -> np.ndarray:
    """The value of an expression as a matrix."""
    match node:
        case x.Number(value=value):
            return np.array([[float(value)]])
        case x.Dimension(size=size):
            return np.array([[float(world.extent(size))]])
        case x.Position(index=index):
            return np.array([[float(world.term(index) + 1)]])
        case x.Pi():
            return np.array([[math.pi]])
        case x.Symbol(name=name):
            return world.values[name]
        case x.Named(value=value):
            return worth(value, world)
        case x.Column(matrix=matrix, index=index):
            k = world.term(index)
            return worth(matrix, world)[:, k : k + 1]
        case x.Member(matrix=matrix, index=index):
            return world.values[matrix.name][world.term(index)]
        case x.Entry(matrix=matrix, row=row, column=column):
            return worth(matrix, world)[world.term(row), 0 if column is None else world.term(column)].reshape(1, 1)
        case x.Add(terms=terms):
            return sum(worth(term, world) for term in terms)
        case x.Negative(operand=operand):
            return -worth(operand, world)
        case x.Product(factors=factors):
            result = worth(factors[0], world)
            for factor in factors[1:]:
                other = worth(factor, world)
                result = result * other if 1 in (result.size, other.size) else result @ other
            return result
        case x.Hadamard(left=left, right=right):
            return worth(left, world) * worth(right, world)
        case x.Quotient(numerator=above, denominator=below):
            return worth(above, world) / worth(below, world)
        case x.Power(base=base, exponent=exponent):
            return worth(base, world) ** worth(exponent, world)
        case x.Transpose(operand=operand):
            return worth(operand, world).T
        case x.Call(function=function, argument=argument):
            return FUNCTIONS[function](worth(argument, world))
        case x.Extremum(kind=kind, operands=operands):
            return (np.maximum if kind == "max" else np.minimum).reduce([worth(each, world) for each in operands])
        case x.Softmax(operand=operand):
            grown = np.exp(worth(operand, world))
            return grown / grown.sum()
        case x.Sum(index=index, body=body, condition=condition):
            runs = [world.at(index, k) for k in range(world.extent(index.over))]
            shape = tuple(world.extent(size) for size in node.shape)
            return sum((worth(body, run) for run in runs if run.holds(condition)), np.zeros(shape))
        case x.Delta(condition=condition):
            return np.array([[float(world.holds(condition))]])
        case x.Cases(branches=branches):
            value = next((value for value, condition in branches if world.holds(condition)), None)
            if value is None:
                raise LookupError("no case applies")
            return worth(value, world)
        case x.Constant(value=value, declared=declared):
            return np.full([world.extent(size) for size in declared], float(value))
        case x.OneHot(index=index):
            return np.eye(world.extent(index.over))[:, [world.term(index)]]
        case x.Table(index=index, body=body):
            return np.hstack([worth(body, world.at(index, k)) for k in range(world.extent(index.over))])
        case x.Beside(blocks=blocks):
            return np.hstack([worth(block, world) for block in blocks])
        case x.Diagonal(operand=operand):
            return np.diag(worth(operand, world)[:, 0])
        case x.Trace(operand=operand):
            return np.trace(worth(operand, world)).reshape(1, 1)
        case x.Determinant(operand=operand):
            return np.linalg.det(worth(operand, world)).reshape(1, 1)
        case x.Inverse(operand=operand):
            return np.linalg.inv(worth(operand, world))
        case x.Derivative(body=x.Loss() as loss, variable=variable):
            slopes = world.values["slope of U" if variable == loss.matrix else "slope of v"]
            return slopes[world.term(loss.outside)]
        case x.Loss(outside=outside):
            return world.values["loss"][world.term(outside)]
    raise NotImplementedError(type(node).__name__)


def world_of(part: Part, sizes: dict[str, int], seed: int) -> World:
    """Random numbers for a part, its assumptions kept: o outside the samples, which are distinct where the part says so."""
    draw = np.random.default_rng(seed)
    V, d, K, m = (sizes[name] for name in "VdKm")
    names = dict(part.place.free)
    words = {name: int(draw.integers(V)) for name, index in names.items() if index.over == "V"}
    if "w" in words and draw.integers(2):
        words["w"] = words.get("o", words["w"])
    others = [k for k in range(V) if k != words.get("o")]
    distinct = len(part.assumptions) > 1 and bool(part.maps)
    if distinct:
        samples = draw.choice(others, size=min(K, len(others)), replace=False)
        sizes, K = {**sizes, "K": len(samples)}, len(samples)
    else:
        samples = draw.choice(others[: max(2, K // 2)], size=K)
    indices = {index: words[name] if index.over == "V" else int(draw.integers(K)) for name, index in names.items()}
    values = {
        "U": draw.normal(size=(d, V)),
        "C": draw.normal(size=(d, V)),
        "x": draw.normal(size=(1, 1)),
        "alpha": draw.uniform(0.1, 0.9, size=(1, 1)),
        "slope of U": draw.normal(size=(V, d, V)),
        "slope of v": draw.normal(size=(V, d, 1)),
        "loss": draw.normal(size=(V, 1, 1)),
    }
    return World(sizes, values, indices, {"w": samples, "w_t": draw.integers(V, size=2 * m + 1)})


def finite_differences(part: Part, world: World, step: float = 1e-6) -> np.ndarray:
    """The gradient of the loss as stated, by central differences."""
    variable = part.variable
    columns = {"U": slice(None), "C": slice(None)}
    symbol = variable
    if isinstance(variable, x.Column):
        symbol, k = variable.matrix, world.term(variable.index)
        columns[symbol.name] = slice(k, k + 1)
    array = world.values[symbol.name]
    picked = columns.get(symbol.name, slice(None))
    result = np.zeros_like(array[:, picked])
    for place in np.ndindex(result.shape):
        ends = []
        for sign in (1, -1):
            moved = array.copy()
            moved[:, picked][place] += sign * step
            ends.append(worth(part.loss, replace(world, values={**world.values, symbol.name: moved}))[0, 0])
        result[place] = (ends[0] - ends[1]) / (2 * step)
    return result
