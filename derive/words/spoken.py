r"""A formula that is nothing but signs, as a page speaks of them: "read $+$ for $-$" says "read plus for minus".

>>> spoken("$-$"), spoken(r"\(-\to+\)"), spoken(r"${\times}$")
(' minus ', ' minus to plus ', ' times ')
>>> spoken("$-u$") is None, spoken("$$") is None
(True, True)
"""

import re

_SIGNS = {
    "+": "plus",
    "-": "minus",
    "−": "minus",
    r"\pm": "plus",
    r"\mp": "minus",
    r"\times": "times",
    r"\cdot": "times",
    "*": "times",
    r"\to": "to",
    r"\rightarrow": "to",
    r"\mapsto": "to",
    "→": "to",
}
"""How a sign is called in a sentence; the lexicon says what the word does."""
_PIECE = re.compile(r"\\[A-Za-z]+|[^\s\w]|\w+")
_DELIMITERS = re.compile(r"\$|\\[()\[\]]|[{}\s]")


def spoken(formula: str) -> str | None:
    """The words for a formula, with its delimiters, that consists of signs alone; None for any other one."""
    pieces = _PIECE.findall(_DELIMITERS.sub(" ", formula))
    if not pieces or not all(each in _SIGNS for each in pieces):
        return None
    return f" {' '.join(_SIGNS[each] for each in pieces)} "
