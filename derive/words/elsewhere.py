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
from derive.words.overruling import hedged, marked, tags_in
from derive.words.saying import Phrases
from derive.words.sentences import CLAUSE

OF_DOCUMENTS = words_of(
    """assignment assignments homework hw written write-up writeup post posts article blog notes note notebook document documents file files page pages pdf latex typeset typed chapter course courses lecture lectures class
    stanford cs224n cs224 nlp winter spring summer fall autumn semester term year student students name names id email date due posted author authors collaborators collaborator partner none alone worked discussed sunet github link
    handout official sketch sketches understanding read reading readers hope hopefully enjoy learn learning learned try tried go goes going through work works working out let's follow follows following present summarise summarize summary derive derives derived
    deriving derivation derivations gradient gradients explain explained explains details detail step steps every all own hand hands by sat down finally wrote write i'll i'm i've i'd we'll we're my me you your yourself here's hi hello welcome thanks thank
    full complete completely short shorter long longer fine question questions problem problems exercise exercises parts portion section sections first second third fourth convention conventions notation notations symbols symbol setup set-up
    script scripts program programs numerically preliminaries background motivation introduction overview refresher recap numpy python code coding word2vec skip-gram skipgram skip gram model models embeddings embedding glove natural logarithm log e column columns
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
    "square invertible inverse inverses hessian symmetric positive definite semidefinite orthogonal full rank where needed required lie lies data rows row row_vector row_vectors column_vectors vectors bias biases so"
)
"""Words of what a statement may assume of its matrices, and of how they lie."""
OF_TITLES = words_of(
    """corrected revised repeated repeat repeats repetition samples sample distinct understanding word2vec relu leaky derivative derivatives vanish vanishes when does why what how which reused reuse reusing cost cheaper efficiency whole vec
    负采样 负样本 外部词 中心词 窗口 样本 可以 重复 互不相同 个 词 向量 什么 如果 呢 时 每一侧 有 中 分别 里 对 每个 外部 整 个矩阵 求 导数 是什么 函数"""
)
"""Words of titles of parts."""
SPOKEN_OF_AS_A_CASE = Phrases(
    "before",
    """
    (if|when|whenever|in case) [that|two|both|say|for example|for instance|e\\.g\\.|the|vectors?|words?|embeddings?]*
    (若|如果|当|假如) [两个|两|向量|词向量]*
    """,
)
"""Before an equation that a sentence speaks of as a case: what it says of the case is said there, and nowhere else."""
_SPOKEN_OF = frozenset(["given", "answer", "math", "mark", "factor", "op", "another", "turned", "wrong", "back"])
"""What a sentence must speak of to count: what is given, the answers, or a change of them."""


_PLAIN_FORMULA = re.compile(
    r"(?<![\w.])[A-Za-zŷσ]\w*(?:\([^()\n]*\))? ?= ?[^,;\n.]+|(?<!\w)(?:y_?hat|ŷ|[A-Za-z]_\w+|U|V|J)(?:\^T)?(?!\w)"
)
"""A formula of a text that has no marks for formulas: yhat = softmax(U^T v_c)."""


_NAMED = re.compile(r"^\W*(?:[Nn]ame|[Aa]uthor|[Ss]tudent)\W*[:：]\W*(?:[A-Z][\w'-]*\.?\s*){1,4}", re.MULTILINE)
"""A line with the name of the author."""


def _said(text: str) -> str:
    """The words of a text, a mark for each formula; the number of a course is no word."""
    text = _NAMED.sub(" ", text)
    text = re.sub(r"\b(?:[A-Za-z]{2,4} ?\d{3}[A-Za-z]?|[Aa]\d)\b", " course ", text)
    text = _PLAIN_FORMULA.sub(" ⟦…⟧ ", text) if "$" not in text and "\\" not in text else text
    text = re.sub(
        r"\\(?:small|tiny|large|Large|LARGE|huge|Huge|footnotesize|scriptsize|normalsize|today|currenttime)(?![A-Za-z])",
        " ",
        text,
    )
    return marked(text)


@lru_cache(maxsize=2048)
def unheard(sentence: str, fitting: frozenset[str] = frozenset(), strict: bool = True) -> str | None:
    """The words of a sentence away from the answers that may change them, or, if `strict`, are not understood; None where there are none.

    `fitting`: words that are right of what the assignment gives.
    """
    said = _said(sentence)
    if not tags_in(said) & _SPOKEN_OF or hedged(said):
        return None
    known, strict = fitting | OF_DOCUMENTS | OF_DOCUMENTS_ZH, strict and not _HANGUL.search(said)
    clauses = [said] if _odd(said, known, strict) is None else CLAUSE.split(said)
    return next(filter(None, (_odd(each, known, strict) for each in clauses)), None)


def _odd(said: str, known: frozenset[str], strict: bool) -> str | None:
    """The words of a clause that are not understood."""
    return None if odd_word(said, known) is None else told_against(said, known, "ahead", strict)


def withdraws(sentence: str, fitting: frozenset[str]) -> str | None:
    """The words of a sentence under the label of a part, without a formula of its own, that change or take back the answer to it.

    >>> withdraws("The negative of what I had.", frozenset()), withdraws("See the notes of the third lecture.", frozenset())
    ('the negative of what i had', None)
    """
    said = _said(sentence).strip(" .,")
    tags, length, clauses = tags_in(said), len(said.split()), clauses_of(said)
    if not clauses or hedged(said):
        return None
    if length > FEW and not ("past" in tags or clauses[0].subject in ("answer", "it")):
        return said if length <= BRIEF and tags & {"wrong", "back", "instead"} else None
    told = told_against(said, fitting | OF_DOCUMENTS, "named", strict=length <= FEW)
    return told or (said if {"past", "turned"} <= tags else None)


FEW = 5
"""A sentence of so many words under the label of a part is about the answer to it, and must be understood."""
BRIEF = 12
"""One of so many is about it where it judges: longer ones tell what the terms of the answer do."""


@lru_cache(maxsize=2048)
def untitled(title: str, fitting: frozenset[str] = frozenset()) -> str | None:
    """The words of the title above an answer that are not understood, whatever they speak of.

    >>> untitled("Derivative of the sigmoid") is None, untitled("Derivative of the ELU")
    (True, 'elu')
    """
    said = _said(title)
    known = fitting | OF_DOCUMENTS | OF_DOCUMENTS_ZH | OF_TITLES
    rests = (each.tokens[at:] for each in clauses_of(said) for at in range(len(each.tokens)))
    narrowed = next((rest for rest in rests if rest[0].text in _NARROWING), ())
    return " ".join(each.text.replace("_", " ") for each in narrowed) or odd_word(said, known)


_NARROWING = words_of("without only under assuming given at restricted without_any 仅 只 不含 无重复")
"""Words by which a title narrows what stands below it."""


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
        else told_against(_INERT_ABOVE.sub(" ", said), fitting | OF_DOCUMENTS | OF_DOCUMENTS_ZH, strict=False)
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


_HANGUL = re.compile(r"[가-힯]")
_OTHER_SCRIPT = re.compile(r"[ぁ-ヿ]{2,}|[а-яё]{3,}|[א-ת]{2,}|[ا-ي]{2,}|[ก-๙]{2,}")
_OTHER_WORDS = re.compile(
    r"(?<![\w'-])(?:der|das|und|ist|nicht|eine?[nmr]?|für|wir|wird|sind|bei|auch|aber|leider|ableitung|stimmt|falsche?[nrs]?|lösung(?:en)?|antwort(?:en)?|meine?|hier|gilt|muss|durch|vorzeichen"
    r"|les|une|est|pas|nous|avec|pour|dans|sont|donc|perte|réponses?|dérivée|fausses?|mais|cette|aux|du"
    r"|los|las|que|una|para|por|pero|respuestas?|derivada|gli|della|sono|questo|não|uma|é|è|för|och|är|het|een|niet|van)(?![\w'-])"
)
"""Short words of other languages that are none in English."""
