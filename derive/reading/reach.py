"""What stands in reach of a claim and is not understood to be harmless: its own sentence, those beside it, its title, its row of a table.

Beside a formula in the line the whole paragraph is in reach, and the sentences next to that. A displayed formula stands in longer texts:
there it is the clause before it, the words on its line, and the sentence behind it where that is short or about the formula.
"""

import re

from derive.reading.clauses import BRIEF, alarming
from derive.reading.harmless import against, is_about, long_lead, odd_lead, odd_sentence
from derive.reading.plain import plain, softened
from derive.reading.sentences import CLAUSE, SENTENCE, sentences_of

_APART = re.compile(r"[,，;；:：.。—|\n]\s*$|\n\s*$")
_PARAGRAPH = re.compile(r"\n[ \t>]*\n|\\(?:section|subsection|paragraph|item)\b")
_PIECE = re.compile(r"[,，;；:：|]|--+|—")
_BREAK = re.compile(r"\n[ \t>]*\n|\\item|\\begin|\\end|\n[ \t>]*[-*+#|]")
"""What ends a paragraph behind a claim."""
_LINE_ENDS = re.compile(r"[ \t$.,;:，。；：]*\n|\s*⟦[^⟧]*⟧|\s*\\text\w*\{[A-Z]")
"""The end of a line, another formula or bold type right behind a displayed formula: what follows is no part of its sentence."""
_GRADED = re.compile(
    r"(?:^|(?<=\s))[FN][:：]\s*$|\b(?:[Mm]arks?|[Pp]oints?|[Ss]core|[Gg]rade)\s*[:=]\s*0(?![\d.])|(?<![\d.])0 ?(?:/ ?\d|points?\b|pts?\b|marks?\b|分)|\b0(?:\.0+)?(?:pt|cm|mm|em|ex|in)\b|\[ \]"
)
"""No points, F for false, a box of no size or without its mark."""
_ONWARD = re.compile(r"\b(?:below|follow(?:s|ing)?|next|coming|here|now|ahead)\b|[:：]\s*$|下|以下|如下", re.IGNORECASE)
"""Words of the paragraph before that lead to what comes."""


def ahead(before: str, fitting: frozenset[str], displayed: bool) -> str | None:
    """What is not understood of the words before a claim."""
    graded = _GRADED.search(SENTENCE.split(before)[-1])
    if graded:
        return graded[0]
    if displayed:
        *others, own = SENTENCE.split(before)
        clauses = [each for each in CLAUSE.split(own) if plain(each)]
        odd = long_lead(softened(clauses[-1]), fitting) if clauses else None
        told = (against(softened(each), fitting) for each in (*clauses[:-1], *others[-1:]))
        return odd or next(filter(None, told), None)
    *others, own = SENTENCE.split(before)
    clauses = [each for each in _PIECE.split(own) if plain(each)]
    for each in clauses[:-1]:
        odd = odd_sentence(softened(each), fitting, True)
        if odd:
            return odd
    odd = odd_lead(softened(clauses[-1]), fitting, bool(_APART.search(own))) if clauses else None
    paragraph = SENTENCE.split(_PARAGRAPH.split(before)[-1])[:-1]
    title = [] if paragraph else [each for each in others[-1:] if len(each.split()) <= BRIEF or _ONWARD.search(each)]
    for each in (*paragraph, *title):
        odd = odd or _other(each, fitting)
    return odd


def _other(sentence: str, fitting: frozenset[str], behind: bool = False) -> str | None:
    """What is not understood of a sentence beside a claim, clause by clause where it is not understood as a whole."""
    graded = _GRADED.search(sentence)
    if graded:
        return graded[0]
    odd = odd_sentence(softened(sentence), fitting, True, behind)
    clauses = [each for each in _PIECE.split(sentence) if plain(each)] if odd else []
    told = [odd_sentence(softened(each), fitting, True, behind) for each in clauses]
    return next(filter(None, told), None) if len(clauses) > 1 else odd


def behind(text: str, rest: str, fitting: frozenset[str], displayed: bool) -> str | None:
    """What is not understood of the words behind a claim; `rest`: the same without the stop and the end of the line at its beginning."""
    rest = _CLOSING.sub("", rest)
    sentences = sentences_of(rest)
    if not sentences:
        return None
    first = _BREAK.split(sentences[0])[0]
    graded = _GRADED.search(first)
    if graded:
        return graded[0]
    paragraph = not re.match(r"\s*\n", rest)
    stopped = bool(re.match(r"[\s$]*[.:。：]", text)) or bool(re.match(r"\s*\n[ \t>]*[A-Z]", text))
    apart = stopped or not paragraph or (displayed and (_LINE_ENDS.match(text) or re.match(r"\s*[A-Z]", first)))
    if not apart:
        head, *tail = [each for each in _PIECE.split(first) if plain(each)] or [""]
        odd = odd_lead(softened(head), fitting, bool(re.match(r"[\s$]*[,，;；:：(（]", text)), True)
        for each in () if displayed else tail:
            odd = odd or odd_sentence(softened(each), fitting, True, True)
        if odd:
            return odd
    elif displayed:
        said = softened(first)
        onward = re.search(r"[:：]\W*(?:⟦[^⟧]*⟧)*\W*$", said)  # it leads to the next formula
        brief = paragraph and len(said.split()) <= BRIEF
        if not onward and (paragraph or is_about(said)):
            odd = odd_sentence(said, fitting, brief, True)
            if odd:
                return odd
    near = [against(softened(each), fitting, not _LEADS_ON.search(each), paragraph) for each in sentences[:2]]
    near = near if displayed else []
    odd = next(filter(None, near), None) or _later(rest, fitting)
    if odd or displayed:
        return odd
    for each in sentences_of(_PARAGRAPH.split(rest.strip())[0])[0 if apart else 1 :]:
        odd = _other(each, fitting, True)
        if odd:
            return odd
    following = [each for each in _PARAGRAPH.split(rest.strip())[1:2] if is_about(plain(each))]
    return next(
        filter(None, (_other(each, fitting, True) for text in following for each in sentences_of(text)[:1])), None
    )


def _later(rest: str, fitting: frozenset[str]) -> str | None:
    """What the paragraphs further behind a claim say against it: a footnote, a grader's words, that it is taken back."""
    own = not re.match(r"\s*\n", rest)  # the first paragraph is the claim's
    for paragraph in _PARAGRAPH.split(rest.strip())[own:FAR]:
        formula = _FORMULA.fullmatch(paragraph)
        if formula:
            return formula[0].strip()
        marked = _FOOTNOTE.match(paragraph) or _VERDICT.match(paragraph)
        for each in sentences_of(paragraph):
            graded = _GRADED.search(each)
            said = softened(each)
            odd = graded[0] if graded else alarming(said) if marked else against(said, fitting, True, False)
            if odd:
                return odd
    return None


_LEADS_ON = re.compile(r"[:：]\s*(?:⟦[^⟧]*⟧\s*)+$")
"""How a sentence ends that leads on to another formula: what it says to do is done there."""
FAR = 6
"""So many paragraphs behind a claim are looked at."""
_FORMULA = re.compile(
    r"\s*`?(?=[^`\n]*[A-Za-zα-ωŷ])(?=[^`\n]*[-+*/=^()−·])(?![^`\n]*[A-Za-z]{3})[^`\n⟦#|:：，。]+`?[.,;]?\s*"
)
"""A paragraph that is a formula without its delimiters."""
_CLOSING = re.compile(r"^\s*(?:\\end\s*\{[^{}]*\}\s*)+")
_FOOTNOTE = re.compile(r"\s*(?:\\\*|\*(?!\*|[^\n]*\*)|†|‡|\[\^\w+\]:)")
_VERDICT = re.compile(
    r"\W*(?:(?:peer )?review|grad(?:er|ing)|feedback|comments?|verdict|status|reply|errat(?:um|a)|corrections?|p\.? ?s\.?|(?:gradient |numerical )?check|评语|批改|结论|勘误|补记)\b[^\n:：]{0,20}[:：.,]",
    re.IGNORECASE,
)
"""How a paragraph begins that judges what stands before it."""
