"""What the functions of the course should return: the derivation as NumPy functions, in the course's layout (words as rows).

This is the one place where `gradproof test` meets `derive`; nothing here is worked out by hand. The functions are those that
`gradproof compile` writes, and making them needs no SymPy.
"""

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

import numpy as np

from derive import expression as x
from derive.problem import load
from derive.tensors.centres import centred
from derive.tensors.loading import loaded
from derive.tensors.module import module

Array = np.ndarray[Any, np.dtype[Any]]
Gradients = dict[str, Array]

NAIVE, NEGATIVE, LEAKY_RELU, SIGMOID = "d", "h", "e", "f"  # parts of the assignment whose loss is compiled
CENTER, OUTSIDE = x.Symbol("v_c", ("d", "1")), x.Symbol("U", ("d", "V"))
NUMBER = x.Symbol("x")
FAR = 800.0  # σ'(±800) is below the least positive number


@cache
def compiled(part: str, variable: x.Symbol) -> Callable[..., tuple[Any, dict[str, Any]]]:
    """The loss of a part and its gradient by a variable as a NumPy function of arrays by name, made once."""
    problem = load()
    loss = problem.part(part).loss
    assert loss is not None
    return loaded(module(centred(problem, loss)[0], variable, families=["U"]).source)


def prepare() -> None:
    """Compile all of it, before the time of any module is counted."""
    for part, variable in (
        *((p, v) for p in (NAIVE, NEGATIVE) for v in (CENTER, OUTSIDE)),
        (LEAKY_RELU, NUMBER),
        (SIGMOID, NUMBER),
    ):
        compiled(part, variable)


def _both(part: str, **arrays: Any) -> tuple[float, Gradients]:
    """A loss and its gradients by v_c and U."""
    loss, center = compiled(part, CENTER)(**arrays)
    _, outside = compiled(part, OUTSIDE)(**arrays)
    return float(loss), {"v_c": np.asarray(center["v_c"]), "U": np.asarray(outside["U"])}


def _float64(x: Any) -> Array:
    return np.asarray(x, dtype=np.float64)


def sigmoid(x: Any) -> Array:
    """σ(x), elementwise."""
    return np.asarray(compiled(SIGMOID, NUMBER)(x=_float64(x))[0])


def sigmoid_grad(s: Any) -> Array:
    """σ' in terms of s = σ(x): the derivative at x = log(s / (1 − s)), at the ends as far out as σ' is 0 in float64."""
    s = _float64(s)
    with np.errstate(divide="ignore"):
        x = np.clip(np.log(s) - np.log1p(-s), -FAR, FAR)
    return np.asarray(compiled(SIGMOID, NUMBER)(x=x)[1]["x"])


def leaky_relu(x: Any, alpha: float) -> Array:
    """x or αx, elementwise."""
    return np.asarray(compiled(LEAKY_RELU, NUMBER)(x=_float64(x), alpha=alpha)[0])


def leaky_relu_grad(x: Any, alpha: float) -> Array:
    """1 or α, elementwise; at 0, where there is no derivative, one of the two."""
    return np.asarray(compiled(LEAKY_RELU, NUMBER)(x=_float64(x), alpha=alpha)[1]["x"])


def naive_softmax(v_c: Array, o: int, U: Array) -> tuple[float, Gradients]:
    """The naive softmax loss and its gradients. v_c: (d,), U: (V, d)."""
    return _both(NAIVE, v_c=_float64(v_c), o=o, U=_float64(U))


def negative_sampling(v_c: Array, o: int, negatives: Sequence[int], U: Array) -> tuple[float, Gradients]:
    """The negative-sampling loss and its gradients; a word drawn n times counts n times. v_c: (d,), U: (V, d).

    Where o itself is among the negatives, which no right program lets happen, it counts as a word of its own with o's vector.
    """
    U = _float64(U)
    words = np.asarray(negatives, dtype=np.intp)
    hit = words == o
    if not hit.any():
        return _both(NEGATIVE, v_c=_float64(v_c), o=o, w=words, U=U)
    loss, g = _both(NEGATIVE, v_c=_float64(v_c), o=o, w=np.where(hit, len(U), words), U=np.vstack([U, U[o]]))
    rows = np.array(g["U"][:-1])
    rows[o] += g["U"][-1]
    return loss, {"v_c": g["v_c"], "U": rows}
