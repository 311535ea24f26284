"""The reverse sweep held to SymPy: for every part and for losses of other kinds, entry by entry at several sizes."""

import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from derive import expression as x
from derive.problem import load
from derive.tensors.centres import centred
from derive.tensors.loading import loaded
from derive.tensors.module import module
from derive.traversal import walk

sys.path += [str(Path(__file__).parents[1] / "compiling"), str(Path(__file__).parents[1])]
from explicit import World, evaluate
from from_sympy import gradient_tree
from general import CASES

PROBLEM = load("cs224n-a2")
SIZES = (
    {"d": 3, "V": 4, "N": 4, "C": 2, "H": 3, "E": 2, "K": 5, "S": 2},
    {"d": 2, "V": 3, "N": 1, "C": 4, "H": 5, "E": 1, "K": 2, "S": 5},
)


def _parts() -> dict[str, tuple[x.Expression, x.Symbol]]:
    """The losses of the parts with each of their variables."""
    found = {}
    for part in PROBLEM.parts:
        if part.loss is None or any(isinstance(node, x.Loss) for node in walk(part.loss)):
            continue
        loss, _ = centred(PROBLEM, part.loss)
        for symbol in dict.fromkeys(node for node in walk(loss) if isinstance(node, x.Symbol)):
            found[f"{part.id} by {symbol.name}"] = (loss, symbol)
    return found


PARTS = _parts()
OTHERS = {f"{case.name} by {variable.name}": (case.tree, variable) for case in CASES for variable in case.wrt}


def drawn(made: Any, sizes: dict[str, int]) -> dict[str, Any]:
    """Arguments of a written function; labels may repeat."""
    r = np.random.default_rng(1)
    found: dict[str, Any] = {}
    for each in made.arguments:
        shape = tuple(sizes[size] for size in each.sizes)
        found[each.name] = (
            r.normal(size=shape) if each.points_at is None else r.integers(sizes[each.points_at], size=shape)
        )
    return found


@pytest.mark.parametrize("sizes", SIZES, ids=str)
@pytest.mark.parametrize("name", PARTS | OTHERS)
def test_the_sweep_has_the_entries_that_sympy_finds(name, sizes):
    loss, variable = (PARTS | OTHERS)[name]
    made = module(loss, variable)
    given = drawn(made, sizes)
    ((slope,),) = (loaded(made.source)(**given)[1].values(),)
    labels = {each.name for each in made.arguments if each.points_at}
    matrices = {
        each.symbol: np.asarray(given[each.name]).reshape([sizes[s] for s in each.sizes] + [1] * (2 - len(each.sizes)))
        for each in made.arguments
        if each.name not in labels
    }
    world = World(
        sizes,
        {key: value.tolist() for key, value in matrices.items()},
        {each.symbol: int(given[each.name]) for each in made.arguments if each.name in labels and not each.sizes},
        {each.symbol: given[each.name].tolist() for each in made.arguments if each.name in labels and each.sizes},
    )
    wanted = np.array(evaluate(gradient_tree(loss, variable), world), float).reshape(np.shape(slope))
    np.testing.assert_allclose(slope, wanted, rtol=1e-11, atol=1e-11)
