r"""Mending before parsing: after `balance` every bracket, brace and environment is closed, and every mending is on record.

A stray closing sign is dropped. A missing one is supplied where its line, cell, brace or environment ends. A line break before a sign
that goes on with the line before (`\\ + c`, `\\ \cdot v_c`) is no break.

>>> from derive.parsing.lexer import lex
>>> tokens, notes = balance(lex(r"(\sigma(x)-1))v_c"))
>>> "".join(token.text for token in tokens), [note.message for note in notes]
('(sigma(x)-1)v_c', ['")" closes nothing and is left out'])
"""

from collections.abc import Iterator

from derive.parsing.lexer import Token
from derive.parsing.syntax import Recovery
from derive.parsing.vocabulary import ENVIRONMENTS

_CLOSES = {"(": ")", "[": "]", "\\{": "\\}", "\\langle": "\\rangle", "{": "}"}
_INTERVALS = {("(", "]"), ("[", ")")}
_LOOK_AHEAD = 400  # tokens of one line that are searched for its "="


def balance(tokens: list[Token]) -> tuple[list[Token], list[Recovery]]:
    """The tokens with everything closed, and what was mended."""
    return _Balance(list(_without_spacers(tokens))).run()


def _without_spacers(tokens: list[Token]) -> Iterator[Token]:
    """The tokens without the empty braces that set the space of a sign at the end of a line: &{}+ b, a +{} and a break."""
    kinds = ["line", *(token.kind for token in tokens), "line"]  # kinds[at + 1] is that of tokens[at]
    skipped = set()
    for at in range(len(tokens) - 1):
        if kinds[at + 1] == "{" and kinds[at + 2] == "}":
            before, behind = kinds[at], kinds[at + 3]
            if (before in _GAPS and behind in _SIGNS) or (before in _SIGNS and behind in _GAPS):
                skipped |= {at, at + 1}
    return (token for at, token in enumerate(tokens) if at not in skipped)


_SIGNS = ("sign", "times")
_GAPS = ("line", "cell", "quad", "begin", "end")


class _Balance:
    def __init__(self, tokens: list[Token]):
        self.tokens = tokens
        self.out: list[Token] = []
        self.notes: list[Recovery] = []
        self.stack: list[Token] = []
        kinds = [token.kind for token in tokens]
        self.even = kinds.count("{") == kinds.count("}")

    def run(self) -> tuple[list[Token], list[Recovery]]:
        out, stack = self.out, self.stack
        joined = False
        for at, token in enumerate(self.tokens):
            kind = token.kind
            joined = joined and kind in ("cell", "quad")
            if kind in _WATCHED:
                if kind in ("open", "{", "lopen", "begin"):
                    stack.append(token)
                elif kind == "quad":
                    after = self.tokens[at + 1].kind if at + 1 < len(self.tokens) else "line"
                    if not out or out[-1].kind in _NO_GAP or after in _NO_GAP_BEFORE or after in _CLOSING:
                        continue
                elif kind in ("line", "cell"):
                    joined = joined or (kind == "line" and self._goes_on(at))
                    if joined:
                        continue
                    self._end_of_line(token)
                elif not self._close(token):
                    message = f'"{_shown(token)}" closes nothing and is left out'
                    self.notes.append(Recovery(message, token[2:], self._dropped(token)))
                    continue
            out.append(token)
        end = self.tokens[-1].end if self.tokens else 0
        while stack:
            self._supply(stack.pop(), end)
        return out, self.notes

    def _close(self, token: Token) -> bool:
        """Whether the token closes something; what stood open inside of it is closed before."""
        stack = self.stack
        wanted = _OPENERS[token.kind]
        for back in range(len(stack) - 1, -1, -1):
            top = stack[back]
            if top.kind == wanted and (wanted != "open" or self._fits(top.text, token.text)):
                break
            if token.kind == "close" and top.kind != "open":
                return False
            if token.kind == "}" and top.kind == "begin":
                return False
        else:
            return False
        while len(stack) > back + 1:
            self._supply(stack.pop(), token.start)
        stack.pop()
        return True

    def _dropped(self, token: Token) -> str:
        """Whether a closing bracket without a partner can be left out without a choice: behind a product, but not behind a sum."""
        if token.kind == "end":
            return ""
        depth = 0
        for at in range(len(self.out) - 1, -1, -1):
            kind = self.out[at].kind
            depth += (kind in _OPENERS) - (kind in _OPENERS.values())
            if depth < 0 or (not depth and kind in _BEFORE_A_SIDE):
                return "doubled"
            first = at == 0 or self.out[at - 1].kind in (*_BEFORE_A_SIDE, *_OPENERS.values())
            if not depth and kind == "sign" and not first:
                return "dropped"
        return "doubled"

    @staticmethod
    def _fits(opening: str, closing: str) -> bool:
        return _CLOSES[opening] == closing or (opening, closing) in _INTERVALS

    def _end_of_line(self, token: Token) -> None:
        """Brackets end with their line or cell; so do braces when some brace is missing."""
        stack = self.stack
        while stack and (stack[-1].kind == "open" or (stack[-1].kind == "{" and not self.even)):
            self._supply(stack.pop(), token.start)

    def _supply(self, opening: Token, place: int) -> None:
        kind = {"open": "close", "{": "}", "lopen": "rclose", "begin": "end"}[opening.kind]
        text = opening.text if kind == "end" else _CLOSES.get(opening.text, ".")
        self.out.append(Token(kind, text, place, place))
        self.notes.append(
            Recovery(f'"{_shown(opening)}" is never closed and ends here', (opening.start, place), "supplied")
        )

    def _goes_on(self, at: int) -> bool:
        """Whether what follows the line break belongs to the expression before it."""
        environment = next((token for token in reversed(self.stack) if token.kind in ("begin", "{")), None)
        if environment is not None and (
            environment.kind == "{" or ENVIRONMENTS.get(environment.text, "lines") != "lines"
        ):
            return False
        if not self.out or self.out[-1].kind in ("relation", "line", "begin", "words"):
            return False
        if self.out[-1].kind in _SIGNS:
            return True
        tokens, at = self.tokens, at + 1
        while at < len(tokens) and tokens[at].kind in ("cell", "quad"):
            at += 1
        if at >= len(tokens):
            return False
        first = tokens[at]
        if first.kind == "times" or (first.kind == "sign" and first.text == "+"):
            return True
        return first.kind == "sign" and not self._has_equation(at)

    def _has_equation(self, at: int) -> bool:
        depth = 0
        for token in self.tokens[at : at + _LOOK_AHEAD]:
            if token.kind in ("{", "begin", "open", "lopen"):
                depth += 1
            elif token.kind in ("}", "end", "close", "rclose"):
                depth -= 1
                if depth < 0:
                    return False
            elif depth <= 0 and token.kind == "line":
                return False
            elif depth <= 0 and token.kind == "relation" and token.text in ("=", "implies"):
                return True
        return False


_OPENERS = {"close": "open", "}": "{", "rclose": "lopen", "end": "begin"}
_BEFORE_A_SIDE = frozenset(["relation", "line", "cell", "comma"])
_NO_GAP = frozenset(
    ["relation", "sign", "times", "comma", "line", "cell", "quad", "{", "open", "lopen", "begin", "_", "^", "words"]
)
_OPENING = frozenset({"{", "open", "lopen", "begin", "words"})
_NO_GAP_BEFORE = _NO_GAP - _OPENING
_CLOSING = frozenset(["close", "}", "rclose", "end"])
_WATCHED = frozenset({"quad", "open", "close", "{", "}", "lopen", "rclose", "begin", "end", "line", "cell"})


def _shown(token: Token) -> str:
    return {"begin": f"\\begin{{{token.text}}}", "end": f"\\end{{{token.text}}}"}.get(token.kind, token.text)
