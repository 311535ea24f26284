"""Drawing words from given weights in constant time each: the alias method.

n weights become n columns of equal height; each column holds its own word up to a share and one other word, its alias,
above it. One uniform number picks the column by its whole part and the side by its fraction.

Source: A. J. Walker 1977; M. D. Vose 1991, "A linear algorithm for generating random numbers with a given
distribution".
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

NOISE_POWER = 0.75
"""Negatives are drawn from the unigram counts to this power (Mikolov et al. 2013, section 2.2)."""

RESOLUTION = 2**52
"""The integer total of the weights in `draw_other`, where bounds must be exact."""

BLOCK = 1 << 14
"""Words drawn at a time, so that what is computed for them stays in the cache."""


class AliasTable:
    """A distribution over 0..n−1, proportional to `weights` (n positive numbers).

    Raises: ValueError for no weights, or one that is not positive and finite.

    >>> table = AliasTable([1, 4])
    >>> draws = table.draw(np.random.default_rng(0), 10_000)
    >>> draws.dtype, round(float(draws.mean()), 1)
    (dtype('int32'), 0.8)
    """

    def __init__(self, weights: Sequence[float] | NDArray[np.floating] | NDArray[np.integer]) -> None:
        w = np.asarray(weights, dtype=np.float64)
        if w.ndim != 1 or not w.size or not (np.isfinite(w) & (w > 0)).all():
            raise ValueError("an alias table needs a list of positive, finite weights")
        self.share, self.alias = _columns(w * (w.size / w.sum()))
        self._sides = np.column_stack((self.alias, np.arange(w.size, dtype=np.int32))).ravel()
        self._integer_weights = np.maximum(1, np.rint(w / w.sum() * RESOLUTION)).astype(np.int64)
        self._cumulative = np.cumsum(self._integer_weights)

    def __len__(self) -> int:
        return len(self.share)

    def draw(self, rng: np.random.Generator, size: int | tuple[int, ...]) -> NDArray[np.int32]:
        """Independent draws, an array of shape `size`."""
        words = np.empty(size, np.int32)
        line = words.reshape(-1)
        for start in range(0, line.size, BLOCK):
            self._draw_into(rng, line[start : start + BLOCK])
        return words

    def _draw_into(self, rng: np.random.Generator, words: NDArray[np.int32]) -> None:
        point = rng.random(len(words))
        point *= len(self.share)
        column = point.astype(np.intp)
        point -= column
        own = point < self.share.take(column, mode="clip")
        # A table of both sides of each column, read at 2·column + side, is faster than a choice between two tables.
        column *= 2
        column += own
        self._sides.take(column, out=words, mode="clip")

    def draw_other(self, rng: np.random.Generator, excluded: ArrayLike) -> NDArray[np.int32]:
        """One draw for each element of `excluded` (any shape), given that it is not that element.

        It is the distribution of drawing again and again until the word is another, in one pass: a point is drawn on
        the line of cumulative weights with the excluded word's stretch cut out.
        Raises: ValueError if there is only one word.
        """
        if len(self) < 2:
            raise ValueError("with one word only there is no other word to draw")
        word = np.asarray(excluded)
        point = rng.integers(0, self._cumulative[-1] - self._integer_weights[word])
        start = self._cumulative[word] - self._integer_weights[word]
        point = point + np.where(point >= start, self._integer_weights[word], 0)
        return np.searchsorted(self._cumulative, point, side="right").astype(np.int32)

    def draw_negatives(self, rng: np.random.Generator, outside: NDArray[np.int32], K: int) -> NDArray[np.int32]:
        """(len(outside), K) draws, those in row i from the words other than outside[i]; repeats may occur."""
        negatives = self.draw(rng, (len(outside), K))
        row, column = np.nonzero(negatives == outside[:, None])
        if len(row):
            negatives[row, column] = self.draw_other(rng, outside[row])
        return negatives


def _columns(height: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.int32]]:
    """Share and alias of each column, from heights whose mean is 1."""
    share, alias = height.copy(), np.arange(len(height), dtype=np.int32)
    low = list(np.flatnonzero(height < 1))
    high = list(np.flatnonzero(height >= 1))
    while low and high:
        short, tall = low.pop(), high[-1]
        alias[short] = tall
        share[tall] -= 1 - share[short]
        if share[tall] < 1:
            low.append(high.pop())
    share[low + high] = 1  # what is left is 1 but for rounding
    return share, alias


def noise_table(counts: ArrayLike) -> AliasTable:
    """The table that negatives are drawn from: counts (V,) to the power NOISE_POWER."""
    return AliasTable(np.asarray(counts, dtype=np.float64) ** NOISE_POWER)
