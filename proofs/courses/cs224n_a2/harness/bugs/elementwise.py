"""TABLE of what goes wrong in the functions of one number, as a textbook would write each."""

from collections.abc import Callable
from typing import Any

import numpy as np

from proofs.courses.cs224n_a2.harness import reference
from proofs.courses.cs224n_a2.harness.bugs.prediction import Rows
from proofs.courses.cs224n_a2.harness.cases import ElementwiseCase

Array = np.ndarray[Any, np.dtype[Any]]
Formula = Callable[[Array, float], Array]  # of x (or s) and alpha

sigma = reference.sigmoid


def _exp(x: Array) -> Array:
    return np.exp(np.clip(x, -700, 700))


SLOPES = (0.01, 0.1, 0.2, 0.3, 0.02, 0.001)  # that people write in the place of alpha
HARD = (0.2, 0.25, 1 / 6)  # of the straight lines that stand in for a sigmoid

TABLE: dict[str, tuple[tuple[str, Formula], ...]] = {
    "sigmoid": (
        ("argument-sign", lambda x, a: sigma(-x)),
        ("tanh-for-sigmoid", lambda x, a: np.tanh(x)),
        ("tanh-for-sigmoid", lambda x, a: np.tanh(x / 2)),
        ("exp-for-sigmoid", lambda x, a: _exp(x)),
        ("one-missing", lambda x, a: 1 / _exp(x)),
        ("minus-for-plus", lambda x, a: 1 / (1 - 1 / _exp(x))),
        ("derivative-for-value", lambda x, a: sigma(x) * (1 - sigma(x))),
        ("complement", lambda x, a: 1 + 1 / _exp(x)),
        ("not-elementwise", lambda x, a: np.exp(x - x.max()) / np.exp(x - x.max()).sum()),
        ("log-for-value", lambda x, a: -np.logaddexp(0, -x)),
        ("absolute-argument", lambda x, a: sigma(np.abs(x))),
        ("argument-scaled", lambda x, a: sigma(2 * x)),
        ("argument-scaled", lambda x, a: sigma(x / 2)),
        ("argument-scaled", lambda x, a: sigma(np.log(2) * x)),
        *(("hard-sigmoid", lambda x, a, h=h: np.clip(h * x + 0.5, 0, 1)) for h in HARD),
        ("truncated", lambda x, a: np.trunc(sigma(x))),
    ),
    "sigmoid_grad": (
        ("sigmoid-applied-again", lambda x, a: sigma(x) * (1 - sigma(x))),
        ("factor-missing", lambda x, a: x),
        ("factor-missing", lambda x, a: 1 - x),
        ("minus-for-plus", lambda x, a: x * (1 + x)),
        ("tanh-derivative", lambda x, a: 1 - x**2),
        ("sign", lambda x, a: -x * (1 - x)),
        ("sign", lambda x, a: x * (x - 1)),
        ("square-missing", lambda x, a: x - x),
        ("power-too-many", lambda x, a: x * (1 - x) ** 2),
        ("power-too-many", lambda x, a: x**2 * (1 - x)),
        ("power-too-many", lambda x, a: (x * (1 - x)) ** 2),
        ("sigmoid-for-derivative", lambda x, a: sigma(x)),
    ),
    "leaky_relu": (
        ("alpha-for-alpha-x", lambda x, a: np.where(x > 0, x, a)),
        *(("alpha-ignored", lambda x, a, c=c: np.where(x > 0, x, c * x)) for c in SLOPES),
        ("relu", lambda x, a: np.maximum(x, 0)),
        ("branches-exchanged", lambda x, a: np.where(x > 0, a * x, x)),
        ("identity", lambda x, a: x),
        ("absolute-value", lambda x, a: np.where(x > 0, x, -a * x)),
        ("gradient-for-value", lambda x, a: np.where(x > 0, 1.0, a)),
        ("alpha-x-added", lambda x, a: np.maximum(x, 0) + a * x),
        ("alpha-subtracted", lambda x, a: np.where(x > 0, x, x - a)),
        ("divided-by-alpha", lambda x, a: np.where(x > 0, x, x / a)),
        ("kink-moved", lambda x, a: np.where(x > 1, x, a * x)),
        ("kink-moved", lambda x, a: np.where(x > a, x, a * x)),
        ("alpha-everywhere", lambda x, a: a * x),
    ),
    "leaky_relu_grad": (
        ("alpha-x-for-alpha", lambda x, a: np.where(x > 0, 1.0, a * x)),
        *(("alpha-ignored", lambda x, a, c=c: np.where(x > 0, 1.0, c)) for c in SLOPES),
        ("relu", lambda x, a: np.where(x > 0, 1.0, 0.0)),
        ("branches-exchanged", lambda x, a: np.where(x > 0, a, 1.0)),
        ("value-for-gradient", lambda x, a: np.where(x > 0, x, a * x)),
        ("x-for-one", lambda x, a: np.where(x > 0, x, a)),
        ("sign", lambda x, a: np.where(x > 0, 1.0, -a)),
        ("kink-moved", lambda x, a: np.where(x > 1, 1.0, a)),
        ("kink-moved", lambda x, a: np.where(x > a, 1.0, a)),
        ("alpha-everywhere", lambda x, a: np.full(x.shape, a)),
        ("alpha-everywhere", lambda x, a: np.ones(x.shape)),
    ),
}


def rows(function: str, case: ElementwiseCase) -> Rows:
    """The rows of one function, evaluated at a case."""
    x = np.asarray(case.x, np.float64)
    alpha = 0.01 if case.alpha is None else case.alpha
    with np.errstate(all="ignore"):
        return [(code, {"value": np.asarray(formula(x, alpha))}) for code, formula in TABLE[function]]
