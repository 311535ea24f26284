"""`gradproof train` from the outside: what it writes and prints, and one sentence for whatever is in the way."""

import errno
import gzip
import os
import signal
import subprocess
import sys
import time

import pytest

import numeric.checkpoint
import numeric.vectors
from numeric.vectors import load_vectors
from proofs.cli import main

STORY = "the cat sat on the mat with the dog\nthe dog ran to the house of the cat\n" * 400
FAST = ["--dimension", "6", "--epochs", "2"]


@pytest.fixture(autouse=True)
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "story.txt").write_text(STORY)
    return tmp_path


def refused(capsys, *arguments):
    """What a command that ends with status 2 says, a line a sentence."""
    assert main(["train", *arguments]) == 2
    error = capsys.readouterr().err
    lines = [line for line in error.splitlines() if line.startswith("gradproof train:")]
    assert "Traceback" not in error
    assert lines
    return "\n".join(lines)


def test_it_writes_vectors_and_prints_neighbours(here, capsys):
    assert main(["train", "story.txt", *FAST, "--words", "cat,unicorn"]) == 0
    out = capsys.readouterr().out
    words, vectors = load_vectors(here / "word2vec" / "vectors.txt")
    assert words[:2] == ["the", "cat"]
    assert vectors.shape == (len(words), 6)
    assert "7,200 words, vocabulary 11" in out
    assert "\ncat " in out
    assert "unicorn: not in the vocabulary" in out
    assert not (here / "word2vec" / "checkpoint.npz").exists()


def test_gzip_and_several_files_are_one_corpus(here, capsys):
    (here / "story.gz").write_bytes(gzip.compress(STORY.encode()))
    assert main(["train", "story.txt", "story.gz", *FAST, "-o", "out"]) == 0
    assert "14,400 words" in capsys.readouterr().out


def test_judgements_of_ones_own(here, capsys):
    (here / "j.tsv").write_text("cat\tdog\t9\nmat\thouse\t3\ncat\tran\t1\nx\ty\t1\n")
    assert main(["train", "story.txt", *FAST, "--judgements", "j.tsv"]) == 0
    assert "(3 of 4 pairs have vectors)" in capsys.readouterr().out


REFUSALS = [
    (b"ab\ncd \xff", [], "x.txt: line 2, byte 7: 0xff is not UTF-8 text"),
    (b"", [], "x.txt: no words in it"),
    (b"one " * 20, [], "a vocabulary of 1 "),
    (b"\x1f\x8bnot gzip", [], "x.txt: the gzip data is damaged"),
    (b"a b " * 20, ["--dimension", "0"], "d is 0, but must be at least 1"),
    (b"a b " * 20, ["-j", "0"], "--workers is 0"),
    pytest.param(
        b"a b " * 400, ["--rate", "1e30", "--min-count", "1"], "learning rate of 1e+30 is too large", id="rate"
    ),
    (b"a b " * 20, ["--judgements", "nowhere"], "nowhere: No such file"),
    (b"a b " * 20, ["--judgements", "x.txt"], "x.txt: line 1: not two words and a number"),
    (b"a b " * 20, ["-o", "story.txt"], "story.txt: is a file, but --output names a folder"),
]


@pytest.mark.parametrize(("content", "options", "sentence"), REFUSALS)
def test_what_is_in_the_way_is_said_in_a_sentence(here, capsys, content, options, sentence):
    (here / "x.txt").write_bytes(content)
    assert sentence in refused(capsys, "x.txt", *options)


def test_a_missing_corpus_is_named(capsys):
    assert "nowhere.txt: cannot be read (No such file or directory)" in refused(capsys, "nowhere.txt")


def full(*_):
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_a_disk_that_is_full_at_the_start_is_said_before_training(capsys, monkeypatch):
    monkeypatch.setattr(numeric.checkpoint, "write_atomically", full)
    assert "word2vec: cannot be written to (No space left on device)" in refused(capsys, "story.txt", *FAST)


def test_a_disk_that_is_full_at_the_end_loses_nothing(here, capsys, monkeypatch):
    write = numeric.vectors.write_atomically
    monkeypatch.setattr(
        numeric.vectors, "write_atomically", lambda path, fill: full() if "word2vec" in str(path) else write(path, fill)
    )
    monkeypatch.setattr("tempfile.tempdir", str(here))
    assert main(["train", "story.txt", *FAST]) == 2
    captured = capsys.readouterr()
    assert "vectors.txt: cannot be written (No space left on device)" in captured.err
    refuge = next(here.glob("gradproof-*/vectors.txt"))
    assert str(refuge) in captured.out
    assert len(load_vectors(refuge)[0]) == 11
    monkeypatch.undo()
    monkeypatch.chdir(here)
    assert main(["train", "story.txt", *FAST]) == 0  # from the checkpoint, without training again
    assert "going on from it" in capsys.readouterr().out
    assert (here / "word2vec" / "vectors.txt").read_bytes() == refuge.read_bytes()


def test_a_full_disk_of_the_system(here, capsys):
    """A file system of one page, if this user may mount one."""
    small = here / "small"
    small.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=4k", "tmpfs", small], check=False).returncode
    if mounted:
        pytest.skip("mounting a file system needs privileges that this run does not have")
    try:
        (small / "filler").write_bytes(b"x" * 4096)
        assert "cannot be written to (No space left on device)" in refused(capsys, "story.txt", "-o", str(small))
        (small / "filler").unlink()
        assert "vectors.txt: cannot be written" in refused(capsys, "story.txt", "--dimension", "60", "-o", str(small))
        assert not [name for name in os.listdir(small) if "partial" in name]
    finally:
        subprocess.run(["umount", small], check=True)


def test_a_checkpoint_of_another_run_is_named_and_fresh_starts_anew(here, capsys):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("tempfile.tempdir", str(here))
        patch.setattr(numeric.vectors, "write_atomically", full)
        assert "No space left" in refused(capsys, "story.txt", *FAST)  # nor in the temporary folder
    assert (here / "word2vec" / "checkpoint.npz").exists()
    assert "its seed differ" in refused(capsys, "story.txt", *FAST, "--seed", "9")
    assert main(["train", "story.txt", *FAST, "--seed", "9", "--fresh"]) == 0


def test_an_interrupt_keeps_the_checkpoint(here):
    (here / "long.txt").write_text(STORY * 40)
    # an interrupt is ignored where the tests run in the background: the child listens to it again
    code = (
        "import signal, sys\nfrom proofs.cli import main\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "sys.exit(main(['train', 'long.txt', '--epochs', '100000']))"
    )
    command = [sys.executable, "-c", code]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    process.stderr.readline()  # progress: training has begun
    time.sleep(0.1)
    process.send_signal(signal.SIGINT)
    _, error = process.communicate(timeout=120)
    assert process.returncode == 130
    assert "Traceback" not in error
    assert error.endswith("gradproof: interrupted\n")


def test_help_imports_no_numpy():
    code = (
        "import sys\nfrom proofs.cli import main\n"
        "try: main(['train', '--help'])\nexcept SystemExit: pass\nsys.exit('numpy' in sys.modules)"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert result.returncode == 0
    assert "State of the Union" in result.stdout
