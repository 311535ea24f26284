"""TABLE of the functions under test: their inputs, what they return, the derived value, the bound on rounding error."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import numpy as np
from hypothesis import strategies as st

from proofs.courses.cs224n_a2.harness import reference, rounding, strategies
from proofs.courses.cs224n_a2.harness.cases import (
    POSTPROCESSINGS,
    DescentCase,
    DrawCase,
    ElementwiseCase,
    NegativeCase,
    SoftmaxCase,
    WindowCase,
)
from proofs.harness import tolerance
from proofs.harness.cases import Case

Array = np.ndarray[Any, np.dtype[Any]]
Parts = dict[str, Array]


@dataclass(frozen=True)
class Subject:
    """One function of the course.

    `truth(case)` gives its parts as the derivation has them, `bounds(case, u)` how far each may be off;
    `formula` states in a line what it is held against; `columns` names the parts that are gradients.
    """

    name: str
    cases: Callable[..., st.SearchStrategy[Any]]
    truth: Callable[[Any], Parts]
    bounds: Callable[[Any, float], Parts]
    formula: str
    parts: tuple[str, ...]
    regimes: tuple[str, ...] = ("large", "foreign")
    arguments: tuple[str, ...] = field(default=())


def unit(case: Case) -> float:
    """The unit roundoff of the precision that the inputs come in (integers count as float64)."""
    arrays = [v for v in vars(case).values() if isinstance(v, np.ndarray)]
    return tolerance.UNIT["float32" if any(a.dtype == np.float32 for a in arrays) else "float64"]


def naive_truth(case: SoftmaxCase) -> Parts:
    loss, gradients = reference.naive_softmax(case.v_c, case.o, case.U)
    return {"loss": np.asarray(loss), "v_c": gradients["v_c"], "U": gradients["U"], "draws": np.asarray(0)}


def naive_bounds(case: SoftmaxCase, u: float) -> Parts:
    return rounding.softmax_bounds(case.v_c, case.o, case.U, float(naive_truth(case)["loss"]), u) | EXACT


WHOLE = 0.05  # a count is a whole number: a bound that no difference between two of them meets, eight times over either
EXACT = {"draws": np.asarray(WHOLE)}


def negative_truth(case: NegativeCase) -> Parts:
    loss, gradients = reference.negative_sampling(case.v_c, case.o, case.negatives, case.U)
    draws = np.asarray(len(case.script))
    return {"loss": np.asarray(loss), "v_c": gradients["v_c"], "U": gradients["U"], "draws": draws}


def negative_bounds(case: NegativeCase, u: float) -> Parts:
    return rounding.negative_bounds(case.v_c, [case.o, *case.negatives], case.U, u) | EXACT


def window_negatives(o: int, V: int) -> list[int]:
    """The fixed negatives of the loss function that `skipgram` is handed: every word but o, the next one twice."""
    others = [(o + i) % V for i in range(1, V)]
    return others + others[:1]


def window_terms(case: WindowCase) -> list[tuple[float, Parts]]:
    """Loss and gradients of each outside word, by the loss function that the case hands to `skipgram`."""
    return [window_term(case, case.V_rows[case.c], o) for o in case.outside_ids]


def window_term(case: WindowCase, v: Array, o: int) -> tuple[float, Parts]:
    if case.default_loss:
        return reference.naive_softmax(v, o, case.U)
    return reference.negative_sampling(v, o, window_negatives(o, len(case.U)), case.U)


def window_truth(case: WindowCase) -> Parts:
    terms = window_terms(case)
    rows, dU = np.zeros(case.V_rows.shape), np.zeros(case.U.shape)
    for _, g in terms:
        rows[case.c] += g["v_c"]
        dU += g["U"]
    return {"loss": np.asarray(sum((t[0] for t in terms), 0.0)), "V": rows, "U": dU, "draws": np.asarray(0)}


def window_bounds(case: WindowCase, u: float) -> Parts:
    terms = window_terms(case)
    v, V = case.V_rows[case.c], len(case.U)
    if case.default_loss:
        bounds = [rounding.softmax_bounds(v, o, case.U, t[0], u) for o, t in zip(case.outside_ids, terms, strict=True)]
    else:
        bounds = [rounding.negative_bounds(v, [o, *window_negatives(o, V)], case.U, u) for o in case.outside_ids]
    zero = {"loss": np.zeros(()), "v_c": np.zeros(v.shape), "U": np.zeros(case.U.shape)}
    totals = {
        k: tolerance.sum_bound(
            [np.asarray(t[0]) if k == "loss" else t[1][k] for t in terms] or [zero[k]],
            [b[k] for b in bounds] or [zero[k]],
            u,
        )
        for k in zero
    }
    rows = np.full(case.V_rows.shape, tolerance.UNDERFLOW)
    rows[case.c] = totals["v_c"]
    return {"loss": totals["loss"], "V": rows, "U": totals["U"]} | EXACT


def elementwise_truth(f: Callable[..., Array], case: ElementwiseCase) -> Parts:
    slope = () if f in (reference.sigmoid, reference.sigmoid_grad) else (0.01 if case.alpha is None else case.alpha,)
    return {"value": f(np.asarray(case.x, np.float64), *slope), "draws": np.asarray(0)}


def elementwise_bounds(f: Callable[..., Array], case: ElementwiseCase, u: float) -> Parts:
    value = elementwise_truth(f, case)["value"]
    bound = rounding.elementwise_bound(np.asarray(case.x, np.float64), value, u)
    if f is reference.leaky_relu_grad:  # at the kink every value between the two branches is right
        bound = np.where(np.asarray(case.x) == 0, 1.0 + bound, bound)
    return {"value": bound} | EXACT


def draw_truth(case: DrawCase) -> Parts:
    return {"samples": np.asarray(case.negatives), "draws": np.asarray(len(case.script))}


def draw_bounds(case: DrawCase, u: float) -> Parts:
    return {"samples": np.asarray(WHOLE)} | EXACT


@dataclass
class Scripted:
    """The function handed to `sgd`: call t gives slope·x + pushes[t]; it keeps what it was called with."""

    case: DescentCase
    calls: list[Any] = field(default_factory=list)

    def __call__(self, x: Any) -> tuple[float, Any]:
        t = len(self.calls)
        if t > 50 * len(self.case.pushes):
            raise RuntimeError("sgd calls its function without end")
        self.calls.append(np.array(x, dtype=float))
        push = self.case.pushes[min(t, len(self.case.pushes) - 1)]
        return float(t + 1), self.case.slope * x + push


def descend(case: DescentCase, update: Callable[[Any, Any, int], Any] | None = None, n: int | None = None) -> Parts:
    """Where gradient descent gets to, and the points that f is called at; `update(x, g, t)` may differ from x − step·g."""
    f, x = Scripted(case), np.array(case.x0, dtype=float)
    after = POSTPROCESSINGS[case.after][1] or (lambda x: x)
    for t in range(len(case.pushes) if n is None else n):
        _, g = f(x)
        x = after(np.asarray(x - case.step * g if update is None else update(x, g, t)))
    return {"x": np.asarray(x), "calls": np.asarray(len(f.calls)), "draws": np.asarray(0)}


def descent_bounds(case: DescentCase, u: float) -> Parts:
    """|x| at most doubles in a step and each step rounds three times; the numbers of a case are dyadic, so most err by 0."""
    n = len(case.pushes)
    size = (np.max(np.abs(np.asarray(case.x0))) + n * max(float(np.max(np.abs(p))) for p in case.pushes) + n) * 2.0**n
    return {"x": np.full(np.shape(case.x0), tolerance.SAFETY * u * 3 * n * size), "calls": np.asarray(WHOLE)} | EXACT


SUBJECTS: tuple[Subject, ...] = (
    *(
        Subject(
            name,
            partial(strategies.elementwise_cases, **options),
            partial(elementwise_truth, f),
            partial(elementwise_bounds, f),
            formula,
            ("value",),
        )
        for name, f, options, formula in (
            ("sigmoid", reference.sigmoid, {"name": "x"}, "sigmoid(x) = 1 / (1 + exp(-x))"),
            (
                "sigmoid_grad",
                reference.sigmoid_grad,
                {"name": "s", "unit": True},
                "sigmoid'(x) = s * (1 - s) with s = sigmoid(x)",
            ),
            ("leaky_relu", reference.leaky_relu, {"alpha": True}, "leaky_relu(x) = x where x > 0, alpha * x elsewhere"),
            (
                "leaky_relu_grad",
                reference.leaky_relu_grad,
                {"alpha": True},
                "leaky_relu'(x) = 1 where x > 0, alpha elsewhere",
            ),
        )
    ),
    Subject(
        "getNegativeSamples",
        strategies.draw_cases,
        draw_truth,
        draw_bounds,
        "the first K samples drawn that are not the outside word",
        ("samples",),
        regimes=(),
    ),
    Subject(
        "naiveSoftmaxLossAndGradient",
        strategies.softmax_cases,
        naive_truth,
        naive_bounds,
        "J = -log ŷ_o, ∂J/∂v_c = Uᵀ(ŷ - y), ∂J/∂U = (ŷ - y) v_cᵀ (rows of U are words)",
        ("loss", "v_c", "U"),
    ),
    Subject(
        "negSamplingLossAndGradient",
        strategies.negative_cases,
        negative_truth,
        negative_bounds,
        "J = -log σ(u_oᵀv_c) - Σ_s log σ(-u_{w_s}ᵀv_c), ∂J/∂v_c = -(1-σ(u_oᵀv_c))u_o + Σ_s (1-σ(-u_{w_s}ᵀv_c))u_{w_s}, "
        "∂J/∂u_o = -(1-σ(u_oᵀv_c))v_c, ∂J/∂u_k = (number of s with w_s = k)·(1-σ(-u_kᵀv_c))v_c",
        ("loss", "v_c", "U"),
    ),
    Subject(
        "skipgram",
        strategies.window_cases,
        window_truth,
        window_bounds,
        "J = Σ_j J(v_c, w_{t+j}, U): ∂J/∂U and ∂J/∂v_c are sums over the window, ∂J/∂v_w = 0 for w ≠ c",
        ("loss", "V", "U"),
        regimes=("foreign",),
    ),
    Subject(
        "sgd",
        strategies.descent_cases,
        descend,
        descent_bounds,
        "x ← postprocessing(x - step · f(x)[1]), once per iteration",
        ("x", "calls"),
        regimes=(),
    ),
)
BY_NAME = {s.name: s for s in SUBJECTS}
