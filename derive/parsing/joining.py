r"""Mathematics that an author spread over several formulas, or wrote outside of their delimiters, is one formula.

`$A$ + $B$`, `$\nabla J$ = $A$`, `2$A$` and a sign before an environment are read as what they say; nothing that touches a formula falls away.

>>> text, regions = joined("$a$ = $b$", [((0, 3), (1, 2), False), ((6, 9), (7, 8), False)])
>>> text, regions
('$a  =  b$', [((0, 9), (1, 8), False)])
"""

import re

from derive.parsing.syntax import Span
from derive.words.inside import SIGN_IN_WORDS

Region = tuple[Span, Span, bool]
"""Where a formula is: with its delimiters, without them, and whether it is displayed."""

_SIGN = r"(?:\\(?:times|cdot|pm|mp|div|neg|lnot)(?![A-Za-z])|[-+*/=·×÷−＋＝≠≈±¬∓<>^'!√]|[0-9.]|[()（）])"
_BETWEEN = re.compile(rf"[ \t]*(?:\n[ \t>]*)?(?:{_SIGN}[ \t]*)+(?:\n[ \t>]*)?")
_BEFORE = re.compile(rf"(?:^|(?<=[\s:：,，。;；]))(?P<signs>(?:{_SIGN}[ \t]*)+(?:\n[ \t]*(?=\\begin))?)$")
_BEHIND = re.compile(
    r"[ \t]*(?P<signs>(?:\^(?:\\[A-Za-z]+|\{[^{}]*\}|\S)|[-+*/·×−＋]\s*[0-9]+(?![0-9.]*[A-Za-z)])|!)[ \t]*)+"
)
_LIST_MARK = re.compile(r"(?:[-+*]|\(?\d+[.)]|\(\d+\))[ \t]+$|\(?\d+[.)][ \t]*$|\*\*+$|[*_]+$|>$")
_OPERATOR = re.compile(r"\\[A-Za-z]|[-+*/=·×÷−＋＝≠≈±¬∓<>^]")
_ENDS = re.compile(r"(?:\\(?:times|cdot|pm|mp|div|neg|lnot)|[-+*/=·×÷−＋＝≈±^])\s*$")
_BEGINS = re.compile(r"\\?\(?\s*(?:\\(?:times|cdot|pm|mp|div)(?![A-Za-z])|[-+*/=·×÷−＋＝≈±^])")
_EQUALS = re.compile(r"(?:\\\[|\\\(|\\begin\s*\{[^{}]*\})?[\s&$]*[=＝]")
_NEXT_ITEM = re.compile(r"\n[ \t>]*(?:[-+*]|\d+[.)])[ \t]+$")
_BALANCED = re.compile(r"^[^()（）]*(?:\([^()]*\)[^()]*)*$")


def joined(text: str, regions: list[Region]) -> tuple[str, list[Region]]:
    """The text with blanks for the delimiters that fell inside of a formula, and the formulas with all that belongs to them."""
    if not regions:
        return text, regions
    marks = list(text)
    out: list[Region] = []
    for outer, inner, display in regions:
        sign = SIGN_IN_WORDS.fullmatch(text, out[-1][0][1], outer[0]) if out and not (display or out[-1][2]) else None
        if sign:
            marks[slice(*sign.span())] = ("-" if sign["minus"] else "+").center(len(sign[0]))
        if sign or (out and _is_between(text, out[-1], (outer[0], inner[1]))):
            (start, end), (first, last), shown = out.pop()
            _blank(marks, last, end)
            _blank(marks, outer[0], inner[0])
            out.append(((start, outer[1]), (first, inner[1]), shown or display))
            continue
        behind = out[-1][0][1] if out else 0
        signs = _before(text[behind : outer[0]], text, outer[0])
        if signs:
            _blank(marks, outer[0], inner[0])
            outer, inner = (outer[0] - signs, outer[1]), (outer[0] - signs, inner[1])
        out.append((outer, inner, display))
    for at, (outer, inner, display) in enumerate(out):
        limit = out[at + 1][0][0] if at + 1 < len(out) else len(text)
        found = _BEHIND.match(text, outer[1], limit)
        if found and (found.end() == limit or not text[found.end()].isalnum()):
            _blank(marks, inner[1], outer[1])
            out[at] = ((outer[0], found.end()), (inner[0], found.end()), display)
    return "".join(marks), out


def _is_between(page: str, before: Region, after: Span) -> bool:
    """Whether two formulas are one: a sign stands between them, or one of them ends, or begins, with a sign."""
    text = re.sub(r"\\\\(?:\[[^\]]*\])?\s*", " ", page[before[0][1] : after[0]])
    first, last = page[slice(*before[1])], page[slice(*after)].lstrip("$ \t")
    if not text.strip(" \t"):
        return bool(_ENDS.search(first) or _BEGINS.match(last))
    if not text.strip(" \t\n>"):
        return bool(_EQUALS.match(last))  # a chain in several displays; −x on a line of its own may be another one
    return bool(_BETWEEN.fullmatch(text) and _OPERATOR.search(text) and not _NEXT_ITEM.search(text))


def _before(text: str, page: str, place: int) -> int:
    """How many characters of signs stand right before a formula; a mark of a list, or a heading's number, is none."""
    found = _BEFORE.search(text)
    if found is None:
        return 0
    signs = found["signs"]
    line = page[page.rfind("\n", 0, place) + 1 : place]
    alone = "\n" not in page.strip()
    if _LIST_MARK.search(signs) and line.strip() == signs.strip() and not (alone and signs.strip() in "-+"):
        return 0
    if (
        not _BALANCED.match(signs)
        or signs.rstrip().endswith(".")
        or signs.strip() in ("(", ")", "（", "）", "=", ">", "<", "*", "**", "'", "!")
    ):
        return 0
    return len(signs)


def _blank(marks: list[str], start: int, end: int) -> None:
    """Delimiters become spaces; the begin and end of an environment are part of what is read and stay."""
    if marks[start:end] and "".join(marks[start:end]).lstrip().startswith(("$", "\\[", "\\]", "\\(", "\\)", "`")):
        marks[start:end] = " " * (end - start)
