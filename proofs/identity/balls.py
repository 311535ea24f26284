"""Arithmetic with real balls (python-flint): an interval that is certain to hold the value, for witnesses and outside the exact class."""

from collections.abc import Callable
from fractions import Fraction
from typing import Any

import flint
import numpy as np

from proofs.identity.field import counted
from proofs.identity.undecidable import Undecidable

Array = np.ndarray

PRECISION = 128
"""Bits; enough that values at small integers are separated whenever they differ visibly."""
LEAST = flint.arb(2) ** -64
"""A number that is smaller, or larger than its inverse, hides others or hides from them."""
TIGHT = flint.arb(2) ** -32
"""A wider ball than this shows nothing by overlapping."""
GRAIN = 64
"""Fine draws are multiples of the inverse of this: no special places."""

_number = np.frompyfunc(lambda value: flint.arb(int(value)), 1, 1)
_exp = np.frompyfunc(lambda value: value.exp(), 1, 1)
_log = np.frompyfunc(lambda value: value.log(), 1, 1)
_cos = np.frompyfunc(lambda value: value.cos(), 1, 1)
_sin = np.frompyfunc(lambda value: value.sin(), 1, 1)
_finite = np.frompyfunc(lambda value: value.is_finite(), 1, 1)
_zero = np.frompyfunc(lambda value: value.contains(0), 1, 1)
_positive = np.frompyfunc(lambda value: True if value > 0 else False if value < 0 else None, 1, 1)
_greater = np.frompyfunc(lambda value: True if value > 0 else False if value <= 0 else None, 1, 1)
_negative = np.frompyfunc(lambda value: value < 0, 1, 1)
_visible = np.frompyfunc(lambda value: value.is_zero() or LEAST < abs(value) < 1 / LEAST, 1, 1)


ATOMS: dict[str, Callable[[Any], Any]] = {
    "arctan": lambda ball: ball.atan(),
    "arcsin": lambda ball: ball.asin(),
    "arccos": lambda ball: ball.acos(),
    "arcsinh": lambda ball: ball.asinh(),
    "arccosh": lambda ball: ball.acosh(),
    "arctanh": lambda ball: ball.atanh(),
    "erf": lambda ball: ball.erf(),
    "lgamma": lambda ball: ball.lgamma(),
    "digamma": lambda ball: ball.digamma(),
    "trigamma": lambda ball: flint.arb(2).zeta(ball),  # ψ′(x) = ζ(2, x)
}
"""The functions that have no laws in the field, of a ball."""
DOMAINS = {
    "arcsin": (-1, 1),
    "arccos": (-1, 1),
    "arctanh": (-1, 1),
    "arccosh": (1, None),
    **dict.fromkeys(["lgamma", "digamma", "trigamma"], (0, None)),
}
"""Between which numbers they have values."""


def arb(value: Fraction) -> Any:
    """A rational as a ball."""
    return flint.arb(flint.fmpq(value.numerator, value.denominator))


class Balls:
    """One draw at small integers. It has a single level, since real exponentials need no chain of primes.

    `reach` is the largest entry drawn; `fine` draws have places between the integers, `sparse` ones whole symbols that are zero,
    `upward` ones no entry below 0.
    `undefined` is set when something had no real value, `outside` when that was the root or logarithm of a number below 0, and `hidden`
    when a number met was too small or too large to be seen beside others.
    """

    levels = 1
    real = True
    heard = None
    largest = 1 << 13
    """More values than this are not computed at once; each is an object of its own."""

    def __init__(
        self,
        random: np.random.Generator,
        reach: int = 2,
        *,
        fine: bool = False,
        sparse: bool = False,
        upward: bool = False,
        precision: int = PRECISION,
    ):
        self.precision = precision
        self.resume()
        self.random, self.reach, self.fine, self.sparse, self.upward = random, reach, fine, sparse, upward
        self.nowhere = self.undefined = np.zeros(1, dtype=bool)
        self.masks: list[tuple[Array, Array]] = []
        self.hid = False
        self.outside = self.hidden = False

    def resume(self) -> None:
        """Compute with as many bits as these balls have; others may have asked for more since."""
        flint.ctx.prec = self.precision

    def below(self, level: int) -> int:
        return 0

    def above(self, level: int) -> int:
        return 0

    def turned(self, level: int) -> int:
        return 0

    def constant(self, value: Fraction, level: int) -> Array:
        result = np.empty((1, 1, 1), dtype=object)
        result[0, 0, 0] = arb(value)
        return self._seen(result)

    def integers(self, values: Array, level: int) -> Array:
        return np.asarray(_number(np.asarray(values)), dtype=object).reshape(np.shape(values))

    def units(self, hit: Array) -> Array:
        """1 where `hit` holds and 0 elsewhere."""
        return self.integers(hit.astype(np.int64), 0)

    def draw(self, rows: int, columns: int, level: int, constraint: str = "real") -> Array:
        """Small integers; a "fraction" is 1/2 or 1/3, "positive" ones start at 1."""
        shape = (1, rows, columns)
        if constraint == "fraction":
            parts = [Fraction(1, 2), Fraction(1, 3)]
            values = np.array([arb(parts[k]) for k in self.random.integers(0, 2, rows * columns)], dtype=object)
            return values.reshape(shape)
        grain = GRAIN if self.fine else 1
        low = 1 if constraint == "positive" or self.upward else -self.reach * grain
        drawn = self.random.integers(low, self.reach * grain + 1, size=shape)
        if self.sparse and constraint == "real" and self.random.integers(2):
            drawn = np.zeros_like(drawn)
        if constraint == "nonzero":
            drawn = np.where(drawn == 0, grain, drawn)
        return self.integers(drawn, level) / flint.arb(grain) if self.fine else self.integers(drawn, level)

    def _seen(self, values: Any) -> Array:
        """The values, once it is noted whether any is out of sight."""
        result = np.asarray(values, dtype=object)
        self.hidden |= not all(_visible(result).flat)
        return result

    def add(self, left: Array, right: Array, level: int) -> Array:
        return left + right

    def negative(self, value: Array, level: int) -> Array:
        return -value

    def multiply(self, left: Array, right: Array, level: int) -> Array:
        return left * right

    def matmul(self, left: Array, right: Array, level: int) -> Array:
        return np.matmul(left, right)

    def total(self, values: Array, axis: int, level: int, keep: bool = False) -> Array:
        return values.sum(axis=axis, keepdims=keep)

    def _forbid(self, wrong: Any) -> None:
        told = np.asarray(wrong, dtype=bool)
        if (counted(told, self.masks) if self.masks else told).any():
            self.undefined = ~self.nowhere

    def _spared(self, value: Array) -> Array:
        """The value with 1 for each 0 in a term that a condition leaves out."""
        if not self.masks:
            return value
        zero = np.asarray(_zero(value), dtype=bool)
        left_out = zero & ~counted(zero, self.masks)
        return self.choose(left_out, self.constant(Fraction(1), 0), value) if left_out.any() else value

    def inverse(self, value: Array, level: int) -> Array:
        value = self._spared(value)
        self._forbid(_zero(value))
        return self._seen(flint.arb(1) / value)

    def power(self, value: Array, exponent: int, level: int) -> Array:
        if exponent < 0:
            value = self._spared(value)
            self._forbid(_zero(value))
        return self._seen(value ** flint.arb(exponent))

    def exp(self, argument_below: Array, level: int) -> Array:
        return self._seen(_exp(argument_below))

    def _above(self, argument: Array) -> None:
        self.outside |= bool(np.any(np.asarray(_negative(argument), dtype=bool)))

    def log(self, argument_above: Array, level: int) -> Array:
        self._above(argument_above)
        result = np.asarray(_log(argument_above), dtype=object)
        self._forbid(~np.asarray(_finite(result), dtype=bool))
        return result

    def positive(self, value: Array, level: int) -> Array:
        """Whether the value is above zero; a ball that holds zero cannot tell."""
        return self._known(_positive(value))

    def greater(self, value: Array, level: int) -> Array:
        """The same of a comparison that is written out: 0 is known not to be above zero."""
        return self._known(_greater(value))

    def _known(self, told: Array) -> Array:
        known = np.asarray(told, dtype=object)
        if any(each is None for each in known.flat):
            raise Undecidable("sign-near-zero")
        return known.astype(bool)

    def pi(self) -> Array:
        """π."""
        result = np.empty((1, 1, 1), dtype=object)
        result[0, 0, 0] = flint.arb.pi()
        return result

    def atom(self, name: str, value: Array, level: int) -> Array:
        """An inverse function, or erf."""
        low, high = DOMAINS.get(name, (None, None))
        if low is not None:
            self._above(value - low)
        if high is not None:
            self._above(high - value)
        result = np.asarray(np.frompyfunc(ATOMS[name], 1, 1)(value), dtype=object)
        self._forbid(~np.asarray(_finite(result), dtype=bool))
        return result

    def root(self, value: Array, degree: int, level: int) -> Array:
        self._above(value)
        result = np.asarray(np.frompyfunc(lambda each: each.root(degree), 1, 1)(value), dtype=object)
        self._forbid(~np.asarray(_finite(result), dtype=bool))
        return result

    def rotate(self, angle: Array, level: int) -> tuple[Array, Array]:
        """(cosine, sine)."""
        return np.asarray(_cos(angle), dtype=object), np.asarray(_sin(angle), dtype=object)

    def _each(self, matrix: Array, found: Callable[[Any], Any], shape: tuple[int, int]) -> Array:
        """What flint finds for each of the matrices."""
        result = np.empty((*matrix.shape[:-2], *shape), dtype=object)
        for place in np.ndindex(matrix.shape[:-2]):
            result[place] = np.array(found(flint.arb_mat(matrix[place].tolist())), dtype=object).reshape(shape)
        return result

    def inverse_matrix(self, matrix: Array, level: int) -> Array:
        def inverse(one: Any) -> Any:
            try:
                return one.inv().table()
            except ZeroDivisionError:
                self.undefined = ~self.nowhere
                return matrix[(0,) * (matrix.ndim - 2)]

        return self._seen(self._each(matrix, inverse, matrix.shape[-2:]))

    def determinant(self, matrix: Array, level: int) -> Array:
        return self._each(matrix, lambda one: one.det(), (1, 1))

    def choose(self, mask: Array, yes: Array, no: Array) -> Array:
        return np.where(mask, yes, no)


def tight(value: Array) -> bool:
    """Whether every ball is finite and narrow, so that an overlap says something."""
    return all(each.is_finite() and each.rad() <= TIGHT * (1 + abs(each)) for each in value.flat)


def separated(left: Array, right: Array) -> Array:
    """Where two arrays of balls are certainly different."""
    left, right = np.broadcast_arrays(left, right)
    result = np.zeros(left.shape, dtype=bool)
    for place in np.ndindex(left.shape):
        a: Any = left[place]
        b: Any = right[place]
        result[place] = a.is_finite() and b.is_finite() and not a.overlaps(b)
    return result
