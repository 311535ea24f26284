"""Chains of primes and their tables: powers and logarithms of a generator, rotations, functions that are drawn at random."""

from functools import cache

import numpy as np

Array = np.ndarray

LEVELS = 3
"""Chain length: exponentials may be nested LEVELS − 1 deep."""
LEAST_ANGLES = 89
"""The least order of the rotations that are used."""
SMALLEST, LARGEST = 1 << 16, 1 << 18
"""Bounds of the primes at level 0: large enough for a bound of 2⁻⁸ a draw, small enough for tables of all logarithms."""


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
    while divisor * divisor <= number:
        if number % divisor == 0:
            found.append(divisor)
            while number % divisor == 0:
                number //= divisor
        divisor += 1
    return [*found, number] if number > 1 else found


@cache
def tables(prime: int) -> tuple[Array, Array]:
    """(powers, logarithms) of a random generator of the multiplicative group: powers[k] = G^k, logarithms[powers[k]] = k.

    Random, since exp(1) is its square: a small one would make e the square of a small number.
    """
    factors = prime_factors(prime - 1)
    random, generator = np.random.default_rng(), 1
    while any(pow(generator, (prime - 1) // each, prime) == 1 for each in factors):
        generator = int(random.integers(2, prime - 1))
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
