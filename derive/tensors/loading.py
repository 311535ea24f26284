"""Text that this compiler wrote, as a function."""

from collections.abc import Callable
from typing import Any


def loaded(source: str, name: str = "loss_and_gradient") -> Callable[..., Any]:
    """The function of that name in a written text.

    >>> loaded("def twice(x):\\n    return 2 * x\\n", "twice")(3)
    6
    """
    space: dict[str, Any] = {"__name__": "written by gradproof"}
    exec(compile(source, f"<{name}, written by gradproof>", "exec"), space)  # noqa: S102 (the text is our own)
    function: Callable[..., Any] = space[name]
    return function
