"""A value put into words behind a formula: "$U(\\hat y-y)$, i.e. $U\\hat y$ minus $u_o$". It is read, and held against the formula.

Only what is found to be the same value says nothing more; words for a sum or a product that are not read, or that give something else,
speak against the formula beside them.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import pairwise

from derive import expression as x
from derive.words.claims import odd_word
from derive.words.paraphrases import ENDS, NOUNS, OF_BOTH, OF_BOTH_ZH, SIGNS
from derive.words.phrases import RESTATED_BEFORE
from derive.words.plain import plain
from derive.words.sentences import SENTENCE
from proofs.answers.claims.script import Script

_MARK = re.compile(r"⟦(\d+)⟧")
ValueOf = Callable[[int], x.Expression | None]
"""Formula k as an expression, if it is one."""
IsValue = Callable[[x.Expression], bool]
"""Whether an expression is found to be what is asked for."""


@dataclass(frozen=True, slots=True)
class Paraphrase:
    """Words that put a value into words, whether they give it, and the formulas in them."""

    words: str
    same: bool
    passages: tuple[int, ...] = ()

    @property
    def formulas(self) -> int:
        """How many formulas behind the claim belong to it."""
        return len(self.passages) if self.same else 0


def without_paraphrase(words: str, formulas: int) -> str:
    """The words behind a claim without a paraphrase of so many formulas."""
    marks = list(re.finditer(r"⟦[^⟧]*⟧", words))
    return f".{words[marks[formulas - 1].end() :]}" if 0 < formulas <= len(marks) else words


def paraphrase(script: Script, at: int, value_of: ValueOf, is_value: IsValue) -> Paraphrase | None:
    """The words behind formula `at` that put its value into words; None where there are none."""
    said = SENTENCE.split(script.around(at)[1])[0]
    words = plain(ENDS.ahead(said))
    again, both = RESTATED_BEFORE.match(words), OF_BOTH(words)
    if not again and not (both and not words[: both.start()].strip(" ,，the")):
        return None
    words = words[again.end() :] if again else words
    numbers = tuple(int(found[1]) for found in _MARK.finditer(words))
    spoken = both or SIGNS(words) or OF_BOTH_ZH(words)
    if not spoken or not numbers:
        return None
    terms = [term for term in map(value_of, numbers) if term is not None]
    told = Paraphrase(_MARK.sub("…", words)[:60], False, numbers)
    if len(terms) < len(numbers) or len(terms) < 2:
        return told if SIGNS(words) or len(numbers) > 1 else None
    rest = _MARK.sub(" ", SIGNS.without(OF_BOTH.without(OF_BOTH_ZH.without(words))))
    same = odd_word(rest, NOUNS) is None and any(map(is_value, _values(words, terms)))
    return replace(told, same=same)


def _values(words: str, terms: list[x.Expression]) -> Iterator[x.Expression]:
    """What a phrase may stand for; of a product the order and the layout of its factors is open in words."""
    chinese, both = OF_BOTH_ZH(words), OF_BOTH(words)
    found = both or chinese
    if found:
        kinds = [found.lastgroup or ""] * (len(terms) - 1)
    else:
        gaps = _MARK.split(words)[2:-1:2]
        signs = [list(SIGNS.all(gap)) for gap in gaps]
        if any(len(each) != 1 for each in signs):
            return
        kinds = [each[0].lastgroup or "" for each in signs]
    if len(terms) == 2 and kinds[0] in ("times", "product"):
        for first, second in (terms, terms[::-1]):
            for left in (first, x.Transpose(first)):
                for right in (second, x.Transpose(second)):
                    with suppress(x.ShapeError):
                        yield x.Product((left, right))
    elif set(kinds) <= {"minus", "plus", "difference", "sum"}:
        signed = [
            x.Negative(term) if kind in ("minus", "difference") else term
            for kind, term in zip(kinds, terms[1:], strict=True)
        ]
        if all(a.shape == b.shape for a, b in pairwise(terms)):
            yield x.Add((terms[0], *signed))
