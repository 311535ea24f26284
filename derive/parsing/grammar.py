r"""Reading one formula: its statements, line by line.

    formula    = line { "\\" line }
    line       = segment { ("," | ";" | \quad | ":" | words) segment }
    segment    = [ words ] [ sum ] { relation-sign sum }

`statements` says which segments make a chain and which are conditions; `expressions` says what a sum is.

>>> chain, = read_formula(r"\frac{\partial J}{\partial U} = v_c(\hat y - y)^T \quad \text{for } w \ne o")
>>> chain.operators, chain.conditions[0].operators
(('=',), ('!=',))
>>> len(read_formula(r"a &= b + c \\ &= d \\ e &= f"))
2
>>> read("$v_c(1-x))$").notes[0].span
(9, 10)
"""

from dataclasses import dataclass

from derive.parsing.atoms import ATOMS
from derive.parsing.balance import balance
from derive.parsing.brackets import Brackets
from derive.parsing.environments import transparent
from derive.parsing.lexer import Token
from derive.parsing.macros import NO_MACROS, Macros
from derive.parsing.segments import Piece
from derive.parsing.statements import chains
from derive.parsing.syntax import Boxed, Chain, ReadingError, Recovery, Span

_SEPARATORS = {"line": "line", "delimiter": "line", "comma": "comma", "quad": "gap", "period": "line"}


_GOES_ON = frozenset({"relation", "sign", "times", "line", "cell"})
"""What goes on with the formula in the cell before it, or is no other one."""


@dataclass(frozen=True, slots=True)
class Parsed:
    """The chains of a formula, and every slip that was mended to read them."""

    chains: tuple[Chain, ...]
    notes: tuple[Recovery, ...]


def read_formula(source: str, span: Span | None = None, macros: Macros | None = None) -> tuple[Chain, ...]:
    """The statements of source[span], one region of mathematics with or without its delimiters.

    Spans in the result are places in `source`. Raises ReadingError, with the place, for what cannot be read.
    """
    return read(source, span, macros).chains


def read(source: str, span: Span | None = None, macros: Macros | None = None) -> Parsed:
    """Like `read_formula`, with the recoveries."""
    start, end = span or (0, len(source))
    tokens, notes = balance((macros or NO_MACROS).tokens(source, start, end))
    parser = _Lines(tokens, source, notes, ATOMS)
    pieces = parser.pieces()
    return Parsed(chains(pieces, parser.slice), tuple(notes))


class _Lines(Brackets):
    """The outermost level, where lines, commas and words separate."""

    def transparent(self) -> bool:
        return transparent(self)

    def pieces(self, ends: str = "eof") -> list[Piece]:
        out: list[Piece] = []
        cells = 0
        while True:
            token = self.tokens[self.at]
            kind = token.kind
            if kind == ends:
                return out
            if kind in _SEPARATORS:
                self.at += 1
                cells = 0 if kind == "line" else cells
                if kind != "period" or self.tokens[self.at].kind in ("line", "eof", "delimiter", "cell", "words"):
                    out.append(Piece(_SEPARATORS[kind], None, "", token[2:]))
            elif kind == "cell":
                self.at += 1
                cells += 1
                beside = bool(out) and out[-1].sort in ("formula", "words")
                if cells > 1 and beside and self.tokens[self.at].kind not in _GOES_ON:
                    out.append(Piece("gap", None, "", token[2:]))  # a column of remarks, or another equation
            elif kind == "relation":
                self.at += 1
                colon = token.text == ":"
                out.append(Piece("colon" if colon else "relation", None, token.text, token[2:]))
            elif kind == "forall":
                self.at += 1
                out.append(Piece("relation", None, "forall", token[2:]))
            elif kind == "words":
                words = self.words()
                out.append(Piece("words", words, token.text, words.span if words else token[2:]))
            elif (kind == "begin" and self.transparent()) or kind == "end":
                self.at += 1
                out.append(Piece("line", None, "", token[2:]))
            elif kind == "boxed" and self._boxes_a_statement():
                out.extend(self._opened_box())
            elif kind in ("sign", "times") or kind in ATOMS:
                at = self.at
                node = self.sum()
                if self.at == at:
                    raise self._misplaced(token)
                if node is not None:
                    out.append(Piece("formula", node, "", node.span))
            else:
                raise self._misplaced(token)

    def _misplaced(self, token: Token) -> ReadingError:
        if token.kind == "infix":
            return self.fail(f"\\{token.text} stands outside of braces", "{a \\over b}")
        if token.kind == "bar":
            return self.fail("this bar has no partner", "a second bar")
        return self.fail(f'"{token.text}" is not understood here')

    def _boxes_a_statement(self) -> bool:
        """Whether a relation or a separator stands at the top level of the box."""
        if self.tokens[self.at + 1].kind != "{":
            return False
        depth = 0
        for token in self.tokens[self.at + 1 :]:
            depth += (token.kind in ("{", "open", "lopen", "begin")) - (token.kind in ("}", "close", "rclose", "end"))
            if depth == 1 and token.kind in ("relation", "line"):
                return True
            if not depth:
                return False
        return False

    def _opened_box(self) -> list[Piece]:
        """The statement in a box, its last side boxed."""
        start = self.tokens[self.at].start
        self.at += 2
        inside = self.pieces("}")
        self.close("}")
        end = next((at for at, piece in enumerate(inside) if piece.sort not in ("formula", "relation")), len(inside))
        for piece in [piece for piece in inside[:end] if piece.node is not None][-1:]:
            if piece.node is not None:
                piece.node = Boxed(piece.node, span=(start, self.tokens[self.at - 1].end))
        return inside
