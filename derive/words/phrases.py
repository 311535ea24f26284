"""TABLE of the phrases that can change what a formula claims, in English and Chinese, each with its scope; nothing else here knows one.

A phrase blocks acceptance only where it reaches the claim: right beside the formula ("beside"), in the clause that it stands in
("clause"), or in a sentence of its own next to it ("sentence"). `blocking` asks them.
"""

import re

from derive.words.lexicon import one_of
from derive.words.saying import spelled

I = re.IGNORECASE
IS, GIVES, COMES, SO, AGAIN_SAID, VALUE = map(one_of, ("is", "gives", "comes", "so", "again", "value"))
TO_BE = "(@is|@gives|@comes)"
"""A verb between a thing and its value, as it stands in a row of phrases."""
THE_ANSWER = "(it|this|that|which|[the|this|its|our|my] [_]1 @value|(这|它|其)[[个]@value]|[该]@value)"
"""What is asked for, by a word that points at it or by its name."""
BECOMES, THE_VALUE = spelled(TO_BE), spelled(THE_ANSWER)
GET = rf"(?:(?:we|one|you) (?:\w+ )?{one_of('get')}(?: that)?|得到?|可得|(?<!没)有)"
"""What those who calculate do."""
UNLESS = re.compile(
    r"\b(?:unless|non-?zero|not (?:be |become )?(?:zero|0)|never|isn't|doesn't|(?<!and )only if|necessary|除非|不为零|非零|不为 ?0|≠ ?0)\b",
    I,
)
"""Words that turn a condition for zero into another statement."""
NOT_ZERO = re.compile(
    r"\b(?:non-?zero|(?:not|never) (?:be |become )?(?:zero|0))\b|不为零|非零|不为 ?0|≠ ?0", re.IGNORECASE
)
"""Words that say of a condition for zero that it is one for the opposite; both together do not."""
ONLY = re.compile(
    r"\b(?:if and only if|iff|exactly (?:when|if|where)|(?<!not )only|precisely (?:when|if))\b|当且仅当|仅当|只有",
    re.IGNORECASE,
)
"""Words that say of a condition that it is the only one."""
ONLY_THEN = re.compile(rf"\W*(?:\b(?:and|but)\b|[而且也]+)?\s*(?:{ONLY.pattern})", re.IGNORECASE)
"""How a clause behind a condition begins that says so."""
_RANK = r"(?:\binjective|\binvertible|\bfull (?:column )?rank|\b(?:linearly )?independent|\b(?:trivial|zero) (?:kernel|null ?space)|可逆|满秩|列满秩|线性无关|单射)"
OF_FULL_RANK = re.compile(
    rf"(?:\b(?:if|when|where|assuming|provided|suppose|supposing|assume|unless)\b|若|如果|当|假设|除非)[^.。,，;；]*?{_RANK}",
    re.IGNORECASE,
)
"""Words that suppose of a matrix that it takes different vectors to different ones."""
AGAIN = re.compile(
    rf"(?:{AGAIN_SAID}|(?:that|which) means|{SO}|\bor\b|等价于|或)(?:\W*(?:\w+\W+){{0,2}}|[^。]{{0,6}})$", I
)
"""Words before a condition that say it is the one before, put anew."""
INSTANCE = re.compile(
    r"\b(?:in particular|for example|for instance|e\.g\.|such as|an? (?:simple |trivial |obvious )?sufficient condition(?: for (?:this|that|it))?)|特别地|例如|比如|特例",
    re.IGNORECASE,
)
"""Words that say of a condition that it is one of several."""
OF_AN_INSTANCE = re.compile(r"[\s,，]*(?:if|when|where|for|is|当|若|是|⟦)[^.;。；]*", I)
"""What such a condition is then said to be."""
ENOUGH = re.compile(
    r"\W*(?:(?:is|would be|are) )?(?:already |certainly )?(?:enough|sufficient|suffices?)\b(?! and necessary)|[\s$]*(?:就|已经?|是)*(?:足够|够了|充分(?!必要))",
    re.IGNORECASE,
)
"""Words behind a condition that say so too."""
CASE_OF_IT = re.compile(r"(?:\b(?:if|when|whenever|where)|当|若|如果)\W*$", re.IGNORECASE)
"""Words before a condition that say it is a case in which something holds, and not that it is the only one."""
ABOUT_ANOTHER = re.compile(
    r"\b(?:terms?|one|summands?) (?:(?:that|which) )?(?:remains?|survives?|is left|are left|does not vanish)(?: is| are)?(?: the one| those)? (?:for|with|where|when|in)(?: the)?(?: case)?(?: of)?\s*$"
    r"|⟦\d+⟧ (?:is|equals|becomes)(?: only)?(?: equal to)? (?:0|1|zero|one|⟦\d+⟧)(?: only)? (?:in the case(?: of| that)?|when|if|for|where|at)\s*$",
    I,
)
"""Words that lead to a condition on something else than the claim: on the term of a sum that remains, on when y_w is 1."""
OF_A_CASE = re.compile(r"\b(?:when|if)\W+(?:\W*\w+\W+){1,4}?(?:is|=|equals)\W*(?:0|zero)\b", re.IGNORECASE)
"""Words inside a formula that make what follows a case, as "When ∂J is 0"."""
_ZERO = r"(?:equal to )?(?:zero|0|⟦0⟧|零)(?![A-Za-z])"
_IT = rf"(?:{THE_VALUE}|⟦…⟧)"
_IS_ZERO = rf"(?:(?:{BECOMES}|will be)?\s*(?:exactly\s+)?{_ZERO}|vanishes|disappears)"
WORD_OF_A_FIT = (
    r"(?:the|a|an|of|to|as|my|our|its|model|model's|prediction|predictions|predicted|predicts|expected|expectation|true|actual|observed|target|real|correct"
    r"|correctly|label|labels|one-hot|distribution|distributions|probability|probabilities|word|words|context|outside|vector|vectors|average|mean|weighted"
    r"|is|are|equal|equals|same|identical|matches|match|agrees|coincides|coincide|perfect|perfectly|exactly|exact|with|that|by|one|1|and|assigns|puts|all)"
)
"""A word of a clause that says how well the model predicts."""
ZERO_WHEN = re.compile(
    rf"{_IT}(?:\s+{_IS_ZERO}|['’]s\s+{_ZERO})[\s,]*(?:(?:exactly|precisely|only) )?(?:when(?:ever)?|if and only if|iff|if|where|for|as soon as|at)(?: we have| that)?\W*$"
    rf"|{_IT}\s+{_IS_ZERO}[\s,]*(?:when(?:ever)?|if|iff) {WORD_OF_A_FIT}(?: {WORD_OF_A_FIT})*,? ?(?:{AGAIN_SAID}|meaning|or)?[\s,:]*$"
    rf"|{_IT}\s+{_IS_ZERO}\b[^.。]{{0,80}}\b(?:or|and) (?:more generally|in general|generally|also)[\s,]*(?:when(?:ever)?|if)\W*$"
    rf"|\b(?:when|where) is {_IT} {_ZERO} ?\?\W*(?:(?:when(?:ever)?|if|where|for|at)\W*)?$"
    rf"|(?:什么时候|何时)该?{VALUE}{IS}\s*{_ZERO}[？?]\W*[当若]?\W*$",
    I,
)
"""Words before an equation that say that something is zero where it holds; all of them have a word of `OF_ZERO`, which is found sooner."""
OF_ZERO = re.compile(r"zero|0|零|vanish|disappear", I)
WHEN_ZERO = re.compile(
    rf"(?<!\w)(?:when(?:ever)?|if|where|once)\W+(?:[\w\\]+\W+){{0,4}}?{_IT}?\W*(?:{BECOMES}|=)\W*{_ZERO}"
    rf"\W*(?:(?:{SO}|it follows that) )?{GET}?\W*$"
    rf"|\bset(?:ting)? {_IT} (?:equal )?to {_ZERO}\W*(?:{GIVES}|{GET})?\W*$"
    rf"|[当若令]\s*{_IT}\s*{IS}\s*{_ZERO}\s*时?\W*{GET}?\W*$",
    I,
)
"""Words before an equation that say that it follows when something is zero."""
ZERO_THEN = re.compile(
    rf"\b(?:for|when(?:ever)?|if|at|once|with)\W*(?:{WORD_OF_A_FIT}\W+)*(?:{AGAIN_SAID}\W+)?⟦…⟧\W*(?:then )?(?:we (?:have|get|see) (?:that )?)?{_IT}\s+{_IS_ZERO}(?=\W*(?:$|[.;\n]))"
    rf"|(?:当且仅当|当|若|如果)\s*⟦…⟧\s*时?\W*{THE_VALUE}?\s*{IS}\s*{_ZERO}|{THE_VALUE}\s*{IS}\s*{_ZERO}\s*(?:当且仅当|当)\s*⟦…⟧",
    I,
)
"""The same around the equation: "for ⟦…⟧ it is zero", and in Chinese."""
ANSWERS = re.compile(
    rf"(?:{THE_VALUE}\s*(?:to \w+\s*|here\s*)?{BECOMES}?|{COMES}|(?<!term )(?<!part ){GIVES}|{AGAIN_SAID}|{SO}|{IS}|得到?|[=:：;；]|\b(?:or|and)|[或和])[\s:：,，]*$",
    I,
)
"""Words that make a formula without a left side an answer, where they end before it."""
_AGAIN = rf"(?:{COMES}|{AGAIN_SAID}|(?:{SO}|\band) {THE_VALUE} {BECOMES})"
RESTATED = re.compile(rf"{_AGAIN}[\s:：,，]*$", I)
"""Words that say that what follows is the formula before it once more."""
RESTATED_BEFORE = re.compile(rf"\W*{_AGAIN}", I)
NAMED = re.compile(rf"(?:{VALUE}\s*(?:to \w+\s*|here\s*)?(?:{BECOMES}|[=:：])|{VALUE})[\s:：]*$", I)
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
    r"(?:sampled|drawn|chosen|picked|occurs|appears|(?:shows?|comes?|turns?) up)\W*⟦[^⟧]*⟧ times|number of times|counts? the (?:occurrences|copies|samples)|(?:number|count) of (?:the )?(?:occurrences|copies)"
    r"|number of (?:the )?(?:negative )?samples? (?:that |which )?(?:are |is )?(?:equal|the same)|how (?:many|often)|times .{0,40}appear|appear\w* .{0,30}times|times .{0,40}(?:is |was |are )?(?:sampled|drawn|occurs?)|number of (?:(?:the )?(?:indices|samples|draws) )?⟦[^⟧]*⟧ (?:with|such that|for which|where) ⟦|multiplicity|次数|出现.{0,8}次|重复(?!使用|利用|计算)|횟수",
    I,
)
_DRAWN = r"(?:(?:the|some|a|any|our|these|one|of the|several) )*(?:(?:negative|sampled|drawn|same) )*(?:samples?|words?|negatives?|ones|⟦[^⟧]*⟧)(?: (?:samples?|words?|⟦[^⟧]*⟧))?"
REPEATS = re.compile(
    rf"\b(?:when(?:ever)?|if|in case|since|because|now(?: that)?|(?:we )?(?:suppose|assume)(?: that)?|(?:without|dropping) the assumption that) (?:now )?{_DRAWN}(?: (?:now|may|might|can|could|are|is|was|were|be|been|gets?|got|need|do|does|has|have|to|also|even|allowed))*"
    r" (?:repeat(?:s|ed)?|not (?:all )?(?:be )?(?:all )?(?:distinct|different|unique)|equal|coincide|(?:drawn|sampled|chosen|picked|occurs?|appears?|comes? up) (?:repeatedly|(?:several|multiple|many) times|more than once|twice or more|again))(?: (?:among|in) (?:the )?(?:samples|draws))?(?=\W|$)"
    r"|(?:当|若|如果|假如|由于|因为)?(?:K ?个|采样的?|抽到的|这些|负)*(?:样本|负样本|采样|词|单词)(?:中|里)?(?:可能|可以|会|有|存在|允许)*(?:出现)?(?:重复|相同|不互不相同|不再互异)(?:的)?(?:样本|词)?(?:时|的时候|的话|的情况下)?",
    I,
)
"""A clause that says that samples may repeat, which is what the part with repeated samples is about."""
COPIES = re.compile(
    r"\b(?:(?:every|each|all|any|those|number of|over)(?: the)?(?: (?:index|indices|positions?|samples?|draws?|copies))?(?: (?:index|indices|positions?|samples?|draws?))? (?:⟦[^⟧]*⟧ )?(?:with|such that|for which|at which|where)) ⟦•⟧",
    I,
)
"""Words by which a condition picks out samples to sum over."""
_KINK = r"(?:⟦[^⟧]*⟧|0|zero|the origin)"
_NO_SLOPE = r"(?:undefined|not defined|not differentiable|non-?differentiable|no derivative|does not exist|doesn't exist|不可导|不存在|未定义|无定义)"
AT_THE_KINK = re.compile(
    rf"[\s,，;；]*[(（]?(?:(?:and|but|where|while) )?(?:(?:it|this|the derivative|the function) )?(?:is )?{_NO_SLOPE}(?: (?:at|for|when|if) {_KINK})[)）]?"
    rf"|[\s,，;；]*[(（]?(?:(?:and|but) )?(?:at|for|when|if|在) ?{_KINK}\W*(?:处|时)?\W*(?:(?:it|there|this|the derivative|the function|f|导数)\W*)?(?:is |has )?{_NO_SLOPE}(?: there)?[)）]?",
    I,
)
"""A remark that a function of a number has no derivative where it has a kink."""
_DRAWS = r"(?:the |all )?(?:list |set )?(?:of )?(?:⟦[^⟧]*⟧ ?)?(?:(?:negative )?(?:samples|draws|words))?"
COUNTED = re.compile(
    r"(?:\b(?:if|when|suppose(?: that)?|assume(?: that)?|say|let)|设|若|如果|假设|当)?\s*(?:the (?:word|sample) )?⟦[^⟧]*⟧\s*(?:is |was |are |has been |gets? |been |be )*"
    r"(?:在\s*⟦[^⟧]*⟧\s*(?:中|里)?\s*)?(?:一共|总共|共)?(?:sampled|drawn|chosen|picked|selected|repeated|occurs?|appears?|(?:shows?|comes?|turns?) up|出现|被?采样|被?抽到)(?:了)?\s*⟦[^⟧]*⟧\s*(?:times|次)"
    rf"(?: (?:in|among) {_DRAWS})?(?:\W*(?:then|则|那么)(?![a-z]))?"
    r"|(?:but |and |only |just )*(?:multiplied by|times) (?:the )?number of times (?:that )?⟦[^⟧]*⟧ (?:is|was|gets|got) (?:drawn|sampled|chosen|picked)"
    r"|(?:但|再|并)*乘以?\s*⟦[^⟧]*⟧\s*(?:被)?(?:出现|采样|抽到)的次数",
    I,
)
"""A clause that gives a count its name: if w_s was sampled n times."""
CASE = re.compile(
    r"(?:(?:in the )?(?:case|cases)(?: that| of| where)?|when(?:ever)?|if|for|where|当|若|如果|对于?|情况)?\s*⟦•⟧\s*(?:的?时候?|的?情况)?",
    I,
)
"""A condition that was read, with its words."""
_VERB = r"(?:(?:now |here |simply |also )?(?:is|are|be|being|equals?|denotes?|means?|stands? for|represents?|refers? to|contains?|holds?|has|have|collects?|consists? of|stacks?|lists?|averages?|measures?|carries|carry|keeps?|names?)(?!\w)|(?:的(?:每|各)?一?(?:列|行|元素|分量)都?)?(?:是|为|表示|代表|指|即|包含|由))"
DEFINING = re.compile(rf"\W*(?:{_VERB}|(?:the|a|an)\b)\s*的?\s*(?P<what>[^,，.。;；:：]*)", I)
"""How a description follows a symbol that words like "let" and "where" introduced."""
DESCRIBING = re.compile(
    r"\W*(?:the\b(?=[^,，.。;；:：⟦]*(?:⟦|$|[,，.。;；]))|(?:的(?:每|各)一?(?:列|行))(?:是|为)|(?:is|are|being) (?=(?:the|an?|our|one-hot|uniform|all|ones|zero)\b)|(?:denotes?|stands? for|represents?|means|holds|stores|collects|carries|keeps|names|(?:i|we) mean)\b|表示|代表|是指?)\s*(?P<what>[^,，.。;；:：]*)",
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
USED_AGAIN = re.compile(r"\bre-?us|\bused? (?:it )?again|\bshared by|复用|重用|重复利用|재사용", re.IGNORECASE)
"""Words that say of a formula that it is one."""
