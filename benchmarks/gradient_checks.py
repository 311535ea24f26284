"""Eighty wrong and thirty right programs of fourteen losses, held against four gradient checks.

    python benchmarks/gradient_checks.py [EXAMPLES]

`check_gradient` is told the loss; the others are handed the program alone, and can see only whether its two halves fit. Each is
given the same inputs. autograd and torch are tried where they are installed, on programs written with their arrays in mind: here they
check the program's own loss against its gradient by finite differences, as `check_grad` does.
"""

import sys
import time
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).parent.parent / "tests" / "proofs" / "harness"))

from gradient_table import PRELUDE, ROWS, Row
from more_gradients import MORE

from proofs.harness.gradient import WrongGradient, check_gradient
from proofs.harness.gradient.stated import state
from proofs.harness.gradient.supposed import fitting

ALL = (*ROWS, *MORE)
SIZES = {"K": 4, "N": 4, "n": 4, "m": 3, "d": 3, "c": 2, "C": 3, "k": 5}
THRESHOLD = 1e-6  # of check_grad's root of the sum of squares: the value that its users take


def program(source: str) -> Callable[..., Any]:
    """The function f of a source."""
    space: dict[str, Any] = {}
    exec(compile(PRELUDE + source, "table", "exec"), space)  # noqa: S102 (our own text)
    function: Callable[..., Any] = space["f"]
    return function


def inputs(row: Row, seed: int = 0) -> tuple[dict[str, Any], tuple[str, ...]]:
    """Random arrays for a loss, and the names of its variables."""
    stated = state(row.loss, row.wrt, row.where, row.declare, row.assume)
    rng, arrays = np.random.default_rng(seed), {}
    for i in stated.inputs:
        shape = i.shape(SIZES)
        value: Any = rng.normal(size=shape)
        if i.points_at is not None:
            value = rng.integers(0, SIZES[i.points_at], size=shape)
        for each in i.assumed:
            value = fitting(np.asarray(value), each.kind, each.values)
        arrays[i.name] = value if shape else float(value)
    return arrays, stated.wrt


def gradients(value: Any, names: tuple[str, ...]) -> list[np.ndarray]:
    """What a program returns for its gradients, in order."""
    found = value[1] if len(value) == 2 else value[1:]
    if isinstance(found, dict):
        return [np.asarray(found[n], float) for n in names]
    return [np.asarray(g, float) for g in found] if isinstance(found, tuple | list) else [np.asarray(found, float)]


def by_gradproof(row: Row, function: Callable[..., Any], examples: int) -> str:
    """The name of the slip, or nothing."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            check_gradient(function, **row.statement, examples=examples)
    except WrongGradient as wrong:
        return wrong.finding.bug
    return ""


def by_scipy(row: Row, function: Callable[..., Any]) -> bool:
    """Whether scipy.optimize.check_grad is above the threshold for one of the variables."""
    from scipy.optimize import check_grad

    arrays, names = inputs(row)
    for k, name in enumerate(names):
        start = np.ravel(arrays[name]).astype(float)

        def call(flat: np.ndarray, name: str = name) -> Any:
            value = flat.reshape(np.shape(arrays[name]))
            return function(
                **{
                    n: np.copy(a) if np.ndim(a) else a
                    for n, a in (arrays | {name: value if value.ndim else float(value)}).items()
                }
            )

        try:
            off = check_grad(
                lambda v, call=call: float(call(v)[0]),
                lambda v, call=call, k=k: gradients(call(v), names)[k].ravel(),
                start,
            )
        except Exception:  # noqa: BLE001 (a shape that does not fit is a fault found)
            return True
        if not off < THRESHOLD:
            return True
    return False


def by_torch(row: Row, function: Callable[..., Any]) -> bool | None:
    """Whether torch.autograd.gradcheck refuses the program as a function with a backward of its own; None without torch."""
    try:
        import torch  # type: ignore[import-not-found]
    except ImportError:
        return None
    arrays, names = inputs(row)

    class Mine(torch.autograd.Function):  # type: ignore[misc]
        @staticmethod
        def forward(context: Any, *values: Any) -> Any:
            found = function(**(arrays | {n: v.detach().numpy() for n, v in zip(names, values, strict=True)}))
            context.slopes = gradients(found, names)
            return torch.tensor(float(found[0]), dtype=torch.double)

        @staticmethod
        def backward(context: Any, one: Any) -> Any:
            return tuple(one * torch.as_tensor(g) for g in context.slopes)

    given = [torch.tensor(np.asarray(arrays[n]), dtype=torch.double, requires_grad=True) for n in names]
    try:
        return not torch.autograd.gradcheck(Mine.apply, given)
    except Exception:  # noqa: BLE001 (it says no by an exception)
        return True


def by_autograd(row: Row, function: Callable[..., Any]) -> bool | None:
    """Whether autograd's check_grads refuses the program as a primitive with its gradient; None without autograd."""
    try:
        from autograd.extend import defvjp, primitive  # type: ignore[import-not-found]
        from autograd.test_util import check_grads  # type: ignore[import-not-found]
    except ImportError:
        return None
    arrays, names = inputs(row)

    def called(values: tuple[Any, ...]) -> Any:
        return function(**(arrays | {n: np.array(v) for n, v in zip(names, values, strict=True)}))

    mine = primitive(lambda *values: float(called(values)[0]))
    defvjp(
        mine, *[lambda _, *values, k=k: lambda g: g * gradients(called(values), names)[k] for k in range(len(names))]
    )
    try:
        check_grads(mine, modes=["rev"], order=1)(*[np.asarray(arrays[n], float) for n in names])
    except Exception:  # noqa: BLE001 (it says no by an exception)
        return True
    return False


def main() -> None:
    examples = int(sys.argv[1]) if len(sys.argv) > 1 else 20
    others = {"scipy check_grad": by_scipy, "autograd check_grads": by_autograd, "torch gradcheck": by_torch}
    wrong = [(row, program(row.right[0].replace(old, new, 1))) for row in ALL for old, new, _ in row.wrong]
    right = [(row, program(source)) for row in ALL for source in row.right]
    started = time.perf_counter()
    names = [by_gradproof(row, f, examples) for row, f in wrong]
    flagged = sum(bool(by_gradproof(row, f, examples)) for row, f in right)
    print(
        f"check_gradient: caught {sum(map(bool, names))} of {len(wrong)}, named {sum(n not in ('', 'value') for n in names)}, "
        f"flagged {flagged} of {len(right)} right ones; {time.perf_counter() - started:.1f} s"
    )
    for title, check in others.items():
        started = time.perf_counter()
        found = [check(row, f) for row, f in wrong]
        if None in found:
            print(f"{title}: not installed")
            continue
        flagged = sum(bool(check(row, f)) for row, f in right)
        print(
            f"{title}: caught {sum(map(bool, found))} of {len(wrong)}, flagged {flagged} of {len(right)} right ones; {time.perf_counter() - started:.1f} s"
        )


if __name__ == "__main__":
    main()
