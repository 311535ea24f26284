"""What the words of an answer say that a name of the statement is: "let y be uniform", "where ŷ is the label", "u_o is the c-th column".

A name that the statement defines has its value from there. Words that make it another thing are held against it by what that value is:
a one-hot vector is a label and no prediction, what hangs on the variable is no label, and neither is the same everywhere.
"""

import re

from derive import expression as x
from derive.parsing import syntax as s
from derive.parsing.trees import key, strip
from derive.premises import Premises
from derive.statement import Statement
from derive.words.symbols import (
    DESCRIPTION_ENDS,
    LABELS,
    ORDINAL,
    PIECE,
    PLAIN_VALUES,
    PREDICTIONS,
    SOMEWHERE_ONE,
    TURNED,
    ZEROS,
)
from proofs.answers.account.described import said_of, supposed_of, supposing
from proofs.answers.claims.script import Script

_FORMULA = re.compile(r"⟦(\d+)⟧")
ONE = frozenset(["one"])
_WORD = re.compile(r"[a-z][a-z-]*|[\u4e00-\u9fff]+")


def misdescribed(page: Script, statement: Statement) -> tuple[str, s.Span] | None:
    """The first words that make a name of the statement another thing, with the place of the name; None where there are none."""
    for sentence in PIECE.split(page.page):
        for found in _FORMULA.finditer(sentence):
            passage = page.formulas[int(found[1])]
            name = _symbol(passage)
            what = (supposed_of if supposing(sentence, found) else said_of)(sentence, found) if name else None
            odd = _odd(DESCRIPTION_ENDS.split(what)[0], name, page, statement) if what and name else None
            if odd:
                return f"{page.source[slice(*passage.span)].strip('$')} {odd}", passage.span
    return None


def _symbol(passage: s.Passage) -> str | None:
    """The one symbol that a formula consists of."""
    return None if passage.expression is None else key(strip(passage.expression))


def _odd(what: str, name: str, page: Script, statement: Statement) -> str | None:
    """The word of a description, or the place that it tells, which is not that of the name."""
    quantity = statement.quantities.get(name)
    hot = _hot(quantity) if quantity is not None else None
    letter = hot.name if hot is not None else name.partition("_")[2]
    for place in ORDINAL.finditer(what):
        told = _symbol(page.formulas[int(next(filter(None, place.groups())))])
        if letter and told is not None and told != letter:
            return what
    if quantity is None:
        return what if name in statement.declarations.table and TURNED & set(_WORD.findall(what)) else None
    against = (
        PLAIN_VALUES if hot is None else PREDICTIONS | (PLAIN_VALUES - ONE - (ZEROS if SOMEWHERE_ONE(what) else ONE))
    )
    if Premises(statement.variable).depends(quantity, statement.variable):
        against |= LABELS
    said = _WORD.findall(what)
    return next((word for word in said if word in against or _holds(word, against)), None)


def _holds(word: str, against: frozenset[str]) -> bool:
    """Whether one of the Chinese words stands in a run of signs."""
    return any(not each.isascii() and each in word for each in against)


def _hot(value: x.Expression) -> x.Index | None:
    """Where the 1 of a one-hot vector stands; None for any other value."""
    match value:
        case x.Named(_, inner) | x.Transpose(inner):
            return _hot(inner)
        case x.OneHot(x.Index() as index):
            return index
        case x.Table(index, x.Delta(x.Same(x.Index() as one, x.Index() as other))) if index in (one, other):
            return other if index == one else one
    return None
