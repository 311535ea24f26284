"""The course whose functions `gradproof test` knows. The harness finds what is the course's here only.

Nothing is imported before it is asked for: the pytest plugin and the command are light.
"""

from typing import Any

from derive.assignments import DEFAULT
from derive.course import of_course as module_of


def of_course(name: str) -> Any:
    """A module of the course's harness: `functions` (their names), `suite` (`Bench`, `prepare`, `warm_up`), `messages`, `standins`, `strategies`."""
    return module_of("proofs", DEFAULT, f"harness.{name}")


def known_functions() -> tuple[str, ...]:
    """The names of the functions that are tested, those first that others call.

    >>> known_functions()[0]
    'sigmoid'
    """
    names: tuple[str, ...] = of_course("functions").KNOWN_FUNCTIONS
    return names
