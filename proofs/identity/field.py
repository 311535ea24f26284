"""Exact arithmetic modulo chains of primes, with exponentials, logarithms, roots and signs that keep their laws.

A chain p₀ = 2p₁+1, p₁ = 2p₂+1, … gives every number a residue at each *level*. If g generates the squares modulo p₀, a group of
order p₁, then exp(z) at level 0 is g^z with z taken at level 1, so exp(a+b) = exp(a)·exp(b) holds exactly. One level down is one
exponential deep. The other way round, log x at level 1 is half the discrete logarithm of x² at level 0: log(ab) = log a + log b and
exp(log x) = x for squares. The sign of x is its quadratic character: multiplicative, −1 at −1 (every prime of a chain is 3 mod 4), +1 at squares and
exponentials. The root of a square is the one that is itself a square, so √(x²) = |x| and √(xy) = √x·√y.

p₀+1 = 2(p₁+1) = 4(p₂+1): the rotations modulo each prime of a chain have a subgroup of one order r, the largest prime factor of
p₂+1. A residue modulo r is an *angle*, one level of its own after the chain: (cos z, sin z) is the z-th power of a rotation, so the
addition theorems and sin² + cos² = 1 hold exactly.

What holds for real functions by these laws holds here. What does not hold fails at a random point, except with a probability
that docs/soundness.md bounds; the primes are small, so that every operation is a look-up, and the points many.
"""

from fractions import Fraction
from math import gcd

import numpy as np

from proofs.identity import chains
from proofs.identity.chains import LEVELS, arbitrary_function, joined, rotations
from proofs.identity.undecidable import Undecidable

Array = np.ndarray

ANGLES = LEVELS
"""The level of the arguments of sine and cosine; nothing but polynomials and quotients has a value there."""


def counted(wrong: Array, masks: list[tuple[Array, Array]]) -> Array:
    """What is wrong in terms that count: where a value does not vary along an axis of a mask, it counts if any of its terms does."""
    for _, mask in masks:
        alike = tuple(
            -k
            for k in range(1, mask.ndim + 1)
            if k > 3 and mask.shape[-k] > 1 and (k > wrong.ndim or wrong.shape[-k] == 1)
        )
        narrow = mask.any(axis=alike, keepdims=True) if alike else mask
        wrong = wrong & narrow
    return wrong


class Field:
    """Residues of a batch of draws. Arrays end in the axes (batch, row, column); each half of the batch has its own chain of primes.

    `undefined` tells the draws in which something was divided by zero or a logarithm or root had no value; it is `nowhere` itself as
    long as there is none, and never written into.
    """

    levels = LEVELS + 1
    real = False
    largest = 1 << 23
    """More values than this are not computed at once: sums within sums within sums."""

    def __init__(self, batch: int, random: np.random.Generator):
        self.batch, self.random = batch, random
        which = np.arange(batch) % 2
        self.primes = [np.array(pair)[which].reshape(batch, 1, 1) for pair in zip(*chains.chosen(), strict=True)]
        self._which = which.reshape(batch, 1, 1)
        self.nowhere = self.undefined = np.zeros(batch, dtype=bool)
        self._constants: dict[tuple[int, int, int], Array] = {}
        self.masks: list[tuple[Array, Array]] = []
        """The values of bound indices, and where the terms of their sums count: those that a condition leaves out are not asked for."""
        self.hid = False
        """Whether something had no value in a term that a condition leaves out."""
        self.heard: list[Array] | None = None
        """The answers to all questions for a sign, where somebody listens."""

    def _powers(self, exponents: Array, level: int) -> Array:
        powers, _, prime = joined(level)
        return powers[exponents + self._which * (prime - 1)]

    def _logarithms(self, values: Array, level: int) -> Array:
        _, logarithms, prime = joined(level)
        return logarithms[values + self._which * prime]

    def _forbid(self, wrong: Array) -> None:
        if wrong.any() and self.masks:
            seen = counted(wrong, self.masks)
            self.hid |= bool((wrong & ~seen).any())
            wrong = seen
        if wrong.any():
            self.undefined = self.undefined | wrong.any(axis=(-1, -2)).reshape(-1, self.batch).any(axis=0)

    def below(self, level: int) -> int:
        """The level at which exp wants its argument."""
        if level + 1 >= LEVELS:  # nor has exp a value among the angles
            raise Undecidable("deep-exponentials", depth=LEVELS - 1)
        return level + 1

    def above(self, level: int) -> int:
        """The level at which log wants its argument."""
        if level == 0:
            raise Undecidable("logarithm-first")
        if level >= ANGLES:
            raise Undecidable("logarithm-in-sine")
        return level - 1

    def turned(self, level: int) -> int:
        """The level at which sin and cos want their argument."""
        if level >= ANGLES:
            raise Undecidable("sine-in-sine")
        return ANGLES

    # --- numbers

    def constant(self, value: Fraction, level: int) -> Array:
        """A rational number; to be read only."""
        if value.denominator > 2 or abs(value.numerator) > 2:
            return self._rational(value, level)
        key = (value.numerator, value.denominator, level)
        if key not in self._constants:
            self._constants[key] = self._rational(value, level)
        return self._constants[key]

    def _rational(self, value: Fraction, level: int) -> Array:
        top, bottom = (
            np.array([number % chain[level] for chain in chains.chosen()])[self._which]
            for number in (value.numerator, value.denominator)
        )
        return top if value.denominator == 1 else self.multiply(top, self.inverse(bottom, level), level)

    def integers(self, values: Array, level: int) -> Array:
        """An array of (small) integers."""
        return values % self.primes[level]

    def units(self, hit: Array) -> Array:
        """1 where `hit` holds and 0 elsewhere; the same at every level."""
        return hit.astype(np.int64)

    def draw(self, rows: int, columns: int, level: int, constraint: str = "real") -> Array:
        """Random entries at a level, independent of those at others; "positive" ones are squares, for a "fraction" 1 − x is too.

        An angle has no sign.
        """
        shape = (self.batch, rows, columns)
        residues = self._residues(shape, level)
        while constraint in ("positive", "fraction") and level < ANGLES:
            bad = ~self._square(residues, level)
            if constraint == "fraction":
                bad |= ~self._square((1 - residues) % self.primes[level], level)
            if not bad.any():
                break
            residues = np.where(bad, self._residues(shape, level), residues)
        return residues

    def _residues(self, shape: tuple[int, int, int], level: int) -> Array:
        return self.random.integers(1, 1 << 40, size=shape) % self.primes[level]

    # --- operations

    def add(self, left: Array, right: Array, level: int) -> Array:
        return (left + right) % self.primes[level]

    def negative(self, value: Array, level: int) -> Array:
        return -value % self.primes[level]

    def multiply(self, left: Array, right: Array, level: int) -> Array:
        return left * right % self.primes[level]

    def matmul(self, left: Array, right: Array, level: int) -> Array:
        return np.matmul(left, right) % self.primes[level]

    def total(self, values: Array, axis: int, level: int, keep: bool = False) -> Array:
        return values.sum(axis=axis, keepdims=keep) % self.primes[level]

    def inverse(self, value: Array, level: int) -> Array:
        self._forbid(value == 0)
        return self._powers(-self._logarithms(value, level) % (self.primes[level] - 1), level)

    def power(self, value: Array, exponent: int, level: int) -> Array:
        """An integer power, without passing through a logarithm where it is 0 or small."""
        if exponent == 0:
            return np.ones_like(value)
        if exponent < 0:
            return self.power(self.inverse(value, level), -exponent, level)
        order = self.primes[level] - 1
        raised = self._powers(self._logarithms(value, level) * np.array(exponent % order) % order, level)
        return np.where(value == 0, 0, raised)

    def exp(self, argument_below: Array, level: int) -> Array:
        """exp at `level` of an argument given at the level below."""
        return self._powers(2 * argument_below, level)

    def log(self, argument_above: Array, level: int) -> Array:
        """log at `level` of an argument given at the level above it in the chain; the logarithm of |x|, as ∫dx/x."""
        self._forbid(argument_above == 0)
        half = (self.primes[level] + 1) // 2
        return self._logarithms(argument_above, level - 1) * half % self.primes[level]

    def rotate(self, angle: Array, level: int) -> tuple[Array, Array]:
        """(cosine, sine) at `level` of an argument given at the level of angles."""
        (first, second), below = (
            [rotations(chain[level], chain[ANGLES]) for chain in chains.chosen()],
            chains.chosen()[0][ANGLES] * self._which,
        )
        place = angle + below
        return np.concatenate([first[0], second[0]])[place], np.concatenate([first[1], second[1]])[place]

    def positive(self, value: Array, level: int) -> Array:
        """Whether the value counts as greater than zero."""
        if level >= ANGLES:
            raise Undecidable("sign-in-sine")
        found = self._square(value, level)
        if self.heard is not None:
            self.heard.append(found)
        return found

    def _square(self, value: Array, level: int) -> Array:
        return (self._logarithms(value, level) % 2 == 0) & (value != 0)

    greater = positive
    """The same where a tie is no matter: over the reals the two differ in whether 0 has an answer."""

    def only_positive(self, value: Array, level: int) -> None:
        """Draws at which a value is not above zero are none of those where something is defined."""
        self._forbid(~self.positive(value, level))

    def atom(self, name: str, value: Array, level: int) -> Array:
        """A function of which no value is known: a random one."""
        first, second = (chain[level] for chain in chains.chosen())
        values = np.concatenate([arbitrary_function(name, first), arbitrary_function(name, second)])
        return values[value + self._which * first]

    def root(self, value: Array, degree: int, level: int) -> Array:
        """The root of a square that is itself one: the squares are a group of the order (p − 1)/2, in which it is unique."""
        self._forbid(~self.positive(value, level) & (value != 0))
        orders = [chain[level] // 2 for chain in chains.chosen()]
        if any(gcd(degree, order) > 1 for order in orders):
            raise Undecidable("exponent", exponent=Fraction(1, degree))
        inverse = np.array([pow(degree, -1, order) for order in orders])[self._which]
        place = self._logarithms(value, level) // 2 * inverse % np.array(orders)[self._which]
        return np.where(value == 0, 0, self._powers(2 * place, level))

    def choose(self, mask: Array, yes: Array, no: Array) -> Array:
        return np.where(mask, yes, no)

    def eliminated(self, matrix: Array, level: int) -> tuple[Array, Array]:
        """(inverse, determinant) of square matrices, by Gauss and Jordan; where the determinant is 0 the first means nothing."""
        prime, size = self.primes[level], matrix.shape[-1]
        unit = np.broadcast_to(np.eye(size, dtype=np.int64), matrix.shape)
        wide = np.concatenate([matrix % prime, unit], axis=-1)
        determinant = np.ones((*matrix.shape[:-2], 1, 1), dtype=np.int64)
        for k in range(size):
            pivot = k + np.argmax(wide[..., k:, k] != 0, axis=-1)[..., None, None]
            order = np.where(np.arange(size)[:, None] == k, pivot, np.arange(size)[:, None])
            order = np.where((np.arange(size)[:, None] == pivot) & (pivot != k), k, order)
            wide = np.take_along_axis(wide, np.broadcast_to(order, (*order.shape[:-1], 2 * size)), axis=-2)
            head = wide[..., k : k + 1, k : k + 1]
            determinant = determinant * np.where(pivot == k, head, -head) % prime
            scale = self._powers(-self._logarithms(head, level) % (prime - 1), level)
            row = wide[..., k : k + 1, :] * scale % prime
            wide = (wide - wide[..., :, k : k + 1] * row) % prime
            wide[..., k : k + 1, :] = row
        return wide[..., size:], determinant

    def inverse_matrix(self, matrix: Array, level: int) -> Array:
        inverse, determinant = self.eliminated(matrix, level)
        self._forbid(determinant == 0)
        return inverse

    def determinant(self, matrix: Array, level: int) -> Array:
        return self.eliminated(matrix, level)[1]
