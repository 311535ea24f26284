r"""The words that give the value behind them to a variable, or a derivative, that stands before them: "$u_o$: $A$", "for $u_o$ we get $A$".

>>> of_the_formula("⟦…⟧: "), of_the_formula("Gradient w.r.t. ⟦…⟧, ⟦•⟧: "), of_the_formula("For ⟦…⟧ we have ")
(True, True, True)
>>> of_the_formula("The norm of ⟦…⟧: "), of_the_formula("⟦…⟧ is the label: "), of_the_formula("We need ⟦…⟧, which is ")
(False, False, False)
"""

import re

from derive.words.phrases import BECOMES, GET, GIVES, SO
from derive.words.plain import plain

_LED = (
    rf"(?:(?:{SO}|and|but|while|now|then|finally|similarly|likewise|[(\[]?(?:\d{{1,2}}|[a-z]|[ivx]{{1,4}})[.)\]]|而|且|但)[^\w⟦]*)*"
    r"(?:(?:the )?(?:partial )?(?:gradient|derivative)s?(?: of (?:the |our )?(?:loss|cost|objective)(?: function)?)? )?"
)
_BY = r"(?:(?:with respect to|w\.? ?r\.? ?t\.?|by|for|in)(?: (?:the|a|any|all|each|every|other|others|remaining|vector|word|words|column|columns|embedding|true|outside|centre|center|sampled|negative))*|(?:损失函?数?)?(?:对于?|关于))"
_NAME = r"⟦[^•⟧]*⟧"
_GIVEN = rf"(?:\s*(?:[:：]\]?|\||\])|[,，]?\s*(?:{GET}|gets|receives|it {BECOMES}|this {GIVES}))"


def _said(condition: str) -> str:
    """The words from the name on; "is" gives a value only behind words that differentiate by it, or the formula itself could be this."""
    case = rf"(?: ?\W*(?:for|if|with|when|where|and|其中|当)?\W*⟦{condition}⟧\W*?)?"
    return rf"{_LED}(?:(?:{_BY}\s*)?{_NAME}{case}{_GIVEN}|{_BY}\s*{_NAME}{case}[,，]?\s*(?:it )?{BECOMES})\s*"


_OF_THE_FORMULA = re.compile(rf"[^\w⟦]*{_said('•')}")
_NEXT = re.compile(
    rf"(?P<stop>\A\s*|[.;。；]\s+|\n[ \t>]*(?:(?:[-*+|]|\d+[.)])[ \t]*)?|\s*\\item\b\s*\[?|[,，]\s*(?:and |while |but )?){_said('(?:•|[0-9]+)')}(?={_NAME})",
    re.IGNORECASE,
)
"""The words before the value of another name, with what ends the sentence before them."""
_ENDS = re.compile(
    r"[.;。；]\s|[,，]\s*(?=and\b|while\b|but\b|whereas\b|[^,，]*⟦[^•⟧]*⟧[^,，⟦]*(?:⟦•⟧\W*)?[:：]\s*$)|\n|\\item\b|(?<=⟧)\s*[,，]\s*(?=(?:with|for|by)\b)"
)
"""Where the words about another value end."""


def without_next_value(behind: str) -> str:
    """The words behind a value without those that only lead to the value of another variable.

    >>> without_next_value(". With respect to ⟦…⟧ it is ⟦…⟧. Done.")
    '. ⟦…⟧. Done.'
    """
    return _NEXT.sub(lambda found: found["stop"], behind)


def of_the_formula(before: str) -> bool:
    """Whether the words before a value give it to the last formula in them that is no condition."""
    return bool(_OF_THE_FORMULA.fullmatch(plain(_own(before))))


def without_name(before: str) -> str:
    """The words before a value without those that give it to the formula in them."""
    return before.rstrip().removesuffix(_own(before).rstrip()) if of_the_formula(before) else before


def _own(before: str) -> str:
    """The words before a value that are about it alone."""
    return _ENDS.split(before.rstrip("\n") + " ")[-1]
