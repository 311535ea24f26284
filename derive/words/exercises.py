"""TABLE of the words in which an exercise states its loss and asks for a derivative of it; any other word leaves the exercise unread."""

import re

from derive.words.assumptions import PROPERTY
from derive.words.clauses import clauses_of
from derive.words.descriptions import GRADIENTS, LOSSES

_FUNCTIONS = LOSSES | {"function", "functions", "derivatives", "函数"}

ASKS = re.compile(
    r"\b(?:compute|find|derive|calculate|determine|work out|evaluate|differentiate|show that|show|prove that|prove|verify that|what (?:is|are)|give|write down)\b|(?:求|计算|推导|证明)",
    re.IGNORECASE,
)
"""That a sentence asks."""
SHOWS = re.compile(r"\b(?:show|prove|verify)\b|证明", re.IGNORECASE)
WE = re.compile(r"\bwe\b|我们", re.IGNORECASE)
"""That a sentence asks to show what it says; that its author says it."""
KIND = re.compile(
    r"\b(?P<gradient>(?:sub)?gradients?|(?:partial )?derivatives?)\b|\b(?P<hessian>hessian|second derivatives?)\b|\b(?P<jacobian>jacobian)\b|(?P<hessian_zh>海森矩阵|黑塞矩阵|二阶导数?)|(?P<gradient_zh>梯度|偏?导数)|(?P<jacobian_zh>雅可比矩阵)",
    re.IGNORECASE,
)
"""For what it asks, by the target."""
DIFFERENTIATE = re.compile(r"\b(?:differentiate|take the derivative)\b|求导", re.IGNORECASE)
"""That a derivative is asked for without its name."""
EVERY = re.compile(
    r"\b(?:(?:both|all|the|its) (?:\w+ )?partial derivatives|partial derivatives)\b|各?偏导数", re.IGNORECASE
)
"""That it is asked by each argument of a function."""
ITS = re.compile(r"\b(?:its|it)\b|其|它", re.IGNORECASE)
"""That it is of what was stated before."""
TITLED = re.compile(r"\b(?:exercise|problem|question|task)s?\b|习题|练习|题目|问题", re.IGNORECASE)
"""How an exercise is called in its title."""
_THE = r"(?:the (?:(?:weight|input|output|hidden|data|parameter|bias|entire|whole) )?(?:vectors?|matrix|matrices|weights?|parameters?|inputs?|outputs?|bias(?:es)?|variables?|scalars?|numbers?|logits?|scores?|data|activations?|coefficients?|embeddings?|entries|columns?|rows?) )?"
"""What a symbol may be called, and nothing that makes it another: "the weights"."""
BY = re.compile(
    rf"(?:with respect to|w\.?\s?r\.?\s?t\.?|\bby|\bfor|\bin|关于|对)\s*(?:both )?{_THE}(?P<names>⟦\d+⟧(?:(?:\s*,\s*(?:and\s+)?|\s+and\s+(?:to\s+)?|\s*和\s*){_THE}⟦\d+⟧)*)",
    re.IGNORECASE,
)
"""The symbols that are differentiated by, one or several."""
HELD = re.compile(
    rf"(?P<names>⟦\d+⟧(?:(?:\s*,\s*|\s+and\s+|\s*,\s*and\s+)⟦\d+⟧)*)\s*(?:(?:is|are|be|being)\s+)?(?:both\s+)?(?:an?\s+)?(?P<what>(?:{PROPERTY})(?:\s+(?:and\s+)?(?:{PROPERTY}))*)\b",
    re.IGNORECASE,
)
"""What is assumed of symbols: "⟦1⟧ and ⟦2⟧ are symmetric"."""
OF_NEXT = re.compile(
    r"\b(?:an?\s+)?(?P<what>one-hot|symmetric(?: positive definite)?|invertible|orthogonal)\s+(?:\w+\s+)?(?P<names>⟦\d+⟧)",
    re.IGNORECASE,
)
"""The same before the symbol: "a one-hot label ⟦3⟧"."""
NUMBERS = re.compile(
    r"(?P<names>⟦\d+⟧(?:(?:\s*,\s*|\s+and\s+)⟦\d+⟧)*)\s+(?:is|are)\s+(?:a )?(?:numbers?|scalars?)\b", re.IGNORECASE
)
"""That symbols are numbers."""
STATES = re.compile(r"\b(?:let|consider|suppose|given|define|assume|denote)\b|设|令|给定", re.IGNORECASE)
"""That a sentence states what the exercise is about."""
GENERAL = re.compile(
    r"\b(?:throughout|in what follows|from now on|(?:in|for) all (?:the )?(?:problems|exercises|questions|parts))\b|以下各题|下文",
    re.IGNORECASE,
)
"""That a sentence is about all exercises behind it."""


FOOTNOTE = re.compile(r"\s*\[\^\w+\]:")
"""How a footnote begins, which may be of anything above it."""


def changes_all(text: str) -> str | None:
    """What a paragraph without formulas says of all functions or gradients and may change them: "all functions below are multiplied by two".

    >>> changes_all("All functions below are multiplied by two."), changes_all("Homework 3. Show your work.")
    ('All functions below are multiplied by two', None)
    """
    for clause in clauses_of(text):
        spoken = any(each.text in _FUNCTIONS or each.text in GRADIENTS for each in clause.tokens)
        if spoken and any(each.tags & {"op", "factor", "instead", "turned", "deny"} for each in clause.tokens):
            return clause.text
    return None


def _any(words: str) -> re.Pattern[str]:
    """Any of some words."""
    return re.compile(rf"\b(?:{'|'.join(words.split())})\b", re.IGNORECASE)


PLAIN = _any(
    """both let consider suppose given define defined assume denote take we you us have has want the a an and or where with for of by be is are in to
    as this that it its following now then also again function functions loss losses cost objective respect respectively both part parts
    compute find derive calculate determine show prove verify what give write down evaluate differentiate work out
    gradient gradients subgradient subgradients derivative derivatives partial hessian jacobian matrix"""
)
"""Words that say nothing of a loss that its formulas do not say."""
PLAIN_ZH = re.compile(
    r"(?<=⟧)\s*[和与及]\s*(?=⟦)"
    r"|设|令|给定|考虑|求导|求|计算|推导|证明|写出|给出|的|梯度|偏导数|二阶导数|导数|海森矩阵|黑塞矩阵|雅可比矩阵|其中|其|它|关于|对|函数|损失|目标|为|是|在|并|再|请|有"
)
"""The same in Chinese; 和 between two formulas joins them, and elsewhere is a sum."""
DESCRIBING = _any(
    """error energy criterion model regression linear logistic ridge softmax scalar scalars number numbers vector vectors column matrices symbol
    variable parameter parameters weight weights bias label labels target targets data input inputs output hidden layer layers score scores
    prediction predictions residual residuals squared squares least quadratic form cross-entropy entropy entry entries real network negative
    log likelihood log-likelihood hinge huber logit penalty regulariser regularizer over on minimise minimize two"""
)
"""Words that may describe what is stated; where a derivative is asked for, they may make it that of another thing."""
