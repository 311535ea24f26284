"""Handing out numbered pieces of work to several processes, with a stop for everyone whenever a checkpoint is due.

The first process works too. The others are forked on Linux, where that takes a hundredth of a second, and spawned
elsewhere, where a fork is not safe; what they share is shared on purpose. A process that finds its parent gone ends; a parent that finds a worker gone says so.
"""

import multiprocessing
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from math import prod
from typing import Any, Self

import numpy as np
from numpy.typing import DTypeLike, NDArray

NEXT, DONE, LIMIT = range(3)
"""Places on the board: the next number to hand out, how many are finished, where handing out stops."""

PATIENCE = 0.5
"""Seconds between two looks whether the other processes are alive."""


class WorkerError(RuntimeError):
    """A worker process ended before its work."""


def context_for(workers: int) -> Any:
    """The multiprocessing context for `workers` processes, or None for this process alone."""
    return multiprocessing.get_context("fork" if sys.platform == "linux" else "spawn") if workers > 1 else None


class SharedArray:
    """An array of zeros that all workers see, and that can be handed to a new one."""

    def __init__(self, shape: tuple[int, ...], dtype: DTypeLike, context: Any) -> None:
        self._shape, self._dtype = shape, np.dtype(dtype)
        size = max(1, prod(shape) * self._dtype.itemsize)
        self._memory = context.RawArray("B", size) if context else bytearray(size)

    @property
    def array(self) -> NDArray[Any]:
        """The array itself; every call gives a view of the same memory."""
        return np.frombuffer(self._memory, self._dtype, prod(self._shape)).reshape(self._shape)


class Tickets:
    """The numbers done..total−1, each handed out once.

    >>> tickets = Tickets(total=2)
    >>> [tickets.claim(), tickets.claim(), tickets.claim()]
    [0, 1, None]
    """

    def __init__(self, total: int, done: int = 0, context: Any = None) -> None:
        self.total = total
        self._board = SharedArray((3,), np.int64, context)
        self._board.array[:] = done, done, total
        self._condition = context.Condition() if context else threading.Condition()

    @contextmanager
    def _held(self, alive: Callable[[], None]) -> Iterator[NDArray[np.int64]]:
        # A process killed while it holds the lock never lets it go: so look around while waiting for it.
        while not self._condition.acquire(timeout=PATIENCE):
            alive()
        try:
            yield self._board.array
        finally:
            self._condition.release()

    def claim(self, alive: Callable[[], None] = lambda: None) -> int | None:
        """The next number, or None when all are handed out; waits during a pause. `alive` may raise to end a wait."""
        with self._held(alive) as board:
            while board[NEXT] == board[LIMIT] < self.total:
                self._condition.wait(PATIENCE)
                alive()
            if board[NEXT] == self.total:
                return None
            board[NEXT] += 1
            return int(board[NEXT]) - 1

    def finish(self, alive: Callable[[], None] = lambda: None) -> None:
        """Say that a claimed number's work is done."""
        with self._held(alive) as board:
            board[DONE] += 1
            self._condition.notify_all()

    @property
    def done(self) -> int:
        return int(self._board.array[DONE])

    @contextmanager
    def paused(self, alive: Callable[[], None]) -> Iterator[int]:
        """Within it nothing is handed out and nothing is being worked on; gives how many numbers are done."""
        with self._held(alive) as board:
            board[LIMIT] = board[NEXT]
            while board[DONE] < board[NEXT]:
                self._condition.wait(PATIENCE)
                alive()
        try:
            yield self.done
        finally:
            with self._held(alive) as board:
                board[LIMIT] = self.total
                self._condition.notify_all()


class Crew:
    """The processes beside this one, each running target(*arguments); a context manager that ends them.

    Raises: WorkerError from `alive` when one has ended by anything but finishing.
    """

    def __init__(self, size: int, context: Any, target: Callable[..., None], arguments: tuple[Any, ...]) -> None:
        self._processes = [context.Process(target=target, args=arguments, daemon=True) for _ in range(size)]

    def alive(self) -> None:
        for process in self._processes:
            if process.exitcode not in (None, 0):
                raise WorkerError(f"a worker process ended with status {process.exitcode} before its work was done")

    def __enter__(self) -> Self:
        for process in self._processes:
            process.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        for process in self._processes:
            if kind is not None:
                process.terminate()
            process.join()


def parent_alive() -> None:
    """In a worker: end it when the process that started it is gone."""
    parent = multiprocessing.parent_process()
    if parent is not None and not parent.is_alive():
        raise SystemExit(1)
