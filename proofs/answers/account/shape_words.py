r"""Shapes of the value told in words behind it: "This is a vector of length $V$", "which is a scalar", "a $d \times V$ matrix".

Only what is said of the value itself counts: in its own sentence, or in the next one where it, this or the gradient is the subject.

>>> sorted({kind for kind, _ in remarks(". This is a vector of length ⟦3⟧.")}), remarks(". Here ⟦3⟧ is a vector of length ⟦5⟧.")
(['sizes', 'vector'], [])
>>> remarks(", which is a matrix-vector product."), remarks(". The loss is a scalar."), remarks(". The result is a scalar.")
([], [], [('scalar', 'a scalar')])
"""

import re

from derive import expression as x
from derive.reading.context import Notation
from derive.words.pieces import WHOLE
from derive.words.plain import plain
from proofs.answers.claims.script import Script
from proofs.answers.claims.sizes import fits, sizes_in

_VALUE = (
    r"(?:it|this|that|(?:the|this|our) (?:\w+ )?(?:result|answer|gradient|derivative|expression|value)|(?:its|the) (?:shape|size|length|dimension|dimensions|dimensionality)"
    r"|[这它](?:个?(?:结果|梯度))?|结果|梯度|(?:其|它的)?(?:形状|维度|长度|大小))"
)
_BEGINS = re.compile(rf"\W*(?:(?:so|and|note that|thus|hence|as expected|here)\W+)*{_VALUE}(?![a-z])|\W*which\b")
_APPOSED = re.compile(r"[\s(（,，;；]*(?:which|an?|of|是|为|形状|维度)(?![a-z])")
_NO_NOUN = (
    r"(?![-\s]*(?:vector|product|times|multipl|form|notation|equation|factor|weight|sum|version|乘|形式|向量|和))"
)
_KINDS = re.compile(
    rf"(?:\b(?:is|are|an?|again|just|simply|one)|是|一个)[\s]*(?:(?:column|row|列|行) ?)?(?P<kind>scalar|(?:single |real )?number|matrix|vector|标量|矩阵|向量)(?![a-z]){_NO_NOUN}"
)
_NAMES = {"标量": "scalar", "矩阵": "matrix", "向量": "vector"}
_OF = r"(?:length|dimensions?|size|shape|dimensionality)"
_SIZES = re.compile(
    rf"\b(?:vector|matrix) of {_OF} ⟦(\d+)⟧|⟦(\d+)⟧(?:-| )?(?:dimensional |dim\.? |element )?(?:column |row )?(?:vector|matrix)(?![a-z])"
    rf"|\b(?:has|with) (?:exactly )?⟦(\d+)⟧ (?:entries|components|elements|coordinates)|\b(?:vector|matrix|is|lies) in ⟦(\d+)⟧|\b{_OF} (?:is|are|of|=) ⟦(\d+)⟧"
    r"|⟦(\d+)⟧ ?维?的?(?:列|行)?(?:向量|矩阵)|(?:长度|维度|形状|大小)(?:为|是) ?⟦(\d+)⟧|\b(?:this|it|which) is ⟦(\d+)⟧"
)
_MARK = re.compile(r"⟦(\d+)⟧")
_OF_WORDS = re.compile(rf"\b{_OF} (?:is|equals) (?:the )?(?:size of the vocabulary|vocabulary size|number of words)")


def remarks(behind: str) -> list[tuple[str, str]]:
    """What words behind a formula say of its shape, as (kind, words): a kind of thing, "sizes" where a formula among the words gives them, or "words"."""
    own, *later = WHOLE.split(behind)
    said = [own] if _APPOSED.match(plain(own)) else []
    if said or not re.search(r"\w", plain(own)):
        said += [each for each in later[:1] if _BEGINS.match(plain(each))]
    found: list[tuple[str, str]] = []
    for each in said:
        clause = re.split(r"[;；:：]|\b(?:where|since|because|and|times|for)\b|其中|因为", plain(each))[0]
        found += [
            (_NAMES.get(hit["kind"], "scalar" if "number" in hit["kind"] else hit["kind"]), hit[0].strip())
            for hit in _KINDS.finditer(clause)
        ]
        found += [("sizes", hit[0]) for hit in _SIZES.finditer(clause)]
        found += [("words", hit[0]) for hit in _OF_WORDS.finditer(clause)]
    return found


def said_of_another_shape(script: Script, at: int, shape: x.Shape, notation: Notation) -> str | None:
    """The words behind formula `at` that give its value a shape that it does not have."""
    for kind, words in remarks(script.page.partition(f"⟦{at}⟧")[2]):
        if kind == "sizes":
            mark = _MARK.search(words)
            assert mark is not None
            chains = script.formulas[int(mark[1])].chains
            sizes = sizes_in(chains[0].sides[0], notation) if len(chains) == 1 and len(chains[0].sides) == 1 else ("?",)
            if "?" not in sizes and not fits(sizes, shape):
                return words.replace(mark[0], script.source[slice(*script.formulas[int(mark[1])].span)])
        elif kind == "words":
            if notation.words and not fits((notation.words,), shape):
                return words
        elif (kind == "scalar") != (shape == x.SCALAR) or (kind == "matrix") == ("1" in shape):
            return words
    return None
