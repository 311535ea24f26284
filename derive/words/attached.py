"""What words right behind a claim, in its sentence, are: a closed list of kinds of phrases, of which none changes what it says.

Words of any other kind may say when, of what or in what form the claim holds, so the claim is left undecided.

>>> from derive.words.clauses import clauses_of
>>> near = Near("tail")
>>> kinds = ["by the chain rule", "a column vector", "which is what was asked", "as required", "after cancelling", "in matrix form"]
>>> all(apposed(clauses_of(each)[0], near) for each in kinds)
True
>>> [each for each in ("after one epoch", "a vector of probabilities", "which is a unit vector", "read backwards") if apposed(clauses_of(each)[0], near)]
[]
"""

from collections.abc import Callable, Sequence
from dataclasses import replace

from derive.words.claims import RULES_BY_NAME, known, strange
from derive.words.clauses import Clause
from derive.words.descriptions import words_of
from derive.words.lexicon import Tagged
from derive.words.rules import Near
from derive.words.saying import Phrases

_OF_RULES = words_of("chain product quotient power sum 乘积 商")
_DERIVATION = words_of(
    """simplification simplifying cancellation cancelling canceling substitution substituting rearrangement rearranging algebra differentiation
    differentiating calculation expansion expanding factoring collecting collection applying using inserting dropping manipulation computation terms
    collected some little short bit few lines of the a both all sides which"""
)
"""What a claim comes after in its derivation."""
_OF_VALUES = words_of(
    """vector vectors vector-valued matrix-vector matrix scalar number column shape size dimension dimensions dimensional d-dimensional length entries components
    same as outer inner product products outer_product inner_product dot_product rank-one rank_one rank-1 real real-valued scalar-valued
    valid form forms simplest simple short compact closed closed-form compact_form final full answer answers result results solution gradient derivative
    derivatives expression formula required desired wanted asked asks needed looking claimed stated shown known just exactly precisely simply again indeed
    cannot_be_simplified_further cannot_be_simplified single dense has have proof derivation argument points point pts pt marks mark question handout assignment exercise task sheet lecture before above also usual well-known familiar famous neat nice pretty elegant beautiful convenient intuitive pleasant want wanted was been to be proved proven do
    function of in with for like each entry every what better right correct qed from 证毕 证明完毕 完
    一个 向量 列向量 矩阵 标量 形状 维度 维 大小 长度 相同 一致 与 和 的 是 为 所求 结果 答案 梯度 实数 列 同 一样 也 即 正是 就是 恰好 这 我们 要"""
)
"""Words of which a remark consists that says what kind of thing a value is, or that it is the answer."""
_MADE = words_of(
    "product products outer_product inner_product dot_product combination sum difference multiple function 外积 乘积 和 差 线性组合 倍数 函数"
)
"""What a value may be called with what it is made of."""
_PLACES = words_of(
    """form notation terms full short total general particular end once time components detail symbols numbers both case cases sides closed compact vector
    matrix index scalar summation sigma expanded simplified equivalent equivalently other respectively nutshell well whole one line step agreement
    accordance words gradient derivative 形式 形状"""
)
"""In what form a claim is said to stand."""
_FOUND = words_of(
    """obtained derived found written rewritten expressed simplified shown proved proven stated desired required asked claimed wanted expected computed
    calculated wished needed promised announced summing counting putting recalling noting given grouped collected factored stacked arranged"""
)
"""What was done to find, or to write, a claim."""
_EXPLAINED = Phrases(
    "anywhere",
    """
    [(it|this|that|which) is] [just|simply|exactly] [the|our]* (expected|predicted|average|predictions?|expectation|model*)..minus [the] (observed|actual|true|observation|labels?|truth|target|reality)..
    [(it|this|that|which) is] [just|simply|exactly] [the] (difference|gap|error|mismatch)..between..(expected|predicted|predictions?|expectation)..and..(observed|actual|true|observation|labels?|truth|target)..
    [即|也就是]~(预测|期望)..减..(真实|观测|标签|实际)..
    [即|也就是]~(预测|期望)..(与|和)..(真实|观测|标签|实际)..之差
    """,
)
"""The gradient of a softmax in words, the right way round."""
_REFERS = Phrases(
    "anywhere",
    """
    [just|exactly]* (as|see|cf[.]|compare|like|recall) [also|is|was]* [to be] [in|on|from|by|at|the|our|my|part|section|equation|eq[.]|step|steps|lemma]* (above|before|below|required|desired|claimed|stated|wanted|expected|asked|shown|proved|proven|usual|lecture|lectures|class|notes|slides|handout|appendix|derivation|question|assignment|exercise|textbook|paper|video|slide|(logistic|softmax) regression|X)
    as (we|i) (wanted|had|needed|hoped|claimed|expected|set out) [to (show|prove|find|derive|get)]
    [the] [same] (as|like) before
    q.e.d
    (见|参见|如).. 
    """,
)
_OF_SIGNS = Phrases(
    "anywhere",
    """
    [with|the|all|here|where|X|is|are|means|denotes]* (elementwise|element-wise|entrywise|entry-wise|componentwise|component-wise|pointwise|Hadamard) (product*|multiplication*|operation*)
    逐元素(相乘|乘法|运算)
    """,
)
"""How a product of arrays is meant."""
_OF_A_SUM = Phrases(
    "anywhere",
    """
    [with|where|here] the (sum|sums|summation) [is|being|running|runs|taken|going|goes|ranging|extending|extends]* over [all|every|each|the|its|whole|entire|full|X]* (words?|samples?|vocabulary|vocab|indices|offsets|window|X) [X|(of|in) the vocabulary]
    [with|where|here] the (sum|sums|summation) [is|being]* (running|going|ranging|taken) from X to X
    """,
)
"""Over what a sum runs, which is held to it elsewhere."""
_CASE_OF_CHINESE = frozenset(["时", "的时候", "的情况下"])
"""How a clause of Chinese ends that is a condition."""
_DOES_NOT = (
    "do_not_",
    "does_not_",
    "don't_",
    "doesn't_",
    "there_is_no",
    "there_are_no",
    "no_other",
    "no_more",
    "nothing_",
)
"""How a phrase begins that says what has no part in something."""
_ENTRIES = words_of("column columns entry entries component components element elements row rows 列 元素 分量")
_TIMES = words_of("step steps update updates iteration iterations draw draws")
"""Nouns of mathematics that count what is done in training."""
_LAWS = words_of("law laws fact facts lemma formula equation definition definitions factor_rule 定义 公式")
_SYMBOLS_OF_OWN = words_of(
    "index indices vector vectors matrix error errors residual residuals score scores logits shorthand notation abbreviation"
)
_VANISHES = ("vanish", "disappear")
_PARTS_OF_TEXTS = words_of("window windows context batch minibatch sentence sentences document sample samples")
_DEFINES = words_of("where 其中 这里 with")
_AFTER = words_of("after upon")
_WHICH = words_of("which whose")
_SILENT = frozenset(["det", "link", "mark", "case", "all", "letter", "it"])


def apposed(clause: Clause, near: Near) -> bool:
    """Whether the clause right behind a claim is of a kind that only explains it."""
    words = tuple(each for each in clause.tokens if not each.text.startswith("\\") or near.dangers_of(each))
    clause = replace(clause, tokens=words) if words else clause  # \footnote
    if _refused(clause, near):
        return False
    if near.kind != "gradient" and clause.body:
        told = bool(clause.verb) and not strange([clause], near)
        if told or (_plainly(clause.body, near) and not (clause.head and "math" in clause.head.tags)):
            return True
    return not clause.body or any(kind(clause, near) for kind in KINDS)


def _refused(clause: Clause, near: Near) -> bool:
    """Whether a clause begins with what changes a claim, or holds a sign or a word there that is in no table."""
    body, opening, free = clause.body, clause.tokens[0], near.kind != "gradient"
    if "number" in opening.tags and len(clause.tokens) == 1 and clause.stop not in (")", "）"):
        return True
    if opening.text == "or" and not body and clause.stop == ",":
        return False  # or, in matrix form,
    if opening.text in ("or", "but", "and", "或", "或者", "但") and not (
        clause.verb or ((not body or body[0].tags & {"mark", "prep"}) and opening.text in ("and", "but"))
    ):
        return True
    if not body:
        return False
    first = body[0]
    if any("odd" in each.tags for each in body) or (clause.tokens[-1].text in _CASE_OF_CHINESE and not free):
        return True
    whole = clause.verb and clause.subject in ("given", "math", "mark") and first.text in ("only", "no", "just", "只")
    whole = whole and not any("cond" in each.tags for each in body[1:2])  # only when it is even
    turned = first.tags & {"op", "factor", "deny", "only", "cond", "instead"} and first.text not in near.free
    return "unknown" in first.tags or bool(not whole and turned and not (free and first.tags & {"only", "cond"}))


def _plainly(said: Sequence[Tagged], near: Near) -> bool:
    """Whether all words are known, and none could change a claim."""
    return all(known(each, near) and not near.dangers_of(each) for each in said)


def _consists(said: Sequence[Tagged], words: frozenset[str], near: Near) -> bool:
    """Whether words are of a list, formulas, or say nothing, and none could change a claim."""
    return all(
        (set(each.text.split("_")) <= words or each.text in words or each.tags & _SILENT) and not near.dangers_of(each)
        for each in said
    )


def _a_reason(clause: Clause, near: Near) -> bool:
    """ "since the label is one-hot", "by the chain rule", "as the factors cancel"."""
    first, rest = clause.body[0], clause.body[1:]
    if any("turned" in each.tags for each in rest):
        return False  # by flipping the sign
    if not clause.reason or first.text in _AFTER | _DEFINES | _WHICH or not rest or rest[0].text in _WHICH:
        return False
    said = frozenset(["answer", "given", "math", "mark", "step", "it", "letter"])
    if first.text in ("by", "using", "via", "from", "through", "applying"):
        said = frozenset(["mark", "step", "number"])
        ruled = any(each.text in RULES_BY_NAME | _LAWS for each in rest)
    else:
        ruled = False
    if first.text == "as" and not clause.verb and not any(each.text.startswith(_DOES_NOT) for each in rest):
        return False
    return (ruled or any(each.tags & said for each in rest)) and not strange([clause], near)


def _a_definition(clause: Clause, near: Near) -> bool:
    """ "where $y$ is one-hot", "with $z = …$"; what it says of a symbol is held against the symbol elsewhere."""
    first = clause.body[0]
    if first.text not in _DEFINES or (first.text != "with" and clause.subject == "unknown"):
        return False
    if first.text == "with" and not _plainly(clause.body, near):
        return False
    if first.text == "with" and not _with_a_symbol(clause.body[1:3]):
        return False  # with entries in ⟦1⟧, with weights ⟦1⟧
    if first.text == "with" and clause.has("step"):
        return False  # with ⟦1⟧ set to one
    if clause.subject == "mark" and clause.verb == "rel" and clause.predicate[0].text.startswith(("includ", "contain")):
        return False  # where the ⟦1⟧ include ⟦2⟧
    if any(each.text in ("counts", "count") and not {"count", each.text} & near.fitting for each in clause.body):
        return False
    said = (
        {"mark", "case"}
        if first.text == "with"
        else {"answer", "given", "math", "mark", "step", "it", "letter", "case"}
    )
    return any(each.tags & said for each in clause.body[1:]) and not strange([clause], near)


def _with_a_symbol(said: Sequence[Tagged]) -> bool:
    """Whether words behind "with" begin with a symbol: "with ⟦1⟧", "with the error ⟦1⟧"."""
    ahead = next((said[:at] for at, each in enumerate(said) if each.tags & {"mark", "case"}), None)
    return ahead is not None and all(each.text in _SYMBOLS_OF_OWN or "det" in each.tags for each in ahead)


def _after_a_step(clause: Clause, near: Near) -> bool:
    """ "after cancelling the sums"."""
    first, rest = clause.body[0], clause.body[1:]
    done = [each for each in rest if each.text in _DERIVATION or each.tags & {"step"}]
    fits = all(
        each.text in _DERIVATION or each.tags & {"step", "det", "mark", "link", "all", "math", "given"} for each in rest
    )
    return (
        first.text in _AFTER
        and bool(done)
        and fits
        and not any(each.text in _TIMES or near.dangers_of(each) for each in rest)
    )


def _of_the_value(clause: Clause, near: Near) -> bool:
    """ "which is a column vector", "which gives ⟦1⟧", "which can be written as", "is what was asked"."""
    body, verb = clause.body, clause.verb
    if body[0].text == "whose":
        told = bool(
            clause.head and clause.head.text in _ENTRIES and any("mark" in each.tags for each in clause.predicate)
        )
        return (told and _plainly(body[1:], near)) or _consists(
            [each for each in body[1:] if "cop" not in each.tags], _OF_VALUES, near
        )
    if body[0].text == "which" and any("person" in each.tags and each.text != "one" for each in body):
        return _plainly(body, near)  # which we wanted to show
    if not (clause.subject in ("it", "answer") or (verb in ("cop", "find") and not clause.subjects)) or (
        clause.reason and body[0].text != "which"
    ):
        return False
    said = clause.predicate
    if not said and body[0].text != "which":
        return False
    if verb == "rel" and said[0].text.startswith(_VANISHES) and not clause.has("case", "plain"):
        return False  # which vanishes at ⟦0⟧
    if verb in ("rel", "step"):
        return not strange([clause], near) and not near.dangers(clause, frozenset(["op", "another", "factor"]))
    if verb == "modal":
        return len(said) > 1 and bool(said[1].tags & {"step", "cop"}) and _plainly(said, near)
    if verb == "find" and said[-1:] and said[-1].tags & {"mark", "case"}:
        return _plainly(said, near)
    if any("derivative" in each.text or "gradient" in each.text for each in said) and "mark" in said[-1].tags:
        return _plainly(said, near)  # is the derivative by ⟦1⟧, which is asked elsewhere
    said = tuple(each for each in said if not each.tags & {"cop", "find"})
    named = not said or any(
        each.text in _OF_VALUES or each.tags & {"mark", "answer"} or "_" in each.text for each in said
    )
    return named and _consists(said, _OF_VALUES, near)


def _a_name(clause: Clause, near: Near) -> bool:
    """ "a column vector of length $d$", "the outer product of both", "expected minus observed", "quotient rule"."""
    body = clause.body
    if clause.verb or clause.reason or "prep" in body[0].tags:
        return False
    if any(each.text.startswith(_DOES_NOT) for each in body):
        return _plainly(body, near)
    if "mark" in body[-1].tags and "det" in body[0].tags:
        return _plainly(body, near)  # the vector ⟦1⟧, which is held to be the value
    if _consists(body, _OF_VALUES | RULES_BY_NAME | _OF_RULES, near):
        return True
    made = next((at for at, each in enumerate(body) if each.text in _MADE), None)
    if made is None or not _consists(body[:made], _OF_VALUES | {"linear"}, near):
        return False
    of = [each.text for each in body[made + 1 : made + 3]]
    whole = of[:1] in (["of"], ["between"]) or (of[:1] == ["over"] and any("all" in each.tags for each in body[made:]))
    return (whole or not body[made].text.isascii()) and _plainly(body[made:], near)


def _an_explanation(clause: Clause, near: Near) -> bool:
    """ "the expected minus the observed vector"."""
    return bool(_EXPLAINED.fullmatch(clause.text))


def _a_reference(clause: Clause, near: Near) -> bool:
    """ "as in the lecture", "see the derivation above"."""
    return bool(_REFERS.fullmatch(clause.text)) and _plainly(clause.body, near)


def _of_the_signs(clause: Clause, near: Near) -> bool:
    """ "elementwise product", "⟦1⟧ is the entrywise product"."""
    return bool(_OF_SIGNS.fullmatch(clause.text))


def _of_a_sum(clause: Clause, near: Near) -> bool:
    """ "the sum running over all words"."""
    return bool(_OF_A_SUM.fullmatch(clause.text))


def _a_form(clause: Clause, near: Near) -> bool:
    """ "in matrix form", "for every word", "to be precise"."""
    body, free = clause.body, near.kind != "gradient"
    first, rest = body[0], body[1:]
    if first.text.rstrip(".") in ("w.r.t", "wrt", "respect_to") or (
        first.text in ("with", "with_it") and body[1:2] and body[1].text != "probability"
    ):
        return (first.text != "with" or body[1].text.startswith("respect")) and _plainly(body, near)  # asked elsewhere
    if "prep" not in first.tags:
        return False
    if first.text == "to":
        return bool(rest) and bool(rest[0].tags & {"step", "find", "cop"}) and _plainly(body, near)
    if any("all" in each.tags for each in rest[:2]) or free:
        return _plainly(body, near) and (free or not _in_some_place(rest))
    return (
        not clause.verb
        and not any("mark" in each.tags for each in rest)
        and _consists(rest, _PLACES | RULES_BY_NAME, near)
    )


def _in_some_place(said: Sequence[Tagged]) -> bool:
    """Whether all of something are all of those in one place: for all words in the window."""
    at = next((at for at, each in enumerate(said) if each.text in ("in", "within", "inside")), None)
    return at is not None and any(each.text in _PARTS_OF_TEXTS for each in said[at:])


def _what_was_done(clause: Clause, near: Near) -> bool:
    """ "summing over all words", "obtained by the chain rule"."""
    body = clause.body
    first = body[0]
    if first.text in _FOUND:
        return _plainly(body, near) and not any(each.text in ("with", "at", "under", "on", "as") for each in body[1:2])
    participle = first.text.isascii() and (first.text.endswith(("ed", "wn")) or first.text in ("read", "taken", "seen"))
    return clause.verb == "step" and clause.predicate[0] is first and not participle and _plainly(body, near)


def _a_sentence(clause: Clause, near: Near) -> bool:
    """ "the columns are the outside vectors", "we see": of other things than the claim, which the rules ask about."""
    if not clause.verb or clause.reason or clause.subject not in ("given", "math", "mark", "person"):
        return False
    last = clause.predicate[-1]
    if clause.subject == "math" and clause.verb == "cop" and (last.text in ("one", "一") or "number" in last.tags):
        return False  # its norm is one
    if clause.tokens[0].text == "but" and near.dangers(clause, frozenset(["another", "factor", "op"])):
        return False  # but frozen words get zero
    changed = clause.subject == "person" and near.dangers(clause, frozenset(["op", "another", "factor"]))
    return not changed and not strange([clause], near)


KINDS: tuple[Callable[[Clause, Near], bool], ...] = (
    _a_reason,
    _a_definition,
    _after_a_step,
    _of_the_value,
    _a_name,
    _an_explanation,
    _a_reference,
    _of_the_signs,
    _of_a_sum,
    _a_form,
    _what_was_done,
    _a_sentence,
)
"""TABLE of the kinds of phrases that only explain the claim before them."""
