"""Modules under test, made from one right source by small textual edits."""

from pathlib import Path

RIGHT = '''
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
'''


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
