"""A compiled loss of one's own: callable, with a source that needs NumPy only, and pickled by that source."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from derive.tensors.loading import loaded


@dataclass(frozen=True)
class Written:
    """`loss, gradients = f(name=array, …)`; `source` is the file that `gradproof compile` writes.

    >>> import pickle
    >>> f = Written("def loss_and_gradient(*, x):\\n    return x * x, {'x': 2 * x}\\n")
    >>> f(x=3.0), pickle.loads(pickle.dumps(f))(x=3.0)
    ((9.0, {'x': 6.0}), (9.0, {'x': 6.0}))
    """

    source: str = field(repr=False)

    def __call__(self, **arrays: Any) -> tuple[Any, dict[str, Any]]:
        """The loss and its gradients by name, at arrays by name."""
        found: tuple[Any, dict[str, Any]] = self._function(**arrays)
        return found

    @cached_property
    def _function(self) -> Any:
        return loaded(self.source)

    def __getstate__(self) -> dict[str, str]:
        return {"source": self.source}

    def __setstate__(self, state: dict[str, str]) -> None:
        object.__setattr__(self, "source", state["source"])
