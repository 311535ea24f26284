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
from functools import cache
from math import gcd
from typing import Any

import numpy as np

from proofs.verdict_words import Note

Array = np.ndarray

LEVELS = 3
"""Chain length: exponentials may be nested LEVELS − 1 deep."""
ANGLES = LEVELS
"""The level of the arguments of sine and cosine; nothing but polynomials and quotients has a value there."""
LEAST_ANGLES = 89
"""The least order of the rotations that are used."""
SMALLEST, LARGEST = 1 << 16, 1 << 18
"""Bounds of the primes at level 0: large enough for a bound of 2⁻⁸ a draw, small enough for tables of all logarithms."""


class Undecidable(ValueError):  # noqa: N818 - it says what the expression is, not that someone erred
    """The expression leaves what this arithmetic can carry (an exponential nested too deep, a second derivative, …): why, by its code."""

    def __init__(self, code: str, **values: Any):
        super().__init__(" ".join([code, *map(str, values.values())]))
        self.reason = Note(code, values)


def why(error: Exception) -> Note | str:
    """Why something is not decided: the reason of what is Undecidable, the words of any other error."""
    return error.reason if isinstance(error, Undecidable) else str(error)


@cache
def chains() -> tuple[tuple[int, ...], ...]:
    """All chains of LEVELS primes, each 3 mod 4, whose first lies between SMALLEST and LARGEST; last in each is the order of its rotations.

    At their first two levels 2, 3 and 5 are squares: positive, as they should be.
    """
    sieve = np.ones(LARGEST, dtype=bool)
    sieve[:2] = False
    for n in range(2, int(LARGEST**0.5) + 1):
        if sieve[n]:
            sieve[n * n :: n] = False
    found = []
    for first in np.flatnonzero(sieve[SMALLEST:]) + SMALLEST:
        chain = [int(first)]
        while len(chain) < LEVELS and chain[-1] % 2 and sieve[chain[-1] // 2]:
            chain.append(chain[-1] // 2)
        if len(chain) == LEVELS and all(prime % 4 == 3 and prime % 5 in (1, 4) for prime in chain):
            order = prime_factors(chain[-1] + 1)[-1]
            if order >= LEAST_ANGLES:
                found.append((*chain, order))
    return tuple(found)


def prime_factors(number: int) -> list[int]:
    """The primes that divide a number.

    >>> prime_factors(60)
    [2, 3, 5]
    """
    found, divisor = [], 2
    while number > 1:
        if number % divisor == 0:
            found.append(divisor)
            while number % divisor == 0:
                number //= divisor
        divisor += 1
    return found


@cache
def tables(prime: int) -> tuple[Array, Array]:
    """(powers, logarithms) of a random generator of the multiplicative group: powers[k] = G^k, logarithms[powers[k]] = k.

    Random, since exp(1) is its square: a small one would make e the square of a small number.
    """
    factors = prime_factors(prime - 1)
    candidates = (int(g) for g in np.random.default_rng().permutation(np.arange(2, prime - 1)))
    generator = next(g for g in candidates if all(pow(g, (prime - 1) // each, prime) != 1 for each in factors))
    powers = np.ones(1, dtype=np.int64)
    while len(powers) < prime - 1:
        powers = np.concatenate([powers, powers * pow(generator, len(powers), prime) % prime])
    powers = powers[: prime - 1]
    logarithms = np.zeros(prime, dtype=np.int64)
    logarithms[powers] = np.arange(prime - 1)
    return powers, logarithms


@cache
def rotations(prime: int, order: int) -> tuple[Array, Array]:
    """(cosines, sines) of the powers of a random rotation of that order modulo a prime that is 3 mod 4.

    (t + i)/(t − i) has norm 1; raised to (prime + 1)/order it has the order wanted, or is 1.
    """

    def times(a: tuple[int, int], b: tuple[int, int]) -> tuple[int, int]:
        return (a[0] * b[0] - a[1] * b[1]) % prime, (a[0] * b[1] + a[1] * b[0]) % prime

    turn = (1, 0)
    for t in np.random.default_rng().permutation(np.arange(2, prime)):
        norm = pow(int(t) ** 2 + 1, -1, prime)
        step, turn = ((int(t) ** 2 - 1) * norm % prime, 2 * int(t) * norm % prime), (1, 0)
        for bit in bin((prime + 1) // order)[2:]:
            turn = times(turn, turn)
            turn = times(turn, step) if bit == "1" else turn
        if turn != (1, 0):
            break
    powers = [(1, 0)]
    while len(powers) < order:
        powers.append(times(powers[-1], turn))
    cosines, sines = np.array(powers, dtype=np.int64).T
    return cosines, sines


EVEN_OR_NEITHER = frozenset(["arccos", "arccosh", "lgamma", "digamma", "trigamma"])
"""Functions without a symmetry; the other functions that are drawn at random are odd."""


@cache
def arbitrary_function(name: str, prime: int) -> Array:
    """A random function modulo a prime, the same for a name as long as the process lives; f(−z) = −f(z) for those that are odd."""
    values = np.random.default_rng().integers(0, prime, size=prime)
    if name not in EVEN_OR_NEITHER:
        values[0] = 0
        values[prime // 2 + 1 :] = (-values[prime // 2 : 0 : -1]) % prime
    return values


@cache
def chosen() -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The two chains of this process, picked at random: no one can write a formula for them. In one of them 7, 11 and 13 are positive too."""
    random = np.random.default_rng()
    known = [chain for chain in chains() if all(pow(each, chain[0] // 2, chain[0]) == 1 for each in (7, 11, 13))]
    first = known[random.integers(len(known))]
    others = [chain for chain in chains() if chain != first]
    return first, others[random.integers(len(others))]


@cache
def joined(level: int) -> tuple[Array, Array, int]:
    """The tables of both primes of a level end to end, and where the second begins."""
    first, second = (tables(chain[level]) for chain in chosen())
    return np.concatenate([first[0], second[0]]), np.concatenate([first[1], second[1]]), chosen()[0][level]


def ready() -> None:
    """Make the tables of this process now; those that are forked from it share them."""
    for level in range(LEVELS):
        joined(level)


class TooLarge(Undecidable):
    """More values than are computed at once."""


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
        self.primes = [np.array(pair)[which].reshape(batch, 1, 1) for pair in zip(*chosen(), strict=True)]
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
            np.array([number % chain[level] for chain in chosen()])[self._which]
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
            [rotations(chain[level], chain[ANGLES]) for chain in chosen()],
            chosen()[0][ANGLES] * self._which,
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
        first, second = (chain[level] for chain in chosen())
        values = np.concatenate([arbitrary_function(name, first), arbitrary_function(name, second)])
        return values[value + self._which * first]

    def root(self, value: Array, degree: int, level: int) -> Array:
        """The root of a square that is itself one: the squares are a group of the order (p − 1)/2, in which it is unique."""
        self._forbid(~self.positive(value, level) & (value != 0))
        orders = [chain[level] // 2 for chain in chosen()]
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
