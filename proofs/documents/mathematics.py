"""Where the formulas of a page stand: a marker is never looked for inside one, and no block ends inside one."""

import re
from bisect import bisect_left

from proofs.documents.page import Span

ENVIRONMENTS = [
    "equation",
    "align",
    "gather",
    "multline",
    "eqnarray",
    "alignat",
    "flalign",
    "displaymath",
    "math",
    "aligned",
    "gathered",
    "alignedat",
    "split",
    "cases",
    "array",
    "matrix",
    "bmatrix",
    "pmatrix",
    "vmatrix",
    "Vmatrix",
    "Bmatrix",
    "smallmatrix",
    "dcases",
    "rcases",
    "IEEEeqnarray",
    "subequations",
    "dmath",
]

INLINE_LIMIT = 6000
"""A `$` whose partner is further away than this is a dollar."""

_ENV = "|".join(sorted(ENVIRONMENTS, key=len, reverse=True))
TOKENS = re.compile(
    r"(?=[\\${}\n#`~]|^[ \t])(?:"  # most characters begin none of these
    r"(?P<escaped>\\[\\$]|\\[{}])|(?P<double>\$\$)|(?P<single>\$)|(?P<brace>[{}])|(?P<open>\\[\[(])|(?P<close>\\[\])])"
    rf"|\\begin\s*\{{(?P<begin>(?:{_ENV})\*?)\}}|\\end\s*\{{(?P<end>(?:{_ENV})\*?)\}}|(?P<blank>\n[ \t]*\n)"
    r"|(?P<heading>^[ \t]*\#{1,6}[ \t]|^```|^~~~|\\(?:sub)*section\b|\\(?:begin|end)\{(?:answer|solution|enumerate|document)\}))",
    re.MULTILINE,
)
CLOSING = {"\\[": "\\]", "\\(": "\\)"}


def formulas(text: str) -> list[Span]:
    """The spans of the outermost formulas, delimiters included.

    >>> text = r"a $x$, \\$5 and \\[ y \\] \\begin{align*} z \\end{align*}"
    >>> [text[a:b] for a, b in formulas(text)]
    ['$x$', '\\\\[ y \\\\]', '\\\\begin{align*} z \\\\end{align*}']
    >>> formulas("a lone $ sign")
    []
    """
    tokens = list(TOKENS.finditer(text))
    ends = _environment_ends(tokens)
    headings: list[int] = []
    nearest: dict[str, list[int]] = {sign: [] for sign in ("$$", *CLOSING.values())}
    for k, token in enumerate(tokens):
        if token.lastgroup == "heading":
            headings.append(k)
        elif token.group() in nearest:
            nearest[token.group()].append(k)
    found: list[Span] = []
    k = 0
    while k < len(tokens):
        token, kind = tokens[k], tokens[k].lastgroup
        closing: int | None = None
        if kind == "begin":
            closing = ends.get(k)
        elif kind == "double":
            closing = _next(nearest["$$"], k, headings)
        elif kind == "open":
            closing = _next(nearest[CLOSING[token.group()]], k, headings)
        elif kind == "single":
            closing = _inline_end(tokens, k)
        if closing is None:
            k += 1
        else:
            found.append((token.start(), tokens[closing].end()))
            k = closing + 1
    return found


def _environment_ends(tokens: list[re.Match[str]]) -> dict[int, int]:
    """For each `\\begin` the index of its `\\end`."""
    waiting: dict[str, list[int]] = {}
    ends: dict[int, int] = {}
    for k, token in enumerate(tokens):
        if token.lastgroup == "begin":
            waiting.setdefault(token["begin"], []).append(k)
        elif token.lastgroup == "end" and waiting.get(token["end"]):
            ends[waiting[token["end"]].pop()] = k
    return ends


def _next(indices: list[int], after: int, headings: list[int]) -> int | None:
    """The first of `indices` after `after`, unless a heading comes before it."""
    k = bisect_left(indices, after + 1)
    if k == len(indices):
        return None
    h = bisect_left(headings, after)
    return None if h < len(headings) and headings[h] < indices[k] else indices[k]


def _inline_end(tokens: list[re.Match[str]], start: int) -> int | None:
    """The `$` that closes the one at `start`: the first outside braces, else the first, within the paragraph."""
    depth, fallback, limit = 0, None, tokens[start].start() + INLINE_LIMIT
    for k in range(start + 1, len(tokens)):
        token, kind = tokens[k], tokens[k].lastgroup
        if kind in ("blank", "heading") or token.start() > limit:
            break
        if kind == "brace":
            depth += 1 if token.group() == "{" else -1
        elif kind == "single" or kind == "double":
            if depth <= 0 and kind == "single":
                return k
            fallback = fallback if fallback is not None or kind == "double" else k
    return fallback


def covers(spans: list[Span], index: int) -> bool:
    """Whether the character at `index` stands inside one of the sorted spans."""
    k = bisect_left(spans, (index + 1, 0)) - 1
    return k >= 0 and spans[k][0] <= index < spans[k][1]


def overlaps(spans: list[Span], start: int, end: int) -> bool:
    """Whether one of the sorted spans that hardly overlap each other meets `start` … `end`."""
    k = bisect_left(spans, (end, 0))
    return any(a < end and start < b for a, b in spans[max(0, k - 4) : k])
