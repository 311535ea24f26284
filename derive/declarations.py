"""What is declared of the symbols of a loss, beyond their shapes: one model for assignment files and for losses of one's own.

>>> Assumption("symmetric", "Sigma")
Assumption(kind='symmetric', symbol='Sigma', values=())
"""

from dataclasses import dataclass

ASSUMPTIONS = (
    "one-hot",
    "sums-to-1",
    "distribution",
    "symmetric",
    "positive",
    "positive-definite",
    "invertible",
    "orthogonal",
    "full-rank",
    "nonzero",
    "in",
    "apart",
    "row",
)
"""Kinds of assumptions: of a vector, a matrix, a number; "in": the entries take the `values` only; "apart": two indices differ."""


@dataclass(frozen=True, slots=True)
class Assumption:
    """Something supposed of a symbol: its `kind` (one of ASSUMPTIONS), the symbol's name, and values where the kind has any."""

    kind: str
    symbol: str
    values: tuple[str, ...] = ()
