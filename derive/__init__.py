"""What is the gradient? Mathematics read and written, differentiated, explained and compiled to NumPy.

`derive.compile` turns a loss into a NumPy function of its value and gradients. Nothing is imported before it is asked for.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from derive.compiling import compile

__all__ = ["compile"]


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module("derive.compiling"), name)
