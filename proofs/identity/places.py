"""What generic points miss: particular numbers, ties of comparisons, and places where a value is missing.

The field draws no x = 17. So numbers that an expression names are tried as values of its scalars, in balls; a comparison whose
tie would change the value (1[x = 17], a case for one number) must fall on a kink of the other side; and a denominator that
vanishes is told: at isolated points it is a hole, on more than these it leaves the value open.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations, combinations_with_replacement, islice, product
from typing import Any

import numpy as np

from derive import expression as x
from derive.nodes import once, rebuild
from derive.traversal import children, free_indices, substitute, walk
from proofs.identity.balls import Balls, arb, separated
from proofs.identity.evaluate import Evaluation
from proofs.identity.field import Undecidable
from proofs.identity.points import Point, Setting, one_draw
from proofs.identity.powers import constant_exponent
from proofs.identity.reals import meant, positive, worth
from proofs.verdict_words import Note

Array = np.ndarray

NAMED = 8
"""At most so many numbers are tried as values."""
SCALARS = 3
"""In more scalars than these no numbers are tried."""
FACTORS = 4
"""Products of two and three of so many known denominators are looked at."""
SEEN = 12
"""So many draws tell whether a denominator changes its sign."""


@dataclass(frozen=True, slots=True)
class Found:
    """`apart`: they differ at a number that is named. `open`: why they may differ. `hole`: a value is missing at isolated points."""

    apart: bool = False
    open: Note | None = None
    hole: bool = False


Placed = dict[tuple[tuple[x.Symbol, Fraction], ...], Evaluation]
"""What is computed at one draw where scalars have values that are named: the sides of a chain have most of what they are made of in common."""


def look(
    point: Point,
    draw: int,
    setting: Setting,
    left: x.Expression,
    right: x.Expression,
    condition: x.Condition,
    same: Callable[[x.Expression, x.Expression], bool],
    placed: Placed,
) -> Found:
    """What there is beside the generic points of two expressions that agree at these.

    `same` tells whether two denominators are one; `placed` is what was computed at this draw already, and grows.
    """
    here = one_draw(point, draw)
    hole = False
    for preset in presets((left, right, condition), setting):
        one, other, held = at(here, setting, left, right, condition, preset, placed)
        if held and one is not None and other is not None and separated(one, other).any():
            return Found(apart=True)
        hole |= held and (one is None) != (other is None) and not kinked(left, right)
    for bottom, known, side in strangers(left, right):
        if positive(bottom):
            continue
        signs = signs_of(here, setting, bottom)
        if {-1, 1} <= signs and not lonely(bottom):
            if _is_shared(bottom, known, side, here, same):
                continue
            return Found(open=Note("no-value-denominator"))
        hole |= lonely(bottom) and (0 in signs or {-1, 1} <= signs)
        hole |= normed(bottom)
    return Found(hole=hole)


def _is_shared(
    bottom: x.Expression,
    known: frozenset[x.Expression],
    side: x.Expression,
    here: Point,
    same: Callable[[x.Expression, x.Expression], bool],
) -> bool:
    """Whether the other side has no value wherever a denominator is 0: it has it too, or what it is a product of."""
    if not _divides_always(side):
        return any(same(bottom, each) for each in known)
    if any(_is_known(bottom, each, here, same) for each in known):
        return True
    return any(same(bottom, each) for each in products(bottom, known, frozenset(here.indices)))


def _is_known(
    bottom: x.Expression, known: x.Expression, here: Point, same: Callable[[x.Expression, x.Expression], bool]
) -> bool:
    """Whether a denominator is one that the other side has too, for one value of an index that a sum binds there: σ_k beside Σ_j log σ_j."""
    if bottom.shape != x.SCALAR:
        return isinstance(known, x.Entry) and known.matrix == bottom and free_indices(known).isdisjoint(here.indices)
    found = instances(known, frozenset(here.indices), free_indices(bottom))
    return any(same(bottom, each) for each in found if each.shape == x.SCALAR)


# ------------------------------------------------------------------------------------------------------ numbers named


def presets(sides: Sequence[x.Node], setting: Setting) -> Iterator[dict[x.Symbol, Fraction]]:
    """Values to look at: each scalar at each number that stands beside it, at the other sign, and a little beyond."""
    if any(map(pointed, sides)):
        yield from values(sides, setting)


def values(sides: Sequence[x.Node], setting: Setting) -> Iterator[dict[x.Symbol, Fraction]]:
    """The same whatever the expressions are."""
    scalars = sorted(frozenset().union(*map(_scalars, sides)), key=lambda each: each.name)
    numbers = sorted(frozenset({Fraction(0)}).union(*map(_numbers, sides)), key=lambda each: (each in (0, 1, 2), each))
    if not scalars or len(scalars) > SCALARS:
        return
    for number in numbers[:NAMED]:
        for value in dict.fromkeys(
            (number, -number, 2 * number, -2 * number, number / 2, -number / 2, number + 1, number - 1)
        ):
            for scalar in scalars:
                if all(_admits(each, value) for each in setting.constraints if each[0] == scalar.name):
                    yield {scalar: value}


@once
def _scalars(side: x.Node) -> frozenset[x.Symbol]:
    return frozenset(each for each in walk(side) if isinstance(each, x.Symbol) and each.shape == x.SCALAR)


@once
def _numbers(side: x.Node) -> frozenset[Fraction]:
    return frozenset(abs(number) for each in walk(side) if (number := _named(each)) is not None)


def _admits(constraint: tuple[str, ...], value: Fraction) -> bool:
    """Whether a number may have a value by one thing that is assumed of it.

    >>> _admits(("y", "in", "0", "1"), Fraction(2)), _admits(("y", "fraction"), Fraction(1, 2))
    (False, True)
    """
    _, kind, *values = constraint
    match kind:
        case "in":
            return value in map(Fraction, values)
        case "fraction":
            return 0 < value < 1
        case "nonzero":
            return value != 0
    return value > 0


def _named(node: x.Node) -> Fraction | None:
    """The number that a node is, also as a power or a quotient of numbers."""
    return constant_exponent(node) if isinstance(node, x.Number | x.Power | x.Quotient) else None


@once
def pointed(node: x.Node) -> bool:
    """Whether an expression may change at a point: by a comparison, a sign, a denominator."""
    if isinstance(node, x.Derivative):
        return False
    if isinstance(node, x.Compare | x.Quotient | x.Extremum | x.Cases):
        return True
    if isinstance(node, x.Call) and node.function in ("sign", "abs", "relu", "log", "sqrt"):
        return True
    if isinstance(node, x.Power) and (constant_exponent(node.exponent) or Fraction(-1)) < 0:
        return True
    return any(map(pointed, children(node)))


def at(
    here: Point,
    setting: Setting,
    left: x.Expression,
    right: x.Expression,
    condition: x.Condition,
    preset: dict[x.Symbol, Fraction],
    placed: Placed,
) -> tuple[Array | None, Array | None, bool]:
    """The two values in balls where some scalars have given values, and whether the condition holds there."""
    evaluation = placed.get(tuple(preset.items()))
    if evaluation is None:
        evaluation = placed[tuple(preset.items())] = Evaluation(Balls(np.random.default_rng(0), 2), here, setting)
        place(evaluation, preset)
    evaluation.algebra.resume()
    return worth(evaluation, left), worth(evaluation, right), meant(evaluation, left, right, condition)


def place(evaluation: Evaluation, preset: dict[x.Symbol, Fraction]) -> None:
    """Give some scalars their values."""
    for scalar, value in preset.items():
        ball = np.empty((1, 1, 1), dtype=object)
        ball[0, 0, 0] = arb(value)
        evaluation._symbols[scalar] = {0: ball}


def kinked(left: x.Expression, right: x.Expression) -> bool:
    """Whether a side has kinks of its own, where any value will do."""
    return any(kinks(left)) or any(kinks(right))


# ------------------------------------------------------------------------------------------------------------- ties


def ties(node: x.Node) -> Iterator[tuple[x.Expression, x.Expression]]:
    """The two sides of each comparison, and the arguments of signs."""
    if isinstance(node, x.Derivative):
        return
    if isinstance(node, x.Compare):
        yield node.left, node.right
    if isinstance(node, x.Call) and node.function == "sign":
        yield node.argument, x.Number(Fraction(0))
    for child in children(node):
        yield from ties(child)


def tied(node: Any, one: x.Expression, other: x.Expression, relation: str = "=") -> Any:
    """The expression as it is where the two are equal, or one is less or greater; "": where no comparison of them holds. A sign is 0 by definition."""
    if isinstance(node, x.Derivative):
        return node
    if isinstance(node, x.Compare) and {node.left, node.right} == {one, other}:
        less = "<" if node.left == one else ">"
        return x.ALWAYS if relation == less or (relation, node.relation) == ("=", "<=") else x.Some(())
    if isinstance(node, x.Call) and node.function == "sign" and node.argument in (one, other):
        return x.filled(0, node.shape)
    return rebuild(node, lambda child: tied(child, one, other, relation))


def fixed_kinks(*sides: x.Node) -> Iterator[x.Expression]:
    """What the slopes at numbers in some expressions may have a kink at: the 0 of ReLU′(0)."""
    return (each for side in sides for each in _fixed_kinks(side))


@once
def _fixed_kinks(side: x.Node) -> tuple[x.Expression, ...]:
    slopes = (node for node in walk(side) if isinstance(node, x.Derivative) and isinstance(node.variable, x.Named))
    numbers = (each for each in slopes if not any(isinstance(node, x.Symbol) for node in walk(each.variable)))
    return tuple(kink for each in numbers for kink in kinks(each.body))


def kinks(node: x.Node) -> Iterator[x.Expression]:
    """The expressions at whose zeros a side has a kink: of absolute values, maxima, cases, also inside of what is differentiated."""
    if isinstance(node, x.Call) and node.function in ("abs", "relu", "sign"):
        yield node.argument
    elif isinstance(node, x.Extremum):
        yield from (x.Add((one, x.Negative(other))) for one, other in combinations(node.operands, 2))
    elif isinstance(node, x.Compare):
        yield x.Add((node.left, x.Negative(node.right)))
    for child in children(node):
        yield from kinks(child)


def on_a_kink(
    here: Point, setting: Setting, one: x.Expression, other: x.Expression, sides: tuple[x.Expression, x.Expression]
) -> bool:
    """Whether a tie falls on a kink of a side that does not compare: the difference is that of the kink, or it has no value there."""
    return any(_kink_at(here, setting, one, other, side) for side in sides if next(ties(side), None) is None)


def _kink_at(here: Point, setting: Setting, one: x.Expression, other: x.Expression, side: x.Expression) -> bool:
    found = list(kinks(side))
    if one.shape != other.shape:  # sign(w) of an array ties each of its entries with 0
        return bool(found)
    bare = [bent(side) for side in (one, other) if side != x.Number(Fraction(0))]
    difference = bare[0] if len(bare) == 1 else x.Add((one, x.Negative(other)))
    if not free_indices(difference) <= set(here.indices):
        return bool(found)
    evaluation = Evaluation(Balls(np.random.default_rng(1), 3, fine=True), here, setting)
    mine = worth(evaluation, difference)
    for kink in found:
        if kink.shape != x.SCALAR:
            return True
        for each in instances(kink, frozenset(here.indices), free_indices(difference)):
            its = worth(evaluation, each)
            if mine is not None and its is not None and any(not separated(mine, sign * its).any() for sign in (1, -1)):
                return True
    for preset in values((difference, side), setting):
        evaluation = Evaluation(Balls(np.random.default_rng(0), 2), here, setting)
        place(evaluation, preset)
        mine = worth(evaluation, difference)
        if mine is not None and all(each == 0 for each in mine.flat):
            return worth(evaluation, side) is None
    return False


def bent(node: x.Expression) -> x.Expression:
    """What a positive part or an absolute value is taken of: where that begins to be 0, this is 0."""
    while isinstance(node, x.Named) or (isinstance(node, x.Call) and node.function in ("relu", "abs")):
        node = node.value if isinstance(node, x.Named) else node.argument
    return node


def instances(node: x.Expression, known: frozenset[x.Index], there: frozenset[x.Index]) -> Iterator[x.Expression]:
    """A summand at each of the indices that are there, for the indices that a sum around it binds."""
    bound = sorted(free_indices(node) - known, key=lambda index: index.name)
    choices = [[index for index in there if index.over == each.over] for each in bound]
    for chosen in islice(product(*choices), SEEN):
        yield substitute(node, dict(zip(bound, chosen, strict=True)))


# ------------------------------------------------------------------------------------------------------------ holes


def bottoms(node: x.Node) -> Iterator[x.Expression]:
    """What an expression divides by, factor by factor."""
    if isinstance(node, x.Quotient):
        yield from factors(node.denominator)
    if isinstance(node, x.Power) and (constant_exponent(node.exponent) or Fraction(0)) < 0:
        yield from factors(node.base)
    for child in children(node):
        yield from bottoms(child)


def factors(node: x.Expression) -> Iterator[x.Expression]:
    if isinstance(node, x.Named | x.Negative):
        yield from factors(node.value if isinstance(node, x.Named) else node.operand)
    elif isinstance(node, x.Product) and all(each.shape == x.SCALAR for each in node.factors):
        for each in node.factors:
            yield from factors(each)
    elif isinstance(node, x.Power) and (constant_exponent(node.exponent) or Fraction(0)) > 0:
        yield from factors(node.base)
    elif not isinstance(node, x.Number):
        yield node


def strangers(
    left: x.Expression, right: x.Expression
) -> list[tuple[x.Expression, frozenset[x.Expression], x.Expression]]:
    """Denominators of one side that the other has not as they are written, each with those that it has, and of what it takes logarithms and roots, and with that side."""
    return [
        (each, _parts(other), other)
        for mine, other in ((left, right), (right, left))
        for each in _divisors(mine)
        if canonical(each) not in _parted(other)
    ]


def products(bottom: x.Expression, known: frozenset[x.Expression], free: frozenset[x.Index]) -> Iterator[x.Expression]:
    """Products of what a side divides by, at the indices that are there, also with an exponential, which is never 0; the simplest first."""
    if bottom.shape != x.SCALAR:
        return
    found = [
        each
        for node in sorted(known, key=lambda each: (len(list(walk(each))), repr(each)))
        for each in instances(node, free, free_indices(bottom))
        if each.shape == x.SCALAR
    ][:FACTORS]
    exponents = dict.fromkeys(
        node.argument
        for each in (bottom, *found)
        for node in walk(each)
        if isinstance(node, x.Call) and node.function == "exp" and node.shape == x.SCALAR
    )
    for exponent in [power for each in exponents for power in (each, x.Negative(each))][:FACTORS]:
        yield from (x.Product((x.Call("exp", exponent), each)) for each in found)
    for number in (2, 3):
        yield from (x.Product(chosen) for chosen in combinations_with_replacement(found, number))


@once
def _divides_always(side: x.Expression) -> bool:
    """Whether every denominator counts: none stands under a condition."""
    return not any(
        isinstance(node, x.Cases) or (isinstance(node, x.Sum) and node.condition != x.ALWAYS) for node in walk(side)
    )


@once
def _divisors(side: x.Expression) -> tuple[x.Expression, ...]:
    return tuple(dict.fromkeys(bottoms(side)))


@once
def _parts(side: x.Expression) -> frozenset[x.Expression]:
    """What a side divides by, or takes the logarithm or root of; an inverse divides by a determinant."""
    called = [each.argument for each in walk(side) if isinstance(each, x.Call) and each.function in ("log", "sqrt")]
    singular = [x.Determinant(each.operand) for each in walk(side) if isinstance(each, x.Inverse)]
    return frozenset((*_divisors(side), *called, *singular, *(factor for each in called for factor in factors(each))))


@once
def _parted(side: x.Expression) -> frozenset[Any]:
    return frozenset(map(canonical, _parts(side)))


@once
def canonical(node: Any) -> Any:
    """The same whatever its bound indices are called, quantities written out."""
    return _renamed(node, 0)


def _renamed(node: Any, depth: int) -> Any:
    if isinstance(node, x.Named):
        return _renamed(node.value, depth)
    if isinstance(node, x.Sum | x.Table):
        index = x.Index(f"·{depth}", node.index.over)
        inner = rebuild(node, lambda child: index if child == node.index else substitute(child, {node.index: index}))
        return rebuild(inner, lambda child: _renamed(child, depth + 1))
    return rebuild(node, lambda child: _renamed(child, depth))


def signs_of(here: Point, setting: Setting, node: x.Expression) -> set[int]:
    """The signs that a denominator has at a few draws; none where it cannot be seen alone."""
    found: set[int] = set()
    if not free_indices(node) <= set(here.indices):
        return found
    for seed in range(SEEN):
        balls = Balls(np.random.default_rng(seed), 3, fine=bool(seed % 2), sparse=seed % 4 == 2)
        try:
            value = worth(Evaluation(balls, here, setting), node)
        except Undecidable:
            continue
        if value is not None:
            found |= {1 if each > 0 else -1 if each < 0 else 0 for each in value.flat}
    return found


def lonely(node: x.Expression) -> bool:
    """Whether one scalar alone stands in an expression: its zeros are isolated."""
    symbols = {each for each in walk(node) if isinstance(each, x.Symbol)}
    return len(symbols) == 1 and all(each.shape == x.SCALAR for each in symbols)


def normed(node: x.Expression) -> bool:
    """Whether this is vᵀv, or the norm of v: 0 only at 0."""
    if isinstance(node, x.Call) and node.function == "sqrt":
        return normed(node.argument)
    match node:
        case x.Product((x.Transpose(inside), other)):
            return inside == other
    return False
