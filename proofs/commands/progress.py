"""Progress on standard error: one line rewritten on a terminal, a line now and then elsewhere."""

import sys
import time

EVERY = (0.2, 5.0)
"""Seconds between lines: on a terminal, elsewhere."""


class ProgressLine:
    """Call it with the text as often as there is news; it shows what is worth showing, and nothing elsewhere than on a terminal if so told."""

    def __init__(self, only_on_terminal: bool = False) -> None:
        self._terminal = sys.stderr.isatty()
        self._silent = only_on_terminal and not self._terminal
        self._next = 0.0
        self._open = False

    def __call__(self, text: str, last: bool = False) -> None:
        if self._silent or (time.monotonic() < self._next and not last):
            return
        self._next = time.monotonic() + EVERY[not self._terminal]
        self._open = self._terminal
        print(
            f"\r{text}\x1b[K" if self._terminal else text,
            end="" if self._terminal else "\n",
            file=sys.stderr,
            flush=True,
        )

    def end(self) -> None:
        """Leave the line."""
        if self._open:
            print(file=sys.stderr)
        self._open = False
