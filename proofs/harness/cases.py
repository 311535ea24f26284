"""The inputs: one frozen record for each kind of function. A course has kinds of its own beside arrays by name."""

from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np

from proofs.harness.findings import jsonable

Array = np.ndarray[Any, np.dtype[Any]]
LAYOUTS = ("plain", "read-only", "strided", "fortran")


def laid_out(a: Array, layout: str) -> Array:
    """A fresh copy of `a` with the memory layout asked for."""
    if layout == "strided" and a.ndim:
        wide = np.full((*a.shape[:-1], 2 * a.shape[-1]), 7, dtype=a.dtype)
        wide[..., ::2] = a
        return wide[..., ::2]
    out = np.array(a, order="F" if layout == "fortran" else "C")
    if layout == "read-only":
        out.setflags(write=False)
    return out


@dataclass(frozen=True, eq=False)
class Case:
    """What all inputs share: a layout, and how they are shown."""

    numbers: ClassVar[tuple[str, ...]] = ()
    """The fields that hold numbers."""
    unshown: ClassVar[tuple[str, ...]] = ()
    """Arguments that no report shows."""
    layout: str = "plain"

    def arguments(self) -> dict[str, Any]:
        """Fresh arguments, by name and in their order."""
        raise NotImplementedError

    @property
    def beyond_course(self) -> bool:
        """Sizes that nobody asks for (one dimension, one word): a fault seen only here is a warning."""
        return False

    def shown(self) -> dict[str, Any]:
        shown = {k: jsonable(v) for k, v in self.arguments().items() if not callable(v) and k not in self.unshown}
        return shown | ({"layout": self.layout} if self.layout != "plain" else {})


@dataclass(frozen=True, eq=False)
class ArraysCase(Case):
    """Arrays and numbers by name, for a loss of one's own. `axes` names the size of each axis, `points` what an index points into."""

    arrays: dict[str, Any] = None  # type: ignore[assignment]
    axes: dict[str, tuple[str, ...]] = None  # type: ignore[assignment]
    points: dict[str, str] = None  # type: ignore[assignment]

    def arguments(self) -> dict[str, Any]:
        return {k: laid_out(v, self.layout) if isinstance(v, np.ndarray) else v for k, v in self.arrays.items()}

    @property
    def sizes(self) -> dict[str, int]:
        """How long the axes of each named size are."""
        return {s: n for k, a in self.arrays.items() for s, n in zip(self.axes[k], np.shape(a), strict=True)}
