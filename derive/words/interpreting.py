"""Clauses behind an answer that interpret it: when it vanishes, told of a perfect prediction, and what a step of descent does to a vector.

They are asked for beside the gradient, and change nothing of it.

>>> interprets("It is zero when the prediction equals the label"), interprets("It is zero when the word is rare")
(True, False)
>>> interprets("In words: the average outside vector equals the observed one"), interprets("The gradient equals the average")
(True, False)
>>> interprets("Subtracting this gradient moves ⟦…⟧ towards ⟦…⟧"), interprets("Subtracting this gradient gives the answer")
(True, False)
"""

import re

from derive.words.phrases import WORD_OF_A_FIT
from derive.words.plain import plain

_THIS = r"(?:it|this|that|(?:the|this|our) (?:whole |full )?(?:gradient|derivative))"
_OPENING = r"(?:(?:and|so|thus|hence|therefore|then|clearly|obviously|note that|we see that|of course),? )*"
_VANISHES = re.compile(
    rf"{_OPENING}{_THIS} (?:(?:is|will be|becomes|equals|gets) (?:exactly |equal to )?(?:zero|0|⟦0⟧)|vanishes) ?,? ?"
    rf"(?:exactly |only |precisely )?(?:when|if|whenever|once|iff|if and only if) {WORD_OF_A_FIT}(?: {WORD_OF_A_FIT})*",
    re.IGNORECASE,
)
_FITS = re.compile(
    rf"{_OPENING}(?:(?:in (?:other |plain )?words|that is|i\.e\.|meaning|this means),?:? )?(?:that |when )?"
    rf"(?=(?:[\w-]+ )*(?:prediction|predicted|expected|expectation|average|mean|model|model's)\b)(?=.*\b(?:equals?|matches|match|agrees|coincides?|is)\b){WORD_OF_A_FIT}(?: {WORD_OF_A_FIT})*",
    re.IGNORECASE,
)
"""The prediction equals the observation, when something vanishes said in words."""
_FITS_ZH = re.compile(
    r"(?:也就是说?|即|换句话说)?(?:模型)?(?:预测|期望|所预测|平均)的?(?:上下文|外部|词|单词|分布|向量|概率)*(?:恰好|正好|刚好)?(?:等于|与)(?:真实|实际|观测到?)的?(?:上下文|外部|词|单词|分布|向量|标签)*(?:相等|一致|相同)?"
)
_FROM = r"(?: from (?:the |our )?(?:cent(?:er|re) )?(?:word )?(?:vector )?(?:⟦[^⟧]*⟧)?)?"
_TAKEN = (
    rf"(?:{_THIS}|(?:the )?(?:first|second|two|both|these|each) (?:terms?|parts?)|(?:each|both) of (?:the|these) terms)"
)
_STEP = re.compile(
    rf"{_OPENING}(?:when|if|as|once|after|by|because|since) (?:(?:we|you|one|i) subtract {_TAKEN}|{_TAKEN} (?:is|are|gets) subtracted|subtracting {_TAKEN}){_FROM}",
    re.IGNORECASE,
)
_SUBTRACTING = re.compile(
    rf"{_OPENING}(?:by )?subtracting {_TAKEN}{_FROM},? (?:we |this |it )?(?:will |thus |therefore )?"
    r"(?:moves?|pulls?|push(?:es)?|brings?|makes?|drives?|shifts?|draws?|adds?|lets?|increases?|decreases?|updates?)(?P<what> .*)",
    re.IGNORECASE,
)
_OF_THE_ANSWER = re.compile(
    r"\b(?:answers?|results?|values?|formulas?|signs?|right|correct|wrong|half|twice|minus|times|factor|instead|not|never)\b",
    re.IGNORECASE,
)
_ZH = re.compile(
    r"(?:所以|因此|于是)?(?:当|在)?(?:我们)?(?:减去|减掉)(?:这个|该)?(?:梯度|导数)(?:后|之后|时|以后)?"
    r"|(?:所以|因此)?(?:该|这个)?(?:梯度|导数)(?:等于|为|是)(?:零|0|⟦0⟧)(?:当且仅当|当)(?:模型)?(?:的)?(?:预测|预测值|预测分布)(?:完全)?(?:正确|准确|等于真实(?:值|分布|标签))(?:时|的时候)?"
)


def interprets(clause: str) -> bool:
    """Whether a clause tells when a gradient vanishes by how well the model predicts, or what subtracting it does."""
    text = plain(clause).strip(" .,;:。，；：")
    dense = text.replace(" ", "")
    if (
        any(each.fullmatch(text) for each in (_VANISHES, _FITS, _STEP))
        or _ZH.fullmatch(dense)
        or _FITS_ZH.fullmatch(dense)
    ):
        return True
    moved = _SUBTRACTING.fullmatch(text)
    return (
        moved is not None
        and bool(re.search(r"⟦|vectors?\b|words?\b", moved["what"]))
        and not _OF_THE_ANSWER.search(moved["what"])
    )
