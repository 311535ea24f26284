"""A checkpoint file is the old one or the new one, and says what is wrong with any other file."""

import errno
import os
import subprocess
import sys
import time

import numpy as np
import pytest

from numeric.checkpoint import CheckpointError, load_checkpoint, save_checkpoint, write_atomically

WRITER = """
import sys
import numpy as np
from numeric.checkpoint import save_checkpoint
print("ready", flush=True)
for n in range(10**9):
    save_checkpoint(sys.argv[1], {"a": np.full(200_000, n), "b": np.full(3, n)}, {"n": n})
"""


def test_it_comes_back_as_it_was(tmp_path):
    arrays = {"V": np.arange(6, dtype=np.float32).reshape(2, 3), "flags": np.array([True]), "none": np.empty((0, 4))}
    save_checkpoint(tmp_path / "c", arrays, {"done": 3, "names": ["é"]})
    got, record = load_checkpoint(tmp_path / "c")
    assert record == {"done": 3, "names": ["é"]}
    assert got.keys() == arrays.keys()
    for name, array in arrays.items():
        np.testing.assert_array_equal(got[name], array, strict=True)


def test_what_a_killed_process_left_is_removed_and_what_a_running_one_writes_is_not(tmp_path):
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    running = tmp_path / f".c.{os.getppid()}.partial"
    others = [running, tmp_path / ".other.1.partial", tmp_path / ".c.word.partial"]
    for path in (tmp_path / f".c.{ended.pid}.partial", *others):
        path.write_bytes(b"half")
    save_checkpoint(tmp_path / "c", {}, {})
    assert sorted(tmp_path.iterdir()) == sorted([tmp_path / "c", *others])


def test_a_process_killed_at_any_moment_leaves_a_whole_checkpoint(tmp_path):
    path = tmp_path / "c"
    delays = np.random.default_rng(5).uniform(0.0, 0.06, 6)
    last = -1
    for delay in delays:
        child = subprocess.Popen([sys.executable, "-c", WRITER, str(path)], stdout=subprocess.PIPE)
        child.stdout.readline()
        while not path.exists():
            time.sleep(0.001)
        time.sleep(delay)
        child.kill()
        child.wait()
        child.stdout.close()
        arrays, record = load_checkpoint(path)
        assert (arrays["a"] == record["n"]).all()
        assert (arrays["b"] == record["n"]).all()
        last = max(last, record["n"])
    assert last > 0  # it was killed while it wrote over an older one


class FullDisk:
    """A file's write that finds the disk full after some bytes."""

    def __init__(self, file, room):
        self.file, self.room = file, room

    def write(self, data):
        if len(data) > self.room:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        self.room -= len(data)
        return self.file.write(data)


@pytest.mark.parametrize("room", [0, 5])
def test_a_full_disk_leaves_the_old_file_and_no_other(tmp_path, room):
    path = tmp_path / "c"
    path.write_bytes(b"old")

    def write(file):
        full = FullDisk(file, room)
        full.write(b"12345")
        full.write(b"678")

    with pytest.raises(OSError, match="No space left"):
        write_atomically(path, write)
    assert path.read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["c"]


def test_what_is_flushed_before_the_rename(tmp_path, monkeypatch):
    order = []
    fsync, replace = os.fsync, os.replace
    monkeypatch.setattr(os, "fsync", lambda fd: (order.append("fsync"), fsync(fd)))
    monkeypatch.setattr(os, "replace", lambda a, b: (order.append("replace"), replace(a, b)))
    write_atomically(tmp_path / "c", lambda file: file.write(b"x"))
    assert order[:2] == ["fsync", "replace"]


def test_a_damaged_or_foreign_file_is_refused(tmp_path):
    path = tmp_path / "c"
    save_checkpoint(path, {"a": np.arange(1000)}, {})
    whole = path.read_bytes()
    flipped = bytearray(whole)
    flipped[len(whole) // 2] ^= 1
    np.savez(tmp_path / "foreign.npz", a=np.arange(3))
    for content in (whole[: len(whole) // 2], bytes(flipped), b"", b"text", (tmp_path / "foreign.npz").read_bytes()):
        path.write_bytes(content)
        with pytest.raises(CheckpointError, match="is not a checkpoint, or is damaged"):
            load_checkpoint(path)


def test_nothing_in_a_file_is_run(tmp_path):
    np.savez(tmp_path / "c.npz", record=np.array([{"n": 1}], dtype=object))
    with pytest.raises(CheckpointError):
        load_checkpoint(tmp_path / "c.npz")


def test_a_missing_file_is_missing(tmp_path):
    with pytest.raises(FileNotFoundError):
        load_checkpoint(tmp_path / "c")
