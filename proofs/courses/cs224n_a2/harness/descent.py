"""What `sgd` must do that no short run shows: anneal after 20000 iterations, save now and then, go on from what was saved."""

import inspect
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from proofs.courses.cs224n_a2.harness.subjects import BY_NAME
from proofs.harness.calls import CallResult, Guard, guarded
from proofs.harness.findings import Finding, jsonable
from proofs.harness.messages import sentence

ANNEAL_EVERY = 20_000  # the course's: the step is halved after every so many iterations
SAVE_EVERY = 5_000  # the course's, where the module does not say otherwise
STEP = 0.25
SAVED = np.array([2.0, -1.0])  # what the stand-in for a file holds: x after 20000 iterations


@dataclass
class Shelf:
    """Stands for the files that parameters are saved in: `load` gives x of iteration 20000, `saves` keeps what was saved."""

    every: int = SAVE_EVERY
    saves: list[tuple[int, Any]] = field(default_factory=list)

    def load(self, *_: Any, **__: Any) -> tuple[int, Any, None]:
        return ANNEAL_EVERY, SAVED.copy(), None

    def save(self, iteration: Any, x: Any, *_: Any, **__: Any) -> None:
        self.saves.append((int(iteration), np.array(x, dtype=float)))


@contextmanager
def shelved(sgd: Callable[..., Any]) -> Iterator[Shelf]:
    """The loading and saving that `sgd` calls, put aside for the time of a call; it saves every 5 iterations."""
    shelf, space = Shelf(), _globals(sgd)
    stubs: dict[str, Any] = {"load_saved_params": shelf.load, "save_params": shelf.save, "SAVE_PARAMS_EVERY": 5}
    before = {name: space[name] for name in stubs if name in space}
    space |= {name: stubs[name] for name in before}
    shelf.every = space.get("SAVE_PARAMS_EVERY", SAVE_EVERY)
    try:
        yield shelf
    finally:
        space |= before


def findings(sgd: Callable[..., Any], guard: Guard, lang: str) -> Iterator[Finding]:
    """All checks; those of saved parameters only where `sgd` finds the course's `load_saved_params` beside it."""
    found = [annealing(sgd, guard, lang)]
    if callable(_globals(sgd).get("load_saved_params")):
        found.append(resuming(sgd, guard, lang))
    yield from (f for f in found if f is not None)


def _globals(sgd: Callable[..., Any]) -> dict[str, Any]:
    return getattr(inspect.unwrap(sgd), "__globals__", {})


def annealing(sgd: Callable[..., Any], guard: Guard, lang: str) -> Finding | None:
    """f's gradient is 1 throughout: after 20002 iterations x has gone down by 20000 steps and 2 half steps; nothing is saved."""
    n = ANNEAL_EVERY + 2
    arguments = {"f": lambda x: (0.0, 1.0), "x0": 0.0, "step": STEP, "iterations": n}
    with shelved(sgd) as shelf:
        outcome = guarded(sgd, arguments | _quiet(sgd), guard)
    expected, got = -(ANNEAL_EVERY * STEP + 2 * STEP / 2), _number(outcome.value)
    example = {"x0": 0, "step": STEP, "iterations": n, "f": "gradient 1 throughout"}
    if outcome.how != "returned":
        code = _failure(outcome)
    elif got != expected:
        code = "annealing-missing" if got == -n * STEP else "annealing-wrong"
    elif shelf.saves:
        return _finding("saves-unasked", lang, example, [], [shelf.saves[0][0]], "warning")
    else:
        return None
    return _finding(code, lang, example, expected, got, exception=_exception(outcome))


def resuming(sgd: Callable[..., Any], guard: Guard, lang: str) -> Finding | None:
    """With parameters saved at iteration 20000 it goes on from them, with half the step, and saves x as it goes.

    f's gradient is 1 and postprocessing adds 1, so that every iteration adds 1 − step/2.
    """
    calls: list[Any] = []

    def f(x: Any) -> tuple[float, Any]:
        calls.append(np.array(x, dtype=float))
        return 0.0, np.ones(2)

    with shelved(sgd) as shelf:
        left = shelf.every + 1
        arguments = {"f": f, "x0": np.zeros(2), "step": STEP, "iterations": ANNEAL_EVERY + left}
        outcome = guarded(sgd, arguments | {"postprocessing": lambda x: x + 1, "useSaved": True}, guard)
    example = {"saved iteration": ANNEAL_EVERY, "saved x": SAVED.tolist(), "x0": [0, 0], "step": STEP,
               "iterations": ANNEAL_EVERY + left, "postprocessing": "lambda x: x + 1", "useSaved": True}  # fmt: skip
    end, saves = _after(left), callable(_globals(sgd).get("save_params"))
    if outcome.how != "returned":
        return _finding(_failure(outcome), lang, example, end, None, exception=_exception(outcome))
    if len(calls) != left:
        return _finding("resume", lang, example, left, len(calls))
    for code, expected, got in (
        ("resume-start", SAVED, calls[0]),
        ("resume-step", end, outcome.value),
        (
            "saves-missing",
            ANNEAL_EVERY + shelf.every,
            None if saves and not shelf.saves else ANNEAL_EVERY + shelf.every,
        ),
        *(("saves-wrong", _after(i - ANNEAL_EVERY), x) for i, x in shelf.saves),
    ):
        if not np.array_equal(np.asarray(expected), np.asarray(got)):
            return _finding(code, lang, example, expected, got)
    return None


def _after(iterations: int) -> Any:
    return SAVED + iterations * (1 - STEP / 2)


def _failure(outcome: CallResult) -> str:
    return "hangs" if outcome.how == "hung" else "raises"


def _exception(outcome: CallResult) -> str:
    return f"{outcome.raised.kind}: {outcome.raised.message}" if outcome.raised else outcome.how


def _finding(
    code: str, lang: str, example: dict[str, Any], expected: Any, got: Any, severity: Any = "error", **words: Any
) -> Finding:
    expected, got = jsonable(expected), jsonable(got)
    message = sentence(code, "sgd", lang=lang, expected=expected, got=got, **words)
    return Finding("sgd", code, severity, message, example, expected, got, BY_NAME["sgd"].formula)


def _quiet(sgd: Callable[..., Any]) -> dict[str, Any]:
    """The arguments that keep `sgd` from printing two thousand lines, when it takes them in the course's order."""
    names = list(inspect.signature(sgd).parameters)
    if names[4:7] != ["postprocessing", "useSaved", "PRINT_EVERY"]:
        return {}
    return {"postprocessing": None, "useSaved": False, "PRINT_EVERY": 10**9}


def _number(value: Any) -> float | None:
    try:
        return float(np.asarray(value, dtype=float).item())
    except (TypeError, ValueError):
        return None
