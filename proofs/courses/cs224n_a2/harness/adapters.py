"""Between the course's functions as people write them and the parts that the harness compares: signatures, shapes, types."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from proofs.courses.cs224n_a2.harness import reference
from proofs.courses.cs224n_a2.harness.cases import POSTPROCESSINGS, DescentCase, NegativeCase, WindowCase
from proofs.courses.cs224n_a2.harness.subjects import Parts, Scripted, Subject, window_negatives
from proofs.harness.calls import CallResult, Guard, as_real, guarded
from proofs.harness.cases import Case


@dataclass(frozen=True)
class Adapter:
    """How a function is called when it is not called as the course does.

    row: the centre vector is handed over as (1, d); for `skipgram`, its gradient comes back in the shape that it was handed over in.
    warning: the code of what is to be said about it.
    """

    name: str = "as the course calls it"
    row: bool = False
    warning: str = ""


@dataclass
class Returned:
    """A returned value taken apart. `notes` are harmless shapes (code, part, shape); `fault` one that is not."""

    parts: Parts = field(default_factory=dict)
    notes: list[tuple[str, str, tuple[int, ...]]] = field(default_factory=list)
    fault: tuple[str, str, Any] | None = None


def read_answer(value: Any, truth: Parts, subject: Subject) -> Returned:
    """Hold types and shapes against those of the truth; harmless differences are mended and noted."""
    answer = Returned()
    wanted = [p for p in subject.parts if p != "calls"]
    values = [value] if len(wanted) == 1 else value
    if value is None:
        answer.fault = ("returns-none", "", None)
        return answer
    if len(wanted) > 1 and not (isinstance(value, tuple | list) and len(value) == len(wanted)):
        answer.fault = ("wrong-structure", "", _shape_of(value))
        return answer
    for part, got in zip(wanted, values, strict=True):
        array = as_real(got)
        if array is None:
            answer.fault = answer.fault or ("wrong-type", part, type(got).__name__)
            continue
        shape = truth[part].shape
        if array.shape != shape:
            flat = array.size == truth[part].size
            squeezed = tuple(n for n in array.shape if n != 1) == tuple(n for n in shape if n != 1)
            if part == "samples" and array.ndim == 1:
                pass  # another number of samples: a value that can be told apart, not a shape
            elif part == "loss" and array.size == 1:
                answer.notes.append(("loss-shape", part, array.shape))
            elif part == "U" and array.shape == shape[::-1] and 1 not in shape:
                answer.fault = answer.fault or ("transposed-layout", part, array.shape)
            elif flat and squeezed and (part in ("v_c", "value", "x") or 1 in shape):
                answer.notes.append(("gradient-shape" if part != "value" else "value-shape", part, array.shape))
            else:
                answer.fault = answer.fault or ("wrong-shape", part, array.shape)
            array = array.reshape(shape) if array.size == truth[part].size else array
        answer.parts[part] = array
    return answer


def _shape_of(value: Any) -> str:
    return f"{type(value).__name__} of {len(value)}" if isinstance(value, tuple | list) else type(value).__name__


def standin_loss(asked: list[int], row: bool) -> Callable[..., Any]:
    """The loss function handed to `skipgram`: negative sampling with fixed negatives, so that nothing is left to chance.

    The words that it is asked for are written to `asked`. The gradient of the centre vector is (d,), as the course has it; with
    `row`, it has the shape of the vector that was handed over.
    """

    def lossAndGradient(
        centerWordVec: Any, outsideWordIdx: Any, outsideVectors: Any, dataset: Any, *_: Any, **__: Any
    ) -> Any:
        v, o = np.asarray(centerWordVec, float), int(np.asarray(outsideWordIdx).item())
        asked.append(o)
        U = np.asarray(outsideVectors, float)
        o = range(len(U))[o]  # as NumPy counts: -1 is the last
        loss, g = reference.negative_sampling(v.ravel(), o, window_negatives(o, len(U)), U)
        return loss, g["v_c"].reshape(v.shape) if row else g["v_c"].copy(), g["U"].copy()

    return lossAndGradient


def returns_rows(loss: Callable[..., Any], guard: Guard) -> bool:
    """Whether a loss function that is handed a centre vector of shape (1, d) returns its gradient so."""
    arguments = NegativeCase(v_c=np.ones(2), o=0, U=np.ones((3, 2)), script=(1,), K=1).arguments()
    arguments["centerWordVec"] = arguments["centerWordVec"].reshape(1, -1)
    arguments.pop("K")  # the naive softmax has none, and negative sampling has a default
    value = guarded(loss, arguments, guard).value
    return isinstance(value, tuple | list) and len(value) == 3 and np.shape(value[1]) == (1, 2)


def call(subject: Subject, function: Callable[..., Any], case: Case, guard: Guard, adapter: Adapter) -> CallResult:
    """One guarded call of the function on fresh arguments made from the case."""
    if isinstance(case, DescentCase):
        return _call_descent(function, case, guard)
    arguments = case.arguments()
    if adapter.row and "centerWordVec" in arguments:
        arguments["centerWordVec"] = arguments["centerWordVec"].reshape(1, -1)
    if not isinstance(case, WindowCase) or case.default_loss:
        return guarded(function, arguments, guard)
    asked: list[int] = []
    outcome = guarded(function, arguments | {"word2vecLossAndGradient": standin_loss(asked, adapter.row)}, guard)
    outcome.asked = tuple(asked)
    return outcome


def _call_descent(function: Callable[..., Any], case: DescentCase, guard: Guard) -> CallResult:
    f = Scripted(case)
    x0 = case.x0.copy() if isinstance(case.x0, np.ndarray) else case.x0
    after = POSTPROCESSINGS[case.after][1]
    arguments = {"f": f, "x0": x0, "step": case.step, "iterations": len(case.pushes)}
    if after is not None:
        arguments["postprocessing"] = after
    return guarded(function, arguments, guard)
