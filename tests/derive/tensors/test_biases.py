"""A product of matrices with a vector along each side is written as one product, and gives what the sum gives."""

import numpy as np
import pytest

from derive.stating import state
from derive.tensors.loading import loaded
from derive.tensors.statements import module_of_statement

SIZES = {"p": (5, 3), "q": (4, 3), "R": (5, 4), "b": (5,), "c": (4,), "mu": (), "A": (3, 2), "h": (4, 2)}
DECLARED = {
    "p": "p[n]: d", "q": "q[m]: d", "R": "R: n x m", "b": "b: n", "c": "c: m", "mu": r"\mu:", "A": "A: d x e", "h": "h[m]: e",
}  # fmt: skip
SUM = r"\sum_{i=1}^{n}\sum_{j=1}^{m} "
RATING = (SUM + r"(R_{ij} - \mu - b_i - c_j - p_i^\top q_j)^2", "p q R b c mu")
LINK = (SUM + r"\log(1 + \exp(-R_{ij}(p_i^\top q_j + b_i - c_j)))", "p q R b c")
TWICE = (SUM + r"(R_{ij} + \mu b_i + c_j + b_i + p_i^\top q_j + 1)^2", "p q R b c mu")
MIDDLE = (SUM + r"\tanh(p_i^\top A h_j - R_{ij} + b_i + c_j)", "p h A R b c")
ROWS = [(loss, by) for loss, names in (RATING, LINK, TWICE, MIDDLE) for by in names.split() if by != "mu"]
NAMES = dict((RATING, LINK, TWICE, MIDDLE))


def source(loss, by):
    return module_of_statement(state(loss, by, declare=[DECLARED[name] for name in NAMES[loss].split()])).source


def truth(loss, v):
    """The losses above once more, entry by entry."""
    found = 0.0
    for i, j in np.ndindex(v["R"].shape):
        if loss == RATING[0]:
            found += (v["R"][i, j] - v["mu"] - v["b"][i] - v["c"][j] - v["p"][i] @ v["q"][j]) ** 2
        elif loss == LINK[0]:
            found += np.log1p(np.exp(-v["R"][i, j] * (v["p"][i] @ v["q"][j] + v["b"][i] - v["c"][j])))
        elif loss == TWICE[0]:
            inside = v["R"][i, j] + v["mu"] * v["b"][i] + v["c"][j] + v["b"][i] + v["p"][i] @ v["q"][j] + 1
            found += inside**2
        else:
            found += np.tanh(v["p"][i] @ v["A"] @ v["h"][j] - v["R"][i, j] + v["b"][i] + v["c"][j])
    return found


def drawn(loss, kind):
    random = np.random.default_rng(3)
    return {name: random.standard_normal(SIZES[name]).astype(kind) for name in NAMES[loss].split()}


@pytest.mark.parametrize(("loss", "by"), ROWS)
def test_the_file_gives_the_loss_and_its_derivative(loss, by):
    text, values = source(loss, by), drawn(loss, np.float64)
    assert "np.column_stack(" in text
    function = loaded(text)
    got, grads = function(**values)
    np.testing.assert_allclose(got, truth(loss, values), rtol=1e-12)
    for place in np.ndindex(values[by].shape):
        ends = []
        for step in (1e-6, -1e-6):
            moved = values[by].copy()
            moved[place] += step
            ends.append(truth(loss, {**values, by: moved}))
        np.testing.assert_allclose(grads[by][place], (ends[0] - ends[1]) / 2e-6, rtol=1e-5, atol=1e-6)


@pytest.mark.parametrize("loss", NAMES)
def test_single_precision_stays(loss):
    got, grads = loaded(source(loss, "b"))(**drawn(loss, np.float32))
    assert (got.dtype, grads["b"].dtype) == (np.float32, np.float32)


def test_a_vector_along_one_side_only_is_added():
    one_side = module_of_statement(
        state(SUM + r"(p_i^\top q_j + c_j - R_{ij})^2", "p", declare=[DECLARED[name] for name in "pqRc"])
    )
    assert "np.column_stack(" not in one_side.source
