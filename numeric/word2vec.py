"""Word2vec's losses and gradients with the names, signatures and row layout of CS224n's assignment 2.

Layout: words are rows. `outsideVectors` is (V, d), a word vector is (d,), a gradient has the shape of its variable.
Every function is stable at any finite score, changes none of its inputs and returns nothing that shares memory with
them. Integer inputs are computed in float64; float32 stays float32.

Source: CS224n assignment 2 (signatures); Mikolov et al. 2013, "Distributed Representations of Words and Phrases".
"""

import operator
import random
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol

import numpy as np
from numpy.typing import ArrayLike, NDArray

from numeric.sgd import sgd

__all__ = [
    "getNegativeSamples",
    "leaky_relu",
    "leaky_relu_grad",
    "naiveSoftmaxLossAndGradient",
    "negSamplingLossAndGradient",
    "sgd",
    "sigmoid",
    "sigmoid_grad",
    "skipgram",
    "softmax",
    "word2vec_sgd_wrapper",
]

MAX_REDRAWS = 100_000
"""Draws of the outside word in a row after which it is taken for the only word there is."""

BATCH_SIZE = 50
"""Windows in one stochastic gradient of `word2vec_sgd_wrapper` (the course's value)."""

Array = NDArray[Any]
LossAndGradient = Callable[..., tuple[Any, Array, Array]]


class Dataset(Protocol):
    """What the course's dataset offers to these functions."""

    def sampleTokenIdx(self) -> int: ...

    def getRandomContext(self, C: int) -> tuple[str, list[str]]: ...


def _floats(x: ArrayLike) -> Array:
    """x as an array of floats, of its own precision if it has one."""
    array = np.asarray(x)
    return array if np.issubdtype(array.dtype, np.floating) else array.astype(np.float64)


def sigmoid(x: ArrayLike) -> Any:
    """σ(x) = 1 / (1 + e^−x), elementwise: an array of x's shape, or a number.

    >>> sigmoid(np.array([-1e4, 0, 1e4])).tolist()
    [0.0, 0.5, 1.0]
    """
    x = _floats(x)
    e = np.exp(-np.abs(x))  # in (0, 1]: never overflows
    return (np.where(x >= 0, 1, e) / (1 + e)).astype(x.dtype)[()]


def sigmoid_grad(s: ArrayLike) -> Any:
    """σ'(x) given s = σ(x): s (1 − s), elementwise.

    >>> float(sigmoid_grad(sigmoid(0)))
    0.25
    """
    s = _floats(s)
    return (s * (1 - s))[()]


def leaky_relu(x: ArrayLike, alpha: float = 0.01) -> Any:
    """x where x > 0, else alpha · x, elementwise.

    >>> leaky_relu(np.array([-2.0, 3.0])).tolist()
    [-0.02, 3.0]
    """
    x = _floats(x)
    return np.where(x > 0, x, x * x.dtype.type(alpha))[()]


def leaky_relu_grad(x: ArrayLike, alpha: float = 0.01) -> Any:
    """1 where x > 0, else alpha, elementwise. At the kink x = 0 every value between is a subgradient; this is alpha.

    >>> leaky_relu_grad(np.array([-2.0, 3.0])).tolist()
    [0.01, 1.0]
    """
    x = _floats(x)
    return np.where(x > 0, x.dtype.type(1), x.dtype.type(alpha))[()]


def softmax(x: ArrayLike) -> Array:
    """e^x / Σ e^x along the last axis.

    >>> softmax([1000.0, 1000.0]).tolist()
    [0.5, 0.5]
    """
    x = _floats(x)
    e = np.exp(x - x.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def _row(index: Any, rows: int, what: str) -> int:
    """`index` as an int, if it names a row: a negative one would silently count from the end."""
    i = operator.index(index)
    if not 0 <= i < rows:
        raise IndexError(f"{what} is {i}, but the vectors have rows 0 to {rows - 1}")
    return i


def _vectors(centerWordVec: ArrayLike, outsideVectors: ArrayLike) -> tuple[Array, Array]:
    v, U = _floats(centerWordVec), _floats(outsideVectors)
    if v.ndim != 1 or U.ndim != 2 or U.shape[1] != v.size:
        raise ValueError(f"centerWordVec {v.shape} and outsideVectors {U.shape} must be of shapes (d,) and (V, d)")
    dtype = np.result_type(v, U)
    return v.astype(dtype, copy=False), U.astype(dtype, copy=False)


def naiveSoftmaxLossAndGradient(
    centerWordVec: ArrayLike, outsideWordIdx: int, outsideVectors: ArrayLike, dataset: Any
) -> tuple[Any, Array, Array]:
    """J = −log ŷ_o with ŷ = softmax(U v_c), and its gradients.

    centerWordVec (d,), outsideVectors (V, d); `dataset` is not used, so that both losses are called alike.
    Returns (J, ∂J/∂v_c (d,), ∂J/∂U (V, d)).
    Raises: IndexError for an index outside 0..V−1, ValueError for shapes that do not fit.

    >>> J, gradCenter, gradOutside = naiveSoftmaxLossAndGradient(np.zeros(2), 1, np.ones((4, 2)), None)
    >>> round(float(J), 6), gradCenter.tolist(), gradOutside.shape
    (1.386294, [0.0, 0.0], (4, 2))
    """
    v, U = _vectors(centerWordVec, outsideVectors)
    o = _row(outsideWordIdx, len(U), "outsideWordIdx")
    scores = U @ v
    top = scores.max()
    e = np.exp(scores - top)
    e_o, e[o] = e[o], 0
    others = e.sum()  # without o: 1 − ŷ_o keeps its digits when ŷ_o is near 1
    J = np.log1p(others) if scores[o] == top else top - scores[o] + np.log(e_o + others)
    delta = e / (e_o + others)
    delta[o] = -others / (e_o + others)
    return J, delta @ U, np.outer(delta, v)


def getNegativeSamples(outsideWordIdx: int, dataset: Dataset, K: int) -> list[int]:
    """K word indices drawn from the dataset, none of them outsideWordIdx; repeats may occur.

    Raises: ValueError if the dataset draws nothing but outsideWordIdx, MAX_REDRAWS times in a row.
    """
    samples: list[int] = []
    for _ in range(K):
        drawn = (dataset.sampleTokenIdx() for _ in range(MAX_REDRAWS))
        sample = next((w for w in drawn if w != outsideWordIdx), None)
        if sample is None:
            raise ValueError(f"{MAX_REDRAWS} draws in a row gave word {outsideWordIdx}: is it the only word?")
        samples.append(sample)
    return samples


def negSamplingLossAndGradient(
    centerWordVec: ArrayLike, outsideWordIdx: int, outsideVectors: ArrayLike, dataset: Dataset, K: int = 10
) -> tuple[Any, Array, Array]:
    """J = −log σ(u_o·v_c) − Σ_s log σ(−u_{w_s}·v_c) over K negatives drawn once, and its gradients.

    A word drawn several times counts several times. Shapes, returns and errors as `naiveSoftmaxLossAndGradient`.

    >>> class Ones:
    ...     def sampleTokenIdx(self): return 1
    >>> J, gradCenter, gradOutside = negSamplingLossAndGradient(np.array([2.0]), 0, np.zeros((3, 1)), Ones(), K=3)
    >>> round(float(J), 6), gradCenter.tolist(), gradOutside.ravel().tolist()
    (2.772589, [0.0], [-1.0, 3.0, 0.0])
    """
    v, U = _vectors(centerWordVec, outsideVectors)
    o = _row(outsideWordIdx, len(U), "outsideWordIdx")
    samples = [_row(w, len(U), "a negative sample") for w in getNegativeSamples(o, dataset, K)]
    words = np.array([o, *samples])
    sign = np.ones(len(words), dtype=U.dtype)
    sign[0] = -1  # each term of J is log(1 + e^(sign · score)), whose derivative is sign · σ(sign · score)
    signed = sign * (U[words] @ v)
    J = np.logaddexp(0, signed).sum(dtype=U.dtype)
    delta = sign * sigmoid(signed)
    gradOutsideVecs = np.zeros_like(U)
    np.add.at(gradOutsideVecs, words, np.outer(delta, v))  # counts repeats, as += on an indexed array does not
    return J, delta @ U[words], gradOutsideVecs


def skipgram(
    currentCenterWord: str,
    windowSize: int,
    outsideWords: Sequence[str],
    word2Ind: Mapping[str, int],
    centerWordVectors: ArrayLike,
    outsideVectors: ArrayLike,
    dataset: Any,
    word2vecLossAndGradient: LossAndGradient = naiveSoftmaxLossAndGradient,
) -> tuple[Any, Array, Array]:
    """The loss of one window, Σ over its outside words, and its gradients with respect to all vectors.

    centerWordVectors and outsideVectors (V, d); `windowSize` is not used: `outsideWords` are the window.
    Returns (J, ∂J/∂V (V, d), ∂J/∂U (V, d)); an empty window gives zeros.

    >>> words = {"a": 0, "b": 1}
    >>> J, gradV, gradU = skipgram("a", 1, ["b", "b"], words, np.ones((2, 1)), np.ones((2, 1)), None)
    >>> round(float(J), 6), gradU.ravel().tolist()
    (1.386294, [1.0, -1.0])
    """
    V, U = _floats(centerWordVectors), _floats(outsideVectors)
    c = word2Ind[currentCenterWord]
    loss: Any = 0.0
    gradCenterVecs, gradOutsideVectors = np.zeros_like(V), np.zeros_like(U)
    for word in outsideWords:
        J, gradCenter, gradOutside = word2vecLossAndGradient(V[c].copy(), word2Ind[word], U, dataset)
        loss += J
        gradCenterVecs[c] += gradCenter
        gradOutsideVectors += gradOutside
    return loss, gradCenterVecs, gradOutsideVectors


def word2vec_sgd_wrapper(
    word2vecModel: Callable[..., tuple[Any, Array, Array]],
    word2Ind: Mapping[str, int],
    wordVectors: Array,
    dataset: Dataset,
    windowSize: int,
    word2vecLossAndGradient: LossAndGradient = naiveSoftmaxLossAndGradient,
) -> tuple[float, Array]:
    """The mean loss and gradient over BATCH_SIZE random windows, for `sgd`.

    wordVectors (2V, d): the center vectors above the outside vectors. Returns (loss, gradient (2V, d)). Draws each
    window's half-width from 1..windowSize with Python's `random`, as the course does.
    """
    half = len(wordVectors) // 2
    loss, grad = 0.0, np.zeros_like(_floats(wordVectors))
    for _ in range(BATCH_SIZE):
        width = random.randint(1, windowSize)
        center, context = dataset.getRandomContext(width)
        J, gradCenter, gradOutside = word2vecModel(
            center, width, context, word2Ind, wordVectors[:half], wordVectors[half:], dataset, word2vecLossAndGradient
        )
        loss += float(J) / BATCH_SIZE
        grad[:half] += gradCenter / BATCH_SIZE
        grad[half:] += gradOutside / BATCH_SIZE
    return loss, grad
