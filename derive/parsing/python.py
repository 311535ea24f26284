"""Python's tree of an expression as the syntax of mathematics; every call that is known stands in a table.

A `*` is entry by entry and an `@` is a product, as in NumPy; both are operators of their own, which the reader checks by shapes.
"""

import ast
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction as Rational

from derive.parsing.letters import foreign
from derive.parsing.syntax import (
    Additive,
    Big,
    Branches,
    Chain,
    Fraction,
    Group,
    Juxtaposition,
    Listing,
    Name,
    Numeral,
    Relation,
    Scripted,
    Signed,
    Span,
    Syntax,
    Words,
)
from derive.parsing.vocabulary import GREEK


class NotMathematicsError(Exception):
    """A piece of Python that is not read as mathematics."""


COMPARED = {ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=", ast.Eq: "=", ast.NotEq: "!="}
TRANSPOSED = "T"
ENTRY = "entrywise"


@dataclass(frozen=True, slots=True)
class Known:
    """The names of a statement as they are written in Python, the `sizes` of its arrays, its `labels`, those that are `free`, since no array is called so; and the author's own, with what
    each means at present."""

    names: Mapping[str, str] = field(default_factory=dict)
    sizes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    labels: frozenset[str] = frozenset()
    free: frozenset[str] = frozenset()
    own: dict[str, str] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)

    def fresh(self) -> "Known":
        """The same before any line is read."""
        return replace(self, own={}, used=set())

    def given(self, word: str) -> str:
        """The name under which an author's own value is kept from now on: another one each time that it is given."""
        _, _, times = self.own.get(word, "").partition("·")
        self.own[word] = f"{word}·{int(times or 0) + 1}" if word in self.own or word in self.names else word
        return self.own[word]

    def may_give(self, word: str) -> bool:
        """Whether an author may give a name: no array of the statement is called so."""
        return word not in self.names or word in self.free

    def name(self, word: str) -> str:
        """What an identifier stands for."""
        own = self.own.get(word)
        if own is not None:
            self.used.add(own)
        return own or self.names.get(word) or word


@dataclass(frozen=True, slots=True)
class Names:
    """The text that a tree is of, and where it begins: the places of nodes, and what identifiers stand for.

    `known`: the names of a statement, where there is one; the letters of the first assignment are not looked for then.
    """

    source: str
    start: int
    known: Known | None = None

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
        if self.known is not None:
            return Name(self.known.name(word), span=span)
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


def called(name: str, value: Syntax, span: Span) -> Syntax:
    """A function at a value."""
    return paired(Name(name, span=span), "", Group("(", value, ")", span=value.span), span)


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
        if (
            names.known is None and "column" in lies and set(lies) != {"column"}
        ):  # a column beside a row is their outer product
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


def changed(node: ast.AugAssign, names: Names) -> Chain:
    """a -= b gives a anew; P[np.arange(N), y] -= 1 takes 1 off the entries at the labels."""
    known, span = names.known, names.span(node)
    assert known is not None
    sign = {ast.Add: "+", ast.Sub: "-"}.get(type(node.op))
    if isinstance(node.target, ast.Name):
        if node.target.id not in known.own:
            raise NotMathematicsError
        whole = ast.copy_location(ast.BinOp(node.target, node.op, node.value), node)
        value = value_of(whole, names)
        left: Syntax = Name(known.given(node.target.id), span=names.span(node.target))
        return Chain((left, Group("", value, "", span=span)), ("=",), (names.span(node.target),), span=span)
    array, label = _labelled(node.target, known)
    if sign is None:
        raise NotMathematicsError
    row, column = Name("i", span=span), Name("k", span=span)
    places = Listing((row, column), span=span)
    own = Scripted(Name(label, span=span), row, span=span)
    test = Group("\\{", Relation((own, column), ("=",), span=span), "\\}", span=span)
    taken = Juxtaposition((bracketed(node.value, names), Numeral("1", span=span), test), ("", ""), span=span)
    before = Scripted(Name(known.name(array), span=span), places, span=span)
    value = Additive((before, Signed(sign, taken, span=span)), span=span)
    left = Scripted(Name(known.given(array), span=span), places, span=span)
    return Chain((left, value), ("=",), (names.span(node.target),), span=span)


def masked(node: ast.Assign, names: Names) -> Chain:
    """a[z <= 0] = 0: the entries where a comparison holds become 0."""
    known, target, span = names.known, node.targets[0], names.span(node)
    assert known is not None
    assert isinstance(target, ast.Subscript)
    zero = isinstance(node.value, ast.Constant) and node.value.value == 0
    if not zero or not isinstance(target.value, ast.Name) or target.value.id not in known.own:
        raise NotMathematicsError
    test = _indicator(target.slice, names) if isinstance(target.slice, ast.Compare) else None
    if test is None:
        raise NotMathematicsError
    before = Name(known.name(target.value.id), span=span)
    taken = Group("(", paired(before, ENTRY, Group("(", test, ")", span=span), span), ")", span=span)
    value = Additive((before, Signed("-", taken, span=span)), span=span)
    return Chain((Name(known.given(target.value.id), span=span), value), ("=",), (names.span(target),), span=span)


def _labelled(target: ast.expr, known: Known) -> tuple[str, str]:
    """The array and the labels of P[np.arange(N), y] and P[range(len(y)), y], where P is the author's own."""
    places = target.slice.elts if isinstance(target, ast.Subscript) and isinstance(target.slice, ast.Tuple) else []
    if len(places) != 2 or not isinstance(target, ast.Subscript) or not isinstance(target.value, ast.Name):
        raise NotMathematicsError
    run, label = places
    counted = isinstance(run, ast.Call) and ast.unparse(run.func) in ("range", "np.arange", "numpy.arange")
    named = isinstance(label, ast.Name) and known.names.get(label.id) in known.labels
    if not counted or len(run.args) != 1 or not named or target.value.id not in known.own:  # type: ignore[attr-defined]
        raise NotMathematicsError
    return target.value.id, known.names[label.id]  # type: ignore[attr-defined]


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
    if _lies(node) and names.known is not None:
        return called(
            "np.columns" if _lies(node) == "column" else "np.rows", value_of(node.value, names), names.span(node)
        )
    if _lies(node):
        inner = value_of(node.value, names)
        return turned(inner, names.span(node)) if _lies(node) == "row" else inner
    size = _size(node, names)
    if size is not None:
        return size
    places = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
    kept = [each for each in places if not isinstance(each, ast.Slice)]
    if len(kept) != 1 or any(each.lower or each.upper or each.step for each in places if isinstance(each, ast.Slice)):
        raise NotMathematicsError
    base = value_of(node.value, names)
    if not isinstance(base, Name):
        raise NotMathematicsError
    below = value_of(kept[0], names)
    if names.known is not None:
        return _picked(base, below, places, names, names.span(node))
    return Scripted(base, below, span=names.span(node))


def _picked(base: Name, below: Syntax, places: list[ast.expr], names: Names, span: Span) -> Syntax:
    """X[i], X[i, :] and X[:, j] as arrays of one axis, which stand here; w[j] as the number that it is."""
    if not isinstance(below, Name) or names.known is None:  # numbers count from 0
        raise NotMathematicsError
    two = len(names.known.sizes.get(base.name, "")) == 2 and names.known.sizes[base.name] is not None
    first = not isinstance(places[0], ast.Slice)
    if not two and len(places) == 1:
        return Scripted(base, below, span=span)
    if not two:
        raise NotMathematicsError
    whole = Name(":", span=span)
    if not first:
        return Scripted(base, Listing((whole, below), span=span), span=span)
    return turned(Group("(", Scripted(base, Listing((below, whole), span=span), span=span), ")", span=span), span)


def _size(node: ast.Subscript, names: Names) -> Syntax | None:
    """X.shape[0] as the size that it is."""
    if names.known is None or not isinstance(node.value, ast.Attribute) or node.value.attr != "shape":
        return None
    sizes = names.known.sizes.get(ast.unparse(node.value.value))
    at = node.slice.value if isinstance(node.slice, ast.Constant) else None
    if sizes is None or not isinstance(at, int) or not 0 <= at < len(sizes):
        raise NotMathematicsError
    return (
        Name(sizes[at], span=names.span(node)) if not sizes[at].isdigit() else Numeral(sizes[at], span=names.span(node))
    )


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
