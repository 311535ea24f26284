r"""How a phrase stands in a table, and the pattern that finds it: all that a newcomer needs to add one is a row.

| in a row | stands for |
| --- | --- |
| a line | one way to say it; a line may have as many words as it likes, of English or Chinese |
| `(is|are)` | one of these |
| `(is|are)+` | one or more of these |
| `[just]`, `[just|simply]` | one of these, or nothing; `[just|simply]*` any number of them, `[_]3` as few as can be, and at most three |
| `word*` | any word that begins so; `words?` with the last letter or without |
| `_` | any one word |
| `X`, `C` | a formula ⟦k⟧; a condition that was read, ⟦•⟧ |
| `@so` | any entry of the lexicon with this tag |
| `..`, `$` | whatever stands up to the end of the sentence, but no formula; that end |
| `~` | a blank, or none |
| `!(of|by)`, `&(of|by)` | not followed by one of these; followed by one |
| `\(` | the sign itself |
| `<what X>` | what is found there has this name |

A word is found as a whole word only. The scope says where the phrase must stand: `anywhere` in a text, at its end `before` a formula, at its
beginning `behind` one, or as all that stands `between` two; `next` and `within` are the same in one sentence, `opening` is `before` at the
beginning of one. Blanks and stops beside it do not matter, and neither does upper case.

>>> unless = Phrases("between", '''
...     [and] unless
...     [and] except (if|when)
...     除非
... ''')
>>> [bool(unless(each)) for each in (", unless ", "and except when", "除非", "unlessened", "unless it is so")]
[True, True, True, False, False]
>>> Phrases("behind", "for [all|the]* words? <what X>")(" (for all the words ⟦3⟧ )")["what"]
'⟦3⟧'
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from derive.words.lexicon import one_of

_TOKEN = re.compile(r"\s+|[!&]\(|\\.|[(\[|]|\)\+?|\][*\d]?|<\w+|>|\.\.|@\w+|[A-Za-z][A-Za-z'’?-]*\*?|\d+|.", re.DOTALL)
_GAP = r"[^\w⟦⟧]*"
"""Blanks and stops beside a phrase."""
_COMMA = r"[\s,，(（]*"
"""What may stand beside one within a sentence."""
_SCOPES = {
    "anywhere": ("", ""),
    "before": ("", rf"{_GAP}\Z"),
    "behind": (rf"\A{_GAP}", ""),
    "between": (rf"\A{_GAP}", rf"{_GAP}\Z"),
    "next": (rf"\A{_COMMA}", ""),
    "within": (rf"\A{_COMMA}", rf"{_COMMA}\Z"),
    "opening": (rf"(?:\A|[.;:。；：\n]){_GAP}", rf"{_COMMA}\Z"),
}
_SIGNS = {
    "X": "⟦[^⟧]*⟧",
    "C": "⟦•⟧",
    "_": "[a-z0-9'’−-]+",
    "..": "[^.;。；⟦]*",
    "~": " ?",
    "$": r"(?=\s*(?:\Z|[\n.;。；)）]))",
}
_OPENED = {"(": "(?:", "!(": "(?!", "&(": "(?=", "[": "(?:"}
_OFTEN = {"]": "?", "]*": "*", ")+": "+"}
_START, _END = "(?-i:(?<![a-zA-Z]))", "(?-i:(?![a-zA-Z]))"
"""The ends of a word; letters of both cases are named, so that Python need not look for the other case of each, which is slow."""
_INNER = re.compile(rf"{re.escape(_END)}(?= (?!\?))|(?<= ){re.escape(_START)}")
"""Ends of words that a blank ends anyway."""


@dataclass(frozen=True)
class Phrases:
    """A row of a table: where a phrase must stand, and the ways to say it, one a line. Called with a text it finds the first of them."""

    scope: str
    said: str

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The pattern that finds them where they must stand."""
        ahead, behind = _SCOPES[self.scope]
        return re.compile(f"{ahead}{spelled(self.said)}{behind}", re.IGNORECASE)

    def __call__(self, text: str) -> re.Match[str] | None:
        """Where the first of them stands in a text."""
        return self.pattern.search(text)

    def fullmatch(self, text: str) -> re.Match[str] | None:
        """One of them, if it is all of a text."""
        return self.pattern.fullmatch(text.strip())

    def all(self, text: str) -> Iterator[re.Match[str]]:
        """Where each of them stands."""
        return self.pattern.finditer(text)

    def without(self, text: str) -> str:
        """A text without them."""
        return self.pattern.sub(" ", text)

    def ahead(self, text: str) -> str:
        """A text up to the first of them."""
        return self.pattern.split(text, maxsplit=1)[0]


def spelled(said: str) -> str:
    """The pattern for any of the lines of a row, wherever they stand.

    >>> spelled("at the end")
    '(?:(?-i:(?<![a-zA-Z]))at the end(?-i:(?![a-zA-Z])))'
    """
    lines = [_Line(_TOKEN.findall(line.strip())).spelled() for line in said.strip().split("\n")]
    return f"(?:{_INNER.sub('', '|'.join(lines))})"


class _Line:
    """One line of a row while it is spelled out, token by token."""

    def __init__(self, tokens: list[str]):
        self.tokens = tokens
        self.at = 0

    def spelled(self, end: str = "") -> str:
        """The pattern up to the sign that ends this group."""
        items: list[
            tuple[bool, str, str]
        ] = []  # whether a blank stands before it; the pattern; how often, if it may be missing
        blank, cases = False, []
        while self.at < len(self.tokens) and not (end and self.tokens[self.at].startswith(end)):
            token = self.tokens[self.at]
            self.at += 1
            if token.isspace():
                blank = True
            elif token == "|":
                cases.append(_joined(items))
                items, blank = [], False
            else:
                items.append((blank, *self._item(token)))
                blank = False
        return "|".join([*cases, _joined(items)])

    def _item(self, token: str) -> tuple[str, str]:
        if token in ("(", "!(", "&(", "["):
            inside = self.spelled("]" if token == "[" else ")")
            close = self.tokens[self.at]
            self.at += 1
            often = f"{{0,{close[1]}}}?" if close[1:].isdigit() else _OFTEN.get(close, "")
            if often == "+":
                return f"(?:{inside})(?: ?(?:{inside}))*", ""
            return inside if often else f"{_OPENED[token]}{inside})", often
        if token[0] == "<" and len(token) > 1:
            inside = self.spelled(">")
            self.at += 1
            return f"(?P{token}>{inside.removeprefix(' ')})", ""
        if token[0] == "@" and len(token) > 1:
            return one_of(token[1:]), ""
        if token[0].isdigit():
            return rf"(?<![\w.]){token}(?![\w.]*\w)", ""
        return (_SIGNS[token] if token in _SIGNS else _word(token)), ""


def _word(token: str) -> str:
    """A word, which no letter may touch from outside, or a sign."""
    if not (token[0].isascii() and token[0].isalpha()):
        return re.escape(token[-1] if token[0] == "\\" else token)
    word = token.rstrip("*").replace("’", "'").replace("'", "['’]")
    return f"{_START}{word}{'[a-z-]*' if token.endswith('*') else _END}"


def _joined(items: list[tuple[bool, str, str]]) -> str:
    """Items with the blanks between them: the blank beside what may be missing goes with it."""
    last = max((at for at, (_, _, often) in enumerate(items) if not often), default=-1)
    out, owed = "", False
    for at, (blank, pattern, often) in enumerate(items):
        before = " " if blank and not owed else ""
        owed = False
        if not often:
            out += before + pattern
        elif at < last and items[at + 1][0] and (blank or not at):
            owed = True
            out += f"{before}(?:{_alone(pattern)} ){often}"
        else:
            out += f"(?:{before}{_alone(pattern)}){often}"
    return out


def _alone(pattern: str) -> str:
    """Cases as one group."""
    return f"(?:{pattern})" if "|" in pattern else pattern
