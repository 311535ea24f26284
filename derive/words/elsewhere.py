"""What a sentence away from the answers says of them, or of what is given, and is not understood: an introduction, a title, a remark.

There authors talk of many things. A sentence counts that speaks of the answers, of what the assignment gives, or of a formula; its words
must be those of documents, or harmless beside an answer too.

>>> unheard("This is my solution to the written part of assignment 2.") is None
True
>>> unheard("The loss is weighted by the distance of the words.")
'the loss is weighted by the distance of the words'
>>> unheard("I like coffee.") is None
True
"""

import re
from functools import lru_cache

from derive.words.beside import told_against
from derive.words.claims import odd_word
from derive.words.clauses import clauses_of
from derive.words.descriptions import words_of
from derive.words.english import ENGLISH
from derive.words.plain import plain
from derive.words.sentences import CLAUSE

OF_DOCUMENTS = words_of(
    """assignment assignments homework hw written write-up writeup post posts article blog notes note notebook document documents file files page pages pdf latex typeset typed chapter course courses lecture lectures class
    stanford cs224n cs224 nlp winter spring summer fall autumn semester term year student students name names id email date due posted author authors collaborators collaborator partner none alone worked discussed sunet github link
    handout official sketch sketches understanding read reading readers hope hopefully enjoy learn learning learned try tried go goes going through work works working out let's follow follows following present summarise summarize summary derive derives derived
    deriving derivation derivations gradient gradients explain explained explains details detail step steps every all own hand hands by sat down finally wrote write i'll i'm i've i'd we'll we're my me you your yourself here's hi hello welcome thanks thank
    full complete completely short shorter long longer fine question questions problem problems exercise exercises parts portion section sections first second third fourth convention conventions notation notations symbols symbol setup set-up
    preliminaries background motivation introduction overview refresher recap numpy python code coding word2vec skip-gram skipgram skip gram model models embeddings embedding glove natural logarithm log e column columns
    row rows throughout same as used uses course's usual standard stated equation equations numbers number numbering refer refers series part two one machine deep language processing natural sampling negative naive softmax sigmoid relu
    leaky cross-entropy entropy centre center outside context word words vector vectors matrix matrices window windows vocabulary scratch cheat sheet from about with translations ours mine
    ta tas staff instructor instructors starter match matches store stores stored typed type up after deadline per
    these go goes pytorch repository repo attach attached separate separately single pair pairs between boxed box boxes italic italics bold layout denominator numerator unless stated otherwise assign assigns high low states lists
    appendix end parameter parameters various each page time taking taken semester assignment's scores scored"""
)
"""Words of those who talk of a document, a course or a derivation."""
OF_DOCUMENTS_ZH = words_of(
    """大家好 这篇 这份 这是 本文 本人 我自己 自己 做 作业 作业一 作业二 作业三 作业四 笔记 记录 整理 一下 整理了 笔答 书面 部分 全部 推导 推导过程 过程 讲义 课程 斯坦福 符号 记号 约定 先 与 一致 说明 前言 背景 理解 梯度 词向量 学习 最近 在学 学
    欢迎 指正 如有 错误 题目 问题 什么 为什么 整个 中文 英文 版 版本 笔答题 解答 姓名 学号 日期 是 的 了 和 把 各 题 均 都 按 按照 采用 使用 用 自然对数 自然 对数 标准 大纲 本文中 每一行 每一列 每行 每列 按行 按列 行 列 存放 存储 记号约定 本次 主要 各个 参数 文中 均为 我 以下 手推 书面部分 分母 目录 参考 链接 博客 文章 从 零 开始 手推 组成 排成 模型"""
)
ASSUMED = words_of(
    "square invertible inverse inverses hessian symmetric positive definite semidefinite orthogonal full rank where needed required lie lies data rows row vectors so"
)
"""Words of what a statement may assume of its matrices, and of how they lie."""
OF_TITLES = words_of(
    """repeated repeat repeats repetition samples sample distinct understanding word2vec relu leaky derivative derivatives vanish vanishes when does why what how which reused reuse reusing cost cheaper efficiency whole vec
    负采样 负样本 外部词 中心词 窗口 样本 可以 重复 互不相同 个 词 向量 什么 如果 呢 时 每一侧 有 中 分别 里 对 每个 外部 整 个矩阵 求 导数 是什么 函数"""
)
"""Words of titles of parts."""
_GIVEN = re.compile(
    "⟦|(?<![\\w-])(?:"
    + "|".join(
        sorted(
            {*ENGLISH["given"].split(), *ENGLISH["answer"].split()}
            - {
                "alpha",
                "context",
                "model",
                "word",
                "words",
                "network",
                "example",
                "examples",
                "for_example",
                "line",
                "data",
            }
        )
    )
    + r"|logs?|logarithms?|bases?|hats?|sums?|summed|ind(?:ex|ices)|offsets?|pairs?|differences?|norms?|lengths?|transposes?|products?|juxtaposition|superscripts?|subscripts?|minim\w+|maxim\w+|right sides?|each formula|likelihood|activation|units?|hidden|layers?"
    + r"|derivations?|errors?|mistakes?|slips?|points|marks|grades?|none of|everything|each of|word vectors?)(?![\w-])"
    + "|损失|目标|标签|预测|概率|梯度|导数|符号|负号|对数|指数|样本|向量|矩阵|权重|答案|解答|公式|结果|求和|下标|上标|⊤|转置|词表|正则|以下|下面|上面|以上|[A-Za-zŷσ] ?(?:中|是|为|表示)"
)
"""Words for what is given and for the answers."""
_HEDGED = re.compile(
    r"\b(?:may|might|could) .{0,30}\b(?:mistakes?|errors?|typos?|slips?)\b|如有|欢迎|若有|请指|可能有|\b(?:let me know|feel free|correct me|please (?:tell|report|mail)|if you (?:find|spot|see)|any (?:mistakes?|errors?|typos?)|hopefully|corrected version|now (?:fixed|corrected))\b"
)
"""What is feared, asked for or done with: it takes nothing back."""


_PLAIN_FORMULA = re.compile(
    r"(?<![\w.])[A-Za-zŷσ]\w*(?:\([^()\n]*\))? ?= ?[^,;\n.]+|(?<!\w)(?:y_?hat|ŷ|[A-Za-z]_\w+|U|V|J)(?:\^T)?(?!\w)"
)
"""A formula of a text that has no marks for formulas: yhat = softmax(U^T v_c)."""


def _said(text: str) -> str:
    """The words of a text, a mark for each formula; the number of a course is no word."""
    text = re.sub(r"\b(?:[A-Za-z]{2,4} ?\d{3}[A-Za-z]?|[Aa]\d)\b", " course ", text)
    text = _PLAIN_FORMULA.sub(" ⟦…⟧ ", text) if "$" not in text and "\\" not in text else text
    text = re.sub(
        r"\\(?:small|tiny|large|Large|LARGE|huge|Huge|footnotesize|scriptsize|normalsize|today|currenttime)(?![A-Za-z])",
        " ",
        text,
    )
    return plain(re.sub(r"\$\$?[^$]+\$\$?|\\\(.*?\\\)|\\\[.*?\\\]", " ⟦…⟧ ", text, flags=re.DOTALL))


_INERT = re.compile(
    r"\b(?:everything|all|it all)(?: below| here| above)? (?:is|are) (?:done |written |stated )?(?:with|for|in) (?:the )?(?:data|examples?|vectors?)(?: \w+)? (?:in|as) (?:rows|columns)\b"
    r"|\b(?:i|we) (?:\w+ )?(?:found|find|was|were|got|liked?|enjoyed) .{0,60}\b(?:confusing|hard|difficult|tricky|easy|surprising|fun|useful|interesting|helpful)\b"
    r"|\b(?:averaged?|mean|total|summed) loss over (?:a|the) (?:mini-?)?(?:batch|corpus) has the (?:mean|average|sum) of these gradients\b"
    r"|\bweighted (?:average|sum|mean) of (?:the |all |outside |word )*vectors\b|\berror signals?\b|\bas (?:we|you) (?:shall|will) see\b"
    r"|\b(?:some|a few|routine|trivial|easy|intermediate) (?:\w+ )?steps (?:are|were) (?:skipped|omitted|left out)\b"
    r"|\b(?:students|readers|those|people) who (?:use|write|prefer|store|have|work|like)\b[^.;]*"
    r"|\b(?:this|it|which|that) (?:\w+ )?makes? (?:\w+ )?sense\b(?![^.;]*\b(?:only|if|but|except|unless|not|no|wrong|signs?|minus|times|twice|half)\b)[^.;]*"
    r"|⟦…⟧ is (?:just |simply |called )?(?:the|our|an?) (?:prediction |residual )?error\b"
    r"|\b(?:the|this|our) (?:gradient|derivative) (?:is (?:exactly )?zero|vanishes) (?:if and only if|if|iff|when(?:ever)?|exactly when) ⟦…⟧(?: (?:=|is|equals) ⟦…⟧)?(?=\W*$)"
    r"|\b(?:our|the|this) (?:loss|cost|objective)(?: function)?(?: (?:from|of|in|for) (?:problem|part|question|exercise|section) \S+)? (?:is|was|reads)(?: given by)?\W*(?:⟦…⟧\W*)?$"
)
"""What is said of one's own work, of a batch of examples, of a name or of a zero, and changes nothing; a loss that is restated is read."""


@lru_cache(maxsize=2048)
def unheard(sentence: str, fitting: frozenset[str] = frozenset()) -> str | None:
    """The words of a sentence away from the answers that are not understood and may change them; None where there are none.

    `fitting`: words that are right of what the assignment gives.
    """
    said = _INERT.sub(" ", _said(sentence))
    if not _GIVEN.search(said) or _HEDGED.search(said):
        return None
    known = fitting | OF_DOCUMENTS | OF_DOCUMENTS_ZH
    clauses = [said] if _odd(said, known) is None else CLAUSE.split(said)
    odd = (_odd(each, known) for each in clauses if not _of_the_author(each))
    return next(filter(None, odd), None)


def _odd(said: str, known: frozenset[str]) -> str | None:
    """The words of a clause that are not understood."""
    return None if odd_word(said, known) is None else told_against(said, known)


def _of_the_author(clause: str) -> bool:
    """Whether a clause tells what its author did with the document, and nothing of what is given."""
    found = _PERSONAL.search(clause)
    return bool(_OF_THIS.match(clause)) or (found is not None and not _SETS.match(found["verb"]))


_PERSONAL = re.compile(
    r"(?<![\w-])(?:i|we)(?:'ve|'ll|'d|'m)?(?: (?:have|had|will|am|was|also|first|then|now|only|just|finally|really|never|always|did|do|can|could))* (?P<verb>[a-z]+)"
)
_OF_THIS = re.compile(
    r"\W*(?:(?:this|these|here|below|the following) (?:is|are)|(?:this|these|my|our) (?:document|file|notes?|post|page|sheet|write-?up|homework|report))(?![\w-])(?!.*\b(?:loss|label|prediction)s?\b)"
)
_SETS = re.compile(
    r"(?:treat|take|use|set|let|read|defin|denot|call|understand|mean|count|consider|restrict|limit|ignor|drop|leav|omit|skip|averag|scal|weigh|normal|divid|multipl|tie|tying|shar|minim|maxim|climb|ascend|descend|smooth|regular|penal|clip|add|subtract"
    r"|exclud|includ|sampl|draw|replac|swap|exchang|flip|turn|negat|revers|chang|assum|suppos|pretend|put|giv|mak|keep|look|work|go|deal|handle|cover|sum|squar|halv|doubl|fix|choos|pick|hand|lost|los|got|get|believ|think|do|want|need|abbreviat|write|wrote|stand)"
)
"""What authors do with what is given: it can give it another meaning."""


def withdraws(sentence: str, fitting: frozenset[str] = frozenset()) -> str | None:
    """The words of a sentence under the label of a part, without a formula of its own, that change or take back the answer to it.

    >>> withdraws("The negative of what I had."), withdraws("See the notes of the third lecture.")
    ('the negative of what i had', None)
    """
    said = _INERT.sub(" ", _said(sentence)).strip(" .,")
    if not said or _HEDGED.search(said):
        return None
    if len(said.split()) > FEW and not (_OF_WHAT_WAS.search(said) or clauses_of(said)[0].subject in ("answer", "it")):
        return None
    told = told_against(said, fitting | OF_DOCUMENTS, "after")
    if told or not _OF_WHAT_WAS.search(said):
        return told
    turned = _TURNED.search(said)
    return turned[0] if turned else None


_TURNED = re.compile(
    r"\b(?:negative|opposite|reverse|half|double|twice|transpose|inverse|square|minus|times|zero|signs?|factors?|wrong|falsch)\b|相反|负|倍|转置"
)


FEW = 5
"""A sentence of so many words under the label of a part is about the answer to it."""


_OF_WHAT_WAS = re.compile(
    r"\b(?:what|which|the one|the answer|that) (?:i|we) (?:had|gave|wrote|got|have)\b|\b(?:above|earlier|before|previous\w*)\b|前面|上面|原来|之前"
)


def amends(sentence: str) -> bool:
    """Whether a sentence that names a part says that the answer to it is to be changed, or is not to be read.

    >>> amends("Using the negative of (b),"), amends("As in (b), the sum runs over all words.")
    (True, False)
    """
    said = _said(sentence)
    return bool(_AMENDS.search(said)) and not _HEDGED.search(said)


_AMENDS = re.compile(
    r"\b(?:correct(?:ed|ing)|repair\w*|fix(?:ed|ing)|mend\w*|ignore|to ?do|still open|open question\w*|not (?:solve|do|finish|get)|could not|couldn't|(?:the )?(?:negative|opposite|double|half|transpose|reverse) of|(?:minus|twice|half) (?:the )?(?:one|answer|result|gradient)? ?(?:of|in|from)?|off by|needs? a|lacks?|without its)\b"
    r"|\b(?:not ok|falsch|ignore|fix|divid\w+|negat(?:e|es|ed|ing|ion)|multipl\w+|minus!|0 points?)(?![\w-])|✗|✘|❌|有误|待改|待定|未完成|忽略|勿|相反|改正|修正"
)


@lru_cache(maxsize=2048)
def untitled(title: str, fitting: frozenset[str] = frozenset()) -> str | None:
    """The words of the title above an answer that are not understood, whatever they speak of.

    >>> untitled("Derivative of the sigmoid") is None, untitled("Derivative of the ELU")
    (True, 'elu')
    """
    said = _said(title)
    known = fitting | OF_DOCUMENTS | OF_DOCUMENTS_ZH | OF_TITLES
    narrowed = _NARROWING.search(said)
    return narrowed[0] if narrowed else odd_word(said, known)


_NARROWING = re.compile(
    r"(?<![\w-])(?:without|only|under|assuming|given|at|restricted)(?![\w-])[^,;]*|仅|只|不含|无重复"
)


@lru_cache(maxsize=2048)
def above(title: str, fitting: frozenset[str] = frozenset()) -> str | None:
    """The word of a title above several answers that speaks against them.

    >>> above("Counterexamples"), above("Neural network basics: our answers")
    ('counterexamples', None)
    """
    said = _said(title)
    return (
        None
        if _ASKED.search(said)
        else told_against(
            _INERT_ABOVE.sub(" ", _INERT.sub(" ", said)), fitting | OF_DOCUMENTS | OF_DOCUMENTS_ZH, strict=False
        )
    )


_ASKED = re.compile(r"[?？]\W*$|^\W*(?:why|how|what is|when)\b")
_INERT_ABOVE = re.compile(
    r"\b(?:results?|answers?|formulas?) only\b|\b(?:don't|do not) have to\b|\bdistinct words?\b|个?互?不相?同的?"
)


def in_another_language(text: str) -> str | None:
    """The first words of a text in a language that is not read here: nobody can say that they change nothing.

    >>> in_another_language("Das stimmt leider nicht."), in_another_language("Is it for all words? It is.")
    ('das', None)
    """
    said = re.sub(r"\$[^$]*\$|\\\[.*?\\\]|\\[A-Za-z]+", " ", text.lower(), flags=re.DOTALL)
    script = _OTHER_SCRIPT.search(said)
    words = list(dict.fromkeys(_OTHER_WORDS.findall(said)))
    return script[0] if script else words[0] if len(words) > 1 else None


_OTHER_SCRIPT = re.compile(r"[ぁ-ヿ]{2,}|[а-яё]{3,}|[א-ת]{2,}|[ا-ي]{2,}|[ก-๙]{2,}")
_OTHER_WORDS = re.compile(
    r"(?<![\w'-])(?:der|das|und|ist|nicht|eine?[nmr]?|für|wir|wird|sind|bei|auch|aber|leider|ableitung|stimmt|falsche?[nrs]?|lösung(?:en)?|antwort(?:en)?|meine?|hier|gilt|muss|durch|vorzeichen"
    r"|les|une|est|pas|nous|avec|pour|dans|sont|donc|perte|réponses?|dérivée|fausses?|mais|cette|aux|du"
    r"|los|las|que|una|para|por|pero|respuestas?|derivada|gli|della|sono|questo|não|uma|é|è|för|och|är|het|een|niet|van)(?![\w'-])"
)
"""Short words of other languages that are none in English."""
