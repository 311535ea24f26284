"""What may be relied on where a file is written: vectors that sum to 1, symmetric matrices, positive definite ones."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from derive.tensors.algebra import add, beside, flat, product
from derive.tensors.axes import rewritten, total
from derive.tensors.graph import Node
from derive.tensors.symmetries import with_symmetric


@dataclass(frozen=True, slots=True)
class Assumed:
    """Names of arguments. `unit_sums` are vectors that sum to 1, or matrices whose rows do; positive definite matrices are among the symmetric ones."""

    unit_sums: frozenset[str] = frozenset()
    symmetric: frozenset[str] = frozenset()
    definite: frozenset[str] = frozenset()

    def applied(self, node: Node) -> Node:
        """The node as it is where all of this holds."""
        return with_symmetric(with_unit_sums(node, self.unit_sums), self.symmetric)

    def told(self) -> list[str]:
        """A line for each that a reader should know of."""
        lines = []
        if self.unit_sums:
            lines.append(f"It relies on {', '.join(sorted(self.unit_sums))} summing to 1.")
        for names, word in (
            (self.definite, "symmetric positive definite"),
            (self.symmetric - self.definite, "symmetric"),
        ):
            if names:
                lines.append(f"It relies on {', '.join(sorted(names))} being {word}.")
        return lines


NOTHING = Assumed()


def with_unit_sums(node: Node, names: Collection[str]) -> Node:
    """The node with 1 for Σ_j y_j, and Σ_j y_j f_j − g for Σ_j y_j (f_j − g), where y sums to 1."""

    def rule(each: Node) -> Node | None:
        factors = flat("product", each.args) if each.op == "total" else []
        for unit in factors:
            if unit.op == "leaf" and unit.data[0] in names and unit.data[1][-1] in each.data:
                return _without_unit(each, unit, factors)
        return None

    return rewritten(node, rule)


def _without_unit(node: Node, unit: Node, factors: Sequence[Node]) -> Node | None:
    """Σ_j y_j (f_j − g) as Σ_j y_j f_j − g; None where nothing else, or more than a sum, changes along j."""
    axis = unit.data[1][-1]
    others = beside(unit, factors)
    along = [each for each in others if axis in each.axes]
    rest = tuple(each for each in node.data if each != axis)
    if not along:
        return total(rest, product(*others))
    if len(along) > 1 or along[0].op != "add" or all(axis in term.axes for term in along[0].args):
        return None
    outside = product(*beside(along[0], others))
    changing = add(*(term for term in along[0].args if axis in term.axes))
    constant = add(*(term for term in along[0].args if axis not in term.axes))
    return add(total(node.data, product(unit, changing, outside)), total(rest, product(constant, outside)))
