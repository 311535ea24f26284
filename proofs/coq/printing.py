"""Terms as text for Coq: brackets by precedence, lines broken where a person would.

>>> from proofs.coq.terms import At, Entry, Minus, Over, Plus, Letter
>>> coq(Over(Plus((Letter("a"), Minus(Letter("b")))), Letter("c")))
'(a - b) / c'
"""

from typing import Any

from derive.nodes import once
from proofs.coq import terms as t
from proofs.coq.names import size

SUM, PRODUCT, OPPOSITE, POWER, CALL, ATOM = range(1, 7)
"""How tightly things bind in Coq: a + b, a * b, - a, a ^ n, f a, a."""


def coq(term: Any, level: int = 0) -> str:
    """The text of a term where at least `level` must bind."""
    text, own = _written(term)
    return f"({text})" if own < level else text


@once
def _written(term: Any) -> tuple[str, int]:
    """The text of a term, and how tightly it binds."""
    found: tuple[str, int] = WRITERS[type(term)](term)
    return found


def same(left: t.Term, right: t.Term) -> str:
    """The equation of two terms."""
    return f"{coq(left, SUM)} = {coq(right, SUM)}"


def position(term: t.Position, level: int = ATOM) -> str:
    """The text of an index."""
    match term:
        case t.At(name):
            return name
        case t.Ordinal(number, None):
            return f"{number}%nat"
        case t.Ordinal(-1, after) if after is not None:
            return f"(pred {position(after)})"
        case t.Ordinal(number, after):
            assert after is not None
            return f"({number} + {position(after, SUM)})%nat"
        case t.Image(name, argument):
            text = f"{name} {position(argument)}"
            return f"({text})" if level >= ATOM else text
    raise TypeError(term)


def _rational(term: t.Rational) -> tuple[str, int]:
    value = term.value
    if value.denominator == 1:
        return (f"{value.numerator}", ATOM) if value >= 0 else (f"- {-value.numerator}", OPPOSITE)
    return f"{coq(t.Rational(t.Fraction(value.numerator)), PRODUCT)} / {value.denominator}", PRODUCT


def _plus(term: t.Plus) -> tuple[str, int]:
    """Additions from right to left, so that what is left of the first sign is one term."""
    first, *rest = term.terms
    text = coq(first, SUM)
    for each in rest:
        negative = isinstance(each, t.Minus)
        text += (" - " if negative else " + ") + coq(each.operand if isinstance(each, t.Minus) else each, PRODUCT)
    return text, SUM


def changed_matrix(matrix: str, where: tuple[t.Position, ...], letter: str) -> str:
    """The matrix with a letter in one place, without brackets."""
    return f"set{len(where)} {matrix} {' '.join(map(position, where))} {letter}"


def test(term: t.Test) -> str:
    """The text of a test, for `if`."""
    if isinstance(term, t.Equal):
        return f"Nat.eqb {position(term.left)} {position(term.right)}"
    name = "Rlt_dec" if term.strict else "Rle_dec"
    return f"{name} {coq(term.left, ATOM)} {coq(term.right, ATOM)}"


def _abstract(term: t.Abstract) -> tuple[str, int]:
    center = f"(fun {term.center_index} => {coq(term.center)})"
    ends = (t.At(term.row), t.At(term.column))
    match term.matrix:
        case t.Entry(name, at) if at == ends:
            matrix = name
        case t.Changed(name, where, letter, at) if at == ends:
            matrix = f"({changed_matrix(name, where, letter)})"
        case _:
            matrix = f"(fun {term.row} {term.column} => {coq(term.matrix)})"
    return f"{term.name} {center} {position(term.outside)} {matrix}", CALL


WRITERS: dict[type, Any] = {
    t.Rational: _rational,
    t.SizeOf: lambda term: (f"INR {size(term.size)}", CALL),
    t.Letter: lambda term: (term.name, ATOM),
    t.Entry: lambda term: (" ".join([term.matrix, *map(position, term.at)]), CALL) if term.at else (term.matrix, ATOM),
    t.Changed: lambda term: (
        f"{changed_matrix(term.matrix, term.where, term.letter)} {' '.join(map(position, term.at))}",
        CALL,
    ),
    t.Plus: _plus,
    t.Times: lambda term: (
        " * ".join([coq(term.factors[0], PRODUCT), *(coq(f, OPPOSITE) for f in term.factors[1:])]),
        PRODUCT,
    ),
    t.Minus: lambda term: (f"- {coq(term.operand, OPPOSITE)}", OPPOSITE),
    t.Over: lambda term: (f"{coq(term.numerator, PRODUCT)} / {coq(term.denominator, OPPOSITE)}", PRODUCT),
    t.Raised: lambda term: (f"{coq(term.base, CALL)} ^ {term.exponent}", POWER),
    t.Apply: lambda term: (f"{term.function} {coq(term.argument, ATOM)}", CALL),
    t.Greatest: lambda term: (f"Rmax {coq(term.left, ATOM)} {coq(term.right, ATOM)}", CALL),
    t.SumOver: lambda term: (f"Sum {size(term.size)} (fun {term.index} => {coq(term.body)})", CALL),
    t.Choice: lambda term: (f"if {test(term.test)} then {coq(term.then)} else {coq(term.otherwise)}", 0),
    t.Delta: lambda term: (f"delta {position(term.left)} {position(term.right)}", CALL),
    t.Slope: lambda term: (f"Derive (fun {term.letter} => {coq(term.body)}) {coq(term.point, ATOM)}", CALL),
    t.Abstract: _abstract,
}
