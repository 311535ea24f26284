"""Text as a stream of word numbers: read once, kept on disk as integers, served in chunks.

A token is a run of letters, with apostrophes inside it, in lower case; a line is a sentence. Files are UTF-8, or gzip
of UTF-8. In memory stand the distinct words and one block of text; the rest is a temporary file of four bytes a token.
"""

import codecs
import gzip
import os
import re
import sys
import tempfile
import zlib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from types import TracebackType
from typing import IO, Self

import numpy as np
from numpy.typing import NDArray

from numeric.pairs import BOUNDARY, UNKNOWN

TOKEN = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*|\n")
"""A word, or the end of a line."""

BLOCK = 1 << 20
"""Bytes of text read at a time."""

LONGEST_WORD = 1000
"""Characters; a longer run of letters is cut, so that a file without a space needs no more memory than a block."""

CHUNK = 1 << 15
"""Tokens (and line ends) that a worker takes at a time; windows do not cross from one chunk to the next."""

BUNDLED = Path(__file__).parent / "data" / "state_of_the_union.txt.gz"
"""A corpus that ships with the package: 1.06 million words, public domain (data/README.md)."""

GZIP_MAGIC = b"\x1f\x8b"

DESCRIPTORS = Path("/proc/self/fd")
"""Where Linux opens a process's open files again, also those that have lost their name."""

CLOSED = -1
"""In place of a file's descriptor."""


class CorpusError(ValueError):
    """A corpus that cannot be read or trained on; one sentence, with the file and the place."""


@dataclass(frozen=True)
class Vocabulary:
    """Words by falling count (those of one count in order of appearance), and their counts."""

    words: tuple[str, ...]
    counts: NDArray[np.int64]

    def index(self) -> dict[str, int]:
        return {word: i for i, word in enumerate(self.words)}


def read_tokens(path: str | os.PathLike[str]) -> Iterator[list[str]]:
    """The tokens of a file in blocks, "\\n" standing for the end of a line.

    Raises: CorpusError for a file that is missing, unreadable, not UTF-8 (with line and byte), or a gzip file that is
    damaged or cut off.
    """
    rest, line, offset = "", 1, 0
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        with open(path, "rb") as raw:
            file: IO[bytes] = raw
            if raw.peek(len(GZIP_MAGIC))[: len(GZIP_MAGIC)] == GZIP_MAGIC:
                file = gzip.GzipFile(fileobj=raw)  # type: ignore[assignment]
            while True:
                block = file.read(BLOCK)
                held = len(decoder.getstate()[0])  # bytes of a character cut by the last block's end
                try:
                    text = decoder.decode(block, final=not block)
                except UnicodeDecodeError as error:
                    at = offset - held + error.start
                    line += error.object[: error.start].count(b"\n")
                    byte = error.object[error.start]
                    raise CorpusError(f"{path}: line {line}, byte {at + 1}: 0x{byte:02x} is not UTF-8 text") from error
                line += text.count("\n")
                offset += len(block)
                text = rest + text
                # A word may go on in the next block: what follows the last token's beginning waits for it.
                cut = _last_break(text) if block else len(text)
                rest = text[cut:]
                yield TOKEN.findall(text[:cut].lower())
                if not block:
                    return
    except (EOFError, gzip.BadGzipFile, zlib.error) as error:
        raise CorpusError(f"{path}: the gzip data is damaged or cut off ({error})") from error
    except OSError as error:
        raise CorpusError(f"{path}: cannot be read ({error.strerror or error})") from error


def _last_break(text: str) -> int:
    """Where the last white space of the text begins; without one, the text's end if it is longer than any word."""
    tail = max(0, len(text) - LONGEST_WORD)
    match = re.search(r"\s\S*\Z", text[tail:])
    if match:
        return tail + match.start()
    return len(text) if tail else 0


class Corpus:
    """A vocabulary and its text as numbers; a context manager, since it owns a temporary file.

    On Linux that file has no name, so that a killed process leaves nothing behind; elsewhere it has one, by which
    spawned workers open it.

    paths      -- text files, read in order
    min_count  -- a word that occurs less often is left out of the vocabulary

    Raises: CorpusError as `read_tokens`, and for a corpus without words or with a vocabulary of fewer than two; OSError
    when the temporary file cannot be written.

    >>> with tempfile.TemporaryDirectory() as folder:
    ...     file = Path(folder) / "text"
    ...     _ = file.write_text("It was the best of times.\\nIt was the worst of times.")
    ...     with Corpus([file], min_count=2) as corpus:
    ...         print(corpus.vocabulary.words, corpus.tokens, corpus.chunk(0).tolist())
    ('it', 'was', 'the', 'of', 'times') 12 [0, 1, 2, -2, 3, 4, -1, 0, 1, 2, -2, 3, 4, -1]
    """

    def __init__(self, paths: Sequence[str | os.PathLike[str]], min_count: int = 5, chunk: int = CHUNK) -> None:
        self._chunk = chunk
        self._handle, name = tempfile.mkstemp(prefix="gradproof-", suffix=".ids")
        self._name: Path | None = Path(name)
        try:
            if sys.platform == "linux" and DESCRIPTORS.is_dir():
                self._name.unlink()
                self._name = None
            with open(self._handle, "wb", closefd=False) as file:
                words, counts, self._length = _number(paths, file)
            self.tokens = int(counts.sum())
            self.vocabulary, self._final = _vocabulary(words, counts, min_count)
            self._refuse_too_small(paths, min_count)
        except BaseException:
            self.close()
            raise

    def _refuse_too_small(self, paths: Sequence[str | os.PathLike[str]], min_count: int) -> None:
        names = ", ".join(str(path) for path in paths) or "no file"
        if not self.tokens:
            raise CorpusError(f"{names}: no words in it")
        if len(self.vocabulary.words) < 2:
            raise CorpusError(
                f"{names}: {self.tokens} tokens, but a vocabulary of {len(self.vocabulary.words)} "
                f"(words that occur at least {min_count} times); training needs two words"
            )

    @property
    def chunks(self) -> int:
        """How many chunks the text has."""
        return -(-self._length // self._chunk)

    def chunk(self, number: int) -> NDArray[np.int32]:
        """Word indices, BOUNDARY and UNKNOWN of one chunk."""
        start = number * self._chunk
        file = self._name or DESCRIPTORS / str(self._handle)  # forked workers have the same descriptor
        ids = np.fromfile(file, np.int32, min(self._chunk, self._length - start), offset=start * 4)
        return self._final[ids]

    def fingerprint(self) -> int:
        """A checksum of vocabulary and text, the same for the same corpus."""
        value = zlib.crc32("\n".join(self.vocabulary.words).encode())
        for number in range(self.chunks):
            value = zlib.crc32(self.chunk(number).tobytes(), value)
        return value

    def close(self) -> None:
        if self._handle != CLOSED:
            os.close(self._handle)
            self._handle = CLOSED
        if self._name:
            self._name.unlink(missing_ok=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _number(paths: Sequence[str | os.PathLike[str]], file: IO[bytes]) -> tuple[list[str], NDArray[np.int64], int]:
    """Write the text as numbers in order of first appearance (0 is the end of a line); words, counts and length."""
    number: defaultdict[str, int] = defaultdict(count().__next__)
    line_end = number["\n"]
    counts = np.zeros(1, dtype=np.int64)
    length = 0
    for path in paths:
        for tokens in read_tokens(path):
            ids = np.fromiter(map(number.__getitem__, tokens), np.int32, len(tokens))
            seen = np.bincount(ids, minlength=len(counts))
            seen[: len(counts)] += counts
            counts = seen
            length += len(ids)
            file.write(ids.data)
        file.write(np.array([line_end], dtype=np.int32).data)
        length += 1
    counts[line_end] = 0
    return list(number), counts, length


def _vocabulary(words: list[str], counts: NDArray[np.int64], min_count: int) -> tuple[Vocabulary, NDArray[np.int32]]:
    """The vocabulary, and the table from numbers of first appearance to its indices."""
    order = np.argsort(-counts, kind="stable")
    order = order[counts[order] >= max(1, min_count)]
    final = np.full(len(counts), UNKNOWN, dtype=np.int32)
    final[0] = BOUNDARY
    final[order] = np.arange(len(order), dtype=np.int32)
    return Vocabulary(tuple(words[i] for i in order), counts[order]), final
