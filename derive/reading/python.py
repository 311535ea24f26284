"""Python's tree of an expression as the syntax of mathematics; every call that is known stands in a table.

A `*` is entry by entry and an `@` is a product, as in NumPy; both are operators of their own, which the reader checks by shapes.
"""

import ast
import re
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction as Rational

from derive.reading.letters import foreign
from derive.reading.syntax import (
    Additive,
    Big,
    Branches,
    Fraction,
    Group,
    Juxtaposition,
    Name,
    Numeral,
    Relation,
    Scripted,
    Signed,
    Span,
    Syntax,
    Words,
)
from derive.reading.vocabulary import GREEK


class NotMathematicsError(Exception):
    """A piece of Python that is not read as mathematics."""


COMPARED = {ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=", ast.Eq: "=", ast.NotEq: "!="}
TRANSPOSED = "T"
ENTRY = "entrywise"


@dataclass(frozen=True, slots=True)
class Names:
    """The text that a tree is of, and where it begins: the places of nodes, and what identifiers stand for."""

    source: str
    start: int

    def span(self, node: ast.AST) -> Span:
        """Where a node stands in the author's text; Python counts bytes."""
        lines = self.source.split("\n")

        def place(line: int, column: int) -> int:
            before = sum(len(each) + 1 for each in lines[: line - 1])
            return self.start + before + len(lines[line - 1].encode()[:column].decode(errors="ignore"))

        return (
            place(getattr(node, "lineno", 1), getattr(node, "col_offset", 0)),
            place(getattr(node, "end_lineno", 1), getattr(node, "end_col_offset", 0)),
        )

    def symbol(self, word: str, span: Span) -> Syntax:
        """v_c, u_w_s, uo, y_hat, yhat_w, delta: an identifier as a letter with what stands below it."""
        head, *below = [each for each in word.split("_") if each] or [word]
        if head in ("y", "Y") and below[:1] == ["hat"]:
            head, below = "yhat", below[1:]
        if not below and len(head) in (2, 3) and head[0] in "uv" and head not in GREEK:
            head, below = head[0], [head[1:]]  # vc, uo
        base = _letter(head, span)
        if not below:
            return base
        return Scripted(base, self._below(below, span), span=span)

    def _below(self, words: list[str], span: Span) -> Syntax:
        first, *rest = words
        if len(first) == 2 and first[0] == "w" and not rest:  # u_ws
            first, rest = "w", [first[1]]
        base = _letter(first, span)
        return Scripted(base, self._below(rest, span), span=span) if rest else base

    def derivative(self, by: Syntax, span: Span) -> Syntax:
        """∂J by something, for grad_v_c."""
        partial = Name("partial", span=span)
        above = Juxtaposition((partial, Name("J", span=span)), ("",), span=span)
        below = Juxtaposition((partial, by), ("",), span=span)
        return Fraction(above, below, span=span)


def _letter(word: str, span: Span) -> Syntax:
    if word == "yhat":
        return Name("y", ("hat",), span=span)
    if word.isdigit():
        return Numeral(word, span=span)
    if not word.isascii():
        sorts = foreign(word)
        accents = tuple(text for kind, text in sorts if kind == "accent")
        names = [text for kind, text in sorts if kind == "name"]
        if len(names) != 1 or len(accents) + 1 != len(sorts):
            raise NotMathematicsError
        return Name(names[0], accents, span=span)
    return Name(word, font="" if len(word) == 1 or word in GREEK else "roman", span=span)


def value_of(node: ast.expr, names: Names) -> Syntax:
    """The value of an expression; NotMathematicsError where it has none that is known here."""
    for kind, turn in VALUES.items():
        if isinstance(node, kind):
            return turn(node, names)
    raise NotMathematicsError


def _constant(node: ast.Constant, names: Names) -> Syntax:
    value = node.value
    if isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) < 1e9:
        raise NotMathematicsError
    written = names.source[names.span(node)[0] - names.start : names.span(node)[1] - names.start]
    text = written if re.fullmatch(r"\d+(?:\.\d+)?", written) else str(Rational(written)) if "/" not in written else ""
    if not re.fullmatch(r"\d+(?:\.\d+)?", text):
        raise NotMathematicsError
    return Numeral(text, span=names.span(node))


def _name(node: ast.Name, names: Names) -> Syntax:
    return names.symbol(node.id, names.span(node))


def bracketed(node: ast.expr, names: Names) -> Syntax:
    """A value as a factor: a sum in brackets."""
    value = value_of(node, names)
    if isinstance(value, Additive | Signed | Juxtaposition | Branches | Big):
        return Group("(", value, ")", span=names.span(node))
    return value


def paired(left: Syntax, operator: str, right: Syntax, span: Span) -> Syntax:
    """Two factors and the sign between them."""
    return Juxtaposition((left, right), (operator,), span=span)


def _operation(node: ast.BinOp, names: Names) -> Syntax:
    span = names.span(node)
    if isinstance(node.op, ast.Add | ast.Sub):
        first = value_of(node.left, names)
        terms = first.terms if isinstance(first, Additive) else (first,)
        sign = "+" if isinstance(node.op, ast.Add) else "-"
        last = (
            bracketed(node.right, names)
            if isinstance(node.right, ast.BinOp | ast.IfExp)
            else value_of(node.right, names)
        )
        return Additive((*terms, Signed(sign, last, span=last.span)), span=span)
    if isinstance(node.op, ast.Pow):
        if isinstance(node.right, ast.UnaryOp):
            raise NotMathematicsError
        return Scripted(_grouped(node.left, names), None, value_of(node.right, names), span=span)
    if isinstance(node.op, ast.Div):
        return Fraction(value_of(node.left, names), value_of(node.right, names), span=span)
    left, right = bracketed(node.left, names), bracketed(node.right, names)
    if isinstance(node.op, ast.MatMult):
        return paired(left, "@", right, span)
    if isinstance(node.op, ast.Mult):
        lies = _lies(node.left), _lies(node.right)
        if "column" in lies and set(lies) != {"column"}:  # a column beside a row is their outer product
            return paired(*((left, "otimes", right) if lies[0] == "column" else (right, "otimes", left)), span)
        return paired(left, ENTRY, right, span)
    raise NotMathematicsError


def _lies(node: ast.expr) -> str:
    """Whether an array was made a column or a row: a[:, None], a.reshape(1, -1)."""
    written = ast.unparse(node).replace(" ", "").replace("np.newaxis", "None").replace("numpy.newaxis", "None")
    if written.endswith(("[:,None]", ".reshape(-1,1)", ".reshape((-1,1))")):
        return "column"
    return "row" if written.endswith(("[None,:]", "[None]", ".reshape(1,-1)", ".reshape((1,-1))")) else ""


def _negated(node: ast.UnaryOp, names: Names) -> Syntax:
    if not isinstance(node.op, ast.USub | ast.UAdd):
        raise NotMathematicsError
    inner = bracketed(node.operand, names) if isinstance(node.operand, ast.BinOp) else value_of(node.operand, names)
    return Signed("-" if isinstance(node.op, ast.USub) else "+", inner, span=names.span(node))


def _comparison(node: ast.Compare, names: Names) -> Relation:
    sides = tuple(value_of(each, names) for each in (node.left, *node.comparators))
    signs = tuple(COMPARED.get(type(each), "") for each in node.ops)
    if "" in signs:
        raise NotMathematicsError
    return Relation(sides, signs, span=names.span(node))


def _indicator(node: ast.Compare, names: Names) -> Syntax:
    """(x > 0) as a number."""
    span = names.span(node)
    return paired(Numeral("1", "blackboard", span=span), "", Group("(", _comparison(node, names), ")", span=span), span)


def either(test: ast.expr, first: ast.expr, second: ast.expr, names: Names, span: Span) -> Syntax:
    """One value where a comparison holds, and another elsewhere."""
    if not isinstance(test, ast.Compare):
        raise NotMathematicsError
    rest = Words("otherwise", span=(span[1], span[1]))
    rows = ((value_of(first, names), _comparison(test, names)), (value_of(second, names), rest))
    return Branches(rows, span=span)


def _conditional(node: ast.IfExp, names: Names) -> Syntax:
    return either(node.test, node.body, node.orelse, names, names.span(node))


def turned(value: Syntax, span: Span) -> Syntax:
    """The transpose."""
    inner = value if isinstance(value, Name | Group) else Group("(", value, ")", span=value.span)
    return Scripted(inner, None, Name(TRANSPOSED, span=(span[1], span[1])), span=span)


def _attribute(node: ast.Attribute, names: Names) -> Syntax:
    if node.attr == "T":
        return turned(value_of(node.value, names), names.span(node))
    raise NotMathematicsError


def _grouped(node: ast.expr, names: Names) -> Syntax:
    value = value_of(node, names)
    return value if isinstance(value, Name | Numeral | Group) else Group("(", value, ")", span=value.span)


def _item(node: ast.Subscript, names: Names) -> Syntax:
    """yhat[w], U[:, w] as letters with an index; a[:, None] as a."""
    if _lies(node):
        inner = value_of(node.value, names)
        return turned(inner, names.span(node)) if _lies(node) == "row" else inner
    places = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
    kept = [each for each in places if not isinstance(each, ast.Slice)]
    if len(kept) != 1 or any(each.lower or each.upper or each.step for each in places if isinstance(each, ast.Slice)):
        raise NotMathematicsError
    base = value_of(node.value, names)
    if not isinstance(base, Name):
        raise NotMathematicsError
    return Scripted(base, value_of(kept[0], names), span=names.span(node))


VALUES: dict[type, Callable[..., Syntax]] = {
    ast.Constant: _constant,
    ast.Name: _name,
    ast.BinOp: _operation,
    ast.UnaryOp: _negated,
    ast.Compare: _indicator,
    ast.IfExp: _conditional,
    ast.Attribute: _attribute,
    ast.Subscript: _item,
}
"""How each kind of expression is turned; calls stand in `python_calls`."""
