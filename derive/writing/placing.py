"""Where an expression stands decides its brackets: how tightly things bind, the choices of a page, and the box of any node.

Brackets are as few as the reader needs to find the same function again: a node is bracketed where it binds weaker than its place
asks (`Level`), or where it reaches to the right as far as it can (a Σ, a log without brackets) and something follows.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from derive import expression as e
from derive.writing import boxes as b


class Level(IntEnum):
    """How tightly a written expression binds."""

    SUM = 1
    TERM = 2
    PRODUCT = 3
    ATOM = 4


@dataclass(frozen=True, slots=True)
class Style:
    """Choices of a page: vectors and matrices bold or not."""

    bold: bool = False


PLAIN = Style()
_FROM_ZERO: ContextVar[frozenset[e.Size]] = ContextVar("_FROM_ZERO", default=frozenset())


@contextmanager
def counting_from_zero(sizes: frozenset[e.Size]) -> Iterator[None]:
    """Entries along some sizes are written as their author counts them, from 0; in the tree all are counted from 1.

    >>> from derive.writing.text import text
    >>> with counting_from_zero(frozenset({"n"})):
    ...     text(e.Ordinal(1, "n")), text(e.Ordinal(-1, "n"))
    ('0', 'n − 1')
    """
    before = _FROM_ZERO.set(sizes)
    try:
        yield
    finally:
        _FROM_ZERO.reset(before)


def less(size: e.Size) -> int:
    """How much less an index over a size is as it is written: 1 where its author counts from 0."""
    return 1 if size in _FROM_ZERO.get() else 0


@dataclass(frozen=True, slots=True)
class Laid:
    """A box, how tightly it binds, and whether it would swallow what follows."""

    box: b.Box
    level: Level = Level.ATOM
    open_right: bool = False


Layout = Callable[[Any, Style], b.Box | Laid]
LAYOUTS: dict[type, Layout] = {}
"""How each node type is laid out; `derive.writing.layout` fills it."""


def layout(node: e.Node, style: Style = PLAIN) -> b.Box:
    """The box of an expression, an index term or a condition."""
    return lay(node, style).box


def lay(node: e.Node, style: Style) -> Laid:
    found = LAYOUTS[type(node)](node, style)
    return found if isinstance(found, Laid) else Laid(found)


def fence(box: b.Box, opening: str = "(", closing: str = ")") -> b.Box:
    """The box in brackets."""
    return b.Fence(opening, box, closing)


def at(node: e.Node, level: Level, style: Style, closed: bool = False) -> b.Box:
    """The box of a node for a place that asks for `level`, bracketed if it binds weaker (or is open where more follows)."""
    laid = lay(node, style)
    return fence(laid.box) if laid.level < level or (closed and laid.open_right) else laid.box


def comma_separated(boxes: list[b.Box]) -> b.Row:
    items: list[b.Box] = []
    for box in boxes:
        items += [b.Mark(",", "punctuation"), box] if items else [box]
    return b.Row(tuple(items))
