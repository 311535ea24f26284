"""TABLE of the words that say what shape a value has, and how vectors lie in their matrix."""

import re

from derive.words.saying import Phrases, spelled

_VALUE = """(it|this|that|(the|this|our) [_] (result|answer|gradient|derivative|expression|value)|(its|the) (shape|size|length|dimensions?|dimensionality)
|(这|它)[[个](结果|梯度)]|结果|梯度|[其|它的](形状|维度|长度|大小))""".replace("\n", "")
_NOT_A_NOUN = (
    "!([-]~(vector*|product*|times*|multipl*|form*|notation*|equation*|factor*|weight*|sum*|version*|乘|形式|向量|和))"
)
_OF = "(length|dimensions?|size|shape|dimensionality)"

OF_THE_VALUE = Phrases(
    "behind",
    f"""
    [(so|and|note that|thus|hence|as expected|here)[,]]* {_VALUE}
    which
    """,
)
"""How a sentence begins that speaks of the value before it."""
APPOSED = Phrases("behind", "(which|an?|of|是|为|形状|维度)")
"""How words go on that say something of the formula before them."""
KIND = Phrases(
    "anywhere",
    f"(is|are|an?|again|just|simply|one|是|一个)~[column|row|列|行]~<kind scalar|[single|real] number|matrix|vector|标量|矩阵|向量>{_NOT_A_NOUN}",
)
KINDS = {"number": "scalar", "标量": "scalar", "矩阵": "matrix", "向量": "vector"} | {
    each: each for each in ("scalar", "vector", "matrix")
}
"""What kind of thing each word for one names."""
SIZES = Phrases(
    "anywhere",
    f"""
    (vector|matrix) of {_OF} X
    X[-]~[dimensional|dim[.]|element] [column|row] (vector|matrix)
    (has|with) [exactly] X (entries|components|elements|coordinates)
    (vector|matrix|is|lies) in X
    {_OF} (is|are|of|=) X
    of [the] {_OF} X
    X~[维][的][列|行](向量|矩阵)
    (长度|维度|形状|大小)(为|是)~X
    (this|it|which) is X
    """,
)
"""Words that give the sizes of a value by a formula."""
AS_MANY_AS_WORDS = Phrases(
    "anywhere", f"{_OF} (is|equals) [the] (size of the vocabulary|vocabulary size|number of words)"
)
LETTERS = re.compile(
    rf"{spelled(_OF)} (?:(?:is|of|equals|=) )?(?P<sizes>\|?[a-z]\|?(?: ?(?:x|×|by|\*) ?(?:\|?[a-z]\|?|1))?)(?![\w|])"
    r"|(?<![\w|])(?P<ahead>\|?[a-z]\|? ?(?:x|×|by) ?(?:\|?[a-z]\|?|1))[- ](?:dimensional |column |row )?(?:vector|matrix)"
    r"|\b(?:has|with) (?:exactly )?(?P<many>\|?[a-z]\|?) (?:entries|components|elements|coordinates)\b"
)
"""Sizes that stand among the words: "of length V", "a d x V matrix"."""
ANOTHER_CLAUSE = Phrases("anywhere", "(;|；|:|：|where|since|because|and|times|for|其中|因为)")
"""Where words that say a shape end."""
OF_SHAPE = Phrases("within", "[as an?|as|an?|which is [an?]|of [the] (shape|size)|形状为|是]")
"""Between a value and a formula that is its shape."""
