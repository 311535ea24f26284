"""Checkpoints: a file that is either the old one or the new one, whatever happens while it is written.

A checkpoint holds named arrays and one JSON record. It is written to a temporary file beside its place, flushed to
the disk, and renamed over the old one: `rename` replaces a name in one step, so a process killed at any moment (or a
disk that fills up) leaves the last complete checkpoint.
"""

import json
import os
import zipfile
import zlib
from collections.abc import Callable, Mapping
from glob import escape
from pathlib import Path
from typing import IO, Any

import numpy as np
from numpy.typing import NDArray

RECORD = "record"
"""The name, in the archive, under which the JSON record is kept."""


class CheckpointError(ValueError):
    """A file that is no checkpoint, or is one of something else; the message is one sentence with the file's name."""


def write_atomically(path: str | os.PathLike[str], write: Callable[[IO[bytes]], object]) -> None:
    """Let `write` fill a binary file that appears at `path` complete, or not at all.

    Raises: OSError as it came (a full disk, no permission), after the temporary file is gone; whatever stood at
    `path` before is still there, byte for byte.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     place = Path(folder) / "note.txt"
    ...     write_atomically(place, lambda file: print(file.write(b"whole")))
    ...     print(place.read_bytes(), len(list(Path(folder).iterdir())))
    5
    b'whole' 1
    """
    target = Path(path)
    temporary = target.with_name(f".{target.name}.{os.getpid()}.partial")
    _sweep(target)
    try:
        with open(temporary, "wb") as file:
            write(file)
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    _flush_folder(target.parent)


def _sweep(target: Path) -> None:
    """Remove the temporary files of this target that killed processes left."""
    for left in target.parent.glob(f".{escape(target.name)}.*.partial"):
        process = left.name.split(".")[-2]
        if process.isdigit() and not _running(int(process)):
            left.unlink(missing_ok=True)


def _running(process: int) -> bool:
    """Whether a process of that number may be running."""
    if os.name != "posix":
        return True
    try:
        os.kill(process, 0)  # no signal, only the question
    except ProcessLookupError:
        return False
    except (PermissionError, OverflowError):
        return True
    return True


def _flush_folder(folder: Path) -> None:
    """Bring the new name itself to the disk, where the system lets a folder be opened (Windows does not)."""
    if os.name == "posix":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def save_checkpoint(
    path: str | os.PathLike[str], arrays: Mapping[str, NDArray[Any]], record: Mapping[str, Any]
) -> None:
    """Write arrays (any shapes and dtypes but object) and a JSON record as one file, atomically.

    Raises: OSError as `write_atomically`.
    """
    text = np.frombuffer(json.dumps(record).encode(), dtype=np.uint8)

    def write(file: IO[bytes]) -> None:
        with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
            for name, array in {**arrays, RECORD: text}.items():
                with archive.open(f"{name}.npy", "w", force_zip64=True) as member:
                    np.lib.format.write_array(member, np.asanyarray(array), allow_pickle=False)

    write_atomically(path, write)


def load_checkpoint(path: str | os.PathLike[str]) -> tuple[dict[str, NDArray[Any]], dict[str, Any]]:
    """Read a checkpoint back: its arrays, and its record.

    Nothing in the file is run (no pickle). Raises: FileNotFoundError, CheckpointError for a file that is no
    checkpoint or is damaged (each member carries a checksum).

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     save_checkpoint(Path(folder) / "c", {"V": np.arange(3.0)}, {"chunk": 7})
    ...     load_checkpoint(Path(folder) / "c")
    ({'V': array([0., 1., 2.])}, {'chunk': 7})
    """
    try:
        with np.load(path, allow_pickle=False) as archive:
            arrays = {name: archive[name] for name in archive.files}
        record = json.loads(arrays.pop(RECORD).tobytes())
    except FileNotFoundError:
        raise
    except (KeyError, TypeError, ValueError, AttributeError, EOFError, zipfile.BadZipFile, zlib.error) as error:
        raise CheckpointError(f"{path} is not a checkpoint, or is damaged ({error})") from error
    return arrays, record
