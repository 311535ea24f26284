"""TABLE of formulas that are right on paper and give nan or inf at large scores: what each returns, nan and inf included.

A row names the fault only if it has nan, inf and the finite numbers where the function has them, on every example tried.
"""

import numpy as np

from proofs.courses.cs224n_a2.harness.cases import NegativeCase, SoftmaxCase
from proofs.courses.cs224n_a2.harness.subjects import Parts

Rows = list[tuple[str, Parts]]


def rows(case: SoftmaxCase) -> Rows:
    """The rows for a case of the naive softmax or of negative sampling."""
    with np.errstate(all="ignore"):
        return _negative(case) if isinstance(case, NegativeCase) else _softmax(case)


def _softmax(case: SoftmaxCase) -> Rows:
    s, v, U, o = (np.asarray(x, np.float64) for x in (case.U @ case.v_c, case.v_c, case.U, case.o))
    y = np.eye(len(U))[int(o)]
    e, shifted = np.exp(s), np.exp(s - s.max())
    bare, p = e / e.sum(), shifted / shifted.sum()
    slopes = {"v_c": (bare - y) @ U, "U": np.outer(bare - y, v)}
    return [
        ("softmax-unshifted", {k: np.asarray(g) for k, g in slopes.items()}),
        ("softmax-unshifted", {"loss": -np.log(bare[int(o)])}),
        ("softmax-unshifted", {"loss": np.log(e.sum()) - s[int(o)]}),
        ("zero-times-log-zero", {"loss": -(y * np.log(p)).sum()}),
        ("zero-times-log-zero", {"loss": -(y * np.log(bare)).sum()}),
    ]


def _negative(case: NegativeCase) -> Rows:
    s = np.asarray(case.U[[case.o, *case.negatives]] @ case.v_c, np.float64)
    one_minus = -np.log(1 / (1 + np.exp(-s[0]))) - np.sum(np.log(1 - 1 / (1 + np.exp(-s[1:]))))
    return [("log-one-minus-sigmoid", {"loss": one_minus})]
