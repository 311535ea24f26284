"""Sums and products that are made in the memory of an array of the file's own, and what may be a view of one."""

import ast
import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Steps:
    """A sum that begins with a named array: that name, and what is added or taken away after it."""

    first: str
    others: tuple[tuple[str, str], ...]

    def line(self, name: str) -> str:
        """The sum as one line."""
        return f"{name} = {self.first}" + "".join(f" {sign} {code}" for sign, code in self.others)

    def renamed(self, old: re.Pattern[str], new: str) -> "Steps":
        """The same with another name for an array."""
        return Steps(old.sub(new, self.first), tuple((sign, old.sub(new, code)) for sign, code in self.others))


def may_be_view(line: str, word: re.Pattern[str]) -> bool:
    """Whether a line may give another name to the memory of an array.

    >>> may_be_view("s = r.T", re.compile("r")), may_be_view("s = r + 1", re.compile("r"))
    (True, False)
    """
    name, _, code = line.partition(" = ")
    if not name.isidentifier() or not word.search(code):
        return False
    made = ast.parse(code, mode="eval").body
    new = isinstance(made, ast.BinOp | ast.UnaryOp | ast.Compare)
    called = isinstance(made, ast.Call) and ast.unparse(made.func).removeprefix("np.") not in VIEWS
    return not (new or called)


VIEWS = ("diagonal", "transpose", "broadcast_to", "squeeze", "asarray")
"""NumPy's functions that may give a view."""
