"""Derivatives of terms, each with the proof that it is one: a table of rules, one for each kind of term.

A proof is the text of Coq tactics that close `is_derive (fun x => f) p D`. The lemmas are applied by name with all their arguments
written out, since Coq left to guess functions may search for ever.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from derive.nodes import rebuild
from proofs.coq import terms as t
from proofs.coq.facts import Facts, SplitError
from proofs.coq.names import size
from proofs.coq.printing import ATOM, coq, position
from proofs.coq.terms import OutsideError

HERE = "@"
"""Marks a changed entry that has its old value again: set2 U j k (U j k)."""


@dataclass(frozen=True, slots=True)
class Spot:
    """The letter that is differentiated by, and the point: an entry or a letter."""

    letter: str
    point: t.Term

    def at(self, term: Any) -> Any:
        """A term at the point, changed entries marked."""
        match term:
            case t.Letter(name) if name == self.letter:
                return self.point
            case t.Changed(matrix, where, letter, at) if letter == self.letter:
                return t.Changed(matrix, where, HERE, at)
        return rebuild(term, self.at)

    def raw(self, term: t.Term) -> str:
        """The text of a derivative as the lemmas give it."""
        return coq(_spelled(term, coq(self.point, ATOM)))

    def function(self, term: t.Term) -> str:
        """The text of a term as a function of the letter."""
        return f"(fun {self.letter} => {self.raw(term)})"

    def holds(self, term: t.Term) -> bool:
        """Whether a term depends on the letter."""
        return self.letter in t.free_names(term)


def _spelled(term: Any, point: str) -> Any:
    if isinstance(term, t.Changed) and term.letter == HERE:
        return replace(term, letter=point)
    return rebuild(term, lambda part: _spelled(part, point))


def settled(term: Any) -> Any:
    """A derivative with the changed entries as they were: set2 U j k (U j k) is U."""
    if isinstance(term, t.Changed) and term.letter == HERE:
        return t.Entry(term.matrix, term.at)
    return rebuild(term, settled)


@dataclass(slots=True)
class Slopes:
    """The derivatives by one letter."""

    spot: Spot
    facts: Facts

    def of(self, term: t.Term) -> tuple[t.Term, str]:
        """D, with changed entries marked, and the proof of is_derive (fun x => term) p D."""
        if not self.spot.holds(term):
            return t.ZERO, f"exact (D_const {coq(term, ATOM)} {self.p})."
        return RULES[type(term)](self, term)

    @property
    def p(self) -> str:
        """The point as an argument."""
        return coq(self.spot.point, ATOM)

    def apply(self, lemma: str, *arguments: str, side: str = "", inner: tuple[str, ...] = ()) -> str:
        """A lemma with its arguments, its side condition, and the proofs of what it rests on."""
        holes = " _" * (bool(side) + len(inner))
        goals = ([f"{{ {side} }}"] if side else []) + [f"{{ {each} }}" for each in inner]
        return f"refine ({lemma} {' '.join(arguments)}{holes}).\n" + "\n".join(goals)

    def two(
        self, lemma: str, left: t.Term, right: t.Term, result: Callable[[t.Term, t.Term], t.Term], side: str = ""
    ) -> tuple[t.Term, str]:
        """A rule for two functions."""
        a, first = self.of(left)
        b, second = self.of(right)
        f, g, raw = self.spot.function, self.spot.function, self.spot.raw
        text = self.apply(
            lemma, f(left), g(right), self.p, f"({raw(a)})", f"({raw(b)})", side=side, inner=(first, second)
        )
        return result(a, b), text

    def one(
        self, lemma: str, inner: t.Term, result: Callable[[t.Term, t.Term], t.Term], side: str = "", before: str = ""
    ) -> tuple[t.Term, str]:
        """A rule for a function of a function."""
        a, proof = self.of(inner)
        named = f"{lemma} {before}" if before else lemma
        text = self.apply(named, self.spot.function(inner), self.p, f"({self.spot.raw(a)})", side=side, inner=(proof,))
        return result(a, self.spot.at(inner)), text


def _entry(self: Slopes, term: t.Changed) -> tuple[t.Term, str]:
    if len(term.where) == 1:
        return t.Delta(
            term.at[0], term.where[0]
        ), f"exact (D_set1 {term.matrix} {' '.join(map(position, (*term.where, *term.at)))} {self.p})."
    slope = t.Times((t.Delta(term.at[0], term.where[0]), t.Delta(term.at[1], term.where[1])))
    return slope, f"exact (D_set2 {term.matrix} {' '.join(map(position, (*term.where, *term.at)))} {self.p})."


def _plus(self: Slopes, term: t.Plus) -> tuple[t.Term, str]:
    if len(term.terms) == 1:
        return self.of(term.terms[0])
    *before, last = term.terms
    left = t.Plus(tuple(before)) if len(before) > 1 else before[0]
    if isinstance(last, t.Minus):
        return self.two("D_minus", left, last.operand, lambda a, b: t.Plus((a, t.Minus(b))))
    return self.two("D_plus", left, last, lambda a, b: t.Plus((a, b)))


def _times(self: Slopes, term: t.Times) -> tuple[t.Term, str]:
    if len(term.factors) == 1:
        return self.of(term.factors[0])
    *before, last = term.factors
    left = t.Times(tuple(before)) if len(before) > 1 else before[0]
    f, g = self.spot.at(left), self.spot.at(last)
    return self.two("D_mult", left, last, lambda a, b: t.Plus((t.Times((a, g)), t.Times((f, b)))))


def _over(self: Slopes, term: t.Over) -> tuple[t.Term, str]:
    f, g = self.spot.at(term.numerator), self.spot.at(term.denominator)
    if not self.facts.nonzero(settled(g)):
        raise OutsideError("a division by what may be zero")
    return self.two(
        "D_div", term.numerator, term.denominator,
        lambda a, b: t.Over(t.Plus((t.Times((a, g)), t.Minus(t.Times((f, b))))), t.Times((g, g))), side="restored; nonzero.",
    )  # fmt: skip


def _raised(self: Slopes, term: t.Raised) -> tuple[t.Term, str]:
    if term.exponent == 0:
        return t.ZERO, f"exact (D_const 1 {self.p})."
    n = term.exponent - 1
    a, proof = self.of(term.base)
    text = self.apply(
        f"D_pow {n}", self.spot.function(term.base), self.p, f"({self.spot.raw(a)})", f"{n + 1}",
        side="simpl; ring.", inner=(proof,),
    )  # fmt: skip
    return t.Times((t.Rational(Fraction(n + 1)), a, t.Raised(self.spot.at(term.base), n))), text


def _apply(self: Slopes, term: t.Apply) -> tuple[t.Term, str]:
    inner = term.argument
    match term.function:
        case "exp":
            return self.one("D_exp", inner, lambda a, f: t.Times((a, t.Apply("exp", f))))
        case "ln":
            if not self.facts.positive(settled(self.spot.at(inner))):
                raise OutsideError("a logarithm of what may be no positive number")
            return self.one("D_ln", inner, t.Over, side="restored; positive.")
        case "sigmoid":

            def slope(a: t.Term, f: t.Term) -> t.Term:
                s = t.Apply("sigmoid", f)
                return t.Times((a, t.Times((s, t.Plus((t.ONE, t.Minus(s)))))))

            return self.one("D_sigmoid", inner, slope)
        case "tanh":

            def slope_of_tanh(a: t.Term, f: t.Term) -> t.Term:
                h = t.Apply("tanh", f)
                return t.Times((a, t.Plus((t.ONE, t.Minus(t.Times((h, h)))))))

            return self.one("D_tanh", inner, slope_of_tanh)
        case "sin":
            return self.one("D_sin", inner, lambda a, f: t.Times((a, t.Apply("cos", f))))
        case "cos":
            return self.one("D_cos", inner, lambda a, f: t.Minus(t.Times((a, t.Apply("sin", f)))))
        case "sqrt":
            two = t.Rational(Fraction(2))
            return self.one(
                "D_sqrt", inner, lambda a, f: t.Over(a, t.Times((two, t.Apply("sqrt", f)))), side="restored; positive."
            )
        case "Rabs":
            order = self.facts.decide(settled(self.spot.at(inner)), t.ZERO)
            if order == 1:
                return self.one("D_abs_right", inner, lambda a, f: a, side="restored; nra.")
            if order == -1:
                return self.one("D_abs_left", inner, lambda a, f: t.Minus(a), side="restored; nra.")
    raise OutsideError(f"the derivative of {term.function}")


def _greatest(self: Slopes, term: t.Greatest) -> tuple[t.Term, str]:
    order = self.facts.decide(settled(self.spot.at(term.left)), settled(self.spot.at(term.right)))
    if order == -1:
        return self.two("D_max_right", term.left, term.right, lambda a, b: b, side="restored; nra.")
    if order == 1:
        return self.two("D_max_left", term.left, term.right, lambda a, b: a, side="restored; nra.")
    f, g = self.spot.at(term.left), self.spot.at(term.right)
    return self.two("D_max", term.left, term.right, lambda a, b: t.Choice(t.Less(f, g), b, a), side="off_the_kink.")


def _sum(self: Slopes, term: t.SumOver) -> tuple[t.Term, str]:
    name = self.facts.fresh()
    body = t.put(term.body, {t.At(term.index): t.At(name)})
    with self.facts.within(name, term.size):
        a, proof = self.of(body)
    x, raw = self.spot.letter, self.spot.raw
    text = f"refine (D_Sum {size(term.size)} (fun {x} {name} => {raw(body)}) {self.p} (fun {name} => {raw(a)}) _).\nintros {name} H{name}. cbv beta.\n{proof}"
    return t.SumOver(term.size, name, a), text


def _choice(self: Slopes, term: t.Choice) -> tuple[t.Term, str]:
    if not isinstance(term.test, t.Equal):
        raise OutsideError("the derivative of cases by numbers")
    a, first = self.of(term.then)
    b, second = self.of(term.otherwise)
    f, raw = self.spot.function, self.spot.raw
    bit = f"(Nat.eqb {position(term.test.left)} {position(term.test.right)})"
    text = self.apply(
        "D_if", bit, f(term.then), f(term.otherwise), self.p, f"({raw(a)})", f"({raw(b)})", inner=(first, second)
    )
    return t.Choice(term.test, a, b), text


def _second(self: Slopes, term: t.Slope) -> tuple[t.Term, str]:
    raise OutsideError("a derivative of a derivative")


def _abstract(self: Slopes, term: t.Abstract) -> tuple[t.Term, str]:
    """An abstract loss has a derivative by hypothesis; where its centre is another column, it does not change."""
    center, matrix = self.spot.holds(term.center), self.spot.holds(term.matrix)
    own = t.Slope(self.spot.letter, term, self.spot.point)
    if matrix and not center:
        return own, f"apply Derive_correct. apply {term.name}_smooth_in_matrix."
    if center and not matrix and isinstance(term.center, t.Changed) and len(term.center.where) == 2:
        changed, (_, column) = term.center, term.center.where
        if changed.at[1] == column:
            return own, f"apply Derive_correct. apply {term.name}_smooth_in_center."
        if not self.facts.known_apart(changed.at[1], column):
            raise SplitError(changed.at[1], column)
        still = replace(term, center=t.Entry(changed.matrix, changed.at))
        text = (
            f"apply (is_derive_ext (fun _ : R => {coq(still)})).\n"
            f"{{ intro {self.spot.letter}. rewrite (set2_other {changed.matrix} {' '.join(map(position, changed.where))} "
            f"{self.spot.letter} {position(changed.at[1])}) by apart. reflexivity. }}\n"
            f"exact (D_const ({coq(still)}) {self.p})."
        )
        return t.ZERO, text
    raise OutsideError("the derivative of an abstract loss by what it depends on in two ways")


RULES: dict[type, Callable[[Slopes, Any], tuple[t.Term, str]]] = {
    t.Letter: lambda self, term: (t.ONE, f"exact (D_id {self.p})."),
    t.Changed: _entry,
    t.Plus: _plus,
    t.Times: _times,
    t.Minus: lambda self, term: self.one("D_opp", term.operand, lambda a, f: t.Minus(a)),
    t.Over: _over,
    t.Raised: _raised,
    t.Apply: _apply,
    t.Greatest: _greatest,
    t.SumOver: _sum,
    t.Choice: _choice,
    t.Abstract: _abstract,
    t.Slope: _second,
}
