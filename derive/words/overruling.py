"""TABLE of the words by which a document takes back, rejects or corrects an answer from elsewhere, in English and Chinese.

>>> rejected("Appendix: rejected answers"), rejected("Squared errors")
(True, False)
>>> of_all("The answers below are from a friend and wrong."), of_all("Tell me if an answer below is wrong.")
(True, False)
>>> parts_named("In (b)(ii) and in part c the sign is reversed.")
('b.2', 'c')
>>> taken_back("In (b) I forgot a minus sign."), taken_back("As in (b) we use the chain rule.")
(True, False)
"""

import re
from functools import lru_cache

from derive.words import sentences
from derive.words.clauses import clauses_of
from derive.words.plain import plain

I = re.IGNORECASE
SENTENCE = re.compile(rf"{sentences.SENTENCE.pattern}|\n(?=[ \t]*[-*+•] )")
"""Where a sentence ends, and an item of a list."""
_WRONG = (
    r"\b(?:wrong|false|incorrect|mistaken|invalid|erroneous|nonsense|withdrawn|retracted|void|superseded|obsolete|rejected|discarded|abandoned|dummy|fake"
    r"|mistakes|(?:full of|have|has|contains?|with) (?:many |some |several )?(?:errors|mistakes)|crossed out|struck out|not (?:mine|correct|right|true|valid|my own)|(?:do not|don't|cannot|can't|never) (?:trust|believe|rely))\b"
    r"|错误|错的|有误|不对|不正确|作废|不可信|撤回|被划掉"
)
_TITLE = re.compile(
    rf"{_WRONG}|\b(?:errat(?:um|a)|corrigend(?:um|a)|drafts? to|thrown (?:away|out)|scrapped|what others (?:wrote|did)|not used|(?:last|previous) (?:year|semester)'?s?|of (?:last|the previous) (?:year|semester))\b|勘误|更正|错解",
    I,
)
_STRUCK = re.compile(r"\\(?:sout|st|cancel|xout)\s*\{")
_CORRECTIONS = re.compile(
    r"\b(?:errat(?:um|a)|corrigend(?:um|a)|corrections?|addend(?:um|a)|amendments?)\b|勘误|更正|订正", I
)
_ALL = re.compile(
    r"\b(?:answers?|solutions?|derivations?|formula(?:s|e)?|results?|gradients?|work|everything|anything|nothing|all (?:of )?(?:this|it|that|them|parts|signs)"
    r"|this (?:document|homework|page|sheet|file|submission|set|write-?up)|below|above|follow(?:s|ing)?|throughout|collection|everywhere)\b|答案|解答|解法|下面|以下|以上|下文|本文|全部|所有",
    I,
)
_WHOLE = re.compile(
    r"\b(?:everything|all) (?:that (?:is|stands) )?(?:above|below|here|so far)\b|\ball (?:my |the |of the |of my |these |our )(?:answers|solutions|formulas|derivations|results)\b"
    r"|^\W*(?:these|the above|the following|the (?:answers|solutions|formulas) (?:above|below)) (?:\w+ )*(?:answers|solutions|formulas|derivations|are|were)\b|以上(?:所有|全部)?(?:答案|解答)?(?:都|均|全)",
    I,
)
"""What speaks of all answers, also where it stands in one."""
_HEDGED = re.compile(
    r"\b(?:may|might|could|if|whether|please|let me know|anything|hopefully|correct me|possibl\w+|feel free|likely|prove|show|disprove|not (?:wrong|false|incorrect)|true or false)\b"
    r"|\?|若|如果|如有|请|可能|欢迎|是否|吗|证明",
    I,
)
_EVERYWHERE = re.compile(
    r"\bto find (?:its|the|their|his|her) (?:mistakes|errors)\b|\bgradients?\b.{0,20} (?:means?|denotes?|stands? for|is|are)(?: always)? (?:the |its |their )?negatives?\b|梯度.{0,4}(?:均|都)?(?:指|表示|是|为)(?:其)?负梯度"
    r"|\b(?:only|just) (?:treat|consider|handle|look at|cover|take) .{0,30}\b(?:two|one|three|single) (?:words?|samples?|dimensions?|classes)\b|"
    r"\bup to (?:the |a |their |its |an? overall )?(?:signs?|scale|factors?|constants?)\b|\bsigns? (?:are|is|were|was) (?:left out|omitted|dropped|ignored|neglected)\b"
    r"|\b(?:leave|leaving|left) (?:out )?(?:all |the |every )?(?:minus |)signs?(?: out)?\b|(?:省略|忽略|不计)(?:了)?(?:所有)?(?:的)?(?:正负号|负号|符号)",
    I,
)
_CHANGED = re.compile(
    rf"{_WRONG}|\b(?:mistakes?|errors?|typos?|corrections?|withdraw|retract|no longer|disregard|scrap|ignore (?:it|this|my|the)|forg[eo]t(?:ten)?|missed|missing|lost|omitted|reversed?|swap(?:ped)?|flip(?:ped)?|exchanged?|interchanged?|negated?"
    r"|replace|replaced|should (?:be|read|have)|must (?:be|read)|ought to|instead|the other way|wrong side|opposite|backwards|upside down|does not hold|doesn't hold|is off by|crossed)\b"
    r"|错|再(?:取|乘|除)|改为|改成|应为|应该是|应改|漏|少了|反了|颠倒|颠倒|不成立|更正",
    I,
)
_LABEL = re.compile(
    r"(?:(?P<word>\b(?:parts?|questions?|problems?|exercises?|answers?(?: to)?|q)\s*|(?:第|题|小题)\s*)?(?:\d\s*\.?\s*)?)"
    r"(?:[(（]\s*(?P<first>[a-i])\s*[)）]|(?<![A-Za-z\\{_^])(?P<bare>[a-i])(?![A-Za-z'_^]))\s*(?:[.\-]?\s*[(（]?\s*(?P<sub>iv|i{1,3}|[1-4])(?![A-Za-z0-9])\s*[)）]?)?",
    I,
)
_ROMAN = {"i": "1", "ii": "2", "iii": "3", "iv": "4"}
_GIVEN = (
    r"(?:\b(?:loss(?:es)?|costs?|objectives?|labels?|targets?|predictions?|softmax|sigmoid|activations?|logits?|scores?|logarithms?|log|exponentials?|sums?|samples|(?:negative|positive) terms|offsets?|symbol|signs?|gradients?|derivatives?"
    r"|differences?|distributions?|(?:word |centre |center |outside )?vectors?|embeddings?|probabilit(?:y|ies)|model|transposes?)\b|⟦[^⟧]*⟧|损失|目标函数|标签|预测|概率|符号|对数|指数|负样本|梯度|导数|向量|求和)"
)
_ANEW = (
    r"(?:\b(?:temperature|drop-?out|regulari[sz]\w*|smoothing|smoothed|clipped|clipping|quanti[sz]ed|perturbed|negated|opposite|reversed|flipped|turned round|swapped|exchanged|averaged|the average|tempered|steeper|sharpened|perplexity|tanh"
    r"|pseudo-?inverses?|mean over|means? of|base (?:two|2|ten|10)|powers? of (?:two|2|ten|10)|(?:has|have) (?:length|norm) (?:one|1)|two ones|weights? ⟦|divided by|multiplied by|halved|doubled|squared|other (?:sign|difference|way round)"
    r"|without the slope|before the activation)\b|温度|正则|平滑|截断|取反|相反|颠倒|平均|以 ?(?:2|10|二|十) ?为底|除以|乘以|单位长度)"
)
_ANEW_OF_GIVEN = re.compile(rf"{_GIVEN}[^.;。；]*{_ANEW}|{_ANEW}[^.;。；]*{_GIVEN}", I)
_HARMLESS_ANEW = re.compile(
    r"\bweighted (?:average|sum|mean)|\bhas the (?:mean|average|sum)\b|\b(?:is|are|be) (?:then )?(?:computed|obtained|found|derived|updated|trained)\b|\b(?:average|mean) of (?:all |the )?(?:outside|context|word) vectors\b|\?\s*$|加权平均",
    I,
)
"""What a text before the answers may say of averages and steps that changes nothing."""


def set_otherwise(sentence: str) -> bool:
    """Whether a sentence of an introduction makes something that is given another thing: a softmax with a temperature, a mean for a sum.

    >>> set_otherwise("Here the softmax has a temperature."), set_otherwise("The softmax turns scores into probabilities.")
    (True, False)
    """
    said = plain(re.sub(r"\$\$?[^$]+\$\$?", " ⟦…⟧ ", sentence))
    return bool(_ANEW_OF_GIVEN.search(said)) and not _HARMLESS_ANEW.search(said)


@lru_cache(maxsize=2048)
def rejected(title: str) -> bool:
    """Whether a title rejects what stands under it."""
    return bool(_STRUCK.search(title) or _TITLE.search(plain(title)))


def of_corrections(title: str) -> bool:
    """Whether what stands under a title corrects what stood before."""
    return bool(_CORRECTIONS.search(title))


def of_all(sentence: str) -> bool:
    """Whether a sentence takes back all answers of a document, or says what they leave out."""
    said = plain(sentence)
    whole = _ALL.search(said) and rejects(sentence)
    return bool(whole or _EVERYWHERE.search(said) or changed(said))


def changed(sentence: str) -> bool:
    """Whether a sentence exchanges what is given, or leaves signs and factors out.

    >>> changed("here the roles of the two are swapped"), changed("all signs are dropped"), changed("the signs differ")
    (True, True, False)
    """
    return any(
        (each.has("factor") and each.has("back", "doubt")) or (each.has("instead") and each.has("op"))
        for each in clauses_of(sentence)
    )


@lru_cache(maxsize=2048)
def rejects(sentence: str) -> bool:
    """Whether a sentence says that something is wrong, and does not merely ask or fear it."""
    said = plain(sentence)
    return bool(re.search(_WRONG, said)) and not _HEDGED.search(said)


@lru_cache(maxsize=2048)
def of_every_answer(sentence: str) -> bool:
    """Whether a sentence rejects all answers in so many words, wherever it stands."""
    return bool(_WHOLE.search(plain(sentence))) and rejects(sentence)


def taken_back(sentence: str) -> bool:
    """Whether a sentence corrects what it speaks of."""
    said = plain(sentence)
    return bool(_CHANGED.search(said)) and not re.search(r"\?\s*$", said)


def parts_named(sentence: str) -> tuple[str, ...]:
    """The parts that a sentence names by their letters: (b)(ii), part c, 1(d), 第 b 题."""
    found = []
    for each in _LABEL.finditer(re.sub(r"\$[^$]*\$|\\\(.*?\\\)", " ", sentence)):
        if each["bare"] and not (each["word"] or each["sub"]):
            continue
        sub = (each["sub"] or "").lower()
        name = (each["first"] or each["bare"]).lower()
        found.append(f"{name}.{_ROMAN.get(sub, sub)}" if sub else name)
    return tuple(dict.fromkeys(found))
