"""A derivation as a file for Coq: a theorem for each line, that it equals the line before."""

from collections.abc import Iterator
from dataclasses import dataclass

from derive.blocks import Chain, Words
from derive.derivation import Derivation
from derive.expression import ALWAYS, Condition, Expression
from derive.writing.latex import latex
from proofs.coq.proving import NoProofError
from proofs.coq.statement import Claim
from proofs.coq.terms import OutsideError
from proofs.coq.theorem import Certificate, commented, joined, section
from proofs.derivations.checking import Constraints, column_by_column, setting
from proofs.identity import Setting


@dataclass(frozen=True, slots=True)
class Certified:
    """The certificate of a derivation, and what of it has none, each with the reason."""

    certificate: Certificate
    items: tuple[tuple[Setting, Claim], ...]
    missing: tuple[tuple[str, str], ...]


def of_derivations(derivations: list[Derivation]) -> Certified:
    """One file for some derivations: their lines, in modules Line1, Line2, …, and in comments what has no proof."""
    sections: list[Certificate] = []
    items: list[tuple[Setting, Claim]] = []
    missing: list[tuple[str, str]] = []
    for derivation in derivations:
        for before, after, facts in equalities(derivation):
            words = f"{latex(before)}\n   =  {latex(after)}"
            given, claim = stated(before, after, facts, derivation.constraints)
            try:
                made = section(given, claim, f"Line{len(items) + 1}")
            except (OutsideError, NoProofError) as reason:
                missing.append((f"part {derivation.part}: {words}", str(reason)))
                continue
            items.append((given, claim))
            comment = f"(* part {derivation.part}, line {len(items)}:\n      {commented(words)} *)\n"
            sections.append(Certificate(comment + made.text, made.theorems, made.statements))
    told = "\n".join(f"No certificate ({reason}) of {words}" for words, reason in missing)
    head = "Derivations of gradproof, line by line. Indices count from 0; sizes are any natural numbers."
    return Certified(joined(sections, f"{head}\n{told}".rstrip()), tuple(items), tuple(missing))


def equalities(derivation: Derivation) -> Iterator[tuple[Expression, Expression, tuple[Condition, ...]]]:
    """Each line with the one before it, and the facts under which they are equal; a line that only repeats is left out."""
    for block in derivation.blocks:
        if isinstance(block, Words):
            continue
        if not isinstance(block, Chain):
            if not block.definition:
                yield block.left, block.right, block.facts
            continue
        before = block.start
        for line in block.lines:
            if line.expression != before:
                yield before, line.expression, block.facts
            before = line.expression


def stated(
    before: Expression, after: Expression, facts: tuple[Condition, ...], constraints: Constraints
) -> tuple[Setting, Claim]:
    """Two expressions that are equal under some facts, as a claim."""
    before, after = column_by_column(before, after)
    given = setting([before, after], facts, constraints)
    numbers = tuple(fact for fact in facts if fact not in given.assumptions)
    return Setting(given.free, given.maps, (*given.assumptions, *numbers), given.constraints), Claim(
        before, after, ALWAYS
    )
