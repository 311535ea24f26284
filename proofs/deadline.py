"""One deadline for one answer, whatever the input: past it the work is broken off wherever it stands.

>>> with deadline(0.05) as clock:
...     while True:
...         pass
>>> clock.spent
True
>>> with deadline(5) as clock:
...     value = 1 + 1
>>> clock.spent
False
"""

import contextlib
import ctypes
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from types import FrameType


class _SpentError(BaseException):
    """The time is over. No `except Exception` on the way may take it for a fault of its own."""


LEAVING = (contextlib.__file__, __file__)
"""Where the code stands by which a block with a deadline is entered and left."""
AGAIN = 0.25
"""Seconds after which the alarm rings again: what runs as a callback of the interpreter swallows the first one."""


@dataclass(slots=True)
class Clock:
    """Whether the time ran out."""

    spent: bool = False


@contextmanager
def deadline(seconds: float) -> Iterator[Clock]:
    """Break off what runs inside after so many seconds, and go on behind it with `spent` set. Deadlines may nest: the inner one ends first."""
    clock = Clock()
    main = threading.current_thread() is threading.main_thread() and hasattr(signal, "setitimer")
    with suppress(_SpentError), (_alarm if main else _timer)(max(seconds, 0.001), clock):
        yield clock


@contextmanager
def _alarm(seconds: float, clock: Clock) -> Iterator[None]:
    """By a signal, which reaches a running regular expression too. What leaves a deadline is not broken off: nothing would catch it there."""

    def ring(_: int, frame: FrameType | None) -> None:
        if frame is not None and frame.f_code.co_filename in LEAVING:
            return  # it rings again
        clock.spent = True
        raise _SpentError

    started = time.monotonic()
    before = signal.signal(signal.SIGALRM, ring)
    left, _ = signal.setitimer(signal.ITIMER_REAL, seconds, AGAIN)
    try:
        yield
    finally:
        rest = max(left - (time.monotonic() - started), 0.001) if left else 0
        signal.setitimer(signal.ITIMER_REAL, rest, AGAIN if left else 0)
        signal.signal(signal.SIGALRM, before)


@contextmanager
def _timer(seconds: float, clock: Clock) -> Iterator[None]:
    """By an exception raised in this thread from another, where there are no signals."""
    thread = ctypes.c_ulong(threading.get_ident())

    def ring() -> None:
        clock.spent = True
        ctypes.pythonapi.PyThreadState_SetAsyncExc(thread, ctypes.py_object(_SpentError))

    timer = threading.Timer(seconds, ring)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
