r"""Sums over windows, Σ_k w_k x_{i+k−1}: a table of indices reads the windows, and what is asked by x is added up where it points."""

import numpy as np
import pytest

from derive.outside import UnsupportedError
from derive.stating import state
from derive.tensors import loading
from derive.tensors.statements import module_of_statement

NUMBERS = (r"\frac12\sum_{i=1}^{n} (y_i - \sum_{k=1}^{m} w_k x_{i+k-1})^2", ["y: n", "w: m", "x: p"])
VECTORS = (
    r"\sum_{i=1}^{n}\log(1 + \exp(-y_i\sum_{k=1}^{m} w_k^\top x_{i+k-1}))",
    ["y: n", "w[m]: d", "x[p]: d"],
)
SHAPES = {"y": (5,), "w": (3,), "x": (7,)}


@pytest.mark.parametrize(("loss", "declared"), [NUMBERS, VECTORS], ids=["numbers", "vectors"])
@pytest.mark.parametrize("by", ["w", "x", "y"])
@pytest.mark.parametrize("kind", [np.float32, np.float64])
def test_a_window_has_the_gradient_of_its_sums(loss, declared, by, kind):
    random = np.random.default_rng(6)
    wide = (2,) if "[p]" in declared[2] else ()
    values = {name: random.standard_normal(shape + wide * (name != "y")).astype(kind) for name, shape in SHAPES.items()}
    f = loading.loaded(module_of_statement(state(loss, by, declare=declared)).source)
    value, grads = f(**values)
    assert (value.dtype, grads[by].dtype, grads[by].shape) == (kind, kind, values[by].shape)
    scores = [
        sum((values["w"][k] * values["x"][i + k]).sum(dtype=np.float64) for k in range(3))
        for i in range(len(values["y"]))
    ]
    y = values["y"].astype(np.float64)
    expected = np.logaddexp(0, -y * scores).sum() if wide else ((y - scores) ** 2).sum() / 2
    np.testing.assert_allclose(value, expected, rtol=1e-4)
    exact = {name: each.astype(np.float64) for name, each in values.items()}
    for place in np.ndindex(values[by].shape):
        ends = []
        for step in (1e-6, -1e-6):
            moved = exact[by].copy()
            moved[place] += step
            ends.append(f(**{**exact, by: moved})[0])
        np.testing.assert_allclose(grads[by][place], (ends[0] - ends[1]) / 2e-6, rtol=1e-3, atol=1e-4)


@pytest.mark.parametrize("by", ["w", "x"])
def test_a_size_that_no_array_has_is_said(by):
    """The sum over i has no end that an argument tells."""
    stated = state(r"\sum_{i=1}^{n} z_i^2", by, where=[r"z_i = \sum_{k=1}^{m} w_k x_{i+k-1}"], declare=["w: m", "x: p"])
    with pytest.raises(UnsupportedError, match="depends on n, and no argument has this size"):
        module_of_statement(stated)


def test_a_size_that_only_labels_point_into_is_said():
    stated = state(r"\frac1C\sum_{i=1}^N x_i^2", "x", declare=["y[N]: index C", "x: N"])
    with pytest.raises(UnsupportedError, match="depends on C"):
        module_of_statement(stated)
