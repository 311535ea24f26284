r"""A verdict as LaTeX, for notebooks that become a PDF: how the answer was read, and the word.

>>> from proofs.verify import check
>>> print(verdict_latex(check("b.1", r"U(\hat y - y)"), "en"))
\[U(\hat{y} - y) \qquad \text{b.1: proved}\]
"""

from typing import TYPE_CHECKING

from proofs.report.fields import leaves
from proofs.report.json import record
from proofs.report.wording import word

if TYPE_CHECKING:
    from proofs.verdict import Verdict


def verdict_latex(verdict: "Verdict", lang: str, hints: int = 3) -> str:
    """One display for every answer: the formula as it was read, the part, the word."""
    return "\n".join(
        f"\\[{reading + chr(32) if (reading := each['reading']) else ''}\\qquad \\text{{{each['part'] or '–'}: {word(each['verdict'], lang)}}}\\]"
        for each in leaves([record(verdict, lang, hints)])
    )
