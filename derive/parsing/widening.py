r"""What touches an environment that stands outside of dollars and can only stand in a formula: 2(\begin{cases}…\end{cases}), x \begin{pmatrix}…

Cases and matrices are never whole formulas by themselves. Letters, numbers, brackets, signs and commands beside them belong to the formula.

>>> text = r"so x(\begin{cases}1\end{cases})^2 holds"
>>> [text[slice(*outer)] for outer, _, _ in widened(text, [((5, 30), (5, 30), True)])]
['x(\\begin{cases}1\\end{cases})^2']
"""

import re

from derive.parsing.syntax import Span

Region = tuple[Span, Span, bool]

_INNER = re.compile(
    r"\\begin\s*\{(?:[dr]?cases|array|[bpvVB]?matrix|smallmatrix|aligned|alignedat|gathered|split)\}", re.IGNORECASE
)
"""Environments that TeX allows inside of a formula only."""
_TOKEN = r"(?:\\[A-Za-z]+\*?|[-+*/=(){}\[\]|^_!'0-9−＋×·÷√∓±]|(?<![A-Za-z\\])[A-Za-zα-ωΑ-Ω](?![A-Za-z]))"
_GAP = r"(?:[ \t]|\n(?![ \t>]*\n))*"
_AHEAD = re.compile(rf"(?:{_TOKEN}{_GAP})+\Z")
_BEHIND = re.compile(rf"(?:{_GAP}{_TOKEN})+")
_LABEL = re.compile(r"(?:^|\n)[ \t>*_-]*[(（]?(?:[a-hA-H]|i{1,3}|iv|vi{0,3}|\d{1,2})(?:\.\d)?[)）.][ \t]*\n?[ \t]*\Z")
"""The label of a part, or a number of a list."""
_SAYS = re.compile(r"[A-Za-z0-9(){}\[\]^_|α-ωΑ-Ω]|\\[A-Za-z]")
"""More than a sign; a sign by itself is looked at where formulas are joined."""


def widened(text: str, regions: list[Region]) -> list[Region]:
    """The formulas, with what touches those that are such an environment."""
    out: list[Region] = []
    for at, (outer, inner, display) in enumerate(regions):
        if not _INNER.match(text, outer[0]):
            out.append((outer, inner, display))
            continue
        start = _start(text, outer[0], out[-1][0][1] if out else 0)
        limit = regions[at + 1][0][0] if at + 1 < len(regions) else len(text)
        found = _BEHIND.match(text, outer[1], limit)
        end = found.end() if found and _SAYS.search(found[0]) else outer[1]
        if out and start <= out[-1][0][1] and _INNER.search(text, *out[-1][0]):
            start = out.pop()[0][0]
        out.append(((start, end), (start, end), display))
    return out


def _start(text: str, place: int, least: int) -> int:
    """Where the formula begins that an environment at `place` belongs to."""
    found = _AHEAD.search(text[least:place])
    if found is None or not _SAYS.search(found[0]) or _LABEL.search(text[least:place]):
        gap = text[least:place]
        return least if least and not gap.strip() and "\n\n" not in gap else place
    return least + found.start()
