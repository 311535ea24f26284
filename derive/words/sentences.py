"""Where a sentence ends, and half of one: the same for everybody who asks what stands in the sentence of a claim.

>>> SENTENCE.split("It is 0.5 here. It is one there")
['It is 0.5 here.', 'It is one there']
>>> len(SENTENCE.split("The gradient w.r.t. x, i.e. dJ/dx, is 2x. It is one vector"))
2
>>> len(HALF.split("here; there. 这里；那里。")), ends_in(", where it is 1.5, as "), ends_in(" holds. Then ")
(5, False, True)
"""

import re

from derive.words.plain import plain

SENTENCE = re.compile(r"(?<=[.!?])(?<!\b[Ww]\.r\.t\.)(?<!\b[Ii]\.e\.)(?<!\b[Ee]\.g\.)\s+|[。！？]|\n[ \t>]*\n")
"""The end of a sentence, and not "w.r.t." or "i.e." in one; a paragraph ends one too."""
HALF = re.compile(rf"{SENTENCE.pattern}|[;；]")
"""The end of a sentence, or of half of one."""
OF_A_COUNT = re.compile(rf"{HALF.pattern}|[:：,，]|(?=\bwhere\b|\bhere\b|其中)", re.IGNORECASE)
"""Where what is counted ends, or begins."""
CLAUSE = re.compile(r"[,，;；:：]|\n[ \t>]*\n|--+|—")


def sentences_of(text: str) -> list[str]:
    """The sentences of a text that hold words."""
    return [each for each in SENTENCE.split(text) if plain(each).strip(" .,;:$")]


def ends_in(between: str) -> bool:
    """Whether a sentence ends in what stands between two formulas."""
    return bool(SENTENCE.search(f"{between} "))
