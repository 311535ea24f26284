"""Losses of one's own: every one is derived and checked, and agrees with finite differences; what is outside gets a sentence and a place."""

import random

import mpmath as mp
import pytest
from explicit import World, evaluate, scalar
from own_losses import CBOW, LOSSES, MEAN, OUTSIDE

from derive import expression as x
from derive.deriving import OutsideError
from derive.stating import state
from derive.traversal import walk
from proofs.derivations import derive_loss, derive_stated

STEP = mp.mpf(10) ** -9
CLOSE = 1e-6
"""The error of a central difference is of the order of STEP², far below this, and a wrong term far above."""


@pytest.mark.parametrize(("loss", "by"), [row[1:] for row in LOSSES], ids=[row[0] for row in LOSSES])
def test_it_is_derived_checked_and_agrees_with_finite_differences(loss, by):
    _agrees(state(loss, by))


@pytest.mark.parametrize("loss", CBOW, ids=["softmax", "negative sampling"])
def test_cbow_goes_through_the_mean_of_the_context_vectors(loss):
    _agrees(state(loss, "v_k", (MEAN,)))


def _agrees(own):
    found = derive_stated(own, False)
    assert found.checked
    result = found.chains[-1].result
    assert result.shape == own.variable.shape
    world = _world(own, result)
    with mp.workdps(30):
        slopes = evaluate(result, world)
        for row, numbers in enumerate(slopes):
            for column, slope in enumerate(numbers):
                expected = _difference(own, world, row, column)
                assert abs(slope - expected) < CLOSE * (1 + abs(slope)), (row, column)


def _world(own, result) -> World:
    """Sizes and numbers for everything that occurs; the numbers lie between 0 and 1, where all losses are defined."""
    parts = [*walk(own.loss), *walk(own.variable), *walk(result)]
    named = {size for part in parts for size in _sizes(part)} - {"1"}
    sizes = {name.lstrip("±"): (3, 4, 2, 5)[place % 4] for place, name in enumerate(sorted(named))}
    chance = random.Random(5)
    matrices = {}
    for part in parts:
        if isinstance(part, x.Symbol) and part.name not in matrices:
            rows, columns = (1 if size == "1" else sizes[size] for size in part.declared)
            matrices[part.name] = [[mp.mpf(chance.uniform(0.2, 0.9)) for _ in range(columns)] for _ in range(rows)]
    indices = {part.name: 1 for part in parts if isinstance(part, x.Index)}
    maps = {
        part.name: [chance.randrange(sizes[part.over]) for _ in range(9)]
        for part in parts
        if isinstance(part, x.Mapped)
    }
    return World(sizes, matrices, indices, maps)


def _sizes(part) -> tuple[str, ...]:
    if isinstance(part, x.Symbol):
        return part.declared
    if isinstance(part, x.Dimension):
        return (part.size,)
    return (part.over,) if isinstance(part, x.Index | x.Mapped) else ()


def _difference(own, world: World, row: int, column: int):
    """The central difference of the loss by one number of the variable."""
    variable = own.variable
    if isinstance(variable, x.Column):
        name, place = variable.matrix.name, (row, world.term(variable.index))
    elif isinstance(variable, x.Entry):
        name, place = variable.matrix.name, (world.term(variable.row), 0)
    else:
        name, place = variable.name, (row, column)
    matrix = world.matrices[name]
    old = matrix[place[0]][place[1]]
    values = []
    for step in (STEP, -STEP):
        matrix[place[0]][place[1]] = old + step
        values.append(scalar(own.loss, world))
    matrix[place[0]][place[1]] = old
    return (values[0] - values[1]) / (2 * STEP)


@pytest.mark.parametrize(("loss", "by", "message", "place"), OUTSIDE)
def test_what_is_outside_gets_a_sentence_and_a_place(loss, by, message, place):
    with pytest.raises(OutsideError, match=message) as refused:
        derive_loss(loss, by)
    if place:
        assert loss[slice(*refused.value.span)].startswith(place)
