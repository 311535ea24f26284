"""Particular numbers that an expression names, as values of its scalars: generic points miss 1[x = 17]."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

import numpy as np

from derive import expression as x
from derive.nodes import once
from derive.traversal import children, walk
from proofs.identity.balls import arb
from proofs.identity.evaluate import Evaluation
from proofs.identity.points import Setting
from proofs.identity.powers import constant_exponent

NAMED = 8
"""At most so many numbers are tried as values."""

SCALARS = 3
"""In more scalars than these no numbers are tried."""


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


def place(evaluation: Evaluation, preset: dict[x.Symbol, Fraction]) -> None:
    """Give some scalars their values."""
    for scalar, value in preset.items():
        ball = np.empty((1, 1, 1), dtype=object)
        ball[0, 0, 0] = arb(value)
        evaluation._symbols[scalar] = {0: ball}
