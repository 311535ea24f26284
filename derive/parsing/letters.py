"""Letter runs, words in subscripts, and characters outside ASCII: what each is, found once and remembered."""

import re
import unicodedata
from functools import lru_cache

from derive.parsing.vocabulary import CHARACTERS, COMBINING, FUNCTIONS, NOUNS, WORDS, Sort


@lru_cache(maxsize=4096)
def cut(run: str, scripted: bool = False, prose: bool = False) -> tuple[tuple[str, str, int], ...]:
    """A run of letters as (kind, text, length): known words stay whole, others fall into letters, long unknown ones are one name.

    >>> cut("log"), cut("uv"), cut("wlog")
    ((('name', 'log', 3),), (('name', 'u', 1), ('name', 'v', 1)), (('name', 'w', 1), ('name', 'log', 3)))
    >>> cut("CrossEntropy"), cut("otherwise")
    ((('roman', 'CrossEntropy', 12),), (('words', 'otherwise', 9),))
    """
    known = WORDS.get(run)
    if known:
        return ((*known, len(run)),)
    if prose and len(run) > 1:
        return (("words", run, len(run)),)
    for at in range(1, len(run)):
        head, tail = run[:at], run[at:]
        if tail in FUNCTIONS and (at <= 2 or head in FUNCTIONS or head in NOUNS):
            return (*cut(head), ("name", tail, len(tail)))
        if head in FUNCTIONS and at > 2 and len(tail) == 1:
            return (("name", head, at), ("name", tail, 1))
    if len(run) >= 4 and not scripted:
        return (("roman", run, len(run)),)
    return tuple(("name", letter, 1) for letter in run)


@lru_cache(maxsize=4096)
def label(inside: str) -> str | None:
    """The words of a subscript, `naive-softmax` or `s k i p-gram`, or None if it is a formula."""
    text = inside.replace("\\_", "-").replace("_", "-").strip()
    runs = [run for run in re.split(r"[ \t_-]+", text) if run]
    if all(len(run) == 1 for run in runs):
        joined = re.sub(r"(?<=[A-Za-z])[ \t]+(?=[A-Za-z])", "", text)
        long = [run for run in re.split(r"[_-]+", joined) if len(run) >= 3]
        return joined if long and " " in text and joined not in WORDS else None
    if len(runs) == 1:
        run = runs[0]
        return run if len(run) >= 4 and run not in WORDS and not any(c[1] in FUNCTIONS for c in cut(run)) else None
    return text if len(runs[0]) >= 3 and runs[0] not in NOUNS and "in" not in runs else None


@lru_cache(maxsize=1024)
def foreign(piece: str) -> tuple[Sort, ...]:
    """A character outside ASCII, with the accents combined with it: `ŷ`, `ｘ`, `𝐯`."""
    sort = CHARACTERS.get(piece)
    if sort:
        return (sort,)
    plain = unicodedata.normalize("NFKC", piece)
    if plain in CHARACTERS:
        return (CHARACTERS[plain],)
    letters = unicodedata.normalize("NFD", plain) or " "
    base, marks = letters[0], letters[1:]
    accents = tuple(("accent", COMBINING[mark]) for mark in reversed(marks) if mark in COMBINING)
    if len(accents) < len(marks):
        return (("unknown", piece),)
    name = unicodedata.name(piece[0], "")
    font: tuple[Sort, ...] = (("font", "bold"),) if "BOLD" in name else ()
    if "DOUBLE-STRUCK" in name:
        font = (("font", "blackboard"),)
    if base.isascii() and base.isalpha():
        return (*accents, *font, ("name", base))
    if base in CHARACTERS:
        return (*accents, *font, CHARACTERS[base])
    if base.isdecimal():
        return (*font, ("number", str(unicodedata.decimal(base))))
    return (("words" if base.isalpha() else "unknown", piece),)


@lru_cache(maxsize=256)
def script(run: str) -> tuple[Sort, ...]:
    """Characters that are scripts in themselves, ᵀ and ₖ: as their plain characters, in braces if several."""
    plain = unicodedata.normalize("NFKC", run).replace("−", "-")
    inside = tuple(CHARACTERS.get(c) or (("number", c) if c.isdigit() else ("name", c)) for c in plain)
    return inside if len(inside) == 1 else (("{", "{"), *inside, ("}", "}"))
