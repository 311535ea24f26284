"""TABLE of the phrases that can change what a formula claims, in English and Chinese, each with its scope; nothing else here knows one.

A phrase blocks acceptance only where it reaches the claim: right beside the formula ("beside"), in the clause that it stands in
("clause"), or in a sentence of its own next to it ("sentence"). `blocking` asks them.
"""

import re

I = re.IGNORECASE
NUMBER = r"(?:zero|one|two|three|four|five|ten|half|double|twice|thrice|triple|[0-9]+(?:\.[0-9]+)?)"
FALSE = (
    r"(?:wrong|false|incorrect|invalid|untrue|mistaken|nonsense|a (?:mistake|lie|typo|contradiction)|an error|impossible"
    r"|not (?:true|right|correct|valid|the case|the answer|equal|so|what)\w*)"
)
FALSE_ZH = r"(?:错的?|错误的?|不对|不正确|不成立|不是真的|不等于)"
PLACED = r"(?:per (?:sample|example|word|token|element|entry|coordinate|component|step|batch|epoch|pair)\b|(?:given|in case)(?: that)? ⟦|(?:at|on) (?:(?:time |step |iteration |epoch )?⟦|the (?:origin|optimum|minimum|start|beginning)\b)|(?:near|around|evaluated|almost)\b|on the (?:diagonal|boundary)\b|在.{0,12}处)"
"""Words behind a claim that say where, or of what part, it holds."""
BESIDE_BEFORE: dict[str, str] = {
    "denial": r"(?:\bnot|\bnever|\bno|\bcannot(?: \w+)?|\bcan'?t(?: \w+)?|\b\w+n't(?: \w+)?|\bneither|\bnor|\bwithout|\bfails? to \w+|\bfar from|\bunlike"
    r"|\binstead of|\brather than|\bother than|\b(?:anything|everything|all|nothing|any|every \w+) but|\bdiffers? from|\bdifferent from|\bunequal to|\bfalse(?: that)?|\bwrong(?:ly)?|\bincorrect(?:ly)?"
    r"|\bdisprove|\brefute|\breject|\bdeny|\bdoubt|不是|不等于|不为|不能|不会|没有|并非|绝不|错误的?是?|错误|不正确|不对|无法)",
    "factor": r"(?:\btwice|\bthrice|\bhalf(?: of)?|\bdouble|\btriple|\bquadruple|\bminus|\bnegative(?: of)?|\b(?:a )?function of|\bdepends? (?:only )?on|\bused to be|\bplus|\btimes|\bthe (?:negative|opposite|inverse|reciprocal"
    r"|square|cube|square root|root|norm|length|magnitude|absolute value|log|logarithm|exponential|transpose|derivative|gradient|sum|mean|average|product) of"
    r"|\bmultiples? of|\bproportional to|\bmore than|\bless than|\bat (?:most|least)|\bgreater than|\bbounded by|\bapproximately|\bapprox\.?|\broughly|\balmost|\bnearly|\babout|\baround"
    r"|\bsimilar to|\bclose to|\bup to|两倍|二倍|三倍|\d倍|一半|负的?|加上?|减去?|乘以?|除以|约等于|大约|近似(?:为|等于)?|正比于|大于|小于)",
    "part": r"(?:\b(?:part|component|entry|element|row|piece|portion|bound|approximation|estimate)s? (?:of|on|to|for) (?:the |this |its |our )?(?:full |whole |true )?(?:gradient|derivative|answer|result)(?: (?:is|are|equals?|=))?"
    r"|\b(?:gradient|derivative|answer|result|it) (?:contains?|includes?|involves?|has)|一部分(?:是|为)?|包含|含有|(?:分量|一项)(?:是|为))",
    "another": r"(?:期望|平均|归一化)的?梯度(?:是|为|等于)|\b(?:expected|normali[sz]ed|averaged?|mean|clipped|scaled|natural|stochastic|projected|damped|noisy) (?:gradient|derivative)s?(?: \w+){0,3}|\b(?:gradient|derivative)s? of (?:the |its |our )?(?:log-?)?(?:probabilit\w+|likelihood|reward|utility|regulari[sz]\w+|prior|accuracy|norm)(?: \w+){0,3}",
    "other": r"^(?!.*\b(?:gradient|derivative|differentiat\w*|answer|result|solution|partial)).*\b(?:loss|cost|objective|error|score|logit|prediction|label|hessian|jacobian|update|step|direction|residual)s?(?: function| value)?(?: here| now)? (?:is|are|equals?|=|becomes)|负的?(?:梯度|导数)(?:是|为|等于)|(?:损失|代价|目标|残差)(?:函数)?(?:值)?(?:是|为|等于)",
    "doubt": r"(?:\bmaybe|\bperhaps|\bpossibly|\bprobably|\bmight be|\bcould be|\bmay be|\bi guess|\bguess(?: is)?|\bnot sure|\bunsure|\bhopefully|也许|可能是?|或许|大概是?|猜)",
    "hypothesis": r"(?:\bsuppose(?: that)?|\bassum(?:e|ing)(?: that)?|\bpretend(?: that)?|\bimagine(?: that)?|\bif|\bunless|\bwere|\bwhether|假设|假如|假定|如果|倘若|若)",
    "restriction": r"(?:\bexcept(?: for| when| that)?|\bunless|(?<!and )\bonly(?: if| when| for)?|\bprovided(?: that)?|\bsometimes|\busually|\brarely|\boften|\bat (?:the )?(?:\w+ )?(?:step|iteration|epoch|start|beginning|initiali[sz]ation|optimum)|\boutside of|\baway from|\bbeyond|除了|除非|仅当|只有当?|有时)",
    "alternative": r"(?:\bor(?: else)?|\beither|\balternatively|或者?|要么)",
    "question": r"(?:\bis it|\bdoes|\bwhy is|\bwhy|\bwhat is|是否|为什么)",
}
"""Words that change a claim when they are the last ones before it."""
BESIDE_BEHIND: dict[str, str] = {
    "denial": rf"(?:\bnot\b|\bnever\b|\bno\b(?! (?:need|further|more|other|matter))|\bcannot\b|\b\w+n't\b|(?:is|are|was|would be|seems?|looks?) (?:\w+ )?{FALSE}|(?:does|do|did|can|will) ?not (?!depend|contain|involve|include|change|matter|need|require|affect|appear)"
    rf"|fails?\b|is (?:a |the )?(?:wrong|false)|{FALSE}\b|[（(]?(?:这|它)?(?:是|并)?{FALSE_ZH}|不成立|不是|[（(]?wrong|[（(]?false|[（(]?incorrect)",
    "factor": rf"(?:plus\b|minus\b|times\b|multiplied\b|divided\b|over {NUMBER}\b|squared\b|cubed\b|summed\b|averaged\b|integrated\b|[(（]?(?:sum|sums|summed|mean|averaged?) over (?:the |all |a )?(?:⟦|batch|mini-?batch|examples|corpus|data)|doubled\b|halved\b|inverted\b|transposed\b|negated\b|to the (?:power|minus)|add(?:ed|ing)?\b|subtract\w*\b"
    rf"|with (?:a|the|its)? ?(?:opposite|reversed?|flipped|wrong|minus|negative) ?sign|up to (?:a|an|the|sign|scal)|modulo\b|approximately\b|or so\b|but (?:negative|negated|with|twice|transposed)|{NUMBER} times\b"
    r"|的?第\S{1,3}(?:行|列|项|分量|个元素)|的(?:一部分|部分)|的?(?:导数|梯度|逆|两倍|二倍|三倍|一半|相反数|倒数|平方|负数|转置)|再?(?:加上|减去|乘以|除以))",
    "restriction": rf"(?:{PLACED}|in expectation\b(?! form| notation)|on average\b|in the (?:mean|limit)\b|in practice\b|to first order\b|unless\b|except\b|excluding\b|only\b|provided\b|as long as\b|assuming\b|at least\b|at most\b|in (?:some|most|certain|special) cases\b|sometimes\b|usually\b|when(?:ever)?\b|if\b|but\b|until\b|while\b|for (?!all\b|every\b|each\b|any\b|arbitrary\b)"
    r"|除非|除了|仅|只|当(?!且仅当)|若|如果|只要|但)",
    "doubt": r"(?:\?|？|maybe\b|perhaps\b|possibly\b|probably\b|i (?:guess|think|hope)\b|or something|也许|可能|大概|吧|吗)",
    "alternative": r"(?:or\b(?! equivalently| rather| in (?:matrix|vector))|alternatively\b|或者?)",
}
"""Words that change a claim when they are the first ones behind it."""
ABOUT: dict[str, str] = {
    "roles": r"\b(?:roles?|names?|meanings?)\b.*\b(?:swap|exchang|revers|interchang)\w*|\b(?:swap|exchang|interchang|revers)\w*\b.*\b(?:roles?|names?|meanings?|signs?|notation)\b",
    "lost": r"^(?!.*\b(?:not|independent|constants?|zero|vanish\w*)\b).*(?:\b(?:signs?|minus|factors?|terms?|transposes?)\b.{0,30}\b(?:lost|dropped|missing|omitted|forgotten|absent)\b|\b(?:lost|missed|omitted|forgot)\b.{0,20}\b(?:signs?|minus|factors?|terms?|transposes?)\b)",
    "denied": r"^\W*(?:disproof|refutation|counter-?example)\b",
    "left out": r"\b(?:drop|omit|ignor|neglect|skip|forg[eo]t|suppress|leave out|left out)\w* (?:the |all |any |an? )?(?:overall |leading |first |second |last |other )?(?:signs?|minus(?:es)?|factors?|transposes?|normali[sz]\w+|denominators?|(?:first|second|last|other) terms?)\b",
    "hat": r"\b(?:hats?|bars?|tildes?) (?:\w+ ){0,2}(?:marks?|denotes?|means?|stands?|indicates?|is|are)\b(?!.*\b(?:predict|model|estimat|softmax|probab)\w*)",
    "supposed": r"^\W*(?:suppose|pretend|imagine|assume)\b.*\b(?:not|were|halved|doubled|squared|zero|small|large|perfect|uniform|scaled|perfectly)\b",
    "up to": r"^\W*up to (?:a |an |the )?(?:sign|scal\w*|factor|constant)\b",
    "approximated": r"\b(?:is|was|gives?) (?:just |only |merely |really )?(?:an? )?(?:approximation|estimate|upper bound|lower bound|heuristic|rough guess|simplification)s?\b",
}
"""Words of the sentences next to a claim, before or behind it, that change what its symbols mean or what it leaves out."""
UNLESS = r"\b(?:unless|non-?zero|not (?:be |become )?(?:zero|0)|never|isn't|doesn't|(?<!and )only if|necessary|除非|不为零|非零|不为 ?0|≠ ?0)\b"
"""Words that turn a condition for zero into another statement."""
EXCEPT = re.compile(r"\b(?:unless|except)\b|除非|除了", re.IGNORECASE)
NOT_ZERO = re.compile(
    r"\b(?:non-?zero|(?:not|never) (?:be |become )?(?:zero|0))\b|不为零|非零|不为 ?0|≠ ?0", re.IGNORECASE
)
"""Words that say of a condition for zero that it is one for the opposite; both together do not."""
ONLY = re.compile(
    r"\b(?:if and only if|iff|exactly (?:when|if|where)|(?<!not )only|precisely (?:when|if))\b|当且仅当|仅当|只有",
    re.IGNORECASE,
)
"""Words that say of a condition that it is the only one."""
_OF_TERMS = r"(?: (?:of|at|for|with|that|which|is|are|stays?|remains?|survives?|contributes?|counts|non-?zero|left|one|position|index|word|true|outside|target|correct|the|term|label|⟦[^⟧]*⟧))*"
ONE_HOT = re.compile(
    rf"(?:\b(?:the )?(?:(?:true|label|target|ground[- ]truth) )*(?:vector |labels? |distribution )?(?:⟦[^⟧]*⟧ )?)?\bis (?:just |simply )?(?:a |the )?one-?hot(?:[- ]encoded)?(?: vector)?\b"
    rf"|\b(?:only|the only) (?:⟦[^⟧]*⟧(?=\s*[,.]|\s+(?:so|and)\b)|(?:the )?(?:term|entry|component|summand|index|position|one)\b{_OF_TERMS})"
    r"|⟦[^⟧]*⟧,? (?:only (?:when|if|for|where)|unless|except (?:when|if|for|where)) ⟦•⟧(?:,? (?:and|but) ⟦[^⟧]*⟧ otherwise)?"
    r"|是(?:一个)?(?:独热|one-hot) ?的?(?:向量|编码)?|(?:只|仅)(?:有|剩)? ?⟦[^⟧]*⟧|其[余他](?:的?项|元素|分量)?(?:都|均|全)?(?:为|是)?(?:零|0)",
    I,
)
"""That the label is one-hot, and which term of a sum it leaves: nothing new where that is asked for."""
AGAIN = re.compile(
    r"\b(?:i\.e\b|that is|that means|which means|in other words|namely|equivalently|so|hence|thus|therefore|or)\b\W*(?:\w+\W+){0,2}$|(?:即|也就是|等价于|所以|因此|或)[^。]{0,6}$",
    re.IGNORECASE,
)
"""Words before a condition that say it is the one before, put anew."""
INSTANCE = re.compile(
    r"\b(?:in particular|for example|for instance|e\.g\.|such as|an? (?:simple |trivial |obvious )?sufficient condition(?: for (?:this|that|it))?)|特别地|例如|比如|特例",
    re.IGNORECASE,
)
"""Words that say of a condition that it is one of several."""
ABOUT_ANOTHER = re.compile(
    r"\b(?:terms?|one|summands?) (?:(?:that|which) )?(?:remains?|survives?|is left|are left|does not vanish)(?: is| are)?(?: the one| those)? (?:for|with|where|when|in)(?: the)?(?: case)?(?: of)?\s*$"
    r"|⟦\d+⟧ (?:is|equals|becomes)(?: only)?(?: equal to)? (?:0|1|zero|one|⟦\d+⟧)(?: only)? (?:in the case(?: of| that)?|when|if|for|where|at)\s*$",
    I,
)
"""Words that lead to a condition on something else than the claim: on the term of a sum that remains, on when y_w is 1."""
OF_A_CASE = re.compile(r"\b(?:when|if)\W+(?:\W*\w+\W+){1,4}?(?:is|=|equals)\W*(?:0|zero)\b", re.IGNORECASE)
"""Words inside a formula that make what follows a case, as "When ∂J is 0"."""
INERT_BEHIND = re.compile(
    r"\W*(?:(?:\(\s*\d+\s*\))|时?成立|证毕|qed|as (?:required|desired|wanted|claimed)|证明完毕)\W*$",
    I,
)
_ZERO = r"(?:equal to )?(?:zero|0|⟦0⟧)(?![A-Za-z])"
_IT = r"(?<!\w)(?:it|this|that|which|the (?:\w+ )?(?:gradient|derivative|expression)|⟦…⟧)"
ZERO_WHEN = re.compile(
    rf"{_IT}\s+(?:(?:is|equals|becomes|will be)\s+(?:exactly\s+)?{_ZERO}|vanishes|disappears)[\s,]*"
    r"(?:(?:exactly|precisely|only) )?(?:when(?:ever)?|if and only if|iff|if|where|for|as soon as|at)(?: we have| that)?\W*$",
    I,
)
"""Words before an equation that say that something is zero where it holds."""
WHEN_ZERO = re.compile(
    rf"(?<!\w)(?:when(?:ever)?|if|where|once)\W+(?:[\w\\]+\W+){{0,4}}?{_IT}?\W*(?:is|=|equals|becomes)\W*{_ZERO}"
    r"\W*(?:then |so |it follows that |therefore )?(?:we (?:must )?(?:have|get|obtain|find)(?: that)?)?\W*$"
    rf"|\bset(?:ting)? {_IT} (?:equal )?to {_ZERO}\W*(?:gives|yields|we (?:have|get|obtain|find))?\W*$"
    rf"|(?:当|若|令)\s*(?:梯度|导数|它|⟦…⟧)\s*(?:等于|为|是)\s*{_ZERO}\s*时?\W*(?:有|得|可得|我们有)?\W*$",
    I,
)
"""Words before an equation that say that it follows when something is zero."""
ZERO_THEN_ZH = re.compile(
    r"(?:当且仅当|当|若|如果)\s*⟦…⟧\s*时?\W*(?:该|其|此)?(?:梯度|导数|它)?\s*(?:等于|为|是)\s*(?:零|0|⟦0⟧)"
    r"|(?:梯度|导数|它)\s*(?:等于|为|是)\s*(?:零|0|⟦0⟧)\s*(?:当且仅当|当)\s*⟦…⟧"
)
"""The same in Chinese, around the equation."""
ANSWERS = re.compile(
    r"(?:\b(?:answer|result|gradient|derivative|solution|it|this|that|which)\s*(?:to \w+\s*|here\s*)?(?:is|are|equals?|becomes?|=|:|：)?|\b(?:simplif(?:y|ies)|reduces?|boils down|amounts?|collapses?|comes down) to|(?<!term )(?<!part )\b(?:becomes|gives|yields|equals)|\b(?:namely|i\.?e\.?|that is|in other words)|化简为|等于|得到?|答案是?|结果是?为?|梯度是?为?|导数是?为?|[:：;；]|\bis|\bso|\btherefore|\bhence|\bthus|\bor|\band|\bthen|或|和|是|为|即|所以|因此|故)[\s:：,，]*$",
    I,
)
"""Words that make a formula without a left side an answer, where they end before it."""
_AGAIN = r"(?:\b(?:simplif(?:y|ies)|reduces?|boils down|amounts?|collapses?|comes down) to|\b(?:namely|i\.?e\.?|that is|in other words)|\b(?:so|and|hence|thus|therefore) (?:it|this|the (?:answer|result|gradient|derivative)) (?:is|becomes|equals)|化简为|也就是说?|即)"
RESTATED = re.compile(rf"{_AGAIN}[\s:：,，]*$", I)
"""Words that say that what follows is the formula before it once more."""
RESTATED_BEFORE = re.compile(rf"\W*{_AGAIN}", I)
NAMED = re.compile(
    r"(?:\b(?:answer|result|gradient|derivative|solution)\s*(?:to \w+\s*|here\s*)?(?:is|are|equals?|becomes?|=|:|：)|答案是?|结果是?为?|梯度是?为?|导数是?为?)[\s:：]*$",
    I,
)
"""Words that name what follows as an answer, be it a single symbol."""
LABELS = re.compile(r"\blabels?\b|\bone-?hot\b|\bindicators?\b|\bkronecker\b|标签|独热|指示", I)
"""Words for what is 1 in one case and 0 in the others."""
OTHERWISE = re.compile(
    r"otherwise|\belse(?:where)?\b|\bo\.?w\.?(?=\W|$)|\b(?:in )?(?:all |any |every )?(?:the )?other (?:cases?|words?|w\b|indices|columns|values)|\b(?:all|any|every) other\b|\bfor the (?:rest|others)\b"
    r"|\bnone of the above\b|否则|其他|其它|其余|그 외|아니면",
    I,
)
SAID_INSIDE = re.compile(
    r"\\(?:footnote(?:text)?|marginpar|marginnote|todo)\s*\{|\\(?:Rightarrow|implies)\s*\\(?:Leftarrow|impliedby)(?![A-Za-z])|⇒\s*⇐|\\tag\*?\s*\{[^{}]*[A-Za-z]{4,}[^{}]*\}|\\nexists|\\exists|∃|\\not\\forall"
)
"""A tag in words, or a quantifier, inside a formula, which no reading of it holds."""
COUNTING = re.compile(
    r"(?:sampled|drawn|chosen|picked|occurs|appears)\W*⟦[^⟧]*⟧ times|number of times|counts? the (?:occurrences|copies|samples)|(?:number|count) of (?:the )?(?:occurrences|copies)"
    r"|number of (?:the )?(?:negative )?samples? (?:that |which )?(?:are |is )?(?:equal|the same)|how (?:many|often)|times .{0,40}appear|appear\w* .{0,30}times|times .{0,40}(?:is |was |are )?(?:sampled|drawn|occurs?)|multiplicity|次数|出现.{0,8}次|重复(?!使用|利用|计算)|횟수",
    I,
)
_KINK = r"(?:⟦[^⟧]*⟧|0|zero|the origin)"
_NO_SLOPE = r"(?:undefined|not defined|not differentiable|non-?differentiable|no derivative|does not exist|doesn't exist|不可导|不存在|未定义|无定义)"
AT_THE_KINK = re.compile(
    rf"[\s,，;；]*[(（]?(?:(?:and|but|where|while) )?(?:(?:it|this|the derivative|the function) )?(?:is )?{_NO_SLOPE}(?: (?:at|for|when|if) {_KINK})[)）]?"
    rf"|[\s,，;；]*[(（]?(?:(?:and|but) )?(?:at|for|when|if|在) ?{_KINK}\W*(?:处|时)?\W*(?:(?:it|there|this|the derivative|the function|f|导数)\W*)?(?:is |has )?{_NO_SLOPE}(?: there)?[)）]?",
    I,
)
"""A remark that a function of a number has no derivative where it has a kink."""
COUNTED = re.compile(
    r"(?:\b(?:if|when|suppose(?: that)?|assume(?: that)?|say)|若|如果|假设|当)?\s*(?:the (?:word|sample) )?⟦[^⟧]*⟧\s*(?:is |was |are |has been |gets? |been )*"
    r"(?:sampled|drawn|chosen|picked|selected|repeated|occurs?|appears?|出现|被?采样|被?抽到)(?:了)?\s*⟦[^⟧]*⟧\s*(?:times|次)"
    r"(?: (?:in|among) (?:the |all )?(?:⟦[^⟧]*⟧ )?(?:negative )?samples)?(?:\W*(?:then|则|那么)\b)?",
    I,
)
"""A clause that gives a count its name: if w_s was sampled n times."""
FRONTED = re.compile(
    r"\W*(?:(?:so|thus|hence|then|and|now|therefore|but|also)\b\W*)?(?P<clause>(?:for|at|on|near|around|when|whenever|if|in|given|under|evaluated|while|during|until|before|after|with|without|as long as|where)\b.*|(?:近似|靠近|当|若|如果|对于?|在|设|除).*)",
    I,
)
"""A clause before a claim that says where, or when, it holds."""
OF_THE_CLAIM = re.compile(
    r"\b(?:it|its|this|that|these|those|the|we|i|my|our|answer|result|gradient|derivative|formula|expression|signs?|minus|above|everything|value|factor)\b|[这该其它上式我]",
    I,
)
TERM_BEHIND = re.compile(r"[ \t]*[-+*/·×−＋][ \t]*[0-9]+(?= +[A-Za-z])(?! *(?:points?|pts?|marks?)\b)")
"""A number behind a formula, with a sign between and words after it: a term of it, or a dash."""
NEXT_CASE = re.compile(
    r"[\s$]*(?:[.;。；]|\n)[\s>*+-]*(?:\(?\w{1,3}[.)]\s*)?(?:and |otherwise|else|case \d)?\W{0,3}(?:if|when|for|case|where|in|当|若|对于?)?[^⟦\n]{0,12}⟦•⟧[^⟦\n]{0,12}[:：,，]?\s*⟦…⟧",
    I,
)
"""A claim of its own for another case."""
SET_PHRASES = re.compile(
    r"\bweighted (?:average|mean)\b|\bnegative[- ](?:sampl\w*|words?|vectors?)\b|\bnot (?:wrong|false|incorrect)\b"
    r"|\bno surprise\b|\b(?:here|where) [Α-ω] is the\b|\brules? (?:twice|again|once more)\b|\b(?:then |later )?multiplied by the (?:learning rate|step size)\b"
    r"|\b(?:expected|expectation|predicted|prediction|predictions|estimated?|estimates|model)(?: \w+){0,3} minus (?:the )?(?:observed|actual|true|truth|labels?|targets?|one-hot|data)(?: (?:one|vector|label|word|distribution)s?)?\b"
    r"|\bto save (?:hats|space|ink|writing|paper|time)\b|预测(?:值|概率|分布)?(?:与|减去?|和)(?:标签|真实值|真实分布|实际值)(?:之差)?",
    I,
)
"""Phrases that say nothing against a claim, though some of their words would by themselves."""
REASON = re.compile(
    r"\b(?:is |it is )?(?:undefined|not defined|not differentiable) (?:at|for|when) ⟦[^⟧]*⟧|\b(?:since|because|as) (?:the )?(?:⟦[^⟧]*⟧|\w+)(?: \w+){0,2} (?:does|do) not (?:appear|occur|enter|depend|contain|involve)\b|\b(?:since|because|as) (?:\w+ )?only ⟦[^⟧]*⟧|\b(?:since|because|as) we multiply by ⟦[^⟧]*⟧ (?=it follows)|(?<=⟦…⟧) (?:is|are) not (?:among|in|one of|part of) (?:the |any )?(?:negative )?samples?\b",
    I,
)
"""Reasons that deny something of another symbol: "because o is not among the samples"."""
CASE = re.compile(
    r"(?:(?:in the )?(?:case|cases)(?: that| of| where)?|when(?:ever)?|if|for|where|当|若|如果|对于?|情况)?\s*⟦•⟧\s*(?:的?时候?|的?情况)?",
    I,
)
"""A condition that was read, with its words."""
_VERB = r"(?:(?:now |here |simply |also )?(?:is|are|be|being|equals?|denotes?|means?|stands? for|represents?|refers? to|contains?|holds?|has|have|collects?|consists? of|stacks?)(?!\w)|(?:的(?:每|各)?一?(?:列|行|元素|分量)都?)?(?:是|为|表示|代表|指|即|包含|由))"
DEFINING = re.compile(rf"\W*(?:{_VERB}|(?:the|a|an)\b)\s*的?\s*(?P<what>[^,，.。;；:：]*)", I)
"""How a description follows a symbol that words like "let" and "where" introduced."""
DESCRIBING = re.compile(
    r"\W*(?:the\b(?=[^,，.。;；:：⟦]*(?:⟦|$|[,，.。;；]))|(?:的(?:每|各)一?(?:列|行))(?:是|为)|(?:is|are|being) (?=(?:the|an?|our|one-hot|uniform|all|ones|zero)\b)|(?:denotes?|stands? for|represents?|means|holds|stores|collects)\b|表示|代表|是指?)\s*(?P<what>[^,，.。;；:：]*)",
    I,
)
"""How a sentence that begins with a symbol says what it is."""
DESCRIBED_LATER = re.compile(r"[^⟦.。]*?\bwhere it (?:is|was|denotes|means|stands for) (?P<what>[^,，.。;；:：)⟦]*)", I)
"""How words further behind a symbol say what it is: "with y from part (c), where it was the label"."""
NAMING = re.compile(r"\W*(?:for|as|to denote|to mean|the)\b\s*(?P<what>[^,，.。;；:：]*)", I)
"""How what is named follows, or stands before, its symbol: "write ŷ for the labels", "call the labels ŷ"."""
INTRODUCING = re.compile(
    r"\b(?:let|where|with(?! respect)|here|define|denote|writ(?:e|ing)|call(?:ing)?|use|using|denoting|reading|means?|mean by|(?:uses?|note|recall|remember|notice) that)\b[^.⟦]*$|(?:设|令|记|其中)[^。⟦]*$",
    I,
)
"""Words before a formula by which it introduces a symbol."""
SUPPOSING = re.compile(
    r"(?:\b(?:if|when|suppose|assume|assuming|provided|supposing)(?: that)?|若|如果|假设|假如|假定|当)\s*$", I
)
"""Words before a symbol by which a sentence supposes something of it."""
REASONING = re.compile(r"\b(?:as|since|because|noting(?: that)?|given that)\s*$|(?:因为|由于)\s*$", re.IGNORECASE)
"""Words before an equation that give it as the reason."""
REUSING = re.compile(r"re-?us|same (?:term|quantit)|repeat|重复|复用|重用|재사용", re.IGNORECASE)
"""Words for a quantity that is used again."""
