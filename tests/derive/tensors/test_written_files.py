"""The written file against central differences of the same loss in plain NumPy."""

import inspect

import numpy as np
import pytest
from tree_losses import SIZES, Case, cases

import gradproof
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


POWERS = [
    (r"\left(\frac{t}{1 + (x^\top x)^2}\right)^2", "x", {"t": (), "x": (3,)}),
    (r"\left(\frac{t}{1 + (x^\top x)^2}\right)^2", "t", {"t": (), "x": (3,)}),
    (r"\left(\frac{t}{1 + e^{x^\top y}}\right)^3", "x", {"t": (), "x": (3,), "y": (3,)}),
    (r"\frac{1}{x^\top x} \cdot \frac{1}{x^\top x} \cdot \frac{t}{x^\top x}", "x", {"t": (), "x": (3,)}),
    (r"t - \operatorname{tr}(A + B)", "A", {"t": (), "A": (3, 3), "B": (3, 3)}),
    (r"(t - \operatorname{tr}(A + B))^2", "B", {"t": (), "A": (3, 3), "B": (3, 3)}),
    (r"\max(0, -x^\top y)", "x", {"x": (3,), "y": (3,)}),
    (r"\max(0, t - x^\top A x)", "A", {"t": (), "x": (3,), "A": (3, 3)}),
    (r"\max(0, -\operatorname{tr}(A + B))", "A", {"A": (3, 3), "B": (3, 3)}),
    (r"\lVert A A + A \rVert_F^2", "A", {"A": (3, 3)}),
    (r"\lVert A A A - A \rVert_F^2", "A", {"A": (3, 3)}),
]


@pytest.mark.parametrize(("loss", "wrt", "shapes"), POWERS, ids=[f"{loss} by {wrt}" for loss, wrt, _ in POWERS])
def test_the_gradient_is_that_of_the_loss(loss, wrt, shapes):
    """Against central differences of the same loss in plain NumPy."""
    names = {(): "", (3,): " n", (3, 3): " n x n"}
    function = gradproof.compile(
        loss=loss, wrt=wrt, declare=[f"{name}:{names[shape]}" for name, shape in shapes.items()]
    )
    draw = np.random.default_rng(3)
    for _ in range(4):
        values = {name: draw.normal(size=shape) for name, shape in shapes.items()}
        slope = np.zeros(shapes[wrt])
        for place in np.ndindex(slope.shape):
            ends = []
            for sign in (1, -1):
                moved = np.array(values[wrt])
                moved[place] += sign * 1e-6
                ends.append(TRUE[loss](**{**values, wrt: moved}))
            slope[place] = (ends[0] - ends[1]) / 2e-6
        value, gradients = function(**values)
        assert value == pytest.approx(TRUE[loss](**values))
        assert gradients[wrt] == pytest.approx(slope, rel=1e-5, abs=1e-6)


TRUE = {
    POWERS[0][0]: lambda t, x: (t / (1 + (x @ x) ** 2)) ** 2,
    POWERS[2][0]: lambda t, x, y: (t / (1 + np.exp(x @ y))) ** 3,
    POWERS[3][0]: lambda t, x: t / (x @ x) ** 3,
    POWERS[4][0]: lambda t, A, B: t - np.trace(A) - np.trace(B),
    POWERS[5][0]: lambda t, A, B: (t - np.trace(A) - np.trace(B)) ** 2,
    POWERS[6][0]: lambda x, y: max(0.0, -float(x @ y)),
    POWERS[7][0]: lambda t, x, A: max(0.0, float(t - x @ A @ x)),
    POWERS[9][0]: lambda A: np.sum((A @ A + A) ** 2),
    POWERS[10][0]: lambda A: np.sum((A @ A @ A - A) ** 2),
    POWERS[8][0]: lambda A, B: max(0.0, -float(np.trace(A) + np.trace(B))),
}


@pytest.mark.parametrize("inside", ["r_i - x^\\top p_i", "r_i + x^\\top p_i"])
def test_a_comparison_of_numbers_that_multiplies_an_array_may_have_a_minus(inside):
    mean = rf"\max(0, \frac{{1}}{{N}}\sum_{{i=1}}^N ({inside}))"
    function = gradproof.compile(loss=mean, wrt="x", declare=["x: d", "r: N", "p[N]: d"])
    rng = np.random.default_rng(0)
    x, p, r = rng.standard_normal(3), rng.standard_normal((5, 3)), 10 + rng.random(5)
    sign = 1 if "+" in inside else -1
    assert np.allclose(function(x=x, r=r, p=p)[1]["x"], sign * p.mean(axis=0))
    assert np.allclose(function(x=x, r=r - 20, p=p)[1]["x"], 0)
