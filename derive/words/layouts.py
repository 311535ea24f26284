"""TABLE of the words that say how vectors lie in their matrix, as rows or as columns; ⟦vector⟧ and ⟦matrix⟧ stand for the formulas."""

import re
from functools import lru_cache

from derive.words.saying import Phrases

VECTOR = "⟦vector⟧"
MATRIX = "⟦matrix⟧"
_ENDS = (
    rf"s?(?:[ -](?:vectors?|words?|embeddings?|{re.escape(VECTOR)}))*(?: (?:of|for) (?:all|each|every|the) (?:words?|vocabulary))?"
    r"\s*(?=$|[,.;:()，。；]|⟦|(?:and|so|while|but|here)\b)"
)
"""How the name of what lies there ends: "the outside vectors of the negatives" are others."""
DENIED = Phrases("anywhere", "(not|never|no longer|neither|instead of|rather than|[_]1n't|不|并非|没有)")
LIE = {"column": "columns", "columns": "columns", "列": "columns", "row": "rows", "rows": "rows", "行": "rows"}


@lru_cache(maxsize=16)
def telling(matrix: str, held: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    """Phrases in which `lie` says whether the vectors are rows or columns of a matrix."""
    what = rf"(?:{'|'.join((re.escape(VECTOR), *held))})"
    whole = rf"(?:{re.escape(MATRIX)}|\b{matrix}\b)"
    lie = r"(?P<lie>columns?|rows?)\b"
    patterns = (
        (
            rf"\b(?:each|every|the) {lie} (?:of (?:the )?(?:matrix )?{whole} ?)?(?:is|are|being|corresponds?|represents?|holds?) "
            rf"(?:all |an? |the |to )*(?:\w+ )?{what}{_ENDS}"
        ),
        rf"\b(?:vectors?|{VECTOR}) (?:are|as|form|being) (?:the )?{lie} of (?:the )?(?:matrix )?(?:{whole}|[.,;。]|$)",
        (
            rf"{whole},? (?:which )?(?:has|with|holds|contains|stores|stacks|collects) (?:all |the |its )*(?:\w+ ){{0,2}}{what}s?"
            rf"(?: {re.escape(VECTOR)})? (?:as|in) (?:the |its )?{lie}"
        ),
        rf"(?:{whole}|矩阵) ?的?(?:每一?个?|各个?)(?P<lie>列|行)(?:都|分别)?(?:是|为|对应|表示|代表)",
        rf"(?:{whole}|矩阵)\s*(?:是|由)?按(?P<lie>列|行)(?:存放|存储|保存|排列|排布|堆叠|组成|储存|放置)",
        rf"(?:词向量|{what})(?:在\s*{whole}\s*中)?按(?P<lie>列|行)(?:存放|存储|保存|排列|排布|堆叠|储存|放置)",
        r"(?:每一?个?|各个?)(?P<lie>行)(?:都|分别)?(?:是|为|对应|表示|代表)",
    )
    return tuple(re.compile(each, re.IGNORECASE) for each in patterns)


PLACED = re.compile(
    rf"\b(?P<lie>columns?|rows?) of (?:the )?(?:matrix )?{re.escape(MATRIX)} (?:is|are|being|corresponds?|represents?|holds?|stores?|contains?)\b"
    rf"(?:(?!\b(?:dimension|coordinate|component|feature|entr|column|row))[^.;,])*(?:{re.escape(VECTOR)}|\b(?:words?|vectors?|tokens?|embeddings?)\b)",
    re.IGNORECASE,
)


@lru_cache(maxsize=16)
def as_rows(letters: tuple[str, ...]) -> re.Pattern[str]:
    """Words that say that the vectors of a letter are rows."""
    one = "|".join(letters)
    return re.compile(
        rf"row[- ]vectors?\W+(?:\\\w+\W*)*({one})\b|\b({one})\w*'?s?\W{{0,3}}(?:are|as|is a) row", re.IGNORECASE
    )
