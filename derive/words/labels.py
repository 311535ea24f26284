"""What a label says: the words without a verb that stand directly before a value without a left side, with a colon, a dash or a line.

A label is the left side in words, so its words are a closed list: names of an answer and of its form, rules that lead there, what is
differentiated and by what. Any other word makes what follows the value of something else.

>>> of_b = Fits(frozenset(["centre"]), frozenset(["naive", "softmax", "loss"]))
>>> [foreign(each, of_b) for each in ("Final answer", "Gradient of the loss by the centre vector", "In matrix form", "Chain rule", "Centre word")]
[None, None, None, None, None]
>>> [foreign(each, of_b) for each in ("The loss", "Norm of the gradient", "For the outside word", "The step", "Softmax", "For CBOW we get")]
['loss', 'norm of', 'outside', 'step', 'softmax', 'cbow']
>>> foreign("关于中心词的梯度", Fits(frozenset(["中心词"]))), foreign("更新量", Fits())
(None, '更新')
"""

from collections.abc import Callable
from dataclasses import dataclass

from derive.words.clauses import Clause, clauses_of
from derive.words.descriptions import GRADIENTS, LOSSES, words_of
from derive.words.lexicon import DANGERS, Tagged
from derive.words.plain import plain
from derive.words.saying import Phrases
from derive.words.sentences import SENTENCE
from derive.words.statements import TOPICS

LABEL = 8
"""A line of so many words above a value is its label."""
_FORM = words_of(
    """final full whole complete entire required desired resulting corresponding exact closed closed-form analytic analytical overall
    vectorised vectorized simplified simple simplest following requested wanted asked correct right boxed short brief compact compactly
    explicit explicitly written form forms notation version words symbols vector-form matrix-form compact_form terms components
    componentwise by from using via combined expanded factored collected rewritten rearranged wrt w.r.t respect respect_to respectively variable argument summary conclusion once_more again short_answer long_answer
    最终 最后 最简 完整 所求 要求的 化简 化简后 整理 推导 综上 形式 写成 写 本 题 本题 小题 问 变量 答 解 维 列 实数 外积"""
)
"""What may be joined with the name of an answer."""
_THINGS = words_of("vector vectors word words matrix embedding embeddings 词 词向量 向量 矩阵 单词 参数")
"""What a variable may be called beside the words that are its own."""
_RULES = words_of(
    """rule rules identity identities lemma theorem linearity symmetry algebra calculus substitution case cases derivation proof simplification
    cancellation rearrangement calculation computation backpropagation 法则 链式 链式法则 情况 情形 证明 线性 线性性"""
)
"""What leads to an answer."""
_LAWS = words_of("rule rules identity lemma theorem 法则")
_OF_RULES = words_of("chain product quotient power sum 乘积 商")
_FUNCTIONS = LOSSES | {"function", "函数"}
FUNCTIONS = words_of("softmax sigmoid relu leaky activation logistic")
"""Nouns of which a label names the value, where it names no derivative of them."""
OF_CASES = words_of(
    """true correct actual observed other others remaining rest wrong_word wrong_words other_words other_word the_other the_others all_other all_others
    every_other any_other 其他 其余 其它 真实 其余的"""
)
"""What the label of a case may hold besides."""
NAMED_SO = Phrases(
    "before",
    "([let|me|we|i|us|will|shall|can|and|now]* <called (call|name|denote|abbreviate|label)> (this|it|that|the (result|answer|gradient|error)) [thing|by|as]*|记为|称其为|令其为) <what X>",
)
"""Words by which the value behind them has the name that a formula before it gives."""
_SAYS_NOTHING = frozenset(["value", "answer", "it", "link", "how", "det", "number", "all", "case", "prep"])
_STEPS = words_of("step steps 步 步骤")
_BY = words_of("for by wrt w.r.t 对 对于 关于")
_REFERS = words_of("for by with under in wrt w.r.t 对 对于 关于 在")
_FINDS = frozenset(["person", "find", "cop", "step"])


@dataclass(frozen=True)
class Fits:
    """What is differentiated and by what: the words that are right of the variable (`by`) and of the `loss`, and which formulas are (`mark`)."""

    by: frozenset[str] = frozenset()
    loss: frozenset[str] = frozenset()
    mark: Callable[[str], bool] = bool

    def __call__(self, each: Tagged) -> bool:
        """Whether a word, all words of a set phrase, or a formula is one of these."""
        if "mark" in each.tags:
            return self.mark(each.text)
        fitting = self.by | self.loss | _THINGS
        if not each.text.isascii():
            rest = each.text
            for word in sorted(filter(str.isalpha, fitting), key=len, reverse=True):
                rest = rest.replace(word, "")
            return not rest
        return each.text in fitting or all({word, word.removesuffix("s")} & fitting for word in each.text.split("_"))


def foreign(text: str, fits: Fits) -> str | None:
    """The first word of the labels in a sentence before a value, or of what it begins with, that is of another thing; None if there is none."""
    clauses = clauses_of(text)
    for clause in clauses:
        if _is_a_label(clause):
            last = clause is clauses[-1] or clause.stop[:1] in (":", "：", "|", "—", "-", "\n")
            odd = _of_a_label(clause, fits) if last else None
        else:
            odd = _of_a_reference(clause, fits)
        if odd:
            return odd.replace("_", " ")
    return None


def foreign_to_statements(before: str) -> str | None:
    """The same of the words before a bare value of a loss of one's own, which may be about all that losses are made of.

    >>> foreign_to_statements("Gradient by the weights:"), foreign_to_statements("The hidden state:"), foreign_to_statements("The penalty:")
    (None, 'hidden', 'penalty')
    """
    own = plain(SENTENCE.split(before)[-1])
    derived = any(each.text in GRADIENTS for clause in clauses_of(own) for each in clause.tokens)
    return foreign(own, Fits(_LETTERS | (TOPICS if derived else frozenset())))


_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyz") | words_of(
    "weight weights bias biases input inputs parameter parameters"
)


def _is_a_label(clause: Clause) -> bool:
    """Whether a clause has no verb; what begins with a participle, "transposed gradient", or in Chinese with a noun that is a verb too, has none."""
    if not clause.body:
        return False
    first = clause.body[0]
    said = [each for each in clause.tokens if each.tags & {"person", "find", "cop"}]
    if "det" in first.tags and said and "person" in said[-1].tags and said[-1] is not clause.tokens[-1]:
        return True  # the quantity that we subtract
    if clause.reason:
        return first.text == "by" and clause.has("mark") and not clause.verb
    if "prep" in first.tags and first.text not in _BY and clause.stop[:1] in (",", "，"):
        return False  # in the same way,
    verbal = first.text.endswith("ing") or (first.text.isascii() and not first.text.endswith("ed"))
    noun = clause.verb == "rel" and any(each.text in ("in", "of") for each in clause.body[1:2])  # change in ⟦1⟧
    named = clause.verb in ("op", "step", "rel") and clause.predicate[0] is first
    return not clause.verb or (named and (noun or not verbal))


def _of_a_label(clause: Clause, fits: Fits) -> str | None:
    """The first word of a label that it may not hold."""
    words = {each.text for each in clause.tokens}
    numbered = any("number" in each.tags for each in clause.tokens)
    ruled, derived = bool(words & _RULES), bool(words & GRADIENTS)
    for each in clause.tokens:
        if each.text.startswith("\\") and not each.tags & DANGERS:
            continue  # \\paragraph
        if each.text in _FUNCTIONS and not derived:
            return each.text
        silent = each.tags & _SAYS_NOTHING or each.text.rstrip(".") in _FORM | _RULES | GRADIENTS
        silent = bool(silent) and not each.tags & DANGERS
        silent = silent or (ruled and each.text in _OF_RULES) or (numbered and each.text in _STEPS)
        if not (silent or fits(each)):
            return each.text
    named = {each.text for each in clause.tokens if "det" not in each.tags}
    if clause.tokens[0].text == "the" and named <= _OF_RULES | _LAWS:
        return clause.tokens[-1].text  # the chain rule itself, and not by it
    return next(iter(named)) if named and named <= FUNCTIONS else None


def _of_a_reference(clause: Clause, fits: Fits) -> str | None:
    """A word of what a sentence is about, "for the outside words we get", that is in no table, or speaks of another thing."""
    body = clause.body
    if not body or body[0].text not in _REFERS or clause.verb not in ("find", "cop"):
        return None
    end = next((at for at, each in enumerate(body) if at and each.tags & _FINDS), len(body))
    return next((each.text for each in body[1:end] if "unknown" in each.tags and not fits(each)), None)
