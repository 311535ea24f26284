"""The inputs of the course's functions: one frozen record for each kind, with the names that the course gives its arguments."""

from dataclasses import dataclass, replace
from typing import Any, ClassVar

import numpy as np

from proofs.courses.cs224n_a2.harness.sampler import ScriptedDataset, kept
from proofs.harness.cases import Case, laid_out
from proofs.harness.findings import jsonable

Array = np.ndarray[Any, np.dtype[Any]]


@dataclass(frozen=True, eq=False)
class CourseCase(Case):
    """A case whose function is handed the course's data set, which no report shows."""

    unshown: ClassVar[tuple[str, ...]] = ("dataset",)


@dataclass(frozen=True, eq=False)
class ElementwiseCase(Case):
    """x for `sigmoid`, `sigmoid_grad`, `leaky_relu` and its gradient: a number or an array of any shape."""

    numbers: ClassVar[tuple[str, ...]] = ("x",)
    x: Array | float = 0.0
    alpha: float | None = None
    name: str = "x"

    def arguments(self) -> dict[str, Any]:
        x = laid_out(self.x, self.layout) if isinstance(self.x, np.ndarray) else self.x
        return {self.name: x} | ({} if self.alpha is None else {"alpha": self.alpha})


@dataclass(frozen=True, eq=False)
class SoftmaxCase(CourseCase):
    """One centre vector (d,), one outside word, all outside vectors (V, d), words as rows."""

    numbers: ClassVar[tuple[str, ...]] = ("v_c", "U")
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
class DrawCase(CourseCase):
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
class WindowCase(CourseCase):
    """A centre word and its outside words; words are strings, `word2Ind` need not be in index order."""

    numbers: ClassVar[tuple[str, ...]] = ("V_rows", "U")
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

    numbers: ClassVar[tuple[str, ...]] = ("x0", "pushes")
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
