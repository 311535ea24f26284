"""Formulas among words that are pieces of a phrase, and no values: "$0$, since $v_w$ is not in the loss", "i.e. $v_c$ times $(\\hat y - y)^\\top$".

A formula in the line is a value where the words before it announce one, or where nothing stands before it in its sentence. Behind such a
value it may be a piece of a reason, of a description or of a paraphrase. That is told by the words at it, and only by words that say so:
what stands without them is held to be a value.

>>> pieces("⟦0⟧, since ⟦1⟧ is not in the loss"), pieces("⟦0⟧, so ⟦1⟧"), pieces("⟦0⟧ by the chain rule ⟦1⟧")
(frozenset({1}), frozenset(), frozenset())
>>> pieces("⟦0⟧，因为损失里没有 ⟦1⟧"), pieces("⟦0⟧，所以有 ⟦1⟧")
(frozenset({1}), frozenset())
>>> pieces("⟦0⟧, i.e. ⟦1⟧ times the transposed error ⟦2⟧"), pieces("⟦0⟧, i.e. ⟦1⟧")
(frozenset({1, 2}), frozenset())
"""

import re
from functools import lru_cache
from itertools import pairwise

from derive.words.lexicon import tags_of
from derive.words.phrases import BECOMES, GET, GIVES, IS, RESTATED, SO, THE_VALUE, VALUE
from derive.words.plain import plain
from derive.words.sentences import SENTENCE

_MARK = r"⟦[^⟧]*⟧"
_HAN = r"[\u3400-\u9fff]"
_ANNOUNCED = re.compile(
    rf"(?:{BECOMES}|{SO}|{VALUE}|\bor|(?:equal|identical) to|(?:written|rewritten|expressed|given) (?:as|by)|{GET}|[=:：;；]|或者?|得到?|写成|写作)[\s,，:：]*\Z"
)
"""Words that announce a value, where they end before it."""
_IS = re.compile(rf"(?:{IS}|{GIVES})\s*\Z")
_REASON = re.compile(
    r"(?:\A|[,，;；(（—–]|-- ?)\W*(?:and |but |simply |precisely |just )*(?:because|since|as|where|wherein|while|whereas|given that|no|not|none|nothing|因为|由于|其中|这里|这是因为)(?![a-z])"
    r"|[(（](?![^)）]*[)）])|\b(?:because|since|where)\b"
)
"""How a clause begins that gives a reason or says what symbols are; a bracket that is still open."""
_ONWARD = re.compile(rf"{SO}|\bor\b|{GET}|[得或]")
"""What ends it: the words behind are about the value again."""
_NOUNS = (
    r"(?:(?:the|a|an|its|our|this|that|both|only) )?"
    r"(?:(?:transposed|predicted|observed|expected|true|outside|center|centre|context|output|word|one-hot|column|row) )*"
    r"(?:(?:vectors?|matrix|matrices|words?|error|residual|difference|scalar|score|prediction|probabilit(?:y|ies)|factor|term|variable|one),? )?"
)
_PIECE = re.compile(
    rf"(?:\b(?:of|on|from|with|between|via|through|into|over|in|times|(?:multiplied|scaled|weighted|divided) by|minus|plus|than|no|without|contains?|containing|needs?|involves?|only) {_NOUNS}"
    rf"|(?:与|和|在|对|从|由|用|乘以?|乘上|减去?|加上?|依赖于?|只有|只与)(?:{_HAN}{{0,4}}(?:向量|矩阵|词|误差|残差))?)\s*\Z"
)
"""A word before a formula that makes it a piece of a phrase."""
_GOES_ON = re.compile(
    rf"\W*(?:times|minus|plus|multiplied|scaled|weighted|divided|dotted|isn't|is not|is(?= (?!(?:the|our|my)\b)[a-z])|does(?:n't)?|do(?:n't)?|never|has|maps|appears?|occurs?"
    rf"|and {_NOUNS}{_MARK}|乘以?|乘上|减去?|加上?|不|没有?|[与和](?:{_HAN}|{_MARK}|\s)*的|的)(?![a-z])"
)
"""Words behind a formula that make it the beginning of a phrase."""
_TOGETHER = re.compile(rf"\W*(?:and|times|minus|plus|与|和|、|乘以|减去) ?{_NOUNS}\W*")
_OF_THE_VALUE = re.compile(rf"{THE_VALUE}\W+(?:\w+ )?{BECOMES}(?: \w+)?\s*\Z")
"""Words that announce what the value is once more, also in a reason."""


def goes_on(behind: str) -> bool:
    """Whether the words behind a formula make it the beginning of a phrase."""
    return bool(_GOES_ON.match(plain(behind)))


@lru_cache(maxsize=1024)
def spoken_of(page: str) -> frozenset[int]:
    """The numbers of the formulas of which a sentence says something, or that stand behind a preposition: no symbol is a value there.

    >>> spoken_of("⟦0⟧. The loss has no ⟦1⟧ in it. So ⟦2⟧.")
    frozenset({1})
    """
    found = set()
    for sentence in SENTENCE.split(page):
        place = 0
        for mark in re.finditer(r"⟦(\d+)⟧", sentence):
            last = plain(sentence[place : mark.start()])
            if not _ANNOUNCED.search(f"{last} ") and (goes_on(sentence[mark.end() :]) or _PIECE.search(f"{last} ")):
                found.add(int(mark[1]))
            place = mark.end()
    return frozenset(found)


@lru_cache(maxsize=1024)
def pieces(page: str) -> frozenset[int]:
    """The numbers of the formulas of a page, ⟦k⟧, that are pieces of a phrase behind another formula of their sentence."""
    found = set()
    for sentence in SENTENCE.split(page):
        marks = list(re.finditer(r"⟦(\d+)⟧", sentence))
        inside = False
        for before, mark in pairwise(marks):
            between = plain(sentence[marks[0].end() : mark.start()])
            last = plain(sentence[before.end() : mark.start()])
            inside = _is_piece(f"{between} ", f"{last} ", plain(sentence[mark.end() :]), inside)
            if inside:
                found.add(int(mark[1]))
    return frozenset(found)


def _is_piece(between: str, last: str, behind: str, inside: bool) -> bool:
    """`between`: from the first formula of the sentence on, `last`: from the last one; `inside`: whether that was a piece."""
    if inside and _TOGETHER.fullmatch(last):
        return True
    if RESTATED.search(re.sub(rf"(?<=\s){_NOUNS}\s*\Z", "", last)):
        return goes_on(behind)
    reason = list(_REASON.finditer(between))
    subordinate = bool(reason) and not _ONWARD.search(between[reason[-1].end() :])
    if _ANNOUNCED.search(last):
        return subordinate and bool(_IS.search(last)) and not _OF_THE_VALUE.search(between)
    return subordinate or bool(_PIECE.search(last))


_WORD = re.compile(r"[\s$~]*(?:(?P<many>[A-Za-z-]+s)\b|[个项次列行])")
_NO_NOUN = frozenset(["link", "reason", "prep", "cop", "find", "cond", "rel", "op", "step"])


def counts_things(behind: str) -> bool:
    """Whether the word right behind a formula is a noun of several things, which the formula counts.

    >>> [counts_things(each) for each in (" vectors are needed.", " samples", " equals it", " is it", ". Terms", " 个样本")]
    [True, True, False, False, False, True]
    """
    found = _WORD.match(behind)
    return found is not None and not (found["many"] and tags_of(found["many"].lower()) & _NO_NOUN)
