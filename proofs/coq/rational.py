"""Terms as rational functions of their atoms, in SymPy, and back.

>>> from proofs.coq.terms import Entry, At, Plus, Times, Over
>>> a, b = Entry("a", (At("i"),)), Entry("b", (At("i"),))
>>> atoms = Atoms()
>>> atoms.expression(Over(Times((a, Plus((a, b)))), Plus((b, a))), lambda atom: atoms.symbol(atom))
a i
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Any

import sympy

from derive.nodes import once, rebuild
from proofs.coq import terms as t
from proofs.coq.printing import coq
from proofs.coq.terms import OutsideError

ARITHMETIC = (t.Rational, t.Plus, t.Times, t.Minus, t.Over, t.Raised)
"""What is arithmetic; everything else is a leaf."""


@once
def alpha(term: Any) -> Any:
    """The term with its bound names by height, so that terms that differ in names only become the same."""
    made = rebuild(term, alpha)
    names = t.BINDERS.get(type(made), ())
    if not names:
        return made
    height = 1 + max((_height(each) for part in t.parts(made) for each in t.everything(part)), default=0)
    values: dict[Any, Any] = {}
    for letter, name in zip("brc", names, strict=False):
        new = f"{letter}'{height}"
        values[getattr(made, name)] = new
    return _renamed(made, values)


def _height(term: Any) -> int:
    names = t.BINDERS.get(type(term), ())
    return max((int(getattr(term, name).partition("'")[2] or 0) for name in names), default=0)


def _renamed(term: Any, values: dict[str, str]) -> Any:
    """Bound names of a term changed, in its binders and below."""
    match term:
        case t.At(name) | t.Letter(name) if name in values:
            return type(term)(values[name])
        case t.Changed(matrix, where, letter, at):
            where, at = (tuple(_renamed(each, values) for each in side) for side in (where, at))
            return t.Changed(matrix, where, values.get(letter, letter), at)
    made = rebuild(term, lambda part: _renamed(part, values))
    for name in t.BINDERS.get(type(term), ()):
        old = getattr(made, name)
        if old in values:
            made = replace(made, **{name: values[old]})
    return made


def leaves(term: t.Term) -> list[t.Term]:
    """The leaves of a term's arithmetic, each once, the longest first."""
    found: dict[t.Term, None] = {}

    def visit(each: t.Term) -> None:
        if isinstance(each, ARITHMETIC):
            for part in t.parts(each):
                visit(part)
        else:
            found[each] = None

    visit(term)
    return sorted(found, key=lambda each: (-len(coq(each)), coq(each)))


@dataclass(slots=True)
class Atoms:
    """The atoms met so far, by the text that names their symbols."""

    known: dict[str, t.Term] = field(default_factory=dict)

    def symbol(self, atom: t.Term) -> sympy.Symbol:
        """The symbol of an atom; atoms that differ in bound names only share it."""
        plain = alpha(atom)
        text = coq(plain)
        self.known[text] = plain
        return sympy.Symbol(text)

    def of(self, symbol: sympy.Symbol) -> t.Term:
        """The atom of a symbol."""
        return self.known[symbol.name]

    def expression(self, term: t.Term, leaf: Callable[[t.Term], sympy.Expr]) -> sympy.Expr:
        """A term as an expression, its leaves by `leaf`."""
        match term:
            case t.Rational(value):
                return sympy.Rational(value.numerator, value.denominator)
            case t.Plus(terms):
                return sympy.Add(*(self.expression(each, leaf) for each in terms))
            case t.Times(factors):
                return sympy.Mul(*(self.expression(each, leaf) for each in factors))
            case t.Minus(operand):
                return -self.expression(operand, leaf)
            case t.Over(numerator, denominator):
                below = self.expression(denominator, leaf)
                if below.is_zero or sympy.cancel(below) == 0:
                    raise OutsideError("a division by zero")
                return self.expression(numerator, leaf) / below
            case t.Raised(base, exponent):
                return self.expression(base, leaf) ** exponent
        return leaf(term)

    def term(self, expression: sympy.Expr) -> t.Term:
        """A rational function as a term, its parts in a fixed order."""
        numerator, denominator = sympy.fraction(sympy.cancel(expression))
        above = self._polynomial(numerator)
        return above if denominator == 1 else t.Over(above, self._polynomial(denominator))

    def _polynomial(self, expression: sympy.Expr) -> t.Term:
        symbols: list[Any] = sorted(expression.free_symbols, key=lambda each: each.name)
        if not symbols:
            return number(expression)
        terms = []
        for powers, coefficient in sympy.Poly(expression, *symbols).terms():
            factors = [self._power(symbol, power) for symbol, power in zip(symbols, powers, strict=True) if power]
            negative = coefficient < 0
            if abs(coefficient) != 1 or not factors:
                factors.insert(0, number(abs(coefficient)))
            made = factors[0] if len(factors) == 1 else t.Times(tuple(factors))
            terms.append(t.Minus(made) if negative else made)
        return terms[0] if len(terms) == 1 else t.Plus(tuple(terms))

    def _power(self, symbol: sympy.Symbol, power: int) -> t.Term:
        atom = self.of(symbol)
        return atom if power == 1 else t.Raised(atom, int(power))

    def depends(self, expression: Any, name: str) -> list[Any]:
        """The symbols of an expression that depend on an index, in order."""
        found = [each for each in expression.free_symbols if name in t.free_names(self.of(each))]
        return sorted(found, key=lambda each: each.name)

    def split(self, expression: sympy.Expr, name: str) -> list[tuple[t.Term, t.Term]]:
        """A rational function as Σ c·m: no c depends on an index, each m is a product of what does (1 where nothing does)."""
        pieces = [sympy.cancel(expression)]
        for symbol in self.depends(pieces[0], name):
            if isinstance(self.of(symbol), t.Apply) and sympy.fraction(pieces[0])[1].has(symbol):
                pieces = [part for piece in pieces for part in sympy.Add.make_args(sympy.apart(piece, symbol))]
        found: dict[sympy.Expr, sympy.Expr] = {}
        for piece in pieces:
            numerator, denominator = sympy.fraction(sympy.cancel(piece))
            content, factors = sympy.factor_list(denominator)
            inner, outer = sympy.Integer(1), content
            for factor, power in factors:
                if self.depends(factor, name):
                    inner *= factor**power
                else:
                    outer *= factor**power
            symbols = self.depends(numerator, name)
            terms = sympy.Poly(numerator, *symbols).terms() if symbols else [((), numerator)]
            for powers, coefficient in terms:
                product = sympy.Mul(*(symbol**power for symbol, power in zip(symbols, powers, strict=True)))
                found[product / inner] = found.get(product / inner, sympy.Integer(0)) + coefficient / outer
        kept = [(mono, sympy.cancel(each)) for mono, each in found.items()]
        ordered = sorted(((mono, each) for mono, each in kept if each != 0), key=lambda pair: str(pair[0]))
        return [(self.term(each), self.term(mono)) for mono, each in ordered]


def number(value: Any) -> t.Rational:
    """A rational number."""
    if not value.is_Rational:
        raise OutsideError("a number that is not rational")
    return t.Rational(Fraction(int(value.p), int(value.q)))
