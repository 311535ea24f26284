"""Whether the words around a claim change what it says; the same words elsewhere on the page are harmless prose.

>>> blocking("We cannot have", "")
'cannot have'
>>> blocking("Since it does not depend on the others, we have", "") is None
True
>>> blocking("So", ", which is not true.")
'not true.'
>>> blocking("", "for every word of the vocabulary") is None
True
"""

import re
from functools import lru_cache

from derive.reading import reach
from derive.reading.clauses import alarming, names_a_rule, withdrawing, without_opening
from derive.reading.phrases import (
    ABOUT,
    BESIDE_BEFORE,
    BESIDE_BEHIND,
    CASE,
    FRONTED,
    INERT_BEHIND,
    NEXT_CASE,
    OF_THE_CLAIM,
    ONE_HOT,
    SET_PHRASES,
    TERM_BEHIND,
    UNLESS,
    I,
)
from derive.reading.plain import plain, unknown
from derive.reading.sentences import CLAUSE, SENTENCE
from derive.reading.words import SPECIAL


@lru_cache(maxsize=64)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, I)


def _last(pattern: str, text: str) -> str | None:
    found = _compiled(rf"(?:{pattern})\W*$").search(text)
    return found[0].strip() if found else None


def blocking(
    before: str,
    behind: str,
    kind: str = "gradient",
    fitting: frozenset[str] = frozenset(),
    displayed: bool = False,
) -> str | None:
    """The words around a claim that change, or may change, what it says; None where they do not.

    `before` is the prose up to the claim, `behind` the prose after it; `kind` of the part: when something is "zero" is told by "if".
    `fitting`: further words that say nothing against a claim; `displayed`: of a displayed formula only the last words before it, and
    those on its own line behind it, stand beside it. In the clause before a claim, and in the rest of its sentence, only
    words that are known to be harmless are; further away only those of the table speak against it.
    """
    if kind == "zero":
        every = re.match(r"\W*(?:for )?(?:all|every|each|any|arbitrary)\b|\W*对(?:于)?(?:所有|任意|每)", plain(behind))
        if every or _compiled(r"\W*⟦…⟧\W*(?:iff|if and only if|当且仅当|exactly (?:when|if))\W*⟦…⟧").match(
            "⟦…⟧" + plain(behind)
        ):
            return plain(behind)[:40]
        joined = _compiled(r"\W*(?:and|or|but|且|或|并且)\W*⟦").match(plain(behind)) or _compiled(
            r"⟦[^⟧]*⟧\W*(?:and|or|but|且|或|并且)\W*$"
        ).search(plain(SENTENCE.split(before)[-1]))
        if joined:
            return joined[0].strip()
        said = plain(SENTENCE.split(before)[-1])
        after = plain(SENTENCE.split(behind)[0]) if behind else ""
        odd = re.search(
            r"\b(?:loss|cost|infinite|maximal|large)\b|\b(?:is|are|equals?) (?:one|1|nonzero|maximal)\b|损失",
            f"{said} {after}",
        )
        if odd:
            return odd[0]
        turned = _compiled(UNLESS).search(plain(before)) or _compiled(UNLESS).search(plain(behind))
        if turned:
            return turned[0].strip()
    if kind == "identity":
        before, behind = ONE_HOT.sub(" ", before), ONE_HOT.sub(" ", behind)
    sentences = SENTENCE.split(before)
    clauses = [each for each in CLAUSE.split(sentences[-1]) if plain(each)] if sentences else []
    touching = not re.search(r"[,，;；]\s*$", before)
    clause = SET_PHRASES.sub(" ", plain(CASE.sub(" ", clauses[-1]))) if clauses and touching else ""
    for name, pattern in BESIDE_BEFORE.items():
        found = _last(pattern, clause) if (name, kind) != ("hypothesis", "zero") else None
        if found:
            return found
    fronted = next(filter(None, (_fronted(each, kind, fitting) for each in clauses[: -1 if touching else None])), None)
    if fronted:
        return fronted
    if kind in ("gradient", "identity"):
        return reach.ahead(before, fitting, displayed) or _behind(behind, kind, fitting, displayed)
    near = [plain(each) for each in reversed(sentences[-2:])]
    told = next(filter(None, (*map(changed, near), *map(withdrawing, near))), None)
    if told:
        return told
    return _odd(" ".join(clause.split()[-4:]) if displayed else clause, kind, fitting) or _behind(
        behind, kind, fitting, displayed
    )


_CONDITIONING = _compiled(
    r"(?<![\w-])(?:if and only if|iff|if|when(?:ever)?|exactly|precisely|only|once|zero|vanish\w*|reus\w*|remains?|(?:both|all)? ?(?:forward|backward)s?(?: pass(?:es)?| computations?)?)(?![\w-])|当且仅当|仅当|当|若|如果|只有|恰好|(?:重)?复用|重复(?:使用|利用)|重用|平均|加权"
)
"""Words of a condition, or of what is used again: where one is asked for they limit nothing."""


def _odd(text: str, kind: str, fitting: frozenset[str], behind: bool = False) -> str | None:
    """The word beside a condition, or beside what is used again, that may change it."""
    odd = unknown(text, kind, fitting)
    return odd and alarming(" ".join(_CONDITIONING.sub(" ", text).split()), behind)


def changed(sentence: str) -> str | None:
    """The words of a sentence beside a claim that change what its symbols mean, or say that it leaves something out.

    >>> changed("here the roles of the two are swapped"), changed("the roles of the two differ")
    ('roles of the two are swapped', None)
    """
    hits = (_compiled(pattern).search(plain(sentence)) for pattern in ABOUT.values())
    return next((hit[0].strip() for hit in hits if hit), None)


def _fronted(clause: str, kind: str, fitting: frozenset[str]) -> str | None:
    """What a clause that stands before a claim, with a comma, says of when it holds and is not known to say nothing."""
    said = plain(CASE.sub(" ", clause))
    found = FRONTED.fullmatch(without_opening(said))
    few = re.search(r"\b(?:one|two|three|a single) (?:dimension|word|class|sample|example|row|column)s?\b", clause, I)
    if not found or few:
        return few[0] if found and few else None
    clause, fitting = found["clause"], fitting - SPECIAL
    work = _TELLS.match(clause) and (names_a_rule(clause) or _DOES.search(said))
    return None if work and alarming(clause, fitting=fitting) is None else unknown(clause, kind, fitting)


_TELLS = _compiled(r"(?:with|for|in|after|before|on) (?!respect\b)")
_DOES = _compiled(
    r"(?<![\w-])(?:we|i|one) (?:now |then |also |again |just |simply |can )?(?:need|use|apply|have to|want|differentiate|take|compute|get|write|expand|split|know|see|look|start|work)(?![\w-])"
)
"""What we do, in a clause that begins like a restriction: "for the second term we need the chain rule"."""


_TURNED_AFTERWARDS = _compiled(
    r"\W*(?:(?:now|then|finally|next|lastly|last|and)\W*)?(?:(?:we|you) )?(?:transpose|negate)\b(?! of)(?= ?(?:it|this|that|everything|the (?:result|answer|whole))?\W*(?:$|[.;]))|\W*(?:最后|再|然后|还要?)?(?:转置|取负|取反)(?=\W*$|[。；])"
)
"""An order behind a claim to turn it into something else."""


def _behind(behind: str, kind: str, fitting: frozenset[str], displayed: bool) -> str | None:
    """What follows a claim: words that are attached to it, then the rest of its sentence and the sentence after that."""
    if NEXT_CASE.match(behind):
        return None
    term = TERM_BEHIND.match(behind)
    if term:
        return term[0].strip()
    same = re.match(
        r"[ \t$.,;:，。；：]*(?:\n[ \t>]*(?!\n|[-*+#] |\(?\w{1,3}[.)] |\\item|\\section|\\subsection))?", behind
    )
    rest = behind[same.end() :] if same else behind
    paragraph = not re.match(r"\s*\n", rest)
    words = plain(re.split(r"\n[ \t>]*\n", rest.strip())[0])
    if not words or INERT_BEHIND.fullmatch(words):
        return None
    stopped = bool(re.match(r"[\s$]*[.:。：]", behind)) or bool(re.match(r"\s*\n[ \t>]*[A-Z]", behind))
    if paragraph and not stopped and not re.match(r"[\s$]*[,，]", behind):
        for pattern in BESIDE_BEHIND.values():
            found = _compiled(pattern).match(words)
            if found:
                return found[0].strip() or words[:20]
    excepted = _compiled(r"(?:but |and )?(?:except|excluding)\b").match(words.lstrip(".,;:，。； -–—"))
    if excepted and not stopped:
        return words[:30]
    if kind in ("gradient", "identity"):
        turned = _TURNED_AFTERWARDS.match(words)  # whatever else is said of transposes beside it
        return turned[0].strip() if turned else reach.behind(behind, rest, fitting, displayed)
    for at, sentence in enumerate([each for each in SENTENCE.split(rest) if plain(each).strip(" .,;:$")][:2]):
        said = SET_PHRASES.sub(" ", plain(sentence)).lstrip(".,;:，。；： -–—")
        told = changed(said) or withdrawing(said)
        if told:
            return told
        brief = paragraph and len(said.split()) <= reach.BRIEF and OF_THE_CLAIM.search(said)
        below = displayed and re.match(r"[ \t$.,;:，。；：]*\n", behind)
        own = paragraph and (brief or (not stopped and not below))
        odd = _odd(said, kind, fitting, True) if at == 0 and own else None
        if odd:
            return odd
    return None
