r"""Labels of the rows of a formula, "(i)", "\text{(ii)}", that count answers written one below the other: they are no factors.

>>> one = r"\begin{aligned}&(i)\ a=b\\ &(ii)\ c=d\end{aligned}"
>>> without_row_labels(one, (0, len(one)))
'\\begin{aligned}&     a=b\\\\ &      c=d\\end{aligned}'
>>> one = r"\begin{aligned}\text{(b)}\ a=b\\ \text{(c)}\ c=d\end{aligned}"
>>> without_row_labels(one, (0, len(one))).split()
['\\begin{aligned}', 'a=b\\\\', 'c=d\\end{aligned}']
>>> without_row_labels(r"$$(ii)\ a$$", (0, 11)).split(), without_row_labels("$$(i)a$$", (0, 8))
(['$$', 'a$$'], '$$(i)a$$')
"""

import re

from derive.parsing.syntax import Span

_ROW = r"(?:\\\\(?:\[[^\]\n]*\])?|\\begin\{(?:align|aligned|gather|gathered|split|alignat|flalign)\*?\}|\$\$|\\\[)"
_LABEL = re.compile(
    rf"(?:{_ROW})[\s&]*(?P<label>(?:\\(?:text\w*|mathrm|mathbf)\s*\{{\s*[(（]\s*(?P<letter>[a-i])\s*[)）]\s*\}}"
    r"|(?:\\(?:text\w*|mathrm|mathbf)\s*\{)?\s*[(（]\s*(?P<number>i{1,3}|iv)\s*[)）]\s*\}?)(?:\s|\\[ ,;:!]|\\q?quad(?![A-Za-z])|~|[:：])*)"
)
_COUNTED = ("i", "ii", "iii", "iv")
_SET_APART = re.compile(r"[)）]\s*\}?\s*(?:\\[ ,;:]|~)")
"""How a label ends that stands alone at the beginning of a display, "(ii)\\ A": with a blank of TeX, which no factor has."""


def without_row_labels(text: str, span: Span) -> str:
    """The text with blanks for the labels of the rows of one formula, where they count: (i), (ii), … or, as text, (b), (c), …"""
    found = list(_LABEL.finditer(text, *span))
    counts = [each["number"] or each["letter"] for each in found]
    first = ord(counts[0]) if counts and len(counts[0]) == 1 else 0
    lettered = counts == [chr(first + at) for at in range(len(counts))]
    alone = len(found) == 1 and found[0]["number"] and found[0].start() == span[0] and _SET_APART.search(found[0][0])
    if not alone and (len(found) < 2 or not (lettered or tuple(counts) == _COUNTED[: len(found)])):
        return text
    marks = list(text)
    for each in found:
        start, end = each.span("label")
        marks[start:end] = "".join(sign if sign == "\n" else " " for sign in marks[start:end])
    return "".join(marks)
