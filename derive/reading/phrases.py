"""TABLE of the words that can change what a formula claims, in English and Chinese, each with its scope; nothing else here knows a word.

A phrase blocks acceptance only where it reaches the claim: right beside the formula ("beside"), in the clause that it stands in
("clause"), or in a sentence of its own next to it ("sentence"). The same words elsewhere are harmless prose.

>>> blocking("We cannot have", "")
'cannot have'
>>> blocking("Since it does not depend on the others, we have", "") is None
True
>>> blocking("So", ", which is not true.")
'which is not true'
>>> blocking("", "for every word of the vocabulary") is None
True
"""

import re
from functools import lru_cache

I = re.IGNORECASE

# ---------------------------------------------------------------------------------------------------------------- the words

NUMBER = r"(?:zero|one|two|three|four|five|ten|half|double|twice|thrice|triple|[0-9]+(?:\.[0-9]+)?)"
FALSE = (
    r"(?:wrong|false|incorrect|invalid|untrue|mistaken|nonsense|a (?:mistake|lie|typo|contradiction)|an error|impossible"
    r"|not (?:true|right|correct|valid|the case|the answer|equal|so|what)\w*)"
)
SUBJECT = r"(?:this|that|it|which|these|the (?:above|former|latter|answer|formula|result|equation|statement|claim)|the above \w+)"
FALSE_ZH = r"(?:错的?|错误的?|不对|不正确|不成立|不是真的|不等于)"

BESIDE_BEFORE: dict[str, str] = {
    "denial": r"(?:\bnot|\bnever|\bno|\bcannot(?: \w+)?|\bcan'?t(?: \w+)?|\b\w+n't(?: \w+)?|\bneither|\bnor|\bwithout|\bfails? to \w+|\bfar from|\bunlike"
    r"|\binstead of|\brather than|\bother than|\banything but|\bdiffers? from|\bdifferent from|\bunequal to|\bfalse(?: that)?|\bwrong(?:ly)?|\bincorrect(?:ly)?"
    r"|\bdisprove|\brefute|\breject|\bdeny|\bdoubt|不是|不等于|不为|不能|不会|没有|并非|绝不|错误的?是?|错误|不正确|不对|无法)",
    "factor": r"(?:\btwice|\bthrice|\bhalf(?: of)?|\bdouble|\btriple|\bquadruple|\bminus|\bnegative(?: of)?|\bplus|\btimes|\bthe (?:negative|opposite|inverse|reciprocal"
    r"|square|cube|square root|root|norm|length|magnitude|absolute value|log|logarithm|exponential|transpose|derivative|gradient|sum|mean|average|product) of"
    r"|\bmultiples? of|\bproportional to|\bmore than|\bless than|\bat (?:most|least)|\bgreater than|\bbounded by|\bapproximately|\bapprox\.?|\broughly|\balmost|\bnearly|\babout|\baround"
    r"|\bsimilar to|\bclose to|\bup to|两倍|二倍|三倍|\d倍|一半|负的?|加上?|减去?|乘以?|除以|约等于|大约|近似(?:为|等于)?|正比于|大于|小于)",
    "doubt": r"(?:\bmaybe|\bperhaps|\bpossibly|\bprobably|\bmight be|\bcould be|\bmay be|\bi guess|\bguess(?: is)?|\bnot sure|\bunsure|\bhopefully|也许|可能是?|或许|大概是?|猜)",
    "hypothesis": r"(?:\bsuppose(?: that)?|\bassum(?:e|ing)(?: that)?|\bpretend(?: that)?|\bimagine(?: that)?|\bif|\bunless|\bwere|\bwhether|假设|假如|假定|如果|倘若|若)",
    "restriction": r"(?:\bexcept(?: for| when| that)?|\bunless|\bonly(?: if| when| for)?|\bprovided(?: that)?|\bsometimes|\busually|\brarely|\boften|\bsometimes|除了|除非|仅当|只有当?|有时)",
    "alternative": r"(?:\bor(?: else)?|\beither|\balternatively|或者?|要么)",
    "question": r"(?:\bis it|\bdoes|\bwhy is|\bwhy|\bwhat is|是否|为什么)",
}
"""Words that change a claim when they are the last ones before it."""

BESIDE_BEHIND: dict[str, str] = {
    "denial": rf"(?:\bnot\b|\bnever\b|\bno\b|\bcannot\b|\b\w+n't\b|(?:is|are|was|would be|seems?|looks?) (?:\w+ )?{FALSE}|(?:does|do|did|can|will) ?not (?!depend|contain|involve|include|change|matter|need|require|affect|appear)"
    rf"|fails?\b|is (?:a |the )?(?:wrong|false)|{FALSE}\b|[（(]?(?:这|它)?(?:是|并)?{FALSE_ZH}|不成立|不是|[（(]?wrong|[（(]?false|[（(]?incorrect)",
    "factor": rf"(?:plus\b|minus\b|times\b|multiplied\b|divided\b|over {NUMBER}\b|squared\b|cubed\b|doubled\b|halved\b|inverted\b|transposed\b|negated\b|to the (?:power|minus)|add(?:ed|ing)?\b|subtract\w*\b"
    rf"|with (?:a|the|its)? ?(?:opposite|reversed?|flipped|wrong|minus|negative) ?sign|up to (?:a|an|the|sign|scal)|modulo\b|approximately\b|or so\b|but (?:negative|negated|with|twice|transposed)|{NUMBER} times\b"
    r"|的?(?:两倍|二倍|三倍|一半|相反数|倒数|平方|负数|转置)|再?(?:加上|减去|乘以|除以))",
    "restriction": r"(?:unless\b|except\b|excluding\b|only\b|provided\b|as long as\b|assuming\b|at least\b|at most\b|in (?:some|most|certain|special) cases\b|sometimes\b|usually\b|when(?:ever)?\b|if\b|but\b|until\b|while\b|for (?!all\b|every\b|each\b|any\b|arbitrary\b)"
    r"|除非|除了|仅|只|当(?!且仅当)|若|如果|只要|但)",
    "doubt": r"(?:\?|？|maybe\b|perhaps\b|possibly\b|probably\b|i (?:guess|think|hope)\b|or something|也许|可能|大概|吧|吗)",
    "alternative": r"(?:or\b(?! equivalently| rather| in (?:matrix|vector))|alternatively\b|或者?)",
}
"""Words that change a claim when they are the first ones behind it."""

ACROSS: dict[str, str] = {
    "denial": rf"(?:\b(?:the )?following (?:\w+ ){{0,2}}(?:is|are) (?!not wrong|not false){FALSE}|\bnot (?:true|the case|correct|right)\b|(?<!not )\b(?:false|wrong|incorrect|no|nope)\s*[:：!,，]|(?:^|[\s,，])(?:错误|不对|错)\s*[:：!！]|\bit is (?:\w+ )?{FALSE}"
    rf"|\b(?:common|usual|typical) (?:mistake|error)|\bone (?:might|may|could) (?:\w+ )?(?:think|believe|expect|say)|\btempting\b|\b(?:wrongly|mistakenly|erroneously|falsely)\b|\bcounter-?example\b|\bcontrary to\b|\bcontradict"
    r"|\bold (?:answer|version)|\bscratch\b|\bdo not (?:grade|read)|\bignore (?:this|the following)|常见(?:的)?错误|误以为|作废)",
    "doubt": r"(?:\b(?:do not|don'?t) know\b|\bnot sure\b|\bmaybe\b|\bperhaps\b|不知道|不确定|也许)",
    "restriction": r"(?:\b(?:except|unless|apart from|excluding|aside from)\b|\bonly (?:if|when|for|in)\b|除非|除了)",
    "hypothesis": r"(?:^\W*(?:suppose|pretend|imagine|assume)\b(?! (?:that )?\S+ (?:is|are)\b)|\bif (?:it were|we had|one had)\b|假如)",
}
"""Words that change a claim from the clauses before it in its sentence."""

AFTERWARDS: dict[str, str] = {
    "denial": rf"(?:^\W*(?:no\b|nope\b|wrong\b|false\b|incorrect\b|contradiction\b|just kidding|kidding|oops|scratch that|(?:but )?(?:actually|in fact)\b|this time|错|不对|矛盾|作废|其实)"
    rf"|^\W*(?:but |and |however,? |though |although )*{SUBJECT} (?:\w+ ){{0,2}}(?:is|are|was|would be|looks|seems) (?:\w+ ){{0,2}}{FALSE}|\b{SUBJECT} (?:does|did|do|can|could|will)(?: ?not|n't) (?:hold|work|follow|apply|equal|make)"
    rf"|\bwhich (?:is|was) (?:\w+ )?(?:{FALSE})|\bdoes not hold\b|\b(?:is|was) {FALSE}\W*$|\bcannot be (?:true|right|correct)\b|\bwe get a contradiction|\bleads? to a contradiction|^\W*(?:这|上式|上面|该式|以上)[^。]{{0,8}}{FALSE_ZH}|不成立\W*$)",
    "restriction": r"(?:^\W*(?:but |and |however,? )*(?:(?:this|that|it) (?:\w+ ){0,2}holds? |valid |true )?(?:only (?:if|when|for|where|true|valid|holds|at|in)|unless|except|excluding|provided that|as long as)\b|\b(?:holds?|true|valid) (?:only|for \W*[A-Za-z]\W* ?=|when|if)\b|^\W*(?:除非|除了|仅当|只有))",
    "factor": r"(?:^\W*(?:then |all |everything |the whole )*(?:multipl(?:y|ied)|divid(?:e|ed)|negat(?:e|ed)|times|plus|minus|add|subtract|transpos(?:e|ed)|squar(?:e|ed))\b|^\W*(?:再)?(?:乘以|除以|加上|减去|取反|取负))",
    "doubt": r"(?:^\W*(?:or (?:is it|not|maybe|perhaps)\b|i(?:'m| am) not sure|maybe|perhaps|right\?|is it|is that)|\?\s*$|？\s*$)",
}
"""Words that change a claim from behind it, in its own sentence after a comma or in the next one."""

UNLESS = r"\b(?:unless|non-?zero|not (?:be |become )?(?:zero|0)|never|isn't|doesn't|only if|necessary|除非|不为零|非零|不为 ?0|≠ ?0)\b"
"""Words that turn a condition for zero into another statement."""

INERT_BEHIND = re.compile(
    r"\W*(?:for (?:all|every|each|any|arbitrary)\b[\w\s-]*|对(?:于)?(?:所有|任意|每个?)的?\w*|(?:\(\s*\d+\s*\))|时?成立|证毕|qed|as (?:required|desired|wanted|claimed)|证明完毕)\W*$",
    I,
)

ANSWERS = re.compile(
    r"(?:\b(?:answer|result|gradient|derivative|solution|it|this|that|which)\s*(?:to \w+\s*|here\s*)?(?:is|are|equals?|becomes?|=|:|：)?|答案是?|结果是?为?|梯度是?为?|导数是?为?|[:：;；]|\bis|\bso|\btherefore|\bhence|\bthus|\bor|\band|\bthen|或|和|是|为|即|所以|因此|故)[\s:：,，]*$",
    I,
)
"""Words that make a formula without a left side an answer, where they end before it."""

NAMED = re.compile(
    r"(?:\b(?:answer|result|gradient|derivative|solution)\s*(?:to \w+\s*|here\s*)?(?:is|are|equals?|becomes?|=|:|：)|答案是?|结果是?为?|梯度是?为?|导数是?为?)[\s:：]*$",
    I,
)
"""Words that name what follows as an answer, be it a single symbol."""

OTHERWISE = re.compile(
    r"otherwise|\belse(?:where)?\b|\bo\.?w\.?(?=\W|$)|\b(?:in )?(?:all |any |every )?(?:the )?other (?:cases?|words?|w\b|indices|columns|values)|\b(?:all|any|every) other\b|\bfor the (?:rest|others)\b"
    r"|\bnone of the above\b|否则|其他|其它|其余|그 외|아니면",
    I,
)
SPECIAL = re.compile(
    r"(?:if|when|for|where|in case|as)?\s*(?:\w is |it is |this is )?(?:the )?(?:true|correct|actual|target|observed|real|gold|positive|center's|given)? ?(?:outside|context|target|true|correct|actual|observed|positive) word\W*$",
    I,
)
"""Words for the case of the word that was seen."""
COUNTING = re.compile(
    r"number of times|how (?:many|often)|times .{0,40}appear|appear\w* .{0,30}times|times .{0,40}(?:is |was |are )?(?:sampled|drawn|occurs?)|multiplicity|次数|出现.{0,8}次|重复|횟수",
    I,
)
NOT_COUNTING = re.compile(
    r"\bnot\b|n't\b|minus|less than|more than|at most|at least|\bvocabulary\b|\bcorpus\b|\bwindow\b|except|other than|distinct|plus|-\s*\d|\+\s*\d|词表|语料|不|减|加",
    I,
)
"""Words that make a count another one than that of the equal samples."""

_MARKUP = re.compile(
    r"\\(?:text\w*|emph|underline|mathrm|mbox)\s*\{([^{}]*)\}|\*+|\\(?:noindent|par|item|indent|newline|bigskip|medskip|smallskip|quad|qquad|hfill|centering|left|right)\b|\\\\|[~`{}]|\\[,;:! ]|&|^>+",
    re.MULTILINE,
)
_SENTENCE = re.compile(r"(?<=[.!?])\s+|[。！？]|\n[ \t>]*\n")
_CLAUSE = re.compile(r"[,，;；:：]|\n[ \t>]*\n|--+|—")


def plain(text: str) -> str:
    """Words without their markup, lower case, one space between them."""
    return " ".join(_MARKUP.sub(lambda found: f" {found[1] or ''} ", text).replace("’", "'").lower().split())


@lru_cache(maxsize=64)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, I)


def _last(pattern: str, text: str) -> str | None:
    found = _compiled(rf"(?:{pattern})\W*$").search(text)
    return found[0].strip() if found else None


def blocking(before: str, behind: str, kind: str = "gradient") -> str | None:
    """The words around a claim that change, or may change, what it says; None where they do not.

    `before` is the prose up to the claim, `behind` the prose after it; `kind` of the part: when something is "zero" is told by "if".
    """
    if kind == "zero":
        turned = _compiled(UNLESS).search(plain(before)) or _compiled(UNLESS).search(plain(behind))
        if turned:
            return turned[0].strip()
    sentences = _SENTENCE.split(before)
    own = plain(sentences[-1]) if sentences else ""
    ahead = plain(sentences[-2]) if len(sentences) > 1 else ""
    clause = plain(_CLAUSE.split(sentences[-1])[-1]) if sentences else ""
    for name, pattern in BESIDE_BEFORE.items():
        found = _last(pattern, clause) if (name, kind) != ("hypothesis", "zero") else None
        if found:
            return found
    for pattern in ACROSS.values():
        hit = _compiled(pattern).search(own)
        if hit:
            return hit[0].strip()
    announced = re.search(r"[:：!]\W*$|following|wrong|false|错", ahead)
    hit = _compiled(ACROSS["denial"]).search(ahead) if announced else None
    return hit[0].strip() if hit else _behind(behind)


def _behind(behind: str) -> str | None:
    """What follows a claim: words that are attached to it, then the rest of its sentence and the sentence after that."""
    same = re.match(
        r"[ \t$.,;:，。；：]*(?:\n[ \t>]*(?!\n|[-*+#] |\(?\w{1,3}[.)] |\\item|\\section|\\subsection))?", behind
    )
    rest = behind[same.end() :] if same else behind
    paragraph = not re.match(r"\s*\n", rest)
    words = plain(re.split(r"\n[ \t>]*\n", rest.strip())[0])
    if not words or INERT_BEHIND.fullmatch(words):
        return None
    stopped = bool(re.match(r"[\s$]*[.,;:。，；：]", behind)) or bool(re.match(r"\s*\n[ \t>]*[A-Z]", behind))
    if paragraph and not stopped:
        for pattern in BESIDE_BEHIND.values():
            found = _compiled(pattern).match(words)
            if found:
                return found[0].strip() or words[:20]
    for at, sentence in enumerate([each for each in _SENTENCE.split(rest) if plain(each).strip(" .,;:$")][:2]):
        said = plain(sentence).lstrip(".,;:，。；： -–—")
        for name, pattern in AFTERWARDS.items():
            hit = _compiled(pattern).search(said) if (paragraph and at == 0) or name == "denial" else None
            if hit:
                return hit[0].strip()
    return None


_VERB = r"(?:(?:now |here |simply |also )?(?:is|are|be|being|equals?|denotes?|means?|stands? for|represents?|refers? to|:)(?!\w)|是|为|表示|代表|指|即)"
DEFINING = re.compile(rf"\W*(?:{_VERB}|(?:the|a|an)\b)\s*的?\s*(?P<what>[^,，.。;；:：]*)", I)
"""How a description follows a symbol that words like "let" and "where" introduced."""
DESCRIBING = re.compile(
    r"\W*(?:(?:is|are) (?=(?:the|an?|our|one-hot|uniform|all)\b)|(?:denotes?|stands? for|represents?|means)\b|表示|代表|是指?)\s*(?P<what>[^,，.。;；:：]*)",
    I,
)
"""How a sentence that begins with a symbol says what it is."""
INTRODUCING = re.compile(r"\b(?:let|where|with|here|define|denote)\b[^.⟦]*$|(?:设|令|记|其中)[^。⟦]*$", I)
"""Words before a formula by which it introduces a symbol."""
NEUTRAL = frozenset(
    [
        "the",
        "a",
        "an",
        "of",
        "for",
        "to",
        "in",
        "at",
        "on",
        "with",
        "as",
        "and",
        "by",
        "from",
        "all",
        "its",
        "whose",
        "that",
        "which",
        "this",
        "is",
        "are",
        "it",
        "be",
        "our",
        "we",
        "our",
        "one-hot's",
        "vector",
        "vectors",
        "matrix",
        "column",
        "columns",
        "row",
        "rows",
        "entry",
        "entries",
        "element",
        "elements",
        "component",
        "value",
        "number",
        "scalar",
        "shape",
        "size",
        "dimension",
        "dimensional",
        "space",
        "real",
        "where",
        "here",
        "each",
        "every",
        "i.e",
        "e.g",
        "given",
        "respectively",
        "where",
        "only",
        "corresponding",
        "to",
        "associated",
        "th",
        "x",
        "index",
        "position",
        "elsewhere",
        "otherwise",
        "other",
        "else",
        "length",
        "denoted",
        "denote",
        "written",
        "usual",
        "same",
        "as",
        "before",
        "above",
        "defined",
        "also",
        "simply",
        "just",
        "vocab",
        "vocabulary",
        "word",
        "words",
        "token",
        "tokens",
        "是",
        "为",
        "的",
        "一个",
        "个",
        "向量",
        "矩阵",
        "列",
        "行",
        "元素",
        "维",
        "维度",
        "大小",
        "词",
        "单词",
        "词表",
        "词汇表",
        "和",
        "与",
        "即",
        "其",
        "第",
        "表示",
        "每",
        "所有",
        "其余",
        "其他",
        "位置",
        "处",
        "且",
        "分量",
        "上",
        "在",
        "中",
    ]
)
"""Words of a description that say nothing about which thing is meant."""
