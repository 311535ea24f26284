"""Reading text: what a token is, where an error is, and that memory does not grow with the text."""

import gzip
import os
import pickle
import re
import signal
import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from numeric import corpus as module
from numeric.corpus import BUNDLED, TOKEN, Corpus, CorpusError, read_tokens
from numeric.pairs import BOUNDARY, UNKNOWN


def tokens(path):
    return [token for block in read_tokens(path) for token in block]


def written(tmp_path, content, name="text"):
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def text_of(corpus):
    return np.concatenate([corpus.chunk(i) for i in range(corpus.chunks)]).tolist()


TOKENS = [
    ("The cat's 2 mats.", ["the", "cat's", "mats"]),
    ("a\nb", ["a", "\n", "b"]),
    ("ÉTÉ naïve Straße", ["été", "naïve", "straße"]),
    ("don’t 'quote' o'clock'", ["don’t", "quote", "o'clock"]),
    ("\ufeffbom", ["bom"]),
    ("snake_case x86", ["snake", "case", "x"]),
    ("", []),
    ("1 2 3 -- !", []),
]


@pytest.mark.parametrize(("text", "expected"), TOKENS)
def test_tokens(tmp_path, text, expected):
    assert tokens(written(tmp_path, text)) == expected
    assert tokens(written(tmp_path, gzip.compress(text.encode()))) == expected


@given(st.text(alphabet="abé’' \n\t.—𝒳", max_size=60), st.integers(1, 7))
@settings(deadline=None)
def test_blocks_do_not_show(tmp_path_factory, text, size):
    path = written(tmp_path_factory.mktemp("t"), text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "BLOCK", size)
        assert tokens(path) == TOKEN.findall(text.lower())


BAD = [
    (b"ab\ncd \xff e", "line 2, byte 7: 0xff is not UTF-8"),
    (b"\xc3(", "line 1, byte 1: 0xc3 is not UTF-8"),
    (b"ab\n\nc\xe2\x82", "line 3, byte 6: 0xe2 is not UTF-8"),
]


@pytest.mark.parametrize("block", [1, 3, 1 << 20])
@pytest.mark.parametrize(("content", "message"), BAD)
def test_a_bad_byte_has_a_place(tmp_path, monkeypatch, content, message, block):
    monkeypatch.setattr(module, "BLOCK", block)
    for data in (content, gzip.compress(content)):
        path = written(tmp_path, data)
        with pytest.raises(CorpusError, match=f"^{re.escape(str(path))}: {message}"):
            tokens(path)


def test_damaged_gzip_is_refused(tmp_path):
    whole = gzip.compress(b"some words " * 1000)
    flipped = bytearray(whole)
    flipped[len(whole) // 2] ^= 0xFF
    for data in (whole[:-20], bytes(flipped), whole[:3]):
        with pytest.raises(CorpusError, match="the gzip data is damaged or cut off"):
            tokens(written(tmp_path, data))


def test_what_cannot_be_read_is_named(tmp_path):
    for path, why in ((tmp_path / "nowhere", "No such file"), (tmp_path, "Is a directory")):
        with pytest.raises(CorpusError, match=f"{re.escape(str(path))}: cannot be read .{why}"):
            tokens(path)


TOO_SMALL = [
    ("", "no words in it"),
    ("123 \n", "no words in it"),
    ("one one one", "3 tokens, but a vocabulary of 1 .*at least 1 times"),
]


@pytest.mark.parametrize(("text", "message"), TOO_SMALL)
def test_too_small_a_corpus_is_refused_and_leaves_no_file(tmp_path, monkeypatch, text, message):
    monkeypatch.setattr(module.tempfile, "tempdir", str(tmp_path))
    path = written(tmp_path, text)
    with pytest.raises(CorpusError, match=message):
        Corpus([path], min_count=1)
    assert list(tmp_path.iterdir()) == [path]


def test_words_are_numbered_by_falling_count(tmp_path):
    with Corpus([written(tmp_path, "b a c a\nb a d c")], min_count=2) as corpus:
        assert corpus.vocabulary.words == ("a", "b", "c")
        assert corpus.vocabulary.counts.tolist() == [3, 2, 2]
        assert corpus.tokens == 8
        assert text_of(corpus) == [1, 0, 2, 0, BOUNDARY, 1, 0, UNKNOWN, 2, BOUNDARY]


@pytest.mark.parametrize("chunk", [1, 3, 4, 100])
def test_chunks_are_the_text(tmp_path, chunk):
    files = [written(tmp_path, "a b\nc", "one"), written(tmp_path, "c b a", "two")]
    with Corpus(files, min_count=1, chunk=chunk) as corpus:
        assert text_of(corpus) == [0, 1, -1, 2, -1, 2, 1, 0, -1]


def test_the_fingerprint_tells_corpora_apart(tmp_path):
    prints = []
    for text in ("a b c", "a b c", "a b b c", "a b d"):
        with Corpus([written(tmp_path, text)], min_count=1) as corpus:
            prints.append(corpus.fingerprint())
    assert prints[0] == prints[1]
    assert len(set(prints)) == 3


def test_the_temporary_file_goes_away(tmp_path, monkeypatch):
    monkeypatch.setattr(module.tempfile, "tempdir", str(tmp_path))
    with Corpus([BUNDLED], min_count=100) as corpus:
        assert 1_000_000 < corpus.tokens < 1_100_000
        assert len(list(tmp_path.iterdir())) == (0 if sys.platform == "linux" else 1)
    assert not list(tmp_path.iterdir())
    with pytest.raises(OSError, match="No such file"):
        corpus.chunk(0)


def test_a_file_with_a_name_serves_as_well(tmp_path, monkeypatch):
    monkeypatch.setattr(module.tempfile, "tempdir", str(tmp_path / "t"))
    (tmp_path / "t").mkdir()
    monkeypatch.setattr(module, "DESCRIPTORS", tmp_path / "none")
    with Corpus([written(tmp_path, "b a c a\nb a d c")], min_count=2) as corpus:
        assert [file.suffix for file in (tmp_path / "t").iterdir()] == [".ids"]
        assert text_of(pickle.loads(pickle.dumps(corpus))) == text_of(corpus)
    assert not list((tmp_path / "t").iterdir())


KILLED = """
import os, signal, sys
from numeric.corpus import Corpus
corpus = Corpus([sys.argv[1]], min_count=1)
print(corpus.chunk(0).tolist(), flush=True)
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the file has a name")
def test_a_killed_process_leaves_no_file(tmp_path):
    text = written(tmp_path, "a b a")
    environment = os.environ | {"TMPDIR": str(tmp_path)}
    run = subprocess.run(
        [sys.executable, "-c", KILLED, text], check=False, env=environment, capture_output=True, text=True
    )
    assert run.returncode == -signal.SIGKILL
    assert run.stdout == "[0, 1, 0, -1]\n"
    assert list(tmp_path.iterdir()) == [text]


MEMORY = """
import sys
import numpy as np
from numeric.corpus import Corpus
from numeric.train import Settings, train
text = np.random.default_rng(0).choice(["alpha", "beta", "gamma", "delta"], 250_000)
line = (" ".join(text)).encode() + b" "
with open(sys.argv[1], "wb") as file:
    for _ in range(int(sys.argv[2])):
        file.write(line)  # one line, however long
with Corpus([sys.argv[1]]) as corpus:
    chunks, Corpus.chunks = corpus.chunks, 3  # three pieces of work say what the others need
    train(corpus, Settings(d=8, epochs=1))
peak = next(line for line in open("/proc/self/status") if line.startswith("VmHWM"))
print(chunks, peak.split()[1])
"""

MEMORY_NOISE_KB = 6_000
"""What two runs of one program may differ by; ten times the text would be 13 MB more, its tokens over 100 MB."""


@pytest.mark.skipif(sys.platform != "linux", reason="the peak of memory is read from /proc")
def test_memory_does_not_grow_with_the_corpus(tmp_path):
    chunks, peak = zip(
        *(
            map(int, subprocess.check_output([sys.executable, "-c", MEMORY, tmp_path / "text", n], text=True).split())
            for n in ("1", "10")
        ),
        strict=True,
    )
    assert chunks[1] > 9 * chunks[0]
    assert peak[1] - peak[0] < MEMORY_NOISE_KB
