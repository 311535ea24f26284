"""What the field cannot see is looked at in the reals: signs, roots, logarithms without a value, and numbers that a prime may divide."""

from collections.abc import Iterator
from contextlib import suppress
from math import ceil

import numpy as np

from derive import expression as x
from derive.nodes import once
from derive.traversal import children
from proofs.identity.balls import ATOMS, PRECISION, Balls, separated, tight
from proofs.identity.evaluate import Evaluation
from proofs.identity.points import Point, Setting, one_draw
from proofs.identity.powers import constant_exponent
from proofs.identity.undecidable import Undecidable

Array = np.ndarray

ORDERED = frozenset(["log", "sqrt", "abs", "sign", "relu", *ATOMS])
"""Functions of more than field operations, exponentials and rotations."""
ENOUGH = 4
"""So many points between the integers must say something, unless another number is asked for."""
TRIED = 24
"""At most so many draws are tried to find them."""
TALL = 32
"""Numbers of more bits than this in all may well hold a prime of a chain."""
BITS = 64
"""Bits beside the usual ones are asked for by so many."""
TALLEST = 2048
"""Numbers of more bits than this are not looked at."""


Known = dict[tuple[int, int, int], Evaluation]
"""What is computed at each draw of balls: the sides of a chain have most of what they are made of in common."""


def in_doubt(left: x.Expression, right: x.Expression) -> bool:
    """Whether agreement in the field does not settle it."""
    return ordered(left) or ordered(right) or height(left) + height(right) > TALL


def agree(
    point: Point,
    wanted: Array,
    setting: Setting,
    left: x.Expression,
    right: x.Expression,
    condition: x.Condition,
    known: Known,
    least: int = ENOUGH,
) -> bool | None:
    """Whether the two overlap at `least` points among the wanted draws, so closely that it says something; False where they are apart.

    None where that cannot be said: where one has a value and the other none, or where numbers are out of sight.
    `known` is what was computed at these draws already, and grows.
    """
    bits = height(left) + height(right)
    if bits > TALLEST or not len(wanted):
        return None
    seen = 0
    for number, (draw, balls) in enumerate(_balls(wanted, PRECISION + BITS * ceil(bits / BITS))):
        key = (number, draw, balls.precision)
        here = known.pop(key, None) or Evaluation(balls, one_draw(point, draw), setting)
        balls = here.algebra
        balls.resume()
        there = meant(here, left, right, condition)
        one, lacks = _worth(here, left) if there else (None, False)
        other, other_lacks = _worth(here, right) if there else (None, False)
        if not balls.hidden:  # that something is out of sight is noted once for all that was computed there
            known[key] = here
        if one is not None and other is not None:
            if separated(one, other).any():
                return False
            seen += balls.fine and (bits > TALL or not balls.hidden) and tight(one) and tight(other)
        elif balls.fine and (one is None) != (other is None) and (lacks or other_lacks):
            return None
        if seen >= least:
            return True
    return None


def _balls(wanted: Array, precision: int) -> Iterator[tuple[int, Balls]]:
    """Draws spread over the patterns: a few at small integers, where special values lie, the others between them.

    In one of three all entries are above 0, where logarithms and roots of them have values.
    """
    spread = wanted[:: max(1, len(wanted) // TRIED)]
    for seed in range(TRIED):
        draw, random = int(spread[seed % len(spread)]), np.random.default_rng(seed)
        if seed < ENOUGH:
            yield draw, Balls(random, 3, precision=precision)
            yield draw, Balls(random, 1, sparse=True, precision=precision)
        yield draw, Balls(random, 1 + seed % 2, fine=True, precision=precision, upward=seed % 3 == 2)


def worth(here: Evaluation, node: x.Expression) -> Array | None:
    """The value in balls, where there is one."""
    here.algebra.undefined = np.zeros(1, dtype=bool)
    with suppress(Undecidable):
        value = here.value(node)
        return None if here.algebra.undefined.any() else value
    return None


def _worth(here: Evaluation, node: x.Expression) -> tuple[Array | None, bool]:
    """The value in balls, and whether there is none; at a kink there is only none that is certain."""
    value = worth(here, node)
    return value, bool(here.algebra.undefined.any())


def meant(here: Evaluation, left: x.Expression, right: x.Expression, condition: x.Condition) -> bool:
    """Whether the condition holds at the point, and both sides have a case that applies."""
    with suppress(Undecidable):
        held = here.holds(condition, 0, here.scope).all()
        return bool(held and here.covered(left).all() and here.covered(right).all())
    return False


@once
def height(node: x.Node) -> int:
    """How many bits the numbers in a tree have, small ones left out; a power of a number counts as written out."""
    if isinstance(node, x.Number):
        top, bottom = abs(node.value.numerator), node.value.denominator
        return (top.bit_length() if top > 2 else 0) + (bottom.bit_length() if bottom > 1 else 0)
    if isinstance(node, x.Power):
        exponent = constant_exponent(node.exponent)
        times = 1 if exponent is None else max(1, int(abs(exponent)))
        base = node.base.value if isinstance(node.base, x.Number) else None
        return 2 * times if base is not None and abs(base) == 2 else times * height(node.base)
    return sum(map(height, children(node)))


@once
def ordered(node: x.Node) -> bool:
    """Whether signs, roots or logarithms of more than products and exponentials stand in a tree, but not only in what is differentiated."""
    if isinstance(node, x.Derivative):
        return False
    if isinstance(node, x.Extremum | x.Compare) or (isinstance(node, x.Call) and node.function in ORDERED):
        return not (isinstance(node, x.Call) and node.function == "log" and positive(node.argument))
    if isinstance(node, x.Power) and getattr(constant_exponent(node.exponent), "denominator", 2) > 1:
        return True
    return any(map(ordered, children(node)))


@once
def positive(node: x.Expression) -> bool:
    """Whether every entry is certainly above zero."""
    if isinstance(node, x.Call):
        return node.function in ("exp", "sigmoid")
    if isinstance(node, x.Number | x.Constant):
        return node.value > 0
    if isinstance(node, x.Product | x.Add | x.Quotient):
        return all(positive(part) for part in children(node) if isinstance(part, x.Expression))
    if isinstance(node, x.Named | x.Transpose | x.Entry | x.Table):
        inside = next(part for part in children(node) if isinstance(part, x.Expression))
        return positive(inside)
    return isinstance(node, x.Softmax | x.Dimension | x.Position | x.Pi) or (
        isinstance(node, x.Sum) and node.condition == x.ALWAYS and positive(node.body)
    )
