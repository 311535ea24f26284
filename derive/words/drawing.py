r"""What a text says of samples: that they are all different, or that the same word may be drawn again.

>>> drawn("Suppose the samples may repeat."), drawn("Samples need not be distinct."), drawn("若样本可以重复，")
('repeated', 'repeated', 'repeated')
>>> drawn("Here all samples are different."), drawn("No two samples coincide."), drawn("样本互不相同。")
('distinct', 'distinct', 'distinct')
>>> drawn("In the last part the samples were distinct.") is None, drawn("The samples are independent.") is None
(True, True)
"""

import re

from derive.words.clauses import Clause, clauses_of
from derive.words.plain import plain

_SAMPLES = re.compile(r"samples?|sampled|negatives?|draws?|drawn|负?样本|采样|抽样")
_AGAIN = re.compile(
    r"repeat\w*|recur\w*|coincid\w*|duplicat\w*|(?:be_)?(?:equal|identical)|again|twice|more_than_once|several_times|many_times|repeatedly|重复|相同"
)
_APART = re.compile(r"distinct|different|unique|differ|互不相同|互异|各不相同|不同")


def drawn(text: str) -> str | None:
    """Whether a text says of the samples here and now that they are "distinct", or that they may be "repeated"; None where it says neither."""
    return next(filter(None, map(_drawn, clauses_of(plain(text)))), None)


def _drawn(clause: Clause) -> str | None:
    words = [each.text for each in clause.tokens]
    at = next((at for at, word in enumerate(words) if _AGAIN.fullmatch(word) or _APART.fullmatch(word)), None)
    of = next((each for each in words[:at] if _SAMPLES.fullmatch(each)), None)
    if at is None or of is None or any(word in _OTHER_TIME for word in words) or clause.has("past", "answer", "math"):
        return None
    denied = sum("deny" in each.tags or bool(_NO_MORE.match(each.text)) for each in clause.tokens[:at]) % 2 == 1
    return "repeated" if bool(_AGAIN.fullmatch(words[at])) != denied else "distinct"


_NO_MORE = re.compile(r"no_longer|not_|drop|dropping|不再")
"""Words and set phrases that deny, and change nothing in a claim."""
_OTHER_TIME = frozenset(["were", "was", "had", "part", "would", "unlike"])
"""Words of a clause about another part, or about what is not the case."""
