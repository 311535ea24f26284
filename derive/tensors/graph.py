"""Arrays in index notation: what a loss computes, as a graph of nodes each with an axis for every index that is free in it.

Nouns. An *axis* is an index that runs over a size. A *position* is what stands in the place of an index: an axis, an integer argument
(k), a label (y_i), a fixed number. A *node* is an operation on other nodes; equal nodes are one object. Nodes that differ only in
the names of their axes have one `digest`, and their `axes` correspond in order: X w by i is X w by j.

>>> i, j, k = Axis(1, "N"), Axis(2, "d"), Axis(3, "N")
>>> one, two = leaf("X", (i, j)), leaf("X", (k, j))
>>> one is leaf("X", (i, j)), one is two, one.digest == two.digest
(True, False, True)
>>> total((j,), make("product", (one, leaf("w", (j,))))).axes == (i,)
True
"""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from hashlib import blake2b
from itertools import count
from typing import Any
from weakref import WeakValueDictionary


@dataclass(frozen=True, slots=True)
class Axis:
    """An index that runs over the values 0 … size − 1; axes with different numbers are different indices."""

    number: int
    size: str


@dataclass(frozen=True, slots=True)
class Given:
    """An integer argument in the place of an index: the k of w_k."""

    name: str


@dataclass(frozen=True, slots=True)
class Lookup:
    """A label in the place of an index: y_i. `example` is the axis of a batch that has labels of its own for each: y_bi."""

    name: str
    argument: "Position"
    example: Axis | None = None


@dataclass(frozen=True, slots=True)
class Fixed:
    """A number in the place of an index, from 0; from the end where it is negative."""

    number: int


Position = Axis | Given | Lookup | Fixed
_numbers = count(1)


def fresh(size: str) -> Axis:
    """An axis that was never used before."""
    return Axis(next(_numbers), size)


def axes_of(position: Position) -> tuple[Axis, ...]:
    """The axes that a position moves along: none, or one, and that of a batch."""
    if isinstance(position, Axis):
        return (position,)
    if not isinstance(position, Lookup):
        return ()
    return (*([position.example] if position.example else []), *axes_of(position.argument))


COMMUTATIVE = frozenset({"product", "add", "and", "or", "extremum"})
BINDERS = frozenset({"total", "log_sum_exp", "determinant", "log_det", "take"})
"""Operations that use an axis up: it is free in what they act on, and no longer in what they give."""


class Node:
    """One operation: its name, the nodes that it acts on, and `data` such as the axis of a sum. Made by `make` only."""

    __slots__ = ("__weakref__", "args", "axes", "data", "digest", "op")

    def __init__(self, op: str, args: tuple["Node", ...], data: Any):
        self.op, self.args, self.data = op, args, data
        numbers: dict[Axis, int] = {}
        ordered = sorted(args, key=lambda each: each.digest) if op in COMMUTATIVE else args
        below = [(each.digest, tuple(_number(axis, numbers) for axis in each.axes)) for each in ordered]
        told = _localised(data, numbers)
        bound = bound_axes(op, data)
        self.axes: tuple[Axis, ...] = tuple(axis for axis in numbers if axis not in bound)
        self.digest: str = blake2b(repr((op, below, told)).encode(), digest_size=12).hexdigest()

    def __repr__(self) -> str:
        inside = ", ".join([*map(repr, self.args), *([repr(self.data)] if self.data is not None else [])])
        return f"{self.op}({inside})"


def bound_axes(op: str, data: Any) -> frozenset[Axis]:
    """The axes that a node uses up."""
    if op not in BINDERS:
        return frozenset()
    if op == "take":
        return frozenset({data[0]}) - set(axes_of(data[1]))
    return frozenset({data}) if isinstance(data, Axis) else frozenset(data)


def _number(axis: Axis, numbers: dict[Axis, int]) -> int:
    return numbers.setdefault(axis, len(numbers))


def _localised(data: Any, numbers: dict[Axis, int]) -> Any:
    """The data with axes by their place among those of the node."""
    match data:
        case Axis():
            return ("axis", _number(data, numbers), data.size)
        case Lookup(name, argument, None):
            return ("lookup", name, _localised(argument, numbers))
        case Lookup(name, argument, example):
            return ("lookup", name, _localised(example, numbers), _localised(argument, numbers))
        case Given() | Fixed():
            return repr(data)
        case tuple():
            return tuple(_localised(each, numbers) for each in data)
    return repr(data)


_nodes: WeakValueDictionary[Any, Node] = WeakValueDictionary()


def make(op: str, args: tuple[Node, ...] = (), data: Any = None) -> Node:
    """The node; the same object whenever it is asked for."""
    key = (op, tuple(map(id, args)), data)
    found = _nodes.get(key)
    if found is None:
        found = _nodes[key] = Node(op, args, data)
    return found


def leaf(name: str, positions: tuple[Position, ...]) -> Node:
    """An entry of an argument, in the order in which its array is stored."""
    return make("leaf", (), (name, positions))


def constant(value: Fraction | int) -> Node:
    """A number."""
    return make("constant", (), Fraction(value))


def extent(size: str) -> Node:
    """A size as a number."""
    return constant(1) if size == "1" else make("size", (), size)


ZERO, ONE, MINUS_ONE = constant(0), constant(1), constant(-1)
PI = make("pi")


def total(axes: tuple[Axis, ...], body: Node) -> Node:
    """A sum over axes as it stands; `algebra.total` simplifies."""
    return make("total", (body,), axes)


def same_value(one: Node, other: Node) -> bool:
    """Whether two nodes are one up to the names of bound axes."""
    return one is other or (one.digest == other.digest and one.axes == other.axes)


def walk(*roots: Node) -> Iterator[Node]:
    """Every node below some, children before parents, nodes of one digest once."""
    seen: set[str] = set()
    stack: list[tuple[Node, bool]] = [(root, False) for root in reversed(roots)]
    while stack:
        node, done = stack.pop()
        if done:
            yield node
        elif node.digest not in seen:
            seen.add(node.digest)
            stack.append((node, True))
            stack.extend((each, False) for each in reversed(node.args))
