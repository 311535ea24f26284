"""Arrays for which an assumption holds: drawn ones are made to fit, and smaller ones are asked."""

from collections.abc import Callable
from typing import Any

import numpy as np

Array = np.ndarray[Any, np.dtype[Any]]


def fitting(value: Array, kind: str, values: tuple[str, ...] = ()) -> Array:
    """An array near one of small numbers for which the assumption holds.

    >>> fitting(np.array([2.0, -1.0]), "in", ("-1", "1")).tolist(), fitting(np.array([0.0, 2.0]), "one-hot").tolist()
    ([1.0, -1.0], [0.0, 1.0])
    """
    if kind == "in":
        among = np.array([float(v) for v in values])
        return np.asarray(among[np.abs(value[..., None] - among).argmin(axis=-1)])
    return np.asarray(FITTING.get(kind, lambda v: v)(value))


def holds(value: Array, kind: str, values: tuple[str, ...] = ()) -> bool:
    """Whether the assumption holds of an array.

    >>> holds(np.array([0.0, 1.0]), "one-hot"), holds(np.array([0.5, 0.5]), "one-hot"), holds(np.array([0.5, 0.5]), "distribution")
    (True, False, True)
    """
    if kind == "in":
        return bool(np.isin(value, [float(v) for v in values]).all())
    return bool(HOLDS.get(kind, lambda v: True)(value))


def _one_hot(v: Array) -> Array:
    return (np.arange(v.shape[-1]) == v.argmax(axis=-1)[..., None]).astype(v.dtype)


def _distribution(v: Array) -> Array:
    parts = np.abs(v) + 1.0
    return np.asarray(parts / parts.sum(axis=-1, keepdims=True))


def _dominant(v: Array) -> Array:
    """More on the diagonal than beside it: of full rank, whatever the shape."""
    return v + np.eye(*v.shape) * (1.0 + np.abs(v).sum())


FITTING: dict[str, Callable[[Array], Array]] = {
    "one-hot": _one_hot,
    "distribution": _distribution,
    "sums-to-1": _distribution,
    "positive": lambda v: np.abs(v) + (v == 0),
    "nonzero": lambda v: np.where(v == 0, 1.0, v),
    "fraction": lambda v: (np.abs(v) % 3 + 1) / 5,
    "symmetric": lambda v: (v + v.T) / 2,
    "positive-definite": lambda v: v @ v.T + np.eye(len(v)),
    "invertible": _dominant,
    "full-rank": _dominant,
    "orthogonal": lambda v: np.linalg.qr(_dominant(v))[0],
}
HOLDS: dict[str, Callable[[Array], Any]] = {
    "one-hot": lambda v: np.isin(v, (0, 1)).all() and (v.sum(axis=-1) == 1).all(),
    "distribution": lambda v: (v >= 0).all() and np.allclose(v.sum(axis=-1), 1.0),
    "sums-to-1": lambda v: np.allclose(v.sum(axis=-1), 1.0),
    "positive": lambda v: (v > 0).all(),
    "nonzero": lambda v: (v != 0).all(),
    "fraction": lambda v: ((v > 0) & (v < 1)).all(),
    "symmetric": lambda v: np.array_equal(v, v.T),
    "positive-definite": lambda v: np.array_equal(v, v.T) and np.linalg.eigvalsh(v).min() > 1e-9,
    "invertible": lambda v: np.linalg.cond(v) < 1e6,
    "full-rank": lambda v: np.linalg.cond(v) < 1e6,
    "orthogonal": lambda v: np.allclose(v @ v.T, np.eye(len(v))),
}
