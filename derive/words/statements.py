"""TABLE of the words beside a formula in an answer to a loss of one's own: what a symbol is, what is supposed, over what a sum runs."""

import re

from derive.words.descriptions import words_of
from derive.words.saying import Phrases

SUPPOSED = re.compile(
    r"\b(?:if|when|suppos\w+|assum\w+|provided|given)\b[^.⟦]*⟦…⟧\s*(?P<what>(?:is|are|be|were)\s+(?!one-hot|symmetric|positive|invertible|orthogonal)\w+)",
    re.IGNORECASE,
)
"""Something that is supposed of a symbol in the sentence of a claim: "If ŷ is uniform, …"."""
DERIVATIVE_OF = re.compile(r"\b(?:gradients?|derivatives?) of(?=\s*(?:⟦…⟧)?$)", re.IGNORECASE)
OTHER_LOSS = re.compile(
    r"\b(?:mean|average|half|squared?|negative|twice|regulari[sz]ed|accuracy|likelihood|expected|logarithm)\b"
)
"""Words that make the loss another one."""
ANOTHER_LOSS = re.compile(
    r"\b(?:other|another|second|third|previous|next|different|opposite|negated|dual)\W+(?:loss|cost|objective|function|criterion|risk|error|energy)\b"
    r"|(?:另一个?|其他|第二个?|上一个?)(?:损失|代价|目标)函?数?"
)
"""Words that speak of a loss beside the one that is stated."""
SETS_TO_ZERO = re.compile(
    r"\b(?:sett?(?:ing)?|equat(?:e|ing)|put(?:ting)?)\b(?:\s+(?:this|that|it|these|both|all|the|first|partial|gradients?|derivatives?|expressions?|result|above"
    r"|equations?|equal))*\s+(?:to|equal to|=)\s+(?:zero|0)\b|令(?:其|它|上式|该式|导数|偏导数?|梯度)*(?:等于|为|=)\s*(?:零|0)"
    r"|(?:\b(?:sett?(?:ing)?|solv(?:e|ing)|letting)|令|解)\s*⟦=0⟧",
    re.IGNORECASE,
)
"""Words that demand that a derivative is zero, ⟦=0⟧ for a formula that says so: what follows holds at such a point only."""
DEMANDS = re.compile(r"\\(?:overset|stackrel)\s*\{\s*(?:\\text\w*\s*\{)?\s*(?:!|set(?: to)?|令)\s*\}")
"""A mark over a sign that demands that both sides are equal."""
WITH_RESPECT_TO = re.compile(r"(?:\b(?:with respect to|w\.?r\.?t\.?|by)|关于|对)(?=\s*(?:⟦…⟧)?$)", re.IGNORECASE)
"""Words before the symbol that is differentiated by."""
CALLED = {
    "gradient": Phrases("anywhere", "gradient"),
    "hessian": Phrases("anywhere", "(hessian [matrix]|second derivatives?|海森矩阵|黑塞矩阵)"),
    "jacobian": Phrases("anywhere", "(jacobian [matrix]|derivative matrix|雅可比矩阵)"),
}
"""What is asked for, by its target, as authors call it."""
DEFINES = frozenset(["where", "let", "with", "denote", "denotes", "define", "setting", "residual", "unit", "basis"])
"""Words that introduce a name of the answer's own; what they introduce is read."""
TOPICS = words_of(
    """activation activations attention backpropagate bilinear backpropagation backward batch bias biases class classes column columns
    come comes cookbook data diagonal embedding embeddings example examples feature features forward hessian hinge hidden image images
    jacobian key keys layer's linear logistic margin margins mean memory network's node nodes norm norms penalty point points product queries query
    recurrent regression regularisation regulariser regularization regularizer ridge row rows score scores state states
    quadratic softmax step's symmetric time trace transpose unit units value values variance word's 类别 隐藏 状态 样本 权重 偏置 批 层 激活 行
    model pair pairs partition probabilities probability kernel covariance
    迹 词频 共现"""
)
"""What answers in other courses are about: words that say nothing against a formula beside them."""
PROPERTIES = words_of(
    """zero zeros one ones identity orthogonal orthonormal symmetric diagonal uniform random constant small large positive negative
    invertible singular unit normalised normalized equal constant residual residuals scalar inverse prediction predictions predicted 为零 单位 对称 正交"""
)
"""Properties of a symbol: where the statement does not assume them, an answer that does is about something else."""
STRUCTURES = words_of("diagonal orthogonal orthonormal symmetric invertible singular uniform 对称 正交 对角")
"""Properties that a symbol has by itself, whatever word introduces it: "and $A$ is diagonal"."""
KIND = re.compile(
    r"\W*(?:is|are|denotes?|means?|be) (?:a|an|the) (?P<kind>scalar|number|row vector|(?:column )?vector|matrix)\b|\W*是(?:一个)?(?P<zh>标量|向量|矩阵)"
)
KINDS = {"scalar": 0, "number": 0, "标量": 0, "vector": 1, "column vector": 1, "向量": 1, "matrix": 2, "矩阵": 2}
"""How many sizes what a word says has; a row vector is none of them."""
_RENAMED = re.compile(
    r"\W*(?:(?P<strong>means?|denotes?|stands? for)|(?:is|being)\b(?=.*\b(?:itself|inverse|transposed?|same)\b))\b(?P<what>.*)"
)


def renames(power: str, words: str) -> str | None:
    r"""The words behind a symbol with a superscript that make it another thing than this says; None where they do not.

    >>> renames(r"\\top", " denotes the transpose of X"), renames(r"\\top", " is X itself"), renames("{-1}", " means the transpose")
    (None, 'is X itself', 'means the transpose')
    >>> renames(r"\\top", " is d by n")
    """
    found = _RENAMED.match(words)
    right = "inverse" if "-1" in power else "transpose" if re.search(r"top|T|intercal|prime|'", power) else ""
    return words.strip() if found and not (right and right in found["what"]) else None


MEANS = re.compile(
    r"\W*(?:(?:now|here|always|really) )?(?:is|are|means?|denotes?|stands? for|refers? to|represents?|being)\b(?: the| an?)?\s*(?P<what>.*)"
)
PROPERTY = re.compile(r"\W*(?:is|are|be) (?:an? )?(?P<property>[a-z]+)\b|\W*(?:是|为)(?P<zh>对称|正交|对角)")
RANGED = re.compile(
    r"\b(?:runs?|ranges?|goes|taken|summed|sums?) (?:only )?over\b[^.]*\b(?:with|such that|for which|where|whose|but|except|only)\b|(?:取遍|遍历)[^。]*(?:满足|使得|除)",
    re.IGNORECASE,
)
"""Words that make a sum run over some of its terms only."""
SIZES_IN_WORDS = re.compile(
    r"\s*(?:is|of|has|as|be|being|为|是)[^$]{0,20}\$\s*([A-Za-z]+)\s*\\times\s*([A-Za-z]+)\s*\$"
)
COUNTED = {
    "examples": "example examples sample samples observation observations instance instances datum data points documents images sentences",
    "features": "feature features dimension dimensions input inputs attribute attributes covariate covariates parameter parameters weights",
    "classes": "class classes label labels category categories output outputs",
}
"""What one calls that of which there are so many."""
COUNTED_BY = {word: kind for kind, words in COUNTED.items() for word in words.split()}
COUNTED_BEHIND = re.compile(
    r"\W*(?:is|are|denotes?|means|being)?\s*(?:the )?(?:total )?(number of (?:the )?(?:training )?([a-z]+))",
    re.IGNORECASE,
)
COUNTED_AHEAD = re.compile(r"(number of (?:the )?(?:training )?([a-z]+))[\s,$(]*$", re.IGNORECASE)
LEADS_TO_A_VALUE = re.compile(r"(?:\b(?:is|are|equals?|becomes?|gives)|=|:|：|是|为|等于|得到?)\s*$")
PROPERTY_WORDS = re.compile(r"[a-z]+|为零|单位|对称|正交")
"""A word that may be one of PROPERTIES."""


def lying_in(matrix: str, lie: str) -> re.Pattern[str]:
    """Words by which rows or columns (`lie`) are said to be those of a matrix, given by a pattern."""
    return re.compile(
        rf"\b{lie}\b(?: vectors?)?(?:\s*\$[^$]*\$)? of {matrix}|{matrix}[^.$]{{0,30}}\b{lie}\b", re.IGNORECASE
    )
