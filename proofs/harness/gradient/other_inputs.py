"""TABLE of inputs that people take for others: an index one off, two arrays exchanged, a matrix transposed, an array left out."""

from collections.abc import Callable, Iterator
from itertools import combinations
from typing import Any

import numpy as np

from proofs.harness.gradient.evidence import Numbers, SlipKind
from proofs.harness.gradient.stated import Stated
from proofs.harness.gradient.trial import GradientTrial

Change = Callable[[GradientTrial], dict[str, Any]]
"""The inputs that are mistaken, by name."""


def at_other_inputs(n: Numbers) -> SlipKind | None:
    """The truth, but at other inputs."""
    stated = n.trials[0].subject.stated
    for code, words, change in rows(stated):

        def predicted(t: GradientTrial, _: Any, change: Change = change) -> Any:
            try:
                found = stated.parts(t.case.arrays | change(t))
            except ValueError:  # a matrix of ones has no inverse
                return None
            return None if found is None else found[n.part]

        if n.each(predicted):
            return SlipKind(code, words)
    return None


def rows(stated: Stated) -> Iterator[tuple[str, dict[str, str], Change]]:
    """(code, words, the inputs as they are mistaken)."""
    for name, each in stated.by_name.items():
        if each.points_at is not None:
            for step, said in ((1, "+ 1"), (-1, "- 1")):
                yield "index-off", {"what": f"{name} {said}", "factor": name}, _moved(name, each.points_at, step)
        elif len(each.sizes) == 2 and each.sizes[0] == each.sizes[1]:
            yield "input-transposed", {"what": name}, lambda t, k=name: {k: t.case.arrays[k].T.copy()}  # type: ignore[misc]
    for (a, one), (b, other) in combinations(stated.by_name.items(), 2):
        if (one.sizes, one.points_at) == (other.sizes, other.points_at):
            words = {"what": a, "factor": b}
            yield "inputs-exchanged", words, lambda t, a=a, b=b: {a: t.case.arrays[b], b: t.case.arrays[a]}  # type: ignore[misc]
    for name, each in stated.by_name.items():
        if each.points_at is None and each.sizes:
            yield "input-ignored", {"what": name}, lambda t, k=name: {k: np.ones_like(t.case.arrays[k])}  # type: ignore[misc]


def _moved(name: str, size: str, step: int) -> Change:
    """An index, or several, moved round by one."""

    def moved(t: GradientTrial) -> dict[str, Any]:
        count = int(size) if size.isdigit() else t.case.sizes[size]
        found = (np.asarray(t.case.arrays[name]) + step) % count
        return {name: found if found.ndim else int(found)}

    return moved
