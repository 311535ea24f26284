"""A compiled loss of one's own: callable, with a source that needs NumPy only, and pickled by that source."""

import ast
import inspect
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from derive.tensors.loading import loaded


@dataclass(frozen=True)
class Written:
    """`loss, gradients = f(name=array, …)`; `source` is the file that `gradproof compile` writes, `__doc__` what it says of itself.

    >>> import pickle
    >>> f = Written("def loss_and_gradient(*, x):\\n    return x * x, {'x': 2 * x}\\n")
    >>> f(x=3.0), pickle.loads(pickle.dumps(f))(x=3.0)
    ((9.0, {'x': 6.0}), (9.0, {'x': 6.0}))
    """

    source: str = field(repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "__doc__", _told(self.source))

    def __call__(self, *values: Any, **arrays: Any) -> tuple[Any, dict[str, Any]]:
        """The loss and its gradients by name, at arrays by name, or in the order in which `__doc__` tells them."""
        names = list(inspect.signature(self._function).parameters)
        if len(values) > len(names):
            raise TypeError(f"there are {len(names)} arguments ({', '.join(names)}), and {len(values)} arrays")
        twice = [name for name, _ in zip(names, values, strict=False) if name in arrays]
        if twice:
            raise TypeError(f"{twice[0]} is given twice, by its place and by its name")
        found: tuple[Any, dict[str, Any]] = self._function(**dict(zip(names, values, strict=False)), **arrays)
        return found

    @cached_property
    def _function(self) -> Any:
        return loaded(self.source)

    def __getstate__(self) -> dict[str, str]:
        return {"source": self.source}

    def __setstate__(self, state: dict[str, str]) -> None:
        object.__setattr__(self, "source", state["source"])
        self.__post_init__()


def _told(source: str) -> str:
    """What a file says of itself: the mathematics at its head, and the arrays of its function."""
    tree = ast.parse(source)
    said = [ast.get_docstring(each) for each in (tree, *tree.body) if each is tree or isinstance(each, ast.FunctionDef)]
    return "\n\n".join(filter(None, [said[0], said[-1]]))
