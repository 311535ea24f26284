"""TABLES of known bugs: what each would compute, from the derivation with the bug put in.

A row claims a finding when its prediction equals what the function returned on every example tried. A table is a function of
the case: a list of (code, the parts that differ from the derivation, or `Raises`), always in the same order.
"""

from collections.abc import Callable
from functools import partial
from typing import Any

from proofs.courses.cs224n_a2.harness.bugs import descent, elementwise, negative, softmax, window
from proofs.courses.cs224n_a2.harness.bugs.prediction import Raises, Rows
from proofs.courses.cs224n_a2.harness.ingredients import NegativeTerms, SoftmaxParts, Window

TABLES: dict[str, Callable[[Any], Rows]] = {
    **{f: partial(elementwise.rows, f) for f in elementwise.TABLE},
    "getNegativeSamples": negative.draw_rows,
    "naiveSoftmaxLossAndGradient": lambda case: softmax.rows(SoftmaxParts(case)),
    "negSamplingLossAndGradient": lambda case: negative.rows(NegativeTerms(case)),
    "skipgram": lambda case: window.rows(Window(case)),
    "sgd": descent.rows,
}

__all__ = ["TABLES", "Raises", "Rows"]
