r"""The macros that a document defines, and their expansion in tokens.

What a macro means stands in the document and nowhere else: in one template `\bm` is `\mathbf{m}`, in others the package's bold.
A token that came out of a macro's body has the span of the call; what the author wrote as its argument keeps its own place.

>>> macros = collect(r"\newcommand{\pd}[2]{\frac{\partial #1}{\partial #2}} \DeclareMathOperator{\smx}{softmax}")
>>> [token.text for token in macros.tokens(r"\pd{J}{x}")]
['frac', '{', 'partial', 'J', '}', '{', 'partial', 'x', '}']
>>> macros.tokens(r"\smx")[0]
Token(kind='roman', text='softmax', start=0, end=4)
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from derive.reading.lexer import Token, group_end, lex, lex_words
from derive.reading.syntax import ReadingError
from derive.reading.vocabulary import COMMANDS

MAX_EXPANSIONS = 5_000  # calls in one formula; a real answer has less than a hundred
MAX_TOKENS = 200_000


@dataclass(frozen=True, slots=True)
class Macro:
    """`\\newcommand{\\name}[parameters][default]{body}`."""

    name: str
    parameters: int
    default: str | None
    body: str


@dataclass(frozen=True, slots=True)
class Macros:
    """The macros of a document, by name without the backslash."""

    table: Mapping[str, Macro] = field(default_factory=dict)
    _bodies: dict[str, list[Token]] = field(default_factory=dict, compare=False, repr=False)

    def __contains__(self, name: object) -> bool:
        return name in self.table

    def __bool__(self) -> bool:
        return bool(self.table)

    def tokens(self, text: str, start: int = 0, end: int | None = None) -> list[Token]:
        """The tokens of text[start:end], macros expanded."""
        found = lex(text, start, end, self.table)
        if not self.table or not any(token.kind == "macro" for token in found):
            return found
        return _Expansion(self, text).run(found)

    def within(self, text: str) -> frozenset[Macro]:
        r"""The macros that a text may call, those that these may call, and those that change a known command: its meaning hangs on no others.

        >>> macros = collect(r"\def\vc{\bv{c}} \def\bv#1{\mathbf{v}_{#1}} \def\other{x} \def\top{T}")
        >>> sorted(macro.name for macro in macros.within(r"U^{'} \vc"))
        ['bv', 'top', 'vc']
        """
        found: dict[str, Macro] = {}
        pending = list(self.table.keys() & COMMANDS.keys()) + _called(text)
        while pending:
            name = pending.pop()
            macro = self.table.get(name)
            if macro is not None and name not in found:
                found[name] = macro
                pending += _called(f"{macro.default or ''} {macro.body}")
        return frozenset(found.values())

    def body(self, name: str) -> list[Token]:
        if name not in self._bodies:
            self._bodies[name] = lex(self.table[name].body, macros=self.table, body=True)
        return self._bodies[name]


NO_MACROS = Macros()

_CALL = re.compile(r"\\([A-Za-z]*)(@[A-Za-z@]*)?")


def _called(text: str) -> list[str]:
    """The names of the commands in a text, read with the letter @ and without it."""
    return [name for bare, rest in _CALL.findall(text) for name in {bare, bare + rest}]


_DEFINITION = re.compile(
    r"""(?<!\\)\\(?:
        (?P<new>(?:re)?newcommand|providecommand|DeclareRobustCommand|NewDocumentCommand)\*?\s*(?:\{\s*\\(?P<braced>[A-Za-z@]+)\s*\}|\\(?P<bare>[A-Za-z@]+))
            \s*(?:\[(?P<parameters>\d)\])?\s*(?:\[(?P<default>[^\]]*)\])?
      | (?P<def>[egx]?def)\s*\\(?P<defined>[A-Za-z@]+)(?P<pattern>(?:\s*\#\d)*)
      | DeclareMathOperator(?P<star>\*?)\s*(?:\{\s*\\(?P<operator>[A-Za-z@]+)\s*\}|\\(?P<operator2>[A-Za-z@]+))
      | let\s*\\(?P<let>[A-Za-z@]+)\s*=?\s*(?P<target>\\[A-Za-z@]+|\S)
    )""",
    re.VERBOSE,
)
_COMMENT = re.compile(r"(?<!\\)%[^\n]*")


def collect(text: str) -> Macros:
    r"""The definitions in a document or preamble: \newcommand and its kin, \def with #1, \DeclareMathOperator, \let.

    >>> sorted(collect(r"\def\T#1{\text{#1}} \let\veps\varepsilon % \newcommand{\no}{x}").table)
    ['T', 'veps']
    """
    text = _COMMENT.sub(lambda comment: " " * len(comment[0]), text)
    table: dict[str, Macro] = {}
    place = 0
    while found := _DEFINITION.search(text, place):
        place = found.end()
        if found["let"]:
            table[found["let"]] = Macro(found["let"], 0, None, found["target"])
            continue
        body, place = _body(text, place)
        if body is None:
            continue
        name = found["braced"] or found["bare"] or found["defined"] or found["operator"] or found["operator2"]
        if found["operator"] or found["operator2"]:
            body = rf"\operatorname{{{body}}}"
        parameters = (
            int(found["parameters"] or 0) if found["new"] else len((found["pattern"] or "").replace(" ", "")) // 2
        )
        if found["new"] == "providecommand" and name in table:
            continue
        table[name] = Macro(name, parameters, found["default"], body)
    return Macros(table)


def _body(text: str, place: int) -> tuple[str | None, int]:
    while place < len(text) and text[place].isspace():
        place += 1
    if text[place : place + 1] == "{":
        close = group_end(text, place, min(len(text), place + 20_000))
        return (text[place + 1 : close], close + 1) if close >= 0 else (None, place + 1)
    single = re.compile(r"\\[A-Za-z@]+|\S").match(text, place)
    return (single[0], single.end()) if single else (None, place)


class _Expansion:
    """Expansion with an explicit stack: depth costs no recursion."""

    def __init__(self, macros: Macros, text: str):
        self.macros, self.text, self.calls, self.end = macros, text, 0, 0

    def run(self, tokens: list[Token]) -> list[Token]:
        out: list[Token] = []
        pending = tokens[::-1]
        while pending:
            token = pending.pop()
            if token.kind != "macro":
                out.append(token)
                if len(out) > MAX_TOKENS:
                    raise ReadingError("a macro grows without end", (token.start, token.end), "a shorter text")
                continue
            self.calls += 1
            if self.calls > MAX_EXPANSIONS or len(pending) > MAX_TOKENS:
                raise ReadingError(
                    f"the macro \\{token.text} expands without end", (token.start, token.end), "a definition that ends"
                )
            macro = self.macros.table[token.text]
            self.end = token.end
            arguments = self._arguments(macro, token, pending)
            token = token._replace(end=max(token.end, self.end))  # the call, arguments and all
            pending.extend(reversed(self._fill(macro, token, arguments)))
        return out

    def _arguments(self, macro: Macro, call: Token, pending: list[Token]) -> list[list[Token]]:
        arguments: list[list[Token]] = []
        if macro.default is not None and macro.parameters:
            arguments.append(self._optional(macro, call, pending))
        while len(arguments) < macro.parameters:
            if not pending:
                raise ReadingError(f"\\{macro.name} needs {macro.parameters} arguments", call[2:], "{…}")
            if pending[-1].kind == "{":
                arguments.append(self._braced(pending))
            else:
                self.end = pending[-1].end
                arguments.append([pending.pop()])
        return arguments

    def _optional(self, macro: Macro, call: Token, pending: list[Token]) -> list[Token]:
        inside: list[Token] = []
        if pending and pending[-1][:2] == ("open", "["):
            while pending and pending[-1][:2] != ("close", "]"):
                inside.append(pending.pop())
            if pending:
                pending.pop()
            return inside[1:]
        return [
            Token(kind, text, call.start, call.end)
            for kind, text, *_ in lex(macro.default or "", macros=self.macros.table)
        ]

    def _braced(self, pending: list[Token]) -> list[Token]:
        inside: list[Token] = []
        depth = 0
        while pending:
            token = pending.pop()
            self.end = token.end
            depth += (token.kind in ("{", "textof")) - (token.kind == "}")
            if not depth:
                break
            inside.append(token)
        return inside[1:]

    def _fill(self, macro: Macro, call: Token, arguments: list[list[Token]]) -> list[Token]:
        out: list[Token] = []
        words: int | None = None  # where a \text{…} with parameters began
        for kind, text, _, _ in self.macros.body(macro.name):
            if kind == "textof":
                words = len(out)
            elif kind == "}" and words is not None:
                out[words:] = self._words(out[words:], call)
                words = None
            elif kind != "parameter":
                out.append(Token(kind, text, call.start, call.end))
            elif 1 <= int(text) <= len(arguments):
                out.extend(arguments[int(text) - 1])
            else:
                raise ReadingError(
                    f"\\{macro.name} has no parameter #{text}",
                    (call.start, call.end),
                    "the parameters that it declares",
                )
        return out

    def _words(self, inside: list[Token], call: Token) -> list[Token]:
        """What `\\text{… #1 …}` holds after its parameters are filled."""
        own = [token for token in inside if token[2:] != call[2:]]
        span = (call.start, max((token.end for token in own), default=call.end))
        if own and len(own) == len(inside) and own[0].start <= own[-1].end:
            return lex_words(self.text, own[0].start, own[-1].end, self.macros.table, span)
        joined = " ".join(token.text for token in inside)
        return [Token("words", joined, *span)] if joined.strip() else []
