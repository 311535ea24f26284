"""TABLE of what goes wrong in the window loss."""

from collections.abc import Callable
from typing import Any

import numpy as np

from proofs.courses.cs224n_a2.harness.bugs.prediction import Rows
from proofs.courses.cs224n_a2.harness.ingredients import Window
from proofs.courses.cs224n_a2.harness.subjects import Parts

Array = np.ndarray[Any, np.dtype[Any]]


def rows(w: Window) -> Rows:
    true = w.summed()
    swapped = {"V": true["U"], "U": true["V"]}
    ids = w.ids
    half = w.case.window
    rows_of, U = np.asarray(w.case.V_rows, float), np.asarray(w.case.U, float)
    return [
        ("order-for-index", w.by(_ids(w))),
        ("order-for-index", w.by(sorted(w.case.word2Ind).index)),
        ("center-vector-of-outside-word", w.handed(lambda j: rows_of[ids[j]])),
        ("outside-vector-for-center-vector", w.handed(lambda j: U[w.c])),
        ("center-index-for-outside-word", w.handed(lambda j: rows_of[w.c], lambda j: w.c)),
        ("center-vectors-for-outside-vectors", w.handed(lambda j: rows_of[w.c], U=rows_of)),
        ("center-vectors-for-outside-vectors", w.handed(lambda j: U[w.c], U=rows_of)),
        ("index-off-by-one", _shifted(w, -1)),
        ("index-off-by-one", _shifted(w, 1)),
        ("word-zero-skipped", w.summed(lambda j: ids[j] != 0)),
        ("window-mean", _mean(w)),
        *(("window-mean", {k: v / width for k, v in true.items()}) for width in (half, 2 * half)),
        ("center-row-of-outside-word", {"V": w.summed(row=lambda j: ids[j])["V"]}),
        ("center-word-skipped", w.summed(lambda j: ids[j] != w.c)),
        ("repeats-skipped", w.summed(_first_occurrence(w))),
        ("last-word-only", _last_only(w, "loss", "V", "U")),
        ("first-word-only", w.summed(lambda j: j == 0)),
        ("first-word-skipped", w.summed(lambda j: j > 0)),
        ("last-word-skipped", w.summed(lambda j: j < w.n - 1)),
        ("window-cut", w.summed(lambda j: j < half)),
        ("window-cut", w.summed(lambda j: j < 2 * half - 1)),
        ("window-cut", w.summed(lambda j: j < 2 * half - 2)),
        ("center-and-outside-exchanged", w.swapped()),
        ("center-and-outside-exchanged", {k: w.swapped()[k] for k in ("loss", "U")}),
        ("gradients-exchanged", swapped),
        ("center-gradient-in-every-row", {"V": np.tile(true["V"][w.c], (len(true["V"]), 1))}),
        ("center-gradient-in-every-row", {"V": true["V"][w.c] + np.zeros_like(true["V"])}),
        ("row-of-outside-word-only", {"U": _rows_only(w)}),
        (
            "first-entry-only",
            {"V": true["V"][:, :1] + np.zeros_like(true["V"])},
        ),  # all rows but the centre word's are 0
        ("row-by-position", {"V": w.summed(row=lambda j: j % len(true["V"]))["V"]}),
        ("row-zero", {"V": w.summed(row=lambda _: 0)["V"]}),
    ]


def _ids(w: Window) -> Callable[[str], int]:
    return list(w.case.word2Ind).index


def _first_occurrence(w: Window) -> Callable[[int], bool]:
    return lambda j: w.ids.index(w.ids[j]) == j


def _shifted(w: Window, by: int) -> Parts:
    """The index of each outside word too low or too high."""
    return w.handed(lambda j: np.asarray(w.case.V_rows[w.c], float), lambda j: (w.ids[j] + by) % len(w.case.U))


def _last_only(w: Window, *parts: str) -> Parts:
    full = w.summed(lambda j: j == w.n - 1)
    return {p: full[p] for p in parts}


def _mean(w: Window) -> Parts:
    return {k: v / max(1, w.n) for k, v in w.summed().items()}


def _rows_only(w: Window) -> Array:
    U = np.zeros(w.case.U.shape)
    for o, (_, g) in zip(w.ids, w.terms, strict=True):
        U[o] += g["U"][o]
    return U
