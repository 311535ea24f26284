"""Normal forms, each with its proof: rational functions of atoms, where an atom is a sum, an exponential, an entry.

Inside a sum the body is a sum of products; what does not depend on the index goes out, a δ of the index sifts. exp and ln are taken
apart. So two terms that are equal by these laws have difference 0 as rational functions. SymPy computes the normal form, Coq
replays it: each leaf of a term is rewritten by an equation of its own, and what remains is Coq's `field`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import sympy

from derive.nodes import rebuild
from proofs.coq import terms as t
from proofs.coq.facts import Facts
from proofs.coq.printing import ATOM, coq, position, same
from proofs.coq.rational import ARITHMETIC, Atoms, alpha, leaves
from proofs.coq.terms import OutsideError

ROUNDS = 8
"""A δ is used so often to put one index for another before that is given up."""


@dataclass(frozen=True, slots=True)
class Equation:
    """left = right, and the tactics that prove it; none where they are the same up to bound names."""

    left: t.Term
    right: t.Term
    proof: str = ""


@dataclass(frozen=True, slots=True)
class Stage:
    """A term whose leaves are rewritten, and the pairs of indices whose equality has to be distinguished then."""

    term: t.Term
    equations: tuple[Equation, ...]
    middle: t.Term
    splits: tuple[tuple[t.Position, t.Position], ...]
    circles: tuple[t.Term, ...] = ()
    """Numbers of which cos² + sin² = 1 is used."""


@dataclass(frozen=True, slots=True)
class Form:
    """The normal form of a term as a rational function, and the stages that lead there."""

    value: sympy.Expr
    stages: tuple[Stage, ...]


@dataclass(slots=True)
class Normal:
    """Finds normal forms under some facts. `rules` say what each kind of leaf is in terms of atoms (`proofs.coq.leaves`)."""

    facts: Facts
    expand: Callable[[Any], Any]
    rules: "Mapping[type, Rule]"
    atoms: Atoms = field(default_factory=Atoms)
    known: dict[t.Term, Equation] = field(default_factory=dict)

    def form(self, term: t.Term) -> Form:
        """The normal form of a term."""
        stages: list[Stage] = []
        for _ in range(ROUNDS):
            equations = {leaf: self.equation(leaf) for leaf in leaves(term)}
            self.dividing(term, equations)
            values = {leaf: self._atomic(each.right) for leaf, each in equations.items()}
            value = sympy.cancel(self.atoms.expression(term, values.__getitem__))
            value, circles = self.on_circle(value)
            value, splits, again = self.reduced(value)
            used = tuple(each for each in equations.values() if each.proof)
            middle = exchanged(term, {each.left: each.right for each in used})
            stages.append(Stage(term, used, middle, splits, circles))
            if not again:
                return Form(value, tuple(stages))
            term = self.atoms.term(value)
        raise OutsideError("too many equal indices")

    def dividing(self, term: t.Term, equations: dict[t.Term, Equation]) -> None:
        """OutsideError where the arithmetic of a term divides by what is not certainly above or below zero."""
        if not isinstance(term, ARITHMETIC):
            return
        for part in t.parts(term):
            self.dividing(part, equations)
        if isinstance(term, t.Over):
            below = sympy.cancel(
                self.atoms.expression(term.denominator, lambda leaf: self._atomic(equations[leaf].right))
            )
            if not below.is_number and not self.not_zero(sympy.fraction(below)[0]):
                raise OutsideError("a division by what may be zero")

    def not_zero(self, polynomial: sympy.Expr) -> bool:
        """Whether no factor of a polynomial is zero, by their forms."""
        found = [self.atoms.term(factor) for factor, _ in sympy.factor_list(polynomial)[1]]
        return all(self.facts.nonzero(each) for each in found) or self.factors(polynomial) is not None

    def factors(self, polynomial: sympy.Expr) -> tuple[sympy.Rational, list[t.Term]] | None:
        """A number, and the factors of a polynomial, each above zero by its form; None where one is not."""
        content, found = sympy.factor_list(polynomial)
        made: list[t.Term] = []
        for factor, power in found:
            term = self.atoms.term(factor)
            if not self.facts.positive(term) and self.facts.positive(self.atoms.term(-factor)):
                term, content = self.atoms.term(-factor), content * (-1) ** power
            if not self.facts.positive(term):
                return None
            made += [term] * power
        return (content, made) if content.is_Rational else None

    def _atomic(self, term: t.Term) -> sympy.Expr:
        return self.atoms.expression(term, self.atoms.symbol)

    def equation(self, leaf: t.Term) -> Equation:
        """What a leaf is in terms of atoms."""
        if leaf not in self.known:
            rule = self.rules.get(type(leaf))
            self.known[leaf] = rule(self, leaf) if rule else Equation(leaf, leaf)
        return self.known[leaf]

    def on_circle(self, value: sympy.Expr) -> tuple[sympy.Expr, tuple[t.Term, ...]]:
        """cos² x is 1 − sin² x; the numbers x of which that is used."""
        used: dict[t.Term, None] = {}
        sides: list[Any] = list(sympy.fraction(value))
        symbols: set[Any] = value.free_symbols
        for symbol in sorted(symbols, key=lambda each: each.name):
            atom: Any = self.atoms.of(symbol)
            if not isinstance(atom, t.Apply) or atom.function != "cos":
                continue
            if max(sympy.degree(side, symbol) for side in sides) > 1:
                sine = self.atoms.symbol(t.Apply("sin", atom.argument))
                sides = [sympy.rem(side, symbol**2 + sine**2 - 1, symbol) for side in sides]
                used[atom.argument] = None
        return (sympy.cancel(sides[0] / sides[1]), tuple(used)) if used else (value, ())

    def reduced(self, value: sympy.Expr) -> tuple[sympy.Expr, tuple[Any, ...], bool]:
        """δ² = δ, and δ(w s, j) f(w s) = δ(w s, j) f(j); the pairs used, and whether an index was put for another."""
        numerator, denominator = sympy.fraction(value)
        deltas = [each for each in numerator.free_symbols if isinstance(self.atoms.of(each), t.Delta)]
        if not deltas:
            return value, (), False
        symbols = sorted(numerator.free_symbols, key=lambda each: each.name)
        total, again = sympy.Integer(0), False
        splits: dict[Any, None] = {}
        for powers, coefficient in sympy.Poly(numerator, *symbols).terms():
            part = coefficient / denominator
            for symbol, power in zip(symbols, powers, strict=True):
                if power > 1 and symbol in deltas:
                    splits[symbol] = None
                    power = 1
                part *= symbol**power
            for symbol in sorted(part.free_symbols & set(deltas), key=lambda each: each.name):
                delta: Any = self.atoms.of(symbol)
                if not isinstance(delta.left, t.Image):
                    continue
                moved = {
                    each: self.atoms.symbol(t.put(self.atoms.of(each), {delta.left: delta.right}))
                    for each in part.free_symbols
                    if each != symbol and delta.left in t.everything(self.atoms.of(each))
                }
                if moved:
                    part, again = part.xreplace(moved), True
                    splits[symbol] = None
            total += part
        used: list[Any] = [self.atoms.of(each) for each in splits]
        pairs = tuple((each.left, each.right) for each in used)
        return sympy.cancel(total), pairs, again

    # ------------------------------------------------------------------------------------------------------------- proofs

    def proof(self, form: Form, target: t.Term) -> str:
        """Tactics for `term = target`, where the target is the form's value."""
        *before, last = form.stages
        text = ""
        for stage, following in zip(before, form.stages[1:], strict=True):
            text += f"transitivity ({coq(following.term)}).\n{{ {self.staged(stage, following.term)} }}\n"
        return text + self.staged(last, target)

    def staged(self, stage: Stage, target: t.Term) -> str:
        """Tactics for one stage: rewrite the leaves, distinguish cases, hide the atoms, and calculate."""
        return self.rewritten(stage.equations, stage.middle, target) + self.calculated(
            (stage.middle, target), stage.splits, stage.circles
        )

    def rewritten(self, equations: tuple[Equation, ...], middle: t.Term, target: t.Term) -> str:
        """Every leaf replaced by what it is."""
        if not equations:
            return ""
        text, names = "", []
        once = {alpha(each.left): each for each in equations}  # Coq takes terms that differ in bound names only for one
        for each in sorted(once.values(), key=lambda each: -len(coq(each.left))):
            name = self.facts.fresh().replace("n", "E")
            names.append(name)
            text += f"assert ({name} : {same(each.left, each.right)}).\n{{ {each.proof} }}\n"
        rewriting = " ".join(f"rewrite {name}." for name in names)
        return (
            text
            + f"etransitivity. {{ {rewriting} reflexivity. }}\nclear {' '.join(names)}.\nchange ({same(middle, target)}).\n"
        )

    def calculated(
        self, sides: tuple[t.Term, ...], splits: tuple[Any, ...] = (), circles: tuple[t.Term, ...] = ()
    ) -> str:
        """What is left is arithmetic in the atoms."""
        if splits:
            return (
                "".join(
                    f"destruct (Nat.eq_dec {position(a)} {position(b)}) as [Same|Apart]; "
                    f"[rewrite ?Same, ?delta_refl; clear Same|rewrite ?(delta_false {position(a)} {position(b)} Apart); clear Apart]; "
                    for a, b in splits
                )
                + "rational."
            )
        atoms = {alpha(leaf) for side in sides for leaf in leaves(side)}
        text = "".join(f"generalize (circle {coq(each, ATOM)}). " for each in reversed(circles))
        for atom in sorted(atoms, key=lambda each: (-len(coq(each)), coq(each))):
            if isinstance(atom, t.Letter):
                continue
            text += f"hide{'_positive' if self.facts.positive(atom) else ''} ({coq(atom)}). "
        if not circles:
            return text + "rational."
        names = " ".join(f"Circle{k}" for k in range(len(circles)))
        return f"{text}intros {names}. first [ring [{names}] | field [{names}]; nonzero]."


Rule = Callable[[Normal, Any], Equation]
"""What a leaf of one kind is in terms of atoms, with the proof."""


def exchanged(term: t.Term, values: dict[t.Term, t.Term]) -> t.Term:
    """The leaves of a term's arithmetic replaced."""
    if term in values:
        return values[term]
    return rebuild(term, lambda part: exchanged(part, values)) if isinstance(term, ARITHMETIC) else term


def chain(lemma: str, inner: str) -> str:
    """First a lemma, then the rest."""
    return f"refine (eq_trans {lemma} _).\n{inner}"


def rest(normal: Normal, leaf: t.Term, lemma: str, after: t.Term) -> Equation:
    """A leaf that a lemma turns into a term, which has a normal form of its own."""
    form = normal.form(after)
    target = normal.atoms.term(form.value)
    return Equation(leaf, target, chain(lemma, normal.proof(form, target)))
