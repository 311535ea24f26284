"""One guarded call of code that nobody has vouched for: it may raise, exit, hang, print, seed, or write in its inputs."""

import contextlib
import io
import random
import signal
import sys
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np

Array = np.ndarray[Any, np.dtype[Any]]


class CallTimeout(BaseException):
    """Raised inside the code under test by the alarm; a BaseException, so that `except Exception` does not swallow it."""


class Runaway(BaseException):
    """Raised by an argument that is asked more often than any right implementation asks; it passes through the code under test as the alarm does."""


@dataclass
class Guard:
    """What every call of one module goes through: the alarm, and the heartbeat that the parent process watches."""

    seconds: float = 5.0
    heartbeat: Callable[[], None] = lambda: None
    alarm: bool = field(default_factory=lambda: hasattr(signal, "setitimer"))


@dataclass(frozen=True)
class Raised:
    """An exception that came out of a call: its type's name, its message, the line of the module."""

    kind: str
    message: str
    line: int | None = None

    @property
    def read_only(self) -> bool:
        return self.kind == "ValueError" and "read-only" in self.message


@dataclass
class CallResult:
    """What one call did. `how` is returned, raised, exited or hung."""

    how: str
    value: Any = None
    raised: Raised | None = None
    printed: str = ""
    changed: tuple[str, ...] = ()
    arguments: dict[str, Any] = field(default_factory=dict)
    asked: tuple[Any, ...] | None = None  # what a function that was handed over was asked for


class _Capture(io.StringIO):
    """A stand-in for stdout and stderr that keeps the first few thousand characters only."""

    def write(self, text: str) -> int:
        if self.tell() < 4000:
            super().write(text)
        return len(text)


@contextlib.contextmanager
def _alarmed(guard: Guard) -> Iterator[None]:
    if not guard.alarm:
        yield
        return

    def ring(*_: Any) -> None:
        raise CallTimeout

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, guard.seconds, 0.5)  # rings again, should a bare `except` have swallowed it
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _line_in(module_file: str | None, error: BaseException) -> int | None:
    lines = [f.lineno for f in traceback.extract_tb(error.__traceback__) if f.filename == module_file]
    return lines[-1] if lines else None


def guarded(function: Callable[..., Any], arguments: dict[str, Any], guard: Guard) -> CallResult:
    """CallResult `function(*arguments.values())`, and say what happened; inputs are compared with copies taken before."""
    copies = {k: frozen(v) for k, v in arguments.items()}
    guard.heartbeat()
    stdout, stderr, out = sys.stdout, sys.stderr, _Capture()
    outcome = CallResult("returned", arguments=arguments)
    code = getattr(function, "__code__", None)
    try:
        sys.stdout = sys.stderr = out
        with _alarmed(guard), np.errstate(all="ignore"):
            outcome.value = function(*arguments.values())
    except (Runaway, CallTimeout):
        outcome.how = "hung"
    except SystemExit as error:
        outcome.how, outcome.raised = "exited", Raised("SystemExit", str(error.code))
    except MemoryError:
        outcome.how, outcome.raised = "raised", Raised("MemoryError", "the memory limit was reached")
    except Exception as error:  # noqa: BLE001 (whatever it is, it is a finding)
        line = _line_in(code.co_filename if code else None, error)
        outcome.how, outcome.raised = "raised", Raised(type(error).__name__, str(error)[:300], line)
    finally:
        sys.stdout, sys.stderr = stdout, stderr
    outcome.printed = out.getvalue()
    outcome.changed = tuple(k for k, v in arguments.items() if frozen(v) != copies[k])
    return outcome


def as_real(value: Any) -> Array | None:
    """The value as an array of real numbers, or None."""
    try:
        array = np.asarray(value)
        if array.dtype == object:
            array = array.astype(np.float64)
    except (ValueError, TypeError):
        return None
    return array if array.dtype.kind in "fiub" else None


def frozen(value: Any) -> Any:
    """A value that is equal exactly when the argument has not changed."""
    if isinstance(value, np.ndarray):
        return value.shape, value.dtype.str, value.tobytes()
    if isinstance(value, list):
        return tuple(value)
    if isinstance(value, dict):
        return tuple(value.items())
    return None


def generators_after(call: Callable[[], Any], seed: int) -> tuple[Any, Any]:
    """Run `call` with Python's and NumPy's global generators seeded by `seed`; a draw from each afterwards."""
    random.seed(seed)
    np.random.seed(seed)
    call()
    return random.random(), float(np.random.random())


@contextlib.contextmanager
def generators_restored() -> Iterator[None]:
    """Whatever happens inside, the global generators are afterwards as they were."""
    python, legacy = random.getstate(), np.random.get_state()
    try:
        yield
    finally:
        random.setstate(python)
        np.random.set_state(legacy)
