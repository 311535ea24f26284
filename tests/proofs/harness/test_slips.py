"""The pieces that a slip is named by, each by itself: what is assumed, how arrays are drawn, wrong slopes, what is kept between calls."""

from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from derive import expression as x
from proofs.harness import check_gradient
from proofs.harness.cases import ArraysCase
from proofs.harness.gradient.check import WrongGradient, misshapen
from proofs.harness.gradient.inputs import draw_arrays
from proofs.harness.gradient.slips import slip
from proofs.harness.gradient.slopes import WRONG, hadamards
from proofs.harness.gradient.stated import state
from proofs.harness.gradient.supposed import FITTING, fitting, holds
from proofs.harness.gradient.trial import GradientTrial, Subject, nothing_kept

ROWS = np.array([[0.5, 0.5], [0.25, 0.75], [1.0, 0.0]])
"""Each row sums to 1, no column does."""
ASSUMED = {
    "sums-to-1": (ROWS, ROWS.T),
    "distribution": (ROWS, ROWS - [1, -1]),
    "one-hot": (np.eye(3), np.ones((3, 3)) / 3),
    "positive": (np.array([1.0, 2.0]), np.array([1.0, 0.0])),
    "nonzero": (np.array([1.0, -2.0]), np.array([1.0, 0.0])),
    "fraction": (np.array([0.5]), np.array([1.0])),
    "symmetric": (np.array([[1.0, 2.0], [2.0, 0.0]]), np.array([[1.0, 2.0], [3.0, 0.0]])),
    "positive-definite": (np.array([[2.0, 1.0], [1.0, 2.0]]), np.array([[1.0, 2.0], [2.0, 1.0]])),
    "invertible": (np.array([[0.0, 1.0], [1.0, 0.0]]), np.ones((2, 2))),
    "full-rank": (np.eye(3)[:, :2], np.ones((3, 2))),
    "orthogonal": (np.array([[0.0, 1.0], [-1.0, 0.0]]), np.array([[0.0, 2.0], [-0.5, 0.0]])),
}


@pytest.mark.parametrize("kind", ASSUMED)
def test_what_is_assumed_holds_of_some_arrays_and_not_of_others(kind):
    right, wrong = ASSUMED[kind]
    assert holds(right, kind)
    assert not holds(wrong, kind)


@pytest.mark.parametrize("kind", FITTING)
def test_an_array_that_is_made_to_fit_is_as_assumed(kind):
    for seed in range(20):
        value = np.random.default_rng(seed).integers(-2, 3, (3, 3)).astype(float)
        assert holds(fitting(value, kind, ()), kind)


LABELLED = state(r"-\log softmax(W x)_c", ("W",), (), ("W: C x d", "x: d", "c: index C"))


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_an_index_has_two_values_at_least_and_a_length_may_be_one(data):
    drawn = data.draw(st.composite(lambda draw: draw_arrays(draw, LABELLED))())
    assert drawn.arrays["W"].shape[0] >= 2
    assert drawn.arrays["W"].shape[1] >= 1


def test_some_length_is_one():
    from hypothesis import find

    one = find(st.composite(lambda draw: draw_arrays(draw, LABELLED))(), lambda case: case.arrays["W"].shape[1] == 1)
    assert one.arrays["x"].shape == (1,)


SLOPES = {
    ("sigmoid", "σ"): lambda z: 1 / (1 + np.exp(-z)),
    ("sigmoid", "1 - σ"): lambda z: 1 / (1 + np.exp(z)),
    ("sigmoid", "z(1 - z)"): lambda z: z - z**2,
    ("sigmoid", "σ′ at σ(z)"): lambda z: 1 / (2 * np.cosh(1 / (2 + 2 * np.exp(-z)))) ** 2,
    ("sigmoid", "1 - σ²"): lambda z: (1 + 2 * np.exp(z)) / (1 + np.exp(z)) ** 2,
    ("tanh", "tanh(1 - tanh)"): lambda z: 2 * np.tanh(z) / (np.exp(2 * z) + 1),
    ("tanh", "1 - tanh"): lambda z: 2 / (np.exp(2 * z) + 1),
    ("tanh", "1 - z²"): lambda z: (1 - z) * (1 + z),
    ("tanh", "tanh′ at tanh(z)"): lambda z: 1 / np.cosh(np.tanh(z)) ** 2,
    ("relu", "its value"): lambda z: np.maximum(z, 0),
    ("log", "z"): lambda z: z,
    ("exp", "z"): lambda z: z,
    ("abs", "its value"): abs,
    ("abs", "z"): lambda z: z,
    ("sqrt", "1/2"): lambda z: 0.5,
    ("sqrt", "1/√z"): lambda z: z**-0.5,
    ("sqrt", "√z / 2"): lambda z: z**0.5 / 2,
    ("sin", "-cos z"): lambda z: np.sin(z - np.pi / 2),
    ("cos", "sin z"): lambda z: np.cos(z - np.pi / 2),
}
VALUES = {"sigmoid": lambda z: 1 / (1 + np.exp(-z)), "relu": lambda z: np.maximum(z, 0), "abs": abs}


@pytest.mark.parametrize(("function", "said"), [(name, said) for name, rows in WRONG.items() for said, _ in rows])
def test_a_wrong_slope_is_what_its_words_say(function, said):
    slope = dict(WRONG[function])[said]
    for z in (0.3, 1.7):
        value = VALUES.get(function, getattr(np, function, None))(z)
        assert np.isclose(slope(z, value), SLOPES[function, said](z))


def test_a_factor_without_the_variable_may_be_left_out_of_an_entrywise_product():
    a, b = x.Symbol("a", ("n", "1")), x.Symbol("b", ("n", "1"))
    assert [(code, words) for code, _, words in hadamards(x.Hadamard(a, b), b)] == [("factor-dropped", {"factor": a})]
    assert list(hadamards(x.Hadamard(b, b), b)) == []


def test_without_an_example_that_tells_something_no_slip_is_named():
    assert slip([], "w") is None


def test_a_gradient_of_the_turned_shape_is_transposed_and_another_is_not():
    truth, part = np.arange(6.0).reshape(2, 3), SimpleNamespace(part="W")
    turned = SimpleNamespace(truth={"W": truth}, returned=SimpleNamespace(fault=("shape", "W", truth.T)))
    assert misshapen(turned, part).code == "transposed"
    flat = SimpleNamespace(truth={"W": truth}, returned=SimpleNamespace(fault=("shape", "W", np.zeros((2, 2)))))
    assert misshapen(flat, part) is None


def test_a_function_that_works_once_keeps_something():
    calls = []

    def once(w, x):
        calls.append(w)
        if len(calls) % 3 == 0:
            raise RuntimeError("called too often")
        s = w @ x
        return np.logaddexp(0, -s), -x / (1 + np.exp(np.minimum(s, 700)))

    with pytest.raises(WrongGradient) as caught:
        check_gradient(once, r"-\log \sigma(w^\top x)", "w", examples=5)
    assert caught.value.finding.bug == "keeps-state"
    assert "called too often" in str(caught.value)


@pytest.mark.parametrize(("grown", "said"), [(2.0, "keeps-state"), (1 + 2.0**-52, "not-repeatable")])
def test_an_input_that_is_met_again_must_give_the_same(grown, said):
    met = set()

    def grows(w, x):
        again, s = (w.tobytes(), x.tobytes()) in met, w @ x
        met.add((w.tobytes(), x.tobytes()))
        slope = -x / (1 + np.exp(np.minimum(s, 700)))
        return np.logaddexp(0, -s), slope * grown if again else slope

    case = ArraysCase("plain", {"w": np.array([1.0, 2.0]), "x": np.array([0.5, -1.0])}, {"w": ("n",), "x": ("n",)}, {})
    stated = state(r"-\log \sigma(w^\top x)", ("w",))
    trial = GradientTrial(Subject(stated, lambda arrays: grows(**arrays), np.array, {}, "grows"), case)
    assert trial.value is not None
    assert nothing_kept(trial).code == said
