"""The file of a certificate: the statement, and the proof of each theorem."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from derive import expression as x
from derive.nodes import rebuild
from proofs.coq import terms as t
from proofs.coq.entries import Entries, Quantity
from proofs.coq.facts import Facts
from proofs.coq.hypotheses import assumed_of_entries, conjuncts, divisors, repeats, state_hypotheses
from proofs.coq.proving import Goal, NoProofError, Prover
from proofs.coq.statement import Claim, Given, Goals, Statement, statement
from proofs.coq.terms import OutsideError


@dataclass(frozen=True, slots=True)
class Certificate:
    """The text of a file for Coq, its theorems by name, and what they state."""

    text: str
    theorems: tuple[str, ...]
    statements: tuple[Statement, ...]


def certificate(items: Sequence[tuple[Given, Claim]], comment: str = "", forced: bool = False) -> Certificate:
    """The certificate of some claims. NoProofError where no proof is found, OutsideError where a claim cannot be stated."""
    modules = [f"Case{number}" for number in range(1, len(items) + 1)] if len(items) > 1 else [""]
    return joined(
        [section(given, claim, module, forced) for (given, claim), module in zip(items, modules, strict=True)], comment
    )


def section(given: Given, claim: Claim, module: str = "", forced: bool = False) -> Certificate:
    """One claim, in a module of its own if that has a name."""
    made = stated(given, claim)
    lines = ["Section Certificate.", *made.givens(), *made.definitions(), ""]
    for goals in made.theorems:
        lines += [made.theorem(goals), "Proof.", proof(made, goals, forced), "Qed.", ""]
    lines.append("End Certificate.")
    if module:
        lines = [f"Module {module}.", *lines, f"End {module}."]
    names = tuple(f"{module}.{goals.name}" if module else goals.name for goals in made.theorems)
    return Certificate("\n".join(lines) + "\n", names, (made,))


def stated(given: Given, claim: Claim) -> Statement:
    """The statement of a claim with all its hypotheses."""
    made = statement(given, claim)
    state_hypotheses(made)
    return made


def joined(sections: Sequence[Certificate], comment: str = "") -> Certificate:
    """A file of several sections."""
    names = tuple(name for each in sections for name in each.theorems)
    text = "\n".join([
        *([f"(* {commented(comment)} *)"] if comment else []),
        "Require Import GradProof.",
        "",
        *(each.text for each in sections),
        *(f"Print Assumptions {name}." for name in names),
    ])  # fmt: skip
    return Certificate(text + "\n", names, tuple(made for each in sections for made in each.statements))


def commented(text: str) -> str:
    """Text that stays inside a comment: Coq reads comment signs and quotation marks there, too."""
    return text.replace("(*", "( *").replace("*)", "* )").replace('"', "''")


def proof(made: Statement, goals: Goals, forced: bool = False) -> str:
    """The tactics that prove one theorem."""
    e = made.entries
    ranges = {**e.indices, **dict(goals.entry)}
    facts = Facts(dict(ranges), sizes=frozenset(divisors(made)))
    facts.not_zero = made.not_zero
    facts.above_zero = frozenset(name for name, bound in made.bounds.items() if bound)
    facts.entries = {(known.matrix, known.kind): known.name for known in assumed_of_entries(e, made.given)}
    opening = " ".join([f"intros {name}." for name, _ in goals.entry] + [f"intros H{name}." for name, _ in goals.entry])
    equal: list[tuple[str, t.Position, t.Position]] = []
    for number, condition in enumerate((each for each in made.conditions if each != x.ALWAYS), 1):
        if repeated := repeats(condition):
            name = e.names.get(("map", repeated))
            if name in e.maps:
                facts.injective[name] = e.maps[name][0]
            continue
        for each in conjuncts(condition):
            match each:
                case x.Not(x.Same(left, right)):
                    _apart(facts, e, left, right)
                case x.Same(left, right) if each is condition and f"case{number}" in dict(made.facts):
                    equal.append((f"case{number}", e.position(left, {}), e.position(right, {})))
    expand = Expansion(e.quantities, facts)
    ordered = _ordered(made, goals)
    prover = Prover(facts, expand, ordered, made.bounds, tuple(made.relations), forced)
    goal = Goal(freshened(goals.goal.left, facts), freshened(goals.goal.right, facts), goals.goal.exists)
    return f"{opening}\n{prover.prove(goal, tuple(equal))}"


def _apart(facts: Facts, e: Entries, left: x.IndexTerm, right: x.IndexTerm) -> None:
    """A pair of indices that are different, or a map that avoids an index."""
    for one, other in ((left, right), (right, left)):
        if isinstance(one, x.Mapped) and isinstance(one.argument, x.Index) and isinstance(other, x.Index):
            known = e.names.get(("index", one.argument.name, one.argument.over))
            if known not in e.indices:
                facts.avoids |= {(e.name(("map", one.name), one.name), e.position(other, {}))}
                return
    facts.apart |= {frozenset((e.position(left, {}), e.position(right, {})))}


def _ordered(made: Statement, goals: Goals) -> tuple[str, ...]:
    """The letter whose sign decides cases, if there are some."""
    parts = [each for term in (goals.goal.left, goals.goal.right) for each in t.everything(term)]
    if not any(_compares_letters(each) for each in parts):
        return ()
    letters = [name for name, bound in made.bounds.items() if not bound]
    if len(letters) != 1:
        raise OutsideError("cases by more than one number")
    return tuple(letters)


def _compares_letters(term: Any) -> bool:
    """Whether a term is one or another as numbers compare that are put together from letters; those of entries stay as they are."""
    compares = isinstance(term, t.Less | t.Greatest) or (
        isinstance(term, t.Apply) and term.function in ("Rabs", "sign_of")
    )
    return compares and not any(isinstance(each, t.Entry | t.SumOver) for each in t.everything(term))


def freshened(term: Any, facts: Facts) -> Any:
    """A term whose bound indices have new names."""
    if isinstance(term, t.SumOver):
        name = facts.fresh()
        return t.SumOver(term.size, name, freshened(t.put(term.body, {t.At(term.index): t.At(name)}), facts))
    return rebuild(term, lambda part: freshened(part, facts))


@dataclass(frozen=True, slots=True)
class Expansion:
    """Writes out what the file defines."""

    quantities: dict[str, Quantity]
    facts: Facts

    def __call__(self, term: Any) -> Any:
        """The term with every quantity replaced by its value."""
        match term:
            case t.Entry(name, at) if name in self.quantities:
                quantity = self.quantities[name]
                values = {t.At(index): self(position) for index, position in zip(quantity.indices, at, strict=True)}
                return self(freshened(t.put(quantity.body, values), self.facts))
            case t.Slope(letter, body, t.Entry(name, at)):  # the point is an entry of what is changed, and stays
                return t.Slope(letter, self(body), t.Entry(name, tuple(map(self, at))))
            case t.Ordinal(-1, t.Ordinal(1, after)):
                return self(after)
            case t.Choice(t.Equal(left, right), then, otherwise) if isinstance(left, t.Ordinal) and right == t.Ordinal(
                0
            ):
                return self(then if left == right else otherwise)
        return rebuild(term, self)


__all__ = ["Certificate", "Claim", "NoProofError", "certificate", "commented", "proof"]
