"""The course whose functions `gradproof test` knows. The harness finds what is the course's by the names of these modules, here only.

Nothing is imported before it is asked for: the pytest plugin and the command are light.
"""

import importlib
from typing import Any

FOLDER = "proofs.courses.cs224n_a2.harness"
"""Its modules: `functions` (their names), `suite` (`Bench`, `prepare`, `warm_up`), `messages`, `standins`, `strategies`."""


def of_course(name: str) -> Any:
    """A module of the course's harness."""
    return importlib.import_module(f"{FOLDER}.{name}")


def known_functions() -> tuple[str, ...]:
    """The names of the functions that are tested, those first that others call.

    >>> known_functions()[0]
    'sigmoid'
    """
    names: tuple[str, ...] = of_course("functions").KNOWN_FUNCTIONS
    return names
