r"""Values of cases: formulas, be they one symbol or 0, that a page gives for what is asked for in a case that it tells.

"$0$ if $w=o$", "when $w=o$ it is $u_o$", "otherwise $B$", "$w=o$: $v_c$". Such a formula is part of the answer, whatever it looks like. It is one
where nothing else is its subject: behind "$y_w$ is" it is a value of that symbol; behind other words it may be one of anything.

>>> subject("If ⟦•⟧ it is ", ", otherwise "), subject("⟦…⟧, but ", " when ⟦•⟧"), subject("", " if ⟦•⟧, and ⟦…⟧ otherwise.")
('answer', 'answer', 'answer')
>>> subject("The gradient with respect to ⟦…⟧ is ", " if ⟦•⟧"), subject("where ⟦…⟧ is ", " if ⟦•⟧")
('by', 'symbol')
>>> subject("When ⟦•⟧, ", " appears in the sum"), subject("The label is ", " if ⟦•⟧"), subject("⟦…⟧ depends on ", " for ⟦•⟧")
('', '', '')
"""

import re

from derive.words.joins import EXCEPT
from derive.words.phrases import AGAIN_SAID, BECOMES, CASE, GET, GIVES, OTHERWISE, SO, THE_VALUE, VALUE
from derive.words.plain import plain
from derive.words.saying import Phrases, spelled
from derive.words.sentences import SENTENCE

_LINK = (
    rf"(?:{SO}|{AGAIN_SAID}|and|but|while|whereas|also|now|here|or|finally|overall|in total|in the end|similarly|likewise|respectively"
    r"|case \w{1,3}|[(\[]?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)\]]|而|且|但|时|的|都)"
)
_NOUN = rf"(?:{THE_VALUE}|(?:the|its|our|my) (?:(?:partial|required|desired|final|whole|full) )*{VALUE}|所求的?(?:偏)?{VALUE})"
_VERB = rf"(?:就?{BECOMES}|will be|is equal to|[=:：])"
_GET = rf"(?:{GET}|this {GIVES}|it follows)"
_SAID = re.compile(
    rf"\W*(?:{_LINK}\W*)*(?:{_NOUN}\W*(?:here |then |now |simply |just |also )?{_VERB}|{_VERB}|{_GET})?\W*(?:(?:just|simply|exactly|only|instead|always)\W*)?"
)
"""What may stand before the first value of an answer by cases, its conditions left out: what is asked for is its subject, or nothing is."""
_EXCEPTION = re.compile(rf"\W*(?:but|only|而|但|只是|{spelled(EXCEPT)})\W*(?:{_NOUN}\W*{_VERB})?\W*")
"""What joins the value of a case to a formula for all others."""
_CLAUSE_ENDS = re.compile(
    r"\s*(?:$|[.,;:。，；：)）|\n]|⟦•⟧|\\\\|(?:and|but|while|whereas|or|otherwise|else|if|when|for|whenever|where|in|而|且|但|否则|当|若|如果|对)(?![a-z]))"
)
_IS = re.compile(rf"\W*{_VERB}\W*(?:(?:just|simply|exactly|always)\W*)?")
_BY = re.compile(
    rf"\W*(?:{_LINK}\W*)*(?:the )?(?:partial )?(?:gradient|derivative)s?(?: of (?:the |our )?(?:loss|cost|objective)(?: function)?)? (?:with respect to|w\.?r\.?t\.?|by|for)(?: the)?(?: \w+){{0,2}}\W*"
    r"|\W*(?:损失函?数?)?对\W*"
)
"""Words before a formula by which a value behind it is one of the derivative by that formula."""
_OF = re.compile(r"(?:\b(?:of|on|by|for|to|in|with|from|and|over|t\.?)|[对的与和在])\W*$")
_FORMULA = re.compile(r"⟦[^•⟧]*⟧")
_REST = re.compile(
    rf"[\s,，(（]*(?:(?:in|for|when|if|with) )?(?:{OTHERWISE.pattern})(?=[\s$]*(?:$|[.;,。，；)）|]|\n))", re.IGNORECASE
)
_QUANTIFIED = re.compile(
    r"\b(for|if|when|whenever) (?:any|every|each|all)(?: (?:other )?(?:words?|vectors?|index|indices))? (?=⟦•⟧)|(对)(?:任意|所有|每个|任何)的?(?=⟦•⟧)",
    re.IGNORECASE,
)
_NEXT = re.compile(r"(?P<lead>[^⟦]*⟦•⟧[^⟦]*)⟦(?:…|0)⟧")


def subject(before: str, behind: str, follows: bool = False, anew: bool = False) -> str:
    """What a formula beside a condition is said to be a value of, by the words around it; "" where they do not say that it is one.

    "answer": of what is asked for; "by": of the derivative by the formula before it; "symbol": of the formula before it; "last": of what the
    last formula is a value of, where that is one (`follows`). `anew`: the last formula is a display, behind which a sentence begins.
    """
    if not _CLAUSE_ENDS.match(behind):
        return ""
    sentence = SENTENCE.split(before)[-1]
    *ahead, last = _FORMULA.split(OTHERWISE.sub(" ", CASE.sub(" ", sentence)))
    ahead, words = [] if anew else ahead, plain(last)
    if follows and _SAID.fullmatch(words):
        return "last"
    if not ahead:
        return "answer" if _SAID.fullmatch(words) else ""
    if _EXCEPTION.fullmatch(words):
        return "answer"
    if not _IS.fullmatch(words):
        return ""
    lead = plain(ahead[-1])
    return "by" if _BY.fullmatch(lead) and len(ahead) == 1 else "symbol" if not _OF.search(lead) else ""


def closes(behind: str) -> bool:
    """Whether the words behind a formula say that it is the value for all the rest: "…, and $B$ otherwise."

    >>> closes(" otherwise."), closes(" in all other cases"), closes(", otherwise ⟦…⟧"), closes(". Otherwise, ⟦…⟧")
    (True, True, False, False)
    """
    return bool(_REST.match(behind))


def without_rest(behind: str) -> str:
    """The words behind a formula without those that say that it is the value for all the rest."""
    return _REST.sub(" ", behind, count=1)


def without_next_case(behind: str) -> str:
    """The words behind a formula without those that only lead to the value of a case.

    >>> without_next_case(". When ⟦•⟧ it is ⟦…⟧."), without_next_case(" is wrong when ⟦•⟧, it is ⟦…⟧.")
    ('. .', ' is wrong when ⟦•⟧, it is ⟦…⟧.')
    """
    found = _NEXT.match(behind)
    if found is None:
        return behind
    *kept, last = SENTENCE.split(found["lead"])
    led = _SAID.fullmatch(plain(CASE.sub(" ", last)))
    return f"{' '.join(kept)} {behind[found.end() :].lstrip()}" if led else behind


_EXCEPTED = Phrases("anywhere", f"({EXCEPT}|除)~C~[[之|以]外]")
"""Words by which a sentence speaks of all cases but one: "Except at $w = o$, …"."""


def without_exception(before: str) -> str:
    """The words before a formula without those that except the condition that was read.

    >>> without_exception("Except at ⟦•⟧, we have "), without_exception("Except for a sign, ")
    (' , we have ', 'Except for a sign, ')
    """
    return _EXCEPTED.without(before)


def without_quantifier(before: str) -> str:
    """The words before a formula without what stands between "for" and a condition that was read: "for any w ≠ c" is "for w ≠ c"."""
    return _QUANTIFIED.sub(lambda found: f"{found[1] or found[2]} ", before)
