"""The written file against central differences of the same loss in plain NumPy."""

import inspect

import numpy as np
import pytest
from tree_losses import SIZES, Case, cases

from derive.tensors.module import module

STEP = 1e-6


def drawn(case: Case, made, seed: int):
    rng = np.random.default_rng(seed)
    values = {}
    for argument in made.arguments:
        shape = tuple(SIZES[size] for size in argument.sizes)
        if argument.points_at:
            top = SIZES[argument.points_at]
            values[argument.name] = rng.integers(top, size=shape) if shape else int(rng.integers(top))
        else:
            values[argument.name] = rng.standard_normal(shape) if shape else float(0.5 + rng.random())
    if case.domain == "spd":
        square = values["A"]
        values["A"] = square @ square.T / len(square) + np.eye(len(square))
    return values


def loaded(source: str):
    space: dict = {}
    exec(source, space)  # noqa: S102 (our own text)
    return space["loss_and_gradient"]


def differences(case: Case, values, name: str):
    names = inspect.signature(case.value).parameters if case.value is not np.linalg.det else ["A"]

    def at(array):
        told = {**values, name: array}
        return case.value(*[told[each] for each in names])

    array = np.asarray(values[name], float)
    found = np.zeros(array.shape)
    for place in np.ndindex(array.shape):
        up, down = array.copy(), array.copy()
        up[place] += STEP
        down[place] -= STEP
        found[place] = (at(up) - at(down)) / (2 * STEP)
    return at(array), found


@pytest.mark.parametrize("case", cases, ids=lambda case: case.name)
def test_the_file_gives_the_loss_and_its_gradient(case):
    made = module(case.loss, case.variable, families=case.families)
    function = loaded(made.source)
    for seed in range(2):
        values = drawn(case, made, seed)
        loss, grads = function(**values)
        name, _, below = made.gradient.rpartition("_") if made.gradient not in values else (made.gradient, "", "")
        expected, slope = differences(case, values, name or made.gradient)
        slope = slope[values[below]] if below else slope
        got = grads[made.gradient]
        assert np.shape(got) == np.shape(slope), made.source
        np.testing.assert_allclose(loss, expected, rtol=1e-9, atol=1e-9, err_msg=made.source)
        np.testing.assert_allclose(got, slope, rtol=1e-6, atol=1e-6, err_msg=made.source)
