"""The reverse sweep held to SymPy: for every part and for losses of other kinds, entry by entry at several sizes, and node for node."""

import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from derive import expression as x
from derive.problem import load
from derive.tensors.cancelling import cancelled
from derive.tensors.centres import centred
from derive.tensors.derivatives import by_sympy
from derive.tensors.entries import Entries
from derive.tensors.graph import fresh
from derive.tensors.module import module
from derive.tensors.reverse import Slopes
from derive.traversal import walk

sys.path.append(str(Path(__file__).parents[1] / "compiling"))
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
        if part.loss is None or any(isinstance(node, x.Loss | x.Beside) for node in walk(part.loss)):
            continue
        loss, _ = centred(PROBLEM, part.loss)
        for symbol in dict.fromkeys(node for node in walk(loss) if isinstance(node, x.Symbol)):
            found[f"{part.id} by {symbol.name}"] = (loss, symbol)
    return found


PARTS = _parts()
OTHERS = {f"{case.name} by {variable.name}": (case.tree, variable) for case in CASES for variable in case.wrt}
KINKS = ("e by", "e.relu by", "leaky", "tanh")
"""SymPy writes a kink by cases, the sweep by steps."""
SIGMOIDS = ("f by", "two layers, sigmoid by W1", "two layers, sigmoid by b1", "two layers, sigmoid by x")
"""σ(z) σ(−z) is σ(z) (1 − σ(z)) by the sweep."""
ORDER = ("squared error and L2 by lam", "one row of softmax attention by q")
"""A square is one factor or two; a mean stands before or behind a sum."""


@pytest.mark.parametrize("name", [n for n in PARTS | OTHERS if not n.startswith((*KINKS, *SIGMOIDS, *ORDER))])
def test_both_are_one_graph(name):
    loss, variable = (PARTS | OTHERS)[name]
    entries = Entries()
    row, column = fresh(variable.shape[0]), fresh(variable.shape[1])
    places = tuple(axis for axis, size in zip((row, column), variable.shape, strict=True) if size != "1")
    swept = cancelled(Slopes(entries.scalar(loss)).by(variable.name, places))
    assert swept.digest == by_sympy(entries, loss, variable, row, column).digest


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
def test_both_have_the_same_entries(name, sizes):
    loss, variable = (PARTS | OTHERS)[name]
    swept, sympy = (module(loss, variable, sympy=sympy) for sympy in (False, True))
    assert swept.arguments == sympy.arguments
    arguments = drawn(swept, sizes)
    results = []
    for made in (swept, sympy):
        space: dict[str, Any] = {}
        exec(made.source, space)  # noqa: S102 (our own text)
        results.append(space["loss_and_gradient"](**arguments))
    (loss_swept, slope_swept), (loss_sympy, slope_sympy) = results
    assert np.isclose(loss_swept, loss_sympy, rtol=1e-12)
    for key, slope in slope_swept.items():
        assert np.shape(slope) == np.shape(slope_sympy[key])
        np.testing.assert_allclose(slope, slope_sympy[key], rtol=1e-11, atol=1e-11)
