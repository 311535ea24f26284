r"""Clauses that cannot change a claim beside them, whatever their content words: reasons, steps, descriptions, what depends on what.

What may change a claim is a closed world, and `dangers` is its table: denial, doubt, hearsay, another loss, factors and signs. Content words
are an open one. So a clause passes if its frame is one of mathematics (what it begins with, or what its subject is) and no danger stands in
it; a clause with another subject, "my bicycle", "opinions", passes only where all its words are known.

>>> odd_clause("since differentiation is linear") is None, odd_clause("since my bicycle is linear")
(True, 'since my bicycle is linear')
>>> odd_clause("only the first term contains ⟦1⟧") is None, odd_clause("only the first term was kept")
(True, 'only')
"""

import re
from collections.abc import Callable

from derive.reading.dangers import (
    ABOUT_THE_ANSWER,
    AGAINST_IT,
    ALARMS,
    ANSWERS,
    ANYTHING,
    ASSIGNED,
    DANGERS,
    EXCLUDING,
    FACTORS,
    INERT,
    INTERPRETING,
    MATHEMATICS,
    ORDERS,
    PREDICATES,
    RELATIONS,
    RULES,
    SAID_OF,
    SETTING,
    STEPS,
    TOUCHED,
    ZH_ALARMS,
    ZH_DANGERS,
    ZH_FRAMES,
    ZH_INERT,
    ZH_ORDERS,
    ZH_RELATIONS,
)

MARK = r"⟦[^⟧]*⟧(?:'s)?"
SUBJECT = r"(?:we|i|one|you|let us|let's|us)"
_ADVERB = r"(?:(?:now|then|also|first|next|again|simply|just|can|could also|need to|want to|have to|must|may|will|shall|do|only have to|only need to|once|finally|easily|directly) ){0,4}"
_LINK = re.compile(
    r"(?:(?:so|hence|thus|therefore|then|now|and|also|first|firstly|second|next|finally|again|here|clearly|similarly|moreover|furthermore|of course|but|in fact|in particular|in other words|namely|i\.e\.?|that is|note|notice|observe|recall|remember|note that|notice that|observe that|recall that|remember that|we know that|we see that|it follows that|step|case|part|[a-h0-9]|[ivx]+)(?![a-z'-])|[\s.,;:!()\[\]{}*_#\d—–-]+)+"
)
_FINITE = re.compile(
    r"(?:since|because|as|whereas|while|noting that|knowing that|using that|given that|recalling that|due to the fact that|where|which|that|how|why|whose)(?![a-z'-])"
)
_PHRASE = re.compile(
    r"(?:by|using|via|through|applying|from|with(?! respect)|thanks to|due to|because of|in view of|in light of|recalling|noting|following|after|upon|by means of|based on|according to|straight from|directly from|together with|on both sides of)(?![a-z'-])"
)
_EXPLETIVE = re.compile(
    r"it (?:is|was|will be|becomes) (?:also |then |now )?(?:convenient|easy|easier|easiest|handy|useful|helpful|instructive|straightforward|simplest|best|enough|customary|natural) (?:here )?to(?![a-z])"
)
_COPULA = re.compile(
    r"(?<![\w-])(?:is|are|was|were|be|being|been|equals?|means?|denotes?|holds?|stores?|lists?|marks?|stands?|has|have|becomes?)(?![\w-])"
)
_BREAK = re.compile(
    r"(?<![\w-])(?:and|so|hence|thus|therefore|that|which|because|since|as|while|whereas|where|but|or|when)(?![\w-])|[,;:()]"
)
_PREPOSITION = re.compile(
    r"(?<![\w-])(?:of|in|on|over|for|with|from|by|to|at|that|which|under|into|between|among)(?![\w-])"
)
_WORD = re.compile(rf"{MARK}|\\?[A-Za-zα-ωΑ-Ω][A-Za-zα-ω0-9'_-]*")


def _one_of(*tables: str) -> re.Pattern[str]:
    """Words of tables, each a stem where it ends in *."""
    words = sorted({word for table in tables for word in table.split()}, key=len, reverse=True)
    inner = "|".join(re.escape(word).replace(r"\*", r"[a-z]*").replace("_", "[ -]") for word in words)
    return re.compile(rf"(?<![\w-])(?:{inner})(?![\w-])")


_ALARM, _DANGER, _ORDER, _FACTOR, _EXCLUDES, _RELATION, _PREDICATE, _DEPENDS, _RULE, _AGAINST = map(
    _one_of,
    (
        ALARMS,
        DANGERS,
        ORDERS,
        FACTORS,
        EXCLUDING,
        RELATIONS,
        f"{RELATIONS} {PREDICATES}",
        f"{RELATIONS} {TOUCHED}",
        RULES,
        AGAINST_IT,
    ),
)
_ASSIGNED, _ANSWER, _NOUN, _STEP, _SETS = map(_one_of, (ASSIGNED, ANSWERS, MATHEMATICS, STEPS, SETTING))
_NOUN = re.compile(rf"{_NOUN.pattern}|(?<![\w-])[a-z]{{3,}}(?:it(?:y|ies)|[st]ions?|ments?)(?![\w-])")
_INERT = re.compile("|".join(INERT))
_ABOUT = re.compile("|".join(ABOUT_THE_ANSWER))
_OPENS = _one_of(INTERPRETING)
_ZH_ALARM = re.compile(ZH_ALARMS.replace("\n", "|"))
_ZH_INERT, _ZH_DANGER = re.compile("|".join(ZH_INERT)), re.compile("|".join(ZH_DANGERS.split()))
_ZH_ORDER = re.compile(ZH_ORDERS)
_ZH_FRAME, _ZH_RELATION = re.compile("|".join(ZH_FRAMES.split())), re.compile("|".join(ZH_RELATIONS.split()))
Known = Callable[[str], bool]


def odd_clause(
    text: str,
    known: Known = lambda word: False,
    behind: bool = False,
    joined: bool = False,
    fitting: frozenset[str] = frozenset(),
) -> str | None:
    """The words of a clause that may change a claim beside it; None where none can.

    `known` tells whether a word is harmless by itself, which is not enough in a clause that is `joined` to the claim; `behind` one, a
    step or a factor changes it. `fitting`: words that are no danger here.
    """
    if re.search(r"[㐀-鿿]", text):
        return _odd_chinese(text, known, behind)
    hit = alarming(text, behind, fitting)
    if hit:
        return hit
    free = _free(text)
    return None if _framed(free, known, behind, not joined) else " ".join(free.split()[:5])


def composes(text: str, known: Known, fitting: frozenset[str] = frozenset()) -> str | None:
    """What a clause of harmless words says by their composition: a danger among them, or something new of what the assignment gives.

    `fitting`: words that are known to be right here.

    >>> composes("since the loss is the sum of the samples", lambda word: True)
    'since the loss is the'
    """
    if re.search(r"[㐀-鿿]", text):
        return None
    return alarming(text, fitting=fitting) or (None if _copulas(_free(text), known) else " ".join(text.split()[:5]))


def alarming(text: str, behind: bool = False, fitting: frozenset[str] = frozenset()) -> str | None:
    """The first word of a clause that can change a claim beside it; those that are `fitting` cannot here."""
    if re.search(r"[㐀-鿿]", text):
        said = _ZH_INERT.sub("", text)
        hit = _ZH_DANGER.search(_ZH_RELATION.sub("", said)) or (_ZH_ORDER.search(said) if behind else None)
        return hit[0] if hit else None
    free = _free(text)
    relation = _DEPENDS.search(free) is not None and not _ANSWER.search(_subject(free)[0])
    tables = [(_DANGER, " ".join(_INERT.sub(" ", text).split())), *([] if relation else [(_EXCLUDES, free)])]
    if behind and not re.match(rf"(?!wh)(?:{_FINITE.pattern}|{_PHRASE.pattern})", free):
        tables.append((_FACTOR, free))
    hits = (hit[0] for table, said in tables for hit in table.finditer(said))
    return next((each for each in hits if each not in fitting), None)


NARROWED = re.compile(
    r"(?<![\w-])(?:this|that|it|which|these|formula|equation|result|answer|expression)(?: \w+){0,2} (?:holds?|is (?:true|valid|right|correct|exact))(?: \w+)? (?:for|at|if|when|where|in|on|up|only)(?! (?:all|every|each|any|arbitrary)(?![a-z]))(?![a-z])"
    r"|⟦[^⟧]*⟧ (?:is|are|equals?) (?:\w+ )?(?:one of the|the (?:word|sample|label|index) ⟦)"
)
"""That the claim holds somewhere, or that a symbol is another one."""
ZEROED = re.compile(
    r"(?<![\w-])(?:gradients?|derivatives?|slopes?|it|they|these|everything|the (?:rest|others?))(?: (?:for|of) (?!the (?:first|second|other|last) term)[^,.;]*?)?"
    r" (?:(?:is|are|becomes?|equals?|stays?)(?: (?:just|simply|identically|all|exactly|then))* (?:zero|0|nothing)|vanish(?:es)?)(?![\w-])(?!,? (?:when|if|where|iff|for ⟦|at))"
)
"""That the claim, or another case of it, is zero: no condition is given that could be held against it."""


def speaks_against(
    sentence: str, known: Known, behind: bool = False, beside: bool = True, fitting: frozenset[str] = frozenset()
) -> str | None:
    """The word of a sentence near a displayed formula that speaks against it, where other things may be said there too.

    What says so of anything counts unless the sentence is one of mathematics; any danger does where it is about the formula, or short and
    `beside` it.
    """
    if re.search(r"[㐀-鿿]", sentence):
        said = _ZH_INERT.sub("", sentence)
        hit = _ZH_ALARM.search(said) or (_ZH_ORDER.search(said) if behind else None)
        return hit[0] if hit else None
    free = _free(sentence)
    order = (_ORDER.match(free) if behind else None) or _AGAINST.search(free)
    if order:
        return order[0]
    if beside and len(free.split()) <= BRIEF:
        return alarming(sentence, fitting=fitting)
    if _CLAIM.match(free) and not _ABOUT.match(free):
        labelled = re.match(rf"\W*(?:the )?{_ANSWER.pattern}\W*:", free)
        return alarming(free if labelled else _BREAK.split(free)[0])
    hit = _ALARM.search(free)
    return hit[0] if hit and not _framed(free, known, False) else None


BRIEF = 10
"""A sentence of so many words is read like one beside a formula in the line."""
_CLAIM = re.compile(
    rf"(?:(?:the|my|our|this|that|these|your) )?(?:(?!of)\w+ )?{_ANSWER.pattern}(?! (?:of|for|with|on|in|from|by) (?:the )?(?:first|second|last|other|each|every|this|a))"
)
"""How a sentence begins that is about the claim."""


def withdrawing(sentence: str) -> str | None:
    """The word of a sentence that takes something back, whatever the sentence is about."""
    table = _ZH_ALARM if re.search(r"[㐀-鿿]", sentence) else _ALARM
    hit = table.search(_ZH_INERT.sub("", _INERT.sub(" ", sentence))) or _EXCEPTED.search(sentence)
    return hit[0] if hit else None


_EXCEPTED = re.compile(r"(?<![\w-])(?:except|unless|apart from|excluding|aside from)(?![\w-])|除非|除了")


def without_opening(text: str) -> str:
    """A clause without the words at its beginning that only say how it is meant: "on each side of the origin"."""
    found = _OPENS.match(text)
    return text[found.end() :] if found else text


def _free(text: str) -> str:
    """A clause without set phrases, and without the links that it begins with."""
    said = " ".join(_INERT.sub(" ", text).split())
    return _LINK.sub("", said, count=1) if _LINK.match(said) else said


OPEN_END = re.compile(
    rf"(?<![\w-])(?:{_COPULA.pattern}|{_PREPOSITION.pattern}|the|an?|than|minus|plus|times|gives?|yields?|its|not)\W*$"
)
"""How a clause ends that goes on in the formula behind it."""


def _framed(text: str, known: Known, behind: bool, alone: bool = True) -> bool:
    """Whether a clause is of a kind in which every content word may stand; `alone`, it may also consist of harmless ones."""
    text = _LINK.sub("", text, count=1) if _LINK.match(text) else text
    if not text.strip() or (alone and _all_known(text, known)):
        return True
    if _ABOUT.match(text):
        return True
    finite, phrase, opening = _FINITE.match(text), _PHRASE.match(text), _EXPLETIVE.match(text) or _OPENS.match(text)
    if opening or finite:
        return _framed(text[(opening or finite).end() :].strip(" ,"), known, behind and not finite)  # type: ignore[union-attr]
    if phrase:
        return _thing(text[phrase.end() :].strip(), known, behind)
    step = _step(text)
    if step:
        return not behind and _done(step[0], text[step.end() :], known) and _copulas(text, known)
    subject, verb = _subject(text)
    head = _head(subject)
    if re.match(r"[a-z]+ing(?![\w-])", text) and not _NOUN.match(text):
        return False  # something is done that is no step of a derivation
    if not verb:
        return bool(_RULE.fullmatch(head))
    if _ANSWER.search(_OF_ANOTHER.sub(" ", subject)):
        return False
    if _ASSIGNED.fullmatch(head) or head.startswith("⟦"):
        named = _all_known(_ASSIGNED.sub(" ", _NOUN.sub(" ", subject)), known)
        return bool(_RELATION.match(verb)) or (named and bool(_COPULA.match(verb)) and _copulas(text, known))
    return bool(_NOUN.fullmatch(head)) and _copulas(text, known)


def _step(text: str) -> re.Match[str] | None:
    return re.match(rf"(?:{SUBJECT} {_ADVERB})?(?:{_STEP.pattern})", text)


def _done(verb: str, rest: str, known: Known) -> bool:
    """Whether a step leaves what the assignment gives as it is: it may be differentiated, not divided, read or taken as something."""
    if not _SETS.search(verb):
        return True
    what = _PREPOSITION.split(_BREAK.split(rest)[0])[0].strip()
    head = _head(what)
    given = head.startswith("⟦") or _ASSIGNED.fullmatch(head) or re.fullmatch(r"\w", what)
    return (
        _all_known(rest, known)
        if given
        else not re.search(r"(?<![\w-])as(?![\w-])", rest) or bool(_NOUN.fullmatch(head))
    )


def names_a_rule(text: str) -> bool:
    """Whether a clause names the rule, or the work, by which something follows, and says no more: "after a little algebra"."""
    text = _LINK.sub("", text, count=1) if _LINK.match(text) else text
    phrase = _PHRASE.match(text)
    return phrase is not None and not _subject(text)[1] and bool(_NOUN.fullmatch(_head(text[phrase.end() :])))


_OF_ANOTHER = re.compile(r"\b(?:its|their|whose|the (?:inner|outer)) derivatives?\b|\bderivatives? of (?!the loss|⟦)")
"""A derivative that is not the one asked for."""


def _thing(text: str, known: Known, behind: bool = False) -> bool:
    """Whether what a reason names is a rule, an identity or another notion of mathematics: "the log-derivative trick"."""
    further = re.search(rf"(?<=\S) (?={SUBJECT} )|(?<=⟧) (?=the |an? |its |every |each |all )", text)
    if further:
        return _thing(text[: further.start()], known) and _framed(text[further.end() :], known, behind)
    step = _STEP.match(text)
    if step:
        return _done(step[0], text[step.end() :], known) and _copulas(text, known)
    head = _head(_BREAK.split(text)[0])
    return head.startswith("⟦") or (bool(_NOUN.fullmatch(head)) and _copulas(text, known))


def _copulas(text: str, known: Known) -> bool:
    """Whether nothing of the assignment is said to be something that is not known of it: "labels are uniform"."""
    for each in _COPULA.finditer(text):
        subject = _BREAK.split(text[: each.start()])[-1]
        given = _ASSIGNED.search(subject)
        if not (given or "⟦" in subject or _ANSWER.search(subject)):
            continue
        said = _PREDICATE.sub(" ", _BREAK.split(text[each.end() :])[0])
        fits = said_of(_head(subject)).__contains__ if given else known
        if not _all_known(said, fits):
            return False
    return True


def said_of(noun: str) -> frozenset[str]:
    """The words that may be said of a thing that the assignment gives."""
    own = (words for stem, words in SAID_OF.items() if re.match(stem, noun))
    return frozenset(f"{ANYTHING} {' '.join(own)}".split())


def _subject(text: str) -> tuple[str, str]:
    """What a clause speaks of, and the rest of it from its verb on: what follows a noun and is none; no rest where it has no verb."""
    seen = False
    for found in _WORD.finditer(text):
        word = found[0]
        noun = word.startswith("⟦") or bool(_NOUN.fullmatch(word) or _ASSIGNED.fullmatch(word))
        if _VERB.match(text, found.start()) or (seen and not noun and not _WITHIN.match(text, found.start())):
            return text[: found.start()].strip(), text[found.start() :]
        seen = seen or noun
    return text, ""


def _head(phrase: str) -> str:
    """The noun that a phrase is about: the last one known before what is said of it by a preposition."""
    phrase = re.sub(r"^(?:none|each|both|all|one|some|two|any|every one) of ", "", phrase)
    words = _WORD.findall(_PREPOSITION.split(phrase)[0])
    nouns = [word for word in words if word.startswith("⟦") or _NOUN.fullmatch(word) or _ASSIGNED.fullmatch(word)]
    return (nouns[-2] if len(nouns) > 1 and nouns[-1].startswith("⟦") else nouns[-1]) if nouns else ""


_VERB = re.compile(rf"{_RELATION.pattern}|{_COPULA.pattern}")
_WITHIN = re.compile(
    rf"{_PREPOSITION.pattern}|(?:the|an?|its|our|their|each|every|all|only|and|alone|one|two|three|four|both|other|own|or)(?![\w-])"
)
"""What may stand within the subject of a clause."""


def _all_known(text: str, known: Known) -> bool:
    return all(word.startswith("⟦") or known(word.strip("'-")) for word in _WORD.findall(text))


def _odd_chinese(text: str, known: Known, behind: bool) -> str | None:
    said = re.sub(r"^[\W\d_a-z]+", "", _ZH_INERT.sub("", text))
    return alarming(text, behind) or (None if not said or _ZH_FRAME.match(said) else said[:12])
