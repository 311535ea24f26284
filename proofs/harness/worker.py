"""A process that imports NumPy, Hypothesis and the derivation once, and forks a child for every module that it is sent.

Requests come as JSON lines on standard input, reports go out as JSON lines on standard output.
"""

import contextlib
import gc
import json
import os
import selectors
import shutil
import signal
import sys
import tempfile
from pathlib import Path
from time import monotonic, perf_counter
from typing import Any

from proofs.harness.child import Request, exit_now, serve
from proofs.harness.scan import public_functions

GRACE = 3.0  # seconds without a heartbeat, beyond the limit of a call, after which the child is ended from outside
RETRIES = 12  # a module has at most that many functions that can each take the process down


def test_module(request: Request) -> dict[str, Any]:
    """Test one module in children, one after the other: a child that dies is followed by one that leaves that function out."""
    started = perf_counter()
    findings: list[dict[str, Any]] = []
    checked: dict[str, int] = {}
    skip = list(request.skip)
    dead: list[str] = []
    deadline = monotonic() + request.time_limit
    for _ in range(RETRIES):
        left = max(1.0, deadline - monotonic())
        lived = watch(
            Request(**{**vars(request), "skip": tuple(skip), "dead": tuple(dead), "time_limit": left}),
            request.call_limit,
        )
        findings += lived["findings"]
        checked |= lived["checked"]
        if lived["ended"] is None:
            break
        code, words = lived["ended"]
        at = lived["started"][-1] if lived["started"] else "import"
        findings.append(_ended(at, code, words, request.lang))
        skip += [s for s in lived["started"] if s != "import"]
        dead.append(at)
        if at == "import" or monotonic() > deadline:
            break
        skip.append("import")
    reached = {*checked, *(f["function"] for f in findings if f["bug"] != "not-finished")}
    return {
        "module": request.path,
        "findings": findings,
        "checked": checked,
        "seconds": round(perf_counter() - started, 3),
        "not_tested": [f for f in public_functions(Path(request.path)) if f not in reached],
    }


def _ended(at: str, code: str, exception: str, lang: str) -> dict[str, Any]:
    from dataclasses import asdict

    from proofs.harness.findings import Finding
    from proofs.harness.messages import sentence

    name = "(module)" if at == "import" else at
    if at == "import" and code == "hangs":
        code = "hangs-on-import"
    severity: Any = "warning" if code in ("not-finished", "harness-failed") else "error"  # no fault of the module's
    shown = "the import of the file" if at == "import" else at
    return asdict(Finding(name, code, severity, sentence(code, shown, lang=lang, exception=exception)))


def watch(request: Request, call_limit: float) -> dict[str, Any]:
    """Fork, read what comes through the pipe, and end the child when it is silent or late."""
    read, write = os.pipe()
    folder = tempfile.mkdtemp(prefix="gradproof-")
    sys.stdout.flush()
    try:
        pid = os.fork()
    except OSError as error:  # no process or no memory left for one
        os.close(read)
        os.close(write)
        shutil.rmtree(folder, ignore_errors=True)
        return {
            "findings": [],
            "checked": {},
            "started": [],
            "ended": ("harness-failed", f"no process could be started: {error}"),
        }
    if pid == 0:
        try:
            os.close(read)
            serve(request, write, folder)
        finally:
            exit_now()
    os.close(write)
    seen: dict[str, Any] = {"findings": [], "checked": {}, "started": [], "ended": None}
    try:
        reason = _listen(read, seen, monotonic() + request.time_limit + 2 * call_limit + GRACE, call_limit + GRACE)
    finally:
        os.close(read)
        status = _end(pid)
        shutil.rmtree(folder, ignore_errors=True)
    if reason == "died":
        seen["ended"] = ("process-died", _death(status))
    elif reason is not None:
        seen["ended"] = (reason, "")
    return seen


def _listen(pipe: int, seen: dict[str, Any], deadline: float, silence: float) -> str | None:
    """None when the child said it is done; otherwise why it is to be ended."""
    buffer = b""
    with selectors.DefaultSelector() as selector:
        selector.register(pipe, selectors.EVENT_READ)
        last = monotonic()
        while True:
            wait = min(last + silence, deadline) - monotonic()
            if wait <= 0 or not selector.select(wait):
                return "not-finished" if monotonic() >= deadline else "hangs"
            data = os.read(pipe, 1 << 16)
            if not data:
                return "died"
            last = monotonic()
            *lines, buffer = (buffer + data).split(b"\n")
            for line in lines:
                message = json.loads(line)
                if "finding" in message:
                    seen["findings"].append(message["finding"])
                elif "started" in message:
                    seen["started"].append(message["started"])
                elif "checked" in message:
                    seen["checked"] = message["checked"]
                elif "crash" in message:
                    seen["ended"] = ("harness-failed", message["crash"])
                    print(message["trace"], file=sys.stderr)
                elif "done" in message:
                    return None


def _end(pid: int) -> int:
    """Kill the child and whatever it started; its wait status."""
    done, status = os.waitpid(pid, os.WNOHANG)
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, signal.SIGKILL)
    if not done:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    return status if done else os.waitpid(pid, 0)[1]


def _death(status: int) -> str:
    if os.WIFSIGNALED(status):
        return signal.Signals(os.WTERMSIG(status)).name
    return f"exit status {os.waitstatus_to_exitcode(status)}"


def _nothing_of_ours() -> None:
    """Hypothesis tries numbers that stand in sources near the test. Those loaded so far are none of the module's.

    With them the examples would depend on how gradproof is installed, and reading them takes longer than some modules do.
    """
    with contextlib.suppress(ImportError, AttributeError):  # it has no public name
        from hypothesis.internal.conjecture import providers

        providers._seen_modules.update(map(id, list(sys.modules.values())))


def main() -> int:
    """Serve until standard input ends. With --warm, for many modules: what Hypothesis does only once is done before the forks."""
    gc.disable()  # what is loaded stays
    from proofs.harness.course import of_course

    suite = of_course("suite")
    suite.prepare()

    if "--warm" in sys.argv:
        suite.warm_up()
    _nothing_of_ours()
    gc.freeze()  # a child never has to look through what was there before it
    gc.enable()
    for line in sys.stdin:
        data = json.loads(line)
        report = test_module(Request(**{**data, "skip": tuple(data["skip"]), "dead": tuple(data["dead"])}))
        print(json.dumps(report, ensure_ascii=False), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
