"""What `sgd` must do that no short run shows: anneal after 20000 iterations, and go on from a saved state."""

import inspect
from collections.abc import Callable, Iterator
from types import ModuleType
from typing import Any

import numpy as np

from proofs.harness.calls import Guard, guarded
from proofs.harness.findings import Finding
from proofs.harness.messages import sentence
from proofs.harness.subjects import BY_NAME

ANNEAL_EVERY = 20_000  # the course's: the step is halved after every so many iterations
STEP = 0.25


def findings(sgd: Callable[..., Any], module: ModuleType | None, guard: Guard, lang: str) -> Iterator[Finding]:
    """Both checks; the second only where the module has the course's `load_saved_params`."""
    found = annealing(sgd, guard, lang)
    if found is not None:
        yield found
    if module is not None and callable(module.__dict__.get("load_saved_params")):
        found = resuming(sgd, module, guard, lang)
        if found is not None:
            yield found


def annealing(sgd: Callable[..., Any], guard: Guard, lang: str) -> Finding | None:
    """f's gradient is 1 throughout: after 20002 iterations x has gone down by 20000 steps and 2 half steps."""
    n = ANNEAL_EVERY + 2
    outcome = guarded(sgd, {"f": lambda x: (0.0, 1.0), "x0": 0.0, "step": STEP, "iterations": n} | _quiet(sgd), guard)
    expected = -(ANNEAL_EVERY * STEP + 2 * STEP / 2)
    got = _number(outcome.value)
    if outcome.how == "returned" and got == expected:
        return None
    if outcome.how != "returned":
        words: dict[str, Any] = {"exception": outcome.raised.message if outcome.raised else outcome.how}
        code = "hangs" if outcome.how == "hung" else "raises"
    else:
        code, words = (
            ("annealing-missing" if got == -n * STEP else "annealing-wrong"),
            {"got": got, "expected": expected},
        )
    example = {"x0": 0, "step": STEP, "iterations": n, "f": "gradient 1 throughout"}
    return Finding(
        "sgd", code, "error", sentence(code, "sgd", lang=lang, **words), example, expected, got, BY_NAME["sgd"].formula
    )


def _quiet(sgd: Callable[..., Any]) -> dict[str, Any]:
    """The arguments that keep `sgd` from printing two thousand lines, when it takes them in the course's order."""
    names = list(inspect.signature(sgd).parameters)
    if names[4:7] != ["postprocessing", "useSaved", "PRINT_EVERY"]:
        return {}
    return {"postprocessing": None, "useSaved": False, "PRINT_EVERY": 10**9}


def resuming(sgd: Callable[..., Any], module: ModuleType, guard: Guard, lang: str) -> Finding | None:
    """With saved parameters of iteration 3, `iterations=5` means two more, from the saved vector."""
    saved, calls = np.array([2.0, -1.0]), []

    def f(x: Any) -> tuple[float, Any]:
        calls.append(np.array(x, dtype=float))
        return 0.0, np.ones(2)

    original = module.__dict__["load_saved_params"]
    module.__dict__["load_saved_params"] = lambda *_: (3, saved.copy(), None)
    if "save_params" in module.__dict__:
        module.__dict__["save_params"] = lambda *_: None
    arguments = {"f": f, "x0": np.zeros(2), "step": STEP, "iterations": 5, "postprocessing": None, "useSaved": True}
    try:
        outcome = guarded(sgd, arguments, guard)
    finally:
        module.__dict__["load_saved_params"] = original
    if outcome.how == "returned" and len(calls) == 2 and np.array_equal(calls[0], saved):
        return None
    words: dict[str, Any]
    if outcome.how != "returned":
        code, words = "raises", {"exception": outcome.raised.message if outcome.raised else outcome.how}
    elif len(calls) != 2:
        code, words = "resume", {"got": len(calls), "expected": 2}
    else:
        code, words = "resume-start", {}
    example = {"saved iteration": 3, "saved x": saved.tolist(), "x0": [0, 0], "iterations": 5, "useSaved": True}
    return Finding(
        "sgd", code, "error", sentence(code, "sgd", lang=lang, **words), example, 2, len(calls), BY_NAME["sgd"].formula
    )


def _number(value: Any) -> float | None:
    try:
        return float(np.asarray(value, dtype=float).item())
    except (TypeError, ValueError):
        return None
