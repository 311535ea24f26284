r"""An author's own LaTeX as MathML: formulas, and text with formulas in it, with stretches marked. No script, no fonts.

math-core sets the formulas. What it cannot set stands there as the author wrote it, in a code element; nothing here fails.

>>> formula("x^2")
'<math><msup><mi>x</mi><mn>2</mn></msup></math>'
>>> mixed("so $a = b$ <!>", [Stretch(6, 9, "broken")])
'so <math><mi>a</mi><mrow class="broken"><mrow></mrow><mo>=</mo><mi>b</mi></mrow></math> &lt;!&gt;'
>>> formula(r"\frac{a")
'<code class="source">\\frac{a</code>'
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from html import escape
from typing import Any, NamedTuple

from derive.parsing.lexer import group_end
from derive.parsing.macros import collect
from derive.parsing.syntax import ReadingError
from proofs.report.layout import harmless

LONGEST = 20_000
"""Characters of a formula that is set; a longer one is shown as it stands."""
DEEPEST = 3_000
"""Braces, commands and scripts, macros expanded: math-core recurses, and 10,000 fractions in one another end the process."""


class Stretch(NamedTuple):
    """A stretch of the author's text and the class that it gets: see COLOURS."""

    start: int
    end: int
    kind: str


COLOURS = {"broken": "F1F2F3", "inserted": "F1F2F4", "deleted": "F1F2F5"}
"""Colours that stand for a class on the way through math-core, which knows colours only."""

ENVIRONMENTS = {
    "align": "aligned", "alignat": "aligned", "flalign": "aligned", "split": "aligned", "eqnarray": "aligned",
    "equation": "gathered", "displaymath": "gathered", "math": "gathered", "gather": "gathered", "multline": "gathered",
}  # fmt: skip
"""Environments that number their lines or that math-core lacks → those that are set."""

_AROUND = "|".join(ENVIRONMENTS)
_TEXT = re.compile(r"\\(?:text|mbox|textrm|textnormal)\s*\{")
_STACK = re.compile(r"\\substack\s*\{")
REPLACED: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(rf"\\(begin|end)\s*\{{\s*({_AROUND})\*?\s*\}}"), r"\\\1{\2}"),
    (re.compile(r"\\begin\{alignat\}\s*\{\d+\}"), r"\\begin{alignat}"),
    (
        re.compile(r"\\(?:label|tag|hspace|vspace|setlength)\*?\s*\{[^{}]*\}|\\(?:nonumber|notag|ensuremath|limits)\b"),
        " ",
    ),
    (re.compile(r"\\intertext\s*\{([^{}]*)\}"), r"\\\\ \\text{\1} \\\\"),
    (re.compile(r"\\(?:part|d)(?=\s|\\|[A-Z])(?!ot)"), r"\\partial "),
    (re.compile(r"\\[lc]?dots[cob]?\b"), "…"),
    (re.compile(r"\\(?:mbox|textrm|textnormal)\b"), r"\\text"),
    (re.compile(r"\\mathds\b"), r"\\mathbb"),
    (re.compile(r"\\pmb\b"), r"\\boldsymbol"),
    (re.compile(r"\\(?:[bB]ig{1,2}[lrm]?)\s*\."), " "),
    (re.compile(r"\n\s*\n"), "\n"),
)
"""What math-core does not take, and what is set instead."""


@lru_cache(maxsize=256)
def _converter(macros: tuple[tuple[str, str], ...], expansions: int) -> Any:
    from math_core import LatexToMathML

    return LatexToMathML(
        macros=dict(macros), ignore_unknown_commands=True, fancy_error=False, allow_unreliable_rendering=True,
        max_expansions=expansions,
    )  # fmt: skip


@lru_cache(maxsize=256)
def definitions(preamble: str) -> tuple[tuple[str, str], ...]:
    r"""The macros that an author's text defines, name and body, without those with an optional argument and the heavy ones.

    >>> definitions(r"\newcommand{\vc}{\mathbf{v}_c}")
    (('vc', '\\mathbf{v}_c'),)
    """
    try:
        table = collect(preamble).table.values()
    except ReadingError:
        return ()
    bodies = ((each.name, adjusted(each.body)) for each in table if each.default is None)
    return tuple((name, body) for name, body in bodies if 10 * _weight(body) <= DEEPEST)


def formula(latex: str, macros: str = "", display: bool = False, marks: Sequence[Stretch] = ()) -> str:
    """A formula, without the dollars, as a math element; as a code element when it cannot be set.

    `macros`: text with the author's definitions; `marks`: stretches of `latex`, in order, none over another.
    """
    source = harmless(latex)
    try:
        made = _set(adjusted(_coloured(source, marks)), macros, display)
        if made is None and marks:
            made = _set(adjusted(source), macros, display)
    except ImportError:
        made = None
    if made is None:
        return f'<code class="source">{escape(source.strip())}</code>'
    for kind, colour in COLOURS.items():
        made = made.replace(f'style="color:#{colour};"', f'class="{kind}"')
    return made


def _set(latex: str, macros: str, display: bool) -> str | None:
    from math_core import LatexError

    known = definitions(macros)
    heaviest = max((_weight(body) for _, body in known), default=0) + 3
    if len(latex) > LONGEST or _weight(latex) > DEEPEST:
        return None
    try:
        converter = _converter(known, DEEPEST // heaviest)
        made: str = converter.convert_with_local_state(latex, displaystyle=display)
    except LatexError:
        return _set(latex, "", display) if known else None
    return made


def _weight(latex: str) -> int:
    return sum(map(latex.count, "{\\^_"))


def adjusted(latex: str) -> str:
    r"""The formula in commands that math-core has.

    >>> adjusted(r"\begin{align*} a &= \text{if $w$} \end{align*} \tag{1}")
    '\\begin{aligned} a &= \\text{if }w\\text{} \\end{aligned}  '
    """
    for pattern, put in REPLACED:
        latex = pattern.sub(put, latex)
    for name, put in ENVIRONMENTS.items():
        latex = latex.replace(f"{{{name}}}", f"{{{put}}}")
    latex = _groups(latex, _TEXT, lambda inner: "\\text{" + re.sub(r"\$([^$]*)\$", r"}\1\\text{", inner) + "}")
    return _groups(latex, _STACK, lambda inner: rf"\begin{{matrix}}{inner}\end{{matrix}}")


def _groups(latex: str, opening: re.Pattern[str], change: Any) -> str:
    """Every group that such a command opens, changed."""
    made, place = "", 0
    while found := opening.search(latex, place):
        end = group_end(latex, found.end() - 1, len(latex))
        if end < 0:
            break
        made += latex[place : found.start()] + change(latex[found.end() : end])
        place = end + 1
    return made + latex[place:]


def _coloured(latex: str, marks: Sequence[Stretch]) -> str:
    """The marked stretches in the colours of their kinds; a stretch over several cells of a table is marked cell by cell."""
    made, place = "", 0
    for start, end, kind in marks:
        made += latex[place:start]
        for piece, separator in _cells(latex[start:end]):
            made += (f"{{\\color[HTML]{{{COLOURS[kind]}}}{{}}{piece}}}" if piece.strip() else piece) + separator
        place = end
    return made + latex[place:]


def _cells(latex: str) -> Iterator[tuple[str, str]]:
    r"""The pieces between & and \\ that stand in no group and no environment, each with what follows it."""
    depth = place = 0
    for found in re.finditer(r"\\begin\b|\\end\b|\\\\|\\[{}&]|[{}&]", latex):
        sign = found[0]
        depth += {"{": 1, "\\begin": 1, "}": -1, "\\end": -1}.get(sign, 0)
        if depth <= 0 and sign in ("&", "\\\\"):
            yield latex[place : found.start()], sign
            place = found.end()
    yield latex[place:], ""


# ----------------------------------------------------------------------------------------------------- text with formulas

_MATHEMATICS = re.compile(
    rf"""(?<!\\)\$\$(?P<double>.+?)(?<!\\)\$\$ | (?<!\\)\$`?(?P<single>[^$]+?)`?(?<!\\)\$
      | \\\[(?P<square>.+?)\\\] | \\\((?P<round>.+?)\\\)
      | (?P<whole>\\begin\s*\{{\s*(?P<name>{_AROUND}|aligned|gathered|cases|array|[a-zA-Z]?matrix)(?P<star>\*?)\s*\}}.+?
          \\end\s*\{{\s*(?P=name)(?P=star)\s*\}})""",
    re.VERBOSE | re.DOTALL,
)
_BARE = re.compile(r"\\[A-Za-z]|[_^=]")
_WORDS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"\\(?:textbf|textit|emph|textrm|underline|text)\s*\{([^{}]*)\}"), r"\1"),
    (
        re.compile(r"\\(?:begin|end)\s*\{[^{}]*\}|\\(?:item|noindent|par|newline|quad|qquad|medskip|bigskip)\b|\\\\"),
        " ",
    ),
    (re.compile(r"\*\*|__"), ""),
    (re.compile(r"\s+"), " "),
)
"""What is not shown of the mark-up of running text."""


def mixed(text: str, marks: Sequence[Stretch] = (), macros: str = "", bare: bool | None = None) -> str:
    """An author's answer as HTML: its words escaped, its formulas set, the marked stretches of formulas in their classes.

    `bare`: whether the text is a formula without dollars; not given, it is one if it has no dollars and looks like one.
    """
    found = list(_MATHEMATICS.finditer(text))
    if bare or (bare is None and not found and _BARE.search(text)):
        return formula(text, macros, "\n" in text or "\\begin" in text, marks)
    made, place = "", 0
    for each in found:
        kind = next(k for k in ("double", "single", "square", "round", "whole") if each[k] is not None)
        start, end = each.span(kind)
        inside = [Stretch(max(m.start, start) - start, min(m.end, end) - start, m.kind) for m in marks]
        inside = [m for m in inside if m.start < m.end]
        made += _words(text[place : each.start()])
        made += formula(text[start:end], macros, kind not in ("single", "round"), inside)
        place = each.end()
    return (made + _words(text[place:])).strip()


def _words(text: str) -> str:
    for pattern, put in _WORDS:
        text = pattern.sub(put, text)
    return escape(harmless(text))
