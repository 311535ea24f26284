"""Cases told in words on a page: "for positive x … for negative x", "for the true word … for any other word", "if it is not".

A phrase becomes the condition that it stands for, so that all that reads conditions reads it; and only where the page tells a case and
its opposite, or "otherwise", since the same words are harmless prose elsewhere. A page is its prose with ⟦k⟧ for formula k that is
one symbol, ⟬k⟭ for a condition, ⟪k⟫ for another.

>>> worded("$1$ for positive $x$ and $2$ for negative $x$".replace("$1$", "⟪0⟫").replace("$2$", "⟪2⟫").replace("$x$", "⟦1⟧"))
[('⟪0⟫ for ', None), ('positive ⟦1⟧', ('x', '>', '0')), (' and ⟪2⟫ for ', None), ('negative ⟦1⟧', ('x', '<', '0'))]
"""

import re

from derive.words.phrases import OTHERWISE, I

Told = tuple[str, str, str]
"""The sides of a condition and the sign between them."""
Hit = tuple[int, int, Told]
"""Where a phrase begins and ends, and the condition that it stands for."""
_FORMULA = r"⟦\d+⟧"
_IF = r"(?:if|when|whenever|for|where|in case|case|当|若|如果|对于?)"
_TRUE = r"(?:true|correct|actual|observed|target|real|真实的?|正确的?)(?: ?(?:outside|context|output|target|外部|上下文))?(?: ?的)? ?(?:word|词)"
_FIRST = r"(?:^|(?<=[\n|.;:] )|(?<=[\n|]))\W*"
_LABEL = r"(?=\s*[:：|])"
_KINDS = r"(?:(?:in|out)puts?|arguments?|values?|numbers?)"
_OF_ZERO = rf" (?:side )?of (?:zero|0|the origin|{_FORMULA})(?!\w)"
_SAID_ALREADY = re.compile(r"⟬\d+⟭[\s,，:：]*\Z")
_SAID_BEHIND = re.compile(r"[\s,，(（]*⟬\d+⟭")


_ZERO_SIDE = re.compile(rf"\b(?:right|left|side) of (?:zero|0|the origin|{_FORMULA})", I)
_BARE_SIDE = re.compile(r"[oi]n the (?:right|left)", I)
"""Of an axis only where zero is spoken of: "the term on the right" is no case."""


def _signed(word: str, side: str, han: str) -> str:
    return (
        rf"(?<=\bif )X is (?:strictly )?{word}|(?<=\bwhen )X is (?:strictly )?{word}|(?<=\bfor )X (?:strictly )?{word}"
        rf"|(?<=\bfor ){word} (?:X|x\b|{_KINDS}(?: X| x\b)?)|\bon the {word} (?:side|half|part|axis|half[- ]?(?:line|axis))(?!\w)|\b[oi]n the (?:{side}|{word})(?:{_OF_ZERO}|(?! side|[ -]hand| of| term)(?=\W*(?:\Z|[,.;]|and|but)))|X ?为{han}(?:数)?"
    )


PAIRS: tuple[tuple[tuple[str, Told], tuple[str, Told]], ...] = (
    (
        (_signed("positive", "right", "正") + r"|(?<![\w$])x ?> ?0(?![\w.])", ("x", ">", "0")),
        (_signed("negative", "left", "负") + r"|(?<![\w$])x ?< ?0(?![\w.])", ("x", "<", "0")),
    ),
    (
        (
            (
                rf"(?<![\w$])w ?==? ?o(?!\w)|{_IF} ?(?:(?:X|it) is )?(?:the )?{_TRUE}(?:[ ,]*X)?|{_IF} (?:X|it) is the (?:outside|context|output) word(?: X)?"
                rf"|{_FIRST}(?:the )?{_TRUE}(?: X)?{_LABEL}"
            ),
            ("w", "=", "o"),
        ),
        (
            (
                rf"(?<![\w$])w ?(?:≠|!=|=/=|<>) ?o(?!\w)|{_IF} ?(?:all |every |any |each )?(?:of )?(?:the )?others?(?: (?:outside|context))?(?: words?)?(?: X)?"
                rf"|{_IF} ?(?:所有)?其[他它余]的?(?:外部)?的?(?:单?词)?(?: ?X)?|{_IF} (?:it|X) is(?: not|n't)(?: (?:the )?{_TRUE})?"
                rf"|{_IF} (?:all|every|any|each) words? (?:but|except(?: for)?|other than) (?:the )?{_TRUE}(?: X)?"
                rf"|{_FIRST}(?:all |every |any )?(?:the )?others?(?: words?)?(?: X)?{_LABEL}"
            ),
            ("w", "!=", "o"),
        ),
    ),
)
"""TABLE: for a case and its opposite, the phrases and the conditions; X is a formula."""
BARE_VALUE = re.compile(
    r"(?:^|[:=,;(，；：（]|\b(?:is|and|or|equals|gives|be)|为|是|等于)\s*([01])\s*(?:(?:if|for|when|whenever|where|on|in)\s*)?$",
    re.IGNORECASE,
)
"""A number of the text, outside of a formula, that is the value in the case behind it."""
_IS = re.compile(
    rf"(?:{_IF} )?([A-Za-z]) (?:(is not|isn't|does not equal|differs from|is different from|不等于)|is|equals|is equal to|等于) ([A-Za-z])",
    I,
)


def case_of(text: str) -> Told | None:
    """The condition that words alone stand for, with its symbols as letters; None where they stand for none.

    >>> case_of("if w is the outside word o"), case_of("if w is not o"), case_of("if k is the outside word"), case_of("if w is small")
    (('w', '=', 'o'), ('w', '!=', 'o'), None, None)
    """
    text = " ".join(text.split())
    equal = _IS.fullmatch(text)
    if equal is not None:
        return equal[1], "!=" if equal[2] else "=", equal[3]
    letters = set(re.findall(r"(?<![A-Za-z])[A-Za-z](?![A-Za-z])", text)) - {"a"}
    told = (told for both in PAIRS for phrase, told in both if re.fullmatch(phrase.replace("X", "[A-Za-z]"), text, I))
    return next((each for each in told if letters <= {each[0], each[2]}), None)


def _said(page: str, found: re.Match[str]) -> bool:
    """Whether a phrase stands beside the condition that it puts into words."""
    return bool(_SAID_ALREADY.search(page[: found.start()]) or _SAID_BEHIND.match(page, found.end()))


def _hits(page: str, phrase: str, told: Told) -> list[Hit]:
    """Where the phrases for a case stand on a page."""
    found = re.finditer(phrase.replace("X", _FORMULA), page, I)
    hits = [(each.start(), each.end(), told) for each in found if not _said(page, each)]
    if hits and not _ZERO_SIDE.search(page):
        hits = [each for each in hits if not _BARE_SIDE.fullmatch(page[each[0] : each[1]])]
    return hits


def worded(page: str) -> list[tuple[str, Told | None]]:
    """The page in pieces: as it stands, and phrases with the condition that each stands for."""
    found: list[Hit] = []
    others = [each.span() for each in OTHERWISE.finditer(page)]
    for one, opposite in PAIRS:
        hits = _hits(page, *one)
        if not hits and not others:
            continue  # the opposite alone tells nothing
        opposed = _hits(page, *opposite)
        both = [*hits, *opposed]
        apart = any(not any(start < b and a < end for start, end, _ in both) for a, b in others)
        if (hits and opposed) or (both and apart):
            found += both
    out: list[tuple[str, Told | None]] = []
    place = 0
    for start, end, told in sorted(found):
        if start < place:
            continue
        if page[place:start]:
            out.append((page[place:start], None))
        out.append((page[start:end], told))
        place = end
    return [*out, (page[place:], None)] if page[place:] else out
