"""TABLE of the words by which an author says what a symbol is, and of what such a description may hold."""

import re

from derive.words.descriptions import words_of
from derive.words.saying import Phrases
from derive.words.sentences import HALF

PIECE = re.compile(rf"{HALF.pattern}|(?=,\s*(?:where|here|with)\b)|(?=其中)|\\[A-Za-z]*(?:note|thanks|todo)\w*\s*\{{")
"""Where one description ends and the next begins."""
OPENS = Phrases("before", "(because|since|as|and|因为|由于|若)")
"""Words behind which a symbol begins a clause."""
MINE = Phrases("before", "(my|our)")
CALLED_SO = Phrases(
    "opening",
    """
    [the|my|our|this|a|here|and]* (symbol|letter|notation|sign|character|vector|matrix|variable|quantity)
    in (my|our|this) [own] (notation|solution|answer|derivation)
    """,
)
"""What a symbol is called that begins a sentence, or where it has the meaning that follows."""
WRITTEN_SO = Phrases("anywhere", "(write|writing|call|calling|use|using)")
CALL = Phrases("anywhere", "call")
THE_ONLY = Phrases("anywhere", "the (only|single)")
DESCRIPTION_ENDS = re.compile(
    r"\band \W*⟦|\b(?:where|when|while|whereas|such|if|for|since|because|so|we|this gives|this means)\b|其中|当"
)
AT = Phrases("before", "(at|index|position|在)")
OF = Phrases(
    "before",
    """
    (of|to|over|from|with|entries|components|elements)..
    [的](元素|分量)
    """,
)
"""Words before a formula in a description that make it something else than the value: of what, with which entries."""
OVER_WORDS = re.compile(r"(?<=distribution )over (?:the |all )?(?:outside |context )*(?:vocabulary|vocab|words)\b")
OF_A_FUNCTION = Phrases(
    "anywhere",
    "and [the] (sigmoid|logistic|softmax|exponential|function)..(act|acts|applies|applied|works?|taken)",
)
"""A clause of its own, about how a function acts on a vector."""
OF_COLUMNS = Phrases("anywhere", "(vectors?|columns?|matrix|向量|列|矩阵)")
STACKED = words_of("stacked stacks consisting consists made up side 组成 构成 拼成 排成 由 全部")
"""Words for a matrix that is made of its columns."""
ZEROS = words_of("zero zeros all-zero null 零")
LABELS = words_of("label labels one-hot onehot truth true ground-truth 标签 真实 独热")
"""Words for what is given as true, and is no prediction."""
PREDICTIONS = words_of("prediction predictions predicted predicts softmax estimate estimated 预测")
"""Words for what is computed, and is no label."""
PLAIN_VALUES = words_of("uniform constant random identity zero zeros one ones all-ones 均匀 常数 全一 全零 零")
"""Words for a value that hangs on nothing."""
ORDINAL = re.compile(r"⟦(\d+)⟧(?: ?-? ?th\b)|第 ?⟦(\d+)⟧|\b(?:at|index|position|entry|component) ⟦(\d+)⟧")
"""The place at which a member stands, or the 1 of a one-hot vector: "the c-th column", "one-hot at o"."""
SOMEWHERE_ONE = Phrases(
    "anywhere", "(ones?|one-hot|onehot|hot|1|except|other|others|else|elsewhere|but|独热|其他|其余|除|一|⟦)"
)
"""What tells of a vector of zeros that it has a one somewhere."""
SAID_EQUAL = re.compile(
    r"(?<!of )(?<!by )(?<!for )(?<!in )(?<!and )(?<!with )(?<!to )(?P<part>\b(?i:columns?|rows?|entry|entries|component|part)\W*|第\s*)?⟦(?P<what>\d+)⟧\s*(?:列|行|(?P<nth>-?\s?th (?:columns?|rows?)))?\s*(?:is|are|equals?|是|为|等于)(?: just| simply| the)?\s*⟦(?P<value>\d+)⟧(?! ?[- ]?(?:dimensional|维|st\b|nd\b|rd\b|th\b))"
)
"""A formula that the words set equal to another one."""

_BY_ENTRIES = words_of(
    "elementwise element-wise entrywise entry-wise componentwise component-wise pointwise hadamard product multiplication operation operator sign symbol 逐元素 相乘 乘法 乘积 运算"
)
_ANY_PRODUCT = _BY_ENTRIES | words_of("inner dot scalar ordinary usual matrix plain 内积 点积 矩阵 普通")
OPERATORS = {
    **dict.fromkeys(("odot", "circ", "⊙", "∘"), _BY_ENTRIES),
    **dict.fromkeys(("cdot", "times", "·", "×", "*", "@"), _ANY_PRODUCT),
    **dict.fromkeys(("otimes", "⊗"), words_of("outer product tensor kronecker 外积 张量积")),
    "Sigma": words_of("sum sums summation summations over whole entire 求和"),
    "top": words_of("transpose transposed transposition 转置"),
    "hat cdot": words_of("predicted prediction predictions estimate estimates estimated model model's 预测"),
}
"""Signs that stand alone among the words, and what may be said of them."""
TURNED = words_of("transpose transposed inverse negative negated square reciprocal 转置 逆矩阵 相反数")
"""What makes of a thing that is given another one."""
MADE_OF = Phrases("anywhere", "(negative|opposite|inverse|half|double|twice|square) of")
"""That a symbol is something made of what it should be."""
A_NUMBER = Phrases("between", "[is] [an?|just an?] [real] (scalar|number)|[是][一个](标量|数)")
"""A description that makes a symbol a number."""
SOFTMAX_OF = Phrases("before", "softmax (of|over|at)")
"""Words before a formula of which the softmax is taken."""
SUMS_TO = Phrases("anywhere", "<what X> (sums|sum|adds|add) [up] to <value X|_>")
"""What the entries of a symbol are said to add up to."""
