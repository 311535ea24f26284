r"""The formulas of a text that is written without any delimiter: whole lines, and runs of mathematics among words.

A run is what stands between two words; it is a formula where it holds a sign that only mathematics has. A line is a formula of its own
where it, and the one before it, say something with a relation or a colon, and no sign at its edge ties the two together.

>>> text = "It is zero when U ŷ = U y."
>>> [text[a:b] for a, b in among_words(text, (0, len(text)))]
['U ŷ = U y']
>>> text = "w = o: (ŷ_o - 1) v_c\nw ≠ o: ŷ_w v_c"
>>> [text[a:b] for a, b in line_by_line(text, (0, len(text)))]
['w = o: (ŷ_o - 1) v_c', 'w ≠ o: ŷ_w v_c']
"""

import re
from collections.abc import Iterator

from derive.parsing.syntax import Span
from derive.parsing.vocabulary import NAMES
from derive.words.inside import PROSE

_BRACES = re.compile(r"\{[^{}]*\}")
_SAYS = re.compile(r"(?<![<>!])=|[:≠≤≥<>]|!=")
_OPEN_END = re.compile(r"(?:[-+*/=·×−<>≠≤≥∂∇∑Σ^_(\[{,]|\\[a-z]+|\\\\)\s*\Z")
_GOES_ON = re.compile(r"\s*(?:[-+*/=·×−<>≠≤≥^_)\]}]|\\(?:times|cdot|le|ge|ne)\b)")
_BREAK = re.compile(r"\n|(?<=[^\d\s])[.;] +(?=\S)")
_LABEL = re.compile(r"\(?(?:[a-zA-Z0-9]|[ivx]{2,4})[.)]\s+|•\s*")
_ROWS = re.compile(r"\\\\|&|\\begin|\\end")
_TOKEN = re.compile(r"\S+")
_WORD = re.compile(
    r"[A-Za-z]+(?:[-'’.][A-Za-z]+)+\.?|[A-Za-z]{2,}|[\u3400-\u9fff\uac00-\ud7af]+|[A-Za-z]\.(?:[A-Za-z]\.)+"
)
_CODE = re.compile(r"\w\.\w+\(")
_STRONG = re.compile(r"[=≠≤≥∂∇∑Σ^ŷα-ωΑ-Ω<>]|\w_[\w{]|\)\(|\d[a-z]|\\[a-z]")
_EDGE = ".,;:!?\"'“”。，；：！？"
_SHORT = frozenset(
    ["an", "as", "at", "be", "by", "do", "if", "in", "is", "it", "no", "of", "on", "or", "so", "to", "up", "us", "we"]
)
"""English words of two letters; others are names, as vc is."""


def line_by_line(text: str, span: Span) -> list[Span]:
    """A formula of several lines as several, where each line says something of its own."""
    start, end = span
    if _ROWS.search(text, start, end):
        return [span]
    out, place = [], start
    for found in _BREAK.finditer(text, start, end):
        at = found.start()
        following = _BREAK.search(text, found.end(), end)
        before, behind = text[place:at], text[found.end() : following.start() if following else end]
        if _says(before) and _says(behind) and not _OPEN_END.search(before) and not _GOES_ON.match(behind):
            out.append((place, at))
            place = found.end()
    out.append((place, end))
    return [_trimmed(text, each) for each in out if text[slice(*each)].strip()]


def _says(line: str) -> bool:
    """Whether a line holds a relation or a colon outside of its braces, and no bracket that is open."""
    bare = line
    while _BRACES.search(bare):
        bare = _BRACES.sub("", bare)
    return bool(_SAYS.search(bare)) and all(bare.count(a) == bare.count(b) for a, b in ("()", "[]", "{}"))


def has_words(text: str) -> bool:
    """Whether a text has words that no formula holds.

    >>> has_words("∂J/∂v_c = 0, as it is constant"), has_words("w = o: v_c, otherwise 0")
    (True, False)
    """
    return any(_is_word(each) and each.strip(_EDGE + "()*[]") not in PROSE for each in text.split())


def only_words(text: str) -> bool:
    """Whether a text is a sentence that holds nothing to compute.

    >>> only_words("I did not do this one."), only_words("2x exactly"), only_words("x")
    (True, False, False)
    """
    found = [each for each in text.split() if each not in ("I", "a", "A")]
    return len(found) > 1 and all(map(_is_word, found))


def among_words(text: str, span: Span) -> list[Span]:
    """The runs of mathematics between the words of a text."""
    return [each for run in _runs(text, span) for each in [_formula(text, run)] if each is not None]


def _runs(text: str, span: Span) -> Iterator[Span]:
    start, end, depth = -1, span[0], 0
    for token in _TOKEN.finditer(text, *span):
        letters = start >= 0 and token[0].strip(_EDGE).isupper() and _OPEN_END.search(text, start, token.start())
        word = _is_word(token[0]) and not letters  # B + AXB
        if start >= 0 and (word or (depth <= 0 and "\n" in text[end : token.start()])):
            yield start, end
            start = -1
        if start < 0:
            start, depth = -1 if word else token.start(), 0
        end = token.end()
        depth += _depth(token[0]) if start >= 0 else 0
        if start >= 0 and depth <= 0 and token[0][-1] in _EDGE and token[0] not in _EDGE:
            yield start, end
            start = -1
    if start >= 0:
        yield start, end


def _is_word(token: str) -> bool:
    bare = token.strip(_EDGE + "()*[]")
    word = (
        bool(_WORD.fullmatch(bare))
        and bare not in NAMES
        and (len(bare) > 2 or not bare.isascii() or bare.lower() in _SHORT)
    )
    return word or bool(_CODE.search(token))


def _depth(text: str) -> int:
    return sum((each in "([{") - (each in ")]}") for each in text)


def _trimmed(text: str, span: Span) -> Span:
    piece = text[slice(*span)]
    start = span[0] + len(piece) - len(piece.lstrip())
    return start, start + len(piece.strip())


def _formula(text: str, run: Span) -> Span | None:
    """A run without the marks at its edges, if it is mathematics."""
    start, end = _trimmed(text, run)
    while start < end and text[end - 1] in _EDGE + " \n":
        end -= 1
    if not text[text.rfind("\n", 0, start) + 1 : start].strip():
        label = _LABEL.match(text, start, end)
        start = label.end() if label else start
    piece = text[start:end]
    if piece == "0" and not text[:start].strip() and text[end : end + 1] in (",", ";"):
        return start, end  # the answer by itself, and words
    balanced = _depth(piece) == 0
    return (start, end) if balanced and _STRONG.search(piece) and not _WORD.fullmatch(piece) else None
