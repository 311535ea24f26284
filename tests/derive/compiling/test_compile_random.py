"""Random losses compiled for memory, held to the file of the same loss, in which no terms are collected and nothing is fused."""

import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import derive
from derive.outside import UnsupportedError
from derive.statement import Statement, symmetric
from derive.stating import state
from derive.tensors.names import python_name
from derive.tensors.statements import module_of_statement

sys.path.append(str(Path(__file__).parents[3] / "benchmarks"))
from random_losses import random_loss

SEEDS = 200


def drawn(arguments: Any, seed: int) -> dict[str, Any]:
    """Numbers and labels for the arguments of a written function, by name."""
    r, sizes = np.random.default_rng(seed), dict[str, int]()
    found: dict[str, Any] = {}
    for each in arguments:
        shape = [int(size) if size.isdigit() else sizes.setdefault(size, int(r.integers(1, 5))) for size in each.sizes]
        if each.points_at is None:
            found[each.name] = r.normal(size=shape) if shape else float(r.normal())
        else:
            most = sizes.setdefault(each.points_at, int(r.integers(1, 5)))
            found[each.name] = r.integers(most, size=shape) if shape else int(r.integers(most))
    return found


def agree(asked: Statement, seed: int) -> bool | None:
    """Whether a compiled loss and its gradient are those of the file; None where it cannot be compiled, or there is no value.

    A file may rely on what is assumed of a matrix; what is drawn here is not symmetric.
    """
    if symmetric(asked.assumptions):
        return None
    try:
        compiled = derive.compile(asked.loss, [asked.variable])
    except (UnsupportedError, ValueError):
        return None
    written = module_of_statement(asked)
    arguments, space = drawn(written.arguments, seed), dict[str, Any]()
    exec(written.source, space)  # noqa: S102 (our own text)
    with np.errstate(all="ignore"):
        wanted, slopes = space["loss_and_gradient"](**arguments)
        (slope,) = slopes.values()
        if not np.isfinite(wanted) or not np.isfinite(slope).all():
            return None
        families = {python_name(each.name) for each in asked.declarations if each.kind == "family"}
        turned = {name: value.T if name in families else value for name, value in arguments.items()}
        got, grads = compiled(*(turned[each.name] for each in compiled.arguments))
    (found,) = grads.values()
    found = found.T if next(iter(grads)) in families else found
    scale = 1 + np.max(np.abs(slope), initial=0)
    near = np.shape(found) == np.shape(slope) and np.max(np.abs(found - slope), initial=0) < 1e-8 * scale
    return bool(near and np.isclose(got, wanted, rtol=1e-9))


def of_seed(seed: int) -> bool | None:
    made = random_loss(seed)
    return agree(state(made.latex, made.wrt, declare=made.declare, assume=made.assume), seed)


def test_random_losses():
    found = [of_seed(seed) for seed in range(SEEDS)]
    assert found.count(True) > SEEDS // 2
    assert [seed for seed, good in enumerate(found) if good is False] == []


@pytest.mark.parametrize(
    ("latex", "wrt", "declare"),
    [
        (r"\lVert W y \rVert^2", "W", ["W: m x d", "y: d"]),
        (r"(a^\top x - b)(a^\top x - b)", "x", ["a: d", "x: d", "b:"]),
        (r"-(a - b)(a - b) c", "a", ["a:", "b:", "c:"]),
        (r"(1 - t^2)(t^2 - 1)(t^2 - 1)", "t", ["t:"]),
    ],
)
def test_what_stands_twice_in_a_product_counts_twice(latex, wrt, declare):
    assert agree(state(latex, wrt, declare=declare), 0)
