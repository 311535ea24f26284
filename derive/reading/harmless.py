r"""A GRAMMAR of the words around a claim that say nothing against it, in English and Chinese. What it does not understand is told.

A clause is read from left to right in chunks: a connective, a reason ("by the chain rule"), a step ("differentiating the loss"), an
announcement ("we get"), the name of the answer ("the gradient with respect to ⟦v_c⟧ is"), whom it holds for ("for every word").
In a reason, a step or a sentence about something else every word of `words.HARMLESS` may stand; nowhere else may it.

>>> odd_lead("hence by the chain rule, the gradient with respect to ⟦1⟧ is") is None
True
>>> odd_lead("hence the sum of the gradients is")
'the sum of the'
"""

import re
from collections.abc import Callable

from derive.reading.clauses import (
    MARK,
    NARROWED,
    OPEN_END,
    SUBJECT,
    ZEROED,
    composes,
    names_a_rule,
    odd_clause,
    speaks_against,
)
from derive.reading.plain import unknown
from derive.reading.words import BESIDES, HARMLESS, NEUTRAL

_GAP = re.compile(r"[\s.,;:!()\[\]{}\"'`“”‘’「」（）《》、，；：。！·•*_#|~%&$\-–—■□∎✓✔✅\\^+=/0-9]+")
_WORD = re.compile(r"\\?[A-Za-z][A-Za-z'-]*")
_END = r"(?![a-z'-])"
_DET = r"(?:(?:the|a|an|our|my|your|this|that|its|their|all|both|these|those|each|every)\b ?)?"
_ADJ = r"(?:(?:final|full|whole|complete|entire|required|desired|resulting|corresponding|exact|closed-form|analytic(?:al)?|overall|vectori[sz]ed|simplified|same|general|following|requested|wanted|naive|naive-softmax|softmax|loss|own|(?:two|three)(?= (?:partial |required |wanted )?(?:gradients|derivatives|answers|results|expressions|formulas|partials))) ){0,6}"
_GRADIENT = r"(?:(?:partial )?derivatives?|gradients?|partials?|jacobian)"
_ANSWER = rf"(?:{_GRADIENT}|answers?|results?|solutions?|expressions?|formulas?|formulae|values?|final forms?|slopes?)"
_KIND = r"(?:(?:center|centre|outside|context|input|output|true|correct|negative|sampled|embedding|word|parameter|model|other|weight|predicted|observed|k-th|s-th|single|hidden|recurrent|weight|quadratic|linear) ){0,6}"
_THING = rf"(?:{MARK}|[a-z]_[a-z0-9]|(?:(?:the|a|an|our|each|every|any|all|this|that|some|its) ){{0,4}}{_KIND}(?:vectors?|words?|matrix|matrices|embeddings?|samples?|parameters?|variables?|inputs?|arguments?|bias(?:es)?|weights?|forms?)(?: (?:of )?(?:the )?(?:class |word |layer |sample )?{MARK})?)"
_LOSS = rf"(?:{MARK}|(?:(?:the|our|this|a) )?(?:(?:naive|naive-softmax|softmax|cross-entropy|entropy|skip-gram|negative-sampling|whole|leaky|logistic|single|window|word|given|full) ){{0,5}}(?:loss|cost|objective|sigmoid|relu|activation|function)(?: function)?(?: {MARK})?)"
NAME = rf"{_DET}{_ADJ}{_ANSWER}(?: (?:here|itself|then|now|again))?(?:,? (?:of|for) (?:{_LOSS}))?(?:,? (?:with respect to|w\.?r\.?t\.?|wrt|by|for|in|to) (?:{_THING}))?(?:,? (?:and|,) {_THING}){{0,4}}"
"""The name of an answer: "the gradient of the loss with respect to the centre vector"."""
_ADVERB = r"(?:(?:now|then|also|finally|therefore|thus|hence|immediately|directly|easily|quickly|simply|just|clearly|obviously|again|here|once|can|must|will|shall|do|does|need to|want to|have to|indeed|simply|similarly|likewise|first|next|together|already) ){0,6}"
_IS = rf"(?:would |should )?{_ADVERB}(?:is|are|equals?|becomes?|reads?|has|was|be)(?: (?:then|now|simply|just|therefore|thus|again|hence|exactly|precisely|equal to|given by|as follows|the following|written as|expressed as|found to be|seen to be|the same as|of the form|as|clearly|indeed|also|that|easily seen to be)){{0,6}}"
_GIVES = rf"{_ADVERB}(?:appears?|gives?|yields?|leads? to|results? in|implies|imply|shows?|produces?|turns? out to be|works? out to be|comes? out as|comes? out to be|takes? the form|has the form|boils? down to|amounts? to|simplif(?:y|ies)(?: down)? to|reduces? to|collapses? to|evaluates? to|follows?|is given by|can be (?:re)?written(?: (?:compactly|more compactly|neatly|concisely|succinctly))? as|can be expressed as|means)(?: (?:us|that|the following|directly|immediately|at once|from|easily|then)){{0,6}}"
_PRONOUN = r"(?:it|the following|this|that|which|these|they|everything|all (?:of )?this|the two|both|what (?:we (?:want|need|get|have)|remains|is left|comes out)|the rest)"
_RULES = r"(?:(?:chain|product|quotient|power|sum|log|logarithm|leibniz|sigmoid|softmax|vector|matrix|multivariate|multivariable|elementary|simple|direct|basic|standard|same|previous|earlier|above|first|second|third|last|next|left|right|inner|outer|numerator|denominator|both|two|cross-entropy|d-dimensional|negative-sampling|naive|logistic|function|identity|definition|loss|log-sum-exp|expansion|linearity|symmetry|differentiation|substitution|simplification|rearrangement|cancellation|algebra|calculus|computation|calculation|derivation|argument|reasoning|step|steps|rule|rules|part|parts|equation|equations|formula|result|results|lemma|theorem|fact|term|terms|side|sides|hand)\b[ ,-]?){1,8}"
_FINDS = r"(?:get|gets|have|has|obtain|obtains|find|finds|see|sees|arrive at|arrives at|reach|conclude|concludes|write|compute|calculate|derive|know|show|express|end up with|are left with|deduce|infer|come to|claim|propose|state|read|reach|finish with|proved|have shown|have found|have computed|have derived|have seen|found|showed|derived|computed|obtained|got|saw|had)"
_TAKES = r"(?:note|notice|observe|recall|differentiate|use|used|apply|applied|start with|start from|begin with|proceed|do|put|work|check|verify|need|want|take|collect|combine|expand|simplify|substitute|plug|insert|rewrite|look at|rearrange|factor|separate|split|consider|set|define|denote|let|recognise|recognize|am asked for|are asked for|make|go|keep|continue|know that|see that|have that)"
_SCOPE = rf"(?:for|over|at)? ?(?:all|every|each|any|arbitrary)(?: possible| single| given| other| the other)? (?:of the )?(?:the )?(?:{MARK}|(?:outside |context |output |negative |sampled )?(?:words?|vectors?|ind(?:ex|ices)|columns?|rows?|entr(?:y|ies)|components?|samples?|choices? of {MARK}|values? of {MARK}|cases?|[a-z]))(?: (?:in|of|from|among) (?:the |our )?(?:vocabulary|vocab|vocabulary matrix|sample|samples|negative samples|(?:{MARK} )?(?:negative )?samples|{MARK}))?(?: other than (?:0|zero))?"
_CONNECTIVE = (
    "so|hence|thus|therefore|then|now|finally|and|also|next|first|firstly|second|secondly|third|thirdly|last|lastly|again|similarly|likewise|analogously|accordingly|consequently|clearly|obviously"
    "|of course|as a result|as a consequence|in consequence|in summary|in short|in total|in all|altogether|overall|all in all|in the end|to conclude|to sum up|in conclusion|summary|in particular|in general"
    "|in the same way|in the same manner|in the same fashion|by the same token|in other words|that is|i\\.e\\.?|ie|namely|viz\\.?|equivalently|or equivalently|that means|it follows|it follows that|it follows then that|from which|from this|from here|from the above"
    "|with this|with that|with these|with this in mind|with that in mind|this time|just this time|logically|as follows|the following|following|here|where|note that|notice that|note|recall that|recall|remember that|remember|observe that|observe|we know that"
    "|step by step|in detail|in full|in short|explicitly|more explicitly|concretely|formally|more precisely|directly|immediately|by hand|as usual|as always|well|okay|ok|right|let|because|since|as|but|while|or|be|please see below|see below|below"
    "|solution|solutions|answer|answers|ans|sol|soln|proof|claim|proposition|theorem|lemma|corollary|together|result|final answer|final result|my answer|our answer|the answer|derivation|gradient|derivative|explanation|computation|calculation|short answer|final|conclusion|part|question|problem|exercise|ex|eq|eqn|equation|step|case|q|task|section|ad|re|bonus|hw|homework|assignment|written"
    "|for the record|for completeness|for convenience|for clarity|for reference|for this part|in this part|in this case|in that case|in our case|in either case|in both cases|in matrix form|in vector form|in matrix notation|in vector notation|in vectori[sz]ed form|in closed form|in compact form|in matrix-vector form|in column form|in components?|component-?wise|element-?wise|entry-?wise|elementwise|more compactly|compactly|or more compactly|in terms of MARK|in the notation of the (?:handout|assignment|course)|written out|rewritten|vectori[sz]ed|step (?:one|two|three|four)|as (?:required|desired|wanted|claimed|expected|asked|needed|stated|shown|before|above|usual|promised|in the lectures?|in class|in part)|and we are done|we are done|done|qed|q\\.e\\.d\\.?|which (?:completes|finishes|concludes|ends) the (?:proof|derivation|calculation|computation)|which was to be shown|this (?:completes|finishes|concludes|ends) the (?:proof|derivation|calculation|computation)|as was to be (?:shown|proved|proven)"
    "|points?|pts?|marks?|total|too|respectively|each|either|otherwise|true|indeed|either way"
).replace("MARK", MARK)
_REASON = r"(?:by|using|use|uses|used|via|through|applying|apply|from|thanks to|due to|because of|because|since|as|recalling|noting|knowing|given (?:that|by|in)|according to|based on|see|cf\.?|compare|following|after|once|when we|upon|on|in order to|where we have used|where i have used|where we used|where i used|where we use|where i use|using that)"
_STEP = r"(?:differentiat(?:e|es|ed|ing|ion)|deriv(?:e|es|ed|ing)|comput(?:e|es|ed|ing)|calculat(?:e|es|ed|ing)|expand(?:s|ed|ing)?|simplif(?:y|ied|ying)|substitut(?:e|es|ed|ing)|plug(?:s|ged|ging)?|insert(?:s|ed|ing)?|put(?:s|ting)?|pull(?:s|ed|ing)?|bring(?:s|ing)?|collect(?:s|ed|ing)?|combin(?:e|es|ed|ing)|rearrang(?:e|es|ed|ing)|rewrit(?:e|es|ing|ten)|writ(?:e|es|ing|ten)|group(?:s|ed|ing)?|factor(?:ed|ing)|factor(?= out| the)|tak(?:e|es|en|ing)|start(?:s|ed|ing)?|begin(?:s|ning)?|consider(?:s|ed|ing)?|recogni[sz](?:e|es|ed|ing)|look(?:s|ed|ing)?|work(?:s|ed|ing)?|do(?:es|ing)?|continu(?:e|es|ed|ing)|let|do|denot(?:e|es|ed|ing)|define)"
_ASK = rf"{_DET}{_ADJ}{_ANSWER}(?: (?:of|for) {_LOSS})?(?: (?:with respect to|w\.?r\.?t\.?|wrt|by|for|in) {_THING})?"
_PART = rf"(?:(?:the |each |every )?(?:rows?|columns?|entr(?:y|ies)|components?) of )?{MARK} {_ADVERB}(?:is|are|be|being|denotes?|means|stands? for|represents?|holds?|contains?|has|have|counts?)"


def _pattern(*parts: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{each}){_END}" for each in parts))


_OPENS = _pattern(
    _REASON,
    rf"(?:{SUBJECT} {_ADVERB})?{_STEP}",
    rf"{SUBJECT} {_ADVERB}{_TAKES}",
    rf"(?:where|with|here|let|and|in which|since|as|because|if)? ?{_PART}",
    r"where [a-z](?![a-z])|both",
)
"""What begins a reason, a step or the description of a symbol, in which every harmless word may stand."""
_FINDING = _pattern(
    rf"{SUBJECT} {_ADVERB}{_FINDS}(?: (?:that|as|out|down|up|the following|as follows|here|now)){{0,4}}",
    rf"and {_FINDS}(?: (?:that|as|out|the following))?",
    rf"{_PRONOUN} {_GIVES}",
    rf"(?:the )?{_RULES}(?:{_GIVES}|has)",
    r"(?:therefore|so|thus|hence) we (?:can|may) (?:ignore|drop|disregard|omit|neglect) the (?:other |constant )?(?:terms?|summation|sum)(?: on the (?:left|right))?",
    _GIVES,
)
"""What announces a value: the words behind it are about that."""
_OTHERS = _pattern(
    rf"{NAME} {_IS}",
    rf"{_PRONOUN} {_IS}",
    rf"{NAME} {_GIVES}",
    _SCOPE,
    rf"(?:by|for) {_THING}|{_THING}(?=[.:])|(?:the )?(?:naive[ -]softmax|softmax|cross-entropy)(?: loss)?(?=\W*$|[.:])",
    rf"(?:(?:with )?respect to|w\.?r\.?t\.?|wrt) {_THING}",
    rf"(?:(?:of|with|has|in) )?(?:the )?same (?:shape|size|dimensions?) (?:as|with) {_THING}",
    rf"(?:for|of|by|in|from|to|on|at) {MARK}(?=\W*$|\W*[,:;])",
    r"(?<![a-z])(?:[a-z]|[ivx]{1,4})(?:\.[0-9a-z]{1,3})?(?=[).:])",
    rf"(?:and )?with(?: it)?(?= {MARK}|\W*$)",
    rf"(?:(?:which|this|that|it) is |is )?(?:an?|the) (?:{MARK} ?[- ]?)?(?:d-dimensional |dimensional |column |real )*(?:vectors?|matrix|scalar|number|function)(?: (?:in|of (?:shape|size|length|dimensions?|\w+)) {MARK})?",
    rf"(?:dropping|omitting|ignoring|leaving out) (?:the |all )?(?:other |constant )?terms (?:that|which) contains? (?:on )?{MARK}",
    r"(?:(?:which|this|that|it) )?(?:is|are) (?:right|correct|true|fine|exact|done|known)",
    _ASK,
    _CONNECTIVE,
    r"[a-z](?![a-z_'-])",
)
_MARK = re.compile(MARK)
_HAN = re.compile(r"[㐀-鿿]+")
_HANGUL = re.compile(r"[가-힯]+")


def _bag(text: str, at: int, fits: Callable[[str], bool]) -> int:
    """Where the word at this place ends, if it is harmless in a reason."""
    found = _WORD.match(text, at)
    return found.end() if found and fits(found[0]) else at


def _known(fitting: frozenset[str]) -> Callable[[str], bool]:
    def fits(word: str) -> bool:
        word = word.strip("'-")
        return (
            word.startswith("\\")
            or len(word) < 2
            or any(each in HARMLESS or each in NEUTRAL or each in fitting for each in (word, word.removesuffix("s")))
        )

    return fits


def odd_lead(text: str, fitting: frozenset[str] = frozenset(), apart: bool = True, behind: bool = False) -> str | None:
    """The first words of a clause beside a claim that are not understood; None where all are.

    `apart`: a comma or a colon stands between; without one the clause must lead to the claim by its last words.
    """
    odd = _scan(text, fitting)
    apart = apart or names_a_rule(text)
    if (
        odd
        and apart
        and not _ANNOUNCED.search(text)
        and not OPEN_END.search(text)
        and odd_clause(text, _harmless(fitting), behind, True, fitting) is None
    ):
        odd = None
    if odd and (behind or not _concludes(text, fitting)):
        return odd
    return _subject(text) or (None if odd else composes(text, _harmless(fitting), fitting))


_ANNOUNCED = re.compile(rf"(?<![a-z'-])(?:{SUBJECT} {_ADVERB}|(?:and|to|then) ){_FINDS}(?! to(?![a-z]))(?![a-z'-])")
_CONCLUSION = re.compile(
    rf"(?:(?:and|so|hence|thus|therefore|then|finally),? )*(?:(?:{SUBJECT} {_ADVERB}|and ){_FINDS}|{_FINDING.pattern}|(?:{NAME}|{_PRONOUN}) (?:{_IS}|{_GIVES})|(?:and|so|hence|thus|therefore|then|namely|i\.e\.?|that is))(?![a-z'-])"
)
"""How the words begin that lead to a claim."""


def _concludes(text: str, fitting: frozenset[str]) -> bool:
    """Whether a clause is a harmless one that ends in words that lead to the claim: "differentiating each piece separately we find"."""
    known = _harmless(fitting)
    for word in re.finditer(r"(?<!\S)\S", text):
        at = word.start()
        if _CONCLUSION.match(text, at) and _scan(text[at:], fitting) is None:
            told = text[:at] if at else text
            return None in (odd_clause(told, known, False, True), odd_clause(text, known, False, True))
    return False


def _harmless(fitting: frozenset[str]) -> Callable[[str], bool]:
    return _known(fitting | BESIDES)


def long_lead(text: str, fitting: frozenset[str] = frozenset()) -> str | None:
    """The same above a displayed formula, where a long clause need only end in harmless words and may not say what the formula is."""
    odd = odd_lead(text, fitting)
    words = text.split()
    if odd is None or _COPULA.search(text):
        return odd
    other = QUANTITIES & set(words)
    title = not re.search(r"[:：]\W*$", text) and not other
    told = not other and len(words) > 4 and odd_clause(text, _harmless(fitting), fitting=fitting) is None
    shown = words[-4:] if len(words) >= LONG else words if title or told else []
    return None if shown and _bag_knows(" ".join(shown), fitting) else odd


QUANTITIES = frozenset(
    ["sum", "sums", "expected", "expectation", "total", "error", "residual", "output", "score", "scores"]
)
"""Words that make another quantity of a gradient, and do not stand in a title above one."""
LONG = 8
"""A clause of so many words above a displayed formula tells what is done, and does not name it."""


def _scan(text: str, fitting: frozenset[str]) -> str | None:
    fits = _known(fitting)
    at, free = 0, False
    while at < len(text):
        gap = _GAP.match(text, at) or _MARK.match(text, at)
        if gap:
            free = free and not re.search(r"[,;:.!，；：。！]", gap[0])
            at = gap.end()
            continue
        run = _HAN.match(text, at) or _HANGUL.match(text, at)
        if run:
            odd = unknown(run[0], fitting=fitting)
            if odd:
                return odd
            at = run.end()
            continue
        opens, finds, other = (each.match(text, at) for each in (_OPENS, _FINDING, _OTHERS))
        longest = max((found.end() for found in (opens, finds, other) if found), default=at)
        if longest > at and not (free and fits(text[at:longest])):
            free = bool(opens and opens.end() == longest) or (free and not (finds and finds.end() == longest))
            at = longest
            continue
        end = _bag(text, at, fits) if free else at
        if end == at:
            return " ".join(re.findall(r"\S+", text[at:])[:4])
        at = end
    return None


_LAST = re.compile(rf"(?:^|(?P<ahead>[a-z'-]+)? ?)(?P<name>{NAME}|{_PRONOUN}|{MARK}) {_IS}\W*$")
_COPULA = re.compile(r"(?:\bis|\bare|\bequals?|\bbecomes?|\bwas)[^\w⟦]*$")
_PREPOSITIONS = frozenset(["of", "in", "on", "from", "to", "with", "without", "than", "times", "minus", "plus", "over"])


def _subject(text: str) -> str | None:
    """What is said to be the claim, where that is no name of an answer: "the chain rule says that the sum of the gradients is"."""
    if not _COPULA.search(text):
        return None
    found = _LAST.search(text)
    return None if found and found["ahead"] not in _PREPOSITIONS else " ".join(text.split()[-5:])


_ABOUT_IT = re.compile(
    rf"(?:it|its|this|that|these|those|above|everything|(?:the|my|our|your|its) (?:[a-z-]+ )?(?:above|{_ANSWER}|signs?|minus|factor|coefficient|order|{MARK})){_END}"
)
"""How a sentence begins that is about the claim beside it."""
_ABOUT_IT_ZH = re.compile(r"[这它该此其上]|以上|答案|结果|负?号|符号|正确")
_OPENING = re.compile(
    rf"(?:{MARK}|the|an?|each|every|all|our|in|for|since|because|as|when|if|while|although|to|of|here|there|we|i|you|one|only|both|by|with|after|what|how|why|which|note|recall|remember|intuitively){_END}"
)
"""How a sentence begins that is about something else."""
_READ_AS = re.compile(
    rf"(?:it|this|that|which|the (?:gradient|derivative|result|expression|formula|answer)) (?:(?:can|could|may|might) (?:also )?be (?:interpreted|read|seen|understood|viewed|thought of) as|(?:is|are) (?:much |far |also |more )*(?:cheap(?:er)?|efficient|faster|easier|useful|simpler|intuitive)|makes sense|(?:pushes|pulls|moves|says|tells|points)){_END}|(?:noticing|notice|note) that (?:it|this) is (?:with )?respect to{_END}"
    rf"|(?:the )?(?:first|second|last|other|left|right|remaining)? ?(?:terms?|sums?|parts?|factors?|summands?) contains?{_END}"
    rf"|only (?:one|two|three|{MARK}) (?:of (?:the|its) )?(?:terms?|summands?|words?) (?:remains?|survives?|stays?|(?:is|are) (?:left|looked at|used|needed|touched|read|updated|involved)){_END}"
    rf"|the (?:minus|negative)(?: sign)? (?:comes|stems|arises|is) from{_END}|(?:this|that|the) (?:last|first|second|latter|former) (?:gradient|derivative|one){_END}|.* in the (?:slides|notes|lectures?|book|textbook|handout)\W*$"
    rf"|(?:by |when |after )?(?:subtracting|in (?:the|our) (?:gradient descent|update)|a (?:gradient )?step)"
)
"""A sentence that says what the claim means, or is good for."""


_ALONE = re.compile(rf"\W*{MARK} is (?:wrong|false|incorrect|not right)\W*|\W*{_THING}\W*")
"""What is said of another formula; a title that names a variable."""


def odd_sentence(
    text: str, fitting: frozenset[str] = frozenset(), strict: bool = False, behind: bool = False
) -> str | None:
    """The words of a sentence beside a claim that are not understood; one about something else is free, unless `strict`.

    >>> odd_sentence("this sum runs over all words") is None, odd_sentence("only two of its terms remain") is None
    (True, True)
    >>> odd_sentence("this misses one of the terms")
    'this misses one of'
    """
    told = NARROWED.search(text) or (ZEROED.search(text) if behind else None)
    if told:
        return told[0]
    odd = _scan(text, fitting)
    if _ALONE.fullmatch(text):
        return None
    if odd is None or _bag_knows(text, fitting):
        return composes(text, _harmless(fitting), fitting)
    if odd_clause(text, _harmless(fitting), behind, fitting=fitting) is None:
        return None
    rest = _behind_links(text)
    if _READ_AS.match(rest):
        return None
    if strict or _ABOUT_IT.match(rest):
        return odd
    if _HAN.match(rest) or _HANGUL.match(rest):
        return odd if _ABOUT_IT_ZH.match(rest) else None
    first = _WORD.match(rest)
    known = first and _known(fitting)(first[0]) and not re.match(_STEP, first[0])
    return None if _OPENING.match(rest) or known else odd


_LINKS = re.compile(rf"(?:(?:{_CONNECTIVE}){_END}|{_GAP.pattern}|{MARK})+")


def _behind_links(text: str) -> str:
    """A sentence without the connectives, labels and formulas that it begins with."""
    found = _LINKS.match(text)
    return text[found.end() :] if found else text


def against(sentence: str, fitting: frozenset[str], behind: bool = False, beside: bool = True) -> str | None:
    """What a sentence near a displayed formula says against it."""
    return speaks_against(sentence, _harmless(fitting), behind, beside, fitting)


def is_about(text: str) -> bool:
    """Whether a sentence begins with words for the claim beside it: this, the answer, the sign."""
    return bool(_ABOUT_IT.match(_behind_links(text)))


def _bag_knows(text: str, fitting: frozenset[str]) -> bool:
    """Whether every word of a sentence is harmless by itself."""
    return unknown(text, fitting=fitting | BESIDES) is None
