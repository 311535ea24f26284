"""Where an answer to a statement is compared: what is free, the labels as maps, and what is assumed."""

from collections.abc import Sequence
from fractions import Fraction

from derive import expression as x
from derive.domains import domains
from derive.problem import Part
from derive.reading.context import Place
from derive.statement import Statement
from derive.traversal import free_indices, index_maps, walk
from proofs.identity import ASSUMED, Setting


def part_of(statement: Statement) -> Part:
    """What a statement asks for, as a part of an assignment without a notation."""
    return Part(
        "",
        "gradient",
        "",
        "",
        Place(loss=statement.loss, free={each.name: each for each in statement.free}),
        loss=statement.loss,
        variable=statement.variable,
        by=statement.wrt,
        stated=tuple(f"{each.symbol}: {each.kind}" for each in statement.assumptions),
    )


SYMBOLS = ("number", "vector", "matrix", "family", "array")
"""What stands in the tree as a symbol."""


def setting_of(statement: Statement, expressions: Sequence[x.Node]) -> Setting:
    """The setting for some expressions."""
    free: frozenset[x.Index] = frozenset().union(*(free_indices(each) for each in expressions))
    maps = index_maps(*expressions)
    declared = {each.name: each for each in statement.declarations}
    apart = []
    for each in statement.assumptions:
        if each.kind != "apart":
            continue
        ends = [x.Index(name, declared[name].sizes[0]) for name in (each.symbol, each.values[0]) if name in declared]
        if len(ends) == 2 and set(ends) <= free:
            apart.append(x.Not(x.Same(*ends)))
    for choice in statement.choices:  # the greatest over j ≠ y is attained elsewhere than at y
        match choice.condition:
            case x.Not(x.Same(one, other)) | x.All((x.Not(x.Same(one, other)),)) if choice.index in (one, other):
                place = other if one == choice.index else one
                if {choice.term, place} <= {node for side in expressions for node in walk(side)}:
                    apart.append(x.Not(x.Same(place, choice.term)))
    ordered = tuple(sorted(free, key=lambda index: (index.over, index.name)))
    return Setting(
        ordered,
        tuple(sorted(maps)),
        tuple(apart),
        constraints_of(statement),
        (*statement.relations, *attained(statement, expressions)),
    )


def attained(statement: Statement, expressions: Sequence[x.Node]) -> tuple[x.Condition, ...]:
    """That the indices at which something is greatest are these, where the expressions speak of them."""
    nodes = {node.name for each in expressions for node in walk(each) if isinstance(node, x.Index | x.Mapped)}
    zero = x.Number(Fraction(0))
    return tuple(x.Compare(each.fails(), "<=", zero) for each in statement.choices if each.name in nodes)


def constraints_of(statement: Statement) -> tuple[tuple[str, ...], ...]:
    """What a statement assumes of its symbols, with its logarithms, roots and powers that are no numbers."""
    declared = {each.name: each for each in statement.declarations}
    constraints = tuple(
        sorted(
            (each.symbol, each.kind, *each.values, *(("columns",) if declared[each.symbol].kind == "family" else ()))
            for each in statement.assumptions
            if each.kind in ASSUMED and each.symbol in declared and declared[each.symbol].kind in SYMBOLS
        )
    )
    known = {each[0] for each in constraints}
    return constraints + tuple(each for each in domains(statement.loss)[0] if each[0] not in known)
