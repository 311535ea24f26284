"""Word vectors in a file, in the text format of the word2vec program, and the words nearest to a word.

The format: a line `V d`, then a line a word: the word and its d numbers, separated by spaces, in UTF-8.
"""

import os
from collections.abc import Sequence
from typing import IO, Any

import numpy as np
from numpy.typing import NDArray

from numeric.checkpoint import write_atomically

Floats = NDArray[np.floating[Any]]


class VectorsError(ValueError):
    """A file that is not in the format; one sentence, with the file and the line."""


def save_vectors(path: str | os.PathLike[str], words: Sequence[str], vectors: Floats) -> None:
    """Write vectors (V, d), row i for words[i], whole or not at all; float32 comes back exactly.

    Raises: OSError when it cannot be written, ValueError when words and rows are not as many.
    """
    if len(words) != len(vectors):
        raise ValueError(f"{len(words)} words, but {len(vectors)} vectors")

    def write(file: IO[bytes]) -> None:
        file.write(f"{len(words)} {vectors.shape[1]}\n".encode())
        for word, vector in zip(words, vectors, strict=True):
            file.write(f"{word} {' '.join(map(str, vector))}\n".encode())

    write_atomically(path, write)


def load_vectors(path: str | os.PathLike[str]) -> tuple[list[str], NDArray[np.float32]]:
    """The words and vectors (V, d) of a file.

    Raises: VectorsError for a file in another format, OSError for one that cannot be read.

    >>> import tempfile, pathlib
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     save_vectors(pathlib.Path(folder) / "v", ["a", "b"], np.array([[1.5, 0], [0, -2]], dtype=np.float32))
    ...     words, vectors = load_vectors(pathlib.Path(folder) / "v")
    >>> words, vectors.tolist()
    (['a', 'b'], [[1.5, 0.0], [0.0, -2.0]])
    """
    with open(path, encoding="utf-8", newline="\n") as file:
        try:
            V, d = map(int, file.readline().split())
            words, vectors, line = [], np.empty((V, d), dtype=np.float32), 1
            for line, text in enumerate(file, start=2):
                word, *numbers = text.split()
                vectors[line - 2] = np.array(numbers, dtype=np.float32).reshape(d)
                words.append(word)
        except (ValueError, IndexError) as error:
            place = locals().get("line", 1)
            raise VectorsError(f"{path}: line {place}: not the text format of word2vec ({error})") from error
    if len(words) != V:
        raise VectorsError(f"{path}: line 1 promises {V} words, but there are {len(words)}")
    return words, vectors


def unit_rows(vectors: Floats) -> Floats:
    """The rows at length 1; a row of zeros stays."""
    length = np.linalg.norm(vectors, axis=1, keepdims=True)
    return vectors / np.where(length > 0, length, 1)


def neighbours(words: Sequence[str], vectors: Floats, word: str, count: int = 8) -> list[tuple[str, float]]:
    """The `count` words of the largest cosine with `word`, itself left out, and the cosines.

    Raises: KeyError for a word that has no vector.

    >>> neighbours(["a", "b", "c"], np.array([[1.0, 0], [1, 1], [-1, 0]]), "a", 1)
    [('b', 0.7071...)]
    """
    if word not in words:
        raise KeyError(word)
    unit = unit_rows(vectors)
    cosine = unit @ unit[words.index(word)]
    order = [i for i in np.argsort(-cosine, kind="stable") if words[i] != word]
    return [(words[i], float(cosine[i])) for i in order[:count]]
