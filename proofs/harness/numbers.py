"""Numbers for inputs, read off bytes, by regime: small ones first, large scores, other types."""

from typing import Any, Literal

import numpy as np
from hypothesis import strategies as st

Array = np.ndarray[Any, np.dtype[Any]]
Regime = Literal["course", "large", "foreign"]

# All numbers of a case are read off one draw of bytes: a choice for each number would take most of the time of a run. Byte 0
# stands for 0 and small bytes for small integers, so that Hypothesis's shrinking of bytes ends there.
Kind = Literal["signs", "integers", "quarters", "reals", "threes", "tens", "tens and halves"]
KINDS: dict[Regime, tuple[Kind, ...]] = {
    "course": ("integers", "integers", "quarters", "reals"),
    "large": ("threes", "tens", "tens and halves"),
    "foreign": ("integers", "quarters"),
}


def zigzag(n: Array) -> Array:
    """0, 1, 2, 3, 4 … to 0, 1, -1, 2, -2 …

    >>> zigzag(np.arange(5)).tolist()
    [0, 1, -1, 2, -2]
    """
    return np.where(n % 2 == 1, (n + 1) // 2, -(n // 2))


def decoded(data: bytes, kind: Kind) -> Array:
    """Two bytes a number, the first the important one: −1, 0 or 1; integers in [-2, 2]; quarters; reals in [-2, 2]; threes, tens to ±60.

    >>> decoded(bytes([3, 0, 2, 0]), "integers").tolist()
    [2.0, -1.0]
    """
    pairs = np.frombuffer(data, dtype=np.uint8).reshape(-1, 2).astype(np.int64)
    first, second = pairs[:, 0], pairs[:, 1]
    if kind == "signs":  # sums of them are often 0, where a maximum or an absolute value has its kink
        return zigzag(first % 3).astype(np.float64)
    if kind == "integers":
        return zigzag(first % 5).astype(np.float64)
    if kind == "quarters":
        return zigzag(first % 17) / 4.0
    if kind == "reals":
        return zigzag(first * 256 + second) / (3.0 * 2.0**12) * 0.75
    if kind == "threes":  # scores of 9 to some tens: where 1 − σ loses its digits, and nothing overflows yet
        return zigzag(first % 5) * 3.0
    return zigzag(first % 13) * 10.0 + (0.5 * (second % 2) if kind == "tens and halves" else 0.0)


def blobs(numbers: int) -> st.SearchStrategy[bytes]:
    return st.binary(min_size=2 * numbers, max_size=2 * numbers)
