"""Into how many regions comparisons cut space, and how many draws meet every one of them: docs/soundness.md, "Regions".

In the field each sign that is asked for is a coin. c independent coins cut out a region that one draw in 2^c meets, so that a difference
there is missed by n draws with the probability exp(−n/2^c). The coins are counted twice, and the lower count is taken: as they fall, and in the
tree, where of the entries of vectors only those count that a tuple of Theorem W shows.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import zip_longest
from math import ceil, comb, prod
from typing import TypeVar

import numpy as np

from derive import expression as x
from derive.nodes import once
from derive.traversal import children, free_indices, substitute, walk
from proofs.identity.counting import Tally, counted
from proofs.identity.cutoff import Plan, Planning
from proofs.identity.ground import Ground, ground
from proofs.identity.points import Setting, Sizes, extent
from proofs.identity.powers import constant_exponent
from proofs.identity.tuples import parts
from proofs.identity.undecidable import TooLarge

Array = np.ndarray

SURE = 20
"""So many draws a region: one in e²⁰ is missed."""
AT_ONCE = 1 << 20
"""So many numbers are computed at once."""
FIRST = 64
"""So many draws show how many coins there are;"""
MOST = 14
"""more of them than this are not told apart."""
LABOUR = 1 << 26
"""More numbers than this are not computed to meet every region."""


class Coins:
    """How many independent coins answers to questions for a sign are: their rank modulo 2, beside what is no coin.

    >>> Coins(0b1111, 0b0101).toss([0b1001, 0b0110, 0b0000, 0b1100])
    1
    """

    def __init__(self, *known: int):
        """`known`: rows that are no coins, as which chain of primes a draw has; a row has a bit for each draw."""
        self._rows: dict[int, int] = {}
        self.toss(known)
        self._known = len(self._rows)

    def toss(self, rows: Iterable[int]) -> int:
        """The rank with more rows of answers; one more than MOST where it is larger than that."""
        for row in dict.fromkeys(rows):
            while row and row.bit_length() in self._rows:
                row ^= self._rows[row.bit_length()]
            if row:
                self._rows[row.bit_length()] = row
            if len(self._rows) > MOST + 2:
                break
        return len(self._rows) - getattr(self, "_known", 0)


def answers(heard: Iterable[Array], batch: int) -> Iterator[Array]:
    """The answers to each question, draw by draw: arrays of (…, batch, row, column), in which the batch may be one for all."""
    for each in {id(each): each for each in heard}.values():
        wide = np.broadcast_to(each, (*each.shape[:-3], batch, *each.shape[-2:]))
        yield from np.moveaxis(wide, -3, -1).reshape(-1, batch)


# ------------------------------------------------------------------------------------------------------------ in the tree


@dataclass(frozen=True, slots=True)
class Family:
    """Comparisons of one form: what is compared, for the values of which indices, over which sizes of its own, and how many coins each is."""

    key: object
    indices: frozenset[x.Index]
    shape: x.Shape
    coins: int

    def sizes(self, free: frozenset[x.Index]) -> list[x.Size]:
        """The sizes over whose values there is such a comparison each."""
        return sorted([*(index.over for index in self.indices - free), *(size for size in self.shape if parts(size))])


@once
def families(node: x.Node) -> frozenset[Family]:
    """All comparisons of a tree, also in what is differentiated."""
    found = frozenset().union(*map(families, children(node)))
    own: list[tuple[object, x.Shape, int]] = []
    if isinstance(node, x.Compare):
        own = [(_between(node.left, node.right), _wider(node.left.shape, node.right.shape), 1)]
    elif isinstance(node, x.Extremum):
        own = [(("of", frozenset(map(_renamed, node.operands))), node.shape, len(node.operands) - 1)]
    elif isinstance(node, x.Call) and node.function in ("abs", "relu", "sign", "sqrt"):
        own = [(_between(node.argument, None), node.shape, 1)]
    elif isinstance(node, x.Power) and getattr(constant_exponent(node.exponent), "denominator", 2) > 1:
        own = [(_between(node.base, None), node.shape, 1)]
    return found | {Family(key, free_indices(node), shape, coins) for key, shape, coins in own}


def _wider(one: x.Shape, other: x.Shape) -> x.Shape:
    return other if one == x.SCALAR else one


def _between(one: x.Expression, other: x.Expression | None) -> object:
    """What is compared; one with 0 is what is compared."""
    sides = {_renamed(side) for side in (one, other) if side is not None and side != NOTHING}
    return frozenset(sides)


def _renamed(node: x.Node) -> x.Node:
    """The same whatever its indices are called, quantities written out."""
    if isinstance(node, x.Named):
        return _renamed(node.value)
    numbered = sorted(free_indices(node), key=lambda index: (index.over, index.name))
    return substitute(node, {index: x.Index(f"#{k}", index.over) for k, index in enumerate(numbered)})


NOTHING = x.Number(Fraction(0))


def cut(setting: Setting, *sides: x.Node) -> bool:
    """Whether anything is compared, or picked from a few numbers."""
    few = {each[0] for each in setting.constraints if each[1] == "in"}
    return any(map(families, sides)) or any(
        isinstance(node, x.Symbol) and node.name in few for side in sides if few for node in walk(side)
    )


def by_tree(
    expressions: list[x.Expression], others: list[x.Node], setting: Setting, sizes: Sizes, general: bool
) -> float | None:
    """Among how many draws one meets a given region, by the tree; None where Theorem W does not speak of what is compared.

    A sum outside of functions is one of terms that hang on the coins of few index values. At these sizes alone, all values count of a size over which sums
    stand in functions. In `general` those that no tuple shows only add to such sums: as long as enough of them do so freely the others may fall as they
    like; of r sums, r values have to be on the side where they count.
    """
    free = frozenset(setting.free)
    tallies = [counted(each, free) for each in expressions]
    planning = Planning(tallies, expressions, setting, True)
    every = (each for node in (*expressions, *others) for each in families(node))
    told = {(each.key, *each.sizes(free)): each for each in (*every, *picked(planning.symbols, setting))}
    met = list(told.values())
    spoken = {part for each in met for size in each.sizes(free) for part in parts(size)}
    hard = set(planning.matrices).union(*(each.nested for each in tallies))
    if general and spoken & hard:
        return None
    curved = {name: {place: r for each in tallies for place, r in each.curved.get(name, {}).items()} for name in sizes}
    shown = {name: min(_longest(tallies, name) + planning.pointed(name), most) for name, most in sizes.items()}
    whole = {name: sizes[name] if curved[name] or name in hard else shown[name] for name in sizes}
    known = shown if general else whole

    def times(over: Iterable[x.Size], how: Sizes, without: str = "") -> int:
        return prod(min(extent(size, how), extent(size, sizes)) for size in over if without not in parts(size))

    needed = 2.0 ** min(sum(each.coins * times(each.sizes(free), known) for each in met), 64)
    for name in sorted(spoken) if general else ():
        mine = [each for each in met if any(name in parts(size) for size in each.sizes(free))]
        coins = sum(each.coins * times(each.sizes(free), shown, name) for each in mine)
        sums = sum(times(over, whole, name) for over in curved[name].values())
        rest = sizes[name] - shown[name]
        needed /= max(at_least(min(sums, rest), rest, 0.5 ** min(coins, 64)), 2.0**-64)
    return needed


def _longest(tallies: list[Tally], name: str) -> int:
    return max((each.lengths.get(name, (0, 0, 0))[0] for each in tallies), default=0)


def picked(symbols: Iterable[x.Symbol], setting: Setting) -> Iterator[Family]:
    """Symbols whose entries are from a few numbers: which of these an entry is falls like a coin, too."""
    for each in symbols:
        for name, kind, *values in setting.constraints:
            if name == each.name and kind == "in":
                yield Family(each, frozenset(), each.shape, (len(values) - 1).bit_length())


def at_least(least: int, of: int, chance: float) -> float:
    """The probability that so many of so many coins fall on the one side.

    >>> at_least(0, 5, 0.5), at_least(2, 2, 0.5)
    (1.0, 0.25)
    """
    return sum(comb(of, k) * chance**k * (1 - chance) ** (of - k) for k in range(least, of + 1))


# ---------------------------------------------------------------------------------------------------------------- drawing

Answer = TypeVar("Answer")


def everywhere(
    each: Ground, plan: Plan, ask: Callable[[Ground], Answer], fewest: float | None = None
) -> Iterator[Answer]:
    """What is answered at more and more draws, until they meet every region; Undecidable where these are too many.

    `fewest`: among so many draws one meets a given region, if that is known.
    """
    sides = int(each.point.pattern[-1]) + 1
    want, labour, done, number = max(1, FIRST // sides), each.labour, 0, 0
    if want * sides * labour > LABOUR // 8 and SURE * (fewest or 2.0**64) * sides * labour > LABOUR:
        raise TooLarge("many-regions")
    told: list[int] = []
    chains = 0
    while done < want:
        number += 1
        take = min(want - done, max(1, AT_ONCE // (sides * labour)))
        here = ground(each.setting, each.sizes, plan, each.weighs, fixed=take, seed=number).fork(each.common)
        heard: list[Array] = []
        here.algebra.heard = heard
        try:
            answer = ask(here)
        finally:
            here.algebra.heard = None
        yield answer
        batch = here.point.batch
        rows = map(_number, answers(heard, batch))
        told = [known << batch | row for known, row in zip_longest(told, rows, fillvalue=0)]
        chains = chains << batch | _number(np.asarray(np.arange(batch) % 2 == 0))
        done += take
        if done == want:
            coins = Coins((1 << done * sides) - 1, chains).toss(told)
            seldom = min(2.0**coins if coins <= MOST else 2.0**64, fewest or 2.0**64)
            want, labour = max(want, ceil(SURE * seldom) if coins else 0), here.labour
            if want * sides * labour > LABOUR:
                raise TooLarge("many-regions")


def _number(row: Array) -> int:
    return int.from_bytes(np.packbits(row).tobytes(), "big") >> (-len(row) % 8)
