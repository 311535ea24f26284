"""Modules under test, made from one right source by small textual edits."""

from pathlib import Path

RIGHT = """
import numpy as np


def sigmoid(x):
    e = np.exp(-np.abs(x))
    return np.where(np.asarray(x) >= 0, 1.0, e) / (1.0 + e)


def sigmoid_grad(s):
    return s - s * s


def leaky_relu(x, alpha=0.01):
    return x * np.where(np.asarray(x) > 0, 1.0, alpha)


def leaky_relu_grad(x, alpha=0.01):
    return np.where(np.asarray(x) > 0, 1.0, alpha)


def naiveSoftmaxLossAndGradient(centerWordVec, outsideWordIdx, outsideVectors, dataset):
    scores = outsideVectors @ centerWordVec
    top = scores.max()
    weights = np.exp(scores - top)
    total = weights.sum()
    loss = np.log(total) + top - scores[outsideWordIdx]
    delta = weights / total
    delta[outsideWordIdx] -= 1.0
    gradCenterVec = delta @ outsideVectors
    gradOutsideVecs = delta[:, None] * centerWordVec[None, :]
    return loss, gradCenterVec, gradOutsideVecs


def getNegativeSamples(outsideWordIdx, dataset, K):
    samples = []
    while len(samples) < K:
        word = dataset.sampleTokenIdx()
        if word != outsideWordIdx:
            samples.append(word)
    return samples


def negSamplingLossAndGradient(centerWordVec, outsideWordIdx, outsideVectors, dataset, K=10):
    words = [outsideWordIdx] + getNegativeSamples(outsideWordIdx, dataset, K)
    signs = np.ones(K + 1)
    signs[0] = -1.0
    rows = outsideVectors[words]
    scores = signs * (rows @ centerWordVec)
    loss = np.logaddexp(0.0, scores).sum()
    slopes = signs * sigmoid(scores)
    gradCenterVec = slopes @ rows
    gradOutsideVecs = np.zeros(outsideVectors.shape)
    np.add.at(gradOutsideVecs, words, slopes[:, None] * centerWordVec[None, :])
    return loss, gradCenterVec, gradOutsideVecs


def skipgram(currentCenterWord, windowSize, outsideWords, word2Ind, centerWordVectors, outsideVectors, dataset,
             word2vecLossAndGradient=naiveSoftmaxLossAndGradient):
    loss = 0.0
    gradCenterVecs = np.zeros(centerWordVectors.shape)
    gradOutsideVectors = np.zeros(outsideVectors.shape)
    center = word2Ind[currentCenterWord]
    for word in outsideWords:
        one, ofCenter, ofOutside = word2vecLossAndGradient(
            centerWordVectors[center], word2Ind[word], outsideVectors, dataset)
        loss += one
        gradCenterVecs[center] += ofCenter
        gradOutsideVectors += ofOutside
    return loss, gradCenterVecs, gradOutsideVectors


def sgd(f, x0, step, iterations, postprocessing=None, useSaved=False, PRINT_EVERY=10):
    x = x0
    for it in range(1, iterations + 1):
        loss, grad = f(x)
        x = x - step * grad
        if postprocessing is not None:
            x = postprocessing(x)
        if it % 20000 == 0:
            step /= 2
    return x
"""


def edited(*edits: tuple[str, str]) -> str:
    """The right source with each (old, new) applied; an edit that finds nothing to change is a mistake in the test."""
    source = RIGHT
    for old, new in edits:
        assert source.count(old) >= 1, f"nothing to edit: {old!r}"
        source = source.replace(old, new, 1)
    return source


def written(folder: Path, source: str, name: str = "mine.py") -> Path:
    path = folder / name
    path.write_text(source, encoding="utf-8")
    return path


def of_function(function: str, old: str, new: str) -> str:
    """The right source with an edit inside one function only."""
    start = RIGHT.index(f"def {function}(")
    assert old in RIGHT[start:], f"nothing to edit in {function}: {old!r}"
    place = RIGHT.index(old, start)
    return RIGHT[:place] + new + RIGHT[place + len(old) :]


# Right programs in other styles: each redefines some functions of the right source.
STYLES = {
    "loops": """
import math


def sigmoid(x):
    if np.ndim(x):
        return np.array([sigmoid(y) for y in x])
    x = float(x)
    return 1 / (1 + math.exp(-x)) if x > 0 else math.exp(x) / (1 + math.exp(x))


def naiveSoftmaxLossAndGradient(centerWordVec, outsideWordIdx, outsideVectors, dataset):
    V, d = outsideVectors.shape
    scores = []
    for w in range(V):
        total = 0.0
        for i in range(d):
            total += float(outsideVectors[w, i]) * float(centerWordVec[i])
        scores.append(total)
    top = max(scores)
    Z = sum(math.exp(s - top) for s in scores)
    dv, dU = np.zeros(d), np.zeros((V, d))
    for w in range(V):
        g = math.exp(scores[w] - top) / Z - (w == outsideWordIdx)
        for i in range(d):
            dv[i] += g * outsideVectors[w, i]
            dU[w, i] = g * centerWordVec[i]
    return math.log(Z) - (scores[outsideWordIdx] - top), dv, dU
""",
    "einsum": """
def naiveSoftmaxLossAndGradient(centerWordVec, outsideWordIdx, outsideVectors, dataset):
    s = np.einsum("wi,i->w", outsideVectors, centerWordVec)
    p = np.exp(s - s.max())
    p = p / np.einsum("w->", p)
    g = p - (np.arange(len(p)) == outsideWordIdx)
    return -np.log(p[outsideWordIdx]), np.einsum("w,wi->i", g, outsideVectors), np.einsum("w,i->wi", g, centerWordVec)


def negSamplingLossAndGradient(centerWordVec, outsideWordIdx, outsideVectors, dataset, K=10):
    words = np.array([outsideWordIdx] + getNegativeSamples(outsideWordIdx, dataset, K))
    y = np.r_[1.0, np.zeros(K)]
    s = np.einsum("ki,i->k", outsideVectors[words], centerWordVec)
    p = 1 / (1 + np.exp(-s))
    hot = np.equal.outer(words, np.arange(len(outsideVectors))).astype(float)
    loss = -np.log(p[0]) - np.sum(np.log(1 / (1 + np.exp(s[1:]))))
    return loss, np.einsum("k,ki->i", p - y, outsideVectors[words]), np.einsum("k,kw,i->wi", p - y, hot, centerWordVec)
""",
    "bincount": """
def negSamplingLossAndGradient(centerWordVec, outsideWordIdx, outsideVectors, dataset, K=10):
    words = np.array([outsideWordIdx] + getNegativeSamples(outsideWordIdx, dataset, K))
    s = outsideVectors[words].dot(centerWordVec)
    g = sigmoid(s)
    g[0] -= 1
    loss = np.log1p(np.exp(-np.abs(s))).sum() + np.maximum(-s[0], 0) + np.maximum(s[1:], 0).sum()
    counts = np.bincount(words, weights=g, minlength=len(outsideVectors))
    return loss, outsideVectors.T.dot(np.bincount(words, weights=g, minlength=len(outsideVectors))), np.outer(counts, centerWordVec)
""",
    "columns": """
def naiveSoftmaxLossAndGradient(centerWordVec, outsideWordIdx, outsideVectors, dataset):
    U, v = outsideVectors.T, centerWordVec.reshape(-1, 1)
    z = np.exp(U.T @ v - np.max(U.T @ v))
    yhat = z / z.sum()
    y = np.zeros_like(yhat)
    y[outsideWordIdx] = 1
    return -np.log(yhat[outsideWordIdx, 0]), (U @ (yhat - y))[:, 0], (v @ (yhat - y).T).T


def negSamplingLossAndGradient(centerWordVec, outsideWordIdx, outsideVectors, dataset, K=10):
    words = [outsideWordIdx] + getNegativeSamples(outsideWordIdx, dataset, K)
    U = outsideVectors[words].T.copy()
    U[:, 1:] = -U[:, 1:]
    p = sigmoid(U.T @ centerWordVec)
    G = -np.outer(centerWordVec, 1 - p)
    G[:, 1:] = -G[:, 1:]
    dU = np.zeros(outsideVectors.T.shape)
    for k, w in enumerate(words):
        dU[:, w] += G[:, k]
    return -np.sum(np.log(p)), -U @ (1 - p), dU.T
""",
    "scipy": """
from scipy.special import expit, log_expit, log_softmax, softmax as soft


def sigmoid(x):
    return expit(x)


def naiveSoftmaxLossAndGradient(centerWordVec, outsideWordIdx, outsideVectors, dataset):
    s = outsideVectors @ centerWordVec
    g = soft(s)
    dv = g @ outsideVectors - outsideVectors[outsideWordIdx]
    g[outsideWordIdx] -= 1
    return -log_softmax(s)[outsideWordIdx], dv, np.multiply.outer(g, centerWordVec)


def negSamplingLossAndGradient(centerWordVec, outsideWordIdx, outsideVectors, dataset, K=10):
    words = [outsideWordIdx] + getNegativeSamples(outsideWordIdx, dataset, K)
    s = outsideVectors[words] @ centerWordVec
    s[1:] *= -1
    g = -expit(-s)
    g[1:] *= -1
    dU = np.zeros(outsideVectors.shape)
    np.add.at(dU, words, np.multiply.outer(g, centerWordVec))
    return -log_expit(s).sum(), outsideVectors[words].T @ g, dU
""",
    "tanh": """
def sigmoid(x):
    return 0.5 * (1.0 + np.tanh(0.5 * np.asarray(x)))
""",
    "float32": """
_naive, _neg = naiveSoftmaxLossAndGradient, negSamplingLossAndGradient


def naiveSoftmaxLossAndGradient(centerWordVec, outsideWordIdx, outsideVectors, dataset):
    return _naive(centerWordVec.astype(np.float32), outsideWordIdx, outsideVectors.astype(np.float32), dataset)


def negSamplingLossAndGradient(centerWordVec, outsideWordIdx, outsideVectors, dataset, K=10):
    return _neg(centerWordVec.astype(np.float32), outsideWordIdx, outsideVectors.astype(np.float32), dataset, K)
""",
}
