"""One more sample: a term at the word o and a sum over the words w_s that are alike become one sum over both.

−f(−x_o) + Σ_s f(x_{w_s}) is Σ_t ε_t f(ε_t x_{W_t}) with W = (o, w_1, …, w_K) and ε = (−1, 1, …, 1): the rows of U are gathered once
and every function is called once. It is the signed matrix [−u_o, u_{w_1}, …] of the textbook, found by form.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import permutations

from derive.tensors.algebra import add, beside, coefficient, constant, flat, product
from derive.tensors.axes import rebuilt, same, substitute, total
from derive.tensors.graph import (
    COMMUTATIVE,
    Axis,
    Given,
    Lookup,
    Node,
    Position,
    axes_of,
    fresh,
    leaf,
    make,
    same_value,
)

WORDS, SIGN = "words", "sign"
"""The names of W and ε in a program."""
MOST = 5
"""Products of more factors that differ are left alone: every order is tried."""


@dataclass
class Samples:
    """The joined samples of one program: `pair` is (o, w), the index that was put before the map, once one was."""

    pair: tuple[str, str] | None = None
    size: str = field(default="", init=False)

    def joined(self, node: Node) -> Node:
        """The value, with a term and a sum of its kind as one sum where there are such."""
        number, rest = coefficient(node)
        factors = flat("product", [rest])
        for factor in factors:
            found = self._terms(factor) if factor.op == "add" else None
            if found is not None:
                return product(constant(number), *(found if each is factor else each for each in factors))
        return node

    def _terms(self, node: Node) -> Node | None:
        for many in node.args:
            for body, axis in _sums(many):
                for one in node.args:
                    merged = None if one is many else self._merged(one, body, axis)
                    if merged is not None:
                        return add(*(each for each in node.args if each is not one and each is not many), merged)
        return None

    def _merged(self, one: Node, body: Node, axis: Axis) -> Node | None:
        matching = _Matching(axis, fresh(f"1+{axis.size}"), self.pair)
        found = matching.join(one, body)
        if found is None or matching.pair is None:
            return None
        self.pair, self.size = matching.pair, matching.longer.size
        return total((matching.longer,), found)


def _sums(term: Node) -> Iterator[tuple[Node, Axis]]:
    """(f, s) for a term that is Σ_s f, where f looks words up by s."""
    number, rest = coefficient(term)
    factors = flat("product", [rest])
    for factor in factors:
        if factor.op != "total":
            continue
        others = beside(factor, factors)
        for axis in factor.data:
            inner = [each for each in factor.data if each != axis]
            yield product(constant(number), *others, total(inner, factor.args[0])), axis


@dataclass
class _Matching:
    """Walks two values together: they may differ in o against w_s, and in signs."""

    axis: Axis
    longer: Axis
    pair: tuple[str, str] | None

    def join(self, one: Node, many: Node) -> Node | None:
        """The common form with W_t for o or w_s, and ε_t where the signs differ; None where they are not alike."""
        if same_value(one, many):
            return one if self.axis not in many.axes else None
        (a, one), (b, many) = coefficient(one), coefficient(many)
        if abs(a) != abs(b):
            return None
        core = self._core(one, many)
        if core is None:
            return None
        signs = [leaf(SIGN, (self.longer,))] if a != b else []
        return product(constant(b), *signs, core)

    def _core(self, one: Node, many: Node) -> Node | None:
        if one.op != many.op or len(one.args) != len(many.args):
            return None
        if one.op == "leaf":
            places = self._places(one.data[1], many.data[1]) if one.data[0] == many.data[0] else None
            return None if places is None else leaf(one.data[0], tuple(places))
        if one.op == "same":
            return self._same(one, many)
        if one.op == "total" and [axis.size for axis in one.data] == [axis.size for axis in many.data]:
            (body,) = one.args
            one = make("total", (substitute(body, dict(zip(one.data, many.data, strict=True))),), many.data)
        if one.data != many.data:
            return None
        found = self._in_some_order(one.args, many.args) if one.op in COMMUTATIVE else self._each(one.args, many.args)
        return None if found is None else rebuilt(many, tuple(found), many.data)

    def _same(self, one: Node, many: Node) -> Node | None:
        for order in (one.data, one.data[::-1]):
            places = self._places(order, many.data)
            if places is not None:
                return same(*places)
        return None

    def _places(self, one: Sequence[Position], many: Sequence[Position]) -> list[Position] | None:
        found = [self._place(a, b) for a, b in zip(one, many, strict=True)] if len(one) == len(many) else [None]
        return None if None in found else [each for each in found if each is not None]

    def _place(self, one: Position, many: Position) -> Position | None:
        if one == many:
            return one if self.axis not in axes_of(many) else None
        if not isinstance(one, Given) or not isinstance(many, Lookup) or many.argument != self.axis:
            return None
        if self.pair not in (None, (one.name, many.name)):
            return None
        self.pair = (one.name, many.name)
        return Lookup(WORDS, self.longer)

    def _in_some_order(self, one: Sequence[Node], many: Sequence[Node]) -> list[Node] | None:
        common = [b for b in many if self.axis not in b.axes and any(same_value(a, b) for a in one)]
        left = [a for a in one if not any(same_value(a, b) for b in common)]
        right = [b for b in many if not any(b is each for each in common)]
        if len(left) != len(right) or len(left) > MOST:
            return None
        for order in permutations(left):
            pair = self.pair
            found = self._each(order, right)
            if found is not None:
                return [*common, *found]
            self.pair = pair
        return None

    def _each(self, one: Sequence[Node], many: Sequence[Node]) -> list[Node] | None:
        found = [self.join(a, b) for a, b in zip(one, many, strict=True)]
        return None if None in found else [each for each in found if each is not None]
