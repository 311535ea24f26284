"""What a caller declares of the symbols of a loss, and the arrays that its function is called with.

    W_1: m x d      a matrix                x: d         a vector           lambda:      a number
    x[N]: d         N vectors, (N, d)       k: index C   one of C           y[N]: index C   N labels

Sizes are letters, or numbers where they are fixed.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

DECLARATION = re.compile(r"\s*(?P<name>[^\s:\[\]]+)\s*(?:\[(?P<family>\w+)\])?\s*:\s*(?P<index>index\s+)?(?P<sizes>.*)")
SIZES = re.compile(r"\s*(?:x|×|\\times|,)\s*")


class StatementError(ValueError):
    """A loss, a declaration or an assumption that is not understood; one sentence."""


@dataclass(frozen=True)
class Input:
    """One array that the function takes: its name, the size of each axis, and what an index points into.

    `assumed` is what holds of it: "one-hot", "positive", … or the values that its entries may take. `turned`: the statement has it the
    other way round, (d, N) for a family whose array is (N, d).
    """

    name: str
    sizes: tuple[str, ...] = ()
    points_at: str | None = None
    assumed: str = ""
    values: tuple[float, ...] = ()
    turned: bool = False

    def shape(self, sizes: dict[str, int]) -> tuple[int, ...]:
        """The shape at given sizes."""
        return tuple(int(size) if size.isdigit() else sizes[size] for size in self.sizes)


def declared(lines: Iterable[str]) -> dict[str, Input]:
    """The inputs that declarations speak of, by name, in their order; StatementError for one that is not understood.

    >>> declared(["x[N]: d", "y[N]: index C", "lambda:"])["y"]
    Input(name='y', sizes=('N',), points_at='C', assumed='', values=(), turned=False)
    """
    found: dict[str, Input] = {}
    for line in lines:
        read = DECLARATION.fullmatch(line)
        sizes = tuple(s for s in SIZES.split(read["sizes"].strip()) if s) if read else ()
        if read is None or not all(s.isalnum() for s in sizes) or len(sizes) > 2:
            raise StatementError(
                f"{line!r} is no declaration; one reads 'W: m x d', 'x[N]: d', 'y[N]: index C' or 'a:'"
            )
        family = (read["family"],) if read["family"] else ()
        name = python_name(read["name"])
        if read["index"]:
            if len(sizes) != 1:
                raise StatementError(f"{line!r}: an index points into one size, as in 'k: index C'")
            found[name] = Input(name, family, sizes[0])
        else:
            found[name] = Input(name, (*family, *(s for s in sizes if s != "1")), turned=bool(family and sizes))
    return found


def python_name(symbol: str) -> str:
    r"""The name that a symbol has in Python: W_1, hat_y, lambda_.

    >>> python_name(r"\hat y"), python_name("lambda"), python_name("W_{1}")
    ('hat_y', 'lambda_', 'W_1')
    """
    from keyword import iskeyword

    name = re.sub(r"\W+", "_", re.sub(r"[\\{}]", "", symbol)).strip("_")
    return f"{name}_" if iskeyword(name) else name


ASSUMPTIONS = {
    "one-hot": re.compile(r"(\S+) is one[- ]hot"),
    "distribution": re.compile(r"(\S+) (?:is a distribution|sums to (?:1|one))"),
    "positive": re.compile(r"(\S+) is positive|(\S+) > 0"),
    "nonzero": re.compile(r"(\S+) is (?:nonzero|not zero)|(\S+) != 0"),
    "symmetric": re.compile(r"(\S+) is symmetric"),
    "positive definite": re.compile(r"(\S+) is positive[- ]definite"),
    "invertible": re.compile(r"(\S+) is invertible"),
    "orthogonal": re.compile(r"(\S+) is orthogonal"),
    "in": re.compile(r"(\S+) in \{([^}]*)\}"),
}


def assumed(line: str) -> tuple[str, str, tuple[float, ...]]:
    """What is supposed of which symbol; StatementError for what is not understood.

    >>> assumed("y in {-1, 1}")
    ('y', 'in', (-1.0, 1.0))
    """
    for kind, pattern in ASSUMPTIONS.items():
        if read := pattern.fullmatch(line.strip()):
            name = python_name(next(group for group in read.groups() if group))
            try:
                return name, kind, tuple(float(v) for v in read[2].split(",")) if kind == "in" else ()
            except ValueError:
                break
    known = ", ".join(ASSUMPTIONS)
    raise StatementError(
        f"the assumption {line!r} is not understood; it is one of: y is one-hot, y in {{-1, 1}}, … ({known})"
    )


def fitting(value: np.ndarray, kind: str, values: tuple[float, ...]) -> np.ndarray:
    """The nearest thing to an array of small numbers for which the assumption holds."""
    if kind == "in":
        return np.asarray(values)[np.abs(value[..., None] - np.asarray(values)).argmin(axis=-1)]
    return FITTING[kind](value)


def _one_hot(v: np.ndarray) -> np.ndarray:
    return (np.arange(v.shape[-1]) == v.argmax(axis=-1, keepdims=True)).astype(v.dtype)


def _distribution(v: np.ndarray) -> np.ndarray:
    parts = np.abs(v) + 1.0
    return parts / parts.sum(axis=-1, keepdims=True)


def _invertible(v: np.ndarray) -> np.ndarray:
    return v + np.eye(len(v)) * (1.0 + np.abs(v).sum(axis=1, keepdims=True))


FITTING = {
    "": lambda v: v,
    "one-hot": _one_hot,
    "distribution": _distribution,
    "positive": lambda v: np.abs(v) + (v == 0),
    "nonzero": lambda v: np.where(v == 0, 1.0, v),
    "symmetric": lambda v: (v + v.T) / 2,
    "positive definite": lambda v: v @ v.T + np.eye(len(v)),
    "invertible": _invertible,
    "orthogonal": lambda v: np.linalg.qr(v + np.eye(len(v)) * 3.0)[0],
}
