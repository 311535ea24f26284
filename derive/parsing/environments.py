"""Environments inside of a formula: branches, matrices, and rows that only stack."""

from derive.parsing.brackets import Brackets
from derive.parsing.expressions import ENDS
from derive.parsing.lexer import Token
from derive.parsing.syntax import (
    Applied,
    Branches,
    Dots,
    Empty,
    Group,
    Listing,
    Matrix,
    ReadingError,
    Relation,
    Syntax,
    Words,
)
from derive.parsing.vocabulary import ENVIRONMENTS

_BARS = {"vmatrix": "|", "Vmatrix": "‖"}
"""The matrices that stand between bars, which are no brackets."""
_ROW_ENDS = frozenset({"line", "cell"}) | ENDS
_LOOK_AHEAD = 2000  # tokens of one array that are searched for a relation sign at the edge of a cell


def transparent(parser: Brackets) -> bool:
    """Whether the environment that begins here only sets lines of statements."""
    kind = ENVIRONMENTS.get(parser.tokens[parser.at].text, "lines")
    if kind != "array":
        return kind == "lines"
    depth = 0
    before = "line"
    for token in parser.tokens[parser.at : parser.at + _LOOK_AHEAD]:
        depth += (token.kind == "begin") - (token.kind == "end")
        if not depth:
            return False
        if depth == 1:
            if (token.kind == "relation" and before in ("line", "cell", "begin")) or (
                token.kind == "cell" and before == "relation"
            ):
                return True
            before = token.kind
    return False


def environment(parser: Brackets, token: Token) -> Syntax | None:
    parser.at += 1
    kind = ENVIRONMENTS.get(token.text, "lines")
    bars, parser.bars = parser.bars, []
    lines = rows(parser)
    parser.bars = bars
    parser.close("end")
    if kind == "cases":
        return branches(parser, lines, token)
    lines = [row for row in lines if not _is_stroke(row)]
    if not lines:
        return None
    if len(lines) == 1 and len(lines[0]) == 1 and kind != "matrix":
        return lines[0][0]
    empty = Empty(span=(token.end, token.end))
    made = Matrix(tuple(tuple(cell or empty for cell in row) for row in lines), span=parser.span(token.start))
    return _between_bars(made, token) if token.text in _BARS else made


def _between_bars(matrix: Matrix, token: Token) -> Syntax:
    """vmatrix and Vmatrix: the determinant, or the norm, of what stands in them; of one thing in single bars it is either."""
    bar, inner = _BARS[token.text], matrix if len(matrix.rows) > 1 or len(matrix.rows[0]) > 1 else matrix.rows[0][0]
    if inner is not matrix and bar == "|":
        raise ReadingError(
            "a determinant, or an absolute value?", matrix.span, "\\det for a determinant, |…| for an absolute value"
        )
    return Group(bar, inner, bar, span=matrix.span)


def _is_stroke(row: list[Syntax | None]) -> bool:
    """Whether a row shows only that columns go on: strokes, and dots between them."""
    return None in row and all(cell is None or isinstance(cell, Dots) for cell in row)


def rows(parser: Brackets) -> list[list[Syntax | None]]:
    """Rows of cells up to the \\end."""
    out: list[list[Syntax | None]] = [[]]
    while True:
        if parser.tokens[parser.at].kind == "bar" and parser.tokens[parser.at + 1].kind in _ROW_ENDS:
            parser.at += 1  # a stroke that shows a column going on
        out[-1].append(parser.inside(_ROW_ENDS))
        kind = parser.tokens[parser.at].kind
        if kind not in ("line", "cell"):
            break
        parser.at += 1
        if kind == "line":
            out.append([])
    if out[-1] == [None]:
        out.pop()
    return out


def branches(parser: Brackets, lines: list[list[Syntax | None]], token: Token) -> Syntax:
    found: list[tuple[Syntax, Syntax | None]] = []
    for row in lines:
        cells = [cell for cell in row if cell is not None]
        if not cells:
            continue
        value, *rest = cells
        if not rest:
            if isinstance(value, Applied):
                rest = [value.condition]
                value = value.formula
            elif isinstance(value, Listing) and len(value.items) == 2:
                rest = [value.items[1]]
                value = value.items[0]
        condition = (
            rest[0]
            if len(rest) == 1
            else (Listing(tuple(rest), span=(rest[0].span[0], rest[-1].span[1])) if rest else None)
        )
        if isinstance(condition, Group) and isinstance(condition.inner, Relation | Words):
            condition = condition.inner
        found.append((value, condition))
    return Branches(tuple(found), span=parser.span(token.start))
