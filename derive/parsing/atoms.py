"""The atoms of formulas, one function each, and the table that says which token begins which.

Each function finds the parser at its token and leaves it behind the atom; None is an atom that shows nothing (`{}`).
"""

from dataclasses import replace

from derive.parsing.brackets import Brackets
from derive.parsing.environments import branches, environment, rows
from derive.parsing.expressions import ENDS, SCRIPTS, Atom
from derive.parsing.lexer import Token
from derive.parsing.styles import accented, styled
from derive.parsing.syntax import (
    Additive,
    Applied,
    Big,
    Boxed,
    Braced,
    Dots,
    Empty,
    Fraction,
    Group,
    Juxtaposition,
    Listing,
    Matrix,
    Name,
    Numeral,
    ReadingError,
    Relation,
    Root,
    Signed,
    Syntax,
)
from derive.parsing.vocabulary import ENVIRONMENTS

_LIMITED = frozenset({"max", "min", "argmax", "argmin"})


def _name(parser: Brackets, token: Token) -> Syntax:
    parser.at += 1
    if token.text in _LIMITED and parser.tokens[parser.at].kind == "_":
        parser.at -= 1
        return _big(parser, token)
    return Name(token.text, font="roman" if token.kind == "roman" else "", span=token[2:])


def _blackboard(parser: Brackets, token: Token) -> Syntax:
    parser.at += 1
    if token.text == "1":
        return Numeral("1", "blackboard", span=token[2:])
    return Name(token.text, font="blackboard", span=token[2:])


def _number(parser: Brackets, token: Token) -> Syntax:
    parser.at += 1
    return Numeral(token.text, span=token[2:])


def _dots(parser: Brackets, token: Token) -> Syntax:
    parser.at += 1
    return Dots(span=token[2:])


def _no_base(parser: Brackets, token: Token) -> Syntax:
    return Empty(span=(token.start, token.start))


def _group(parser: Brackets, token: Token) -> Syntax | None:
    """Bare braces: kept as a Group only where they hold more than a product, or carry a script."""
    parser.at += 1
    bars, parser.bars = parser.bars, []
    node = parser.inside()
    parser.bars = bars
    parser.close("}")
    scripted = parser.tokens[parser.at].kind in SCRIPTS
    if node is None:
        return Empty(span=parser.span(token.start)) if scripted else None
    if isinstance(node, Additive | Relation | Signed | Listing | Applied) or (
        scripted and isinstance(node, Juxtaposition | Big | Fraction)
    ):
        return Group("", node, "", span=parser.span(token.start))
    return replace(node, span=parser.span(token.start)) if isinstance(node, Group) else node


def _bracket(parser: Brackets, token: Token) -> Syntax:
    parser.at += 1
    bars, parser.bars = parser.bars, []
    inner = parser.inside()
    parser.bars = bars
    closing = parser.close("rclose" if token.kind == "lopen" else "close")
    inner = inner or Empty(span=(token.end, closing.start))
    return Group(token.text, inner, closing.text, span=parser.span(token.start))


def _fence(parser: Brackets, token: Token) -> Syntax:
    """\\left … \\right; with \\left\\{ … \\right. around rows they are branches."""
    parser.at += 1
    first = parser.tokens[parser.at]
    bars, parser.bars = parser.bars, []
    if token.text == "\\{" and first.kind == "begin" and ENVIRONMENTS.get(first.text, "lines") in ("lines", "array"):
        parser.at += 1
        while parser.tokens[parser.at].kind == "begin" and ENVIRONMENTS.get(parser.tokens[parser.at].text) == "lines":
            parser.at += 1
        lines = rows(parser)
        while parser.tokens[parser.at].kind == "end":
            parser.at += 1
        if parser.tokens[parser.at].kind == "rclose":
            parser.at += 1
            parser.bars = bars
            return branches(parser, lines, token)
        raise parser.fail("something stands between the rows and \\right", "\\right.")
    inner = parser.inside()
    parser.bars = bars
    closing = parser.close("rclose")
    if (token.text in ("(", "[")) != (closing.text in (")", "]")) and "." in (token.text, closing.text):
        side = "\\left" if token.text == "." else "\\right"
        parser.note(f"{side} has no bracket", (token.start, closing.end), "supplied")
    if token.text == "." and closing.text == ".":
        return Group("", inner or Empty(span=parser.span(token.start)), "", span=parser.span(token.start))
    if token.text == "." and closing.text == "|" and parser.tokens[parser.at].kind == "_" and inner is not None:
        return Applied(inner, parser.script(), span=parser.span(token.start))
    if isinstance(inner, Matrix) and token.text == "\\{" and closing.text == ".":
        return branches(parser, [list(row) for row in inner.rows], token)
    if isinstance(inner, Matrix) and token.text in "([" and token.text:
        return Matrix(inner.rows, span=parser.span(token.start))
    inner = inner or Empty(span=(token.end, closing.start))
    opening = "" if token.text == "." else token.text
    return Group(opening, inner, "" if closing.text == "." else closing.text, span=parser.span(token.start))


def _bar(parser: Brackets, token: Token) -> Syntax:
    """|x| and ‖x‖."""
    parser.at += 1
    double = (
        token.text == "|"
        and parser.tokens[parser.at][:2] == ("bar", "|")
        and parser.tokens[parser.at].start == token.end
    )
    parser.at += double
    parser.bars.append(token.text)
    inner = parser.inside(ENDS | {"bar"})
    parser.bars.pop()
    closing = parser.tokens[parser.at]
    if closing.kind != "bar" or inner is None:
        raise ReadingError("this bar has no partner", token[2:], "a second bar")
    parser.at += 1
    if double and parser.tokens[parser.at][:2] == ("bar", "|"):
        parser.at += 1
    sign = "‖" if double else token.text
    return Group(sign, inner, sign, span=parser.span(token.start))


def _fraction(parser: Brackets, token: Token) -> Syntax:
    parser.at += 1
    numerator = parser.argument()
    return Fraction(numerator, parser.argument(), span=parser.span(token.start))


def _root(parser: Brackets, token: Token) -> Syntax:
    parser.at += 1
    degree = None
    if parser.tokens[parser.at][:2] == ("open", "["):
        bracket = _bracket(parser, parser.tokens[parser.at])
        assert isinstance(bracket, Group)
        degree = bracket.inner
    return Root(parser.argument(), degree, span=parser.span(token.start))


def _styled(parser: Brackets, token: Token) -> Syntax | None:
    """A font or an accent over one symbol or a group; before a sign or a bracket it shows nothing and is left out."""
    parser.at += 1
    following = parser.tokens[parser.at]
    if token.kind == "font" and following.kind not in parser.atoms and following.kind != "words":
        return None
    if token.kind == "font" and following.kind in ("open", "lopen", "bar", "_", "^", "prime", "begin"):
        return None
    node = parser.argument()
    if token.kind == "font":
        return _bare(parser, styled(node, token.text))
    return _bare(parser, accented(node, token.text))


def _bare(parser: Brackets, node: Syntax) -> Syntax | None:
    if isinstance(node, Empty):
        return None
    if isinstance(node, Additive | Signed | Relation | Applied):
        return Group("", node, "", span=node.span)
    return node


def _switch(parser: Brackets, token: Token) -> Syntax | None:
    """{\\bf U}: the rest of the group."""
    parser.at += 1
    node = parser.product()
    return None if node is None else styled(node, token.text)


def _big(parser: Brackets, token: Token) -> Syntax:
    parser.at += 1
    below = above = None
    while parser.tokens[parser.at].kind in ("_", "^"):
        if parser.tokens[parser.at].kind == "_":
            if below is not None:
                break
            below = _limits(parser.script())
        else:
            _, limit = parser.superscript()
            above = limit if above is None else above
    body = parser.signed_product()
    if (
        body is None
        and token.text == "sum"
        and below is None
        and above is None
        and parser.tokens[parser.at - 1] is token
    ):
        return Name("Sigma", span=token[2:])
    end = parser.tokens[parser.at - 1].end
    return Big(token.text, below, above, body or Empty(span=(end, end)), span=parser.span(token.start))


def _braced(parser: Brackets, token: Token) -> Syntax:
    parser.at += 1
    inner = parser.argument()
    label = None
    if parser.tokens[parser.at].kind in ("_", "^"):
        label = parser.script()
    return Braced(inner, label, span=parser.span(token.start))


def _boxed(parser: Brackets, token: Token) -> Syntax:
    parser.at += 1
    return Boxed(parser.argument(), span=parser.span(token.start))


def _substack(parser: Brackets, token: Token) -> Syntax:
    parser.at += 1
    node = parser.argument()
    return node if isinstance(node, Listing) else Listing((node,), span=parser.span(token.start))


def _limits(node: Syntax) -> Syntax:
    """Conditions under a \\sum as a Listing, however they were stacked."""
    if isinstance(node, Relation) and set(node.operators) == {":"}:
        return Listing(node.sides, span=node.span)
    if isinstance(node, Listing):
        return Listing(tuple(_limits(each) for each in node.items), span=node.span)
    if isinstance(node, Group) and node.opening == "(" and isinstance(node.inner, Relation):
        return node.inner
    if isinstance(node, Matrix) and all(len(row) == 1 for row in node.rows):
        return Listing(tuple(row[0] for row in node.rows), span=node.span)
    return node


ATOMS: dict[str, Atom] = {
    "name": _name,
    "roman": _name,
    "blackboard": _blackboard,
    "number": _number,
    "dots": _dots,
    "{": _group,
    "open": _bracket,
    "lopen": _fence,
    "bar": _bar,
    "frac": _fraction,
    "sqrt": _root,
    "accent": _styled,
    "font": _styled,
    "switch": _switch,
    "big": _big,
    "brace": _braced,
    "boxed": _boxed,
    "substack": _substack,
    "begin": environment,
    "_": _no_base,
    "^": _no_base,
    "prime": _no_base,
}
