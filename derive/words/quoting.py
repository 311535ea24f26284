"""Clauses as their author wrote them, with their formulas: what a message quotes can be found on the page.

>>> as_written("where ⟦…⟧ is halved", "Hence $a$, where $b$ is  halved.", 6)
'where $b$ is  halved'
>>> as_written("where ⟦…⟧ is lost", "Hence $a$, where $b$ is  halved.", 6)
'where … is lost'
"""

import re

_MARK = re.compile(r"⟦[^⟧]*⟧")
_FORMULA = r"(?:\$\$?[^$]*\$\$?|\\\([^$]*?\\\)|\\\[[^$]*?\\\]|[^\n]{1,60}?)"
LONGEST = 200
"""Characters of a clause that is quoted."""


def as_written(clause: str, source: str, at: int) -> str:
    """A clause in the words of its source, the place nearest to `at`; with … for its formulas where it is not found there."""
    if clause in source:
        return _short(clause)
    words = [r"[\s>~]+".join(map(re.escape, piece.split())) for piece in _MARK.split(clause)]
    pattern = rf"[\s>~]*{_FORMULA}[\s>~]*".join(words)
    try:
        found = list(re.finditer(pattern, source))
    except re.error:
        found = []
    if not found:
        return _short(_MARK.sub("…", clause))
    return _short(min(found, key=lambda each: abs(each.start() - at))[0])


def _short(text: str) -> str:
    text = text.strip()
    return text if len(text) <= LONGEST else f"{text[:LONGEST].rsplit(' ', 1)[0]} …"
