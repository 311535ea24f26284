"""The inputs: one frozen record for each kind of function, with the names that the course gives its arguments."""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from proofs.harness.findings import jsonable
from proofs.harness.sampler import ScriptedDataset, kept

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

    layout: str = "plain"

    def arguments(self) -> dict[str, Any]:
        """Fresh arguments, by the course's names and in its order."""
        raise NotImplementedError

    @property
    def beyond_course(self) -> bool:
        """Sizes that the course never uses (one dimension, one word): a fault seen only here is a warning."""
        return False

    def shown(self) -> dict[str, Any]:
        shown = {k: jsonable(v) for k, v in self.arguments().items() if not callable(v) and k != "dataset"}
        return shown | ({"layout": self.layout} if self.layout != "plain" else {})


@dataclass(frozen=True, eq=False)
class ElementwiseCase(Case):
    """x for `sigmoid`, `sigmoid_grad`, `leaky_relu` and its gradient: a number or an array of any shape."""

    x: Array | float = 0.0
    alpha: float | None = None
    name: str = "x"

    def arguments(self) -> dict[str, Any]:
        x = laid_out(self.x, self.layout) if isinstance(self.x, np.ndarray) else self.x
        return {self.name: x} | ({} if self.alpha is None else {"alpha": self.alpha})


@dataclass(frozen=True, eq=False)
class SoftmaxCase(Case):
    """One centre vector (d,), one outside word, all outside vectors (V, d), words as rows."""

    v_c: Array = None  # type: ignore[assignment]
    o: int = 0
    U: Array = None  # type: ignore[assignment]

    def arguments(self) -> dict[str, Any]:
        return {
            "centerWordVec": laid_out(self.v_c, self.layout),
            "outsideWordIdx": self.o,
            "outsideVectors": laid_out(self.U, self.layout),
            "dataset": ScriptedDataset([], self.o, len(self.U)),
        }

    @property
    def beyond_course(self) -> bool:
        return min(self.U.shape) < 2

    def moved(self, v_c: Array, U: Array, o: int | None = None) -> "SoftmaxCase":
        """The same case with other vectors, in plain layout."""
        return replace(self, v_c=v_c, U=U, o=self.o if o is None else o, layout="plain")


@dataclass(frozen=True, eq=False)
class NegativeCase(SoftmaxCase):
    """The same with K negatives, drawn by a script that may hit the outside word, which is to be drawn again."""

    script: tuple[int, ...] = ()
    K: int = 1

    @property
    def negatives(self) -> list[int]:
        return kept(self.script, self.o, self.K)

    def arguments(self) -> dict[str, Any]:
        dataset = ScriptedDataset(self.script, self.o, len(self.U))
        return super().arguments() | {"dataset": dataset, "K": self.K}

    @property
    def beyond_course(self) -> bool:
        return self.U.shape[1] < 2

    def shown(self) -> dict[str, Any]:
        shown = super().shown()
        return {k: v for k, v in shown.items() if k != "K"} | {"samples drawn": list(self.script), "K": self.K}


@dataclass(frozen=True, eq=False)
class DrawCase(Case):
    """`getNegativeSamples(outsideWordIdx, dataset, K)` on a script."""

    o: int = 0
    vocabulary: int = 2
    script: tuple[int, ...] = ()
    K: int = 1

    @property
    def negatives(self) -> list[int]:
        return kept(self.script, self.o, self.K)

    def arguments(self) -> dict[str, Any]:
        return {"outsideWordIdx": self.o, "dataset": ScriptedDataset(self.script, self.o, self.vocabulary), "K": self.K}

    def shown(self) -> dict[str, Any]:
        return {"outsideWordIdx": self.o, "samples drawn": list(self.script), "K": self.K}


@dataclass(frozen=True, eq=False)
class WindowCase(Case):
    """A centre word and its outside words; words are strings, `word2Ind` need not be in index order."""

    center: str = "a"
    outside: tuple[str, ...] = ()
    word2Ind: dict[str, int] = None  # type: ignore[assignment]  # noqa: N815
    V_rows: Array = None  # type: ignore[assignment]
    U: Array = None  # type: ignore[assignment]
    window: int = 1
    default_loss: bool = False

    def arguments(self) -> dict[str, Any]:
        return {
            "currentCenterWord": self.center,
            "windowSize": self.window,
            "outsideWords": list(self.outside),
            "word2Ind": dict(self.word2Ind),
            "centerWordVectors": laid_out(self.V_rows, self.layout),
            "outsideVectors": laid_out(self.U, self.layout),
            "dataset": ScriptedDataset([], -1, len(self.U)),  # gives every word in turn
        }

    @property
    def c(self) -> int:
        return self.word2Ind[self.center]

    @property
    def outside_ids(self) -> list[int]:
        return [self.word2Ind[w] for w in self.outside]

    @property
    def beyond_course(self) -> bool:
        return min(self.U.shape) < 2 or not self.outside


@dataclass(frozen=True, eq=False)
class DescentCase(Case):
    """`sgd` on f whose t-th gradient is slope·x + pushes[t]; `after` names a postprocessing."""

    x0: Array | float = 0.0
    step: float = 0.5
    slope: float = 0.0
    pushes: tuple[Any, ...] = ()
    after: str = "none"

    def shown(self) -> dict[str, Any]:
        return {
            "x0": jsonable(self.x0),
            "step": self.step,
            "iterations": len(self.pushes),
            "f": f"call t gives the gradient {self.slope:g}*x + g[t]",
            "g": jsonable(list(self.pushes)),
            "postprocessing": POSTPROCESSINGS[self.after][0],
        }


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


def _halved_in_place(x: Any) -> Any:
    if isinstance(x, np.ndarray):
        x *= 0.5
        return x
    return x * 0.5


POSTPROCESSINGS: dict[str, tuple[str, Any]] = {
    "none": ("None", None),
    "plus one": ("lambda x: x + 1", lambda x: x + 1),
    "halve": ("lambda x: 0.5 * x", lambda x: 0.5 * x),
    "halve in place": ("halves x in place and returns it", _halved_in_place),
}
