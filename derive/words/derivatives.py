"""TABLE of the words that name a derivative: of what, by what, and where they lead to its value or say it of one."""

import re

from derive.words.descriptions import words_of
from derive.words.saying import Phrases

_REFERRING = "of|for|with respect to|w.r.t[.]|wrt|by|in"
_THING = "(X|[the|our|each|every|an?|all]* [_]4 (vectors?|words?|matrix|embeddings?|scores?|logits?|loss|objective|norms?|squares?|regularisers?|regularizers?|penalty))"
_NAME = f"(gradients?|derivatives?|partials?) <refs ([,] ({_REFERRING}) {_THING})+>"

NAMED_AHEAD = Phrases(
    "before",
    f"[<from using|from|by|like|as|similar to|since|with|than|unlike|recall>] [the|our|this]* [_] {_NAME}<rest ..>",
)
"""The name of a derivative in the words before a formula."""
NAMED_BEHIND = Phrases(
    "behind",
    f"[so|thus|hence|and|note that]* [(this|that|it|which|the (above|result|formula)) [_]2] (is|was|gives|are) [_]3 {_NAME}",
)
"""The name of a derivative in the words behind its value: "this is the gradient of …"."""
BY_ALONE = Phrases("between", f"<refs (with respect to|w.r.t[.]|wrt) {_THING}>")
"""A sentence of which nothing but what is differentiated by stands before a claim."""
BY_BEHIND = Phrases("next", f"<refs (with respect to|w.r.t[.]|wrt) {_THING}>")
"""What a claim is said to be differentiated by, right behind it."""
ONLY_A_NAME = Phrases(
    "between",
    "[(is|are|equals?|becomes?|reads|then|now|therefore|thus|hence|given by|as follows|we (get|have|find|obtain))[,|:|=]]*",
)
"""What may stand between the name of a claim and the claim, where that says by itself what it is."""
NAMED_ZH = Phrases("before", "[<by 对|关于>]~<what X>~[<of 的(梯度|导数)>]..")
"""The name of a derivative in Chinese: by what, or of what."""
REFERENCE = Phrases("anywhere", f"<how {_REFERRING}> <what {_THING}>!( and X)")
"""One thing that the name of a derivative refers to."""
COMPARED = Phrases("anywhere", "(unlike|than|compare|compared|contrast|as in|similar*|instead|recall|whereas|from)")
"""Words by which another derivative is only mentioned."""
LOSSES = Phrases(
    "anywhere",
    """
    _[-]~(sampling|softmax)
    (skipgram|skip-gram) (loss|objective)
    (loss|objective) (of|over|for) (the|a) [whole|entire|full|context]* window
    """,
)
"""Names of losses."""
CALLED_THE_LOSS = Phrases(
    "anywhere",
    """
    (loss|cost|objective) [function] [here|now|then] (is|be|becomes|equals|to be) [simply|now|just] X
    (minimi*|maximi*) [the (loss|objective) [function]] X
    X (is|as|to be) (the|our|my) (loss|cost|objective)
    (损失|代价|目标)[函数](取为|取|改为|变为|是|为|等于|设为)~X
    (最小化|最大化)~X
    (取|设|令|以|用|把|将)~X~(作为|为|作)(损失|目标)
    """,
)
"""A formula that is called the loss, or of which the least value is sought."""

_PLAIN_END = (
    "&($|,|.|:|\\(|\\)| (is|are|was|equals?|becomes?|gives?|yields?|with respect|w.r.t|by|for|in|at|and|we|leads?|results?|using"
    "|via|to get|to obtain|reads|then|here|directly))"
)
DIFFERENTIATED = Phrases(
    "anywhere",
    "((gradients?|derivatives?|partials?|differentiation|derivation) of|differentiate|differentiates|differentiated|differentiating) "
    f"<what (X|_) [!(is|are|was|gives?|yields?|with|w|by|and|we)(X|_)]5>{_PLAIN_END}",
)
"""What is said to be differentiated."""
INNER = Phrases(
    "before",
    """
    (derivatives?|gradients?|slope) of [the] [_]3 <what X> [(with respect to|w.r.t[.]|wrt|by) [the] [_]2 <by X>] [itself] (is|equals|gives|becomes) [just|simply|then|now]*
    """,
)
"""Words before a value by which it is the derivative of the formula before it."""
DIFFERENTIATED_ZH = re.compile(
    r"(?P<what>⟦\d+⟧|[\u3400-\u9fff]{1,8}?) ?的(?:偏)?(?:梯度|导数)|对 ?(?P<object>⟦\d+⟧|[\u3400-\u9fff]{1,8}?) ?(?:求(?:偏)?导|微分)"
)
BESIDE_THE_LOSS = words_of(
    """a an the our this that it its each every whole total full given all both side sides everything expression equation definition above directly
    once now then log-loss logarithmic respect to term-by-term through again step first carefully neg single average"""
)
"""Words that may stand beside the loss where it is differentiated, or for it."""
NEGATIVE_BY_NAME = Phrases(
    "anywhere",
    """
    (negative|neg) log[-]~(likelihood|probability|softmax)
    negative &(sampling)
    cross entropy
    """,
)
"""Names of losses with a word that would turn the sign of another one."""
BESIDE_THE_LOSS_ZH = Phrases(
    "anywhere",
    "(对|关于|词向量|向量|词|该|此|这[个]|上式|上|整个|总|所有|其|它|两边|等式|原|式[子]|左边|右边|损失|函数|目标|代价|负采样|交叉熵|朴素|软最大|等号|两端|同时|的|为|是|求|可"
    "|我们|现在|直接|接下来|于是|因此|所以|即|则|故|得到|得|到)",
)
"""The same in Chinese."""
