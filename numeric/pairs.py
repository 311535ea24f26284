"""From a stretch of text to training pairs: subsampling, dynamic windows, negatives; all vectorised."""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from numeric.alias import AliasTable

BOUNDARY = -1
"""Stands between two sentences: no window crosses it."""

UNKNOWN = -2
"""Stands for a word outside the vocabulary: it is left out before windows are laid."""

Indices = NDArray[np.int32]


def keep_probability(counts: ArrayLike, threshold: float) -> NDArray[np.float32]:
    """The chance that an occurrence of each word is kept: min(1, √(t/f) + t/f) with f its relative frequency.

    counts (V,); `threshold` t, 0 to keep all. Source: Mikolov et al. 2013, section 2.3, in the form of the word2vec
    program (which differs from the paper's).

    >>> [round(float(p), 3) for p in keep_probability([90, 10], 0.1)]
    [0.444, 1.0]
    """
    count = np.asarray(counts, dtype=np.float64)
    if not threshold:
        return np.ones(count.shape, dtype=np.float32)
    ratio = threshold * count.sum() / count
    return np.minimum(1, np.sqrt(ratio) + ratio).astype(np.float32)


def skipgram_pairs(
    ids: Indices, keep: NDArray[np.float32], window: int, rng: np.random.Generator
) -> tuple[Indices, Indices]:
    """All (center, outside) pairs of a stretch of text, in random order.

    ids (n,) holds word indices, BOUNDARY and UNKNOWN; keep (V,) the chances of `keep_probability`. Each center reaches
    1..window words to both sides, a number drawn evenly, within its sentence, over the words that were kept.
    In random order, so that a minibatch does not hold one center several times, computed from the same old vectors.

    >>> rng = np.random.default_rng(0)
    >>> centers, outsides = skipgram_pairs(np.array([0, 1, -1, 2, 3]), np.ones(4, dtype=np.float32), 1, rng)
    >>> sorted(zip(centers.tolist(), outsides.tolist()))
    [(0, 1), (1, 0), (2, 3), (3, 2)]
    """
    kept = ids >= 0
    kept[kept] = rng.random(np.count_nonzero(kept), dtype=np.float32) < keep[ids[kept]]
    sentence = np.cumsum(ids == BOUNDARY, dtype=np.int32)[kept]
    word = ids[kept]
    reach = rng.integers(1, window + 1, len(word), dtype=np.int16)
    pairs: list[tuple[Indices, Indices]] = []
    for distance in range(1, min(window, len(word) - 1) + 1):
        left, right = slice(None, -distance), slice(distance, None)
        same = sentence[left] == sentence[right]
        for center, outside in ((left, right), (right, left)):
            at = np.flatnonzero(same & (reach[center] >= distance))
            pairs.append((word[center][at], word[outside][at]))
    if not pairs:
        return np.empty(0, np.int32), np.empty(0, np.int32)
    centers, outsides = (np.concatenate(side) for side in zip(*pairs, strict=True))
    order = rng.permutation(len(centers))
    return centers[order], outsides[order]


def with_negatives(outsides: Indices, noise: AliasTable, K: int, rng: np.random.Generator) -> NDArray[Any]:
    """(n, 1 + K): each outside word (n,), then its K negatives, none of them that word."""
    words = np.empty((len(outsides), 1 + K), dtype=np.int32)
    words[:, 0] = outsides
    words[:, 1:] = noise.draw_negatives(rng, outsides, K)
    return words
