"""How the words of an author say that the vectors lie in their matrix: "the columns of U are the outside vectors", "U 的每一行是词向量"."""

import re
from functools import lru_cache

from derive.parsing import syntax as s
from derive.parsing.trees import key, strip
from derive.reading.context import Notation
from derive.words.sentences import HALF
from proofs.answers.claims.script import Script

_FORMULA = re.compile(r"⟦(\d+)⟧")
_VECTOR = "⟦vector⟧"
_MATRIX = "⟦matrix⟧"
_ENDS = (
    rf"s?(?:[ -](?:vectors?|words?|embeddings?|{re.escape(_VECTOR)}))*(?: (?:of|for) (?:all|each|every|the) (?:words?|vocabulary))?"
    r"\s*(?=$|[,.;:()，。；]|⟦|(?:and|so|while|but|here)\b)"
)
"""How the name of what lies there ends: "the outside vectors of the negatives" are others."""
_DENIED = re.compile(r"\b(?:not|never|no longer|neither|instead of|rather than)\b|n't\b|不|并非|没有", re.IGNORECASE)
_LIE = {"column": "columns", "columns": "columns", "列": "columns", "row": "rows", "rows": "rows", "行": "rows"}


@lru_cache(maxsize=16)
def _telling(matrix: str, held: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    """Phrases in which `lie` says whether the vectors are rows or columns of a matrix."""
    what = rf"(?:{'|'.join((re.escape(_VECTOR), *held))})"
    whole = rf"(?:{re.escape(_MATRIX)}|\b{matrix}\b)"
    lie = r"(?P<lie>columns?|rows?)\b"
    patterns = (
        (
            rf"\b(?:each|every|the) {lie} (?:of (?:the )?(?:matrix )?{whole} ?)?(?:is|are|being|corresponds?|represents?|holds?) "
            rf"(?:all |an? |the |to )*(?:\w+ )?{what}{_ENDS}"
        ),
        rf"\b(?:vectors?|{_VECTOR}) (?:are|as|form|being) (?:the )?{lie} of (?:the )?(?:matrix )?(?:{whole}|[.,;。]|$)",
        (
            rf"{whole},? (?:which )?(?:has|with|holds|contains|stores|stacks|collects) (?:all |the |its )*(?:\w+ ){{0,2}}{what}s?"
            rf"(?: {re.escape(_VECTOR)})? (?:as|in) (?:the |its )?{lie}"
        ),
        rf"(?:{whole}|矩阵) ?的?(?:每一?个?|各个?)(?P<lie>列|行)(?:都|分别)?(?:是|为|对应|表示|代表)",
        r"(?:每一?个?|各个?)(?P<lie>行)(?:都|分别)?(?:是|为|对应|表示|代表)",
    )
    return tuple(re.compile(each, re.IGNORECASE) for each in patterns)


def layout_told(script: Script, notation: Notation) -> str | None:
    """ "columns" or "rows": what the vectors are of the assignment's matrix, as words say; None where they do not, or say both."""
    found = {layout_in(sentence, script, notation) for sentence in HALF.split(script.page)} - {None}
    return found.pop() if len(found) == 1 else None


def layout_in(sentence: str, script: Script, notation: Notation) -> str | None:
    """The same of one sentence, its formulas written ⟦k⟧."""
    if not notation.layout or _DENIED.search(sentence):
        return None
    text = _marked(sentence, script, notation)
    told = (pattern.search(text) for pattern in _telling(notation.layout, notation.held))
    found = {_LIE[each["lie"].lower()] for each in told if each is not None}
    return found.pop() if len(found) == 1 else None


def lies_so(sentence: str, script: Script, notation: Notation, orientation: str) -> bool | None:
    """Whether a sentence has the vectors of the matrix where an orientation has them; None where it says nothing of that.

    What it puts there, or elsewhere, may be vectors or words of any kind: "the rows of U are the words of the corpus".
    """
    told = layout_in(sentence, script, notation)
    if told is not None:
        return told == orientation and not _holds_others(sentence, script, notation)
    placed = {_LIE[each["lie"].lower()] for each in _PLACED.finditer(_marked(sentence, script, notation))}
    return False if placed - {orientation} and not _DENIED.search(sentence) else None


_PLACED = re.compile(
    rf"\b(?P<lie>columns?|rows?) of (?:the )?(?:matrix )?{re.escape(_MATRIX)} (?:is|are|being|corresponds?|represents?|holds?|stores?|contains?)\b"
    rf"(?:(?!\b(?:dimension|coordinate|component|feature|entr|column|row))[^.;,])*(?:{re.escape(_VECTOR)}|\b(?:words?|vectors?|tokens?|embeddings?)\b)",
    re.IGNORECASE,
)


def _holds_others(sentence: str, script: Script, notation: Notation) -> bool:
    """Whether a sentence that says what lies in a matrix speaks of other vectors: "the columns of U are the 2u_w", "the v_w"."""
    values = [script.formulas[int(found[1])] for found in _FORMULA.finditer(sentence)]
    values = [each for each in values if len(each.chains) == 1 and len(each.chains[0].sides) == 1]
    made = s.Juxtaposition | s.Additive | s.Signed | s.Fraction | s.Scripted
    sides = [strip(each.chains[0].sides[0]) for each in values if _word(each, notation) is None]
    return any(isinstance(each, made) and (key(each) or "")[:1] not in notation.quantities for each in sides)


def _marked(sentence: str, script: Script, notation: Notation) -> str:
    """A sentence with a word for each formula that is the matrix or one of its vectors."""
    return _FORMULA.sub(lambda found: _word(script.formulas[int(found[1])], notation) or found[0], sentence)


def _word(passage: s.Passage, notation: Notation) -> str | None:
    """What stands for a formula that is the matrix, or any vector of it: u_w, but not u_o."""
    if len(passage.chains) != 1 or len(passage.chains[0].sides) != 1:
        return None
    word = key(strip(passage.chains[0].sides[0])) or ""
    letter, _, below = word.partition("_")
    if word == notation.layout:
        return _MATRIX
    generic = len(below) == 1 and below not in (notation.outside, notation.center)
    return _VECTOR if generic and notation.families.get(letter) == notation.layout else None
