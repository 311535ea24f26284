"""Modules tested by worker processes: light to import, since all that is heavy happens over there."""

import json
import os
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict, replace
from pathlib import Path
from queue import SimpleQueue
from typing import Any, Self

from proofs.harness.child import Request
from proofs.harness.course import known_functions
from proofs.harness.findings import Finding, Report, report_from_dict
from proofs.harness.scan import defined_names


class NoForkError(RuntimeError):
    """The system has no `fork`, by which a module is tested in a process of its own."""

    def __init__(self) -> None:
        super().__init__(
            f"to test a file, gradproof runs it in a forked process, and this system ({sys.platform}) has no fork; use Linux, "
            "macOS or WSL, or test functions in your own process by check_function and check_gradient"
        )


class Worker:
    """One worker process; a context manager. `test` sends a request and waits for its report."""

    def __init__(self, warm: bool = False) -> None:
        if not hasattr(os, "fork"):
            raise NoForkError
        single = dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1")
        self.process = subprocess.Popen(
            [sys.executable, "-P", "-m", "proofs.harness.worker", *(["--warm"] if warm else [])],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=os.environ | single,  # arrays here have tens of numbers: threads only cost
            text=True,
            encoding="utf-8",
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        assert self.process.stdin is not None
        with suppress(BrokenPipeError):  # the worker ended with a question unread
            self.process.stdin.close()
        try:
            self.process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        if self.process.stdout is not None:
            self.process.stdout.close()

    def test(self, request: Request) -> Report:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        try:
            self.process.stdin.write(json.dumps(asdict(request)) + "\n")
            self.process.stdin.flush()
            line = self.process.stdout.readline()
        except BrokenPipeError:
            line = ""
        if not line:
            lost = Finding("(module)", "harness-failed", "error", "The worker process of the test harness ended.")
            return Report(request.path, (lost,))
        return report_from_dict(json.loads(line))


def check_modules(requests: Sequence[Request], jobs: int = 1) -> Iterator[Report]:
    """The reports, in the order of the requests; `jobs` workers share them."""
    workers = [Worker(warm=len(requests) > 3 * jobs) for _ in range(min(jobs, len(requests)))]
    try:
        if len(workers) < 2:
            yield from (worker.test(each) for worker in workers for each in requests)
            return
        from concurrent.futures import ThreadPoolExecutor

        idle: SimpleQueue[Worker] = SimpleQueue()
        for worker in workers:
            idle.put(worker)

        def test(request: Request) -> Report:
            worker = idle.get()
            try:
                return worker.test(request)
            finally:
                idle.put(worker)

        with ThreadPoolExecutor(len(workers)) as pool:
            yield from pool.map(test, requests)
    finally:
        for worker in workers:
            worker.__exit__()


def check_module(path: str | os.PathLike[str], **options: Any) -> Report:
    """Test every known function of a file, in a child process with limits on time and memory.

    Options: examples (20), seed (None: the same examples every time), lang ("en" or "zh"), time_limit (60 s for the
    module), memory_limit (2048 MB). A file that cannot be imported, hangs or exits is a finding; FileNotFoundError
    where there is no file.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     file = Path(folder) / "mine.py"
    ...     _ = file.write_text("def sigmoid(x):\\n    return x\\n")
    ...     report = check_module(file)
    >>> [(f.function, f.severity) for f in report.findings], report.exit_status
    ([('sigmoid', 'error')], 1)

    In a test, `check_module("my_word2vec.py").raise_on_error()` fails with the findings as its message.
    """
    found = Path(path).resolve()
    if not found.is_file():
        raise FileNotFoundError(str(path))
    request = replace(Request(str(found)), **options)
    return next(iter(list(check_modules([request]))))


def _inside(folder: Path) -> list[Path]:
    """The Python files of a folder and of those below, hidden ones left out."""
    found = folder.rglob("*.py")
    return sorted(p for p in found if not any(part.startswith(".") for part in p.relative_to(folder).parts))


def _of_the_course(file: Path) -> bool:
    return not set(known_functions()).isdisjoint(defined_names(file))


def left_out(targets: Iterable[str]) -> list[Path]:
    """The Python files of the folders named that are not tested: they define no function of the course."""
    return [p for target in targets if Path(target).is_dir() for p in _inside(Path(target)) if not _of_the_course(p)]


def python_files(targets: Iterable[str]) -> list[Path]:
    """The files to test: those named, and of each folder those that define a function of the course."""
    files: list[Path] = []
    for target in targets:
        path = Path(target)
        if path.is_dir():
            files += [p for p in _inside(path) if _of_the_course(p)]
        else:
            files.append(path)
    return [p.resolve() for p in files]
