"""The loop inside a worker process: one question in, one answer out, under limits that the system keeps.

The answers go to the standard output as it was at the start; whatever else is printed goes to standard error and disturbs nothing.
"""

import contextlib
import gc
import importlib
import json
import os
import sys
import threading
from typing import IO, Any

from proofs.cli import CIRCLES
from proofs.limits import limit_process
from proofs.serve.limits import FILE_BYTES, GROWN_BYTES, MEMORY_BYTES
from proofs.serve.workers import BEGUN, HEADER, LAST


def main() -> None:
    """Load the module that is named, say that it is ready, and answer until the standard input ends."""
    questions, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    _leave_with_the_parent()
    gc.set_threshold(*CIRCLES)
    work = importlib.import_module(sys.argv[1])
    work.warm()
    limit_process(MEMORY_BYTES, FILE_BYTES)
    _send(answers, {"ready": True})
    while (question := _received(questions)) is not None:
        answer = work.answer(question, lambda number: _send(answers, {BEGUN: number}))
        _send(answers, answer | {LAST: True} if _resident() > GROWN_BYTES else answer)


def _received(stream: IO[bytes]) -> dict[str, Any] | None:
    head = stream.read(HEADER.size)
    if len(head) < HEADER.size:
        return None
    question: dict[str, Any] = json.loads(stream.read(HEADER.unpack(head)[0]))
    return question


def _send(stream: IO[bytes], message: dict[str, Any]) -> None:
    data = json.dumps(message, allow_nan=False).encode()
    stream.write(HEADER.pack(len(data)) + data)
    stream.flush()


def _resident() -> int:
    """The memory that this process holds now, in bytes; 0 where the system does not tell."""
    with contextlib.suppress(OSError), open("/proc/self/statm") as statm:
        return int(statm.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    return 0


def _leave_with_the_parent() -> None:
    """End at once when the server is gone, even in the middle of an answer."""
    if sys.platform == "win32":
        return
    import select

    def watch() -> None:
        hangup = select.poll()
        hangup.register(0, 0)  # no event but the end of the other side
        hangup.poll()
        os._exit(0)

    threading.Thread(target=watch, daemon=True).start()


if __name__ == "__main__":
    main()
