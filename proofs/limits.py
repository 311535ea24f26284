"""Limits on this process that the system keeps: memory, the size of files, CPU time, no core dump."""

import contextlib


def limit_process(memory: int, files: int, cpu: int | None = None) -> None:
    """So many bytes of address space more than now, files of so many bytes, so many seconds; nothing where the system has no limits (Windows)."""
    with contextlib.suppress(ImportError):
        import resource

        used = 0
        with contextlib.suppress(OSError), open("/proc/self/statm") as statm:
            used = int(statm.read().split()[0]) * resource.getpagesize()
        limits = [(resource.RLIMIT_AS, used + memory), (resource.RLIMIT_FSIZE, files), (resource.RLIMIT_CORE, 0)]
        for kind, most in (*limits, *([(resource.RLIMIT_CPU, cpu)] if cpu is not None else [])):
            with contextlib.suppress(ValueError, OSError):  # a hard limit that is lower stays
                resource.setrlimit(kind, (most, most))
