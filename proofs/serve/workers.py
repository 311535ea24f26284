"""Processes that decide answers. A worker that overruns its time is killed, one that dies is replaced; either costs one answer."""

import asyncio
import contextlib
import json
import struct
import sys
from types import TracebackType
from typing import Any, Self

from proofs.serve.limits import ABANDONED_SECONDS, REPLY_BYTES, START_SECONDS, WAITING

HEADER = struct.Struct(">I")
"""Before each message, its length in bytes; the message is JSON."""

Message = dict[str, Any]
LAST = "last of this worker"
"""The field with which a worker says that it has grown too large to go on."""
BEGUN = "begun"
"""The field with which a worker says which answer of a document it is at; no other field is beside it."""
LOSSES = 5
"""A document at more of whose answers its worker dies is given up."""
ANSWERS = "proofs.serve.answers"
"""What the workers of the page are asked."""


class LostError(Exception):
    """A worker gave no answer. `why` is "late" (killed at its deadline) or "died"; `at`: the answer of a document that it was at."""

    def __init__(self, why: str, at: int | None = None):
        super().__init__(why)
        self.why, self.at = why, at


class BusyError(Exception):
    """So many questions wait already that this one is not taken."""


class Worker:
    """One process, ready once it has loaded the mathematics; `answers` is the module with its `warm` and `answer`."""

    def __init__(self, answers: str = ANSWERS) -> None:
        self.answers = answers
        self.process: asyncio.subprocess.Process | None = None
        self.at: int | None = None

    @property
    def lives(self) -> bool:
        """Whether the process was started and has not ended, as far as is known."""
        return self.process is not None and self.process.returncode is None

    async def start(self) -> None:
        """Start the process and wait until it is ready; LostError if it never is."""
        self.process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "proofs.serve.worker", self.answers, stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE,
            start_new_session=True,  # Ctrl-C is for the server, which ends its workers itself
        )  # fmt: skip
        await self._within(self._receive(), START_SECONDS)

    async def ask(self, question: Message, seconds: float) -> Message:
        """The answer to one question; LostError when it is late or the process dies."""
        return await self._within(self._exchange(question), seconds)

    async def _within(self, work: Any, seconds: float) -> Message:
        try:
            async with asyncio.timeout(seconds):
                return await work
        except TimeoutError:
            raise LostError("late", self.at) from None
        except (asyncio.IncompleteReadError, OSError, ValueError):
            raise LostError("died", self.at) from None

    async def _exchange(self, question: Message) -> Message:
        assert self.process is not None
        assert self.process.stdin is not None
        data = json.dumps(question).encode()
        self.at = None
        self.process.stdin.write(HEADER.pack(len(data)) + data)
        await self.process.stdin.drain()
        while BEGUN in (message := await self._receive()):
            self.at = message[BEGUN]
        return message

    async def _receive(self) -> Message:
        assert self.process is not None
        assert self.process.stdout is not None
        (length,) = HEADER.unpack(await self.process.stdout.readexactly(HEADER.size))
        if length > REPLY_BYTES:
            raise ValueError("a reply longer than any answer")
        message: Message = json.loads(await self.process.stdout.readexactly(length))
        return message

    async def stop(self) -> None:
        """Kill the process, if it lives, and wait for its end."""
        if self.process is not None and self.lives:
            with contextlib.suppress(ProcessLookupError):
                self.process.kill()
            await self.process.wait()


class Workers:
    """A fixed number of workers; a question goes to whichever is free first."""

    def __init__(self, count: int, waiting: int = WAITING, answers: str = ANSWERS):
        self.count, self.most, self.answers = count, waiting, answers
        self.free: asyncio.Queue[Worker] = asyncio.Queue()
        self.all: set[Worker] = set()
        self.tasks: set[asyncio.Task[Any]] = set()
        self.waiting = 0

    async def __aenter__(self) -> Self:
        for _ in range(self.count):
            self._in_background(self._replace(None))
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for task in tuple(self.tasks):
            task.cancel()
        await asyncio.gather(*self.tasks, return_exceptions=True)
        await asyncio.gather(*(worker.stop() for worker in self.all))

    async def ask(self, question: Message, seconds: float) -> Message:
        """The answer of a worker. LostError if it was late or died, BusyError if too many wait.

        Who stops waiting (a cancelled call) leaves the worker a short time to finish; then it is killed and replaced.
        """
        if self.waiting >= self.most:
            raise BusyError
        self.waiting += 1
        try:
            while not (worker := await self.free.get()).lives:
                self._in_background(self._replace(worker))
        finally:
            self.waiting -= 1
        work = self._in_background(self._used(worker, question, seconds))
        try:
            return await asyncio.shield(work)
        except asyncio.CancelledError:
            self._in_background(self._abandon(work))
            raise

    async def ask_on(self, question: Message, seconds: float) -> Message:
        """The same for a question with several answers: what is lost with a worker is the one that it was at; the others are asked for anew.

        Such a question hears of its `lost` answers, by their numbers.
        """
        lost: list[int] = []
        while True:
            try:
                return await self.ask({**question, "lost": lost}, seconds)
            except LostError as error:
                if error.at is None or error.at in lost or len(lost) >= LOSSES:
                    raise
                lost.append(error.at)

    async def _used(self, worker: Worker, question: Message, seconds: float) -> Message:
        """The worker's answer; afterwards the worker, or its replacement, is free."""
        try:
            answer = await worker.ask(question, seconds)
        except BaseException:
            self._in_background(self._replace(worker))
            raise
        if answer.pop(LAST, False):
            self._in_background(self._replace(worker))
        else:
            self.free.put_nowait(worker)
        return answer

    async def _abandon(self, work: asyncio.Task[Message]) -> None:
        await asyncio.wait((work,), timeout=ABANDONED_SECONDS)
        work.cancel()

    async def _replace(self, old: Worker | None) -> None:
        """A new worker in the place of an old one; one that does not start is tried again, more and more slowly."""
        if old is not None:
            await old.stop()
            self.all.discard(old)
        pause = 0.1
        while True:
            worker = Worker(self.answers)
            self.all.add(worker)
            try:
                await worker.start()
            except LostError:
                await worker.stop()
                self.all.discard(worker)
                await asyncio.sleep(pause)
                pause = min(2 * pause, 30)
            else:
                self.free.put_nowait(worker)
                return

    def _in_background(self, work: Any) -> asyncio.Task[Any]:
        task = asyncio.get_running_loop().create_task(work)
        self.tasks.add(task)
        task.add_done_callback(self._done)
        return task

    def _done(self, task: asyncio.Task[Any]) -> None:
        self.tasks.discard(task)
        if not task.cancelled():
            task.exception()  # looked at: whoever waited for it has it already
