"""Work spread over processes: what is likest goes to one of them, the longest first, and one that dies costs one piece of work."""

import multiprocessing
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from typing import TypeVar

Item = TypeVar("Item")
Made = TypeVar("Made")


def spread(
    work: Callable[[Item], Made],
    groups: Sequence[Sequence[Item]],
    jobs: int,
    lost: Callable[[Item], Made],
    ready: Callable[[], None] = lambda: None,
) -> Iterator[tuple[Item, Made]]:
    """Each item with what `work` makes of it, as they come. The items of a group go to one process, which remembers what it met.

    Groups are begun in their order. `ready` is called before the processes are there. An item at which its process dies gets what
    `lost` makes of it, and the others are done all the same.
    """
    ready()
    again: list[Item] = []
    with ProcessPoolExecutor(min(jobs, len(groups))) as pool:
        waiting = {pool.submit(_each, work, group): group for group in groups}
        for done in as_completed(waiting):
            try:
                yield from zip(waiting[done], done.result(), strict=True)
            except BrokenProcessPool:
                again += waiting[done]
    for item in again:
        yield item, _alone(work, item, lost)


def in_order(
    work: Callable[[Item], Made], items: Iterable[Item], jobs: int, ahead: int, lost: Callable[[Item], Made]
) -> Iterator[Made]:
    """What `work` makes of each item, in their order; so many are handed to each process before the first of them is back."""
    pool = ProcessPoolExecutor(jobs)
    waiting: deque[tuple[Item, Future[Made] | None]] = deque()

    def submitted(item: Item) -> Future[Made] | None:
        with suppress(BrokenProcessPool):
            return pool.submit(work, item)
        return None

    def first() -> Made:
        nonlocal pool
        item, future = waiting.popleft()
        if future is not None:
            with suppress(BrokenProcessPool):
                return future.result()
        pool.shutdown(wait=False, cancel_futures=True)  # a process died: this item by itself, the others anew
        made = _alone(work, item, lost)
        pool = ProcessPoolExecutor(jobs)
        again = [(other, submitted(other)) for other, _ in waiting]
        waiting.clear()
        waiting.extend(again)
        return made

    try:
        for item in items:
            waiting.append((item, submitted(item)))
            if len(waiting) >= ahead * jobs:
                yield first()
        while waiting:
            yield first()
    finally:
        pool.shutdown(cancel_futures=True)


def preload(assignment: str) -> None:
    """Load what every answer needs, where processes are forked and share it."""
    if multiprocessing.get_start_method() != "fork":
        return
    import proofs.report.json
    import proofs.verify  # noqa: F401
    from derive.problem import load
    from proofs.identity.chains import ready

    with suppress(KeyError, ValueError):  # an assignment of statements has no notation
        load(assignment)
    ready()


def _each(work: Callable[[Item], Made], group: Sequence[Item]) -> list[Made]:
    return [work(item) for item in group]


def _alone(work: Callable[[Item], Made], item: Item, lost: Callable[[Item], Made]) -> Made:
    with ProcessPoolExecutor(1) as pool:
        try:
            return pool.submit(work, item).result()
        except BrokenProcessPool:
            return lost(item)
