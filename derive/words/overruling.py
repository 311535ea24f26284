"""Sentences by which a document takes back, rejects or corrects an answer from elsewhere; the lexicon tells what their words do.

>>> rejected("Appendix: rejected answers"), rejected("Squared errors")
(True, False)
>>> of_all("The answers below are from a friend and wrong."), of_all("Tell me if an answer below is wrong.")
(True, False)
>>> parts_named("In (b)(ii) and in part c the sign is reversed.")
('b.2', 'c')
>>> against("In (b) we forgot a minus sign."), against("As in (b) we use the chain rule.")
('in the answer we forgot a minus sign', None)
"""

import re
from functools import lru_cache

from derive.words import sentences
from derive.words.beside import told_against
from derive.words.clauses import Clause, clauses_of
from derive.words.plain import plain
from derive.words.saying import Phrases

SENTENCE = re.compile(rf"{sentences.SENTENCE.pattern}|\n(?=[ \t]*(?:[-*+•] |\|))")
"""Where a sentence ends, an item of a list, and a row of a table."""
_STRUCK = re.compile(r"\\(?:sout|st|cancel|xout)\s*\{")
_LABEL = re.compile(
    r"(?:(?P<word>\b(?:parts?|questions?|problems?|exercises?|answers?(?: to)?|q)\s*|(?:第|题|小题)\s*)?(?:\d\s*\.?\s*)?)"
    r"(?:[(（]\s*(?P<first>[a-i])\s*[)）]|(?<![A-Za-z\\{_^])(?P<bare>[a-i])(?![A-Za-z'_^]))\s*(?:[.\-]?\s*[(（]?\s*(?P<sub>iv|i{1,3}|[1-4])(?![A-Za-z0-9])\s*[)）]?)?",
    re.IGNORECASE,
)
_ROMAN = {"i": "1", "ii": "2", "iii": "3", "iv": "4"}
_FORMULA = re.compile(
    r"\$\$?[^$]+\$\$?|\\\(.*?\\\)|\\\[.*?\\\]|\\begin\s*\{(?P<kind>(?:equation|align|gather|eqnarray|multline)\*?)\}.*?\\end\s*\{(?P=kind)\}",
    re.DOTALL,
)
_REFERENCE = re.compile(r"[(（]?\\(?:eq|auto|c|C)?ref\s*\{[^{}]*\}[)）]?")

_SHEET = "(teacher|instructor|professor|course|handout|sheet|assignment)"
_INERT = Phrases(
    "anywhere",
    f"""
    (averaged?|mean|total|summed) loss over (a|the) (batch|minibatch|mini-batch|corpus) has the (mean|average|sum) of these gradients
    (this|it|which|that) [_] makes? [_] sense!(..(only|if|but|except|unless|not|no|wrong|signs?|minus|times|twice|half))..
    (the|this|our) (gradient|derivative) (is [exactly] zero|vanishes) (if and only if|if|iff|when|whenever|exactly when) X [(=|is|equals) X]$
    (here|below|these) are [just|only] [the|my] [final] (results|answers|formulas) [only]$
    ([the] ({_SHEET}|{_SHEET}'s) (text|words?|questions?|problems?)|[the|my|our] (questions?|problems?|answers?|solutions?)) (is|are|stand|appear|come) [set|printed|shown|typed|written] [in] (plain|bold|italics?|quoted|indented|quotes|quotations|blockquotes|block quotes|gray|grey|blue|black|green|boxes|boxed) [type|text]&($|,| and)
    [and|but] (i|we) (was|were|got it|had it) wrong (more than once|twice|at first|_ times) before (i|we) (got|found|saw|arrived) [it|there|the (right|correct) _]$
    """,
)
"""What is said of a batch of examples, of why an answer makes sense or of where it is zero, of how a page is set, and of errors that were overcome."""
_CHECKED = Phrases(
    "anywhere",
    "(check*|double-check*|doublecheck*|verif*|compar*|tests?|tested|finite difference*|检验|验证|检查|核对|先用)",
)
_OF_MINE = "(memory|[minus] signs?|transpose|transposes|transpositions?|indices|index|shapes?|algebra|arithmetic|calculus|maths?|intuition|eyes|head)"
_MOTIVE = Phrases(
    "anywhere",
    f"""
    (because|since|as) (i|we) (never|do not|don't|cannot|can't|hardly|rarely) [quite|fully|really] (trust|believe|rely on) (myself|ourselves|(my|our) [own] {_OF_MINE}) [(with|about|for) [the] [minus] (signs|transposes|indices|shapes)]$
    [是](因为|由于)[我][总是|一直|从来|常常]((不[太|敢]相信|信不过)[自己][的]|对&(..(把握|放心)))(转置|正负号|符号|下标|记忆|代数|直觉|计算)[总是|一直][(没|没有)把握|不放心]$
    """,
)
"""Why somebody checks: a doubt of oneself, which is none of what was checked."""


@lru_cache(maxsize=2048)
def tags_in(text: str) -> frozenset[str]:
    """What the words of a text do, a formula being one word; a question fears only, as words do that hedge."""
    said = (each.tags for clause in clauses_of(marked(text)) for each in clause.body)
    return frozenset().union(*said, ["hedge"] if re.search(r"[?？]\s*$", text) else [])


def marked(text: str) -> str:
    """A text in plain words with a mark for each formula, without what says nothing of the answers."""
    said = _INERT.without(plain(_FORMULA.sub(" ⟦…⟧ ", text)))
    return _MOTIVE.without(said) if _CHECKED(said) else said


def judged(text: str) -> bool:
    """Whether a text says that something is wrong or taken back, and does not merely ask or fear it."""
    said = tags_in(text)
    return bool(said & {"wrong", "back"}) and "hedge" not in said


def hedged(text: str) -> bool:
    """Whether a text fears a mistake, or asks to be told of one."""
    said = tags_in(text)
    return "hedge" in said and bool(said & {"wrong", "back"})


def rejected(title: str) -> bool:
    """Whether a title rejects what stands under it, and does not merely say that it has been corrected."""
    return bool(_STRUCK.search(title)) or (judged(title) and not of_corrections(title))


def of_corrections(title: str) -> bool:
    """Whether what stands under a title corrects what stood before."""
    return "amend" in tags_in(title)


def of_all(sentence: str) -> bool:
    """Whether a sentence takes back all answers of a document, or says what they leave out."""
    return (judged(sentence) and bool(tags_in(sentence) & {"answer", "it", "all"})) or changed(sentence)


def changed(sentence: str) -> bool:
    """Whether a sentence exchanges what is given, turns the answers round, or leaves signs and factors out.

    >>> changed("here the roles of the two are swapped"), changed("all signs are dropped"), changed("the signs differ")
    (True, True, False)
    """
    return any(map(_changes, clauses_of(marked(sentence))))


def _changes(clause: Clause) -> bool:
    flipped = any({"turned", "op"} <= word.tags for word in clause.tokens)
    round_ = clause.has("op") or (clause.has("answer") and not clause.has("mark", "case", "cond"))
    return (clause.has("factor") and (flipped or clause.has("back", "omit"))) or (clause.has("instead") and round_)


def of_every_answer(sentence: str) -> bool:
    """Whether a sentence rejects all answers in so many words, wherever it stands."""
    return judged(sentence) and {"all", "answer"} <= tags_in(sentence)


def against(sentence: str, named: re.Pattern[str] | None = None) -> str | None:
    """The clause of a sentence that speaks against the part, or the equation, that it names: read as if it stood beside the answer.

    `named`: how parts are named that have no letter.
    """
    spoken = _REFERENCE.sub(" the answer ", sentence)
    spoken = _LABEL.sub(lambda found: " the answer " if _names(found) else found[0], _FORMULA.sub(" ⟦…⟧ ", spoken))
    spoken = named.sub(" the answer ", spoken) if named else spoken
    return None if hedged(sentence) else told_against(plain(spoken), place="named", strict=False)


def _names(found: re.Match[str]) -> bool:
    """Whether a letter names a part: in brackets, behind a word for a part, or with a number of its own."""
    return not found["bare"] or bool(found["word"] or found["sub"])


def parts_named(sentence: str) -> tuple[str, ...]:
    """The parts that a sentence names by their letters: (b)(ii), part c, 1(d), 第 b 题."""
    found = []
    for each in _LABEL.finditer(_FORMULA.sub(" ", sentence)):
        if _names(each):
            sub = (each["sub"] or "").lower()
            name = (each["first"] or each["bare"]).lower()
            found.append(f"{name}.{_ROMAN.get(sub, sub)}" if sub else name)
    return tuple(dict.fromkeys(found))
