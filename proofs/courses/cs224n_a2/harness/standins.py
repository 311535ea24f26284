"""What the course's files import and a lone file lacks: written anew, by name and behaviour only."""

from collections.abc import Callable
from typing import Any

import numpy as np


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


UTILS = {"normalizeRows": normalizeRows, "softmax": softmax}
STANDINS: dict[str, dict[str, Any]] = {
    "utils": UTILS,
    "utils.gradcheck": {
        "gradcheck_naive": gradcheck_naive,
        "grad_tests_softmax": no_op,
        "grad_tests_negsamp": no_op,
        "eval_numerical_gradient_array": no_op,
    },
    "utils.utils": UTILS,
    "utils.treebank": {"StanfordSentiment": StanfordSentiment},
    "q1_softmax": {"softmax": softmax},
    "q2_gradcheck": {"gradcheck_naive": gradcheck_naive},
    "q2_sigmoid": {"sigmoid": sigmoid, "sigmoid_grad": sigmoid_grad},
}
"""Names that the course's own packages export, in all its years; a module is made when it cannot be imported."""
