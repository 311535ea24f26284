"""How the words of an author say that the vectors lie in their matrix: "the columns of U are the outside vectors", "U 的每一行是词向量"."""

import re

from derive.parsing import syntax as s
from derive.parsing.trees import key, strip
from derive.reading.context import Notation
from derive.words.layouts import DENIED, LIE, MATRIX, PLACED, VECTOR, telling
from derive.words.sentences import HALF
from proofs.answers.claims.script import Script

_FORMULA = re.compile(r"⟦(\d+)⟧")


def layout_told(script: Script, notation: Notation) -> str | None:
    """ "columns" or "rows": what the vectors are of the assignment's matrix, as words say; None where they do not, or say both."""
    found = {layout_in(sentence, script, notation) for sentence in HALF.split(script.page)} - {None}
    return found.pop() if len(found) == 1 else None


def layout_in(sentence: str, script: Script, notation: Notation) -> str | None:
    """The same of one sentence, its formulas written ⟦k⟧."""
    if not notation.layout or DENIED(sentence):
        return None
    text = _marked(sentence, script, notation)
    told = (pattern.search(text) for pattern in telling(notation.layout, notation.held))
    found = {LIE[each["lie"].lower()] for each in told if each is not None}
    return found.pop() if len(found) == 1 else None


def lies_so(sentence: str, script: Script, notation: Notation, orientation: str) -> bool | None:
    """Whether a sentence has the vectors of the matrix where an orientation has them; None where it says nothing of that.

    What it puts there, or elsewhere, may be vectors or words of any kind: "the rows of U are the words of the corpus".
    """
    told = layout_in(sentence, script, notation)
    if told is not None:
        return told == orientation and not _holds_others(sentence, script, notation)
    placed = {LIE[each["lie"].lower()] for each in PLACED.finditer(_marked(sentence, script, notation))}
    return False if placed - {orientation} and not DENIED(sentence) else None


def _holds_others(sentence: str, script: Script, notation: Notation) -> bool:
    """Whether a sentence that says what lies in a matrix speaks of other vectors: "the columns of U are the 2u_w", "the v_w"."""
    values = [script.formulas[int(found[1])] for found in _FORMULA.finditer(sentence)]
    made = s.Juxtaposition | s.Additive | s.Signed | s.Fraction | s.Scripted
    sides = [strip(each.expression) for each in values if each.expression and _word(each, notation) is None]
    return any(isinstance(each, made) and (key(each) or "")[:1] not in notation.quantities for each in sides)


def _marked(sentence: str, script: Script, notation: Notation) -> str:
    """A sentence with a word for each formula that is the matrix or one of its vectors."""
    return _FORMULA.sub(lambda found: _word(script.formulas[int(found[1])], notation) or found[0], sentence)


def _word(passage: s.Passage, notation: Notation) -> str | None:
    """What stands for a formula that is the matrix, or any vector of it: u_w, but not u_o."""
    if passage.expression is None:
        return None
    word = key(strip(passage.expression)) or ""
    letter, _, below = word.partition("_")
    if word == notation.layout:
        return MATRIX
    generic = len(below) == 1 and below not in (notation.outside, notation.center)
    return VECTOR if generic and notation.families.get(letter) == notation.layout else None
