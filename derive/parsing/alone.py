"""Formulas that stand by themselves: in a line, an item, a cell or a box of their own, or behind another one with a label at most.

What stands so is said, and not only spoken of. Words for labels are those in short brackets, (1) and (final), and marks of lists.
"""

import re

from derive.parsing import syntax as s

_BEGINS = re.compile(
    r"⟦[^⟧]*⟧|[.。!?！？](?=\s|$)|\n[ \t>]*\n|[|&]|\\\\|\\item|(?<![^\n])[ \t]*(?:[-*+•>]|#+|\d+[.)]|[a-z]\))(?=[ \t])"
)
_ENDS = re.compile(_BEGINS.pattern + r"|[,，;；]")
_LABEL = re.compile(
    r"[(（\[][^()（）\[\]⟦]{0,20}[)）\]]|</?[a-z][^<>]*>|\\(?:begin|end)\s*\{[^{}]*\}(?:\s*\{[^{}]*\})?|\\[A-Za-z]+"
)
_WORD = re.compile(r"[^\W_]")
_EMPHASIS = re.compile(r"(?:\*\*|__|<(?:b|strong|mark|u)>|\\(?:textbf|fbox|boxed|underline|framebox)\s*\{)\s*$")


def emphasised(node: s.Syntax, before: str) -> bool:
    """Whether a formula is boxed, or all that stands in bold letters."""
    return isinstance(node, s.Boxed) or bool(_EMPHASIS.search(before))


def stands_alone(before: str, behind: str) -> bool:
    """Whether no words stand beside a formula; ⟦…⟧ is another formula in the text around it.

    >>> stands_alone("Hence ⟦…⟧ (first), ", " (second)"), stands_alone("The first term gives ", ".")
    (True, False)
    """
    around = _BEGINS.split(before)[-1], _ENDS.split(behind)[0]
    return not any(_WORD.search(_LABEL.sub(" ", each)) for each in around)
