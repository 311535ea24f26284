"""Words without their markup, and the first of them that is not known to be harmless beside a claim."""

import re
from functools import lru_cache

from derive.reading.phrases import CASE, REASON, SET_PHRASES
from derive.reading.words import CONDITIONAL_WORDS, HAN_OF_CASES, HAN_WORDS, HANGUL_WORDS, HARMLESS, NEUTRAL

_MARKUP = re.compile(
    r"\\(?:eq|auto|c)?ref\s*\{[^{}]*\}|\\(?:text)?color\s*\{\s*(?:dark|light)?(?:red|green|blue|cyan|magenta|purple|orange|brown|teal|violet|black|gray|grey|navy|olive|maroon|pink)\s*\}|\\(?:begin|end)\s*\{[^{}]*\}(?:\[(?:[^\]]*[=\\][^\]]*|[!hHtbp]{1,5}|[a-z]?[.)]?)\])?|</?(?:b|i|em|strong|p|div|span|br|details|summary|u|center|h[1-6]|li|ul|ol|td|tr|th|table|blockquote)\s*/?>|\\(?:text\w*|emph|underline|mathrm|mbox)\s*\{([^{}]*)\}|\*+|\\(?:noindent|par|item|indent|newline|bigskip|medskip|smallskip|quad|qquad|hfill|centering|left|right)\b|\\\\|[~`{}]|\\[,;:! ]|&|^>+",
    re.MULTILINE,
)


_TITLED = re.compile(r"\\begin\s*\{[^{}]*\}\s*\[[^\]]*\btitle\s*=\s*\{?([^\],}]*)[^\]]*\]")
"""A box with a title."""


@lru_cache(maxsize=512)
def plain(text: str) -> str:
    """Words without their markup, lower case, one space between them."""
    text = _TITLED.sub(r" \1: ", text)
    return " ".join(_MARKUP.sub(lambda found: f" {found[1] or ''} ", text).replace("’", "'").lower().split())


_ENGLISH = re.compile(r"\\[A-Za-z]+|[A-Za-z][A-Za-z'-]*")

_HAN = re.compile(r"[\u3400-\u9fff]+")

_PLAIN_SIGNS = re.compile(
    r"[\sA-Za-z0-9\u3400-\u9fff\uac00-\ud7af.,;:!()\[\]{}\"'`*_#>|\\/&~$%=+<^⟦⟧…•·∎□■☐✓✔✅。，；：！（）「」『』“”‘’、《》—–-]|️"
)


def softened(text: str) -> str:
    """Words without their markup, the conditions that were read, set phrases; a reason that denies something is a "since"."""
    said = re.sub(r"\b(is|as) the (?:only|single)\b", r"\1 the", REASON.sub(" since ", plain(text)))
    said = _NOT_THERE.sub(" contains ", said)
    return plain(SET_PHRASES.sub(" ", CASE.sub(" ", said)))


def unknown(text: str, kind: str = "gradient", fitting: frozenset[str] = frozenset()) -> str | None:
    """The first word or sign of a text that is not known to say nothing about a claim.

    >>> unknown("so by the chain rule we have") is None
    True
    >>> unknown("up to normalisation")
    'up'
    """
    text = SET_PHRASES.sub(" ", _FORMULA_MARK.sub(" ", REASON.sub(" ", plain(CASE.sub(" ", text)))))
    dotted = _DOTTED.search(text)
    if dotted and dotted[0] not in ("i.e", "e.g", "w.r.t", "q.e.d", "o.w", "s.t", "i.i.d"):
        return dotted[0]
    odd = _TAG.search(text)
    if odd:
        return odd[0]
    sign = _PLAIN_SIGNS.sub("", text)
    if sign:
        return sign[0]
    allowed = (HARMLESS | CONDITIONAL_WORDS) if kind in ("zero", "identity", "reuse") else HARMLESS
    for found in _ENGLISH.finditer(text):
        word = found[0].strip("'-")
        if word.startswith("\\") or len(word) < 2 or word in allowed or word in fitting or word in NEUTRAL:
            continue
        if word.endswith("s") and (word[:-1] in allowed or word[:-1] in fitting):
            continue
        return word
    for found in _HAN.finditer(text):
        rest = found[0]
        for known in HAN_OF_CASES if kind in ("zero", "identity", "reuse") else ():
            rest = rest.replace(known, "")
        own = sorted((each for each in fitting if not each.isascii()), key=len, reverse=True)
        for known in (*own, *HAN_WORDS, *own):
            rest = rest.replace(known, "")
        if rest:
            return rest
    for found in _HANGUL.finditer(text):
        rest = found[0]
        for known in HANGUL_WORDS:
            rest = rest.replace(known, "")
        if rest:
            return rest
    return None


_NOT_THERE = re.compile(
    r"\b(?:do|does)(?: not|n't) (?:occur|appear|depend|contain|involve|enter|matter)s?\b|\b(?:is|are) independent of\b|\b(?:drops?|dropped) out\b|\bfalls? away\b|(?:与|和)\s*⟦[^⟧]*⟧\s*(?:不同|无关)|不(?:依赖|含|包含|出现)",
    re.IGNORECASE,
)
"""That something does not stand in something else: a reason, and no denial."""
_TAG = re.compile(r"<[a-z/][^<>]*>?", re.IGNORECASE)
_HANGUL = re.compile(r"[\uac00-\ud7af]+")
_DOTTED = re.compile(r"\b[a-z](?:\.[a-z])+\b")

_FORMULA_MARK = re.compile(r"⟦[^⟧]*⟧")
