"""The process that a module is tested in: limits on memory and time, no terminal, and a pipe that findings come out of."""

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path
from time import monotonic
from typing import Any

from proofs.limits import limit_process

MEGABYTE = 1 << 20
FILE_LIMIT = 64 * MEGABYTE


@dataclass(frozen=True)
class Request:
    """What to test, and how hard. `time_limit` seconds are for the whole module, a tenth of it (1 to 5 s) for one call."""

    path: str
    examples: int = 20
    seed: int | None = None
    lang: str = "en"
    time_limit: float = 60.0
    memory_limit: int = 2048
    skip: tuple[str, ...] = ()
    dead: tuple[str, ...] = ()  # functions that took an earlier child down: no other function is handed them

    @property
    def call_limit(self) -> float:
        return min(5.0, max(1.0, self.time_limit / 10))


def serve(request: Request, pipe: int, folder: str) -> None:
    """Test one module and write JSON lines to `pipe`. Runs in a forked child, which ends by `os._exit`."""
    os.setpgid(0, 0)
    null = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(null, stream)
    os.chdir(folder)
    limit_process(request.memory_limit * MEGABYTE, FILE_LIMIT, int(2 * request.time_limit) + 10)
    last = 0.0

    def send(**message: Any) -> None:
        data = (json.dumps(message, allow_nan=False, default=repr) + "\n").encode()
        while data:
            data = data[os.write(pipe, data) :]

    def heartbeat() -> None:
        nonlocal last
        now = monotonic()
        if now - last > 0.1:
            last = now
            send(beat=1)

    try:
        run(request, send, heartbeat)
    except BaseException as error:  # noqa: BLE001 (a fault of the harness is told as one, never taken for the module's)
        import traceback

        send(crash=f"{type(error).__name__}: {error}", trace=traceback.format_exc()[-2000:])
    send(done=1)


def run(request: Request, send: Any, heartbeat: Any) -> None:
    """Load the module and test its functions, sending each finding as it is made."""
    from proofs.harness.calls import Guard
    from proofs.harness.course import known_functions, of_course
    from proofs.harness.loading import functions_of, load
    from proofs.harness.search import Effort

    deadline = monotonic() + request.time_limit
    guard = Guard(request.call_limit, heartbeat)
    send(started="import")
    module, findings = load_findings(Path(request.path), guard, request.lang, load)
    if "import" not in request.skip:
        for finding in findings:
            send(finding=asdict(finding))
    if module is None:
        return
    known = known_functions()
    functions = functions_of(module, known)
    if not functions and not findings:
        from proofs.harness.findings import Finding
        from proofs.harness.messages import sentence

        message = sentence("no-known-function", "", lang=request.lang, known=", ".join(known))
        send(finding=asdict(Finding("(module)", "no-known-function", "error", message)))
    bench = of_course("suite").Bench(
        functions,
        Effort(request.examples, request.seed, deadline),
        guard,
        request.lang,
        module,
        fresh=lambda: load(Path(request.path), guard)[0],
        broken=set(request.dead),
    )
    for finding in bench.findings(frozenset(request.skip), lambda name: send(started=name)):
        filled = finding.snippet.replace("{module}", Path(request.path).stem)
        send(finding=asdict(finding) | {"snippet": filled})
    send(checked=bench.checked)


def load_findings(path: Path, guard: Any, lang: str, load: Any) -> tuple[Any, list[Any]]:
    """The module, and what its import did that it should not."""
    import random

    import numpy as np

    from proofs.harness.findings import Finding
    from proofs.harness.messages import sentence

    found = []

    def add(code: str, severity: Any, **words: Any) -> None:
        found.append(Finding("(module)", code, severity, sentence(code, "the file", lang=lang, **words)))

    random.seed(20)
    np.random.seed(20)
    probe = random.Random(20).random(), np.random.RandomState(20).random_sample()
    module, outcome, code = load(path, guard)
    if code is not None:
        raised = outcome.raised
        line = f" (line {raised.line})" if raised and raised.line else ""
        text = f"{raised.kind}: {raised.message}{line}" if raised else ""
        add(code, "error", exception=text, line=raised.line if raised else None)
    if module is not None:
        after = random.random(), float(np.random.random())
        if after != probe:
            add("seeds-on-import", "warning")
        if outcome.printed.strip():
            add("prints-on-import", "warning")
    return module, found


def exit_now() -> None:
    """Leave without running anything that the module may have registered."""
    os._exit(0)
