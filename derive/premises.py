"""What a derivation may rely on: the variable, the facts that are assumed about indices, and the quantities that have names.

A fact is a condition such as o ≠ w_s. Its free indices over anything but words stand for all values: "o is none of the w_s".

>>> from derive.expression import Column, Index, Mapped, Not, Same, Symbol
>>> o, s = Index("o", "V"), Index("s", "K")
>>> premises = Premises(Column(Symbol("U", ("d", "V")), o), (Not(Same(o, Mapped("w", s, "V"))),))
>>> premises.differ(Mapped("w", Index("r", "K"), "V"), o)
True
"""

from dataclasses import dataclass

from derive.expression import (
    Column,
    Condition,
    Entry,
    Expression,
    Index,
    IndexTerm,
    Mapped,
    Member,
    Named,
    Node,
    Not,
    Ordinal,
    Same,
    Some,
)
from derive.traversal import children, walk

Variable = Expression


@dataclass(frozen=True, slots=True)
class Premises:
    """The variable of a derivation, its facts, and its named quantities in the order in which they are tried."""

    variable: Variable
    facts: tuple[Condition, ...] = ()
    names: tuple[Named, ...] = ()

    def injective(self, name: str) -> bool:
        """Whether the facts say that a map has different values for different arguments: r = s or w_r ≠ w_s."""
        return any(_says_injective(fact, name) for fact in self.facts)

    def differ(self, left: IndexTerm, right: IndexTerm) -> bool:
        """Whether two index terms point at different values, by the facts."""
        if isinstance(left, Ordinal) and isinstance(right, Ordinal) and left.over == right.over:
            return left.number != right.number and left.end == right.end
        return any(
            isinstance(fact, Not) and isinstance(fact.condition, Same) and _is_instance(fact.condition, left, right)
            for fact in self.facts
        )

    def depends(self, expression: Node, variable: Variable) -> bool:
        """Whether the value of an expression can change with the variable."""
        match variable:
            case Entry(Member(matrix)) | Column(Member(matrix)) | Member(matrix):
                return matrix in set(walk(expression))
            case Column(matrix, index) | Entry(matrix, index):
                if isinstance(expression, type(variable)) and expression.matrix == matrix:
                    other = expression.index if isinstance(expression, Column) else expression.row
                    return not self.differ(other, index)
                if expression == matrix:
                    return True
                return any(self.depends(child, variable) for child in children(expression))
        return any(part == variable for part in walk(expression))


def _says_injective(fact: Condition, name: str) -> bool:
    match fact:
        case Some((Same(r, s), Not(Same(Mapped(one, at_r), Mapped(other, at_s))))):
            return one == other == name and {r, s} == {at_r, at_s}
    return False


def _is_instance(fact: Same, left: IndexTerm, right: IndexTerm) -> bool:
    """Whether left = right is the fact, either way round, with the fact's indices over samples standing for any sample."""
    return (_stands_for(fact.left, left) and _stands_for(fact.right, right)) or (
        _stands_for(fact.left, right) and _stands_for(fact.right, left)
    )


def _stands_for(general: IndexTerm, special: IndexTerm) -> bool:
    if isinstance(general, Mapped):
        return isinstance(special, Mapped) and special.name == general.name and _argument(general, special)
    return general == special


def _argument(general: Mapped, special: Mapped) -> bool:
    inner = general.argument
    return isinstance(inner, Index) or inner == special.argument
