"""TABLE of the words around a second formula beside an answer: whether it is one more value of what is asked, or something else."""

from derive.words.phrases import THE_ANSWER, TO_BE
from derive.words.saying import Phrases

AT_FIRST = Phrases(
    "anywhere",
    """
    (first|initially|at first|originally) [i|we] (thought|guessed|tried|wrote|had|got|assumed)
    my (first|initial) (idea|guess|attempt|thought|try) (was|is)
    (一开始|起初|最初)[我](以为|认为|写成|想)
    """,
)
"""How an author tells of a first thought."""
BUT_NO = Phrases(
    "behind",
    """
    (but|however|yet)..(not|doesn't|isn't|don't|wrong|incorrect|cannot|can't|mistake)
    (但|不过|然而)..(不|错)
    """,
)
"""How one goes on that was wrong."""
OF_A_TERM = Phrases(
    "anywhere",
    """
    (terms?|parts?|pieces?|summands?|half|contribut*)
    (一|二|三|前|后)[个](部分|项)
    贡献
    """,
)
"""Words for one term of a sum."""
OF_THE_NEXT = Phrases(
    "before",
    """
    the (first|second|third|last|former|latter|other) [one] (gives|yields|is|becomes|contributes|equals|leads to|reduces to)
    """,
)
"""Words for another term, behind one that was named: "… and the second gives"."""
OF_A_COLUMN = Phrases("anywhere", "(columns?|列|<row rows?|行>)")
ONE_COLUMN = Phrases(
    "before",
    """
    [(each|every|any|one|the|its|whose)] columns? X [of (it|this|that|(the|our|this) [_] (gradient|derivative|matrix|result|answer))] (is|equals|reads|becomes) [then|just|simply|given by]*
    (每[一]|第~X)~列~[X](是|为|等于)
    """,
)
"""Words before a value by which it is the column at an index: "each column $w$ of the gradient is"."""
OF_THE_FUNCTION = Phrases(
    "anywhere",
    """
    function [itself] (is|reads)
    函数(是|为)
    """,
)
BY_ANOTHER = Phrases(
    "anywhere",
    """
    (with respect to|w.r.t[.]|by) [the|its] [softmax|input] (scores?|logits?|inputs?|pre-activations?|preactivations?)
    对~[softmax]~[的](输入|得分|分数|打分|logits?)的
    """,
)
"""Words by which a derivative is one by another variable."""
OF_ANOTHER_QUANTITY = Phrases(
    "anywhere",
    """
    (negative|minus|opposite|ascent|descent|update|direction|maximum|minimum|maximal|minimal|largest|smallest|norm|length|entropy|probability|shape|size|dimension)
    (负|最大|最小)
    """,
)
"""Words that make what follows another quantity than the derivative."""
CALLED = Phrases("behind", "@is (the|our|my) [_] @value")
"""Words behind a formula that call it the answer."""
OF_THE_LAST = Phrases("behind", "[and|so|where] (this|that|which|it|the (last|latter))")
"""How a sentence begins that speaks of what stands right before it."""
IT_IS = Phrases("between", f"[and|so|where] {THE_ANSWER} [@value] {TO_BE} [just|simply|always]")
"""Words by which a number behind an answer is said to be its value."""
IN_A_CASE = Phrases("next", "[exactly|precisely|only] (when|if|iff|where|for|at|当|若)")
BESIDES = Phrases("anywhere", "(and|also|or|but|alternatively|和|或|也)")
"""Words by which a second formula stands beside the first."""
GROUNDED = Phrases(
    "behind",
    """
    (since|because|due to|indeed|namely|proof|derivation|reason|explanation|justification|here is why)
    as!( long| before| above| in| well| usual| required| expected| asked| wanted| claimed| desired| follows)
    [and] [here is] how [(i|we)] [to] (see|show|prove|verify|derive|check|obtain|get|got|derived|found|obtained) (this|that|it|why)
    (to|we|i|let us|let's) [now|can] (see|show|prove|verify|derive|check) (this|that|it|why)
    (this|it|which|that) [_]1 (follows|comes|holds|is true|is so) (from|because|since|by|as)
    这是因为
    (因为|由于|证明|推导|理由|原因|事实上)
    """,
)
"""Words behind a formula by which what follows is the reason of it: then it was the answer, and no step on the way."""
ANNOUNCED = Phrases(
    "before",
    """
    (claim|proposition|theorem|assertion|statement)
    (i|we) [now|will|shall|want to] (claim|show|prove|assert) [that]
    to (show|prove|be shown|be proved) [that]
    (命题|断言|定理|结论|要证[明]|下面证明)
    """,
)
"""Words before a formula that put it there as what is to be shown."""
