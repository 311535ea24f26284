"""Stand-ins for what course files import and a lone file lacks: written anew, by name and behaviour only."""

import sys
import types
from collections.abc import Callable
from typing import Any

import numpy as np


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


def normalizeRows(x: Any) -> Any:
    """Every row divided by its length."""
    return x / (np.sqrt(np.sum(np.square(x), axis=1, keepdims=True)) + 1e-30)


def softmax(x: Any) -> Any:
    """Of a vector, or of each row of a matrix; without overflow."""
    shifted = np.exp(x - np.max(x, axis=-1, keepdims=True))
    return shifted / np.sum(shifted, axis=-1, keepdims=True)


def sigmoid(x: Any) -> Any:
    return 1 / (1 + np.exp(-x))


def sigmoid_grad(s: Any) -> Any:
    return s * (1 - s)


def gradcheck_naive(f: Callable[..., Any], x: Any, *_: Any) -> bool:
    """The harness checks gradients itself: the course's own check is a no-op here."""
    return True


class StanfordSentiment:
    """The name of the course's data set; a lone file needs no more of it than that."""

    def sampleTokenIdx(self) -> int:
        return 0

    def getRandomContext(self, C: int = 5) -> tuple[str, list[str]]:
        return "a", ["b"] * (2 * C)


def no_op(*_: Any, **__: Any) -> None:
    return None


# Names that the course's own packages export, in all its years; the module is made when it cannot be imported.
STANDINS: dict[str, dict[str, Any]] = {
    "utils": {},
    "utils.gradcheck": {
        "gradcheck_naive": gradcheck_naive,
        "grad_tests_softmax": no_op,
        "grad_tests_negsamp": no_op,
        "eval_numerical_gradient_array": no_op,
    },
    "utils.utils": {"normalizeRows": normalizeRows, "softmax": softmax},
    "utils.treebank": {"StanfordSentiment": StanfordSentiment},
    "q1_softmax": {"softmax": softmax},
    "q2_gradcheck": {"gradcheck_naive": gradcheck_naive},
    "q2_sigmoid": {"sigmoid": sigmoid, "sigmoid_grad": sigmoid_grad},
}


def standin(name: str) -> types.ModuleType:
    """A module for `name`: the course's names where it is one of its modules, absent things for all others."""
    module = types.ModuleType(name, "a stand-in of the test harness")
    module.__path__ = []
    module.__dict__.update(STANDINS.get(name, {}))
    if name == "utils":
        module.__dict__.update(STANDINS["utils.utils"])

    def absent(attribute: str) -> Any:
        if attribute.startswith("__") and attribute.endswith("__"):
            raise AttributeError(attribute)
        return sys.modules.get(f"{name}.{attribute}") or Absent(f"{name}.{attribute}")

    module.__dict__["__getattr__"] = absent
    return module
