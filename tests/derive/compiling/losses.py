"""Losses as expression trees, and the same losses written out a second time with loops over mpmath numbers.

The second form shares nothing with the first: the tests take its value and, by central differences at 50 digits, its gradients.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import mpmath as mp
import numpy as np

from derive.expression import (
    Add,
    Call,
    Column,
    Expression,
    Index,
    Mapped,
    Negative,
    Product,
    Quotient,
    Sum,
    Symbol,
    Transpose,
)

U, C = Symbol("U", ("d", "V")), Symbol("C", ("d", "V"))
c, o, w, s = Index("c", "V"), Index("o", "V"), Index("w", "V"), Index("s", "K")
v_c = Column(C, c)


def score(word: Any, vector: Expression = v_c) -> Expression:
    """u_wᵀ v."""
    return Product((Transpose(Column(U, word)), vector))


def log(x: Expression) -> Expression:
    return Call("log", x)


def naive(vector: Expression = v_c) -> Expression:
    """−log( exp(u_oᵀv) / Σ_w exp(u_wᵀv) )."""
    return Negative(log(Quotient(Call("exp", score(o, vector)), Sum(w, Call("exp", score(w, vector))))))


def negative(vector: Expression = v_c) -> Expression:
    """−log σ(u_oᵀv) − Σ_s log σ(−u_{w_s}ᵀv)."""
    samples = Sum(s, log(Call("sigmoid", Negative(score(Mapped("w", s, "V"), vector)))))
    return Add((Negative(log(Call("sigmoid", score(o, vector)))), Negative(samples)))


# ------------------------------------------------------------------------------------------------- the second way, in loops

Vector = Sequence[Any]
Columns = Sequence[Vector]
"""A matrix as the list of its columns: U[w] is u_w."""


def dot(a: Vector, b: Vector) -> Any:
    return mp.fsum(x * y for x, y in zip(a, b, strict=True))


def naive_loss(v: Vector, o: int, U: Columns) -> Any:
    return mp.log(mp.fsum(mp.exp(dot(u, v)) for u in U)) - dot(U[o], v)


def negative_loss(v: Vector, o: int, negatives: Sequence[int], U: Columns) -> Any:
    def log_sigmoid(x: Any) -> Any:
        return -mp.log(1 + mp.exp(-x))

    return -log_sigmoid(dot(U[o], v)) - mp.fsum(log_sigmoid(-dot(U[k], v)) for k in negatives)


# ---------------------------------------------------------------------------------------------------------- differences

DIGITS = 50
STEP = mp.mpf(10) ** -15
"""Central differences: the error is of the order STEP² = 1e-30 times a third derivative, with 35 digits left after cancellation."""


@dataclass(frozen=True)
class Exact:
    """The value of a loss and its gradients by central differences, as floats."""

    value: float
    gradients: list[Any]


def exact(loss: Callable[..., Any], *arguments: Any, wrt: Sequence[int]) -> Exact:
    """The value and the gradients by the arguments in `wrt`: nested lists of numbers are differentiated entry by entry."""
    with mp.workdps(DIGITS):
        values = [
            _lifted(argument) if n in wrt or _floats(argument) else argument for n, argument in enumerate(arguments)
        ]
        gradients = []
        for n in wrt:
            gradients.append(_differences(lambda x, n=n: loss(*values[:n], x, *values[n + 1 :]), values[n]))
        return Exact(float(loss(*values)), gradients)


def _floats(x: Any) -> bool:
    return isinstance(x, np.ndarray) and x.dtype.kind == "f"


def _lifted(x: Any) -> Any:
    return [_lifted(each) for each in x] if np.ndim(x) else mp.mpf(float(x))


def _differences(f: Callable[[Any], Any], x: Any) -> Any:
    if not isinstance(x, list):
        return float((f(x + STEP) - f(x - STEP)) / (2 * STEP))
    return [_differences(lambda y, n=n: f([*x[:n], y, *x[n + 1 :]]), each) for n, each in enumerate(x)]
