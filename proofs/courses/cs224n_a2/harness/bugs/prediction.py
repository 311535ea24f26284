"""What a bug predicts: the parts that it changes, or the exception that it ends in."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from proofs.courses.cs224n_a2.harness.subjects import Parts

Array = np.ndarray[Any, np.dtype[Any]]


@dataclass(frozen=True)
class Raises:
    """The bug ends in this exception."""

    kind: str


Rows = list[tuple[str, Parts | Raises]]


def loss(value: Any) -> Parts:
    """A bug in the loss alone."""
    return {"loss": np.asarray(float(value))}


def log(x: Any) -> Any:
    """The logarithm with −inf and nan where a program would get them, without a warning."""
    with np.errstate(all="ignore"):
        return np.log(x)


def unit_vector(v: Array) -> Array:
    """v / |v|; nan, which is to say anything, where v = 0."""
    n = float(np.linalg.norm(v))
    return v / n if n else np.full_like(v, np.nan)
