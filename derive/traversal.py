"""Walking, rebuilding and substituting in expression trees.

>>> from derive.expression import Column, Index, Sum, Symbol
>>> U, w, x = Symbol("U", ("d", "V")), Index("w", "V"), Index("x", "V")
>>> [index.name for index in free_indices(Sum(w, Column(U, x)))]
['x']
>>> substitute(Sum(w, Column(U, x)), {x: w}) == Sum(Index("w'", "V"), Column(U, w))
True
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from derive.expression import Index, Mapped, Node, Size, Sum, Symbol, Table
from derive.nodes import below, once, rebuild

children = below(Node)
"""The nodes directly below one of an expression tree, in order."""


def walk(node: Node) -> Iterator[Node]:
    """The node and everything below it, from the top."""
    pending = [node]
    while pending:
        each = pending.pop()
        yield each
        pending.extend(reversed(children(each)))


def free_indices(node: Node) -> frozenset[Index]:
    """The indices that occur in a node and are bound by nothing inside it."""
    if isinstance(node, Index):
        return frozenset({node})  # not kept: an index that holds itself would never be let go
    try:
        return node._free  # type: ignore[attr-defined]
    except AttributeError:
        found: frozenset[Index] = frozenset()
        for each in map(free_indices, children(node)):
            found = found if each <= found else each if found <= each else found | each  # one set serves many nodes
        if isinstance(node, Sum | Table):
            found -= {node.index}
        object.__setattr__(node, "_free", found)
        return found


def index_maps(*nodes: Node) -> set[tuple[str, Size, Size]]:
    """The index maps that some trees speak of, each with what numbers it and what it points into: ("w", "K", "V")."""
    return {
        (node.name, node.argument.over, node.over) for each in nodes for node in walk(each) if isinstance(node, Mapped)
    }


def fresh(index: Index, taken: frozenset[Index]) -> Index:
    """`index`, renamed by primes until none of `taken` has its name."""
    names = {other.name for other in taken}
    name = index.name
    while name in names:
        name += "'"
    return index if name == index.name else replace(index, name=name)


@once
def bound_names(node: Node) -> frozenset[str]:
    """The names of the indices that sums and lists in a tree bind."""
    found = [names for child in children(node) if (names := bound_names(child))]
    own = [frozenset({node.index.name})] if isinstance(node, Sum | Table) else []
    return frozenset().union(*own, *found) if own or len(found) > 1 else found[0] if found else NONE


NONE: frozenset[str] = frozenset()
"""What a tree without sums and lists binds."""


def apart(node: Any, names: frozenset[str]) -> Any:
    """The tree in which no index that is bound bears one of some names: Σ_k' Σ_{l ≠ k'} beside a free k.

    >>> k = Index("k", "n")
    >>> apart(Sum(k, Symbol("s")), frozenset({"k"})).index.name
    "k'"
    """
    if not isinstance(node, Node) or not names & bound_names(node):
        return node
    if isinstance(node, Sum | Table) and node.index.name in names:
        taken = names | bound_names(node) | {index.name for index in free_indices(node)}
        name = node.index.name + "'"
        while name in taken:
            name += "'"
        other = replace(node.index, name=name)
        parts = {node.index: other}
        return rebuild(node, lambda child: other if child is node.index else apart(substitute(child, parts), names))
    return rebuild(node, lambda child: apart(child, names))


def replaced(node: Any, old: Any, new: Any) -> Any:
    """The tree with every occurrence of `old` replaced by `new`."""
    return new if node == old else rebuild(node, lambda child: replaced(child, old, new))


def substitute(node: Any, values: dict[Any, Any]) -> Any:
    """Replace free indices and symbols by what `values` maps them to; bound indices are renamed where they would capture."""
    if isinstance(node, Index | Symbol) and node in values:
        return values[node]
    if isinstance(node, Sum | Table):
        inner = {old: new for old, new in values.items() if old != node.index}
        incoming = frozenset().union(*(free_indices(new) for new in inner.values())) if inner else frozenset()
        bound = fresh(node.index, incoming)
        if bound != node.index:
            inner[node.index] = bound
        return rebuild(node, lambda child: bound if child is node.index else substitute(child, inner))
    return rebuild(node, lambda child: substitute(child, values))
