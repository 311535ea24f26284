"""Property tests of programs: an implementation held against the derived gradients.

    check_gradient   any loss stated in LaTeX, or a part id            -> raises WrongGradient
    check_module     a file of a course, tested in a child process     -> Report
    check_function   one function held against the course's            -> Report
    strategies       the Hypothesis strategies of the course, public

Nothing is imported before it is asked for: the pytest plugin lives in this package.
"""

import importlib
from typing import Any

_HOME = {
    "Finding": "findings",
    "GradientWarning": "gradient",
    "Report": "findings",
    "SignatureError": "gradient",
    "StatementError": "gradient",
    "WrongGradient": "gradient",
    "check_function": "suite",
    "check_gradient": "gradient",
    "check_module": "runner",
    "strategies": None,
}
__all__ = [
    "Finding", "GradientWarning", "Report", "SignatureError", "StatementError", "WrongGradient", "check_function",
    "check_gradient", "check_module", "strategies",
]  # fmt: skip


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    home = _HOME[name]
    if home is None:
        return importlib.import_module(f"{__name__}.{name}")
    if home == "suite":
        return importlib.import_module(f"{__name__}.course").of_course(home).check_function
    return getattr(importlib.import_module(f"{__name__}.{home}"), name)
