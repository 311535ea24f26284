"""Whether the words around a claim change what it says: its own sentence, those beside it, a title, and what is said further behind.

>>> blocking("We cannot have", "")
'We cannot have'
>>> blocking("Since it does not depend on the others, we have", "") is None
True
>>> blocking("So", ", which is not true.")
'which is not true'
>>> blocking("", "for every word of the vocabulary") is None
True
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from derive.words.attached import apposed
from derive.words.claims import leads, limits, says_anew, strange
from derive.words.clauses import Clause, clauses_of
from derive.words.conditions import against_a_condition
from derive.words.graders import NO_POINTS
from derive.words.interpreting import interprets
from derive.words.keeping import kept
from derive.words.plain import plain
from derive.words.rules import Near, objection
from derive.words.sentences import SENTENCE, sentences_of

_PARAGRAPH = re.compile(r"\n[ \t>]*\n|\\(?:section|subsection|paragraph|item)\b")
_GRADED = re.compile(
    rf"(?:^|(?<=\s))[FN][:：]\s*$|\b(?:[Mm]arks?|[Pp]oints?|[Ss]core|[Gg]rade)\s*[:=]\s*0(?![\d.])|{NO_POINTS}|\b0(?:\.0+)?(?:pt|cm|mm|em|ex|in)\b|\[ \]"
)
"""No points, F for false, a box of no size or without its mark."""
_TERM_BEHIND = re.compile(r"[ \t]*[-+*/·×−＋][ \t]*[0-9]+(?= +[A-Za-z])(?! *(?:points?|pts?|marks?)\b)")
"""A number behind a formula, with a sign between and words after it: a term of it, or a dash."""
_NEXT_CASE = re.compile(
    r"[\s$]*(?:[.;。；]|\n)[\s>*+-]*(?:\(?\w{1,3}[.)]\s*)?(?:and |otherwise|else|case \d)?\W{0,3}(?:if|when|for|case|where|in|当|若|对于?)?[^⟦\n]{0,12}⟦•⟧(?!\W*(?:add|subtract|drop|omit|replace|swap|exchange|再?加|再?减))[^⟦\n]{0,12}[:：,，]?\s*⟦…⟧",
    re.IGNORECASE,
)
"""A claim of its own for another case."""
_BREAK = re.compile(r"\n[ \t>]*\n|\\item|\\begin|\\end|\n[ \t>]*[-*+#|]")
"""What ends a paragraph behind a claim."""
_LINE_ENDS = re.compile(r"[ \t$.,;:，。；：]*\n|\s*⟦[^⟧]*⟧|\s*\\text\w*\{[A-Z]")
"""The end of a line, another formula or bold type right behind a displayed formula: what follows is no part of its sentence."""
_LEADS_ON = re.compile(r"[:：]\s*(?:⟦[^⟧]*⟧\s*)*$|⟦…⟧[\s.。]*$")
"""How a sentence ends that leads on to another formula: what it says to do is done there."""
_TAKES = re.compile(
    r"\b(?:by|with|to|from|on|for|adds?|subtracts?|contributes)(?: (?:every|all|any|each|some|the))?\s*[$\s]*⟦…⟧[\s.。]*$",
    re.IGNORECASE,
)
"""A formula at the end that only says with what something is done."""
_CLOSING = re.compile(r"^\s*(?:\\end\s*\{[^{}]*\}\s*)+")
_FORMULA = re.compile(
    r"\s*`?(?=[^`\n]*[A-Za-zα-ωŷ])(?=[^`\n]*[-+*/=^()−·])(?![^`\n]*[A-Za-z]{3})[^`\n⟦#|:：，。]+`?[.,;]?\s*"
)
"""A paragraph that is a formula without its delimiters."""
_FOOTNOTE = re.compile(r"\s*(?:\\\*|\*(?!\*|[^\n]*\*)|†|‡|\[\^\w+\]:)")
_VERDICT = re.compile(
    r"\W*(?:(?:peer )?review|grad(?:er|ing)|feedback|comments?|verdict|status|reply|errat(?:um|a)|corrections?|p\.? ?s\.?|(?:gradient |numerical )?check|评语|批改|结论|勘误|补记)\b[^\n:：]{0,20}[:：.,]",
    re.IGNORECASE,
)
"""How a paragraph begins that judges what stands before it."""
FAR = 6
"""So many paragraphs behind a claim are looked at."""
BRIEF = 10
"""A sentence of so many words above a claim may be its title."""


def blocking(
    before: str,
    behind: str,
    kind: str = "gradient",
    fitting: frozenset[str] = frozenset(),
    displayed: bool = False,
) -> str | None:
    """The clause around a claim that changes, or may change, what it says; None where none does.

    `before` is the prose up to the claim, `behind` the prose after it; `kind` of the part: an answer that is a condition is told by "if".
    `fitting`: further words that say nothing against a claim; `displayed`: it stands on a line of its own.
    """
    told = against_a_condition(before, behind) if kind == "zero" else None
    before, behind = (kept(before), kept(behind)) if kind == "reuse" else (before, behind)
    return (
        told
        or next(_before(before, Near("before", kind, fitting), displayed), None)
        or next(_behind(behind, kind, fitting, displayed), None)
    )


_SIGNS = re.compile(r":-?\((?=\s|$)|<[a-z/][^<>]*>?|\[!|^!!!|:::", re.IGNORECASE)
_EDITED = re.compile(r"\{[>+~=-]{2}|[<+~=-]{2}\}|(?:\b(?:is|equals)|=|[是为])\s*`[^`\n]*[A-Za-z]\([^`\n]*`")
"""Marks of an editor, or of a page, that may hide or strike what they stand around; a value in code."""


def _marked(text: str) -> Iterator[str]:
    found = _GRADED.search(text) or _EDITED.search(text) or _SIGNS.search(plain(text))
    if found:
        yield found[0]


def told_against(
    text: str, fitting: frozenset[str] = frozenset(), place: str = "before", strict: bool = True
) -> str | None:
    """The clause of a text away from a claim, between two or under a title, that may change it, or, if `strict`, is not understood."""
    near = Near(place, fitting=fitting)
    return next((told for sentence in sentences_of(text) for told in _sentence(sentence, near, not strict)), None)


def _before(before: str, near: Near, displayed: bool) -> Iterator[str]:
    before = before.rstrip() if displayed and not re.search(r"[.!?。！？⟧]\s*$", before) else before
    *others, own = SENTENCE.split(before)
    yield from _marked(own)
    *ahead, lead = clauses_of(own) or (None,)
    if lead is not None:
        apart = displayed or bool(re.search(r"[,，;；:：.。—|\n][\s*_]*$", own))
        if not leads(lead, Near("lead", near.kind, near.fitting), apart):
            yield lead.text
    for each in ahead:
        yield from _said(each, near)
        if limits(each, near) or (says_anew(each, near) and not displayed):
            yield each.text
    paragraph = SENTENCE.split(_PARAGRAPH.split(before)[-1])[:-1]
    title = [] if paragraph else [each for each in others[-1:] if len(each.split()) <= BRIEF]
    for sentence in others[-1:] if displayed else (*paragraph, *title):
        yield from _sentence(sentence, near, displayed)


def _sentence(sentence: str, near: Near, displayed: bool) -> Iterator[str]:
    yield from _marked(sentence)
    clauses = clauses_of(sentence)
    long = len(sentence.split()) > BRIEF or near.place == "ahead"
    near = replace(near, loose=displayed and long and near.place != "named")
    for each in clauses:
        yield from _said(each, near)
    if not displayed:
        yield from _strange(clauses, near, displayed)


def _strange(clauses: Sequence[Clause], near: Near, displayed: bool) -> Iterator[str]:
    """A sentence beside a claim that is not understood, or a clause of it that says something new of the claim."""
    if not displayed and strange(clauses, near):
        yield clauses[0].text
    yield from (each.text for each in clauses if not near.loose and says_anew(each, near))


def _said(clause: Clause, near: Near) -> Iterator[str]:
    if objection(clause, near) and not (near.place in ("tail", "after", "far") and interprets(clause.text)):
        yield clause.text


def _behind(behind: str, kind: str, fitting: frozenset[str], displayed: bool) -> Iterator[str]:
    """What follows a claim: what is attached to it, the rest of its sentence, the sentences after that, and what is said further away."""
    if _NEXT_CASE.match(behind):
        return
    asked = _TERM_BEHIND.match(behind) or re.match(r"[\s$]*[?？]", behind)
    if asked:
        yield asked[0].strip()
    same = re.match(
        r"[ \t$.,;:，。；：]*(?:\n[ \t>]*(?!\n|[-*+#] |\(?\w{1,3}[.)] |\\item|\\section|\\subsection))?", behind
    )
    rest = _CLOSING.sub("", behind[same.end() :] if same else behind)
    sentences = sentences_of(rest)
    if not sentences:
        return
    paragraph = not re.match(r"\s*\n", rest)
    stopped = bool(re.match(r"[\s$]*[.:。：]", behind)) or bool(re.match(r"\s*\n[ \t>]*[A-Z]", behind))
    first = _BREAK.split(sentences[0])[0]
    apart = stopped or not paragraph or (displayed and (_LINE_ENDS.match(behind) or re.match(r"\s*[A-Z]", first)))
    near = Near("after", kind, fitting)
    own = _PARAGRAPH.split(rest.strip())[0]
    for at, sentence in enumerate(
        sentences_of(own)[: 2 if displayed else None] if paragraph or not displayed else sentences[:2]
    ):
        yield from _marked(sentence)
        here = Near(
            "after",
            kind,
            fitting,
            leads_on=_leads_on(sentence) and bool(at or apart),
            loose=displayed and len(sentence.split()) > BRIEF,
        )
        clauses = clauses_of(sentence)
        attached = not apart and at == 0
        for nth, each in enumerate(clauses):
            if attached and _is_attached(clauses[: nth + 1]) and not apposed(each, Near("tail", kind, fitting)):
                yield each.text
            yield from _said(each, Near("tail", kind, fitting) if attached else here)
            if not attached and _likens(each, here):
                yield each.text
        if not attached:
            yield from _strange(clauses, here, displayed)
    yield from _further(rest, near)


def _leads_on(sentence: str) -> bool:
    """Whether a sentence leads on to another formula."""
    return bool(_LEADS_ON.search(sentence)) and not _TAKES.search(sentence)


_LIKENED = frozenset(["has", "have", "lies", "lie", "grows", "grow", "scales", "scale", "有"])
_PARTICIPLE = re.compile(r"[a-z]+(?:ed|ing|wn|en)(?:_|$)|used|seen")
"""What is done with a value, "is then multiplied by", says nothing of it."""
_ITS = frozenset(["its", "其"])
_OF_A_FORM = frozenset(
    ["shape", "size", "dimension", "dimensions", "length", "form", "meaning", "proof", "derivation", "sign"]
)


def _likens(clause: Clause, near: Near) -> bool:
    """Whether a sentence says what the value before it is like, in no known way: "it is convex", "its rows sum to one"; not what it does or is for."""
    body, said = clause.body, clause.predicate
    if not body or clause.reason or near.kind != "gradient" or near.loose:
        return False
    if body[0].text in _ITS:
        return not (clause.has("mark") or any(each.text in _OF_A_FORM for each in body[1:3]))
    if any("how" in each.tags for each in said[1:2]):
        return False  # it is easy to remember
    if any("answer" in each.tags for each in said):
        return False  # the gradient by the centre vector, whose name is held against the part
    mine = clause.subject in ("it", "answer") and not any(each.text == "what" for each in said)
    if any("mark" in then.tags and "prep" not in each.tags for each, then in pairwise(said)):
        return False  # the expected vector ⟦…⟧, which is weighed as a value
    named = next((at for at, each in enumerate(said) if "det" in each.tags), len(said))
    done = any(_PARTICIPLE.match(each.text) for each in said[1:named][:3])
    likened = (clause.verb == "cop" and not done) or any(each.text in _LIKENED for each in body[1:3])
    return mine and likened and not apposed(clause, replace(near, place="tail"))


def _is_attached(clauses: Sequence[Clause]) -> bool:
    """Whether the last clause is the first behind a claim that says something, or a further phrase without a verb behind such ones."""
    *others, last = clauses
    return not any(each.verb for each in others) and not (any(each.body for each in others) and bool(last.verb))


def _further(rest: str, near: Near) -> Iterator[str]:
    """What the paragraphs further behind a claim say against it: a footnote, a grader's words, that it is taken back."""
    own = not re.match(r"\s*\n", rest)  # the first paragraph is the claim's
    for paragraph in _PARAGRAPH.split(rest.strip())[own:FAR]:
        formula = _FORMULA.fullmatch(paragraph)
        if formula:
            yield formula[0].strip()
        marked = _FOOTNOTE.match(paragraph) or _VERDICT.match(paragraph)
        for sentence in sentences_of(paragraph):
            yield from _marked(sentence)
            clauses = clauses_of(sentence)
            if (
                clauses
                and clauses[0].body
                and clauses[0].body[0].tags & {"op", "factor", "instead"}
                and not clauses[0].body[0].tags & {"step"}
                and not interprets(clauses[0].text)
            ):
                yield clauses[0].text  # it goes on with the claim: plus a term
            for each in clauses:
                yield from _said(each, Near("after" if marked else "far", near.kind, near.fitting))
