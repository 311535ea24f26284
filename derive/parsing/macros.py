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
from contextlib import suppress
from dataclasses import dataclass, field

from derive.parsing.lexer import Token, lex, lex_words
from derive.parsing.macro_definitions import Defined, Macro, blanked, definitions
from derive.parsing.syntax import ReadingError
from derive.parsing.vocabulary import COMMANDS

MAX_EXPANSIONS = 5_000  # calls in one formula; a real answer has less than a hundred
MAX_TOKENS = 200_000


@dataclass(frozen=True, slots=True)
class Macros:
    """The macros of a document, by name without the backslash.

    `table`: the last definition of each; `history`: all definitions of the names that are defined anew, or behind the place where the text
    begins that calls them, in its places. `contested`: names of which a page does not tell which definition is meant.
    """

    table: Mapping[str, Macro] = field(default_factory=dict)
    history: Mapping[str, tuple[Defined, ...]] = field(default_factory=dict)
    contested: frozenset[str] = frozenset()
    _bodies: dict[Macro, list[Token]] = field(default_factory=dict, compare=False, repr=False)
    _within: dict[str, frozenset[Macro | Defined | str]] = field(default_factory=dict, compare=False, repr=False)

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

    def at(self, name: str, place: int) -> Macro | None:
        r"""What a name stands for at a place: the definition before it, in its groups as TeX has them; None where it has none yet.

        ReadingError where it is another one for TeX than for a web page, which knows no groups.
        """
        history = self.history.get(name)
        before = [each for each in history or () if each.start <= place]
        seen = [each.macro for each in before if place < each.end]
        if name in self.contested or (seen and seen[-1] != before[-1].macro):
            raise ReadingError(f"\\{name} is defined anew on this page", (place, place + 1), "one definition of it")
        return self.table[name] if history is None else before[-1].macro if before else None

    def within(self, text: str) -> frozenset[Macro | Defined | str]:
        r"""The macros that a text may call, those that these may call, and those that change a known command: its meaning hangs on no others.

        >>> macros = collect(r"\def\vc{\bv{c}} \def\bv#1{\mathbf{v}_{#1}} \def\other{x} \def\top{T}")
        >>> sorted(macro.name for macro in macros.within(r"U^{'} \vc"))
        ['bv', 'top', 'vc']
        """
        if text not in self._within:
            self._within[text] = self._called_in(text)
        return self._within[text]

    def _called_in(self, text: str) -> frozenset[Macro | Defined | str]:
        found: dict[str, Macro] = {}
        pending = list(self.table.keys() & COMMANDS.keys()) + _called(text)
        told: set[Macro | Defined | str] = set()
        while pending:
            name = pending.pop()
            macro = self.table.get(name)
            if macro is not None and name not in found:
                found[name] = macro
                told.update(self.history.get(name, ()), {name} & self.contested)
                for each in (macro, *(one.macro for one in self.history.get(name, ()))):
                    pending += _called(f"{each.default or ''} {each.body}")
        return frozenset(found.values()) | told

    def body(self, macro: Macro) -> list[Token]:
        if macro not in self._bodies:
            self._bodies[macro] = lex(macro.body, macros=self.table, body=True)
        return self._bodies[macro]


NO_MACROS = Macros()

_CALL = re.compile(r"\\([A-Za-z]*)(@[A-Za-z@]*)?")


def _called(text: str) -> list[str]:
    """The names of the commands in a text, read with the letter @ and without it."""
    return [name for bare, rest in _CALL.findall(text) for name in {bare, bare + rest}]


def collect(text: str, start: int | None = None) -> Macros:
    r"""The definitions in a document or preamble: \newcommand and its kin, \def with #1, \DeclareMathOperator, \let.

    `start`: where in it the text begins that calls them; without it they all stand before that.

    >>> sorted(collect(r"\def\T#1{\text{#1}} \let\veps\varepsilon % \newcommand{\no}{x}").table)
    ['T', 'veps']
    >>> again = collect(r"\def\v{a} $\v$ \def\v{b} $\v$", 0)
    >>> again.at("v", 11).body, again.at("v", 25).body
    ('a', 'b')
    """
    given = definitions(text)
    table = {each.macro.name: each.macro for each in given}
    if start is None:
        return Macros(table)
    history: dict[str, tuple[Defined, ...]] = {}
    for name in table:
        own = [each for each in given if each.macro.name == name]
        if own[-1].start > start or any(each.end < len(text) for each in own):
            history[name] = tuple(Defined(each.macro, each.start - start, each.end - start) for each in own)
    return Macros(table, history)


def collect_all(given: str, page: str) -> Macros:
    r"""The macros of a page of which `given` holds the definitions, wherever they stand on it.

    >>> [sorted(collect_all("", page).contested) for page in (r"\def\v{a} \def\v{b} $\v$", r"\def\v{a} $\v$ \def\v{b} $\v$")]
    [[], ['v']]
    """
    macros = collect(given)
    bodies: dict[str, set[Macro]] = {}
    for each in definitions(page):
        bodies.setdefault(each.macro.name, set()).add(each.macro)
    twice = {name for name, known in bodies.items() if len(known) > 1}
    if not twice:
        return macros
    inside = collect(page, 0)
    callers = {
        name: {each.name for each in inside.within(f"\\{name}") if isinstance(each, Macro)} for name in inside.table
    }
    contested: set[str] = set()
    for call in _CALL.finditer(blanked(page)):
        for name in callers.get(call[1], set()) & twice - contested:
            with suppress(ReadingError):
                if inside.at(name, call.start()) == inside.table[name]:
                    continue
            contested.add(name)
    return Macros(macros.table, contested=frozenset(contested))


def _undefined(token: Token) -> Token:
    """A command before its definition: the known one of that name."""
    kind, word = COMMANDS.get(token.text, ("", ""))
    if kind not in ("name", "relation", "times", "big", "dots", "sign"):
        raise ReadingError(f"\\{token.text} is not defined yet", (token.start, token.end), "a definition before it")
    return token._replace(kind=kind, text=word)


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
            macro = self.macros.at(token.text, token.start)
            if macro is None:
                out.append(_undefined(token))
                continue
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
        for kind, text, _, _ in self.macros.body(macro):
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
