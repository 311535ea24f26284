r"""From an author's text to tokens: one regular expression, and the tables of `vocabulary`.

A token says what stands there (kind, text) and where (start, end) in the author's own text. Letter runs are cut here, as TeX and
common sense would: `y_olog(` is y, _, o, log, (; `uv` is u, v; `CrossEntropy` is one roman name; `if` is a word. Comments, spacing,
sizes, tags and quote marks ("> " before each line) leave no token. Macros of the document become tokens of kind "macro".

>>> [(token.kind, token.text) for token in lex(r"\hat{y}_w≠0 % a comment")]
[('accent', 'hat'), ('{', '{'), ('name', 'y'), ('}', '}'), ('_', '_'), ('name', 'w'), ('relation', '!='), ('number', '0')]
>>> [(token.text, token.start, token.end) for token in lex("ŷᵀ")]
[('hat', 0, 1), ('y', 0, 1), ('^', 1, 2), ('T', 1, 2)]
"""

import re
from collections.abc import Container
from typing import NamedTuple

from derive.parsing.letters import cut, foreign, label, script
from derive.parsing.syntax import ReadingError
from derive.parsing.vocabulary import CHARACTERS, COMMANDS, FUNCTIONS, NOUNS, SIGNS, SYMBOLS, WORDS
from derive.words.inside import PROSE


class Token(NamedTuple):
    kind: str
    text: str
    start: int
    end: int


_CJK = r"\u1100-\u11ff\u3005-\u3007\u3040-\u30fa\u30fc-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff"
_ABOVE = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ᵀᵗⁿⁱ"
_BELOW = "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₒₓₕₖₗₘₙₚₛₜᵢⱼᵣᵤᵥ"
_BLANK = r"[\s\u00a0\u200b-\u200f\u2028\u2029\u2060\u3000\ufeff]"
_PATTERN = rf"""
    (?P<blank>(?:BLANK|%[^\n]*)+)
  | \\(?P<command>[A-Za-z@]+)
  | (?P<below>_[ \t]*\{{[ \t]*[A-Za-z](?:[A-Za-z \t-]|\\?_)+\}})
  | (?P<spaced>(?<![A-Za-z])(?:[A-Za-z][ ]){{2,12}}[A-Za-z](?![A-Za-z]))
  | (?P<letters>[A-Za-z]+(?![\u0300-\u036f\u20d7]))
  | (?P<dots>\.\.+|···+|。。。+|…+)
  | (?P<number>[0-9]+(?:\.[0-9]+)?|\.[0-9]+)
  | (?P<sign>!=|<=|=<|>=|==|:=|=:|=>|->|\*\*)
  | (?P<line>\\\\(?:\*|[ \t]*\[[ \t]*-?[\d.]*[ \t]*[a-z]{{0,2}}[ \t]*\])?)
  | (?P<symbol>\\(?:[^A-Za-z@]|$))
  | (?P<ascii>[\x21-\x7e](?![\u0300-\u036f\u20d7]))
  | (?P<words>[{_CJK}]+)
  | (?P<above>[{_ABOVE}]+)
  | (?P<lower>[{_BELOW}]+)
  | (?P<accented>.[\u0300-\u036f\u20d7]*)
"""
_PLAIN = re.compile(_PATTERN.replace("BLANK", _BLANK), re.VERBOSE | re.DOTALL)
_QUOTED = re.compile(_PATTERN.replace("BLANK", rf"\n(?:[ \t]*>)+|{_BLANK}"), re.VERBOSE | re.DOTALL)
_QUOTE = re.compile(r"\s*(?:>[ \t]?)+")

MAX_WORDS = 1_500  # characters of one \text{…} or \tag{…}
MAX_NESTED = 40  # braces in it
# One letter or digit, unless braced, is what these take.
_TAKES_ONE = frozenset({"_", "^", "accent", "font", "frac", "sqrt"})
_LOSSES = frozenset({"J", "L"})
_NAMED = re.compile(r"(?![i-n]{2}(?![A-Za-z]))(?:[a-z]{2,}|[A-Z]{2,})(?:-[a-z]{3,})*(?![A-Za-z_^'])")
"""The name of a loss behind J_ without braces: two letters or more, but for those that number entries, J_ij."""
_MODULES = frozenset({"np", "numpy", "torch"})
_TRANSPOSED = re.compile(r"T(?![A-Za-z0-9_(])")
_SILENT = frozenset({"skip", "space"})
_ENVIRONMENT = re.compile(r"\s*\{\s*([A-Za-z]+)\s*\*?\s*\}(\s*\[[tbc]\])?")
_FENCE = re.compile(r"\s*(\\[{}|]|\\[A-Za-z]+|[^\s\\])")
_NEGATED = re.compile(r"\s*(=|<|>|\\[A-Za-z]+)")
_MATH_IN_TEXT = re.compile(r"[=<>≠≤≥∈$^]|\\(?:ne|neq|le|leq|ge|geq|in|notin|forall)\b")
_FORMULA = re.compile(r"[_^(]|\\[A-Za-z]")  # in \\mathrm: more than words
_NEGATION = {"=": "!=", "in": "notin", "<": ">=", ">": "<=", "<=": ">", ">=": "<"}


def group_end(text: str, start: int, end: int) -> int:
    r"""Where the brace at `start` is closed: the place of its "}", or -1.

    >>> group_end(r"{a{b}\}}", 0, 8)
    7
    """
    depth, place = 0, start
    while place < end:
        char = text[place]
        if char == "\\":
            place += 1
        elif char == "{":
            depth += 1
        elif char == "}":
            depth -= 1
            if not depth:
                return place
        place += 1
    return -1


def lex(
    text: str, start: int = 0, end: int | None = None, macros: Container[str] = (), body: bool = False
) -> list[Token]:
    r"""The tokens of text[start:end]. `macros`: names that are the document's own; `body`: `#1` is a parameter.

    >>> lex(r"\text{if } w = o")[0]
    Token(kind='words', text='if', start=0, end=10)
    """
    return _Lexer(text, start, len(text) if end is None else end, macros, body).run()


class _Lexer:
    def __init__(self, text: str, start: int, end: int, macros: Container[str], body: bool):
        self.text, self.place, self.end, self.macros, self.body = text, start, end, macros, body
        self.out: list[Token] = []

    def run(self, prose: bool = False) -> list[Token]:
        text, end, out, macros = self.text, self.end, self.out, self.macros
        quoted = not prose and (text.find("\n>", self.place, end) >= 0 or text.find("\n >", self.place, end) >= 0)
        if quoted or (not prose and text[self.place : self.place + 1] == ">"):
            opening = _QUOTE.match(text, self.place, end)
            self.place = opening.end() if opening else self.place
        match = (_QUOTED if quoted else _PLAIN).match
        new = tuple.__new__  # a third of the time of Token(…)
        place = self.place
        while place < end:
            found = match(text, place, end)
            if found is None:  # cannot be: the last alternative takes any character
                raise ReadingError("unreadable character", (place, place + 1))
            sort, start = found.lastgroup, place
            place = found.end()
            if sort == "blank":
                continue
            if sort == "command":
                name = text[start + 1 : place]
                if name in macros:
                    out.append(Token("macro", name, start, place))
                    continue
                kind, word = COMMANDS.get(name) or ("name", name)
                special = _SPECIAL.get(kind)
                if special:
                    self.place = place
                    special(self, word, start)
                    place = self.place
                else:
                    out.append(new(Token, (kind, word, start, place)))
            elif sort == "letters":
                if place - start == 1:
                    out.append(new(Token, ("name", text[start], start, place)))
                elif text[start:place] in _MODULES and text[place : place + 1] == ".":
                    place += 1  # np.exp
                    if text.startswith("sum(", place):
                        out.append(new(Token, ("roman", "np.sum", place, place + 3)))
                        place += 3
                elif text[start:place] == "hat" and len(out) > 1 and out[-1].kind == "_" and out[-2].kind == "name":
                    letter = out[-2]._replace(end=place)  # y_hat, as in programs
                    out[-2:] = [letter._replace(kind="accent", text="hat"), letter]
                elif text[start:place] == "yhat":
                    out += [Token("accent", "hat", start, place), Token("name", "y", start, place)]
                elif (
                    len(out) > 1 and out[-1].kind == "_" and out[-2].text in _LOSSES and _NAMED.match(text, start, end)
                ):
                    place = _NAMED.match(text, start, end).end()  # type: ignore[union-attr]  # J_neg, as in plain text
                    out.append(new(Token, ("words", text[start:place], start, place)))
                elif out and out[-1].kind in _TAKES_ONE:
                    place = start + 1
                    out.append(new(Token, ("name", text[start], start, place)))
                else:
                    self._letters(text[start:place], start, place < end and text[place] in "_^", prose)
            elif sort == "ascii":
                char = text[start]
                kind, word = CHARACTERS.get(char) or ("unknown", char)
                if kind in _SILENT:
                    continue
                if char == "." and _TRANSPOSED.match(text, place) and out and out[-1].end == start:
                    out.append(new(Token, ("^", "^", start, place)))  # U.T
                    continue
                if char == "#" and self.body and text[place : place + 1].isdigit():
                    kind, word, place = "parameter", text[place], place + 1
                out.append(new(Token, (kind, word, start, place)))
            elif sort == "number":
                if place - start > 1 and text[start] != "." and out and out[-1].kind in _TAKES_ONE:
                    place = start + 1
                out.append(new(Token, ("number", text[start:place], start, place)))
            elif sort == "line":
                out.append(new(Token, ("line", "", start, place)))
            elif sort == "sign":
                out.append(new(Token, (*SIGNS[text[start:place]], start, place)))
            elif sort == "below":
                known_label = label(text[text.index("{", start) + 1 : place - 1])
                out.append(new(Token, ("_", "_", start, start + 1)))
                if known_label is None:
                    place = start + 1
                else:
                    out.append(new(Token, ("words", known_label, start + 1, place)))
            elif sort == "spaced":
                joined = text[start:place].replace(" ", "")
                known = WORDS.get(joined)
                if known is None:
                    place = start + 1
                    known = ("name", text[start])
                out.append(new(Token, (*known, start, place)))
            elif sort == "symbol":
                kind, word = SYMBOLS.get(text[start + 1 : place]) or ("unknown", text[start:place])
                if text[start + 1 : place] in CHARACTERS and kind == "unknown" and text[start + 1] == "_":
                    kind, word = "sign", "-"  # neg\_sample
                if kind not in _SILENT:
                    out.append(new(Token, (kind, word, start, place)))
            elif sort == "dots":
                out.append(new(Token, ("dots", "dots", start, place)))
            elif sort == "words":
                out.append(new(Token, ("words", text[start:place], start, place)))
            elif sort in ("above", "lower"):
                mark = "^" if sort == "above" else "_"
                out.append(new(Token, (mark, mark, start, place)))
                out.extend(new(Token, (*each, start, place)) for each in script(text[start:place]))
            else:
                out.extend(
                    new(Token, (*each, start, place)) for each in foreign(text[start:place]) if each[0] not in _SILENT
                )
        self.place = place
        return out

    def _letters(self, run: str, start: int, scripted: bool, prose: bool) -> None:
        out = self.out
        for kind, word, length in cut(run, scripted, prose):
            if (
                kind == "words"
                and out
                and out[-1].kind == "relation"
                and self.text[out[-1].start : out[-1].end] == "in"
            ):
                out[-1] = out[-1]._replace(kind="words")  # "in summary"
            out.append(Token(kind, word, start, start + length))
            start += length

    def _group(self) -> tuple[int, int]:
        """The inside of the braces that follow, and the reading goes on behind them; (-1, -1) if there are none."""
        start = self.place
        while start < self.end and self.text[start].isspace():
            start += 1
        end = min(self.end, start + MAX_WORDS)
        close = group_end(self.text, start, end) if self.text[start : start + 1] == "{" else -1
        if close < 0:
            return -1, -1
        self.place = close + 1
        return start + 1, close

    def _skip_argument(self, word: str, start: int) -> None:
        if self.text[self.place : self.place + 1] == "*":
            self.place += 1
        self._group()

    def _quad_argument(self, word: str, start: int) -> None:
        self._group()
        self.out.append(Token("quad", word, start, self.place))

    def _text(self, word: str, start: int) -> None:
        if word == "operatorname" and self.text[self.place : self.place + 1] == "*":
            self.place += 1
        takes_one = bool(self.out) and self.out[-1].kind in _TAKES_ONE
        first, last = self._group()
        if first < 0:
            return  # a font switch before one letter: \mathrm T
        place = len(self.out)
        limited = re.sub(r"\\[,;! ]|[\s~{}]", "", self.text[first:last])
        if limited in ("argmax", "argmin"):  # \operatorname*{arg\,max}
            self.out.append(Token("name", limited, start, self.place))
            return
        if self.body and "#" in self.text[first:last]:
            self.out.append(Token("textof", word, start, first))
            self.out.extend(_Lexer(self.text, first, last, self.macros, True).run(prose=True))
            self.out.append(Token("}", "}", last, last + 1))
        elif self.text.count("{", first, last) > MAX_NESTED:
            raise ReadingError("words nested too deep", (start, self.place), "a simpler text")
        elif word.startswith(("math", "operator")) and _FORMULA.search(self.text, first, last):
            self.out.extend(lex(self.text, first, last, self.macros, self.body))
        else:
            self.out.extend(lex_words(self.text, first, last, self.macros, (start, self.place)))
        if takes_one and len(self.out) - place != 1:
            self.out.insert(place, Token("{", "{", start, first))
            self.out.append(Token("}", "}", last, self.place))

    def _environment(self, word: str, start: int) -> None:
        named = _ENVIRONMENT.match(self.text, self.place, self.end)
        if named is None:
            self.out.append(Token("unknown", "\\" + word, start, self.place))
            return
        self.place = named.end()
        if word == "begin" and named[1] in ("array", "alignat", "alignedat", "tabular"):
            self._group()
        self.out.append(Token(word, named[1], start, named.end()))

    def _fence(self, word: str, start: int) -> None:
        fence = _FENCE.match(self.text, self.place, self.end)
        side = "lopen" if word == "left" else "rclose"
        if fence is None:
            self.out.append(Token(side, ".", start, self.place))
            return
        sign = fence[1]
        sort = CHARACTERS.get(sign) or SYMBOLS.get(sign[1:]) or COMMANDS.get(sign[1:]) or foreign(sign)[0]
        known = sort[0] in ("open", "close", "bar", "period")
        if known:
            self.place = fence.end()
        self.out.append(Token(side, sort[1] if known else ".", start, self.place))

    def _negation(self, word: str, start: int) -> None:
        sign = _NEGATED.match(self.text, self.place, self.end)
        sort = (CHARACTERS.get(sign[1]) or COMMANDS.get(sign[1][1:])) if sign else None
        if sign and sort and sort[1] in _NEGATION:
            self.place = sign.end()
            self.out.append(Token("relation", _NEGATION[sort[1]], start, self.place))
        else:
            self.out.append(Token("unknown", "\\not", start, self.place))

    def _stacked(self, word: str, start: int) -> None:
        """\\stackrel{a}{=}: what stands over a sign is a remark; a question over it asks whether it holds."""
        over = self._group()
        first, last = self._group()
        if over[0] >= 0 and set("?!") & set(self.text[slice(*over)]):
            self.out.append(Token("relation", "approx", start, self.place))
            return
        if self.text.count("{", max(0, first), max(0, last)) > MAX_NESTED:
            raise ReadingError("signs stacked too deep", (start, self.place), "a simpler sign")
        if first >= 0:
            self.out.extend(lex(self.text, first, last, self.macros, self.body))

    def _nothing(self, word: str, start: int) -> None:
        pass


_SPECIAL = {
    "skip": _Lexer._nothing,
    "space": _Lexer._nothing,
    "skiparg": _Lexer._skip_argument,
    "quadarg": _Lexer._quad_argument,
    "text": _Lexer._text,
    "begin": _Lexer._environment,
    "end": _Lexer._environment,
    "left": _Lexer._fence,
    "right": _Lexer._fence,
    "not": _Lexer._negation,
    "stack": _Lexer._stacked,
}


def lex_words(text: str, start: int, end: int, macros: Container[str], span: tuple[int, int]) -> list[Token]:
    """The inside of a `\\text{…}`: one roman name, words, or the formula that it holds (`\\text{when w!=c}`).

    >>> [token[:2] for token in lex_words("when w!=c", 0, 9, (), (0, 9))]
    [('words', 'when'), ('name', 'w'), ('relation', '!='), ('name', 'c')]
    """
    inside = text[start:end]
    if _MATH_IN_TEXT.search(inside):
        if inside.count("{") > MAX_NESTED:
            raise ReadingError("words nested too deep", span, "a simpler text")
        tokens = _Lexer(text, start, end, macros, False).run(prose=True)
        return [token for token in tokens if token.kind != "delimiter" and token.kind != "unknown"]
    words = " ".join(inside.replace("\\", " ").replace("~", " ").replace("{", " ").replace("}", " ").split())
    if not words:
        return []
    joined = words.replace(" ", "")
    if joined in NOUNS or joined in FUNCTIONS:
        words = joined
    if words in PROSE or not (words.isascii() and words.isalnum() and words[0].isalpha()):
        return [Token("number" if words.isdigit() else "words", words, *span)]
    return [Token("roman", words, *span)]
