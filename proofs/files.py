"""Files that are there whole or as they were."""

import os
from pathlib import Path


def write_text(path: Path, text: str) -> None:
    """Write a text file in UTF-8 so that nobody ever meets half of it: a full disk or a kill leaves what stood there before.

    What is no regular file (a pipe, /dev/stdout) is written to as it is. Raises OSError.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     write_text(Path(folder) / "b.txt", "whole")
    ...     [file.name for file in Path(folder).iterdir()]
    ['b.txt']
    """
    if path.exists() and not path.is_file():
        path.write_text(text, encoding="utf-8", newline="")
        return
    target = path.resolve()  # through a link, to the file that it names
    temporary = target.with_name(f".{os.getpid()}.partial")
    try:
        temporary.write_text(text, encoding="utf-8", newline="")
        if target.exists():
            os.chmod(temporary, target.stat().st_mode)
        os.replace(temporary, target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
