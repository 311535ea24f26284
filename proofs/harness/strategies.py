"""Hypothesis strategies for the inputs of the course's functions: public, and they shrink to small integers and sizes.

This is the name to import them by; they stand in the folder of the course, see `proofs.harness.course`.
"""

from typing import Any

from proofs.harness.course import of_course


def __getattr__(name: str) -> Any:
    if name.startswith("__"):
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(of_course("strategies"), name)


def __dir__() -> list[str]:
    return dir(of_course("strategies"))
