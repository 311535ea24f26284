"""The checker's own walk over a loss, in floating point: its value and its exact derivatives at arrays that are given.

It shares nothing with the compiled function that a program is held against, and is its witness; and a derivative can be taken with
a slip in it, which tells what a wrong program did.
"""

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

import numpy as np

from derive import expression as x
from derive.tensors.helpers import HELPERS
from derive.tensors.loading import loaded
from derive.traversal import walk
from proofs.identity.evaluate import VALUES, Evaluation, Scope, Seed
from proofs.identity.points import Point, Setting

Array = np.ndarray[Any, np.dtype[Any]]


class Floats:
    """Arithmetic of float64. What has no value is nan or inf, and is seen as such by the caller."""

    levels = 1
    real = True
    largest = 1 << 20
    """More values than this are not computed at once."""

    def __init__(self) -> None:
        self.nowhere = self.undefined = np.zeros(1, dtype=bool)
        self.masks: list[tuple[Array, Array]] = []
        self.hid = False
        self.heard = None

    def below(self, level: int) -> int:
        return 0

    def above(self, level: int) -> int:
        return 0

    def constant(self, value: Fraction, level: int) -> Array:
        return np.full((1, 1, 1), float(value))

    def integers(self, values: Any, level: int) -> Array:
        return np.asarray(values, dtype=np.float64)

    def units(self, hit: Array) -> Array:
        return hit.astype(np.float64)

    def add(self, left: Array, right: Array, level: int) -> Array:
        return left + right

    def negative(self, value: Array, level: int) -> Array:
        return -value

    def multiply(self, left: Array, right: Array, level: int) -> Array:
        return left * right

    def matmul(self, left: Array, right: Array, level: int) -> Array:
        return np.asarray(np.matmul(left, right))

    def total(self, values: Array, axis: int, level: int, keep: bool = False) -> Array:
        return np.asarray(values.sum(axis=axis, keepdims=keep))

    def inverse(self, value: Array, level: int) -> Array:
        return 1.0 / value

    def power(self, value: Array, exponent: int, level: int) -> Array:
        return np.asarray(value ** float(exponent))

    def exp(self, argument: Array, level: int) -> Array:
        return np.exp(argument)

    def log(self, argument: Array, level: int) -> Array:
        return np.log(argument)

    def inverse_matrix(self, value: Array, level: int) -> Array:
        try:
            return np.linalg.inv(value)
        except np.linalg.LinAlgError:
            return np.full_like(value, np.nan)

    def determinant(self, value: Array, level: int) -> Array:
        return np.asarray(np.linalg.det(value))[..., None, None]

    def root(self, value: Array, degree: int, level: int) -> Array:
        return np.asarray(np.sqrt(value) if degree == 2 else value ** (1 / degree))

    def rotate(self, angle: Array, level: int) -> tuple[Array, Array]:
        return np.cos(angle), np.sin(angle)

    def turned(self, level: int) -> int:
        return 0

    def pi(self) -> Array:
        return np.full((1, 1, 1), np.pi)

    def atom(self, name: str, value: Array, level: int) -> Array:
        """An inverse function, or one that NumPy lacks."""
        found = (
            loaded(f"import math\nimport numpy as np\n{HELPERS[name]}", name) if name in HELPERS else getattr(np, name)
        )
        return np.asarray(found(value))

    def positive(self, value: Array, level: int) -> Array:
        return value > 0

    greater = positive

    def choose(self, mask: Array, yes: Array, no: Array) -> Array:
        return np.where(mask, yes, no)


def carried(node: x.Expression) -> bool:
    """Whether the checker carries every kind of node in a loss; to its derivatives, one that it does not know would be constant."""
    return all(type(each) in VALUES for each in walk(node) if isinstance(each, x.Expression))


Slip = Callable[["Walk", x.Expression, int, Scope, Seed], Any]


class Walk(Evaluation):
    """Values of expressions where the symbols are the arrays given; matrices (rows, columns), as in the mathematics.

    `slips` are nodes whose change is taken another way: what a program computes that forgets or mistakes a factor there.
    """

    def __init__(
        self,
        sizes: Mapping[str, int],
        symbols: Mapping[str, Array],
        indices: Mapping[x.Index, int],
        maps: Mapping[str, Array],
        slips: Mapping[int, Slip] | None = None,
    ) -> None:
        point = Point(
            dict(sizes),
            {index: np.full((1, 1, 1), value) for index, value in indices.items()},
            {name: np.asarray(values).reshape(1, -1) for name, values in maps.items()},
            np.zeros(1, dtype=int),
        )
        super().__init__(Floats(), point, Setting())
        self.given, self.slips = symbols, slips or {}

    def symbol(self, node: x.Symbol, level: int) -> Array:
        """The array given for a symbol, with its axis for the batch."""
        return self.given[node.name]

    def tangent(self, node: x.Expression, level: int, scope: Scope, seed: Seed) -> Any:
        """As in the checker, but for the nodes with a slip."""
        slip = self.slips.get(id(node))
        return super().tangent(node, level, scope, seed) if slip is None else slip(self, node, level, scope, seed)

    def exact(self, node: x.Expression, level: int, scope: Scope, seed: Seed) -> Any:
        """The right change of a node that has a slip."""
        return super().tangent(node, level, scope, seed)

    def gradient(self, loss: x.Expression, variable: x.Variable) -> Array:
        """∂loss/∂variable, (rows, columns)."""
        with np.errstate(all="ignore"):
            return np.asarray(self.value(x.Derivative(loss, variable)))[0]

    def worth(self, node: x.Expression) -> Array:
        """The value, (rows, columns)."""
        with np.errstate(all="ignore"):
            return np.asarray(self.value(node))[0]
