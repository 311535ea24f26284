"""Words by which an equation picks out the terms of which something is said: "every term with y_w = 0 drops out"."""

import re

_TERMS_WITH = re.compile(
    r"\b(?:terms?|words?|entry|entries|summands?|elements?|components?|ones?|those|index|indices)(?: of the (?:sum|vector))? (?:with|where|in which|for which|when(?:ever)?|having)\W*$",
    re.IGNORECASE,
)
_AND = r"\W*(?:(?:and|or) ⟦[^⟧]*⟧ )?(?:all |just |only |simply )?"
_ARE_GONE = re.compile(
    rf"{_AND}(?:drops?|vanish(?:es)?|disappears?|cancels?|(?:is|are) (?:gone|zero|⟦0⟧|dropped|removed)|falls?|goes?)\b",
    re.IGNORECASE,
)
_ARE_LEFT = re.compile(rf"{_AND}(?:survives?|remains?|contributes?|(?:is|are) left)\b", re.IGNORECASE)
_LEFT_WITH = re.compile(
    r"\b(?:terms?|ones?|summands?|entry|entries) (?:(?:that|which) )?(?:remains?|remaining|survives?|surviving|(?:is|are) left|not (?:zero|⟦0⟧)|contributes?)(?: (?:is|are))?(?: (?:the one|that|those|the ones?))? (?:with|where|in which|for which|when)\W*$",
    re.IGNORECASE,
)


def singled_out(before: str, number: str | None, behind: str) -> bool:
    """Whether the words around "… = number" say what becomes of the terms with that factor, and rightly: those with 0 go, those with 1 stay.

    >>> singled_out("Every term with ", "0", " drops out."), singled_out("Every term with ", "1", " drops out.")
    (True, False)
    >>> singled_out("The one term that survives is the one where ", "1", ".")
    True
    """
    terms = _TERMS_WITH.search(before)
    if number == "0":
        return bool(terms and _ARE_GONE.match(behind))
    left = (terms and _ARE_LEFT.match(behind)) or _LEFT_WITH.search(before)
    return number == "1" and bool(left)
