"""Compiled functions for tests, each compiled when it is first called: collecting the tests, in every process, compiles nothing."""

from functools import cached_property
from typing import Any

import derive


class Compiled:
    """`derive.compile` with these arguments, as soon as somebody calls it."""

    def __init__(self, *arguments: Any, **how: Any):
        self.arguments, self.how = arguments, how

    @cached_property
    def function(self) -> Any:
        """The function itself."""
        return derive.compile(*self.arguments, **self.how)

    def __call__(self, *arguments: Any, **named: Any) -> Any:
        """What the function gives."""
        return self.function(*arguments, **named)
