"""Proofs of statements: cases of indices and of signs as far as they are needed, then normal forms.

A search without luck ends in `NoProofError`; it never says that a statement is false.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import product
from typing import Any

import sympy

from proofs.coq import terms as t
from proofs.coq.facts import Facts, SplitError
from proofs.coq.leaves import LEAVES
from proofs.coq.normal import Normal
from proofs.coq.printing import ATOM, coq, position, same
from proofs.coq.slopes import Slopes, Spot, settled
from proofs.coq.terms import OutsideError

DEPTH = 6
"""So many pairs of indices are distinguished, one after the other."""
SAMPLES = tuple(Fraction(n, 7) for n in (1, 3, 5, 12, 40))
"""Numbers at which comparisons are looked at before Coq proves them."""


class NoProofError(Exception):
    """No proof was found; the sentence says where it ended."""


@dataclass(frozen=True, slots=True)
class Goal:
    """left = right; where the Slope on the left is to `exist`, also that what it differentiates has a derivative."""

    left: t.Term
    right: t.Term
    exists: bool = False

    def put(self, values: dict[Any, Any]) -> "Goal":
        """The goal with positions replaced."""
        return Goal(t.put(self.left, values), t.put(self.right, values), self.exists)


@dataclass(slots=True)
class Prover:
    """Proves goals under facts. `expand` writes out what the file defines; `signs` are letters whose sign matters."""

    facts: Facts
    expand: Callable[[Any], Any]
    ordered: tuple[str, ...] = ()
    """Letters that may be below or above zero, with cases for both."""
    bounds: dict[str, str] = field(default_factory=dict)
    relations: tuple[tuple[t.Term, str, t.Term], ...] = ()
    """What is known of numbers: left < right, left <= right, left <> right."""
    forced: bool = False
    """Whether a proof is written down although the normal forms differ; Coq refuses it then."""

    def prove(self, goal: Goal, equal: tuple[tuple[str, t.Position, t.Position], ...]) -> str:
        """The tactics, or NoProofError. `equal` are hypotheses, by name, that two indices are the same."""
        opening = ""
        for name, left, right in equal:
            opening += f"{self.stated(goal)}rewrite {name}.\n"
            goal = self.expanded(goal).put({left: right})
        try:
            if self.ordered:
                return opening + self.by_sign(goal)
            return opening + self.by_indices(goal, DEPTH)
        except OutsideError as outside:
            raise NoProofError(str(outside)) from None

    def stated(self, goal: Goal) -> str:
        """The goal with all definitions written out."""
        right = self.expand(goal.right)
        if not (goal.exists and isinstance(goal.left, t.Slope)):
            return f"change ({same(self.expand(goal.left), right)}).\n"
        function = f"(fun {goal.left.letter} => {coq(self.expand(goal.left.body))})"
        return f"change (is_derive {function} {coq(goal.left.point, ATOM)} {coq(right, ATOM)}).\n"

    def expanded(self, goal: Goal) -> Goal:
        """The goal with what the file defines written out."""
        return Goal(self.expand(goal.left), self.expand(goal.right), goal.exists)

    # -------------------------------------------------------------------------------------------------------------- cases

    def by_indices(self, goal: Goal, depth: int) -> str:
        """The cases of two indices, when the normal forms ask for it."""
        try:
            return self.directly(goal)
        except SplitError as split:
            if not depth:
                raise NoProofError("too many cases of indices") from None
            left, right = self.oriented(split.left, split.right)
        opening, goal = self.stated(goal), self.expanded(goal)
        equal = self.by_indices(goal.put({left: right}), depth - 1)
        known = self.facts.apart
        self.facts.apart = known | {frozenset((left, right))}
        try:
            apart = self.by_indices(goal, depth - 1)
        finally:
            self.facts.apart = known
        return (
            f"{opening}destruct (Nat.eq_dec {position(left)} {position(right)}) as [Same|Apart{depth}].\n"
            f"{{ rewrite Same. clear Same. {equal} }}\n{{ {apart} }}"
        )

    def oriented(self, left: t.Position, right: t.Position) -> tuple[t.Position, t.Position]:
        """The pair with the index that is to go first: one of which nothing else is known."""
        known = {each for pair in self.facts.apart for each in pair} | {each for _, each in self.facts.avoids}

        def stays(term: t.Position) -> tuple[bool, bool, int]:
            return (not isinstance(term, t.At), term in known, -self.facts.rank(term))

        return (left, right) if stays(left) <= stays(right) else (right, left)

    def by_sign(self, goal: Goal) -> str:
        """x below and above zero; at zero only where the hypotheses exclude it."""
        (letter,) = self.ordered
        cases = []
        for sign in (-1, 0, 1):
            values = self.values(letter, sign)
            if not all(self.holds(*each, values) for each in self.relations):
                cases.append("exfalso; at_odds.")
            elif sign == 0:
                cases.append(self.at_zero(goal, letter, values))
            else:
                self.facts.decide = self.deciding(values)
                cases.append(self.by_indices(goal, DEPTH))
        below, zero, above = cases
        return (
            f"destruct (Rtotal_order {letter} 0) as [Below|[Zero|Above]].\n{{ {below} }}\n{{ {zero} }}\n{{ {above} }}"
        )

    def at_zero(self, goal: Goal, letter: str, values: list[dict[str, Fraction]]) -> str:
        """The equation where the letter is 0; a derivative there is not looked for."""
        if any(isinstance(each, t.Slope) for side in (goal.left, goal.right) for each in t.everything(side)):
            raise NoProofError("a place where the cases meet")
        self.facts.decide = self.deciding(values)
        return f"{self.stated(goal)}rewrite Zero. {self.by_indices(self.expanded(goal).put({t.Letter(letter): t.ZERO}), DEPTH)}"

    def values(self, letter: str, sign: int) -> list[dict[str, Fraction]]:
        """Values of the letters with a sign of one of them."""
        others = [name for name in self.bounds if name != letter]
        ranges = [
            [s for s in SAMPLES if s < 1] if self.bounds[name] == "fraction" else list(SAMPLES) for name in others
        ]
        return [
            {letter: sign * s, **dict(zip(others, rest, strict=True))} for s in SAMPLES for rest in product(*ranges)
        ]

    def holds(self, left: t.Term, relation: str, right: t.Term, values: list[dict[str, Fraction]]) -> bool:
        """Whether a relation may hold at the values."""
        order = self.deciding(values)(left, right)
        return order is None or order in {"<": (-1,), "<=": (-1, 0), "<>": (-1, 1)}[relation]

    def deciding(self, values: list[dict[str, Fraction]]) -> Callable[[t.Term, t.Term], int | None]:
        """How two terms compare, if they do so alike at all the values."""

        def decide(left: t.Term, right: t.Term) -> int | None:
            try:
                found = {(a > b) - (a < b) for each in values for a, b in [(number(left, each), number(right, each))]}
            except (KeyError, ZeroDivisionError):
                return None
            return found.pop() if len(found) == 1 else None

        return decide

    # ------------------------------------------------------------------------------------------------------- normal forms

    def directly(self, goal: Goal) -> str:
        """Both sides have one normal form."""
        right = self.expand(goal.right)
        if not (goal.exists and isinstance(goal.left, t.Slope)):
            return f"change ({same(self.expand(goal.left), right)}).\n{self.equal(self.expand(goal.left), right)}"
        spot = Spot(goal.left.letter, goal.left.point)
        body = self.expand(goal.left.body)
        marked, proof = Slopes(spot, self.facts).of(body)
        value = self.expand(settled(marked))
        restored = (
            f"rewrite ?set{len(spot.point.at)}_same. " if isinstance(spot.point, t.Entry) and spot.point.at else ""
        )
        return (
            f"refine (D_eq {spot.function(body)} {coq(spot.point, ATOM)} ({spot.raw(marked)}) ({coq(goal.right)}) _ _).\n{{ {proof} }}\n"
            f"{restored}change ({same(value, right)}).\n{self.equal(value, right)}"
        )

    def equal(self, left: t.Term, right: t.Term) -> str:
        """Two expanded terms are the same function."""
        normal = Normal(self.facts, self.expand, LEAVES)
        first, second = normal.form(left), normal.form(right)
        difference = sympy.cancel(first.value - second.value)
        if difference != 0 and not self.forced:
            self.ask(normal, first.value, second.value)
            raise NoProofError("the normal forms differ")
        common = normal.atoms.term(first.value)
        return f"transitivity ({coq(common)}).\n{{ {normal.proof(first, common)} }}\nsymmetry.\n{normal.proof(second, common)}"

    def ask(self, normal: Normal, *values: Any) -> None:
        """Asks for the cases of a δ between free indices."""
        symbols: set[Any] = {symbol for value in values for symbol in value.free_symbols}
        for symbol in sorted(symbols, key=lambda each: each.name):
            for atom in t.everything(normal.atoms.of(symbol)):
                if isinstance(atom, t.Delta) and t.free_names(atom) <= set(self.facts.ranges):
                    raise SplitError(atom.left, atom.right)


def number(term: t.Term, values: dict[str, Fraction]) -> Fraction:
    """The value of an arithmetic term; KeyError where it is none."""
    match term:
        case t.Rational(value):
            return value
        case t.Letter(name):
            return values[name]
        case t.Plus(terms):
            return sum((number(each, values) for each in terms), Fraction(0))
        case t.Times(factors):
            result = Fraction(1)
            for each in factors:
                result *= number(each, values)
            return result
        case t.Minus(operand):
            return -number(operand, values)
        case t.Over(above, below):
            return number(above, values) / number(below, values)
        case t.Raised(base, exponent):
            return number(base, values) ** exponent
    raise KeyError(term)
