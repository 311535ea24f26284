"""How well cosines of word vectors follow people's judgements of similarity: Spearman's rank correlation.

The judgements are read from files of a package that carries them (gensim's test data has WordSim-353 and SimLex-999);
none ships here.
"""

import importlib.util
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from numeric.vectors import unit_rows

JUDGEMENTS = {"WordSim-353": "wordsim353.tsv", "SimLex-999": "simlex999.txt"}
"""Finkelstein et al. 2002; Hill et al. 2015: name, and file in gensim's test data."""

FEWEST = 3
"""Pairs below which a rank correlation says nothing."""

Judgement = tuple[str, str, float]


class JudgementsError(ValueError):
    """A file of judgements that is not one; one sentence, with the file and the line."""


@dataclass(frozen=True)
class Similarity:
    """Spearman's ρ over the `used` pairs of `total` both of whose words have a vector; None below FEWEST, or if all tie."""

    rho: float | None
    used: int
    total: int


def installed_judgements() -> dict[str, Path]:
    """The files of JUDGEMENTS that are installed, by name; found without importing gensim."""
    spec = importlib.util.find_spec("gensim")
    folders = [Path(place) / "test" / "test_data" for place in (spec and spec.submodule_search_locations) or ()]
    files = {name: folder / file for folder in folders for name, file in JUDGEMENTS.items()}
    return {name: file for name, file in files.items() if file.is_file()}


def read_judgements(path: str | os.PathLike[str]) -> list[Judgement]:
    """Lines of two words and a number, separated by tabs; lines that begin with # are remarks. Words in lower case.

    Raises: JudgementsError for another line; OSError, UnicodeDecodeError as they come.
    """
    judgements = []
    with open(path, encoding="utf-8") as file:
        for number, line in enumerate(file, start=1):
            if line.startswith("#") or not line.strip():
                continue
            try:
                first, second, score = line.lower().split("\t")[:3]
                judgements.append((first.strip(), second.strip(), float(score)))
            except ValueError as error:
                raise JudgementsError(f"{path}: line {number}: not two words and a number, tab-separated") from error
    return judgements


def similarity(words: Sequence[str], vectors: NDArray[Any], judgements: Sequence[Judgement]) -> Similarity:
    """Spearman's ρ between judgements and cosines of vectors (V, d), row i for words[i].

    >>> vectors = np.array([[1, 0], [1, 0.1], [1, 1], [0, 1.0]])
    >>> similarity("abcd", vectors, [("a", "b", 9), ("a", "c", 5), ("a", "d", 1), ("a", "x", 3)])
    Similarity(rho=1.0, used=3, total=4)
    """
    from scipy.stats import spearmanr  # takes most of a second to import

    index = {word: i for i, word in enumerate(words)}
    known = [(index[a], index[b], score) for a, b, score in judgements if a in index and b in index]
    if len(known) < FEWEST:
        return Similarity(None, len(known), len(judgements))
    first, second, scores = zip(*known, strict=True)
    unit = unit_rows(vectors)
    cosines = np.vecdot(unit[list(first)], unit[list(second)])
    if np.ptp(scores) == 0 or np.ptp(cosines) == 0:  # ties only: there is no order to compare
        return Similarity(None, len(known), len(judgements))
    return Similarity(round(float(spearmanr(scores, cosines).statistic), 12), len(known), len(judgements))
