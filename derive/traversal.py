"""Walking, rebuilding and substituting in expression trees.

>>> from derive.expression import Column, Index, Sum, Symbol
>>> U, w, x = Symbol("U", ("d", "V")), Index("w", "V"), Index("x", "V")
>>> [index.name for index in free_indices(Sum(w, Column(U, x)))]
['x']
>>> substitute(Sum(w, Column(U, x)), {x: w}) == Sum(Index("w'", "V"), Column(U, w))
True
"""

from collections.abc import Callable, Iterator
from dataclasses import fields, replace
from fractions import Fraction
from typing import Any, TypeVar

from derive.expression import Index, Node, Shape, Sum, Symbol, Table

Kind = TypeVar("Kind")
PLAIN = (str, int, bool, Fraction, Shape)
"""Types of fields that hold no nodes."""
_HOLDERS: dict[type, tuple[str, ...]] = {}


def below(node: Any, kind: type[Kind]) -> list[Kind]:
    """The nodes of a kind directly below a frozen dataclass, in order; the fields of each class that may hold some are looked up once."""
    names = _HOLDERS.get(type(node))
    if names is None:
        names = _HOLDERS[type(node)] = tuple(
            each.name for each in fields(node) if each.name not in ("span", "shape") and each.type not in PLAIN
        )
    found: list[Kind] = []
    for name in names:
        value = getattr(node, name)
        if isinstance(value, kind):
            found.append(value)
        elif isinstance(value, tuple):
            _gather(value, kind, found)
    return found


def _gather(values: tuple[Any, ...], kind: type[Kind], found: list[Kind]) -> None:
    """The nodes in a tuple, and in tuples inside of it."""
    for value in values:
        if isinstance(value, kind):
            found.append(value)
        elif isinstance(value, tuple):
            _gather(value, kind, found)


def children(node: Node) -> list[Node]:
    """The nodes directly below one of an expression tree, in order."""
    return below(node, Node)


def walk(node: Node) -> Iterator[Node]:
    """The node and everything below it, from the top."""
    yield node
    for child in children(node):
        yield from walk(child)


def rebuild(node: Node, change: Callable[[Any], Any]) -> Any:
    """A copy with `change` applied to every direct child; the same object when nothing changed."""

    def inside(value: Any) -> Any:
        if isinstance(value, Node):
            return change(value)
        if isinstance(value, tuple):
            return tuple(inside(item) for item in value)
        return value

    changed = {}
    for each in fields(node):
        if each.name in ("span", "shape"):
            continue
        old = getattr(node, each.name)
        new = inside(old)
        if new is not old and not (isinstance(old, tuple) and all(a is b for a, b in zip(old, new, strict=True))):
            changed[each.name] = new
    return replace(node, **changed) if changed else node


def free_indices(node: Node) -> frozenset[Index]:
    """The indices that occur in a node and are bound by nothing inside it."""
    if isinstance(node, Index):
        return frozenset({node})
    below: frozenset[Index] = frozenset().union(*(free_indices(child) for child in children(node)))
    return below - {node.index} if isinstance(node, Sum | Table) else below


def fresh(index: Index, taken: frozenset[Index]) -> Index:
    """`index`, renamed by primes until none of `taken` has its name."""
    names = {other.name for other in taken}
    name = index.name
    while name in names:
        name += "'"
    return index if name == index.name else replace(index, name=name)


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
