"""The clause before a claim: whether it leads to it, or says something else of it.

>>> near = Near("lead")
>>> [leads(clauses_of(each)[-1], near) for each in ("the derivative of the loss is", "the sum of the derivatives is", "adding up we find")]
[True, False, True]
"""

from collections.abc import Sequence

from derive.words.clauses import Clause, clauses_of
from derive.words.descriptions import GRADIENTS, LOSSES, words_of
from derive.words.lexicon import DANGERS, Tagged
from derive.words.rules import Near, objection

_MODIFIERS = words_of(
    """final full whole complete entire required desired resulting corresponding exact closed closed-form analytic overall vectorised
    vectorized simplified same general following requested wanted naive softmax loss correct right whole simple simplest"""
)
"""What may stand before the name of an answer."""
_FUNCTIONS = LOSSES | words_of("function sigmoid relu activation entropy cross-entropy 函数 激活函数 交叉熵")
_ADVERBS = frozenset(["now", "then", "also", "thus", "hence", "therefore", "again", "finally", "so", "first_of_all"])
RULES_BY_NAME = words_of(
    """rule rules identity identities lemma theorem definition definitions property properties linearity symmetry calculus algebra trick
    substitution step steps part parts case cases form derivation proof notation shape side sides simplification cancellation
    rearrangement calculation computation 法则 链式 链式法则 定义 性质 线性 线性性 对称性 情况 步 形状 恒等式 两边"""
)
"""Nouns of mathematics that may be named without a word of how they are used."""
_NAMES = words_of(
    "vector vectors word words matrix sigmoid softmax relu loss embedding embeddings sample samples bias weights 向量 词向量 偏置"
)
"""Things that an answer may be called by in a title."""
_EQUATING = words_of(
    """then simply just therefore thus hence now also exactly precisely equal given finally really clearly again indeed nothing_but none_other_than following
    found shown expressed written computed straightforwardly straightforward easily directly immediately as_expected as_required as_claimed as_before right
    correct final desired required known usual familiar compact compactly 就 就是 正好 恰好 即 正是"""
)
"""What may stand between "is" and an answer."""
_KINDS = words_of("vector matrix outer_product product expression formula 外积 向量 矩阵 乘积")
"""What an answer may be called right before it: it is the vector U(ŷ − y)."""


def known(each: Tagged, near: Near) -> bool:
    """Whether a word stands in the lexicon, or fits here."""
    return "unknown" not in each.tags or each.text in near.fitting or each.text.removesuffix("s") in near.fitting


def strange(clauses: Sequence[Clause], near: Near) -> bool:
    """Whether most words of a sentence are in no table: another language, or nothing that could be understood."""
    said = [each for clause in clauses for each in clause.tokens]
    odd = [each for each in said if not known(each, near)]
    anchored = any(each.tags & {"answer", "given", "math", "step", "find", "mark", "how"} for each in said)
    return any("odd" in each.tags for each in said) or len(odd) * (2 if anchored else 3) > len(said)


def says_anew(clause: Clause, near: Near) -> bool:
    """Whether a clause speaks of the claim with a word that is in no table, so that nobody knows what it says of it."""
    new = [each for each in clause.tokens if not known(each, near) and each.text not in _OF_MATRICES]
    return clause.subject in ("answer", "it") and any(each.text < "㐀" for each in new)


_OF_MATRICES = words_of(
    "symmetric antisymmetric injective surjective invertible singular orthogonal diagonal triangular definite increasing decreasing"
)
"""What a matrix may be, which is held elsewhere."""
_NEVER_LAST = frozenset(["only", "deny", "factor", "op", "doubt", "instead"])
"""What would change the claim if it stood right before it."""


def leads(clause: Clause, near: Near, apart: bool = True) -> bool:
    """Whether the clause before a claim leads to it and says nothing else of it; `apart`: it ends in a comma, a colon or a line."""
    body = list(clause.body)
    if (clause.tokens[-1].tags & _NEVER_LAST and (clause.body or len(clause.tokens) > 1)) or clause.tokens[-1].text in (
        "of",
        "than",
        "without",
    ):
        return False
    if clause.subject == "answer" and clause.tokens[-1].text in ("from", "with"):
        return False  # the gradient begins with
    while body and (body[-1].tags & {"link", "number"} or (near.kind != "gradient" and "cond" in body[-1].tags)):
        apart = apart or bool(body[-1].tags & {"link", "cond"})
        body.pop()
    if not body:
        return True
    if any("odd" in each.tags for each in body) or (
        "rel" in body[-1].tags and clause.subject in ("answer", "it") and near.kind == "gradient"
    ):
        return False
    if "cop" in body[-1].tags and clause.verb != "cop":
        whose = next((at for at, each in enumerate(body) if "person" in each.tags), 0)
        other = any(each.tags & {"math", "given"} for each in body[:whose])  # the step that we take is
        named = clause.verb != "modal" or (names_the_answer(clause, near) and not clause.has("hedge"))
        return not other and named and not objection(clause, near) and not strange([clause], near)
    at_verb = len(clause.body) - len(clause.predicate)
    if clause.verb == "cop" and (
        len(body) - 1 == at_verb
        or all("link" in each.tags or each.text in _EQUATING for each in clause.predicate[1:])
        or (body[-1].text in _KINDS and all("det" in each.tags for each in clause.predicate[1:-1]))
    ):
        return names_the_answer(clause, near) and not objection(clause, near)
    equated = clause.verb == "cop" and clause.subject == "answer" and near.kind == "gradient" and not apart
    if equated and "plain" in clause.predicate[-1].tags and clause.predicate[-1].text not in _EQUATING | _KINDS:
        return False  # the gradient is no longer
    if "find" in body[-1].tags or (clause.verb == "find" and not apart):
        likened = body[-1].text == "as" and clause.subject in ("mark", "answer", "it")
        return _finds(clause, near) and not likened
    if objection(clause, near) or limits(clause, near):
        return False
    if not clause.verb and "prep" not in body[0].tags:
        mistaken = any(each.text.endswith(("mistake", "error")) for each in body)
        if mistaken or near.dangers(clause, frozenset(["another"])):
            return False  # a label that names another thing
    if not apart:
        free = near.kind != "gradient"
        return all(
            known(each, near)
            and not near.dangers_of(each)
            and (free or _may_stand_alone(each) or _is_of_a_rule(body, at))
            for at, each in enumerate(body)
        )
    if (
        not clause.verb
        and not clause.reason
        and len(body) <= 4
        and not clause.has("step")
        and "prep" not in body[0].tags
    ):
        return all(known(each, near) and not near.dangers_of(each) for each in body)
    return not strange([clause], near)


def _may_stand_alone(each: Tagged) -> bool:
    return not each.tags & {"math", "given"} or each.text in RULES_BY_NAME | _NAMES


def _is_of_a_rule(body: Sequence[Tagged], at: int) -> bool:
    """Whether a noun says which rule is used: the chain of "by the chain rule"."""
    used = body[0].tags & {"reason", "step"} or body[0].text == "with"
    behind = next((each for each in body[at + 1 :] if "math" not in each.tags or each.text in RULES_BY_NAME), None)
    return bool(used) and behind is not None and behind.text in RULES_BY_NAME


def _finds(clause: Clause, near: Near) -> bool:
    """Whether we, it, the answer or a step finds the claim."""
    subject = clause.subjects
    if clause.head is not None and clause.head.text == "they":
        return False
    doer = clause.subject in ("person", "it", "answer", "mark", "math") or clause.has("step") or not subject
    doer = doer or (clause.head is not None and clause.head.text in ("sigmoid", "softmax", "relu", "function"))
    doer = doer or clause.tokens[0].text in ("对", "对于", "关于")
    return bool(doer) and not objection(clause, near) and not strange([clause], near)


def names_the_answer(clause: Clause, near: Near) -> bool:
    """Whether what a clause speaks of is the answer by its name: the derivative of the loss by a vector, this, what remains."""
    before = clause.subjects
    if any(each.text == "they" for each in before):
        return False
    if near.kind in ("reuse", "identity"):
        return not any(each.tags & DANGERS - {"only"} for each in before)
    head, rest = None, []
    for at, each in enumerate(before):
        if head is None and each.tags & {"answer", "it", "mark"}:
            head, rest = each, list(before[at + 1 :])
        elif head is None and not (
            (each.tags & {"det", "all", "prep", "case", "person", "letter"} or each.text in _ADVERBS)
            or each.text in _MODIFIERS
            or each.text.startswith(("all_", "any_", "every_", "the_other"))
            or each.tags & {"given", "mark"}
        ):
            return False
    if head is None:
        return not before
    if any(each.tags & (DANGERS | {"unknown"}) for each in rest) or _by_nothing_known(rest):
        return False
    of = next((at for at, each in enumerate(rest) if each.text == "of"), None)
    if of is not None:
        named = [each for each in rest[of:] if each.tags & {"given", "mark", "math", "answer"}]
        if head.text not in GRADIENTS:
            return bool(named) and named[0].text in GRADIENTS
        return not named or any(each.text in _FUNCTIONS or "mark" in each.tags for each in named)
    return not any("math" in each.tags and each.text not in _FUNCTIONS for each in rest)


_THINGS = frozenset(["given", "mark", "math", "answer", "letter", "it", "case"])


def _by_nothing_known(rest: Sequence[Tagged]) -> bool:
    """Whether what a derivative is said to be by is no thing of the assignment: with respect to the learning rate."""
    by = next((at for at, each in enumerate(rest) if each.text in ("respect_to", "wrt", "w.r.t")), None)
    named = [] if by is None else [each for each in rest[by + 1 :] if "det" not in each.tags]
    return bool(named) and not any(each.tags & _THINGS or each.text.startswith("⟦") for each in named)


def leads_to_the_answer(before: str) -> bool:
    """Whether the words before a value name the answer and say that it is this.

    >>> [leads_to_the_answer(each) for each in ("The gradient by the centre vector is", "the cost:", "where the label is")]
    [True, False, False]
    """
    clauses = clauses_of(before)
    if not clauses:
        return False
    last = clauses[-1]
    return last.subject == "answer" and "cop" in last.tokens[-1].tags and names_the_answer(last, Near("lead"))


_LIMITING = frozenset(["对于", "for", "at", "on", "in", "near", "around", "under", "within", "在", "对"])
_SPECIAL = words_of(
    """单位向量 单位 对称 对角 正交 零向量 标量 unit symmetric diagonal orthogonal invertible zero constant binary single small large square scalar one two three"""
)
"""What holds of some things only."""
_SINGLE = ("single", "one_single")
"""What speaks of one of several."""


def limits(clause: Clause, near: Near) -> bool:
    """Whether a clause before a claim says when or where it holds, and that was not read: "in the limit", "if they are small"."""
    body = clause.body
    if not body or near.kind != "gradient":
        return False
    if "omit" in body[0].tags:
        return True  # ignoring the normaliser
    if body[0].text in ("should", "had", "were") or ("only" in body[0].tags and not clause.verb):
        return True  # should it be so; apart from a factor
    if body[0].text.startswith("treat") and any("mark" in each.tags for each in body[1:2]):
        return True  # treating ⟦1⟧ as constant
    if any(_of_some_only(body[at + 1 : at + 3]) for at, each in enumerate(body) if each.text in _LIMITING):
        return True  # written for a single column
    if "cond" in body[0].tags:
        ours = clause.subject == "person" and clause.verb == "step"  # if we write it out
        return not ours or bool(near.dangers(clause, DANGERS - {"cond"}))
    if body[0].text in ("with", "without", "but", "unlike") and not clause.verb and near.dangers(clause, DANGERS):
        return True
    doer = next((at for at, each in enumerate(body) if "person" in each.tags), 0)
    if body[0].text in _LIMITING and any(near.dangers_of(each) for each in body[:doer]):
        return True  # at the optimum we need
    if body[0].text not in _LIMITING or clause.verb or any("all" in each.tags for each in body[1:3]):
        return False
    return not all(known(each, near) and not near.dangers_of(each) and each.text not in _SPECIAL for each in body)


def _of_some_only(behind: Sequence[Tagged]) -> bool:
    """Whether what a preposition is followed by is one of several: "for a single column"."""
    said = [each for each in behind if "det" not in each.tags]
    return bool(said) and said[0].text in _SINGLE


def offers(text: str, symbol: bool = False) -> bool:
    """Whether the words before a formula that ends its sentence put it there as what is found, and not as a thing that they speak of.

    `symbol`: it is a single one, of which much is said in passing.

    >>> [offers(each) for each in ("We now have", "which leaves", "finally", "The first term is", "It is moved by", "")]
    [True, True, True, False, False, False]
    """
    clauses = clauses_of(text)
    if not clauses:
        return False
    last = clauses[-1]
    end, first = last.tokens[-1].tags, last.tokens[0]
    if symbol and not all(each.tags & _FINDING for each in last.tokens):
        return False
    if "det" in end or (end & {"prep", "reason"} and last.verb != "find"):
        return False
    if last.body and "cop" in last.body[0].tags:
        return False  # of the formula before it
    if last.body and (last.reason or last.body[0].tags & {"step", "deny", "omit", "back"}):
        return True  # something is done, and this is found
    if not last.verb and first.text in ("and", "or", "和", "与", "或"):
        return False  # of two things that are named together
    between = last.predicate[1:-1] if last.verb == "find" else last.predicate[1:]
    things = frozenset(["given", "math", "mark"])
    named = last.subject != "answer" and any(each.tags & things for each in last.subjects)
    named = named or last.subject == "unknown"
    return (
        not end & {"deny", "math", "given", "how"}
        and not named
        and last.verb != "rel"
        and not any("prep" in each.tags for each in between)
    )


def equates(text: str) -> bool:
    """Whether the words before a formula say what the answer is by a noun, whose value the formula is.

    >>> [equates(each) for each in ("So the derivative is the context vector", "leaving the vector", "Result: the vector", ", the vector")]
    [True, True, True, True]
    >>> [equates(each) for each in ("The first term is the context vector", "It moves away from the vector", "It is a product of the vector")]
    [False, False, False]
    """
    clauses = clauses_of(text)
    if not clauses:
        return False
    last = clauses[-1]
    verb = next((at for at, each in reversed([*enumerate(last.body)]) if each.tags & {"cop", "find"}), None)
    noun = last.body if verb is None else last.body[verb + 1 :]
    if any(each.tags & _NO_PART_OF_A_NOUN for each in noun) or not any(each.tags & _NOUNS for each in noun):
        return False
    if verb is None:
        titled = len(clauses) > 1 and clauses[-2].stop in _COLONS and clauses[-2].subject == "answer"
        again = any("again" in each.tags for each in last.tokens[: last.start])
        apposed = len(clauses) == 1 and text.lstrip().startswith((",", "，", "("))
        return again or apposed or (titled and not clauses[-2].verb)
    found = "find" in last.body[verb].tags
    if last.subject == "it" and len(clauses) > 1 and not found:
        return False  # of what it speaks is told in another clause
    return last.subject in ("answer", "it") or (found and last.subject in ("person", ""))


_NO_PART_OF_A_NOUN = frozenset(["prep", "reason", "mark", "case", "rel", "op", "cond", "deny", "cop", "find", "step"])
_NOUNS = frozenset(["given", "answer", "another", "math"])
_COLONS = (":", "：")
_FINDING = frozenset(["link", "find", "cop", "person", "it", "answer", "det"])


def odd_word(text: str, fitting: frozenset[str] = frozenset()) -> str | None:
    """The first word or sign of a text that is in no table, or could change a claim.

    >>> odd_word("by the chain rule") is None, odd_word("up to normalisation"), odd_word("squared")
    (True, 'up to', 'squared')
    """
    near = Near("lead", fitting=fitting)
    said = (each for clause in clauses_of(text) for each in clause.tokens)
    return next(
        (
            each.text.replace("_", " ")
            for each in said
            if not known(each, near) or "odd" in each.tags or near.dangers_of(each)
        ),
        None,
    )


def says_gone(text: str) -> bool:
    """Whether words at a brace say what becomes of what stands there: that it drops out, or remains."""
    return any(each.verb in ("rel", "op", "find") for each in clauses_of(text))
