"""Patterns: expressions with holes, matched against expressions and filled again. The rule tables are written in them.

A *hole* stands for any expression of the shape it declares, where the letters n, m stand for sizes that are not 1. *Several* stands for any
number of factors or terms in a row. An *any index* stands for an index term. A hole that is `constant` only takes what does not
depend on the variable of the derivative.

>>> from derive.expression import Call, Derivative, Symbol
>>> f, x = hole("f"), Symbol("x")
>>> found = next(match(Call("log", f), Call("log", x)))
>>> fill(Call("exp", f), found)
Call(function='exp', argument=Symbol(name='x', declared=('1', '1')))
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, replace
from typing import Any

from derive.expression import (
    ALWAYS,
    SCALAR,
    Add,
    Condition,
    Constant,
    Derivative,
    Expression,
    Index,
    Node,
    Number,
    Product,
    Shape,
    ShapeError,
)
from derive.nodes import remembering

Bindings = Mapping[str, Any]


@remembering
class Hole(Expression):
    """Any expression of the declared shape; of any shape at all if `free` (then it is laid out as a scalar)."""

    name: str
    declared: Shape = SCALAR
    constant: bool = False
    free: bool = False

    def _shape(self) -> Shape:
        return self.declared

    def takes(self, node: Node) -> bool:
        """Whether a node has the declared shape."""
        if not isinstance(node, Expression):
            return False
        return self.free or all((a == "1") == (b == "1") for a, b in zip(self.declared, node.shape, strict=True))


@remembering
class Several(Expression):
    """Any number of factors or terms in a row, also none; constant as for a hole. It is laid out with the declared shape."""

    name: str
    declared: Shape = SCALAR
    constant: bool = False

    def _shape(self) -> Shape:
        return self.declared


@remembering
class Made(Expression):
    """In a result: what is made of the expression that the hole `like` was filled with; it is laid out with the shape of the hole."""

    like: Hole
    make: Callable[[Expression], Expression]

    def _shape(self) -> Shape:
        return self.like.shape


def hole(name: str, shape: str = "1×1", constant: bool = False) -> Hole:
    """A hole for expressions of a shape written as "n×1"; "any" takes every shape."""
    if shape == "any":
        return Hole(name, constant=constant, free=True)
    rows, columns = shape.split("×")
    return Hole(name, (rows, columns), constant)


def any_index(name: str) -> Index:
    """An index term of any kind."""
    return Index("?" + name, "")


ANY_CONDITION = replace(ALWAYS, conditions=(ALWAYS,))
"""In the pattern of a Sum: any condition."""


def match(
    pattern: Any, node: Any, found: Bindings | None = None, depends: Callable[[Expression, Any], bool] | None = None
) -> Iterator[dict[str, Any]]:
    """Every way to fill the holes of `pattern` so that it becomes `node`.

    `depends(expression, variable)` decides what a constant hole refuses; the variable is what the hole X was filled with.
    """
    found = dict(found or {})
    match pattern:
        case Hole():
            if pattern.takes(node) and _agrees(found, pattern.name, node) and _fits(pattern, node, found, depends):
                yield {**found, pattern.name: node}
        case Index(name=name) if name.startswith("?"):
            if _agrees(found, name, node):
                yield {**found, name: node}
        case _ if pattern == ANY_CONDITION and isinstance(node, Condition):
            yield {**found, "?condition": node}
        case tuple():
            if isinstance(node, tuple):
                yield from _match_row(pattern, node, found, depends)
        case Product(factors=(Hole(declared=shape, free=False), *_, Several())) if shape == SCALAR:
            if isinstance(node, Product):
                for row in _scalar_first(node.factors):
                    yield from _match_row(pattern.factors, row, found, depends)
        case Node():
            if isinstance(pattern, Derivative) and isinstance(node, Derivative):
                found.setdefault("X", node.variable)
            if type(pattern) is type(node):
                names = [each.name for each in fields(pattern) if each.name not in ("span", "shape")]
                if isinstance(pattern, Derivative):
                    names.reverse()  # the variable first: constant holes of the body need it
                yield from _match_fields(names, pattern, node, found, depends)
        case _:
            if pattern == node:
                yield dict(found)


def _scalar_first(factors: tuple[Expression, ...]) -> Iterator[tuple[Expression, ...]]:
    """The factors with each scalar in turn moved to the front, which changes nothing."""
    for position, factor in enumerate(factors):
        if factor.shape == SCALAR:
            yield (factor, *factors[:position], *factors[position + 1 :])


def _agrees(found: Bindings, name: str, node: Any) -> bool:
    return name not in found or found[name] == node


def _fits(pattern: Hole | Several, node: Any, found: Bindings, depends: Callable[..., bool] | None) -> bool:
    if not pattern.constant or depends is None or "X" not in found:
        return True
    parts = node if isinstance(node, tuple) else (node,)
    return not any(depends(part, found["X"]) for part in parts)


def _match_fields(names: list[str], pattern: Any, node: Any, found: Bindings, depends: Any) -> Iterator[dict[str, Any]]:
    if not names:
        yield dict(found)
        return
    for begun in match(getattr(pattern, names[0]), getattr(node, names[0]), found, depends):
        yield from _match_fields(names[1:], pattern, node, begun, depends)


def _match_row(
    pattern: tuple[Any, ...], row: tuple[Any, ...], found: Bindings, depends: Any
) -> Iterator[dict[str, Any]]:
    """A row of patterns against a row of nodes; Several takes as few as possible first."""
    if not pattern:
        if not row:
            yield dict(found)
        return
    head, rest = pattern[0], pattern[1:]
    if not isinstance(head, Several):
        if row:
            for begun in match(head, row[0], found, depends):
                yield from _match_row(rest, row[1:], begun, depends)
        return
    for taken in range(len(row) + 1):
        if _agrees(found, head.name, row[:taken]) and _fits(head, row[:taken], found, depends):
            yield from _match_row(rest, row[taken:], {**found, head.name: row[:taken]}, depends)


def fill(pattern: Any, found: Bindings) -> Any:
    """The pattern with its holes filled, a row of one factor or term without its wrapping."""
    match pattern:
        case Hole(name=name):
            return found[name]
        case Index(name=name) if name.startswith("?"):
            return found[name]
        case Made(like, make):
            return make(fill(like, found))
        case _ if pattern == ANY_CONDITION:
            return found["?condition"]
        case tuple():
            row: list[Any] = []
            for item in pattern:
                row += found[item.name] if isinstance(item, Several) else [fill(item, found)]
            return tuple(row)
        case Product(factors):
            return product(*fill(factors, found))
        case Add(terms):
            return add(*fill(terms, found))
        case Node():
            changed = {}
            for each in fields(pattern):
                if each.name not in ("span", "shape"):
                    changed[each.name] = fill(getattr(pattern, each.name), found)
            return replace(pattern, **changed)
    return pattern


def product(*factors: Expression) -> Expression:
    """The product, with no wrapping around one factor and products inside dissolved, but a dot product that scales a vector."""
    flat: list[Expression] = []
    for factor in factors:
        inner = factor.factors if isinstance(factor, Product) else (factor,)
        if factor.shape == SCALAR and len(factors) > 1 and any(each.shape != SCALAR for each in inner):
            inner = (factor,)
        try:
            Product((*flat, *inner))
            flat += inner
        except ShapeError:
            flat.append(factor)
    return flat[0] if len(flat) == 1 else Product(tuple(flat))


def add(*terms: Expression) -> Expression:
    """The sum, with no wrapping around one term, and nested sums dissolved."""
    flat: list[Expression] = []
    for term in terms:
        flat += term.terms if isinstance(term, Add) else (term,)
    return flat[0] if len(flat) == 1 else Add(tuple(flat))


def factors_of(node: Expression) -> tuple[Expression, ...]:
    """The factors of a product, or the one factor that an expression is."""
    return node.factors if isinstance(node, Product) else (node,)


def is_zero(node: Expression) -> bool:
    """Whether a node is written as zero."""
    return isinstance(node, Number | Constant) and node.value == 0
