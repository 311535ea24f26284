r"""Labels of the rows of a formula, "(i)", "\text{(ii)}", that count answers written one below the other: they are no factors.

>>> one = r"\begin{aligned}&(i)\ a=b\\ &(ii)\ c=d\end{aligned}"
>>> without_row_labels(one, (0, len(one)))
'\\begin{aligned}&     a=b\\\\ &      c=d\\end{aligned}'
"""

import re

from derive.parsing.syntax import Span

_ROW = r"(?:\\\\(?:\[[^\]\n]*\])?|\\begin\{(?:align|aligned|gather|gathered|split|alignat|flalign)\*?\}|\$\$|\\\[)"
_LABEL = re.compile(
    rf"(?:{_ROW})[\s&]*(?P<label>(?:\\(?:text\w*|mathrm|mathbf)\s*\{{)?\s*[(（]\s*(?P<number>i{{1,3}}|iv)\s*[)）]\s*\}}?"
    r"(?:\s|\\[ ,;:!]|\\q?quad(?![A-Za-z])|~|[:：])*)"
)
_COUNTED = ("i", "ii", "iii", "iv")


def without_row_labels(text: str, span: Span) -> str:
    """The text with blanks for the labels of the rows of one formula, where they count: (i), (ii), …"""
    found = list(_LABEL.finditer(text, *span))
    if len(found) < 2 or tuple(each["number"] for each in found) != _COUNTED[: len(found)]:
        return text
    marks = list(text)
    for each in found:
        start, end = each.span("label")
        marks[start:end] = "".join(sign if sign == "\n" else " " for sign in marks[start:end])
    return "".join(marks)
