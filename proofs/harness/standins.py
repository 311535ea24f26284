"""Stand-ins for what files import and a lone file lacks: what a course knows of them, absent things for the rest."""

import sys
import types
from typing import Any

from proofs.harness.course import of_course


class MissingImportError(ImportError):
    """Something was used that could not be imported; its import alone is no fault."""


class Absent:
    """Stands for a name of a module that is not there: it may be imported, passed on, but not used."""

    def __init__(self, name: str) -> None:
        self.__dict__["_name"] = name

    def __getattr__(self, name: str) -> "Absent":
        if name.startswith("__") and name.endswith("__"):
            raise AttributeError(name)
        return Absent(f"{self._name}.{name}")

    def __call__(self, *_: Any, **__: Any) -> Any:
        raise MissingImportError(f"{self._name} is used, and it cannot be imported here")


def known_modules() -> dict[str, dict[str, Any]]:
    """The modules that the files of a course import, with the names in them."""
    modules: dict[str, dict[str, Any]] = of_course("standins").STANDINS
    return modules


def standin(name: str) -> types.ModuleType:
    """A module for `name`: the course's names where it is one of its modules, absent things for all others."""
    module = types.ModuleType(name, "a stand-in of the test harness")
    module.__path__ = []
    module.__dict__.update(known_modules().get(name, {}))

    def absent(attribute: str) -> Any:
        if attribute.startswith("__") and attribute.endswith("__"):
            raise AttributeError(attribute)
        return sys.modules.get(f"{name}.{attribute}") or Absent(f"{name}.{attribute}")

    module.__dict__["__getattr__"] = absent
    return module
