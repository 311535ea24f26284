r"""TABLE of the words that stand inside of formulas, in \text{…} or between signs: what joins, what leads to a condition, what is left.

Whoever reads formulas asks these, before it is known what anything means; so this module imports none that does.
"""

import re

from derive.words.descriptions import words_of

CONNECTIVES = words_of(
    """
    therefore thus hence so then because since and or also finally get we have note here is are in with obtain
    summary as by of the proof let denote define conclusion 所以 因此 故 则 那么 即 有 得 得到 可得 因为 由于 又 且 和 以及 综上 于是 从而 也就是
    解 答 证 证明 设 令 记 그러므로 따라서 즉 이다
    """
)
"""Words that join formulas."""
CONDITIONAL = words_of(
    """
    if when for whenever unless where with given otherwise else 当 若 如果 对 对于 对所有 任意 其中 这里 当且仅当 否则 其他 其它 만약 only
    such elif case cases
    """
)
"""Words before a condition."""
OF_CASES = words_of("for if when where 如果 当 时 若")
"""Words before the condition of a case."""
REASONS = words_of("since because as 因为 由于")
"""Words before the reason of a step."""
REST = words_of("else otherwise 否则")
"""Words before the value in all other cases."""
NO_VALUE = words_of("undefined undef undef. dne nan n/a 不存在 未定义 无定义 不可导") | {
    "not defined",
    "does not exist",
}
"""What stands in the place of a value where there is none: nothing is claimed there."""
BEHIND = ("时", "時", "的时候", "的情况", "인 경우", "인경우", "일 때", "일때")
"""Words behind what they make a condition."""
PROSE = words_of(
    """
    if If when When where Where while otherwise Otherwise else Else elif for For then Then and or we We have has
    is are be was were Therefore therefore Thus thus Hence hence so So with With respect Respect wrt to because
    Because since Since let Let denote Denote the The of that this other others all any every each case cases
    Case Cases summary conclusion finally Finally get obtain given only such as by from on not equal equals sum
    over index indices first second also note here Here which means where's iff unless except both same shape
    """
)
"""Words of prose: never a product of their letters."""
LEADING = words_of(
    """
    if when where whenever for all any every each and with such that is are the case of given other provided
    both then 当 若 如果 对 对于 所有 任意 其中 且 和 时 的时候 的
    """
)
"""Words that only lead to a condition, or join two: they leave it as it is."""
NEGATION = ("neg", "lnot", "not", "unless", "except", "if not", "除非")
"""Signs and words by which a condition is turned round."""
OTHERWISE = words_of(
    """
    otherwise else other others elsewhere o.w. ow 其他 其它 否则 其余 기타 그 외
    """
)
"""Words for all that the rows above leave."""
FILLERS = LEADING | words_of("in the cases words values all 情况 下 的")
"""Words that may stand beside them: in all other cases, for all other words."""
OF_SYMBOLS = words_of("where with 其中")
"""Words before what symbols mean."""
INERT = CONNECTIVES - {"or"} | {"where", "其中"}
"""Words between formulas that claim nothing of them."""
SIGNED = re.compile(
    r"(?:(?:if|when|for|where)\s+)?(\w+) is (?:(positive|greater than 0)|negative|less than 0)", re.IGNORECASE
)
SIGN_IN_WORDS = re.compile(r"[ \t]*(?:(?P<minus>minus|减去?)|(?P<plus>plus|加上?))[ \t]*")
"""A sign that is written out between two formulas of one line: "$A$ minus $B$"."""
CASE = re.compile(r"\b(?:for|if|when) +\w ?(?:[<>]=?|!=|==?|≠|≥|≤) ?\w\b(?:,? (?:and|or|otherwise|else)\b)?")
"""A condition beside a formula in ASCII, which is no prose."""
BEFORE_WORDS = re.compile(
    r"[,;]? (?:where|with|for|if|when|and|as|since|because|by) | (?=[(][a-z]{2,} )|[,;] (?=[a-z]{2,} )|\n"
)
NAMES_IN_WORDS = re.compile(
    r"`(?P<ticked>[^`]+)`|(?P<shaped>\w+) (?:has|is of|is|of) shape \((?P<rows>\w+), ?(?P<columns>\w*)\)|\(\w+, ?\w*\)"
    r"|(?<![\w'.-])(?P<name>[A-Za-z]\w{0,4}_\w{1,6}|[b-zA-HJ-Z]|yhat|[uv][a-z])(?![\w'-])"
)
"""Letters and names that stand in the words around a program."""
RANGE = re.compile(
    r"(?:for |对 ?)?\\?\w+ (?:=|in|∈|\\in) (?:\\?\{ )?\d (?:, )?(?:\d (?:, )?)?(?:\.\.\.|…|\\\w*dots\w*) (?:, )?\w+(?: \\?\})?"
)
